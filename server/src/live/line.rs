//! One connection: what it is told, until it ends.

use super::Since;
use super::lines::{Place, Standing};
use axum::response::sse::Event;
use domain::live::message;
use domain::user::Actor;
use firm::Visitor;
use futures_util::stream::{Stream, unfold};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;
use store::{DbError, Feed, News, Origin, Seen, Store};

/// What a browser waits that comes back by itself.
const RETRY: Duration = Duration::from_secs(2);

/// A message without data is none to a browser.
const NOTHING: &str = "-";

pub(super) struct Line {
    store: Store,
    feed: Feed,
    place: Place,
    actor: Actor,
    origin: Origin,
    session: domain::id::SessionId,
    since: Since,
    /// At most what one stretch of the log says: the next is taken when these are sent.
    waiting: VecDeque<Event>,
    begun: bool,
    ended: bool,
}

enum Happened {
    Standing,
    News(Option<News>),
}

impl Line {
    pub(super) fn new(store: Store, feed: Feed, place: Place, visitor: Visitor, origin: Origin, since: Since) -> Self {
        let Visitor { me, session } = visitor;
        Self { store, feed, place, actor: me.actor, origin, session, since, waiting: VecDeque::new(), begun: false, ended: false }
    }

    pub(super) fn events(self) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        unfold(self, |mut line| async move { line.next().await.map(|event| (Ok(event), line)) })
    }

    async fn next(&mut self) -> Option<Event> {
        if !self.begun {
            self.begun = true;
            // At once, whatever there is to catch up with: the browser knows then that it is connected.
            self.waiting.push_back(Event::default().event(message::BEAT).data(NOTHING).retry(RETRY));
            self.catch_up().await;
            if !self.ended {
                self.waiting.push_back(self.beat());
            }
        }
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.ended {
                return None;
            }
            let happened = tokio::select! {
                _ = self.place.standing.changed() => Happened::Standing,
                news = self.feed.next() => Happened::News(news),
            };
            match happened {
                Happened::Standing => {
                    let standing = self.place.standing.borrow_and_update().clone();
                    self.stands(standing);
                }
                Happened::News(Some(news)) => self.hear(&news).await,
                // The store is closed.
                Happened::News(None) => self.end(message::STOPPING),
            }
        }
    }

    fn stands(&mut self, standing: Standing) {
        match standing.end {
            Some(why) => self.end(why),
            None => {
                self.actor = Actor::clone(&standing.actor);
                self.waiting.push_back(self.beat());
            }
        }
    }

    /// Whoever comes back is told what they missed; who was away too long asks for everything.
    async fn catch_up(&mut self) {
        let told = match self.since {
            Since::Now => return,
            Since::Unknown => {
                self.reset(self.feed.at());
                return;
            }
            Since::After(since) => self.feed.catch_up(since).await,
        };
        match told {
            Ok(news) => self.tell(&news).await,
            Err(error) => self.fail(&error),
        }
    }

    async fn hear(&mut self, news: &News) {
        if news.about_person(self.actor.id, self.session) {
            match firm::db::still_there(&self.store, vec![self.session]).await {
                Ok(mut there) => match there.remove(&self.session).map(|visitor| visitor.me.actor).filter(Actor::inside) {
                    Some(actor) => self.actor = actor,
                    None => return self.end(message::SIGNED_OUT),
                },
                Err(error) => return self.fail(&error),
            }
        }
        self.tell(news).await;
    }

    async fn tell(&mut self, news: &News) {
        if news.is_empty() {
            return;
        }
        let access = self.store.access(self.actor.clone(), self.origin.clone());
        match news.seen_by(&access).await {
            Ok(Seen::Everything) => self.reset(news.upto),
            Ok(Seen::Told(told)) => {
                for one in told {
                    let data = serde_json::to_string(&one.changes).unwrap_or_default();
                    self.waiting.push_back(Event::default().event(message::CHANGE).id(one.seq.to_string()).data(data));
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Where to go on from, said while nothing happens.
    fn beat(&self) -> Event {
        Event::default().event(message::BEAT).id(self.feed.at().to_string()).data(NOTHING)
    }

    fn reset(&mut self, upto: i64) {
        self.waiting.push_back(Event::default().event(message::RESET).id(upto.to_string()).data(NOTHING));
    }

    fn end(&mut self, why: &str) {
        self.waiting.push_back(Event::default().event(message::END).data(why));
        self.ended = true;
    }

    /// The browser comes back, and is told then what it missed.
    fn fail(&mut self, error: &DbError) {
        tracing::warn!(%error, "a listener cannot be told what has changed");
        self.ended = true;
    }
}
