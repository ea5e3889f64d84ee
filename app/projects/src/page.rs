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
use domain::id::ProjectId;
use domain::live::Kind;
use firm::{Failure, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Badge, Crumb, PageHeader, Skeleton, Tone};

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
    let project =
        Resource::new(move || (id.get(), fresh.get()), |(id, _)| async move { show_project(id.ok_or(AppError::NotFound)?).await });
    let talks = talks(move || (id.get(), fresh.get()), Of::Project);
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match project.await {
                    Ok(project) => {
                        // Who is on the project alone sees nothing of what is said with its client.
                        let talks = if project.row.client.is_some() { Some(talks.await) } else { None };
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
    let facts = move || head_facts(row, today).into_any();
    view! {
        <Title text=project.row.name.clone() />
        <PageHeader title=project.row.name.clone() above facts />
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
