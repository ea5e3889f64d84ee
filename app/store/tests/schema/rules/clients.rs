//! Deleting a client, competitors and portal links.

use super::refusal;
use crate::world::people::a_client;
use crate::world::selling::a_competitor;
use crate::world::{self, FIRST, SECOND, id};
use domain::id::{ClientId, TaskEntityId, UserId};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn a_client_with_a_bill_cannot_be_deleted(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        user::Entity::delete_by_id(id::<UserId>(world::people::OUTSIDE)).exec(&raw).await.unwrap();
        let error = client::Entity::delete_by_id(id::<ClientId>(FIRST)).exec(&raw).await.unwrap_err();
        assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
        assert_eq!(world::count(&raw, "opportunity").await, 2);
    }

    async fn a_client_without_bills_goes_with_all_that_is_below_it(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        time_entry::Entity::delete_many().exec(&raw).await.unwrap();
        invoice::Entity::delete_many().exec(&raw).await.unwrap();
        user::Entity::delete_by_id(id::<UserId>(world::people::OUTSIDE)).exec(&raw).await.unwrap();
        client::Entity::delete_by_id(id::<ClientId>(FIRST)).exec(&raw).await.unwrap();
        for table in ["stakeholder", "stakeholder_meddpicc_role", "opportunity", "opportunity_stage_change", "opportunity_stakeholder",
            "competitor_mention", "project", "phase", "task", "task_dependency", "task_entity", "activity", "activity_stakeholder"] {
            assert_eq!(world::count(&raw, table).await, 0, "{table}");
        }
        assert_eq!(world::count(&raw, "client_portal_access").await, 1, "the other client keeps its own");
        assert_eq!(world::count(&raw, "audit_log").await, 1, "the log outlives the client");
        assert_eq!(world::count(&raw, "competitor").await, 2);
    }

    async fn a_client_can_be_marked_in_many_tasks_and_the_database_says_which_kind_of_link_it_is(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let links = task_entity::Entity::find().order_by_asc(task_entity::Column::Id).all(&raw).await.unwrap();
        let kinds: Vec<_> = links.iter().map(|link| (link.entity_type.as_str(), link.entity_id)).collect();
        assert_eq!(kinds, ["client", "opportunity", "stakeholder", "user"].map(|kind| (kind, id(FIRST))));
        let again = task_entity::ActiveModel { id: Set(id::<TaskEntityId>(9)), ..world::working::a_task_link(0) };
        assert!(refusal(&raw, again).await.to_lowercase().contains("unique"), "the same link twice");
    }

    async fn a_task_link_points_at_exactly_one_thing(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let link = |client: bool, user: bool| task_entity::ActiveModel {
            id: Set(id(9)),
            task_id: Set(id(SECOND)),
            client_id: Set(client.then(|| id(FIRST))),
            user_id: Set(user.then(|| id(FIRST))),
            ..world::working::a_task_link(9)
        };
        assert!(refusal(&raw, link(true, true)).await.contains("task_entity_one_entity"));
        let nothing = refusal(&raw, link(false, false)).await.to_lowercase();
        assert!(nothing.contains("task_entity_one_entity") || nothing.contains("entity_id"), "{nothing}");
    }

    async fn a_competitor_has_one_name_whatever_the_case(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let same = competitor::ActiveModel { name: Set("COMPETITOR 1".into()), ..a_competitor(9) };
        assert!(refusal(&raw, same).await.to_lowercase().contains("unique"));
    }

    async fn a_budget_is_not_below_zero_and_a_currency_is_three_capitals(db: TestDb) {
        let raw = db.raw().await;
        assert!(refusal(&raw, client::ActiveModel { budget: Set(Some(-1)), ..a_client(9) }).await.contains("client_budget"));
        for currency in ["usd", "US", "USDT", ""] {
            let row = client::ActiveModel { currency: Set(currency.into()), ..a_client(9) };
            assert!(refusal(&raw, row).await.contains("client_currency"), "{currency}");
        }
    }
}
