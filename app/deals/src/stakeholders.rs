//! The people of a client, for its page: who they are, what they are to its deals, and which those are.

use crate::role::RoleBadges;
use domain::AppError;
use domain::deal::Outcome;
use domain::id::{ClientId, OpportunityId, StakeholderId};
use domain::stakeholder::MeddpiccRole;
use firm::Failure;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};
use ui::Avatar;

/// A deal that somebody is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDeal {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub name: String,
    /// How it ended; nothing while it is open.
    pub ended: Option<Outcome>,
}

/// A person at the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientPerson {
    /// Who.
    pub id: StakeholderId,
    /// Their name.
    pub name: String,
    /// What they are there.
    pub job_title: Option<String>,
    /// What they are to the client's deals.
    pub roles: Vec<MeddpiccRole>,
    /// The deals that they are in: open ones first, the latest first.
    pub deals: Vec<PersonDeal>,
}

/// The people of a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientPeople {
    /// By name.
    pub people: Vec<ClientPerson>,
    /// Whether there are others behind them.
    pub more: bool,
}

/// Where the people of a client stand, for a link to them.
#[must_use]
pub fn stakeholders_href(client: ClientId) -> String {
    format!("/clients/{client}#{PLACE}")
}

/// The panel's name in addresses.
const PLACE: &str = "stakeholders";

/// The people of one client, for its page.
#[component]
pub fn ClientStakeholders(
    /// What [`crate::client_stakeholders`] answered. The page asks: a resource must not be made where something is waited for.
    people: Result<ClientPeople, AppError>,
) -> impl IntoView {
    let body = match people {
        Ok(found) if found.people.is_empty() => {
            view! { <p class="muted">"Nobody of this client is known yet. People are added on the page of a deal."</p> }.into_any()
        }
        Ok(found) => view! {
            <ul class="people">{found.people.into_iter().map(|person| view! { <Line person /> }).collect_view()}</ul>
            {found.more.then(|| view! { <p class="muted">"and others, later in the alphabet"</p> })}
        }
        .into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    let head = NodeRef::<html::H2>::new();
    let hash = use_location().hash;
    // The page is drawn after the browser looked for the place that the address names. Whoever has gone on from there stays
    // where they are when the panel is drawn anew.
    Effect::new(move |_| {
        let nowhere = || document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"));
        let at_top = || window().scroll_y().is_ok_and(|down| down == 0.0);
        if hash.with(|hash| hash.trim_start_matches('#') == PLACE)
            && let Some(head) = head.get()
            && nowhere()
            && at_top()
        {
            head.scroll_into_view();
            _ = head.focus();
        }
    });
    view! {
        <section class="panel" aria-labelledby=PLACE>
            <h2 id=PLACE tabindex="-1" node_ref=head>"Stakeholders"</h2>
            {body}
        </section>
    }
}

#[component]
fn Line(person: ClientPerson) -> impl IntoView {
    let deals = person.deals.into_iter().map(|deal| {
        let ended = deal.ended.map(|outcome| view! { <span class="muted">{format!(" ({})", outcome.label().to_lowercase())}</span> });
        view! { <li><a href=format!("/deals/{}", deal.id)>{deal.name}</a>{ended}</li> }
    });
    let deals: Vec<_> = deals.collect();
    let deals = if deals.is_empty() {
        view! { <div class="muted">"In no deal"</div> }.into_any()
    } else {
        view! { <ul class="person-deals" aria-label=format!("Deals of {}", person.name)>{deals}</ul> }.into_any()
    };
    view! {
        <li class="person-item" id=format!("person-{}", person.id)>
            <Avatar name=person.name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name">{person.name}</div>
                <div class="muted">{person.job_title}</div>
                <div class="badges"><RoleBadges roles=person.roles /></div>
                {deals}
            </div>
        </li>
    }
}
