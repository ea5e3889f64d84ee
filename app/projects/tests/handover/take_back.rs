//! A win that was none: everything as it was before, while nobody has worked in the project.

use crate::world::{ADMIN, DEAL, LEAD, MEMBER, PROMISES, TEAM, VALUE, VIEWER, a_task};
use crate::{World, everything, id, wrong};
use chrono::TimeDelta;
use domain::AppError;
use domain::billing::InvoiceStatus;
use domain::effort::Minutes;
use domain::id::{PhaseId, ProjectId, TaskId};
use domain::project::PhaseStatus;
use domain::task::{TaskStatus, TaskType};
use projects::HandOverAsk;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::DbError;
use store::table::{criterion_tick, invoice, invoice_project, opportunity_stage_change, phase, task, time_entry};
use store::testing::TestDb;

async fn take_back(world: &World, who: u128) -> Result<domain::id::OpportunityId, DbError> {
    let project = world.projects().await.remove(0);
    projects::db::take_back(&world.who(who), project.id, project.version).await
}

store::both_engines! {
    async fn a_win_that_is_taken_back_leaves_all_as_it_was(db: TestDb) {
        let world = World::ready(db).await;
        let (before, steps) = (world.deal_now().await, world.way().await.len());
        world.hand_over(MEMBER, HandOverAsk { promises: PROMISES.map(id).to_vec(), ..world.ask().await }).await.unwrap();
        let win = world.way().await.pop().unwrap();
        // Who made the move may take it back on the same day, without leading.
        assert_eq!(take_back(&world, MEMBER).await.unwrap(), id(DEAL));
        let after = world.deal_now().await;
        let stands = |deal: &store::table::opportunity::Model| (deal.stage.clone(), deal.outcome, deal.value, deal.actual_close_date, deal.rank.clone());
        assert_eq!(stands(&after), stands(&before));
        assert_eq!(after.value, VALUE);
        let way = world.way().await;
        assert_eq!((way.len(), way.last().unwrap().reverts, way.last().unwrap().to_stage.as_str()), (steps + 2, Some(win.id), "negotiation"));
        assert!(world.projects().await.is_empty());
        let raw = world.db.raw().await;
        assert!(phase::Entity::find().all(&raw).await.unwrap().is_empty());
        for n in PROMISES {
            assert_eq!(world.task(n).await.project_id, None);
        }
        let contract = criterion_tick::Entity::find().filter(criterion_tick::Column::CriterionId.eq(world.criterion("closed_won").await));
        assert!(contract.one(&raw).await.unwrap().is_none(), "what was confirmed is confirmed no more");
        world.verify().await;
        world.hand_over(MEMBER, world.ask().await).await.unwrap();
    }

    async fn a_value_that_was_changed_since_stays(db: TestDb) {
        let world = World::ready(db).await;
        world.hand_over(LEAD, world.ask().await).await.unwrap();
        let version = world.deal_now().await.version;
        deals::db::edit(&world.who(LEAD), id(DEAL), domain::deal::DealField::Value, "60000", version).await.unwrap();
        take_back(&world, LEAD).await.unwrap();
        assert_eq!(world.deal_now().await.value, 6_000_000);
    }

    async fn work_of_any_kind_keeps_the_project(db: TestDb) {
        let world = World::ready(db).await;
        let made = world.hand_over(LEAD, HandOverAsk { promises: PROMISES.map(id).to_vec(), ..world.ask().await }).await.unwrap();
        for (kind, words) in [("hours", "1 time entry"), ("invoice", "1 invoice"), ("done", "1 finished task"), ("planned", "1 task planned in it"), ("begun", "1 phase under way")] {
            work(&world, made, kind).await;
            let before = everything(&world.db).await;
            let told = wrong(take_back(&world, ADMIN).await, "undo");
            assert!(told.contains(words), "{kind}: {told}");
            assert_eq!(everything(&world.db).await, before, "{kind}");
            let page = projects::db::detail(&world.who(ADMIN), made).await.unwrap();
            assert_eq!(page.undo.unwrap().words(), [words], "the page says the same");
            rest(&world, made, kind).await;
        }
        take_back(&world, ADMIN).await.unwrap();
    }

    async fn later_a_lead_or_an_admin_takes_it_back_and_after_a_month_nobody(db: TestDb) {
        let world = World::ready(db).await;
        let made = world.hand_over(MEMBER, world.ask().await).await.unwrap();
        for (who, answer) in [(VIEWER, AppError::Forbidden), (TEAM, AppError::NotFound)] {
            let answered = take_back(&world, who).await;
            assert!(matches!(&answered, Err(DbError::App(error)) if *error == answer), "{who}: {answered:?}");
        }
        age(&world, 2).await;
        let before = everything(&world.db).await;
        let answered = take_back(&world, MEMBER).await;
        assert!(matches!(answered, Err(DbError::App(AppError::Forbidden))), "{answered:?}");
        assert_eq!(everything(&world.db).await, before, "the project is there still");
        let offered = async |who: u128| projects::db::detail(&world.who(who), made).await.unwrap().undo.is_some();
        assert_eq!((offered(MEMBER).await, offered(LEAD).await, offered(ADMIN).await, offered(VIEWER).await), (false, true, true, false));
        age(&world, 40).await;
        assert!(!offered(LEAD).await);
        assert!(wrong(take_back(&world, LEAD).await, "to").contains("30 days"));
        assert_eq!(world.projects().await.len(), 1);
    }

    async fn a_project_that_somebody_changed_meanwhile_is_looked_at_again(db: TestDb) {
        let world = World::ready(db).await;
        let made = world.hand_over(LEAD, world.ask().await).await.unwrap();
        projects::db::edit(&world.who(MEMBER), made, domain::project::ProjectField::Name, "Renamed", 1).await.unwrap();
        assert!(wrong(projects::db::take_back(&world.who(LEAD), made, 1).await, "undo").contains("changed"));
    }
}

/// The win was so many days ago.
async fn age(world: &World, days: i64) {
    use opportunity_stage_change::{Column, Entity};
    let at = store::id::now() - TimeDelta::days(days);
    let change = Entity::update_many().col_expr(Column::ChangedAt, Expr::value(at)).filter(Column::ToStage.eq("closed_won"));
    change.exec(&world.db.raw().await).await.unwrap();
}

/// Somebody does something in the project.
async fn work(world: &World, project: ProjectId, kind: &str) {
    let now = store::id::now();
    match kind {
        "hours" => {
            let row = time_entry::ActiveModel {
                id: Set(id(1)),
                user_id: Set(id(MEMBER)),
                project_id: Set(project),
                minutes: Set(Minutes(30)),
                date: Set(now.date_naive()),
                created_at: Set(now),
                updated_at: Set(now),
                ..Default::default()
            };
            world.add(row).await;
        }
        "invoice" => {
            let row = invoice::ActiveModel {
                id: Set(id(1)),
                client_id: Set(id(crate::world::CLIENT)),
                amount: Set(100),
                status: Set(InvoiceStatus::Draft),
                due_date: Set(now.date_naive()),
                created_at: Set(now),
                updated_at: Set(now),
                ..Default::default()
            };
            world.add(row).await;
            world.add(invoice_project::ActiveModel { invoice_id: Set(id(1)), project_id: Set(project), created_at: Set(now) }).await;
        }
        "done" => status(world, TaskStatus::Done).await,
        "planned" => {
            let row = task::ActiveModel {
                project_id: Set(Some(project)),
                task_type: Set(TaskType::ProjectWork),
                next_step_type: Set(None),
                ..a_task(0x99)
            };
            world.add(row).await;
        }
        _ => begun(world, PhaseStatus::Active).await,
    }
}

/// And takes it away again.
async fn rest(world: &World, project: ProjectId, kind: &str) {
    let raw = world.db.raw().await;
    match kind {
        "hours" => drop(time_entry::Entity::delete_many().filter(time_entry::Column::ProjectId.eq(project)).exec(&raw).await.unwrap()),
        "invoice" => drop(invoice_project::Entity::delete_many().exec(&raw).await.unwrap()),
        "done" => status(world, TaskStatus::Backlog).await,
        "planned" => drop(task::Entity::delete_by_id(id::<TaskId>(0x99)).exec(&raw).await.unwrap()),
        _ => begun(world, PhaseStatus::Pending).await,
    }
}

async fn status(world: &World, status: TaskStatus) {
    let done = (status == TaskStatus::Done).then(store::id::now);
    let change = task::Entity::update_many().col_expr(task::Column::Status, Expr::value(status.as_str()));
    let change = change.col_expr(task::Column::CompletedAt, Expr::value(done)).filter(task::Column::Id.eq(id::<TaskId>(PROMISES[0])));
    change.exec(&world.db.raw().await).await.unwrap();
}

async fn begun(world: &World, status: PhaseStatus) {
    let raw = world.db.raw().await;
    let first: PhaseId = phase::Entity::find().order_by_asc(phase::Column::Order).one(&raw).await.unwrap().unwrap().id;
    let change = phase::Entity::update_many().col_expr(phase::Column::Status, Expr::value(status.as_str()));
    change.filter(phase::Column::Id.eq(first)).exec(&raw).await.unwrap();
}
