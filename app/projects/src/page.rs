//! A project's page.

use crate::api::show_project;
use crate::fields::ProjectFields;
use crate::list::{late, status_tone};
use crate::parts::{Phases, Promised, Stakeholders, Tasks, Team, day};
use crate::types::{ProjectDetail, ProjectRow};
use crate::undo::UndoWin;
use activities::{Activities, Of, Talks, talks};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::parse_date;
use domain::id::ProjectId;
use domain::live::Kind;
use domain::project::ProjectField;
use firm::{Failure, use_live};
use futures_util::future::join;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Badge, Crumb, PageHeader, Saved, Skeleton, Tone};

/// The page of the project that the address names.
#[component]
pub fn ProjectPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ProjectId>().ok()));
    // Its phases, tasks and hours are told as changes of it.
    let fresh = use_live()
        .freshness(move |change| change.kind == Kind::Project && id.get_untracked().is_some_and(|id| change.id == id.to_string()));
    let talks = talks();
    // Asked for at once, answered as one: the page is never drawn for the one while it waits for the other.
    let told = Resource::new(
        move || (id.get(), fresh.get()),
        move |(id, _)| {
            let about = id.map(|id| (id, talks.about(Of::Project(id))));
            async move {
                let (id, talks) = about.ok_or(AppError::NotFound)?;
                let (project, talks) = join(show_project(id), talks).await;
                Ok::<_, AppError>((project?, talks))
            }
        },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match told.await {
                    Ok((project, talks)) => {
                        // Who is on the project alone sees nothing of what is said with its client.
                        let talks = project.row.client.is_some().then_some(talks);
                        view! { <Body project talks today /> }.into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(project: ProjectDetail, talks: Option<Talks>, today: NaiveDate) -> impl IntoView {
    let of = Of::Project(project.row.id);
    let above = Crumb { href: "/projects".into(), label: "Projects".into() };
    let row = project.row.clone();
    let version = RwSignal::new(project.version);
    let saved = Saved::provide();
    // What was saved below stands here too.
    let head = move || {
        let day = |field: ProjectField, day| saved.text(field.as_str()).map_or(day, |text| parse_date(&text).ok());
        let row = ProjectRow {
            name: saved.text(ProjectField::Name.as_str()).unwrap_or_else(|| row.name.clone()),
            status: saved.text(ProjectField::Status.as_str()).and_then(|text| text.parse().ok()).unwrap_or(row.status),
            start: day(ProjectField::Start, row.start),
            end: day(ProjectField::End, row.end),
            ..row.clone()
        };
        let (name, above) = (row.name.clone(), above.clone());
        let facts = move || head_facts(row, today).into_any();
        view! {
            <Title text=name.clone() />
            <PageHeader title=name above facts />
        }
    };
    view! {
        {head}
        <div class="two-col">
            <div>
                {project.description.clone().map(|text| view! { <p class="lead">{text}</p> })}
                <Phases phases=project.phases.clone() today />
                <Tasks tasks=project.tasks.clone() open=project.open_tasks done=project.done_tasks today />
                {talks.map(|talks| view! { <Activities of talks today /> })}
            </div>
            <aside>
                <ProjectFields project=project.clone() version today />
                {project.deal.clone().map(|deal| view! { <Promised deal today /> })}
                <Team team=project.team.clone() />
                <Stakeholders people=project.stakeholders.clone() client=project.row.client.as_ref().map(|(id, _)| *id) />
                <UndoWin project version />
            </aside>
        </div>
    }
}

fn head_facts(row: ProjectRow, today: NaiveDate) -> impl IntoView {
    let client = row.client.map(|(id, name)| view! { <a href=format!("/clients/{id}")>{name}</a> });
    let late = late(row.status, row.end, today);
    view! {
        {client}
        <Badge tone=status_tone(row.status)>{row.status.label()}</Badge>
        {row.budget.map(|budget| view! { <strong class="num">{budget.display()}</strong> })}
        <span>{day(row.start, today)} " to " {day(row.end, today)}</span>
        {late.then(|| view! { <Badge tone=Tone::Bad>"Late"</Badge> })}
    }
}
