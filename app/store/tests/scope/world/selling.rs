//! A client's deal, what hangs on it, and the competitor in it.

use super::{B, add, day, moment};
use crate::policy::Who;
use crate::room::id;
use domain::competitor::CompetitorStatus;
use domain::criteria::CriterionKind;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::stage::StageKey;
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::table::*;

pub(super) async fn build(db: &DatabaseConnection, client: u128) {
    add(db, a_deal(client, client)).await;
    let moved = opportunity_stage_change::ActiveModel {
        id: Set(id(client)),
        opportunity_id: Set(id(client)),
        to_stage: Set(StageKey::lead()),
        changed_by: Set(id(Who::Unassigned.number())),
        changed_at: Set(moment()),
        ..Default::default()
    };
    add(db, moved).await;
    let member = if client == B { Who::Team } else { Who::Admin };
    let member = opportunity_team_member::ActiveModel {
        user_id: Set(id(member.number())),
        opportunity_id: Set(id(client)),
        created_at: Set(moment()),
    };
    add(db, member).await;
    let person = opportunity_stakeholder::ActiveModel {
        stakeholder_id: Set(id(client)),
        opportunity_id: Set(id(client)),
        client_id: Set(id(client)),
        created_at: Set(moment()),
    };
    add(db, person).await;
    let competitor = competitor::ActiveModel {
        id: Set(id(0xC0 + client)),
        name: Set(format!("Competitor {client:x}")),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    };
    add(db, competitor).await;
    let mention = competitor_mention::ActiveModel {
        competitor_id: Set(id(0xC0 + client)),
        opportunity_id: Set(id(client)),
        status: Set(CompetitorStatus::Active),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, mention).await;
    let criterion = stage_criterion::ActiveModel {
        id: Set(id(0xD0 + client)),
        stage: Set(StageKey::lead()),
        position: Set(1),
        label: Set("Asked".into()),
        kind: Set(CriterionKind::Tick),
        ..Default::default()
    };
    add(db, criterion).await;
    let tick = criterion_tick::ActiveModel {
        opportunity_id: Set(id(client)),
        criterion_id: Set(id(0xD0 + client)),
        ticked_by: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
    };
    add(db, tick).await;
}

pub(crate) fn a_deal(n: u128, client: u128) -> opportunity::ActiveModel {
    opportunity::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(client)),
        name: Set(format!("Deal {n:x}")),
        kind: Set(OpportunityType::New),
        source: Set(OpportunitySource::Referral),
        stage: Set(StageKey::lead()),
        value: Set(5_000_000),
        expected_close_date: Set(Some(day())),
        created_by: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}
