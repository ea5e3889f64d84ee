//! A timeline: what was said and done, the newest first, paged by its place in time.

use super::told::told;
use crate::of::Of;
use crate::types::Timeline;
use chrono::{DateTime, Utc};
use clients::db::choose::ours;
use domain::AppError;
use domain::activity::ActivityType;
use domain::id::{ActivityId, ClientId};
use domain::policy::{Action, Noun};
use sea_orm::{ColumnTrait, Condition, QueryOrder, QuerySelect};
use store::table::{activity, activity_stakeholder, client, opportunity, project, stakeholder};
use store::{Access, DbError, Handle};

/// Rows of one page, where no other number is asked for.
const PAGE: u64 = 15;
/// The most that are looked at again at once.
const MOST: u64 = 150;

/// What is asked of a timeline; what cannot be read asks for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// Only of this kind.
    pub kind: &'a str,
    /// `me`: only what the person logged.
    pub by: &'a str,
    /// Where it begins, as an earlier answer said; the newest where it says nothing.
    pub earlier: &'a str,
    /// How many rows at most.
    pub rows: u64,
}

/// A page of a timeline.
///
/// # Errors
/// Not found for this person.
pub async fn timeline(access: &Access, of: Of, sought: &Sought<'_>) -> Result<Timeline, DbError> {
    use activity::Column as A;
    access.require(Action::Read, Noun::Activity)?;
    let me = access.actor()?.id;
    let read = access.read().await?;
    let client = seen(&read, of).await?;
    let from = parse_place(sought.earlier);
    let newest = from.is_none();
    let after = from.map(|(at, id)| {
        let same = Condition::all().add(A::OccurredAt.eq(at)).add(A::Id.lt(id));
        Condition::any().add(A::OccurredAt.lt(at)).add(same)
    });
    let limit = if sought.rows == 0 { PAGE } else { sought.rows.clamp(PAGE, MOST) };
    let mut rows = read
        .find::<activity::Entity>()
        .filter(about(&read, of))
        .filter(Condition::all().add_option(sought.kind.parse::<ActivityType>().ok().map(|kind| A::Kind.eq(kind))))
        .filter(Condition::all().add_option((sought.by == "me").then(|| A::CreatedBy.eq(me))))
        .filter(Condition::all().add_option(after))
        .shape(|query| query.order_by_desc(A::OccurredAt).order_by_desc(A::Id).limit(limit + 1))
        .all(&read)
        .await?;
    let more = rows.len() as u64 > limit;
    if more {
        rows.pop();
    }
    let earlier = rows.last().filter(|_| more).map(place);
    let can_log = match client {
        Some(client) => access.may(Action::Create, Noun::Activity) && ours(&read).by_id(client).count(&read).await? > 0,
        None => access.may(Action::Create, Noun::Activity),
    };
    Ok(Timeline { rows: told(&read, rows).await?, earlier, newest, can_log })
}

/// The place of a row in the timeline, as an address names it.
fn place(row: &activity::Model) -> String {
    format!("{}-{}", row.occurred_at.timestamp_micros(), row.id.0.simple())
}

fn parse_place(text: &str) -> Option<(DateTime<Utc>, ActivityId)> {
    let (at, id) = text.rsplit_once('-')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

/// Whose activities are asked for must be within sight: the client, and what of it was named. Answers the client.
pub(super) async fn seen(on: &impl Handle, of: Of) -> Result<Option<ClientId>, DbError> {
    let client = match of {
        Of::All => return Ok(None),
        Of::User(id) => {
            return if on.colleagues(vec![id]).await?.is_empty() { Err(AppError::NotFound.into()) } else { Ok(None) };
        }
        Of::Client(id) => id,
        Of::Deal(id) => on.find::<opportunity::Entity>().by_id(id).must(on).await?.client_id,
        Of::Project(id) => on.find::<project::Entity>().by_id(id).must(on).await?.client_id,
        Of::Stakeholder(id) => on.find::<stakeholder::Entity>().by_id(id).must(on).await?.client_id,
    };
    // A deal or a project may be seen without its client: what was said with the client is not.
    if on.find::<client::Entity>().by_id(client).count(on).await? == 0 { Err(AppError::NotFound.into()) } else { Ok(Some(client)) }
}

fn about(on: &impl Handle, of: Of) -> Condition {
    use activity::Column as A;
    let all = Condition::all();
    match of {
        Of::All => all,
        Of::Client(id) => all.add(A::ClientId.eq(id)),
        Of::Deal(id) => all.add(A::OpportunityId.eq(id)),
        Of::Project(id) => all.add(A::ProjectId.eq(id)),
        Of::User(id) => all.add(A::CreatedBy.eq(id)),
        Of::Stakeholder(id) => {
            let with = on
                .find::<activity_stakeholder::Entity>()
                .filter(activity_stakeholder::Column::StakeholderId.eq(id))
                .shape(|query| query.select_only().column(activity_stakeholder::Column::ActivityId));
            all.add(A::Id.in_subquery(with.into_query()))
        }
    }
}
