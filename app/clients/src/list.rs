//! The list of clients.

use crate::api::list_clients;
use crate::health::band_tone;
use crate::types::{ClientList, ClientRow};
use chrono::NaiveDate;
use domain::client::ClientStatus;
use domain::date::short_date;
use domain::list::PAGE_SIZE;
use domain::money::Money;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::{
    Badge, ButtonKind, ButtonLink, EmptyState, IconName, ListSearch, Listing, PageHeader, Pager, Score, Skeleton, SortHeader, SortState,
    Table, Tone,
};

/// Every client that the person may see: found, ordered and counted by the server.
#[component]
pub fn ClientsPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Listing::of(&query.read(), &usual()));
    let list = Resource::new(move || asked.get(), |asked| list_clients(asked.text, asked.sort.column, asked.sort.descending, asked.page));
    view! {
        <Title text="Clients" />
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
    format!("/clients{}", asked.params(&usual()).to_query_string())
}

#[component]
fn Body(list: ClientList, asked: Listing, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let add = list.can_create;
    let actions = move || {
        add.then(|| view! { <ButtonLink href="/clients/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add client"</ButtonLink> })
            .into_any()
    };
    let searching = !asked.text.is_empty();
    let empty = total == 0;
    let paging = asked.clone();
    let page = Callback::new(move |page: u64| href(&paging.on(page)));
    view! {
        <PageHeader title="Clients" actions />
        <ListSearch path="/clients" listing=asked.clone() placeholder="Name or industry" filtered=searching />
        {if empty && searching {
            view! { <EmptyState title="No client matches">"Try a shorter word, or clear the search."</EmptyState> }.into_any()
        } else if empty {
            view! { <EmptyState title="No clients yet" icon=IconName::Building>"The clients that you work for stand here. An admin assigns you to them."</EmptyState> }.into_any()
        } else {
            view! {
                <Rows rows=list.page.rows asked today />
                <Pager page=list.page.number per_page=PAGE_SIZE total href=page noun="client" />
            }
            .into_any()
        }}
    }
}

#[component]
fn Rows(rows: Vec<ClientRow>, asked: Listing, today: NaiveDate) -> impl IntoView {
    let sort = asked.sort.clone();
    let head = move |label: &'static str, column: &'static str| {
        let href = href(&asked.sorted(column, column == "updated"));
        view! { <SortHeader label column sort=sort.clone() href /> }
    };
    let rows = rows.into_iter().map(|row| line(row, today)).collect_view();
    view! {
        <Table caption="Clients">
            <thead>
                <tr>
                    {head("Client", "name")}
                    {head("Industry", "industry")}
                    {head("Status", "status")}
                    <th scope="col">"Health"</th>
                    <th scope="col">"Lead"</th>
                    <th scope="col" class="num">"Open deals"</th>
                    <th scope="col" class="num">"Open value"</th>
                    <th scope="col">"Last activity"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

/// The tone of a status.
#[must_use]
pub const fn status_tone(status: ClientStatus) -> Tone {
    match status {
        ClientStatus::Prospect => Tone::Info,
        ClientStatus::Active => Tone::Good,
        ClientStatus::Churned => Tone::Neutral,
    }
}

fn line(row: ClientRow, today: NaiveDate) -> impl IntoView {
    let leads = row.leads.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
    let value = row.open_value.iter().map(|money| Money::display(*money)).collect::<Vec<_>>().join(" · ");
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <tr>
            <th scope="row"><a href=format!("/clients/{}", row.id)>{row.name}</a></th>
            <td data-label="Industry">{or_dash(row.industry.unwrap_or_default())}</td>
            <td data-label="Status"><Badge tone=status_tone(row.status)>{row.status.label()}</Badge></td>
            <td data-label="Health"><Score tone=band_tone(row.health.band) value=row.health.score.to_string() word=row.health.band.label() /></td>
            <td data-label="Lead">{or_dash(leads)}</td>
            <td data-label="Open deals" class="num">{row.open_deals}</td>
            <td data-label="Open value" class="num">{or_dash(value)}</td>
            <td data-label="Last activity">{or_dash(row.last_activity.map(|date| short_date(date, today)).unwrap_or_default())}</td>
        </tr>
    }
}
