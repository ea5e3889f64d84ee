//! Writing: every change goes through here, so that each leaves its audit row in the same transaction, none reaches a
//! row out of scope, and two people never overwrite each other.

mod changes;
mod done;
mod removed;

pub use changes::TypedOver;

use crate::access::{Access, Principal};
use crate::audit::{self, Entry};
use crate::engine;
use crate::error::DbError;
use crate::id::now;
use crate::links;
use crate::open::Store;
use crate::origin::Origin;
use crate::read::{Handle, sealed_trait};
use crate::row::{self, Row};
use crate::scope::InScope;
use domain::AppError;
use domain::audit::AuditAction;
use domain::policy::{Action, Reach};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Iterable, ModelTrait, QueryFilter,
    QuerySelect, QueryTrait, Value,
};
use std::str::FromStr;

/// Rows that one statement inserts at most; both engines bound the values of a statement.
const VALUES_PER_STATEMENT: usize = 20_000;

/// An open change. Dropped without a commit, it changes nothing.
pub struct Write {
    transaction: DatabaseTransaction,
    store: Store,
    principal: Principal,
    origin: Origin,
    about: Option<uuid::Uuid>,
    entries: Vec<Entry>,
    checks: Vec<SelectStatement>,
    /// The number of the last entry that somebody may be told of.
    news: Option<i64>,
}

impl sealed_trait::Inside for Write {
    fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

impl Handle for Write {
    fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl Write {
    pub(crate) async fn begin(access: &Access) -> Result<Self, DbError> {
        let transaction = engine::begin_write(access.store.pool()).await?;
        Ok(Self {
            transaction,
            store: access.store.clone(),
            principal: access.principal.clone(),
            origin: access.origin.clone(),
            about: None,
            entries: Vec::new(),
            checks: Vec::new(),
            news: None,
        })
    }

    /// The store behind, to seal and open values.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Names the client that the following changes concern, for rows that do not name it themselves.
    pub fn about(&mut self, client: domain::id::ClientId) {
        self.about = Some(client.0);
    }

    /// The following changes concern no client, or name theirs themselves.
    pub fn about_no_client(&mut self) {
        self.about = None;
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Out of scope, or refused by a constraint: turn that into a field's message with [`DbError::on_unique`].
    pub async fn insert<E>(&mut self, mut new: E::ActiveModel) -> Result<E::Model, DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        self.require::<E>(Action::Create)?;
        self.must_find(self.hangs_within::<E>(Action::Create, None, &new)?).await?;
        stamp::<E>(&mut new, &["created_at", "updated_at"], false);
        let model = E::insert(new).exec_with_returning(&self.transaction).await?;
        self.record::<E>(AuditAction::Create, &model, row::changes::<E>(None, Some(&model)));
        self.check_at_the_end::<E>(Action::Create, &model);
        Ok(model)
    }

    /// Adds many rows, each with its audit row. Only the program itself may: nobody's scope is checked row by row.
    ///
    /// # Errors
    /// Somebody else asks, or a constraint refuses a row; nothing is kept then.
    pub async fn insert_all<E>(&mut self, new: Vec<E::ActiveModel>) -> Result<Vec<E::Model>, DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        self.only_the_program()?;
        let mut models = Vec::with_capacity(new.len());
        for mut chunk in chunks::<E>(new) {
            for row in &mut chunk {
                stamp::<E>(row, &["created_at", "updated_at"], false);
            }
            models.extend(E::insert_many(chunk).exec_with_returning(&self.transaction).await?);
        }
        for model in &models {
            self.record::<E>(AuditAction::Create, model, row::changes::<E>(None, Some(model)));
        }
        self.flush_if_long().await?;
        Ok(models)
    }

    /// Loads many rows of generated data with one audit row that says how many. For the demonstration firm.
    ///
    /// # Errors
    /// Somebody else asks, or a constraint refuses a row; nothing is kept then.
    pub async fn load<E>(&mut self, new: Vec<E::ActiveModel>) -> Result<(), DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        self.only_the_program()?;
        let count = new.len();
        for mut chunk in chunks::<E>(new) {
            for row in &mut chunk {
                stamp::<E>(row, &["created_at", "updated_at"], false);
            }
            E::insert_many(chunk).exec_without_returning(&self.transaction).await?;
        }
        self.entries.push(Entry {
            action: AuditAction::Create,
            resource_type: row::resource::<E>(),
            resource_id: None,
            client_id: None,
            changes: Some(serde_json::json!({ "rows": count })),
        });
        Ok(())
    }

    /// Changes a row that was read in this transaction.
    ///
    /// # Errors
    /// [`AppError::NotFound`] or [`AppError::Forbidden`] by scope; [`AppError::Conflict`] if somebody was faster.
    pub async fn update<E>(&mut self, before: &E::Model, mut change: E::ActiveModel) -> Result<E::Model, DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        self.allowed::<E>(Action::Update, before).await?;
        if links::carries_off::<E>(before, &change) {
            self.allowed::<E>(Action::Delete, before).await?;
        }
        self.must_find(self.hangs_within::<E>(Action::Update, Some(before), &change)?).await?;
        let mut same = row::same_row::<E>(before);
        if let Some((column, version)) = version::<E>(before) {
            same = same.add(column.eq(version));
            change.set(column, Value::Int(Some(version + 1)));
        }
        stamp::<E>(&mut change, &["updated_at"], true);
        let changed = E::update_many().set(change).filter(same).exec_with_returning(&self.transaction).await?;
        let after = changed.into_iter().next().ok_or_else(somebody_was_faster)?;
        self.record::<E>(AuditAction::Update, &after, row::changes::<E>(Some(before), Some(&after)));
        self.check_at_the_end::<E>(Action::Update, &after);
        Ok(after)
    }

    /// Adds a client. Whoever does not see every client becomes its lead: nobody loses sight of what they made.
    ///
    /// # Errors
    /// No right to create clients, or a constraint.
    pub async fn found_client(&mut self, new: crate::table::client::ActiveModel) -> Result<crate::table::client::Model, DbError> {
        use crate::table::client_assignment;
        let client = self.insert::<crate::table::client::Entity>(new).await?;
        let Principal::Person(actor) = self.principal.clone() else { return Ok(client) };
        if self.principal.reach(Action::Read, domain::policy::Noun::Client) == Reach::Everything {
            return Ok(client);
        }
        // Not through `insert`: an assignment gives sight of a client, so only the maker of this one may give it, to themselves.
        let lead = client_assignment::ActiveModel {
            user_id: Set(actor.id),
            client_id: Set(client.id),
            role: Set(domain::user::AssignmentRole::Lead),
            assigned_at: Set(now()),
            created_at: Set(now()),
            ..Default::default()
        };
        let lead = client_assignment::Entity::insert(lead).exec_with_returning(&self.transaction).await?;
        self.record::<client_assignment::Entity>(AuditAction::Create, &lead, row::changes::<client_assignment::Entity>(None, Some(&lead)));
        Ok(client)
    }

    /// Removes a row that was read in this transaction.
    ///
    /// # Errors
    /// By scope, because something that may not be lost still refers to it, or [`AppError::Conflict`] if somebody was
    /// faster: what the log says was removed is what was removed.
    pub async fn delete<E>(&mut self, model: E::Model) -> Result<(), DbError>
    where
        E: Row + InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
        E::Model: ModelTrait<Entity = E> + sea_orm::IntoActiveModel<E::ActiveModel>,
    {
        self.allowed::<E>(Action::Delete, &model).await?;
        let same = row::same_row::<E>(&model);
        let same = version::<E>(&model).map_or_else(|| same.clone(), |(column, version)| same.clone().add(column.eq(version)));
        if E::delete_many().filter(same).exec(&self.transaction).await?.rows_affected == 0 {
            return Err(somebody_was_faster());
        }
        self.record::<E>(AuditAction::Delete, &model, row::changes::<E>(Some(&model), None));
        Ok(())
    }

    /// Changes bookkeeping rows by condition, without an audit row each: expiry, last seen, throttling. Never client data.
    ///
    /// # Errors
    /// The statement fails.
    pub async fn housekeep(&mut self, statement: &impl sea_orm::StatementBuilder) -> Result<u64, DbError> {
        Ok(self.transaction.execute(statement).await?.rows_affected())
    }

    /// Adds a bookkeeping row without an audit row: a counted try, an opened session. Never client data.
    ///
    /// # Errors
    /// The statement fails.
    pub async fn bookkeep<E>(&mut self, row: E::ActiveModel) -> Result<(), DbError>
    where
        E: EntityTrait,
        E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    {
        E::insert(row).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// From here to the end, no other write runs. On SQLite that is so anyway.
    ///
    /// # Errors
    /// The lock is not to be had in time.
    pub async fn serialise(&mut self) -> Result<(), DbError> {
        crate::table::audit_head::Entity::find_by_id(1).lock_exclusive().one(&self.transaction).await?;
        Ok(())
    }

    /// Writes an audit row for something that changes no row of its own: a sign-in, an export.
    pub fn note(&mut self, action: AuditAction, resource_type: &str, resource_id: Option<String>, changes: Option<serde_json::Value>) {
        self.entries.push(Entry { action, resource_type: resource_type.to_owned(), resource_id, client_id: self.about, changes });
    }

    /// From here on the changes are this person's: the sign-in learns who it is half-way.
    ///
    /// # Errors
    /// It is a person already.
    pub fn act_as(&mut self, actor: domain::user::Actor, session: Option<domain::id::SessionId>) -> Result<(), DbError> {
        if matches!(self.principal, Principal::Person(_)) {
            return Err(AppError::Forbidden.into());
        }
        self.principal = Principal::Person(actor);
        self.origin.session = session;
        Ok(())
    }

    fn require<E: InScope>(&self, action: Action) -> Result<(), DbError> {
        let reach = |action| self.principal.reach(action, E::NOUN);
        match (reach(E::asks(action)), reach(Action::Read)) {
            (Reach::Nothing, Reach::Nothing) => Err(AppError::NotFound.into()),
            (Reach::Nothing, _) => Err(AppError::Forbidden.into()),
            _ => Ok(()),
        }
    }

    fn only_the_program(&self) -> Result<(), DbError> {
        match self.principal {
            Principal::System(_) => Ok(()),
            Principal::Person(_) => Err(AppError::Forbidden.into()),
        }
    }

    /// The row as it stands must be within reach before it is touched.
    async fn allowed<E>(&self, action: Action, model: &E::Model) -> Result<(), DbError>
    where
        E: InScope,
        E::Model: ModelTrait<Entity = E>,
    {
        self.require::<E>(action)?;
        if self.principal.reach(E::asks(action), E::NOUN) == Reach::Everything {
            return Ok(());
        }
        let found = |action| row_in_scope::<E>(&self.principal, action, model);
        if self.transaction.query_one(&found(action)).await?.is_some() {
            return Ok(());
        }
        let readable = self.transaction.query_one(&found(Action::Read)).await?.is_some();
        Err(if readable { AppError::Forbidden } else { AppError::NotFound }.into())
    }

    /// What the row is hung on must be within reach before it is, or the link itself would give the reach: answers the
    /// query that tells, which must find a row.
    fn hangs_within<E>(
        &self,
        action: Action,
        before: Option<&E::Model>,
        change: &E::ActiveModel,
    ) -> Result<Option<SelectStatement>, DbError>
    where
        E: InScope,
        E::ActiveModel: ActiveModelTrait<Entity = E>,
        E::Model: ModelTrait<Entity = E>,
    {
        match self.principal.reach(E::asks(action), E::NOUN) {
            Reach::Everything => Ok(None),
            Reach::Own if before.is_some_and(|before| links::differs::<E>(before, change, E::OFFICIAL)) => Err(AppError::Forbidden.into()),
            _ => Ok(links::in_reach::<E>(&self.principal, before, change)),
        }
    }

    async fn must_find(&self, query: Option<SelectStatement>) -> Result<(), DbError> {
        match query {
            Some(query) if self.transaction.query_one(&query).await?.is_none() => Err(AppError::NotFound.into()),
            _ => Ok(()),
        }
    }

    /// The row as it will stand must be within reach too, or a foreign key could move it into somebody else's client.
    fn check_at_the_end<E>(&mut self, action: Action, model: &E::Model)
    where
        E: InScope,
        E::Model: ModelTrait<Entity = E>,
    {
        if self.principal.reach(E::asks(action), E::NOUN) != Reach::Everything {
            self.checks.push(row_in_scope::<E>(&self.principal, action, model));
        }
    }

    fn record<E>(&mut self, action: AuditAction, model: &E::Model, changes: serde_json::Value)
    where
        E: Row,
        E::Model: ModelTrait<Entity = E>,
    {
        self.entries.push(Entry {
            action,
            resource_type: row::resource::<E>(),
            resource_id: Some(row::key::<E>(model)),
            client_id: row::client_of::<E>(model).or(self.about),
            changes: Some(changes),
        });
    }

    async fn flush_if_long(&mut self) -> Result<(), DbError> {
        if self.entries.len() >= 5_000 { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), DbError> {
        let entries = std::mem::take(&mut self.entries);
        let told = entries.iter().any(|entry| matches!(entry.action, AuditAction::Create | AuditAction::Update | AuditAction::Delete));
        let last = audit::append(&self.transaction, &self.store, &self.principal, &self.origin, entries).await?;
        self.news = last.filter(|_| told).or(self.news);
        Ok(())
    }

    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        for check in std::mem::take(&mut self.checks) {
            if self.transaction.query_one(&check).await?.is_none() {
                self.rollback().await;
                return Err(AppError::NotFound.into());
            }
        }
        self.flush().await?;
        if let Some(seq) = self.news {
            engine::tell(&self.transaction, seq).await?;
        }
        self.transaction.commit().await?;
        if let Some(seq) = self.news {
            self.store.hub().committed(seq);
        }
        Ok(())
    }

    pub(crate) async fn rollback(self) {
        if let Err(error) = self.transaction.rollback().await {
            tracing::warn!(%error, "a rollback failed; the connection is dropped");
        }
    }
}

fn row_in_scope<E>(principal: &Principal, action: Action, model: &E::Model) -> SelectStatement
where
    E: InScope,
    E::Model: ModelTrait<Entity = E>,
{
    E::find().select_only().expr(Expr::val(1)).filter(row::same_row::<E>(model)).filter(E::scope(principal, action)).into_query()
}

fn somebody_was_faster() -> DbError {
    AppError::Conflict { field: "version".into(), theirs: String::new(), yours: String::new() }.into()
}

/// The row's version, where the table counts one.
fn version<E: EntityTrait>(model: &E::Model) -> Option<(E::Column, i32)>
where
    E::Model: ModelTrait<Entity = E>,
{
    let column = column::<E>("version")?;
    match model.get(column) {
        Value::Int(Some(version)) => Some((column, version)),
        _ => None,
    }
}

fn column<E: EntityTrait>(name: &str) -> Option<E::Column> {
    E::Column::iter().find(|column| E::Column::from_str(name).is_ok_and(|found| format!("{found:?}") == format!("{column:?}")))
}

/// Sets the time columns that the table has: on an insert where the caller gave none, on an update always.
fn stamp<E>(row: &mut E::ActiveModel, names: &[&str], overwrite: bool)
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    for name in names {
        let Some(column) = column::<E>(name) else { continue };
        if overwrite || row.get(column).is_not_set() {
            row.set(column, Value::ChronoDateTimeUtc(Some(now())));
        }
    }
}

fn chunks<E: EntityTrait>(rows: Vec<E::ActiveModel>) -> Vec<Vec<E::ActiveModel>> {
    let size = (VALUES_PER_STATEMENT / E::Column::iter().count().max(1)).max(1);
    let mut chunks = Vec::with_capacity(rows.len() / size + 1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        chunks.push(rows.by_ref().take(size).collect());
    }
    chunks
}
