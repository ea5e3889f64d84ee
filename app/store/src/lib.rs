//! The only door to the database: the tables, who may see which rows, and the one way to change them.
//!
//! The pool is private. A subject is handed an [`Access`], begins a [`Read`] or a [`Write`] with it, and every query
//! that starts there is cut to what the person may see. Nothing here knows a screen.

mod access;
pub mod audit;
mod crypt;
mod engine;
pub mod error;
pub mod id;
mod key_file;
pub mod keys;
mod links;
mod live;
mod open;
mod origin;
mod query;
mod read;
mod reveal;
pub mod rotate;
mod row;
mod scope;
mod scoped;
pub mod sealed;
pub mod table;
pub mod token;
mod twin;
mod write;

#[cfg(feature = "testing")]
pub mod testing;

pub use access::{Access, Principal, Work};
pub use engine::Engine;
pub use error::DbError;
pub use live::{Feed, News, Seen, Told};
pub use open::{OpenError, Store};
pub use origin::Origin;
pub use query::{begins, contains, name_key, sum};
pub use read::{Handle, Read};
pub use row::Row;
pub use scope::InScope;
pub use scoped::Scoped;
pub use twin::Twin;
pub use write::{TypedOver, Write};
