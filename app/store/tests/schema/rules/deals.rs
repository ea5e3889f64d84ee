//! Deals and stages.

use super::refusal;
use crate::world::selling::{a_deal, a_deals_stakeholder};
use crate::world::{self, FIRST, SECOND, add, day, id};
use domain::deal::Outcome;
use domain::stage::{StageKey, StageKind};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn a_lost_deal_says_why(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let lost = |why: Option<&str>| opportunity::ActiveModel {
            outcome: Set(Some(Outcome::Lost)),
            actual_close_date: Set(Some(day(9))),
            loss_reason: Set(why.map(Into::into)),
            ..a_deal(9)
        };
        for why in [None, Some(""), Some("   ")] {
            assert!(refusal(&raw, lost(why)).await.contains("opportunity_lost_reason"), "{why:?}");
        }
        add(&raw, lost(Some("price"))).await;
    }

    async fn a_deal_is_closed_on_a_day_with_an_outcome(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let day_only = opportunity::ActiveModel { actual_close_date: Set(Some(day(9))), ..a_deal(9) };
        assert!(refusal(&raw, day_only).await.contains("opportunity_closed"));
        let outcome_only = opportunity::ActiveModel { outcome: Set(Some(Outcome::Won)), ..a_deal(9) };
        assert!(refusal(&raw, outcome_only).await.contains("opportunity_closed"));
    }

    async fn a_deal_is_worth_nothing_or_more(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        assert!(refusal(&raw, opportunity::ActiveModel { value: Set(-1), ..a_deal(9) }).await.contains("opportunity_value"));
    }

    async fn a_deal_is_about_people_of_its_own_client(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let elsewhere = opportunity::ActiveModel { client_id: Set(id(SECOND)), ..a_deal(9) };
        add(&raw, elsewhere).await;
        for client in [FIRST, SECOND] {
            let row = opportunity_stakeholder::ActiveModel { opportunity_id: Set(id(9)), client_id: Set(id(client)), ..a_deals_stakeholder() };
            assert!(refusal(&raw, row).await.to_lowercase().contains("foreign key"), "client {client}");
        }
    }

    async fn a_stage_that_deals_are_in_can_be_renamed_and_not_deleted(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let error = deal_stage::Entity::delete_by_id(domain::stage::StageKey::lead()).exec(&raw).await.unwrap_err();
        assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
        raw.execute_unprepared(r#"UPDATE "deal_stage" SET "key" = 'first_talk' WHERE "key" = 'lead'"#).await.unwrap();
        let deals = opportunity::Entity::find().all(&raw).await.unwrap();
        assert!(deals.iter().all(|deal| deal.stage == StageKey::parse("first_talk").unwrap()));
    }

    async fn won_is_certain_and_lost_is_hopeless(db: TestDb) {
        let raw = db.raw().await;
        for (key, kind, wrong) in [("closed_won", StageKind::Won, 99), ("closed_lost", StageKind::Lost, 1), ("lead", StageKind::Open, 101)] {
            let stage = deal_stage::Entity::find_by_id(domain::stage::StageKey::parse(key).unwrap()).one(&raw).await.unwrap().unwrap();
            assert_eq!(stage.kind, kind);
            let mut changed = stage.into_active_model();
            changed.probability = Set(wrong);
            let error = changed.update(&raw).await.unwrap_err().to_string();
            assert!(error.contains("deal_stage_certainty") || error.contains("deal_stage_probability"), "{error}");
        }
    }
}
