//! The form inside an [`crate::InlineEdit`].

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::field::FieldKind;
use crate::field_frame::{field_error, field_id};
use crate::icon::{Icon, IconName};
use crate::inline::{Effects, SaveStatus};
use crate::leaving::{hold, stay};
use crate::select::option_list;
use crate::swatch::swatches;
use crate::textarea::{TextControl, text_control};

/// All that the form needs to know.
#[derive(Clone)]
pub(crate) struct Editor {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) scope: Option<String>,
    pub(crate) value: Signal<String>,
    pub(crate) action_url: String,
    pub(crate) cancel_href: String,
    pub(crate) hidden: Vec<(String, String)>,
    pub(crate) error: Option<String>,
    pub(crate) multiline: bool,
    pub(crate) kind: FieldKind,
    pub(crate) options: Vec<(String, String)>,
    pub(crate) swatches: bool,
    pub(crate) effect: Option<Effects>,
    pub(crate) ask_first: Option<(String, Vec<(String, String)>)>,
    pub(crate) on_save: Option<Callback<String>>,
    pub(crate) status: Signal<SaveStatus>,
    pub(crate) open: RwSignal<bool>,
    /// Opened by a click here, and so to be focused; a page rendered in editing uses `autofocus`.
    pub(crate) by_hand: RwSignal<bool>,
}

/// The control, whichever of the four it is.
#[derive(Clone, Copy)]
struct Control {
    input: NodeRef<html::Input>,
    area: NodeRef<html::Textarea>,
    select: NodeRef<html::Select>,
    swatches: NodeRef<html::Fieldset>,
}

impl Control {
    fn value(self) -> Option<String> {
        self.input
            .get_untracked()
            .map(|node| node.value())
            .or_else(|| self.area.get_untracked().map(|node| node.value()))
            .or_else(|| self.select.get_untracked().map(|node| node.value()))
            .or_else(|| self.chosen().map(|radio| radio.value()))
    }

    /// The swatch that is chosen.
    fn chosen(self) -> Option<web_sys::HtmlInputElement> {
        let found = self.swatches.get_untracked()?.query_selector("input:checked").ok().flatten()?;
        found.dyn_into().ok()
    }

    fn focus(self) {
        if let Some(node) = self.input.get_untracked() {
            _ = node.focus();
            node.select();
        } else if let Some(node) = self.area.get_untracked() {
            _ = node.focus();
        } else if let Some(node) = self.select.get_untracked() {
            _ = node.focus();
        } else if let Some(node) = self.chosen() {
            _ = node.focus();
        }
    }
}

/// The form: control, Save, Cancel, and what has become of the change.
pub(crate) fn editor(parts: Editor) -> impl IntoView {
    let control = Control { input: NodeRef::new(), area: NodeRef::new(), select: NodeRef::new(), swatches: NodeRef::new() };
    let Editor { on_save, status, open, multiline, by_hand, effect, .. } = parts;
    if by_hand.get_untracked() {
        Effect::new(move |_| request_animation_frame(move || control.focus()));
    }
    let id = field_id(parts.scope.as_deref(), &parts.name);
    let error_id = format!("{id}-error");
    // A message from before the last change is gone as soon as that change is on its way.
    let tried = RwSignal::new(false);
    let first_error = parts.error.clone();
    let error = Signal::derive(move || match status.get() {
        SaveStatus::Failed(text) if tried.get() || first_error.is_none() => Some(text),
        _ if tried.get() => None,
        _ => first_error.clone(),
    });
    let saving = move || on_save.is_some() && status.get() == SaveStatus::Saving;
    let save = move |event: leptos::ev::SubmitEvent| {
        let Some(act) = on_save else { return };
        event.prevent_default();
        if let Some(value) = control.value().filter(|_| status.get_untracked() != SaveStatus::Saving) {
            tried.set(true);
            act.run(value);
        }
    };
    let keydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
        }
        "Enter" if multiline && (event.ctrl_key() || event.meta_key()) => {
            event.prevent_default();
            if let Some(form) = control.area.get_untracked().and_then(|area| area.form()) {
                _ = form.request_submit();
            }
        }
        _ => {}
    };
    let cancel = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open.set(false);
    };
    let field = inline_control(&parts, control, id.clone(), error);
    let about = parts.label.clone();
    let form = NodeRef::<html::Form>::new();
    held(&parts, id.clone(), control, form);
    let shown_error = move || error.get().map(|text| field_error(error_id.clone(), &about, text));
    let typed = RwSignal::new(parts.value.get_untracked());
    let noticed = move |_| {
        if let Some(value) = control.value() {
            typed.set(value);
        }
    };
    let told = effect.map(|effect| view! { <p class="inline-effect" role="status">{move || effect.run(typed.get())}</p> });
    // Client code tells the effect at once, so it saves at once.
    let asks = RwSignal::new(parts.ask_first.is_some());
    if on_save.is_some() {
        Effect::new(move |_| asks.set(false));
    }
    let (method, action_url, hidden) = match parts.ask_first {
        Some((address, besides)) => ("get", address, besides),
        None => ("post", parts.action_url, parts.hidden),
    };
    let words = move || match (saving(), asks.get()) {
        (true, _) => "Saving…",
        (false, true) => "Show the effect",
        (false, false) => "Save",
    };
    let label = (!parts.swatches).then(|| view! { <label class="visually-hidden" for=id>{parts.label}</label> });
    view! {
        <form
            node_ref=form
            class="inline-form"
            class:is-multiline=multiline
            method=method
            action=action_url
            aria-busy=move || saving().then_some("true")
            on:submit=save
            on:keydown=keydown
            on:input=noticed
        >
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
            {label}
            {field}
            <div class="inline-actions">
                <button type="submit" class="button is-small">
                    <Icon name=IconName::Check />
                    <span>{words}</span>
                </button>
                <a class="button is-quiet is-small" href=parts.cancel_href on:click=cancel>"Cancel"</a>
            </div>
            {told}
            <div class="inline-message" role="status">{shown_error}</div>
        </form>
    }
}

/// What is typed is not lost to whoever leaves, where it is kept without leaving the page.
fn held(parts: &Editor, id: String, control: Control, form: NodeRef<html::Form>) {
    if parts.on_save.is_none() {
        return;
    }
    let plain = |text: String| text.replace("\r\n", "\n");
    let (status, refused) = (parts.status, parts.error.is_some());
    let (held, begun) = (id.clone(), plain(parts.value.get_untracked()));
    Effect::new(move |_| {
        let begun = begun.clone();
        hold(held.clone(), form, move || control.value().is_some_and(|value| refused || plain(value) != begun));
    });
    Effect::new(move |_| {
        if matches!(status.get(), SaveStatus::Failed(_)) && stay(&id) {
            control.focus();
        }
    });
}

fn inline_control(parts: &Editor, control: Control, id: String, error: Signal<Option<String>>) -> AnyView {
    let error_id = format!("{id}-error");
    let described = move || error.get().map(|_| error_id.clone());
    let invalid = move || error.get().map(|_| "true");
    let Editor { name, value, kind, options, multiline, label, .. } = parts.clone();
    if parts.swatches {
        let chosen = value.get_untracked();
        let radios = swatches(&id, &name, options, &chosen, true);
        return view! {
            <fieldset node_ref=control.swatches class="swatches" aria-describedby=described>
                <legend class="visually-hidden">{label}</legend>
                {radios}
            </fieldset>
        }
        .into_any();
    }
    if !options.is_empty() {
        return view! {
            <select
                node_ref=control.select
                class="input select"
                id=id
                name=name
                aria-describedby=described
                aria-invalid=invalid
            >
                {option_list(options, &value.get_untracked())}
            </select>
        }
        .into_any();
    }
    if multiline {
        let text = TextControl { id, name, value, rows: 5, required: false, maxlength: None, node: control.area };
        return text_control(text, described, invalid).into_any();
    }
    view! {
        <input
            node_ref=control.input
            class=kind.class()
            id=id
            type=kind.html_type()
            inputmode=kind.inputmode()
            name=name
            value=value.get_untracked()
            autofocus=true
            aria-describedby=described
            aria-invalid=invalid
        />
    }
    .into_any()
}
