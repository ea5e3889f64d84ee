//! What other people change while a page is open: one channel for the whole application, and what pages need of it.
//!
//! A page says which changes concern it. For most, [`Live::freshness`] is all: a number for the source of a resource,
//! which grows when the data may be old, and waits while somebody types. Whoever answers more finely uses
//! [`Live::listen`]. What a page has changed itself it names by [`Live::own`], and is not told of it.

mod busy;
mod channel;
mod inbox;
mod line;
mod place;

pub use inbox::Heard;
pub use line::LiveLine;

use domain::live::{Change, Kind};
use inbox::{Inbox, Message};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long changes are gathered before pages are told: those of one act come together.
const GATHER: Duration = Duration::from_millis(40);
/// How long a page's data is left alone after it was asked for anew.
const REST: Duration = Duration::from_millis(500);
/// How often it is looked whether somebody still types.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// How the channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Connection {
    /// What the page shows is up to date, or will be in a moment.
    #[default]
    Connected,
    /// It has been cut off for some seconds, and tries again.
    Lost,
    /// The session is over.
    SignedOut,
}

type Concerns = Arc<dyn Fn(&Change) -> bool + Send + Sync>;
type Act = Arc<dyn Fn(Heard) + Send + Sync>;

#[derive(Clone)]
struct Listener {
    id: u64,
    /// Waits while somebody types.
    patient: bool,
    concerns: Concerns,
    act: Act,
}

/// The channel as pages know it. Copies are the same one.
#[derive(Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    inbox: StoredValue<Inbox>,
    listeners: StoredValue<Vec<Listener>>,
    last: StoredValue<u64>,
    holds: StoredValue<u32>,
    gathering: StoredValue<bool>,
    resting: StoredValue<bool>,
    refreshed: StoredValue<bool>,
}

/// Opens the channel for everything below, once the page is in the browser. `as_of` says which changes the page has in it.
pub fn provide_live(as_of: i64) -> Live {
    let live = Live::unconnected();
    provide_context(live);
    Effect::new(move |_| channel::start(live, as_of));
    on_cleanup(channel::stop);
    live
}

/// The channel provided above; without any, one that never says anything.
#[must_use]
pub fn use_live() -> Live {
    use_context().unwrap_or_else(Live::unconnected)
}

impl Live {
    fn unconnected() -> Self {
        Self {
            connection: RwSignal::new(Connection::default()),
            inbox: StoredValue::new(Inbox::default()),
            listeners: StoredValue::new(Vec::new()),
            last: StoredValue::new(0),
            holds: StoredValue::new(0),
            gathering: StoredValue::new(false),
            resting: StoredValue::new(false),
            refreshed: StoredValue::new(false),
        }
    }

    /// How it stands.
    #[must_use]
    pub fn connection(self) -> Signal<Connection> {
        self.connection.into()
    }

    /// A number that grows when changes that concern a page have made its data old: put it into the source of the
    /// resource. It does not grow while somebody types, edits, has a menu or a dialog open, looks elsewhere, or while
    /// anybody [holds](Self::hold) it: what is on the page then stays.
    #[must_use]
    pub fn freshness(self, concerns: impl Fn(&Change) -> bool + Send + Sync + 'static) -> Signal<u32> {
        let grown = RwSignal::new(0_u32);
        self.register(true, concerns, move |_| _ = grown.try_update(|grown| *grown = grown.wrapping_add(1)));
        grown.into()
    }

    /// Calls back soon after changes that concern the caller, whatever the person is doing.
    pub fn listen(self, concerns: impl Fn(&Change) -> bool + Send + Sync + 'static, act: impl Fn(Heard) + Send + Sync + 'static) {
        self.register(false, concerns, act);
    }

    /// This page has made a version itself and shows it: nothing that was done together with it need be told here.
    pub fn own(self, kind: Kind, id: impl ToString, version: i32) {
        _ = self.inbox.try_update_value(|inbox| inbox.own(Change { kind, id: id.to_string(), version: Some(version) }));
    }

    /// From here on no [freshness](Self::freshness) grows, until what is answered is let go: while a card is in the hand.
    pub fn hold(self) -> Hold {
        _ = self.holds.try_update_value(|holds| *holds += 1);
        Hold(self)
    }

    /// Whether parts of the page were drawn anew since it was loaded. What the address asked for was the first drawing's.
    #[must_use]
    pub fn has_refreshed(self) -> bool {
        self.refreshed.try_get_value().unwrap_or_default()
    }

    fn register(
        self,
        patient: bool,
        concerns: impl Fn(&Change) -> bool + Send + Sync + 'static,
        act: impl Fn(Heard) + Send + Sync + 'static,
    ) {
        let id = self.last.try_update_value(|last| {
            *last += 1;
            *last
        });
        let id = id.unwrap_or_default();
        let listener = Listener { id, patient, concerns: Arc::new(concerns), act: Arc::new(act) };
        // Only the browser is ever told anything.
        Effect::new(move |_| _ = self.listeners.try_update_value(|listeners| listeners.push(listener.clone())));
        on_cleanup(move || _ = self.listeners.try_update_value(|listeners| listeners.retain(|listener| listener.id != id)));
    }

    /// A message came.
    fn hear(self, message: Message) {
        let kept = self.inbox.try_update_value(|inbox| inbox.push(message)).unwrap_or_default();
        if kept && self.gathering.try_get_value() == Some(false) {
            self.gathering.set_value(true);
            set_timeout(move || self.gathered(), GATHER);
        }
    }

    fn gathered(self) {
        if self.gathering.try_set_value(false).is_some() {
            return;
        }
        let messages = self.inbox.try_update_value(Inbox::unheard).unwrap_or_default();
        self.tell(&messages, |listener| !listener.patient);
        self.refresh();
    }

    /// Tells the patient ones, if now is a good time. While the server is away it is none: what cannot be asked for now
    /// stays as it is, and the first message afterwards asks again.
    fn refresh(self) {
        if !channel::is_open() || self.inbox.try_with_value(Inbox::is_empty).unwrap_or(true) || self.resting.try_get_value().unwrap_or(true)
        {
            return;
        }
        let rest = if self.holds.try_get_value().is_some_and(|holds| holds > 0) || busy::somebody_works_here() {
            LOOK_AGAIN
        } else {
            let messages = self.inbox.try_update_value(Inbox::take).unwrap_or_default();
            _ = self.refreshed.try_set_value(true);
            place::keep();
            self.tell(&messages, |listener| listener.patient);
            REST
        };
        self.resting.set_value(true);
        let again = move || {
            if self.resting.try_set_value(false).is_none() {
                self.refresh();
            }
        };
        set_timeout(again, rest);
    }

    fn tell(self, messages: &[Message], which: impl Fn(&Listener) -> bool) {
        // Whoever is told may begin or cease to listen.
        let listeners = self.listeners.try_get_value().unwrap_or_default();
        for listener in listeners.iter().filter(|listener| which(listener)) {
            if let Some(heard) = Heard::of(messages, &*listener.concerns) {
                (listener.act)(heard);
            }
        }
    }
}

/// Keeps data from being asked for anew until it is dropped.
#[must_use]
pub struct Hold(Live);

impl Drop for Hold {
    fn drop(&mut self) {
        _ = self.0.holds.try_update_value(|holds| *holds = holds.saturating_sub(1));
    }
}
