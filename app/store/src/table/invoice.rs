//! A bill.

use domain::billing::InvoiceStatus;
use domain::id::{ClientId, InvoiceId, StakeholderId};
use sea_orm::entity::prelude::*;

/// A bill.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceId,
    /// To whom; a client with bills cannot be deleted.
    pub client_id: ClientId,
    /// Unique; given when it is sent.
    pub invoice_number: Option<String>,
    /// The sum of its lines with tax, in whole minor units of `currency`.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// Until when it is to be paid.
    pub due_date: Date,
    /// When it was sent.
    pub sent_date: Option<Date>,
    /// When it was paid.
    pub paid_date: Option<Date>,
    /// Who gets it.
    pub recipient_stakeholder_id: Option<StakeholderId>,
    /// What stands under it.
    pub notes: Option<String>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    /// The row that `recipient_stakeholder_id` names.
    #[sea_orm(belongs_to, from = "recipient_stakeholder_id", to = "id")]
    pub stakeholder: BelongsTo<Option<super::stakeholder::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
