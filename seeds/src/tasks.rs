//! The tasks: the work of the projects with its links, and beside it what [`errands`] adds.

mod errands;

use crate::clients::Account;
use crate::deals::Deal;
use crate::projects::Project;
use crate::rng::Rng;
use crate::schedule::Piece;
use crate::stakeholders::Contacts;
use crate::users::Staff;
use crate::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{TaskEntityId, TaskId};
use domain::project::ProjectStatus;
use domain::task::{Effort, LinkKind, Priority, TaskStatus, TaskType};
use sea_orm::ActiveValue::{NotSet, Set};
use store::table::{task, task_dependency, task_entity};

/// All that the tasks' tables hold.
#[derive(Default)]
pub(crate) struct Tasks {
    /// The tasks.
    pub(crate) rows: Vec<task::ActiveModel>,
    /// What hangs on what.
    pub(crate) links: Vec<task_dependency::ActiveModel>,
    /// What they are about.
    pub(crate) entities: Vec<task_entity::ActiveModel>,
    /// Finished work by project, as the timeline tells it.
    pub(crate) done: Vec<Vec<Done>>,
}

/// A finished task.
pub(crate) struct Done {
    /// What it was.
    pub(crate) title: &'static str,
    /// When it was finished.
    pub(crate) at: DateTime<Utc>,
    /// By whom.
    pub(crate) by: usize,
}

/// Every task of the firm.
pub(crate) fn tasks(
    world: &World,
    staff: &Staff,
    accounts: &[Account],
    contacts: &Contacts,
    deals: &[Deal],
    projects: &[Project],
) -> Tasks {
    let mut tasks = Tasks::default();
    let mut rng = Rng::of("tasks");
    for project in projects {
        tasks.of_project(world, &mut rng, staff, &accounts[project.account], contacts, project);
    }
    errands::add(&mut tasks, world, staff, accounts, contacts, deals);
    tasks
}

impl Tasks {
    fn of_project(&mut self, world: &World, rng: &mut Rng, staff: &Staff, account: &Account, contacts: &Contacts, project: &Project) {
        let standing = standing(world, rng, project);
        let mut done = Vec::new();
        for (place, (id, piece)) in project.pieces.iter().enumerate() {
            let person = account.team[(place / 2 + rng.below(2)) % account.team.len()];
            let completed = (standing[place] == TaskStatus::Done).then(|| completed(world, rng, project, piece));
            if let Some(at) = completed {
                done.push(Done { title: piece.title, at, by: person });
            }
            let row = row(project, *id, piece, standing[place], completed);
            // What a cancelled project left undone is nobody's.
            let nobody = rng.chance(5) || (project.status == ProjectStatus::Cancelled && completed.is_none());
            self.rows.push(task::ActiveModel {
                assigned_to: Set((!nobody).then(|| staff.id(person))),
                effort: Set(effort(piece)),
                priority: Set(priority(rng, piece)),
                created_by: Set(staff.id(account.team[0])),
                ..row
            });
            if let Some((before, kind, lag)) = piece.after {
                self.link(project, before, *id, kind, lag);
            }
            if piece.milestone {
                // Somebody at the client accepts it.
                let made = project.created + TimeDelta::minutes(5);
                let person = contacts.of(project.account)[place % 2].id;
                self.about(rng, *id, made, |row| task_entity::ActiveModel { stakeholder_id: Set(Some(person)), ..row });
            }
        }
        self.done.push(done);
    }

    fn link(&mut self, project: &Project, before: usize, id: TaskId, kind: LinkKind, lag_days: i32) {
        self.links.push(task_dependency::ActiveModel {
            predecessor_id: Set(project.pieces[before].0),
            successor_id: Set(id),
            kind: Set(kind),
            lag_days: Set(lag_days),
            created_at: Set(project.created + TimeDelta::minutes(6)),
        });
    }

    /// Links a task to what it is about: `which` sets one of the four.
    fn about(
        &mut self,
        rng: &mut Rng,
        id: TaskId,
        at: DateTime<Utc>,
        which: impl FnOnce(task_entity::ActiveModel) -> task_entity::ActiveModel,
    ) {
        self.entities.push(which(task_entity::ActiveModel {
            id: Set(rng.id::<TaskEntityId>(at)),
            task_id: Set(id),
            client_id: Set(None),
            opportunity_id: Set(None),
            stakeholder_id: Set(None),
            user_id: Set(None),
            // The database computes these two.
            entity_type: NotSet,
            entity_id: NotSet,
            created_at: Set(at),
        }));
    }
}

fn row(project: &Project, id: TaskId, piece: &Piece, status: TaskStatus, completed: Option<DateTime<Utc>>) -> task::ActiveModel {
    let created = project.created + TimeDelta::minutes(5);
    task::ActiveModel {
        id: Set(id),
        project_id: Set(Some(project.id)),
        phase_id: Set(Some(project.phases[piece.phase].0)),
        title: Set(piece.title.to_owned()),
        description: Set(None),
        status: Set(status),
        task_type: Set(TaskType::ProjectWork),
        next_step_type: Set(None),
        start_date: Set(Some(piece.start)),
        due_date: Set(Some(piece.due)),
        is_milestone: Set(piece.milestone),
        is_critical: Set(piece.critical),
        parent_task_id: Set(piece.parent.map(|parent| project.pieces[parent].0)),
        sequence_order: Set(Some(piece.order)),
        dependency_type: Set(piece.parts),
        completed_at: Set(completed),
        created_at: Set(created),
        updated_at: Set(completed.unwrap_or(created)),
        ..Default::default()
    }
}

/// Where every task of a project stands. Only the phase that is being worked on has late ones, and nothing is done
/// after a late one.
fn standing(world: &World, rng: &mut Rng, project: &Project) -> Vec<TaskStatus> {
    let until = project.worked_until;
    let mut late = false;
    let mut all: Vec<TaskStatus> = Vec::with_capacity(project.pieces.len());
    for (_, piece) in &project.pieces {
        let current = project.status == ProjectStatus::Active && project.phases[piece.phase].1.end >= world.today;
        late |= current && piece.due < until && rng.chance(22);
        all.push(match project.status {
            ProjectStatus::Completed => TaskStatus::Done,
            ProjectStatus::Planning => TaskStatus::Backlog,
            _ if piece.due < until && !(current && late) => TaskStatus::Done,
            ProjectStatus::Cancelled => TaskStatus::Backlog,
            _ if piece.start < until => rng.one(&[TaskStatus::InProgress, TaskStatus::InProgress, TaskStatus::Review]),
            _ => TaskStatus::Backlog,
        });
    }
    // A whole stands where its parts stand.
    for (whole, (_, piece)) in project.pieces.iter().enumerate() {
        if piece.parts.is_some() {
            let parts: Vec<TaskStatus> =
                (0..all.len()).filter(|part| project.pieces[*part].1.parent == Some(whole)).map(|part| all[part]).collect();
            all[whole] = match () {
                () if parts.iter().all(|part| *part == TaskStatus::Done) => TaskStatus::Done,
                () if parts.iter().all(|part| *part == TaskStatus::Backlog) => TaskStatus::Backlog,
                () => TaskStatus::InProgress,
            };
        }
    }
    all
}

fn completed(world: &World, rng: &mut Rng, project: &Project, piece: &Piece) -> DateTime<Utc> {
    let day = piece.due + TimeDelta::days(rng.between(-1, 1));
    world.past(rng, day.max(piece.start)).max(project.created + TimeDelta::hours(1))
}

fn effort(piece: &Piece) -> Effort {
    match (piece.due - piece.start).num_days() {
        0..=1 => Effort::Light,
        2..=3 => Effort::Medium,
        _ => Effort::Heavy,
    }
}

fn priority(rng: &mut Rng, piece: &Piece) -> Priority {
    match piece.critical {
        true => rng.one(&[Priority::High, Priority::High, Priority::Urgent]),
        false => rng.one(&[Priority::Low, Priority::Medium, Priority::Medium, Priority::High]),
    }
}
