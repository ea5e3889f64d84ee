//! A deal's card.

use super::state::BoardState;
use crate::card::{close_date, step_due};
use crate::move_menu::{BoardMenu, MoveLink};
use crate::types::{DealCard, NextStep};
use chrono::NaiveDate;
use domain::criteria::Ring;
use domain::date::days;
use domain::meddpicc::Strip;
use leptos::prelude::*;
use ui::{Avatar, Icon, IconName};

/// One card.
#[component]
pub(crate) fn Card(
    /// What it shows.
    card: DealCard,
    /// The board that it stands on.
    board: BoardState,
    /// What moves it.
    menu: BoardMenu,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let id = card.id;
    let client = match card.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}") draggable="false">{card.client.clone()}</a> }.into_any(),
        None => card.client.clone().into_any(),
    };
    let owner = card.owner.clone().map(|person| view! { <Avatar name=person.name /> });
    let link = card.can_move.then(|| view! { <MoveLink card=card.clone() menu /> });
    let rot = board.stage(&card.stage).and_then(|stage| stage.rot_days).filter(|limit| card.days_in_stage > i64::from(*limit));
    let rivals = card.rivals.clone();
    view! {
        <article
            class="card"
            class:is-pending=move || board.pending.with(|pending| pending.contains(&id))
            class:is-glided=move || board.glided.with(|glided| glided.contains(&id))
            data-deal=id.to_string()
            data-fixed=(!card.can_move).then_some("")
        >
            <div class="card-client">{client}</div>
            <h3 class="card-title"><a href=format!("/deals/{id}") draggable="false">{card.name.clone()}</a></h3>
            <div class="card-figures">
                <span>{card.value.display()}</span>
                {exit_ring(card.ring)}
            </div>
            {strip(card.letters)}
            {next_step(card.next.as_ref(), today)}
            <div class="card-meta">
                {card.close.map(|close| close_date(close, today, card.closed))}
                {age(card.days_in_stage, rot)}
                {rivals.first().cloned().map(|first| {
                    let all = rivals.join(", ");
                    let words = if rivals.len() > 1 { format!("{first} +{}", rivals.len() - 1) } else { first };
                    view! { <span class="card-rival" title=format!("Against {all}")><Icon name=IconName::Swords /><span class="card-rival-name">{words}</span></span> }
                })}
                {card.flag.clone().map(|reason| view! {
                    <span class="card-flag tone-warn" title=format!("Moved on with gaps: {reason}")>
                        <Icon name=IconName::Flag />
                        <span class="visually-hidden">{format!("Moved on with gaps: {reason}")}</span>
                    </span>
                })}
                {owner}
            </div>
            {link}
        </article>
    }
}

/// How long it has stood here; past the stage's limit in words for who cannot see the colour.
fn age(count: i64, rot: Option<i32>) -> impl IntoView {
    let title = match rot {
        Some(limit) => format!("{} in this stage, too long: {limit} days are its limit", days(count)),
        None => format!("In this stage: {}", days(count)),
    };
    view! {
        <span class="card-age" class:is-late=rot.is_some() title=title>
            <Icon name=if rot.is_some() { IconName::Alert } else { IconName::Clock } />
            {format!("{count} d")}
            {rot.map(|_| view! { <span class="visually-hidden">", too long"</span> })}
        </span>
    }
}

/// How many of the stage's criteria hold, as a ring that fills and as figures.
fn exit_ring(ring: Ring) -> impl IntoView {
    (ring.of > 0).then(|| {
        let words = format!("{} of {} exit criteria met", ring.met, ring.of);
        let title = words.clone();
        let share = f64::from(ring.met) / f64::from(ring.of) * 100.0;
        let class = if ring.met == ring.of { "ring is-whole" } else { "ring" };
        view! {
            <span class=class title=title>
                <svg class="ring-mark" viewBox="0 0 12 12" aria-hidden="true">
                    <circle class="ring-whole" cx="6" cy="6" r="4.5" />
                    <circle cx="6" cy="6" r="4.5" pathLength="100" stroke-dasharray=format!("{share:.0} 100") />
                </svg>
                <span aria-hidden="true">{format!("{}/{}", ring.met, ring.of)}</span>
                <span class="visually-hidden">{words}</span>
            </span>
        }
    })
}

/// The eight letters, each with a mark of its state, and all of it in words once.
pub(crate) fn strip(letters: Strip) -> impl IntoView {
    let known = letters.validated();
    let missing: Vec<&str> =
        letters.letters().filter(|(_, state)| *state == domain::meddpicc::LetterState::Unknown).map(|(letter, _)| letter.label()).collect();
    let words = if missing.is_empty() {
        format!("MEDDPICC: {known} of 8 validated")
    } else {
        format!("MEDDPICC: {known} of 8 validated, unknown: {}", missing.join(", "))
    };
    let marks = letters
        .letters()
        .map(|(letter, state)| {
            view! { <span class=format!("letter is-{state}") title=format!("{}: {}", letter.label(), state.label())>{letter.sign()}</span> }
        })
        .collect_view();
    view! {
        <div class="letters">
            <span class="visually-hidden">{words}</span>
            <span aria-hidden="true" class="letter-row">{marks}</span>
        </div>
    }
}

fn next_step(next: Option<&NextStep>, today: NaiveDate) -> impl IntoView + use<> {
    match next {
        None => view! { <div class="card-next is-missing"><Icon name=IconName::Alert />"No next step"</div> }.into_any(),
        Some(step) => {
            let late = step.due.is_some_and(|due| due < today);
            let due = step.due.map(|due| step_due(due, today));
            view! {
                <div class="card-next" class:is-late=late title=step.title.clone()>
                    <Icon name=IconName::ArrowRight />
                    <span class="card-next-title">{step.title.clone()}</span>
                    {due.map(|due| view! { <span class="card-next-due">{due}</span> })}
                </div>
            }
            .into_any()
        }
    }
}
