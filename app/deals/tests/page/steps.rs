//! Next steps: planned, changed, done, and what the timeline tells of it.

use crate::firm::*;
use chrono::TimeDelta;
use deals::{StepField, db};
use domain::AppError;
use domain::activity::ActivityType;
use domain::criteria::{Check, CriterionField};
use domain::id::{TaskEntityId, TaskId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use store::table::{activity, stage_criterion, task, task_entity};
use store::testing::TestDb;

async fn planned(firm: &Firm, who: u128, title: &str, due: i64) -> TaskId {
    let due = (today() + TimeDelta::days(due)).to_string();
    db::add_step(&firm.access(who), deal(), db::NewStep::parse(title, &due, "call", today()).unwrap()).await.unwrap()
}

fn titles(steps: &[deals::PlannedStep]) -> Vec<&str> {
    steps.iter().map(|step| step.title.as_str()).collect()
}

store::both_engines! {
    async fn steps_stand_by_their_day_and_those_without_one_last(db: TestDb) {
        let firm = Firm::new(&db).await;
        db::add_step(&firm.access(ADA), deal(), db::NewStep::parse("Some day", "", "", today()).unwrap()).await.unwrap();
        planned(&firm, BEN, "Later", 9).await;
        planned(&firm, ADA, "Sooner", 0).await;
        let page = firm.page(BEN).await;
        assert_eq!(titles(&page.steps.open), ["Sooner", "Later", "Some day"]);
        assert!(page.steps.open.iter().all(|step| step.can_edit), "a step of the deal is the whole team's");
        for n in 0..40 {
            planned(&firm, ADA, &format!("Step {n}"), 20).await;
        }
        let steps = firm.page(ADA).await.steps;
        assert_eq!((steps.open.len(), steps.more), (30, 13));
    }

    async fn a_wrong_step_says_what_would_be_right(db: TestDb) {
        let _ = db;
        let yesterday = (today() - TimeDelta::days(1)).to_string();
        let Err(wrong) = db::NewStep::parse("  ", &yesterday, "dance", today()) else { panic!("taken") };
        assert_eq!(wrong.of("title").unwrap(), "is empty; say what is to be done");
        assert_eq!(wrong.of("due").unwrap(), "lies in the past; use today or a later day");
        assert!(wrong.of("kind").unwrap().starts_with("must be one of: call"));
        assert_eq!(wrong.typed_in("due"), Some(yesterday));
    }

    async fn a_step_that_is_done_is_told_once_and_taken_back_whole(db: TestDb) {
        let firm = Firm::new(&db).await;
        // Ben sees none of the client's activities, and what he did stands among them.
        let task = planned(&firm, BEN, "Send the draft", 3).await;
        for _ in 0..2 {
            db::complete_step(&firm.access(BEN), deal(), task, true).await.unwrap();
        }
        let page = firm.page(ADA).await;
        assert_eq!((titles(&page.steps.open).len(), titles(&page.steps.done)), (0, vec!["Send the draft"]));
        let said = firm.said(ADA).await;
        let told: Vec<_> = said.iter().map(|row| (row.kind, row.subject.as_str(), row.by.as_ref().unwrap().name.as_str())).collect();
        assert_eq!(told, [(ActivityType::TaskCompleted, "Send the draft", "Ben Team")]);
        let row = activity::Entity::find().one(&firm.raw).await.unwrap().unwrap();
        let done = task::Entity::find_by_id(task).one(&firm.raw).await.unwrap().unwrap();
        assert_eq!((row.client_id, row.opportunity_id, Some(row.occurred_at)), (id(A), Some(deal()), done.completed_at));
        assert!(firm.said(BEN).await.is_empty());

        for _ in 0..2 {
            db::complete_step(&firm.access(ADA), deal(), task, false).await.unwrap();
        }
        let page = firm.page(ADA).await;
        assert_eq!((titles(&page.steps.open), page.steps.done.len(), firm.said(ADA).await.len()), (vec!["Send the draft"], 0, 0));
        let log = firm.log("activity").await;
        assert_eq!(log, [("create".to_owned(), Some(id(BEN)), true), ("delete".to_owned(), Some(id(ADA)), true)]);
        assert_eq!(firm.log("task").await.len(), 3);
    }

    async fn only_steps_of_this_deal_are_ticked_off_here(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(0xE, B, "lead", None).await;
        let other = db::NewStep::parse("Elsewhere", "", "", today()).unwrap();
        let other = db::add_step(&firm.access(ADMIN), id(0xE), other).await.unwrap();
        let before = firm.everything().await;
        for who in [ADMIN, ADA] {
            assert_eq!(refused(db::complete_step(&firm.access(who), deal(), other, true).await), AppError::NotFound);
            assert_eq!(refused(db::edit_step(&firm.access(who), deal(), other, StepField::Title, "Mine", 1).await), AppError::NotFound);
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn two_who_change_the_same_both_see_it_and_two_who_change_different_things_do_not_meet(db: TestDb) {
        let firm = Firm::new(&db).await;
        let task = planned(&firm, ADA, "Send the draft", 3).await;
        let (ada, ben) = (firm.access(ADA), firm.access(BEN));
        let next_week = (today() + TimeDelta::days(7)).to_string();
        assert_eq!(db::edit_step(&ada, deal(), task, StepField::Due, &next_week, 1).await.unwrap(), 2);
        assert_eq!(db::edit_step(&ben, deal(), task, StepField::Title, "Send it", 1).await.unwrap(), 3);
        let late = refused(db::edit_step(&ada, deal(), task, StepField::Title, "Post it", 2).await);
        assert_eq!(late, AppError::Conflict { field: "value".into(), theirs: "Send it".into(), yours: "Post it".into() });
        let step = firm.page(ADA).await.steps.open.remove(0);
        assert_eq!((step.title.as_str(), step.due.map(|due| due.to_string()), step.version), ("Send it", Some(next_week), 3));
        assert!(matches!(refused(db::edit_step(&ada, deal(), task, StepField::Due, "2020-01-01", 3).await), AppError::Invalid(_)));
        assert_eq!(db::edit_step(&ada, deal(), task, StepField::Due, "", 3).await.unwrap(), 4);
    }

    async fn a_planned_step_meets_the_criterion_that_asks_for_one(db: TestDb) {
        let firm = Firm::new(&db).await;
        let row = stage_criterion::ActiveModel {
            id: Set(id(0xCC)),
            stage: Set(domain::stage::StageKey::parse("qualified").unwrap()),
            position: Set(0),
            label: Set("Next step planned".into()),
            kind: Set(domain::criteria::CriterionKind::Field),
            field: Set(Some(CriterionField::NextStep)),
            ..Default::default()
        };
        firm.add(row).await;
        let first = |page: deals::DealDetail| (page.checks[0].check, page.checks[0].met);
        assert_eq!(first(firm.page(ADA).await), (Check::Field(CriterionField::NextStep), false));
        let task = planned(&firm, ADA, "Call", 1).await;
        assert!(first(firm.page(BEN).await).1);
        db::complete_step(&firm.access(ADA), deal(), task, true).await.unwrap();
        assert!(!first(firm.page(ADA).await).1);
    }

    async fn a_step_that_is_about_the_client_too_stands_once(db: TestDb) {
        let firm = Firm::new(&db).await;
        let task = planned(&firm, ADA, "About both", 1).await;
        // A second link does not make a second step.
        firm.add(task_entity::ActiveModel { id: Set(id::<TaskEntityId>(0xEE)), task_id: Set(task), client_id: Set(Some(id(A))), created_at: Set(ago(1)), ..Default::default() }).await;
        assert_eq!(firm.page(ADA).await.steps.open.len(), 1);
    }
}
