//! What the parts of a deal's page share: the deal as the server last told it, and the way to look again. A part shows its
//! piece and is drawn anew only where that changed, so that nothing that somebody is typing elsewhere is lost.

use super::api::show_deal;
use super::types::{DealDetail, Findable, Found};
use chrono::NaiveDate;
use domain::AppError;
use domain::id::{OpportunityId, UserId};
use firm::in_words;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use serde::de::DeserializeOwned;
use ui::{ToastAction, ToastKind, Toasts};

/// What an address without client code asked to be found, and what was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    /// What kind of thing.
    pub(super) what: Findable,
    /// In which of the places that find such things.
    pub(super) place: String,
    /// The text.
    pub(super) text: String,
    /// What was found.
    pub(super) found: Vec<Found>,
}

/// The page.
#[derive(Clone, Copy)]
pub(super) struct Page {
    deal: RwSignal<DealDetail>,
    /// Why the page could not be brought up to date.
    pub(super) lost: RwSignal<Option<AppError>>,
    asked: StoredValue<u32>,
    /// Counts up with every look: parts that ask for themselves look again too.
    pub(super) looked: RwSignal<u32>,
    edit: StoredValue<String>,
    sought: StoredValue<Option<Sought>>,
    /// Which deal.
    pub(super) id: OpportunityId,
    /// Who looks.
    pub(super) me: Option<UserId>,
    /// Today, for dates.
    pub(super) today: NaiveDate,
}

/// A server function that a form of the page posts to.
pub(super) trait Posted:
    DeserializeOwned + ServerFn<Error = AppError, Output: Clone + Send + Sync + 'static> + Clone + Send + Sync + 'static
{
}

impl<S> Posted for S where
    S: DeserializeOwned + ServerFn<Error = AppError, Output: Clone + Send + Sync + 'static> + Clone + Send + Sync + 'static
{
}

impl Page {
    /// Of a deal, as the address asks for it: `edit` is the place to edit, `sought` what was looked for.
    pub(super) fn new(deal: DealDetail, edit: String, sought: Option<Sought>, me: Option<UserId>, today: NaiveDate) -> Self {
        let id = deal.card.id;
        Self {
            deal: RwSignal::new(deal),
            lost: RwSignal::new(None),
            asked: StoredValue::new(0),
            looked: RwSignal::new(0),
            edit: StoredValue::new(edit),
            sought: StoredValue::new(sought),
            id,
            me,
            today,
        }
    }

    /// A piece of the deal, which tells only when it changes.
    pub(super) fn part<T>(self, of: impl Fn(&DealDetail) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.deal.with(&of))
    }

    /// A piece of the deal as it is now.
    pub(super) fn now<T>(self, of: impl FnOnce(&DealDetail) -> T) -> T {
        self.deal.with_untracked(of)
    }

    /// The same, where the page may be gone.
    pub(super) fn try_now<T>(self, of: impl FnOnce(&DealDetail) -> T) -> Option<T> {
        self.deal.try_with_untracked(of)
    }

    /// The page's address.
    pub(super) fn href(self) -> String {
        format!("/deals/{}", self.id)
    }

    /// The place that the address asks to edit.
    pub(super) fn edit(self) -> String {
        self.edit.get_value()
    }

    /// What the address asked to be found in a place.
    pub(super) fn sought(self, what: Findable, place: &str) -> Option<Sought> {
        self.sought.with_value(|sought| sought.clone().filter(|sought| sought.what == what && sought.place == place))
    }

    /// Looks again. Of two looks, the one that began later counts.
    pub(super) async fn refresh(self) {
        let Some(turn) = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        let answer = show_deal(self.id, true).await;
        if self.asked.try_get_value() != Some(turn) {
            return;
        }
        match answer {
            Ok(fresh) => {
                _ = self.deal.try_update(|deal| deal.follow(fresh));
                _ = self.looked.try_update(|looked| *looked += 1);
                _ = self.lost.try_set(None);
            }
            Err(error) => _ = self.lost.try_set(Some(error)),
        }
    }

    /// Once the server has answered a form: does what is to be done then, looks again where that is of use, and brings a focus
    /// that went with what it was on to the head of its part.
    pub(super) fn after<S: Posted>(
        self,
        action: ServerAction<S>,
        part: &'static str,
        then: impl Fn(Result<S::Output, AppError>) + 'static,
    ) {
        Effect::new(move |before: Option<usize>| {
            let version = action.version().get();
            if before.is_some_and(|before| before != version)
                && let Some(answer) = action.value().get_untracked()
            {
                let look = matches!(answer, Ok(_) | Err(AppError::Conflict { .. } | AppError::NotFound));
                then(answer);
                if look {
                    spawn_local(async move {
                        self.refresh().await;
                        keep_focus(part);
                    });
                }
            }
            version
        });
    }
}

/// Why a form was refused, by client code or by a plain post that came back.
pub(super) fn fault<S: Posted>(action: ServerAction<S>) -> Signal<Option<AppError>> {
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// Why a plain form of this kind was refused; client code has its own ways to say so.
pub(super) fn brought_back<S: Posted>() -> Signal<Option<AppError>> {
    let fault = ServerAction::<S>::new().value().get_untracked().and_then(Result::err);
    Signal::derive(move || fault.clone())
}

/// The way back that a notice offers.
pub(super) fn way_back<W>(page: Page, toasts: Toasts, work: impl Fn() -> W + Send + Sync + 'static) -> ToastAction
where
    W: Future<Output = Result<(), AppError>> + 'static,
{
    toasts.offer("Undo", move || {
        let done = work();
        spawn_local(async move {
            if let Err(error) = done.await {
                _ = toasts.push(ToastKind::Bad, in_words(&error), None);
            }
            page.refresh().await;
        });
    })
}

/// Where what had the focus is gone, whoever uses the keyboard goes on from the head of its part, and not from the top.
fn keep_focus(part: &'static str) {
    request_animation_frame(move || {
        let active = document().active_element();
        if active.is_none_or(|active| active.tag_name() == "BODY")
            && let Some(head) = document().get_element_by_id(part)
        {
            focus(&head);
        }
    });
}

/// Gives an element the focus.
pub(super) fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        _ = element.focus();
    }
}

/// How long ago a day is, in words.
pub(super) fn ago(on: NaiveDate, today: NaiveDate) -> String {
    match (today - on).num_days() {
        ..0 => "still to come".to_owned(),
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::ago;
    use chrono::NaiveDate;

    #[test]
    fn a_day_is_so_long_ago() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap_or_default();
        assert_eq!([20, 19, 8, 21].map(|on| ago(day(on), day(20))), ["today", "yesterday", "12 days ago", "still to come"]);
    }
}
