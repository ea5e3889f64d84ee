//! Stages that go: their deals, what history keeps, and the way back.

use crate::firm::{Firm, id, key, names, person, refusal};
use deals::db::settings as db;
use domain::AppError;
use domain::audit::AuditAction;
use domain::id::OpportunityId;
use domain::pipeline::StageField;
use domain::user::UserRole;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use store::table::{opportunity, opportunity_stage_change, stage_criterion};
use store::testing::TestDb;

async fn steps(firm: &Firm, deal: u128) -> Vec<opportunity_stage_change::Model> {
    use opportunity_stage_change::Column as C;
    let steps = opportunity_stage_change::Entity::find().filter(C::OpportunityId.eq(id::<OpportunityId>(deal)));
    steps.order_by_asc(C::ChangedAt).all(&firm.raw).await.unwrap()
}

async fn held(firm: &Firm, stage: &str) -> u64 {
    opportunity::Entity::find().filter(opportunity::Column::Stage.eq(key(stage))).count(&firm.raw).await.unwrap()
}

store::both_engines! {
    async fn a_stage_that_nothing_names_is_gone_with_what_it_asked_for(db: TestDb) {
        let firm = Firm::new(&db).await;
        let asked = db::removal(&firm.admin(), key("proposal")).await.unwrap();
        assert_eq!((asked.deals, asked.in_history), (0, false));
        assert_eq!(names(&asked.targets), ["Discovery", "Qualified", "Lead", "Negotiation"], "back is likelier than on");
        db::remove(&firm.admin(), key("proposal"), None, 0).await.unwrap();
        assert!(firm.stage("proposal").await.is_none());
        assert_eq!(firm.line().await, ["lead", "qualified", "discovery", "negotiation", "closed_won", "closed_lost"]);
        assert_eq!(firm.places().await, [1, 2, 3, 4, 5, 6]);
        let left = stage_criterion::Entity::find().filter(stage_criterion::Column::Stage.eq(key("proposal")));
        assert_eq!(left.count(&firm.raw).await.unwrap(), 0);
        let gone: Vec<_> = firm.logged("stage_criterion").await.into_iter().map(|(action, ..)| action).collect();
        assert_eq!(gone, [AuditAction::Delete, AuditAction::Delete], "each in the log by itself");
        assert!(firm.logged("deal_stage").await.iter().any(|(action, row, _)| *action == AuditAction::Delete && row.as_deref() == Some("proposal")));
    }

    async fn the_deals_of_a_stage_go_where_they_are_sent_each_with_its_step_and_its_log(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 11..14 {
            firm.deal(n, "proposal", 100).await;
        }
        firm.deal(20, "discovery", 100).await;
        let asked = db::removal(&firm.admin(), key("proposal")).await.unwrap();
        assert_eq!((asked.deals, asked.in_history, asked.sums.len(), asked.first.len()), (3, true, 1, 3));
        db::remove(&firm.admin(), key("proposal"), Some(key("discovery")), 3).await.unwrap();
        assert_eq!((held(&firm, "proposal").await, held(&firm, "discovery").await), (0, 4));
        for n in 11..14 {
            let steps = steps(&firm, n).await;
            let last = steps.last().unwrap();
            assert_eq!((steps.len(), last.from_stage.clone(), last.to_stage.clone()), (2, Some(key("proposal")), key("discovery")));
            assert_eq!(last.override_reason.as_deref(), Some("The stage “Proposal” was removed"));
            assert_eq!((last.changed_by, last.gaps.clone()), (person(UserRole::Admin), None));
        }
        assert_eq!(steps(&firm, 20).await.len(), 1, "who was there already has no step");
        let moved = firm.logged("opportunity").await;
        assert!(moved.len() == 3 && moved.iter().all(|(action, _, changes)| *action == AuditAction::Update && changes.contains("discovery")));
        assert_eq!(firm.logged("opportunity_stage_change").await.len(), 3);
        let retired = firm.stage("proposal").await.unwrap();
        assert!(retired.retired && !firm.line().await.contains(&"proposal".to_owned()));
        let all = db::settings(&firm.admin()).await.unwrap();
        assert!(all.stages.iter().all(|one| one.stage.key != key("proposal")), "it is shown nowhere but among the retired");
        assert_eq!((all.retired[0].stage.key.clone(), all.retired[0].deals), (key("proposal"), 0));
        assert!(firm.is_whole().await);
    }

    async fn history_goes_on_naming_a_stage_that_is_gone(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "proposal", 100).await;
        db::remove(&firm.admin(), key("proposal"), Some(key("negotiation")), 1).await.unwrap();
        let deal = deals::db::detail(&firm.admin(), id(11)).await.unwrap();
        let told: Vec<_> = deal.history.iter().map(|step| (step.from.as_deref(), step.to.name.as_str(), step.reason.as_deref())).collect();
        assert_eq!(told, [(Some("Proposal"), "Negotiation", Some("The stage “Proposal” was removed")), (None, "Proposal", None)]);
        assert!(deal.stages.iter().all(|stage| stage.key != key("proposal")), "nobody can move there");
        // A stage that is only in the past of deals is retired too, without asking where anything goes.
        db::remove(&firm.admin(), key("negotiation"), Some(key("lead")), 1).await.unwrap();
        assert!(firm.stage("negotiation").await.unwrap().retired);
    }

    async fn a_retired_stage_comes_back_where_it_stood_and_its_deals_stay(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "discovery", 100).await;
        db::remove(&firm.admin(), key("discovery"), Some(key("lead")), 1).await.unwrap();
        db::restore(&firm.admin(), key("discovery")).await.unwrap();
        assert_eq!(firm.line().await[..4], ["lead", "qualified", "discovery", "proposal"]);
        assert_eq!(firm.places().await, [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((held(&firm, "lead").await, held(&firm, "discovery").await), (1, 0));
        let back = db::settings(&firm.admin()).await.unwrap();
        assert_eq!((back.retired.len(), back.stages[2].criteria.len()), (0, 2), "with what it asked for");
        assert!(refusal(db::restore(&firm.admin(), key("discovery")).await).of("restore").is_some(), "once");
        db::remove(&firm.admin(), key("discovery"), None, 0).await.unwrap();
        db::edit(&firm.admin(), key("qualified"), StageField::Name, "discovery", firm.version("qualified").await).await.unwrap();
        assert!(refusal(db::restore(&firm.admin(), key("discovery")).await).of("restore").is_some_and(|message| message.contains("taken")));
        assert_eq!(refusal(db::restore(&firm.admin(), key("nowhere")).await), AppError::NotFound);
    }

    async fn won_lost_and_the_last_open_stage_cannot_go(db: TestDb) {
        let firm = Firm::new(&db).await;
        let remove = async |stage: &str| db::remove(&firm.admin(), key(stage), None, 0).await;
        for closed in ["closed_won", "closed_lost"] {
            assert!(refusal(remove(closed).await).of("to").is_some_and(|message| message.contains("cannot be removed")));
            assert_eq!(refusal(db::removal(&firm.admin(), key(closed)).await), AppError::NotFound);
        }
        for stage in ["lead", "qualified", "discovery", "proposal"] {
            remove(stage).await.unwrap();
        }
        assert!(refusal(remove("negotiation").await).of("to").is_some_and(|message| message.contains("last open stage")));
        assert_eq!(firm.line().await, ["negotiation", "closed_won", "closed_lost"]);
        assert!(db::removal(&firm.admin(), key("negotiation")).await.unwrap().targets.is_empty());
        assert_eq!(refusal(remove("lead").await), AppError::NotFound);
    }

    async fn what_was_not_seen_is_not_moved_and_deals_go_only_where_they_can_be(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "proposal", 100).await;
        firm.deal(12, "proposal", 100).await;
        let remove = async |to: Option<&str>, deals| db::remove(&firm.admin(), key("proposal"), to.map(key), deals).await;
        let look_again = refusal(remove(Some("lead"), 1).await);
        assert!(look_again.of("to").is_some_and(|message| message.contains("holds 2 deals by now")), "{look_again:?}");
        for nowhere in [None, Some("proposal"), Some("closed_won"), Some("closed_lost"), Some("nowhere")] {
            assert!(refusal(remove(nowhere, 2).await).of("to").is_some(), "{nowhere:?}");
        }
        db::remove(&firm.admin(), key("discovery"), None, 0).await.unwrap();
        assert!(refusal(remove(Some("discovery"), 2).await).of("to").is_some(), "a stage that is gone itself");
        assert_eq!((held(&firm, "proposal").await, firm.logged("opportunity").await.len()), (2, 0));
    }

    async fn of_two_who_remove_stages_into_each_other_one_is_told(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "proposal", 100).await;
        firm.deal(12, "discovery", 100).await;
        let (one, two) = (firm.admin(), firm.admin());
        let (one, two) = tokio::join!(
            db::remove(&one, key("proposal"), Some(key("discovery")), 1),
            db::remove(&two, key("discovery"), Some(key("proposal")), 1)
        );
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|went| **went).count(), 1, "{one:?} {two:?}");
        let all = db::settings(&firm.admin()).await.unwrap();
        assert_eq!(all.stages.iter().map(|one| one.deals).sum::<i64>(), 2, "no deal stands where nobody sees it");
    }

    async fn a_thousand_deals_go_in_one_transaction(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 1_000..2_001 {
            firm.deal(n, "proposal", 10).await;
        }
        let all = db::settings(&firm.admin()).await.unwrap();
        let proposal = all.stages.iter().find(|one| one.stage.key == key("proposal")).unwrap();
        assert_eq!((proposal.deals, proposal.standing.clone(), proposal.criteria[0].met), (1_001, None, None), "too many to look at each");
        db::remove(&firm.admin(), key("proposal"), Some(key("lead")), 1_001).await.unwrap();
        assert_eq!((held(&firm, "proposal").await, held(&firm, "lead").await), (0, 1_001));
        assert_eq!(firm.logged("opportunity").await.len(), 1_001);
        assert!(firm.is_whole().await);
    }
}
