//! The way that a deal went, step by step, against how long the firm's deals usually take.

use super::page::{Page, fault};
use super::parts::{Part, Refused, Sent, hidden};
use super::types::Step;
use crate::api::UndoMove;
use crate::board::hue;
use domain::date::{days, short_date};
use domain::stage::StageKind;
use leptos::prelude::*;
use ui::{Button, ButtonKind, IconName};

/// Older moves are made again by hand.
const UNDO_DAYS: i64 = 30;

/// The steps, the newest first.
#[component]
pub(super) fn History(
    /// The page.
    page: Page,
) -> impl IntoView {
    let history = page.part(|deal| (deal.history.clone(), deal.pace.clone(), deal.card.can_move));
    let undone = ServerAction::<UndoMove>::new();
    page.after(undone, "history", |_| ());
    view! {
        <Part id="history" title="Stage history">
            {move || {
                let (steps, pace, can_move) = history.get();
                let usual = |step: &Step| pace.iter().find(|(stage, _)| *stage == step.to.key).map(|(_, days)| *days);
                let lines = steps.into_iter().enumerate().map(|(at, step)| {
                    let (usual, last) = (usual(&step), at == 0 && can_move && may_go_back(&step, page));
                    line(step, usual, page, last.then_some(undone))
                });
                view! { <ol class="timeline">{lines.collect_view()}</ol> }
            }}
            <Refused fault=fault(undone) />
            <p class="muted">"Medians are over the firm’s deals that were closed within the last year, where at least five passed the stage."</p>
        </Part>
    }
}

/// Whether the last move may be taken back here: a win is taken back where its project is.
fn may_go_back(step: &Step, page: Page) -> bool {
    let recent = (page.today - step.on).num_days() <= UNDO_DAYS;
    step.from.is_some() && !step.undoes && recent && step.to.kind != StageKind::Won
}

fn line(step: Step, usual: Option<i64>, page: Page, undone: Option<ServerAction<UndoMove>>) -> impl IntoView {
    let words = match &step.from {
        Some(from) if step.undoes => format!("{from} → {} (undone)", step.to.name),
        Some(from) => format!("{from} → {}", step.to.name),
        None => format!("Opened in {}", step.to.name),
    };
    let open = step.to.kind == StageKind::Open;
    let stayed =
        if step.undone { Some("taken back".to_owned()) } else { step.stayed.filter(|_| open).map(|count| stay(count, step.lasts)) };
    let median = step.stayed.filter(|_| open).zip(usual).map(|(stayed, usual)| against(stayed, usual, step.lasts));
    let gaps = step.gaps;
    view! {
        <li class=format!("hue-{}{}", hue(&step.to), if step.undone || step.undoes { " is-undone" } else { "" })>
            <div>{words}</div>
            <div class="timeline-meta">
                <time datetime=step.on.to_string() title=step.at>{short_date(step.on, page.today)}</time>
                {format!(" · {}", step.by)}
                {stayed.map(|stayed| format!(" · {stayed}"))}
                {median.map(|(words, slow)| view! { <span class=if slow { "is-slow" } else { "" }>{format!(" · {words}")}</span> })}
            </div>
            {step.reason.map(|reason| view! { <p class="happening-text">{format!("“{reason}”")}</p> })}
            {undone.map(|undone| view! {
                <Sent action=undone class="take-back">
                    {hidden("id", step.id)}
                    {hidden("back", "deal")}
                    <Button r#type="submit" kind=ButtonKind::Quiet icon=IconName::Undo>"Take this move back"</Button>
                </Sent>
            })}
            {(!gaps.is_empty()).then(|| view! { <p class="muted">{format!("Moved without: {}", gaps.join(", "))}</p> })}
        </li>
    }
}

fn stay(count: i64, lasts: bool) -> String {
    match (count, lasts) {
        (0, false) => "stayed less than a day".to_owned(),
        (0, true) => "there since today".to_owned(),
        (count, false) => format!("stayed {}", days(count)),
        (count, true) => format!("there for {}", days(count)),
    }
}

/// A stay against the median; whether it is much longer.
fn against(stayed: i64, usual: i64, lasts: bool) -> (String, bool) {
    let slow = stayed > usual * 2 && stayed > usual + 2;
    let median = match usual {
        0 => "median less than a day".to_owned(),
        usual => format!("median {}", days(usual)),
    };
    let words = match stayed - usual {
        0 => format!("{median}, as usual"),
        more @ 1.. => format!("{median}, {} longer", days(more)),
        _ if lasts => median,
        less => format!("{median}, {} quicker", days(-less)),
    };
    (words, slow)
}

#[cfg(test)]
mod tests {
    use super::against;

    #[test]
    fn a_stay_is_told_against_the_median() {
        assert_eq!(against(9, 9, false), ("median 9 days, as usual".to_owned(), false));
        assert_eq!(against(30, 9, false), ("median 9 days, 21 days longer".to_owned(), true));
        assert_eq!(against(4, 9, false), ("median 9 days, 5 days quicker".to_owned(), false));
        assert_eq!(against(4, 9, true), ("median 9 days".to_owned(), false));
        assert_eq!(against(1, 0, false), ("median less than a day, 1 day longer".to_owned(), false));
    }
}
