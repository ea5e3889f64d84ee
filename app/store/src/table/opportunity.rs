//! A deal.

use domain::deal::{OpportunitySource, OpportunityType, Outcome};
use domain::id::{ClientId, LossReasonId, OpportunityId, UserId};
use domain::stage::StageKey;
use sea_orm::entity::prelude::*;

/// A deal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OpportunityId,
    /// With whom; never changes.
    pub client_id: ClientId,
    /// What it is called; 1 to 200 characters.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// Why we are talking.
    #[sea_orm(column_name = "type")]
    pub kind: OpportunityType,
    /// How it came to us.
    pub source: OpportunitySource,
    /// Where it stands.
    pub stage: StageKey,
    /// What it is worth, in whole minor units of `currency`; never below zero.
    pub value: i64,
    /// ISO 4217 code of `value`.
    pub currency: String,
    /// The day on which we expect the answer.
    pub expected_close_date: Option<Date>,
    /// The day on which it was won or lost; set together with `outcome`.
    pub actual_close_date: Option<Date>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Why it was lost; required then.
    pub loss_reason: Option<String>,
    /// The reason on the firm's list, where one was chosen.
    pub loss_reason_id: Option<LossReasonId>,
    /// Its place in its column of the board, as `domain::rank` makes it; every deal has one. Sorts by bytes.
    pub rank: Option<String>,
    /// Who opened it.
    pub created_by: UserId,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `client_id` names.
    #[sea_orm(belongs_to, from = "client_id", to = "id")]
    pub client: BelongsTo<super::client::Entity>,
    /// The row that `stage` names.
    #[sea_orm(belongs_to, from = "stage", to = "key")]
    pub deal_stage: BelongsTo<super::deal_stage::Entity>,
    /// The row that `loss_reason_id` names.
    #[sea_orm(belongs_to, from = "loss_reason_id", to = "id")]
    pub listed_reason: BelongsTo<Option<super::loss_reason::Entity>>,
    /// The row that `created_by` names.
    #[sea_orm(belongs_to, from = "created_by", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
