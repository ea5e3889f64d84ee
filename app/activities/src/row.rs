//! One thing that happened, as a line of a timeline.

use crate::line::Line;
use crate::of::Of;
use crate::remove::RemoveButton;
use crate::types::{Happening, Named};
use chrono::NaiveDate;
use domain::activity::{ActivityType, Sentiment};
use domain::date::short_date;
use leptos::prelude::*;
use std::fmt::Display;
use ui::{Badge, Icon, IconName, Tone};

/// The sign of a kind.
pub(crate) const fn sign(kind: ActivityType) -> IconName {
    match kind {
        ActivityType::Call => IconName::Phone,
        ActivityType::Meeting => IconName::Users,
        ActivityType::Email => IconName::Mail,
        ActivityType::Note => IconName::FileText,
        ActivityType::TaskCompleted => IconName::CircleCheck,
    }
}

/// The tone of how it went.
pub(crate) const fn tone(sentiment: Sentiment) -> Tone {
    match sentiment {
        Sentiment::Positive => Tone::Good,
        Sentiment::Neutral => Tone::Neutral,
        Sentiment::Negative => Tone::Bad,
    }
}

fn link<Id: Display>(noun: &'static str, to: Named<Id>) -> impl IntoView {
    view! { <a href=format!("/{noun}/{}", to.id)>{to.name}</a> }
}

/// What happened, with whom and about what; what the page itself is about is not said again.
#[component]
pub(crate) fn Row(
    /// What.
    row: Happening,
    /// The timeline.
    line: Line,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let (id, of) = (row.id, line.of);
    let minutes = row.minutes.map(|minutes| format!(" · {minutes} min"));
    let with = (!row.with.is_empty()).then(|| {
        let last = row.with.len() - 1;
        let people = row.with.into_iter().enumerate();
        let people = people.map(|(at, person)| view! { {link("stakeholders", person)}{(at < last).then_some(", ")} }).collect_view();
        view! { " · with "{people} }
    });
    let client = (!matches!(of, Of::Client(_) | Of::Deal(_) | Of::Project(_) | Of::Stakeholder(_)))
        .then(|| view! { " · "{link("clients", row.client)} });
    let deal = row.deal.filter(|deal| of != Of::Deal(deal.id)).map(|deal| view! { " · "{link("deals", deal)} });
    let project = row.project.filter(|project| of != Of::Project(project.id)).map(|project| view! { " · "{link("projects", project)} });
    let by = row.by.filter(|_| !matches!(of, Of::User(_))).map(|person| format!(" · {}", person.name));
    let remove = row.can_edit.then(|| {
        view! { <RemoveButton id subject=row.subject.clone() then=move |gone| if gone { line.gone(id) } else { line.look() } /> }
    });
    view! {
        <li id=format!("activity-{id}")>
            <Icon name=sign(row.kind) />
            <div class="happening-head">
                <a class="happening-subject" href=format!("/activities/{id}")>{row.subject}</a>
                {row.sentiment.map(|sentiment| view! { <Badge tone=tone(sentiment)>{sentiment.label()}</Badge> })}
                {remove}
            </div>
            <div class="timeline-meta">
                {row.kind.label()}" · "<time datetime=row.on.to_string() title=row.at>{short_date(row.on, today)}</time>
                {minutes}{with}{client}{deal}{project}{by}
            </div>
            {row.description.map(|text| view! { <p class="happening-text">{text}</p> })}
        </li>
    }
}
