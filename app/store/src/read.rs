//! Reading: one moment of the database, cut to what the person may see.

use crate::access::{Access, Principal};
use crate::engine;
use crate::error::DbError;
use crate::open::Store;
use crate::origin::Origin;
use crate::scope::InScope;
use crate::scoped::Scoped;
use crate::table::{client, opportunity, user};
use domain::id::{ClientId, UserId};
use domain::policy::{Action, Reach};
use domain::user::UserRole;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Anything that queries can run on: a read or a write.
pub trait Handle: sealed_trait::Inside + Sync {
    /// Rows that the person may read, as the start of a query.
    fn find<E: InScope>(&self) -> Scoped<E> {
        Scoped::new(self.principal(), Action::Read)
    }

    /// Rows that the person may act on so, as the start of a query.
    fn find_for<E: InScope>(&self, action: Action) -> Scoped<E> {
        Scoped::new(self.principal(), action)
    }

    /// Rows past the person's scope, for a yes or no that must be the same whoever asks: whether a deal's criteria hold.
    /// What is read so is never shown itself. Every call is listed in a test.
    fn find_beyond<E: InScope>(&self, why: &'static str) -> Scoped<E> {
        Scoped::new(&Principal::System(why), Action::Read)
    }

    /// Whether the person may do so to every row that they see, so that no row needs to be asked about.
    fn everywhere<E: InScope>(&self, action: Action) -> bool {
        self.principal().reach(E::asks(action), E::NOUN) == Reach::Everything
    }

    /// Names and job titles of people of the firm: what everybody inside sees of a colleague, and nothing more.
    fn colleagues(&self, ids: Vec<UserId>) -> impl Future<Output = Result<Vec<(UserId, String, String)>, DbError>> + Send {
        async move {
            let inside = self.principal().inside();
            if !inside {
                return Ok(Vec::new());
            }
            let query = user::Entity::find().select_only().columns([user::Column::Id, user::Column::Name, user::Column::JobTitle]);
            Ok(query.filter(user::Column::Id.is_in(ids)).into_tuple().all(self.transaction()).await?)
        }
    }

    /// Colleagues who are still with the firm and whose name or job title holds the text, the first `limit` by name; whom
    /// there is to put on a team. Nobody in `except`. Outside users are no colleagues and find none.
    fn find_colleagues(
        &self,
        text: &str,
        except: Vec<UserId>,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<(UserId, String, String)>, DbError>> + Send {
        let text = text.trim().to_lowercase();
        let like = |column| Expr::expr(Func::lower(Expr::col((user::Entity, column)))).like(crate::query::contains(&text));
        let named = Condition::any().add(like(user::Column::Name)).add(like(user::Column::JobTitle));
        let query = user::Entity::find()
            .select_only()
            .columns([user::Column::Id, user::Column::Name, user::Column::JobTitle])
            .filter(user::Column::Active.eq(true))
            .filter(user::Column::Role.ne(UserRole::Client))
            .filter(user::Column::Id.is_not_in(except))
            .filter(named)
            .order_by_asc(user::Column::NameKey)
            .order_by_asc(user::Column::Id)
            .limit(limit);
        async move {
            let inside = self.principal().inside();
            if inside { Ok(query.into_tuple().all(self.transaction()).await?) } else { Ok(Vec::new()) }
        }
    }

    /// One of them, and whether they are still with the firm. Outside users are no colleagues, and have none.
    fn colleague(&self, id: UserId) -> impl Future<Output = Result<Option<(String, String, bool)>, DbError>> + Send {
        async move {
            if !self.principal().inside() {
                return Ok(None);
            }
            let query = user::Entity::find_by_id(id).filter(user::Column::Role.ne(UserRole::Client)).select_only();
            let columns = [user::Column::Name, user::Column::JobTitle, user::Column::Active];
            Ok(query.columns(columns).into_tuple().one(self.transaction()).await?)
        }
    }

    /// Whether somebody is still with the firm: who has left, and who is outside, joins no team.
    fn is_colleague(&self, id: UserId) -> impl Future<Output = Result<bool, DbError>> + Send {
        async move {
            let query = user::Entity::find_by_id(id).filter(user::Column::Active.eq(true)).filter(user::Column::Role.ne(UserRole::Client));
            Ok(query.count(self.transaction()).await? > 0)
        }
    }

    /// The names of these clients, for deals that the person reached through the deal's own team: the name is all that
    /// they may see of the client, and only of clients of deals that they may see.
    fn client_names(&self, ids: Vec<ClientId>) -> impl Future<Output = Result<HashMap<ClientId, String>, DbError>> + Send {
        async move {
            let seen =
                self.find::<opportunity::Entity>().shape(|query| query.select_only().column(opportunity::Column::ClientId)).into_query();
            let query = client::Entity::find().select_only().columns([client::Column::Id, client::Column::Name]);
            let query = query.filter(client::Column::Id.is_in(ids)).filter(client::Column::Id.in_subquery(seen));
            let rows: Vec<(ClientId, String)> = query.into_tuple().all(self.transaction()).await?;
            Ok(rows.into_iter().collect())
        }
    }

    /// Whose eyes these are.
    fn principal(&self) -> &Principal;
}

pub(crate) mod sealed_trait {
    /// What only this crate may reach.
    pub trait Inside {
        /// The open transaction.
        fn transaction(&self) -> &sea_orm::DatabaseTransaction;
    }
}

/// A read-only transaction; ends when it is dropped.
pub struct Read {
    transaction: DatabaseTransaction,
    principal: Principal,
    origin: Origin,
    store: Store,
}

/// Begins a reading. A BEGIN that is cancelled half-way would poison its pooled connection, so it runs where nobody
/// cancels it.
pub(crate) async fn begin(store: &Store) -> Result<DatabaseTransaction, DbError> {
    let db = store.pool().clone();
    let begun = tokio::spawn(async move { engine::begin_read(&db).await }).await;
    Ok(begun.map_err(|error| DbError::Corrupt(format!("a read stopped: {error}")))??)
}

impl Read {
    pub(crate) async fn begin(access: &Access) -> Result<Self, DbError> {
        let transaction = begin(&access.store).await?;
        Ok(Self { transaction, principal: access.principal.clone(), origin: access.origin.clone(), store: access.store.clone() })
    }

    pub(crate) const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The store behind, to open sealed values.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }
}

impl sealed_trait::Inside for Read {
    fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

impl Handle for Read {
    fn principal(&self) -> &Principal {
        &self.principal
    }
}
