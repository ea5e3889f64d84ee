//! Whoever may be the same, beside the form.

use crate::api::similar_stakeholders;
use crate::types::SimilarPerson;
use domain::id::ClientId;
use leptos::prelude::*;
use ui::{Badge, Tone, asking};

/// What was typed so far that somebody could be known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) client: Option<ClientId>,
    pub(super) name: String,
    pub(super) email: String,
}

impl Known {
    fn says_nothing(&self) -> bool {
        self.email.is_empty() && (self.client.is_none() || self.name.is_empty())
    }
}

/// The people to look at, while the form is filled in.
pub(super) fn similar_to(known: Signal<Known>) -> Signal<Vec<SimilarPerson>> {
    let (ask, answer) = asking(|known: Known| similar_stakeholders(known.client, known.name, known.email));
    Effect::new(move |before: Option<Known>| {
        let now = known.get();
        if before.as_ref() != Some(&now) && !now.says_nothing() {
            ask.run(now.clone());
        }
        now
    });
    Signal::derive(move || {
        let now = known.get();
        // Those of another client say nothing.
        let fits = |asked: &Known| asked.client == now.client && !now.says_nothing();
        answer.get().filter(|(asked, _)| fits(asked)).map(|(_, found)| found).unwrap_or_default()
    })
}

/// In words, below the name.
pub(super) fn words(found: &[SimilarPerson]) -> String {
    match (found.iter().any(|one| one.same_email), found.len()) {
        (_, 0) => String::new(),
        (true, 1) => "Somebody has this e-mail address already.".to_owned(),
        (false, 1) => "1 person of this client has a similar name.".to_owned(),
        (false, many) => format!("{many} people of this client have similar names."),
        (true, many) => format!("{many} people have this e-mail address or a similar name."),
    }
}

/// The list; empty, it is not there.
#[component]
pub(super) fn SimilarPeople(found: Signal<Vec<SimilarPerson>>) -> impl IntoView {
    let line = |one: SimilarPerson| {
        view! {
            <li>
                // Beside this page: what was typed stays.
                <a href=format!("/stakeholders/{}", one.person.id) target="_blank">
                    {one.person.name}
                    <span class="visually-hidden">" (opens in a new tab)"</span>
                </a>
                <div class="similar-facts">
                    {one.same_email.then(|| view! { <Badge tone=Tone::Warn>"Same e-mail"</Badge> })}
                    <span>{one.person.job_title.into_iter().chain([one.client]).collect::<Vec<_>>().join(" · ")}</span>
                </div>
            </li>
        }
    };
    move || {
        let people = found.get();
        (!people.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="similar">
                    <h2 id="similar">"Is it one of these?"</h2>
                    <ul class="similar">{people.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    }
}
