//! Rotating the master key while servers run: a new active key, then every sealed value under it, batch by batch.
//!
//! It may be stopped anywhere and run again: what is done already names the new key and is passed over. The old key
//! stays in the file, retired, for the audit log's older rows.

use crate::access::Access;
use crate::error::DbError;
use crate::key_file::{self, KeyFileError};
use crate::keys::Keys;
use crate::open::LOOK_AGAIN;
use crate::read::Handle;
use crate::sealed::{self, Place, Sealed};
use crate::table::{key_check, stakeholder};
use domain::audit::AuditAction;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryOrder, QuerySelect, Select};
use std::time::Duration;

/// After this time every server has looked at the key file again.
const LEARNT: Duration = LOOK_AGAIN.saturating_add(Duration::from_millis(250));
/// Rows changed in one transaction.
const BATCH: u64 = 500;

/// Makes a new key the active one and retires the others. Takes some seconds: every server on this key file learns the
/// key before the first value is sealed under it, and leaves the old one before the first value is sealed anew.
///
/// # Errors
/// The key file cannot be written, or the database fails.
pub async fn begin(access: &Access) -> Result<String, DbError> {
    let store = access.store.clone();
    let fault = |error: KeyFileError| DbError::Corrupt(error.to_string());
    let mut keys = key_file::read(store.key_file()).map_err(fault)?;
    let new = key_file::fresh(&keys).map_err(fault)?;
    let id = new.0.clone();
    keys.push(new);
    key_file::write(store.key_file(), &keys).map_err(fault)?;
    tokio::time::sleep(LEARNT).await;
    keys.rotate_right(1);
    key_file::write(store.key_file(), &keys).map_err(fault)?;
    let check_value = store.reload_keys()?.check_value(&id).unwrap_or_default();
    let new = id.clone();
    access
        .write(move |write| {
            Box::pin(async move {
                let retire = Query::update().table(key_check::Entity).value(key_check::Column::State, "retired").take();
                write.housekeep(&retire).await?;
                // A server that started meanwhile has noted it already.
                let noted = Query::delete().from_table(key_check::Entity).and_where(key_check::Column::KeyId.eq(new.as_str())).take();
                write.housekeep(&noted).await?;
                let row = key_check::ActiveModel {
                    key_id: Set(new.clone()),
                    check_value: Set(check_value),
                    state: Set("active".into()),
                    created_at: Set(crate::id::now()),
                };
                write.bookkeep::<key_check::Entity>(row).await?;
                write.note(AuditAction::Update, "key", Some(new), None);
                Ok(())
            })
        })
        .await?;
    tokio::time::sleep(LEARNT).await;
    Ok(id)
}

/// Seals every value anew that names another key than the active one; says how many rows it changed.
///
/// # Errors
/// A value does not open: its row is named, and nothing of its batch is changed.
pub async fn reseal(access: &Access, mut progress: impl FnMut(u64)) -> Result<u64, DbError> {
    let (mut last, mut changed) = (uuid::Uuid::nil(), 0);
    loop {
        let (next, count) = access.write(move |write| Box::pin(batch(write, last))).await?;
        changed += count;
        progress(changed);
        match next {
            Some(next) => last = next,
            None => return Ok(changed),
        }
    }
}

/// How many rows still name another key than the active one.
///
/// # Errors
/// The database fails.
pub async fn remaining(access: &Access) -> Result<u64, DbError> {
    let (mut last, mut count) = (uuid::Uuid::nil(), 0);
    let keys = access.store.keys()?;
    loop {
        let read = access.read().await?;
        let rows = page(&read, last, |query| query).await?;
        let Some(end) = rows.last() else { return Ok(count) };
        last = end.id.0;
        count += rows.iter().filter(|row| stale(&keys, row)).count() as u64;
    }
}

type Shape = fn(Select<stakeholder::Entity>) -> Select<stakeholder::Entity>;

async fn page(on: &impl Handle, after: uuid::Uuid, shape: Shape) -> Result<Vec<stakeholder::Model>, DbError> {
    on.find::<stakeholder::Entity>()
        .filter(stakeholder::Column::Id.gt(after))
        .shape(|query| shape(query.order_by_asc(stakeholder::Column::Id).limit(BATCH)))
        .all(on)
        .await
}

fn stale(keys: &Keys, row: &stakeholder::Model) -> bool {
    [&row.email, &row.phone, &row.notes].into_iter().flatten().any(|sealed| sealed.key_id() != Some(keys.active()))
}

async fn batch(write: &mut crate::Write, after: uuid::Uuid) -> Result<(Option<uuid::Uuid>, u64), DbError> {
    let keys = write.store().keys()?;
    // Locked, so that nobody's edit comes between and is passed over.
    let rows = page(write, after, |query| query.lock_exclusive()).await?;
    let next = rows.last().map(|row| row.id.0);
    let mut changed = 0;
    for row in rows.into_iter().filter(|row| stale(&keys, row)) {
        let again = |column: &'static str, value: &Option<Sealed>| -> Result<Option<Sealed>, DbError> {
            let Some(value) = value else { return Ok(None) };
            let place = Place { table: "stakeholder", column, row: row.id.0 };
            Ok(Some(sealed::seal(&keys, place, &sealed::open(&keys, place, value)?)?))
        };
        let email = match &row.email {
            Some(value) => Some(sealed::open(&keys, Place { table: "stakeholder", column: "email", row: row.id.0 }, value)?),
            None => None,
        };
        // The version stays: nothing that a person sees has changed, and their edit must not be refused for it.
        let update = Query::update()
            .table(stakeholder::Entity)
            .value(stakeholder::Column::Email, again("email", &row.email)?)
            .value(stakeholder::Column::Phone, again("phone", &row.phone)?)
            .value(stakeholder::Column::Notes, again("notes", &row.notes)?)
            .value(stakeholder::Column::EmailIndex, email.and_then(|email| sealed::email_index(&keys, keys.active(), &email)))
            .and_where(stakeholder::Column::Id.eq(row.id))
            .and_where(stakeholder::Column::Version.eq(row.version))
            .take();
        changed += write.housekeep(&update).await?;
    }
    if changed > 0 {
        write.note(AuditAction::Update, "key", Some(keys.active().to_owned()), Some(serde_json::json!({ "resealed": changed })));
    }
    Ok((next, changed))
}
