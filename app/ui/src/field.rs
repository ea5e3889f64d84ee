//! A line of text to fill in.

use leptos::html;
use leptos::prelude::*;

use crate::field_frame::Frame;
use crate::focus::focus_when_drawn;

/// What kind of text a field takes. It decides the keyboard on a phone and what a password manager offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A secret, not shown.
    Password,
    /// A number or an amount. A text control with figures on the keyboard: a native number control drops what it
    /// cannot read, and changes when scrolled over.
    Number,
    /// A day.
    Date,
    /// A telephone number.
    Phone,
    /// An address on the web.
    Url,
    /// A search, with its clear button.
    Search,
}

impl FieldKind {
    /// The `type` of the control.
    #[must_use]
    pub const fn html_type(self) -> &'static str {
        match self {
            // A `url` control refuses `example.com`, which the server accepts.
            Self::Text | Self::Number | Self::Url => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::Search => "search",
        }
    }

    /// The keyboard to show, where the type does not say it.
    #[must_use]
    pub const fn inputmode(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("decimal"),
            Self::Url => Some("url"),
            _ => None,
        }
    }

    /// The class of the control.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Number => "input num",
            _ => "input",
        }
    }
}

/// Follows `value` after it changes, and only then: what a person typed before the client code came stays.
pub(crate) fn follow(value: Signal<String>, write: impl Fn(&str) + 'static) {
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            write(&now);
        }
        now
    });
}

/// A labelled line of text with its hint and its error.
#[component]
pub fn Field(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name posted with the form; the ids follow from it.
    #[prop(into)]
    name: String,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// What the field holds at first; a later change replaces what was typed.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What kind of text it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// What a browser may fill in: `email`, `current-password`, `off`.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// Overrides the keyboard that the kind asks for.
    #[prop(optional, into)]
    inputmode: Option<String>,
    /// The longest text, in UTF-16 units.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// An example, never the only label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Called with each change while typing.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(scope.as_deref(), &name, label, hint, error, required);
    let node = NodeRef::<html::Input>::new();
    follow(value, move |text| {
        if let Some(input) = node.get_untracked() {
            input.set_value(text);
        }
    });
    if autofocus {
        focus_when_drawn(node);
    }
    let typed = move |event| {
        if let Some(act) = on_input {
            act.run(event_target_value(&event));
        }
    };
    let inputmode = inputmode.or_else(|| kind.inputmode().map(str::to_owned));
    let control = view! {
        <input
            node_ref=node
            class=kind.class()
            id=frame.id.clone()
            type=kind.html_type()
            name=name
            value=value.get_untracked()
            required=required
            autocomplete=autocomplete
            autofocus=autofocus
            inputmode=inputmode
            maxlength=maxlength.map(|units| units.to_string())
            placeholder=placeholder
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
            on:input=typed
        />
    };
    frame.around(control)
}
