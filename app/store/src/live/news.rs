//! What was read from the log, before anybody's scope has cut it.

use domain::id::{SessionId, UserId};
use domain::live::{Change, Kind};
use domain::policy::Noun;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Which row, of a table whose key is an id or a word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    Id(Uuid),
    Word(String),
}

impl Key {
    /// As the log writes it.
    pub(crate) fn of(text: &str) -> Self {
        Uuid::try_parse(text).map_or_else(|_| Self::Word(text.to_owned()), Self::Id)
    }

    /// The id, where it is one.
    pub(crate) const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Word(_) => None,
        }
    }
}

impl From<Uuid> for Key {
    fn from(id: Uuid) -> Self {
        Self::Id(id)
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Word(word) => word.fmt(f),
        }
    }
}

/// Something that a page can be about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Thing {
    pub(crate) kind: Kind,
    pub(crate) key: Key,
}

impl Thing {
    pub(crate) fn new(kind: Kind, key: impl Into<Key>) -> Self {
        Self { kind, key: key.into() }
    }
}

/// One entry of the log, as pages are concerned by it.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// The row itself, or what it is a part of: who may not see this hears nothing.
    pub(crate) about: Thing,
    /// By what the row was seen, where it is gone or was carried off: its client, as a rule.
    pub(crate) was: BTreeSet<Thing>,
    /// The version that was left, where the row itself is what pages are about.
    pub(crate) version: Option<i32>,
    /// What else shows it.
    pub(crate) shown_by: BTreeSet<Thing>,
    /// Of a person: something that every colleague is shown.
    pub(crate) to_colleagues: bool,
}

/// What one transaction did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deed {
    /// The number of its last entry.
    pub(crate) seq: i64,
    pub(crate) notes: Vec<Note>,
    /// Whose sight may have changed.
    pub(crate) people: BTreeSet<UserId>,
    /// Sessions that were changed: ended, that is.
    pub(crate) sessions: BTreeSet<SessionId>,
    /// Kinds of things that went with much else: whoever sees any of the kind asks anew.
    pub(crate) gone: Vec<Noun>,
}

/// A stretch of the log. Cheap to clone.
#[derive(Clone, Debug)]
pub struct News {
    /// The number of the last entry that is in it.
    pub upto: i64,
    after: i64,
    /// More has happened than is worth telling one by one.
    pub(crate) everything: bool,
    all: Arc<[Deed]>,
}

impl News {
    pub(crate) fn new(upto: i64, deeds: Vec<Deed>) -> Self {
        Self { upto, after: i64::MIN, everything: false, all: deeds.into() }
    }

    /// So much that everybody asks for everything.
    pub(crate) fn everything(upto: i64) -> Self {
        Self { everything: true, ..Self::new(upto, Vec::new()) }
    }

    /// The same without what goes up to here, which was heard already.
    pub(crate) fn after(self, after: i64) -> Self {
        Self { after, ..self }
    }

    pub(crate) fn deeds(&self) -> impl Iterator<Item = &Deed> {
        self.all.iter().filter(|deed| deed.seq > self.after)
    }

    /// Nothing that anybody would be told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.deeds().next().is_none()
    }

    /// Whether a person's rights, or one of their sessions, may have changed: ask again who they are.
    #[must_use]
    pub fn about_person(&self, person: UserId, session: SessionId) -> bool {
        self.everything || self.deeds().any(|deed| deed.people.contains(&person) || deed.sessions.contains(&session))
    }
}

/// What a person is told of one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The number of its last entry.
    pub seq: i64,
    /// What has changed together.
    pub changes: Vec<Change>,
}

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// These, in the order in which they happened; none if nothing was theirs to see.
    Told(Vec<Told>),
    /// Everything may be otherwise.
    Everything,
}
