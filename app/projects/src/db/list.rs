//! The list of projects: one page, ordered and counted by the database.

use super::clients::clients;
use crate::types::{ProjectList, ProjectRow, ProjectSort};
use domain::currency::Currency;
use domain::id::ClientId;
use domain::list::{PAGE_SIZE, Page, offset};
use domain::money::Money;
use domain::policy::{Action, Noun};
use domain::project::ProjectStatus;
use sea_orm::sea_query::{Expr, ExprTrait, NullOrdering};
use sea_orm::{ColumnTrait, Condition, Order, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;
use store::table::{client, project};
use store::{Access, DbError, Handle, Read};

/// Which projects are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Searched for in the names of projects and clients.
    pub text: String,
    /// Only these.
    pub status: Option<ProjectStatus>,
    /// Only those of this client.
    pub client: Option<ClientId>,
}

/// One page of the projects that the person may see and has asked for.
///
/// # Errors
/// The database fails.
pub async fn list(access: &Access, filter: &Filter, sort: ProjectSort, descending: bool, page: u64) -> Result<ProjectList, DbError> {
    access.require(Action::Read, Noun::Project)?;
    let read = access.read().await?;
    let matching = matching(&read, filter);
    let total = read.find::<project::Entity>().filter(matching.clone()).count(&read).await?;
    let rows = read
        .find::<project::Entity>()
        .filter(matching)
        .shape(|query| ordered(query, sort, descending).offset(offset(page)).limit(PAGE_SIZE))
        .all(&read)
        .await?;
    let clients = clients(&read, rows.iter().map(|row| row.client_id)).await?;
    let rows = rows.into_iter().map(|row| shown(&row, &clients)).collect();
    Ok(ProjectList { page: Page { rows, total, number: page } })
}

/// A project as a line.
pub(super) fn shown(row: &project::Model, clients: &HashMap<ClientId, String>) -> ProjectRow {
    ProjectRow {
        id: row.id,
        name: row.name.clone(),
        client: clients.get(&row.client_id).map(|name| (row.client_id, name.clone())),
        status: row.status,
        budget: row.budget.map(|minor| Money::new(minor, currency(row))),
        start: row.start_date,
        end: row.end_date,
    }
}

fn currency(row: &project::Model) -> Currency {
    Currency::parse(&row.currency).unwrap_or(Currency::USD)
}

fn matching(read: &Read, filter: &Filter) -> Condition {
    let mut all = Condition::all();
    let text = filter.text.trim().to_lowercase();
    if !text.is_empty() {
        let like = store::contains(&text);
        let named = Expr::col((project::Entity, project::Column::NameKey)).like(like.clone());
        // Cut like any other query: nobody finds a project by the name of a client that they may not see.
        let clients = read.find::<client::Entity>().filter(Expr::col((client::Entity, client::Column::NameKey)).like(like));
        let clients = clients.shape(|query| query.select_only().column(client::Column::Id)).into_query();
        all = all.add(Condition::any().add(named).add(project::Column::ClientId.in_subquery(clients)));
    }
    if let Some(status) = filter.status {
        all = all.add(project::Column::Status.eq(status));
    }
    if let Some(client) = filter.client {
        all = all.add(project::Column::ClientId.eq(client));
    }
    all
}

fn ordered(query: Select<project::Entity>, sort: ProjectSort, descending: bool) -> Select<project::Entity> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let query = match sort {
        ProjectSort::End => query.order_by_with_nulls(project::Column::EndDate, order.clone(), NullOrdering::Last),
        ProjectSort::Name => query.order_by(project::Column::NameKey, order.clone()),
        ProjectSort::Status => query.order_by(project::Column::Status, order.clone()).order_by_asc(project::Column::EndDate),
        // Amounts of different currencies are not compared.
        ProjectSort::Budget => {
            query.order_by_asc(project::Column::Currency).order_by_with_nulls(project::Column::Budget, order.clone(), NullOrdering::Last)
        }
    };
    query.order_by(project::Column::Id, order)
}
