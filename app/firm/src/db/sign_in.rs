//! Signing in and out. An unknown address and a wrong password look, read and take the same.

use super::throttle::{self, Kind};
use super::{password, session};
use domain::AppError;
use domain::audit::AuditAction;
use domain::id::SessionId;
use domain::user::{Actor, UserRole};
use sea_orm::ColumnTrait;
use store::table::{session as session_table, user};
use store::{Access, DbError, Handle, Origin, Store};

/// A session that has just begun.
pub struct Signed {
    /// For the cookie; shown to nobody else and kept nowhere.
    pub token: String,
    /// What the person is.
    pub role: UserRole,
}

/// Checks address and password and opens a session.
///
/// # Errors
/// One message for every kind of failure; or too many tries.
pub async fn sign_in(store: &Store, origin: Origin, email: &str, password: String) -> Result<Signed, DbError> {
    let wrong = || DbError::from(AppError::field("password", "E-mail address or password is wrong. Check both and try again."));
    // PostgreSQL takes no NUL, and nobody's address holds one.
    let email = email.trim().to_lowercase().replace('\0', "");
    let system = store.system("sign-in", origin.clone());
    let read = system.read().await?;
    let person = read.find::<user::Entity>().filter(user::Column::Email.eq(email.clone())).one(&read).await?;
    drop(read);
    throttle::attempt_by(&system, Kind::SignIn, &email, person.as_ref().map(|person| person.id)).await?;
    let right = password::matches(password, person.as_ref().map(|person| person.password_hash.clone())).await?;
    let Some(person) = person.filter(|person| right && person.active) else {
        failed(&system, &email).await?;
        return Err(wrong());
    };
    throttle::forget(&system, Kind::SignIn, &email).await?;
    system
        .write(move |write| {
            Box::pin(async move {
                let (id, token) = session::open(write, person.id, &origin).await?;
                let actor = Actor { id: person.id, role: person.role, client_id: person.client_id };
                write.act_as(actor, Some(id))?;
                write.note(AuditAction::Login, "session", Some(id.to_string()), None);
                Ok(Signed { token, role: person.role })
            })
        })
        .await
}

/// A failed try is remembered with where it came from, and without what was typed as the password.
async fn failed(system: &Access, email: &str) -> Result<(), DbError> {
    let changes = serde_json::json!({ "failed": true, "email": email.chars().take(100).collect::<String>() });
    system
        .write(move |write| {
            Box::pin(async move {
                write.note(AuditAction::Login, "session", None, Some(changes));
                Ok(())
            })
        })
        .await
}

/// Ends this session.
///
/// # Errors
/// The database fails.
pub async fn sign_out(access: &Access) -> Result<(), DbError> {
    let Some(id): Option<SessionId> = access.origin().session else { return Ok(()) };
    access
        .write(move |write| {
            Box::pin(async move {
                let held = write.find::<session_table::Entity>().by_id(id).must(write).await?;
                session::revoke(write, held).await
            })
        })
        .await
}
