//! Moving every deal of a stage to another open one, because its own goes. Nothing is asked of them: they did not choose.

use crate::db::transition::{Recorded, record};
use domain::stage::{Stage, transition};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder, QuerySelect};
use store::table::opportunity;
use store::{DbError, Handle, Write};

/// Deals that are read at a time.
const AT_A_TIME: u64 = 500;

/// Each deal keeps its place by its rank, and gets its step in the history with the reason. Who moves is the principal.
pub(super) async fn move_all(write: &mut Write, from: &Stage, to: &Stage, reason: &str) -> Result<(), DbError> {
    let by = match write.principal() {
        store::Principal::Person(actor) => actor.id,
        store::Principal::System(_) => return Err(domain::AppError::SignedOut.into()),
    };
    loop {
        let deals = write
            .find::<opportunity::Entity>()
            .filter(opportunity::Column::Stage.eq(from.key.clone()))
            .shape(|query| query.order_by_asc(opportunity::Column::Id).limit(AT_A_TIME))
            .all(write)
            .await?;
        if deals.is_empty() {
            return Ok(());
        }
        for deal in deals {
            let made = transition(from, to, "", store::id::now().date_naive())?;
            write.about(deal.client_id);
            let change = opportunity::ActiveModel { stage: Set(made.to.clone()), ..Default::default() };
            write.update::<opportunity::Entity>(&deal, change).await?;
            record(write, &deal, &made.to, Recorded { override_reason: Some(reason.to_owned()), ..Recorded::by(by) }).await?;
        }
    }
}
