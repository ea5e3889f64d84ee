//! What the address of the page asks for: which stage is unfolded, and what in it is being edited.

use domain::id::CriterionId;
use domain::pipeline::StageField;
use domain::stage::StageKey;
use leptos_router::params::ParamsMap;

/// Where the page is.
pub(crate) const PAGE: &str = "/settings/stages";

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The stage that is unfolded.
    pub(crate) stage: String,
    /// The value of it that is being edited.
    pub(crate) edit: String,
    /// What was typed there, whose effect is asked for before it is kept.
    pub(crate) value: Option<String>,
    /// The criterion of it that is being edited.
    pub(crate) criterion: Option<CriterionId>,
    /// A criterion is being added to it.
    pub(crate) adding: bool,
    /// What was just done, to be said.
    pub(crate) done: String,
}

impl Asked {
    pub(crate) fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self {
            stage: word("stage"),
            edit: word("edit"),
            value: query.get("value"),
            criterion: word("criterion").parse().ok(),
            adding: word("add") == "criterion",
            done: word("done"),
        }
    }

    /// Whether it is this stage that is unfolded.
    pub(crate) fn unfolds(&self, key: &StageKey) -> bool {
        self.stage == key.as_str()
    }

    /// Whether this value is being edited.
    pub(crate) fn edits(&self, key: &StageKey, field: StageField) -> bool {
        self.unfolds(key) && self.edit == field.as_str()
    }
}

/// The page with a stage unfolded.
pub(crate) fn unfolded(key: &StageKey) -> String {
    format!("{PAGE}?stage={key}#stage-{key}")
}

/// The page with a value of a stage being edited.
pub(crate) fn editing(key: &StageKey, field: StageField) -> String {
    format!("{PAGE}?stage={key}&edit={field}#field-{key}-{field}-value")
}

/// The page with a criterion being edited.
pub(crate) fn editing_criterion(key: &StageKey, id: CriterionId) -> String {
    format!("{PAGE}?stage={key}&criterion={id}#criterion-{id}")
}

/// The page with a criterion being added.
pub(crate) fn adding(key: &StageKey) -> String {
    format!("{PAGE}?stage={key}&add=criterion#criteria-{key}")
}
