//! What a row of a pipeline says.

use crate::book::{Book, Known};
use crate::report::Rejection;
use crate::row::Row;
use chrono::{DateTime, NaiveDate, Utc};
use domain::Money;
use domain::date::parse_date;
use domain::deal::Outcome;
use domain::id::{ClientId, UserId};
use domain::parse::Name;
use domain::stage::{StageKey, StageKind};

/// A deal as the file has it.
#[derive(Clone, Debug)]
pub(crate) struct DealRow {
    pub(crate) line: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) agent: UserId,
    pub(crate) client: ClientId,
    /// The file names no client.
    pub(crate) unnamed: bool,
    pub(crate) stage: StageKey,
    pub(crate) kind: StageKind,
    pub(crate) opened: Option<NaiveDate>,
    pub(crate) closed: Option<NaiveDate>,
    /// What the file says that it is worth.
    pub(crate) value: Option<i64>,
    /// What it is worth where the file does not say.
    pub(crate) otherwise: i64,
}

impl DealRow {
    /// Reads a row, whose person and client have been looked up before.
    pub(crate) fn read(row: Row<'_>, book: &Book) -> Result<Self, Rejection> {
        row.need("key")?;
        let key = row.parse("key", Name::parse)?.map(Name::into_inner).unwrap_or_default();
        let agent = row.need("agent")?;
        let agent = book.people.get(&agent.to_lowercase()).copied();
        let agent = agent
            .ok_or_else(|| row.fault("agent", "is nobody of the account team", "add the person to the team's file, or correct the name"))?;
        let list = list_price(row, book)?;
        let (client, unnamed) = client(row, book)?;
        let (stage, kind) = stage(row, book)?;
        let (opened, closed) = dates(row, kind)?;
        let value = value(row, book, kind)?;
        let name = match (row.get("name"), unnamed) {
            (Some(name), _) => name.to_owned(),
            (None, true) if row.map.templates.contains_key("unnamed") => {
                row.fill(row.map.templates.get("unnamed").map_or("", String::as_str))
            }
            (None, _) => row.fill(row.map.templates.get("name").map_or("{key}", String::as_str)),
        };
        let name_field = if row.map.columns.contains_key("name") { "name" } else { "product" };
        let name = Name::parse(&name).map_err(|error| row.parse_fault(name_field, &error))?.into_inner();
        let otherwise =
            if kind == StageKind::Open && row.map.default_of("open_value") == Some("list_price") { list.unwrap_or(0) } else { 0 };
        Ok(Self { line: row.line.number, key, name, agent, client, unnamed, stage, kind, opened, closed, value, otherwise })
    }

    /// How it ended.
    pub(crate) const fn outcome(&self) -> Option<Outcome> {
        self.kind.outcome()
    }

    /// When it was opened: on the file's day, on the day of its close if there is no other, else now.
    pub(crate) fn opened_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.opened.or(self.closed).map_or(now, super::history::moment)
    }

    /// What it is worth.
    pub(crate) fn worth(&self) -> i64 {
        self.value.unwrap_or(self.otherwise)
    }
}

fn list_price(row: Row<'_>, book: &Book) -> Result<Option<i64>, Rejection> {
    let listed = row.get("product").filter(|_| book.part(crate::mapping::Entity::Product).is_some());
    let Some(product) = listed else { return Ok(None) };
    match book.prices.get(&product.to_lowercase()) {
        Some(price) => Ok(Some(*price)),
        None => Err(row.fault("product", "is not in the price list", "add it there, or say in [file.values.product] what is meant")),
    }
}

/// The client, and whether the file names none.
fn client(row: Row<'_>, book: &Book) -> Result<(ClientId, bool), Rejection> {
    let named = row.get("client");
    let name = named.or_else(|| row.map.default_of("client"));
    let name = name.ok_or_else(|| row.fault("client", "is empty", "fill it in, or name a client for such deals in [file.defaults]"))?;
    match book.clients.get(&name.to_lowercase()) {
        Some(Known::One(id)) => Ok((*id, named.is_none())),
        Some(Known::Several) => Err(row.fault("client", "is what several clients are called", "rename all but one of them")),
        None => Err(row.fault("client", "is no client", "add it to the clients' file, or correct the name")),
    }
}

fn stage(row: Row<'_>, book: &Book) -> Result<(StageKey, StageKind), Rejection> {
    let text = row.need("stage")?;
    let known = StageKey::parse(text).ok().and_then(|key| book.stages.get(text).map(|kind| (key, *kind)));
    known.ok_or_else(|| row.fault("stage", "is no stage", "say in [file.values.stage] which one is meant"))
}

fn dates(row: Row<'_>, kind: StageKind) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Rejection> {
    let opened = row.parse("opened_on", parse_date)?;
    let closed = row.parse("closed_on", parse_date)?;
    match (kind, opened, closed) {
        (StageKind::Open, _, Some(_)) => Err(row.fault("closed_on", "is given for a deal that is open", "empty it, or correct the stage")),
        (StageKind::Won | StageKind::Lost, _, None) => {
            Err(row.fault("closed_on", "is empty for a deal that is closed", "fill it in, or correct the stage"))
        }
        (_, Some(opened), Some(closed)) if closed < opened => {
            Err(row.fault("closed_on", format!("lies before the deal was opened on {opened}"), "correct one of the two days"))
        }
        _ => Ok((opened, closed)),
    }
}

fn value(row: Row<'_>, book: &Book, kind: StageKind) -> Result<Option<i64>, Rejection> {
    let value = row.parse("value", |text| Money::parse(text, book.mapping.currency))?;
    match (kind, value) {
        (StageKind::Won, None) if row.map.columns.contains_key("value") => {
            Err(row.fault("value", "is empty for a deal that is won", "fill it in"))
        }
        (_, value) => Ok(value.map(|money| money.minor)),
    }
}
