//! The page of a hand-over: the form, or why there is none.

use super::form::Form;
use super::types::Handover;
use crate::api::show_handover;
use crate::list::status_tone;
use chrono::NaiveDate;
use domain::AppError;
use domain::id::OpportunityId;
use domain::stage::StageKind;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Badge, ButtonLink, Crumb, EmptyState, IconName, PageHeader, Skeleton};

/// The hand-over of the deal that the address names.
#[component]
pub fn WonPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    let handover = Resource::new(move || id.get(), |id| async move { show_handover(id.ok_or(AppError::NotFound)?).await });
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match handover.await {
                    Ok(handover) => view! { <Body handover today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(handover: Handover, today: NaiveDate) -> impl IntoView {
    let title = format!("Won: {}", handover.name);
    let above = Crumb { href: format!("/deals/{}", handover.deal), label: handover.name.clone() };
    let (client, client_id, value) = (handover.client.clone(), handover.client_id, handover.value.display());
    let stage = handover.stage.clone();
    let facts = move || {
        let client = match client_id {
            Some(id) => view! { <a href=format!("/clients/{id}")>{client}</a> }.into_any(),
            None => client.into_any(),
        };
        view! {
            {client}
            <strong class="num">{value}</strong>
            <span>{format!("Now in {stage}")}</span>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone() />
        <PageHeader title above facts />
        {match (handover.stands, handover.project.clone(), handover.may) {
            (StageKind::Won, Some(project), _) => view! {
                <EmptyState title="This deal was handed over" icon=IconName::CircleCheck>
                    <p class="linked">
                        "It became "
                        <a href=format!("/projects/{}", project.id)>{project.name}</a>
                        <Badge tone=status_tone(project.status)>{project.status.label()}</Badge>
                    </p>
                </EmptyState>
            }
            .into_any(),
            (StageKind::Lost, ..) => {
                let back = format!("/deals/{}/move", handover.deal);
                let action = move || view! { <ButtonLink href=back>"Reopen it"</ButtonLink> }.into_any();
                view! {
                    <EmptyState title="This deal was lost" icon=IconName::Ban action>"Only the client's lead or an admin reopens it; then it can be won."</EmptyState>
                }
                .into_any()
            }
            (_, _, false) => view! { <NotYours handover /> }.into_any(),
            (..) => view! { <Form handover today /> }.into_any(),
        }}
    }
}

/// Whoever is on the deal's team alone may move the deal, and adds nothing to its client.
#[component]
fn NotYours(handover: Handover) -> impl IntoView {
    let leads = handover.ask.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(" or ");
    let who = if leads.is_empty() { "an admin".to_owned() } else { format!("{leads}, who leads this client, or an admin") };
    let action = move || view! { <ButtonLink href=format!("/deals/{}", handover.deal)>"Back to the deal"</ButtonLink> }.into_any();
    view! {
        <EmptyState title="A project is made by the client's team" icon=IconName::Users action>
            {format!("You are on this deal's team, and not on its client's. Ask {who} to hand it over.")}
        </EmptyState>
    }
}
