//! A deal that the file says something else of than before.

use super::deal_row::DealRow;
use super::history;
use crate::desk::Desk;
use crate::error::ImportError;
use crate::ledger;
use crate::sheet::Line;
use deals::db::Told;
use domain::deal::Outcome;
use domain::id::{OpportunityId, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryOrder, QuerySelect};
use std::collections::HashSet;
use store::Handle;
use store::table::{opportunity, opportunity_stage_change, opportunity_team_member};

impl Desk<'_> {
    /// Changes deals that differ from the file, and whom no person has changed since.
    pub(crate) async fn change_deals(&mut self, deals: Vec<(opportunity::Model, DealRow)>, lines: &[Line]) -> Result<(), ImportError> {
        let members = self.members(&deals).await?;
        let reason = self.said_of_new().2;
        let mut differ = Vec::new();
        for (deal, row) in deals {
            if deal.client_id != row.client {
                if let Some(line) = lines.iter().find(|line| line.number == row.line) {
                    let remedy = "a deal stays with its client; delete it here to have it imported anew, or correct the row";
                    let rejection = self.row(line).fault("client", "is another client than the deal was imported for", remedy);
                    self.reject(rejection);
                }
                continue;
            }
            let change = difference(&deal, &row, &reason);
            let joins = deal.created_by != row.agent && !members.contains(&(deal.id, row.agent));
            if joins || change != opportunity::ActiveModel::default() {
                differ.push((deal, row, change, joins));
            } else {
                self.report.unchanged += 1;
            }
        }
        let versions: Vec<(String, i32)> = differ.iter().map(|(deal, ..)| (deal.id.to_string(), deal.version)).collect();
        let ours = ledger::changed_since(self.write, "opportunity", &versions).await?;
        for (deal, row, change, joins) in differ {
            if ours.contains(&deal.id.to_string()) {
                self.ours += 1;
                self.report.unchanged += 1;
                continue;
            }
            self.change_deal(&deal, &row, change, joins).await?;
            self.onto_the_team(&row);
            self.report.updated += 1;
        }
        Ok(())
    }

    async fn change_deal(
        &mut self,
        deal: &opportunity::Model,
        row: &DealRow,
        mut change: opportunity::ActiveModel,
        joins: bool,
    ) -> Result<(), ImportError> {
        let mut after = deal.clone();
        if deal.stage != row.stage {
            let reason = self.said_of_new().2;
            let told = Told {
                to: row.stage.clone(),
                by: row.agent,
                at: self.moved_at(deal.id, row).await?,
                closed: row.closed,
                loss_reason: reason.clone(),
                source: "As another system's file tells it.".into(),
            };
            let moved = deals::db::told_in(self.write, deal.clone(), told).await?;
            if let Some(id) = moved.change {
                let step = self.write.find::<opportunity_stage_change::Entity>().by_id(id).must(self.write).await?;
                self.book.ledger.created::<opportunity_stage_change::Entity>(&step);
            }
            after = moved.after;
            // What the move has not brought about.
            change = difference(&after, row, &reason);
        }
        if joins {
            let member =
                opportunity_team_member::ActiveModel { user_id: Set(row.agent), opportunity_id: Set(deal.id), ..Default::default() };
            let member = self.write.insert::<opportunity_team_member::Entity>(member).await?;
            self.book.ledger.created::<opportunity_team_member::Entity>(&member);
        }
        if change != opportunity::ActiveModel::default() {
            after = self.write.update::<opportunity::Entity>(&after, change).await?;
        }
        if after.version != deal.version {
            self.book.ledger.updated::<opportunity::Entity>(deal, &after);
        }
        Ok(())
    }

    /// The day that the file has for the move, but never before the move that came last.
    async fn moved_at(&self, deal: OpportunityId, row: &DealRow) -> Result<chrono::DateTime<chrono::Utc>, ImportError> {
        let last = self
            .write
            .find::<opportunity_stage_change::Entity>()
            .filter(opportunity_stage_change::Column::OpportunityId.eq(deal))
            .shape(|query| query.order_by_desc(opportunity_stage_change::Column::ChangedAt).limit(1))
            .one(self.write)
            .await?;
        let at = row.closed.or(row.opened).map_or(self.book.started, history::moment);
        Ok(last.map_or(at, |last| last.changed_at.max(at)))
    }

    async fn members(&self, deals: &[(opportunity::Model, DealRow)]) -> Result<HashSet<(OpportunityId, UserId)>, ImportError> {
        let others = deals.iter().filter(|(deal, row)| deal.created_by != row.agent).map(|(deal, _)| deal.id);
        let on = opportunity_team_member::Column::OpportunityId.is_in(others);
        let rows = self.write.find::<opportunity_team_member::Entity>().filter(on).all(self.write).await?;
        Ok(rows.into_iter().map(|row| (row.opportunity_id, row.user_id)).collect())
    }
}

/// What the file says otherwise. Where it says nothing, what is there stays: a value that was only a default, a reason.
fn difference(is: &opportunity::Model, row: &DealRow, reason: &str) -> opportunity::ActiveModel {
    let mut change = opportunity::ActiveModel::default();
    if is.name != row.name {
        change.name = Set(row.name.clone());
    }
    if is.stage != row.stage {
        change.stage = Set(row.stage.clone());
    }
    if let Some(value) = row.value.filter(|value| *value != is.value) {
        change.value = Set(value);
    }
    if is.actual_close_date != row.closed {
        change.actual_close_date = Set(row.closed);
    }
    if is.outcome != row.outcome() {
        change.outcome = Set(row.outcome());
    }
    match row.outcome() {
        Some(Outcome::Lost) if is.loss_reason.is_none() => change.loss_reason = Set(Some(reason.to_owned())),
        Some(Outcome::Lost) => {}
        _ if is.outcome == Some(Outcome::Lost) => change.loss_reason = Set(None),
        _ => {}
    }
    change
}
