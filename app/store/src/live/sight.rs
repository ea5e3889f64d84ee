//! What of the news is whose: the scope, asked once for each kind of thing, whatever the number of changes.

use super::concerns::noun;
use super::news::{Deed, Key, News, Note, Seen, Thing, Told};
use crate::access::{Access, Principal};
use crate::error::DbError;
use crate::read::{Handle, Read};
use crate::scope::InScope;
use crate::table::*;
use domain::live::{Change, Kind};
use domain::policy::{Action, Reach};
use sea_orm::{ColumnTrait, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// More transactions or changes than these at once are one question for everything.
const TOLD_AT_ONCE: usize = 100;
const CHANGES_AT_ONCE: usize = 500;

impl News {
    /// What a person is told of it: what they may see, and nothing of what they may not.
    ///
    /// # Errors
    /// The database fails.
    pub async fn seen_by(&self, access: &Access) -> Result<Seen, DbError> {
        let Principal::Person(me) = &access.principal else { return Ok(Seen::Told(Vec::new())) };
        if !me.inside() {
            return Ok(Seen::Told(Vec::new()));
        }
        let gone = |deed: &Deed| deed.gone.iter().any(|noun| me.may(Action::Read, *noun));
        if self.everything || self.deeds().any(|deed| deed.people.contains(&me.id) || gone(deed)) {
            return Ok(Seen::Everything);
        }
        let sight = Sight::of(access, self.deeds()).await?;
        let told: Vec<Told> = self.deeds().filter_map(|deed| sight.told(deed)).collect();
        let changes: usize = told.iter().map(|told| told.changes.len()).sum();
        Ok(if told.len() > TOLD_AT_ONCE || changes > CHANGES_AT_ONCE { Seen::Everything } else { Seen::Told(told) })
    }
}

/// What of the things that are spoken of a person may see.
struct Sight<'a> {
    access: &'a Access,
    within: BTreeMap<Kind, BTreeSet<Uuid>>,
}

impl<'a> Sight<'a> {
    async fn of(access: &'a Access, deeds: impl Iterator<Item = &'a Deed>) -> Result<Self, DbError> {
        let mut asked: BTreeMap<Kind, BTreeSet<Uuid>> = BTreeMap::new();
        let notes = deeds.flat_map(|deed| &deed.notes);
        for thing in notes.flat_map(|note| note.was.iter().chain(&note.shown_by).chain([&note.about])) {
            let partly = !matches!(reach(access, thing.kind), Reach::Everything | Reach::Nothing);
            if let (true, Key::Id(id)) = (partly, &thing.key) {
                asked.entry(thing.kind).or_default().insert(*id);
            }
        }
        let mut within = BTreeMap::new();
        if !asked.is_empty() {
            let read = access.read().await?;
            for (kind, ids) in asked {
                within.insert(kind, found(&read, kind, ids).await?);
            }
        }
        Ok(Self { access, within })
    }

    fn sees(&self, thing: &Thing) -> bool {
        match (reach(self.access, thing.kind), &thing.key) {
            (Reach::Everything, _) => true,
            (Reach::Nothing, _) | (_, Key::Word(_)) => false,
            (_, Key::Id(id)) => self.within.get(&thing.kind).is_some_and(|within| within.contains(id)),
        }
    }

    fn hears_of(&self, note: &Note) -> bool {
        note.to_colleagues || self.sees(&note.about) || note.was.iter().any(|thing| self.sees(thing))
    }

    fn told(&self, deed: &Deed) -> Option<Told> {
        let mut versions: BTreeMap<&Thing, Option<i32>> = BTreeMap::new();
        for note in deed.notes.iter().filter(|note| self.hears_of(note)) {
            // What hangs on a row that was changed itself in the same transaction is not told beside it.
            let version = versions.entry(&note.about).or_default();
            *version = note.version.max(*version);
            for thing in note.shown_by.iter().filter(|thing| self.sees(thing)) {
                versions.entry(thing).or_default();
            }
        }
        let change = |(thing, version): (&Thing, Option<i32>)| Change { kind: thing.kind, id: thing.key.to_string(), version };
        let changes: Vec<Change> = versions.into_iter().map(change).collect();
        (!changes.is_empty()).then_some(Told { seq: deed.seq, changes })
    }
}

fn reach(access: &Access, kind: Kind) -> Reach {
    access.principal.reach(Action::Read, noun(kind))
}

/// Of these rows, the ones in the person's scope.
async fn found(read: &Read, kind: Kind, ids: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, DbError> {
    match kind {
        Kind::Client => of::<client::Entity>(read, client::Column::Id, ids).await,
        Kind::Stakeholder => of::<stakeholder::Entity>(read, stakeholder::Column::Id, ids).await,
        Kind::Opportunity => of::<opportunity::Entity>(read, opportunity::Column::Id, ids).await,
        Kind::Activity => of::<activity::Entity>(read, activity::Column::Id, ids).await,
        Kind::Project => of::<project::Entity>(read, project::Column::Id, ids).await,
        Kind::Task => of::<task::Entity>(read, task::Column::Id, ids).await,
        Kind::TimeEntry => of::<time_entry::Entity>(read, time_entry::Column::Id, ids).await,
        Kind::Invoice => of::<invoice::Entity>(read, invoice::Column::Id, ids).await,
        Kind::ClientPortalAccess => of::<client_portal_access::Entity>(read, client_portal_access::Column::Id, ids).await,
        Kind::Competitor => of::<competitor::Entity>(read, competitor::Column::Id, ids).await,
        Kind::User => of::<user::Entity>(read, user::Column::Id, ids).await,
        Kind::Session => of::<session::Entity>(read, session::Column::Id, ids).await,
        Kind::ImportRun => of::<import_run::Entity>(read, import_run::Column::Id, ids).await,
        // Their keys are words.
        Kind::DealStage | Kind::Setting => Ok(BTreeSet::new()),
    }
}

async fn of<E: InScope>(read: &Read, id: E::Column, ids: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, DbError> {
    let query = read.find::<E>().filter(id.is_in(ids)).shape(|query| query.select_only().column_as(id, "id"));
    let found = query.all_as::<OneId>(read).await?;
    Ok(found.into_iter().map(|one| one.id).collect())
}

#[derive(sea_orm::FromQueryResult)]
struct OneId {
    id: Uuid,
}
