//! What goes along: the promises that are chosen; the team and the stakeholders, read where they stand.

use super::form::Failed;
use super::types::{Handover, Promise};
use crate::parts::{StakeholderLines, TeamLines};
use crate::types::{Membership, StakeholderLine};
use chrono::NaiveDate;
use domain::date::short_date;
use leptos::prelude::*;
use ui::{Checkbox, FieldGroup};

/// Who goes along: ours, and the client's.
#[component]
pub(super) fn People(handover: Handover, failed: Failed) -> impl IntoView {
    let alone = handover.team.iter().any(|line| line.how == Membership::Deal);
    let nobody = handover.team.is_empty();
    view! {
        <section class="panel" aria-labelledby="team">
            <h2 id="team">"Team"</h2>
            {if nobody {
                view! { <p class="muted">"Nobody is assigned to the client yet."</p> }.into_any()
            } else {
                view! { <TeamLines team=handover.team /> }.into_any()
            }}
            {alone.then(|| view! {
                <p class="field-hint">"Who was on the deal alone sees the project once a task in it is theirs."</p>
            })}
        </section>
        <section class="panel" aria-labelledby="stakeholders">
            <h2 id="stakeholders">"Stakeholders"</h2>
            <StakeholderLines people=handover.stakeholders client=handover.client_id />
            <Others people=handover.others failed />
        </section>
    }
}

/// The deal's open tasks.
#[component]
pub(super) fn Promises(promises: Vec<Promise>, failed: Failed, today: NaiveDate) -> impl IntoView {
    let body = if promises.is_empty() {
        view! { <p class="muted">"No task of this deal is open."</p> }.into_any()
    } else {
        boxes(promises, failed, today).into_any()
    };
    view! {
        <section class="panel" aria-labelledby="promises">
            <h2 id="promises">"Open promises"</h2>
            {body}
        </section>
    }
}

fn boxes(promises: Vec<Promise>, failed: Failed, today: NaiveDate) -> impl IntoView {
    let boxes = promises
        .into_iter()
        .map(|promise| {
            let checked = failed.chosen("promises", promise.id, true);
            let due = promise.due.map(|due| format!("due {}{}", short_date(due, today), if due < today { ", late" } else { "" }));
            let who = promise.who.map(|person| person.name);
            let hint = [Some(promise.kind.label().to_owned()), who, due].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <Checkbox label=promise.title name="ask[promises][]" scope=promise.id.to_string() value=promise.id.to_string() checked hint />
            }
        })
        .collect_view();
    view! {
        <FieldGroup legend="These go along into the project" name="promises" hint="They stay linked to the deal. What is not ticked stays with the deal alone.">
            {boxes}
        </FieldGroup>
    }
}

/// The client's other people, who can be brought in.
#[component]
fn Others(people: Vec<StakeholderLine>, failed: Failed) -> impl IntoView {
    if people.is_empty() {
        return ().into_any();
    }
    let any = people.iter().any(|person| failed.chosen("people", person.id, false));
    let boxes = people
        .into_iter()
        .map(|person| {
            let checked = failed.chosen("people", person.id, false);
            let roles = person.roles.iter().map(|role| role.label().to_owned());
            let hint = person.job_title.into_iter().chain(roles).collect::<Vec<_>>().join(" · ");
            view! { <Checkbox label=person.name name="ask[people][]" scope=person.id.to_string() value=person.id.to_string() checked hint /> }
        })
        .collect_view();
    view! {
        <details class="others" open=any>
            <summary>"Bring in others of this client"</summary>
            <FieldGroup legend="These people join the deal and the project" name="people">{boxes}</FieldGroup>
        </details>
    }
    .into_any()
}
