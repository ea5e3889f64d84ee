//! An activity's own page: each field changed where it stands.

use crate::api::show_activity;
use crate::fields::{Fields, What};
use crate::participants::Participants;
use crate::remove::{RemoveButton, refused};
use crate::row::tone;
use crate::types::ActivityDetail;
use chrono::NaiveDate;
use domain::AppError;
use domain::activity::{ActivityField, ActivityType, Sentiment};
use domain::date::{parse_date, short_date};
use domain::id::ActivityId;
use domain::live::Kind;
use firm::{Failure, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{Avatar, Badge, Crumb, PageHeader, Saved, Skeleton};

/// The page of the activity that the address names.
#[component]
pub fn ActivityPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ActivityId>().ok()));
    let fresh = use_live()
        .freshness(move |change| change.kind == Kind::Activity && id.get_untracked().is_some_and(|id| change.id == id.to_string()));
    let activity =
        Resource::new(move || (id.get(), fresh.get()), |(id, _)| async move { show_activity(id.ok_or(AppError::NotFound)?).await });
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match activity.await {
                    Ok(activity) => view! { <Body activity today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(activity: ActivityDetail, today: NaiveDate) -> impl IntoView {
    let row = activity.happening.clone();
    let above = Crumb { href: format!("/clients/{}", row.client.id), label: row.client.name.clone() };
    let saved = Saved::provide();
    let known = activity.clone();
    // What was saved below stands here too.
    let now = move |field: ActivityField| saved.text(field.as_str()).unwrap_or_else(|| known.text(field));
    let at = row.at.clone();
    let head = move || {
        let (subject, above, at) = (now(ActivityField::Subject), above.clone(), at.clone());
        let kind = now(ActivityField::Kind).parse::<ActivityType>().ok();
        let on = parse_date(&now(ActivityField::On)).ok();
        let mood = now(ActivityField::Sentiment).parse::<Sentiment>().ok();
        let facts = move || {
            view! {
                {kind.map(|kind| view! { <span>{kind.label()}</span> })}
                {on.map(|on| view! { <time datetime=on.to_string() title=at>{short_date(on, today)}</time> })}
                {mood.map(|mood| view! { <Badge tone=tone(mood)>{mood.label()}</Badge> })}
            }
            .into_any()
        };
        view! {
            <Title text=subject.clone() />
            <PageHeader title=subject above facts />
        }
    };
    let (navigate, id, client) = (use_navigate(), row.id, row.client.id);
    // Its own way there: the notice that offers the way back outlives this page.
    let then = move |gone: bool| {
        let page = if gone { format!("/clients/{client}") } else { format!("/activities/{id}") };
        navigate(&page, leptos_router::NavigateOptions::default());
    };
    let by_itself = (row.kind == ActivityType::TaskCompleted)
        .then(|| view! { <p class="muted">"Written by itself when the task was done. It goes when the task is opened again."</p> });
    let by = row.by.clone().map(|person| {
        view! {
            <section class="panel" aria-labelledby="by">
                <h2 id="by">"Logged by"</h2>
                <div class="person-item">
                    <Avatar name=person.name.clone() beside_name=true />
                    <div class="person-words"><div class="person-name"><a href=person.href()>{person.name.clone()}</a></div><div class="muted">{person.job_title}</div></div>
                </div>
            </section>
        }
    });
    view! {
        {head}
        {refused()}
        <div class="two-col">
            <div>
                <What activity=activity.clone() />
                <Participants activity=activity.clone() />
                {by_itself}
                {row.can_edit.then(|| view! { <RemoveButton id subject=row.subject.clone() then words=true /> })}
            </div>
            <aside>
                <Fields activity=activity.clone() today />
                {by}
            </aside>
        </div>
    }
}
