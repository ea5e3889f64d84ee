//! The pipeline on paper: a sheet for each stage, for a review around a table.

use crate::api::review_deals;
use crate::asked::Asked;
use crate::board::strip;
use crate::card::step_due;
use crate::pipeline::{Totals, joined};
use crate::types::{DealCard, Review, ReviewStage};
use chrono::NaiveDate;
use domain::date::short_date;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::{Button, Crumb, IconName, PageHeader, Skeleton, Table};

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
    let facts = move || view! { <span>{format!("As of {}", today.format("%-d %b %Y"))}</span> }.into_any();
    let actions = || {
        let print = Callback::new(|_| {
            _ = window().print();
        });
        view! { <span class="print-button"><Button icon=IconName::FileText on_click=print>"Print"</Button></span> }.into_any()
    };
    let left_out = (review.left_out > 0).then(|| {
        view! { <p class="notice tone-warn">{format!("{} more deals do not fit; cut them down by a filter.", review.left_out)}</p> }
    });
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

fn row(deal: DealCard, today: NaiveDate) -> impl IntoView {
    let close = deal.close.map(|close| {
        let late = if close < today { ", late" } else { "" };
        format!("{}{late}", short_date(close, today))
    });
    let next = deal.next.map_or_else(
        || "No next step".to_owned(),
        |next| match next.due {
            Some(due) => format!("{} ({})", next.title, step_due(due, today)),
            None => next.title,
        },
    );
    let client = match deal.client_id {
        Some(id) => view! { <a href=format!("/clients/{id}")>{deal.client}</a> }.into_any(),
        None => deal.client.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/deals/{}", deal.id)>{deal.name}</a></th>
            <td data-label="Client">{client}</td>
            <td data-label="Value" class="num">{deal.value.display()}</td>
            <td data-label="Close">{close.unwrap_or_else(|| "–".into())}</td>
            <td data-label="Days" class="num">{deal.days_in_stage}</td>
            <td data-label="Criteria">{format!("{}/{}", deal.ring.met, deal.ring.of)}</td>
            <td data-label="MEDDPICC">{strip(deal.letters)}</td>
            <td data-label="Next step">{next}</td>
            <td data-label="Owner">{deal.owner.map_or_else(|| "–".to_owned(), |owner| owner.name)}</td>
        </tr>
    }
}
