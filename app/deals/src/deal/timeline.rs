//! What was said and done about the deal, the newest first.

use super::api::deal_timeline;
use super::log::Log;
use super::page::Page;
use super::parts::{Part, words};
use super::types::{ClientRight, Happening, Timeline};
use domain::activity::{ActivityType, Sentiment};
use domain::date::short_date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Badge, Icon, IconName, Tone};

/// The activities, for who may read the client's, and the form that writes one down.
#[component]
pub(super) fn Activities(
    /// The page.
    page: Page,
) -> impl IntoView {
    let right = page.now(|deal| deal.client);
    if right == ClientRight::None {
        return view! {
            <Part id="activities" title="Activities">
                <p class="muted">"You are on this deal’s team, not on the client’s: its activities are not yours to see."</p>
            </Part>
        }
        .into_any();
    }
    let timeline = page.part(|deal| deal.timeline.clone());
    let failed = RwSignal::new(None::<String>);
    let turn = move |event: leptos::ev::MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let Some(earlier) = timeline.get_untracked().earlier else { return };
        spawn_local(async move {
            match deal_timeline(page.id, earlier.clone()).await {
                Ok(more) => {
                    _ = failed.try_set(None);
                    page.show(|deal| turned(&mut deal.timeline, &earlier, more));
                }
                Err(error) => _ = failed.try_set(Some(words(&error))),
            }
        });
    };
    view! {
        <Part id="activities" title="Activities">
            {right.writes().then(|| view! { <Log page /> })}
            {move || (!timeline.with(|timeline| timeline.newest)).then(|| view! { <p><a href=format!("{}#activities", page.href()) rel="external">"Back to the newest"</a></p> })}
            {move || timeline.with(|timeline| timeline.rows.is_empty()).then(|| view! { <p class="muted">"Nothing has been logged about this deal yet."</p> })}
            <ol class="happenings">
                <For each=move || timeline.get().rows key=|row| row.clone() let:row>
                    <Row row page />
                </For>
            </ol>
            {move || timeline.with(|timeline| timeline.earlier.clone()).map(|earlier| view! {
                <p><a class="button is-small" href=format!("{}?earlier={earlier}#activities", page.href()) on:click=turn>"Earlier"</a></p>
            })}
            {move || failed.get().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        </Part>
    }
    .into_any()
}

/// The next page at the end of what is shown, unless that went on meanwhile.
fn turned(timeline: &mut Timeline, from: &str, more: Timeline) {
    if timeline.earlier.as_deref() == Some(from) {
        timeline.rows.extend(more.rows);
        timeline.earlier = more.earlier;
    }
}

const fn sign(kind: ActivityType) -> IconName {
    match kind {
        ActivityType::Call => IconName::Phone,
        ActivityType::Meeting => IconName::Users,
        ActivityType::Email => IconName::Mail,
        ActivityType::Note => IconName::FileText,
        ActivityType::TaskCompleted => IconName::CircleCheck,
    }
}

const fn tone(sentiment: Sentiment) -> Tone {
    match sentiment {
        Sentiment::Positive => Tone::Good,
        Sentiment::Neutral => Tone::Neutral,
        Sentiment::Negative => Tone::Bad,
    }
}

#[component]
fn Row(row: Happening, page: Page) -> impl IntoView {
    let minutes = row.minutes.map(|minutes| format!(" · {minutes} min")).unwrap_or_default();
    let with = if row.with.is_empty() { String::new() } else { format!(" · with {}", row.with.join(", ")) };
    view! {
        <li id=format!("activity-{}", row.id)>
            <Icon name=sign(row.kind) />
            <div class="happening-head">
                <span>{row.subject}</span>
                {row.sentiment.map(|sentiment| view! { <Badge tone=tone(sentiment)>{sentiment.label()}</Badge> })}
            </div>
            <div class="timeline-meta">
                {row.kind.label()}" · "<time datetime=row.on.to_string() title=row.at>{short_date(row.on, page.today)}</time>
                {format!("{minutes}{with} · {}", row.by)}
            </div>
            {row.description.map(|text| view! { <p class="happening-text">{text}</p> })}
        </li>
    }
}
