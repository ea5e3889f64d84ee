//! From an entry of the log to the things that it concerns, as far as the entry itself says.

use super::concerns::{self, Concern};
use super::news::{Key, Thing};
use crate::table::audit_log;
use domain::audit::AuditAction;
use domain::id::UserId;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an entry says.
pub(crate) struct Digest {
    pub(crate) concern: &'static Concern,
    /// The row's key as the log writes it.
    key: Vec<String>,
    before: Value,
    after: Value,
    pub(crate) removed: bool,
}

impl Digest {
    /// Nothing where the entry concerns no page.
    pub(crate) fn of(row: &audit_log::Model) -> Option<Self> {
        let concern = concerns::of_table(&row.resource_type)?;
        let key = row.resource_id.as_deref()?;
        // A key of one column may hold the character that joins several.
        let key = if concern.key.len() == 1 { vec![key.to_owned()] } else { key.split(':').map(str::to_owned).collect() };
        let mut changes = row.changes.as_deref().and_then(|changes| serde_json::from_str::<Value>(changes).ok()).unwrap_or_default();
        let mut side = |name: &str| changes.get_mut(name).map(Value::take).unwrap_or_default();
        Some(Self { concern, key, before: side("before"), after: side("after"), removed: row.action == AuditAction::Delete })
    }

    /// The row, if pages are about such rows.
    pub(crate) fn itself(&self) -> Option<Thing> {
        let (kind, key) = (self.concern.itself?, self.key.first()?);
        Some(Thing::new(kind, Key::of(key)))
    }

    /// The id of a row that has one for its key.
    pub(crate) fn id(&self) -> Option<Uuid> {
        match self.key.as_slice() {
            [one] => Uuid::try_parse(one).ok(),
            _ => None,
        }
    }

    /// The version that the change left.
    pub(crate) fn version(&self) -> Option<i32> {
        self.after.get("version").and_then(Value::as_i64).and_then(|version| i32::try_from(version).ok())
    }

    /// What a column named until now: of a key, or of a row that is gone or names something else now.
    pub(crate) fn was(&self, column: &str) -> Option<Key> {
        read(&self.before, column).or_else(|| self.in_key(column))
    }

    /// All that a column is known to have named, before and after.
    pub(crate) fn named(&self, column: &str) -> BTreeSet<Key> {
        [self.in_key(column), read(&self.before, column), read(&self.after, column)].into_iter().flatten().collect()
    }

    /// What it is, whoever asks; for a part, what it is a part of.
    pub(crate) fn about(&self) -> Option<Thing> {
        self.itself().or_else(|| {
            let (column, kind) = self.concern.links.first()?;
            let key = read(&self.after, column).or_else(|| self.was(column))?;
            Some(Thing::new(*kind, key))
        })
    }

    /// What shows the row, as far as the entry says.
    pub(crate) fn links(&self) -> BTreeSet<Thing> {
        let named = self.concern.links.iter().flat_map(|(column, kind)| self.named(column).into_iter().map(|id| Thing::new(*kind, id)));
        named.collect()
    }

    /// Whether the row must be looked at to know what it hangs on: an entry of a change says only what was changed.
    pub(crate) fn is_partial(&self) -> bool {
        let row = !self.removed && !self.before.is_null() && self.id().is_some();
        row && self.concern.links.iter().any(|(column, _)| self.named(column).is_empty())
    }

    /// Whose sight may have changed by it.
    pub(crate) fn people(&self) -> BTreeSet<UserId> {
        let lost = self.concern.people.iter().filter_map(|column| read(&self.before, column));
        let granted = self.concern.grants.iter().flat_map(|column| self.named(column));
        lost.chain(granted).filter_map(|key| key.id()).map(UserId).collect()
    }

    /// Whether one of these columns was changed.
    pub(crate) fn touches(&self, columns: &[&str]) -> bool {
        columns.iter().any(|column| self.before.get(column).is_some() || self.after.get(column).is_some())
    }

    fn in_key(&self, column: &str) -> Option<Key> {
        let at = self.concern.key.iter().position(|key| *key == column)?;
        self.key.get(at).map(|key| Key::of(key))
    }
}

fn read(side: &Value, column: &str) -> Option<Key> {
    side.get(column).and_then(Value::as_str).map(Key::of)
}
