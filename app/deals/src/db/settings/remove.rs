//! Taking a stage off the board. Its deals go to another one, each with its step in the history; a stage that history
//! names is retired rather than lost.

use super::{criteria::take_away, line::Line, move_all::move_all};
use crate::db::stages::{stage, stages};
use crate::stages::StageRemoval;
use domain::AppError;
use domain::currency::Currency;
use domain::money::Money;
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKey, StageKind};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect};
use store::table::{deal_stage, opportunity, opportunity_stage_change, stage_criterion};
use store::{Access, DbError, Handle, Write};

/// Names of deals that are shown before their stage goes.
const FIRST: u64 = 5;

/// What hangs on a stage, for whoever is about to remove it.
///
/// # Errors
/// No right, or no such open stage.
pub async fn removal(access: &Access, key: StageKey) -> Result<StageRemoval, DbError> {
    #[derive(FromQueryResult)]
    struct Sum {
        currency: String,
        count: i64,
        value: i64,
    }
    use opportunity::Column as C;
    access.require(Action::Delete, Noun::Stage)?;
    let read = access.read().await?;
    let open: Vec<Stage> = stages(&read).await?.into_iter().filter(|stage| stage.kind == StageKind::Open).collect();
    let at = open.iter().position(|stage| stage.key == key).ok_or(AppError::NotFound)?;
    let stage = open.get(at).cloned().ok_or(AppError::NotFound)?;
    let held = || read.find::<opportunity::Entity>().filter(C::Stage.eq(key.clone()));
    let shape = |query: sea_orm::Select<opportunity::Entity>| {
        let query = query.select_only().column(C::Currency).column_as(Expr::cust("COUNT(*)"), "count");
        query.column_as(store::sum(C::Value), "value").group_by(C::Currency).order_by_asc(C::Currency)
    };
    let sums: Vec<Sum> = held().shape(shape).all_as(&read).await?;
    let first = held().shape(|query| query.order_by_asc(C::NameKey).order_by_asc(C::Id).limit(FIRST)).all(&read).await?;
    let deals = sums.iter().map(|sum| sum.count).sum();
    let in_history = deals > 0 || named_by_history(&read, &key).await?;
    // Back is likelier than on: a deal has not done what the next stage asks of it.
    let targets = open.iter().take(at).rev().chain(open.iter().skip(at + 1)).cloned().collect();
    Ok(StageRemoval {
        stage,
        deals,
        sums: sums.iter().map(|sum| Money::new(sum.value, Currency::parse(&sum.currency).unwrap_or(Currency::USD))).collect(),
        first: first.into_iter().map(|row| (row.id, row.name)).collect(),
        targets,
        in_history,
    })
}

/// Removes an open stage. `deals` is how many it held when the person decided; they go to `to`. Answers whether history
/// still names it, so that it can be restored.
///
/// # Errors
/// Won, lost or the last open stage; nowhere to go for its deals; other deals than were seen; or by scope.
pub async fn remove(access: &Access, key: StageKey, to: Option<StageKey>, deals: i64) -> Result<bool, DbError> {
    access.require(Action::Delete, Noun::Stage)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let mut line = Line::take(write).await?;
                let gone = line.of(&key)?.clone();
                if gone.kind != StageKind::Open {
                    return Err(refused(format!("{} cannot be removed: every deal ends somewhere.", gone.name)));
                }
                if line.open.len() == 1 {
                    return Err(refused(format!("{} is the last open stage; a deal must begin somewhere.", gone.name)));
                }
                let held = write.find::<opportunity::Entity>().filter(opportunity::Column::Stage.eq(key.clone())).count(write).await?;
                let held = i64::try_from(held).unwrap_or(i64::MAX);
                if held != deals {
                    let now = if held == 1 { "1 deal".to_owned() } else { format!("{held} deals") };
                    return Err(refused(format!("{} holds {now} by now, and not what you saw. Look again.", gone.name)));
                }
                let target = match to {
                    _ if held == 0 => None,
                    Some(to) if to != key => {
                        let target = line.of(&to).ok().filter(|row| row.kind == StageKind::Open);
                        Some(stage(target.ok_or_else(|| AppError::field("to", "There is no such stage any more; choose another."))?))
                    }
                    _ => return Err(refused("Choose where its deals go.".into())),
                };
                line.open.retain(|row| row.key != key);
                let old = stage(&gone);
                let named = held > 0 || named_by_history(write, &key).await?;
                if named {
                    write.update::<deal_stage::Entity>(&gone, deal_stage::ActiveModel { retired: Set(true), ..Default::default() }).await?;
                } else {
                    lose(write, gone).await?;
                }
                line.write_places(write).await?;
                if let Some(target) = target {
                    move_all(write, &old, &target, &format!("The stage “{}” was removed", old.name)).await?;
                }
                Ok(named)
            })
        })
        .await
}

/// Removes a stage that nothing names, with what it asks for.
pub(super) async fn lose(write: &mut Write, gone: deal_stage::Model) -> Result<(), DbError> {
    let asked = write.find::<stage_criterion::Entity>().filter(stage_criterion::Column::Stage.eq(gone.key.clone())).all(write).await?;
    for row in asked {
        take_away(write, row).await?;
    }
    let name = gone.name.clone();
    let removed = write.delete::<deal_stage::Entity>(gone).await;
    removed.map_err(|error| error.on_reference("to", &format!("A deal came to {name} meanwhile. Look again.")))
}

/// Whether some deal ever came to it or left it. The first is asked first: an index answers it.
async fn named_by_history(on: &impl Handle, key: &StageKey) -> Result<bool, DbError> {
    use opportunity_stage_change::{Column, Entity};
    let one = |column: Column| on.find::<Entity>().filter(column.eq(key.clone())).shape(|query| query.limit(1)).one(on);
    Ok(one(Column::ToStage).await?.is_some() || one(Column::FromStage).await?.is_some())
}

fn refused(words: String) -> DbError {
    AppError::field("to", words).into()
}
