//! The client's people who have to do with the deal, with their roles.

use super::add_person::AddPerson;
use super::api::{SetRole, UnlinkStakeholder, link_stakeholder};
use super::page::{Page, ago, brought_back, fault, way_back};
use super::parts::{Fold, Part, Refused, Sent, hidden};
use super::types::{ClientRight, DealStakeholder};
use domain::id::StakeholderId;
use domain::stakeholder::MeddpiccRole;
use firm::in_words;
use leptos::prelude::*;
use stakeholders::{RoleBadges, RoleToggles};
use ui::{Avatar, Icon, IconName, SafeLink, SafeUrl, ToastKind, use_toasts};

/// Everybody of the client who is on the deal, for who may see them.
#[component]
pub(super) fn Stakeholders(
    /// The page.
    page: Page,
) -> impl IntoView {
    let right = page.now(|deal| deal.client);
    if right == ClientRight::None {
        return view! {
            <Part id="stakeholders" title="Stakeholders">
                <p class="muted">"You are on this deal’s team, not on the client’s: its people are not yours to see."</p>
            </Part>
        }
        .into_any();
    }
    let changed = ServerAction::<SetRole>::new();
    page.after(changed, "stakeholders", |_| ());
    let kept_on = brought_back::<UnlinkStakeholder>();
    let ids = page.part(|deal| deal.stakeholders.iter().map(|person| person.id).collect::<Vec<_>>());
    let done = RwSignal::new(0);
    view! {
        <Part id="stakeholders" title="Stakeholders">
            {move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">"Nobody of the client is on this deal yet."</p> })}
            <ul class="people">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Line id page changed can_edit=right.writes() />
                </For>
            </ul>
            <Refused fault=fault(changed) />
            <Refused fault=kept_on />
            {right.writes().then(|| view! {
                <Fold label="Add a stakeholder" done open=page.sought(super::types::Findable::Stakeholder, "stakeholders").is_some()>
                    <AddPerson page place="stakeholders".to_owned() part="stakeholders" on_added=move || done.update(|done| *done += 1) />
                </Fold>
            })}
        </Part>
    }
    .into_any()
}

#[component]
fn Line(id: StakeholderId, page: Page, changed: ServerAction<SetRole>, can_edit: bool) -> impl IntoView {
    let person = page.part(move |deal| deal.stakeholders.iter().find(|person| person.id == id).cloned());
    let Some(first) = person.get_untracked() else { return ().into_any() };
    let name = first.name.clone();
    let roles = Memo::new(move |_| person.with(|person| person.as_ref().map(|person| person.roles.clone()).unwrap_or_default()));
    let email = first.email.as_deref().and_then(|email| SafeUrl::parse(&format!("mailto:{email}"))).map(|url| view! { <SafeLink url /> });
    let toasts = use_toasts();
    let unlinked = ServerAction::<UnlinkStakeholder>::new();
    let gone = name.clone();
    page.after(unlinked, "stakeholders", move |answer| match answer {
        Ok(()) => {
            let back = way_back(page, toasts, move || link_stakeholder(page.id, id, None));
            _ = toasts.push(ToastKind::Info, format!("{gone} is not on this deal any more."), Some(back));
        }
        Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
    });
    view! {
        <li class="person-item" id=format!("person-{id}")>
            <Avatar name=name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name">
                    {match page.now(|deal| deal.card.client_id) {
                        Some(_) => view! { <a href=format!("/stakeholders/{id}")>{name.clone()}</a> }.into_any(),
                        None => name.clone().into_any(),
                    }}
                </div>
                <div class="muted">{move || person.with(|person| person.as_ref().map(|person| about(person, page)))}</div>
                {email.map(|email| view! { <div class="person-mail">{email}</div> })}
                <div class="badges">{move || view! { <RoleBadges roles=roles.get() /> }}</div>
                {can_edit.then(|| view! {
                    <Fold label="Roles" about=format!("of {name}") icon=IconName::Pencil>
                        <p class="fold-words">"The person’s own: the same in each of the client’s deals."</p>
                        <Roles id page roles changed />
                        <Sent action=unlinked>
                            {hidden("id", page.id)}
                            {hidden("stakeholder", id)}
                            <button type="submit" class="button is-quiet is-small">
                                <Icon name=IconName::X />
                                <span>{format!("Take {name} off this deal")}</span>
                            </button>
                        </Sent>
                    </Fold>
                })}
            </div>
        </li>
    }
    .into_any()
}

/// What they are, and when they were last spoken with.
fn about(person: &DealStakeholder, page: Page) -> String {
    let contact = match person.last_contact {
        Some(on) => format!("last contact {}", ago(on, page.today)),
        None => "never spoken with".to_owned(),
    };
    person.job_title.iter().cloned().chain([contact]).collect::<Vec<_>>().join(" · ")
}

/// Every role as a button that gives or takes it.
#[component]
fn Roles(id: StakeholderId, page: Page, roles: Memo<Vec<MeddpiccRole>>, changed: ServerAction<SetRole>) -> impl IntoView {
    view! {
        <Sent action=changed class="choices">
            {hidden("id", page.id)}
            {hidden("stakeholder", id)}
            <RoleToggles roles />
        </Sent>
    }
}
