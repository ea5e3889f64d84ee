//! The way to a new deal, for who may make one.

use domain::id::ClientId;
use domain::policy::{Action, Noun};
use firm::Surroundings;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, IconName};

/// The button “New deal”; nothing for who may not.
#[component]
pub fn NewDealLink(
    /// With whom, where that is known.
    #[prop(optional)]
    client: Option<ClientId>,
    /// How much attention it asks for.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    let may = use_context::<Surroundings>().and_then(|around| around.me).is_some_and(|me| me.actor.may(Action::Create, Noun::Deal));
    let href = client.map_or_else(|| "/deals/new".to_owned(), |client| format!("/deals/new?client={client}"));
    may.then(|| view! { <ButtonLink href kind icon=IconName::Plus>"New deal"</ButtonLink> })
}
