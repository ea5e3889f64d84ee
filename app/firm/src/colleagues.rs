//! Our own people: the list, and the top of each one's page. What later subjects know of somebody stands below it, where
//! the pages are joined.

use crate::api::list_colleagues;
use crate::failure::Failure;
use crate::people::{Colleague, Colleagues, Person};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::{Avatar, Badge, Crumb, EmptyState, ListSearch, Listing, PageHeader, Skeleton, SortState, Tone};

/// Everybody who is with the firm.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Listing::of(&query.read(), &usual()));
    let found = Resource::new(move || asked.get().text, list_colleagues);
    view! {
        <Title text="People" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Body found asked=asked.get_untracked() /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// By name, and no other way.
fn usual() -> SortState {
    SortState { column: "name".into(), descending: false }
}

#[component]
fn Body(found: Colleagues, asked: Listing) -> impl IntoView {
    let filtered = !asked.text.is_empty();
    view! {
        <PageHeader title="People" />
        <ListSearch path="/people" listing=asked placeholder="Name or job title" filtered />
        {if found.people.is_empty() {
            view! { <EmptyState title="Nobody matches">"Try a shorter word, or clear the search."</EmptyState> }.into_any()
        } else {
            let people = found.people.into_iter().map(|person| view! { <Line person /> }).collect_view();
            view! { <ul class="people colleagues">{people}</ul> }.into_any()
        }}
        {found.more.then(|| view! { <p class="muted">"and others, later in the alphabet"</p> })}
    }
}

#[component]
fn Line(person: Person) -> impl IntoView {
    view! {
        <li class="person-item">
            <Avatar name=person.name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name"><a href=person.href()>{person.name.clone()}</a></div>
                <div class="muted">{person.job_title}</div>
            </div>
        </li>
    }
}

/// Who they are, above what the other subjects know of them.
#[component]
pub fn ColleagueHead(
    /// Who.
    colleague: Colleague,
    /// The person's own page.
    #[prop(optional)]
    own: bool,
) -> impl IntoView {
    let person = colleague.person;
    let (active, job_title) = (colleague.active, person.job_title.clone());
    let facts = move || {
        view! {
            <span>{job_title}</span>
            {(!active).then(|| view! { <Badge tone=Tone::Neutral>"Not with the firm any more"</Badge> })}
            {own.then(|| view! { <a href="/account">"My account"</a> })}
        }
        .into_any()
    };
    let above = Crumb { href: "/people".into(), label: "People".into() };
    view! {
        <Title text=person.name.clone() />
        <PageHeader title=person.name above facts />
    }
}
