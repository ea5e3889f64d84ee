//! Migrating again changes nothing.

use crate::introspect::schema;
use crate::world;
use store::testing::TestDb;

store::both_engines! {
    async fn migrating_again_changes_nothing(db: TestDb) {
        world::build(&db.raw().await).await;
        let before = schema(&db).await;
        db.migrate().await.unwrap();
        assert_eq!(before, schema(&db).await);
        assert_eq!(world::count(&db.raw().await, "client").await, 2);
    }

    async fn instances_that_start_together_take_turns(db: TestDb) {
        let (one, two) = tokio::join!(db.migrate(), db.migrate());
        one.unwrap();
        two.unwrap();
    }

    async fn a_new_firm_has_seven_stages_and_an_empty_chain(db: TestDb) {
        assert_eq!(world::count(&db.raw().await, "deal_stage").await, 7);
        assert_eq!(world::count(&db.raw().await, "audit_head").await, 1);
        assert_eq!(world::count(&db.raw().await, "audit_log").await, 0);
    }
}
