//! Two months of hours on working days. Some days of the last week are not written yet.

use crate::clients::Account;
use crate::projects::Project;
use crate::rng::Rng;
use crate::users::Staff;
use crate::words::DAY_NOTES;
use crate::world::{World, at, workday};
use chrono::{NaiveDate, TimeDelta};
use domain::effort::Minutes;
use domain::id::{InvoiceId, TaskId};
use domain::project::ProjectStatus;
use sea_orm::ActiveValue::Set;
use store::table::time_entry;

/// How far back they go.
const DAYS: i64 = 61;

/// An entry, as the invoices know it.
pub(crate) struct Entry {
    /// Who worked.
    pub(crate) person: usize,
    /// On which project, as a place among them.
    pub(crate) project: usize,
    /// On which day.
    pub(crate) date: NaiveDate,
    /// How long.
    pub(crate) minutes: i32,
    /// Whether it may be billed.
    pub(crate) billable: bool,
    /// The bill that it stands on.
    pub(crate) invoice: Option<InvoiceId>,
    task: Option<TaskId>,
}

/// Every entry, person by person.
pub(crate) fn entries(world: &World, staff: &Staff, accounts: &[Account], projects: &[Project]) -> Vec<Entry> {
    let mut rng = Rng::of("hours");
    let mut theirs: Vec<Vec<usize>> = staff.people.iter().map(|_| Vec::new()).collect();
    for (place, project) in projects.iter().enumerate().filter(|(_, project)| project.status != ProjectStatus::Planning) {
        for person in &accounts[project.account].team {
            theirs[*person].push(place);
        }
    }
    let mut entries = Vec::new();
    for (person, theirs) in theirs.iter().enumerate() {
        for ago in (1..=DAYS).rev() {
            let date = world.today - TimeDelta::days(ago);
            let forgotten = rng.chance(if ago <= 7 { 35 } else { 6 });
            if workday(date) == date && !forgotten {
                day(&mut rng, &mut entries, projects, theirs, person, date);
            }
        }
    }
    entries
}

/// One to three entries, together about a day.
fn day(rng: &mut Rng, entries: &mut Vec<Entry>, projects: &[Project], theirs: &[usize], person: usize, date: NaiveDate) {
    let running = theirs.iter().copied().filter(|place| projects[*place].start <= date && date <= projects[*place].worked_until);
    let count = 1 + rng.below(3);
    let today = rng.some(running.collect(), count);
    for project in &today {
        let minutes = rng.between(24, 32) / today.len() as i64 * 15;
        let at_hand = projects[*project].pieces.iter().filter(|(_, piece)| !piece.milestone && piece.parts.is_none());
        let at_hand: Vec<TaskId> = at_hand.filter(|(_, piece)| piece.start <= date && date <= piece.due).map(|(id, _)| *id).collect();
        let task = (!at_hand.is_empty()).then(|| rng.one(&at_hand));
        entries.push(Entry { person, project: *project, date, minutes: minutes as i32, billable: !rng.chance(9), invoice: None, task });
    }
}

/// Rows of the entries.
pub(crate) fn rows(staff: &Staff, projects: &[Project], entries: &[Entry]) -> Vec<time_entry::ActiveModel> {
    let mut rng = Rng::of("hour details");
    let mut row = |entry: &Entry| {
        let written = at(&mut rng, entry.date);
        time_entry::ActiveModel {
            id: Set(rng.id(written)),
            user_id: Set(staff.id(entry.person)),
            project_id: Set(projects[entry.project].id),
            task_id: Set(entry.task),
            invoice_id: Set(entry.invoice),
            minutes: Set(Minutes(entry.minutes)),
            date: Set(entry.date),
            description: Set(rng.chance(70).then(|| rng.pick(DAY_NOTES).to_owned())),
            billable: Set(entry.billable),
            created_at: Set(written),
            updated_at: Set(written),
            ..Default::default()
        }
    };
    entries.iter().map(&mut row).collect()
}
