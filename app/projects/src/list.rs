//! The list of projects.

use crate::api::list_projects;
use crate::types::{ProjectList, ProjectRow};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::id::ClientId;
use domain::list::PAGE_SIZE;
use domain::live::Kind;
use domain::money::Money;
use domain::project::ProjectStatus;
use firm::{Failure, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use ui::{
    Badge, ButtonLink, EmptyState, IconName, ListSearch, Listing, PageHeader, Pager, SelectField, Skeleton, SortHeader, SortState, Table,
    Tone,
};

/// Every project that the person may see: found, ordered and counted by the server.
#[component]
pub fn ProjectsPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Asked::of(&query.read()));
    let fresh = use_live().freshness(|change| change.kind == Kind::Project);
    let list = Resource::new(
        move || (asked.get(), fresh.get()),
        |(asked, _)| {
            list_projects(asked.list.text, asked.status, asked.client, asked.list.sort.column, asked.list.sort.descending, asked.list.page)
        },
    );
    view! {
        <Title text="Projects" />
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
    list: Listing,
    status: String,
    client: Option<ClientId>,
}

/// What ends last is what is still ahead.
fn usual() -> SortState {
    SortState { column: "end".into(), descending: true }
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self { list: Listing::of(query, &usual()), status: word("status"), client: word("client").parse().ok() }
    }

    fn filters(&self) -> bool {
        !self.list.text.is_empty() || !self.status.is_empty() || self.client.is_some()
    }

    /// The address that asks for the same of another part of the list.
    fn href(&self, list: &Listing) -> String {
        let mut map = list.params(&usual());
        if !self.status.is_empty() {
            map.insert("status", self.status.clone());
        }
        if let Some(client) = self.client {
            map.insert("client", client.to_string());
        }
        format!("/projects{}", map.to_query_string())
    }
}

#[component]
fn Body(list: ProjectList, asked: Asked, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let filtered = asked.filters();
    let mut options = vec![(String::new(), "Every status".to_owned())];
    options.extend(ProjectStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())));
    let paging = asked.clone();
    let page = Callback::new(move |page: u64| paging.href(&paging.list.on(page)));
    let (status, client) = (asked.status.clone(), asked.client);
    view! {
        <PageHeader title="Projects" />
        <ListSearch path="/projects" listing=asked.list.clone() placeholder="Project or client" filtered>
            <SelectField label="Status" name="status" options value=status />
            {client.map(|id| view! { <input type="hidden" name="client" value=id.to_string() /> })}
        </ListSearch>
        {if total == 0 && filtered {
            view! { <EmptyState title="No project matches">"None of the projects that you can see fits these filters."</EmptyState> }.into_any()
        } else if total == 0 {
            let action = || view! { <ButtonLink href="/deals">"Go to the pipeline"</ButtonLink> }.into_any();
            view! {
                <EmptyState title="No projects yet" icon=IconName::Folder action>
                    "A won deal becomes a project here, with its budget, phases, team and promises."
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <Rows rows=list.page.rows asked today />
                <Pager page=list.page.number per_page=PAGE_SIZE total href=page noun="project" />
            }
            .into_any()
        }}
    }
}

#[component]
fn Rows(rows: Vec<ProjectRow>, asked: Asked, today: NaiveDate) -> impl IntoView {
    let sort = asked.list.sort.clone();
    let head = move |label: &'static str, column: &'static str, numeric: bool| {
        let href = asked.href(&asked.list.sorted(column, matches!(column, "budget" | "end")));
        view! { <SortHeader label column sort=sort.clone() href numeric /> }
    };
    let rows = rows.into_iter().map(|row| line(row, today)).collect_view();
    view! {
        <Table caption="Projects">
            <thead>
                <tr>
                    {head("Project", "name", false)}
                    <th scope="col">"Client"</th>
                    {head("Status", "status", false)}
                    {head("Budget", "budget", true)}
                    <th scope="col">"Start"</th>
                    {head("End", "end", false)}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

/// The tone of a status.
#[must_use]
pub const fn status_tone(status: ProjectStatus) -> Tone {
    match status {
        ProjectStatus::Planning => Tone::Info,
        ProjectStatus::Active => Tone::Good,
        ProjectStatus::OnHold => Tone::Warn,
        ProjectStatus::Completed | ProjectStatus::Cancelled => Tone::Neutral,
    }
}

/// Whether its last day has passed and it is not at its end.
pub(crate) fn late(status: ProjectStatus, end: Option<NaiveDate>, today: NaiveDate) -> bool {
    let ended = matches!(status, ProjectStatus::Completed | ProjectStatus::Cancelled);
    !ended && end.is_some_and(|end| end < today)
}

fn line(row: ProjectRow, today: NaiveDate) -> impl IntoView {
    let client = match row.client {
        Some((id, name)) => view! { <a href=format!("/clients/{id}")>{name}</a> }.into_any(),
        None => "–".into_any(),
    };
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| short_date(day, today));
    let late = late(row.status, row.end, today);
    let end = day(row.end);
    view! {
        <tr>
            <th scope="row"><a href=format!("/projects/{}", row.id)>{row.name}</a></th>
            <td data-label="Client">{client}</td>
            <td data-label="Status"><Badge tone=status_tone(row.status)>{row.status.label()}</Badge></td>
            <td data-label="Budget" class="num">{row.budget.map_or_else(|| "–".to_owned(), Money::display)}</td>
            <td data-label="Start" title=row.start.map(|day| day.to_string())>{day(row.start)}</td>
            <td data-label="End" class=if late { "is-late" } else { "" } title=row.end.map(|day| day.to_string())>
                {if late { format!("{end}, late") } else { end }}
            </td>
        </tr>
    }
}
