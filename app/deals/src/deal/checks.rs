//! What the next move asks for: what holds, what does not and where to fix it, and the boxes that a person ticks.

use super::api::TickCriterion;
use super::page::{Page, fault};
use super::parts::{Part, Refused, Sent, hidden};
use super::types::{CheckLine, DealDetail};
use domain::criteria::{Check, CriterionField};
use domain::date::short_date;
use domain::id::CriterionId;
use domain::meddpicc::Letter;
use domain::stage::{Stage, StageGate, StageKind};
use leptos::prelude::*;
use ui::{Icon, IconName};

/// The list. Nothing where the deal is closed.
#[component]
pub(super) fn Checks(
    /// The page.
    page: Page,
) -> impl IntoView {
    let ticked = ServerAction::<TickCriterion>::new();
    page.after(ticked, "checks", |_| ());
    let asked = page.part(Asked::of);
    // A move makes another list of it; a tick changes a line.
    let stage = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(|asked| (asked.title(), asked.stage.guidance.clone()))));
    let ids = Memo::new(move |_| {
        asked.with(|asked| asked.iter().flat_map(|asked| asked.checks.iter().map(|check| check.id)).collect::<Vec<_>>())
    });
    let ring = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(|asked| (asked.met, asked.checks.len())).unwrap_or_default()));
    let gate = move || asked.with(|asked| asked.as_ref().filter(|asked| asked.met < asked.checks.len()).map(Asked::gate));
    let beside = move || {
        view! {
            <span class=move || if ring.with(|(met, of)| met == of) { "ring is-whole" } else { "ring" }>
                {move || ring.with(|(met, of)| format!("{met} of {of} met"))}
            </span>
        }
        .into_any()
    };
    view! {
        {move || stage.get().map(|(title, guidance)| view! {
            <Part id="checks" title beside>
                {(!guidance.is_empty()).then(|| view! { <p class="muted guidance">{guidance}</p> })}
                {move || ids.with(Vec::is_empty).then(|| view! { <p class="muted">"Nothing is asked of this move."</p> })}
                <ul class="criteria">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <Line id page asked ticked />
                    </For>
                </ul>
                {move || gate().map(|gate| view! { <p class="muted gate">{gate}</p> })}
                <Refused fault=fault(ticked) />
            </Part>
        })}
    }
}

/// The next move and what it asks for.
#[derive(Clone, PartialEq)]
struct Asked {
    stage: Stage,
    next: Stage,
    checks: Vec<CheckLine>,
    met: usize,
    can_tick: bool,
}

impl Asked {
    fn of(deal: &DealDetail) -> Option<Self> {
        let (stage, next) = (deal.stage()?.clone(), deal.next_stage()?.clone());
        let met = deal.checks.iter().filter(|check| check.met).count();
        Some(Self { stage, next, checks: deal.checks.clone(), met, can_tick: deal.card.can_move })
    }

    fn title(&self) -> String {
        match self.next.kind {
            StageKind::Won => "To mark it as won".to_owned(),
            StageKind::Open | StageKind::Lost => format!("To move to {}", self.next.name),
        }
    }

    /// What a gap does: a stage that is left speaks for its criteria, won for its own.
    fn gate(&self) -> String {
        let blocks = |stage: &Stage| {
            let open = self.checks.iter().any(|check| !check.met && check.stage == stage.key);
            (open && stage.gate == StageGate::Block).then_some(stage.override_by)
        };
        match blocks(&self.stage).or_else(|| blocks(&self.next)) {
            Some(by) => format!("What is missing stops the move; {} may move it on with a written reason.", lower(by.label())),
            None => "It can be moved on without, with a written reason that stays in the history.".to_owned(),
        }
    }
}

/// A label inside a sentence.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
fn Line(id: CriterionId, page: Page, asked: Memo<Option<Asked>>, ticked: ServerAction<TickCriterion>) -> impl IntoView {
    let find = move |asked: &Option<Asked>| asked.as_ref().and_then(|asked| asked.checks.iter().find(|check| check.id == id).cloned());
    let check = Memo::new(move |_| asked.with(find));
    let Some(first) = check.get_untracked() else { return ().into_any() };
    let can_tick = asked.with_untracked(|asked| asked.as_ref().is_some_and(|asked| asked.can_tick));
    let met = Memo::new(move |_| check.with(|check| check.as_ref().is_some_and(|check| check.met)));
    let label = move || check.with(|check| check.as_ref().map(|check| check.label.clone()).unwrap_or_default());
    let by = move || {
        let ticked = check.with(|check| check.as_ref().and_then(|check| check.ticked.clone()));
        ticked.map(|(who, on)| view! { <span class="muted">{format!(" · {who}, {}", short_date(on, page.today))}</span> })
    };
    let beside = if first.check != Check::Tick {
        let (href, words) = place(first.check);
        let fix = move || {
            let (href, label) = (href.clone(), format!("{words} for “{}”", label()));
            view! { <a class="criteria-do" href=href aria-label=label>{words}</a> }
        };
        (move || (!met.get()).then(&fix)).into_any()
    } else if can_tick {
        view! {
            <Sent action=ticked class="criteria-do">
                {hidden("id", page.id)}
                {hidden("criterion", id)}
                // The same button before and after, so that the focus stays on it.
                <button
                    type="submit"
                    class="button is-small"
                    name="on"
                    value=move || if met.get() { "false" } else { "true" }
                    aria-label=move || format!("{} “{}”", if met.get() { "Untick" } else { "Tick" }, label())
                >
                    {move || if met.get() { "Untick" } else { "Tick" }}
                </button>
            </Sent>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <li class=move || if met.get() { "is-met" } else { "is-missing" }>
            {move || view! { <Icon name=if met.get() { IconName::CircleCheck } else { IconName::CircleX } /> }}
            <span class="criteria-words">
                <span class="visually-hidden">{move || if met.get() { "Met: " } else { "Missing: " }}</span>
                {label}
                {by}
            </span>
            {beside}
        </li>
    }
    .into_any()
}

/// Where on the page it is fixed, and the words that lead there.
fn place(check: Check) -> (String, &'static str) {
    let letter = Letter::ALL.iter().find(|letter| letter.bears_on(check) && !matches!(check, Check::Activity { .. }));
    match (check, letter) {
        (_, Some(letter)) if letter.field().is_some() => (format!("#letter-{letter}"), "Fill in"),
        (_, Some(letter)) => (format!("#letter-{letter}"), "Name them"),
        (Check::Field(CriterionField::NextStep), _) => ("#steps".to_owned(), "Plan one"),
        (Check::Field(_), _) => ("#facts".to_owned(), "Fill in"),
        (Check::Role(_), _) => ("#stakeholders".to_owned(), "Name them"),
        (Check::Activity { .. }, _) => ("#activities".to_owned(), "Log it"),
        (Check::Tick, _) => ("#checks".to_owned(), "Tick"),
    }
}

#[cfg(test)]
mod tests {
    use super::place;
    use domain::criteria::{Check, CriterionField};
    use domain::stakeholder::MeddpiccRole;

    #[test]
    fn what_is_missing_is_fixed_where_it_stands() {
        let activity = Check::Activity { kind: None, role: Some(MeddpiccRole::EconomicBuyer), within_days: None };
        let cases = [
            (Check::Field(CriterionField::PaperProcess), "#letter-paper_process"),
            (Check::Role(MeddpiccRole::Champion), "#letter-champion"),
            (Check::Role(MeddpiccRole::Coach), "#stakeholders"),
            (Check::Field(CriterionField::NextStep), "#steps"),
            (Check::Field(CriterionField::Value), "#facts"),
            (activity, "#activities"),
        ];
        for (check, href) in cases {
            assert_eq!(place(check).0, href, "{check:?}");
        }
    }
}
