//! The firm's questions to the store.

mod browser;
mod first_run;
mod password;
mod profile;
mod session;
mod sign_in;
mod throttle;
mod user;

pub use first_run::{create_admin, nobody_yet};
pub use password::{change as change_password, hash as hash_password};
pub use profile::{Profile, edit as edit_profile};
pub use session::{end, end_others, list as sessions, recognise, resolve, still_there};
pub use sign_in::{Signed, sign_in, sign_out};
pub use user::{colleague, colleagues, demo_sign_ins, find_people, people};
