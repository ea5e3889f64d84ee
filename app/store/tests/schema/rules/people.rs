//! Users and stakeholders.

use super::refusal;
use crate::world::people::{OUTSIDE, a_stakeholder, a_user};
use crate::world::{self, FIRST, SECOND, add, id};
use domain::user::UserRole;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use store::table::*;
use store::testing::TestDb;

store::both_engines! {
    async fn one_address_signs_in_one_person_whatever_the_case(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let upper = user::ActiveModel { email: Set("USER9@example.com".into()), ..a_user(9) };
        assert!(refusal(&raw, upper).await.contains("user_email_lower"));
        let again = user::ActiveModel { email: Set("user1@example.com".into()), ..a_user(9) };
        assert!(refusal(&raw, again).await.to_lowercase().contains("unique"));
    }

    async fn only_a_user_of_the_portal_has_a_client_and_always_has_one(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let ours = user::ActiveModel { client_id: Set(Some(id(FIRST))), ..a_user(9) };
        assert!(refusal(&raw, ours).await.contains("user_portal_role"));
        let theirs = user::ActiveModel { role: Set(UserRole::Client), ..a_user(9) };
        assert!(refusal(&raw, theirs).await.contains("user_portal_role"));
    }

    async fn nobody_reports_to_themselves_or_into_another_company(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let own = stakeholder::ActiveModel { reports_to: Set(Some(id(9))), ..a_stakeholder(9) };
        assert!(refusal(&raw, own).await.contains("stakeholder_reports_to"));
        let stranger = stakeholder::ActiveModel { client_id: Set(id(SECOND)), reports_to: Set(Some(id(FIRST))), ..a_stakeholder(9) };
        assert!(refusal(&raw, stranger).await.to_lowercase().contains("foreign key"));
    }

    async fn when_a_manager_goes_their_people_stay_and_report_to_nobody(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let second = stakeholder::ActiveModel { id: Set(id(SECOND)), reports_to: Set(Some(id(FIRST))), ..Default::default() };
        second.update(&raw).await.unwrap();
        stakeholder::Entity::delete_by_id(id::<domain::id::StakeholderId>(FIRST)).exec(&raw).await.unwrap();
        let left = stakeholder::Entity::find().all(&raw).await.unwrap();
        assert_eq!(left.iter().map(|one| (one.id, one.client_id, one.reports_to)).collect::<Vec<_>>(), [(id(SECOND), id(FIRST), None)]);
    }

    async fn a_whole_company_goes_with_its_chain_of_command(db: TestDb) {
        let raw = db.raw().await;
        for n in [FIRST, SECOND] {
            add(&raw, crate::world::people::a_client(n)).await;
        }
        for n in 1..=5 {
            let reports_to = (n > 1).then(|| id(n - 1));
            add(&raw, stakeholder::ActiveModel { reports_to: Set(reports_to), ..a_stakeholder(n) }).await;
        }
        client::Entity::delete_by_id(id::<domain::id::ClientId>(FIRST)).exec(&raw).await.unwrap();
        assert_eq!(world::count(&raw, "stakeholder").await, 0);
        assert_eq!(world::count(&raw, "client").await, 1);
    }

    async fn the_second_user_can_become_the_portals(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let outside = user::Entity::find_by_id(id::<domain::id::UserId>(OUTSIDE)).one(&raw).await.unwrap().unwrap();
        let mut inside = outside.into_active_model();
        inside.role = Set(UserRole::Viewer);
        inside.client_id = Set(None);
        assert_eq!(inside.update(&raw).await.unwrap().role, UserRole::Viewer);
    }
}
