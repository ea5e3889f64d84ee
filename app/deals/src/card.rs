//! What cards and the deal's page show alike.

use chrono::NaiveDate;
use domain::date::short_date;
use leptos::prelude::*;
use ui::{Icon, IconName};

/// By when the next step is due; past days say so in words too.
pub(crate) fn step_due(due: NaiveDate, today: NaiveDate) -> String {
    let day = if due == today { "today".to_owned() } else { short_date(due, today) };
    if due < today { format!("{day}, late") } else { day }
}

/// The expected day; past ones say so in words too.
pub(crate) fn close_date(close: NaiveDate, today: NaiveDate, closed: bool) -> impl IntoView {
    dated("", close, today, closed)
}

/// The same where no column or place says what day it is.
pub(crate) fn closes(close: NaiveDate, today: NaiveDate, closed: bool) -> impl IntoView {
    dated(if closed { "Closed " } else { "Closes " }, close, today, closed)
}

fn dated(word: &'static str, close: NaiveDate, today: NaiveDate, closed: bool) -> impl IntoView {
    let late = close < today && !closed;
    let text = short_date(close, today);
    let title = if closed { "Closed on" } else { "Expected to close" };
    view! {
        <span class=if late { "close-date is-late" } else { "close-date" } title=format!("{title} {close}")>
            <Icon name=IconName::Calendar />
            {if late { format!("{word}{text}, late") } else { format!("{word}{text}") }}
        </span>
    }
}
