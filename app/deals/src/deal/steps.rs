//! What is to be done next about the deal: planned, changed and ticked off where it stands.

use super::api::{AddStep, CompleteStep, EditStep, complete_step, edit_step};
use super::page::{Page, fault, way_back};
use super::parts::{Fold, Part, Refused, Sent, hidden};
use super::types::{PlannedStep, StepField};
use chrono::{NaiveDate, TimeDelta};
use domain::date::short_date;
use domain::id::TaskId;
use domain::task::NextStepType;
use firm::in_words;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Field, FieldKind, Icon, IconName, InPlace, Kept, Saving, SelectField, ToastKind, use_toasts};

/// Until when a step is planned where nobody says otherwise, in days from today.
const USUAL: i64 = 7;

/// What is to be done, and what was done last.
#[component]
pub(super) fn NextSteps(
    /// The page.
    page: Page,
) -> impl IntoView {
    let completed = ServerAction::<CompleteStep>::new();
    page.after(completed, "steps", |_| ());
    let ids = page.part(|deal| deal.steps.open.iter().map(|step| step.id).collect::<Vec<_>>());
    let more = page.part(|deal| deal.steps.more);
    let done = page.part(|deal| deal.steps.done.clone());
    let can_add = page.now(|deal| deal.card.can_move);
    let closed = page.part(|deal| deal.card.closed);
    view! {
        <Part id="steps" title="Next steps">
            {move || (ids.with(Vec::is_empty) && !closed.get()).then(|| view! { <p class="none-warn"><Icon name=IconName::Alert />"No next step"</p> })}
            {move || (ids.with(Vec::is_empty) && closed.get()).then(|| view! { <p class="muted">"None open."</p> })}
            <ul class="steps">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Open id page />
                </For>
            </ul>
            {move || Some(more.get()).filter(|more| *more > 0).map(|more| view! { <p class="muted">{format!("and {more} more")}</p> })}
            <Refused fault=fault(completed) />
            {can_add.then(|| view! { <Plan page /> })}
            <details class="fold" hidden=move || done.with(Vec::is_empty)>
                <summary class="button is-quiet is-small"><Icon name=IconName::History /><span>"Done lately"</span></summary>
                <ul class="steps fold-body">
                    <For each=move || done.get() key=|step| (step.id, step.version) let:step>
                        <Done step page completed />
                    </For>
                </ul>
            </details>
        </Part>
    }
}

/// A step that is to be done. It stays mounted while it is there, so that what is typed into it stays too.
#[component]
fn Open(id: TaskId, page: Page) -> impl IntoView {
    let step = page.part(move |deal| deal.steps.open.iter().find(|step| step.id == id).cloned());
    let Some(first) = step.get_untracked() else { return ().into_any() };
    let kept = |of: fn(&PlannedStep) -> String| {
        Signal::derive(move || {
            step.with(|step| step.as_ref().map(|step| Kept { text: of(step), version: step.version }).unwrap_or_default())
        })
    };
    let title = kept(|step| step.title.clone());
    let due = kept(|step| step.due.map(|due| due.to_string()).unwrap_or_default());
    let name = Memo::new(move |_| title.get().text);
    let can_edit = first.can_edit;
    let toasts = use_toasts();
    let completed = ServerAction::<CompleteStep>::new();
    page.after(completed, "steps", move |answer| match answer {
        Ok(()) => {
            let back = way_back(page, toasts, move || complete_step(page.id, id, false));
            _ = toasts.push(ToastKind::Good, format!("Done: {}", name.get_untracked()), Some(back));
        }
        Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
    });
    let about = move || {
        step.with(|step| {
            step.as_ref().map(|step| {
                let kind = step.kind.map_or_else(|| step.task_type.label(), NextStepType::label);
                let who = step.assignee.as_ref().map_or_else(|| "nobody".to_owned(), |person| person.name.clone());
                format!("{kind} · {who}")
            })
        })
    };
    view! {
        <li class="step-item" id=format!("step-{id}")>
            {can_edit.then(|| view! {
                <Sent action=completed class="step-do">
                    {hidden("id", page.id)}
                    {hidden("task", id)}
                    <input type="hidden" name="done" value="true" />
                    <button type="submit" class="step-box" aria-label=move || format!("Done: {}", name.get()) title="Done"></button>
                </Sent>
            })}
            <div class="step-words">
                <Place id page field=StepField::Title kept=title can_edit />
                <div class="step-meta">
                    <Place id page field=StepField::Due kept=due can_edit />
                    <span>{about}</span>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// One field of a step, edited in place.
#[component]
fn Place(id: TaskId, page: Page, field: StepField, #[prop(into)] kept: Signal<Kept>, can_edit: bool) -> impl IntoView {
    let save = Callback::new(move |typed: Kept| -> Saving {
        Box::pin(async move {
            let saved = edit_step(page.id, id, field, typed.text, typed.version).await;
            page.refresh().await;
            saved.map(drop)
        })
    });
    let (label, kind) = match field {
        StepField::Title => ("Step", FieldKind::Text),
        StepField::Due => ("Due", FieldKind::Date),
    };
    let display = Callback::new(move |text: String| match field {
        StepField::Title => text.into_any(),
        StepField::Due => due_in_words(&text, page.today),
    });
    let hidden = [("id", page.id.to_string()), ("task", id.to_string()), ("field", field.as_str().to_owned())];
    let hidden: Vec<_> = hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let failed = ServerAction::<EditStep>::new().value().get_untracked().and_then(Result::err);
    view! {
        <InPlace
            label
            place=format!("{id}-{}", field.as_str())
            kept
            display
            page=page.href()
            edit=page.edit()
            action_url="/api/edit_step"
            hidden
            failed
            can_edit
            kind
            save
        />
    }
}

/// A day by which something is due; a past one says so in words too.
fn due_in_words(text: &str, today: NaiveDate) -> AnyView {
    let Ok(due) = text.parse::<NaiveDate>() else {
        return view! { <span class="muted">"No day"</span> }.into_any();
    };
    let late = (today - due).num_days();
    let words = match late {
        1.. => format!("{}, {late} {} late", short_date(due, today), if late == 1 { "day" } else { "days" }),
        0 => "Today".to_owned(),
        _ => short_date(due, today),
    };
    let class = if late > 0 { "is-late" } else { "" };
    view! { <time class=class datetime=due.to_string() title=due.to_string()>{words}</time> }.into_any()
}

#[component]
fn Done(step: PlannedStep, page: Page, completed: ServerAction<CompleteStep>) -> impl IntoView {
    let on = step.done.map(|on| short_date(on, page.today)).unwrap_or_default();
    let who = step.assignee.map(|person| format!(", {}", person.name)).unwrap_or_default();
    view! {
        <li class="step-item is-done" id=format!("step-{}", step.id)>
            <Icon name=IconName::CircleCheck />
            <div class="step-words">
                <span>{step.title.clone()}</span>
                <div class="step-meta"><span>{format!("{on}{who}")}</span></div>
            </div>
            {step.can_edit.then(|| view! {
                <Sent action=completed>
                    {hidden("id", page.id)}
                    {hidden("task", step.id)}
                    <input type="hidden" name="done" value="false" />
                    <Button r#type="submit" kind=ButtonKind::Quiet label=format!("Undo: {}", step.title)>"Undo"</Button>
                </Sent>
            })}
        </li>
    }
}

/// The form of a new step.
#[component]
fn Plan(page: Page) -> impl IntoView {
    let added = ServerAction::<AddStep>::new();
    let done = RwSignal::new(0);
    page.after(added, "steps", move |answer| {
        if answer.is_ok() {
            done.update(|done| *done += 1)
        }
    });
    let refused = fault(added);
    let error = move |name: &'static str| Signal::derive(move || refused.get().and_then(|fault| fault.of(name)));
    let typed = move |name: &'static str, usual: String| {
        Signal::derive(move || refused.get().and_then(|fault| fault.typed_in(name)).unwrap_or_else(|| usual.clone()))
    };
    let kinds: Vec<_> = NextStepType::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect();
    let usual = (page.today + TimeDelta::days(USUAL)).to_string();
    view! {
        <Fold label="Plan a step" done open=refused.with_untracked(Option::is_some)>
            <Sent action=added class="form-stack" once=true>
                {hidden("id", page.id)}
                <Field label="What is to be done" name="title" scope="plan" value=typed("title", String::new()) error=error("title") required=true />
                <div class="form-row">
                    <Field label="By" name="due" scope="plan" kind=FieldKind::Date value=typed("due", usual) error=error("due") />
                    <SelectField label="Kind" name="kind" scope="plan" options=kinds value=typed("kind", NextStepType::Call.as_str().to_owned()) error=error("kind") />
                </div>
                <Button r#type="submit">"Plan it"</Button>
                <Refused fault=refused fields=&["title", "due", "kind"] />
            </Sent>
        </Fold>
    }
}
