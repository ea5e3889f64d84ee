//! Pieces of queries in which the two engines differ.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};

/// A sum as a whole number: PostgreSQL would answer a `numeric`, which reads as a decimal. No rows make zero.
#[must_use]
pub fn sum(column: impl ColumnTrait) -> SimpleExpr {
    Expr::expr(Func::coalesce([column.sum(), Expr::val(0_i64)])).cast_as("bigint")
}

/// `LIKE` with the person's text as text, wherever it stands: their `%` and `_` are themselves. NUL, which no text holds
/// and PostgreSQL does not take, is left out.
#[must_use]
pub fn contains(text: &str) -> LikeExpr {
    let escaped = text.replace('\0', "").replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}
