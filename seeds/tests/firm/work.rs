//! Projects, tasks and what was said.

use crate::{Firm, plan, today};
use chrono::NaiveDate;
use domain::project::ProjectStatus;
use domain::task::{TaskEntityType, TaskStatus, TaskType};
use std::collections::{HashMap, HashSet};
use store::table::*;
use store::testing::TestDb;

pub(crate) async fn plans_agree_with_the_day(firm: &Firm, today: NaiveDate) {
    let mut projects = HashMap::new();
    for project in firm.all::<project::Entity>().await {
        let (start, end) = (project.start_date.expect("dated"), project.end_date.expect("dated"));
        assert!(project.created_at.date_naive() < today);
        match project.status {
            ProjectStatus::Planning => assert!(start > today),
            ProjectStatus::Active => assert!(start < today && end >= today, "{start} {end} {today}"),
            ProjectStatus::OnHold | ProjectStatus::Cancelled => assert!(start < today),
            ProjectStatus::Completed => assert!(end < today),
        }
        projects.insert(project.id, project.status);
    }
    let mut late = 0;
    for task in firm.all::<task::Entity>().await {
        let completed = task.completed_at.map(|at| at.date_naive());
        assert!(task.created_at.date_naive() < today && completed.is_none_or(|day| day <= today));
        assert!(task.completed_at.is_none_or(|at| at >= task.created_at), "{}", task.title);
        late += usize::from(task.status != TaskStatus::Done && task.due_date.is_some_and(|due| due < today));
        if task.project_id.is_some_and(|project| projects[&project] == ProjectStatus::Completed) {
            assert_eq!(task.status, TaskStatus::Done);
        }
    }
    assert!(late > 3, "{late}");
    for activity in firm.all::<activity::Entity>().await {
        assert!(activity.occurred_at.date_naive() < today);
    }
}

store::both_engines! {
    async fn plans_are_true_to_the_day(db: TestDb) {
        let firm = Firm::load(&db, plan(2)).await;
        plans_agree_with_the_day(&firm, today()).await;
    }

    async fn tasks_are_about_every_kind_of_thing_and_depend_on_no_later_one(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let about: HashSet<_> = firm.all::<task_entity::Entity>().await.into_iter().map(|link| link.entity_type).collect();
        assert_eq!(about.len(), TaskEntityType::ALL.len());
        let tasks = firm.all::<task::Entity>().await;
        let kinds: HashSet<_> = tasks.iter().map(|task| task.task_type).collect();
        assert_eq!(kinds.len(), TaskType::ALL.len());
        assert!(tasks.iter().any(|task| task.is_milestone) && tasks.iter().any(|task| task.is_critical && !task.is_milestone));
        let starts: HashMap<_, _> = tasks.iter().map(|task| (task.id, (task.project_id, task.start_date))).collect();
        let links = firm.all::<task_dependency::Entity>().await;
        let kinds: HashSet<_> = links.iter().map(|link| link.kind).collect();
        assert_eq!(kinds.len(), 4);
        // No link leads back in time within its project, so none leads round in a circle; equal days follow the plan's order.
        assert!(links.iter().all(|link| {
            let (before, after) = (starts[&link.predecessor_id], starts[&link.successor_id]);
            before.0 == after.0 && before.1 <= after.1
        }));
    }

    async fn people_talk_with_people_of_the_same_client(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let contacts: HashMap<_, _> = firm.all::<stakeholder::Entity>().await.into_iter().map(|one| (one.id, one.client_id)).collect();
        let activities: HashMap<_, _> = firm.all::<activity::Entity>().await.into_iter().map(|one| (one.id, one.client_id)).collect();
        let took_part = firm.all::<activity_stakeholder::Entity>().await;
        assert!(took_part.iter().all(|part| contacts[&part.stakeholder_id] == activities[&part.activity_id]));
        let kinds: HashSet<_> = firm.all::<activity::Entity>().await.into_iter().map(|one| one.kind).collect();
        assert_eq!(kinds.len(), domain::activity::ActivityType::ALL.len());
    }
}
