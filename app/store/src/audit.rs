//! The audit log: append-only, each row bound to the one before it by a keyed hash.
//!
//! The hash is keyed, so that whoever can write the database and does not hold the key file cannot forge a row that
//! verifies. It finds changes after the fact; it cannot stop somebody who holds both.

use crate::access::{Access, Principal};
use crate::crypt;
use crate::error::DbError;
use crate::id::{fresh, now};
use crate::open::Store;
use crate::origin::Origin;
use crate::read::{Handle, sealed_trait::Inside};
use crate::table::{audit_head, audit_log};
use chrono::{DateTime, Utc};
use domain::audit::AuditAction;
use domain::id::{AuditLogId, SessionId, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryOrder, QuerySelect, RuntimeErr};

/// One thing that was done.
pub(crate) struct Entry {
    pub(crate) action: AuditAction,
    pub(crate) resource_type: String,
    pub(crate) resource_id: Option<String>,
    pub(crate) client_id: Option<uuid::Uuid>,
    pub(crate) changes: Option<serde_json::Value>,
}

/// What `audit verify` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written, and none is missing.
    Whole {
        /// How many rows.
        rows: i64,
    },
    /// The chain is broken.
    Broken {
        /// The number of the first row that is not as it was, or that is missing.
        seq: i64,
        /// What is wrong with it.
        reason: &'static str,
    },
}

const PER_STATEMENT: usize = 1_000;
const PER_PAGE: u64 = 5_000;

/// Appends rows at the end of the chain, and answers the number of the last. The head stays locked until the transaction
/// ends, so nobody forks it.
pub(crate) async fn append(
    on: &DatabaseTransaction,
    store: &Store,
    principal: &Principal,
    origin: &Origin,
    entries: Vec<Entry>,
) -> Result<Option<i64>, DbError> {
    if entries.is_empty() {
        return Ok(None);
    }
    let head = audit_head::Entity::find_by_id(1).lock_exclusive().one(on).await?;
    let head = head.ok_or_else(|| DbError::Corrupt("the audit log has no head".into()))?;
    let keys = store.keys()?;
    let key = keys.audit_key(keys.active()).ok_or_else(|| DbError::Corrupt("the active key is missing".into()))?;
    let (mut seq, mut hash, timestamp) = (head.seq, head.hash.clone(), now());
    let (user_id, agent) = match principal {
        Principal::Person(actor) => (Some(actor.id), origin.user_agent.clone()),
        Principal::System(name) => (None, Some(origin.user_agent.clone().unwrap_or_else(|| format!("throughline {name}")))),
    };
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        seq += 1;
        let row = audit_log::Model {
            id: fresh::<AuditLogId>(),
            seq,
            user_id,
            action: entry.action,
            resource_type: entry.resource_type,
            resource_id: entry.resource_id,
            client_id: entry.client_id.map(domain::id::ClientId),
            changes: entry.changes.map(|changes| changes.to_string()),
            ip_address: origin.ip.clone(),
            user_agent: agent.clone(),
            session_id: origin.session,
            timestamp,
            key_id: keys.active().to_owned(),
            prev_hash: hash,
            hash: Vec::new(),
        };
        hash = crypt::mac(key, &canonical(&row));
        let row = sea_orm::IntoActiveModel::into_active_model(audit_log::Model { hash: hash.clone(), ..row });
        rows.push(sea_orm::ActiveModelTrait::reset_all(row));
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(PER_STATEMENT).collect();
        audit_log::Entity::insert_many(chunk).exec_without_returning(on).await?;
    }
    let head = audit_head::ActiveModel { id: Set(1), seq: Set(seq), hash: Set(hash) };
    audit_head::Entity::update(head).exec(on).await?;
    Ok(Some(seq))
}

/// The bytes that the hash covers: every field with its length, so that no two rows read alike.
fn canonical(row: &audit_log::Model) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let mut field = |part: Option<&[u8]>| match part {
        None => bytes.extend_from_slice(&u64::MAX.to_be_bytes()),
        Some(part) => {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
    };
    let user: Option<UserId> = row.user_id;
    let session: Option<SessionId> = row.session_id;
    let timestamp: DateTime<Utc> = row.timestamp;
    field(Some(&row.seq.to_be_bytes()));
    field(Some(row.id.0.as_bytes()));
    field(user.as_ref().map(|id| id.0.as_bytes().as_slice()));
    field(Some(row.action.as_str().as_bytes()));
    field(Some(row.resource_type.as_bytes()));
    field(row.resource_id.as_deref().map(str::as_bytes));
    field(row.client_id.as_ref().map(|id| id.0.as_bytes().as_slice()));
    field(row.changes.as_deref().map(str::as_bytes));
    field(row.ip_address.as_deref().map(str::as_bytes));
    field(row.user_agent.as_deref().map(str::as_bytes));
    field(session.as_ref().map(|id| id.0.as_bytes().as_slice()));
    field(Some(&timestamp.timestamp_micros().to_be_bytes()));
    field(Some(row.key_id.as_bytes()));
    field(Some(&row.prev_hash));
    bytes
}

/// Reads the whole chain and names the first row that is not as it was written.
///
/// # Errors
/// The log cannot be read.
pub async fn verify(access: &Access) -> Result<Verdict, DbError> {
    let read = access.read().await?;
    access.require(domain::policy::Action::Read, domain::policy::Noun::AuditLog)?;
    let on = read.transaction();
    let keys = read.store().keys()?;
    let (mut last, mut hash) = (0_i64, vec![0_u8; 32]);
    // A forged row may stand before the first.
    let (mut after, mut step) = (i64::MIN, PER_PAGE);
    loop {
        let rows = read
            .find::<audit_log::Entity>()
            .filter(audit_log::Column::Seq.gt(after))
            .shape(|query| query.order_by_asc(audit_log::Column::Seq).limit(step))
            .all(&read)
            .await;
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) if !unreadable(&error) => return Err(error),
            Err(_) if step == 1 => return Ok(Verdict::Broken { seq: last + 1, reason: "it cannot be read" }),
            // One of these: find out which.
            Err(_) => {
                step = 1;
                continue;
            }
        };
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let broken = |reason| Ok(Verdict::Broken { seq: last + 1, reason });
            if row.seq < 1 {
                return Ok(Verdict::Broken { seq: row.seq, reason: "it stands before the first row" });
            }
            if row.seq != last + 1 {
                return broken("the row is missing");
            }
            if row.prev_hash != hash {
                return broken("it does not follow the row before it");
            }
            let Some(key) = keys.audit_key(&row.key_id) else {
                return broken("the key that it names is not in the key file");
            };
            if !crypt::same(&crypt::mac(key, &canonical(&row)), &row.hash) {
                return broken("its content is not what was written");
            }
            (last, hash) = (row.seq, row.hash);
            after = last;
        }
    }
    let head = audit_head::Entity::find_by_id(1).one(on).await?;
    Ok(match head {
        Some(head) if head.seq == last && head.hash == hash => Verdict::Whole { rows: last },
        Some(head) if head.seq > last => Verdict::Broken { seq: last + 1, reason: "the row is missing" },
        _ => Verdict::Broken { seq: last, reason: "the head of the log does not name it" },
    })
}

/// Whether a stored value is one that this program never writes, rather than the database out of order.
fn unreadable(error: &DbError) -> bool {
    match error {
        DbError::Db(DbErr::Type(_)) => true,
        DbError::Db(DbErr::Query(RuntimeErr::SqlxError(error))) => matches!(error.as_ref(), sea_orm::sqlx::Error::ColumnDecode { .. }),
        _ => false,
    }
}
