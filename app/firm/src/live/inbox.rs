//! What has come and was not yet passed on.

use domain::live::Change;
use std::collections::VecDeque;

/// Own changes that are remembered: an event may come before the answer to the call that made it, or long after.
const OWN: usize = 64;
/// Messages that are kept while somebody types; after that, everything may be otherwise.
const KEPT: usize = 200;

/// One message of the channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// What one transaction has changed.
    Changes(Vec<Change>),
    Everything,
}

/// What a listener is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// These things that concern it have changed.
    Changes(Vec<Change>),
    /// Everything may be otherwise.
    Everything,
}

impl Heard {
    /// Nothing where nothing concerns the listener.
    pub(super) fn of(messages: &[Message], concerns: impl Fn(&Change) -> bool) -> Option<Self> {
        let mut all = Vec::new();
        for message in messages {
            match message {
                Message::Everything => return Some(Self::Everything),
                Message::Changes(changes) => {
                    for change in changes.iter().filter(|change| concerns(change)) {
                        if !all.contains(change) {
                            all.push(change.clone());
                        }
                    }
                }
            }
        }
        (!all.is_empty()).then_some(Self::Changes(all))
    }
}

#[derive(Default)]
pub(super) struct Inbox {
    /// With whether the impatient were told.
    messages: Vec<(Message, bool)>,
    own: VecDeque<Change>,
}

impl Inbox {
    /// Keeps a message, unless it is of something that was done here.
    pub(super) fn push(&mut self, message: Message) -> bool {
        if self.own.iter().any(|own| message.tells(own)) {
            return false;
        }
        if self.messages.len() >= KEPT {
            self.messages = vec![(Message::Everything, false)];
        }
        self.messages.push((message, false));
        true
    }

    /// Something was done here: whatever says so is not kept.
    pub(super) fn own(&mut self, change: Change) {
        self.messages.retain(|(message, _)| !message.tells(&change));
        if self.own.len() >= OWN {
            self.own.pop_front();
        }
        self.own.push_back(change);
    }

    /// Those that the impatient were not told of; they stay for the others.
    pub(super) fn unheard(&mut self) -> Vec<Message> {
        let unheard = self.messages.iter_mut().filter(|(_, heard)| !heard).map(|(message, heard)| {
            *heard = true;
            message.clone()
        });
        unheard.collect()
    }

    /// Those that the impatient were told of, and none of them stay. A beat that comes right behind a change must not take
    /// from them what they are about to be told.
    pub(super) fn take(&mut self) -> Vec<Message> {
        self.messages.extract_if(.., |(_, heard)| *heard).map(|(message, _)| message).collect()
    }

    /// Whether nothing is there to take.
    pub(super) fn is_empty(&self) -> bool {
        self.messages.iter().all(|(_, heard)| !heard)
    }
}

impl Message {
    fn tells(&self, own: &Change) -> bool {
        match self {
            Self::Changes(changes) => changes.contains(own),
            Self::Everything => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::live::Kind;

    fn of(kind: Kind, id: &str, version: Option<i32>) -> Change {
        Change { kind, id: id.into(), version }
    }

    fn deal(id: &str, version: i32) -> Message {
        Message::Changes(vec![of(Kind::Opportunity, id, Some(version)), of(Kind::Client, "c", None)])
    }

    #[test]
    fn what_was_done_here_is_not_told_whether_it_is_heard_before_or_after_the_answer() {
        let mut inbox = Inbox::default();
        assert!(inbox.push(deal("a", 2)));
        inbox.own(of(Kind::Opportunity, "a", Some(2)));
        assert_eq!(inbox.unheard(), [], "its client is not told either: it was one act");
        assert!(!inbox.push(deal("a", 2)));
        // Somebody else's change before or after it is another version.
        assert!(inbox.push(deal("a", 1)) && inbox.push(deal("a", 3)) && inbox.push(deal("b", 2)));
        assert_eq!(inbox.unheard().len(), 3);
    }

    #[test]
    fn each_hears_what_concerns_it_once() {
        let messages = [deal("a", 2), deal("b", 5), deal("a", 2)];
        let deals = Heard::of(&messages, |change| change.kind == Kind::Opportunity);
        assert_eq!(deals, Some(Heard::Changes(vec![of(Kind::Opportunity, "a", Some(2)), of(Kind::Opportunity, "b", Some(5))])));
        assert_eq!(Heard::of(&messages, |change| change.kind == Kind::Project), None);
        assert_eq!(Heard::of(&[deal("a", 1), Message::Everything], |_| false), Some(Heard::Everything));
    }

    #[test]
    fn the_impatient_are_told_at_once_and_the_others_when_it_suits() {
        let mut inbox = Inbox::default();
        inbox.push(deal("a", 1));
        assert!(inbox.is_empty() && inbox.take().is_empty(), "nobody takes what the impatient have not been told");
        assert_eq!(inbox.unheard(), [deal("a", 1)]);
        inbox.push(deal("a", 2));
        assert_eq!(inbox.unheard(), [deal("a", 2)]);
        assert_eq!(inbox.take(), [deal("a", 1), deal("a", 2)]);
        assert!(inbox.is_empty());
    }

    #[test]
    fn what_piles_up_becomes_everything() {
        let mut inbox = Inbox::default();
        for version in 0..300 {
            inbox.push(deal("a", version));
        }
        let messages = inbox.unheard();
        assert!(messages.len() <= KEPT && messages.first() == Some(&Message::Everything));
    }
}
