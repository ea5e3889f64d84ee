//! What was said and done about something, the newest first: paged, narrowed to a kind, and logged on the spot.

use crate::api::list_activities;
use crate::log::{LogLink, use_log_desk};
use crate::of::Of;
use crate::remove::refused;
use crate::row::Row;
use crate::types::Timeline;
use chrono::NaiveDate;
use domain::AppError;
use domain::activity::ActivityType;
use firm::in_words;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

/// What the address asks of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Only of this kind.
    pub kind: String,
    /// `me`: only what the person logged.
    pub by: String,
    /// Where it begins.
    pub earlier: String,
}

impl Asked {
    /// Reads the address.
    #[must_use]
    pub fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self { kind: word("kind"), by: word("by"), earlier: word("earlier") }
    }

    /// The address that asks for this on a page.
    pub(crate) fn href(&self, of: Of) -> String {
        let mut map = ParamsMap::new();
        for (name, word) in [("kind", &self.kind), ("by", &self.by), ("earlier", &self.earlier)] {
            if !word.is_empty() {
                map.insert(name, word.clone());
            }
        }
        let place = of.place();
        let (page, part) = place.split_once('#').map_or((place.as_str(), String::new()), |(page, part)| (page, format!("#{part}")));
        format!("{page}{}{part}", map.to_query_string())
    }

    /// The same, narrowed to a kind or not.
    pub(crate) fn only(&self, kind: &str) -> Self {
        Self { kind: kind.to_owned(), earlier: String::new(), by: self.by.clone() }
    }
}

/// What was said and done about what a page is of, and what the address asks of it: looked at whenever the page is. The
/// rest of the address is read once: with client code the timeline goes on by itself.
pub fn talks<Id: Copy + PartialEq + Send + Sync + 'static>(
    asked: impl Fn() -> (Option<Id>, u32) + Send + Sync + 'static,
    of: fn(Id) -> Of,
) -> Resource<Talks> {
    let query = use_query_map();
    let turned = Turned(StoredValue::new(0));
    provide_context(turned);
    Resource::new(asked, move |(id, _)| {
        let (asked, rows) = (query.with_untracked(Asked::of), turned.0.try_get_value().unwrap_or_default());
        async move {
            let Some(id) = id else { return (Err(AppError::NotFound), asked) };
            let sought = asked.clone();
            (list_activities(of(id), sought.kind, sought.by, sought.earlier, rows).await, asked)
        }
    })
}

/// How many rows a page shows: as many are asked for when it is looked at again.
#[derive(Clone, Copy)]
struct Turned(StoredValue<u64>);

/// What a page was told at first, and what was asked.
pub type Talks = (Result<Timeline, AppError>, Asked);

/// A timeline on a page, and the ways to look at more of it.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) of: Of,
    pub(crate) shown: RwSignal<Timeline>,
    pub(crate) asked: RwSignal<Asked>,
    failed: RwSignal<Option<String>>,
    turn: StoredValue<u32>,
}

impl Line {
    pub(crate) fn new(of: Of, first: Timeline, asked: Asked) -> Self {
        let line =
            Self { of, shown: RwSignal::new(first), asked: RwSignal::new(asked), failed: RwSignal::new(None), turn: StoredValue::new(0) };
        line.follow(use_log_desk().logged.into());
        if let Some(turned) = use_context::<Turned>() {
            Effect::new(move |_| _ = turned.0.try_set_value(line.shown.with(|line| line.rows.len() as u64)));
        }
        line
    }

    /// Looks again whenever this counts up.
    pub(crate) fn follow(self, pulse: Signal<u32>) {
        Effect::new(move |before: Option<u32>| {
            let now = pulse.get();
            if before.is_some_and(|before| before != now) {
                self.look();
            }
            now
        });
    }

    /// Looks again at as much as is shown.
    pub(crate) fn look(self) {
        let (Some(asked), Some(rows)) = (self.asked.try_get_untracked(), self.shown.try_with_untracked(|line| line.rows.len())) else {
            return;
        };
        self.ask(asked, rows as u64);
    }

    /// Narrows it to a kind.
    pub(crate) fn only(self, kind: &str) {
        let asked = self.asked.with_untracked(|asked| asked.only(kind));
        self.asked.set(asked.clone());
        // What comes after the old rows does not come after the new ones.
        self.shown.update(|line| {
            line.rows.clear();
            line.earlier = None;
        });
        self.ask(asked, 0);
    }

    /// Of two questions for what is shown, the later counts. What was turned to and lies beyond the answer stays.
    fn ask(self, asked: Asked, rows: u64) {
        let next = |turn: &mut u32| {
            *turn += 1;
            *turn
        };
        let Some(turn) = self.turn.try_update_value(next) else { return };
        spawn_local(async move {
            let answer = list_activities(self.of, asked.kind, asked.by, asked.earlier, rows).await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.told(answer, |line, mut answer| {
                let last = answer.rows.last().map(|row| row.id);
                if let Some(at) = line.rows.iter().position(|row| Some(row.id) == last).filter(|_| answer.earlier.is_some()) {
                    let beyond = line.rows.split_off(at + 1);
                    if !beyond.is_empty() {
                        answer.rows.extend(beyond);
                        answer.earlier = line.earlier.take();
                    }
                }
                *line = answer;
            });
        });
    }

    /// The next page at the end of what is shown, unless that went on or was narrowed meanwhile.
    fn more(self) {
        let Some(earlier) = self.shown.with_untracked(|line| line.earlier.clone()) else { return };
        let asked = Asked { earlier: earlier.clone(), ..self.asked.get_untracked() };
        spawn_local(async move {
            let answer = list_activities(self.of, asked.kind, asked.by, asked.earlier, 0).await;
            self.told(answer, |line, answer| {
                if line.earlier.as_ref() == Some(&earlier) {
                    line.rows.extend(answer.rows);
                    line.earlier = answer.earlier;
                }
            });
        });
    }

    fn told(self, answer: Result<Timeline, AppError>, then: impl FnOnce(&mut Timeline, Timeline)) {
        match answer {
            Ok(answer) => {
                _ = self.failed.try_set(None);
                _ = self.shown.try_update(|line| then(line, answer));
            }
            Err(error) => _ = self.failed.try_set(Some(in_words(&error))),
        }
    }
}

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
        <ol class="happenings">
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
