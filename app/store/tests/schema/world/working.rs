//! Projects, tasks, activities, hours and bills. Second rows point at first ones wherever they can.

use super::{FIRST, SECOND, add, day, id, moment};
use domain::activity::{ActivityType, Sentiment};
use domain::billing::{InvoiceLineKind, InvoiceStatus};
use domain::effort::Minutes;
use domain::project::{PhaseStatus, ProjectStatus};
use domain::task::{DependencyType, Effort, LinkKind, NextStepType, Priority, TaskStatus, TaskType};
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::table::*;

/// A task that waits for the first.
const OLDEST: u128 = 0;

pub(super) async fn build(db: &DatabaseConnection) {
    for n in [FIRST, SECOND] {
        add(db, a_project(n)).await;
    }
    for n in [FIRST, SECOND] {
        add(db, a_phase(n)).await;
    }
    // Later than the courses that every firm starts with, and without a phase.
    let course = phase_template::ActiveModel { id: Set(uuid::Uuid::max().into()), ..a_course() };
    add(db, course).await;
    for n in [OLDEST, FIRST, SECOND] {
        add(db, a_task(n)).await;
    }
    let waits = task_dependency::ActiveModel {
        predecessor_id: Set(id(FIRST)),
        successor_id: Set(id(OLDEST)),
        kind: Set(LinkKind::FinishToStart),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, waits).await;
    for about in 0..4 {
        add(db, a_task_link(about)).await;
    }
    for n in [FIRST, SECOND] {
        add(db, an_activity(n)).await;
    }
    let took_part =
        activity_stakeholder::ActiveModel { activity_id: Set(id(FIRST)), stakeholder_id: Set(id(FIRST)), created_at: Set(moment()) };
    add(db, took_part).await;
    for n in [FIRST, SECOND] {
        add(db, an_invoice(n)).await;
    }
    let bills = invoice_project::ActiveModel { invoice_id: Set(id(FIRST)), project_id: Set(id(FIRST)), created_at: Set(moment()) };
    add(db, bills).await;
    add(db, an_invoice_line()).await;
    add(db, a_time_entry()).await;
}

/// The second comes from no deal.
pub(crate) fn a_project(n: u128) -> project::ActiveModel {
    project::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(FIRST)),
        opportunity_id: Set((n == FIRST).then(|| id(FIRST))),
        name: Set(format!("Project {n}")),
        status: Set(ProjectStatus::Active),
        budget: Set(Some(5_000_000)),
        start_date: Set(Some(day(1))),
        end_date: Set(Some(day(28))),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

fn a_phase(n: u128) -> phase::ActiveModel {
    phase::ActiveModel {
        id: Set(id(n)),
        project_id: Set(id(FIRST)),
        name: Set(format!("Phase {n}")),
        order: Set(1),
        start_date: Set(Some(day(1))),
        end_date: Set(Some(day(2))),
        status: Set(PhaseStatus::Pending),
        ..Default::default()
    }
}

pub(crate) fn a_course() -> phase_template::ActiveModel {
    phase_template::ActiveModel { id: Set(id(FIRST)), name: Set("Course".into()), position: Set(1), ..Default::default() }
}

pub(crate) fn a_course_phase(weeks: i32) -> phase_template_phase::ActiveModel {
    phase_template_phase::ActiveModel {
        id: Set(id(FIRST)),
        template_id: Set(uuid::Uuid::max().into()),
        name: Set("Phase".into()),
        position: Set(1),
        weeks: Set(weeks),
        ..Default::default()
    }
}

pub(crate) fn a_task(n: u128) -> task::ActiveModel {
    let second = n == SECOND;
    task::ActiveModel {
        id: Set(id(n)),
        project_id: Set(Some(id(FIRST))),
        phase_id: Set(Some(id(FIRST))),
        assigned_to: Set(Some(id(FIRST))),
        title: Set(format!("Task {n}")),
        effort: Set(Effort::Medium),
        status: Set(TaskStatus::Backlog),
        priority: Set(Priority::High),
        task_type: Set(if second { TaskType::NextStep } else { TaskType::ProjectWork }),
        next_step_type: Set(second.then_some(NextStepType::Call)),
        start_date: Set(Some(day(1))),
        due_date: Set(Some(day(2))),
        parent_task_id: Set(second.then(|| id(FIRST))),
        dependency_type: Set(Some(DependencyType::Sequential)),
        created_by: Set(id(FIRST)),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

/// About a client, a deal, a stakeholder or a user.
pub(crate) fn a_task_link(about: u128) -> task_entity::ActiveModel {
    task_entity::ActiveModel {
        id: Set(id(about + 1)),
        task_id: Set(id(FIRST)),
        client_id: Set((about == 0).then(|| id(FIRST))),
        opportunity_id: Set((about == 1).then(|| id(FIRST))),
        stakeholder_id: Set((about == 2).then(|| id(FIRST))),
        user_id: Set((about == 3).then(|| id(FIRST))),
        created_at: Set(moment()),
        ..Default::default()
    }
}

fn an_activity(n: u128) -> activity::ActiveModel {
    activity::ActiveModel {
        id: Set(id(n)),
        kind: Set(ActivityType::Call),
        subject: Set(format!("Activity {n}")),
        occurred_at: Set(moment()),
        duration_minutes: Set(Some(30)),
        client_id: Set(id(FIRST)),
        opportunity_id: Set(Some(id(FIRST))),
        project_id: Set(Some(id(FIRST))),
        created_by: Set(id(FIRST)),
        sentiment: Set(Some(Sentiment::Positive)),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

pub(crate) fn an_invoice(n: u128) -> invoice::ActiveModel {
    invoice::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(FIRST)),
        invoice_number: Set(Some(format!("2027-{n}"))),
        amount: Set(119_000),
        status: Set(InvoiceStatus::Sent),
        due_date: Set(day(28)),
        sent_date: Set(Some(day(1))),
        recipient_stakeholder_id: Set(Some(id(FIRST))),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

fn an_invoice_line() -> invoice_line::ActiveModel {
    invoice_line::ActiveModel {
        id: Set(id(FIRST)),
        invoice_id: Set(id(FIRST)),
        kind: Set(InvoiceLineKind::Time),
        phase_id: Set(Some(id(FIRST))),
        task_id: Set(Some(id(FIRST))),
        description: Set("Hours".into()),
        quantity: Set(7_500),
        unit_price: Set(15_000),
        amount: Set(112_500),
        tax_rate: Set(1900),
        order: Set(1),
        ..Default::default()
    }
}

pub(crate) fn a_time_entry() -> time_entry::ActiveModel {
    time_entry::ActiveModel {
        id: Set(id(FIRST)),
        user_id: Set(id(FIRST)),
        project_id: Set(id(FIRST)),
        task_id: Set(Some(id(FIRST))),
        invoice_id: Set(Some(id(FIRST))),
        minutes: Set(Minutes(90)),
        date: Set(day(1)),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}
