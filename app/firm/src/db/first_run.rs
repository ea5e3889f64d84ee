//! The first admin of an empty database, created once.

use super::password;
use domain::AppError;
use domain::id::UserId;
use domain::parse::{Email, Name, NewPassword};
use domain::user::UserRole;
use sea_orm::ActiveValue::Set;
use store::table::user;
use store::{Access, DbError, Handle, Origin, Store};

/// Whether nobody can sign in yet.
///
/// # Errors
/// The database fails.
pub async fn nobody_yet(store: &Store) -> Result<bool, DbError> {
    let system = store.system("first-run", Origin::default());
    let read = system.read().await?;
    Ok(read.find::<user::Entity>().count(&read).await? == 0)
}

/// Creates an admin. With `only_first`, refuses as soon as there is anybody.
///
/// # Errors
/// Somebody exists already, or has this address.
pub async fn create_admin(system: &Access, name: Name, email: Email, password: NewPassword, only_first: bool) -> Result<(), DbError> {
    let hash = password::hash(password).await?;
    system
        .write(move |write| {
            Box::pin(async move {
                write.serialise().await?;
                if only_first && write.find::<user::Entity>().count(write).await? > 0 {
                    return Err(AppError::NotFound.into());
                }
                let row = user::ActiveModel {
                    id: Set(store::id::fresh::<UserId>()),
                    email: Set(email.into_inner()),
                    name: Set(name.into_inner()),
                    role: Set(UserRole::Admin),
                    job_title: Set("Administrator".into()),
                    password_hash: Set(hash),
                    active: Set(true),
                    ..Default::default()
                };
                let made = write.insert::<user::Entity>(row).await;
                made.map_err(|error| error.on_unique("email", "belongs to somebody already; use another")).map(|_| ())
            })
        })
        .await
}
