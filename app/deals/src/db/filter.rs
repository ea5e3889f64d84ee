//! A filter as a condition; the scope is added by the query itself.

use crate::types::DealFilter;
use domain::id::UserId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use store::table::{client, client_assignment, opportunity, opportunity_team_member};

/// The condition on deals joined with their clients.
pub(super) fn condition(filter: &DealFilter, me: UserId) -> Condition {
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
        let team = opportunity_team_member::Entity::find()
            .select_only()
            .column(opportunity_team_member::Column::OpportunityId)
            .filter(opportunity_team_member::Column::UserId.eq(me))
            .into_query();
        let clients = client_assignment::Entity::find()
            .select_only()
            .column(client_assignment::Column::ClientId)
            .filter(client_assignment::Column::UserId.eq(me))
            .into_query();
        let mine = Condition::any().add(opportunity::Column::Id.in_subquery(team)).add(opportunity::Column::ClientId.in_subquery(clients));
        all = all.add(mine);
    }
    all
}
