//! A move as a page: the choice of where to, and what asks for more than a click, as a loss needs its reason.

use crate::api::{FixGap, MoveDeal, move_gaps};
use crate::asked::Asked;
use crate::deal::api::show_deal;
use crate::gap_sheet::{GapPage, way_back};
use crate::move_menu::{Movable, choices};
use crate::pipeline::refusal;
use crate::types::DealDetail;
use domain::AppError;
use domain::id::OpportunityId;
use domain::stage::{Stage, StageKey, StageKind};
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use ui::{Button, ButtonKind, ButtonLink, Crumb, PageHeader, Skeleton, TextArea};

/// Where to, or what the move to there asks for: a page, so that it works as a plain form too.
#[component]
pub fn MoveDealPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    let deal = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => show_deal(id, String::new(), true).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let fixed = ServerAction::<FixGap>::new();
    let wanted = Memo::new(move |_| query.read().get("to").and_then(|to| StageKey::parse(&to).ok()));
    let gaps = Resource::new(
        move || (id.get(), wanted.get(), fixed.version().get()),
        |(id, to, _)| async move {
            match (id, to) {
                (Some(id), Some(to)) => move_gaps(id, to).await,
                _ => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton /> }>
            {move || Suspend::new(async move {
                let deal = match deal.await {
                    Ok(deal) => deal,
                    Err(error) => return view! { <Failure error /> }.into_any(),
                };
                if !deal.card.can_move {
                    return view! { <Failure error=AppError::NotFound /> }.into_any();
                }
                let Some(wanted) = query.with_untracked(|query| query.get("to")) else {
                    let back = query.with_untracked(|query| Asked::of(query).href());
                    return view! { <Choice deal back /> }.into_any();
                };
                match deal.stages.iter().find(|stage| stage.key.as_str() == wanted && stage.key != deal.card.stage).cloned() {
                    Some(to) if to.kind == StageKind::Open => match gaps.await {
                        Ok(sheet) => {
                            let back = query.with_untracked(way_back);
                            view! { <GapPage sheet fixed back /> }.into_any()
                        }
                        Err(error) => view! { <Failure error /> }.into_any(),
                    },
                    Some(to) => view! { <Form deal to /> }.into_any(),
                    None => view! { <Failure error=AppError::NotFound /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// What a plain form that was refused brought back in the address.
fn failure() -> Option<AppError> {
    ServerAction::<MoveDeal>::new().value().get_untracked().and_then(Result::err)
}

/// Where to: what the menu of a card offers, for whoever has no client code.
#[component]
fn Choice(deal: DealDetail, back: String) -> impl IntoView {
    let refused = failure().as_ref().map(refusal);
    let (id, title) = (deal.card.id, format!("Move {}", deal.card.name));
    let above = Crumb { href: format!("/deals/{id}"), label: deal.card.name.clone() };
    let stands = deal.stage().map(|stage| view! { <span>{format!("Now in {}", stage.name)}</span> });
    let (moves, lost) = choices(&Movable::of(&deal.card), &deal.stages);
    view! {
        <Title text=title.clone() />
        <PageHeader title above facts=move || stands.into_any() />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <div class="panel move-choice">
            <form method="post" action="/api/move_deal">
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="version" value=deal.card.version.to_string() />
                <input type="hidden" name="back" value=back.clone() />
                {moves}
            </form>
            {lost}
        </div>
        <div class="form-actions"><ButtonLink href=back kind=ButtonKind::Quiet>"Cancel"</ButtonLink></div>
    }
}

#[component]
fn Form(deal: DealDetail, to: Stage) -> impl IntoView {
    let failed = failure();
    let error = failed.as_ref().and_then(|error| error.of("loss_reason"));
    let other = failed.as_ref().filter(|_| error.is_none()).map(refusal);
    let typed = failed.and_then(|error| error.typed_in("loss_reason")).unwrap_or_default();
    let (id, title) = (deal.card.id, format!("{}: {}", to.move_label(), deal.card.name));
    let above = Crumb { href: format!("/deals/{id}"), label: deal.card.name.clone() };
    let lost = to.kind == StageKind::Lost;
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        {other.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/move_deal" class="form-stack">
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="to" value=to.key.to_string() />
            <input type="hidden" name="version" value=deal.card.version.to_string() />
            <input type="hidden" name="back" value="deal" />
            {lost.then(|| view! {
                <TextArea
                    label="Why was it lost?"
                    name="loss_reason"
                    value=typed
                    error=Signal::stored(error)
                    hint="A sentence is enough. It stands on the deal and in the win/loss figures."
                    required=true
                />
            })}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary r#type="submit">{to.move_label()}</Button>
                <ButtonLink href=format!("/deals/{id}") kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
