//! Everything that was said and done, as far as one may see it.

use crate::api::list_activities;
use crate::line::{Asked, Line};
use crate::log::LogLink;
use crate::of::Of;
use crate::remove::Removed;
use crate::timeline::{Kinds, Rows};
use crate::types::Timeline;
use chrono::NaiveDate;
use domain::id::ActivityId;
use domain::live::Kind;
use firm::{Failure, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_query_map};
use ui::{PageHeader, Skeleton};

/// One timeline over all clients, narrowed by the address.
#[component]
pub fn ActivitiesPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let by = Memo::new(move |_| query.read().get("by").unwrap_or_default());
    let removed = Memo::new(move |_| query.read().get("removed").and_then(|id| id.parse::<ActivityId>().ok()));
    // The kind is followed by the timeline itself, which keeps what was turned to.
    let asked = move || query.with_untracked(Asked::of);
    let first = Resource::new(
        move || by.get(),
        move |_| {
            let asked = asked();
            list_activities(Of::All, asked.kind, asked.by, asked.earlier, 0)
        },
    );
    view! {
        <Title text="Activities" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(first) => view! { <Body first asked=asked() removed=removed.get_untracked() today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(first: Timeline, asked: Asked, removed: Option<ActivityId>, today: NaiveDate) -> impl IntoView {
    let can_log = first.can_log;
    let mine = asked.by == "me";
    let line = Line::new(Of::All, first, asked);
    // A link to this page may ask for another kind.
    let (query, path) = (use_query_map(), use_location().pathname);
    Effect::new(move |_| {
        let kind = query.read().get("kind").unwrap_or_default();
        if path.with_untracked(|path| path == "/activities") && line.asked.with_untracked(|asked| asked.kind != kind) {
            line.only(&kind);
        }
    });
    // Much goes on at all clients at once: what others log is shown as it comes, but not faster than people read.
    line.follow(use_live().freshness(|change| change.kind == Kind::Activity));
    let actions = move || can_log.then(|| view! { <LogLink of=Of::All /> }).into_any();
    let whose = |by: &'static str, words: &'static str, current: bool| {
        let href = move || line.asked.with(|asked| Asked { by: by.to_owned(), earlier: String::new(), ..asked.clone() }.href(Of::All));
        view! { <a class="chip-link" href=href aria-current=current.then_some("true")>{words}</a> }
    };
    view! {
        <PageHeader title="Activities" actions />
        {removed.map(|id| view! { <Removed id /> })}
        <div class="happening-bar">
            <nav class="kinds" aria-label="Whose">{whose("", "Everybody’s", !mine)}{whose("me", "Mine", mine)}</nav>
            <Kinds line />
        </div>
        <section id="activities" class="panel activities" aria-label="Activities" tabindex="-1">
            <Rows line today nothing="Nothing has been logged yet." />
        </section>
    }
}
