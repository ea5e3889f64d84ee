//! The audit log is written and never changed.

use crate::world::exchange::an_audit_row;
use crate::world::people::a_user;
use crate::world::{self, FIRST, add};
use sea_orm::{ConnectionTrait, EntityTrait};
use store::Engine;
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn no_row_of_the_log_is_changed_or_removed(db: TestDb) {
        let raw = db.raw().await;
        add(&raw, a_user(FIRST)).await;
        add(&raw, an_audit_row(1)).await;
        let mut tries = vec![
            r#"UPDATE "audit_log" SET "changes" = '{}'"#,
            r#"UPDATE "audit_log" SET "id" = "id""#,
            r#"DELETE FROM "audit_log""#,
            r#"DELETE FROM "audit_log" WHERE "seq" = 1"#,
        ];
        match db.engine() {
            Engine::Sqlite => tries.push(r#"INSERT OR REPLACE INTO "audit_log" SELECT * FROM "audit_log""#),
            Engine::Postgres => tries.extend([
                r#"TRUNCATE "audit_log""#,
                r#"TRUNCATE "user" CASCADE"#,
                r#"INSERT INTO "audit_log" SELECT * FROM "audit_log" ON CONFLICT ("seq") DO UPDATE SET "changes" = '{}'"#,
            ]),
        }
        for statement in tries {
            let error = raw.execute_unprepared(statement).await.unwrap_err().to_string();
            assert!(error.contains("audit_log is append-only"), "{statement}: {error}");
        }
        assert_eq!(world::count(&raw, "audit_log").await, 1);
        add(&raw, an_audit_row(2)).await;
    }

    async fn a_place_in_the_chain_is_taken_once(db: TestDb) {
        let raw = db.raw().await;
        add(&raw, a_user(FIRST)).await;
        add(&raw, an_audit_row(1)).await;
        let again = audit_log::ActiveModel { id: sea_orm::ActiveValue::Set(world::id(9)), ..an_audit_row(1) };
        let error = audit_log::Entity::insert(again).exec_without_returning(&raw).await.unwrap_err().to_string();
        assert!(error.contains("append-only") || error.contains("audit_log_seq_idx"), "{error}");
    }

    async fn whoever_stands_in_the_log_is_kept(db: TestDb) {
        let raw = db.raw().await;
        add(&raw, a_user(FIRST)).await;
        add(&raw, an_audit_row(1)).await;
        let error = user::Entity::delete_many().exec(&raw).await.unwrap_err().to_string().to_lowercase();
        assert!(error.contains("foreign key"), "{error}");
    }

    async fn the_chain_has_one_end(db: TestDb) {
        let raw = db.raw().await;
        let head = audit_head::Entity::find().one(&raw).await.unwrap().unwrap();
        assert_eq!((head.id, head.seq, head.hash.len()), (1, 0, 32));
        let second = r#"INSERT INTO "audit_head" ("id", "seq", "hash") SELECT 2, "seq", "hash" FROM "audit_head""#;
        assert!(raw.execute_unprepared(second).await.unwrap_err().to_string().contains("audit_head_id"));
    }
}
