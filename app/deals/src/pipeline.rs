//! The pipeline, as a board or as a table: two views of the same deals, the same filter, the same totals.

use crate::api::{list_deals, pipeline_board};
use crate::asked::Asked;
use crate::board::BoardView;
use crate::deal::DealBeside;
use crate::filters::Filters;
use crate::new_deal::NewDealLink;
use crate::table::TableView;
use crate::types::StageTotal;
use chrono::NaiveDate;
use domain::AppError;
use domain::live::{Change, Kind};
use domain::money::Money;
use domain::policy::{Action, Noun};
use domain::stage::{Stage, StageKind};
use firm::{Failure, Surroundings, use_live};
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{ButtonKind, PageHeader, Skeleton, Stat, Tab, Tabs};

/// The pipeline.
#[component]
pub fn PipelinePage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Asked::of(&query.read()));
    let as_table = Memo::new(move |_| asked.with(|asked| asked.table));
    let tabs = Signal::derive(move || {
        let tab = |label: &str, table| {
            let asked = asked.get();
            Tab { label: label.into(), current: asked.table == table, count: None, href: Asked { table, page: 1, ..asked }.href() }
        };
        vec![tab("Board", false), tab("Table", true)]
    });
    let can_create = expect_context::<Surroundings>().me.is_some_and(|me| me.actor.may(Action::Create, Noun::Deal));
    twin(asked);
    view! {
        <Title text="Pipeline" />
        <PageHeader title="Pipeline" actions=|| view! { <NewDealLink kind=ButtonKind::Primary /> }.into_any() />
        <Tabs label="View" tabs />
        {move || if as_table.get() { view! { <TablePart asked today /> }.into_any() } else { view! { <BoardPart asked can_create today /> }.into_any() }}
    }
}

/// `V` goes from the board to the table and back, wherever nothing is being typed.
fn twin(asked: Memo<Asked>) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let handle = window_event_listener(ev::keydown, move |event| {
            let typing = document()
                .active_element()
                .is_some_and(|at| matches!(at.closest("input, select, textarea, dialog, .menu-list"), Ok(Some(_))));
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            if plain && !typing && event.key().eq_ignore_ascii_case("v") {
                event.prevent_default();
                let asked = asked.get_untracked();
                let other = Asked { table: !asked.table, page: 1, ..asked };
                navigate(&other.href(), NavigateOptions::default());
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Whether a change may show: of a deal or what hangs on it, of a stage, of a client's name.
pub(crate) fn shows(change: &Change) -> bool {
    change.kind == Kind::Opportunity || arranges(change)
}

/// Whether a change is of what deals are arranged by: a stage, a client's name.
fn arranges(change: &Change) -> bool {
    change.kind == Kind::DealStage || change.kind == Kind::Client && change.version.is_some()
}

/// Why a deal was not moved, in the words of the board.
pub(crate) fn refusal(error: &AppError) -> String {
    match error {
        AppError::Conflict { theirs, .. } => {
            format!("Somebody moved this deal to {theirs} meanwhile. What you see is up to date now; move it again if you still want to.")
        }
        AppError::Forbidden => "Only the client's lead or an admin reopens a closed deal.".to_owned(),
        other => other.of("to").or_else(|| other.of("reason")).unwrap_or_else(|| other.to_string()),
    }
}

#[component]
fn BoardPart(asked: Memo<Asked>, can_create: bool, today: NaiveDate) -> impl IntoView {
    // Folding a column or making the cards smaller asks the server nothing.
    let wanted = Memo::new(move |_| asked.with(|asked| (asked.filter.clone(), asked.order, asked.unread_least.clone())));
    // Deals that others change glide over the board by themselves; what they are arranged by is drawn anew.
    let fresh = use_live().freshness(arranges);
    let board = Resource::new(move || (wanted.get(), fresh.get()), |((filter, order, _), _)| pipeline_board(filter, order));
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => {
                        let totals: Vec<StageTotal> = board.totals().cloned().collect();
                        let found = (board.shown, board.of);
                        view! {
                            <Filters asked stages=board.stages() people=board.people.clone() rivals=board.rivals.clone() found />
                            <BoardView board asked can_create today totals />
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
        <DealBeside asked today />
    }
}

#[component]
fn TablePart(asked: Memo<Asked>, today: NaiveDate) -> impl IntoView {
    let fresh = use_live().freshness(shows);
    let table = Resource::new(
        move || (asked.get(), fresh.get()),
        |(asked, _)| list_deals(asked.filter, asked.sort.column, asked.sort.descending, asked.page),
    );
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match table.await {
                    Ok(table) => {
                        let stages: Vec<Stage> = table.totals.iter().map(|total| total.stage.clone()).collect();
                        let totals = RwSignal::new(table.totals.clone());
                        let (people, rivals) = (table.people.clone(), table.rivals.clone());
                        let found = (i64::try_from(table.page.total).unwrap_or(i64::MAX), table.of);
                        view! {
                            <Filters asked stages people rivals found />
                            <Totals totals=totals.into() />
                            <TableView table asked=asked.get_untracked() totals today />
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Open, won and lost over everything that was asked for: the same totals that the columns are made of.
#[component]
pub(crate) fn Totals(totals: Signal<Vec<StageTotal>>) -> impl IntoView {
    // On a phone the cards come first: one line says what is open, the rest folds out.
    let open = move || totals.with(|totals| joined(values(totals, StageKind::Open)));
    view! {
        <details class="totals-more">
            <summary><span class="muted">"Open "</span><strong class="num">{open}</strong><span class="visually-hidden">", all totals"</span></summary>
            {move || totals.with(|totals| figures(totals))}
        </details>
    }
}

fn values(totals: &[StageTotal], kind: StageKind) -> impl Iterator<Item = Money> {
    totals.iter().filter(move |total| total.stage.kind == kind).flat_map(|total| total.sums.iter().map(|sum| sum.value))
}

fn figures(totals: &[StageTotal]) -> impl IntoView + use<> {
    let of = |kind: StageKind| totals.iter().filter(move |total| total.stage.kind == kind);
    let count = |kind: StageKind| of(kind).map(|total| total.count).sum::<i64>();
    let value = |kind: StageKind| joined(values(totals, kind));
    let weighted = joined(of(StageKind::Open).flat_map(|total| total.sums.iter().map(|sum| sum.weighted)));
    let deals = |kind: StageKind| match count(kind) {
        1 => "1 deal".to_owned(),
        n => format!("{} deals", domain::money::group(&n.to_string())),
    };
    view! {
        <div class="totals">
            <Stat label="Open" value=value(StageKind::Open) hint=deals(StageKind::Open) />
            <Stat label="Weighted" value=weighted hint="by each stage's probability" />
            <Stat label="Won" value=value(StageKind::Won) hint=deals(StageKind::Won) />
            <Stat label="Lost" value=value(StageKind::Lost) hint=deals(StageKind::Lost) />
        </div>
    }
}

/// Amounts added up by currency, side by side; currencies are never added together.
pub(crate) fn joined(amounts: impl Iterator<Item = Money>) -> String {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => *sum = sum.checked_add(amount).unwrap_or(*sum),
            None => sums.push(amount),
        }
    }
    sums.sort_by_key(|sum| sum.currency);
    if sums.is_empty() {
        return "–".to_owned();
    }
    sums.into_iter().map(Money::display).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::currency::Currency;

    #[test]
    fn currencies_stand_side_by_side_and_are_never_added() {
        let amounts = [Money::new(100, Currency::USD), Money::new(250, Currency::EUR), Money::new(900, Currency::USD)];
        assert_eq!(joined(amounts.into_iter()), "€2.50 · $10");
        assert_eq!(joined(std::iter::empty()), "–");
    }
}
