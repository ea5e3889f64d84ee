//! Loaded twice, it is the same firm, whatever the engine.

use crate::{Firm, plan, today};
use chrono::{Days, NaiveDate};
use domain::AppError;
use std::fmt::Debug;
use store::sealed::{Place, open};
use store::table::*;
use store::testing::TestDb;
use store::{DbError, InScope};

async fn lines<E: InScope>(firm: &Firm) -> Vec<String>
where
    E::Model: Debug,
{
    let mut lines: Vec<String> = firm.all::<E>().await.iter().map(|row| format!("{row:?}")).collect();
    lines.sort();
    lines
}

async fn addresses(firm: &Firm) -> Vec<Option<String>> {
    let keys = firm.store.keys().expect("the keys are there");
    let mut people = firm.all::<stakeholder::Entity>().await;
    people.sort_by_key(|person| person.id);
    let place = |row| Place { table: "stakeholder", column: "email", row };
    people.iter().map(|one| one.email.as_ref().map(|sealed| open(&keys, place(one.id.0), sealed).expect("it opens"))).collect()
}

store::both_engines! {
    async fn two_databases_hold_the_same_firm(db: TestDb) {
        let one = Firm::load(&db, plan(2)).await;
        let other_db = TestDb::sqlite().await;
        let other = Firm::load(&other_db, plan(2)).await;
        assert_eq!(one.summary, other.summary);
        assert_eq!(lines::<client::Entity>(&one).await, lines::<client::Entity>(&other).await);
        assert_eq!(lines::<user::Entity>(&one).await, lines::<user::Entity>(&other).await);
        assert_eq!(lines::<opportunity::Entity>(&one).await, lines::<opportunity::Entity>(&other).await);
        assert_eq!(lines::<task::Entity>(&one).await, lines::<task::Entity>(&other).await);
        assert_eq!(lines::<task_entity::Entity>(&one).await, lines::<task_entity::Entity>(&other).await);
        assert_eq!(lines::<activity::Entity>(&one).await, lines::<activity::Entity>(&other).await);
        assert_eq!(lines::<invoice::Entity>(&one).await, lines::<invoice::Entity>(&other).await);
        assert_eq!(lines::<time_entry::Entity>(&one).await, lines::<time_entry::Entity>(&other).await);
        assert_eq!(lines::<client_portal_access::Entity>(&one).await, lines::<client_portal_access::Entity>(&other).await);
        assert_eq!(addresses(&one).await, addresses(&other).await);
    }

    async fn every_table_has_rows_and_the_firm_is_as_large_as_it_says(db: TestDb) {
        let (store, _keys) = Firm::open(&db).await;
        let mut steps = Vec::new();
        let summary = seeds::load(&store, plan(1), |step| steps.push((step.done, step.total))).await.expect("the firm loads");
        assert!(summary.rows.iter().all(|(_, count)| *count > 0), "{summary:?}");
        assert_eq!(steps.last(), Some(&(summary.rows.len(), summary.rows.len())));
        assert_eq!(steps.len(), summary.rows.len());
        let counts = ["user", "client", "stakeholder", "opportunity", "competitor", "project", "activity"].map(|table| summary.of(table));
        assert_eq!(counts, [13, 25, 150, 60, 8, 12, 400]);
    }

    async fn a_database_with_people_in_it_is_left_alone(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let again = seeds::load(&firm.store, plan(1), |_| ()).await;
        assert!(matches!(again, Err(DbError::App(AppError::Invalid(_)))), "{again:?}");
        assert_eq!(firm.all::<client::Entity>().await.len(), 25);
    }

    async fn a_scale_out_of_bounds_is_refused(db: TestDb) {
        let (store, _keys) = Firm::open(&db).await;
        for scale in [0, 1_001] {
            let refused = seeds::load(&store, plan(scale), |_| ()).await;
            assert!(matches!(refused, Err(DbError::App(AppError::Invalid(_)))), "{refused:?}");
        }
    }

    async fn it_leaves_one_audit_row_for_each_table(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let log = firm.all::<audit_log::Entity>().await;
        assert_eq!(log.len(), firm.summary.rows.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_mark_there_is_no_setting() {
    let db = TestDb::sqlite().await;
    let firm = Firm::load(&db, seeds::Plan { demo_sign_ins: false, ..plan(1) }).await;
    assert!(firm.all::<setting::Entity>().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_loads_on_any_day_of_a_year() {
    let leap = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap_or_default();
    let days = (0..12).map(|n| today() + Days::new(n * 31)).chain([leap]);
    for day in days {
        let db = TestDb::sqlite().await;
        let firm = Firm::load(&db, seeds::Plan { today: day, ..plan(1) }).await;
        crate::money::every_status_stands_and_sums_agree(&firm).await;
        crate::work::plans_agree_with_the_day(&firm, day).await;
        crate::sales::history_agrees_with_the_stage(&firm, day).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_of_a_stakeholder_stands_in_the_file() {
    let db = TestDb::sqlite().await;
    let firm = Firm::load(&db, plan(1)).await;
    let addresses: Vec<String> = addresses(&firm).await.into_iter().flatten().collect();
    assert!(addresses.len() > 100);
    firm.store.close().await.expect("the store closes");
    let path = db.url().trim_start_matches("sqlite://").to_owned();
    let mut bytes = std::fs::read(&path).expect("the file is read");
    bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("admin@demo.test"));
    assert!(!addresses.iter().any(|address| text.contains(address)));
}
