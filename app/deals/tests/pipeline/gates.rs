//! What a move lacks, who may make it all the same, and what closes a gap.

use crate::firm::{Firm, key, move_in, moved};
use deals::db::{Fix, MoveAsk, Step};
use deals::{DealFilter, GapSheet, MoveAnswer};
use domain::AppError;
use domain::activity::ActivityType;
use domain::criteria::{Check, CriterionField};
use domain::stage::{StageGate, StageOverride};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use store::table::{client, deal_stage, opportunity, opportunity_stakeholder, stakeholder};
use store::testing::TestDb;
use store::{Access, DbError};

async fn gate(firm: &Firm, stage: &str, gate: StageGate, override_by: StageOverride) {
    let row = deal_stage::ActiveModel { key: Set(key(stage)), gate: Set(gate), override_by: Set(override_by), ..Default::default() };
    deal_stage::Entity::update(row).exec(&firm.raw().await).await.unwrap();
}

/// Leaves a deal without people, texts or ticks.
async fn bare(firm: &Firm, deal: &opportunity::Model) {
    let raw = firm.raw().await;
    let people = opportunity_stakeholder::Column::OpportunityId.eq(deal.id);
    opportunity_stakeholder::Entity::delete_many().filter(people).exec(&raw).await.unwrap();
    let row = client::ActiveModel {
        id: Set(deal.client_id),
        meddpicc_metrics: Set(None),
        meddpicc_metrics_at: Set(None),
        meddpicc_identified_pain: Set(None),
        meddpicc_identified_pain_at: Set(None),
        ..Default::default()
    };
    client::Entity::update(row).exec(&raw).await.unwrap();
}

async fn sheet(access: &Access, deal: &opportunity::Model, to: &str) -> GapSheet {
    deals::db::gaps(access, deal.id, &key(to)).await.unwrap()
}

store::both_engines! {
    async fn a_soft_gate_moves_on_with_a_reason_that_is_kept(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("discovery").await.remove(0);
        bare(&firm, &deal).await;
        let answer = moved(&admin, deal.id, MoveAsk::to(key("proposal"), deal.version)).await.unwrap();
        let MoveAnswer::Lacking(lacking) = answer else { panic!("{answer:?}") };
        let labels: Vec<_> = lacking.gaps.iter().map(|gap| gap.label.as_str()).collect();
        assert_eq!(labels, ["Pain identified", "Metrics defined"]);
        assert_eq!((lacking.gate, lacking.may), (StageGate::Warn, true));
        assert_eq!(firm.deal(deal.id).await, deal, "nothing was changed");

        let ask = MoveAsk { reason: "  The tender closes on Friday.  ".into(), ..MoveAsk::to(key("proposal"), deal.version) };
        let answer = moved(&admin, deal.id, ask).await.unwrap();
        let MoveAnswer::Moved { now, .. } = answer else { panic!("{answer:?}") };
        assert_eq!(now.cards[0].flag.as_deref(), Some("The tender closes on Friday."));
        let last = firm.history(deal.id).await.pop().unwrap();
        assert_eq!(last.override_reason.as_deref(), Some("The tender closes on Friday."));
        assert_eq!(last.gaps.as_deref(), Some("Pain identified\nMetrics defined"));
    }

    async fn a_reason_without_a_gap_is_not_kept(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("proposal").await.remove(0);
        let ask = MoveAsk { reason: "Back to the start.".into(), ..MoveAsk::to(key("discovery"), deal.version) };
        moved(&admin, deal.id, ask).await.unwrap();
        let last = firm.history(deal.id).await.pop().unwrap();
        assert_eq!((last.override_reason, last.gaps), (None, None));
    }

    async fn a_hard_gate_stops_who_may_not_override_it_and_names_who_may(db: TestDb) {
        let firm = Firm::new(db).await;
        let deal = firm.consultants(true).await;
        bare(&firm, &deal).await;
        for stage in ["lead", "qualified", "discovery", "proposal"] {
            gate(&firm, stage, StageGate::Block, StageOverride::Admin).await;
        }
        let (consultant, admin) = (firm.access("consultant").await, firm.access("admin").await);
        let to = if deal.stage == key("negotiation") { "closed_won" } else { "negotiation" };
        let ask = || MoveAsk { reason: "I want to.".into(), ..MoveAsk::to(key(to), deal.version) };
        let Step::Lacking(lack) = move_in(&consultant, deal.id, ask()).await.unwrap() else { panic!("moved") };
        assert_eq!((lack.gate, lack.override_by, lack.may), (StageGate::Block, StageOverride::Admin, false));
        assert_eq!(firm.deal(deal.id).await, deal);
        let Step::Moved(_) = move_in(&admin, deal.id, ask()).await.unwrap() else { panic!("an admin may") };
        assert_eq!(firm.history(deal.id).await.pop().unwrap().override_reason.as_deref(), Some("I want to."));
    }

    async fn a_stage_that_is_skipped_is_asked_too(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("qualified").await.remove(0);
        bare(&firm, &deal).await;
        let stages: std::collections::BTreeSet<_> = sheet(&admin, &deal, "proposal").await.gaps.into_iter().map(|gap| gap.stage).collect();
        assert_eq!(stages.into_iter().collect::<Vec<_>>(), ["Discovery", "Qualified"]);
    }

    async fn each_gap_is_closed_right_there(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("qualified").await.remove(1);
        bare(&firm, &deal).await;
        let person = stakeholder::Entity::find().filter(stakeholder::Column::ClientId.eq(deal.client_id));
        let person = person.one(&firm.raw().await).await.unwrap().unwrap();
        let today = store::id::now().date_naive();
        for _ in 0..20 {
            let open = sheet(&admin, &deal, "closed_won").await;
            let Some(gap) = open.gaps.first().cloned() else { break };
            let fix = match gap.check {
                Check::Field(CriterionField::Value) => Fix { value: "12500".into(), ..Fix::default() },
                Check::Field(CriterionField::CloseDate) => Fix { value: "2027-01-31".into(), ..Fix::default() },
                Check::Field(_) => Fix { value: "What they told us".into(), ..Fix::default() },
                Check::Role(_) => Fix { who: Some(person.id), ..Fix::default() },
                Check::Activity { role, .. } => {
                    if let Some(role) = role {
                        // Whoever is spoken with must be known in the role.
                        let refused = deals::db::fix(&admin, deal.id, gap.criterion, Fix::default()).await.unwrap_err();
                        assert!(matches!(&refused, DbError::App(error) if error.of("who").is_some()), "{refused:?}");
                        give(&firm, person.id, role).await;
                    }
                    Fix { value: "Went through it".into(), who: Some(person.id), kind: Some(ActivityType::Meeting), on: Some(today) }
                }
                Check::Tick => Fix::default(),
            };
            deals::db::fix(&admin, deal.id, gap.criterion, fix).await.unwrap();
            let left = sheet(&admin, &deal, "closed_won").await;
            assert!(left.gaps.iter().all(|other| other.criterion != gap.criterion), "{} is closed", gap.label);
        }
        assert!(sheet(&admin, &deal, "closed_won").await.gaps.is_empty());
        let now = firm.deal(deal.id).await;
        let Step::Moved(_) = move_in(&admin, deal.id, MoveAsk::to(key("closed_won"), now.version)).await.unwrap() else { panic!("free to go") };
    }

    async fn a_wrong_value_is_refused_at_its_field(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("lead").await.remove(0);
        let criteria = sheet(&admin, &deal, "closed_won").await.gaps;
        let tomorrow = store::id::now().date_naive() + chrono::TimeDelta::days(1);
        for gap in criteria {
            let (fix, field) = match gap.check {
                Check::Field(_) => (Fix::default(), "value"),
                Check::Role(_) => (Fix::default(), "who"),
                Check::Activity { .. } => (Fix { on: Some(tomorrow), ..Fix::default() }, "on"),
                Check::Tick => continue,
            };
            let refused = deals::db::fix(&admin, deal.id, gap.criterion, fix).await.unwrap_err();
            assert!(matches!(&refused, DbError::App(error) if error.of(field).is_some()), "{}: {refused:?}", gap.label);
        }
    }

    async fn somebody_known_is_chosen_and_not_made_twice(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("qualified").await.remove(1);
        bare(&firm, &deal).await;
        let known = stakeholder::Entity::find().filter(stakeholder::Column::ClientId.eq(deal.client_id));
        let known = known.one(&firm.raw().await).await.unwrap().unwrap();
        let gaps = sheet(&admin, &deal, "closed_won").await.gaps;
        let gap = gaps.into_iter().find(|gap| matches!(gap.check, Check::Role(_))).unwrap();
        let named = |name: &str| Fix { value: name.to_owned(), ..Fix::default() };
        deals::db::fix(&admin, deal.id, gap.criterion, named(&known.name)).await.unwrap();
        let same = stakeholder::Entity::find().filter(stakeholder::Column::ClientId.eq(deal.client_id));
        let same = same.filter(stakeholder::Column::Name.eq(known.name.as_str())).all(&firm.raw().await).await.unwrap();
        assert_eq!(same.len(), 1, "whoever is meant gets the role");
        let left = sheet(&admin, &deal, "closed_won").await.gaps;
        assert!(left.iter().all(|other| other.criterion != gap.criterion));
        deals::db::fix(&admin, deal.id, gap.criterion, named("Somebody New")).await.unwrap();
        let made = stakeholder::Entity::find().filter(stakeholder::Column::Name.eq("Somebody New"));
        assert_eq!(made.all(&firm.raw().await).await.unwrap().len(), 1);
    }

    async fn a_team_member_without_the_client_is_told_the_same_and_fills_in_nothing_of_the_clients(db: TestDb) {
        let firm = Firm::new(db).await;
        let deal = firm.in_stage("qualified").await.remove(0);
        let consultant = firm.person("consultant").await;
        let member = store::table::opportunity_team_member::ActiveModel {
            user_id: Set(consultant.id),
            opportunity_id: Set(deal.id),
            created_at: Set(store::id::now()),
        };
        let raw = firm.raw().await;
        store::table::opportunity_team_member::Entity::insert(member).on_conflict_do_nothing().exec(&raw).await.unwrap();
        bare(&firm, &deal).await;
        let (mine, admins) = (firm.access("consultant").await, firm.access("admin").await);
        let (mine_sheet, admins_sheet) = (sheet(&mine, &deal, "discovery").await, sheet(&admins, &deal, "discovery").await);
        assert_eq!(mine_sheet.gaps, admins_sheet.gaps, "whether criteria hold does not depend on who asks");
        if mine_sheet.client.is_some() {
            return;
        }
        assert!(mine_sheet.people.is_empty());
        let text = mine_sheet.gaps.iter().find(|gap| matches!(gap.check, Check::Field(_))).unwrap();
        let refused = deals::db::fix(&mine, deal.id, text.criterion, Fix { value: "x".into(), ..Fix::default() }).await.unwrap_err();
        assert!(matches!(refused, DbError::App(AppError::NotFound)), "{refused:?}");
    }

    async fn the_ring_of_a_card_is_what_the_gate_asks(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let board = deals::db::board(&admin, &DealFilter::default(), deals::CardOrder::Placed).await.unwrap();
        let stages = board.stages();
        for (column, next) in board.columns.iter().zip(stages.iter().skip(1)) {
            for card in column.cards.iter().take(4).filter(|_| next.kind == domain::stage::StageKind::Open) {
                let deal = firm.deal(card.id).await;
                let missing = sheet(&admin, &deal, next.key.as_str()).await.gaps.len();
                assert_eq!(usize::from(card.ring.of - card.ring.met), missing, "{}", card.name);
            }
        }
    }
}

async fn give(firm: &Firm, person: domain::id::StakeholderId, role: domain::stakeholder::MeddpiccRole) {
    use store::table::stakeholder_meddpicc_role::{ActiveModel, Entity};
    let row = ActiveModel { stakeholder_id: Set(person), meddpicc_role: Set(role), created_at: Set(store::id::now()) };
    Entity::insert(row).on_conflict_do_nothing().exec(&firm.raw().await).await.unwrap();
}
