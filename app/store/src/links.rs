//! Where a row may be hung. A foreign key can carry a row into somebody else's client, and some links give sight by
//! themselves (a team, a task's subject), so what a person's row names must be in their reach *before* it is written.

use crate::access::Principal;
use crate::row::column_name;
use crate::scope::InScope;
use crate::table::*;
use domain::policy::Action;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, ActiveValue, Condition, Iterable, ModelTrait, QueryFilter, QuerySelect, QueryTrait};

/// A query that finds a row if everything that the written columns newly name is in reach; none if they name nothing new.
pub(crate) fn in_reach<E>(principal: &Principal, before: Option<&E::Model>, change: &E::ActiveModel) -> Option<SelectStatement>
where
    E: InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
    E::Model: ModelTrait<Entity = E>,
{
    let mut all = Condition::all();
    for column in E::Column::iter() {
        let ActiveValue::Set(value) = change.get(column) else { continue };
        if value == value.as_null() || before.is_some_and(|before| before.get(column) == value) {
            continue;
        }
        let name = column_name::<E>(&column);
        // A part hangs on its whole by the right to change that; anything else may be named by who sees it.
        let hangs = E::parent().is_some_and(|parent| column_name::<E>(&parent) == name);
        let action = if hangs { Action::Update } else { Action::Read };
        if let Some(reachable) = reachable(&name, principal, action) {
            all = all.add(Expr::val(value).in_subquery(reachable));
        }
    }
    (!all.is_empty()).then(|| Query::select().expr(Expr::val(1)).cond_where(all).take())
}

/// Whether the change carries the row off to another client or project: who may not remove it may not do that either.
pub(crate) fn carries_off<E>(before: &E::Model, change: &E::ActiveModel) -> bool
where
    E: InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
    E::Model: ModelTrait<Entity = E>,
{
    differs::<E>(before, change, &["client_id", "project_id"])
}

/// Whether the change gives one of these columns, where it held something, another value.
pub(crate) fn differs<E>(before: &E::Model, change: &E::ActiveModel, names: &[&str]) -> bool
where
    E: InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
    E::Model: ModelTrait<Entity = E>,
{
    E::Column::iter().filter(|column| names.contains(&column_name::<E>(column).as_str())).any(|column| {
        let was = before.get(column);
        matches!(change.get(column), ActiveValue::Set(is) if is != was && was != was.as_null())
    })
}

/// Ids of the rows that a column may name.
fn reachable(column: &str, principal: &Principal, action: Action) -> Option<SelectStatement> {
    fn ids<P: InScope>(id: P::Column, principal: &Principal, action: Action) -> SelectStatement {
        P::find().select_only().column(id).filter(P::scope(principal, action)).into_query()
    }
    Some(match column {
        "client_id" => ids::<client::Entity>(client::Column::Id, principal, action),
        "stakeholder_id" | "reports_to" | "recipient_stakeholder_id" => {
            ids::<stakeholder::Entity>(stakeholder::Column::Id, principal, action)
        }
        "opportunity_id" => ids::<opportunity::Entity>(opportunity::Column::Id, principal, action),
        "activity_id" => ids::<activity::Entity>(activity::Column::Id, principal, action),
        "project_id" => ids::<project::Entity>(project::Column::Id, principal, action),
        "phase_id" => ids::<phase::Entity>(phase::Column::Id, principal, action),
        "task_id" | "parent_task_id" | "predecessor_id" | "successor_id" => ids::<task::Entity>(task::Column::Id, principal, action),
        "invoice_id" => ids::<invoice::Entity>(invoice::Column::Id, principal, action),
        "access_id" => ids::<client_portal_access::Entity>(client_portal_access::Column::Id, principal, action),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::{EntityTrait, RelationTrait};

    /// Relations to a table of a client's data must all be known here, or a new one would be a way round the scope.
    fn unknown<E: EntityTrait>() -> Vec<String> {
        let data = ["client", "stakeholder", "opportunity", "activity", "project", "phase", "task", "invoice", "client_portal_access"];
        let system = Principal::System("test");
        let to = |relation: &E::Relation| relation.def().to_tbl.sea_orm_table().to_string();
        let from = |relation: &E::Relation| relation.def().from_col.into_iter().next().map(|column| column.to_string()).unwrap_or_default();
        E::Relation::iter()
            .filter(|relation| data.contains(&to(relation).as_str()))
            .map(|relation| from(&relation))
            .filter(|column| reachable(column, &system, Action::Read).is_none())
            .map(|column| format!("{}.{column}", E::default().table_name()))
            .collect()
    }

    macro_rules! unknown_of {
        ($($table:ident)+) => { [$(unknown::<$table::Entity>()),+].concat() };
    }

    #[test]
    fn every_link_to_a_clients_data_is_looked_at() {
        let unknown = unknown_of! {
            activity activity_stakeholder client_assignment client_portal_access client_portal_section competitor_mention criterion_tick invoice invoice_line
            invoice_project opportunity opportunity_stage_change opportunity_stakeholder opportunity_team_member phase project stakeholder
            stakeholder_meddpicc_role stakeholder_relationship_owner task task_dependency task_entity time_entry user
        };
        assert_eq!(unknown, Vec::<String>::new());
    }
}
