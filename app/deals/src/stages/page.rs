//! The page: the open stages in their order, where deals end, and what was removed.

use super::add::AddStage;
use super::api::{PlaceStage, show_stages};
use super::desk::Desk;
use super::effect::forecast;
use super::retired::Retired;
use super::row::Row;
use super::templates::Templates;
use super::types::PipelineSettings;
use domain::money::Money;
use domain::stage::{StageKey, StageKind};
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Crumb, PageHeader, Reorder, Skeleton};

/// Settings → Stages.
#[component]
pub fn StagesPage() -> impl IntoView {
    let settings = Resource::new(|| (), |()| show_stages());
    view! {
        <Title text="Stages" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match settings.await {
                    Ok(all) => view! { <Body all /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(all: PipelineSettings) -> impl IntoView {
    let over = all.can_start_over;
    let desk = Desk::new(all);
    let keys = move |open: bool| {
        let fits = move |kind: StageKind| (kind == StageKind::Open) == open;
        move || {
            desk.all.with(|all| {
                all.stages.iter().filter(|one| fits(one.stage.kind)).map(|one| one.stage.key.clone()).collect::<Vec<StageKey>>()
            })
        }
    };
    let list = Reorder::new(Callback::new(move |(from, to): (usize, usize)| {
        let found = desk.all.with_untracked(|all| all.open().nth(from).map(|one| (one.stage.key.clone(), one.stage.version)));
        if let (Some((id, version)), Ok(to)) = (found, i32::try_from(to + 1)) {
            _ = desk.placed.dispatch(PlaceStage { id, to, version });
        }
    }));
    let weighted = move || {
        let sums = desk.all.with(forecast);
        let sums = sums.iter().map(|money| Money::display(*money)).collect::<Vec<_>>().join(" · ");
        if sums.is_empty() { "Nothing is weighted yet".to_owned() } else { format!("Weighted pipeline {sums}") }
    };
    let facts = move || view! { <span class="num">{weighted}</span> }.into_any();
    let above = Crumb { href: "/settings".into(), label: "Settings".into() };
    let refused = desk.refused();
    let done = move || match desk.asked.with(|asked| asked.done.clone()).as_str() {
        "retired" => Some("The stage is removed. It can be restored from the list at the end of this page."),
        "gone" => Some("The stage is gone, with what it asked for."),
        "template" => Some("The stages are replaced. Change them until they are yours."),
        _ => None,
    };
    view! {
        <PageHeader title="Stages" above facts />
        {move || done().map(|text| view! { <p class="notice tone-good" role="status">{text}</p> })}
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        {over.then(|| view! { <Templates /> })}
        <section aria-labelledby="open-stages" class="stage-section">
            <h2 id="open-stages">"Worked in"</h2>
            <ol class="stage-list">
                <For each=keys(true) key=StageKey::clone let:key>
                    <Row key list=Some(list) desk />
                </For>
            </ol>
            <AddStage desk />
        </section>
        <section aria-labelledby="closed-stages" class="stage-section">
            <h2 id="closed-stages">"Where deals end"</h2>
            <ul class="stage-list">
                <For each=keys(false) key=StageKey::clone let:key>
                    <Row key list=None desk />
                </For>
            </ul>
        </section>
        <Retired desk />
        <p class="visually-hidden" role="status">{move || desk.said.get()}</p>
    }
}
