//! A competitor's own fields, each edited where it stands.

use super::api::{EditCompetitor, edit_competitor, show_competitor};
use super::types::CompetitorDetail;
use chrono::NaiveDate;
use domain::competitor::CompetitorField;
use domain::date::short_date;
use firm::asked_to_edit;
use leptos::prelude::*;
use ui::{InPlace, Kept, SafeLink, SafeUrl, saving_alone};

/// Strengths, weaknesses, pricing, notes.
#[component]
pub(super) fn Knowledge(competitor: CompetitorDetail) -> impl IntoView {
    let rows = facts(&competitor, true);
    view! {
        <section class="panel" aria-labelledby="knowledge">
            <h2 id="knowledge">"What we know"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

/// Name, website, and since when it is on the list.
#[component]
pub(super) fn Profile(competitor: CompetitorDetail, today: NaiveDate) -> impl IntoView {
    let rows = facts(&competitor, false);
    let day = |label: &'static str, date: NaiveDate| {
        view! {
            <div class="fact">
                <dt>{label}</dt>
                <dd><time datetime=date.to_string() title=date.to_string()>{short_date(date, today)}</time></dd>
            </div>
        }
    };
    view! {
        <section class="panel" aria-labelledby="profile">
            <h2 id="profile">"Profile"</h2>
            <dl class="facts">
                {rows}
                {day("Added", competitor.created)}
                {day("Last change", competitor.updated)}
            </dl>
        </section>
    }
}

fn facts(competitor: &CompetitorDetail, long: bool) -> Vec<impl IntoView + use<>> {
    let fields = CompetitorField::ALL.iter().filter(|field| field.is_long() == long);
    let fact = |field: &CompetitorField| {
        view! {
            <div class="fact">
                <dt>{field.label()}</dt>
                <dd><Value competitor=competitor.clone() field=*field /></dd>
            </div>
        }
    };
    fields.map(fact).collect()
}

#[component]
fn Value(competitor: CompetitorDetail, field: CompetitorField) -> impl IntoView {
    let (id, name) = (competitor.id, field.as_str());
    let (edit, failed) = asked_to_edit::<EditCompetitor>();
    let kept = RwSignal::new(Kept { text: competitor.text(field), version: competitor.version });
    let change = move |typed: Kept| edit_competitor(id, field, typed.text, typed.version);
    let save = saving_alone(kept, change, move || async move {
        let now = show_competitor(id).await?;
        Ok(Kept { text: now.text(field), version: now.version })
    });
    let display = Callback::new(move |text: String| {
        if text.is_empty() {
            return view! { <span class="muted">"Not known yet"</span> }.into_any();
        }
        match (field, SafeUrl::parse(&text)) {
            (CompetitorField::Website, Some(url)) => view! { <SafeLink url /> }.into_any(),
            _ => text.into_any(),
        }
    });
    let hidden = vec![("id".to_owned(), id.to_string()), ("field".to_owned(), name.to_owned())];
    view! {
        <InPlace
            label=field.label()
            place=name
            kept
            display
            page=format!("/competitors/{id}")
            edit
            action_url="/api/edit_competitor"
            hidden
            failed
            can_edit=competitor.can_edit
            multiline=field.is_long()
            save
        />
    }
}
