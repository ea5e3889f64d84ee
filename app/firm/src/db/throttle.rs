//! Throttling of every check of a credential, kept in the database so that two servers count together.
//!
//! Ten tries an account and thirty an address in fifteen minutes. A try is counted before it is evaluated. Whoever has
//! signed in from an address before is counted there alone, so that a stranger's guessing locks nobody out.

use domain::AppError;
use domain::id::CredentialAttemptId;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait};
use store::table::credential_attempt::{ActiveModel, Column, Entity};
use store::table::session;
use store::{Access, DbError, Handle};

/// Tries for one account in the window.
pub(crate) const PER_ACCOUNT: u64 = 10;
/// Tries from one address in the window.
const PER_ADDRESS: u64 = 30;
const WINDOW_MINUTES: i64 = 15;

/// Which credential is being tried.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    SignIn,
    Password,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Password => "password",
        }
    }
}

fn subject(key: &str) -> Vec<u8> {
    store::token::hash(key)
}

/// Counts a try, or refuses it.
pub(super) async fn attempt(access: &Access, kind: Kind, key: &str) -> Result<(), DbError> {
    attempt_by(access, kind, key, None).await
}

/// The same, for an account that may know the address: then only tries from there count against it.
pub(super) async fn attempt_by(access: &Access, kind: Kind, key: &str, account: Option<domain::id::UserId>) -> Result<(), DbError> {
    let (subject, ip) = (subject(key), access.origin().ip.clone().unwrap_or_default());
    // The program counts: whoever is signing in has no rights yet.
    let counter = access.clone().as_system("throttle");
    counter
        .write(move |write| {
            Box::pin(async move {
                write.serialise().await?;
                let since = store::id::now() - chrono::Duration::minutes(WINDOW_MINUTES);
                let recent = |write: &store::Write| {
                    write.find::<Entity>().filter(Column::Kind.eq(kind.as_str())).filter(Column::AttemptedAt.gt(since))
                };
                let known = match account {
                    None => false,
                    Some(id) => {
                        let here = session::Column::UserId.eq(id).and(session::Column::IpAddress.eq(ip.clone()));
                        write.find::<session::Entity>().filter(here).count(write).await? > 0
                    }
                };
                let mut mine = recent(write).filter(Column::SubjectHash.eq(subject.clone()));
                if known {
                    mine = mine.filter(Column::IpAddress.eq(ip.clone()));
                }
                let tries = mine.count(write).await?;
                let from_here = recent(write).filter(Column::IpAddress.eq(ip.clone())).count(write).await?;
                if tries >= PER_ACCOUNT || from_here >= PER_ADDRESS {
                    return Err(AppError::Throttled(u32::try_from(WINDOW_MINUTES * 60).unwrap_or(900)).into());
                }
                let row = ActiveModel {
                    id: Set(store::id::fresh::<CredentialAttemptId>()),
                    kind: Set(kind.as_str().to_owned()),
                    subject_hash: Set(subject),
                    ip_address: Set(ip),
                    attempted_at: Set(store::id::now()),
                };
                write.bookkeep::<Entity>(row).await?;
                let old = Query::delete().from_table(Entity).and_where(Column::AttemptedAt.lt(since - chrono::Duration::days(1))).take();
                write.housekeep(&old).await?;
                Ok(())
            })
        })
        .await
}

/// A success: the account's own tries from here count no longer.
pub(super) async fn forget(access: &Access, kind: Kind, key: &str) -> Result<(), DbError> {
    let (subject, ip) = (subject(key), access.origin().ip.clone().unwrap_or_default());
    access
        .clone()
        .as_system("throttle")
        .write(move |write| {
            Box::pin(async move {
                let mine = Query::delete()
                    .from_table(Entity)
                    .and_where(Column::Kind.eq(kind.as_str()))
                    .and_where(Column::SubjectHash.eq(subject))
                    .and_where(Column::IpAddress.eq(ip))
                    .take();
                write.housekeep(&mine).await?;
                Ok(())
            })
        })
        .await
}
