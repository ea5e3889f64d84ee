//! What was said and done about something, the newest first: paged, narrowed to a kind, and logged on the spot.

use crate::line::{Asked, Line, Talks};
use crate::log::LogLink;
use crate::of::Of;
use crate::remove::refused;
use crate::row::Row;
use chrono::NaiveDate;
use domain::activity::ActivityType;
use firm::in_words;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The part of a page that tells what was said and done about it.
#[component]
pub fn Activities(
    /// What about.
    of: Of,
    /// What the page was told at first, and what was asked.
    talks: Talks,
    /// Today, for dates.
    today: NaiveDate,
    /// Looks again when this counts up: something else on the page has changed.
    #[prop(optional, into)]
    pulse: Option<Signal<u32>>,
) -> impl IntoView {
    let (first, asked) = talks;
    let inside = match first {
        Ok(first) => {
            let line = Line::new(of, first, asked);
            if let Some(pulse) = pulse {
                line.follow(pulse);
            }
            view! { <Body line today /> }.into_any()
        }
        Err(error) => view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> }.into_any(),
    };
    view! {
        <section class="panel activities" aria-labelledby="activities">
            <div class="panel-head">
                // Takes the focus from what vanishes in it.
                <h2 id="activities" tabindex="-1">"Activities"</h2>
            </div>
            {inside}
        </section>
    }
}

#[component]
fn Body(line: Line, today: NaiveDate) -> impl IntoView {
    let of = line.of;
    view! {
        <div class="happening-bar">
            {line.shown.with_untracked(|line| line.can_log).then(|| view! { <LogLink of /> })}
            <Kinds line />
        </div>
        <Rows line today nothing="Nothing has been logged here yet." />
    }
}

/// The kinds that a timeline can be narrowed to.
#[component]
pub(crate) fn Kinds(
    /// The timeline.
    line: Line,
) -> impl IntoView {
    let navigate = use_navigate();
    let choose = StoredValue::new(move |kind: &str, event: &MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        line.only(kind);
        // The address keeps up without the page being asked for anew.
        let href = line.asked.get_untracked().href(line.of);
        navigate(&href, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let link = |kind: &'static str, words: &'static str| {
        let href = line.asked.with_untracked(|asked| asked.only(kind).href(line.of));
        let current = move || line.asked.with(|asked| asked.kind == kind).then_some("true");
        let click = move |event: MouseEvent| choose.with_value(|choose| choose(kind, &event));
        view! { <a class="chip-link" href=href aria-current=current on:click=click>{words}</a> }
    };
    view! {
        <nav class="kinds" aria-label="Kinds of activities">
            {link("", "All")}
            {ActivityType::ALL.iter().map(|kind| link(kind.as_str(), plural(*kind))).collect_view()}
        </nav>
    }
}

const fn plural(kind: ActivityType) -> &'static str {
    match kind {
        ActivityType::Call => "Calls",
        ActivityType::Meeting => "Meetings",
        ActivityType::Email => "E-mails",
        ActivityType::Note => "Notes",
        ActivityType::TaskCompleted => "Finished tasks",
    }
}

/// What happened, and the way to earlier.
#[component]
pub(crate) fn Rows(
    /// The timeline.
    line: Line,
    /// Today, for dates.
    today: NaiveDate,
    /// What is said where there is nothing, and nothing was left out.
    nothing: &'static str,
) -> impl IntoView {
    let earlier = move || line.shown.with(|shown| shown.earlier.clone());
    let turn = move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            line.more();
        }
    };
    let newest = move || line.asked.with(|asked| Asked { earlier: String::new(), ..asked.clone() }.href(line.of));
    let empty = move || {
        // Whatever could not be looked at is not nothing.
        if line.failed.with(Option::is_some) || line.busy.get() {
            return None;
        }
        let words = line.asked.with(|asked| match (asked.kind.as_str(), asked.by.as_str()) {
            ("", "me") => "You have logged nothing yet.",
            ("", _) => nothing,
            _ => "Nothing of this kind.",
        });
        line.shown.with(|shown| shown.rows.is_empty()).then(|| view! { <p class="muted">{words}</p> })
    };
    view! {
        {refused()}
        {move || (!line.shown.with(|shown| shown.newest)).then(|| view! { <p><a href=newest() rel="external">"Back to the newest"</a></p> })}
        {empty}
        <ol class="happenings" aria-busy=move || line.busy.get().then_some("true")>
            <For each=move || line.shown.get().rows key=|row| row.clone() let:row>
                <Row row line today />
            </For>
        </ol>
        {move || earlier().map(|earlier| {
            let href = line.asked.with_untracked(|asked| Asked { earlier, ..asked.clone() }.href(line.of));
            view! { <p><a class="button is-small" href=href on:click=turn>"Earlier"</a></p> }
        })}
        {move || line.failed.get().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
    }
}
