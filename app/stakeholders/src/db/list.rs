//! The list of people at clients: one page, ordered and counted by the database.

use super::contact::{last_contact, last_contact_of_each};
use super::owners::owners;
use super::roles::roles;
use super::sealed::indexes;
use crate::types::{Sought, StakeholderList, StakeholderRow, StakeholderSort};
use domain::id::{ClientId, StakeholderId, UserId};
use domain::list::{PAGE_SIZE, Page, offset};
use domain::parse::Email;
use domain::policy::{Action, Noun};
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, NullOrdering, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, JoinType, Order, QueryOrder, QuerySelect, RelationTrait, Select};
use std::collections::HashMap;
use store::table::{client, stakeholder, stakeholder_meddpicc_role, stakeholder_relationship_owner};
use store::{Access, DbError, Handle, Read};

/// One page of the people at the clients that the person may see.
///
/// # Errors
/// No right to read them, or the database fails.
pub async fn list(
    access: &Access,
    sought: &Sought,
    sort: StakeholderSort,
    descending: bool,
    page: u64,
) -> Result<StakeholderList, DbError> {
    access.require(Action::Read, Noun::Stakeholder)?;
    let read = access.read().await?;
    let matching = matching(access, &read, sought)?;
    let total = read.find::<stakeholder::Entity>().filter(matching.clone()).count(&read).await?;
    let contact = SimpleExpr::from(last_contact_of_each(&read));
    let rows = read
        .find::<stakeholder::Entity>()
        .filter(matching)
        .shape(|query| ordered(query, sort, descending, contact).offset(offset(page)).limit(PAGE_SIZE))
        .all(&read)
        .await?;
    let ids: Vec<StakeholderId> = rows.iter().map(|row| row.id).collect();
    let clients = clients(&read, rows.iter().map(|row| row.client_id)).await?;
    let mut held = roles(&read, &ids).await?;
    let mut owners = owners(&read, &ids).await?;
    let last = last_contact(&read, &ids).await?;
    let row = |row: stakeholder::Model| StakeholderRow {
        id: row.id,
        name: row.name,
        job_title: row.job_title,
        client_id: row.client_id,
        client: clients.get(&row.client_id).cloned().unwrap_or_default(),
        roles: held.remove(&row.id).unwrap_or_default().into_iter().collect(),
        engagement: row.engagement_level,
        owners: owners.remove(&row.id).unwrap_or_default(),
        last_contact: last.get(&row.id).map(|at| at.date_naive()),
    };
    Ok(StakeholderList {
        page: Page { rows: rows.into_iter().map(row).collect(), total, number: page },
        can_create: access.may(Action::Create, Noun::Stakeholder),
    })
}

fn matching(access: &Access, read: &Read, sought: &Sought) -> Result<Condition, DbError> {
    let mut all = Condition::all();
    let text = store::name_key(&sought.text);
    if !text.is_empty() {
        let like = store::contains(&text);
        let title = Func::lower(Expr::col((stakeholder::Entity, stakeholder::Column::JobTitle)));
        let mut any = Condition::any()
            .add(Expr::col((stakeholder::Entity, stakeholder::Column::NameKey)).like(like.clone()))
            .add(Expr::expr(title).like(like));
        if let Ok(email) = Email::parse(&text) {
            any = any.add(stakeholder::Column::EmailIndex.is_in(indexes(&*read.store().keys()?, &email)));
        }
        all = all.add(any);
    }
    if let Ok(role) = sought.role.parse::<MeddpiccRole>() {
        let holders = read.find::<stakeholder_meddpicc_role::Entity>().filter(stakeholder_meddpicc_role::Column::MeddpiccRole.eq(role));
        let holders = holders.shape(|query| query.select_only().column(stakeholder_meddpicc_role::Column::StakeholderId));
        all = all.add(stakeholder::Column::Id.in_subquery(holders.into_query()));
    }
    if let Ok(level) = sought.level.parse::<EngagementLevel>() {
        all = all.add(stakeholder::Column::EngagementLevel.eq(level));
    }
    let owned = || {
        let owned = read.find::<stakeholder_relationship_owner::Entity>();
        owned.shape(|query| query.select_only().column(stakeholder_relationship_owner::Column::StakeholderId))
    };
    let owner = match sought.owner.as_str() {
        "me" => access.actor().ok().map(|actor| actor.id),
        other => other.parse::<UserId>().ok(),
    };
    if let Some(owner) = owner {
        let theirs = owned().filter(stakeholder_relationship_owner::Column::UserId.eq(owner));
        all = all.add(stakeholder::Column::Id.in_subquery(theirs.into_query()));
    } else if sought.owner == "none" {
        all = all.add(stakeholder::Column::Id.not_in_subquery(owned().into_query()));
    }
    Ok(all)
}

fn ordered(
    query: Select<stakeholder::Entity>,
    sort: StakeholderSort,
    descending: bool,
    contact: SimpleExpr,
) -> Select<stakeholder::Entity> {
    let order = if descending { Order::Desc } else { Order::Asc };
    let query = match sort {
        StakeholderSort::Name => return by_name(query, order),
        StakeholderSort::Client => {
            query.join(JoinType::InnerJoin, stakeholder::Relation::Client.def()).order_by(client::Column::NameKey, order)
        }
        StakeholderSort::Engagement => query.order_by(level(), order),
        // The engines disagree on where nothing stands.
        StakeholderSort::Contact => query.order_by_with_nulls(contact, order, NullOrdering::Last),
    };
    by_name(query, Order::Asc)
}

fn level() -> SimpleExpr {
    let column = || Expr::col((stakeholder::Entity, stakeholder::Column::EngagementLevel));
    let levels = EngagementLevel::ALL.iter();
    levels.fold(CaseStatement::new(), |case, level| case.case(column().eq(level.as_str()), level.order())).into()
}

fn by_name(query: Select<stakeholder::Entity>, order: Order) -> Select<stakeholder::Entity> {
    query.order_by(stakeholder::Column::NameKey, order).order_by_asc(stakeholder::Column::Id)
}

async fn clients(read: &Read, ids: impl Iterator<Item = ClientId>) -> Result<HashMap<ClientId, String>, DbError> {
    let ids: std::collections::HashSet<ClientId> = ids.collect();
    let query = read.find::<client::Entity>().filter(client::Column::Id.is_in(ids));
    let rows = query.all(read).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
