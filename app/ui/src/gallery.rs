//! Every widget in every state, on one page at `/gallery`: for the eye, and for the tests that look at it.

pub mod controls;
pub mod data;
pub mod feedback;
pub mod order;

use leptos::prelude::*;

use crate::button::{ButtonKind, ButtonLink};
use crate::page::PageHeader;

/// The page of all widgets.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <div class="page gallery">
            <PageHeader
                title="Widgets"
                facts=|| view! { <span>"Every widget in every state"</span> <span>"No business noun"</span> }
                actions=|| view! { <ButtonLink href="/" kind=ButtonKind::Plain>"Back to work"</ButtonLink> }
            />
            <controls::Controls />
            <order::Order />
            <data::Data />
            <feedback::Feedback />
        </div>
    }
}

/// One widget's part of the page.
#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="gallery-part">
            <h2>{title}</h2>
            <div class="gallery-shown">{children()}</div>
        </section>
    }
}

/// Value and words alike.
fn choices(words: &[&str]) -> Vec<(String, String)> {
    words.iter().map(|word| (word.to_lowercase(), (*word).to_owned())).collect()
}
