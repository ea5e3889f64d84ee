//! A value edited where it stands.

use leptos::children::ViewFn;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::field::FieldKind;
use crate::field_frame::field_id;
use crate::icon::{Icon, IconName};
use crate::inline_editor::{Editor, editor};
use crate::leaving;

/// What keeping a value that is being typed would do elsewhere, in a sentence; nothing where it does nothing.
pub type Effects = Callback<String, Option<String>>;

/// What has become of the last change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SaveStatus {
    /// Nothing is under way.
    #[default]
    Idle,
    /// On its way to the server.
    Saving,
    /// The server has it.
    Saved,
    /// The server refused it, and why.
    Failed(String),
}

/// A value that becomes a field when clicked. Without client code the pencil leads to `edit_href`, where the server
/// renders the same place as a form. `Enter` saves (with `Ctrl` in a text of several lines), `Esc` restores, and what
/// was typed stays when saving fails.
#[component]
pub fn InlineEdit(
    /// What the value is; read aloud and shown as the pencil's tooltip.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// The value as it is edited.
    #[prop(into)]
    value: Signal<String>,
    /// The value as it is read.
    #[prop(into)]
    display: ViewFn,
    /// This page with this place in editing.
    #[prop(into)]
    edit_href: String,
    /// This page without; by default the same address without its query.
    #[prop(default = "?".to_owned(), into)]
    cancel_href: String,
    /// The server renders this place as a form.
    #[prop(optional)]
    editing: bool,
    /// Where the form posts.
    #[prop(into)]
    action_url: String,
    /// Names and values posted besides: the record's id, its version.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Whether the field is open, for whoever must know; it is this place that opens and closes it.
    #[prop(optional, into)]
    open: Option<RwSignal<bool>>,
    /// What was wrong with the last post.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Without the right to change it, the value is only shown.
    #[prop(default = true)]
    can_edit: bool,
    /// A text of several lines.
    #[prop(optional)]
    multiline: bool,
    /// What kind of text it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// A choice instead of a text: posted value and shown words.
    #[prop(optional)]
    options: Vec<(String, String)>,
    /// The posted values of the choice are hues, each shown as its colour beside its words.
    #[prop(optional)]
    swatches: bool,
    /// Said below the field while typing, before anything is kept.
    #[prop(optional)]
    effect: Option<Effects>,
    /// Without client code the effect is asked for first: by a form that leads to this address with these values
    /// besides the typed one.
    #[prop(optional_no_strip)]
    ask_first: Option<(String, Vec<(String, String)>)>,
    /// Saves without leaving the page; otherwise the form is sent.
    #[prop(optional, into)]
    on_save: Option<Callback<String>>,
    /// What has become of the change that `on_save` was given.
    #[prop(optional, into)]
    status: Signal<SaveStatus>,
) -> impl IntoView {
    if !can_edit {
        return view! { <div class="inline is-fixed"><div class="inline-text">{move || display.run()}</div></div> }.into_any();
    }
    let open = open.unwrap_or_else(|| RwSignal::new(editing));
    let by_hand = RwSignal::new(false);
    let justly_saved = RwSignal::new(false);
    let id = field_id(scope.as_deref(), &name);
    let pencil = NodeRef::<leptos::html::A>::new();
    Effect::new(move |before: Option<SaveStatus>| {
        let now = status.get();
        if before.is_some_and(|before| before != SaveStatus::Saved) && now == SaveStatus::Saved {
            leaving::go(&id);
            open.set(false);
            justly_saved.set(true);
        }
        now
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            request_animation_frame(move || {
                if let Some(pencil) = pencil.try_get_untracked().flatten() {
                    _ = pencil.focus();
                }
            });
        }
        is_open
    });
    let begin = move || {
        by_hand.set(true);
        justly_saved.set(false);
        open.set(true);
    };
    let whole = StoredValue::new(Editor {
        label: label.clone(),
        name,
        scope,
        value,
        action_url,
        cancel_href,
        hidden,
        error,
        multiline,
        kind,
        options,
        swatches,
        effect,
        ask_first,
        on_save,
        status,
        open,
        by_hand,
    });
    let shown = move || {
        let name = format!("Edit {label}");
        view! {
            <div class="inline-show" on:click=move |event| if wants_to_edit(&event) {
                event.prevent_default();
                begin();
            }>
                <div class="inline-text">{display.run()}</div>
                <a node_ref=pencil class="inline-pencil" href=edit_href.clone() aria-label=name.clone() title=name>
                    <Icon name=IconName::Pencil />
                </a>
            </div>
        }
    };
    view! {
        <div class="inline" class:is-open=move || open.get()>
            {move || if open.get() { editor(whole.get_value()).into_any() } else { shown().into_any() }}
            <span class="inline-saved" role="status">{move || justly_saved.get().then_some("Saved")}</span>
        </div>
    }
    .into_any()
}

/// A plain click on the value or the pencil; a click on a link inside the value, a click that opens a new tab, and the
/// end of a selection are something else.
fn wants_to_edit(event: &MouseEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let control = target.and_then(|target| target.closest("a, button, input, summary").ok().flatten());
    match control {
        Some(control) => control.class_list().contains("inline-pencil"),
        None => window().get_selection().ok().flatten().is_none_or(|selection| selection.is_collapsed()),
    }
}

/// A value that nobody changes here, and on focus why.
#[component]
pub fn Fixed(
    /// Its id, from which the reason's follows.
    #[prop(into)]
    id: String,
    /// The value.
    #[prop(into)]
    value: String,
    /// Why it is not changed: a sentence.
    #[prop(into)]
    reason: String,
) -> impl IntoView {
    let reason_id = format!("{id}-reason");
    let described = reason_id.clone();
    view! {
        <div class="inline is-fixed">
            <span class="inline-text">{value}</span>
            <button type="button" class="inline-why" id=id aria-disabled="true" aria-label="Why it cannot be changed" aria-describedby=described>
                <Icon name=IconName::Lock />
            </button>
            <span class="inline-reason" role="tooltip" id=reason_id>{reason}</span>
        </div>
    }
}
