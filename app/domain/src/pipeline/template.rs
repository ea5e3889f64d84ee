//! Pipelines that a new firm may start with. Won and lost stand behind each; they are what they are.

use crate::activity::ActivityType;
use crate::closed::closed_enum;
use crate::criteria::{Check, CriterionField};
use crate::stage::{StageGate, StageHue};
use crate::stakeholder::MeddpiccRole;

closed_enum! {
    /// A pipeline to start with.
    pub enum StageTemplate {
        /// From the first contact to the last terms, by MEDDPICC.
        Consulting = "consulting", "Consulting";
        /// For small work that is sold quickly.
        Short = "short", "Short";
        /// For long sales with many who decide.
        Enterprise = "enterprise", "Enterprise";
    }
}

/// A stage of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateStage {
    /// Its fixed word.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The chance of winning from here, in percent.
    pub probability: i32,
    /// After so many days a deal here has stood too long.
    pub rot_days: i32,
    /// Its colour.
    pub hue: StageHue,
    /// What a gap does.
    pub gate: StageGate,
    /// What must hold before a deal leaves it, in a sentence.
    pub exit_criteria: &'static str,
    /// How to work here.
    pub guidance: &'static str,
    /// The same as data: what each is called, and what is checked.
    pub criteria: Vec<(&'static str, Check)>,
}

impl StageTemplate {
    /// For whom it is.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Consulting => "MEDDPICC from the first contact to the last terms.",
            Self::Short => "For small work that is sold in a few weeks.",
            Self::Enterprise => "For long sales with security, legal and procurement.",
        }
    }

    /// Its open stages in their order. The first has the key `lead`, where every deal begins.
    #[must_use]
    pub fn stages(self) -> Vec<TemplateStage> {
        match self {
            Self::Consulting => vec![lead(10), qualified(25), discovery(40), proposal(60), negotiation(80)],
            Self::Short => vec![lead(20), proposal(50), negotiation(80)],
            Self::Enterprise => vec![lead(5), qualified(15), discovery(30), validation(), proposal(65), procurement(), negotiation(90)],
        }
    }
}

const FIELDS: [(&str, CriterionField); 6] = [
    ("Metrics filled", CriterionField::Metrics),
    ("Decision criteria filled", CriterionField::DecisionCriteria),
    ("Decision process filled", CriterionField::DecisionProcess),
    ("Paper process filled", CriterionField::PaperProcess),
    ("Identified pain filled", CriterionField::IdentifiedPain),
    ("Competition filled", CriterionField::Competition),
];

fn contact(kind: Option<ActivityType>, role: Option<MeddpiccRole>, within_days: Option<i32>) -> Check {
    Check::Activity { kind, role, within_days }
}

fn lead(probability: i32) -> TemplateStage {
    TemplateStage {
        key: "lead",
        name: "Lead",
        probability,
        rot_days: 14,
        hue: StageHue::Slate,
        gate: StageGate::Warn,
        exit_criteria: "Initial contact made",
        guidance: "Find out whether there is a problem worth solving, and who has it.",
        criteria: vec![("Initial contact made", contact(None, None, None))],
    }
}

fn qualified(probability: i32) -> TemplateStage {
    let filled = FIELDS.into_iter().map(|(label, field)| (label, Check::Field(field)));
    TemplateStage {
        key: "qualified",
        name: "Qualified",
        probability,
        rot_days: 21,
        hue: StageHue::Blue,
        gate: StageGate::Warn,
        exit_criteria: "MEDDPICC fields populated and Champion identified",
        guidance: "Fill in what you know by MEDDPICC. Whoever sells for you inside is your champion; name them.",
        criteria: filled.chain([("Champion identified", Check::Role(MeddpiccRole::Champion))]).collect(),
    }
}

fn discovery(probability: i32) -> TemplateStage {
    TemplateStage {
        key: "discovery",
        name: "Discovery",
        probability,
        rot_days: 30,
        hue: StageHue::Teal,
        gate: StageGate::Warn,
        exit_criteria: "Pain identified and metrics defined",
        guidance: "Let the client put the pain and what it costs into numbers, in their own words.",
        criteria: vec![
            ("Pain identified", Check::Field(CriterionField::IdentifiedPain)),
            ("Metrics defined", Check::Field(CriterionField::Metrics)),
        ],
    }
}

fn validation() -> TemplateStage {
    let tested = contact(Some(ActivityType::Meeting), Some(MeddpiccRole::TechnicalEvaluator), Some(45));
    TemplateStage {
        key: "validation",
        name: "Validation",
        probability: 45,
        rot_days: 45,
        hue: StageHue::Green,
        gate: StageGate::Warn,
        exit_criteria: "Approach proven with those who test it, decision criteria met",
        guidance: "Prove the approach to whoever tests it, against the criteria that they wrote down.",
        criteria: vec![
            ("Approach reviewed with the technical evaluator", tested),
            ("Decision criteria filled", Check::Field(CriterionField::DecisionCriteria)),
            ("Security questions answered", Check::Tick),
        ],
    }
}

fn proposal(probability: i32) -> TemplateStage {
    TemplateStage {
        key: "proposal",
        name: "Proposal",
        probability,
        rot_days: 30,
        hue: StageHue::Violet,
        gate: StageGate::Warn,
        exit_criteria: "Proposal delivered and Economic Buyer engaged",
        guidance: "Take the proposal to whoever holds the budget; a proposal that only the champion read is not delivered.",
        criteria: vec![
            ("Proposal delivered", Check::Tick),
            ("Economic Buyer engaged", contact(None, Some(MeddpiccRole::EconomicBuyer), Some(30))),
        ],
    }
}

fn procurement() -> TemplateStage {
    TemplateStage {
        key: "procurement",
        name: "Procurement",
        probability: 80,
        rot_days: 45,
        hue: StageHue::Rose,
        gate: StageGate::Block,
        exit_criteria: "Paper process known and legal review begun",
        guidance: "Write down every signature and every form between the yes and the contract, and who gives each.",
        criteria: vec![
            ("Paper process filled", Check::Field(CriterionField::PaperProcess)),
            ("Legal review begun", Check::Tick),
            ("Vendor registration complete", Check::Tick),
        ],
    }
}

fn negotiation(probability: i32) -> TemplateStage {
    TemplateStage {
        key: "negotiation",
        name: "Negotiation",
        probability,
        rot_days: 21,
        hue: StageHue::Amber,
        gate: StageGate::Warn,
        exit_criteria: "Terms being finalized",
        guidance: "Write down who signs, in which order, and what their lawyers still ask.",
        criteria: vec![("Terms final", Check::Tick)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{MOST_CRITERIA, MOST_OPEN_STAGES};
    use crate::stage::StageKey;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_is_a_pipeline() {
        assert_eq!(StageTemplate::ALL.iter().map(|template| template.stages().len()).collect::<Vec<_>>(), [5, 3, 7]);
        for template in StageTemplate::ALL {
            let stages = template.stages();
            let keys: BTreeSet<_> = stages.iter().map(|stage| stage.key).collect();
            assert!(stages.iter().all(|stage| StageKey::parse(stage.key).is_ok() && stage.criteria.len() <= MOST_CRITERIA));
            assert!(keys.len() == stages.len() && stages.len() <= MOST_OPEN_STAGES, "{template}");
            assert_eq!(stages.first().map(|stage| stage.key), Some(StageKey::lead().as_str()));
            assert!(stages.is_sorted_by(|a, b| a.probability < b.probability), "{template}: the chance grows");
            assert!(stages.iter().all(|stage| (1..100).contains(&stage.probability) && !stage.criteria.is_empty()));
        }
    }
}
