//! A competitor's own fields, each edited where it stands.

use super::api::{EditCompetitor, edit_competitor, show_competitor};
use super::types::CompetitorDetail;
use chrono::NaiveDate;
use domain::AppError;
use domain::competitor::CompetitorField;
use domain::date::short_date;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{InlineEdit, SafeLink, SafeUrl, saving};

/// Strengths, weaknesses, pricing, notes.
#[component]
pub(super) fn Knowledge(competitor: CompetitorDetail, version: RwSignal<i32>) -> impl IntoView {
    let rows = facts(&competitor, version, true);
    view! {
        <section class="panel" aria-labelledby="knowledge">
            <h2 id="knowledge">"What we know"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

/// Name, website, and since when it is on the list.
#[component]
pub(super) fn Profile(competitor: CompetitorDetail, version: RwSignal<i32>, today: NaiveDate) -> impl IntoView {
    let rows = facts(&competitor, version, false);
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

fn facts(competitor: &CompetitorDetail, version: RwSignal<i32>, long: bool) -> Vec<impl IntoView + use<>> {
    let fields = CompetitorField::ALL.iter().filter(|field| field.is_long() == long);
    let fact = |field: &CompetitorField| {
        view! {
            <div class="fact">
                <dt>{field.label()}</dt>
                <dd><Value competitor=competitor.clone() field=*field version /></dd>
            </div>
        }
    };
    fields.map(fact).collect()
}

#[component]
fn Value(competitor: CompetitorDetail, field: CompetitorField, version: RwSignal<i32>) -> impl IntoView {
    let (id, name) = (competitor.id, field.as_str());
    let failed = ServerAction::<EditCompetitor>::new().value().get_untracked().and_then(Result::err);
    let error = failed.as_ref().and_then(|error| error.of(name));
    let editing = use_query_map().with_untracked(|query| query.get("edit").as_deref() == Some(name)) || error.is_some();
    let kept = RwSignal::new(competitor.text(field));
    let value = RwSignal::new(failed.and_then(|error| error.typed_in(name)).unwrap_or_else(|| kept.get_untracked()));
    let (on_save, status) = saving(move |text: String| async move {
        let saved = edit_competitor(id, field, text.clone(), version.get_untracked()).await;
        if let Err(AppError::Conflict { .. }) = &saved {
            // The newer value is shown now: saving again is meant to replace it.
            version.set(show_competitor(id).await?.version);
        }
        version.set(saved?);
        let text = text.trim().to_owned();
        kept.set(text.clone());
        value.set(text);
        Ok::<(), AppError>(())
    });
    let display = move || {
        let text = kept.get();
        if text.is_empty() {
            return view! { <span class="muted">"Not known yet"</span> }.into_any();
        }
        match (field, SafeUrl::parse(&text)) {
            (CompetitorField::Website, Some(url)) => view! { <SafeLink url /> }.into_any(),
            _ => text.into_any(),
        }
    };
    let hidden = vec![
        ("id".to_owned(), id.to_string()),
        ("field".to_owned(), name.to_owned()),
        ("version".to_owned(), version.get_untracked().to_string()),
    ];
    view! {
        <InlineEdit
            label=field.label()
            name="value"
            scope=name
            value
            display
            edit_href=format!("/competitors/{id}?edit={name}#field-{}-value", name.replace('_', "-"))
            cancel_href=format!("/competitors/{id}")
            editing
            action_url="/api/edit_competitor"
            hidden
            error
            can_edit=competitor.can_edit
            multiline=field.is_long()
            on_save
            status
        />
    }
}
