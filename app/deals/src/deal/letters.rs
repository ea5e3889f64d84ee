//! The scorecard: eight letters, each with what is on file, how old that is, and how well it is known.

use super::holders::Holders;
use super::page::{Page, ago};
use super::parts::Part;
use super::types::{ClientRight, LetterLine, Talk};
use clients::{ClientValue, edit_client};
use domain::activity::ActivityType;
use domain::meddpicc::{Letter, LetterState};
use leptos::prelude::*;
use ui::{Kept, Saving};

/// The eight letters in the order of the word.
#[component]
pub(super) fn Scorecard(
    /// The page.
    page: Page,
) -> impl IntoView {
    let known = page.part(|deal| deal.letters.iter().filter(|line| line.state == LetterState::Validated).count());
    let right = page.part(|deal| deal.client);
    let rows = Letter::ALL.iter().map(|letter| view! { <Row letter=*letter page /> }).collect_view();
    view! {
        <Part id="meddpicc" title="Qualification" beside=move || view! { <span class="ring">{move || format!("{} of 8 validated", known.get())}</span> }.into_any()>
            {move || (right.get() == ClientRight::None).then(|| view! {
                <p class="notice">"You are on this deal’s team, not on the client’s: what is known about each letter you see, what it says you do not."</p>
            })}
            <div class="meddpicc">{rows}</div>
        </Part>
    }
}

/// How a letter's state looks, beside its sign and its word.
const fn look(state: LetterState) -> &'static str {
    match state {
        LetterState::Unknown => "is-missing",
        LetterState::Identified => "is-known",
        LetterState::Validated => "is-filled",
        LetterState::Stale => "is-weak",
    }
}

#[component]
fn Row(letter: Letter, page: Page) -> impl IntoView {
    let line = page.part(move |deal| deal.letters.iter().find(|line| line.letter == letter).cloned());
    let state = Memo::new(move |_| line.with(|line| line.as_ref().map_or(LetterState::Unknown, |line| line.state)));
    let evidence = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| evidence(line, page)).unwrap_or_default()));
    view! {
        <div class=move || look(state.get()) id=format!("letter-{letter}")>
            <span class="meddpicc-letter" aria-hidden="true">{letter.sign()}</span>
            <div class="meddpicc-name">
                <h3 class="meddpicc-label">{letter.label()}</h3>
                <span class="letter-state">
                    <span class="letter-sign" aria-hidden="true">{move || state.get().sign()}</span>
                    {move || state.get().label()}
                </span>
            </div>
            <div class="meddpicc-value">
                {match letter.role() {
                    Some(role) => view! { <Holders letter role page /> }.into_any(),
                    None => view! { <Text letter page /> }.into_any(),
                }}
                {move || Some(evidence.get()).filter(|text| !text.is_empty()).map(|text| view! { <p class="letter-evidence">{text}</p> })}
            </div>
        </div>
    }
}

/// What is on file, in a sentence: since when, and the talk that confirmed it.
fn evidence(line: &LetterLine, page: Page) -> String {
    let person = line.letter.role().is_some();
    let since = line.since.map(|since| format!("{} {}", if person { "Named" } else { "Written" }, ago(since, page.today)));
    let spoken = line.spoken.map(|spoken| {
        let talk = line.talk.as_ref().map(talk_in_words).unwrap_or_default();
        let before = line.since.is_some_and(|since| since > spoken);
        // What a talk was about is nobody's to guess; with whom it was is on file.
        let what = if person { "spoken with" } else { "last talk" };
        let since = match (before, person) {
            (false, _) => "",
            (true, true) => ", before they were named",
            (true, false) => ", before it was written",
        };
        format!("{what} {}{talk}{since}", ago(spoken, page.today))
    });
    let closed = page.now(|deal| deal.card.closed);
    let nobody = || {
        let roles: Vec<&str> = line.letter.voices().iter().map(|role| role.label()).collect();
        let until = if closed { "before it ended" } else { "yet" };
        format!("no talk with {} {until}", either(&roles))
    };
    match (since, spoken) {
        (None, _) => String::new(),
        (Some(since), Some(spoken)) => format!("{since}, {spoken}"),
        (Some(since), None) => format!("{since}, {}", nobody()),
    }
}

fn talk_in_words(talk: &Talk) -> String {
    let kind = match talk.kind {
        ActivityType::Call => "call",
        ActivityType::Meeting => "meeting",
        ActivityType::Email => "e-mail",
        ActivityType::Note => "note",
        ActivityType::TaskCompleted => "step",
    };
    let outside = if talk.of_deal { "" } else { ", outside this deal" };
    format!(" ({kind} with {}{outside})", talk.with.join(", "))
}

/// Words in a row, the last by `or`.
fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_lowercase(),
        [first @ .., last] => format!("{} or {}", first.join(", ").to_lowercase(), last.to_lowercase()),
    }
}

/// A letter that is one of the client's texts: the same field, the same endpoint and the same versions as on the client's page.
#[component]
fn Text(letter: Letter, page: Page) -> impl IntoView {
    let texts = page.part(|deal| deal.texts);
    let kept = page.part(move |deal| Kept {
        text: deal.letters.iter().find(|line| line.letter == letter).map(|line| line.text.clone()).unwrap_or_default(),
        version: deal.texts.map_or(0, |texts| texts.version),
    });
    let can_edit = page.now(|deal| deal.client.writes());
    let (Some(field), Some(client)) = (letter.field(), texts.get_untracked()) else { return ().into_any() };
    let save = Callback::new(move |typed: Kept| -> Saving {
        Box::pin(async move {
            let saved = edit_client(client.id, field, typed.text, typed.version, String::new()).await;
            page.refresh().await;
            saved.map(drop)
        })
    });
    view! { <ClientValue id=client.id currency=client.currency field kept can_edit page=page.href() save /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::either;

    #[test]
    fn roles_stand_in_a_sentence() {
        assert_eq!(either(&["Champion", "Coach"]), "champion or coach");
        assert_eq!(either(&["Economic buyer", "Champion", "Decision maker"]), "economic buyer, champion or decision maker");
        assert_eq!(either(&["Champion"]), "champion");
    }
}
