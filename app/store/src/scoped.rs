//! A query that cannot forget its scope: the condition is added when it runs, whatever was asked before.

use crate::access::Principal;
use crate::error::DbError;
use crate::read::Handle;
use crate::scope::InScope;
use domain::AppError;
use domain::policy::Action;
use sea_orm::sea_query::{IntoCondition, SelectStatement};
use sea_orm::{Condition, FromQueryResult, PaginatorTrait, PrimaryKeyTrait, QueryFilter, QueryTrait, Select};

/// The start of a query on rows of one table, cut to a person's scope.
pub struct Scoped<E: InScope> {
    select: Select<E>,
    scope: Condition,
}

impl<E: InScope> Scoped<E> {
    pub(crate) fn new(principal: &Principal, action: Action) -> Self {
        Self { select: E::find(), scope: E::scope(principal, action) }
    }

    /// One row by its key.
    #[must_use]
    pub fn by_id(mut self, id: <E::PrimaryKey as PrimaryKeyTrait>::ValueType) -> Self {
        self.select = self.select.filter(crate::row::key_condition::<E>(id));
        self
    }

    /// Only rows for which this holds.
    #[must_use]
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.select = self.select.filter(condition);
        self
    }

    /// Shapes the query: joins, columns, groups, order, limits. The scope is added afterwards.
    #[must_use]
    pub fn shape(mut self, shape: impl FnOnce(Select<E>) -> Select<E>) -> Self {
        self.select = shape(self.select);
        self
    }

    fn cut(self) -> Select<E> {
        self.select.filter(self.scope)
    }

    /// The query with its scope, as a part of another one.
    #[must_use]
    pub fn into_query(self) -> SelectStatement {
        QueryTrait::into_query(self.cut())
    }

    /// All rows; bound it by a limit or a key.
    ///
    /// # Errors
    /// The query fails.
    pub async fn all(self, on: &impl Handle) -> Result<Vec<E::Model>, DbError> {
        Ok(self.cut().all(on.transaction()).await?)
    }

    /// All rows, each read into the given shape.
    ///
    /// # Errors
    /// The query fails.
    pub async fn all_as<M: FromQueryResult + Send + Sync>(self, on: &impl Handle) -> Result<Vec<M>, DbError> {
        Ok(self.cut().into_model::<M>().all(on.transaction()).await?)
    }

    /// One row, if there is one for this person.
    ///
    /// # Errors
    /// The query fails.
    pub async fn one(self, on: &impl Handle) -> Result<Option<E::Model>, DbError> {
        Ok(self.cut().one(on.transaction()).await?)
    }

    /// One row in the given shape, if there is one for this person.
    ///
    /// # Errors
    /// The query fails.
    pub async fn one_as<M: FromQueryResult + Send + Sync>(self, on: &impl Handle) -> Result<Option<M>, DbError> {
        Ok(self.cut().into_model::<M>().one(on.transaction()).await?)
    }

    /// One row, or the answer that there is none.
    ///
    /// # Errors
    /// [`AppError::NotFound`], or the query fails.
    pub async fn must(self, on: &impl Handle) -> Result<E::Model, DbError> {
        self.one(on).await?.ok_or_else(|| AppError::NotFound.into())
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// The query fails.
    pub async fn count(self, on: &impl Handle) -> Result<u64, DbError>
    where
        E::Model: Sync,
    {
        Ok(self.cut().count(on.transaction()).await?)
    }
}
