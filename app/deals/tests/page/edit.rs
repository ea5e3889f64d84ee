//! A deal's own fields, changed where they stand.

use crate::firm::*;
use deals::db;
use domain::AppError;
use domain::deal::DealField;
use store::testing::TestDb;

store::both_engines! {
    async fn a_value_is_cleared_while_nobody_knows_it_and_written_again(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ben = firm.access(BEN);
        assert_eq!(firm.page(BEN).await.card.value.minor, 1_000_000);
        for (typed, minor) in [("", 0), ("1,200.50", 120_050), ("  ", 0)] {
            let version = firm.page(BEN).await.card.version;
            assert_eq!(db::edit(&ben, deal(), DealField::Value, typed, version).await.unwrap(), version + 1);
            assert_eq!(firm.page(BEN).await.card.value.minor, minor, "{typed:?}");
        }
        // What is no amount is refused as before, and a name is never cleared.
        let version = firm.page(BEN).await.card.version;
        for (field, typed) in [(DealField::Value, "-1"), (DealField::Value, "."), (DealField::Name, "")] {
            let told = refused(db::edit(&ben, deal(), field, typed, version).await);
            assert!(matches!(&told, AppError::Invalid(_)) && told.of(field.as_str()).is_some(), "{typed:?}: {told:?}");
        }
        assert_eq!(firm.page(BEN).await.card.version, version);
    }
    async fn who_was_slower_is_told_what_stands_there_as_people_read_it(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ben = firm.access(BEN);
        for (field, first, theirs, read) in [
            (DealField::Value, "1200", "64000.50", "€64,000.50"),
            (DealField::CloseDate, "2150-01-01", "2150-02-03", "3 Feb 2150"),
            (DealField::CloseDate, "2150-01-01", "", ""),
            (DealField::Type, "new", "renewal", "Renewal"),
            (DealField::Name, "First", "Second", "Second"),
        ] {
            let seen = firm.page(BEN).await.card.version;
            db::edit(&ben, deal(), field, theirs, seen).await.unwrap();
            let late = refused(db::edit(&ben, deal(), field, first, seen).await);
            let conflict = AppError::Conflict { field: field.as_str().into(), theirs: read.into(), yours: first.into() };
            assert_eq!(late, conflict);
            assert_eq!(late.to_string().contains(&format!("“{read}”")), !read.is_empty(), "{late}");
        }
    }
}
