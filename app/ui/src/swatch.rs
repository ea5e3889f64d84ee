//! A choice among the hues of the style sheet: each as its colour and its name.

use leptos::prelude::*;

use crate::field_frame::{field_error, field_id};

/// One radio button for each hue; `options` are pairs of hue and shown words.
pub(crate) fn swatches(id: &str, name: &str, options: Vec<(String, String)>, chosen: &str, focused: bool) -> Vec<impl IntoView + use<>> {
    let radio = |(hue, words): (String, String)| {
        let checked = hue == chosen;
        let (class, id) = (format!("swatch hue-{hue}"), format!("{id}-{hue}"));
        view! {
            <label class=class>
                <input type="radio" id=id name=name.to_owned() value=hue checked=checked autofocus=checked && focused />
                <span class="dot" aria-hidden="true"></span>
                <span>{words}</span>
            </label>
        }
    };
    options.into_iter().map(radio).collect()
}

/// A labelled choice of a hue.
#[component]
pub fn SwatchField(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Hue and shown words, in order.
    options: Vec<(String, String)>,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// The chosen hue.
    #[prop(optional, into)]
    value: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = field_id(scope.as_deref(), &name);
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    view! {
        <fieldset class="field swatch-field" aria-describedby=move || error.get().map(|_| described.clone())>
            <legend class="field-label">{label.clone()}</legend>
            <div class="swatches">{swatches(&id, &name, options, &value, false)}</div>
            {move || error.get().map(|text| field_error(error_id.clone(), &label, text))}
        </fieldset>
    }
}
