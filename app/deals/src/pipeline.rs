//! The pipeline, as a board or as a table: two views of the same deals, the same filter, the same totals.

use crate::api::{MoveDeal, list_deals, pipeline_board};
use crate::board::BoardView;
use crate::new_deal::NewDealLink;
use crate::table::TableView;
use crate::types::{DealFilter, StageTotal};
use chrono::NaiveDate;
use domain::AppError;
use domain::money::Money;
use domain::stage::{Stage, StageKind};
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use ui::{
    Button, ButtonKind, ButtonLink, Checkbox, Field, FieldKind, PageHeader, SelectField, Skeleton, SortState, Stat, Tab, Tabs, ToastKind,
    use_toasts,
};

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As a table instead of a board.
    pub table: bool,
    /// Which deals.
    pub filter: DealFilter,
    /// In which order; the table's.
    pub sort: SortState,
    /// Which page; the table's.
    pub page: u64,
}

impl Asked {
    pub(crate) fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self {
            table: word("view") == "table",
            filter: DealFilter { text: word("q"), mine: word("mine") == "true", stage: word("stage"), client: word("client").parse().ok() },
            sort: SortState {
                column: Some(word("sort")).filter(|sort| !sort.is_empty()).unwrap_or_else(|| "updated".into()),
                descending: word("dir") != "asc",
            },
            page: word("page").parse().unwrap_or(1),
        }
    }

    /// The address that asks for this.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/deals{}", self.query())
    }

    /// The same as the query of another address, with its `?`; empty where nothing is asked for.
    #[must_use]
    pub fn query(&self) -> String {
        let mut map = ParamsMap::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                map.insert(name, value);
            }
        };
        put("view", if self.table { "table".into() } else { String::new() });
        put("q", self.filter.text.clone());
        put("mine", if self.filter.mine { "true".into() } else { String::new() });
        put("stage", self.filter.stage.clone());
        put("client", self.filter.client.map(|id| id.to_string()).unwrap_or_default());
        if self.table && (self.sort.column != "updated" || !self.sort.descending) {
            put("sort", self.sort.column.clone());
            put("dir", if self.sort.descending { "desc".into() } else { "asc".into() });
        }
        put("page", if self.page > 1 { self.page.to_string() } else { String::new() });
        map.to_query_string()
    }
}

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
    let moved = ServerAction::<MoveDeal>::new();
    announce(moved);
    view! {
        <Title text="Pipeline" />
        <PageHeader title="Pipeline" actions=|| view! { <NewDealLink kind=ButtonKind::Primary /> }.into_any() />
        <Tabs label="View" tabs />
        {move || Refused::of(moved).map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        {move || if as_table.get() { view! { <TablePart asked moved today /> }.into_any() } else { view! { <BoardPart asked moved today /> }.into_any() }}
    }
}

struct Refused;

impl Refused {
    /// The error that a plain form brought back in the address. In the browser, a toast says it.
    fn of(moved: ServerAction<MoveDeal>) -> Option<String> {
        if moved.version().get() > 0 {
            return None;
        }
        moved.value().get_untracked().and_then(Result::err).map(|error| refusal(&error))
    }
}

/// Why a deal was not moved, in the words of the board.
pub(crate) fn refusal(error: &AppError) -> String {
    match error {
        AppError::Conflict { theirs, .. } => {
            format!("Somebody moved this deal to {theirs} meanwhile. What you see is up to date now; move it again if you still want to.")
        }
        AppError::Forbidden => "Only the client's lead or an admin reopens a closed deal.".to_owned(),
        other => other.of("to").unwrap_or_else(|| other.to_string()),
    }
}

fn announce(moved: ServerAction<MoveDeal>) {
    let toasts = use_toasts();
    Effect::new(move |before: Option<usize>| {
        let version = moved.version().get();
        if before.is_some_and(|before| before != version) {
            match moved.value().get_untracked() {
                Some(Ok(())) => _ = toasts.push(ToastKind::Good, "Moved. Totals are up to date.", None),
                Some(Err(error)) => _ = toasts.push(ToastKind::Bad, refusal(&error), None),
                None => {}
            }
        }
        version
    });
}

#[component]
fn BoardPart(asked: Memo<Asked>, moved: ServerAction<MoveDeal>, today: NaiveDate) -> impl IntoView {
    let board =
        Resource::new(move || (asked.with(|asked| asked.filter.clone()), moved.version().get()), |(filter, _)| pipeline_board(filter));
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => {
                        let stages = board.stages();
                        let totals: Vec<StageTotal> = board.totals().cloned().collect();
                        view! {
                            <Filters asked=asked.get_untracked() stages=stages.clone() />
                            <Totals totals />
                            <BoardView board asked=asked.get_untracked() moved today />
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn TablePart(asked: Memo<Asked>, moved: ServerAction<MoveDeal>, today: NaiveDate) -> impl IntoView {
    let table = Resource::new(
        move || (asked.get(), moved.version().get()),
        |(asked, _)| list_deals(asked.filter, asked.sort.column, asked.sort.descending, asked.page),
    );
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match table.await {
                    Ok(table) => {
                        let stages: Vec<Stage> = table.totals.iter().map(|total| total.stage.clone()).collect();
                        view! {
                            <Filters asked=asked.get_untracked() stages />
                            <Totals totals=table.totals.clone() />
                            <TableView table asked=asked.get_untracked() today />
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Filters(asked: Asked, stages: Vec<Stage>) -> impl IntoView {
    let clear = Asked { filter: DealFilter::default(), page: 1, ..asked.clone() }.href();
    let filter = asked.filter;
    let filtered = !filter.is_empty();
    let mut options = vec![(String::new(), "Every stage".to_owned())];
    options.extend(stages.into_iter().map(|stage| (stage.key.to_string(), stage.name)));
    view! {
        <form method="get" action="/deals" class="filters" role="search">
            <Field label="Search" name="q" kind=FieldKind::Search value=filter.text placeholder="Deal or client" />
            <SelectField label="Stage" name="stage" options value=filter.stage />
            <Checkbox label="Mine" name="mine" checked=filter.mine />
            {asked.table.then(|| view! { <input type="hidden" name="view" value="table" /> })}
            {filter.client.map(|id| view! { <input type="hidden" name="client" value=id.to_string() /> })}
            <div class="filters-end">
                {filtered.then(|| view! { <ButtonLink href=clear kind=ButtonKind::Quiet>"Clear"</ButtonLink> })}
                <Button r#type="submit">"Show"</Button>
            </div>
        </form>
    }
}

/// Open, won and lost over everything that was asked for: the same totals that the columns are made of.
#[component]
fn Totals(totals: Vec<StageTotal>) -> impl IntoView {
    let of = |kind: StageKind| totals.iter().filter(move |total| total.stage.kind == kind);
    let count = |kind: StageKind| of(kind).map(|total| total.count).sum::<i64>();
    let value = |kind: StageKind| joined(of(kind).flat_map(|total| total.sums.iter().map(|sum| sum.value)));
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
