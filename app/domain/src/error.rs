//! The one error that leaves the server. It is closed and holds no internals: on a plain form it travels in the address.

use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// One field, what is wrong with it, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// A clause that follows the field's label, or a sentence of its own.
    pub message: String,
}

/// What is wrong with a form, field by field, with what was typed: a plain form is drawn anew from this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors {
    /// The faults, in the order of the form.
    pub faults: Vec<FieldError>,
    /// Field and text; never a password.
    pub typed: Vec<(String, String)>,
}

/// Longer texts are left out of what travels back in an address; the browser's Back still has them.
const TYPED_AT_MOST: usize = 1_000;

impl FieldErrors {
    /// Notes a fault.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.faults.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Keeps what was typed, so that the form can show it again.
    #[must_use]
    pub fn typed(mut self, field: &str, text: &str) -> Self {
        if text.len() <= TYPED_AT_MOST {
            self.typed.push((field.to_owned(), text.to_owned()));
        }
        self
    }

    /// Keeps a parsed value, or notes why there is none.
    pub fn keep<T, E: std::fmt::Display>(&mut self, field: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// The first message of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        self.faults.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }

    /// Nothing is wrong, or the error to answer with.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if any fault was noted.
    pub fn check(self) -> Result<(), AppError> {
        if self.faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// Why the server did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in.
    SignedOut,
    /// There is no such thing for this person.
    NotFound,
    /// They may see it and may not do this.
    Forbidden,
    /// Something typed is wrong.
    Invalid(FieldErrors),
    /// Somebody else changed it first; holds the newer value of what was being changed.
    Conflict {
        /// The field.
        field: String,
        /// What stands there now, as people read it.
        theirs: String,
        /// What this person typed; nothing typed is thrown away.
        yours: String,
    },
    /// Too many tries; come back after this many seconds.
    Throttled(u32),
    /// The call itself was malformed.
    Malformed,
    /// The server could not be reached.
    Offline,
    /// Our fault; the number finds it in the log.
    Internal(String),
}

impl AppError {
    /// One wrong field.
    #[must_use]
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        Self::Invalid(errors)
    }

    /// The message of a field, where the error has one for it.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<String> {
        match self {
            Self::Invalid(errors) => errors.of(name),
            Self::Conflict { field, .. } if field == name => Some(self.to_string()),
            _ => None,
        }
    }

    /// The error with what was typed, so that a plain form can be drawn anew.
    #[must_use]
    pub fn typed(self, field: &str, text: &str) -> Self {
        match self {
            Self::Invalid(errors) => Self::Invalid(errors.typed(field, text)),
            other => other,
        }
    }

    /// What was typed into a field before this error.
    #[must_use]
    pub fn typed_in(&self, name: &str) -> Option<String> {
        match self {
            Self::Invalid(errors) => errors.typed.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone()),
            Self::Conflict { field, yours, .. } if field == name => Some(yours.clone()),
            _ => None,
        }
    }

    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::Invalid(_) => 422,
            Self::Conflict { .. } => 409,
            Self::Throttled(_) => 429,
            Self::Malformed => 400,
            Self::Offline => 503,
            Self::Internal(_) => 500,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SignedOut => f.write_str("Your session has ended. Sign in again; what you typed is still here."),
            Self::NotFound => f.write_str("There is nothing here for you, or it is gone."),
            Self::Forbidden => f.write_str("You may read this and not change it."),
            Self::Invalid(errors) => match errors.faults.as_slice() {
                [only] => f.write_str(&only.message),
                _ => f.write_str("Some fields need another look."),
            },
            Self::Conflict { theirs, .. } if theirs.is_empty() => {
                f.write_str("Somebody emptied this while you were typing. Save again to fill it.")
            }
            Self::Conflict { theirs, .. } => {
                write!(f, "Somebody changed this while you were typing. It now says “{theirs}”. Save again to replace it.")
            }
            Self::Throttled(seconds) => write!(f, "Too many tries. Wait {} and try again.", wait(*seconds)),
            Self::Malformed => f.write_str("That request could not be read. Reload the page and try again."),
            Self::Offline => f.write_str("The server could not be reached. Nothing was changed; try again in a moment."),
            Self::Internal(incident) => {
                write!(f, "Something went wrong on our side. Nothing was changed. Name incident {incident} to your admin.")
            }
        }
    }
}

impl std::error::Error for AppError {}

fn wait(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    // The text of these errors may quote arguments or internals, so only their kind is kept.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            _ => Self::Internal("unknown".to_owned()),
        }
    }
}
