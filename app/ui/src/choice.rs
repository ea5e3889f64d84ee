//! One of a few, all of them in sight; and the frame around controls that answer one question together.

use leptos::prelude::*;

use crate::field_frame::{field_error, field_id};

/// Controls that belong together: the question, what is wrong with the answer, and the controls.
#[component]
pub fn FieldGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    /// Tells this group from others on the page; ids follow from it.
    #[prop(into)]
    name: String,
    /// One sentence below the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let hint = hint.filter(|text| !text.is_empty());
    let id = field_id(Some("group"), &name);
    let (error_id, hint_id) = (format!("{id}-error"), hint.as_ref().map(|_| format!("{id}-hint")));
    let described = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        move || match (error.get().is_some(), &hint_id) {
            (true, Some(hint)) => Some(format!("{error_id} {hint}")),
            (true, None) => Some(error_id.clone()),
            (false, hint) => hint.clone(),
        }
    };
    view! {
        <fieldset class="group" id=id aria-describedby=described>
            <legend class="field-label">{legend.clone()}</legend>
            {hint.zip(hint_id).map(|(text, id)| view! { <p class="field-hint" id=id>{text}</p> })}
            {children()}
            {move || error.get().map(|text| field_error(error_id.clone(), &legend, text))}
        </fieldset>
    }
}

/// A labelled choice of one. `options` are pairs of posted value and shown words; without a chosen one the first is.
#[component]
pub fn RadioList(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Posted value and shown words, in order.
    options: Vec<(String, String)>,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// The chosen value at first.
    #[prop(optional, into)]
    value: String,
    /// One sentence below the words.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Called with the newly chosen value.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let known = options.iter().any(|(option, _)| *option == value);
    let chosen = if known { value } else { options.first().map(|(option, _)| option.clone()).unwrap_or_default() };
    let id = field_id(scope.as_deref(), &name);
    let group = format!("{}-{name}", scope.unwrap_or_default());
    let options = options
        .into_iter()
        .enumerate()
        .map(|(at, (option, words))| {
            let id = format!("{id}-{at}");
            let label_for = id.clone();
            let checked = option == chosen;
            let changed = {
                let option = option.clone();
                move |_| {
                    if let Some(act) = on_change {
                        act.run(option.clone());
                    }
                }
            };
            view! {
                <label class="check-label" for=label_for>
                    <input type="radio" id=id name=name.clone() value=option checked=checked on:change=changed />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <FieldGroup legend=label name=group hint=hint.unwrap_or_default() error>
            <div class="radios">{options}</div>
        </FieldGroup>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::RadioList;
    use leptos::prelude::*;

    fn html(value: &'static str, error: Option<String>) -> String {
        let options = [("", "None"), ("a", "First"), ("b", "Second")].map(|(value, words)| (value.to_owned(), words.to_owned()));
        Owner::new()
            .with(|| view! { <RadioList label="Why" name="why" options=options.to_vec() value error=Signal::stored(error) /> }.to_html())
    }

    #[test]
    fn one_is_chosen_whatever_was_asked_for() {
        for (value, chosen) in [("", "value=\"\" checked"), ("b", "value=\"b\" checked"), ("gone", "value=\"\" checked")] {
            let html = html(value, None);
            assert_eq!(html.matches("checked").count(), 1, "{html}");
            assert!(html.contains(chosen), "{html}");
        }
    }

    #[test]
    fn what_is_wrong_is_read_with_the_question() {
        let html = html("", Some("Choose one.".into()));
        assert!(html.contains("aria-describedby=\"field-group--why-error\"") && html.contains("id=\"field-group--why-error\""), "{html}");
    }
}
