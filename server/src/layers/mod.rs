//! What stands around every request.

mod admit;
mod answer;
mod caller;
mod headers;
mod panic;
mod visit;

pub(crate) use admit::admit;
pub(crate) use answer::answer;
pub(crate) use caller::Caller;
pub(crate) use headers::headers;
pub(crate) use panic::panicked;
pub(crate) use visit::{Door, visit};
