//! Taking a win back: the project goes, what it was given returns, and the deal stands where it stood.

use super::form::contract;
use crate::db::won::last_win;
use crate::db::worked::{carried, worked};
use deals::db::undo_in;
use domain::AppError;
use domain::id::{OpportunityId, ProjectId};
use domain::stage::StageKey;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{criterion_tick, opportunity, phase, project, task};
use store::{Access, DbError, Handle, Write};

/// Removes the project and moves its deal back, while nobody has worked in the project; answers the deal.
///
/// # Errors
/// Somebody has worked in it; it came of no won deal; the move cannot be taken back any more; by scope.
pub async fn take_back(access: &Access, id: ProjectId, version: i32) -> Result<OpportunityId, DbError> {
    let me = access.actor()?.clone();
    access
        .write(move |write| {
            Box::pin(async move {
                let row = write.find::<project::Entity>().by_id(id).must(write).await?;
                let refuse = |words: String| DbError::from(AppError::field("undo", words));
                if write.find_for::<project::Entity>(domain::policy::Action::Delete).by_id(id).count(write).await? == 0 {
                    return Err(AppError::Forbidden.into());
                }
                let none = || refuse("This project came of no won deal; there is no win to take back.".into());
                let deal = row.opportunity_id.ok_or_else(none)?;
                let work = worked(write, id, deal).await?;
                if !work.nothing() {
                    let words = work.words().join(", ");
                    return Err(refuse(format!(
                        "Work has begun: {words}. Cancel the project instead, and reopen the deal if it is not won."
                    )));
                }
                if row.version != version {
                    return Err(refuse("Somebody changed this project meanwhile; look at it again.".into()));
                }
                let win = last_win(write, deal).await?.ok_or_else(none)?;
                write.about(row.client_id);
                give_back(write, id, deal).await?;
                write.delete::<project::Entity>(row).await?;
                let moved = undo_in(write, &me, win.id).await?;
                as_before(write, moved.after).await?;
                unconfirm(write, deal, &win.to_stage).await?;
                Ok(deal)
            })
        })
        .await
}

/// The promises are the deal's alone again, and the phases go one by one, so that the log names each.
async fn give_back(write: &mut Write, id: ProjectId, deal: OpportunityId) -> Result<(), DbError> {
    let tasks = write.find::<task::Entity>().filter(task::Column::ProjectId.eq(id)).filter(carried(write, deal)).all(write).await?;
    for row in tasks {
        let change = task::ActiveModel { project_id: Set(None), phase_id: Set(None), ..Default::default() };
        write.update::<task::Entity>(&row, change).await?;
    }
    for row in write.find::<phase::Entity>().filter(phase::Column::ProjectId.eq(id)).all(write).await? {
        write.delete::<phase::Entity>(row).await?;
    }
    Ok(())
}

/// What was confirmed with the win is confirmed no more.
async fn unconfirm(write: &mut Write, deal: OpportunityId, won: &StageKey) -> Result<(), DbError> {
    for line in contract(write, deal, won).await?.into_iter().filter(|line| line.ticked) {
        let tick = write.find::<criterion_tick::Entity>().by_id((deal, line.id)).must(write).await?;
        write.delete::<criterion_tick::Entity>(tick).await?;
    }
    Ok(())
}

/// The value that the deal had before it was settled with the win; one that somebody changed since stays.
async fn as_before(write: &mut Write, deal: opportunity::Model) -> Result<(), DbError> {
    let id = deal.id.to_string();
    let (won, settled) = (
        write.last_change::<opportunity::Entity>(&id, "stage").await?.unwrap_or_default(),
        write.last_change::<opportunity::Entity>(&id, "value").await?.unwrap_or_default(),
    );
    let version = |change: &serde_json::Value| change["after"]["version"].as_i64();
    let with_the_win = version(&won).is_some_and(|version_won| version(&settled) == Some(version_won + 1));
    match settled["before"]["value"].as_i64().filter(|_| with_the_win) {
        Some(value) => {
            let change = opportunity::ActiveModel { value: Set(value), ..Default::default() };
            write.update::<opportunity::Entity>(&deal, change).await.map(drop)
        }
        None => Ok(()),
    }
}
