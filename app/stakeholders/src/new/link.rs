//! The way to somebody new, for who may add them.

use domain::id::ClientId;
use domain::policy::{Action, Noun};
use firm::Surroundings;
use leptos::prelude::*;
use ui::{ButtonLink, IconName};

/// The button “Add stakeholder” on a client's page; nothing for who may not.
#[component]
pub fn AddStakeholderLink(
    /// Whose they are.
    client: ClientId,
) -> impl IntoView {
    let may = use_context::<Surroundings>().and_then(|around| around.me).is_some_and(|me| me.actor.may(Action::Create, Noun::Stakeholder));
    may.then(|| view! { <ButtonLink href=format!("/stakeholders/new?client={client}") icon=IconName::Plus>"Add stakeholder"</ButtonLink> })
}
