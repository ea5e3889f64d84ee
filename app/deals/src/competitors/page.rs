//! A competitor's page: what we know of it, and the deals that it appears in.

use super::api::{competitor_deals, show_competitor};
use super::deals::{Deals, Figures};
use super::profile::{Knowledge, Profile};
use super::types::{CompetitorDetail, Encounters};
use chrono::NaiveDate;
use domain::AppError;
use domain::id::CompetitorId;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use ui::{ButtonKind, ButtonLink, Crumb, IconName, PageHeader, Skeleton};

/// The page of the competitor that the address names.
#[component]
pub fn CompetitorPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<CompetitorId>().ok()));
    let page = Memo::new(move |_| query.read().get("page").and_then(|page| page.parse::<u64>().ok()).unwrap_or(1));
    let competitor = Resource::new(move || id.get(), |id| async move { show_competitor(id.ok_or(AppError::NotFound)?).await });
    let deals = Resource::new(
        move || (id.get(), page.get()),
        |(id, page)| async move { competitor_deals(id.ok_or(AppError::NotFound)?, page).await },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match competitor.await {
                    Ok(competitor) => view! { <Body competitor deals today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(competitor: CompetitorDetail, deals: Resource<Result<Encounters, AppError>>, today: NaiveDate) -> impl IntoView {
    let (id, name) = (competitor.id, competitor.name.clone());
    let above = Crumb { href: "/competitors".into(), label: "Competitors".into() };
    let removable = competitor.can_delete;
    let actions =
        move || {
            removable
            .then(|| view! {
                <ButtonLink href=format!("/competitors/{id}/delete") kind=ButtonKind::Quiet icon=IconName::Trash>"Delete"</ButtonLink>
            })
            .into_any()
        };
    // The deals are paged by themselves: another page of them draws nothing of what is edited above them.
    let figures = move || {
        Suspend::new(async move { deals.await.ok().map(|deals| view! { <Figures record=deals.record sees_all=deals.sees_all /> }) })
    };
    let met = move || {
        Suspend::new(async move {
            match deals.await {
                Ok(deals) => view! { <Deals id deals /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            }
        })
    };
    view! {
        <Title text=name.clone() />
        <PageHeader title=name above actions />
        <Transition>{figures}</Transition>
        <div class="two-col competitor">
            <div>
                <Knowledge competitor=competitor.clone() />
            </div>
            <aside>
                <Profile competitor today />
            </aside>
        </div>
        <Transition fallback=|| view! { <Skeleton lines=4 /> }>{met}</Transition>
    }
}
