//! What we do not know: the gap that matters most first, each with why, the question, and the step that asks it.

use super::api::AskLetter;
use super::page::{Page, fault};
use super::parts::{Part, Refused, Sent, hidden};
use super::types::{DealDetail, GapLine, PlannedStep};
use domain::date::short_date;
use domain::gap::{AskedBy, next_stage};
use domain::meddpicc::{Letter, LetterState};
use leptos::prelude::*;
use ui::{Button, Icon, IconName, ToastKind, use_toasts};

/// As many are shown before the rest is folded.
const SHOWN: usize = 3;

/// The gaps. Nothing where there is none.
#[component]
pub(super) fn Gaps(
    /// The page.
    page: Page,
) -> impl IntoView {
    let asked = ServerAction::<AskLetter>::new();
    let toasts = use_toasts();
    page.after(asked, "gaps", move |answer| {
        if answer.is_ok() {
            _ = toasts.push(ToastKind::Good, "It is among the next steps now.", None);
        }
    });
    let letters = page.part(|deal| deal.gaps.iter().map(|line| line.gap.letter).collect::<Vec<_>>());
    let any = Memo::new(move |_| !letters.with(Vec::is_empty));
    let first = move || letters.get().into_iter().take(SHOWN).collect::<Vec<_>>();
    let rest = move || letters.get().into_iter().skip(SHOWN).collect::<Vec<_>>();
    let more = Memo::new(move |_| letters.with(Vec::len).saturating_sub(SHOWN));
    let count = move || counted(letters.with(Vec::len), "");
    view! {
        <Show when=move || any.get()>
            <Part id="gaps" title="What we do not know" beside=move || view! { <span class="ring">{count}</span> }.into_any()>
                <ol class="gaps">
                    <For each=first key=|letter| *letter let:letter>
                        <Item letter page asked />
                    </For>
                </ol>
                <details class="fold" hidden=move || more.get() == 0>
                    <summary class="button is-quiet is-small">
                        <Icon name=IconName::ChevronDown />
                        <span>{move || counted(more.get(), "more ")}</span>
                    </summary>
                    <ol class="gaps fold-body">
                        <For each=rest key=|letter| *letter let:letter>
                            <Item letter page asked />
                        </For>
                    </ol>
                </details>
                <Refused fault=fault(asked) />
            </Part>
        </Show>
    }
}

fn counted(count: usize, more: &str) -> String {
    format!("{count} {more}{}", if count == 1 { "gap" } else { "gaps" })
}

/// A gap with all that its line says.
#[derive(Clone, PartialEq)]
struct Line {
    gap: GapLine,
    step: Option<PlannedStep>,
    /// Where the next move leads, and the one after it.
    moves: (String, String),
    can_ask: bool,
    /// Who else is in the deal, where the letter asks for that.
    rivals: Vec<String>,
}

impl Line {
    fn of(deal: &DealDetail, letter: Letter) -> Option<Self> {
        let gap = deal.gaps.iter().find(|line| line.gap.letter == letter)?.clone();
        let step = gap.planned.and_then(|id| deal.steps.open.iter().find(|step| step.id == id).cloned());
        let next = deal.next_stage();
        let then = next.and_then(|next| next_stage(&deal.stages, &next.key));
        let name = |stage: Option<&domain::stage::Stage>| stage.map(|stage| stage.name.clone()).unwrap_or_default();
        let rivals = if letter == Letter::Competition { deal.card.rivals.clone() } else { Vec::new() };
        Some(Self { gap, step, moves: (name(next), name(then)), can_ask: deal.card.can_move, rivals })
    }

    /// What is wrong with the letter, and what asks for it.
    fn about(&self) -> String {
        let state = match self.gap.gap.state {
            LetterState::Unknown if !self.rivals.is_empty() => {
                format!("{} in it, how we stand against them is not written", self.rivals.join(", "))
            }
            LetterState::Unknown => "nothing is on file".to_owned(),
            LetterState::Stale => "no talk with who must know for a quarter".to_owned(),
            LetterState::Identified | LetterState::Validated => "not confirmed as the move asks".to_owned(),
        };
        match self.gap.gap.asked_by {
            AskedBy::This => format!("{state} · asked for by the move to {}", self.moves.0),
            AskedBy::Next => format!("{state} · asked for by the move to {}", self.moves.1),
            AskedBy::None => state,
        }
    }
}

#[component]
fn Item(letter: Letter, page: Page, asked: ServerAction<AskLetter>) -> impl IntoView {
    let line = page.part(move |deal| Line::of(deal, letter));
    let now = move || line.with(|line| line.as_ref().is_some_and(|line| line.gap.gap.asked_by == AskedBy::This));
    let about = move || line.with(|line| line.as_ref().map(Line::about));
    let step = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.step.clone())));
    let can_ask = Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.can_ask)));
    view! {
        <li class=move || if now() { "gap is-now" } else { "gap" }>
            <div class="gap-words">
                <h3>
                    <a href=format!("#letter-{letter}")>{letter.label()}</a>
                    <span class="gap-about">{about}</span>
                </h3>
                <p class="gap-question">{format!("“{}”", letter.question())}</p>
                <p class="muted">{letter.why()}</p>
            </div>
            {move || match step.get() {
                Some(step) => planned(step, page).into_any(),
                None if can_ask.get() => view! {
                    <Sent action=asked class="gap-do">
                        {hidden("id", page.id)}
                        <Button r#type="submit" name="letter" value=letter.as_str() icon=IconName::Plus label=format!("Ask about {}", letter.label())>"Ask"</Button>
                    </Sent>
                }
                .into_any(),
                None => ().into_any(),
            }}
        </li>
    }
}

/// The step that asks it already.
fn planned(step: PlannedStep, page: Page) -> impl IntoView {
    let when = step.due.map(|due| format!(", {}", short_date(due, page.today))).unwrap_or_default();
    let who = step.assignee.map(|person| format!(", {}", person.name)).unwrap_or_default();
    view! {
        <a class="gap-planned" href=format!("#step-{}", step.id)>
            <Icon name=IconName::ListChecks />
            {format!("Planned{when}{who}")}
        </a>
    }
}
