//! What was said and done about the deal. Activities are the client's data: whoever is on the deal's team alone sees none.

use super::{People, deal_of_client};
use crate::deal::types::{ActivityForm, ClientRight, Happening, Timeline};
use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::{ActivityType, Sentiment};
use domain::date::{moment, parse_date};
use domain::id::{ActivityId, OpportunityId, StakeholderId, UserId};
use domain::parse::{Name, ParseError, long_text};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::table::{activity, activity_stakeholder, opportunity, stakeholder};
use store::{Access, DbError, Handle, Read, Write};

/// Rows of one page.
const PAGE: u64 = 15;
/// Nobody talks longer than a day.
const LONGEST_MINUTES: i32 = 24 * 60;

/// A page of the timeline as rows.
pub(super) struct RawTimeline {
    rows: Vec<activity::Model>,
    earlier: Option<String>,
    newest: bool,
}

/// The place of a row in the timeline, as an address names it.
fn place(row: &activity::Model) -> String {
    format!("{}-{}", row.occurred_at.timestamp_micros(), row.id.0.simple())
}

fn parse_place(text: &str) -> Option<(DateTime<Utc>, ActivityId)> {
    let (at, id) = text.split_once('-')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

/// Reads the page that begins after a place; the newest where none is named.
pub(super) async fn raw(read: &Read, deal: &opportunity::Model, client: ClientRight, earlier: &str) -> Result<RawTimeline, DbError> {
    use activity::Column as A;
    let from = parse_place(earlier);
    let newest = from.is_none();
    if !client.reads() {
        return Ok(RawTimeline { rows: Vec::new(), earlier: None, newest });
    }
    let after = from.map_or_else(Condition::all, |(at, id)| {
        let same = Condition::all().add(A::OccurredAt.eq(at)).add(A::Id.lt(id));
        Condition::any().add(A::OccurredAt.lt(at)).add(same)
    });
    let mut rows = read
        .find::<activity::Entity>()
        .filter(A::OpportunityId.eq(deal.id))
        .filter(after)
        .shape(|query| query.order_by_desc(A::OccurredAt).order_by_desc(A::Id).limit(PAGE + 1))
        .all(read)
        .await?;
    let more = rows.len() as u64 > PAGE;
    if more {
        rows.pop();
    }
    let earlier = rows.last().filter(|_| more).map(place);
    Ok(RawTimeline { rows, earlier, newest })
}

impl RawTimeline {
    pub(super) fn users(&self) -> Vec<UserId> {
        self.rows.iter().map(|row| row.created_by).collect()
    }

    /// With the names of who took part.
    pub(super) async fn named(self, read: &Read, people: &People) -> Result<Timeline, DbError> {
        let mut with = participants(read, self.rows.iter().map(|row| row.id).collect()).await?;
        let happening = |row: activity::Model| Happening {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            description: row.description,
            on: row.occurred_at.date_naive(),
            at: moment(row.occurred_at),
            minutes: row.duration_minutes,
            by: people.get(&row.created_by).map(|person| person.name.clone()).unwrap_or_default(),
            with: with.remove(&row.id).unwrap_or_default(),
            sentiment: row.sentiment,
        };
        Ok(Timeline { rows: self.rows.into_iter().map(happening).collect(), earlier: self.earlier, newest: self.newest })
    }
}

async fn participants(read: &Read, ids: Vec<ActivityId>) -> Result<HashMap<ActivityId, Vec<String>>, DbError> {
    #[derive(FromQueryResult)]
    struct With {
        activity_id: ActivityId,
        name: String,
    }
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let person: RelationDef = activity_stakeholder::Entity::belongs_to(stakeholder::Entity)
        .from(activity_stakeholder::Column::StakeholderId)
        .to(stakeholder::Column::Id)
        .into();
    let rows: Vec<With> = read
        .find::<activity_stakeholder::Entity>()
        .filter(activity_stakeholder::Column::ActivityId.is_in(ids))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, person)
                .select_only()
                .column(activity_stakeholder::Column::ActivityId)
                .column_as(stakeholder::Column::Name, "name")
                .order_by_asc(stakeholder::Column::NameKey)
        })
        .all_as(read)
        .await?;
    let mut with: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        with.entry(row.activity_id).or_default().push(row.name);
    }
    Ok(with)
}

/// A page of the timeline by itself.
///
/// # Errors
/// Not found for this person.
pub async fn page(access: &Access, id: OpportunityId, earlier: &str) -> Result<Timeline, DbError> {
    let read = access.read().await?;
    let deal = read.find::<opportunity::Entity>().by_id(id).must(&read).await?;
    if !super::client_seen(&read, &deal).await? {
        return Err(AppError::NotFound.into());
    }
    let rows = raw(&read, &deal, ClientRight::Read, earlier).await?;
    let people = firm::db::people(&read, rows.users().into_iter().collect::<HashSet<_>>()).await?;
    rows.named(&read, &people).await
}

/// Something that happened, to be written down.
pub struct NewActivity {
    kind: ActivityType,
    subject: String,
    description: Option<String>,
    on: NaiveDate,
    minutes: Option<i32>,
    sentiment: Option<Sentiment>,
    with: BTreeSet<StakeholderId>,
}

impl NewActivity {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(typed: &ActivityForm, today: NaiveDate) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default()
            .typed("kind", &typed.kind)
            .typed("subject", &typed.subject)
            .typed("description", &typed.description)
            .typed("on", &typed.on)
            .typed("minutes", &typed.minutes)
            .typed("sentiment", &typed.sentiment);
        let sentiment = if typed.sentiment.trim().is_empty() { Ok(None) } else { typed.sentiment.parse::<Sentiment>().map(Some) };
        let parsed = (
            errors.keep("kind", kind(&typed.kind)),
            errors.keep("subject", subject(&typed.subject)),
            errors.keep("description", long_text(&typed.description)),
            errors.keep("on", on(&typed.on, today)),
            errors.keep("minutes", minutes(&typed.minutes)),
            errors.keep("sentiment", sentiment),
        );
        let (Some(kind), Some(subject), Some(description), Some(on), Some(minutes), Some(sentiment)) = parsed else {
            return Err(AppError::Invalid(errors));
        };
        Ok(Self { kind, subject, description, on, minutes, sentiment, with: typed.with.iter().copied().collect() })
    }

    /// The least that is to be told: what it was, when, and with whom.
    pub(in crate::db) fn brief(kind: ActivityType, subject: &str, on: NaiveDate, with: Option<StakeholderId>) -> Result<Self, ParseError> {
        let subject = self::subject(subject)?;
        Ok(Self { kind, subject, description: None, on, minutes: None, sentiment: None, with: with.into_iter().collect() })
    }
}

fn kind(text: &str) -> Result<ActivityType, ParseError> {
    match text.parse()? {
        ActivityType::TaskCompleted => Err(ParseError::new("is written by itself when a step is done; choose another")),
        kind => Ok(kind),
    }
}

fn subject(text: &str) -> Result<String, ParseError> {
    if text.trim().is_empty() {
        return Err(ParseError::new("is empty; say in a few words what it was about"));
    }
    Name::parse(text).map(Name::into_inner)
}

fn on(text: &str, today: NaiveDate) -> Result<NaiveDate, ParseError> {
    let on = if text.trim().is_empty() { today } else { parse_date(text)? };
    not_ahead(on, today)
}

/// A day on which something may have happened.
pub(in crate::db) fn not_ahead(on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, ParseError> {
    if on > today { Err(ParseError::new("lies in the future; what is still to come is a next step")) } else { Ok(on) }
}

fn minutes(text: &str) -> Result<Option<i32>, ParseError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let minutes = text.parse::<i32>().ok().filter(|minutes| (1..=LONGEST_MINUTES).contains(minutes));
    minutes.map(Some).ok_or_else(|| ParseError::new(format!("is not a number of minutes from 1 to {LONGEST_MINUTES}")))
}

/// Writes down what happened, with whom of the client's people.
///
/// # Errors
/// By scope; somebody who is not of this client.
pub async fn log(access: &Access, id: OpportunityId, new: NewActivity) -> Result<ActivityId, DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = deal_of_client(write, id).await?;
                log_in(write, &deal, new, me).await
            })
        })
        .await
}

/// The same inside the caller's transaction.
pub(in crate::db) async fn log_in(
    write: &mut Write,
    deal: &opportunity::Model,
    new: NewActivity,
    me: UserId,
) -> Result<ActivityId, DbError> {
    let theirs = write
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(deal.client_id))
        .filter(stakeholder::Column::Id.is_in(new.with.iter().copied()));
    if theirs.count(write).await? != new.with.len() as u64 {
        return Err(AppError::field("with", "Somebody of them is not one of the client's people any more; reload the page.").into());
    }
    let now = store::id::now();
    let noon = new.on.and_hms_opt(12, 0, 0).map(|at| at.and_utc());
    let row = activity::ActiveModel {
        id: Set(store::id::fresh::<ActivityId>()),
        kind: Set(new.kind),
        subject: Set(new.subject),
        description: Set(new.description),
        // Only the day was asked for: of today it was before now, of another day it is told at noon.
        occurred_at: Set(if new.on == now.date_naive() { now } else { noon.unwrap_or(now) }),
        duration_minutes: Set(new.minutes),
        client_id: Set(deal.client_id),
        opportunity_id: Set(Some(deal.id)),
        created_by: Set(me),
        sentiment: Set(new.sentiment),
        ..Default::default()
    };
    let activity = write.insert::<activity::Entity>(row).await?.id;
    for person in new.with {
        let row = activity_stakeholder::ActiveModel { activity_id: Set(activity), stakeholder_id: Set(person), ..Default::default() };
        write.insert::<activity_stakeholder::Entity>(row).await?;
    }
    Ok(activity)
}
