//! What a move lacks, and who may make it all the same.

use super::evidence::evidence;
use super::next_steps::planned;
use super::stages::{criteria, stages};
use crate::types::Gap;
use domain::criteria::asked;
use domain::stage::{Stage, StageGate, StageKey, StageOverride};
use domain::user::{Actor, AssignmentRole, UserRole};
use sea_orm::ColumnTrait;
use store::table::{client_assignment, opportunity};
use store::{DbError, Handle};

/// What is missing for a move, and what that does to it.
#[derive(Clone, Debug)]
pub struct Lack {
    /// What is missing; not empty.
    pub gaps: Vec<Gap>,
    /// What it does to the move: the strictest of the stages that miss something.
    pub gate: StageGate,
    /// Who may override it where it blocks.
    pub override_by: StageOverride,
    /// Whether the person may move the deal on with a reason.
    pub may: bool,
}

/// What the move of a deal to this stage lacks as things stand; nothing if it is free to go.
///
/// # Errors
/// The database fails.
pub async fn lack_of(on: &impl Handle, me: &Actor, deal: &opportunity::Model, to: &StageKey) -> Result<Option<Lack>, DbError> {
    let stages = stages(on).await?;
    let find = |key: &StageKey| stages.iter().find(|stage| stage.key == *key);
    match (find(&deal.stage), find(to)) {
        (Some(from), Some(to)) => lack(on, me, deal, &stages, from, to).await,
        _ => Ok(None),
    }
}

/// What the move from one stage to another lacks; nothing if it is free to go.
pub(super) async fn lack(
    on: &impl Handle,
    me: &Actor,
    deal: &opportunity::Model,
    stages: &[Stage],
    from: &Stage,
    to: &Stage,
) -> Result<Option<Lack>, DbError> {
    let Some((gaps, gate, override_by)) = missing(on, deal, stages, from, to).await? else { return Ok(None) };
    let may = match (gate, override_by) {
        (StageGate::Warn, _) => true,
        (StageGate::Block, StageOverride::Admin) => me.role == UserRole::Admin,
        (StageGate::Block, StageOverride::Lead) => leads(on, deal, me).await?,
    };
    Ok(Some(Lack { gaps, gate, override_by, may }))
}

/// What of the criteria on the way is not met, with the strictest gate and who may open it; nothing if all is.
pub(super) async fn missing(
    on: &impl Handle,
    deal: &opportunity::Model,
    stages: &[Stage],
    from: &Stage,
    to: &Stage,
) -> Result<Option<(Vec<Gap>, StageGate, StageOverride)>, DbError> {
    let asking: Vec<&Stage> = asked(stages, from, to).collect();
    if asking.is_empty() {
        return Ok(None);
    }
    let criteria = criteria(on).await?;
    let next = planned(on, &[deal.id]).await?;
    let files = evidence(on, std::slice::from_ref(deal), &next).await?;
    let file = files.get(&deal.id).cloned().unwrap_or_default();
    let today = store::id::now().date_naive();
    let (mut gaps, mut gate, mut override_by) = (Vec::new(), StageGate::Warn, StageOverride::Lead);
    for stage in asking {
        let missing = criteria.iter().filter(|criterion| criterion.stage == stage.key && !file.meets(criterion, today));
        let before = gaps.len();
        for criterion in missing {
            gaps.push(Gap { criterion: criterion.id, stage: stage.name.clone(), label: criterion.label.clone(), check: criterion.check });
        }
        if gaps.len() > before && stage.gate == StageGate::Block {
            gate = StageGate::Block;
            if stage.override_by == StageOverride::Admin {
                override_by = StageOverride::Admin;
            }
        }
    }
    Ok((!gaps.is_empty()).then_some((gaps, gate, override_by)))
}

/// Whether the person answers for the deal: a lead of its client, or an admin.
pub(super) async fn leads(on: &impl Handle, deal: &opportunity::Model, me: &Actor) -> Result<bool, DbError> {
    if me.role == UserRole::Admin {
        return Ok(true);
    }
    let lead = on
        .find::<client_assignment::Entity>()
        .filter(client_assignment::Column::ClientId.eq(deal.client_id))
        .filter(client_assignment::Column::UserId.eq(me.id))
        .filter(client_assignment::Column::Role.eq(AssignmentRole::Lead));
    Ok(lead.count(on).await? > 0)
}
