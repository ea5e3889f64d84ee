//! Deals as a table: the board's twin, and the list on a client's page.

use crate::api::list_deals;
use crate::board::hue;
use crate::new_deal::NewDealLink;
use crate::pipeline::{Asked, joined};
use crate::types::{DealCard, DealFilter, DealTable};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::{days, short_date};
use domain::id::ClientId;
use domain::list::PAGE_SIZE;
use domain::stage::Stage;
use firm::Failure;
use leptos::prelude::*;
use ui::{Badge, ButtonLink, EmptyState, Pager, SortHeader, Table};

/// One page of the table, with the totals of all pages in its foot.
#[component]
pub fn TableView(
    /// The rows.
    table: DealTable,
    /// What the address asked for.
    asked: Asked,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
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
    let sum = joined(table.totals.iter().flat_map(|total| total.sums.iter().map(|sum| sum.value)));
    let rows = table.page.rows.into_iter().map(|row| line(row, &stages, true, today)).collect_view();
    view! {
        <Table caption="Deals">
            <thead>
                <tr>
                    {head("Deal", "name", false)}
                    <th scope="col">"Client"</th>
                    <th scope="col">"Stage"</th>
                    {head("Value", "value", true)}
                    {head("Close", "close", false)}
                    <th scope="col" class="num">"In stage"</th>
                    <th scope="col">"Owner"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">"All pages"</th>
                    <td class="num" data-label="Value">{sum}</td>
                    <td colspan="3"></td>
                </tr>
            </tfoot>
        </Table>
        <Pager page=table.page.number per_page=PAGE_SIZE total href noun="deal" />
    }
    .into_any()
}

fn line(row: DealCard, stages: &[Stage], with_client: bool, today: NaiveDate) -> impl IntoView + use<> {
    let stage = stages.iter().find(|stage| stage.key == row.stage).cloned();
    let badge = stage.map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
    let client = with_client.then(|| {
        let name = match row.client_id {
            Some(id) => view! { <a href=format!("/clients/{id}")>{row.client.clone()}</a> }.into_any(),
            None => row.client.clone().into_any(),
        };
        view! { <td data-label="Client">{name}</td> }
    });
    let late = row.close.is_some_and(|close| close < today) && !row.closed;
    let close = row.close.map_or_else(|| "–".to_owned(), |close| short_date(close, today));
    let exact = row.close.map(|close| close.to_string());
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", row.id)>{row.name}</a></th>
            {client}
            <td data-label="Stage">{badge}</td>
            <td data-label="Value" class="num">{row.value.display()}</td>
            <td data-label="Close" class=if late { "is-late" } else { "" } title=exact>{if late { format!("{close}, late") } else { close }}</td>
            <td data-label="In stage" class="num">{days(row.days_in_stage)}</td>
            <td data-label="Owner">{row.owner.map_or_else(|| "–".to_owned(), |person| person.name)}</td>
        </tr>
    }
}

/// The deals of one client, the newest first, for [`ClientDeals`].
///
/// # Errors
/// Signed out, or the database fails.
pub async fn deals_of(client: ClientId) -> Result<DealTable, AppError> {
    list_deals(DealFilter { client: Some(client), ..DealFilter::default() }, "updated".into(), true, 1).await
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
    view! {
        <section class="panel" aria-labelledby="deals">
            <div class="panel-head">
                <h2 id="deals">"Deals"</h2>
                <NewDealLink client />
            </div>
            {match deals {
                Ok(table) => view! { <Newest table client today /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            }}
        </section>
    }
}

/// Rows that stand on a client's page before the way to all.
const NEWEST: usize = 10;

#[component]
fn Newest(table: DealTable, client: ClientId, today: NaiveDate) -> impl IntoView {
    let total = table.page.total;
    if total == 0 {
        return view! { <p class="muted">"No deals with this client yet."</p> }.into_any();
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
    let rows = table.page.rows.into_iter().take(NEWEST).map(|row| line(row, &stages, false, today)).collect_view();
    let more = (total > NEWEST as u64).then(|| {
        let label = format!("All {} deals", domain::money::group(&total.to_string()));
        view! { <a href=format!("/deals?view=table&client={client}")>{label}</a> }
    });
    view! {
        <p class="muted">{format!("Open {open} · Won {won}")}</p>
        <Table caption="Deals of this client">
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
