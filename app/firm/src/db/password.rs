//! Passwords: argon2id, two at a time, never on the threads that answer pages.

use super::throttle::{self, Kind};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::AppError;
use domain::audit::AuditAction;
use domain::parse::NewPassword;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use std::sync::LazyLock;
use store::table::{session, user};
use store::{Access, DbError, Handle};
use tokio::sync::Semaphore;

/// A hash takes 19 MiB and a core for its time; more at once would starve everybody else.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// OWASP's first choice: 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>, DbError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| DbError::Corrupt(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a new password, in PHC form.
///
/// # Errors
/// The system has no randomness or no memory to give.
pub async fn hash(password: NewPassword) -> Result<String, DbError> {
    on_its_own_thread(move || {
        let hash = argon2()?.hash_password(password.expose().as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| DbError::Corrupt(format!("password hash: {error}")))
    })
    .await?
}

/// Whether the password is the one. Takes as long for an unknown person, who has no hash.
pub(super) async fn matches(password: String, hash: Option<String>) -> Result<bool, DbError> {
    static NOBODY: LazyLock<Option<String>> =
        LazyLock::new(|| argon2().ok().and_then(|argon2| argon2.hash_password(b"nobody has this").ok()).map(|hash| hash.to_string()));
    on_its_own_thread(move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return Ok(false) };
        let parsed = PasswordHash::new(&hash).map_err(|error| DbError::Corrupt(format!("password hash: {error}")))?;
        Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

async fn on_its_own_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DbError> {
    let permit = AT_ONCE.acquire().await.map_err(|error| DbError::Corrupt(error.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let value = work();
        drop(permit);
        value
    });
    done.await.map_err(|error| DbError::Corrupt(error.to_string()))
}

/// Changes one's own password: asks for the old one, and ends every other session.
///
/// # Errors
/// The old password is wrong, or was tried too often.
pub async fn change(access: &Access, current: String, new: NewPassword) -> Result<(), DbError> {
    let me = access.actor()?.clone();
    let key = format!("password:{}", me.id);
    throttle::attempt(access, Kind::Password, &key).await?;
    let read = access.read().await?;
    let person = read.find::<user::Entity>().by_id(me.id).must(&read).await?;
    drop(read);
    if !matches(current, Some(person.password_hash)).await? {
        return Err(AppError::field("current_password", "is not your password; try again").into());
    }
    throttle::forget(access, Kind::Password, &key).await?;
    let hash = hash(new).await?;
    let this = access.origin().session;
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<user::Entity>().by_id(me.id).must(write).await?;
                let change = user::ActiveModel { password_hash: Set(hash), ..Default::default() };
                write.update::<user::Entity>(&before, change).await?;
                for other in write.find::<session::Entity>().filter(session::Column::UserId.eq(me.id)).all(write).await? {
                    if Some(other.id) != this && other.revoked_at.is_none() {
                        let change = session::ActiveModel { revoked_at: Set(Some(store::id::now())), ..Default::default() };
                        write.update::<session::Entity>(&other, change).await?;
                        write.note(AuditAction::Logout, "session", Some(other.id.to_string()), None);
                    }
                }
                Ok(())
            })
        })
        .await
}
