//! What one of us still has to do, for their page.

use crate::types::{OpenTask, OpenTasks, TaskOf};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::short_date;
use domain::money::group;
use firm::Failure;
use leptos::prelude::*;
use ui::Table;

/// The open tasks of somebody.
#[component]
pub fn UserTasks(
    /// What [`crate::list_open_tasks`] answered. The page asks: a resource must not be made where something is waited for.
    tasks: Result<OpenTasks, AppError>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let body = match tasks {
        Ok(found) if found.total == 0 => view! { <p class="muted">"Nothing to do that you see."</p> }.into_any(),
        Ok(found) => {
            let beyond = found.total - found.tasks.len() as u64;
            let rows = found.tasks.into_iter().map(|task| line(task, today)).collect_view();
            view! {
                <Table caption="Open tasks">
                    <thead>
                        <tr>
                            <th scope="col">"Task"</th>
                            <th scope="col">"Of"</th>
                            <th scope="col">"Due"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Table>
                {(beyond > 0).then(|| view! { <p class="muted">{format!("and {} others", group(&beyond.to_string()))}</p> })}
            }
            .into_any()
        }
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="tasks">
            <h2 id="tasks">"Open tasks"</h2>
            {body}
        </section>
    }
}

fn line(task: OpenTask, today: NaiveDate) -> impl IntoView {
    let of = match task.of {
        Some(TaskOf::Project(id, name)) => view! { <a href=format!("/projects/{id}")>{name}</a> }.into_any(),
        Some(TaskOf::Deal(id, name)) => view! { <a href=format!("/deals/{id}")>{name}</a> }.into_any(),
        None => "–".into_any(),
    };
    let late = task.due.is_some_and(|due| due < today);
    let due = task.due.map_or_else(|| "–".to_owned(), |due| short_date(due, today));
    view! {
        <tr>
            <th scope="row">{task.title}</th>
            <td data-label="Of">{of}</td>
            <td data-label="Due" class=("is-late", late)>{due}{late.then_some(", late")}</td>
        </tr>
    }
}
