//! The application: the document, the frame around every page, and which page stands at which address.

mod document;
mod endpoints;
mod frame;
mod pages;
mod router;
mod settings;

pub use document::document;
pub use endpoints::endpoints;
pub use router::App;
