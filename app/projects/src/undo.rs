//! The way back from a win: undone while nobody has worked in the project, else the project is cancelled.

use crate::api::TakeBackWin;
use crate::types::{ProjectDetail, Worked};
use domain::AppError;
use domain::project::{ProjectField, ProjectStatus};
use leptos::prelude::*;
use ui::Button;

/// What can be done about a win that is none, for who may; nothing for others.
#[component]
pub fn UndoWin(
    /// The project.
    project: ProjectDetail,
    /// The version that a change names.
    version: RwSignal<i32>,
) -> impl IntoView {
    let Some(worked) = project.undo.clone() else { return ().into_any() };
    let failed = ServerAction::<TakeBackWin>::new().value().get_untracked().and_then(Result::err);
    let refused = failed.map(|error| match &error {
        AppError::Forbidden => "Only the client's lead or an admin takes a win back.".to_owned(),
        other => other.of("undo").or_else(|| other.of("to")).unwrap_or_else(|| other.to_string()),
    });
    let body = if worked.nothing() {
        view! { <TakeBack project version /> }.into_any()
    } else {
        view! { <Begun project worked version /> }.into_any()
    };
    view! {
        <section class="panel" aria-labelledby="undo">
            <h2 id="undo">"Won by mistake?"</h2>
            {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn TakeBack(project: ProjectDetail, version: RwSignal<i32>) -> impl IntoView {
    view! {
        <p class="muted">"Nobody has worked here yet. Undoing removes the project, gives its promises back to the deal, and puts the deal where it stood."</p>
        <form method="post" action="/api/take_back_win">
            <input type="hidden" name="id" value=project.row.id.to_string() />
            <input type="hidden" name="version" value=project.version.to_string() prop:value=move || version.get().to_string() />
            <Button r#type="submit">"Undo the win"</Button>
        </form>
    }
}

#[component]
fn Begun(project: ProjectDetail, worked: Worked, version: RwSignal<i32>) -> impl IntoView {
    let words = worked.words().join(", ");
    let over = project.row.status == ProjectStatus::Cancelled;
    view! {
        <p class="muted">{format!("The win cannot be undone any more, because work has begun: {words}.")}</p>
        {if over {
            view! { <p class="muted">"The project is cancelled. The client's lead or an admin can reopen the deal."</p> }.into_any()
        } else {
            view! {
                <p class="muted">"If it will not go on, cancel the project; its work and its deal stay on file."</p>
                <form method="post" action="/api/edit_project">
                    <input type="hidden" name="id" value=project.row.id.to_string() />
                    <input type="hidden" name="field" value=ProjectField::Status.as_str() />
                    <input type="hidden" name="value" value=ProjectStatus::Cancelled.as_str() />
                    <input type="hidden" name="version" value=project.version.to_string() prop:value=move || version.get().to_string() />
                    <Button r#type="submit">"Cancel the project"</Button>
                </form>
            }
            .into_any()
        }}
    }
}
