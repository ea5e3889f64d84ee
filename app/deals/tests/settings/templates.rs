//! Starting over with a whole pipeline.

use crate::firm::{Firm, key, refusal};
use deals::db::settings as db;
use domain::criteria::Criterion;
use domain::pipeline::StageTemplate;
use store::testing::TestDb;

store::both_engines! {
    async fn a_firm_without_deals_starts_with_the_pipeline_that_it_chooses(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        assert!(db::settings(&admin).await.unwrap().can_start_over);
        let before: Vec<Criterion> = all_criteria(&firm).await;
        for template in [StageTemplate::Enterprise, StageTemplate::Short, StageTemplate::Consulting] {
            db::choose(&admin, template).await.unwrap();
            let stages = template.stages();
            let expected: Vec<&str> = stages.iter().map(|stage| stage.key).chain(["closed_won", "closed_lost"]).collect();
            assert_eq!(firm.line().await, expected, "{template}");
            assert_eq!(firm.places().await, (1..).take(expected.len()).collect::<Vec<i32>>());
            let asked = all_criteria(&firm).await.len() - 1;
            assert_eq!(asked, stages.iter().map(|stage| stage.criteria.len()).sum::<usize>(), "and won's own");
        }
        // The first of them is what a firm has anyway.
        let again: Vec<Criterion> = all_criteria(&firm).await;
        let told = |criteria: &[Criterion]| criteria.iter().map(|one| (one.stage.clone(), one.label.clone(), one.check)).collect::<Vec<_>>();
        assert_eq!(told(&again), told(&before));
        assert!(firm.is_whole().await);
    }

    async fn a_pipeline_with_deals_is_not_replaced(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "closed_won", 100).await;
        assert!(!db::settings(&firm.admin()).await.unwrap().can_start_over);
        let error = refusal(db::choose(&firm.admin(), StageTemplate::Short).await);
        assert!(error.of("template").is_some(), "{error:?}");
        assert_eq!(firm.line().await.len(), 7);
    }

    async fn stages_that_were_retired_make_room_for_a_template(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "lead", 100).await;
        db::remove(&firm.admin(), key("lead"), Some(key("proposal")), 1).await.unwrap();
        use sea_orm::EntityTrait;
        store::table::opportunity::Entity::delete_many().exec(&firm.raw).await.unwrap();
        db::choose(&firm.admin(), StageTemplate::Short).await.unwrap();
        assert_eq!(firm.line().await, ["lead", "proposal", "negotiation", "closed_won", "closed_lost"]);
        assert_eq!(db::settings(&firm.admin()).await.unwrap().retired, []);
    }
}

async fn all_criteria(firm: &Firm) -> Vec<Criterion> {
    let all = db::settings(&firm.admin()).await.unwrap();
    all.stages.into_iter().flat_map(|one| one.criteria).map(|one| one.criterion).collect()
}
