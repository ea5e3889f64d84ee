//! What people are to the client's deals. A role is the person's own: in each deal the same.

use domain::id::StakeholderId;
use domain::stakeholder::MeddpiccRole;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use std::collections::{BTreeSet, HashMap};
use store::table::stakeholder;
use store::table::stakeholder_meddpicc_role::{ActiveModel, Column, Entity};
use store::{Access, DbError, Handle, Write};

/// The roles of each of these people.
///
/// # Errors
/// The database fails.
pub async fn roles(on: &impl Handle, ids: &[StakeholderId]) -> Result<HashMap<StakeholderId, BTreeSet<MeddpiccRole>>, DbError> {
    let rows = on.find::<Entity>().filter(Column::StakeholderId.is_in(ids.iter().copied())).all(on).await?;
    let mut held: HashMap<_, BTreeSet<_>> = HashMap::new();
    for row in rows {
        held.entry(row.stakeholder_id).or_default().insert(row.meddpicc_role);
    }
    Ok(held)
}

/// Gives somebody a role or takes it, inside the caller's transaction; it is so afterwards, whoever was faster.
///
/// # Errors
/// By scope.
pub async fn give(write: &mut Write, person: StakeholderId, role: MeddpiccRole, on: bool) -> Result<(), DbError> {
    let held = write.find::<Entity>().by_id((person, role)).one(write).await?;
    match (held, on) {
        (None, true) => {
            let row = ActiveModel { stakeholder_id: Set(person), meddpicc_role: Set(role), ..Default::default() };
            write.insert::<Entity>(row).await.map(drop)
        }
        (Some(held), false) => write.delete::<Entity>(held).await,
        (None, false) | (Some(_), true) => Ok(()),
    }
}

/// Gives somebody a role, takes one, or both.
///
/// # Errors
/// By scope.
pub async fn set_role(access: &Access, id: StakeholderId, gives: Option<MeddpiccRole>, takes: Option<MeddpiccRole>) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                let person = write.find::<stakeholder::Entity>().by_id(id).must(write).await?;
                for (role, on) in [(gives, true), (takes, false)] {
                    if let Some(role) = role {
                        give(write, person.id, role, on).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}
