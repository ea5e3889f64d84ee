//! Sessions: who holds which, until when. Every request asks, so what is revoked is dead at once.

use super::browser;
use crate::me::{Me, OpenSession};
use crate::visit::Visitor;
use chrono::{DateTime, Duration, Utc};
use domain::AppError;
use domain::audit::AuditAction;
use domain::date::moment;
use domain::id::{SessionId, UserId};
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ExprTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::table::{session, user};
use store::{Access, DbError, Handle, Origin, Store, Write, token};

/// Unused for this long, it ends.
const IDLE: Duration = Duration::hours(12);
/// It ends after this long whatever happens.
const ABSOLUTE: Duration = Duration::days(7);
/// How exactly "last seen" is kept; every request writing it would cost more than all the reads.
const SEEN_EVERY: Duration = Duration::minutes(1);

/// Opens a session and answers the token for the cookie.
pub(super) async fn open(write: &mut Write, user_id: UserId, origin: &Origin) -> Result<(SessionId, String), DbError> {
    let token = token::fresh()?;
    let (id, at) = (store::id::fresh::<SessionId>(), store::id::now());
    let row = session::ActiveModel {
        id: Set(id),
        user_id: Set(user_id),
        token_hash: Set(token::hash(&token)),
        created_at: Set(at),
        last_seen_at: Set(at),
        expires_at: Set(at + ABSOLUTE),
        ip_address: Set(origin.ip.clone()),
        user_agent: Set(origin.user_agent.clone()),
        revoked_at: Set(None),
    };
    write.bookkeep::<session::Entity>(row).await?;
    Ok((id, token))
}

/// Who holds this token, if it is alive and its owner active.
///
/// # Errors
/// The database fails.
pub async fn resolve(store: &Store, cookie: &str) -> Result<Option<Visitor>, DbError> {
    let Some((visitor, last_seen)) = held(store, cookie).await? else { return Ok(None) };
    if store::id::now() - last_seen > SEEN_EVERY {
        seen(&system(store), visitor.session).await?;
    }
    Ok(Some(visitor))
}

/// The same for a request that a page makes by itself: nobody need be there for it, so the session is not used by it.
///
/// # Errors
/// The database fails.
pub async fn recognise(store: &Store, cookie: &str) -> Result<Option<Visitor>, DbError> {
    Ok(held(store, cookie).await?.map(|(visitor, _)| visitor))
}

fn system(store: &Store) -> Access {
    store.system("session", Origin::default())
}

async fn held(store: &Store, cookie: &str) -> Result<Option<(Visitor, DateTime<Utc>)>, DbError> {
    if cookie.len() != token::LENGTH {
        return Ok(None);
    }
    let read = system(store).read().await?;
    let held = read.find::<session::Entity>().filter(session::Column::TokenHash.eq(token::hash(cookie))).one(&read).await?;
    let Some(held) = held.filter(|held| alive(held, store::id::now())) else { return Ok(None) };
    let person = read.find::<user::Entity>().by_id(held.user_id).one(&read).await?;
    Ok(person.filter(|person| person.active).map(|person| (Visitor { me: me(person), session: held.id }, held.last_seen_at)))
}

/// Of these sessions, the ones that are alive, and who the people are now. Two questions, whatever their number.
///
/// # Errors
/// The database fails.
pub async fn still_there(store: &Store, sessions: Vec<SessionId>) -> Result<HashMap<SessionId, Visitor>, DbError> {
    let (read, at) = (system(store).read().await?, store::id::now());
    let mut held = read.find::<session::Entity>().filter(session::Column::Id.is_in(sessions)).all(&read).await?;
    held.retain(|held| alive(held, at));
    let people = user::Column::Id.is_in(held.iter().map(|held| held.user_id)).and(user::Column::Active.eq(true));
    let people = read.find::<user::Entity>().filter(people).all(&read).await?;
    let people: HashMap<UserId, Me> = people.into_iter().map(|person| (person.id, me(person))).collect();
    let visitor = |held: session::Model| Some((held.id, Visitor { me: people.get(&held.user_id)?.clone(), session: held.id }));
    Ok(held.into_iter().filter_map(visitor).collect())
}

fn alive(held: &session::Model, at: DateTime<Utc>) -> bool {
    held.revoked_at.is_none() && held.expires_at > at && held.last_seen_at + IDLE > at
}

fn me(person: user::Model) -> Me {
    Me {
        actor: Actor { id: person.id, role: person.role, client_id: person.client_id },
        name: person.name,
        email: person.email,
        job_title: person.job_title,
        version: person.version,
    }
}

async fn seen(system: &Access, id: SessionId) -> Result<(), DbError> {
    system
        .write(move |write| {
            Box::pin(async move {
                let at = store::id::now();
                let touch = Query::update()
                    .table(session::Entity)
                    .value(session::Column::LastSeenAt, at)
                    .and_where(session::Column::Id.eq(id))
                    .take();
                write.housekeep(&touch).await?;
                Ok(())
            })
        })
        .await
}

/// One's open sessions, the newest first.
///
/// # Errors
/// The database fails.
pub async fn list(access: &Access) -> Result<Vec<OpenSession>, DbError> {
    let me = access.actor()?.id;
    let read = access.read().await?;
    let rows = read
        .find::<session::Entity>()
        .filter(session::Column::UserId.eq(me).and(session::Column::RevokedAt.is_null()))
        .shape(|query| query.order_by_desc(session::Column::LastSeenAt).limit(100))
        .all(&read)
        .await?;
    let at = store::id::now();
    Ok(rows.into_iter().filter(|held| alive(held, at)).map(|held| shown(held, access.origin().session)).collect())
}

fn shown(held: session::Model, this: Option<SessionId>) -> OpenSession {
    OpenSession {
        id: held.id,
        this_one: Some(held.id) == this,
        browser: browser::name(held.user_agent.as_deref().unwrap_or_default()),
        ip: held.ip_address.unwrap_or_default(),
        since: moment(held.created_at),
        last_seen: moment(held.last_seen_at),
    }
}

/// Ends one of one's own sessions.
///
/// # Errors
/// [`AppError::NotFound`] for somebody else's.
pub async fn end(access: &Access, id: SessionId) -> Result<(), DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let held = write.find::<session::Entity>().by_id(id).must(write).await?;
                // An admin reaches everybody's, but this is the list of one's own.
                if held.user_id != me {
                    return Err(AppError::NotFound.into());
                }
                revoke(write, held).await
            })
        })
        .await
}

/// Ends all of one's sessions but this one.
///
/// # Errors
/// The database fails.
pub async fn end_others(access: &Access) -> Result<(), DbError> {
    let (me, this) = (access.actor()?.id, access.origin().session);
    access
        .write(move |write| {
            Box::pin(async move {
                let mine = session::Column::UserId.eq(me).and(session::Column::RevokedAt.is_null());
                for held in write.find::<session::Entity>().filter(mine).all(write).await? {
                    if Some(held.id) != this {
                        revoke(write, held).await?;
                    }
                }
                Ok(())
            })
        })
        .await
}

pub(super) async fn revoke(write: &mut Write, held: session::Model) -> Result<(), DbError> {
    if held.revoked_at.is_some() {
        return Ok(());
    }
    let id = held.id.to_string();
    let change = session::ActiveModel { revoked_at: Set(Some(store::id::now())), ..Default::default() };
    write.update::<session::Entity>(&held, change).await?;
    write.note(AuditAction::Logout, "session", Some(id), None);
    Ok(())
}
