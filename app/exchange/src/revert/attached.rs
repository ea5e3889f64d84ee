//! What people have attached since to what an import made: deleting that would take their work along.

use super::PER_STATEMENT;
use super::rows::{Rows, Touched};
use sea_orm::{ColumnTrait, FromQueryResult, QuerySelect};
use std::collections::{BTreeMap, HashSet};
use store::table::*;
use store::{DbError, Handle, InScope, Write};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Child {
    parent: Uuid,
    own: Uuid,
}

/// How the key of a child is written, if the import makes such rows; else any child is in the way.
#[derive(Clone, Copy)]
enum Key {
    /// By its id.
    Id,
    /// The other part of the key, then the parent.
    Before,
    /// The parent, then the other part of the key.
    After,
    /// The import makes no such rows.
    Foreign,
}

impl Key {
    fn of(self, child: &Child) -> Option<String> {
        match self {
            Self::Id => Some(child.own.to_string()),
            Self::Before => Some(format!("{}:{}", child.own, child.parent)),
            Self::After => Some(format!("{}:{}", child.parent, child.own)),
            Self::Foreign => None,
        }
    }
}

/// Who points at the rows that an import makes: `parent: table.column, the other column, key, what people call it`.
macro_rules! links {
    ($($parent:literal: $table:ident . $column:ident, $own:ident, $key:ident, $noun:literal;)+) => {
        async fn every(on: &Write, made: &Made<'_>, name: impl Fn(&str, Uuid) -> Option<String>) -> Result<Vec<String>, DbError> {
            let mut found = Vec::new();
            $(
                let children = made.children::<$table::Entity>(on, $parent, $table::Column::$column, $table::Column::$own).await?;
                found.extend(made.foreign(children, stringify!($table), Key::$key, $noun, |id| name($parent, id)));
            )+
            Ok(found)
        }

        #[cfg(test)]
        const LINKS: &[(&str, &str, fn() -> String)] = &[$(($parent, stringify!($table), || {
            use sea_orm::sea_query::Iden;
            $table::Column::$column.unquoted().to_owned()
        })),+];
    };
}

links! {
    "client": opportunity.ClientId, Id, Id, "deals";
    "client": client_assignment.ClientId, UserId, Before, "members of its account team";
    "client": stakeholder.ClientId, ClientId, Foreign, "stakeholders";
    "client": activity.ClientId, ClientId, Foreign, "activities";
    "client": project.ClientId, ClientId, Foreign, "projects";
    "client": invoice.ClientId, ClientId, Foreign, "invoices";
    "client": client_portal_access.ClientId, ClientId, Foreign, "portal links";
    "client": user.ClientId, ClientId, Foreign, "portal users";
    "client": task_entity.ClientId, ClientId, Foreign, "linked tasks";
    "opportunity": opportunity_stage_change.OpportunityId, Id, Id, "moves to another stage";
    "opportunity": opportunity_team_member.OpportunityId, UserId, Before, "members of its team";
    "opportunity": opportunity_stakeholder.OpportunityId, OpportunityId, Foreign, "stakeholders";
    "opportunity": competitor_mention.OpportunityId, OpportunityId, Foreign, "competitors";
    "opportunity": activity.OpportunityId, OpportunityId, Foreign, "activities";
    "opportunity": project.OpportunityId, OpportunityId, Foreign, "projects";
    "opportunity": task_entity.OpportunityId, OpportunityId, Foreign, "linked tasks";
    "user": opportunity.CreatedBy, Id, Id, "deals";
    "user": opportunity_stage_change.ChangedBy, Id, Id, "moves of deals";
    "user": opportunity_team_member.UserId, OpportunityId, After, "deal teams";
    "user": client_assignment.UserId, ClientId, After, "account teams";
    "user": stakeholder_relationship_owner.UserId, UserId, Foreign, "relationships";
    "opportunity": criterion_tick.OpportunityId, OpportunityId, Foreign, "ticked criteria";
    "user": criterion_tick.TickedBy, TickedBy, Foreign, "ticked criteria";
    "user": session.UserId, UserId, Foreign, "sign-ins";
    "user": setting.UpdatedBy, UpdatedBy, Foreign, "changed settings";
    "user": activity.CreatedBy, CreatedBy, Foreign, "activities";
    "user": task.AssignedTo, AssignedTo, Foreign, "assigned tasks";
    "user": task.CreatedBy, CreatedBy, Foreign, "tasks";
    "user": task_entity.UserId, UserId, Foreign, "linked tasks";
    "user": time_entry.UserId, UserId, Foreign, "time entries";
    "user": client_portal_access.CreatedBy, CreatedBy, Foreign, "portal links";
    "user": audit_log.UserId, UserId, Foreign, "entries in the audit log";
    "user": import_run.StartedBy, StartedBy, Foreign, "imports";
}

/// Everything that hangs on rows of the import and is not of the import, in words.
pub(super) async fn since(on: &Write, touched: &[Touched], rows: &Rows) -> Result<Vec<String>, DbError> {
    let made = Made {
        keys: touched.iter().filter(|touch| touch.created).map(|touch| (touch.table.as_str(), touch.key.as_str())).collect(),
        ids: touched.iter().filter(|touch| touch.created).filter_map(|touch| Some((touch.table.as_str(), touch.id()?))).collect(),
    };
    every(on, &made, |table, id| {
        let key = id.to_string();
        match table {
            "client" => rows.clients.get(&key).map(|row| format!("the client “{}”", row.name)),
            "opportunity" => rows.deals.get(&key).map(|row| format!("the deal “{}”", row.name)),
            _ => rows.users.get(&key).map(|row| format!("the person “{}”", row.name)),
        }
    })
    .await
}

struct Made<'a> {
    keys: HashSet<(&'a str, &'a str)>,
    ids: Vec<(&'a str, Uuid)>,
}

impl Made<'_> {
    async fn children<E: InScope>(&self, on: &Write, parent: &str, column: E::Column, own: E::Column) -> Result<Vec<Child>, DbError> {
        let parents: Vec<Uuid> = self.ids.iter().filter(|(table, _)| *table == parent).map(|(_, id)| *id).collect();
        let mut found = Vec::new();
        for some in parents.chunks(PER_STATEMENT) {
            let of = on.find::<E>().filter(column.is_in(some.iter().copied()));
            let shaped = of.shape(|query| query.select_only().column_as(column, "parent").column_as(own, "own"));
            found.extend(shaped.all_as::<Child>(on).await?);
        }
        Ok(found)
    }

    fn foreign(&self, children: Vec<Child>, table: &str, key: Key, noun: &str, name: impl Fn(Uuid) -> Option<String>) -> Vec<String> {
        let mut count: BTreeMap<Uuid, u64> = BTreeMap::new();
        for child in children {
            let ours = key.of(&child).is_some_and(|key| self.keys.contains(&(table, key.as_str())));
            if !ours {
                *count.entry(child.parent).or_default() += 1;
            }
        }
        let said = |(id, count)| Some(format!("{} has {count} {noun} that the import did not make", name(id)?));
        count.into_iter().filter_map(said).collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use store::testing::TestDb;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_foreign_key_to_an_imported_row_is_looked_at() {
        let db = TestDb::sqlite().await;
        let sql = r#"SELECT k."table" AS parent, m.name AS child, k."from" AS col FROM sqlite_master m, pragma_foreign_key_list(m.name) k
            WHERE m.type = 'table' AND k."table" IN ('client', 'opportunity', 'user') AND k."to" = 'id' AND k."from" <> 'stakeholder_id'"#;
        let found = db.raw().await.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        assert!(found.len() >= 25, "{}", found.len());
        let known: Vec<(&str, &str, String)> = LINKS.iter().map(|(parent, table, column)| (*parent, *table, column())).collect();
        for row in found {
            let get = |name: &str| row.try_get::<String>("", name).unwrap();
            let (parent, child, column) = (get("parent"), get("child"), get("col"));
            assert!(
                known.iter().any(|(p, t, c)| *p == parent && *t == child && *c == column),
                "{child}.{column} points at {parent} and is not looked at"
            );
        }
    }
}
