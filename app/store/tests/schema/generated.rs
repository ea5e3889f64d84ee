//! Columns that the database computes: read back on insert and update, the same on both engines.

use crate::world::people::{a_client, a_user};
use crate::world::selling::a_deal;
use crate::world::{self, FIRST, add, id};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn a_new_row_comes_back_with_what_the_database_added(db: TestDb) {
        let raw = db.raw().await;
        let made = add(&raw, client::ActiveModel { name: Set("Ångström & Söhne GmbH".into()), ..a_client(FIRST) }).await;
        // ASCII letters only, on both engines.
        assert_eq!(made.name_key, "Ångström & söhne gmbh");
        assert_eq!((made.version, made.currency.as_str()), (1, "USD"));
        assert_eq!(made.created_at, world::moment());
        let read = client::Entity::find_by_id(made.id).one(&raw).await.unwrap().unwrap();
        assert_eq!(made, read);
    }

    async fn a_row_that_was_read_can_be_written_back(db: TestDb) {
        let raw = db.raw().await;
        let mut row = add(&raw, a_client(FIRST)).await.into_active_model();
        row.name = Set("New Name".into());
        assert_eq!(row.update(&raw).await.unwrap().name_key, "new name");
        let mut change = client::ActiveModel { id: Set(id(FIRST)), ..Default::default() };
        change.name = Set("THIRD".into());
        assert_eq!(change.update(&raw).await.unwrap().name_key, "third");
    }

    async fn many_rows_at_once_leave_the_computed_columns_to_the_database(db: TestDb) {
        let raw = db.raw().await;
        let made = client::Entity::insert_many([a_client(1), a_client(2)]).exec_with_returning(&raw).await.unwrap();
        assert_eq!(made.iter().map(|client| client.name_key.as_str()).collect::<Vec<_>>(), ["client 1", "client 2"]);
        client::Entity::insert_many([a_client(3)]).exec_without_returning(&raw).await.unwrap();
    }

    async fn names_are_ordered_and_found_alike(db: TestDb) {
        let raw = db.raw().await;
        for (n, name) in (1..).zip(["beta", "Alpha", "_under", "Ärger", "alpha 2", "Zeta", "10 %", "9"]) {
            add(&raw, client::ActiveModel { name: Set(name.into()), ..a_client(n) }).await;
        }
        let names = client::Entity::find().select_only().column(client::Column::Name).order_by_asc(client::Column::NameKey);
        let names: Vec<String> = names.into_tuple().all(&raw).await.unwrap();
        assert_eq!(names, ["10 %", "9", "_under", "Alpha", "alpha 2", "beta", "Zeta", "Ärger"]);
        let found = client::Entity::find().filter(client::COLUMN.name_key.contains("alph")).all(&raw).await.unwrap();
        assert_eq!(found.len(), 2);
        let after = client::Entity::find().filter(client::Column::NameKey.gt("beta")).all(&raw).await.unwrap();
        assert_eq!(after.len(), 2);
    }

    async fn ranks_are_ordered_by_bytes(db: TestDb) {
        let raw = db.raw().await;
        add(&raw, a_client(FIRST)).await;
        add(&raw, a_user(FIRST)).await;
        for (n, rank) in (1..).zip(["a", "Z", "b", "a0", "B", "-"]) {
            add(&raw, opportunity::ActiveModel { rank: Set(Some(rank.into())), ..a_deal(n) }).await;
        }
        let ranks = opportunity::Entity::find().select_only().column(opportunity::Column::Rank).order_by_asc(opportunity::Column::Rank);
        let ranks: Vec<String> = ranks.into_tuple().all(&raw).await.unwrap();
        assert_eq!(ranks, ["-", "B", "Z", "a", "a0", "b"]);
    }

    async fn a_link_with_a_password_says_so(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let link = client_portal_access::Entity::find_by_id(id::<domain::id::ClientPortalAccessId>(FIRST)).one(&raw).await.unwrap().unwrap();
        assert!(!link.password_protected);
        let mut link = link.into_active_model();
        link.password_hash = Set(Some("$argon2id$".into()));
        assert!(link.update(&raw).await.unwrap().password_protected);
    }

    async fn a_version_can_be_raised_by_the_database(db: TestDb) {
        let raw = db.raw().await;
        add(&raw, a_client(FIRST)).await;
        let raised = client::Entity::update_many()
            .col_expr(client::Column::Version, client::Column::Version.into_expr().add(1))
            .filter(client::Column::Version.eq(1))
            .exec_with_returning(&raw)
            .await
            .unwrap();
        assert_eq!(raised.iter().map(|client| client.version).collect::<Vec<_>>(), [2]);
    }
}
