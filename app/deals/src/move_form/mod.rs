//! A move as a page: the choice of where to, and what asks for more than a click.

pub mod api;
mod choice;
pub mod loss;
mod lost;
mod types;

use crate::api::{FixGap, MoveDeal, move_gaps};
use crate::asked::Asked;
use crate::gap_sheet::{GapPage, way_back};
use api::show_move;
use choice::Choice;
use domain::AppError;
use domain::id::OpportunityId;
use domain::stage::{Stage, StageKey, StageKind};
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use lost::LostForm;
use ui::{ButtonKind, ButtonLink, Crumb, EmptyState, IconName, PageHeader, Skeleton};

pub use loss::LossFields;
pub use types::{LossChoices, MovePage};

/// Where to, or what the move to there asks for: a page, so that it works as a plain form too.
#[component]
pub fn MoveDealPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    let page = Resource::new(move || id.get(), |id| async move { show_move(id.ok_or(AppError::NotFound)?).await });
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
                let page = match page.await {
                    Ok(page) => page,
                    Err(error) => return view! { <Failure error /> }.into_any(),
                };
                let wanted = query.with_untracked(|query| query.get("to"));
                // What somebody closed meanwhile can only be opened again.
                let Some(wanted) = wanted.filter(|to| !page.card.closed || page.to(to).is_some()) else {
                    let back = query.with_untracked(|query| Asked::of(query).href());
                    return view! { <Choice page back /> }.into_any();
                };
                match page.to(&wanted).cloned() {
                    Some(to) if to.kind == StageKind::Open => match gaps.await {
                        Ok(sheet) => {
                            let back = query.with_untracked(way_back);
                            view! { <GapPage sheet fixed back /> }.into_any()
                        }
                        Err(error) => view! { <Failure error /> }.into_any(),
                    },
                    Some(to) if to.kind == StageKind::Won => view! { <HandOver page to /> }.into_any(),
                    Some(to) => view! { <LostForm page to /> }.into_any(),
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

/// A deal is won by its hand-over, which has a page of its own.
#[component]
fn HandOver(page: MovePage, to: Stage) -> impl IntoView {
    let id = page.card.id;
    let title = format!("{}: {}", to.move_label(), page.card.name);
    let above = Crumb { href: format!("/deals/{id}"), label: page.card.name.clone() };
    let action =
        move || view! { <ButtonLink href=format!("/deals/{id}/won") kind=ButtonKind::Primary>"Hand it over"</ButtonLink> }.into_any();
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        <EmptyState title="A deal is won by its hand-over" icon=IconName::Check action>
            "One page asks for the contract, the final value and the plan, and makes the project."
        </EmptyState>
    }
}
