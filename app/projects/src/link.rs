//! The ways to projects from where they came from: a deal, a client.

use crate::api::list_projects;
use crate::list::status_tone;
use crate::parts::day;
use crate::types::{ProjectLink, ProjectList};
use chrono::NaiveDate;
use domain::AppError;
use domain::id::ClientId;
use domain::money::Money;
use firm::Failure;
use leptos::prelude::*;
use ui::{Badge, Table};

/// The deal's project, for the deal's page; nothing where there is none.
#[component]
pub fn DealProject(
    /// What [`crate::project_of_deal`] answered. The page asks: a resource must not be made where something is waited for.
    project: Option<ProjectLink>,
) -> impl IntoView {
    project.map(|project| {
        view! {
            <section class="panel" aria-labelledby="project">
                <h2 id="project">"Project"</h2>
                <p class="linked">
                    <a href=format!("/projects/{}", project.id)>{project.name}</a>
                    <Badge tone=status_tone(project.status)>{project.status.label()}</Badge>
                </p>
            </section>
        }
    })
}

/// The projects of one client, the latest first, for [`ClientProjects`].
///
/// # Errors
/// Signed out, or the database fails.
pub async fn projects_of(client: ClientId) -> Result<ProjectList, AppError> {
    list_projects(String::new(), String::new(), Some(client), "end".into(), true, 1).await
}

/// Rows that stand on a client's page before the way to all.
const LATEST: usize = 10;

/// The projects of one client, for its page.
#[component]
pub fn ClientProjects(
    /// Whose.
    client: ClientId,
    /// What [`projects_of`] answered. The page asks: a resource must not be made where something is waited for.
    projects: Result<ProjectList, AppError>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let body = match projects {
        Ok(list) if list.page.total == 0 => {
            view! { <p class="muted">"No project of this client yet. A won deal becomes one."</p> }.into_any()
        }
        Ok(list) => view! { <Latest list client today /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="projects">
            <h2 id="projects">"Projects"</h2>
            {body}
        </section>
    }
}

#[component]
fn Latest(list: ProjectList, client: ClientId, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let rows = list.page.rows.into_iter().take(LATEST).map(|row| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/projects/{}", row.id)>{row.name}</a></th>
                <td data-label="Status"><Badge tone=status_tone(row.status)>{row.status.label()}</Badge></td>
                <td data-label="Budget" class="num">{row.budget.map_or_else(|| "–".to_owned(), Money::display)}</td>
                <td data-label="Start">{day(row.start, today)}</td>
                <td data-label="End">{day(row.end, today)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Projects of this client">
            <thead>
                <tr>
                    <th scope="col">"Project"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col" class="num">"Budget"</th>
                    <th scope="col">"Start"</th>
                    <th scope="col">"End"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {(total > LATEST as u64).then(|| view! { <a href=format!("/projects?client={client}")>{format!("All {total} projects")}</a> })}
    }
}
