//! What cards and the deal's page show alike.

use chrono::NaiveDate;
use domain::date::short_date;
use leptos::prelude::*;
use ui::{Icon, IconName};

/// The expected day; past ones say so in words too.
pub(crate) fn close_date(close: NaiveDate, today: NaiveDate, closed: bool) -> impl IntoView {
    let late = close < today && !closed;
    let text = short_date(close, today);
    let title = if closed { "Closed on" } else { "Expected to close" };
    view! {
        <span class=if late { "close-date is-late" } else { "close-date" } title=format!("{title} {close}")>
            <Icon name=IconName::Calendar />
            {if late { format!("{text}, late") } else { text }}
        </span>
    }
}
