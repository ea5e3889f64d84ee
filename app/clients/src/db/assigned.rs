//! The clients of one of us.

use crate::types::{AssignedClient, AssignedClients};
use domain::AppError;
use domain::client::ClientStatus;
use domain::id::{ClientId, UserId};
use domain::policy::{Action, Noun};
use domain::user::AssignmentRole;
use sea_orm::{ColumnTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationTrait};
use store::table::{client, client_assignment};
use store::{Access, DbError, Handle};

/// So many stand on their page.
const LISTED: u64 = 200;

#[derive(FromQueryResult)]
struct Row {
    id: ClientId,
    name: String,
    status: ClientStatus,
    role: AssignmentRole,
}

/// The clients that they are assigned to, as far as the asker may see them: by name.
///
/// # Errors
/// No such colleague, or the database fails.
pub async fn assigned(access: &Access, user: UserId) -> Result<AssignedClients, DbError> {
    access.require(Action::Read, Noun::Colleague)?;
    let read = access.read().await?;
    read.colleague(user).await?.ok_or(AppError::NotFound)?;
    let theirs = || read.find::<client_assignment::Entity>().filter(client_assignment::Column::UserId.eq(user));
    let total = theirs().count(&read).await?;
    let rows: Vec<Row> = theirs()
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, client_assignment::Relation::Client.def())
                .select_only()
                .column_as(client::Column::Id, "id")
                .column_as(client::Column::Name, "name")
                .column_as(client::Column::Status, "status")
                .column_as(client_assignment::Column::Role, "role")
                .order_by_asc(client::Column::NameKey)
                .order_by_asc(client::Column::Id)
                .limit(LISTED)
        })
        .all_as(&read)
        .await?;
    let told = |row: Row| AssignedClient { id: row.id, name: row.name, status: row.status, role: row.role };
    Ok(AssignedClients { clients: rows.into_iter().map(told).collect(), total })
}
