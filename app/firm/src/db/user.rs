//! People by their ids, as other pages name them.

use crate::people::{Colleague, Colleagues, Person};
use domain::AppError;
use domain::id::UserId;
use domain::policy::{Action, Noun};
use sea_orm::{ColumnTrait, ExprTrait};
use std::collections::HashMap;
use store::table::{setting, user};
use store::{Access, DbError, Handle, Origin, Store};

/// So many stand in the list; the rest are found by their names.
const LISTED: u64 = 300;

/// Names and job titles of these people. Everybody inside sees their colleagues' names on the records that they see.
///
/// # Errors
/// The database fails.
pub async fn people(on: &impl Handle, ids: impl IntoIterator<Item = UserId> + Send) -> Result<HashMap<UserId, Person>, DbError> {
    let ids: Vec<UserId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = on.colleagues(ids).await?;
    Ok(rows.into_iter().map(|(id, name, job_title)| (id, Person { id, name, job_title })).collect())
}

/// The first people by name whom a team may take in: with the firm, named or titled like the text, and not in `except`.
///
/// # Errors
/// The database fails.
pub async fn find_people(on: &impl Handle, text: &str, except: Vec<UserId>, limit: u64) -> Result<Vec<Person>, DbError> {
    let rows = on.find_colleagues(text, except, limit).await?;
    Ok(rows.into_iter().map(|(id, name, job_title)| Person { id, name, job_title }).collect())
}

/// One of our people, with the firm or not any more.
///
/// # Errors
/// No such colleague, or the database fails.
pub async fn colleague(access: &Access, id: UserId) -> Result<Colleague, DbError> {
    access.require(Action::Read, Noun::Colleague)?;
    let read = access.read().await?;
    let (name, job_title, active) = read.colleague(id).await?.ok_or(AppError::NotFound)?;
    Ok(Colleague { person: Person { id, name, job_title }, active })
}

/// Those who are with the firm and named or titled like the text.
///
/// # Errors
/// An outside user, or the database fails.
pub async fn colleagues(access: &Access, text: &str) -> Result<Colleagues, DbError> {
    access.require(Action::Read, Noun::Colleague)?;
    let read = access.read().await?;
    let mut people = find_people(&read, text, Vec::new(), LISTED + 1).await?;
    let more = people.len() as u64 > LISTED;
    people.truncate(usize::try_from(LISTED).unwrap_or(usize::MAX));
    Ok(Colleagues { people, more })
}

/// Whether the demonstration sign-ins exist: a mark that only the seeds leave.
///
/// # Errors
/// The database fails.
pub async fn demo_sign_ins(store: &Store) -> Result<bool, DbError> {
    let system = store.system("serve", Origin::default());
    let read = system.read().await?;
    let marked = read.find::<setting::Entity>().by_id("demonstration".to_owned()).one(&read).await?.is_some();
    let any = user::Column::Email.ends_with("@demo.test").and(user::Column::Active.eq(true));
    Ok(marked && read.find::<user::Entity>().filter(any).count(&read).await? > 0)
}
