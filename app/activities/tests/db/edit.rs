//! Changing what was logged.

use crate::firm::*;
use activities::{Of, db};
use chrono::TimeDelta;
use domain::AppError;
use domain::activity::{ActivityField, ActivityType};
use domain::id::ActivityId;
use store::DbError;
use store::testing::TestDb;

async fn edit(firm: &Firm, who: u128, which: ActivityId, field: ActivityField, value: &str, version: i32) -> Result<i32, DbError> {
    db::edit(&firm.access(who), which, field, value, version, today()).await
}

store::both_engines! {
    async fn each_field_is_changed_by_itself(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, call("Budget")).await.unwrap();
        let day = (today() - TimeDelta::days(9)).to_string();
        let changes = [
            (ActivityField::Kind, "meeting"),
            (ActivityField::Subject, "The budget"),
            (ActivityField::On, day.as_str()),
            (ActivityField::Minutes, "90"),
            (ActivityField::Sentiment, "negative"),
            (ActivityField::Deal, &text(DEAL)),
            (ActivityField::Project, &text(PROJECT)),
            (ActivityField::Description, "Cut in half."),
        ];
        for (version, (field, value)) in (1..).zip(changes) {
            assert_eq!(edit(&firm, ADA, which, field, value, version).await.unwrap(), version + 1);
            assert_eq!(db::detail(&firm.access(ADA), which).await.unwrap().text(field), value);
        }
        // What need not be there is emptied again.
        for (version, field) in (9..).zip([ActivityField::Minutes, ActivityField::Sentiment, ActivityField::Deal, ActivityField::Project, ActivityField::Description]) {
            edit(&firm, ADA, which, field, "", version).await.unwrap();
            assert_eq!(db::detail(&firm.access(ADA), which).await.unwrap().text(field), "");
        }
        assert_eq!(firm.log("activity").await.len(), 14);
    }

    async fn the_same_day_keeps_its_moment(db: TestDb) {
        let firm = Firm::new(&db).await;
        let at = ago(5) - TimeDelta::minutes(7);
        firm.happened(1, ActivityType::Call, at, A).await;
        let before = firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0);
        edit(&firm, ADA, id(1), ActivityField::On, &before.on.to_string(), 1).await.unwrap();
        assert_eq!(firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0).at, before.at);
    }

    async fn a_wrong_value_is_refused_and_its_field_named(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, call("Budget")).await.unwrap();
        let before = firm.everything().await;
        let long = "x".repeat(10_001);
        for (field, value) in [
            (ActivityField::Kind, "task_completed"),
            (ActivityField::Kind, "party"),
            (ActivityField::Subject, " "),
            (ActivityField::Subject, "a\u{202e}b"),
            (ActivityField::On, "9999-12-31"),
            (ActivityField::On, "yesterday"),
            (ActivityField::Minutes, "-1"),
            (ActivityField::Minutes, "1441"),
            (ActivityField::Sentiment, "fine"),
            (ActivityField::Deal, &text(FOREIGN_DEAL)),
            (ActivityField::Deal, "x"),
            (ActivityField::Project, &text(DEAL)),
            (ActivityField::Description, &long),
        ] {
            let error = refused(edit(&firm, ADA, which, field, value, 1).await);
            assert!(error.of(field.as_str()).is_some(), "{field} {value}: {error:?}");
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn two_who_change_the_same_both_see_it_and_two_who_change_different_things_do_not_meet(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, call("Budget")).await.unwrap();
        assert_eq!(edit(&firm, ADA, which, ActivityField::Kind, "meeting", 1).await.unwrap(), 2);
        assert_eq!(edit(&firm, ADMIN, which, ActivityField::Subject, "Costs", 1).await.unwrap(), 3);
        let late = refused(edit(&firm, ADMIN, which, ActivityField::Kind, "email", 1).await);
        assert_eq!(late, AppError::Conflict { field: "kind".into(), theirs: "Meeting".into(), yours: "email".into() });
    }

    async fn who_took_part_is_said_whole(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, call("Budget")).await.unwrap();
        let ada = firm.access(ADA);
        let with = async || {
            let row = firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0);
            row.with.into_iter().map(|person| person.name).collect::<Vec<_>>()
        };
        db::set_participants(&ada, which, &[id(MONA), id(NOAH)], &[]).await.unwrap();
        assert_eq!(with().await, ["Mona Fuchs", "Noah Buyer"]);
        db::set_participants(&ada, which, &[id(NOAH)], &[id(MONA), id(NOAH)]).await.unwrap();
        assert_eq!(with().await, ["Noah Buyer"]);
        assert_eq!(firm.timeline(ADA, Of::Stakeholder(id(MONA))).await.unwrap().rows.len(), 0);
        assert!(refused(db::set_participants(&ada, which, &[id(NOAH), id(PIA)], &[id(NOAH)]).await).of("with").is_some());
        assert_eq!(with().await, ["Noah Buyer"]);
        // Whoever began before Noah was named adds Mona, and takes nobody out.
        db::set_participants(&ada, which, &[id(MONA)], &[]).await.unwrap();
        assert_eq!(with().await, ["Mona Fuchs", "Noah Buyer"]);
    }

    async fn nobody_changes_what_is_not_theirs_or_was_written_by_itself(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.happened(1, ActivityType::Call, ago(1), A).await;
        firm.happened(2, ActivityType::Call, ago(1), B).await;
        firm.happened(3, ActivityType::TaskCompleted, ago(1), A).await;
        let before = firm.everything().await;
        for (who, which, wanted) in [
            (VIEWER, 1, AppError::Forbidden),
            (ADA, 2, AppError::NotFound),
            (BEN, 1, AppError::NotFound),
            (OUTSIDE, 1, AppError::NotFound),
            (ADMIN, 3, AppError::Forbidden),
            (ADMIN, 0xF, AppError::NotFound),
        ] {
            let access = firm.access(who);
            assert_eq!(refused(edit(&firm, who, id(which), ActivityField::Subject, "Mine", 1).await), wanted, "{who} {which}");
            assert_eq!(refused(db::set_participants(&access, id(which), &[], &[]).await), wanted, "{who} {which}");
            assert_eq!(refused(db::remove(&access, id(which)).await), wanted, "{who} {which}");
            assert_eq!(refused(db::restore(&access, id(0x77)).await), if who == VIEWER { AppError::Forbidden } else { AppError::NotFound });
        }
        assert_eq!(before, firm.everything().await);
    }
}
