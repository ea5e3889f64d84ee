//! Deals, found again by the key that the other system has for them.

use super::deal_row::DealRow;
use super::history;
use crate::desk::Desk;
use crate::error::ImportError;
use crate::report::grouped;
use crate::sheet::Line;
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::OpportunityId;
use domain::user::AssignmentRole;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};
use std::collections::{BTreeMap, HashMap};
use store::Handle;
use store::table::{external_ref, opportunity, opportunity_stage_change, opportunity_team_member};

/// What a file made, for the report.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    /// Stage → how many, and their worth in minor units.
    stages: BTreeMap<String, (u64, i128)>,
    /// Deals that name no client.
    unnamed: u64,
    /// People, and those of them who are only named as leads.
    pub(super) people: u64,
    pub(super) leads: u64,
}

impl Desk<'_> {
    /// Makes the deals that are not there and changes those that differ.
    pub(crate) async fn deals(&mut self, lines: &[Line]) -> Result<(), ImportError> {
        let said = |desk: &Self, field: &str| -> Vec<String> {
            lines.iter().filter_map(|line| desk.row(line).get(field).map(str::to_owned)).collect()
        };
        let (agents, clients) = (said(self, "agent"), said(self, "client"));
        self.find_agents(agents.into_iter()).await?;
        self.find_clients(clients.into_iter()).await?;
        self.find_or_make_unnamed(lines).await?;
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            let read = DealRow::read(self.row(line), self.book).and_then(|row| self.once(line, "key", &row.key).map(|()| row));
            match read {
                Ok(row) => rows.push(row),
                Err(rejection) => self.reject(rejection),
            }
        }
        let mut known = self.known_deals(&rows).await?;
        let (mut new, mut old) = (Vec::new(), Vec::new());
        for row in rows {
            match known.remove(&row.key) {
                None => new.push(row),
                Some(deal) => old.push((deal, row)),
            }
        }
        self.make_deals(new).await?;
        self.change_deals(old, lines).await
    }

    /// The client of deals that name none, made when the first one comes.
    async fn find_or_make_unnamed(&mut self, lines: &[Line]) -> Result<(), ImportError> {
        let Some(name) = self.map.default_of("client").map(str::to_owned) else { return Ok(()) };
        if self.book.clients.contains_key(&name.to_lowercase()) || lines.iter().all(|line| self.row(line).get("client").is_some()) {
            return Ok(());
        }
        self.find_clients(std::iter::once(name.clone())).await?;
        if !self.book.clients.contains_key(&name.to_lowercase()) {
            let status = self.map.default_of("client_status").and_then(|status| status.parse().ok()).unwrap_or(ClientStatus::Prospect);
            self.make_clients(vec![(name.clone(), None, None, status)]).await?;
            self.report.notes.push(format!("the client “{name}” was made for deals that name none"));
        }
        Ok(())
    }

    /// The deals that these keys stand for.
    async fn known_deals(&self, rows: &[DealRow]) -> Result<HashMap<String, opportunity::Model>, ImportError> {
        let refs = self.write.find::<external_ref::Entity>().filter(external_ref::Column::Source.eq(self.book.mapping.source.as_str()));
        let refs = refs.filter(external_ref::Column::ResourceType.eq("opportunity"));
        let refs = refs.filter(external_ref::Column::ExternalKey.is_in(rows.iter().map(|row| row.key.as_str()))).all(self.write).await?;
        let ids = refs.iter().map(|found| OpportunityId(found.resource_id));
        let deals = self.write.find::<opportunity::Entity>().filter(opportunity::Column::Id.is_in(ids)).all(self.write).await?;
        let mut deals: HashMap<_, _> = deals.into_iter().map(|deal| (deal.id.0, deal)).collect();
        Ok(refs.into_iter().filter_map(|found| deals.remove(&found.resource_id).map(|deal| (found.external_key, deal))).collect())
    }

    async fn make_deals(&mut self, rows: Vec<DealRow>) -> Result<(), ImportError> {
        let (kind, source, reason) = self.said_of_new();
        let (now, currency) = (self.book.started, self.book.mapping.currency.code().to_owned());
        let (mut deals, mut moves, mut team, mut refs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let id = store::id::fresh::<OpportunityId>();
            let opened = row.opened_at(now);
            deals.push(opportunity::ActiveModel {
                id: Set(id),
                client_id: Set(row.client),
                name: Set(row.name.clone()),
                kind: Set(kind),
                source: Set(source),
                stage: Set(row.stage.clone()),
                value: Set(row.worth()),
                currency: Set(currency.clone()),
                expected_close_date: Set(None),
                actual_close_date: Set(row.closed),
                outcome: Set(row.outcome()),
                loss_reason: Set((row.outcome() == Some(Outcome::Lost)).then(|| reason.clone())),
                rank: Set(Some(domain::rank::unplaced(None, id.0))),
                created_by: Set(row.agent),
                created_at: Set(opened),
                ..Default::default()
            });
            let path = history::path(&self.map.passed, &row.stage);
            moves.extend(history::moves(id, &path, row.agent, opened, row.closed.map(history::moment)));
            team.push(opportunity_team_member::ActiveModel { user_id: Set(row.agent), opportunity_id: Set(id), ..Default::default() });
            let source = Set(self.book.mapping.source.clone());
            let (resource_type, external_key) = (Set("opportunity".to_owned()), Set(row.key.clone()));
            refs.push(external_ref::ActiveModel { source, resource_type, external_key, resource_id: Set(id.0) });
        }
        for deal in self.write.insert_all::<opportunity::Entity>(deals).await? {
            self.book.ledger.created::<opportunity::Entity>(&deal);
        }
        for change in self.write.insert_all::<opportunity_stage_change::Entity>(moves).await? {
            self.book.ledger.created::<opportunity_stage_change::Entity>(&change);
        }
        for member in self.write.insert_all::<opportunity_team_member::Entity>(team).await? {
            self.book.ledger.created::<opportunity_team_member::Entity>(&member);
        }
        self.link(refs, &rows).await?;
        for row in &rows {
            self.onto_the_team(row);
            self.tally(row);
        }
        self.report.new += rows.len() as u64;
        Ok(())
    }

    /// Remembers the other system's keys. A key whose deal was deleted here since then points at the new one.
    async fn link(&mut self, refs: Vec<external_ref::ActiveModel>, rows: &[DealRow]) -> Result<(), ImportError> {
        if refs.is_empty() {
            return Ok(());
        }
        let stale = external_ref::Entity::delete_many()
            .filter(external_ref::Column::Source.eq(self.book.mapping.source.as_str()))
            .filter(external_ref::Column::ResourceType.eq("opportunity"))
            .filter(external_ref::Column::ExternalKey.is_in(rows.iter().map(|row| row.key.as_str())));
        self.write.housekeep(&stale.into_query()).await?;
        self.write.housekeep(&external_ref::Entity::insert_many(refs).into_query()).await?;
        Ok(())
    }

    /// Type, source and loss reason of new deals.
    pub(crate) fn said_of_new(&self) -> (OpportunityType, OpportunitySource, String) {
        let said = |field| self.map.default_of(field);
        (
            said("type").and_then(|kind| kind.parse().ok()).unwrap_or(OpportunityType::New),
            said("source").and_then(|source| source.parse().ok()).unwrap_or(OpportunitySource::Inbound),
            said("loss_reason").unwrap_or("not recorded").to_owned(),
        )
    }

    /// Who has a deal with a client works on the account, and their lead leads it.
    pub(crate) fn onto_the_team(&mut self, row: &DealRow) {
        let since = row.opened_at(self.book.started);
        self.teams.add(row.client, row.agent, AssignmentRole::Member, since);
        if let Some(lead) = self.book.leads.get(&row.agent) {
            self.teams.add(row.client, *lead, AssignmentRole::Lead, since);
        }
    }

    fn tally(&mut self, row: &DealRow) {
        self.sums.unnamed += u64::from(row.unnamed);
        let sum = self.sums.stages.entry(row.stage.as_str().to_owned()).or_default();
        sum.0 += 1;
        sum.1 += i128::from(row.worth());
    }

    /// Says what the new deals are and are worth.
    pub(crate) fn note_deals(&mut self) {
        let currency = self.book.mapping.currency;
        let sums = std::mem::take(&mut self.sums);
        for (stage, (count, worth)) in sums.stages {
            let worth = domain::Money::new(i64::try_from(worth).unwrap_or(i64::MAX), currency).display();
            self.report.notes.push(format!("{} new deals at {stage}, worth {worth}", grouped(count)));
        }
        if let (1.., Some(name)) = (sums.unnamed, self.map.default_of("client")) {
            let count = grouped(sums.unnamed);
            let note = format!("{count} rows name no client; their deals went to “{name}”");
            self.report.notes.push(note);
        }
    }
}
