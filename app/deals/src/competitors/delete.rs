//! Taking a competitor off the list: a page that says what goes with it.

use super::api::{DeleteCompetitor, competitor_deals, show_competitor};
use super::types::{CompetitorDetail, Record};
use crate::pipeline::joined;
use domain::AppError;
use domain::id::CompetitorId;
use domain::money::group;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Button, ButtonKind, ButtonLink, Crumb, IconName, PageHeader, Skeleton};

/// The question before it goes, for who may remove competitors.
#[component]
pub fn DeleteCompetitorPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<CompetitorId>().ok()));
    let asked = Resource::new(
        move || id.get(),
        |id| async move {
            let id = id.ok_or(AppError::NotFound)?;
            let competitor = show_competitor(id).await?;
            if !competitor.can_delete {
                return Err(AppError::Forbidden);
            }
            Ok((competitor, competitor_deals(id, 1).await?.record))
        },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton /> }>
            {move || Suspend::new(async move {
                match asked.await {
                    Ok((competitor, record)) => view! { <Question competitor record /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Question(competitor: CompetitorDetail, record: Record) -> impl IntoView {
    let refused = ServerAction::<DeleteCompetitor>::new().value().get_untracked().and_then(Result::err);
    let refused = refused.map(|error| error.of("mentions").unwrap_or_else(|| error.to_string()));
    let (id, name) = (competitor.id, competitor.name);
    let title = format!("Delete {name}?");
    let above = Crumb { href: format!("/competitors/{id}"), label: name };
    let mentions = record.all.count;
    let going = match mentions {
        0 => "No deal mentions it. Its profile goes for good.".to_owned(),
        1 => format!("Its profile goes for good, and so does its mention in 1 deal, worth {}.", joined(record.all.sums.into_iter())),
        many => {
            let many = group(&many.to_string());
            let sums = joined(record.all.sums.into_iter());
            format!("Its profile goes for good, and so do its mentions in {many} deals, worth {sums}.")
        }
    };
    let lost = (record.lost.count > 0).then(|| {
        let count = record.lost.count;
        let deals = if count == 1 { "1 deal".to_owned() } else { format!("{count} deals") };
        view! { <p>{format!("{deals} will no longer say that they went to it.")}</p> }
    });
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/delete_competitor" class="form-stack">
            <p>{going} " The deals themselves stay."</p>
            {lost}
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="mentions" value=mentions.to_string() />
            <div class="form-actions">
                <Button kind=ButtonKind::Danger r#type="submit" icon=IconName::Trash>"Delete"</Button>
                <ButtonLink href=format!("/competitors/{id}") kind=ButtonKind::Quiet>"Keep it"</ButtonLink>
            </div>
        </form>
    }
}
