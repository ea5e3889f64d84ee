//! The firm's stages in their order, and what each asks for.

use domain::criteria::{Check, Criterion, CriterionKind};
use domain::stage::Stage;
use sea_orm::QueryOrder;
use store::table::{deal_stage, stage_criterion};
use store::{DbError, Handle};

/// Every stage that is in use.
pub(crate) async fn stages(on: &impl Handle) -> Result<Vec<Stage>, DbError> {
    Ok(every_stage(on).await?.into_iter().filter(|(_, retired)| !retired).map(|(stage, _)| stage).collect())
}

/// Every stage that there is, and whether it is retired: history names those too.
pub(crate) async fn every_stage(on: &impl Handle) -> Result<Vec<(Stage, bool)>, DbError> {
    let rows = on.find::<deal_stage::Entity>().shape(|query| query.order_by_asc(deal_stage::Column::Position)).all(on).await?;
    Ok(rows.into_iter().map(|row| (stage(&row), row.retired)).collect())
}

/// A stage as the pages know it.
pub(crate) fn stage(row: &deal_stage::Model) -> Stage {
    Stage {
        key: row.key.clone(),
        name: row.name.clone(),
        kind: row.kind,
        probability: row.probability,
        exit_criteria: row.exit_criteria.clone(),
        guidance: row.guidance.clone(),
        hue: row.hue,
        gate: row.gate,
        override_by: row.override_by,
        rot_days: row.rot_days,
        version: row.version,
    }
}

/// What every stage asks for, in the order of its list.
pub(crate) async fn criteria(on: &impl Handle) -> Result<Vec<Criterion>, DbError> {
    use stage_criterion::Column as C;
    let rows = on.find::<stage_criterion::Entity>();
    let rows = rows.shape(|query| query.order_by_asc(C::Stage).order_by_asc(C::Position).order_by_asc(C::Id)).all(on).await?;
    Ok(rows.into_iter().filter_map(criterion).collect())
}

/// A criterion as the rules know it; none if the row lacks what its kind needs, which the database refuses.
pub(crate) fn criterion(row: stage_criterion::Model) -> Option<Criterion> {
    let check = match row.kind {
        CriterionKind::Field => Check::Field(row.field?),
        CriterionKind::Role => Check::Role(row.role?),
        CriterionKind::Activity => Check::Activity { kind: row.activity, role: row.role, within_days: row.within_days },
        CriterionKind::Tick => Check::Tick,
    };
    Some(Criterion { id: row.id, stage: row.stage, label: row.label, check })
}
