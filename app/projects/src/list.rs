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
    Badge, Button, ButtonKind, ButtonLink, EmptyState, Field, FieldKind, IconName, PageHeader, Pager, SelectField, Skeleton, SortHeader,
    SortState, Table, Tone,
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
        |(asked, _)| list_projects(asked.text, asked.status, asked.client, asked.sort.column, asked.sort.descending, asked.page),
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
    text: String,
    status: String,
    client: Option<ClientId>,
    sort: SortState,
    page: u64,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        let column = Some(word("sort")).filter(|sort| !sort.is_empty()).unwrap_or_else(|| "end".into());
        // What ends last is what is still ahead.
        let descending = if word("dir").is_empty() { column == "end" } else { word("dir") == "desc" };
        Self {
            text: word("q"),
            status: word("status"),
            client: word("client").parse().ok(),
            sort: SortState { column, descending },
            page: word("page").parse().unwrap_or(1),
        }
    }

    fn filters(&self) -> bool {
        !self.text.is_empty() || !self.status.is_empty() || self.client.is_some()
    }

    /// The address that asks for this.
    fn href(&self) -> String {
        let mut map = ParamsMap::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                map.insert(name, value);
            }
        };
        put("q", self.text.clone());
        put("status", self.status.clone());
        put("client", self.client.map(|id| id.to_string()).unwrap_or_default());
        if self.sort.column != "end" || !self.sort.descending {
            put("sort", self.sort.column.clone());
            put("dir", if self.sort.descending { "desc".into() } else { "asc".into() });
        }
        put("page", if self.page > 1 { self.page.to_string() } else { String::new() });
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
    let href = Callback::new(move |page: u64| Asked { page, ..paging.clone() }.href());
    view! {
        <PageHeader title="Projects" />
        <form method="get" action="/projects" class="filters" role="search">
            <Field label="Search" name="q" kind=FieldKind::Search value=asked.text.clone() placeholder="Project or client" />
            <SelectField label="Status" name="status" options value=asked.status.clone() />
            {asked.client.map(|id| view! { <input type="hidden" name="client" value=id.to_string() /> })}
            <input type="hidden" name="sort" value=asked.sort.column.clone() />
            <input type="hidden" name="dir" value=if asked.sort.descending { "desc" } else { "asc" } />
            <div class="filters-end">
                {filtered.then(|| view! { <ButtonLink href="/projects" kind=ButtonKind::Quiet>"Clear"</ButtonLink> })}
                <Button r#type="submit">"Show"</Button>
            </div>
        </form>
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
                <Pager page=list.page.number per_page=PAGE_SIZE total href noun="project" />
            }
            .into_any()
        }}
    }
}

#[component]
fn Rows(rows: Vec<ProjectRow>, asked: Asked, today: NaiveDate) -> impl IntoView {
    let sort = asked.sort.clone();
    let head = move |label: &'static str, column: &'static str, numeric: bool| {
        let href = Asked { sort: asked.sort.after_click(column, matches!(column, "budget" | "end")), page: 1, ..asked.clone() }.href();
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
