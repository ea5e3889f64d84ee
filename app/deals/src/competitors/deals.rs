//! The deals that a competitor appears in, with the figures over all of them.

use super::types::{Encounters, Mention, Record, Tally};
use crate::board::hue;
use crate::pipeline::joined;
use domain::competitor::CompetitorStatus;
use domain::id::CompetitorId;
use domain::list::PAGE_SIZE;
use domain::money::group;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::{Badge, Pager, Stat, Table, Tone};

/// One page of the deals.
#[component]
pub(super) fn Deals(id: CompetitorId, deals: Encounters) -> impl IntoView {
    let total = deals.page.total;
    let href = Callback::new(move |page: u64| match page {
        1 => format!("/competitors/{id}#deals"),
        page => format!("/competitors/{id}?page={page}#deals"),
    });
    let stages = deals.stages;
    let rows = deals.page.rows.into_iter().map(|row| line(row, &stages)).collect_view();
    view! {
        <section class="panel" aria-labelledby="deals">
            <h2 id="deals">"Deals"</h2>
            {if total == 0 {
                let words = if deals.sees_all { "No deal mentions this competitor." } else { "No deal that you can see mentions this competitor." };
                view! { <p class="muted">{words}</p> }.into_any()
            } else {
                view! {
                    <Table caption="Deals that this competitor appears in">
                        <thead>
                            <tr>
                                <th scope="col">"Deal"</th>
                                <th scope="col">"Client"</th>
                                <th scope="col">"Stage"</th>
                                <th scope="col" class="num">"Value"</th>
                                <th scope="col">"Standing"</th>
                                <th scope="col">"Notes"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </Table>
                    <Pager page=deals.page.number per_page=PAGE_SIZE total href noun="deal" />
                }
                .into_any()
            }}
        </section>
    }
}

/// How it went over all the deals that the viewer may see.
#[component]
pub(super) fn Figures(record: Record, sees_all: bool) -> impl IntoView {
    let stat = |label: &'static str, tally: Tally, tone: Tone| {
        let hint = match tally.count {
            0 => String::new(),
            _ => joined(tally.sums.into_iter()),
        };
        view! { <Stat label value=group(&tally.count.to_string()) hint tone /> }
    };
    let tone = |tally: &Tally, tone: Tone| if tally.count > 0 { tone } else { Tone::Neutral };
    let (good, bad) = (tone(&record.won, Tone::Good), tone(&record.lost, Tone::Bad));
    view! {
        <div class="totals">
            {stat("Deals", record.all, Tone::Neutral)}
            {stat("Open", record.open, Tone::Neutral)}
            {stat("Won against them", record.won, good)}
            {stat("Lost to them", record.lost, bad)}
            {stat("Displaced", record.displaced, Tone::Neutral)}
        </div>
        <p class="muted competitor-note">
            "Displaced: the client no longer considers them; such a deal may be open, won or lost and is counted there too."
            {(!sees_all).then_some(" All figures are of the deals that you can see.")}
        </p>
    }
}

/// The tone of how a competitor stands in a deal.
#[must_use]
pub const fn standing_tone(status: CompetitorStatus) -> Tone {
    match status {
        CompetitorStatus::Active => Tone::Warn,
        CompetitorStatus::Displaced => Tone::Neutral,
        CompetitorStatus::LostTo => Tone::Bad,
    }
}

fn line(row: Mention, stages: &[Stage]) -> impl IntoView + use<> {
    let stage = stages.iter().find(|stage| stage.key == row.stage).cloned();
    let stage = stage.map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
    let client = match row.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{row.client}</a> }.into_any(),
        None => row.client.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", row.deal)>{row.name}</a></th>
            <td data-label="Client">{client}</td>
            <td data-label="Stage">{stage}</td>
            <td data-label="Value" class="num">{row.value.display()}</td>
            <td data-label="Standing"><Badge tone=standing_tone(row.status)>{row.status.label()}</Badge></td>
            <td data-label="Notes">{row.notes.unwrap_or_default()}</td>
        </tr>
    }
}
