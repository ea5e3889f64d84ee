//! A letter that is a person: who it is, and naming them.

use super::add_person::AddPerson;
use super::api::SetRole;
use super::page::{Page, fault};
use super::parts::{Fold, Refused, Sent, hidden};
use super::types::{DealDetail, Holder};
use domain::meddpicc::Letter;
use domain::stakeholder::MeddpiccRole;
use leptos::prelude::*;
use ui::{Avatar, Button, IconName};

/// Of the deal's own people, so many are offered for a role; the others are given it among the stakeholders.
const OFFERED: usize = 8;

/// Whoever holds the role, and those of the deal who could.
#[component]
pub(super) fn Holders(
    /// The letter.
    letter: Letter,
    /// Its role.
    role: MeddpiccRole,
    /// The page.
    page: Page,
) -> impl IntoView {
    let holders =
        page.part(move |deal| deal.letters.iter().find(|line| line.letter == letter).map(|line| line.holders.clone()).unwrap_or_default());
    let others = page.part(move |deal| others(deal, role));
    let right = page.now(|deal| deal.client);
    if !right.reads() {
        return ().into_any();
    }
    let given = ServerAction::<SetRole>::new();
    let done = RwSignal::new(0);
    let added = move || done.update(|done| *done += 1);
    page.after(given, "meddpicc", move |answer| {
        if answer.is_ok() {
            added()
        }
    });
    let name = letter.label().to_lowercase();
    let first = if role == MeddpiccRole::Champion { "Name the champion" } else { "Name the economic buyer" };
    let verb = Signal::derive(move || if holders.with(Vec::is_empty) { first.to_owned() } else { "Name another".to_owned() });
    view! {
        {move || {
            let holders = holders.get();
            if holders.is_empty() {
                view! { <p class="muted">{format!("Nobody of this deal is known as {name} yet")}</p> }.into_any()
            } else {
                view! { <ul class="holders">{holders.into_iter().map(line).collect_view()}</ul> }.into_any()
            }
        }}
        {right.writes().then(|| view! {
            <Fold label=verb icon=IconName::Plus done>
                {move || {
                    let others = others.get();
                    (!others.is_empty()).then(|| view! {
                        <p class="fold-words">"One of this deal’s stakeholders:"</p>
                        <Sent action=given class="choices">
                            {hidden("id", page.id)}
                            {hidden("give", role)}
                            {others.into_iter().map(|person| view! {
                                <Button r#type="submit" name="stakeholder" value=person.id.to_string()>{person.name}</Button>
                            }).collect_view()}
                        </Sent>
                    })
                }}
                <AddPerson page place=format!("for-{role}") part="meddpicc" role on_added=added />
                <Refused fault=fault(given) />
            </Fold>
        })}
    }
    .into_any()
}

fn others(deal: &DealDetail, role: MeddpiccRole) -> Vec<Holder> {
    let without = deal.stakeholders.iter().filter(|person| !person.roles.contains(&role));
    without.take(OFFERED).map(|person| Holder { id: person.id, name: person.name.clone(), job_title: person.job_title.clone() }).collect()
}

fn line(holder: Holder) -> impl IntoView {
    view! {
        <li>
            <Avatar name=holder.name.clone() beside_name=true />
            <a href=format!("#person-{}", holder.id)>{holder.name}</a>
            {holder.job_title.map(|title| view! { <span class="muted">{title}</span> })}
        </li>
    }
}
