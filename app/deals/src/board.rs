//! The board: a column for each open stage, and what was won and lost at its end.

use crate::api::MoveDeal;
use crate::card::Card;
use crate::move_menu::{BoardMenu, BoardMenuList};
use crate::pipeline::Asked;
use crate::types::{Board, Column, DealFilter, StageTotal};
use chrono::NaiveDate;
use domain::money::group;
use domain::stage::{Stage, StageKind};
use leptos::prelude::*;
use ui::{ButtonLink, EmptyState, IconName};

/// The columns.
#[component]
pub fn BoardView(
    /// What stands on it.
    board: Board,
    /// What the address asked for.
    asked: Asked,
    /// The one way to move a card.
    moved: ServerAction<MoveDeal>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let stages = StoredValue::new(board.stages());
    let nothing = board.totals().all(|total| total.count == 0);
    if nothing {
        return nothing_here(asked.filter.is_empty()).into_any();
    }
    let menu = BoardMenu::new(&asked);
    let only = asked.filter.stage.clone();
    let shown = move |stage: &Stage| only.is_empty() || stage.key.as_str() == only;
    let open_shown = shown.clone();
    let columns = board.columns.into_iter().filter(move |column| open_shown(&column.total.stage));
    let columns = columns.map(|column| view! { <BoardColumn column asked=asked.clone() menu today /> }).collect_view();
    let closed = board.closed.into_iter().filter(move |total| shown(&total.stage));
    let closed = closed.map(|total| view! { <ClosedColumn total asked=asked.clone() /> }).collect_view();
    view! {
        <div class="board" role="group" aria-label="Pipeline board" tabindex="0">{columns} <div class="board-rail">{closed}</div></div>
        <BoardMenuList menu stages moved />
    }
    .into_any()
}

fn nothing_here(unfiltered: bool) -> impl IntoView {
    if unfiltered {
        view! { <EmptyState title="No deals yet" icon=IconName::Kanban>"Deals of the clients that you are assigned to stand here, stage by stage."</EmptyState> }.into_any()
    } else {
        let clear = || view! { <ButtonLink href="/deals">"Clear filters"</ButtonLink> }.into_any();
        view! { <EmptyState title="No deal matches" action=clear>"None of the deals that you can see fits these filters."</EmptyState> }
            .into_any()
    }
}

fn head(total: &StageTotal) -> impl IntoView + use<> {
    let criteria = format!("{}: {}", total.stage.name, total.stage.exit_criteria);
    let weight = format!("Weighted by {} %", total.stage.probability);
    let open = total.stage.kind == StageKind::Open;
    // A line for each currency: they are never added together.
    let sums = total
        .sums
        .iter()
        .map(|sum| {
            view! {
                <span class="column-sum"><span class="visually-hidden">"Sum: "</span>{sum.value.display()}</span>
                {open.then(|| view! {
                    <span class="column-weighted" title=weight.clone()>
                        <span class="visually-hidden">"Weighted: "</span>
                        {sum.weighted.display()}
                    </span>
                })}
            }
        })
        .collect_view();
    view! {
        <header class="column-head">
            <h2 class="column-name" title=criteria>{total.stage.name.clone()}</h2>
            <span class="column-count"><span class="visually-hidden">"Deals: "</span>{group(&total.count.to_string())}</span>
            {sums}
        </header>
    }
}

/// The hue of a stage, as the style sheet calls it.
pub(crate) const fn hue(stage: &Stage) -> &'static str {
    stage.hue.as_str()
}

#[component]
fn BoardColumn(column: Column, asked: Asked, menu: BoardMenu, today: NaiveDate) -> impl IntoView {
    let stage = column.total.stage.clone();
    let more = column.total.count - i64::try_from(column.cards.len()).unwrap_or_default();
    let all = Asked { table: true, page: 1, filter: DealFilter { stage: stage.key.to_string(), ..asked.filter.clone() }, ..asked }.href();
    let empty = column.cards.is_empty();
    let name = stage.name.clone();
    let cards = column.cards.into_iter().map(|card| view! { <li><Card card menu today /></li> }).collect_view();
    view! {
        <section class=format!("column hue-{}", hue(&stage)) aria-label=name.clone()>
            {head(&column.total)}
            <ul class="column-cards">{cards}</ul>
            {empty.then(|| view! { <p class="column-empty">{format!("Nothing in {name}.")}</p> })}
            {(more > 0).then(|| view! { <a class="column-more" href=all>{format!("{} more in the table", group(&more.to_string()))}</a> })}
        </section>
    }
}

/// Won and lost: no cards, their totals and the way to their list.
#[component]
fn ClosedColumn(total: StageTotal, asked: Asked) -> impl IntoView {
    let all =
        Asked { table: true, page: 1, filter: DealFilter { stage: total.stage.key.to_string(), ..asked.filter.clone() }, ..asked }.href();
    let name = total.stage.name.clone();
    view! {
        <section class=format!("column is-closed hue-{}", hue(&total.stage)) aria-label=name.clone()>
            {head(&total)}
            <a class="column-more" href=all>{format!("{name} deals")}</a>
        </section>
    }
}
