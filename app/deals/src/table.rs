//! Deals as a table: the board's twin, and the list on a client's page.

use crate::api::{changed_deals, edit_deal, list_deals};
use crate::asked::Asked;
use crate::board::{hue, strip};
use crate::card::{step_due, worth, worth_text};
use crate::new_deal::NewDealLink;
use crate::pipeline::joined;
use crate::types::{DealCard, DealFilter, DealTable, NextStep, StageTotal};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::{days, short_date};
use domain::deal::DealField;
use domain::id::{ClientId, OpportunityId, UserId};
use domain::list::PAGE_SIZE;
use domain::stage::Stage;
use firm::Failure;
use leptos::prelude::*;
use ui::{Badge, ButtonLink, EmptyState, FieldKind, InlineEdit, Pager, SaveStatus, SortHeader, Table, saving};

/// One page of the table, with the totals of all pages in its foot.
#[component]
pub fn TableView(
    /// The rows.
    table: DealTable,
    /// What the address asked for.
    asked: Asked,
    /// Every stage's totals over all pages; they follow what is edited here.
    totals: RwSignal<Vec<StageTotal>>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let asked_filter = asked.filter.clone();
    let total = table.page.total;
    if total == 0 {
        let clear = || view! { <ButtonLink href="/deals?view=table">"Clear filters"</ButtonLink> }.into_any();
        return view! { <EmptyState title="No deal matches" action=clear>"None of the deals that you can see fits these filters."</EmptyState> }.into_any();
    }
    let stages: Vec<Stage> = table.totals.iter().map(|total| total.stage.clone()).collect();
    let paging = asked.clone();
    let href = Callback::new(move |page: u64| Asked { page, ..paging.clone() }.href());
    let sort = asked.sort.clone();
    let head = move |label: &'static str, column: &'static str, numeric: bool| {
        let href = Asked { sort: asked.sort.after_click(column, matches!(column, "updated" | "value")), page: 1, ..asked.clone() }.href();
        view! { <SortHeader label column sort=sort.clone() href numeric /> }
    };
    let filter = asked_filter;
    let sum = move || totals.with(|totals| joined(totals.iter().flat_map(|total| total.sums.iter().map(|sum| sum.value))));
    let saved = Callback::new(move |id| {
        let filter = filter.clone();
        leptos::task::spawn_local(async move {
            // The figures above and below are of all pages; the row itself shows what was saved.
            if let Ok(now) = changed_deals(filter, vec![id]).await {
                _ = totals.try_set(now.totals);
            }
        });
    });
    let rows = table.page.rows.into_iter().map(|row| line(row, &stages, true, Some(saved), today)).collect_view();
    view! {
        <div class="deal-table">
        <Table caption="Deals">
            <thead>
                <tr>
                    {head("Deal", "name", false)}
                    <th scope="col">"Client"</th>
                    <th scope="col">"Stage"</th>
                    {head("Value", "value", true)}
                    {head("Close", "close", false)}
                    <th scope="col" class="num">"In stage"</th>
                    <th scope="col" class="num">"Criteria"</th>
                    <th scope="col">"MEDDPICC"</th>
                    <th scope="col">"Next step"</th>
                    <th scope="col">"Owner"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">"All pages"</th>
                    <td class="num" colspan="2" data-label="Value">{sum}</td>
                    <td colspan="6"></td>
                </tr>
            </tfoot>
        </Table>
        </div>
        <Pager page=table.page.number per_page=PAGE_SIZE total href noun="deal" />
    }
    .into_any()
}

fn line(
    row: DealCard,
    stages: &[Stage],
    with_client: bool,
    saved: Option<Callback<OpportunityId>>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let stage = stages.iter().find(|stage| stage.key == row.stage).cloned();
    let badge = stage.map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
    let client = with_client.then(|| {
        let name = match row.client_id {
            Some(id) => view! { <a href=format!("/clients/{id}")>{row.client.clone()}</a> }.into_any(),
            None => row.client.clone().into_any(),
        };
        view! { <td data-label="Client">{name}</td> }
    });
    // A client's page has the room of a column only.
    let standing = with_client.then(|| {
        let ring =
            (row.ring.of > 0).then(|| view! { <span title="Exit criteria met">{format!("{}/{}", row.ring.met, row.ring.of)}</span> });
        view! {
            <td data-label="Criteria" class="num">{ring}</td>
            <td data-label="MEDDPICC">{strip(row.letters)}</td>
            <td data-label="Next step">{step(row.next.as_ref(), row.closed, today)}</td>
        }
    });
    let may = saved.filter(|_| row.can_move);
    let (value, close) = match may {
        Some(saved) => {
            (view! { <ValueCell row=row.clone() saved /> }.into_any(), view! { <CloseCell row=row.clone() saved today /> }.into_any())
        }
        None => (row.value.display().into_any(), closing(row.close, row.closed, today).into_any()),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", row.id)>{row.name}</a></th>
            {client}
            <td data-label="Stage">{badge}</td>
            <td data-label="Value" class="num">{value}</td>
            <td data-label="Close">{close}</td>
            <td data-label="In stage" class="num">{days(row.days_in_stage)}</td>
            {standing}
            <td data-label="Owner">{row.owner.map_or_else(|| "–".to_owned(), |person| person.name)}</td>
        </tr>
    }
}

/// What comes next and by when; an open deal without it says so.
fn step(next: Option<&NextStep>, closed: bool, today: NaiveDate) -> impl IntoView + use<> {
    let Some(next) = next else {
        return if closed { "–".into_any() } else { view! { <span class="step-missing">"No next step"</span> }.into_any() };
    };
    let late = next.due.is_some_and(|due| due < today);
    view! {
        <span class="step-line" title=next.title.clone()>
            <span class="step-title">{next.title.clone()}</span>
            {next.due.map(|due| view! { <span class="step-due" class:is-late=late>{step_due(due, today)}</span> })}
        </span>
    }
    .into_any()
}

fn closing(close: Option<NaiveDate>, closed: bool, today: NaiveDate) -> impl IntoView {
    let late = close.is_some_and(|close| close < today) && !closed;
    let words = close.map_or_else(|| "–".to_owned(), |close| short_date(close, today));
    let exact = close.map(|close| close.to_string());
    view! { <span class:is-late=late title=exact>{if late { format!("{words}, late") } else { words }}</span> }
}

/// Saves one field of a row and remembers its version: the next change of the row names the newer one.
fn cell(
    id: OpportunityId,
    field: DealField,
    version: RwSignal<i32>,
    text: RwSignal<String>,
    saved: Callback<OpportunityId>,
) -> (Callback<String>, Signal<SaveStatus>) {
    saving(move |typed: String| async move {
        match edit_deal(id, field, typed.clone(), version.get_untracked(), String::new()).await {
            Ok(newer) => {
                version.set(newer);
                text.set(typed);
                saved.run(id);
                Ok(())
            }
            Err(AppError::Conflict { field, theirs, yours }) => {
                // The newer value has been shown: saving again means it.
                if let Ok(now) = changed_deals(DealFilter::default(), vec![id]).await
                    && let Some(card) = now.cards.first()
                {
                    version.set(card.version);
                }
                Err(AppError::Conflict { field, theirs, yours })
            }
            Err(error) => Err(error),
        }
    })
}

#[component]
fn ValueCell(row: DealCard, saved: Callback<OpportunityId>) -> impl IntoView {
    let (id, currency) = (row.id, row.value.currency);
    let text = RwSignal::new(worth_text(row.value));
    let (on_save, status) = cell(id, DealField::Value, RwSignal::new(row.version), text, saved);
    let shown = move || text.with(|text| worth(text, currency));
    view! {
        <InlineEdit
            label=format!("value of {}", row.name)
            name="value"
            scope=id.to_string()
            value=text
            display=shown
            edit_href=format!("/deals/{id}")
            action_url="/api/edit_deal"
            kind=FieldKind::Number
            on_save
            status
        />
    }
}

#[component]
fn CloseCell(row: DealCard, saved: Callback<OpportunityId>, today: NaiveDate) -> impl IntoView {
    let id = row.id;
    if row.closed {
        return closing(row.close, true, today).into_any();
    }
    let text = RwSignal::new(row.close.map(|day| day.to_string()).unwrap_or_default());
    let (on_save, status) = cell(id, DealField::CloseDate, RwSignal::new(row.version), text, saved);
    let shown = move || closing(text.with(|text| text.parse().ok()), false, today).into_any();
    view! {
        <InlineEdit
            label=format!("close date of {}", row.name)
            name="value"
            scope=format!("close-{id}")
            value=text
            display=shown
            edit_href=format!("/deals/{id}")
            action_url="/api/edit_deal"
            kind=FieldKind::Date
            on_save
            status
        />
    }
    .into_any()
}

/// The deals of one client, the newest first, for [`ClientDeals`].
///
/// # Errors
/// Signed out, or the database fails.
pub async fn deals_of(client: ClientId) -> Result<DealTable, AppError> {
    list_deals(DealFilter { client: Some(client), ..DealFilter::default() }, "updated".into(), true, 1).await
}

/// The deals that one of us has to do with, the newest first, for [`UserDeals`].
///
/// # Errors
/// Signed out, or the database fails.
pub async fn deals_with(user: UserId) -> Result<DealTable, AppError> {
    list_deals(DealFilter { who: Some(user), ..DealFilter::default() }, "updated".into(), true, 1).await
}

/// The deals that one of us has to do with, for their page: the newest, with the way to all of them.
#[component]
pub fn UserDeals(
    /// Who.
    user: UserId,
    /// What [`deals_with`] answered. The page asks: a resource must not be made where something is waited for.
    deals: Result<DealTable, AppError>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let all = format!("/deals?view=table&who={user}");
    view! {
        <section class="panel" aria-labelledby="deals">
            <h2 id="deals">"Deals"</h2>
            {match deals {
                Ok(table) => view! { <Newest table caption="Deals that they have to do with" nothing="In no deal that you see." all today /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            }}
        </section>
    }
}

/// The deals of one client, for its page: the newest, with the way to all of them.
#[component]
pub fn ClientDeals(
    /// Whose.
    client: ClientId,
    /// What [`deals_of`] answered. The page asks: a resource must not be made where something is waited for.
    deals: Result<DealTable, AppError>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let all = format!("/deals?view=table&client={client}");
    view! {
        <section class="panel" aria-labelledby="deals">
            <div class="panel-head">
                <h2 id="deals">"Deals"</h2>
                <NewDealLink client />
            </div>
            {match deals {
                Ok(table) => view! { <Newest table caption="Deals of this client" nothing="No deals with this client yet." all today /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            }}
        </section>
    }
}

/// Rows that stand on another page before the way to all.
const NEWEST: usize = 10;

#[component]
fn Newest(table: DealTable, caption: &'static str, nothing: &'static str, all: String, today: NaiveDate) -> impl IntoView {
    let total = table.page.total;
    if total == 0 {
        return view! { <p class="muted">{nothing}</p> }.into_any();
    }
    let stages: Vec<Stage> = table.totals.iter().map(|total| total.stage.clone()).collect();
    let open = joined(
        table
            .totals
            .iter()
            .filter(|total| total.stage.kind == domain::stage::StageKind::Open)
            .flat_map(|total| total.sums.iter().map(|sum| sum.value)),
    );
    let won = joined(
        table
            .totals
            .iter()
            .filter(|total| total.stage.kind == domain::stage::StageKind::Won)
            .flat_map(|total| total.sums.iter().map(|sum| sum.value)),
    );
    let rows = table.page.rows.into_iter().take(NEWEST).map(|row| line(row, &stages, false, None, today)).collect_view();
    let more = (total > NEWEST as u64).then(|| {
        let label = format!("All {} deals", domain::money::group(&total.to_string()));
        view! { <a href=all>{label}</a> }
    });
    view! {
        <p class="muted">{format!("Open {open} · Won {won}")}</p>
        <Table caption=caption>
            <thead>
                <tr>
                    <th scope="col">"Deal"</th>
                    <th scope="col">"Stage"</th>
                    <th scope="col" class="num">"Value"</th>
                    <th scope="col">"Close"</th>
                    <th scope="col" class="num">"In stage"</th>
                    <th scope="col">"Owner"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
        {more}
    }
    .into_any()
}
