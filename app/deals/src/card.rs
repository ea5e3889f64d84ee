//! A deal's card.

use crate::move_menu::{BoardMenu, MoveLink};
use crate::types::DealCard;
use chrono::NaiveDate;
use domain::date::{days, short_date};
use leptos::prelude::*;
use ui::{Avatar, Icon, IconName};

/// One card.
#[component]
pub fn Card(
    /// What it shows.
    card: DealCard,
    /// What moves it.
    menu: BoardMenu,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let client = match card.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{card.client.clone()}</a> }.into_any(),
        None => card.client.clone().into_any(),
    };
    let owner = card.owner.clone().map(|person| view! { <Avatar name=person.name /> });
    let link = card.can_move.then(|| view! { <MoveLink card=card.clone() menu /> });
    view! {
        <article class="card">
            <div class="card-client">{client}</div>
            <h3 class="card-title"><a href=format!("/deals/{}", card.id)>{card.name.clone()}</a></h3>
            <div class="card-figures"><span>{card.value.display()}</span></div>
            <div class="card-meta">
                {card.close.map(|close| close_date(close, today, card.closed))}
                <span title="In this stage"><Icon name=IconName::Clock />{days(card.days_in_stage)}</span>
                {owner}
            </div>
            {link}
        </article>
    }
}

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
