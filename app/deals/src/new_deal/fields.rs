//! What a new deal is worth, when, whence, and where it begins.

use super::api::CreateDeal;
use super::client_field::ChosenClient;
use super::types::DealChoices;
use domain::AppError;
use domain::currency::Currency;
use domain::deal::{OpportunitySource, OpportunityType};
use leptos::prelude::*;
use ui::{Field, FieldKind, SelectField};

/// What was wrong with the form when it was last sent, and what was typed into it.
#[derive(Clone, Copy)]
pub(super) struct Sent {
    action: ServerAction<CreateDeal>,
    /// The refusal that a plain form brought back in the address.
    first: StoredValue<Option<AppError>>,
}

impl Sent {
    pub(super) fn by(action: ServerAction<CreateDeal>) -> Self {
        Self { action, first: StoredValue::new(action.value().get_untracked().and_then(Result::err)) }
    }

    /// The refusal, as long as nothing else was sent.
    pub(super) fn refusal(self) -> Option<AppError> {
        self.action.value().get().and_then(Result::err)
    }

    /// What is wrong with a field.
    pub(super) fn error(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.refusal().and_then(|error| error.of(name)))
    }

    /// What was typed into a field of a form that is drawn anew; where client code sent it, it is still there.
    pub(super) fn typed(self, name: &str) -> Option<String> {
        self.first.with_value(|first| first.as_ref().and_then(|error| error.typed_in(name)))
    }

    /// Whether the form is drawn anew.
    pub(super) fn is_back(self) -> bool {
        self.first.with_value(Option::is_some)
    }

    /// Whether a field is the first that wants another look on a form that is drawn anew.
    pub(super) fn is_first(self, name: &str) -> bool {
        self.first.with_value(|first| match first {
            Some(AppError::Invalid(errors)) => errors.faults.first().is_some_and(|fault| fault.field == name),
            _ => false,
        })
    }
}

/// A choice that follows the client until somebody makes it themselves.
fn following(
    sent: Sent,
    name: &str,
    chosen: ChosenClient,
    of: impl Fn(ChosenClient) -> String + 'static,
) -> (RwSignal<String>, Callback<String>) {
    let typed = sent.typed(name).filter(|typed| !typed.is_empty());
    let by_hand = RwSignal::new(typed.is_some());
    let value = RwSignal::new(typed.unwrap_or_else(|| untrack(|| of(chosen))));
    Effect::new(move |_| {
        let now = of(chosen);
        if !by_hand.get_untracked() {
            value.set(now);
        }
    });
    let on_change = Callback::new(move |now: String| {
        by_hand.set(true);
        value.set(now);
    });
    (value, on_change)
}

/// The fields below the name.
#[component]
pub(super) fn DealFields(choices: DealChoices, sent: Sent, chosen: ChosenClient, stage: String) -> impl IntoView {
    let words = |code: &str, label: &str| (code.to_owned(), label.to_owned());
    let of_client = |chosen: ChosenClient| chosen.choice.get().map(|client| client.currency.to_string()).unwrap_or_default();
    let (currency, on_currency) = following(sent, "currency", chosen, of_client);
    let kind_of_client = |chosen: ChosenClient| chosen.choice.get().map(|client| client.kind.to_string()).unwrap_or_default();
    let (kind, on_kind) = following(sent, "kind", chosen, kind_of_client);
    let mut currencies = vec![words("", "The client’s")];
    currencies.extend(Currency::all().map(|code| words(code, code)));
    let mut kinds = vec![words("", "By history")];
    kinds.extend(OpportunityType::ALL.iter().map(|kind| words(kind.as_str(), kind.label())));
    let sources = OpportunitySource::ALL.iter().map(|source| words(source.as_str(), source.label())).collect();
    let source = sent.typed("source").unwrap_or_else(|| OpportunitySource::Inbound.to_string());
    let known = choices.stages.iter().any(|(key, _)| key.as_str() == stage);
    let first = choices.stages.first().map(|(key, _)| key.to_string()).unwrap_or_default();
    let stage = sent.typed("stage").unwrap_or(if known { stage } else { first });
    let stages = choices.stages.into_iter().map(|(key, name)| (key.to_string(), name)).collect();
    let text = |name: &str| Signal::stored(sent.typed(name).unwrap_or_default());
    view! {
        <Field label="Value" name="deal[value]" kind=FieldKind::Number value=text("value") error=sent.error("value") placeholder="Not known yet" autofocus=sent.is_first("value") autocomplete="off" />
        <SelectField label="Currency" name="deal[currency]" options=currencies value=currency error=sent.error("currency") on_change=on_currency />
        <Field label="Expected close" name="deal[close]" kind=FieldKind::Date value=text("close") error=sent.error("close") autofocus=sent.is_first("close") />
        <SelectField label="Source" name="deal[source]" options=sources value=Signal::stored(source) error=sent.error("source") />
        <SelectField label="Type" name="deal[kind]" options=kinds value=kind error=sent.error("kind") on_change=on_kind />
        <SelectField label="Stage" name="deal[stage]" options=stages value=Signal::stored(stage) error=sent.error("stage") />
    }
}
