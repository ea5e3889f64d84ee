//! What is put in order, and what is chosen by its colour.

use leptos::prelude::*;

use super::{Part, choices};
use crate::{Grip, MoveButtons, Reorder, SwatchField};

/// A list that is put in order, and a choice of hues.
#[component]
pub fn Order() -> impl IntoView {
    let names = ["First", "Second", "Third"];
    let list = Reorder::new(Callback::new(|_| ()));
    let things = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            view! {
                <li
                    class=move || list.class(place)
                    on:dragover=move |event| list.over(&event, place)
                    on:drop=move |event| list.dropped(&event, place)
                >
                    <Grip list place />
                    <span>{name}</span>
                    <form><MoveButtons thing=name id=format!("gallery-{place}") place count=names.len() /></form>
                </li>
            }
        })
        .collect_view();
    view! {
        <Part title="Put in order">
            <ol class="gallery-order">{things}</ol>
            <SwatchField label="Hue" name="hue" scope="gallery" options=choices(&["Slate", "Blue", "Teal", "Violet", "Amber", "Green", "Rose"]) value="violet" />
        </Part>
    }
}
