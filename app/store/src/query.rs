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
    LikeExpr::new(format!("%{}%", escaped(text))).escape('\\')
}

/// The same for text at the beginning.
#[must_use]
pub fn begins(text: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", escaped(text))).escape('\\')
}

/// Text as `name_key` columns keep it on both engines, to look for in them: only the letters A to Z are lowered.
#[must_use]
pub fn name_key(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

/// SQLite takes no pattern of more than 50,000 bytes. Nothing that is searched is as long as this, so nothing that is
/// longer is found anyway.
const LONGEST: usize = 5_000;

fn escaped(text: &str) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    text.replace('\0', "").replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
