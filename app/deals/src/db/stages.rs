//! The firm's stages in their order.

use domain::stage::Stage;
use sea_orm::QueryOrder;
use store::table::deal_stage::{Column, Entity, Model};
use store::{DbError, Handle};

/// Every stage.
pub(super) async fn stages(on: &impl Handle) -> Result<Vec<Stage>, DbError> {
    let rows = on.find::<Entity>().shape(|query| query.order_by_asc(Column::Position)).all(on).await?;
    Ok(rows.into_iter().map(stage).collect())
}

fn stage(row: Model) -> Stage {
    Stage { key: row.key, name: row.name, kind: row.kind, probability: row.probability, exit_criteria: row.exit_criteria }
}
