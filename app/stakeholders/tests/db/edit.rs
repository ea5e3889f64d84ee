//! A person's fields, changed where they stand; their roles; and what is sealed.

use crate::firm::*;
use domain::AppError;
use domain::audit::AuditAction;
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField as F};
use sea_orm::{ActiveValue::Set, EntityTrait};
use stakeholders::db;
use store::table::stakeholder;
use store::testing::TestDb;

store::both_engines! {
    async fn each_field_is_changed_and_cleared(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (field, typed, kept, cleared) in [
            (F::Name, " Mona Fuchs-Berg ", "Mona Fuchs-Berg", None),
            (F::JobTitle, "Head of finance", "Head of finance", Some("")),
            (F::Email, "Mona@A.example", "mona@a.example", Some("")),
            (F::Phone, "+49 30 23125 007", "+49 30 23125 007", Some("")),
            (F::Notes, "Reads everything twice.\nLikes tea.", "Reads everything twice.\nLikes tea.", Some("")),
            (F::Engagement, "low", "low", None),
        ] {
            firm.edit(ADA, MONA, field, typed).await.unwrap();
            assert_eq!(firm.page(ADA, MONA).await.text(field), kept, "{field}");
            if let Some(cleared) = cleared {
                firm.edit(ADA, MONA, field, " ").await.unwrap();
                assert_eq!(firm.page(ADA, MONA).await.text(field), cleared, "{field}");
            }
        }
        assert_eq!(firm.row(id(MONA)).await.engagement_level, EngagementLevel::Low);
    }

    async fn what_is_wrong_names_its_field_and_changes_nothing(db: TestDb) {
        let firm = Firm::new(&db).await;
        let before = firm.row(id(MONA)).await;
        let long = format!("{}@a.example", "x".repeat(10_000));
        for (field, typed) in [
            (F::Name, ""),
            (F::Name, "a\0b"),
            (F::Name, "Mona\u{202E}shcuF"),
            (F::Email, "mona"),
            (F::Email, long.as_str()),
            (F::Phone, "call me"),
            (F::Engagement, "tepid"),
            (F::ReportsTo, "nobody"),
            (F::Notes, "\u{0007}"),
        ] {
            let told = refused(firm.edit(ADA, MONA, field, typed).await);
            assert!(matches!(&told, AppError::Invalid(_)) && told.of(field.as_str()).is_some(), "{field} {typed:.20?}: {told:?}");
        }
        assert_eq!(firm.row(id(MONA)).await, before);
    }

    async fn only_who_may_change_the_clients_people_changes_them(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (who, person, status) in [(VIEWER, MONA, 403), (ADA, PIA, 404), (OUTSIDE, MONA, 404)] {
            assert_eq!(refused(firm.edit(who, person, F::Name, "X").await).status(), status);
            let role = db::set_role(&firm.access(who), id(person), Some(MeddpiccRole::Coach), None).await;
            assert_eq!(refused(role).status(), status);
        }
        assert_eq!(firm.count("SELECT COUNT(*) AS n FROM stakeholder_meddpicc_role").await, 0);
        assert!(!firm.page(VIEWER, MONA).await.can_edit && firm.page(ADA, MONA).await.can_edit);
    }

    async fn nobody_reports_to_themselves_however_many_stand_between(db: TestDb) {
        let firm = Firm::new(&db).await;
        let to = |n: u128| id::<domain::id::StakeholderId>(n).to_string();
        firm.edit(ADA, OLGA, F::ReportsTo, &to(MONA)).await.unwrap();
        let told = |error: AppError| error.of("reports_to").unwrap();
        assert_eq!(told(refused(firm.edit(ADA, MONA, F::ReportsTo, &to(MONA)).await)), "is the same person; choose somebody else");
        assert_eq!(
            told(refused(firm.edit(ADA, MONA, F::ReportsTo, &to(OLGA)).await)),
            "is Olga Stern, who reports to Mona Fuchs; change that first"
        );
        assert_eq!(
            told(refused(firm.edit(ADA, NOAH, F::ReportsTo, &to(OLGA)).await)),
            "is Olga Stern, who reports to Noah Buyer through Mona Fuchs; change that first"
        );
        // Somebody of another client is nobody here.
        let foreign = told(refused(firm.edit(ADMIN, NOAH, F::ReportsTo, &to(PIA)).await));
        assert_eq!(foreign, "is none of this client's people; choose one of the list");
        let page = firm.page(ADA, MONA).await;
        assert_eq!(page.manager.map(|one| one.name).as_deref(), Some("Noah Buyer"));
        assert_eq!(page.reports.into_iter().map(|one| one.name).collect::<Vec<_>>(), ["Olga Stern"]);
        firm.edit(ADA, MONA, F::ReportsTo, "").await.unwrap();
        assert_eq!(firm.page(ADA, MONA).await.manager, None);
    }

    async fn two_who_are_made_each_others_manager_at_once_are_not(db: TestDb) {
        let firm = Firm::new(&db).await;
        let to = |n: u128| id::<domain::id::StakeholderId>(n).to_string();
        for _ in 0..5 {
            for person in [MONA, OLGA] {
                firm.edit(ADMIN, person, F::ReportsTo, "").await.unwrap();
            }
            let (one, other) = (to(OLGA), to(MONA));
            let both = tokio::join!(firm.edit(ADMIN, MONA, F::ReportsTo, &one), firm.edit(ADMIN, OLGA, F::ReportsTo, &other));
            assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
        }
    }

    async fn who_was_slower_is_told_and_nothing_personal_stands_in_the_error(db: TestDb) {
        let firm = Firm::new(&db).await;
        let seen = firm.page(ADA, MONA).await.version;
        let (ada, admin) = (firm.access(ADA), firm.access(ADMIN));
        for (field, theirs, yours, read) in [
            (F::Engagement, "low", "high", "Low"),
            (F::JobTitle, "Chief of staff", "Treasurer", "Chief of staff"),
            (F::Email, "first@a.example", "second@a.example", "something else"),
        ] {
            db::edit(&admin, id(MONA), field, theirs, seen).await.unwrap();
            let told = refused(db::edit(&ada, id(MONA), field, yours, seen).await);
            let conflict = AppError::Conflict { field: field.as_str().into(), theirs: read.into(), yours: yours.into() };
            assert_eq!(told, conflict);
        }
        // The same typed twice is no conflict.
        db::edit(&ada, id(MONA), F::Email, "first@a.example", seen).await.unwrap();
    }

    async fn what_is_personal_is_sealed_opened_with_a_trace_and_nowhere_else(db: TestDb) {
        let firm = Firm::new(&db).await;
        let secrets = ["mona.secret@a.example", "+49 30 23125 999", "Afraid of the merger"];
        for (field, text) in [F::Email, F::Phone, F::Notes].into_iter().zip(secrets) {
            firm.edit(ADA, MONA, field, text).await.unwrap();
        }
        let before = firm.log().await.len();
        assert_eq!(firm.page(VIEWER, MONA).await.text(F::Notes), secrets[2]);
        let log = firm.log().await;
        let read: Vec<_> = log[before..].iter().filter(|row| row.action == AuditAction::Read).collect();
        assert_eq!(read.len(), 3, "one for each field that was opened");
        assert!(read.iter().all(|row| row.user_id == Some(id(VIEWER)) && row.resource_id == Some(id::<domain::id::StakeholderId>(MONA).to_string())));
        let everything = format!("{log:?} {:?}", firm.row(id(MONA)).await);
        for secret in secrets {
            assert!(!everything.contains(secret), "{secret}");
        }
        // Listing people opens nothing.
        db::list(&firm.access(ADMIN), &stakeholders::Sought::default(), stakeholders::StakeholderSort::Name, false, 1).await.unwrap();
        assert_eq!(firm.log().await.len(), log.len());
    }

    async fn a_value_that_was_moved_from_another_row_does_not_open_and_the_page_goes_on(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.edit(ADA, NOAH, F::Phone, "+49 30 23125 111").await.unwrap();
        let moved = stakeholder::ActiveModel { id: Set(id(MONA)), phone: Set(firm.row(id(NOAH)).await.phone), ..Default::default() };
        stakeholder::Entity::update(moved).exec(&firm.raw).await.unwrap();
        let page = firm.page(ADA, MONA).await;
        assert_eq!((page.unopened.as_slice(), page.text(F::Phone).as_str(), page.name.as_str()), ([F::Phone].as_slice(), "", "Mona Fuchs"));
        // Typing it anew mends it.
        firm.edit(ADA, MONA, F::Phone, "+49 30 23125 222").await.unwrap();
        assert_eq!(firm.page(ADA, MONA).await.text(F::Phone), "+49 30 23125 222");
    }

    async fn a_role_is_given_and_taken_however_often_it_is_pressed(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ada = firm.access(ADA);
        let roles = async || firm.page(ADA, MONA).await.roles;
        for _ in 0..2 {
            db::set_role(&ada, id(MONA), Some(MeddpiccRole::Coach), None).await.unwrap();
            assert_eq!(roles().await, [MeddpiccRole::Coach]);
        }
        db::set_role(&ada, id(MONA), Some(MeddpiccRole::User), Some(MeddpiccRole::Coach)).await.unwrap();
        assert_eq!(roles().await, [MeddpiccRole::User]);
        db::set_role(&ada, id(MONA), None, Some(MeddpiccRole::Coach)).await.unwrap();
        assert_eq!(roles().await, [MeddpiccRole::User]);
    }
}
