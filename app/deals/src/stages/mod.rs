//! Settings → Stages: the pipeline edited where it stands.

mod add;
mod after;
mod api;
mod asked;
mod criteria;
mod criterion_form;
mod desk;
mod effect;
mod facts;
mod page;
mod remove;
mod retired;
mod row;
mod templates;
mod types;
mod value;

pub(crate) use after::{after, focus_later, keeping_focus, refusal};
pub(crate) use effect::counted;

pub use api::*;
pub use page::StagesPage;
pub use remove::RemoveStagePage;
pub use types::{AskedCriterion, PipelineSettings, RetiredStage, StageRemoval, StageSetting, Standing, Tried};
