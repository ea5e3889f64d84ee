//! Who of us owns a relationship.

use crate::firm::*;
use domain::AppError;
use stakeholders::db;
use store::testing::TestDb;

fn names(page: &stakeholders::StakeholderDetail) -> Vec<&str> {
    page.owners.iter().map(|person| person.name.as_str()).collect()
}

store::both_engines! {
    async fn it_is_given_and_taken_one_by_one_and_each_is_written_down(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ada = firm.access(ADA);
        for _ in 0..2 {
            db::set_owner(&ada, id(MONA), id(VIEWER), true).await.unwrap();
        }
        db::set_owner(&ada, id(MONA), id(ADA), true).await.unwrap();
        let page = firm.page(ADA, MONA).await;
        assert_eq!(names(&page), ["Ada Lead", "Vera Viewer"]);
        // The account team comes first; who is outside is nobody of us.
        let candidates: Vec<_> = page.candidates.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(candidates, ["Ada Lead", "Abe Admin", "Vera Viewer"]);
        for _ in 0..2 {
            db::set_owner(&ada, id(MONA), id(VIEWER), false).await.unwrap();
        }
        assert_eq!(names(&firm.page(ADA, MONA).await), ["Ada Lead"]);
        let log = firm.log().await;
        let done: Vec<_> = log.iter().filter(|row| row.resource_type == "stakeholder_relationship_owner").map(|row| row.action.as_str()).collect();
        assert_eq!(done, ["create", "create", "delete"]);
        assert!(log.iter().filter(|row| row.resource_type == "stakeholder_relationship_owner").all(|row| row.client_id == Some(id(A))));
    }

    async fn who_is_not_with_the_firm_comes_to_own_nothing(db: TestDb) {
        let firm = Firm::new(&db).await;
        for nobody in [OUTSIDE, 0xFF] {
            let error = refused(db::set_owner(&firm.access(ADMIN), id(MONA), id(nobody), true).await);
            assert!(error.of("user").is_some(), "{nobody}: {error:?}");
        }
        assert!(firm.page(ADMIN, MONA).await.owners.is_empty());
    }

    async fn nobody_changes_the_owners_of_people_that_are_not_theirs(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.owner(MONA, ADA).await;
        for (who, person, wanted) in [
            (VIEWER, MONA, AppError::Forbidden),
            (ADA, PIA, AppError::NotFound),
            (OUTSIDE, MONA, AppError::NotFound),
            (ADMIN, 0xFF, AppError::NotFound),
        ] {
            for owns in [true, false] {
                assert_eq!(refused(db::set_owner(&firm.access(who), id(person), id(ADA), owns).await), wanted, "{who}");
            }
        }
        let seen = firm.page(VIEWER, MONA).await;
        assert_eq!((names(&seen), seen.candidates.len()), (vec!["Ada Lead"], 0));
    }
}
