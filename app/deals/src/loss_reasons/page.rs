//! The page of the list.

use super::api::{CreateLossReason, PlaceLossReason, RemoveLossReason, loss_reasons};
use super::row::Row;
use super::types::{LossList, LossReason};
use crate::stages::refusal;
use domain::AppError;
use domain::id::LossReasonId;
use domain::pipeline::MOST_LOSS_REASONS;
use firm::Failure;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use ui::{Button, Crumb, EmptyState, Field, IconName, PageHeader, Reorder, Skeleton, ToastKind, use_toasts};

/// Settings → Loss reasons.
#[component]
pub fn LossReasonsPage() -> impl IntoView {
    let list = Resource::new(|| (), |()| loss_reasons());
    view! {
        <Title text="Loss reasons" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => view! { <Body list /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The list as it was last read, and what can be done to it. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) all: RwSignal<Vec<LossReason>>,
    others: RwSignal<i64>,
    pub(super) added: ServerAction<CreateLossReason>,
    pub(super) placed: ServerAction<PlaceLossReason>,
    pub(super) removed: ServerAction<RemoveLossReason>,
}

impl Desk {
    fn new(reasons: LossList) -> Self {
        let desk = Self {
            all: RwSignal::new(reasons.list),
            others: RwSignal::new(reasons.others),
            added: ServerAction::new(),
            placed: ServerAction::new(),
            removed: ServerAction::new(),
        };
        let toasts = use_toasts();
        let told = move |done: Result<(), AppError>| {
            if let Err(error) = done {
                _ = toasts.push(ToastKind::Bad, refusal(&error), None);
            }
            desk.refresh();
        };
        crate::stages::after(desk.placed, told);
        crate::stages::after(desk.removed, move |done| {
            told(done);
            crate::stages::focus_later(Some("field-new-reason-name".into()));
        });
        crate::stages::after(desk.added, move |done| {
            if done.is_ok() {
                desk.refresh();
            }
        });
        desk
    }

    /// Reads the list anew; what has the focus keeps it.
    pub(super) fn refresh(self) {
        spawn_local(async move {
            if let Ok(reasons) = loss_reasons().await {
                crate::stages::keeping_focus(move || {
                    self.all.set(reasons.list);
                    self.others.set(reasons.others);
                });
            }
        });
    }

    pub(super) fn reason(self, id: LossReasonId) -> Option<LossReason> {
        self.all.with(|all| all.iter().find(|reason| reason.id == id).cloned())
    }
}

#[component]
fn Body(list: LossList) -> impl IntoView {
    let desk = Desk::new(list);
    let ids = move || desk.all.with(|all| all.iter().map(|reason| reason.id).collect::<Vec<_>>());
    let empty = move || desk.all.with(Vec::is_empty);
    let order = Reorder::new(Callback::new(move |(from, to): (usize, usize)| {
        let found = desk.all.with_untracked(|all| all.get(from).map(|reason| (reason.id, reason.version)));
        if let (Some((id, version)), Ok(to)) = (found, i32::try_from(to + 1)) {
            _ = desk.placed.dispatch(PlaceLossReason { id, to, version });
        }
    }));
    let refused = [desk.placed.value().get_untracked(), desk.removed.value().get_untracked()];
    let refused = refused.into_iter().flatten().find_map(Result::err).map(|error| refusal(&error));
    let above = Crumb { href: "/settings".into(), label: "Settings".into() };
    let facts = || view! { <span>"Whoever marks a deal as lost chooses one of these, and may say more in words."</span> }.into_any();
    view! {
        <PageHeader title="Loss reasons" above facts />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <div class="reasons">
            {move || empty().then(|| view! { <EmptyState title="No reasons yet" icon=IconName::ListChecks>"Without a list, every loss is explained in words alone."</EmptyState> })}
            <ol class="reason-list">
                <For each=ids key=|id| *id let:id>
                    <Row id order desk />
                </For>
            </ol>
            {move || Some(desk.others.get()).filter(|others| *others > 0).map(|others| view! {
                <p class="reason-others">
                    <a href="/deals?view=table&stage=closed_lost">{format!("In other words: {}", domain::money::group(&others.to_string()))}</a>
                </p>
            })}
            <Add desk />
        </div>
    }
}

#[component]
fn Add(desk: Desk) -> impl IntoView {
    let failed = Signal::derive(move || desk.added.value().get().and_then(Result::err));
    let error = Signal::derive(move || failed.get().map(|error| error.of("name").unwrap_or_else(|| error.to_string())));
    let typed = failed.get_untracked().and_then(|error| error.typed_in("name")).unwrap_or_default();
    let full = move || desk.all.with(|all| all.len() >= MOST_LOSS_REASONS);
    let form = NodeRef::new();
    // Empty again after it was added, and ready for the next.
    Effect::new(move |_| {
        if let (Some(Ok(_)), Some(form)) = (desk.added.value().get(), form.get_untracked()) {
            leptos::web_sys::HtmlFormElement::reset(&form);
        }
    });
    view! {
        <div class="reason-add" id="add">
            <ActionForm action=desk.added node_ref=form>
                <Field label="Add a reason" name="name" scope="new-reason" value=typed error=error required=true maxlength=200_u32 />
                <Button r#type="submit" icon=IconName::Plus>"Add"</Button>
            </ActionForm>
            {move || full().then(|| view! { <p class="muted">{format!("{MOST_LOSS_REASONS} at most: nobody reads more.")}</p> })}
        </div>
    }
}
