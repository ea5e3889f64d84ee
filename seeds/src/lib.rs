//! The demonstration firm: one believable consulting firm, the same for everybody, dated relative to today.
//!
//! Each noun has a file. It first makes *facts* (who, whose, when), which later nouns build on, and then *rows*, which
//! are loaded and forgotten. Larger firms for benchmarks repeat the pattern with other names and numbers.

mod activities;
mod clients;
mod competitors;
mod deals;
mod hours;
mod invoices;
mod loader;
mod pattern;
mod portal;
mod projects;
mod rng;
mod schedule;
mod settings;
mod stakeholders;
mod tasks;
mod users;
mod words;
mod world;

use chrono::NaiveDate;
use domain::AppError;
use loader::Loader;
use sea_orm::ColumnTrait;
use std::pin::pin;
use store::{DbError, Handle, Origin, Store, Write, table};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use world::World;

/// What to load.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many times the demonstration firm: 1 to 1000.
    pub scale: u32,
    /// The day that everything is dated by.
    pub today: NaiveDate,
    /// Everybody's password, as an Argon2id hash in PHC form.
    pub password_hash: String,
    /// Whether to leave the mark by which the sign-in page offers the demonstration sign-ins. Their accounts exist
    /// either way.
    pub demo_sign_ins: bool,
}

/// How far the loading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Tables filled.
    pub done: usize,
    /// Tables in all.
    pub total: usize,
    /// The table that was filled last.
    pub what: String,
}

/// What was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Every table with its number of rows, in the order of loading.
    pub rows: Vec<(String, usize)>,
    /// The token of the first client's portal link, which is stored nowhere.
    pub portal_token: String,
}

impl Summary {
    /// How many rows a table got.
    #[must_use]
    pub fn of(&self, table: &str) -> usize {
        self.rows.iter().filter(|(name, _)| name == table).map(|(_, count)| count).sum()
    }
}

/// Fills an empty database, all of it in one transaction.
///
/// # Errors
/// There are users already, the scale is out of bounds, or the database refuses; nothing is loaded then.
pub async fn load(store: &Store, plan: Plan, mut progress: impl FnMut(Progress) + Send) -> Result<Summary, DbError> {
    if !(1..=1_000).contains(&plan.scale) {
        return Err(AppError::field("scale", "must be between 1 and 1000").into());
    }
    let (told, mut heard) = unbounded_channel();
    let system = store.system("seed", Origin::default());
    let mut writing = pin!(system.write_in_bulk(move |write| Box::pin(fill(write, plan, told))));
    loop {
        tokio::select! {
            biased;
            Some(step) = heard.recv() => progress(step),
            done = &mut writing => {
                // What was told just before the end.
                while let Ok(step) = heard.try_recv() {
                    progress(step);
                }
                return done;
            }
        }
    }
}

/// The table of contents: each noun after those that it points at.
async fn fill(write: &mut Write, plan: Plan, told: UnboundedSender<Progress>) -> Result<Summary, DbError> {
    write.serialise().await?;
    if write.find::<table::user::Entity>().count(write).await? > 0 {
        return Err(AppError::field("database", "holds people already; the demonstration firm needs an empty one").into());
    }
    let keys = write.store().keys()?;
    let world = World { scale: plan.scale as usize, today: plan.today, password_hash: plan.password_hash };
    let ticks = write
        .find::<table::stage_criterion::Entity>()
        .filter(table::stage_criterion::Column::Kind.eq(domain::criteria::CriterionKind::Tick))
        .all(write)
        .await?;
    let ticks: Vec<_> = ticks.into_iter().map(|criterion| (criterion.id, criterion.stage)).collect();
    let listed = write.find::<table::loss_reason::Entity>().all(write).await?;
    let listed = listed.into_iter().map(|reason| (reason.name, reason.id)).collect();
    let mut to = Loader::new(write, told);

    let staff = users::Staff::of(&world);
    let accounts = clients::accounts(&world, &staff);
    to.put::<table::client::Entity>(clients::rows(&world, &accounts)).await?;
    to.put::<table::user::Entity>(users::rows(&world, &staff, &accounts)).await?;
    to.put::<table::client_assignment::Entity>(clients::team_rows(&staff, &accounts)).await?;

    let contacts = stakeholders::contacts(&world, &accounts);
    to.put::<table::stakeholder::Entity>(stakeholders::rows(&keys, &accounts, &contacts)?).await?;
    to.put::<table::stakeholder_meddpicc_role::Entity>(stakeholders::role_rows(&contacts)).await?;
    to.put::<table::stakeholder_relationship_owner::Entity>(stakeholders::owner_rows(&staff, &accounts, &contacts)).await?;

    let deals = deals::deals(&world, &accounts);
    to.put::<table::opportunity::Entity>(deals::rows(&world, &staff, &accounts, &deals, &listed).map_err(stage)?).await?;
    to.put::<table::opportunity_stage_change::Entity>(deals::move_rows(&staff, &deals).map_err(stage)?).await?;
    to.put::<table::criterion_tick::Entity>(deals::tick_rows(&staff, &deals, &ticks)).await?;
    to.put::<table::opportunity_team_member::Entity>(deals::team_rows(&staff, &accounts, &deals)).await?;
    to.put::<table::opportunity_stakeholder::Entity>(deals::people_rows(&accounts, &contacts, &deals)).await?;

    let rivals = competitors::rivals(&world);
    to.put::<table::competitor::Entity>(competitors::rows(&rivals)).await?;
    to.put::<table::competitor_mention::Entity>(competitors::mention_rows(&rivals, &deals)).await?;

    let projects = projects::projects(&world, &accounts, &deals);
    to.put::<table::project::Entity>(projects::rows(&world, &accounts, &projects)).await?;
    to.put::<table::phase::Entity>(projects::phase_rows(&projects)).await?;

    let tasks = tasks::tasks(&world, &staff, &accounts, &contacts, &deals, &projects);
    to.put::<table::task::Entity>(tasks.rows).await?;
    to.put::<table::task_dependency::Entity>(tasks.links).await?;
    to.put::<table::task_entity::Entity>(tasks.entities).await?;

    let activities = activities::activities(&world, &staff, &accounts, &contacts, &deals, &projects, &tasks.done);
    to.put::<table::activity::Entity>(activities.rows).await?;
    to.put::<table::activity_stakeholder::Entity>(activities.people).await?;

    let mut entries = hours::entries(&world, &staff, &accounts, &projects);
    let bills = invoices::bills(&world, &staff, &accounts, &projects, &mut entries);
    to.put::<table::invoice::Entity>(invoices::rows(&world, &accounts, &contacts, &projects, &bills)).await?;
    to.put::<table::invoice_project::Entity>(invoices::project_rows(&projects, &bills)).await?;
    to.put::<table::invoice_line::Entity>(invoices::line_rows(&bills)).await?;
    to.put::<table::time_entry::Entity>(hours::rows(&staff, &projects, &entries)).await?;

    let links = portal::links(&world, &accounts);
    to.put::<table::client_portal_access::Entity>(portal::rows(&world, &staff, &accounts, &links)).await?;
    to.put::<table::client_portal_section::Entity>(portal::section_rows(&accounts, &links)).await?;

    let mark = plan.demo_sign_ins.then(|| settings::demonstration(&world));
    to.put::<table::setting::Entity>(mark.into_iter().collect()).await?;

    let portal_token = links.into_iter().next().map(|link| link.token).unwrap_or_default();
    Ok(Summary { portal_token, ..to.summary })
}

fn stage(error: domain::parse::ParseError) -> DbError {
    DbError::Corrupt(format!("a stage {error}"))
}
