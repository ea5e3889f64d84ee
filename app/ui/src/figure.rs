//! One number that matters.

use leptos::prelude::*;

use crate::badge::Tone;

/// A figure under its name. Several stand side by side in `.totals`.
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number, with its unit or currency.
    #[prop(into)]
    value: String,
    /// What it is compared with or made of.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <dl class=format!("stat {}", tone.class())>
            <dt class="stat-label">{label}</dt>
            <dd class="stat-value num">{value}</dd>
            {hint.map(|text| view! { <dd class="stat-hint">{text}</dd> })}
        </dl>
    }
}
