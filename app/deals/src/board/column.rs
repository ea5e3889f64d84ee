//! A column, and the rail of what is closed.

use super::card::Card;
use super::drag::Drag;
use super::hue;
use super::state::{BoardState, ColumnState};
use crate::asked::Asked;
use crate::move_menu::BoardMenu;
use crate::types::{DealCard, DealFilter, StageSum, StageTotal};
use chrono::NaiveDate;
use domain::ahead::Ahead;
use domain::money::group;
use domain::stage::StageKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

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

#[component]
fn Head(
    total: Signal<StageTotal>,
    /// The open column, and whether it is folded; none for what is closed.
    column: Option<(ColumnState, Memo<bool>)>,
    asked: Memo<Asked>,
    drag: Drag,
    can_create: bool,
) -> impl IntoView {
    let stage = total.with_untracked(|total| total.stage.clone());
    let open = stage.kind == StageKind::Open;
    let weight = StoredValue::new(format!("Weighted by {} %", stage.probability));
    // A line for each currency: they are never added together.
    let sums = move || {
        let sums = total.with(|total| total.sums.clone());
        let line = move |sum: StageSum| {
            let weighted = open.then(|| {
                view! {
                    <span class="column-weighted" title=weight.get_value()>
                        <span class="visually-hidden">"Weighted: "</span>
                        {sum.weighted.display()}
                    </span>
                }
            });
            view! {
                <span class="column-sum"><span class="visually-hidden">"Sum: "</span>{sum.value.display()}</span>
                {weighted}
            }
        };
        sums.into_iter().map(line).collect_view()
    };
    let key = stage.key.clone();
    let hint = move || drag.hint.with(|hint| hint.as_ref().filter(|(at, _)| *at == key).map(|(_, words)| words.clone()));
    let hint = move || hint().map(|words| view! { <p class="column-hint">{words}</p> });
    let tools = column.map(|(column, folded)| {
        let fold = move || asked.with(|asked| asked.with_folded(&column.key()).href());
        let words = move || if folded.try_get().unwrap_or_default() { format!("Unfold {}", column.name()) } else { format!("Fold {}", column.name()) };
        let icon = move || if folded.try_get().unwrap_or_default() { IconName::ChevronRight } else { IconName::ChevronLeft };
        let new = can_create.then(|| {
            let label = format!("New deal in {}", column.name());
            let href = format!("/deals/new?stage={}", column.key());
            view! { <a class="column-new button is-quiet is-icon" href=href aria-label=label.clone() title=label><Icon name=IconName::Plus /></a> }
        });
        view! {
            <span class="column-tools">
                {new}
                <a class="column-fold button is-quiet is-icon" href=fold aria-label=words title=words>{move || view! { <Icon name=icon() /> }}</a>
            </span>
        }
    });
    let about: Vec<&str> = [stage.exit_criteria.as_str(), stage.guidance.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let name = if about.is_empty() {
        view! { <h2 class="column-name">{stage.name}</h2> }.into_any()
    } else {
        let about = about.into_iter().map(|text| view! { <p>{text.to_owned()}</p> }).collect_view();
        view! {
            <details class="column-about" name="column-about">
                <summary title="What is asked here"><h2 class="column-name">{stage.name}</h2></summary>
                <div class="column-guide">{about}</div>
            </details>
        }
        .into_any()
    };
    let usual_days = column.and_then(|(column, _)| column.usual_days);
    let steps = open.then(|| view! { <Steps total asked usual_days /> });
    view! {
        <header class="column-head">
            {name}
            <span class="column-count">
                <span class="visually-hidden">"Deals: "</span>
                {move || group(&total.with(|total| total.count).to_string())}
            </span>
            {sums}
            {steps}
            {tools}
            {hint}
        </header>
    }
}

/// How the next steps stand, as a bar whose parts lead to those deals; and how long deals usually stay here.
#[component]
fn Steps(total: Signal<StageTotal>, asked: Memo<Asked>, usual_days: Option<i64>) -> impl IntoView {
    let parts = Memo::new(move |_| total.with(|total| (total.ahead, total.count)));
    let part = move |(ahead, count): (Ahead, i64), of: i64| {
        let href = asked.with(|asked| {
            let on = asked.filter.ahead == Some(ahead);
            asked.filtered(|filter| filter.ahead = Some(ahead).filter(|_| !on)).href()
        });
        let words = format!("{}: {}", ahead.label(), group(&count.to_string()));
        // Twelfths of the bar, so that it is drawn without a style of its own.
        let grow = (count * 12 / of.max(1)).clamp(1, 12);
        view! {
            <a class=format!("step-part is-{ahead} grow-{grow}") href=href title=words.clone()>
                <span aria-hidden="true">{group(&count.to_string())}</span>
                <span class="visually-hidden">{words.clone()}</span>
            </a>
        }
    };
    let bar = move || {
        // What follows the address may be asked once more when the board has just been left.
        let (counts, of) = parts.try_get().unwrap_or_default();
        let parts = Ahead::ALL.iter().copied().zip(counts).filter(|(_, count)| *count > 0);
        parts.map(|one| part(one, of)).collect_view()
    };
    let usual = usual_days.map(|days| {
        let words = if days == 1 {
            "Half of all deals leave within a day".to_owned()
        } else {
            format!("Half of all deals leave within {days} days")
        };
        view! {
            <span class="column-usual" title=words.clone()>
                <span aria-hidden="true">{format!("{days} d")}</span>
                <span class="visually-hidden">{words.clone()}</span>
            </span>
        }
    });
    view! { <div class="column-steps"><span class="step-bar">{bar}</span>{usual}</div> }
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
