//! A client's health where it is read: the number, the five factors that it is made of, and what would raise it.

use crate::api::show_health;
use crate::types::ClientHealth;
use chrono::NaiveDate;
use domain::AppError;
use domain::client::ClientField;
use domain::date::{days, short_date};
use domain::health::{Band, Factor, Points, WHOLE, in_points};
use domain::id::ClientId;
use firm::in_words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Saved, Score, Tone};

/// The tone of a band.
#[must_use]
pub const fn band_tone(band: Band) -> Tone {
    match band {
        Band::Healthy => Tone::Good,
        Band::AtRisk => Tone::Warn,
        Band::Critical => Tone::Bad,
    }
}

/// The score with its factors, each beginning where the one before it ends.
#[component]
pub fn HealthPanel(
    /// Whose.
    client: ClientId,
    /// The score, and what it rests on.
    health: Result<ClientHealth, AppError>,
    /// Whether this person may change what it rests on.
    can_edit: bool,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let shown = RwSignal::new(health);
    // What is saved on the page itself stays as it is under the hand that saved it: the health alone follows. What others
    // change is told to the page as a whole.
    if let Some(saved) = use_context::<Saved>() {
        Effect::new(move |before: Option<Vec<Option<String>>>| {
            let now: Vec<_> = ClientField::MEDDPICC.iter().map(|field| saved.text(field.as_str())).collect();
            if before.is_some_and(|before| before != now) {
                spawn_local(async move {
                    let health = show_health(client).await;
                    _ = shown.try_set(health);
                });
            }
            now
        });
    }
    let inside = move || match shown.get() {
        Ok(health) => view! { <Inside client health can_edit today /> }.into_any(),
        Err(error) => view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> }.into_any(),
    };
    view! {
        <section class="panel health" aria-labelledby="health">
            <h2 id="health">"Health"</h2>
            {inside}
        </section>
    }
}

#[component]
fn Inside(client: ClientId, health: ClientHealth, can_edit: bool, today: NaiveDate) -> impl IntoView {
    let whole = health.health;
    let mut begins = 0;
    let rows = whole
        .points
        .iter()
        .map(|points| {
            let from = begins;
            begins += points.tenths;
            let evidence = evidence(&health, points.factor, today);
            view! {
                <li class="health-factor">
                    <span class="health-name">{points.factor.label()}</span>
                    <span class="health-points num">{format!("{} of {}", in_points(points.tenths), in_points(points.most))}</span>
                    {bar(from, points)}
                    <span class="health-why">{evidence}</span>
                </li>
            }
        })
        .collect_view();
    let raises = whole.raises();
    let steps = raises
        .iter()
        .map(|points| {
            let (words, href) = raise(&health, points.factor, client);
            let gain = format!("+{}", in_points(points.missing()));
            view! {
                <li>
                    <span class="health-gain num">{gain}</span>
                    {if can_edit { view! { <a href=href>{words}</a> }.into_any() } else { view! { <span>{words}</span> }.into_any() }}
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="health-score"><Score tone=band_tone(whole.band) value=whole.score.to_string() word=whole.band.label() /></p>
        <ol class="health-factors">{rows}</ol>
        {(!raises.is_empty()).then(|| view! {
            <h3 class="health-head">"What would raise it"</h3>
            <ol class="health-raises">{steps}</ol>
        })}
    }
}

/// A factor's bar on the way from nothing to the whole; what it lacks is drawn hollow behind what it has.
fn bar(from: u32, points: &Points) -> impl IntoView + use<> {
    let whole = WHOLE * 10;
    let (has, lacks) = (points.tenths, points.missing());
    view! {
        <svg class="health-bar" viewBox=format!("0 0 {whole} 10") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="health-track" width=whole.to_string() height="10" />
            <rect class="health-lacks" x=(from + has).to_string() width=lacks.to_string() height="10" />
            <rect class="health-has" x=from.to_string() width=has.to_string() height="10" />
        </svg>
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// `2 days ago`, `today`, or the day itself where that is long ago.
fn when(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        ..=0 => "today".to_owned(),
        ago @ 1..=60 => format!("{} ago", days(ago)),
        _ => format!("on {}", short_date(day, today)),
    }
}

/// What a factor rests on, in a sentence.
fn evidence(health: &ClientHealth, factor: Factor, today: NaiveDate) -> String {
    let facts = &health.facts;
    match factor {
        Factor::Completeness if health.missing.is_empty() => "All six fields are filled.".to_owned(),
        Factor::Completeness => {
            let missing = names(health.missing.iter().map(|field| ClientField::label(*field)));
            format!("{} of 6 filled; missing: {missing}.", facts.filled)
        }
        Factor::Champion if health.champions.is_empty() => "Nobody is known as champion.".to_owned(),
        Factor::Champion => format!("{}.", names(health.champions.iter().map(|person| person.name.as_str()))),
        Factor::Buyer if health.buyers.is_empty() => "No economic buyer is known.".to_owned(),
        Factor::Buyer => {
            let seen = |buyer: &crate::types::BuyerSeen| match buyer.last {
                Some(last) => format!("{}: last contact {}", buyer.person.name, when(last, today)),
                None => format!("{}: never spoken with", buyer.person.name),
            };
            let all = health.buyers.iter().map(seen).collect::<Vec<_>>().join("; ");
            format!("{all}. Counts for {}.", days(i64::from(health.rules.buyer_days)))
        }
        Factor::Engagement => {
            let [high, medium, low, none] = facts.engagement;
            if high + medium + low + none == 0 {
                return "No stakeholders are known.".to_owned();
            }
            let parts = [(high, "high"), (medium, "medium"), (low, "low"), (none, "disengaged")];
            let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
            format!("{}.", parts.join(", "))
        }
        Factor::Recency => match facts.last_activity {
            Some(last) => format!("Last activity {}; used up after {}.", when(last, today), days(i64::from(health.rules.recency_days))),
            None => "Nothing has been logged yet.".to_owned(),
        },
    }
}

/// What to do about a factor, and where.
fn raise(health: &ClientHealth, factor: Factor, client: ClientId) -> (String, String) {
    let people = || format!("/clients/{client}#stakeholders");
    let log = |of: String| format!("/activities/new?of={of}");
    match factor {
        Factor::Completeness => {
            let missing = names(health.missing.iter().map(|field| ClientField::label(*field)));
            (format!("Fill {missing}"), format!("/clients/{client}#meddpicc"))
        }
        Factor::Champion => ("Find who sells for us there, and give them the role".to_owned(), people()),
        Factor::Buyer => match health.buyers.first() {
            Some(buyer) => (format!("Speak with {}", buyer.person.name), log(format!("stakeholder:{}", buyer.person.id))),
            None => ("Find who holds the budget, and give them the role".to_owned(), people()),
        },
        Factor::Engagement if health.facts.engagement.iter().all(|count| *count == 0) => {
            ("Add the people that you know there".to_owned(), format!("/stakeholders/new?client={client}"))
        }
        Factor::Engagement => ("Win back who answers little".to_owned(), people()),
        Factor::Recency => ("Log what was said last, or call them".to_owned(), log(format!("client:{client}"))),
    }
}
