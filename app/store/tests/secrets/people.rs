//! Stakeholders with sealed data, as a subject would write, read and find them.

use crate::firm::a_stakeholder;
use crate::room::id;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::sealed::{Place, Sealed, email_index, open, seal};
use store::table::stakeholder;
use store::{DbError, Handle, Store};

pub(crate) const CLIENT: u128 = 0xC;

pub(crate) fn place(column: &'static str, row: u128) -> Place {
    Place { table: "stakeholder", column, row: id(row) }
}

pub(crate) fn sealed(store: &Store, column: &'static str, row: u128, text: &str) -> Result<Sealed, DbError> {
    Ok(seal(&*store.keys()?, place(column, row), text)?)
}

/// A person with all three values under the key that is active now.
pub(crate) fn person(store: &Store, n: u128, email: &str) -> Result<stakeholder::ActiveModel, DbError> {
    let keys = store.keys()?;
    Ok(stakeholder::ActiveModel {
        email: Set(Some(seal(&keys, place("email", n), email)?)),
        email_index: Set(email_index(&keys, keys.active(), email)),
        phone: Set(Some(seal(&keys, place("phone", n), &phone(n))?)),
        notes: Set(Some(seal(&keys, place("notes", n), &notes(n))?)),
        ..a_stakeholder(n, CLIENT)
    })
}

pub(crate) fn email(n: u128) -> String {
    format!("person{n}@client.example")
}

pub(crate) fn phone(n: u128) -> String {
    format!("+49 40 {n:07}")
}

pub(crate) fn notes(n: u128) -> String {
    format!("Person {n} reads everything twice.")
}

/// All three values as they open now.
pub(crate) fn opened(store: &Store, row: &stakeholder::Model) -> Result<[String; 3], DbError> {
    let keys = store.keys()?;
    let place = |column| Place { table: "stakeholder", column, row: row.id.0 };
    let opened = |column, value: &Option<Sealed>| open(&keys, place(column), value.as_ref().ok_or(store::sealed::SealError::NoRow)?);
    Ok([opened("email", &row.email)?, opened("phone", &row.phone)?, opened("notes", &row.notes)?])
}

/// Who has this address, whatever key their index is under.
pub(crate) async fn found_by_email(store: &Store, email: &str) -> Result<Vec<stakeholder::Model>, DbError> {
    let keys = store.keys()?;
    let indexes: Vec<Vec<u8>> = keys.ids().filter_map(|id| email_index(&keys, id, email)).collect();
    let read = store.system("test", store::Origin::default()).read().await?;
    read.find::<stakeholder::Entity>().filter(stakeholder::Column::EmailIndex.is_in(indexes)).all(&read).await
}
