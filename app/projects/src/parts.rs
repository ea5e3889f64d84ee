//! The parts of a project's page: phases, tasks, people, and the deal that it came from.

use crate::types::{PhaseLine, StakeholderLine, TaskLine, TeamLine, WonDeal};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::id::ClientId;
use domain::project::PhaseStatus;
use leptos::prelude::*;
use stakeholders::RoleBadges;
use ui::{Avatar, Badge, Table, Tone};

/// The phases in their order, each with its days.
#[component]
pub fn Phases(
    /// The phases.
    phases: Vec<PhaseLine>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let empty = phases.is_empty();
    let rows = phases
        .into_iter()
        .map(|phase| {
            let tone = match phase.status {
                PhaseStatus::Pending | PhaseStatus::Completed => Tone::Neutral,
                PhaseStatus::Active => Tone::Good,
            };
            view! {
                <tr>
                    <th scope="row">{phase.name}</th>
                    <td data-label="Start">{day(phase.start, today)}</td>
                    <td data-label="End">{day(phase.end, today)}</td>
                    <td data-label="Status"><Badge tone>{phase.status.label()}</Badge></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="phases">
            <h2 id="phases">"Phases"</h2>
            {if empty {
                view! { <p class="muted">"No phase is planned yet."</p> }.into_any()
            } else {
                view! {
                    <Table caption="Phases">
                        <thead>
                            <tr>
                                <th scope="col">"Phase"</th>
                                <th scope="col">"Start"</th>
                                <th scope="col">"End"</th>
                                <th scope="col">"Status"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </Table>
                }
                .into_any()
            }}
        </section>
    }
}

/// `12 May`, or a dash where no day is set.
pub(crate) fn day(day: Option<NaiveDate>, today: NaiveDate) -> impl IntoView {
    match day {
        Some(day) => view! { <time datetime=day.to_string() title=day.to_string()>{short_date(day, today)}</time> }.into_any(),
        None => "–".into_any(),
    }
}

/// The tasks that are not done.
#[component]
pub fn Tasks(
    /// Those due first.
    tasks: Vec<TaskLine>,
    /// How many are not done.
    open: u64,
    /// How many are.
    done: u64,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let more = open.saturating_sub(tasks.len() as u64);
    let rows = tasks
        .into_iter()
        .map(|task| {
            let late = task.due.is_some_and(|due| due < today);
            view! {
                <tr>
                    <th scope="row">{task.title}</th>
                    <td data-label="Who">{task.who.map_or_else(|| "Nobody yet".to_owned(), |person| person.name)}</td>
                    <td data-label="Due" class=if late { "is-late" } else { "" }><span>{day(task.due, today)}{late.then_some(", late")}</span></td>
                    <td data-label="Status">{task.status.label()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="tasks">
            <h2 id="tasks">"Open tasks"</h2>
            <p class="muted">{format!("{open} open · {done} done")}</p>
            {(open > 0).then(|| view! {
                <Table caption="Open tasks" compact=true>
                    <thead>
                        <tr>
                            <th scope="col">"Task"</th>
                            <th scope="col">"Who"</th>
                            <th scope="col">"Due"</th>
                            <th scope="col">"Status"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </Table>
            })}
            {(more > 0).then(|| view! { <p class="muted">{format!("and {more} that are due later")}</p> })}
        </section>
    }
}

/// Who of ours is on it, by the client's account and the deal.
#[component]
pub fn Team(
    /// The leads first.
    team: Vec<TeamLine>,
) -> impl IntoView {
    let empty = team.is_empty();
    view! {
        <section class="panel" aria-labelledby="team">
            <h2 id="team">"Team"</h2>
            {if empty {
                view! { <p class="muted">"Nobody is assigned to the client, or nobody that you may see."</p> }.into_any()
            } else {
                view! { <TeamLines team /> }.into_any()
            }}
        </section>
    }
}

/// The same as a list, without a frame.
#[component]
pub fn TeamLines(
    /// The leads first.
    team: Vec<TeamLine>,
) -> impl IntoView {
    let lines = team
        .into_iter()
        .map(|line| {
            view! {
                <li>
                    <Avatar name=line.person.name.clone() beside_name=true />
                    <div>
                        <div><a href=line.person.href()>{line.person.name.clone()}</a></div>
                        <div class="muted">{line.person.job_title}</div>
                    </div>
                    <span>{line.how.label()}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="client-team">{lines}</ul> }
}

/// The people at the client.
#[component]
pub fn Stakeholders(
    /// By name.
    people: Vec<StakeholderLine>,
    /// Whose people they are, for who may open its page.
    client: Option<ClientId>,
) -> impl IntoView {
    let empty = people.is_empty();
    view! {
        <section class="panel" aria-labelledby="stakeholders">
            <h2 id="stakeholders">"Stakeholders"</h2>
            {if empty {
                view! { <p class="muted">"No stakeholder of the client came along from the deal, or none that you may see."</p> }.into_any()
            } else {
                view! { <StakeholderLines people client /> }.into_any()
            }}
        </section>
    }
}

/// The same as a list, without a frame.
#[component]
pub fn StakeholderLines(
    /// By name.
    people: Vec<StakeholderLine>,
    /// Whose people they are, for who may open its page.
    client: Option<ClientId>,
) -> impl IntoView {
    let lines = people
        .into_iter()
        .map(|person| {
            view! {
                <li>
                    <Avatar name=person.name.clone() beside_name=true />
                    <div>
                        <div>
                            {match client {
                                Some(_) => view! { <a href=format!("/stakeholders/{}", person.id)>{person.name}</a> }.into_any(),
                                None => person.name.into_any(),
                            }}
                        </div>
                        <div class="muted">{person.job_title}</div>
                    </div>
                    <span class="badges"><RoleBadges roles=person.roles /></span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="client-team with-roles">{lines}</ul> }
}

/// The deal, and what was promised in it.
#[component]
pub fn Promised(
    /// The deal.
    deal: WonDeal,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let fact = |label: &'static str, value: AnyView| view! { <div class="fact"><dt>{label}</dt><dd>{value}</dd></div> };
    let won = match deal.won_on {
        Some(on) => {
            let by = deal.by.map(|by| format!(" by {by}"));
            fact("Won", view! { {day(Some(on), today)} {by} }.into_any())
        }
        None => fact("Won", format!("No more: it was reopened and stands in {}", deal.stage).into_any()),
    };
    let gaps = (!deal.gaps.is_empty()).then(|| {
        let gaps = deal.gaps.iter().map(|gap| view! { <li>{gap.clone()}</li> }).collect_view();
        fact("Without", view! { <ul>{gaps}</ul> }.into_any())
    });
    view! {
        <section class="panel" aria-labelledby="won">
            <h2 id="won">"Won deal"</h2>
            <dl class="facts">
                {fact("Deal", view! { <a href=format!("/deals/{}", deal.id)>{deal.name}</a> }.into_any())}
                {fact("Value", deal.value.display().into_any())}
                {won}
                {gaps}
                {deal.reason.map(|reason| fact("Because", reason.into_any()))}
            </dl>
        </section>
    }
}
