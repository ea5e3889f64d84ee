//! The clients that a person may add something to, by name: for a deal, for somebody new there.

use crate::types::ClientChoice;
use domain::currency::Currency;
use domain::id::ClientId;
use domain::parse::{Name, ParseError};
use domain::policy::{Action, Noun};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, FromQueryResult, Order, QueryOrder, QuerySelect, Select};
use store::table::client;
use store::{Access, DbError, Handle, Scoped};

/// How many are answered to a text; the rest are found by typing on.
const ANSWERED: u64 = 20;
/// How many names go with a page for a browser without client code.
const LIKELY: u64 = 100;

/// The clients that the person may change.
pub fn ours(on: &impl Handle) -> Scoped<client::Entity> {
    on.find_for::<client::Entity>(Action::Update)
}

/// One of them, with what tells it from another of its name.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Choice {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub industry: Option<String>,
    currency: String,
}

impl Choice {
    /// As a form offers it.
    #[must_use]
    pub fn told(self) -> ClientChoice {
        ClientChoice { id: self.id, name: self.name, industry: self.industry }
    }

    /// The currency of its budget and deals.
    #[must_use]
    pub fn currency(&self) -> Currency {
        Currency::parse(&self.currency).unwrap_or(Currency::USD)
    }
}

fn columns(query: Select<client::Entity>) -> Select<client::Entity> {
    query.select_only().columns([client::Column::Id, client::Column::Name, client::Column::Industry, client::Column::Currency])
}

/// Those whose names hold the text, those that begin with it first; for no text, those that were changed last.
///
/// # Errors
/// The database fails.
pub async fn named(on: &impl Handle, text: &str) -> Result<Vec<Choice>, DbError> {
    let text = store::name_key(text);
    let name = || Expr::col((client::Entity, client::Column::NameKey));
    let found = ours(on).filter(name().like(store::contains(&text))).shape(|query| {
        let query = match text.as_str() {
            "" => query.order_by_desc(client::Column::UpdatedAt),
            text => query.order_by(name().like(store::begins(text)), Order::Desc).order_by_asc(client::Column::NameKey),
        };
        columns(query).order_by_asc(client::Column::Id).limit(ANSWERED)
    });
    found.all_as(on).await
}

/// One by its id, if it is theirs.
///
/// # Errors
/// The database fails.
pub async fn chosen(on: &impl Handle, id: ClientId) -> Result<Option<Choice>, DbError> {
    ours(on).by_id(id).shape(columns).one_as(on).await
}

/// The same, for whoever may change clients at all.
///
/// # Errors
/// No right to, or the database fails.
pub async fn choices(access: &Access, text: &str) -> Result<Vec<ClientChoice>, DbError> {
    access.require(Action::Update, Noun::Client)?;
    let read = access.read().await?;
    Ok(named(&read, text).await?.into_iter().map(Choice::told).collect())
}

/// Whom a form means.
pub enum Meant {
    /// This one.
    One(Box<client::Model>),
    /// Several are called that.
    Several,
    /// Nobody is called so.
    Nobody(Name),
    /// What was typed is no name.
    NoName(ParseError),
}

/// The client that was chosen, or else the one of the name that was typed. Without client code a text can be changed after
/// it was chosen; the text is what the person sees, and it counts.
///
/// # Errors
/// No such client for this person, or the database fails.
pub async fn meant(on: &impl Handle, chosen: &str, typed: &str) -> Result<Meant, DbError> {
    let typed = typed.trim();
    if let Ok(id) = chosen.trim().parse::<ClientId>() {
        let chosen = ours(on).by_id(id).must(on).await?;
        if typed.is_empty() || chosen.name_key == store::name_key(typed) {
            return Ok(Meant::One(Box::new(chosen)));
        }
    }
    let name = match Name::parse(typed) {
        Ok(name) => name,
        Err(error) => return Ok(Meant::NoName(error)),
    };
    let same = client::Column::NameKey.eq(store::name_key(name.as_str()));
    let mut found = ours(on).filter(same).shape(|query| query.order_by_asc(client::Column::Id).limit(2)).all(on).await?;
    Ok(match (found.pop(), found.pop()) {
        (Some(only), None) => Meant::One(Box::new(only)),
        (Some(_), Some(_)) => Meant::Several,
        (None, _) => Meant::Nobody(name),
    })
}

/// The same where nothing but a client of theirs will do: this one, or why it is none. `doing` is what they would do at the
/// right one.
///
/// # Errors
/// No such client for this person, or the database fails.
pub async fn the_one(on: &impl Handle, chosen: &str, typed: &str, doing: &str) -> Result<Result<Box<client::Model>, String>, DbError> {
    Ok(match meant(on, chosen, typed).await? {
        Meant::One(client) => Ok(client),
        Meant::Several => Err(format!("is the name of several of your clients; open the one that you mean, and {doing}")),
        Meant::Nobody(_) => Err("is none of your clients; choose one of the list".to_owned()),
        Meant::NoName(error) => Err(error.to_string()),
    })
}

/// Names of those that were changed last, in their order.
///
/// # Errors
/// The database fails.
pub async fn likely(on: &impl Handle) -> Result<Vec<String>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        name: String,
    }
    let last = |query: Select<client::Entity>| query.select_only().column(client::Column::Name).order_by_desc(client::Column::UpdatedAt);
    let rows: Vec<Named> = ours(on).shape(|query| last(query).limit(LIKELY)).all_as(on).await?;
    let mut names: Vec<String> = rows.into_iter().map(|row| row.name).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    Ok(names)
}
