//! Who of us owns a relationship: any number of colleagues, given and taken one by one.

use domain::AppError;
use domain::id::{ClientId, StakeholderId, UserId};
use domain::policy::{Action, Noun};
use firm::Person;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use std::collections::{HashMap, HashSet};
use store::table::stakeholder_relationship_owner::{ActiveModel, Column, Entity};
use store::table::{client_assignment, stakeholder};
use store::{Access, DbError, Handle, Read};

/// So many colleagues are chosen from.
const LISTED: u64 = 200;

/// Who owns the relationship with each of these people, by name.
///
/// # Errors
/// The database fails.
pub(super) async fn owners(on: &impl Handle, ids: &[StakeholderId]) -> Result<HashMap<StakeholderId, Vec<Person>>, DbError> {
    let rows = on.find::<Entity>().filter(Column::StakeholderId.is_in(ids.iter().copied())).all(on).await?;
    let people = firm::db::people(on, rows.iter().map(|row| row.user_id)).await?;
    let mut owners: HashMap<_, Vec<Person>> = HashMap::new();
    for row in rows {
        if let Some(person) = people.get(&row.user_id) {
            owners.entry(row.stakeholder_id).or_default().push(person.clone());
        }
    }
    for owners in owners.values_mut() {
        owners.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    }
    Ok(owners)
}

/// Who may come to own a relationship at a client: colleagues who are still with the firm, those of its account team first.
pub(super) async fn candidates(read: &Read, client: ClientId) -> Result<Vec<Person>, DbError> {
    let team = read.find::<client_assignment::Entity>().filter(client_assignment::Column::ClientId.eq(client)).all(read).await?;
    let team: HashSet<UserId> = team.into_iter().map(|row| row.user_id).collect();
    let mut all = firm::db::find_people(read, "", Vec::new(), LISTED).await?;
    all.sort_by_key(|person| !team.contains(&person.id));
    Ok(all)
}

/// Says that one of us owns the relationship, or does not; it is so afterwards, whoever was faster.
///
/// # Errors
/// Somebody who has left or is outside, or by scope.
pub async fn set_owner(access: &Access, id: StakeholderId, user: UserId, owns: bool) -> Result<(), DbError> {
    access.require(Action::Update, Noun::Stakeholder)?;
    access
        .write(move |write| {
            Box::pin(async move {
                // Two who say it at once would both find nobody.
                write.serialise().await?;
                let person = write.find_for::<stakeholder::Entity>(Action::Update).by_id(id).must(write).await?;
                write.about(person.client_id);
                let held = write.find::<Entity>().by_id((id, user)).one(write).await?;
                match (held, owns) {
                    (None, true) if !write.is_colleague(user).await? => {
                        Err(AppError::field("user", "is not with the firm any more; choose somebody else").into())
                    }
                    (None, true) => {
                        let row = ActiveModel { stakeholder_id: Set(id), user_id: Set(user), ..Default::default() };
                        write.insert::<Entity>(row).await.map(drop)
                    }
                    (Some(held), false) => write.delete::<Entity>(held).await,
                    (None, false) | (Some(_), true) => Ok(()),
                }
            })
        })
        .await
}
