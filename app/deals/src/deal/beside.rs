//! A deal beside the board: what the next move asks, what is known, and what comes next, without leaving the pipeline.
//! The address says which deal, so Back closes it.

use super::api::show_deal;
use super::checks::Checks;
use super::gaps::Gaps;
use super::letters::Scorecard;
use super::page::{Page, focus};
use super::steps::NextSteps;
use super::types::DealDetail;
use crate::asked::Asked;
use crate::card::close_date;
use chrono::NaiveDate;
use domain::id::OpportunityId;
use firm::{Failure, Surroundings, in_words};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Icon, IconName, Skeleton};

/// The deal that the address opens, if it opens one.
#[component]
pub(crate) fn DealBeside(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let id = Memo::new(move |_| asked.with(|asked| asked.open));
    let deal = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => show_deal(id, false).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let me = expect_context::<Surroundings>().me.map(|me| me.actor.id);
    let close = Signal::derive(move || asked.with(|asked| Asked { open: None, ..asked.clone() }.href()));
    // Closed, the focus is on the card again.
    Effect::new(move |before: Option<Option<OpportunityId>>| {
        let now = id.get();
        if let (Some(Some(left)), None) = (before, now) {
            request_animation_frame(move || crate::board::keys::focus_card(left));
        }
        now
    });
    view! {
        // The answer takes a moment; the place shows at once that it comes.
        <Suspense fallback=move || view! { {move || id.get().is_some().then(waiting)} }>
            {move || Suspend::new(async move {
                match deal.await {
                    Ok(None) => ().into_any(),
                    Ok(Some(deal)) => view! { <Beside page=Page::new(deal, String::new(), None, me, today) close /> }.into_any(),
                    Err(error) => view! {
                        <aside class="beside" aria-label="Deal">
                            <Close close />
                            <Failure error />
                        </aside>
                    }
                    .into_any(),
                }
            })}
        </Suspense>
    }
}

fn waiting() -> impl IntoView {
    view! { <aside class="beside" aria-label="Deal"><Skeleton lines=6 /></aside> }
}

#[component]
fn Close(close: Signal<String>) -> impl IntoView {
    view! {
        <a class="beside-close button is-quiet is-icon" href=close data-noscroll="true" aria-label="Close" title="Close">
            <Icon name=IconName::X />
        </a>
    }
}

#[component]
fn Beside(page: Page, close: Signal<String>) -> impl IntoView {
    super::follow_others(page);
    let node = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    let go = use_navigate();
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        // An editor that is open closes first.
        if event.key() == "Escape" && !event.default_prevented() {
            go(&close.get_untracked(), NavigateOptions { scroll: false, ..Default::default() });
        }
    };
    let facts = page.part(|deal: &DealDetail| deal.card.clone());
    let stage = page.part(|deal| deal.stages.iter().find(|stage| stage.key == deal.card.stage).map(|stage| stage.name.clone()));
    let name = page.now(|deal| deal.card.name.clone());
    view! {
        <aside class="beside" aria-labelledby="beside" on:keydown=pressed>
            <Close close />
            <header class="beside-head">
                <h2 id="beside" tabindex="-1" node_ref=node><a href=page.href()>{name}</a></h2>
                {move || facts.with(|card| view! {
                    <p class="beside-facts">
                        <span>{card.client.clone()}</span>
                        <span>{card.value.display()}</span>
                        <span>{stage.get()}</span>
                        {card.close.map(|close| close_date(close, page.today, card.closed))}
                    </p>
                })}
            </header>
            {move || page.lost.get().map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })}
            <Checks page />
            <Gaps page />
            <Scorecard page />
            <NextSteps page />
        </aside>
    }
}
