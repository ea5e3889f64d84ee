//! The clients with what is known of them, and who of ours works for them.

use crate::rng::Rng;
use crate::users::Staff;
use crate::words::{self, Trade, company, domain};
use crate::world::{CELL, World, at};
use chrono::{DateTime, TimeDelta, Utc};
use domain::client::ClientStatus;
use domain::id::ClientId;
use domain::user::AssignmentRole;
use sea_orm::ActiveValue::Set;
use store::table::{client, client_assignment};

/// How many of the six MEDDPICC texts are known, by the client's place in its cell: clients, prospects, former clients.
const KNOWN: [usize; CELL] = [6, 5, 6, 4, 6, 3, 5, 6, 2, 4, 6, 4, 2, 5, 1, 3, 0, 4, 6, 2, 1, 3, 3, 1, 0];
/// Places whose people have not been heard for months.
const SILENT: &[usize] = &[14, 20, 23, 24];

/// A client, as the other nouns know it.
pub(crate) struct Account {
    /// Its id.
    pub(crate) id: ClientId,
    /// What it is called.
    pub(crate) name: String,
    /// Its trade's words.
    pub(crate) trade: &'static Trade,
    /// What it pays in.
    pub(crate) currency: &'static str,
    /// Where the relationship stands.
    pub(crate) status: ClientStatus,
    /// Its place in its cell; what is sold and done there follows from it.
    pub(crate) place: usize,
    /// Since when we know it.
    pub(crate) created: DateTime<Utc>,
    /// Who works on it, the lead first.
    pub(crate) team: Vec<usize>,
    /// Nobody was heard for months.
    pub(crate) silent: bool,
}

/// Every client.
pub(crate) fn accounts(world: &World, staff: &Staff) -> Vec<Account> {
    let mut rng = Rng::of("clients");
    (0..world.scale * CELL).map(|n| account(world, staff, &mut rng, n)).collect()
}

fn account(world: &World, staff: &Staff, rng: &mut Rng, n: usize) -> Account {
    let place = n % CELL;
    let (status, ago) = match place {
        0..=9 => (ClientStatus::Active, rng.between(480, 1_400)),
        10..=21 => (ClientStatus::Prospect, rng.between(290, 520)),
        _ => (ClientStatus::Churned, rng.between(700, 1_500)),
    };
    let created = world.moment(rng, ago);
    let (name, trade) = company(n);
    let currency = match place {
        3 | 8 | 13 | 18 | 21 => "EUR",
        6 | 16 | 24 => "GBP",
        _ => "USD",
    };
    Account {
        id: rng.id(created),
        name,
        trade,
        currency,
        status,
        place,
        created,
        team: team(staff, rng, n),
        silent: SILENT.contains(&place),
    }
}

/// The demonstration consultant works for the first two clients and for nobody else.
fn team(staff: &Staff, rng: &mut Rng, n: usize) -> Vec<usize> {
    let bench = |step: usize| staff.bench[(n + step) % staff.bench.len()];
    let mut team = match n {
        0 => vec![staff.consultant, bench(0)],
        1 => vec![bench(0), staff.consultant],
        5 | 9 => vec![staff.admin, bench(0)],
        _ => vec![bench(0)],
    };
    for step in rng.some(vec![1, 2, 3, 4], 1 + n % 3) {
        team.push(bench(step));
    }
    team
}

/// Rows of the clients themselves.
pub(crate) fn rows(world: &World, accounts: &[Account]) -> Vec<client::ActiveModel> {
    let mut rng = Rng::of("client texts");
    accounts.iter().map(|account| row(world, &mut rng, account)).collect()
}

fn row(world: &World, rng: &mut Rng, account: &Account) -> client::ActiveModel {
    let mut texts: [Option<String>; 6] = Default::default();
    for field in rng.some((0..6).collect(), KNOWN[account.place]) {
        texts[field] = Some(text(rng, account.trade, field));
    }
    let [metrics, criteria, process, paper, pain, competition] = texts;
    let deadline = (account.status != ClientStatus::Churned && rng.chance(55)).then(|| world.today + TimeDelta::days(rng.between(14, 260)));
    let updated = world.moment(rng, if account.silent { 100 } else { 30 }).max(account.created);
    let mut ages = Rng::of(&format!("ages of {}", account.id));
    let known = [&metrics, &criteria, &process, &paper, &pain, &competition].map(|text| {
        // Most was written lately, some has not been looked at for a quarter.
        let ago = if account.silent { 110 } else { ages.between(3, 120) };
        text.as_ref().map(|_| world.moment(&mut ages, ago).max(account.created))
    });
    let updated = known.iter().flatten().copied().max().map_or(updated, |last| last.max(updated));
    client::ActiveModel {
        id: Set(account.id),
        name: Set(account.name.clone()),
        industry: Set(Some(account.trade.name.to_owned())),
        website: Set(Some(format!("https://www.{}", domain(&account.name)))),
        status: Set(account.status),
        deadline: Set(deadline),
        budget: Set(rng.chance(70).then(|| rng.between(12, 180) * 500_000)),
        currency: Set(account.currency.to_owned()),
        meddpicc_metrics: Set(metrics),
        meddpicc_decision_criteria: Set(criteria),
        meddpicc_decision_process: Set(process),
        meddpicc_paper_process: Set(paper),
        meddpicc_identified_pain: Set(pain),
        meddpicc_competition: Set(competition),
        meddpicc_metrics_at: Set(known[0]),
        meddpicc_decision_criteria_at: Set(known[1]),
        meddpicc_decision_process_at: Set(known[2]),
        meddpicc_paper_process_at: Set(known[3]),
        meddpicc_identified_pain_at: Set(known[4]),
        meddpicc_competition_at: Set(known[5]),
        created_at: Set(account.created),
        updated_at: Set(updated),
        ..Default::default()
    }
}

fn text(rng: &mut Rng, trade: &Trade, field: usize) -> String {
    match field {
        0 => format!("{}. {}", rng.pick(trade.metrics), rng.pick(words::METRICS_BASE)),
        1 => rng.pick(words::CRITERIA).to_owned(),
        2 => rng.pick(words::PROCESS).to_owned(),
        3 => rng.pick(words::PAPER).to_owned(),
        4 => format!("{} {}", rng.pick(trade.pains), rng.pick(words::PAIN_COST)),
        _ => rng.pick(words::COMPETITION).replace("{}", rng.pick(words::RIVALS)),
    }
}

/// Rows of the account teams.
pub(crate) fn team_rows(staff: &Staff, accounts: &[Account]) -> Vec<client_assignment::ActiveModel> {
    let mut rng = Rng::of("assignments");
    let mut rows = Vec::with_capacity(accounts.len() * 3);
    for account in accounts {
        for (place, person) in account.team.iter().enumerate() {
            let since = at(&mut rng, account.created.date_naive() + TimeDelta::days(1 + 9 * place as i64));
            rows.push(client_assignment::ActiveModel {
                user_id: Set(staff.id(*person)),
                client_id: Set(account.id),
                role: Set(if place == 0 { AssignmentRole::Lead } else { AssignmentRole::Member }),
                assigned_at: Set(since),
                created_at: Set(since),
                ..Default::default()
            });
        }
    }
    rows
}
