//! What a stage asks for, each with how many of its deals meet it now.

use super::asked::{adding, editing_criterion};
use super::criterion_form::{AddForm, EditForm};
use super::desk::Desk;
use super::effect::counted;
use super::types::{AskedCriterion, StageSetting};
use domain::criteria::{Check, CriterionKind};
use domain::id::CriterionId;
use domain::pipeline::{MOST_CRITERIA, in_words};
use domain::stage::StageKind;
use leptos::form::ActionForm;
use leptos::prelude::*;
use ui::{Grip, Icon, IconName, Menu, MenuItem, MoveButtons, Reorder};

/// The list, and the way to add to it.
#[component]
pub(crate) fn Criteria(
    /// The stage.
    setting: Memo<StageSetting>,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let (key, kind) = setting.with_untracked(|one| (one.stage.key.clone(), one.stage.kind));
    if kind == StageKind::Lost {
        return view! {
            <p class="muted">
                "A loss is never held back. It asks why, from " <a href="/settings/loss-reasons">"your list of reasons"</a> "."
            </p>
        }
        .into_any();
    }
    let ids = move || setting.with(|one| one.criteria.iter().map(|asked| asked.criterion.id).collect::<Vec<_>>());
    let list = Reorder::new(Callback::new(move |(from, to): (usize, usize)| {
        let found = setting.with_untracked(|one| one.criteria.get(from).map(|asked| (asked.criterion.id, asked.version)));
        if let (Some((id, version)), Ok(to)) = (found, i32::try_from(to + 1)) {
            _ = desk.criterion_placed.dispatch(super::api::PlaceCriterion { id, to, version });
        }
    }));
    let of = key.clone();
    let adds = Memo::new(move |_| desk.asked.with(|asked| asked.adding && asked.unfolds(&of)));
    let full = move || setting.with(|one| one.criteria.len() >= MOST_CRITERIA);
    let empty = move || setting.with(|one| one.criteria.is_empty());
    let (to, href, id) = (key.clone(), adding(&key), format!("add-to-{key}"));
    let heading = if kind == StageKind::Won { "Asked of whoever comes here" } else { "Asked before a deal leaves" };
    view! {
        <section class="stage-criteria" id=format!("criteria-{key}")>
            <h3>{heading}</h3>
            {move || empty().then(|| view! { <p class="muted">"Nothing: every deal is free to go."</p> })}
            <ul class="asked-list">
                <For each=ids key=|id| *id let:id>
                    <Line setting id list desk />
                </For>
            </ul>
            {move || match (adds.get(), full()) {
                (true, _) => view! { <AddForm key=to.clone() setting desk /> }.into_any(),
                (false, true) => view! { <p class="muted">{format!("{MOST_CRITERIA} at most.")}</p> }.into_any(),
                (false, false) => view! {
                    <a class="button is-small" id=id.clone() href=href.clone() data-noscroll="true">
                        <Icon name=IconName::Plus />
                        <span>"Add criterion"</span>
                    </a>
                }
                .into_any(),
            }}
        </section>
    }
    .into_any()
}

/// One criterion: read, or as its form.
#[component]
fn Line(setting: Memo<StageSetting>, id: CriterionId, list: Reorder, desk: Desk) -> impl IntoView {
    let found = move |one: &StageSetting| one.criteria.iter().find(|asked| asked.criterion.id == id).cloned();
    let place =
        Signal::derive(move || setting.with(|one| one.criteria.iter().position(|asked| asked.criterion.id == id).unwrap_or_default()));
    let asked = Memo::new(move |_| setting.with(found));
    let edits = Memo::new(move |_| desk.asked.with(|asked| asked.criterion == Some(id)));
    view! {
        <li
            id=format!("criterion-{id}")
            class=move || list.class(place.get())
            on:dragover=move |event| list.over(&event, place.get_untracked())
            on:drop=move |event| list.dropped(&event, place.get_untracked())
        >
            {move || {
                if edits.get() {
                    asked.get_untracked().map(|asked| view! { <EditForm setting asked desk /> }.into_any())
                } else {
                    asked.get().map(|asked| view! { <Shown setting asked place list desk /> }.into_any())
                }
            }}
        </li>
    }
}

#[component]
fn Shown(setting: Memo<StageSetting>, asked: AskedCriterion, place: Signal<usize>, list: Reorder, desk: Desk) -> impl IntoView {
    let AskedCriterion { criterion, version, met } = asked;
    let id = criterion.id;
    let of = setting.with_untracked(|one| one.standing.as_ref().map(|standing| standing.deals));
    let key = criterion.stage.clone();
    let label = criterion.label.clone();
    let (edit, remove) = (format!("Edit {label}"), format!("Remove {label}"));
    let count = Signal::derive(move || setting.with(|one| one.criteria.len()));
    view! {
        <Grip list place />
        <Icon name=icon(criterion.check) />
        <div class="asked-words">
            <span>{label.clone()}</span>
            <small class="muted">{in_words(criterion.check)}</small>
        </div>
        <span class="asked-met num">{met_words(met, of)}</span>
        <div class="asked-acts">
            <a class="button is-quiet is-icon is-small" href=editing_criterion(&key, id) data-noscroll="true" id=format!("edit-{id}") aria-label=edit.clone() title=edit>
                <Icon name=IconName::Pencil />
            </a>
            <ActionForm action=desk.criterion_placed>
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <MoveButtons thing=label.clone() id=format!("move-{id}") place count />
            </ActionForm>
            <Menu label=remove icon=IconName::Trash icon_only=true align_end=true>
                <p class="menu-note">{removal_words(criterion.check, met, of)}</p>
                <ActionForm action=desk.criterion_removed>
                    <input type="hidden" name="id" value=id.to_string() />
                    <MenuItem submit=true danger=true icon=IconName::Trash>"Remove criterion"</MenuItem>
                </ActionForm>
            </Menu>
        </div>
    }
}

const fn icon(check: Check) -> IconName {
    match check.kind() {
        CriterionKind::Field => IconName::FileText,
        CriterionKind::Role => IconName::User,
        CriterionKind::Activity => IconName::Activity,
        CriterionKind::Tick => IconName::CircleCheck,
    }
}

fn met_words(met: Option<i64>, of: Option<i64>) -> String {
    match (met, of) {
        (Some(_), Some(0)) => "No deal here now".to_owned(),
        (Some(met), Some(of)) => format!("{met} of {} {}", counted(of), if met == 1 { "meets it" } else { "meet it" }),
        _ => "Too many deals to look at".to_owned(),
    }
}

fn removal_words(check: Check, met: Option<i64>, of: Option<i64>) -> String {
    match (check, met, of) {
        (Check::Tick, Some(met), Some(of)) if met > 0 => format!("It is ticked in {met} of {} here. The ticks go with it.", counted(of)),
        (Check::Tick, ..) => "What was ticked goes with it.".to_owned(),
        _ => "Deals are no longer asked for it. What they have stays.".to_owned(),
    }
}
