//! What a timeline shows, and the ways to look at more or at less of it.

use crate::api::list_activities;
use crate::log::use_log_desk;
use crate::of::Of;
use crate::types::Timeline;
use domain::AppError;
use domain::id::ActivityId;
use firm::in_words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use ui::focus_lost;

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

/// The way to what was said and done about what a page is of.
#[derive(Clone, Copy)]
pub struct Talking {
    query: Memo<ParamsMap>,
    turned: Turned,
}

/// Makes it available to a page. With client code the timeline goes on by itself.
#[must_use]
pub fn talks() -> Talking {
    let turned = Turned(StoredValue::new(0));
    provide_context(turned);
    Talking { query: use_query_map(), turned }
}

impl Talking {
    /// What the address asks of the timeline, with the answer to it; as much as was turned to, where it is looked at again.
    pub fn about(self, of: Of) -> impl Future<Output = Talks> + Send + use<> {
        let (asked, rows) = (self.query.with_untracked(Asked::of), self.turned.0.try_get_value().unwrap_or_default());
        async move {
            let sought = asked.clone();
            (list_activities(of, sought.kind, sought.by, sought.earlier, rows).await, asked)
        }
    }
}

/// How many rows a page shows: as many are asked for when it is looked at again.
#[derive(Clone, Copy)]
struct Turned(StoredValue<u64>);

/// What a page was told at first, and what was asked.
pub type Talks = (Result<Timeline, AppError>, Asked);

/// What an answer is to what is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The same, looked at again: what was turned to and lies beyond the answer stays.
    Onward,
    /// Something else.
    Instead,
}

/// Where the keyboard stands in a row.
fn subject(id: ActivityId) -> String {
    format!("#activity-{id} .happening-subject")
}

/// A timeline on a page, and the ways to look at more of it.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    pub(crate) of: Of,
    pub(crate) shown: RwSignal<Timeline>,
    pub(crate) asked: RwSignal<Asked>,
    /// Why it could not be looked at.
    pub(crate) failed: RwSignal<Option<String>>,
    /// What is shown is not yet what was asked for.
    pub(crate) busy: RwSignal<bool>,
    turn: StoredValue<u32>,
}

impl Line {
    pub(crate) fn new(of: Of, first: Timeline, asked: Asked) -> Self {
        let line = Self {
            of,
            shown: RwSignal::new(first),
            asked: RwSignal::new(asked),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
        };
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
        let then = if self.busy.try_get_untracked() == Some(true) { Then::Instead } else { Then::Onward };
        self.ask(asked, rows as u64, then);
    }

    /// Narrows it to a kind.
    pub(crate) fn only(self, kind: &str) {
        let asked = self.asked.with_untracked(|asked| asked.only(kind));
        self.asked.set(asked.clone());
        // What is there stays until the answer is.
        self.busy.set(true);
        self.ask(asked, 0, Then::Instead);
    }

    /// Takes out a row that is gone. Whoever stood in it goes on from the one after it, or before it where it was the last.
    pub(crate) fn gone(self, id: ActivityId) {
        let beside = self.shown.try_update(|line| {
            let at = line.rows.iter().position(|row| row.id == id)?;
            line.rows.remove(at);
            line.rows.get(at).or(line.rows.last()).map(|row| row.id)
        });
        focus_lost(&beside.flatten().map_or_else(|| "#activities".to_owned(), subject));
        self.look();
    }

    /// Of two questions for what is shown, the later counts.
    fn ask(self, asked: Asked, rows: u64, then: Then) {
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
            _ = self.busy.try_set(false);
            if answer.is_err() && then == Then::Instead {
                // Those of another kind are no answer.
                _ = self.shown.try_update(|line| *line = Timeline { newest: true, can_log: line.can_log, ..Timeline::default() });
            }
            self.told(answer, |line, mut answer| {
                if then == Then::Instead {
                    *line = answer;
                    return;
                }
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
    pub(crate) fn more(self) {
        let Some(earlier) = self.shown.try_with_untracked(|line| line.earlier.clone()).flatten() else { return };
        let asked = Asked { earlier: earlier.clone(), ..self.asked.try_get_untracked().unwrap_or_default() };
        spawn_local(async move {
            let answer = list_activities(self.of, asked.kind, asked.by, asked.earlier, 0).await;
            self.told(answer, |line, answer| {
                if line.earlier.as_ref() == Some(&earlier) {
                    // With the last of them the way there goes, and who took it goes on from the first that is new.
                    if let (Some(first), None) = (answer.rows.first(), &answer.earlier) {
                        focus_lost(&subject(first.id));
                    }
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
