//! What hangs on what, looked up where the log does not say: one question for a table, whatever the number of rows.

use super::concerns::{self, Link, THROUGH};
use super::news::{Key, Thing};
use crate::error::DbError;
use domain::live::Kind;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What each of some rows of one table hangs on.
pub(crate) type Hanging = BTreeMap<Uuid, BTreeSet<Thing>>;

/// What rows of a table name by these columns. Rows that are gone name nothing.
pub(crate) async fn named_by(
    on: &DatabaseTransaction,
    table: &'static str,
    key: &'static str,
    links: &'static [Link],
    ids: &BTreeSet<Uuid>,
) -> Result<Hanging, DbError> {
    let mut hanging = Hanging::new();
    if ids.is_empty() || links.is_empty() {
        return Ok(hanging);
    }
    let columns = links.iter().map(|(column, _)| *column);
    let query = Query::select().column(key).columns(columns).from(table).and_where(Expr::col(key).is_in(ids.iter().copied())).take();
    for row in on.query_all(&query).await? {
        let id: Uuid = row.try_get_by_index(0)?;
        let things = hanging.entry(id).or_default();
        for (at, (_, kind)) in links.iter().enumerate() {
            things.extend(named(&row, at + 1, *kind)?.map(|key| Thing::new(*kind, key)));
        }
    }
    Ok(hanging)
}

fn named(row: &QueryResult, at: usize, of: Kind) -> Result<Option<Key>, DbError> {
    Ok(match of {
        Kind::DealStage | Kind::Setting => row.try_get_by_index::<Option<String>>(at)?.map(Key::Word),
        _ => row.try_get_by_index::<Option<Uuid>>(at)?.map(Key::Id),
    })
}

/// What shows things, beside themselves: what they name, and what rows elsewhere say.
pub(crate) struct Showing(BTreeMap<Kind, Hanging>);

impl Showing {
    pub(crate) async fn of(on: &DatabaseTransaction, things: &BTreeSet<Thing>) -> Result<Self, DbError> {
        let mut ids: BTreeMap<Kind, BTreeSet<Uuid>> = BTreeMap::new();
        for thing in things {
            if let Key::Id(id) = thing.key {
                ids.entry(thing.kind).or_default().insert(id);
            }
        }
        let mut all = BTreeMap::new();
        for (kind, ids) in ids {
            let Some(concern) = concerns::of_kind(kind) else { continue };
            let mut hanging = named_by(on, concern.table, "id", concern.links, &ids).await?;
            for through in THROUGH.iter().filter(|through| through.kind == kind) {
                for (id, things) in named_by(on, through.table, through.back, through.links, &ids).await? {
                    hanging.entry(id).or_default().extend(things);
                }
            }
            all.insert(kind, hanging);
        }
        Ok(Self(all))
    }

    pub(crate) fn shows(&self, thing: &Thing) -> BTreeSet<Thing> {
        let Key::Id(id) = thing.key else { return BTreeSet::new() };
        self.0.get(&thing.kind).and_then(|hanging| hanging.get(&id)).cloned().unwrap_or_default()
    }
}
