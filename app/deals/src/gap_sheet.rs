//! What a move lacks, with a place to fill each in: beside the board as a sheet, and as a page without client code.

use crate::api::{FixGap, MoveAnyway, MoveDeal};
use crate::asked::Asked;
use crate::board::send::{Drop, Mover};
use crate::pipeline::refusal;
use crate::types::{Gap, GapSheet};
use domain::AppError;
use domain::activity::ActivityType;
use domain::criteria::{Check, CriterionField};
use domain::stage::StageGate;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;
use ui::{Button, ButtonKind, ButtonLink, Crumb, Dialog, Field, FieldKind, Icon, IconName, PageHeader, SelectField, TextArea};
use wasm_bindgen::JsCast;

/// What is said where a reason is needed and none was given.
pub(crate) const NO_REASON: &str = "Say why it moves on all the same; a sentence is enough.";

/// The sheet of a board.
#[component]
pub(crate) fn GapDialog(mover: Mover) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if mover.sheet.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            // Back to the card, wherever it stands by now.
            if let Some(sheet) = mover.sheet.get_untracked() {
                request_animation_frame(move || crate::board::keys::focus_card(sheet.id));
            }
            mover.sheet.set(None);
        }
        is
    });
    let fixed = ServerAction::<FixGap>::new();
    Effect::new(move |_| {
        if let Some(Ok(sheet)) = fixed.value().get() {
            mover.board.refresh(vec![sheet.id]);
            if mover.sheet.with_untracked(Option::is_some) {
                mover.sheet.set(Some(sheet));
            }
        }
    });
    let body = move || {
        mover.sheet.get().map(|sheet| {
            let (id, to) = (sheet.id, sheet.to.key.clone());
            let send = move |reason: String| {
                // Only now is the board free to show the move.
                open.set(false);
                let place = mover.wanted.with_value(|wanted| wanted.clone()).map(|(place, _)| place).filter(|place| place.stage == to);
                if let Some(lifted) = mover.board.take(id) {
                    mover.send(lifted, place.unwrap_or_else(|| Drop { stage: to.clone(), index: None }), reason);
                }
            };
            view! { <Sheet sheet fixed back=String::new() send=Some(Callback::new(send)) /> }
        })
    };
    view! { <Dialog id="gaps" title="Before it moves on" open>{body}</Dialog> }
}

/// The same as a page. What is missing is asked for where the page is made.
#[component]
pub(crate) fn GapPage(sheet: GapSheet, fixed: ServerAction<FixGap>, back: String) -> impl IntoView {
    let title = format!("{}: {}", sheet.to.move_label(), sheet.name);
    let above = Crumb { href: format!("/deals/{}", sheet.id), label: sheet.name.clone() };
    let moved = ServerAction::<MoveDeal>::new().value().get_untracked().and_then(Result::err);
    // What belongs to the field of the reason stands there.
    let anyway = brought_back().filter(|error| error.of("reason").is_none());
    let refused = moved.or(anyway);
    let refused = refused.map(|error| view! { <p class="notice tone-bad" role="alert">{refusal(&error)}</p> });
    let cancel = if back == "deal" { format!("/deals/{}", sheet.id) } else { back.clone() };
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        {refused}
        <div class="panel gap-page"><Sheet sheet fixed back send=None /></div>
        <div class="form-actions"><ButtonLink href=cancel kind=ButtonKind::Quiet>"Cancel"</ButtonLink></div>
    }
}

/// Where the forms of such a page lead: the board as it was asked for, or the deal.
pub(crate) fn way_back(query: &ParamsMap) -> String {
    let asked = Asked::of(query);
    if asked.query().is_empty() { "deal".to_owned() } else { asked.href() }
}

/// What a plain form that was to move it on all the same brought back in the address.
fn brought_back() -> Option<AppError> {
    ServerAction::<MoveAnyway>::new().value().get_untracked().and_then(Result::err)
}

/// The sheet itself. Without `send` its last form is a plain one.
#[component]
fn Sheet(sheet: GapSheet, fixed: ServerAction<FixGap>, back: String, send: Option<Callback<String>>) -> impl IntoView {
    let from = sheet.from.name.clone();
    // What a plain form brought back in the address names its criterion.
    let failed = fixed.value().get_untracked().and_then(Result::err);
    let count = sheet.gaps.len();
    let words = match count {
        0 => format!("{} has everything that is asked of it.", sheet.name),
        1 => format!("{} lacks one thing on its way from {from} to {}.", sheet.name, sheet.to.name),
        n => format!("{} lacks {n} things on its way from {from} to {}.", sheet.name, sheet.to.name),
    };
    let gaps = sheet
        .gaps
        .clone()
        .into_iter()
        .map(|gap| view! { <GapItem gap sheet=sheet.clone() fixed back=back.clone() failed=failed.clone() /> })
        .collect_view();
    view! {
        <p>{words}</p>
        <ul class="gap-list">{gaps}</ul>
        <MoveOn sheet back send />
    }
}

#[component]
fn GapItem(gap: Gap, sheet: GapSheet, fixed: ServerAction<FixGap>, back: String, failed: Option<AppError>) -> impl IntoView {
    let scope = gap.criterion.to_string();
    let failed = failed.filter(|error| error.typed_in("criterion").as_deref() == Some(scope.as_str()));
    let mine = {
        let criterion = gap.criterion;
        move || fixed.input().get().is_some_and(|input| input.criterion == criterion)
    };
    let error = move |field: &'static str| {
        let (mine, failed) = (mine, failed.clone());
        Signal::derive(move || {
            let live = fixed.value().get().and_then(Result::err).filter(|_| mine());
            live.or_else(|| failed.clone()).and_then(|error| told(&error, field))
        })
    };
    let text = |label: &str, kind: FieldKind, hint: &str| {
        view! { <Field label=label.to_owned() name="value" scope=scope.clone() kind hint=hint.to_owned() error=error("value") required=true /> }.into_any()
    };
    let people = |label: &str, none: &str| {
        let mut options = vec![(String::new(), none.to_owned())];
        options.extend(sheet.people.iter().map(|(id, name)| (id.to_string(), name.clone())));
        view! { <SelectField label=label.to_owned() name="who" scope=scope.clone() options error=error("who") /> }
    };
    let day = |label: &str, hint: &str| view! { <Field label=label.to_owned() name="on" scope=scope.clone() kind=FieldKind::Date hint=hint.to_owned() error=error("on") /> };
    let (fields, verb) = match gap.check {
        Check::Tick => (().into_any(), "Tick"),
        Check::Field(CriterionField::Value) => (text("Value", FieldKind::Number, &format!("In {}", sheet.value.currency)), "Save"),
        Check::Field(CriterionField::CloseDate) => (text("Expected close", FieldKind::Date, ""), "Save"),
        Check::Field(CriterionField::NextStep) => {
            (view! { {text("What is to be done", FieldKind::Text, "")} {day("Due", "")} }.into_any(), "Plan")
        }
        Check::Field(_) if sheet.client.is_none() => (not_theirs(), ""),
        Check::Field(field) => (
            view! { <TextArea label=field.label() name="value" scope=scope.clone() error=error("value") required=true /> }.into_any(),
            "Save",
        ),
        Check::Role(_) | Check::Activity { .. } if sheet.client.is_none() => (not_theirs(), ""),
        Check::Role(_) => (
            view! {
                {people("Who", "Somebody new")}
                <Field label="Name of somebody new" name="value" scope=scope.clone() error=error("value") />
            }
            .into_any(),
            "Save",
        ),
        Check::Activity { kind, .. } => {
            let kinds = [ActivityType::Call, ActivityType::Meeting, ActivityType::Email];
            let options = kinds.iter().map(|kind| (kind.as_str().to_owned(), kind.label().to_owned())).collect::<Vec<_>>();
            let kind = kind.is_none().then(|| view! { <SelectField label="What" name="kind" scope=scope.clone() options /> });
            (
                view! {
                    {kind}
                    {people("With", "Nobody named")}
                    {day("When", "Left empty, today.")}
                    <Field label="About" name="value" scope=scope.clone() error=error("value") />
                }
                .into_any(),
                "Log",
            )
        }
    };
    view! {
        <li class="gap">
            <ActionForm action=fixed attr:class="gap-form">
                <input type="hidden" name="id" value=sheet.id.to_string() />
                <input type="hidden" name="criterion" value=gap.criterion.to_string() />
                <input type="hidden" name="to" value=sheet.to.key.to_string() />
                <input type="hidden" name="back" value=back />
                <div class="gap-head">
                    <Icon name=IconName::Alert />
                    <span class="gap-label">{gap.label.clone()}</span>
                    <span class="muted">{gap.stage}</span>
                </div>
                <div class="gap-fields">
                    {fields}
                    {(!verb.is_empty()).then(|| view! { <Button r#type="submit" label=format!("{verb}: {}", gap.label)>{verb}</Button> })}
                </div>
            </ActionForm>
        </li>
    }
}

/// What a field says; what is no field's, the text's field says.
fn told(error: &AppError, field: &str) -> Option<String> {
    let elsewhere = ["who", "on", "kind"].iter().any(|other| error.of(other).is_some());
    error.of(field).or_else(|| (field == "value" && !elsewhere).then(|| error.to_string()))
}

fn not_theirs() -> AnyView {
    view! { <p class="muted">"This is the client's, and you are on this deal's team only. Ask the client's lead to fill it in."</p> }
        .into_any()
}

/// On with it: freely if nothing is missing, with a reason if that is allowed, and else who may.
#[component]
fn MoveOn(sheet: GapSheet, back: String, send: Option<Callback<String>>) -> impl IntoView {
    let failed = brought_back().filter(|_| send.is_none());
    let fault = RwSignal::new(failed.as_ref().and_then(|error| error.of("reason")));
    let typed = failed.and_then(|error| error.typed_in("reason")).unwrap_or_default();
    let missing = !sheet.gaps.is_empty();
    if missing && !sheet.may {
        let who = sheet.override_by.label().to_lowercase();
        return view! {
            <p class="notice tone-warn" role="note">
                <Icon name=IconName::Ban />
                {format!("{} does not let a deal go with this missing. Only {who} may move it on all the same.", sheet.from.name)}
            </p>
        }
        .into_any();
    }
    let blocks = missing && sheet.gate == StageGate::Block;
    let hint = if blocks {
        "You may override this. The reason stays in the history and on the card."
    } else {
        "It stays in the history and on the card."
    };
    let sent = move |event: leptos::ev::SubmitEvent| {
        let Some(send) = send else { return };
        event.prevent_default();
        let form = event.target().and_then(|form| form.dyn_into::<web_sys::Element>().ok());
        let text = form.and_then(|form| form.query_selector("textarea").ok().flatten());
        let text = text.and_then(|text| text.dyn_into::<web_sys::HtmlTextAreaElement>().ok()).map(|text| text.value());
        let reason = text.unwrap_or_default();
        if missing && reason.trim().is_empty() {
            return fault.set(Some(NO_REASON.to_owned()));
        }
        send.run(reason);
    };
    let action = if missing { MoveAnyway::url() } else { MoveDeal::url() };
    view! {
        <form method="post" action=action class="form-stack gap-on" on:submit=sent>
            <input type="hidden" name="id" value=sheet.id.to_string() />
            <input type="hidden" name="to" value=sheet.to.key.to_string() />
            <input type="hidden" name="version" value=sheet.version.to_string() />
            <input type="hidden" name="back" value=back />
            {missing.then(|| view! { <TextArea label="Why move it on all the same?" name="reason" value=typed hint error=fault rows=2 /> })}
            <div class="form-actions">
                <Button kind=if missing { ButtonKind::Plain } else { ButtonKind::Primary } r#type="submit">
                    {if missing { "Move anyway".to_owned() } else { sheet.to.move_label() }}
                </Button>
            </div>
        </form>
    }
    .into_any()
}
