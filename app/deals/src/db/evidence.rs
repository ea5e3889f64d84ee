//! What is on file about deals, as far as criteria and the eight letters ask: a handful of queries for any number of
//! deals. It is the same whoever asks, so it is read past the person's scope; only yes, no and a day come of it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::activity::ActivityType;
use domain::criteria::{Contact, CriterionField, Evidence};
use domain::id::{ClientId, CriterionId, OpportunityId};
use domain::stakeholder::MeddpiccRole;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QuerySelect, RelationDef, TryGetable};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use store::table::{
    activity, activity_stakeholder, client, criterion_tick, opportunity, opportunity_stakeholder, stakeholder_meddpicc_role,
};
use store::{DbError, Handle};

const WHY: &str = "whether a deal's criteria hold";

/// What is on file about each of these deals. Next steps are the caller's to add: they know whether one is planned.
pub(super) async fn evidence(
    on: &impl Handle,
    deals: &[opportunity::Model],
    next_steps: &HashSet<OpportunityId>,
) -> Result<HashMap<OpportunityId, Evidence>, DbError> {
    if deals.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<OpportunityId> = deals.iter().map(|deal| deal.id).collect();
    let clients: Vec<ClientId> = deals.iter().map(|deal| deal.client_id).collect::<HashSet<_>>().into_iter().collect();
    let texts = texts(on, &clients).await?;
    let mut roles = roles(on, &ids).await?;
    let (mut with_deal, with_client) = contacts(on, &ids, &clients).await?;
    let mut ticks = ticks(on, &ids).await?;
    let one = |deal: &opportunity::Model| {
        let mut filled = texts.get(&deal.client_id).cloned().unwrap_or_default();
        let mut has = |field, holds: bool| _ = holds.then(|| filled.insert(field, deal.updated_at.date_naive()));
        has(CriterionField::Value, deal.value > 0);
        has(CriterionField::CloseDate, deal.expected_close_date.is_some());
        has(CriterionField::NextStep, next_steps.contains(&deal.id));
        let mut contacts = with_deal.remove(&deal.id).unwrap_or_default();
        contacts.extend(with_client.get(&deal.client_id).into_iter().flatten());
        let last = judged_on(deal, NaiveDate::MAX);
        contacts.retain(|contact| contact.on <= last);
        let (roles, ticks) = (roles.remove(&deal.id).unwrap_or_default(), ticks.remove(&deal.id).unwrap_or_default());
        (deal.id, Evidence { filled, roles, contacts, ticks: ticks.into_iter().collect() })
    };
    Ok(deals.iter().map(one).collect())
}

/// The day as of which a deal is judged: today, or the day on which it ended. What was said later did not bear on it.
pub(super) fn judged_on(deal: &opportunity::Model, today: NaiveDate) -> NaiveDate {
    deal.actual_close_date.filter(|_| deal.outcome.is_some()).map_or(today, |closed| closed.min(today))
}

type Texts = BTreeMap<CriterionField, NaiveDate>;

/// Which of the six texts each client has, and since when. The texts themselves are not read.
async fn texts(on: &impl Handle, clients: &[ClientId]) -> Result<HashMap<ClientId, Texts>, DbError> {
    #[derive(FromQueryResult)]
    struct Since {
        id: ClientId,
        metrics: Option<DateTime<Utc>>,
        criteria: Option<DateTime<Utc>>,
        process: Option<DateTime<Utc>>,
        paper: Option<DateTime<Utc>>,
        pain: Option<DateTime<Utc>>,
        competition: Option<DateTime<Utc>>,
    }
    use client::Column as C;
    let rows: Vec<Since> = on
        .find_beyond::<client::Entity>(WHY)
        .filter(C::Id.is_in(clients.iter().copied()))
        .shape(|query| {
            let pairs = [
                (C::MeddpiccMetricsAt, "metrics"),
                (C::MeddpiccDecisionCriteriaAt, "criteria"),
                (C::MeddpiccDecisionProcessAt, "process"),
                (C::MeddpiccPaperProcessAt, "paper"),
                (C::MeddpiccIdentifiedPainAt, "pain"),
                (C::MeddpiccCompetitionAt, "competition"),
            ];
            pairs.into_iter().fold(query.select_only().column(C::Id), |query, (at, name)| query.column_as(at, name))
        })
        .all_as(on)
        .await?;
    let texts = |row: Since| {
        let fields = [
            (CriterionField::Metrics, row.metrics),
            (CriterionField::DecisionCriteria, row.criteria),
            (CriterionField::DecisionProcess, row.process),
            (CriterionField::PaperProcess, row.paper),
            (CriterionField::IdentifiedPain, row.pain),
            (CriterionField::Competition, row.competition),
        ];
        (row.id, fields.into_iter().filter_map(|(field, at)| Some((field, at?.date_naive()))).collect())
    };
    Ok(rows.into_iter().map(texts).collect())
}

/// The roles of each deal's stakeholders. A role counts from when it was given or the person joined the deal, the later.
async fn roles(
    on: &impl Handle,
    ids: &[OpportunityId],
) -> Result<HashMap<OpportunityId, BTreeMap<MeddpiccRole, chrono::NaiveDate>>, DbError> {
    #[derive(FromQueryResult)]
    struct Held {
        opportunity_id: OpportunityId,
        role: MeddpiccRole,
        joined: DateTime<Utc>,
        given: DateTime<Utc>,
    }
    let holds: RelationDef = opportunity_stakeholder::Entity::belongs_to(stakeholder_meddpicc_role::Entity)
        .from(opportunity_stakeholder::Column::StakeholderId)
        .to(stakeholder_meddpicc_role::Column::StakeholderId)
        .into();
    let rows: Vec<Held> = on
        .find_beyond::<opportunity_stakeholder::Entity>(WHY)
        .filter(opportunity_stakeholder::Column::OpportunityId.is_in(ids.iter().copied()))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, holds)
                .select_only()
                .column(opportunity_stakeholder::Column::OpportunityId)
                .column_as(opportunity_stakeholder::Column::CreatedAt, "joined")
                .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                .column_as(stakeholder_meddpicc_role::Column::CreatedAt, "given")
        })
        .all_as(on)
        .await?;
    let mut roles: HashMap<_, BTreeMap<_, _>> = HashMap::new();
    for row in rows {
        let since = row.joined.max(row.given).date_naive();
        let held = roles.entry(row.opportunity_id).or_default().entry(row.role).or_insert(since);
        *held = since.min(*held);
    }
    Ok(roles)
}

type Contacts<K> = HashMap<K, Vec<Contact>>;

#[derive(FromQueryResult)]
struct Latest<K: TryGetable> {
    of: K,
    kind: ActivityType,
    role: Option<MeddpiccRole>,
    at: DateTime<Utc>,
}

/// The latest activity of each kind with each role: of the deal itself, and of its client without any deal. Each is asked
/// for apart: no index has both, and neither engine looks for a few among many once with one and once with the other.
async fn contacts(
    on: &impl Handle,
    ids: &[OpportunityId],
    clients: &[ClientId],
) -> Result<(Contacts<OpportunityId>, Contacts<ClientId>), DbError> {
    use activity::Column as A;
    let of_deals = Condition::all().add(A::OpportunityId.is_in(ids.iter().copied()));
    let of_clients = Condition::all().add(A::OpportunityId.is_null()).add(A::ClientId.is_in(clients.iter().copied()));
    Ok((latest(on, A::OpportunityId, of_deals).await?, latest(on, A::ClientId, of_clients).await?))
}

async fn latest<K>(on: &impl Handle, of: activity::Column, which: Condition) -> Result<Contacts<K>, DbError>
where
    K: TryGetable + Eq + Hash + Send + Sync,
{
    use activity::Column as A;
    let took_part: RelationDef =
        activity::Entity::belongs_to(activity_stakeholder::Entity).from(A::Id).to(activity_stakeholder::Column::ActivityId).into();
    let as_role: RelationDef = activity_stakeholder::Entity::belongs_to(stakeholder_meddpicc_role::Entity)
        .from(activity_stakeholder::Column::StakeholderId)
        .to(stakeholder_meddpicc_role::Column::StakeholderId)
        .into();
    let rows: Vec<Latest<K>> = on
        .find_beyond::<activity::Entity>(WHY)
        .filter(which)
        .filter(A::OccurredAt.lte(store::id::now()))
        .shape(|query| {
            query
                .join(JoinType::LeftJoin, took_part)
                .join(JoinType::LeftJoin, as_role)
                .select_only()
                .column_as(of, "of")
                .column_as(A::Kind, "kind")
                .column_as(stakeholder_meddpicc_role::Column::MeddpiccRole, "role")
                .column_as(A::OccurredAt.max(), "at")
                .group_by(of)
                .group_by(Expr::col((activity::Entity, A::Kind)))
                .group_by(stakeholder_meddpicc_role::Column::MeddpiccRole)
        })
        .all_as(on)
        .await?;
    let mut contacts = Contacts::<K>::new();
    for row in rows {
        contacts.entry(row.of).or_default().push(Contact { kind: row.kind, role: row.role, on: row.at.date_naive() });
    }
    Ok(contacts)
}

async fn ticks(on: &impl Handle, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, Vec<CriterionId>>, DbError> {
    let rows = on.find::<criterion_tick::Entity>().filter(criterion_tick::Column::OpportunityId.is_in(ids.iter().copied())).all(on).await?;
    let mut ticks: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        ticks.entry(row.opportunity_id).or_default().push(row.criterion_id);
    }
    Ok(ticks)
}
