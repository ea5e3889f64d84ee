//! What the next move asks for, and ticks.

use crate::firm::*;
use deals::db;
use domain::AppError;
use domain::criteria::Check;
use domain::id::CriterionId;
use domain::stage::StageKey;
use sea_orm::{ActiveValue::Set, EntityTrait};
use store::table::opportunity;
use store::testing::TestDb;

async fn stand_in(firm: &Firm, stage: &str) {
    let row = opportunity::ActiveModel { id: Set(deal()), stage: Set(StageKey::parse(stage).unwrap()), ..Default::default() };
    opportunity::Entity::update(row).exec(&firm.raw).await.unwrap();
}

/// The checks of the page by their labels, and whether they hold.
async fn checks(firm: &Firm) -> Vec<(String, bool)> {
    firm.page(ADA).await.checks.into_iter().map(|check| (check.label, check.met)).collect()
}

async fn called(firm: &Firm, label: &str) -> CriterionId {
    firm.page(ADA).await.checks.into_iter().find(|check| check.label == label).unwrap().id
}

store::both_engines! {
    async fn the_checks_are_those_of_the_next_move(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.metrics("Half the time", 5).await;
        let labels = ["Metrics filled", "Decision criteria filled", "Decision process filled", "Paper process filled", "Identified pain filled", "Competition filled", "Champion identified"];
        assert_eq!(checks(&firm).await, labels.map(|label| (label.to_owned(), label == "Metrics filled")));
        stand_in(&firm, "negotiation").await;
        assert_eq!(checks(&firm).await, [("Terms final".to_owned(), false), ("Contract signed".to_owned(), false)]);
        assert_eq!(firm.page(ADA).await.ring().of, 2);
    }

    async fn a_tick_says_who_and_when_and_the_log_keeps_both_ways(db: TestDb) {
        let firm = Firm::new(&db).await;
        stand_in(&firm, "negotiation").await;
        let terms = called(&firm, "Terms final").await;
        let ben = firm.access(BEN);
        for _ in 0..2 {
            db::tick(&ben, deal(), terms, true).await.unwrap();
        }
        let check = firm.page(ADA).await.checks.remove(0);
        assert_eq!((check.check, check.met, check.ticked), (Check::Tick, true, Some(("Ben Team".to_owned(), today()))));
        for _ in 0..2 {
            db::tick(&firm.access(ADA), deal(), terms, false).await.unwrap();
        }
        assert_eq!(checks(&firm).await.remove(0), ("Terms final".to_owned(), false));
        let log = firm.log("criterion_tick").await;
        assert_eq!(log, [("create".to_owned(), Some(id(BEN)), true), ("delete".to_owned(), Some(id(ADA)), true)]);
    }

    async fn what_data_can_tell_nobody_ticks(db: TestDb) {
        let firm = Firm::new(&db).await;
        let metrics = called(&firm, "Metrics filled").await;
        let before = firm.everything().await;
        let answer = refused(db::tick(&firm.access(ADA), deal(), metrics, true).await);
        assert_eq!(answer.of("criterion").unwrap(), "“Metrics filled” is checked by itself; nobody ticks it.");
        assert!(matches!(refused(db::tick(&firm.access(ADA), deal(), id(0x99), true).await), AppError::Invalid(_)));
        assert_eq!(before, firm.everything().await);
    }

    async fn a_box_that_is_pressed_many_times_at_once_is_ticked_once(db: TestDb) {
        let firm = Firm::new(&db).await;
        stand_in(&firm, "negotiation").await;
        let terms = called(&firm, "Terms final").await;
        let presses: Vec<_> = (0..8).map(|_| {
            let ada = firm.access(ADA);
            tokio::spawn(async move { db::tick(&ada, deal(), terms, true).await })
        }).collect();
        for press in presses {
            press.await.unwrap().unwrap();
        }
        assert_eq!(firm.log("criterion_tick").await.len(), 1);
    }
}
