//! The deals over all stages, with the history that led there, their teams and the people they are about.

use crate::clients::Account;
use crate::pattern::{DEALS, INHERITED, INHERITED_SERVICE, LOST, STAGES, WON, engagements};
use crate::rng::Rng;
use crate::stakeholders::Contacts;
use crate::users::Staff;
use crate::words::LOSS_REASONS;
use crate::world::World;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::id::{CriterionId, LossReasonId, OpportunityId};
use domain::parse::ParseError;
use domain::stage::{StageKey, StageKind};
use sea_orm::ActiveValue::Set;
use std::collections::HashMap;
use store::table::{criterion_tick, opportunity, opportunity_stage_change, opportunity_stakeholder, opportunity_team_member};

/// A move of a deal.
struct Move {
    to: usize,
    at: DateTime<Utc>,
    by: usize,
}

/// A deal, as the other nouns know it.
pub(crate) struct Deal {
    /// Its id.
    pub(crate) id: OpportunityId,
    /// Whose, as a place among the clients.
    pub(crate) account: usize,
    /// What it is called.
    pub(crate) name: String,
    /// Where it stands among the stages.
    pub(crate) stage: usize,
    /// In minor units of the client's currency.
    pub(crate) value: i64,
    /// The day on which it was won or lost.
    pub(crate) closed: Option<NaiveDate>,
    kind: OpportunityType,
    moves: Vec<Move>,
}

impl Deal {
    /// Since when we talk about it.
    pub(crate) fn created(&self) -> DateTime<Utc> {
        self.moves.first().map(|first| first.at).unwrap_or_default()
    }

    /// When it came to where it stands.
    pub(crate) fn moved(&self) -> DateTime<Utc> {
        self.moves.last().map(|last| last.at).unwrap_or_default()
    }

    /// Why it was lost, if it was: what the list calls it, whether another firm got it, and in words.
    pub(crate) fn loss(&self) -> Option<(&'static str, bool, &'static str)> {
        // By its own id, so that whoever tells of the deal tells the same.
        let place = usize::from(self.id.0.as_bytes()[15]) % LOSS_REASONS.len();
        (self.stage == LOST).then(|| LOSS_REASONS[place])
    }

    /// Whether it is still being worked on.
    pub(crate) const fn open(&self) -> bool {
        self.stage < WON
    }
}

/// Every deal, client by client.
pub(crate) fn deals(world: &World, accounts: &[Account]) -> Vec<Deal> {
    let mut rng = Rng::of("deals");
    let mut deals = Vec::with_capacity(world.scale * 60);
    for (place, account) in accounts.iter().enumerate() {
        let mut won = engagements(account.place).iter().filter(|engagement| engagement.from_deal);
        for (number, stage) in DEALS[account.place].iter().enumerate() {
            let signed = if *stage == WON { won.next().map(|engagement| engagement.signed) } else { None };
            let moves = moves(world, &mut rng, account, *stage, signed);
            deals.push(deal(&mut rng, account, place, number, moves));
        }
    }
    deals
}

fn deal(rng: &mut Rng, account: &Account, place: usize, number: usize, moves: Vec<Move>) -> Deal {
    let (stage, at) = moves.last().map_or((0, account.created), |last| (last.to, last.at));
    let name = |number: usize| account.trade.services[(place / 10 + number) % account.trade.services.len()].to_owned();
    // A client's second deal goes on from what it bought first, whether that was a deal or came before the pipeline.
    let bought = if INHERITED.contains(&account.place) { account.trade.services[INHERITED_SERVICE].to_owned() } else { name(0) };
    let (kind, name) = match (account.status, number) {
        (ClientStatus::Active, 1) if rng.chance(35) => (OpportunityType::Renewal, format!("{bought} – renewal")),
        (ClientStatus::Active, 1) => (OpportunityType::Expansion, format!("{bought} – second phase")),
        (ClientStatus::Active, 2..) => (OpportunityType::Expansion, name(number)),
        _ => (OpportunityType::New, name(number)),
    };
    let created = moves.first().map_or(at, |first| first.at);
    Deal {
        id: rng.id(created),
        account: place,
        name,
        stage,
        value: rng.between(9, 110) * 250_000,
        closed: (stage >= WON).then(|| at.date_naive()),
        kind,
        moves,
    }
}

/// From lead to where it stands; the moments are told backwards, each some days before the next.
fn moves(world: &World, rng: &mut Rng, account: &Account, stage: usize, signed: Option<(i64, i64)>) -> Vec<Move> {
    let mut path: Vec<usize> = match stage {
        LOST => (0..=rng.below(5)).chain([LOST]).collect(),
        other => (0..=other).collect(),
    };
    if path.len() > 3 && rng.chance(20) {
        path.remove(2);
    }
    let mut ago = match signed {
        Some((low, high)) => rng.between(low, high),
        None if stage == LOST => rng.between(8, (world.ago(account.created) - 140).min(340)),
        None if account.silent => rng.between(94, 118),
        None if rng.chance(20) => rng.between(20, 48),
        None => rng.between(1, 22),
    };
    let mut moves = Vec::with_capacity(path.len());
    for to in path.into_iter().rev() {
        moves.push(Move { to, at: world.moment(rng, ago), by: rng.one(&account.team) });
        ago += rng.between(6, 24);
    }
    moves.reverse();
    moves
}

/// Rows of the deals themselves.
pub(crate) fn rows(
    world: &World,
    staff: &Staff,
    accounts: &[Account],
    deals: &[Deal],
    listed: &HashMap<String, LossReasonId>,
) -> Result<Vec<opportunity::ActiveModel>, ParseError> {
    let mut rng = Rng::of("deal details");
    let one = |deal: &Deal| {
        let row = row(world, &mut rng, staff, &accounts[deal.account], deal)?;
        let reason = deal.loss().and_then(|(name, ..)| listed.get(name).copied());
        Ok(opportunity::ActiveModel { loss_reason_id: Set(reason), ..row })
    };
    deals.iter().map(one).collect()
}

fn row(world: &World, rng: &mut Rng, staff: &Staff, account: &Account, deal: &Deal) -> Result<opportunity::ActiveModel, ParseError> {
    let kind = match deal.stage {
        WON => StageKind::Won,
        LOST => StageKind::Lost,
        _ => StageKind::Open,
    };
    let late = deal.stage > 1 && rng.chance(15);
    let expected = match deal.closed {
        Some(closed) => closed + TimeDelta::days(rng.between(-20, 12)),
        None if late => world.day(rng.between(2, 25)),
        None => world.today + TimeDelta::days(rng.between(8, 40 + 30 * (4 - deal.stage.min(4) as i64))),
    };
    let by = deal.moves.first().map_or(staff.admin, |first| first.by);
    Ok(opportunity::ActiveModel {
        id: Set(deal.id),
        client_id: Set(account.id),
        name: Set(deal.name.clone()),
        kind: Set(deal.kind),
        source: Set(rng.one(OpportunitySource::ALL)),
        stage: Set(StageKey::parse(STAGES[deal.stage])?),
        value: Set(deal.value),
        currency: Set(account.currency.to_owned()),
        expected_close_date: Set(Some(expected)),
        actual_close_date: Set(deal.closed),
        outcome: Set(kind.outcome()),
        rank: Set(Some(domain::rank::unplaced(Some(expected), deal.id.0))),
        loss_reason: Set(deal.loss().map(|(_, _, words)| words.to_owned())),
        created_by: Set(staff.id(by)),
        created_at: Set(deal.created()),
        updated_at: Set(deal.moved()),
        ..Default::default()
    })
}

/// Rows of the stage history.
pub(crate) fn move_rows(staff: &Staff, deals: &[Deal]) -> Result<Vec<opportunity_stage_change::ActiveModel>, ParseError> {
    let mut rng = Rng::of("stage changes");
    let mut rows = Vec::with_capacity(deals.len() * 4);
    for deal in deals {
        let mut from: Option<usize> = None;
        for step in &deal.moves {
            let skipped = step.to < WON && from.is_some_and(|from| step.to > from + 1);
            rows.push(opportunity_stage_change::ActiveModel {
                id: Set(rng.id(step.at)),
                opportunity_id: Set(deal.id),
                from_stage: Set(from.map(|from| StageKey::parse(STAGES[from])).transpose()?),
                to_stage: Set(StageKey::parse(STAGES[step.to])?),
                changed_by: Set(staff.id(step.by)),
                changed_at: Set(step.at),
                override_reason: Set(
                    skipped.then(|| "They came with a finished brief; discovery was done in the first workshop.".to_owned())
                ),
                gaps: Set(skipped.then(|| "Pain identified\nMetrics defined".to_owned())),
                ..Default::default()
            });
            from = Some(step.to);
        }
    }
    Ok(rows)
}

/// Rows of what people have ticked: what a stage asks is ticked by whoever moved the deal on from it.
pub(crate) fn tick_rows(staff: &Staff, deals: &[Deal], asked: &[(CriterionId, StageKey)]) -> Vec<criterion_tick::ActiveModel> {
    let mut rows = Vec::new();
    for deal in deals {
        for (from, to) in deal.moves.iter().zip(deal.moves.iter().skip(1)) {
            let left =
                |stage: &StageKey| stage.as_str() == STAGES[from.to] && to.to != LOST || stage.as_str() == STAGES[to.to] && to.to == WON;
            rows.extend(asked.iter().filter(|(_, stage)| left(stage)).map(|(criterion, _)| criterion_tick::ActiveModel {
                opportunity_id: Set(deal.id),
                criterion_id: Set(*criterion),
                ticked_by: Set(staff.id(to.by)),
                created_at: Set(to.at),
            }));
        }
    }
    rows
}

/// Rows of who is on a deal beside its client's team. The demonstration consultant is on one: the third client's first.
pub(crate) fn team_rows(staff: &Staff, accounts: &[Account], deals: &[Deal]) -> Vec<opportunity_team_member::ActiveModel> {
    let mut rng = Rng::of("deal teams");
    let mut rows = Vec::new();
    let third = deals.iter().position(|deal| deal.account == 2 && deal.open());
    for (place, deal) in deals.iter().enumerate() {
        let team = &accounts[deal.account].team;
        let outside: Vec<usize> = staff.bench.iter().copied().filter(|person| !team.contains(person)).take(12).collect();
        let count = if rng.chance(45) { 1 + rng.below(2) } else { 0 };
        let mut people = rng.some(outside, count);
        if third == Some(place) {
            people.push(staff.consultant);
        }
        rows.extend(people.into_iter().map(|person| opportunity_team_member::ActiveModel {
            user_id: Set(staff.id(person)),
            opportunity_id: Set(deal.id),
            created_at: Set(deal.created()),
        }));
    }
    rows
}

/// Rows of the people that a deal is about: the first ones of the client, and some more.
pub(crate) fn people_rows(accounts: &[Account], contacts: &Contacts, deals: &[Deal]) -> Vec<opportunity_stakeholder::ActiveModel> {
    let mut rng = Rng::of("deal people");
    let mut rows = Vec::with_capacity(deals.len() * 4);
    for deal in deals {
        for (post, contact) in contacts.of(deal.account).iter().enumerate() {
            if (post < 2 && deal.stage > 0) || rng.chance(45) {
                rows.push(opportunity_stakeholder::ActiveModel {
                    stakeholder_id: Set(contact.id),
                    opportunity_id: Set(deal.id),
                    client_id: Set(accounts[deal.account].id),
                    created_at: Set(deal.created()),
                });
            }
        }
    }
    rows
}
