//! The pages that join several subjects, and the thin wrappers that hand the others what they need. What a page joins is
//! asked for at once and answered as one: drawn anew for one answer while it waits for another, it would stand there with
//! buttons that nothing is behind any more.

use activities::{Activities, Of, talks};
use chrono::NaiveDate;
use clients::{ClientHead, UserClients, list_assigned_clients, show_client, show_health};
use deals::{ClientDeals, ClientStakeholders, StakeholderDeals, UserDeals, client_stakeholders, deals_of, deals_with, stakeholder_deals};
use domain::AppError;
use domain::id::{ClientId, StakeholderId, UserId};
use domain::live::Kind;
use domain::policy::{Action, Endpoint, Noun, Who};
use firm::{ColleagueHead, Failure, Surroundings, show_colleague, use_live};
use futures_util::future::{join, join3};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use projects::{ClientProjects, UserTasks, list_open_tasks, projects_of};
use stakeholders::{OwnedStakeholders, StakeholderHead, owned_by, show_stakeholder};
use ui::Skeleton;

fn today() -> NaiveDate {
    expect_context::<Surroundings>().today
}

/// The pipeline.
#[component]
pub(crate) fn Pipeline() -> impl IntoView {
    view! { <deals::PipelinePage today=today() /> }
}

/// The pipeline on paper.
#[component]
pub(crate) fn Review() -> impl IntoView {
    view! { <deals::ReviewPage today=today() /> }
}

/// What the person moved in the last days.
#[component]
pub(crate) fn OwnMoves() -> impl IntoView {
    view! { <deals::OwnMovesPage today=today() /> }
}

/// One deal.
#[component]
pub(crate) fn Deal() -> impl IntoView {
    view! { <deals::DealPage today=today() /> }
}

/// The hand-over of a won deal.
#[component]
pub(crate) fn Won() -> impl IntoView {
    view! { <projects::WonPage today=today() /> }
}

/// The form of a new deal, for who may make one.
#[component]
pub(crate) fn NewDeal() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    match Endpoint::new("/deals/new", Who::May(Action::Create, Noun::Deal)).admit(me.as_ref()) {
        Ok(()) => view! { <deals::new_deal::NewDealPage /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    }
}

/// The list of clients.
#[component]
pub(crate) fn Clients() -> impl IntoView {
    view! { <clients::ClientsPage today=today() /> }
}

/// The form of a new client, for who may add one.
#[component]
pub(crate) fn NewClient() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    match Endpoint::new("/clients/new", Who::May(Action::Create, Noun::Client)).admit(me.as_ref()) {
        Ok(()) => view! { <clients::NewClientPage /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    }
}

/// The list of people at clients.
#[component]
pub(crate) fn Stakeholders() -> impl IntoView {
    view! { <stakeholders::StakeholdersPage today=today() /> }
}

/// The form of somebody new, for who may add them.
#[component]
pub(crate) fn NewStakeholder() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    match Endpoint::new("/stakeholders/new", Who::May(Action::Create, Noun::Stakeholder)).admit(me.as_ref()) {
        Ok(()) => view! { <stakeholders::NewStakeholderPage /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    }
}

/// One person at a client: their own fields, and what the other subjects know of them.
#[component]
pub(crate) fn Stakeholder() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<StakeholderId>().ok()));
    // Where they work, once that is known.
    let client = StoredValue::new(None::<ClientId>);
    // What is said with them, and the deals that they are in, are told as changes of theirs; a colleague or their client may
    // be called otherwise. Nothing else draws the page anew: each drawing opens what is personal, and is written down.
    let fresh = use_live().freshness(move |change| match change.kind {
        Kind::Stakeholder => id.get_untracked().is_some_and(|id| change.id == id.to_string()),
        Kind::Client => client.get_value().is_some_and(|client| change.id == client.to_string()),
        kind => kind == Kind::User,
    });
    let asked = move || (id.get(), fresh.get());
    let talks = talks();
    let told = Resource::new(asked, move |(id, _)| {
        let about = id.map(|id| (id, talks.about(Of::Stakeholder(id))));
        async move {
            let (id, talks) = about.ok_or(AppError::NotFound)?;
            let (person, deals, talks) = join3(show_stakeholder(id), stakeholder_deals(id), talks).await;
            Ok::<_, AppError>((person?, deals, talks))
        }
    });
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match told.await {
                    Ok((person, deals, talks)) => {
                        let of = Of::Stakeholder(person.id);
                        client.set_value(Some(person.client_id));
                        view! {
                            <StakeholderHead person today=today()>
                                <StakeholderDeals deals />
                                <Activities of talks today=today() />
                            </StakeholderHead>
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Everything that was said and done.
#[component]
pub(crate) fn AllActivities() -> impl IntoView {
    view! { <activities::ActivitiesPage today=today() /> }
}

/// The form of something new that was said or done, for who may log it.
#[component]
pub(crate) fn NewActivity() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    match Endpoint::new("/activities/new", Who::May(Action::Create, Noun::Activity)).admit(me.as_ref()) {
        Ok(()) => view! { <activities::LogPage /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    }
}

/// One activity.
#[component]
pub(crate) fn Activity() -> impl IntoView {
    view! { <activities::ActivityPage today=today() /> }
}

/// Our own people.
#[component]
pub(crate) fn People() -> impl IntoView {
    view! { <firm::PeoplePage /> }
}

/// One of our people: who they are, and what the other subjects know of them, as far as the viewer may see that.
#[component]
pub(crate) fn Person() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<UserId>().ok()));
    // What goes on around them is seen when the page is opened: it is a look at a whole desk, not a place to work at.
    let fresh =
        use_live().freshness(move |change| change.kind == Kind::User && id.get_untracked().is_some_and(|id| change.id == id.to_string()));
    let talks = talks();
    let told = Resource::new(
        move || (id.get(), fresh.get()),
        move |(id, _)| {
            let about = id.map(|id| (id, talks.about(Of::User(id))));
            async move {
                let (id, talks) = about.ok_or(AppError::NotFound)?;
                let own = join3(show_colleague(id), list_open_tasks(id), talks);
                let others = join3(list_assigned_clients(id), deals_with(id), owned_by(id));
                let ((colleague, tasks, talks), others) = join(own, others).await;
                Ok::<_, AppError>((colleague?, tasks, talks, others))
            }
        },
    );
    let me = expect_context::<Surroundings>().me.map(|me| me.actor.id);
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match told.await {
                    Ok((colleague, tasks, talks, (clients, deals, owned))) => {
                        let id = colleague.person.id;
                        view! {
                            <ColleagueHead colleague own=me == Some(id) />
                            <div class="two-col is-even">
                                <div>
                                    <UserClients clients />
                                    <OwnedStakeholders user=id owned today=today() />
                                </div>
                                <div>
                                    <UserTasks tasks today=today() />
                                </div>
                            </div>
                            <UserDeals user=id deals today=today() />
                            <Activities of=Of::User(id) talks today=today() />
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The list of projects.
#[component]
pub(crate) fn Projects() -> impl IntoView {
    view! { <projects::ProjectsPage today=today() /> }
}

/// One project.
#[component]
pub(crate) fn Project() -> impl IntoView {
    view! { <projects::ProjectPage today=today() /> }
}

/// The list of competitors.
#[component]
pub(crate) fn Competitors() -> impl IntoView {
    view! { <deals::competitors::CompetitorsPage today=today() /> }
}

/// The form of a new competitor, for who may add one.
#[component]
pub(crate) fn NewCompetitor() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    match Endpoint::new("/competitors/new", Who::May(Action::Create, Noun::Competitor)).admit(me.as_ref()) {
        Ok(()) => view! { <deals::competitors::NewCompetitorPage /> }.into_any(),
        Err(error) => view! { <Failure error /> }.into_any(),
    }
}

/// One competitor.
#[component]
pub(crate) fn Competitor() -> impl IntoView {
    view! { <deals::competitors::CompetitorPage today=today() /> }
}

/// The signed-in person's own page.
#[component]
pub(crate) fn Account() -> impl IntoView {
    expect_context::<Surroundings>().me.map(|me| view! { <firm::AccountPage me /> })
}

/// One client: its own fields, and what the other subjects know of it.
#[component]
pub(crate) fn Client() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<ClientId>().ok()));
    // Its deals and its team are told as changes of the client; a colleague may be called otherwise.
    let fresh = use_live().freshness(move |change| match change.kind {
        Kind::Client => id.get_untracked().is_some_and(|id| change.id == id.to_string()),
        kind => kind == Kind::User,
    });
    let asked = move || (id.get(), fresh.get());
    let talks = talks();
    let told = Resource::new(asked, move |(id, _)| {
        let about = id.map(|id| (id, talks.about(Of::Client(id))));
        async move {
            let (id, talks) = about.ok_or(AppError::NotFound)?;
            let own = join3(show_client(id), show_health(id), talks);
            let others = join3(deals_of(id), client_stakeholders(id), projects_of(id));
            let ((client, health, talks), others) = join(own, others).await;
            Ok::<_, AppError>((client?, health, talks, others))
        }
    });
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match told.await {
                    Ok((client, health, talks, (deals, people, projects))) => {
                        let id = client.id;
                        view! {
                            <ClientHead client health today=today()>
                                <ClientDeals client=id deals today=today() />
                                <ClientStakeholders client=id people />
                                <ClientProjects client=id projects today=today() />
                                <Activities of=Of::Client(id) talks today=today() />
                            </ClientHead>
                        }
                        .into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Every widget in every state.
#[component]
pub(crate) fn Gallery() -> impl IntoView {
    view! {
        <Title text="Gallery" />
        <ui::Gallery />
    }
}

/// An address at which nothing stands.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! { <main class="main" id="main"><Failure error=AppError::NotFound /></main> }
}
