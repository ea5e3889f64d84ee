//! Account teams: who has a deal with a client works on it, and their lead leads it.

use crate::desk::Desk;
use crate::error::ImportError;
use chrono::{DateTime, Utc};
use domain::id::{ClientId, UserId};
use domain::user::AssignmentRole;
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::collections::{BTreeMap, HashMap};
use store::Handle;
use store::table::client_assignment;

/// Clients that one query asks for.
const CLIENTS: usize = 500;

/// Who takes which part in which account, and since when.
#[derive(Debug, Default)]
pub(crate) struct Teams(BTreeMap<(ClientId, UserId), (AssignmentRole, DateTime<Utc>)>);

impl Teams {
    /// Notes a part; the higher one counts, and the earlier day.
    pub(crate) fn add(&mut self, client: ClientId, user: UserId, role: AssignmentRole, since: DateTime<Utc>) {
        let part = self.0.entry((client, user)).or_insert((role, since));
        if role == AssignmentRole::Lead {
            part.0 = role;
        }
        part.1 = part.1.min(since);
    }
}

impl Desk<'_> {
    /// Adds who is missing; makes a member who turns out to lead a lead, unless a person has set the part since.
    pub(crate) async fn assign_teams(&mut self) -> Result<(), ImportError> {
        let wanted = std::mem::take(&mut self.teams).0;
        let mut clients: Vec<ClientId> = wanted.keys().map(|(client, _)| *client).collect();
        clients.dedup();
        let mut found: HashMap<(ClientId, UserId), client_assignment::Model> = HashMap::new();
        for some in clients.chunks(CLIENTS) {
            let on = client_assignment::Column::ClientId.is_in(some.iter().copied());
            let rows = self.write.find::<client_assignment::Entity>().filter(on).all(self.write).await?;
            found.extend(rows.into_iter().map(|row| ((row.client_id, row.user_id), row)));
        }
        let (mut new, mut raise) = (Vec::new(), Vec::new());
        for ((client_id, user_id), (role, since)) in wanted {
            match found.remove(&(client_id, user_id)) {
                None => new.push(client_assignment::ActiveModel {
                    user_id: Set(user_id),
                    client_id: Set(client_id),
                    role: Set(role),
                    assigned_at: Set(since),
                    ..Default::default()
                }),
                Some(is) if is.role == AssignmentRole::Member && role == AssignmentRole::Lead && is.version == 1 => raise.push(is),
                Some(_) => {}
            }
        }
        let made = self.write.insert_all::<client_assignment::Entity>(new).await?;
        for row in &made {
            self.book.ledger.created::<client_assignment::Entity>(row);
        }
        for before in raise {
            let change = client_assignment::ActiveModel { role: Set(AssignmentRole::Lead), ..Default::default() };
            let after = self.write.update::<client_assignment::Entity>(&before, change).await?;
            self.book.ledger.updated::<client_assignment::Entity>(&before, &after);
        }
        if !made.is_empty() {
            let leads = made.iter().filter(|row| row.role == AssignmentRole::Lead).count() as u64;
            let [members, leads, on] = [made.len() as u64 - leads, leads, clients.len() as u64].map(crate::report::grouped);
            self.report.notes.push(format!("{members} members and {leads} leads were added to the teams of {on} clients"));
        }
        Ok(())
    }
}
