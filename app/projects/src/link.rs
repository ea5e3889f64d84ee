//! The way from a deal to the project that it became.

use crate::list::status_tone;
use crate::types::ProjectLink;
use leptos::prelude::*;
use ui::Badge;

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
