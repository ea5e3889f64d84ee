//! What was agreed: the contract, the final value, the day; what is missing; and the project that is there already.

use super::form::Failed;
use super::types::{Handover, Missing, Rule};
use crate::list::status_tone;
use crate::types::ProjectLink;
use domain::criteria::{Check, CriterionField};
use domain::money::Money;
use domain::stage::{StageKind, StageOverride};
use leptos::prelude::*;
use ui::{Badge, Checkbox, Field, FieldGroup, FieldKind, Icon, IconName, TextArea};

const fn who(rule: Rule) -> &'static str {
    match rule.override_by {
        StageOverride::Admin => "an admin",
        StageOverride::Lead => "the client's lead or an admin",
    }
}

/// What is confirmed by hand. A deal that is won already was confirmed when it was.
#[component]
pub(super) fn Contract(handover: Handover, failed: Failed) -> impl IntoView {
    if handover.contract.is_empty() || handover.stands == StageKind::Won {
        return ().into_any();
    }
    let rule = handover.contract_rule;
    let hint = match (rule.blocks, rule.may) {
        (true, false) => format!("Without it the deal is not won. Only {} may override that, with a reason.", who(rule)),
        (true, true) => "Without it the deal is not won. You may override that with a reason.".to_owned(),
        (false, _) => "Without it a reason is asked for.".to_owned(),
    };
    let boxes = handover
        .contract
        .into_iter()
        .map(|line| {
            let checked = failed.chosen("ticks", line.id, line.ticked);
            view! { <Checkbox label=line.label name="ask[ticks][]" scope=line.id.to_string() value=line.id.to_string() checked /> }
        })
        .collect_view();
    view! { <FieldGroup legend="Confirmed" name="ticks" hint error=failed.of("ticks")>{boxes}</FieldGroup> }.into_any()
}

/// The final value and the day.
#[component]
pub(super) fn Terms(handover: Handover, failed: Failed) -> impl IntoView {
    let value = failed.typed("value", || Money::decimal(handover.value));
    let won_on = failed.typed("won_on", || handover.won_on.to_string());
    let label = format!("Final value ({})", handover.value.currency);
    view! {
        <div class="form-grid">
            <Field
                label
                name="ask[value]"
                kind=FieldKind::Number
                value
                error=failed.of("value")
                hint="It becomes the project's budget."
                required=true
            />
            <Field label="Won on" name="ask[won_on]" kind=FieldKind::Date value=won_on error=failed.of("won_on") required=true />
        </div>
    }
}

/// What is missing beside, each with the way to where it is filled in, and the reason to go on without.
#[component]
pub(super) fn Gaps(handover: Handover, failed: Failed) -> impl IntoView {
    let rule = handover.gaps_rule;
    let signs = handover.stands == StageKind::Open && !handover.contract.is_empty() && handover.contract_rule.may;
    let some = !handover.gaps.is_empty();
    let lines = handover.gaps.iter().map(|gap| line(gap, &handover)).collect_view();
    let asks = signs || (some && rule.may);
    let blocked = some && !rule.may;
    let label = if some { "Why it is won without" } else { "Why it is won without a signed contract" };
    let hint =
        if some { "A sentence; it stays in the deal's history and on the project." } else { "Only where the box above stays empty." };
    let reason = failed.typed("reason", String::new);
    let error = failed.of("reason");
    view! {
        {some.then(|| view! {
            <div class="lacking">
                <h3>"Still missing"</h3>
                <ul class="criteria">{lines}</ul>
                {blocked.then(|| view! {
                    <p class="field-hint">{format!("It has to be filled in first; only {} may override that, with a reason.", who(rule))}</p>
                })}
            </div>
        })}
        {if asks {
            view! { <TextArea label name="ask[reason]" value=reason rows=2 hint error /> }.into_any()
        } else {
            // Whoever may not override is told all the same what stopped the hand-over.
            (move || error.get().map(|text| view! { <p class="field-error"><Icon name=IconName::Alert /><span>{text}</span></p> })).into_any()
        }}
    }
}

fn line(gap: &Missing, handover: &Handover) -> impl IntoView + use<> {
    let href = match (gap.check, handover.client_id) {
        (Check::Field(field), Some(client)) if of_client(field) => format!("/clients/{client}?edit={0}#field-{0}-value", field.as_str()),
        _ => format!("/deals/{}", handover.deal),
    };
    view! {
        <li class="is-missing">
            <Icon name=IconName::Alert />
            <span>{gap.label.clone()} <span class="muted">{format!(" ({})", gap.stage)}</span></span>
            <a href=href aria-label=format!("Fill in: {}", gap.label)>"Fill in"</a>
        </li>
    }
}

const fn of_client(field: CriterionField) -> bool {
    !matches!(field, CriterionField::Value | CriterionField::CloseDate | CriterionField::NextStep)
}

/// A deal that was reopened keeps its project.
#[component]
pub(super) fn Kept(project: ProjectLink) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="project">
            <h2 id="project">"Project"</h2>
            <p class="linked">
                "This deal was won before and keeps its project: "
                <a href=format!("/projects/{}", project.id)>{project.name}</a>
                <Badge tone=status_tone(project.status)>{project.status.label()}</Badge>
            </p>
            <p class="muted">"Its name, budget and plan stay as they are; change them there."</p>
        </section>
    }
}
