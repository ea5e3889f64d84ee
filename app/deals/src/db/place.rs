//! Where on its column of the board a card goes.

use domain::AppError;
use domain::id::OpportunityId;
use domain::rank;
use domain::stage::StageKey;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::opportunity::{Column, Entity};
use store::{DbError, Handle, Write};

/// Where a card is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Ahead of all others.
    #[default]
    Top,
    /// Right behind this card.
    After(OpportunityId),
    /// Right ahead of this card.
    Before(OpportunityId),
    /// Behind all others.
    Bottom,
}

/// The rank of this place among everything in the stage, whether or not the person sees it: two people who see
/// different cards must not be given the same place.
pub(super) async fn rank_at(write: &Write, stage: &StageKey, place: Place, moving: OpportunityId) -> Result<String, DbError> {
    let (before, after) = match place {
        Place::Top => (None, end(write, stage, moving, false).await?),
        Place::Bottom => (end(write, stage, moving, true).await?, None),
        Place::After(neighbour) => {
            let rank = neighbours_rank(write, stage, neighbour).await?;
            let next = beside(write, stage, &rank, moving, false).await?;
            (Some(rank), next)
        }
        Place::Before(neighbour) => {
            let rank = neighbours_rank(write, stage, neighbour).await?;
            (beside(write, stage, &rank, moving, true).await?, Some(rank))
        }
    };
    rank::between_for(before.as_deref(), after.as_deref(), moving.0).ok_or_else(|| changed().into())
}

fn changed() -> AppError {
    AppError::field("to", "The column changed meanwhile; what you see is up to date now. Move the deal again.")
}

/// The rank of a card that the person saw there; it may have been moved away since.
async fn neighbours_rank(write: &Write, stage: &StageKey, id: OpportunityId) -> Result<String, DbError> {
    let row = write.find::<Entity>().by_id(id).filter(Column::Stage.eq(stage.clone())).one(write).await?;
    row.and_then(|row| row.rank).ok_or_else(|| changed().into())
}

/// The rank of the stage's first or last card.
async fn end(write: &Write, stage: &StageKey, moving: OpportunityId, last: bool) -> Result<Option<String>, DbError> {
    nearest(write, stage, moving, last, None).await
}

/// The rank next to this one.
async fn beside(write: &Write, stage: &StageKey, rank: &str, moving: OpportunityId, before: bool) -> Result<Option<String>, DbError> {
    nearest(write, stage, moving, before, Some(rank)).await
}

async fn nearest(
    write: &Write,
    stage: &StageKey,
    moving: OpportunityId,
    downwards: bool,
    from: Option<&str>,
) -> Result<Option<String>, DbError> {
    let mut query = write.find_beyond::<Entity>("the place between two cards").filter(Column::Stage.eq(stage.clone()));
    query = query.filter(Column::Rank.is_not_null()).filter(Column::Id.ne(moving));
    if let Some(rank) = from {
        query = query.filter(if downwards { Column::Rank.lt(rank) } else { Column::Rank.gt(rank) });
    }
    let ordered = query.shape(|query| {
        let query = query.select_only().column(Column::Rank);
        if downwards { query.order_by_desc(Column::Rank) } else { query.order_by_asc(Column::Rank) }.limit(1)
    });
    #[derive(sea_orm::FromQueryResult)]
    struct Ranked {
        rank: Option<String>,
    }
    Ok(ordered.one_as::<Ranked>(write).await?.and_then(|row| row.rank))
}
