//! Where to: what the menu of a card offers, for whoever has no client code.

use super::failure;
use super::types::MovePage;
use crate::move_menu::{Movable, choices};
use crate::pipeline::refusal;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{ButtonKind, ButtonLink, Crumb, EmptyState, IconName, PageHeader};

/// The choice; who may not open a closed deal again is told who may.
#[component]
pub(super) fn Choice(page: MovePage, back: String) -> impl IntoView {
    let refused = failure().as_ref().map(refusal);
    let (id, name) = (page.card.id, page.card.name.clone());
    let title = if page.card.closed { format!("Reopen {name}") } else { format!("Move {name}") };
    let above = Crumb { href: format!("/deals/{id}"), label: name };
    let stands = page.stage().map(|stage| view! { <span>{format!("Now in {}", stage.name)}</span> });
    let body = if page.card.moves() {
        let (moves, lost) = choices(&Movable::of(&page.card), &page.stages);
        view! {
            <div class="panel move-choice">
                <form method="post" action="/api/move_deal">
                    <input type="hidden" name="id" value=id.to_string() />
                    <input type="hidden" name="version" value=page.card.version.to_string() />
                    <input type="hidden" name="back" value=back.clone() />
                    {moves}
                </form>
                {lost}
            </div>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title="This deal is closed" icon=IconName::Ban>"Only the client's lead or an admin reopens it."</EmptyState>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone() />
        <PageHeader title above facts=move || stands.into_any() />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        {body}
        <div class="form-actions"><ButtonLink href=back kind=ButtonKind::Quiet>"Cancel"</ButtonLink></div>
    }
}
