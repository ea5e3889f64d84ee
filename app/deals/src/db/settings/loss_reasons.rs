//! Why deals are lost: the firm's own list.

use crate::loss_reasons::{LossList, LossReason};
use domain::AppError;
use domain::audit::AuditAction;
use domain::deal::Outcome;
use domain::id::LossReasonId;
use domain::parse::Name;
use domain::pipeline::{MOST_LOSS_REASONS, moved, renumbered};
use domain::policy::{Action, Noun};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::table::loss_reason::{ActiveModel, Column, Entity, Model};
use store::table::opportunity;
use store::{Access, DbError, Handle, TypedOver, Write};

const TAKEN: &str = "is on the list already";

/// The list in order, each with how many lost deals name it; and how many name none.
///
/// # Errors
/// No right to change the list.
pub async fn list(access: &Access) -> Result<LossList, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        loss_reason_id: Option<LossReasonId>,
        count: i64,
    }
    use opportunity::Column as C;
    access.require(Action::Update, Noun::Stage)?;
    let read = access.read().await?;
    let rows = in_order(&read).await?;
    let named: Vec<Named> = read
        .find::<opportunity::Entity>()
        .filter(Condition::any().add(C::LossReasonId.is_not_null()).add(C::Outcome.eq(Outcome::Lost)))
        .shape(|query| {
            let query = query.select_only().column(C::LossReasonId).column_as(Expr::cust("COUNT(*)"), "count");
            query.group_by(C::LossReasonId)
        })
        .all_as(&read)
        .await?;
    let deals: HashMap<_, _> = named.into_iter().map(|row| (row.loss_reason_id, row.count)).collect();
    let reason = |row: Model| {
        let deals = deals.get(&Some(row.id)).copied().unwrap_or_default();
        LossReason { id: row.id, name: row.name, deals, version: row.version }
    };
    let others = deals.get(&None).copied().unwrap_or_default();
    Ok(LossList { list: rows.into_iter().map(reason).collect(), others })
}

async fn in_order(on: &impl Handle) -> Result<Vec<Model>, DbError> {
    on.find::<Entity>().shape(|query| query.order_by_asc(Column::Position).order_by_asc(Column::Id)).all(on).await
}

/// The list, which nobody else changes before this is done.
async fn take(write: &mut Write) -> Result<Vec<Model>, DbError> {
    write.serialise().await?;
    in_order(write).await
}

/// Adds a reason at the end.
///
/// # Errors
/// A wrong name, one that is taken, a full list, or no right.
pub async fn create(access: &Access, name: &str) -> Result<LossReasonId, DbError> {
    access.require(Action::Create, Noun::Stage)?;
    let name = Name::parse(name).map_err(|error| AppError::field("name", error.to_string()))?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut list = take(write).await?;
                if list.len() >= MOST_LOSS_REASONS {
                    let full = format!("cannot be added: there are {MOST_LOSS_REASONS} reasons, more than anybody reads; remove one first");
                    return Err(AppError::field("name", full).into());
                }
                let id = store::id::fresh::<LossReasonId>();
                let position = i32::try_from(list.len() + 1).unwrap_or(i32::MAX);
                let row = ActiveModel {
                    id: Set(id),
                    name: Set(name.into_inner()),
                    position: Set(position),
                    version: Set(1),
                    ..Default::default()
                };
                list.push(write.insert::<Entity>(row).await.map_err(|error| error.on_unique("name", TAKEN))?);
                write_places(write, list).await?;
                Ok(id)
            })
        })
        .await
}

/// Renames a reason and answers its new version. What was written on deals stays as it was written.
///
/// # Errors
/// A wrong name or one that is taken; [`AppError::Conflict`] with the newer one; or by scope. The field is the id's.
pub async fn rename(access: &Access, id: LossReasonId, name: &str, version: i32) -> Result<i32, DbError> {
    access.require(Action::Update, Noun::Stage)?;
    let typed = name.to_owned();
    let field = format!("{id}.name");
    let name = Name::parse(name).map_err(|error| AppError::field(&field, error.to_string()))?.into_inner();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<Entity>().by_id(id).must(write).await?;
                let over = TypedOver { seen: version, now: before.version, theirs: &before.name, yours: &name };
                if write.overtaken::<Entity>(&id.to_string(), "name", over).await? {
                    return Err(AppError::Conflict { field, theirs: before.name, yours: typed }.into());
                }
                let change = ActiveModel { name: Set(name), ..Default::default() };
                let after = write.update::<Entity>(&before, change).await.map_err(|error| error.on_unique(&field, TAKEN))?;
                Ok(after.version)
            })
        })
        .await
}

/// Puts a reason at a place of the list, counted from 1.
///
/// # Errors
/// [`AppError::Conflict`] if somebody put it elsewhere since `version`, or by scope.
pub async fn place(access: &Access, id: LossReasonId, to: i32, version: i32) -> Result<(), DbError> {
    access.require(Action::Update, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let list = take(write).await?;
                let from = list.iter().position(|row| row.id == id).ok_or(AppError::NotFound)?;
                let to = usize::try_from(to.max(1) - 1).unwrap_or_default().min(list.len() - 1);
                let row = list.get(from).ok_or(AppError::NotFound)?;
                if row.version != version && from != to && write.changed_since::<Entity>(&id.to_string(), "position", version).await? {
                    let at = |place: usize| format!("{} at place {}", row.name, place + 1);
                    return Err(AppError::Conflict { field: "to".into(), theirs: at(from), yours: at(to) }.into());
                }
                write_places(write, moved(list, from, to)).await
            })
        })
        .await
}

/// Takes a reason off the list. Deals that named it keep what was written and lose the link; the log says how many.
///
/// # Errors
/// By scope.
pub async fn remove(access: &Access, id: LossReasonId) -> Result<(), DbError> {
    access.require(Action::Delete, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let (gone, rest): (Vec<_>, Vec<_>) = take(write).await?.into_iter().partition(|row| row.id == id);
                let row = gone.into_iter().next().ok_or(AppError::NotFound)?;
                let named = write.find::<opportunity::Entity>().filter(opportunity::Column::LossReasonId.eq(id)).count(write).await?;
                write.delete::<Entity>(row).await?;
                if named > 0 {
                    let unlinked = serde_json::json!({ "before": { "loss_reason_id": id, "rows": named } });
                    write.note(AuditAction::Update, "opportunity", None, Some(unlinked));
                }
                write_places(write, rest).await
            })
        })
        .await
}

async fn write_places(write: &mut Write, list: Vec<Model>) -> Result<(), DbError> {
    for (row, position) in renumbered(list, |row| row.position) {
        write.update::<Entity>(&row, ActiveModel { position: Set(position), ..Default::default() }).await?;
    }
    Ok(())
}
