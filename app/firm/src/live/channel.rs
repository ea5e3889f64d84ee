//! The one `EventSource` of the application: opened once the page is in the browser, closed while nobody looks, opened
//! again from where it left off. It comes back by our rules rather than the browser's: those differ, and some give up.

use super::inbox::Message;
use super::{Connection, Live};
use domain::AppError;
use domain::live::{ADDRESS, message};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

/// Two beats and some: a connection that says nothing for so long is none.
const SILENCE: Duration = Duration::from_secs(40);
/// Cut off for so long, the person is told.
const UNNOTICED: Duration = Duration::from_secs(5);
/// A page that nobody looks at keeps its connection for so long: a browser has few of them for each server.
const HIDDEN: Duration = Duration::from_secs(30);
/// A page that gave way to newer ones of its browser, and can still be seen, asks again after this.
const PARKED: Duration = Duration::from_secs(60);
/// A page that is being left asks for nothing anew: what it is about may just have been sent away. If it stays after all,
/// because it was a download, it goes on after this.
const LEAVING: Duration = Duration::from_secs(3);
const FIRST_PAUSE: f64 = 1_000.0;
const LONGEST_PAUSE: f64 = 30_000.0;
/// After so many tries in vain it is asked whether the session is over: an `EventSource` does not tell.
const ASK_AFTER: u32 = 2;
const HEARD: [&str; 5] = [message::BEAT, message::CHANGE, message::RESET, message::END, "error"];

thread_local! {
    static CHANNEL: RefCell<Channel> = RefCell::default();
}

#[derive(Default)]
struct Channel {
    live: Option<Live>,
    source: Option<EventSource>,
    heard: Option<Closure<dyn FnMut(Event)>>,
    /// Where to go on from.
    since: String,
    tries: u32,
    over: bool,
    parked: bool,
    retry: Timer,
    silence: Timer,
    unnoticed: Timer,
    hidden: Timer,
    windows: Vec<WindowListenerHandle>,
}

/// What is to happen later, and no more once it is set anew.
#[derive(Default)]
struct Timer(Option<TimeoutHandle>);

impl Timer {
    fn set(&mut self, after: Duration, act: fn()) {
        self.clear();
        self.0 = set_timeout_with_handle(act, after).ok();
    }

    fn clear(&mut self) {
        if let Some(set) = self.0.take() {
            set.clear();
        }
    }
}

impl Channel {
    fn close(&mut self) {
        self.silence.clear();
        if let Some(source) = self.source.take() {
            source.close();
        }
    }
}

fn with<T>(act: impl FnOnce(&mut Channel) -> T) -> T {
    CHANNEL.with_borrow_mut(act)
}

/// Opens the channel for this application.
pub(super) fn start(live: Live, as_of: i64) {
    stop();
    let windows = vec![
        window_event_listener_untyped("visibilitychange", |_| looked_at()),
        window_event_listener(ev::focus, |_| again_at_once()),
        window_event_listener(ev::online, |_| again_at_once()),
        window_event_listener(ev::pageshow, |_| again_at_once()),
        window_event_listener(ev::beforeunload, |_| leaving()),
        // A page that is kept for going back must not keep a connection.
        window_event_listener(ev::pagehide, |_| with(Channel::close)),
    ];
    let heard = Closure::new(|event: Event| hear(&event));
    with(|channel| {
        *channel = Channel { live: Some(live), since: as_of.to_string(), heard: Some(heard), windows, ..Channel::default() };
    });
    open();
}

/// Closes it for good.
pub(super) fn stop() {
    // Only where there ever was one; the server has none.
    if leptos::prelude::is_server() {
        return;
    }
    let mut ended = with(std::mem::take);
    ended.close();
    for timer in [&mut ended.retry, &mut ended.unnoticed, &mut ended.hidden] {
        timer.clear();
    }
    for listener in ended.windows {
        listener.remove();
    }
}

/// Whether the server can be asked: it has just said something, or will.
pub(super) fn is_open() -> bool {
    with(|channel| channel.source.is_some() && channel.tries == 0)
}

fn open() {
    if document().hidden() {
        return;
    }
    let failed = with(|channel| {
        channel.retry.clear();
        let Some(heard) = channel.heard.as_ref().filter(|_| channel.source.is_none() && !channel.over) else { return false };
        let Ok(source) = EventSource::new(&format!("{ADDRESS}?since={}", channel.since)) else { return true };
        for name in HEARD {
            _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        }
        channel.source = Some(source);
        channel.parked = false;
        channel.silence.set(SILENCE, lost);
        false
    });
    if failed {
        lost();
    }
}

fn hear(event: &Event) {
    // One that was closed may still have had something to say.
    let current = with(|channel| channel.source.as_ref().is_some_and(|source| event.target().as_ref() == Some(source.as_ref())));
    if !current {
        return;
    }
    let Some(told) = event.dyn_ref::<MessageEvent>() else { return lost() };
    let (live, id) = (with(|channel| channel.live), told.last_event_id());
    with(|channel| {
        if !id.is_empty() {
            channel.since = id;
        }
        channel.tries = 0;
        channel.unnoticed.clear();
        channel.silence.set(SILENCE, lost);
    });
    stands(Connection::Connected);
    let data = told.data().as_string().unwrap_or_default();
    let message = match event.type_().as_str() {
        message::CHANGE => Some(serde_json::from_str(&data).map_or(Message::Everything, Message::Changes)),
        message::RESET => Some(Message::Everything),
        message::END => {
            ended(&data);
            None
        }
        _ => None,
    };
    let Some(live) = live else { return };
    match message {
        Some(message) => live.hear(message),
        None => live.refresh(),
    }
}

/// The server has said that this is the end, and why.
fn ended(why: &str) {
    match why {
        message::SIGNED_OUT => over(),
        message::PARKED => with(|channel| {
            channel.close();
            channel.parked = true;
            channel.retry.set(PARKED, open);
            channel.unnoticed.set(UNNOTICED, noticed);
        }),
        _ => lost(),
    }
}

/// The connection is gone: again, and the longer it is in vain the less often.
fn lost() {
    let tries = with(|channel| {
        channel.close();
        if channel.over || channel.heard.is_none() {
            return 0;
        }
        if channel.unnoticed.0.is_none() && !document().hidden() {
            channel.unnoticed.set(UNNOTICED, noticed);
        }
        channel.tries += 1;
        let pause = (FIRST_PAUSE * f64::from(2_u32.saturating_pow(channel.tries - 1))).min(LONGEST_PAUSE);
        // Not all at once where a server was started anew.
        let pause = pause * (0.5 + js_sys::Math::random() / 2.0);
        channel.retry.set(Duration::from_secs_f64(pause / 1_000.0), open);
        channel.tries
    });
    if tries >= ASK_AFTER && !document().hidden() {
        spawn_local(async {
            if matches!(crate::api::my_profile().await, Err(AppError::SignedOut)) {
                over();
            }
        });
    }
}

fn noticed() {
    if with(|channel| channel.source.is_none() || channel.tries > 0) {
        stands(Connection::Lost);
    }
}

fn over() {
    with(|channel| {
        channel.over = true;
        channel.close();
        channel.retry.clear();
        channel.unnoticed.clear();
    });
    stands(Connection::SignedOut);
}

fn stands(connection: Connection) {
    let Some(live) = with(|channel| channel.live) else { return };
    if live.connection.try_get_untracked().is_some_and(|before| before != connection) {
        live.connection.set(connection);
    }
}

fn leaving() {
    if let Some(hold) = with(|channel| channel.live).map(Live::hold) {
        set_timeout(move || drop(hold), LEAVING);
    }
}

/// The page is looked at again, or not any more.
fn looked_at() {
    if document().hidden() {
        with(|channel| {
            channel.unnoticed.clear();
            channel.hidden.set(HIDDEN, || with(Channel::close));
        });
        return;
    }
    with(|channel| channel.hidden.clear());
    again_at_once();
    if let Some(live) = with(|channel| channel.live) {
        live.refresh();
    }
}

/// There is reason to hope that it can be opened now.
fn again_at_once() {
    with(|channel| channel.tries = 0);
    open();
}
