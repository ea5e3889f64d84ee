//! The pipeline as an admin sets it: stages, their order, what they ask for, and why deals are lost.

mod create;
mod criteria;
mod edit;
mod line;
mod loss_reasons;
mod move_all;
mod order;
mod read;
mod remove;
mod restore;
mod standing;
mod template;
mod trial;

pub use create::{NewStage, create};
pub use criteria::{create as create_criterion, edit as edit_criterion, place as place_criterion, remove as remove_criterion};
pub use edit::edit;
pub use loss_reasons::{
    create as create_loss_reason, list as loss_reasons, place as place_loss_reason, remove as remove_loss_reason,
    rename as rename_loss_reason,
};
pub use order::place;
pub use read::{settings, show};
pub use remove::{removal, remove};
pub use restore::restore;
pub use template::choose;
pub use trial::try_criterion;
