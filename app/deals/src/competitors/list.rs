//! The list of competitors.

use super::api::list_competitors;
use super::types::{CompetitorList, CompetitorRow};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::list::PAGE_SIZE;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::{
    ButtonKind, ButtonLink, EmptyState, IconName, ListSearch, Listing, PageHeader, Pager, SafeLink, SafeUrl, Skeleton, SortHeader,
    SortState, Table,
};

/// Every competitor: found, ordered and counted by the server.
#[component]
pub fn CompetitorsPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Listing::of(&query.read(), &usual()));
    let list =
        Resource::new(move || asked.get(), |asked| list_competitors(asked.text, asked.sort.column, asked.sort.descending, asked.page));
    view! {
        <Title text="Competitors" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => view! { <Body list asked=asked.get_untracked() today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// By name, where the address says nothing else.
fn usual() -> SortState {
    SortState { column: "name".into(), descending: false }
}

/// The address that asks for this.
fn href(asked: &Listing) -> String {
    format!("/competitors{}", asked.params(&usual()).to_query_string())
}

#[component]
fn Body(list: CompetitorList, asked: Listing, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let add = list.can_create;
    let actions = move || {
        add.then(
            || view! { <ButtonLink href="/competitors/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add competitor"</ButtonLink> },
        )
        .into_any()
    };
    let searching = !asked.text.is_empty();
    let paging = asked.clone();
    let page = Callback::new(move |page: u64| href(&paging.on(page)));
    view! {
        <PageHeader title="Competitors" actions />
        <ListSearch path="/competitors" listing=asked.clone() placeholder="Name or website" filtered=searching />
        {if total == 0 {
            nothing(searching).into_any()
        } else {
            view! {
                <Rows rows=list.page.rows asked today />
                <Pager page=list.page.number per_page=PAGE_SIZE total href=page noun="competitor" />
                <p class="muted">
                    "Displaced: the client no longer considers them, in a deal of any stage."
                    {(!list.sees_all).then_some(" Counted are the deals that you can see.")}
                </p>
            }
            .into_any()
        }}
    }
}

fn nothing(searching: bool) -> impl IntoView {
    if searching {
        view! { <EmptyState title="No competitor matches">"Try a shorter word, or clear the search."</EmptyState> }.into_any()
    } else {
        view! {
            <EmptyState title="No competitors yet" icon=IconName::Swords>
                "The firms that you meet in deals stand here: what they are good at, what they ask, and how it went against them."
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn Rows(rows: Vec<CompetitorRow>, asked: Listing, today: NaiveDate) -> impl IntoView {
    let sort = asked.sort.clone();
    let head = move |label: &'static str, column: &'static str, numeric: bool| {
        let href = href(&asked.sorted(column, column != "name"));
        view! { <SortHeader label column sort=sort.clone() href numeric /> }
    };
    let rows = rows.into_iter().map(|row| line(row, today)).collect_view();
    view! {
        <Table caption="Competitors">
            <thead>
                <tr>
                    {head("Competitor", "name", false)}
                    <th scope="col">"Website"</th>
                    {head("Deals", "deals", true)}
                    <th scope="col" class="num">"Open"</th>
                    <th scope="col" class="num">"Won against"</th>
                    <th scope="col" class="num">"Lost to"</th>
                    <th scope="col" class="num">"Displaced"</th>
                    {head("Last change", "updated", false)}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn line(row: CompetitorRow, today: NaiveDate) -> impl IntoView {
    let website = row.website.as_deref().and_then(SafeUrl::parse);
    let website = website.map_or_else(|| "–".into_any(), |url| view! { <SafeLink url /> }.into_any());
    view! {
        <tr>
            <th scope="row"><a href=format!("/competitors/{}", row.id)>{row.name}</a></th>
            <td data-label="Website">{website}</td>
            <td data-label="Deals" class="num">{row.deals}</td>
            <td data-label="Open" class="num">{row.open}</td>
            <td data-label="Won against" class="num">{row.won}</td>
            <td data-label="Lost to" class="num">{row.lost}</td>
            <td data-label="Displaced" class="num">{row.displaced}</td>
            <td data-label="Last change" title=row.updated.to_string()>{short_date(row.updated, today)}</td>
        </tr>
    }
}
