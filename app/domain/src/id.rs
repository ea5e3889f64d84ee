//! Typed ids: a client's id cannot be handed to a function that wants a deal's.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::parse::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text.trim()).map(Self).map_err(|_| $crate::parse::ParseError::new("is not an id"))
            }
        }

        // The derive writes this for integer newtypes only; an auto-increment key is never made from a UUID.
        #[cfg(feature = "orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

ids! {
    /// A person who signs in.
    UserId,
    /// A signed-in browser.
    SessionId,
    /// A company that the firm works for, or wants to.
    ClientId,
    /// A person at a client.
    StakeholderId,
    /// A deal.
    OpportunityId,
    /// One move of a deal from a stage to another.
    StageChangeId,
    /// One thing that a deal must have before it leaves a stage.
    CriterionId,
    /// A reason on the firm's list of why deals are lost.
    LossReasonId,
    /// Something that was said or done with a client.
    ActivityId,
    /// Work that was sold.
    ProjectId,
    /// A part of a project.
    PhaseId,
    /// A usual course of a project.
    PhaseTemplateId,
    /// A part of a usual course.
    TemplatePhaseId,
    /// A piece of work or a next step.
    TaskId,
    /// A link from a task to what it is about.
    TaskEntityId,
    /// A bill.
    InvoiceId,
    /// A line of a bill.
    InvoiceLineId,
    /// Hours that a person worked.
    TimeEntryId,
    /// A firm that we meet in deals.
    CompetitorId,
    /// A row of the audit log.
    AuditLogId,
    /// A client's portal link.
    ClientPortalAccessId,
    /// One run of an import.
    ImportRunId,
    /// One row that an import touched.
    ImportChangeId,
    /// One failed try at a credential.
    CredentialAttemptId,
}
