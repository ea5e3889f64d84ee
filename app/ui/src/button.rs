//! Buttons, and links that look like buttons because they start something.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do here; at most one on a screen.
    Primary,
    /// An ordinary action.
    #[default]
    Plain,
    /// An action in a row or a toolbar, without an edge.
    Quiet,
    /// Takes something away for good.
    Danger,
}

impl ButtonKind {
    /// The classes of the kind.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button is-primary",
            Self::Plain => "button",
            Self::Quiet => "button is-quiet",
            Self::Danger => "button is-danger",
        }
    }
}

/// A button. Without `on_click` it is of use inside a form (`r#type="submit"`).
#[component]
pub fn Button(
    /// How much attention it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Stands before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// `button` or `submit`.
    #[prop(default = "button")]
    r#type: &'static str,
    /// The name posted with the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value posted with the form.
    #[prop(optional, into)]
    value: Option<String>,
    /// The accessible name, where the button shows only an icon; it is the tooltip too.
    #[prop(optional, into)]
    label: Option<String>,
    /// Something is under way: the button stays focusable and says so.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why the button does nothing now. It stays focusable so that the reason can be read.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
    /// What a click does once the client code has loaded.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
    /// The words: a verb first.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if children.is_none() { format!("{} is-icon", kind.class()) } else { kind.class().to_owned() };
    let held = move || busy.get() || refused.get().is_some();
    let title = {
        let label = label.clone();
        move || refused.get().or_else(|| label.clone())
    };
    let click = move |event: MouseEvent| {
        // The page may be drawn anew at any moment; a click then is no less meant.
        if busy.try_get_untracked() == Some(true) || refused.try_get_untracked().flatten().is_some() {
            event.prevent_default();
        } else if let Some(act) = on_click {
            act.run(event);
        }
    };
    view! {
        <button
            type=r#type
            class=class
            name=name
            value=value
            aria-label=label
            title=title
            aria-disabled=move || held().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=click
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            {children.map(|words| words())}
        </button>
    }
}

/// A link in the shape of a button, for what begins on another page.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much attention it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Stands before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The accessible name, where the link shows only an icon; it is the tooltip too.
    #[prop(optional, into)]
    label: Option<String>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if children.is_none() { format!("{} is-icon", kind.class()) } else { kind.class().to_owned() };
    view! {
        <a href=href class=class aria-label=label.clone() title=label>
            {icon.map(|name| view! { <Icon name=name /> })}
            {children.map(|words| words())}
        </a>
    }
}
