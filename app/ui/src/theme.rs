//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// The colours that a person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The posted value.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a posted or stored value; anything unknown is the system's.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The `data-theme` of `<html>`; none for the system's.
    #[must_use]
    pub const fn data_theme(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::System => IconName::Monitor,
            Self::Light => IconName::Sun,
            Self::Dark => IconName::Moon,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::System => "System colours",
            Self::Light => "Light colours",
            Self::Dark => "Dark colours",
        }
    }
}

/// Three buttons of a plain form; the server keeps the choice and answers with the page.
#[component]
pub fn ThemeSwitch(
    /// Where the form posts `theme=light|dark|system`.
    #[prop(into)]
    action: String,
    /// The choice in force.
    #[prop(optional, into)]
    current: Signal<Theme>,
    /// Called with the choice once the client code has loaded; the form is then not sent.
    #[prop(optional, into)]
    on_pick: Option<Callback<Theme>>,
) -> impl IntoView {
    let button = move |theme: Theme| {
        let pick = move |event: leptos::ev::MouseEvent| {
            if let Some(act) = on_pick {
                event.prevent_default();
                act.run(theme);
            }
        };
        view! {
            <button
                type="submit"
                name="theme"
                value=theme.value()
                class="theme-choice"
                aria-label=theme.words()
                title=theme.words()
                aria-pressed=move || if current.get() == theme { "true" } else { "false" }
                on:click=pick
            >
                <Icon name=theme.icon() />
            </button>
        }
    };
    view! {
        <form class="theme-switch" method="post" action=action>
            {[Theme::Light, Theme::Dark, Theme::System].map(button).into_iter().collect_view()}
        </form>
    }
}
