//! The values of a stage side by side, and the two texts that go with it.

use super::desk::Desk;
use super::types::StageSetting;
use super::value::Value;
use domain::pipeline::StageField;
use domain::stage::StageKind;
use leptos::prelude::*;
use ui::{ButtonKind, ButtonLink, IconName};

/// Name, probability, days, colour, and what a gap does.
#[component]
pub(crate) fn Facts(
    /// The stage.
    setting: Memo<StageSetting>,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let (kind, key) = setting.with_untracked(|one| (one.stage.kind, one.stage.key.clone()));
    let fields =
        [StageField::Name, StageField::Probability, StageField::RotDays, StageField::Hue, StageField::Gate, StageField::OverrideBy];
    // What a loss does not have at all is not there; that it is certain is worth saying.
    let has = |field: &StageField| field.is_open_to(kind) || *field == StageField::Probability;
    let rows = fields.into_iter().filter(has).map(|field| fact(setting, field, desk)).collect_view();
    let remove = (kind == StageKind::Open).then(|| {
        let href = format!("/settings/stages/{key}/remove");
        view! { <ButtonLink href kind=ButtonKind::Quiet icon=IconName::Trash>"Remove stage…"</ButtonLink> }
    });
    view! {
        <dl class="facts">{rows}</dl>
        {remove}
    }
}

fn fact(setting: Memo<StageSetting>, field: StageField, desk: Desk) -> impl IntoView {
    // Who may override a gap matters only where one blocks.
    let idle = move || field == StageField::OverrideBy && setting.with(|one| one.stage.gate == domain::stage::StageGate::Warn);
    view! {
        <div class="fact" class:is-idle=idle>
            <dt>{field.label()}</dt>
            <dd><Value setting field desk /></dd>
        </div>
    }
}

/// What must hold in a sentence, and how to work here.
#[component]
pub(crate) fn Texts(
    /// The stage.
    setting: Memo<StageSetting>,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let rows = [StageField::ExitCriteria, StageField::Guidance].map(|field| {
        view! {
            <div class="fact">
                <dt>{field.label()}</dt>
                <dd><Value setting field desk /></dd>
            </div>
        }
    });
    view! { <dl class="stage-texts">{rows.into_iter().collect_view()}</dl> }
}
