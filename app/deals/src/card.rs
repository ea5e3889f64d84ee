//! What cards and the deal's page show alike.

use chrono::NaiveDate;
use domain::currency::Currency;
use domain::date::short_date;
use domain::money::Money;
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

/// A value as it is edited: nothing while nobody knows it.
pub(crate) fn worth_text(value: Money) -> String {
    if value.minor == 0 { String::new() } else { value.decimal() }
}

/// A value as it is read, from the text that it is edited as.
pub(crate) fn worth(text: &str, currency: Currency) -> AnyView {
    match Money::parse(text, currency) {
        Ok(value) if value.minor != 0 => value.display().into_any(),
        Err(_) if !text.trim().is_empty() => text.to_owned().into_any(),
        _ => view! { <span class="muted">"Not known yet"</span> }.into_any(),
    }
}
