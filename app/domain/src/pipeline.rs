//! The pipeline as an admin sets it: what of a stage can be changed, what a new one is called inside, how things are put
//! in order, what a change does to the forecast, and the pipelines that a new firm may start with.

mod asking;
mod effect;
mod field;
mod key;
mod order;
mod template;

pub use asking::{CriterionForm, default_label, in_words};
pub use effect::{difference, weighted};
pub use field::{StageField, StageValue};
pub use key::key_for;
pub use order::{moved, renumbered};
pub use template::{StageTemplate, TemplateStage};

/// Open stages that a pipeline has at most: more do not fit a board, and nobody tells them apart.
pub const MOST_OPEN_STAGES: usize = 20;
/// Criteria that a stage asks for at most.
pub const MOST_CRITERIA: usize = 30;
/// Reasons on the list of why deals are lost, at most.
pub const MOST_LOSS_REASONS: usize = 100;
