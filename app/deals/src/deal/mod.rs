//! A deal's page: what it is, what it lacks, what comes next, and who is in it.

mod add_person;
pub mod api;
mod beside;
mod checks;
mod facts;
mod finder;
mod gaps;
mod head;
mod history;
mod holders;
mod letters;
mod page;
mod parts;
mod people;
mod rivals;
mod steps;
mod team;
pub mod types;

use crate::api::{MoveDeal, undo_move};
use crate::pipeline::refusal;
use crate::types::{DealFilter, MoveAnswer};
use activities::{Activities, Of, Talks, talks, use_log_desk};
use api::{find_for_deal, show_deal};
pub(crate) use beside::DealBeside;
use checks::Checks;
use chrono::NaiveDate;
use domain::AppError;
use domain::id::OpportunityId;
use domain::live::{Change, Kind};
use facts::Facts;
use firm::{Failure, Surroundings, in_words, use_live};
use futures_util::future::join3;
use gaps::Gaps;
use head::{DealHead, Stepper};
use history::History;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use letters::Scorecard;
use page::{Page, Sought, way_back};
use parts::Part;
use people::Stakeholders;
use rivals::Competitors;
use steps::NextSteps;
use team::DealTeam;
use types::{ClientRight, Findable};
use ui::{Skeleton, ToastKind, use_toasts};

/// The page of the deal that the address names.
#[component]
pub fn DealPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    let asked = move |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    // What the rest of the address asks for is looked at once: with client code the page goes on by itself.
    // It is asked for at once and answered as one: the page is never drawn for the one answer while it waits for another.
    let talks = talks();
    let told = Resource::new(
        move || id.get(),
        move |id| {
            let (what, place, text) = (Findable::parse(&asked("find")), asked("in"), looked_for(&asked("text")));
            let about = id.map(|id| (id, talks.about(Of::Deal(id))));
            async move {
                let (id, talks) = about.ok_or(AppError::NotFound)?;
                let sought = async {
                    let what = what?;
                    let found = find_for_deal(id, what, text.clone()).await.ok()?;
                    Some((what, place, text, found))
                };
                let (deal, sought, talks) = join3(show_deal(id, false), sought, talks).await;
                Ok::<_, AppError>((deal?, sought, talks))
            }
        },
    );
    let me = expect_context::<Surroundings>().me.map(|me| me.actor.id);
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match told.await {
                    Ok((deal, sought, talks)) => {
                        let sought = sought.map(|(what, place, text, found)| Sought { what, place, text, found });
                        view! { <Body page=Page::new(deal, asked("edit"), sought, me, today) talks /> }.into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The text of the address, decoded once.
fn looked_for(text: &str) -> String {
    #[cfg(feature = "ssr")]
    if let Some(text) = firm::asked("text") {
        return text;
    }
    text.to_owned()
}

/// The parts of the page, for who has to scroll through them.
const PARTS: &[(&str, &str)] = &[
    ("meddpicc", "Qualification"),
    ("steps", "Next steps"),
    ("stakeholders", "Stakeholders"),
    ("team", "Team"),
    ("competitors", "Competitors"),
    ("activities", "Activities"),
    ("history", "History"),
];

#[component]
fn Body(page: Page, talks: Talks) -> impl IntoView {
    let moved = ServerAction::<MoveDeal>::new();
    follow_moves(page, moved);
    follow_others(page);
    let refused = moved.value().get_untracked().and_then(Result::err).map(|error| refusal(&error));
    view! {
        <DealHead page moved />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        {move || page.lost.get().map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })}
        <Stepper page />
        <nav class="jump" aria-label="On this page">
            {PARTS.iter().map(|(part, words)| view! { <a href=format!("#{part}")>{*words}</a> }).collect_view()}
        </nav>
        <div class="deal-page">
            <div class="deal-main">
                <Checks page />
                <Gaps page />
                <Scorecard page />
            </div>
            <aside class="deal-side" aria-label="Steps and people">
                <NextSteps page />
                <Facts page />
                <Stakeholders page />
                <DealTeam page />
                <Competitors page />
            </aside>
            <div class="deal-past">
                <Said page talks />
                <History page />
            </div>
        </div>
    }
}

/// What was said and done about it, for who may read the client's activities.
#[component]
fn Said(page: Page, talks: Talks) -> impl IntoView {
    if page.now(|deal| deal.client) == ClientRight::None {
        return view! {
            <Part id="activities" title="Activities">
                <p class="muted">"You are on this deal’s team, not on the client’s: its activities are not yours to see."</p>
            </Part>
        }
        .into_any();
    }
    // What was logged confirms letters and meets checks, also where no live channel tells.
    let logged = use_log_desk().logged;
    Effect::new(move |before: Option<u32>| {
        let now = logged.get();
        if before.is_some_and(|before| before != now) {
            spawn_local(page.refresh());
        }
        now
    });
    view! { <Activities of=Of::Deal(page.id) talks today=page.today pulse=page.looked /> }.into_any()
}

/// What became of a move: made, with the way back; or it asks for more, which has a page of its own.
fn follow_moves(page: Page, moved: ServerAction<MoveDeal>) {
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = move |path: String| navigate(&path, NavigateOptions::default());
    page.after(moved, "history", move |answer| match answer {
        Ok(MoveAnswer::Moved { change, .. }) => {
            let back = change.map(|change| {
                way_back(page, toasts, move || {
                    let undone = undo_move(change, DealFilter::default(), String::new());
                    async move { undone.await.map(drop) }
                })
            });
            _ = toasts.push(ToastKind::Good, format!("Moved {}.", page.now(|deal| deal.card.name.clone())), back);
        }
        Ok(MoveAnswer::Lacking(sheet)) => go(format!("{}/move?to={}", page.href(), sheet.to.key)),
        Ok(MoveAnswer::HandOver) => go(format!("{}/won", page.href())),
        Err(error) => _ = toasts.push(ToastKind::Bad, refusal(&error), None),
    });
}

/// What others change is shown as it comes; what is being typed stays, and meets it when it is saved.
fn follow_others(page: Page) {
    let concerns = move |change: &Change| {
        page.try_now(|deal| match change.kind {
            Kind::Opportunity => change.id == deal.card.id.to_string(),
            Kind::Client => deal.card.client_id.is_some_and(|client| change.id == client.to_string()),
            Kind::Stakeholder => deal.stakeholders.iter().any(|person| change.id == person.id.to_string()),
            Kind::Competitor => deal.rivals.iter().any(|rival| change.id == rival.id.to_string()),
            Kind::Project => deal.project.as_ref().is_some_and(|project| change.id == project.id.to_string()),
            kind => matches!(kind, Kind::DealStage | Kind::User),
        })
        .unwrap_or_default()
    };
    use_live().listen(concerns, move |_| spawn_local(page.refresh()));
}
