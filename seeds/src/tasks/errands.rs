//! What is to do beside the projects: next steps of the sales, reminders to come back, and the firm's own work.

use super::Tasks;
use crate::clients::Account;
use crate::deals::Deal;
use crate::rng::Rng;
use crate::stakeholders::Contacts;
use crate::users::Staff;
use crate::words::{FOLLOW_UPS, INTERNAL, NEXT_STEPS};
use crate::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::TaskId;
use domain::task::{Effort, NextStepType, Priority, TaskStatus, TaskType};
use sea_orm::ActiveValue::Set;
use store::table::{task, task_entity};

/// Something to do, before it is a row.
struct Errand {
    kind: TaskType,
    step: Option<NextStepType>,
    title: &'static str,
    by: usize,
    /// Days from its making to today.
    ago: i64,
    /// Not before this: what it is about must be there.
    since: DateTime<Utc>,
}

/// Adds them all.
pub(super) fn add(tasks: &mut Tasks, world: &World, staff: &Staff, accounts: &[Account], contacts: &Contacts, deals: &[Deal]) {
    let mut rng = Rng::of("errands");
    for deal in deals.iter().filter(|deal| deal.open()) {
        next_steps(tasks, world, &mut rng, staff, accounts, contacts, deal);
    }
    for (place, account) in accounts.iter().enumerate() {
        follow_up(tasks, world, &mut rng, staff, account, contacts, place);
    }
    for (place, person) in staff.bench.iter().chain([&staff.consultant, &staff.admin]).enumerate() {
        let title = INTERNAL[place % INTERNAL.len()];
        let since = world.moment(&mut rng, 40);
        let errand = Errand { kind: TaskType::Internal, step: None, title, by: *person, ago: rng.between(3, 25), since };
        let (id, at) = errand.add(tasks, world, &mut rng, staff);
        let about = staff.id(staff.bench[(place + 1) % staff.bench.len()]);
        tasks.about(&mut rng, id, at, |row| task_entity::ActiveModel { user_id: Set(Some(about)), ..row });
    }
}

/// One or two for every open deal, about the deal and often about a person.
fn next_steps(tasks: &mut Tasks, world: &World, rng: &mut Rng, staff: &Staff, accounts: &[Account], contacts: &Contacts, deal: &Deal) {
    for _ in 0..1 + rng.below(2) {
        let (title, step) = rng.one(NEXT_STEPS);
        let ago = world.ago(deal.moved()).clamp(1, 20);
        let by = rng.one(&accounts[deal.account].team);
        let errand = Errand { kind: TaskType::NextStep, step: Some(step), title, by, ago, since: deal.moved() };
        let (id, at) = errand.add(tasks, world, rng, staff);
        tasks.about(rng, id, at, |row| task_entity::ActiveModel { opportunity_id: Set(Some(deal.id)), ..row });
        if rng.chance(60) {
            let people = contacts.of(deal.account);
            let person = people[rng.below(people.len())].id;
            tasks.about(rng, id, at, |row| task_entity::ActiveModel { stakeholder_id: Set(Some(person)), ..row });
        }
    }
}

/// One for every client: about the client, about a person there, or both and one of ours.
fn follow_up(tasks: &mut Tasks, world: &World, rng: &mut Rng, staff: &Staff, account: &Account, contacts: &Contacts, place: usize) {
    let by = account.team[0];
    let title = rng.pick(FOLLOW_UPS);
    let errand = Errand { kind: TaskType::FollowUp, step: None, title, by, ago: rng.between(5, 50), since: account.created };
    let (id, at) = errand.add(tasks, world, rng, staff);
    let people = contacts.of(place);
    let person = people[rng.below(people.len())].id;
    if !account.place.is_multiple_of(3) {
        tasks.about(rng, id, at, |row| task_entity::ActiveModel { client_id: Set(Some(account.id)), ..row });
    }
    if account.place % 3 != 1 {
        tasks.about(rng, id, at, |row| task_entity::ActiveModel { stakeholder_id: Set(Some(person)), ..row });
    }
    if account.place % 5 == 2 {
        let colleague = staff.id(account.team[account.team.len() - 1]);
        tasks.about(rng, id, at, |row| task_entity::ActiveModel { user_id: Set(Some(colleague)), ..row });
    }
}

impl Errand {
    /// Half of them are done, some are late, the rest is due in the next weeks.
    fn add(self, tasks: &mut Tasks, world: &World, rng: &mut Rng, staff: &Staff) -> (TaskId, DateTime<Utc>) {
        let created = world.moment(rng, self.ago).max(self.since + TimeDelta::minutes(10));
        let (status, due) = match rng.below(100) {
            0..=34 => (TaskStatus::Done, world.day(rng.between(1, self.ago.max(2)))),
            35..=49 => (rng.one(&[TaskStatus::Backlog, TaskStatus::InProgress]), world.day(rng.between(1, 12))),
            50..=64 => (TaskStatus::InProgress, world.today + TimeDelta::days(rng.between(0, 3))),
            _ => (TaskStatus::Backlog, world.today + TimeDelta::days(rng.between(1, 24))),
        };
        let completed = (status == TaskStatus::Done).then(|| world.past(rng, due).max(created + TimeDelta::minutes(30)));
        let id = rng.id(created);
        tasks.rows.push(task::ActiveModel {
            id: Set(id),
            project_id: Set(None),
            phase_id: Set(None),
            assigned_to: Set(Some(staff.id(self.by))),
            title: Set(self.title.to_owned()),
            description: Set(None),
            effort: Set(rng.one(&[Effort::Light, Effort::Light, Effort::Medium])),
            status: Set(status),
            priority: Set(rng.one(Priority::ALL)),
            task_type: Set(self.kind),
            next_step_type: Set(self.step),
            start_date: Set(None),
            due_date: Set(Some(due.max(created.date_naive()))),
            is_milestone: Set(false),
            is_critical: Set(false),
            parent_task_id: Set(None),
            sequence_order: Set(None),
            dependency_type: Set(None),
            completed_at: Set(completed),
            created_by: Set(staff.id(self.by)),
            created_at: Set(created),
            updated_at: Set(completed.unwrap_or(created)),
            ..Default::default()
        });
        (id, created)
    }
}
