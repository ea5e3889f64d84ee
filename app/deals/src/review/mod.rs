//! The pipeline on paper: a sheet for each stage, for a review around a table.

mod message;

use crate::api::review_deals;
use crate::asked::Asked;
use crate::board::strip;
use crate::card::step_due;
use crate::pipeline::{Totals, joined};
use crate::spreadsheet::text;
use crate::types::{DealCard, Review, ReviewStage};
use chrono::NaiveDate;
use domain::date::{full_date, short_date};
use domain::meddpicc::LetterState;
use firm::{Failure, Surroundings};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use message::message;
use ui::{Button, CopyButton, Crumb, IconName, PageHeader, Skeleton, Table};

/// The sheets of what the address asks for.
#[component]
pub fn ReviewPage(
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| Asked::of(&query.read()));
    let review = Resource::new(move || asked.with(|asked| asked.filter.clone()), review_deals);
    view! {
        <Title text="Pipeline review" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match review.await {
                    Ok(review) => view! { <Sheets review back=asked.get_untracked().href() today /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Sheets(review: Review, back: String, today: NaiveDate) -> impl IntoView {
    let above = Crumb { href: back, label: "Pipeline".into() };
    // Paper does not say who may see what: it names whose view it is, and what was left out.
    let who = expect_context::<Surroundings>().me.map(|me| me.name).unwrap_or_default();
    let asked = if review.asked.is_empty() { "all open deals".to_owned() } else { review.asked.join(", ") };
    let stamp = format!("As of {}, as {who} sees it: {asked}", full_date(today));
    let left_out = (review.left_out > 0).then(|| format!("{} more deals do not fit; cut them down by a filter.", review.left_out));
    let copied = message(&review, &stamp, left_out.as_deref(), today);
    let left_out = left_out.map(|words| view! { <p class="notice tone-warn">{words}</p> });
    let facts = move || view! { <span>{stamp}</span> }.into_any();
    let actions = move || {
        let print = Callback::new(|_| {
            _ = window().print();
        });
        view! {
            <CopyButton label="Copy as table" copied />
            <span class="needs-code"><Button icon=IconName::FileText on_click=print>"Print"</Button></span>
        }
        .into_any()
    };
    let empty = review.stages.is_empty().then(|| view! { <p class="muted">"No open deal fits these filters."</p> });
    let sheets = review.stages.into_iter().map(|sheet| view! { <Sheet sheet today /> }).collect_view();
    view! {
        <PageHeader title="Pipeline review" above facts actions />
        <Totals totals=Signal::stored(review.totals) />
        {left_out}
        {empty}
        <div class="review">{sheets}</div>
    }
}

#[component]
fn Sheet(sheet: ReviewStage, today: NaiveDate) -> impl IntoView {
    let stage = sheet.total.stage.clone();
    let sum = joined(sheet.total.sums.iter().map(|sum| sum.value));
    let weighted = joined(sheet.total.sums.iter().map(|sum| sum.weighted));
    let rows = sheet.deals.into_iter().map(|deal| row(deal, today)).collect_view();
    let caption = format!("{}, {} deals", stage.name, sheet.total.count);
    view! {
        <section class=format!("review-stage hue-{}", stage.hue) aria-labelledby=format!("review-{}", stage.key)>
            <h2 id=format!("review-{}", stage.key)>{stage.name.clone()}<span class="muted">{format!(" {} · {sum} · weighted {weighted}", sheet.total.count)}</span></h2>
            <Table caption>
                <thead>
                    <tr>
                        <th scope="col">"Deal"</th>
                        <th scope="col">"Client"</th>
                        <th scope="col" class="num">"Value"</th>
                        <th scope="col">"Close"</th>
                        <th scope="col" class="num">"Days"</th>
                        <th scope="col">"Criteria"</th>
                        <th scope="col">"MEDDPICC"</th>
                        <th scope="col">"Next step"</th>
                        <th scope="col">"Owner"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </section>
    }
}

/// What a line says of a deal, wherever it stands.
struct Line {
    name: String,
    client: String,
    value: String,
    close: String,
    days: String,
    criteria: String,
    unknown: String,
    next: String,
    owner: String,
}

impl Line {
    /// As cells that may end in a spreadsheet.
    fn cells(self) -> [String; 9] {
        let [name, client, next, owner] = [self.name, self.client, self.next, self.owner].map(|written| text(&written));
        [name, client, self.value, self.close, self.days, self.criteria, self.unknown, next, owner]
    }
}

fn line(deal: &DealCard, today: NaiveDate) -> Line {
    let close = deal.close.map(|close| {
        let late = if close < today { ", late" } else { "" };
        format!("{}{late}", short_date(close, today))
    });
    let next = deal.next.as_ref().map_or_else(
        || "No next step".to_owned(),
        |next| match next.due {
            Some(due) => format!("{} ({})", next.title, step_due(due, today)),
            None => next.title.clone(),
        },
    );
    let unknown = deal.letters.letters().filter(|(_, state)| *state == LetterState::Unknown);
    Line {
        name: deal.name.clone(),
        client: deal.client.clone(),
        value: deal.value.display(),
        close: close.unwrap_or_else(|| "–".into()),
        days: deal.days_in_stage.to_string(),
        criteria: format!("{}/{}", deal.ring.met, deal.ring.of),
        unknown: unknown.map(|(letter, _)| letter.label()).collect::<Vec<_>>().join(", "),
        next,
        owner: deal.owner.as_ref().map_or_else(|| "–".to_owned(), |owner| owner.name.clone()),
    }
}

fn row(deal: DealCard, today: NaiveDate) -> impl IntoView {
    let line = line(&deal, today);
    let client = match deal.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{line.client}</a> }.into_any(),
        None => line.client.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", deal.id)>{line.name}</a></th>
            <td data-label="Client">{client}</td>
            <td data-label="Value" class="num">{line.value}</td>
            <td data-label="Close">{line.close}</td>
            <td data-label="Days" class="num">{line.days}</td>
            <td data-label="Criteria">{line.criteria}</td>
            <td data-label="MEDDPICC">{strip(deal.letters)}</td>
            <td data-label="Next step">{line.next}</td>
            <td data-label="Owner">{line.owner}</td>
        </tr>
    }
}
