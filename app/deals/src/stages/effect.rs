//! What a change would do to other people's figures and deals, said before it is kept.

use super::types::{PipelineSettings, StageSetting, Standing, Tried};
use domain::money::Money;
use domain::pipeline::{StageField, StageValue, difference, weighted};
use domain::stage::{Stage, StageGate, StageKey};

/// What keeping the typed value would do; nothing where it does nothing, or where it is none.
pub(crate) fn effect(all: &PipelineSettings, setting: &StageSetting, field: StageField, typed: &str) -> Option<String> {
    let value = field.read(typed).ok()?;
    if field.text(&setting.stage) == typed.trim() {
        return None;
    }
    match value {
        StageValue::Probability(percent) if percent != setting.stage.probability => Some(reweighted(all, &setting.stage.key, percent)),
        StageValue::RotDays(days) => older(setting.standing.as_ref()?, days),
        StageValue::Gate(gate) => Some(gated(all, setting, gate)),
        _ => None,
    }
}

/// What the open deals come to, weighted by their stages.
pub(crate) fn forecast(all: &PipelineSettings) -> Vec<Money> {
    weighted(all.open().map(|one| (one.stage.probability, one.sums.as_slice())))
}

fn reweighted(all: &PipelineSettings, key: &StageKey, percent: i32) -> String {
    let chance = |stage: &Stage| if stage.key == *key { percent } else { stage.probability };
    let after = weighted(all.open().map(|one| (chance(&one.stage), one.sums.as_slice())));
    let changed = difference(&forecast(all), &after);
    if changed.is_empty() {
        return "No deal of any value stands here, so the weighted pipeline stays what it is.".to_owned();
    }
    format!("Weighted pipeline:\n{}", changed.join("\n"))
}

fn older(standing: &Standing, days: Option<i32>) -> Option<String> {
    let (days, deals) = (days?, standing.deals);
    let older = standing.older_than(days);
    (deals > 0).then(|| format!("{older} of {} here {} stood longer.", counted(deals), if older == 1 { "has" } else { "have" }))
}

fn gated(all: &PipelineSettings, setting: &StageSetting, gate: StageGate) -> String {
    let place = &all.asked_in(&setting.stage).name;
    if setting.criteria.is_empty() {
        return "This stage asks for nothing yet, so no deal is held back.".to_owned();
    }
    let Some(standing) = &setting.standing else {
        return "Too many deals stand here to look at each of them.".to_owned();
    };
    let (lacking, deals) = (standing.lacking, counted(standing.deals));
    let lack = if lacking == 1 { "lacks" } else { "lack" };
    match gate {
        _ if standing.deals == 0 => format!("No deal stands in {place}, so none is held back now."),
        StageGate::Block => format!("{lacking} of {deals} in {place} {lack} something and could not move on."),
        StageGate::Warn => format!("{lacking} of {deals} in {place} {lack} something and could move on with a written reason."),
    }
}

/// What a criterion that is being written would find, and what that does where gaps block.
pub(crate) fn tried(tried: &Tried, blocks: bool) -> String {
    let Tried { place, deals, met } = tried;
    match met {
        None => "Too many deals stand here to look at each of them.".to_owned(),
        Some(_) if *deals == 0 => format!("No deal stands in {place} now."),
        Some(met) => {
            let others = if blocks && met < deals { " The others could not move on." } else { "" };
            format!("{met} of {} in {place} {} it now.{others}", counted(*deals), if *met == 1 { "meets" } else { "meet" })
        }
    }
}

/// `1 deal`, `14 deals`.
pub(crate) fn counted(deals: i64) -> String {
    if deals == 1 { "1 deal".to_owned() } else { format!("{} deals", domain::money::group(&deals.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stages::AskedCriterion;
    use domain::criteria::{Check, Criterion};
    use domain::currency::Currency;
    use domain::id::CriterionId;
    use domain::stage::{StageHue, StageKind, StageOverride};

    fn setting(key: &str, kind: StageKind, probability: i32, dollars: i64, standing: Option<Standing>) -> StageSetting {
        let stage = Stage {
            key: StageKey::parse(key).unwrap_or_else(|_| StageKey::lead()),
            name: key.to_uppercase(),
            kind,
            probability,
            exit_criteria: String::new(),
            guidance: String::new(),
            hue: StageHue::Slate,
            gate: StageGate::Warn,
            override_by: StageOverride::Lead,
            rot_days: Some(10),
            version: 1,
        };
        let criterion = Criterion { id: CriterionId(Default::default()), stage: stage.key.clone(), label: "x".into(), check: Check::Tick };
        let sums = if dollars > 0 { vec![Money::new(dollars * 100, Currency::USD)] } else { Vec::new() };
        StageSetting { stage, deals: 4, sums, criteria: vec![AskedCriterion { criterion, version: 1, met: Some(0) }], standing }
    }

    fn pipeline() -> PipelineSettings {
        let standing = Standing { deals: 4, lacking: 3, ages: vec![(2, 1), (12, 2), (40, 1)] };
        let last = Standing { deals: 1, lacking: 1, ages: Vec::new() };
        let stages = vec![
            setting("lead", StageKind::Open, 10, 1_000, Some(standing)),
            setting("proposal", StageKind::Open, 60, 500, None),
            setting("empty", StageKind::Open, 80, 0, Some(Standing::default())),
            setting("won", StageKind::Won, 100, 9_000, Some(last)),
        ];
        PipelineSettings { stages, retired: Vec::new(), can_start_over: false }
    }

    fn told(stage: usize, field: StageField, typed: &str) -> Option<String> {
        let all = pipeline();
        effect(&all, &all.stages[stage], field, typed)
    }

    #[test]
    fn another_probability_says_what_the_forecast_becomes_and_won_deals_are_no_part_of_it() {
        assert_eq!(told(0, StageField::Probability, "20 %").as_deref(), Some("Weighted pipeline:\n$400 → $500"));
        assert_eq!(told(2, StageField::Probability, "50").map(|text| text.contains("stays what it is")), Some(true));
        assert_eq!((told(0, StageField::Probability, "10"), told(0, StageField::Probability, "a lot")), (None, None));
    }

    #[test]
    fn a_gate_says_whom_it_holds_back() {
        assert_eq!(told(0, StageField::Gate, "block").as_deref(), Some("3 of 4 deals in LEAD lack something and could not move on."));
        assert_eq!(told(1, StageField::Gate, "block").as_deref(), Some("Too many deals stand here to look at each of them."));
        assert_eq!(told(2, StageField::Gate, "block").as_deref(), Some("No deal stands in EMPTY, so none is held back now."));
        assert_eq!(told(3, StageField::Gate, "block").as_deref(), Some("1 of 1 deal in EMPTY lacks something and could not move on."));
        assert_eq!(told(0, StageField::Gate, "warn"), None);
    }

    #[test]
    fn a_criterion_says_what_it_would_find() {
        let found = |deals, met| Tried { place: "Lead".into(), deals, met };
        assert_eq!(tried(&found(12, Some(5)), false), "5 of 12 deals in Lead meet it now.");
        assert_eq!(tried(&found(12, Some(1)), true), "1 of 12 deals in Lead meets it now. The others could not move on.");
        assert_eq!(tried(&found(3, Some(3)), true), "3 of 3 deals in Lead meet it now.");
        assert_eq!(tried(&found(0, Some(0)), true), "No deal stands in Lead now.");
        assert_eq!(tried(&found(5_000, None), true), "Too many deals stand here to look at each of them.");
    }

    #[test]
    fn another_number_of_days_says_who_has_stood_longer() {
        assert_eq!(told(0, StageField::RotDays, "11").as_deref(), Some("3 of 4 deals here have stood longer."));
        assert_eq!(told(0, StageField::RotDays, "39").as_deref(), Some("1 of 4 deals here has stood longer."));
        assert_eq!((told(0, StageField::RotDays, ""), told(1, StageField::RotDays, "5")), (None, None));
    }
}
