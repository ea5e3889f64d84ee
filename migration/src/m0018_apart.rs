//! What was said with a client is found apart from what was said about a deal, and open tasks apart from done ones. Most
//! activities are about no deal, and an index over deals that holds them too is taken for a way to all of them: it is one,
//! through half the table.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut wide = Index::drop();
        wide.name("activity_opportunity_id_occurred_at_id_idx").table("activity");
        manager.drop_index(wide).await?;
        let mut deals = Index::create();
        deals.name("activity_opportunity_id_occurred_at_id_idx").table("activity");
        deals.col("opportunity_id").col("occurred_at").col("id").and_where(Expr::col("opportunity_id").is_not_null());
        manager.create_index(deals).await?;
        let mut clients = Index::create();
        clients.name("activity_client_id_type_occurred_at_id_idx").table("activity");
        clients.col("client_id").col("type").col("occurred_at").col("id").and_where(Expr::col("opportunity_id").is_null());
        manager.create_index(clients).await?;
        // How the next steps stand is counted from the tasks that are not done.
        let mut open = Index::create();
        open.name("task_id_due_date_idx").table("task").col("id").col("due_date").and_where(Expr::col("status").ne(Expr::cust("'done'")));
        manager.create_index(open).await
    }
}
