//! The way that a deal went, step by step.

use crate::board::hue;
use crate::types::Step;
use chrono::NaiveDate;
use domain::date::{days, short_date};
use leptos::prelude::*;

/// The steps, the newest first.
#[component]
pub fn History(
    /// The steps.
    steps: Vec<Step>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .map(|step| {
            let words = match &step.from {
                Some(from) => format!("{from} → {}", step.to.name),
                None => format!("Opened in {}", step.to.name),
            };
            let stayed =
                step.stayed.map(|count| if count == 0 { "stayed less than a day".to_owned() } else { format!("stayed {}", days(count)) });
            view! {
                <li class=format!("hue-{}", hue(&step.to))>
                    <div>{words}</div>
                    <div class="timeline-meta">
                        <time datetime=step.on.to_string() title=step.at>{short_date(step.on, today)}</time>
                        {format!(" · {}", step.by)}
                        {stayed.map(|stayed| format!(" · {stayed}"))}
                    </div>
                    {step.reason.map(|reason| view! { <p class="muted">{reason}</p> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{steps}</ol> }
}
