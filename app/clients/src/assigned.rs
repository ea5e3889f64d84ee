//! The clients of one of us, for their page.

use crate::list::status_tone;
use crate::types::{AssignedClient, AssignedClients};
use domain::AppError;
use domain::money::group;
use firm::Failure;
use leptos::prelude::*;
use ui::{Badge, Table};

/// The clients that somebody is assigned to.
#[component]
pub fn UserClients(
    /// What [`crate::list_assigned_clients`] answered. The page asks: a resource must not be made where something is waited for.
    clients: Result<AssignedClients, AppError>,
) -> impl IntoView {
    let body = match clients {
        Ok(found) if found.total == 0 => view! { <p class="muted">"Assigned to no client that you see."</p> }.into_any(),
        Ok(found) => {
            let beyond = found.total - found.clients.len() as u64;
            view! {
                <Table caption="Clients that they are assigned to">
                    <thead>
                        <tr>
                            <th scope="col">"Client"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col">"Their part"</th>
                        </tr>
                    </thead>
                    <tbody>{found.clients.into_iter().map(line).collect_view()}</tbody>
                </Table>
                {(beyond > 0).then(|| view! { <p class="muted">{format!("and {} others", group(&beyond.to_string()))}</p> })}
            }
            .into_any()
        }
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="clients">
            <h2 id="clients">"Clients"</h2>
            {body}
        </section>
    }
}

fn line(row: AssignedClient) -> impl IntoView {
    view! {
        <tr>
            <th scope="row"><a href=format!("/clients/{}", row.id)>{row.name}</a></th>
            <td data-label="Status"><Badge tone=status_tone(row.status)>{row.status.label()}</Badge></td>
            <td data-label="Their part">{row.role.label()}</td>
        </tr>
    }
}
