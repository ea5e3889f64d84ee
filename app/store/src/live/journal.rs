//! Reading the log from where one stands to its end.

use super::concerns::{SHOWN_TO_COLLEAGUES, THROUGH};
use super::digest::Digest;
use super::links::{Hanging, Showing, named_by};
use super::news::{Deed, Key, News, Note, Thing};
use crate::error::DbError;
use crate::open::Store;
use crate::read;
use crate::table::{audit_head, audit_log};
use domain::audit::AuditAction;
use domain::id::SessionId;
use domain::live::Kind;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Changes that are told one by one; who is further behind asks for everything.
const CHANGES: usize = 1_000;
/// Entries that are looked through for them: most of a log may be readings.
const ENTRIES: i64 = 50_000;

/// The number of the last entry.
pub(crate) async fn head(store: &Store) -> Result<i64, DbError> {
    last(&read::begin(store).await?).await
}

async fn last(on: &DatabaseTransaction) -> Result<i64, DbError> {
    let head = audit_head::Entity::find_by_id(1).one(on).await?;
    head.map(|head| head.seq).ok_or_else(|| DbError::Corrupt("the audit log has no head".into()))
}

/// What was done after an entry, in one reading of the database.
pub(crate) async fn since(store: &Store, from: i64) -> Result<News, DbError> {
    let on = &read::begin(store).await?;
    let upto = last(on).await?;
    // A number that is yet to come was given out by another database, or by this one before it was restored.
    if from > upto || upto - from > ENTRIES {
        return Ok(News::everything(upto));
    }
    if from == upto {
        return Ok(News::new(upto, Vec::new()));
    }
    let rows = audit_log::Entity::find()
        .filter(audit_log::Column::Seq.gt(from))
        .filter(audit_log::Column::Seq.lte(upto))
        .filter(audit_log::Column::Action.is_in([AuditAction::Create, AuditAction::Update, AuditAction::Delete]))
        .order_by_asc(audit_log::Column::Seq)
        .limit(CHANGES as u64 + 1)
        .all(on)
        .await?;
    // An entry that names no row stands for many.
    if rows.len() > CHANGES || rows.iter().any(|row| row.resource_id.is_none()) {
        return Ok(News::everything(upto));
    }
    let entries: Vec<(audit_log::Model, Digest)> =
        rows.into_iter().filter_map(|row| Digest::of(&row).map(|digest| (row, digest))).collect();
    let known = Known::look_up(on, &entries).await?;
    Ok(News::new(upto, deeds(&entries, &known)))
}

/// What the entries themselves do not say.
struct Known {
    /// What changed rows hang on, by their table.
    rows: BTreeMap<&'static str, Hanging>,
    showing: Showing,
}

impl Known {
    async fn look_up(on: &DatabaseTransaction, entries: &[(audit_log::Model, Digest)]) -> Result<Self, DbError> {
        let mut partial: BTreeMap<&'static str, (&Digest, BTreeSet<Uuid>)> = BTreeMap::new();
        // What is a thing of its own is looked up below, with what else shows it.
        for (_, digest) in entries.iter().filter(|(_, digest)| digest.is_partial() && digest.concern.itself.is_none()) {
            partial.entry(digest.concern.table).or_insert_with(|| (digest, BTreeSet::new())).1.extend(digest.id());
        }
        let mut rows = BTreeMap::new();
        for (table, (digest, ids)) in partial {
            rows.insert(table, named_by(on, table, "id", digest.concern.links, &ids).await?);
        }
        let mut things = BTreeSet::new();
        for (_, digest) in entries {
            things.extend(digest.about().or_else(|| part_of(digest, &rows)));
            // A row without a client of its own was seen by its project's.
            if loses_sight(digest) && !names_client(digest) {
                things.extend(digest.was("project_id").map(|id| Thing::new(Kind::Project, id)));
            }
        }
        Ok(Self { rows, showing: Showing::of(on, &things).await? })
    }
}

fn names_client(digest: &Digest) -> bool {
    digest.concern.links.iter().any(|(_, kind)| *kind == Kind::Client)
}

/// Whether somebody may have seen the row until now who does not any more.
fn loses_sight(digest: &Digest) -> bool {
    digest.removed || digest.touches(&["client_id", "project_id"])
}

/// What a part is a part of, by the row as it stands.
fn part_of(digest: &Digest, rows: &BTreeMap<&'static str, Hanging>) -> Option<Thing> {
    let (_, kind) = digest.concern.links.first()?;
    let hanging = rows.get(digest.concern.table)?.get(&digest.id()?)?;
    hanging.iter().find(|thing| thing.kind == *kind).cloned()
}

/// The entries, put together by transaction: those were written at one moment by one session, one after the other.
fn deeds(entries: &[(audit_log::Model, Digest)], known: &Known) -> Vec<Deed> {
    let together = |(a, _): &(audit_log::Model, Digest), (b, _): &(audit_log::Model, Digest)| {
        (a.timestamp, a.user_id, a.session_id) == (b.timestamp, b.user_id, b.session_id)
    };
    entries.chunk_by(together).map(|entries| deed(entries, known)).collect()
}

fn deed(entries: &[(audit_log::Model, Digest)], known: &Known) -> Deed {
    let mut deed = Deed::default();
    for (row, digest) in entries {
        deed.seq = row.seq;
        deed.people.extend(digest.people());
        if let Some(Thing { kind: Kind::Session, key: Key::Id(id) }) = digest.itself() {
            deed.sessions.insert(SessionId(id));
        }
        let noun = digest.concern.itself.map(super::concerns::noun).filter(|_| digest.removed && digest.concern.takes_along);
        deed.gone.extend(noun);
        deed.notes.extend(note(row, digest, known));
    }
    deed
}

fn note(row: &audit_log::Model, digest: &Digest, known: &Known) -> Option<Note> {
    let about = digest.about().or_else(|| part_of(digest, &known.rows))?;
    let mut shown_by = digest.links();
    shown_by.extend(known.showing.shows(&about));
    if let Some(hanging) = digest.id().and_then(|id| known.rows.get(digest.concern.table)?.get(&id)) {
        shown_by.extend(hanging.iter().cloned());
    }
    shown_by.remove(&about);
    Some(Note {
        was: was(row, digest, known),
        version: digest.itself().and_then(|_| digest.version()),
        to_colleagues: about.kind == Kind::User && digest.touches(SHOWN_TO_COLLEAGUES),
        about,
        shown_by,
    })
}

/// By what a row was seen that is gone or hangs elsewhere now.
fn was(row: &audit_log::Model, digest: &Digest, known: &Known) -> BTreeSet<Thing> {
    let mut was = BTreeSet::new();
    if !loses_sight(digest) {
        return was;
    }
    if let Some(through) = THROUGH.iter().find(|through| through.gives_sight && through.table == digest.concern.table) {
        was.extend(through.links.iter().filter_map(|(column, kind)| Some(Thing::new(*kind, digest.was(column)?))));
        return was;
    }
    was.extend(digest.was("client_id").map(|id| Thing::new(Kind::Client, id)));
    was.extend(row.client_id.filter(|_| digest.removed).map(|id| Thing::new(Kind::Client, id.0)));
    if !names_client(digest) {
        let of_project = digest.was("project_id").map(|id| known.showing.shows(&Thing::new(Kind::Project, id)));
        was.extend(of_project.unwrap_or_default().into_iter().filter(|thing| thing.kind == Kind::Client));
    }
    was
}
