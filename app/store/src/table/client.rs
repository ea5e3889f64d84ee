//! A company that the firm works for, or wants to.

use domain::client::ClientStatus;
use domain::id::ClientId;
use sea_orm::entity::prelude::*;

/// A company that the firm works for, or wants to.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientId,
    /// What it is called; 1 to 200 characters.
    pub name: String,
    /// `lower(name)`, kept by the database for search and order that ignore case; never set it.
    pub name_key: String,
    /// The trade it is in.
    pub industry: Option<String>,
    /// Its web address.
    pub website: Option<String>,
    /// Where the relationship stands.
    pub status: ClientStatus,
    /// The day by which they want it done.
    pub deadline: Option<Date>,
    /// What they can spend, in whole minor units of `currency`.
    pub budget: Option<i64>,
    /// ISO 4217 code of `budget`.
    pub currency: String,
    /// How success will be measured.
    pub meddpicc_metrics: Option<String>,
    /// What they will decide by.
    pub meddpicc_decision_criteria: Option<String>,
    /// How they will decide.
    pub meddpicc_decision_process: Option<String>,
    /// What the contract has to pass through.
    pub meddpicc_paper_process: Option<String>,
    /// What hurts.
    pub meddpicc_identified_pain: Option<String>,
    /// Who else they look at.
    pub meddpicc_competition: Option<String>,
    /// Since when `meddpicc_metrics` says what it says; kept by whoever writes that.
    pub meddpicc_metrics_at: Option<DateTimeUtc>,
    /// Since when `meddpicc_decision_criteria` says what it says; kept by whoever writes that.
    pub meddpicc_decision_criteria_at: Option<DateTimeUtc>,
    /// Since when `meddpicc_decision_process` says what it says; kept by whoever writes that.
    pub meddpicc_decision_process_at: Option<DateTimeUtc>,
    /// Since when `meddpicc_paper_process` says what it says; kept by whoever writes that.
    pub meddpicc_paper_process_at: Option<DateTimeUtc>,
    /// Since when `meddpicc_identified_pain` says what it says; kept by whoever writes that.
    pub meddpicc_identified_pain_at: Option<DateTimeUtc>,
    /// Since when `meddpicc_competition` says what it says; kept by whoever writes that.
    pub meddpicc_competition_at: Option<DateTimeUtc>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
