//! The usual courses of a project, as the firm has written them down.

use crate::handover::Course;
use domain::id::PhaseTemplateId;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;
use store::table::{phase_template, phase_template_phase};
use store::{DbError, Handle};

/// More than any firm has.
const AT_MOST: u64 = 100;

/// Every course with its phases, in their order.
pub(super) async fn courses(on: &impl Handle) -> Result<Vec<Course>, DbError> {
    use phase_template::Column as C;
    use phase_template_phase::Column as P;
    let rows = on.find::<phase_template::Entity>();
    let rows = rows.shape(|query| query.order_by_asc(C::Position).order_by_asc(C::Id).limit(AT_MOST)).all(on).await?;
    let phases = on.find::<phase_template_phase::Entity>();
    let phases = phases.shape(|query| query.order_by_asc(P::TemplateId).order_by_asc(P::Position).order_by_asc(P::Id)).all(on).await?;
    let mut of: HashMap<PhaseTemplateId, Vec<(String, i32)>> = HashMap::new();
    for phase in phases {
        of.entry(phase.template_id).or_default().push((phase.name, phase.weeks));
    }
    Ok(rows.into_iter().map(|row| Course { phases: of.remove(&row.id).unwrap_or_default(), id: row.id, name: row.name }).collect())
}
