//! What a row can become, and the fields that it has.

use serde::{Deserialize, Serialize};

/// What a row becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// A person of the firm.
    User,
    /// A client.
    Client,
    /// A line of a price list; looked up in, not stored.
    Product,
    /// A deal.
    Deal,
}

impl Entity {
    /// The fields that a column can become.
    pub(crate) const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::User => &["name", "email", "job_title", "lead"],
            Self::Client => &["name", "industry", "website", "status"],
            Self::Product => &["name", "price"],
            Self::Deal => &["key", "name", "agent", "client", "product", "stage", "opened_on", "closed_on", "value"],
        }
    }

    /// The fields that must have a column.
    pub(crate) const fn required(self) -> &'static [&'static str] {
        match self {
            Self::User | Self::Client => &["name"],
            Self::Product => &["name", "price"],
            Self::Deal => &["key", "agent", "stage"],
        }
    }

    /// What can be said for new rows.
    pub(crate) const fn defaults(self) -> &'static [&'static str] {
        match self {
            Self::User => &["role", "job_title", "lead_job_title", "email_domain"],
            Self::Client => &["industry", "status"],
            Self::Product => &[],
            Self::Deal => &["type", "source", "loss_reason", "client", "client_status", "open_value"],
        }
    }

    /// The field that a row is found again by.
    pub(crate) const fn match_by(self) -> &'static str {
        match self {
            Self::User => "email",
            Self::Client | Self::Product => "name",
            Self::Deal => "key",
        }
    }

    /// The word in the mapping.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Client => "client",
            Self::Product => "product",
            Self::Deal => "deal",
        }
    }
}
