//! The rows that an import touched, as they are now.

use super::{PER_STATEMENT, Reverted, tell_earlier};
use crate::{ledger, snapshot};
use domain::id::ImportRunId;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ModelTrait};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};
use store::table::{client, client_assignment, import_change, opportunity, opportunity_stage_change, opportunity_team_member, user};
use store::{DbError, Handle, InScope, Row, Write};
use uuid::Uuid;

/// One touch of a row.
pub(super) struct Touched {
    pub(super) run: ImportRunId,
    pub(super) table: String,
    pub(super) key: String,
    pub(super) created: bool,
    left: Option<i32>,
    found: Option<i32>,
    old: Map<String, Json>,
}

impl Touched {
    pub(super) fn read(change: import_change::Model) -> Result<Self, DbError> {
        let before: Json = serde_json::from_str(change.before.as_deref().unwrap_or("{}"))
            .map_err(|error| DbError::Corrupt(format!("import_change: {error}")))?;
        let number = |name: &str| before.get(name).and_then(Json::as_i64).and_then(|number| i32::try_from(number).ok());
        Ok(Self {
            run: change.run_id,
            left: number("left"),
            found: number("found"),
            old: before.get("old").and_then(Json::as_object).cloned().unwrap_or_default(),
            created: change.kind == "created",
            table: change.resource_type,
            key: change.resource_id,
        })
    }

    /// The row's id, where one column is its key.
    pub(super) fn id(&self) -> Option<Uuid> {
        Uuid::try_parse(&self.key).ok()
    }

    /// The last part of the key: the row's id, or what it belongs to.
    fn belongs(&self) -> Option<Uuid> {
        Uuid::try_parse(self.key.rsplit(':').next()?).ok()
    }
}

type Found<E> = HashMap<String, <E as EntityTrait>::Model>;

/// The rows by their keys.
pub(super) struct Rows {
    pub(super) users: Found<user::Entity>,
    pub(super) clients: Found<client::Entity>,
    pub(super) deals: Found<opportunity::Entity>,
    assignments: Found<client_assignment::Entity>,
    moves: Found<opportunity_stage_change::Entity>,
    members: Found<opportunity_team_member::Entity>,
}

impl Rows {
    pub(super) async fn load(on: &Write, touched: &[Touched]) -> Result<Self, DbError> {
        Ok(Self {
            users: load::<user::Entity>(on, touched, "user", user::Column::Id).await?,
            clients: load::<client::Entity>(on, touched, "client", client::Column::Id).await?,
            deals: load::<opportunity::Entity>(on, touched, "opportunity", opportunity::Column::Id).await?,
            assignments: load::<client_assignment::Entity>(on, touched, "client_assignment", client_assignment::Column::ClientId).await?,
            moves: load::<opportunity_stage_change::Entity>(on, touched, "opportunity_stage_change", opportunity_stage_change::Column::Id)
                .await?,
            members: load::<opportunity_team_member::Entity>(
                on,
                touched,
                "opportunity_team_member",
                opportunity_team_member::Column::OpportunityId,
            )
            .await?,
        })
    }

    /// Rows whose version is not the one that the import left.
    pub(super) fn changed_since(&self, touched: &[Touched]) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut changed = Vec::new();
        // Newest first: what the import did last to a row is how it left it.
        for touch in touched.iter().filter(|touch| seen.insert((touch.table.as_str(), touch.key.as_str()))) {
            let now = match touch.table.as_str() {
                "user" => self.users.get(&touch.key).map(|row| (row.version, format!("the person “{}”", row.name))),
                "client" => self.clients.get(&touch.key).map(|row| (row.version, format!("the client “{}”", row.name))),
                "opportunity" => self.deals.get(&touch.key).map(|row| (row.version, format!("the deal “{}”", row.name))),
                "client_assignment" => {
                    self.assignments.get(&touch.key).map(|row| (row.version, format!("a part in an account team ({})", touch.key)))
                }
                _ => None,
            };
            if let Some((_, what)) = now.filter(|(version, _)| Some(*version) != touch.left) {
                changed.push(format!("{what} was changed"));
            }
        }
        changed
    }

    /// Undoes each touch; the touches come newest first.
    pub(super) async fn undo(&mut self, write: &mut Write, touched: &[Touched]) -> Result<Reverted, DbError> {
        let created: HashSet<Uuid> =
            touched.iter().filter(|touch| touch.created && touch.table == "opportunity").filter_map(Touched::id).collect();
        // These go with their deal.
        self.moves.retain(|_, row| !created.contains(&row.opportunity_id.0));
        self.members.retain(|_, row| !created.contains(&row.opportunity_id.0));
        let mut undo = Undo { write, done: Reverted::default(), restored: HashMap::new() };
        for touch in touched {
            match touch.table.as_str() {
                "user" => undo.one::<user::Entity>(&mut self.users, touch).await?,
                "client" => undo.one::<client::Entity>(&mut self.clients, touch).await?,
                "opportunity" => undo.one::<opportunity::Entity>(&mut self.deals, touch).await?,
                "client_assignment" => undo.one::<client_assignment::Entity>(&mut self.assignments, touch).await?,
                "opportunity_stage_change" => undo.part::<opportunity_stage_change::Entity>(&mut self.moves, touch).await?,
                "opportunity_team_member" => undo.part::<opportunity_team_member::Entity>(&mut self.members, touch).await?,
                other => return Err(DbError::Corrupt(format!("import_change: {other} is not imported"))),
            }
        }
        let (restored, done) = (undo.restored, undo.done);
        if let Some(first) = touched.first() {
            for (table, rows) in restored {
                tell_earlier(write, first.run, &table, &rows).await?;
            }
        }
        Ok(done)
    }
}

async fn load<E>(on: &Write, touched: &[Touched], table: &str, column: E::Column) -> Result<Found<E>, DbError>
where
    E: Row + InScope,
    E::Model: ModelTrait<Entity = E>,
{
    let keys: HashSet<&str> = touched.iter().filter(|touch| touch.table == table).map(|touch| touch.key.as_str()).collect();
    let ids: HashSet<Uuid> = touched.iter().filter(|touch| touch.table == table).filter_map(Touched::belongs).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut found = HashMap::with_capacity(keys.len());
    for some in ids.chunks(PER_STATEMENT) {
        let rows = on.find::<E>().filter(column.is_in(some.iter().copied())).all(on).await?;
        let named = rows.into_iter().map(|row| (snapshot::key::<E>(&row), row));
        found.extend(named.filter(|(key, _)| keys.contains(key.as_str())));
    }
    Ok(found)
}

struct Undo<'a> {
    write: &'a mut Write,
    done: Reverted,
    /// Table → key, version found, version now.
    restored: HashMap<String, Vec<(String, i32, i32)>>,
}

impl Undo<'_> {
    async fn one<E>(&mut self, rows: &mut Found<E>, touch: &Touched) -> Result<(), DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        let Some(row) = rows.remove(&touch.key) else {
            self.done.gone += 1;
            return Ok(());
        };
        if touch.created {
            self.write.delete::<E>(row).await?;
            self.done.deleted += 1;
            return Ok(());
        }
        let change = snapshot::restore::<E>(&row, &touch.old)?;
        let row = self.write.update::<E>(&row, change).await?;
        if let (Some(found), Some(now)) = (touch.found, ledger::version::<E>(&row)) {
            self.restored.entry(touch.table.clone()).or_default().push((touch.key.clone(), found, now));
        }
        rows.insert(touch.key.clone(), row);
        self.done.restored += 1;
        Ok(())
    }

    /// A part of a deal, unless it goes with the deal.
    async fn part<E>(&mut self, rows: &mut Found<E>, touch: &Touched) -> Result<(), DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        if rows.contains_key(&touch.key) { self.one::<E>(rows, touch).await } else { Ok(()) }
    }
}
