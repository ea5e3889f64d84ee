//! The firm itself: who signs in, how, from where, and what they may change about themselves.

pub mod account;
mod api;
mod colleagues;
mod editing;
mod endpoints;
pub mod failure;
pub mod first_run;
pub mod live;
mod me;
mod people;
pub mod sign_in;

#[cfg(feature = "ssr")]
pub mod db;
#[cfg(feature = "ssr")]
mod visit;

pub use account::AccountPage;
pub use api::*;
pub use colleagues::{ColleagueHead, PeoplePage};
pub use editing::asked_to_edit;
pub use endpoints::ENDPOINTS;
pub use failure::{Failure, NotTaken, in_words};
pub use first_run::FirstRunPage;
pub use live::{Heard, Live, LiveLine, provide_live, use_live};
pub use me::{Me, OpenSession, Surroundings};
pub use people::{Colleague, Colleagues, Person};
pub use sign_in::SignInPage;

#[cfg(feature = "ssr")]
pub use visit::{Visit, Visitor, asked, current, land, page_error, plain, surroundings, visit};
