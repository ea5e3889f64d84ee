//! A project's own fields, each edited where it stands.

use crate::api::{EditProject, edit_project, show_project};
use crate::types::ProjectDetail;
use chrono::NaiveDate;
use domain::date::{parse_date, short_date};
use domain::live::Kind;
use domain::project::{ProjectField, ProjectStatus};
use firm::{asked_to_edit, use_live};
use leptos::prelude::*;
use ui::{FieldKind, InPlace, Kept, saving_alone};

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
    let (edit, failed) = asked_to_edit::<EditProject>();
    let kept = RwSignal::new(Kept { text: project.text(field), version: version.get_untracked() });
    let change = move |typed: Kept| async move {
        let made = edit_project(id, field, typed.text, typed.version).await?;
        live.own(Kind::Project, id, made);
        version.set(made);
        Ok(made)
    };
    let save = saving_alone(kept, change, move || async move {
        let now = show_project(id).await?;
        version.set(now.version);
        Ok(Kept { text: now.text(field), version: now.version })
    });
    let display = Callback::new(move |text: String| match field {
        ProjectField::Name => text.into_any(),
        ProjectField::Status => text.parse::<ProjectStatus>().map_or(text, |status| status.label().to_owned()).into_any(),
        ProjectField::Start | ProjectField::End => match parse_date(&text) {
            Ok(day) => view! { <time datetime=day.to_string() title=day.to_string()>{short_date(day, today)}</time> }.into_any(),
            Err(_) => view! { <span class="muted">"Not set yet"</span> }.into_any(),
        },
    });
    let options = if field == ProjectField::Status {
        ProjectStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())).collect()
    } else {
        Vec::new()
    };
    let hidden = vec![("id".to_owned(), id.to_string()), ("field".to_owned(), name.to_owned())];
    view! {
        <InPlace
            label=field.label()
            place=name
            kept
            display
            page=format!("/projects/{id}")
            edit
            action_url="/api/edit_project"
            hidden
            failed
            can_edit=project.can_edit
            kind=if matches!(field, ProjectField::Start | ProjectField::End) { FieldKind::Date } else { FieldKind::Text }
            options
            save
        />
    }
}
