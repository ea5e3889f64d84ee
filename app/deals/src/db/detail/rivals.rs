//! Who else is in the deal.

use super::deal;
use crate::deal::types::{Rival, RivalField};
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::id::{CompetitorId, OpportunityId};
use domain::parse::{Name, ParseError, long_text};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder};
use std::collections::HashMap;
use store::table::{competitor, competitor_mention};
use store::{Access, DbError, Handle, Read, TypedOver, Write};

/// The competitors by name.
pub(super) async fn rivals(read: &Read, id: OpportunityId) -> Result<Vec<Rival>, DbError> {
    let mentions = read.find::<competitor_mention::Entity>().filter(competitor_mention::Column::OpportunityId.eq(id)).all(read).await?;
    if mentions.is_empty() {
        return Ok(Vec::new());
    }
    let mut mentions: HashMap<_, _> = mentions.into_iter().map(|mention| (mention.competitor_id, mention)).collect();
    let rows = read
        .find::<competitor::Entity>()
        .filter(competitor::Column::Id.is_in(mentions.keys().copied().collect::<Vec<_>>()))
        .shape(|query| query.order_by_asc(competitor::Column::NameKey))
        .all(read)
        .await?;
    let rival = |row: competitor::Model| {
        mentions.remove(&row.id).map(|mention| Rival {
            id: row.id,
            name: row.name,
            status: mention.status,
            notes: mention.notes.unwrap_or_default(),
            version: mention.version,
        })
    };
    Ok(rows.into_iter().filter_map(rival).collect())
}

/// A competitor to put into a deal: one that is known, or by the name of one that may not be yet.
pub struct Rivalry {
    competitor: Result<CompetitorId, Name>,
    status: CompetitorStatus,
    notes: Option<String>,
}

impl Rivalry {
    /// Reads the form.
    ///
    /// # Errors
    /// Neither a competitor nor a name, or a text that is too long.
    pub fn parse(competitor: Option<CompetitorId>, name: &str, status: Option<CompetitorStatus>, notes: &str) -> Result<Self, AppError> {
        let invalid = |field: &'static str| move |error: ParseError| AppError::field(field, error.to_string()).typed("name", name);
        let competitor = match competitor {
            Some(competitor) => Ok(competitor),
            None => Err(Name::parse(name).map_err(invalid("name"))?),
        };
        let notes = long_text(notes).map_err(invalid("notes"))?;
        Ok(Self { competitor, status: status.unwrap_or(CompetitorStatus::Active), notes })
    }
}

/// Puts a competitor into the deal; one that nobody has heard of becomes known to the firm by that. Who is in it already
/// stays as they are.
///
/// # Errors
/// By scope; no such competitor.
pub async fn add(access: &Access, id: OpportunityId, new: Rivalry) -> Result<CompetitorId, DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                // The competitor is the firm's and not the client's, so it is added before the deal is named to the log.
                let competitor = match new.competitor {
                    Ok(known) => write.find::<competitor::Entity>().by_id(known).must(write).await?.id,
                    Err(name) => known_by(write, name).await?,
                };
                deal(write, id).await?;
                if write.find::<competitor_mention::Entity>().by_id((competitor, id)).count(write).await? == 0 {
                    let row = competitor_mention::ActiveModel {
                        competitor_id: Set(competitor),
                        opportunity_id: Set(id),
                        status: Set(new.status),
                        notes: Set(new.notes),
                        ..Default::default()
                    };
                    write.insert::<competitor_mention::Entity>(row).await?;
                }
                Ok(competitor)
            })
        })
        .await
}

async fn known_by(write: &mut Write, name: Name) -> Result<CompetitorId, DbError> {
    let key = store::name_key(name.as_str());
    if let Some(known) = write.find::<competitor::Entity>().filter(competitor::Column::NameKey.eq(key)).one(write).await? {
        return Ok(known.id);
    }
    let row = competitor::ActiveModel { id: Set(store::id::fresh::<CompetitorId>()), name: Set(name.into_inner()), ..Default::default() };
    let added = write.insert::<competitor::Entity>(row).await;
    Ok(added.map_err(|error| error.on_unique("name", "has just been added by somebody else; try again"))?.id)
}

/// Changes how a competitor stands in the deal, or what we know about it, if nobody changed the same since `version`; and
/// answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(
    access: &Access,
    id: OpportunityId,
    competitor: CompetitorId,
    field: RivalField,
    value: &str,
    version: i32,
) -> Result<i32, DbError> {
    let value = value.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                deal(write, id).await?;
                let before = write.find::<competitor_mention::Entity>().by_id((competitor, id)).must(write).await?;
                let wrong = |error: ParseError| DbError::from(AppError::field("value", error.to_string()));
                let mut change = competitor_mention::ActiveModel::default();
                let theirs = match field {
                    RivalField::Status => {
                        change.status = Set(value.parse().map_err(wrong)?);
                        before.status.as_str().to_owned()
                    }
                    RivalField::Notes => {
                        change.notes = Set(long_text(&value).map_err(wrong)?);
                        before.notes.clone().unwrap_or_default()
                    }
                };
                let row = format!("{competitor}:{id}");
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<competitor_mention::Entity>(&row, field.as_str(), typed).await? {
                    return Err(AppError::Conflict { field: "value".into(), theirs: field.shown(&theirs), yours: value }.into());
                }
                Ok(write.update::<competitor_mention::Entity>(&before, change).await?.version)
            })
        })
        .await
}

/// Takes a competitor out of the deal.
///
/// # Errors
/// By scope.
pub async fn remove(access: &Access, id: OpportunityId, competitor: CompetitorId) -> Result<(), DbError> {
    access
        .write(move |write| {
            Box::pin(async move {
                deal(write, id).await?;
                match write.find::<competitor_mention::Entity>().by_id((competitor, id)).one(write).await? {
                    Some(row) => write.delete::<competitor_mention::Entity>(row).await,
                    None => Ok(()),
                }
            })
        })
        .await
}
