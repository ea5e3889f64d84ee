//! A failed try at a credential, kept as long as throttling needs it.

use domain::id::CredentialAttemptId;
use sea_orm::entity::prelude::*;

/// A failed try at a credential, kept as long as throttling needs it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credential_attempt")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CredentialAttemptId,
    /// What was tried: `sign_in`, `password` (of an open session) or `portal`.
    pub kind: String,
    /// Keyed hash of the account or link that was tried; tells equal ones, names none.
    pub subject_hash: Vec<u8>,
    /// Where it came from.
    pub ip_address: String,
    /// When.
    pub attempted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
