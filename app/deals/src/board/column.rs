//! A column, and the rail of what is closed.

use super::card::Card;
use super::drag::Drag;
use super::head::Head;
use super::hue;
use super::state::{BoardState, ColumnState};
use crate::asked::Asked;
use crate::move_menu::BoardMenu;
use crate::types::{DealCard, DealFilter, StageTotal};
use chrono::NaiveDate;
use domain::money::group;
use leptos::prelude::*;

#[component]
pub(crate) fn BoardColumn(
    column: ColumnState,
    board: BoardState,
    drag: Drag,
    menu: BoardMenu,
    can_create: bool,
    today: NaiveDate,
) -> impl IntoView {
    let asked = board.asked;
    // Sprung open under a card, it stays open until the card is dropped.
    let folded = Memo::new(move |_| {
        let sprung = drag.sprung.try_with(|sprung| sprung.as_ref().is_some_and(|sprung| column.is(sprung))).unwrap_or_default();
        !sprung && asked.with(|asked| asked.folds(&column.key()))
    });
    let name = column.name();
    let class = column.stage.with_value(|stage| format!("column hue-{}", hue(stage)));
    let body = {
        let name = name.clone();
        move || {
            (!folded.get()).then(|| {
                let name = name.clone();
                view! { <ColumnBody column board menu name today /> }
            })
        }
    };
    view! {
        <section
            class=class
            class:is-folded=folded
            aria-label=name
            id=format!("stage-{}", column.key())
            data-stage=column.key().to_string()
            data-first=move || column.window.get().0
        >
            <Head total=column.total.into() column=Some((column, folded)) asked drag can_create />
            {body}
        </section>
    }
}

/// On a phone, where a column is a screen: the way to each, with its count and sum.
#[component]
pub(crate) fn StageTabs(board: BoardState) -> impl IntoView {
    let tab = |total: StageTotal| {
        let sums = total.sums.iter().map(|sum| sum.value.display()).collect::<Vec<_>>().join(" · ");
        view! {
            <a href=format!("#stage-{}", total.stage.key)>
                <span><strong>{total.stage.name}</strong>" "{group(&total.count.to_string())}</span>
                <span>{sums}</span>
            </a>
        }
    };
    view! { <nav class="stage-tabs" aria-label="Columns">{move || board.totals().into_iter().map(tab).collect_view()}</nav> }
}

#[component]
fn ColumnBody(column: ColumnState, board: BoardState, menu: BoardMenu, name: String, today: NaiveDate) -> impl IntoView {
    let asked = board.asked;
    let shown = move || {
        let (first, last) = column.window.get();
        column.cards.with(|cards| cards.iter().take(last).skip(first).cloned().collect::<Vec<_>>())
    };
    let above = move || {
        let (first, height) = (column.window.get().0, column.height.get());
        (first > 0).then(|| spacer(first, height))
    };
    let below = move || {
        let (count, last) = (column.cards.with(Vec::len), column.window.get().1);
        (count > last).then(|| spacer(count - last, column.height.get()))
    };
    let empty = Memo::new(move |_| column.cards.with(Vec::is_empty));
    // Without client code the rest is in the table; with it, it comes as the column is scrolled.
    let more = move || {
        let total = column.total.try_with(|total| total.count).unwrap_or(0);
        let loaded = i64::try_from(column.cards.try_with(Vec::len).unwrap_or(0)).unwrap_or(0);
        (total > loaded).then(|| {
            let asked = asked.get();
            let filter = DealFilter { stage: column.key().to_string(), ..asked.filter.clone() };
            let all = Asked { table: true, page: 1, filter, ..asked }.href();
            view! { <a class="column-more" href=all>{format!("{} more in the table", group(&(total - loaded).to_string()))}</a> }
        })
    };
    let nothing =
        move || empty.get().then(|| view! { <p class="column-empty">{format!("Nothing in {name}.")}{ready_before(board, column)}</p> });
    view! {
        {nothing}
        {above}
        <ul class="column-cards">
            <For each=shown key=looks let:card>
                <li><Card card board menu today /></li>
            </For>
        </ul>
        {below}
        {more}
    }
}

/// All of a card that others can change: it is drawn anew when any of it is otherwise.
fn looks(card: &DealCard) -> impl Eq + std::hash::Hash + use<> {
    (card.id, card.version, card.next.clone(), card.ring, card.letters, (card.rivals.clone(), card.flag.clone(), card.days_in_stage))
}

/// Which deals of the stage before could come here: those that have all it asks for. Only what is known of every one of
/// them is said.
fn ready_before(board: BoardState, column: ColumnState) -> Option<impl IntoView> {
    let columns = board.columns.try_get_value()?;
    let place = columns.iter().position(|other| other.is(&column.key()))?;
    let before = *columns.get(place.checked_sub(1)?)?;
    if before.has_more() {
        return None;
    }
    let ready = before.cards.with(|cards| cards.iter().filter(|card| card.ring.of > 0 && card.ring.met == card.ring.of).count());
    let words = match ready {
        0 => return None,
        1 => format!("1 deal in {} meets all criteria", before.name()),
        many => format!("{} deals in {} meet all criteria", group(&many.to_string()), before.name()),
    };
    Some(view! { " "<a href=format!("#stage-{}", before.key())>{words}</a>"." })
}

/// The room of cards that are not in the page.
#[expect(clippy::cast_precision_loss, reason = "pixels on a screen")]
fn spacer(count: usize, height: f64) -> impl IntoView {
    view! { <div class="column-space" aria-hidden="true" style:height=format!("{}px", count as f64 * height)></div> }
}

/// Won and lost: no cards, their totals and the way to their list.
#[component]
pub(crate) fn ClosedColumn(total: StageTotal, asked: Memo<Asked>, drag: Drag) -> impl IntoView {
    let stage = total.stage.key.to_string();
    let all = move || {
        let asked = asked.get();
        let filter = DealFilter { stage: stage.clone(), ..asked.filter.clone() };
        Asked { table: true, page: 1, filter, ..asked }.href()
    };
    let name = total.stage.name.clone();
    let class = format!("column is-closed hue-{}", hue(&total.stage));
    let key = total.stage.key.to_string();
    view! {
        <section class=class aria-label=name.clone() id=format!("stage-{key}") data-stage=key.clone()>
            <Head total=Signal::stored(total) column=None asked drag can_create=false />
            <a class="column-more" href=all>{format!("{name} deals")}</a>
        </section>
    }
}
