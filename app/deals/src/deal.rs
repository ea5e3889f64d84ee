//! A deal's page.

use crate::api::{MoveDeal, show_deal};
use crate::board::hue;
use crate::card::close_date;
use crate::history::History;
use crate::move_menu::MoveMenu;
use crate::pipeline::refusal;
use crate::types::{DealDetail, DealStakeholder, MoveAnswer};
use chrono::NaiveDate;
use domain::AppError;
use domain::date::days;
use domain::id::OpportunityId;
use domain::live::Kind;
use domain::stage::{Stage, StageKind};
use firm::{Failure, Person, use_live};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui::{Avatar, Badge, Button, ButtonKind, Crumb, PageHeader, SafeLink, SafeUrl, Skeleton, ToastKind, use_toasts};

/// The page of the deal that the address names.
#[component]
pub fn DealPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    let moved = ServerAction::<MoveDeal>::new();
    let toasts = use_toasts();
    let go = use_navigate();
    Effect::new(move |before: Option<usize>| {
        let version = moved.version().get();
        if before.is_some_and(|before| before != version) {
            match moved.value().get_untracked() {
                Some(Err(error)) => _ = toasts.push(ToastKind::Bad, refusal(&error), None),
                // What is missing, and what a win asks for, is asked on pages of their own.
                Some(Ok(MoveAnswer::Lacking(sheet))) => {
                    go(&format!("/deals/{}/move?to={}", sheet.id, sheet.to.key), NavigateOptions::default())
                }
                Some(Ok(MoveAnswer::HandOver)) => {
                    if let Some(id) = id.get_untracked() {
                        go(&format!("/deals/{id}/won"), NavigateOptions::default());
                    }
                }
                Some(Ok(MoveAnswer::Moved { .. })) | None => {}
            }
        }
        version
    });
    // Its account team and its people are told as changes of the client.
    let client = StoredValue::new(None::<String>);
    let fresh = use_live().freshness(move |change| match change.kind {
        Kind::Opportunity => id.get_untracked().is_some_and(|id| change.id == id.to_string()),
        Kind::Client => client.with_value(|client| client.as_ref() == Some(&change.id)),
        kind => matches!(kind, Kind::DealStage | Kind::Competitor | Kind::User),
    });
    let deal = Resource::new(
        move || (id.get(), moved.version().get(), fresh.get()),
        |(id, ..)| async move {
            match id {
                Some(id) => show_deal(id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match deal.await {
                    Ok(deal) => {
                        client.set_value(deal.card.client_id.map(|id| id.to_string()));
                        view! { <Body deal moved today /> }.into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(deal: DealDetail, moved: ServerAction<MoveDeal>, today: NaiveDate) -> impl IntoView {
    let refused = moved.value().get_untracked().and_then(Result::err).map(|error| refusal(&error));
    let card = deal.card.clone();
    let above = Crumb { href: "/deals".into(), label: "Pipeline".into() };
    let facts = {
        let (deal, card) = (deal.clone(), card.clone());
        move || head_facts(&deal, &card, today).into_any()
    };
    let actions = {
        let deal = deal.clone();
        move || actions(&deal, moved).into_any()
    };
    view! {
        <Title text=card.name.clone() />
        <PageHeader title=card.name.clone() above facts actions />
        {refused.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <Stepper deal=deal.clone() />
        <div class="two-col">
            <div>
                <section class="panel" aria-labelledby="history">
                    <h2 id="history">"Stage history"</h2>
                    <History steps=deal.history.clone() today />
                </section>
                <Stakeholders people=deal.stakeholders.clone() />
            </div>
            <aside>
                <Facts deal=deal.clone() />
                <Team inherited=deal.inherited_team.clone() own=deal.own_team.clone() />
                <Competitors deal />
            </aside>
        </div>
    }
}

fn head_facts(deal: &DealDetail, card: &crate::types::DealCard, today: NaiveDate) -> impl IntoView + use<> {
    let client = match card.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{card.client.clone()}</a> }.into_any(),
        None => card.client.clone().into_any(),
    };
    let stage = deal.stage().cloned().map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
    view! {
        {client}
        <strong class="num">{card.value.display()}</strong>
        {stage}
        {card.close.map(|close| close_date(close, today, card.closed))}
    }
}

/// The next stage as the one primary button; every other one in the menu.
fn actions(deal: &DealDetail, moved: ServerAction<MoveDeal>) -> impl IntoView + use<> {
    if !deal.card.moves() {
        return ().into_any();
    }
    let place = deal.stages.iter().position(|stage| stage.key == deal.card.stage).unwrap_or_default();
    let next = deal.stages.get(place + 1).filter(|next| next.kind != StageKind::Lost && !deal.card.closed).cloned();
    let (id, version) = (deal.card.id.to_string(), deal.card.version.to_string());
    let stages = StoredValue::new(deal.stages.clone());
    view! {
        {next.map(|next| view! {
            <ActionForm action=moved>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="version" value=version />
                <Button kind=ButtonKind::Primary r#type="submit" name="to" value=next.key.to_string()>{next.move_label()}</Button>
            </ActionForm>
        })}
        <MoveMenu card=deal.card.clone() stages moved />
    }
    .into_any()
}

#[component]
fn Stepper(deal: DealDetail) -> impl IntoView {
    let stands = deal.stage().cloned();
    let place = deal.stages.iter().position(|stage| stage.key == deal.card.stage).unwrap_or_default();
    let closed = deal.card.closed;
    let steps = deal
        .stages
        .iter()
        .enumerate()
        .filter(|(index, stage)| stage.kind == StageKind::Open || (closed && *index == place))
        .map(|(index, stage)| {
            let class = match index.cmp(&place) {
                std::cmp::Ordering::Less if !closed => "step is-done",
                std::cmp::Ordering::Equal => "step is-current",
                std::cmp::Ordering::Greater if index == place + 1 => "step is-next",
                _ => "step",
            };
            let current = (index == place).then_some("step");
            view! { <li class=class aria-current=current title=stage.exit_criteria.clone()>{stage.name.clone()}</li> }
        })
        .collect_view();
    let criteria = stands.filter(|stage| stage.kind == StageKind::Open && !stage.exit_criteria.is_empty());
    view! {
        <ol class="stepper">{steps}</ol>
        {criteria.map(|stage| view! { <p class="muted">{format!("Before it leaves {}: {}", stage.name, stage.exit_criteria)}</p> })}
    }
}

#[component]
fn Facts(deal: DealDetail) -> impl IntoView {
    let fact = |label: &'static str, value: String| view! { <div class="fact"><dt>{label}</dt><dd>{value}</dd></div> };
    let stage: Option<&Stage> = deal.stage();
    let weighted = stage.map(|stage| deal.card.value.percent(stage.probability).display()).unwrap_or_default();
    let probability = stage.map(|stage| format!("{} %", stage.probability)).unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">"Deal"</h2>
            <dl class="facts">
                {fact("Value", deal.card.value.display())}
                {fact("Probability", probability)}
                {fact("Weighted", weighted)}
                {fact("In this stage", days(deal.card.days_in_stage))}
                {fact("Type", deal.kind.label().to_owned())}
                {fact("Source", deal.source.label().to_owned())}
                {deal.loss_reason.clone().map(|reason| fact("Lost because", reason))}
            </dl>
        </section>
    }
}

#[component]
fn Team(inherited: Vec<Person>, own: Vec<Person>) -> impl IntoView {
    let empty = inherited.is_empty() && own.is_empty();
    let line = |person: Person, how: &'static str| {
        view! {
            <li>
                <Avatar name=person.name.clone() beside_name=true />
                <div>
                    <div>{person.name}</div>
                    <div class="muted">{person.job_title}</div>
                </div>
                <span>{how}</span>
            </li>
        }
    };
    let inherited = inherited.into_iter().map(|person| line(person, "Account team")).collect_view();
    let own = own.into_iter().map(|person| line(person, "This deal")).collect_view();
    view! {
        <section class="panel" aria-labelledby="team">
            <h2 id="team">"Team"</h2>
            {if empty {
                view! { <p class="muted">"Nobody yet."</p> }.into_any()
            } else {
                view! { <ul class="client-team">{own} {inherited}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Stakeholders(people: Vec<DealStakeholder>) -> impl IntoView {
    let empty = people.is_empty();
    let people = people
        .into_iter()
        .map(|person| {
            let roles =
                person.roles.iter().map(|role| view! { <Badge>{format!("{} {}", role.sign(), role.label())}</Badge> }).collect_view();
            let email = person.email.as_deref().and_then(|email| SafeUrl::parse(&format!("mailto:{email}")));
            let email = email.map(|url| view! { <SafeLink url /> });
            view! {
                <li>
                    <Avatar name=person.name.clone() beside_name=true />
                    <div>
                        <div>{person.name}</div>
                        <div class="muted">{person.job_title}</div>
                        {email}
                    </div>
                    <span class="badges">{roles}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="stakeholders">
            <h2 id="stakeholders">"Stakeholders"</h2>
            {if empty {
                view! { <p class="muted">"No stakeholder of the client is linked to this deal, or none that you may see."</p> }.into_any()
            } else {
                view! { <ul class="client-team">{people}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Competitors(deal: DealDetail) -> impl IntoView {
    if deal.competitors.is_empty() {
        return ().into_any();
    }
    let rows =
        deal.competitors.into_iter().map(|(name, status)| view! { <div class="fact"><dt>{name}</dt><dd>{status.label()}</dd></div> });
    let rows = rows.collect_view();
    view! {
        <section class="panel" aria-labelledby="competitors">
            <h2 id="competitors">"Competitors"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}
