//! A line of a bill.

use domain::billing::InvoiceLineKind;
use domain::id::{InvoiceId, InvoiceLineId, PhaseId, TaskId};
use sea_orm::entity::prelude::*;

/// A line of a bill.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_line")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvoiceLineId,
    /// Of which bill.
    pub invoice_id: InvoiceId,
    /// What it bills.
    pub kind: InvoiceLineKind,
    /// The phase that it bills.
    pub phase_id: Option<PhaseId>,
    /// The task that it bills.
    pub task_id: Option<TaskId>,
    /// What stands on it.
    pub description: String,
    /// How many, in thousandths.
    pub quantity: i64,
    /// What one costs, in whole minor units of the bill's currency.
    pub unit_price: i64,
    /// What the line costs without tax, in whole minor units.
    pub amount: i64,
    /// Tax in basis points: 1900 is 19 %.
    pub tax_rate: i32,
    /// Its place on the bill; ties are broken by id.
    pub order: i32,
    /// Counts the changes; a write that names an old one is refused.
    pub version: i32,
    /// The row that `invoice_id` names.
    #[sea_orm(belongs_to, from = "invoice_id", to = "id")]
    pub invoice: BelongsTo<super::invoice::Entity>,
    /// The row that `phase_id` names.
    #[sea_orm(belongs_to, from = "phase_id", to = "id")]
    pub phase: BelongsTo<Option<super::phase::Entity>>,
    /// The row that `task_id` names.
    #[sea_orm(belongs_to, from = "task_id", to = "id")]
    pub task: BelongsTo<Option<super::task::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
