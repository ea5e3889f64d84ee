//! A person at a client. How to reach them and what we note about them is personal data and stands sealed.

use crate::sealed::Sealed;
use domain::id::{ClientId, StakeholderId};
use domain::stakeholder::EngagementLevel;
use sea_orm::entity::prelude::*;

/// A person at a client. How to reach them and what we note about them is personal data and stands sealed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stakeholder")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StakeholderId,
    /// Where they work.
    pub client_id: ClientId,
    /// What they are called; 1 to 200 characters.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// Personal data.
    pub email: Option<Sealed>,
    /// Blind index of `email` within the client, to find an address without opening any.
    pub email_index: Option<Vec<u8>>,
    /// Personal data.
    pub phone: Option<Sealed>,
    /// Their title.
    pub job_title: Option<String>,
    /// How they answer.
    pub engagement_level: EngagementLevel,
    /// Personal data.
    pub notes: Option<Sealed>,
    /// Their manager, a stakeholder of the same client; the database holds that.
    pub reports_to: Option<StakeholderId>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
