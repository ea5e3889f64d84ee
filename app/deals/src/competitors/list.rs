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
use leptos_router::params::ParamsMap;
use ui::{
    Button, ButtonKind, ButtonLink, EmptyState, Field, FieldKind, IconName, PageHeader, Pager, SafeLink, SafeUrl, Skeleton, SortHeader,
    SortState, Table,
};

/// Every competitor: found, ordered and counted by the server.
#[component]
pub fn CompetitorsPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Asked::of(&query.read()));
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

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    text: String,
    sort: SortState,
    page: u64,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        Self {
            text: query.get("q").unwrap_or_default(),
            sort: SortState {
                column: query.get("sort").filter(|sort| !sort.is_empty()).unwrap_or_else(|| "name".into()),
                descending: query.get("dir").as_deref() == Some("desc"),
            },
            page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        }
    }

    /// The address that asks for this.
    fn href(&self) -> String {
        let mut map = ParamsMap::new();
        if !self.text.is_empty() {
            map.insert("q", self.text.clone());
        }
        if self.sort.column != "name" || self.sort.descending {
            map.insert("sort", self.sort.column.clone());
            map.insert("dir", if self.sort.descending { "desc".to_owned() } else { "asc".to_owned() });
        }
        if self.page > 1 {
            map.insert("page", self.page.to_string());
        }
        format!("/competitors{}", map.to_query_string())
    }
}

#[component]
fn Body(list: CompetitorList, asked: Asked, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let add = list.can_create;
    let actions = move || {
        add.then(
            || view! { <ButtonLink href="/competitors/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add competitor"</ButtonLink> },
        )
        .into_any()
    };
    let text = asked.text.clone();
    let searching = !text.is_empty();
    let paging = asked.clone();
    let href = Callback::new(move |page: u64| Asked { page, ..paging.clone() }.href());
    view! {
        <PageHeader title="Competitors" actions />
        <form method="get" action="/competitors" class="filters" role="search">
            <Field label="Search" name="q" kind=FieldKind::Search value=text placeholder="Name or website" />
            <input type="hidden" name="sort" value=asked.sort.column.clone() />
            <input type="hidden" name="dir" value=if asked.sort.descending { "desc" } else { "asc" } />
            <div class="filters-end">
                {searching.then(|| view! { <ButtonLink href="/competitors" kind=ButtonKind::Quiet>"Clear"</ButtonLink> })}
                <Button r#type="submit">"Search"</Button>
            </div>
        </form>
        {if total == 0 {
            nothing(searching).into_any()
        } else {
            view! {
                <Rows rows=list.page.rows asked today />
                <Pager page=list.page.number per_page=PAGE_SIZE total href noun="competitor" />
                {(!list.sees_all).then(|| view! { <p class="muted">"Counted are the deals that you can see."</p> })}
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
fn Rows(rows: Vec<CompetitorRow>, asked: Asked, today: NaiveDate) -> impl IntoView {
    let sort = asked.sort.clone();
    let head = move |label: &'static str, column: &'static str, numeric: bool| {
        let href = Asked { sort: asked.sort.after_click(column, column != "name"), page: 1, ..asked.clone() }.href();
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
