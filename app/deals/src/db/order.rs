//! The order of a column's cards, each served by an index, and where in it a column goes on.

use crate::types::CardOrder;
use sea_orm::sea_query::{Expr, NullOrdering};
use sea_orm::{ColumnTrait, Condition, Order, QueryOrder, Select};
use store::table::opportunity::{Column as C, Entity, Model};

/// Puts the cards of one stage in order; the id settles what is alike.
pub(super) fn ordered(query: Select<Entity>, order: CardOrder) -> Select<Entity> {
    match order {
        CardOrder::Placed => query.order_by_asc(C::Rank).order_by_asc(C::Id),
        CardOrder::Close => {
            query.order_by_with_nulls(C::ExpectedCloseDate, Order::Asc, NullOrdering::Last).order_by_desc(C::Value).order_by_asc(C::Id)
        }
        CardOrder::Value => query.order_by_desc(C::Value).order_by_asc(C::Id),
    }
}

/// The cards behind this one.
pub(super) fn behind(last: &Model, order: CardOrder) -> Condition {
    let later =
        |first: Condition, alike: Condition, then: Condition| Condition::any().add(first).add(Condition::all().add(alike).add(then));
    let all = |condition| Condition::all().add(condition);
    let id = || all(C::Id.gt(last.id));
    let by_value = || later(all(C::Value.lt(last.value)), all(C::Value.eq(last.value)), id());
    match order {
        CardOrder::Placed => match &last.rank {
            Some(rank) => later(all(C::Rank.gt(rank.as_str())), all(C::Rank.eq(rank.as_str())), id()),
            None => all(Expr::cust("1 = 0")),
        },
        CardOrder::Close => match last.expected_close_date {
            Some(day) => Condition::any()
                .add(later(all(C::ExpectedCloseDate.gt(day)), all(C::ExpectedCloseDate.eq(day)), by_value()))
                .add(C::ExpectedCloseDate.is_null()),
            None => all(C::ExpectedCloseDate.is_null()).add(by_value()),
        },
        CardOrder::Value => by_value(),
    }
}
