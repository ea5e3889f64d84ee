//! What the policy and ownership say that an answer must be.

use super::calls::About;
use super::people::Person;
use super::things::Thing;
use crate::registry::Opens;
use domain::policy::{Action, Endpoint, Noun, Reach, Who};

/// The statuses of a call as client code makes it.
pub(crate) fn call(endpoint: &Endpoint, about: About, person: &Person, thing: Option<&Thing>) -> Vec<u16> {
    if let Err(error) = endpoint.admit(person.actor.as_ref()) {
        return vec![error.status()];
    }
    match (about, thing, endpoint.who) {
        (About::Nothing(status), _, _) => vec![status],
        (About::One(_), Some(thing), Who::May(action, noun)) => vec![on(action, noun, person, thing)],
        (About::Told(_, status), Some(thing), Who::May(action, noun)) => match on(action, noun, person, thing) {
            200 => vec![status],
            other => vec![other],
        },
        _ => panic!("{}: who may call it on what?", endpoint.path),
    }
}

fn on(action: Action, noun: Noun, person: &Person, thing: &Thing) -> u16 {
    let reach = |action| match (person.actor.as_ref().map_or(Reach::Nothing, |actor| actor.reach(action, noun)), noun) {
        // Everybody's list of sessions is their own, an admin's too.
        (Reach::Everything, Noun::Session) => Reach::Own,
        (reach, _) => reach,
    };
    if !thing.readable {
        400
    } else if thing.within(reach(action), person) {
        200
    } else if thing.within(reach(Action::Read), person) {
        403
    } else {
        404
    }
}

/// The statuses of a page.
pub(crate) fn page(opens: Opens, person: &Person, thing: Option<&Thing>) -> Vec<u16> {
    let Some(actor) = &person.actor else {
        return vec![303];
    };
    match opens {
        Opens::SignedOut => vec![303],
        Opens::SignedIn => vec![200],
        Opens::May(action, noun) if actor.may(action, noun) => vec![200],
        // What is wrong with a form that one may not send is the form's business: a page may say either.
        Opens::May(..) => vec![403, 404],
        Opens::One(action, noun) => match thing.map(|thing| on(action, noun, person, thing)) {
            Some(200) => vec![200],
            Some(400 | 404) => vec![404],
            Some(403) => vec![403, 404],
            other => panic!("{other:?}"),
        },
    }
}
