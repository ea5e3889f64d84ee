//! A project's own fields, each edited where it stands.

use crate::api::{EditProject, edit_project, show_project};
use crate::types::ProjectDetail;
use chrono::NaiveDate;
use domain::AppError;
use domain::date::{parse_date, short_date};
use domain::live::Kind;
use domain::project::{ProjectField, ProjectStatus};
use firm::use_live;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{FieldKind, InlineEdit, saving};

/// Name, status, first and last day.
#[component]
pub fn ProjectFields(
    /// The project.
    project: ProjectDetail,
    /// The version that the next edit names.
    version: RwSignal<i32>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let budget = project.row.budget.map_or_else(|| "–".to_owned(), domain::Money::display);
    let rows = ProjectField::ALL
        .iter()
        .map(|field| {
            view! {
                <div class="fact">
                    <dt>{field.label()}</dt>
                    <dd><Value project=project.clone() field=*field version today /></dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="plan">
            <h2 id="plan">"Plan"</h2>
            <dl class="facts">
                {rows}
                <div class="fact">
                    <dt>"Budget"</dt>
                    <dd class="num">{budget}</dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn Value(project: ProjectDetail, field: ProjectField, version: RwSignal<i32>, today: NaiveDate) -> impl IntoView {
    let (id, name) = (project.row.id, field.as_str());
    let live = use_live();
    // What the address says was for the first drawing: an editor that was closed since does not come back.
    let first = !live.has_refreshed();
    let failed = ServerAction::<EditProject>::new().value().get_untracked().filter(|_| first).and_then(Result::err);
    let error = failed.as_ref().and_then(|error| error.of(name));
    let editing = first && use_query_map().with_untracked(|query| query.get("edit").as_deref() == Some(name)) || error.is_some();
    let kept = RwSignal::new(project.text(field));
    let value = RwSignal::new(failed.and_then(|error| error.typed_in(name)).unwrap_or_else(|| kept.get_untracked()));
    let (on_save, status) = saving(move |text: String| async move {
        let saved = edit_project(id, field, text.clone(), version.get_untracked()).await;
        if let Err(AppError::Conflict { .. }) = &saved {
            // The newer value is shown now: saving again is meant to replace it.
            version.set(show_project(id).await?.version);
        }
        let made = saved?;
        live.own(Kind::Project, id, made);
        version.set(made);
        let text = text.trim().to_owned();
        kept.set(text.clone());
        value.set(text);
        Ok::<(), AppError>(())
    });
    let display = move || {
        let text = kept.get();
        match field {
            ProjectField::Name => text.into_any(),
            ProjectField::Status => text.parse::<ProjectStatus>().map_or(text, |status| status.label().to_owned()).into_any(),
            ProjectField::Start | ProjectField::End => match parse_date(&text) {
                Ok(day) => view! { <time datetime=day.to_string() title=day.to_string()>{short_date(day, today)}</time> }.into_any(),
                Err(_) => view! { <span class="muted">"Not set yet"</span> }.into_any(),
            },
        }
    };
    let options = if field == ProjectField::Status {
        ProjectStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())).collect()
    } else {
        Vec::new()
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
            edit_href=format!("/projects/{id}?edit={name}#field-{name}-value")
            cancel_href=format!("/projects/{id}")
            editing
            action_url="/api/edit_project"
            hidden
            error
            can_edit=project.can_edit
            kind=if matches!(field, ProjectField::Start | ProjectField::End) { FieldKind::Date } else { FieldKind::Text }
            options
            on_save
            status
        />
    }
}
