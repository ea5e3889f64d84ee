//! Tasks, projects, hours and bills.

use super::refusal;
use crate::world::working::{a_course, a_course_phase, a_project, a_task, a_time_entry, an_invoice};
use crate::world::{self, FIRST, SECOND, add, day, id, moment};
use domain::billing::InvoiceStatus;
use domain::effort::Minutes;
use domain::id::InvoiceId;
use domain::task::{NextStepType, TaskStatus, TaskType};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn project_work_names_its_project(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let loose = task::ActiveModel { project_id: Set(None), phase_id: Set(None), ..a_task(9) };
        assert!(refusal(&raw, loose).await.contains("task_project_work"));
        let phase_only = task::ActiveModel { project_id: Set(None), task_type: Set(TaskType::Internal), ..a_task(9) };
        assert!(refusal(&raw, phase_only).await.contains("task_phase_of_project"));
    }

    async fn a_task_is_done_at_a_moment_or_not_at_all(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        assert!(refusal(&raw, task::ActiveModel { status: Set(TaskStatus::Done), ..a_task(9) }).await.contains("task_done"));
        assert!(refusal(&raw, task::ActiveModel { completed_at: Set(Some(moment())), ..a_task(9) }).await.contains("task_done"));
    }

    async fn a_task_is_not_part_of_itself_nor_waits_for_itself(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        assert!(refusal(&raw, task::ActiveModel { parent_task_id: Set(Some(id(9))), ..a_task(9) }).await.contains("task_parent"));
        let update = r#"UPDATE "task_dependency" SET "successor_id" = "predecessor_id""#;
        assert!(raw.execute_unprepared(update).await.unwrap_err().to_string().contains("task_dependency_two_tasks"));
    }

    async fn only_a_next_step_says_which_kind_it_is(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        assert!(refusal(&raw, task::ActiveModel { next_step_type: Set(Some(NextStepType::Call)), ..a_task(9) }).await.contains("task_next_step"));
    }

    async fn nothing_ends_before_it_starts(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        assert!(refusal(&raw, task::ActiveModel { start_date: Set(Some(day(3))), ..a_task(9) }).await.contains("task_dates"));
        let project = project::ActiveModel { opportunity_id: Set(None), end_date: Set(Some(day(1))), start_date: Set(Some(day(2))), ..a_project(9) };
        assert!(refusal(&raw, project).await.contains("project_dates"));
        let phase = r#"UPDATE "phase" SET "end_date" = '2027-02-28'"#;
        assert!(raw.execute_unprepared(phase).await.unwrap_err().to_string().contains("phase_dates"));
        add(&raw, task::ActiveModel { start_date: Set(None), ..a_task(9) }).await;
    }

    async fn a_deal_becomes_one_project_at_most(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let twice = project::ActiveModel { opportunity_id: Set(Some(id(FIRST))), ..a_project(9) };
        assert!(refusal(&raw, twice).await.to_lowercase().contains("unique"));
        add(&raw, project::ActiveModel { opportunity_id: Set(None), ..a_project(9) }).await;
    }

    async fn a_courses_phase_takes_a_week_at_least_and_five_years_at_most(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for weeks in [0, -1, domain::workday::LONGEST + 1] {
            assert!(refusal(&raw, a_course_phase(weeks)).await.contains("phase_template_phase_weeks"), "{weeks}");
        }
        add(&raw, a_course_phase(domain::workday::LONGEST)).await;
        let same = phase_template::ActiveModel { name: Set("COURSE".into()), ..a_course() };
        assert!(refusal(&raw, same).await.to_lowercase().contains("unique"), "two courses of one name");
    }

    async fn an_entry_is_longer_than_nothing_and_no_longer_than_a_day(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for minutes in [0, -60, 1441] {
            let row = time_entry::ActiveModel { id: Set(id(9)), minutes: Set(Minutes(minutes)), ..a_time_entry() };
            assert!(refusal(&raw, row).await.contains("time_entry_minutes"), "{minutes}");
        }
        add(&raw, time_entry::ActiveModel { id: Set(id(9)), minutes: Set(Minutes(1440)), ..a_time_entry() }).await;
    }

    async fn a_bill_that_was_sent_has_a_number_of_its_own(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for status in [InvoiceStatus::Sent, InvoiceStatus::Paid, InvoiceStatus::Overdue] {
            let row = invoice::ActiveModel { invoice_number: Set(None), status: Set(status), ..an_invoice(9) };
            assert!(refusal(&raw, row).await.contains("invoice_numbered"), "{status}");
        }
        for n in [9, 10] {
            add(&raw, invoice::ActiveModel { invoice_number: Set(None), status: Set(InvoiceStatus::Draft), ..an_invoice(n) }).await;
        }
        let same = invoice::ActiveModel { invoice_number: Set(Some("2027-1".into())), ..an_invoice(11) };
        assert!(refusal(&raw, same).await.to_lowercase().contains("unique"));
    }

    async fn a_bill_with_hours_on_it_is_kept(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let error = invoice::Entity::delete_by_id(id::<InvoiceId>(FIRST)).exec(&raw).await.unwrap_err();
        assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
        invoice::Entity::delete_by_id(id::<InvoiceId>(SECOND)).exec(&raw).await.unwrap();
    }
}
