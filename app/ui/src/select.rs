//! A choice from a short list: the browser's own control.

use leptos::html;
use leptos::prelude::*;

use crate::field::follow;
use crate::field_frame::Frame;

/// A labelled choice. `options` are pairs of posted value and shown words.
#[component]
pub fn SelectField(
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
    /// The chosen value.
    #[prop(optional, into)]
    value: Signal<String>,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Called with the newly chosen value.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(scope.as_deref(), &name, label, hint, error, required);
    let node = NodeRef::<html::Select>::new();
    follow(value, move |chosen| {
        if let Some(select) = node.get_untracked() {
            select.set_value(chosen);
        }
    });
    let changed = move |event| {
        if let Some(act) = on_change {
            act.run(event_target_value(&event));
        }
    };
    let control = view! {
        <select
            node_ref=node
            class="input select"
            id=frame.id.clone()
            name=name
            required=required
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
            on:change=changed
        >
            {option_list(options, &value.get_untracked())}
        </select>
    };
    frame.around(control)
}

/// The `<option>`s of a list, one of them chosen.
pub(crate) fn option_list(options: Vec<(String, String)>, chosen: &str) -> Vec<impl IntoView + use<>> {
    options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect()
}
