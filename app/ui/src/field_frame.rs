//! What every field shares: ids made from its name, the label above, the hint and the error below.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// The ids and the state that a field's parts agree on.
#[derive(Clone)]
pub(crate) struct Frame {
    /// The control's id.
    pub(crate) id: String,
    label: String,
    hint: Option<String>,
    error: Signal<Option<String>>,
    required: bool,
}

impl Frame {
    /// Ids follow from `scope` and `name` alone, so that server and browser agree.
    pub(crate) fn new(
        scope: Option<&str>,
        name: &str,
        label: String,
        hint: Option<String>,
        error: Signal<Option<String>>,
        required: bool,
    ) -> Self {
        let hint = hint.filter(|text| !text.is_empty());
        Self { id: field_id(scope, name), label, hint, error, required }
    }

    /// What `aria-describedby` lists: the error first, because it matters most.
    pub(crate) fn described_by(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
        let Self { id, hint, error, .. } = self.clone();
        move || match (error.get().is_some(), hint.is_some()) {
            (true, true) => Some(format!("{id}-error {id}-hint")),
            (true, false) => Some(format!("{id}-error")),
            (false, true) => Some(format!("{id}-hint")),
            (false, false) => None,
        }
    }

    /// `aria-invalid`, present only while there is an error.
    pub(crate) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let error = self.error;
        move || error.get().is_some().then_some("true")
    }

    /// The whole field around its control.
    pub(crate) fn around(self, control: impl IntoView + 'static) -> impl IntoView {
        let Self { id, label, hint, error, required } = self;
        let about = label.clone();
        let optional = (!required).then_some("field");
        let class = optional.unwrap_or("field is-required");
        let hint = hint.map(|text| view! { <p class="field-hint" id=format!("{id}-hint")>{text}</p> });
        let error_id = format!("{id}-error");
        view! {
            <div class=class>
                <label class="field-label" for=id>{label}</label>
                {control.into_any()}
                {hint}
                {move || error.get().map(|text| field_error(error_id.clone(), &about, text))}
            </div>
        }
    }
}

/// The message under a control, in the words of the person reading: a clause goes on from the control's label.
pub(crate) fn field_error(id: String, label: &str, text: String) -> impl IntoView + use<> {
    let text = sentence(label, text);
    view! {
        <p class="field-error" id=id>
            <Icon name=IconName::Alert />
            <span>{text}</span>
        </p>
    }
}

/// A clause such as “is empty; type a name” becomes a sentence about what the label names; a sentence is left as it is.
fn sentence(label: &str, text: String) -> String {
    if !text.starts_with(char::is_lowercase) {
        return text;
    }
    let asks = label.ends_with('?') || label.split(' ').next().is_none_or(|word| word.is_empty() || LEADS_ON.contains(&word));
    let mut subject = if asks { "This" } else { label }.chars();
    let first: String = subject.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{} {text}{end}", subject.as_str())
}

/// What a label begins with that asks, or leads on to the answer: it names nothing that a sentence could be about.
const LEADS_ON: [&str; 11] = ["About", "Add", "By", "Find", "How", "In", "On", "What", "When", "Why", "With"];

/// The id of the control called `name`; `scope` keeps two forms on one page apart.
pub(crate) fn field_id(scope: Option<&str>, name: &str) -> String {
    let plain = |text: &str| -> String { text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect() };
    match scope.filter(|scope| !scope.is_empty()) {
        Some(scope) => format!("field-{}-{}", plain(scope), plain(name)),
        None => format!("field-{}", plain(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::{field_id, sentence};

    #[test]
    fn a_clause_goes_on_from_its_label_and_a_sentence_stands_by_itself() {
        let said = |label: &str, text: &str| sentence(label, text.to_owned());
        assert_eq!(said("Value", "is negative; an amount starts at zero"), "Value is negative; an amount starts at zero.");
        assert_eq!(said("value of Roadmap", "is too large."), "Value of Roadmap is too large.");
        assert_eq!(said("Another one?", "is not on the list"), "This is not on the list.");
        assert_eq!(said("By", "lies in the past"), "This lies in the past.");
        assert_eq!(said("In a sentence", "Say why it was lost; a sentence is enough."), "Say why it was lost; a sentence is enough.");
        assert_eq!(said("Name", ""), "");
    }

    #[test]
    fn the_same_name_in_two_scopes_gets_two_ids() {
        assert_eq!(field_id(None, "name"), "field-name");
        assert_eq!(field_id(Some("deal 7"), "lines[0].name"), "field-deal-7-lines-0--name");
        assert_ne!(field_id(Some("a"), "name"), field_id(Some("b"), "name"));
    }
}
