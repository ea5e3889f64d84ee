//! The relationships that one of us owns, for their page.

use crate::api::list_stakeholders;
use crate::roles::RoleBadges;
use crate::types::{Sought, StakeholderList, StakeholderRow};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::short_date;
use domain::id::UserId;
use domain::money::group;
use firm::Failure;
use leptos::prelude::*;
use ui::Table;

/// Rows that stand on their page before the way to all.
const SHOWN: usize = 10;

/// Whose relationships they own, who was met last first, for [`OwnedStakeholders`].
///
/// # Errors
/// Signed out, or the database fails.
pub async fn owned_by(user: UserId) -> Result<StakeholderList, AppError> {
    list_stakeholders(Sought { owner: user.to_string(), ..Sought::default() }, "contact".into(), true, 1).await
}

/// The relationships that somebody owns.
#[component]
pub fn OwnedStakeholders(
    /// Who.
    user: UserId,
    /// What [`owned_by`] answered. The page asks: a resource must not be made where something is waited for.
    owned: Result<StakeholderList, AppError>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let body = match owned {
        Ok(list) if list.page.total == 0 => view! { <p class="muted">"Owns no relationship that you see."</p> }.into_any(),
        Ok(list) => {
            let total = list.page.total;
            let rows = list.page.rows.into_iter().take(SHOWN).map(|row| line(row, today)).collect_view();
            let all = (total > SHOWN as u64).then(|| {
                let label = format!("All {} people", group(&total.to_string()));
                view! { <a href=format!("/stakeholders?owner={user}")>{label}</a> }
            });
            view! {
                <Table caption="People whose relationship they own">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Client"</th>
                            <th scope="col">"Roles"</th>
                            <th scope="col">"Last contact"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Table>
                {all}
            }
            .into_any()
        }
        Err(error) => view! { <Failure error /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="owned">
            <h2 id="owned">"Relationships"</h2>
            {body}
        </section>
    }
}

fn line(row: StakeholderRow, today: NaiveDate) -> impl IntoView {
    let contact = row.last_contact.map_or_else(|| "Never".to_owned(), |day| short_date(day, today));
    view! {
        <tr>
            <th scope="row"><a href=format!("/stakeholders/{}", row.id)>{row.name}</a></th>
            <td data-label="Client"><a href=format!("/clients/{}", row.client_id)>{row.client}</a></td>
            <td data-label="Roles"><div class="badges"><RoleBadges roles=row.roles /></div></td>
            <td data-label="Last contact">{contact}</td>
        </tr>
    }
}
