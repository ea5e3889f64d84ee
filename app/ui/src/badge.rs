//! States in a word: always a word, with colour only beside it.

use leptos::prelude::*;

/// What a state means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Says nothing either way.
    #[default]
    Neutral,
    /// As it should be.
    Good,
    /// Wants looking at.
    Warn,
    /// Is wrong.
    Bad,
    /// Worth knowing.
    Info,
    /// Marked out.
    Accent,
}

impl Tone {
    /// The class that carries the tone.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
            Self::Info => "tone-info",
            Self::Accent => "tone-accent",
        }
    }
}

/// A small label. `hue` names one of the quiet hues (`slate` … `rose`) and takes the place of the tone.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// One of the hues of the style sheet: `slate`, `blue`, `teal`, `violet`, `amber`, `green`, `rose`.
    #[prop(optional)]
    hue: &'static str,
    /// A dot before the word.
    #[prop(optional)]
    dot: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    let class = if hue.is_empty() { format!("badge {}", tone.class()) } else { format!("badge hue-{hue}") };
    view! {
        <span class=class>
            {dot.then(|| view! { <span class="dot" aria-hidden="true"></span> })}
            {children()}
        </span>
    }
}

/// A score as a dot, a number and a word.
#[component]
pub fn Score(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The number.
    #[prop(into)]
    value: String,
    /// The word.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! {
        <span class=format!("score {}", tone.class())>
            <span class="dot" aria-hidden="true"></span>
            <span class="score-value num">{value}</span>
            " "
            <span class="score-word">{word}</span>
        </span>
    }
}
