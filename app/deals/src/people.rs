//! The people of a client, for its page: who they are, what they are to its deals, and which those are.

use domain::AppError;
use domain::deal::Outcome;
use domain::id::{ClientId, OpportunityId, StakeholderId};
use domain::stakeholder::MeddpiccRole;
use firm::Failure;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use stakeholders::{AddStakeholderLink, RoleBadges};
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

/// The people of one client, for its page.
#[component]
pub fn ClientStakeholders(
    /// Whose.
    client: ClientId,
    /// What [`crate::client_stakeholders`] answered. The page asks: a resource must not be made where something is waited for.
    people: Result<ClientPeople, AppError>,
) -> impl IntoView {
    let body = match people {
        Ok(found) if found.people.is_empty() => view! { <p class="muted">"Nobody of this client is known yet."</p> }.into_any(),
        Ok(found) => view! {
            <ul class="people">{found.people.into_iter().map(|person| view! { <Line person /> }).collect_view()}</ul>
            {found.more.then(|| view! { <p class="muted">"and others, later in the alphabet"</p> })}
        }
        .into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="stakeholders">
            <div class="panel-head">
                <h2 id="stakeholders">"Stakeholders"</h2>
                <AddStakeholderLink client />
            </div>
            {body}
        </section>
    }
}

/// The deals that a person is in, for their page.
#[component]
pub fn StakeholderDeals(
    /// What [`crate::stakeholder_deals`] answered. The page asks: a resource must not be made where something is waited for.
    deals: Result<Vec<PersonDeal>, AppError>,
) -> impl IntoView {
    let body = match deals {
        Ok(deals) if deals.is_empty() => view! { <p class="muted">"In no deal. People join a deal on its page."</p> }.into_any(),
        Ok(deals) => view! { <ul class="person-deals">{deals.into_iter().map(deal_line).collect_view()}</ul> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="deals">
            <h2 id="deals">"Deals"</h2>
            {body}
        </section>
    }
}

fn deal_line(deal: PersonDeal) -> impl IntoView {
    let ended = deal.ended.map(|outcome| view! { <span class="muted">{format!(" ({})", outcome.label().to_lowercase())}</span> });
    view! { <li><a href=format!("/deals/{}", deal.id)>{deal.name}</a>{ended}</li> }
}

#[component]
fn Line(person: ClientPerson) -> impl IntoView {
    let deals: Vec<_> = person.deals.into_iter().map(deal_line).collect();
    let deals = if deals.is_empty() {
        view! { <div class="muted">"In no deal"</div> }.into_any()
    } else {
        view! { <ul class="person-deals" aria-label=format!("Deals of {}", person.name)>{deals}</ul> }.into_any()
    };
    view! {
        <li class="person-item" id=format!("person-{}", person.id)>
            <Avatar name=person.name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name"><a href=format!("/stakeholders/{}", person.id)>{person.name}</a></div>
                <div class="muted">{person.job_title}</div>
                <div class="badges"><RoleBadges roles=person.roles /></div>
                {deals}
            </div>
        </li>
    }
}
