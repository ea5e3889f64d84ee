//! A person's own fields, each edited where it stands.

use crate::api::{EditStakeholder, edit_stakeholder, show_stakeholder};
use crate::types::{Somebody, StakeholderDetail};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::live::Kind;
use domain::stakeholder::{EngagementLevel, StakeholderField};
use firm::{asked_to_edit, use_live};
use leptos::prelude::*;
use ui::{FieldKind, InPlace, Kept, SafeLink, SafeUrl, saving_alone};

/// Name, job title, how they are reached, how they answer, their manager.
#[component]
pub fn Profile(
    /// Who.
    person: StakeholderDetail,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let fields = StakeholderField::ALL.iter().copied().filter(|field| *field != StakeholderField::Notes);
    let rows = fields
        .map(|field| {
            view! {
                <div class="fact">
                    <dt>{field.label()}</dt>
                    <dd><Value person=person.clone() field /></dd>
                </div>
            }
        })
        .collect_view();
    let since = person.since;
    view! {
        <section class="panel" aria-labelledby="profile">
            <h2 id="profile">"Profile"</h2>
            <dl class="facts">
                {rows}
                <div class="fact">
                    <dt>"Known since"</dt>
                    <dd><time datetime=since.to_string() title=since.to_string()>{short_date(since, today)}</time></dd>
                </div>
            </dl>
        </section>
    }
}

/// What we note about them.
#[component]
pub fn Notes(
    /// Who.
    person: StakeholderDetail,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="notes">
            <h2 id="notes">"What we note"</h2>
            <p class="fold-words">"Kept sealed, and each reading is written down. Write what you could show them."</p>
            <dl class="facts">
                <div class="fact">
                    <dt>{StakeholderField::Notes.label()}</dt>
                    <dd><Value person field=StakeholderField::Notes /></dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn Value(person: StakeholderDetail, field: StakeholderField) -> impl IntoView {
    let id = person.id;
    let live = use_live();
    let (edit, failed) = asked_to_edit::<EditStakeholder>();
    let kept = RwSignal::new(Kept { text: person.text(field), version: person.version });
    let change = move |typed: Kept| async move {
        let version = edit_stakeholder(id, field, typed.text, typed.version).await?;
        live.own(Kind::Stakeholder, id, version);
        Ok(version)
    };
    let save = saving_alone(kept, change, move || async move {
        let now = show_stakeholder(id).await?;
        Ok(Kept { text: now.text(field), version: now.version })
    });
    let unopened = person.unopened.contains(&field);
    let people = StoredValue::new(named(&person));
    let display = Callback::new(move |text: String| {
        if unopened && text.is_empty() {
            return view! { <span class="tone-bad">"Does not open: its key is missing, or it was altered."</span> }.into_any();
        }
        shown(field, text, people)
    });
    let options = match field {
        StakeholderField::Engagement => {
            EngagementLevel::ALL.iter().map(|level| (level.as_str().to_owned(), level.label().to_owned())).collect()
        }
        StakeholderField::ReportsTo => choices(&person),
        _ => Vec::new(),
    };
    let kind = match field {
        StakeholderField::Email => FieldKind::Email,
        StakeholderField::Phone => FieldKind::Phone,
        _ => FieldKind::Text,
    };
    let hidden = vec![("id".to_owned(), id.to_string()), ("field".to_owned(), field.as_str().to_owned())];
    view! {
        <InPlace
            label=field.label()
            place=field.as_str()
            kept
            display
            page=format!("/stakeholders/{id}")
            edit
            action_url="/api/edit_stakeholder"
            hidden
            failed
            can_edit=person.can_edit
            multiline=field == StakeholderField::Notes
            kind
            options
            save
        />
    }
}

/// Everybody whom the page can name, by id.
fn named(person: &StakeholderDetail) -> Vec<(String, String)> {
    person.manager.iter().chain(&person.colleagues).map(|one| (one.id.to_string(), one.name.clone())).collect()
}

fn choices(person: &StakeholderDetail) -> Vec<(String, String)> {
    let words = |one: &Somebody| match &one.job_title {
        Some(title) => format!("{}, {title}", one.name),
        None => one.name.clone(),
    };
    let mut all = vec![(String::new(), "Nobody".to_owned())];
    all.extend(person.colleagues.iter().map(|one| (one.id.to_string(), words(one))));
    // Behind as many as are listed there may be others, and the manager one of them.
    if let Some(manager) = person.manager.as_ref().filter(|manager| person.colleagues.iter().all(|one| one.id != manager.id)) {
        all.push((manager.id.to_string(), words(manager)));
    }
    all
}

fn shown(field: StakeholderField, text: String, people: StoredValue<Vec<(String, String)>>) -> AnyView {
    let unknown = || view! { <span class="muted">"Not known yet"</span> }.into_any();
    match field {
        StakeholderField::ReportsTo if text.is_empty() => view! { <span class="muted">"Nobody known"</span> }.into_any(),
        _ if text.is_empty() => unknown(),
        StakeholderField::Engagement => text.parse::<EngagementLevel>().map_or(text, |level| level.label().to_owned()).into_any(),
        StakeholderField::Email => {
            // As it is kept, however it was typed.
            let address = text.to_lowercase();
            match SafeUrl::parse(&format!("mailto:{address}")) {
                Some(url) => view! { <SafeLink url /> }.into_any(),
                None => address.into_any(),
            }
        }
        StakeholderField::Phone => {
            let figures: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            match SafeUrl::parse(&format!("tel:{figures}")) {
                Some(url) => view! { <SafeLink url>{text}</SafeLink> }.into_any(),
                None => text.into_any(),
            }
        }
        StakeholderField::ReportsTo => {
            let name = people.with_value(|people| people.iter().find(|(id, _)| *id == text).map(|(_, name)| name.clone()));
            name.map_or_else(unknown, |name| view! { <a href=format!("/stakeholders/{text}")>{name}</a> }.into_any())
        }
        _ => text.into_any(),
    }
}
