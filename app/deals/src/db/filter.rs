//! A filter as a condition; the scope is added by the query itself.

use super::since::came_since;
use crate::types::DealFilter;
use chrono::{Datelike, Months, NaiveDate, NaiveTime, TimeDelta};
use domain::ahead::Ahead;
use domain::currency::Currency;
use domain::id::UserId;
use domain::meddpicc::Letter;
use domain::stage::{Stage, StageKind};
use domain::stakeholder::MeddpiccRole;
use domain::task::TaskStatus;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use store::table::{
    client, client_assignment, competitor_mention, opportunity, opportunity_stakeholder, opportunity_team_member,
    stakeholder_meddpicc_role, task, task_entity,
};

/// The condition on deals joined with their clients.
pub(super) fn condition(filter: &DealFilter, me: UserId, stages: &[Stage]) -> Condition {
    let mut all = Condition::all();
    let text = filter.text.trim().to_lowercase();
    if !text.is_empty() {
        let like = store::contains(&text);
        let named = Expr::col((opportunity::Entity, opportunity::Column::NameKey)).like(like.clone());
        let clients = client::Entity::find()
            .select_only()
            .column(client::Column::Id)
            .filter(Expr::col((client::Entity, client::Column::NameKey)).like(like))
            .into_query();
        all = all.add(Condition::any().add(named).add(opportunity::Column::ClientId.in_subquery(clients)));
    }
    if !filter.stage.is_empty() {
        all = all.add(opportunity::Column::Stage.eq(filter.stage.replace('\0', "")));
    }
    if let Some(client) = filter.client {
        all = all.add(opportunity::Column::ClientId.eq(client));
    }
    if filter.mine {
        all = all.add(of(me));
    }
    if let Some(who) = filter.who {
        all = all.add(of(who));
    }
    let today = store::id::now().date_naive();
    if filter.closing {
        let (first, last) = quarter(today);
        all = all.add(opportunity::Column::ExpectedCloseDate.between(first, last));
    }
    if let Some(ahead) = filter.ahead {
        all = all.add(stands(ahead, today));
    }
    if filter.stale {
        all = all.add(stale(stages));
    }
    if let Some(letter) = filter.letter {
        all = all.add(unknown(letter));
    }
    if let Some(units) = filter.at_least {
        all = all.add(worth(units));
    }
    if let Some(competitor) = filter.competitor {
        let met = competitor_mention::Entity::find()
            .select_only()
            .column(competitor_mention::Column::OpportunityId)
            .filter(competitor_mention::Column::CompetitorId.eq(competitor));
        all = all.add(opportunity::Column::Id.in_subquery(met.into_query()));
    }
    all
}

/// Deals that are being worked on. By their stages, whose index has the few of them apart from all that were ever closed.
pub(super) fn open(stages: &[Stage]) -> Condition {
    let open = stages.iter().filter(|stage| stage.kind == StageKind::Open).map(|stage| stage.key.clone());
    Condition::all().add(opportunity::Column::Stage.is_in(open))
}

/// Deals whose team or client's team the person is on.
fn of(person: UserId) -> Condition {
    let team = opportunity_team_member::Entity::find()
        .select_only()
        .column(opportunity_team_member::Column::OpportunityId)
        .filter(opportunity_team_member::Column::UserId.eq(person))
        .into_query();
    let clients = client_assignment::Entity::find()
        .select_only()
        .column(client_assignment::Column::ClientId)
        .filter(client_assignment::Column::UserId.eq(person))
        .into_query();
    Condition::any().add(opportunity::Column::Id.in_subquery(team)).add(opportunity::Column::ClientId.in_subquery(clients))
}

/// First and last day of the quarter.
fn quarter(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let month = (today.month0() / 3) * 3 + 1;
    let first = NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
    let next = first.checked_add_months(Months::new(3)).unwrap_or(first);
    (first, next.pred_opt().unwrap_or(next))
}

/// Deals whose next step stands like this.
fn stands(ahead: Ahead, today: NaiveDate) -> Condition {
    let step = |due: Option<Condition>| opportunity::Column::Id.in_subquery(with_a_step(due));
    let due = |condition| Some(Condition::all().add(condition));
    let late = || step(due(task::Column::DueDate.lt(today)));
    match ahead {
        Ahead::Nothing => Condition::all().add(step(None)).not(),
        Ahead::Overdue => Condition::all().add(late()),
        Ahead::Today => Condition::all().add(step(due(task::Column::DueDate.eq(today)))).add(late().not()),
        Ahead::Planned => Condition::all().add(step(None)).add(step(due(task::Column::DueDate.lte(today))).not()),
    }
}

/// Ids of deals that an open task is about, one of these if it matters which.
fn with_a_step(which: Option<Condition>) -> SelectStatement {
    let open = task::Entity::find().select_only().column(task::Column::Id).filter(task::Column::Status.ne(TaskStatus::Done));
    let open = open.filter(which.unwrap_or_else(Condition::all)).into_query();
    task_entity::Entity::find()
        .select_only()
        .column(task_entity::Column::OpportunityId)
        .filter(task_entity::Column::OpportunityId.is_not_null())
        .filter(task_entity::Column::TaskId.in_subquery(open))
        .into_query()
}

/// Deals that came to their stage longer ago than it allows.
fn stale(stages: &[Stage]) -> Condition {
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for (stage, days) in stages.iter().filter_map(|stage| Some((stage, stage.rot_days?))) {
        // Whole days of the calendar, as the card counts them.
        let since = (store::id::now().date_naive() - TimeDelta::days(i64::from(days))).and_time(NaiveTime::MIN).and_utc();
        let stands = Condition::all()
            .add(opportunity::Column::Stage.eq(stage.key.clone()))
            .add(opportunity::Column::CreatedAt.lt(since))
            .add(opportunity::Column::Id.not_in_subquery(came_since(&stage.key, since)));
        any = any.add(stands);
    }
    any
}

/// Deals of which nothing is on file under this letter.
fn unknown(letter: Letter) -> Condition {
    use client::Column as C;
    let at = match letter {
        Letter::Metrics => C::MeddpiccMetricsAt,
        Letter::DecisionCriteria => C::MeddpiccDecisionCriteriaAt,
        Letter::DecisionProcess => C::MeddpiccDecisionProcessAt,
        Letter::PaperProcess => C::MeddpiccPaperProcessAt,
        Letter::IdentifiedPain => C::MeddpiccIdentifiedPainAt,
        Letter::Competition => C::MeddpiccCompetitionAt,
        Letter::EconomicBuyer => return without(MeddpiccRole::EconomicBuyer),
        Letter::Champion => return without(MeddpiccRole::Champion),
    };
    let clients = client::Entity::find().select_only().column(C::Id).filter(at.is_null()).into_query();
    Condition::all().add(opportunity::Column::ClientId.in_subquery(clients))
}

fn without(role: MeddpiccRole) -> Condition {
    let holders = stakeholder_meddpicc_role::Entity::find()
        .select_only()
        .column(stakeholder_meddpicc_role::Column::StakeholderId)
        .filter(stakeholder_meddpicc_role::Column::MeddpiccRole.eq(role))
        .into_query();
    let deals = opportunity_stakeholder::Entity::find()
        .select_only()
        .column(opportunity_stakeholder::Column::OpportunityId)
        .filter(opportunity_stakeholder::Column::StakeholderId.in_subquery(holders))
        .into_query();
    Condition::all().add(opportunity::Column::Id.not_in_subquery(deals))
}

/// Deals worth so many whole units, each of its own currency: a yen has no hundredths.
fn worth(units: u32) -> Condition {
    let mut any = Condition::any();
    for (digits, codes) in Currency::by_digits() {
        let minor = i64::from(units).saturating_mul(10_i64.saturating_pow(digits));
        let currency = opportunity::Column::Currency.is_in(codes);
        any = any.add(Condition::all().add(currency).add(opportunity::Column::Value.gte(minor)));
    }
    any
}

#[cfg(test)]
mod tests {
    use super::quarter;
    use chrono::NaiveDate;

    #[test]
    fn a_quarter_ends_with_its_last_day() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
        assert_eq!(quarter(day(5, 12)), (day(4, 1), day(6, 30)));
        assert_eq!(quarter(day(12, 31)), (day(10, 1), day(12, 31)));
    }
}
