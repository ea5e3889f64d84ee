//! The bills in every status: phases at a fixed price, results, and the hours of the month before.

use crate::clients::Account;
use crate::hours::Entry;
use crate::projects::Project;
use crate::rng::Rng;
use crate::stakeholders::Contacts;
use crate::users::Staff;
use crate::world::{World, at, later};
use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::billing::InvoiceLineKind::{self, Deliverable, Phase, Time};
use domain::billing::InvoiceStatus::{self, Cancelled, Draft, Overdue, Paid, Sent};
use domain::id::{InvoiceId, PhaseId, TaskId};
use domain::project::ProjectStatus;
use sea_orm::ActiveValue::Set;
use std::collections::BTreeMap;
use store::table::{invoice, invoice_line, invoice_project};

/// Days until a bill at a fixed price is due, and until one for hours is.
const TERMS: (i64, i64) = (30, 45);

/// A bill.
pub(crate) struct Bill {
    id: InvoiceId,
    project: usize,
    status: InvoiceStatus,
    number: Option<String>,
    made: NaiveDate,
    sent: bool,
    due: NaiveDate,
    lines: Vec<Line>,
}

struct Line {
    kind: InvoiceLineKind,
    phase: Option<PhaseId>,
    task: Option<TaskId>,
    text: String,
    /// In thousandths.
    quantity: i64,
    price: i64,
}

impl Line {
    /// Quantities and prices are such that nothing is to be rounded.
    const fn amount(&self) -> i64 {
        self.quantity * self.price / 1_000
    }

    const fn whole(kind: InvoiceLineKind, text: String, price: i64) -> Self {
        Self { kind, phase: None, task: None, text, quantity: 1_000, price }
    }
}

/// Every bill. The entries that a bill takes are marked with it.
pub(crate) fn bills(world: &World, staff: &Staff, accounts: &[Account], projects: &[Project], entries: &mut [Entry]) -> Vec<Bill> {
    let mut rng = Rng::of("invoices");
    let mut bills = Vec::with_capacity(world.scale * 30);
    for (place, project) in projects.iter().enumerate() {
        for_phases(world, &mut rng, accounts[project.account].place, place, project, &mut bills);
    }
    for_hours(world, &mut rng, staff, accounts, projects, entries, &mut bills);
    number(&mut bills);
    bills
}

/// A quarter of the budget for each phase that ended, and a part in advance for what is to come.
fn for_phases(world: &World, rng: &mut Rng, pattern: usize, place: usize, project: &Project, bills: &mut Vec<Bill>) {
    for (number, (phase, plan)) in project.phases.iter().enumerate() {
        let made = later(plan.end, 2);
        let ended = project.status == ProjectStatus::Completed || plan.end < project.worked_until;
        if !ended || made >= world.today {
            break;
        }
        let due = made + TimeDelta::days(TERMS.0);
        let status = match project.status {
            ProjectStatus::Cancelled => Cancelled,
            _ if due >= world.today => Sent,
            ProjectStatus::OnHold => Overdue,
            ProjectStatus::Active if pattern == 2 => Overdue,
            _ => Paid,
        };
        let text = format!("{}: {}", project.name, plan.name);
        let mut lines = vec![Line { phase: Some(*phase), ..Line::whole(Phase, text, project.budget / 4) }];
        if number == 2 {
            let task = project.pieces.iter().find(|(_, piece)| piece.phase == 2 && piece.milestone).map(|(id, _)| *id);
            lines.push(Line { task, quantity: 3_000, ..Line::whole(Deliverable, "Training material, printed and bound".into(), 125_000) });
        }
        bills.push(Bill { id: id(rng, made), project: place, status, number: None, made, sent: true, due, lines });
    }
    if project.status == ProjectStatus::Planning {
        let made = world.day(2);
        let lines = vec![Line::whole(Deliverable, format!("{}: mobilisation, in advance", project.name), project.budget / 10)];
        let due = made + TimeDelta::days(TERMS.0);
        bills.push(Bill { id: id(rng, made), project: place, status: Draft, number: None, made, sent: false, due, lines });
    }
}

fn id(rng: &mut Rng, made: NaiveDate) -> InvoiceId {
    let moment = at(rng, made);
    rng.id(moment)
}

/// One bill a project for what was worked up to the end of a month; younger hours wait for theirs.
fn for_hours(
    world: &World,
    rng: &mut Rng,
    staff: &Staff,
    accounts: &[Account],
    projects: &[Project],
    entries: &mut [Entry],
    bills: &mut Vec<Bill>,
) {
    let month = world.today - TimeDelta::days(12);
    let month = month - TimeDelta::days(i64::from(month.day0()));
    let mut worked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.billable && entry.date < month) {
        worked.entry(entry.project).or_default().push(place);
    }
    let last = (month - TimeDelta::days(1)).format("%-d %B %Y").to_string();
    for (project, places) in worked {
        let pattern = accounts[projects[project].account].place;
        let status = match pattern {
            3 => Draft,
            6 => Paid,
            _ => Sent,
        };
        let mut minutes: BTreeMap<usize, i64> = BTreeMap::new();
        for place in &places {
            *minutes.entry(entries[*place].person).or_default() += i64::from(entries[*place].minutes);
        }
        let line = |(person, minutes): (usize, i64)| {
            let person = &staff.people[person];
            Line { quantity: minutes * 1_000 / 60, ..Line::whole(Time, format!("{}, hours to {last}", person.name), person.rate) }
        };
        let lines = minutes.into_iter().map(line).collect();
        let made = later(month, 1);
        let bill = Bill {
            id: id(rng, made),
            project,
            status,
            number: None,
            made,
            sent: status != Draft,
            due: made + TimeDelta::days(TERMS.1),
            lines,
        };
        for place in places {
            entries[place].invoice = Some(bill.id);
        }
        bills.push(bill);
    }
}

/// Numbers all that were sent, in the order of their sending, from 1 each year and without gaps.
fn number(bills: &mut [Bill]) {
    let mut sent: Vec<usize> = (0..bills.len()).filter(|place| bills[*place].sent).collect();
    sent.sort_by_key(|place| (bills[*place].made, bills[*place].id));
    let mut last: BTreeMap<i32, u32> = BTreeMap::new();
    for place in sent {
        let year = bills[place].made.year();
        let number = last.entry(year).or_default();
        *number += 1;
        bills[place].number = Some(format!("INV-{year}-{number:04}"));
    }
}

/// Rows of the bills themselves.
pub(crate) fn rows(
    world: &World,
    accounts: &[Account],
    contacts: &Contacts,
    projects: &[Project],
    bills: &[Bill],
) -> Vec<invoice::ActiveModel> {
    let mut rng = Rng::of("invoice details");
    let mut row = |bill: &Bill| {
        let account = projects[bill.project].account;
        let made = at(&mut rng, bill.made);
        let paid = (bill.status == Paid).then(|| (bill.due - TimeDelta::days(rng.between(0, 12))).min(world.day(1)).max(bill.made));
        let changed = paid.map_or(made, |paid| world.past(&mut rng, paid).max(made));
        invoice::ActiveModel {
            id: Set(bill.id),
            client_id: Set(accounts[account].id),
            invoice_number: Set(bill.number.clone()),
            amount: Set(bill.lines.iter().map(Line::amount).sum()),
            currency: Set(accounts[account].currency.to_owned()),
            status: Set(bill.status),
            due_date: Set(bill.due),
            sent_date: Set(bill.sent.then_some(bill.made)),
            paid_date: Set(paid),
            recipient_stakeholder_id: Set(contacts.buyer(account)),
            notes: Set((bill.status == Cancelled).then(|| "Cancelled when the engagement was stopped by mutual agreement.".to_owned())),
            created_at: Set(made),
            updated_at: Set(changed),
            ..Default::default()
        }
    };
    bills.iter().map(&mut row).collect()
}

/// Rows of what the bills are for.
pub(crate) fn project_rows(projects: &[Project], bills: &[Bill]) -> Vec<invoice_project::ActiveModel> {
    let mut rng = Rng::of("invoice projects");
    let mut row = |bill: &Bill| invoice_project::ActiveModel {
        invoice_id: Set(bill.id),
        project_id: Set(projects[bill.project].id),
        created_at: Set(at(&mut rng, bill.made)),
    };
    bills.iter().map(&mut row).collect()
}

/// Rows of the lines. Untaxed: the demonstration firm bills abroad.
pub(crate) fn line_rows(bills: &[Bill]) -> Vec<invoice_line::ActiveModel> {
    let mut rng = Rng::of("invoice lines");
    let mut rows = Vec::with_capacity(bills.len() * 2);
    for bill in bills {
        let made = at(&mut rng, bill.made);
        for (place, line) in bill.lines.iter().enumerate() {
            rows.push(invoice_line::ActiveModel {
                id: Set(rng.id(made)),
                invoice_id: Set(bill.id),
                kind: Set(line.kind),
                phase_id: Set(line.phase),
                task_id: Set(line.task),
                description: Set(line.text.clone()),
                quantity: Set(line.quantity),
                unit_price: Set(line.price),
                amount: Set(line.amount()),
                tax_rate: Set(0),
                order: Set(place as i32 + 1),
                ..Default::default()
            });
        }
    }
    rows
}
