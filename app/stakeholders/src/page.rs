//! A person's page: what they are, how they are reached, to whom they report, and who of us knows them.

use crate::list::engagement_tone;
use crate::owners::Owners;
use crate::profile::{Notes, Profile};
use crate::roles::RoleToggles;
use crate::types::{Somebody, StakeholderDetail};
use crate::{RoleBadges, SetStakeholderRole};
use chrono::NaiveDate;
use domain::date::{days, short_date};
use domain::id::StakeholderId;
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Avatar, Badge, Crumb, PageHeader, Saved, ToastKind, use_toasts};

/// Header, what later subjects know of them, notes; beside it how they are reached and who of us knows them.
#[component]
pub fn StakeholderHead(
    /// Who.
    person: StakeholderDetail,
    /// Today, for dates.
    today: NaiveDate,
    /// What stands between the head and the notes: the deals.
    children: Children,
) -> impl IntoView {
    let saved = Saved::provide();
    let known = person.clone();
    // What was saved below stands here too: nothing is drawn anew, which would open what is personal once more.
    let now = move |field: StakeholderField| saved.text(field.as_str()).unwrap_or_else(|| known.text(field));
    let (client, client_name, since) = (person.client_id, person.client.clone(), person.last_contact);
    let head = move || {
        let (name, title) = (now(StakeholderField::Name), now(StakeholderField::JobTitle));
        let (engagement, client_name) = (now(StakeholderField::Engagement).parse::<EngagementLevel>().ok(), client_name.clone());
        let facts = move || {
            view! {
                {(!title.is_empty()).then(|| view! { <span>{title}</span> })}
                <a href=format!("/clients/{client}")>{client_name}</a>
                {engagement.map(|level| view! { <Badge tone=engagement_tone(level)>{level.label()}</Badge> })}
                <span>{contact(since, today)}</span>
            }
            .into_any()
        };
        let above = Crumb { href: "/stakeholders".into(), label: "Stakeholders".into() };
        view! {
            <Title text=name.clone() />
            <PageHeader title=name above facts />
        }
    };
    view! {
        {head}
        <div class="two-col person-page">
            <div>
                <Roles id=person.id roles=person.roles.clone() can_edit=person.can_edit />
                {children()}
                <Notes person=person.clone() />
            </div>
            <aside>
                <Profile person=person.clone() today />
                <Reports reports=person.reports.clone() />
                <Owners id=person.id owners=person.owners candidates=person.candidates />
            </aside>
        </div>
    }
}

/// When they were last spoken with, in words.
fn contact(last: Option<NaiveDate>, today: NaiveDate) -> String {
    match last.map(|day| (day, (today - day).num_days())) {
        None => "Never spoken with".to_owned(),
        Some((_, 0)) => "Last contact today".to_owned(),
        Some((_, ago @ 1..=60)) => format!("Last contact {} ago", days(ago)),
        Some((day, _)) => format!("Last contact {}", short_date(day, today)),
    }
}

#[component]
fn Roles(id: StakeholderId, roles: Vec<MeddpiccRole>, can_edit: bool) -> impl IntoView {
    let changed = ServerAction::<SetStakeholderRole>::new();
    let held = RwSignal::new(roles);
    let toasts = use_toasts();
    let asked = StoredValue::new((None, None));
    Effect::new(move |_| {
        if let Some(input) = changed.input().get() {
            asked.set_value((input.give, input.take));
        }
    });
    Effect::new(move |known: Option<usize>| {
        let version = changed.version().get();
        if known.is_some_and(|known| known != version)
            && let Some(answer) = changed.value().get_untracked()
        {
            match answer {
                Ok(()) => {
                    let (give, take) = asked.get_value();
                    held.update(|held| {
                        held.retain(|role| Some(*role) != take);
                        held.extend(give.filter(|role| !held.contains(role)));
                        held.sort();
                    });
                }
                Err(error) => _ = toasts.push(ToastKind::Bad, error.to_string(), None),
            }
        }
        version
    });
    let shown = Memo::new(move |_| held.get());
    view! {
        <section class="panel" aria-labelledby="roles">
            <h2 id="roles" tabindex="-1">"Roles"</h2>
            <p class="fold-words">"What they are to the client’s deals: the same in each of them."</p>
            {if can_edit {
                view! {
                    <ActionForm action=changed attr:class="choices">
                        <input type="hidden" name="id" value=id.to_string() />
                        <RoleToggles roles=shown />
                    </ActionForm>
                }
                .into_any()
            } else if shown.with_untracked(Vec::is_empty) {
                view! { <p class="muted">"None is known."</p> }.into_any()
            } else {
                view! { <div class="badges"><RoleBadges roles=shown.get_untracked() /></div> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Reports(reports: Vec<Somebody>) -> impl IntoView {
    let line = |person: Somebody| {
        view! {
            <li class="person-item">
                <Avatar name=person.name.clone() beside_name=true />
                <div class="person-words">
                    <div class="person-name"><a href=format!("/stakeholders/{}", person.id)>{person.name}</a></div>
                    <div class="muted">{person.job_title}</div>
                </div>
            </li>
        }
    };
    (!reports.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="reports">
                <h2 id="reports">"Report to them"</h2>
                <ul class="people">{reports.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}
