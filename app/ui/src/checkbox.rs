//! Yes or no.

use leptos::prelude::*;

use crate::field_frame::field_id;

/// A tick box that posts `true`, which is what a server function reads as a `bool`; unticked it posts nothing.
#[component]
pub fn Checkbox(
    /// The words beside it.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
    /// What is posted when ticked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Called with the new state.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let id = field_id(scope.as_deref(), &name);
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let hint = hint.zip(hint_id.clone()).map(|(text, id)| view! { <p class="field-hint" id=id>{text}</p> });
    let label_for = id.clone();
    let changed = move |event| {
        if let Some(act) = on_change {
            act.run(event_target_checked(&event));
        }
    };
    view! {
        <div class="check">
            <label class="check-label" for=label_for>
                <input
                    type="checkbox"
                    id=id
                    name=name
                    value=value
                    checked=checked
                    aria-describedby=hint_id
                    on:change=changed
                />
                <span>{label}</span>
            </label>
            {hint}
        </div>
    }
}
