//! Stages, deals and what hangs on them, competitors.

use super::{FIRST, SECOND, add, day, id, moment};
use domain::activity::ActivityType;
use domain::competitor::CompetitorStatus;
use domain::criteria::{CriterionField, CriterionKind};
use domain::deal::{OpportunitySource, OpportunityType};
use domain::stage::{StageKey, StageKind};
use domain::stakeholder::MeddpiccRole;
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::table::*;

/// A stage that no deal is in.
pub(crate) const EMPTY_STAGE: &str = "zzz";

pub(super) async fn build(db: &DatabaseConnection) {
    let stage = deal_stage::ActiveModel {
        key: Set(domain::stage::StageKey::parse(EMPTY_STAGE).unwrap()),
        name: Set("Empty".into()),
        kind: Set(StageKind::Open),
        position: Set(9),
        probability: Set(5),
        exit_criteria: Set(String::new()),
        ..Default::default()
    };
    add(db, stage).await;
    for n in [FIRST, SECOND] {
        add(db, a_loss_reason(n)).await;
        add(db, a_criterion(n)).await;
    }
    // One of each kind, so that every word of a criterion stands somewhere.
    for (n, kind) in (SECOND + 1..).zip([CriterionKind::Field, CriterionKind::Activity]) {
        add(db, asking(kind, n)).await;
    }
    add(db, opportunity::ActiveModel { loss_reason_id: Set(Some(id(FIRST))), ..a_deal(FIRST) }).await;
    add(db, a_deal(SECOND)).await;
    let tick = criterion_tick::ActiveModel {
        opportunity_id: Set(id(FIRST)),
        criterion_id: Set(id(FIRST)),
        ticked_by: Set(id(FIRST)),
        created_at: Set(moment()),
    };
    add(db, tick).await;
    let moved = opportunity_stage_change::ActiveModel {
        id: Set(id(FIRST)),
        opportunity_id: Set(id(FIRST)),
        from_stage: Set(Some(StageKey::lead())),
        to_stage: Set(StageKey::lead()),
        changed_by: Set(id(FIRST)),
        changed_at: Set(moment()),
        ..Default::default()
    };
    add(db, moved.clone()).await;
    let back = opportunity_stage_change::ActiveModel { id: Set(id(SECOND)), reverts: Set(Some(id(FIRST))), ..moved };
    add(db, back).await;
    let member =
        opportunity_team_member::ActiveModel { user_id: Set(id(FIRST)), opportunity_id: Set(id(FIRST)), created_at: Set(moment()) };
    add(db, member).await;
    add(db, a_deals_stakeholder()).await;
    for n in [FIRST, SECOND] {
        add(db, a_competitor(n)).await;
    }
    let mention = competitor_mention::ActiveModel {
        competitor_id: Set(id(FIRST)),
        opportunity_id: Set(id(FIRST)),
        status: Set(CompetitorStatus::Active),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, mention).await;
}

pub(crate) fn a_loss_reason(n: u128) -> loss_reason::ActiveModel {
    loss_reason::ActiveModel { id: Set(id(n)), name: Set(format!("Reason {n}")), position: Set(1), ..Default::default() }
}

pub(crate) fn a_criterion(n: u128) -> stage_criterion::ActiveModel {
    stage_criterion::ActiveModel {
        id: Set(id(n)),
        stage: Set(StageKey::lead()),
        position: Set(1),
        label: Set(format!("Criterion {n}")),
        kind: Set(CriterionKind::Tick),
        ..Default::default()
    }
}

fn asking(kind: CriterionKind, n: u128) -> stage_criterion::ActiveModel {
    let field = (kind == CriterionKind::Field).then_some(CriterionField::Value);
    let contact = (kind == CriterionKind::Activity).then_some((ActivityType::Call, MeddpiccRole::Champion));
    stage_criterion::ActiveModel {
        kind: Set(kind),
        field: Set(field),
        activity: Set(contact.map(|(activity, _)| activity)),
        role: Set(contact.map(|(_, role)| role)),
        ..a_criterion(n)
    }
}

pub(crate) fn a_deal(n: u128) -> opportunity::ActiveModel {
    opportunity::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(FIRST)),
        name: Set(format!("Deal {n}")),
        kind: Set(OpportunityType::New),
        source: Set(OpportunitySource::Referral),
        stage: Set(StageKey::lead()),
        value: Set(5_000_000),
        expected_close_date: Set(Some(day(20))),
        created_by: Set(id(FIRST)),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

pub(crate) fn a_deals_stakeholder() -> opportunity_stakeholder::ActiveModel {
    opportunity_stakeholder::ActiveModel {
        stakeholder_id: Set(id(FIRST)),
        opportunity_id: Set(id(FIRST)),
        client_id: Set(id(FIRST)),
        created_at: Set(moment()),
    }
}

pub(crate) fn a_competitor(n: u128) -> competitor::ActiveModel {
    competitor::ActiveModel {
        id: Set(id(n)),
        name: Set(format!("Competitor {n}")),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}
