//! The few fields of a card that change most, without leaving the board.

use super::keys::Keys;
use super::state::BoardState;
use crate::api::{edit_deal, plan_step};
use crate::types::DealCard;
use domain::AppError;
use domain::deal::DealField;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, ButtonKind, Dialog, Field, FieldKind, ToastKind};

/// The dialog; closed until a card is chosen.
#[component]
pub(crate) fn QuickEdit(keys: Keys, board: BoardState) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if keys.quick.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            if let Some(card) = keys.quick.get_untracked() {
                super::keys::focus_card(card.id);
            }
            keys.quick.set(None);
        }
        is
    });
    let body = move || keys.quick.get().map(|card| view! { <Form card board open /> });
    view! { <Dialog id="quick-edit" title="Value, close date, next step" open>{body}</Dialog> }
}

#[component]
fn Form(card: DealCard, board: BoardState, open: RwSignal<bool>) -> impl IntoView {
    let first = [card.value.decimal(), card.close.map(|day| day.to_string()).unwrap_or_default(), String::new(), String::new()];
    let texts = first.clone().map(RwSignal::new);
    let errors = [(); 4].map(|()| RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let begun = RwSignal::new(card.version);
    let name = card.name.clone();
    let card = StoredValue::new(card);
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (card, first) = (card.get_value(), first.clone());
        busy.set(true);
        errors.iter().for_each(|error| error.set(None));
        spawn_local(async move {
            let mut version = begun.get_untracked();
            let (mut whole, mut said) = (true, [None, None]);
            for (at, field) in [DealField::Value, DealField::CloseDate].into_iter().enumerate() {
                let text = texts[at].get_untracked();
                if text == first[at] {
                    continue;
                }
                match edit_deal(card.id, field, text, version, String::new()).await {
                    Ok(newer) => version = newer,
                    Err(error) => {
                        whole = false;
                        said[at] = Some((told(&error, field.as_str()), matches!(error, AppError::Conflict { .. })));
                    }
                }
            }
            _ = begun.try_set(version);
            if said.iter().flatten().any(|(_, faster)| *faster) {
                // Saving again is meant to replace what stands there now; that is said once it is known.
                board.look(vec![card.id]).await;
                if begun.is_disposed() {
                    return;
                }
                if let Some(found) = board.find(card.id) {
                    begun.set(found.card.version);
                }
            }
            for (at, text) in said.into_iter().enumerate() {
                errors[at].set(text.map(|(text, _)| text));
            }
            let (step, due) = (texts[2].get_untracked(), texts[3].get_untracked());
            if whole && !step.trim().is_empty() {
                if let Err(error) = plan_step(card.id, step, due, String::new()).await {
                    whole = false;
                    let at = if error.of("due").is_some() { 3 } else { 2 };
                    errors[at].set(Some(told(&error, if at == 3 { "due" } else { "title" })));
                }
            } else if whole && !due.is_empty() {
                whole = false;
                errors[2].set(Some("Say what is to be done then.".into()));
            }
            busy.set(false);
            board.refresh(vec![card.id]);
            if whole {
                board.say(format!("{} saved.", card.name));
                _ = board.toasts.push(ToastKind::Good, format!("{} saved.", card.name), None);
                open.set(false);
            }
        });
    };
    let typed = |at: usize| Callback::new(move |text: String| texts[at].set(text));
    view! {
        <form class="form-stack" on:submit=save>
            <p class="muted">{name}</p>
            <Field label="Value" name="quick_value" kind=FieldKind::Number value=first_of(card, 0) error=errors[0] on_input=typed(0) autofocus=true />
            <Field label="Expected close" name="quick_close" kind=FieldKind::Date value=first_of(card, 1) error=errors[1] on_input=typed(1) />
            <Field label="Next step" name="quick_step" error=errors[2] on_input=typed(2) hint="Left empty, what is planned stays as it is." />
            <Field label="Due" name="quick_due" kind=FieldKind::Date error=errors[3] on_input=typed(3) />
            <footer class="dialog-foot">
                <Button kind=ButtonKind::Primary r#type="submit" busy>"Save"</Button>
            </footer>
        </form>
    }
}

fn first_of(card: StoredValue<DealCard>, at: usize) -> String {
    card.with_value(|card| if at == 0 { card.value.decimal() } else { card.close.map(|day| day.to_string()).unwrap_or_default() })
}

fn told(error: &AppError, field: &str) -> String {
    match error {
        AppError::Conflict { theirs, .. } => {
            let theirs = if theirs.is_empty() { "nothing" } else { theirs };
            format!("Somebody changed this to {theirs} meanwhile; the board shows it now. Save again to replace it.")
        }
        other => other.of(field).unwrap_or_else(|| other.to_string()),
    }
}
