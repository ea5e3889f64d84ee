//! Who of theirs took part.

use super::edit::by_hand;
use super::log::{people_of, take_part};
use domain::id::{ActivityId, StakeholderId};
use domain::policy::{Action, Noun};
use sea_orm::ColumnTrait;
use std::collections::BTreeSet;
use store::table::activity_stakeholder::{Column, Entity};
use store::{Access, DbError, Handle};

/// Says that these took part, where it was those who were `held` to have: only what differs is changed, so that whom
/// somebody else named or took out meanwhile stays named or out.
///
/// # Errors
/// Somebody of another client, written by itself, or by scope.
pub async fn set(access: &Access, id: ActivityId, with: &[StakeholderId], held: &[StakeholderId]) -> Result<(), DbError> {
    access.require(Action::Update, Noun::Activity)?;
    let (with, held): (BTreeSet<StakeholderId>, BTreeSet<StakeholderId>) = (with.iter().copied().collect(), held.iter().copied().collect());
    access
        .write(move |write| {
            Box::pin(async move {
                // Two who say it at once would both find somebody missing.
                write.serialise().await?;
                let row = by_hand(write, id).await?;
                write.about(row.client_id);
                let there = write.find::<Entity>().filter(Column::ActivityId.eq(id)).all(write).await?;
                let named = |person: &StakeholderId| there.iter().any(|row| row.stakeholder_id == *person);
                let new: Vec<StakeholderId> = with.difference(&held).copied().filter(|person| !named(person)).collect();
                people_of(write, row.client_id, &new).await?;
                for person in new {
                    take_part(write, id, person).await?;
                }
                let gone: BTreeSet<StakeholderId> = held.difference(&with).copied().collect();
                for row in there.into_iter().filter(|row| gone.contains(&row.stakeholder_id)) {
                    write.delete::<Entity>(row).await?;
                }
                Ok(())
            })
        })
        .await
}
