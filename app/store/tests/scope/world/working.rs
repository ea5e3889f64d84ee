//! A client's project, tasks, activity, bill and hours. All of it was once made by somebody who is assigned no more.

use super::{A, B, add, day, moment};
use crate::policy::Who;
use crate::room::id;
use domain::activity::ActivityType;
use domain::billing::{InvoiceLineKind, InvoiceStatus};
use domain::effort::Minutes;
use domain::project::{PhaseStatus, ProjectStatus};
use domain::task::{Effort, LinkKind, Priority, TaskStatus, TaskType};
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::table::*;

/// The next step of the client's deal, without a project.
const STEP: u128 = 0x20;

pub(super) async fn build(db: &DatabaseConnection, client: u128) {
    add(db, a_project(client, client)).await;
    let phase = phase::ActiveModel {
        id: Set(id(client)),
        project_id: Set(id(client)),
        name: Set("First".into()),
        order: Set(1),
        status: Set(PhaseStatus::Pending),
        ..Default::default()
    };
    add(db, phase).await;
    tasks(db, client).await;
    let activity = activity::ActiveModel {
        id: Set(id(client)),
        kind: Set(ActivityType::Call),
        subject: Set("A call".into()),
        occurred_at: Set(moment()),
        client_id: Set(id(client)),
        created_by: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    };
    add(db, activity).await;
    let took_part =
        activity_stakeholder::ActiveModel { activity_id: Set(id(client)), stakeholder_id: Set(id(client)), created_at: Set(moment()) };
    add(db, took_part).await;
    bill(db, client).await;
    let worker = if client == A { Who::Assigned } else { Who::Tasked };
    add(db, hours(client, client, worker)).await;
    if client == B {
        add(db, hours(0xB3, client, Who::Admin)).await;
    }
}

pub(crate) fn a_project(n: u128, client: u128) -> project::ActiveModel {
    project::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(client)),
        name: Set(format!("Project {n:x}")),
        status: Set(ProjectStatus::Active),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

async fn tasks(db: &DatabaseConnection, client: u128) {
    let step = step_of(client);
    let work = task::ActiveModel {
        project_id: Set(Some(id(client))),
        assigned_to: Set((client == B).then(|| id(Who::Tasked.number()))),
        task_type: Set(TaskType::ProjectWork),
        ..a_task(client)
    };
    add(db, work).await;
    add(db, a_task(step)).await;
    let link = |n: u128| task_entity::ActiveModel { id: Set(id(n)), task_id: Set(id(n)), created_at: Set(moment()), ..Default::default() };
    add(db, task_entity::ActiveModel { stakeholder_id: Set(Some(id(client))), ..link(client) }).await;
    add(db, task_entity::ActiveModel { opportunity_id: Set(Some(id(client))), ..link(step) }).await;
    for (first, second) in [(client, step), (step, client)] {
        let waits = task_dependency::ActiveModel {
            predecessor_id: Set(id(first)),
            successor_id: Set(id(second)),
            kind: Set(LinkKind::FinishToStart),
            created_at: Set(moment()),
            ..Default::default()
        };
        add(db, waits).await;
    }
}

/// `a` becomes `a2`.
fn step_of(client: u128) -> u128 {
    (client << 4) | (STEP >> 4)
}

pub(crate) fn a_task(n: u128) -> task::ActiveModel {
    task::ActiveModel {
        id: Set(id(n)),
        title: Set(format!("Task {n:x}")),
        effort: Set(Effort::Medium),
        status: Set(TaskStatus::Backlog),
        priority: Set(Priority::High),
        task_type: Set(TaskType::NextStep),
        created_by: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

async fn bill(db: &DatabaseConnection, client: u128) {
    let invoice = invoice::ActiveModel {
        id: Set(id(client)),
        client_id: Set(id(client)),
        amount: Set(119_000),
        status: Set(InvoiceStatus::Draft),
        due_date: Set(day()),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    };
    add(db, invoice).await;
    add(db, invoice_project::ActiveModel { invoice_id: Set(id(client)), project_id: Set(id(client)), created_at: Set(moment()) }).await;
    let line = invoice_line::ActiveModel {
        id: Set(id(client)),
        invoice_id: Set(id(client)),
        kind: Set(InvoiceLineKind::Time),
        description: Set("Hours".into()),
        quantity: Set(1_000),
        unit_price: Set(15_000),
        amount: Set(15_000),
        order: Set(1),
        ..Default::default()
    };
    add(db, line).await;
}

pub(crate) fn hours(n: u128, project: u128, worker: Who) -> time_entry::ActiveModel {
    time_entry::ActiveModel {
        id: Set(id(n)),
        user_id: Set(id(worker.number())),
        project_id: Set(id(project)),
        minutes: Set(Minutes(90)),
        date: Set(day()),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}
