//! What can go wrong at the database, and how it becomes the one error that leaves the server.

use domain::AppError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A fault of a query or a write. Turn a constraint into a field's message where the insert is written.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// An answer for the person: not found, forbidden, conflict, invalid.
    #[error("{0}")]
    App(#[from] AppError),
    /// The database refused or failed.
    #[error("database: {0}")]
    Db(#[from] DbErr),
    /// A value could not be sealed or opened.
    #[error("seal: {0}")]
    Seal(#[from] crate::sealed::SealError),
    /// A stored value is not what the code understands.
    #[error("stored value: {0}")]
    Corrupt(String),
}

impl DbError {
    /// The message for a value that must be unique and is not.
    #[must_use]
    pub fn on_unique(self, field: &str, message: &str) -> Self {
        match &self {
            Self::Db(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                AppError::field(field, message).into()
            }
            _ => self,
        }
    }

    /// The message for a row that is still referred to, or that refers to nothing.
    #[must_use]
    pub fn on_reference(self, field: &str, message: &str) -> Self {
        match &self {
            Self::Db(error) if of_reference(error) => AppError::field(field, message).into(),
            _ => self,
        }
    }
}

/// SeaORM knows a key that names nothing. Removing what is still named is another code: on SQLite that of a trigger,
/// since `PostgreSQL` 18 one of its own.
fn of_reference(error: &DbErr) -> bool {
    if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))) {
        return true;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error else { return false };
    error.as_database_error().is_some_and(|error| match error.code().as_deref() {
        Some("1811") => error.message().contains("FOREIGN KEY"),
        code => code == Some("23001"),
    })
}

/// Logged whole under a number; only the number leaves the house.
impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::App(error) => error,
            other => {
                let incident: uuid::Uuid = crate::id::fresh();
                let incident = incident.simple().to_string().split_off(20);
                tracing::error!(incident, error = %other, "a query failed");
                Self::Internal(incident)
            }
        }
    }
}
