//! The list of people at clients.

use crate::api::list_stakeholders;
use crate::roles::RoleBadges;
use crate::types::{Sought, StakeholderList, StakeholderRow};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::id::UserId;
use domain::list::PAGE_SIZE;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use ui::{
    Badge, ButtonKind, ButtonLink, EmptyState, IconName, ListSearch, Listing, PageHeader, Pager, SelectField, Skeleton, SortHeader,
    SortState, Table, Tone,
};

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    listing: Listing,
    role: String,
    level: String,
    owner: String,
}

impl Asked {
    fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self { listing: Listing::of(query, &usual()), role: word("role"), level: word("level"), owner: word("owner") }
    }

    fn sought(&self) -> Sought {
        let (text, role) = (self.listing.text.clone(), self.role.clone());
        Sought { text, role, level: self.level.clone(), owner: self.owner.clone() }
    }

    /// The address that asks for another order or page of the same.
    fn href(&self, listing: &Listing) -> String {
        let mut map = listing.params(&usual());
        for (name, word) in [("role", &self.role), ("level", &self.level), ("owner", &self.owner)] {
            if !word.is_empty() {
                map.insert(name, word.clone());
            }
        }
        format!("/stakeholders{}", map.to_query_string())
    }
}

/// By name, where the address says nothing else.
fn usual() -> SortState {
    SortState { column: "name".into(), descending: false }
}

/// Everybody at the clients that the person may see: found, ordered and counted by the server.
#[component]
pub fn StakeholdersPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Asked::of(&query.read()));
    let list = Resource::new(
        move || asked.get(),
        |asked| {
            let sought = asked.sought();
            list_stakeholders(sought, asked.listing.sort.column, asked.listing.sort.descending, asked.listing.page)
        },
    );
    view! {
        <Title text="Stakeholders" />
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

#[component]
fn Body(list: StakeholderList, asked: Asked, today: NaiveDate) -> impl IntoView {
    let total = list.page.total;
    let add = list.can_create;
    let actions = move || {
        let link =
            || view! { <ButtonLink href="/stakeholders/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add stakeholder"</ButtonLink> };
        add.then(link).into_any()
    };
    let searching = asked.sought().leaves_out();
    let paging = asked.clone();
    let page = Callback::new(move |page: u64| paging.href(&paging.listing.on(page)));
    let choice = |none: &str, words: Vec<(&'static str, &'static str)>| -> Vec<(String, String)> {
        let words = words.into_iter().map(|(word, label)| (word.to_owned(), label.to_owned()));
        [(String::new(), none.to_owned())].into_iter().chain(words).collect()
    };
    let (role, level, owner) = (asked.role.clone(), asked.level.clone(), asked.owner.clone());
    let roles = choice("Any role", MeddpiccRole::ALL.iter().map(|role| (role.as_str(), role.label())).collect());
    let levels = choice("Any", EngagementLevel::ALL.iter().map(|level| (level.as_str(), level.label())).collect());
    let mut owners = choice("Anybody", vec![("me", "Me"), ("none", "Nobody")]);
    // The way here from a colleague's page stays chosen while the rest is narrowed.
    if owner.parse::<UserId>().is_ok() {
        owners.push((owner.clone(), "A colleague".to_owned()));
    }
    view! {
        <PageHeader title="Stakeholders" actions />
        <ListSearch path="/stakeholders" listing=asked.listing.clone() placeholder="Name, job title or whole e-mail" filtered=searching>
            <SelectField label="Role" name="role" options=roles value=role />
            <SelectField label="Engagement" name="level" options=levels value=level />
            <SelectField label="Owner" name="owner" options=owners value=owner />
        </ListSearch>
        {if total == 0 {
            nothing(searching).into_any()
        } else {
            view! {
                <Rows rows=list.page.rows asked today />
                <Pager page=list.page.number per_page=PAGE_SIZE total href=page noun="stakeholder" />
            }
            .into_any()
        }}
    }
}

fn nothing(searching: bool) -> impl IntoView {
    if searching {
        view! { <EmptyState title="Nobody matches">"Try a shorter word, or clear the search. An e-mail address is found whole."</EmptyState> }
            .into_any()
    } else {
        view! {
            <EmptyState title="No stakeholders yet" icon=IconName::Users>
                "The people at your clients stand here: who decides, who sells for us, who has gone silent."
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn Rows(rows: Vec<StakeholderRow>, asked: Asked, today: NaiveDate) -> impl IntoView {
    let sort = asked.listing.sort.clone();
    let head = move |label: &'static str, column: &'static str| {
        let href = asked.href(&asked.listing.sorted(column, column == "contact"));
        view! { <SortHeader label column sort=sort.clone() href /> }
    };
    let rows = rows.into_iter().map(|row| line(row, today)).collect_view();
    view! {
        <Table caption="Stakeholders">
            <thead>
                <tr>
                    {head("Stakeholder", "name")}
                    <th scope="col">"Job title"</th>
                    {head("Client", "client")}
                    <th scope="col">"Roles"</th>
                    {head("Engagement", "engagement")}
                    <th scope="col">"Owner"</th>
                    {head("Last contact", "contact")}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

/// The tone of how somebody answers.
#[must_use]
pub const fn engagement_tone(level: EngagementLevel) -> Tone {
    match level {
        EngagementLevel::High => Tone::Good,
        EngagementLevel::Medium => Tone::Info,
        EngagementLevel::Low => Tone::Warn,
        EngagementLevel::Disengaged => Tone::Bad,
    }
}

fn line(row: StakeholderRow, today: NaiveDate) -> impl IntoView {
    let owners = row.owners.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let roles = if row.roles.is_empty() {
        "–".into_any()
    } else {
        view! { <span class="badges"><RoleBadges roles=row.roles /></span> }.into_any()
    };
    let contact = match row.last_contact {
        Some(day) => view! { <time datetime=day.to_string() title=day.to_string()>{short_date(day, today)}</time> }.into_any(),
        None => view! { <span class="muted">"Never"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/stakeholders/{}", row.id)>{row.name}</a></th>
            <td data-label="Job title">{or_dash(row.job_title.unwrap_or_default())}</td>
            <td data-label="Client"><a href=format!("/clients/{}", row.client_id)>{row.client}</a></td>
            <td data-label="Roles">{roles}</td>
            <td data-label="Engagement"><Badge tone=engagement_tone(row.engagement)>{row.engagement.label()}</Badge></td>
            <td data-label="Owner">{or_dash(owners)}</td>
            <td data-label="Last contact">{contact}</td>
        </tr>
    }
}
