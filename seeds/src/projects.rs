//! The projects that were sold, and their phases.

use crate::clients::Account;
use crate::deals::Deal;
use crate::pattern::{Engagement, INHERITED_SERVICE, WON, engagements};
use crate::rng::Rng;
use crate::schedule::{PhasePlan, Piece, plan};
use crate::world::{World, later};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::id::{OpportunityId, PhaseId, ProjectId, TaskId};
use domain::project::{PhaseStatus, ProjectStatus};
use sea_orm::ActiveValue::Set;
use store::table::{phase, project};

/// A project, as the other nouns know it.
pub(crate) struct Project {
    /// Its id.
    pub(crate) id: ProjectId,
    /// Whose, as a place among the clients.
    pub(crate) account: usize,
    /// What it is called.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) status: ProjectStatus,
    /// In minor units of the client's currency.
    pub(crate) budget: i64,
    /// When it was made.
    pub(crate) created: DateTime<Utc>,
    /// Its first day.
    pub(crate) start: NaiveDate,
    /// Its last day in the plan.
    pub(crate) end: NaiveDate,
    /// Until when it was worked on; today where it still is.
    pub(crate) worked_until: NaiveDate,
    /// Its phases, in their order.
    pub(crate) phases: Vec<(PhaseId, PhasePlan)>,
    /// Its tasks, in the order of the plan.
    pub(crate) pieces: Vec<(TaskId, Piece)>,
    deal: Option<OpportunityId>,
}

/// Every project, client by client.
pub(crate) fn projects(world: &World, accounts: &[Account], deals: &[Deal]) -> Vec<Project> {
    let mut rng = Rng::of("projects");
    let mut won = deals.iter().filter(|deal| deal.stage == WON);
    let mut projects = Vec::with_capacity(world.scale * 12);
    for (place, account) in accounts.iter().enumerate() {
        for engagement in engagements(account.place) {
            let deal = if engagement.from_deal { won.next() } else { None };
            projects.push(one(world, &mut rng, account, place, engagement, deal));
        }
    }
    projects
}

fn one(world: &World, rng: &mut Rng, account: &Account, place: usize, engagement: &Engagement, deal: Option<&Deal>) -> Project {
    let signed = deal.map_or_else(|| world.moment(rng, engagement.signed.0), Deal::moved);
    let created = signed + TimeDelta::minutes(1);
    let wait = if engagement.status == ProjectStatus::Planning { 12 } else { 6 };
    let start = later(created.date_naive(), rng.between(wait, wait + 3));
    let (phases, pieces) = plan(rng, start);
    let end = phases.last().map_or(start, |last| last.end);
    let worked_until = match engagement.status {
        ProjectStatus::OnHold => world.day(24),
        ProjectStatus::Cancelled => later(start, 30),
        ProjectStatus::Completed => end,
        ProjectStatus::Planning | ProjectStatus::Active => world.today,
    };
    let task_at = created + TimeDelta::minutes(5);
    Project {
        id: rng.id(created),
        account: place,
        name: deal.map_or_else(|| account.trade.services[INHERITED_SERVICE].to_owned(), |deal| deal.name.clone()),
        status: engagement.status,
        budget: deal.map_or_else(|| rng.between(30, 90) * 250_000, |deal| deal.value),
        created,
        start,
        end,
        worked_until,
        phases: phases.into_iter().map(|phase| (rng.id(created), phase)).collect(),
        pieces: pieces.into_iter().map(|piece| (rng.id(task_at), piece)).collect(),
        deal: deal.map(|deal| deal.id),
    }
}

/// Rows of the projects themselves.
pub(crate) fn rows(world: &World, accounts: &[Account], projects: &[Project]) -> Vec<project::ActiveModel> {
    let mut rng = Rng::of("project details");
    let mut row = |project: &Project| {
        let account = &accounts[project.account];
        let updated = world.past(&mut rng, project.worked_until).max(project.created);
        project::ActiveModel {
            id: Set(project.id),
            client_id: Set(account.id),
            opportunity_id: Set(project.deal),
            name: Set(project.name.clone()),
            description: Set(Some(format!("{} Success is measured by: {}.", account.trade.pains[0], account.trade.metrics[0]))),
            status: Set(project.status),
            budget: Set(Some(project.budget)),
            currency: Set(account.currency.to_owned()),
            start_date: Set(Some(project.start)),
            end_date: Set(Some(project.end)),
            created_at: Set(project.created),
            updated_at: Set(updated),
            ..Default::default()
        }
    };
    projects.iter().map(&mut row).collect()
}

/// Rows of the phases.
pub(crate) fn phase_rows(projects: &[Project]) -> Vec<phase::ActiveModel> {
    let row = |project: &Project, order: usize, id: PhaseId, plan: &PhasePlan| phase::ActiveModel {
        id: Set(id),
        project_id: Set(project.id),
        name: Set(plan.name.to_owned()),
        order: Set(order as i32 + 1),
        start_date: Set(Some(plan.start)),
        end_date: Set(Some(plan.end)),
        status: Set(standing(project, plan)),
        ..Default::default()
    };
    let all = projects
        .iter()
        .flat_map(|project| project.phases.iter().enumerate().map(move |(order, (id, plan))| row(project, order, *id, plan)));
    all.collect()
}

fn standing(project: &Project, plan: &PhasePlan) -> PhaseStatus {
    match project.status {
        ProjectStatus::Completed => PhaseStatus::Completed,
        _ if plan.end < project.worked_until => PhaseStatus::Completed,
        ProjectStatus::Active | ProjectStatus::OnHold if plan.start <= project.worked_until => PhaseStatus::Active,
        _ => PhaseStatus::Pending,
    }
}
