//! The head of a column: what it holds, said in figures.

use super::drag::Drag;
use super::state::ColumnState;
use crate::asked::Asked;
use crate::types::{StageSum, StageTotal};
use domain::ahead::Ahead;
use domain::money::group;
use domain::stage::StageKind;
use leptos::prelude::*;
use ui::{Icon, IconName};

/// Its name with what is asked there, how many deals, their sums, their next steps, and its buttons.
#[component]
pub(super) fn Head(
    total: Signal<StageTotal>,
    /// The open column, and whether it is folded; none for what is closed.
    column: Option<(ColumnState, Memo<bool>)>,
    asked: Memo<Asked>,
    drag: Drag,
    can_create: bool,
) -> impl IntoView {
    let stage = total.with_untracked(|total| total.stage.clone());
    let open = stage.kind == StageKind::Open;
    let weight = StoredValue::new(format!("Weighted by {} %", stage.probability));
    // A line for each currency: they are never added together.
    let sums = move || {
        let sums = total.with(|total| total.sums.clone());
        let line = move |sum: StageSum| {
            let weighted = open.then(|| {
                view! {
                    <span class="column-weighted" title=weight.get_value()>
                        <span class="visually-hidden">"Weighted: "</span>
                        {sum.weighted.display()}
                    </span>
                }
            });
            view! {
                <span class="column-sum"><span class="visually-hidden">"Sum: "</span>{sum.value.display()}</span>
                {weighted}
            }
        };
        sums.into_iter().map(line).collect_view()
    };
    let key = stage.key.clone();
    let hint = move || drag.hint.with(|hint| hint.as_ref().filter(|(at, _)| *at == key).map(|(_, words)| words.clone()));
    let hint = move || hint().map(|words| view! { <p class="column-hint">{words}</p> });
    let tools = column.map(|(column, folded)| {
        let fold = move || asked.with(|asked| asked.with_folded(&column.key()).href());
        let words = move || if folded.try_get().unwrap_or_default() { format!("Unfold {}", column.name()) } else { format!("Fold {}", column.name()) };
        let icon = move || if folded.try_get().unwrap_or_default() { IconName::ChevronRight } else { IconName::ChevronLeft };
        let new = can_create.then(|| {
            let label = format!("New deal in {}", column.name());
            let href = format!("/deals/new?stage={}", column.key());
            view! { <a class="column-new button is-quiet is-icon" href=href aria-label=label.clone() title=label><Icon name=IconName::Plus /></a> }
        });
        view! {
            <span class="column-tools">
                {new}
                <a class="column-fold button is-quiet is-icon" href=fold aria-label=words title=words>{move || view! { <Icon name=icon() /> }}</a>
            </span>
        }
    });
    let about: Vec<&str> = [stage.exit_criteria.as_str(), stage.guidance.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    let name = if about.is_empty() {
        view! { <h2 class="column-name">{stage.name}</h2> }.into_any()
    } else {
        let about = about.into_iter().map(|text| view! { <p>{text.to_owned()}</p> }).collect_view();
        view! {
            <details class="column-about" name="column-about">
                <summary title="What is asked here"><h2 class="column-name">{stage.name}</h2></summary>
                <div class="column-guide">{about}</div>
            </details>
        }
        .into_any()
    };
    let usual_days = column.and_then(|(column, _)| column.usual_days);
    let steps = open.then(|| view! { <Steps total asked usual_days /> });
    view! {
        <header class="column-head">
            {name}
            <span class="column-count">
                <span class="visually-hidden">"Deals: "</span>
                {move || group(&total.with(|total| total.count).to_string())}
            </span>
            <div class="column-sums">{sums}</div>
            {steps}
            {tools}
            {hint}
        </header>
    }
}

/// How the next steps stand, as a bar whose parts lead to those deals; and how long deals usually stay here.
#[component]
fn Steps(total: Signal<StageTotal>, asked: Memo<Asked>, usual_days: Option<i64>) -> impl IntoView {
    let parts = Memo::new(move |_| total.with(|total| (total.ahead, total.count)));
    let part = move |(ahead, count): (Ahead, i64), of: i64| {
        let href = asked.with(|asked| {
            let on = asked.filter.ahead == Some(ahead);
            asked.filtered(|filter| filter.ahead = Some(ahead).filter(|_| !on)).href()
        });
        let words = format!("{}: {}", ahead.label(), group(&count.to_string()));
        // Twelfths of the bar, so that it is drawn without a style of its own.
        let grow = (count * 12 / of.max(1)).clamp(1, 12);
        view! {
            <a class=format!("step-part is-{ahead} grow-{grow}") href=href title=words.clone()>
                <span aria-hidden="true">{group(&count.to_string())}</span>
                <span class="visually-hidden">{words.clone()}</span>
            </a>
        }
    };
    let bar = move || {
        // What follows the address may be asked once more when the board has just been left.
        let (counts, of) = parts.try_get().unwrap_or_default();
        let parts = Ahead::ALL.iter().copied().zip(counts).filter(|(_, count)| *count > 0);
        parts.map(|one| part(one, of)).collect_view()
    };
    let usual = usual_days.map(|days| {
        let words = if days == 1 {
            "Half of all deals leave within a day".to_owned()
        } else {
            format!("Half of all deals leave within {days} days")
        };
        view! {
            <span class="column-usual" title=words.clone()>
                <span aria-hidden="true">{format!("{days} d")}</span>
                <span class="visually-hidden">{words.clone()}</span>
            </span>
        }
    });
    view! { <div class="column-steps"><span class="step-bar">{bar}</span>{usual}</div> }
}
