//! The top of a client's page: its name, what it is, and its account team. What later subjects know of a client
//! stands below, where the pages are joined.

use crate::health::HealthPanel;
use crate::list::status_tone;
use crate::profile::{MeddpiccFields, ProfileFields};
use crate::types::{ClientDetail, ClientHealth, TeamMember};
use chrono::NaiveDate;
use domain::AppError;
use domain::client::{ClientField, ClientStatus};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Avatar, Badge, Crumb, PageHeader, Saved};

/// Header, profile and MEDDPICC fields edited in place, account team.
#[component]
pub fn ClientHead(
    /// The client.
    client: ClientDetail,
    /// How it stands with us.
    health: Result<ClientHealth, AppError>,
    /// Today, for dates.
    today: NaiveDate,
    /// What stands between the profile and the team: the deals, the projects.
    children: Children,
) -> impl IntoView {
    let saved = Saved::provide();
    let (head, team) = (client.clone(), client.team.clone());
    // What was saved below stands here too.
    let now = move |field: ClientField| saved.text(field.as_str()).unwrap_or_else(|| head.text(field));
    let head = move || {
        let (name, industry, status) = (now(ClientField::Name), now(ClientField::Industry), now(ClientField::Status));
        let facts = move || {
            let status = status.parse::<ClientStatus>().ok();
            view! {
                {status.map(|status| view! { <Badge tone=status_tone(status)>{status.label()}</Badge> })}
                {(!industry.is_empty()).then(|| view! { <span>{industry}</span> })}
            }
            .into_any()
        };
        let above = Crumb { href: "/clients".into(), label: "Clients".into() };
        view! {
            <Title text=name.clone() />
            <PageHeader title=name above facts />
        }
    };
    view! {
        {head}
        <div class="two-col">
            <div>
                {children()}
                <MeddpiccFields client=client.clone() />
            </div>
            <aside>
                <HealthPanel client=client.id health can_edit=client.can_edit today />
                <ProfileFields client />
                <Team team />
            </aside>
        </div>
    }
}

#[component]
fn Team(team: Vec<TeamMember>) -> impl IntoView {
    let empty = team.is_empty();
    let members = team
        .into_iter()
        .map(|member| {
            view! {
                <li>
                    <Avatar name=member.person.name.clone() beside_name=true />
                    <div>
                        <div><a href=member.person.href()>{member.person.name.clone()}</a></div>
                        <div class="muted">{member.person.job_title}</div>
                    </div>
                    <span>{member.role.label()}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="team">
            <h2 id="team">"Account team"</h2>
            {if empty {
                view! { <p class="muted">"Nobody is assigned yet. An admin assigns people to clients."</p> }.into_any()
            } else {
                view! { <ul class="client-team">{members}</ul> }.into_any()
            }}
        </section>
    }
}
