//! Who is connected: how many at most, and a beat that asks for all of them at once whether their sessions are alive.

use domain::id::{SessionId, UserId};
use domain::live::{TABS, message};
use domain::user::Actor;
use firm::Visitor;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::Store;
use tokio::sync::watch;

/// Proxies give up on a connection that says nothing for a minute; a page for half of one.
const BEAT: Duration = Duration::from_secs(15);
/// One person's connections: several browsers with several tabs each.
const OF_A_PERSON: usize = 32;
/// All connections.
const ALL: usize = 2_000;

/// How a connection stands. The latest counts, so nothing piles up for a browser that does not read.
#[derive(Clone)]
pub(super) struct Standing {
    pub(super) beat: u64,
    /// Who the person is now: their role may have changed.
    pub(super) actor: Arc<Actor>,
    /// Why it ends.
    pub(super) end: Option<&'static str>,
}

struct Connected {
    session: SessionId,
    person: UserId,
    standing: watch::Sender<Standing>,
}

#[derive(Default)]
struct All {
    /// By the order in which they came.
    connected: BTreeMap<u64, Connected>,
    last: u64,
    stopping: bool,
}

/// Everybody who is connected to this server.
#[derive(Default)]
pub(crate) struct Lines(Mutex<All>);

/// A place among them, given back when this is dropped.
pub(super) struct Place {
    number: u64,
    lines: Arc<Lines>,
    pub(super) standing: watch::Receiver<Standing>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.lines.all().connected.remove(&self.number);
    }
}

impl Lines {
    fn all(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more, unless all are taken. Of a browser or a person who has too many, the eldest gives way: what
    /// was opened last is what is looked at.
    pub(super) fn join(self: &Arc<Self>, visitor: &Visitor) -> Option<Place> {
        let (session, person) = (visitor.session, visitor.me.actor.id);
        let mut all = self.all();
        if all.stopping {
            return None;
        }
        all.make_room(TABS, |one| one.session == session);
        all.make_room(OF_A_PERSON, |one| one.person == person);
        if all.connected.len() >= ALL {
            return None;
        }
        all.last += 1;
        let number = all.last;
        let first = Standing { beat: 0, actor: Arc::new(visitor.me.actor.clone()), end: None };
        let (sender, standing) = watch::channel(first);
        all.connected.insert(number, Connected { session, person, standing: sender });
        drop(all);
        Some(Place { number, lines: Arc::clone(self), standing })
    }

    /// Ends every connection, and lets nobody in any more.
    pub(crate) fn stop(&self) {
        let mut all = self.all();
        all.stopping = true;
        for one in std::mem::take(&mut all.connected).into_values() {
            one.end(message::STOPPING);
        }
    }

    /// A beat for everybody whose session is alive, and an end for the others. Never returns.
    pub(crate) async fn beat(&self, store: Store) {
        loop {
            tokio::time::sleep(BEAT).await;
            let mut sessions: Vec<SessionId> = self.all().connected.values().map(|one| one.session).collect();
            sessions.sort_unstable();
            sessions.dedup();
            if sessions.is_empty() {
                continue;
            }
            match firm::db::still_there(&store, sessions).await {
                Ok(there) => self.tell(&there),
                Err(error) => tracing::warn!(%error, "whose sessions are alive cannot be asked"),
            }
        }
    }

    fn tell(&self, there: &HashMap<SessionId, Visitor>) {
        self.all().connected.retain(|_, one| match there.get(&one.session) {
            Some(visitor) if visitor.me.actor.inside() => {
                one.standing.send_modify(|standing| {
                    standing.beat += 1;
                    standing.actor = Arc::new(visitor.me.actor.clone());
                });
                true
            }
            _ => {
                one.end(message::SIGNED_OUT);
                false
            }
        });
    }
}

impl All {
    /// Room for one more of those, where there may be so many.
    fn make_room(&mut self, most: usize, of: impl Fn(&Connected) -> bool) {
        let those: Vec<u64> = self.connected.iter().filter(|(_, one)| of(one)).map(|(number, _)| *number).collect();
        for number in those.iter().take((those.len() + 1).saturating_sub(most)) {
            if let Some(eldest) = self.connected.remove(number) {
                eldest.end(message::PARKED);
            }
        }
    }
}

impl Connected {
    fn end(&self, why: &'static str) {
        self.standing.send_modify(|standing| standing.end = Some(why));
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use domain::user::UserRole;
    use firm::Me;
    use store::id::fresh;

    fn somebody() -> Me {
        let actor = Actor { id: fresh(), role: UserRole::Consultant, client_id: None };
        Me { actor, name: String::new(), email: String::new(), job_title: String::new(), version: 1 }
    }

    fn why(place: &Place) -> Option<&'static str> {
        place.standing.borrow().end
    }

    #[test]
    fn of_one_browsers_tabs_the_eldest_gives_way() {
        let lines = Arc::new(Lines::default());
        let (me, session) = (somebody(), fresh());
        let mut tabs: Vec<Place> = (0..TABS).map(|_| lines.join(&Visitor { me: me.clone(), session }).unwrap()).collect();
        let elsewhere = lines.join(&Visitor { me: me.clone(), session: fresh() }).unwrap();
        assert!(tabs.iter().all(|tab| why(tab).is_none()));
        tabs.push(lines.join(&Visitor { me, session }).unwrap());
        assert_eq!(tabs.iter().map(why).filter(Option::is_some).count(), 1);
        assert_eq!((why(&tabs[0]), why(&elsewhere)), (Some(message::PARKED), None));
    }

    #[test]
    fn a_place_is_given_back_and_there_are_only_so_many() {
        let lines = Arc::new(Lines::default());
        let mine: Vec<Place> = {
            let me = somebody();
            (0..OF_A_PERSON + 3).map(|_| lines.join(&Visitor { me: me.clone(), session: fresh() }).unwrap()).collect()
        };
        assert_eq!(mine.iter().filter(|place| why(place) == Some(message::PARKED)).count(), 3);
        assert_eq!(lines.all().connected.len(), OF_A_PERSON);
        drop(mine);
        assert!(lines.all().connected.is_empty());
        let full: Vec<Place> = (0..ALL).map(|_| lines.join(&Visitor { me: somebody(), session: fresh() }).unwrap()).collect();
        assert!(lines.join(&Visitor { me: somebody(), session: fresh() }).is_none());
        drop(full);
        assert!(lines.join(&Visitor { me: somebody(), session: fresh() }).is_some());
    }

    #[test]
    fn a_beat_ends_those_whose_session_is_over() {
        let lines = Arc::new(Lines::default());
        let (alive, over) = (Visitor { me: somebody(), session: fresh() }, Visitor { me: somebody(), session: fresh() });
        let (stays, goes) = (lines.join(&alive).unwrap(), lines.join(&over).unwrap());
        lines.tell(&HashMap::from([(alive.session, alive.clone())]));
        assert_eq!((stays.standing.borrow().beat, why(&stays), why(&goes)), (1, None, Some(message::SIGNED_OUT)));
        lines.stop();
        assert_eq!(why(&stays), Some(message::STOPPING));
        assert!(lines.join(&alive).is_none());
    }
}
