//! What a loss is asked for, as the body of a form: on a page of its own, or in a dialog.

use super::types::LossChoices;
use domain::AppError;
use leptos::prelude::*;
use ui::{Combobox, Field, FieldKind, RadioList, TextArea};

/// Reason, words, competitor and the day to come back: fields of `move_deal`, for a form that names deal and stage.
#[component]
pub fn LossFields(
    /// What there is to choose from.
    choices: LossChoices,
    /// What was wrong with the last try, and what was typed before it.
    #[prop(into)]
    failed: Signal<Option<AppError>>,
    /// Keeps the ids apart where such a form stands twice on a page.
    #[prop(optional, into)]
    scope: String,
) -> impl IntoView {
    let error = move |name: &'static str| Signal::derive(move || failed.with(|error| error.as_ref().and_then(|error| error.of(name))));
    // As the form began: what is typed since stands in the fields themselves.
    let first = failed.get_untracked();
    let typed = |name: &str| first.as_ref().and_then(|error| error.typed_in(name)).unwrap_or_default();
    let mut reasons: Vec<(String, String)> = choices.reasons.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    reasons.push((String::new(), "Another reason".to_owned()));
    // Nothing is taken for granted: without a choice, the words are asked for.
    let reason = Some(typed("loss_reason_id")).filter(|id| reasons.iter().any(|(known, _)| known == id)).unwrap_or_default();
    let mut rivals = vec![(String::new(), "Nobody, or not known".to_owned())];
    rivals.extend(choices.rivals.into_iter().map(|(id, name)| (id.to_string(), format!("{name} (in this deal)"))));
    rivals.extend(choices.others.into_iter().map(|(id, name)| (id.to_string(), name)));
    view! {
        <RadioList
            label="Why was it lost?"
            name="loss_reason_id"
            scope=scope.clone()
            options=reasons
            value=reason
            error=error("loss_reason_id")
        />
        <TextArea
            label="In a sentence"
            name="loss_reason"
            scope=scope.clone()
            value=typed("loss_reason")
            rows=2
            error=error("loss_reason")
            hint="Needed where no reason above says it. It stands on the deal and in the win/loss figures."
        />
        <Combobox
            label="It went to"
            name="competitor"
            scope=scope.clone()
            options=rivals
            value=typed("competitor")
            error=error("competitor")
        />
        <Field
            label="Come back on"
            name="come_back"
            scope=scope
            kind=FieldKind::Date
            value=typed("come_back")
            error=error("come_back")
            hint="Becomes a task of yours on that day."
        />
    }
}
