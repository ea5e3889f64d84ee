//! The deal's own team, beside its client's.

use crate::firm::*;
use deals::db;
use domain::AppError;
use store::testing::TestDb;

fn names(people: &[::firm::Person]) -> Vec<&str> {
    people.iter().map(|person| person.name.as_str()).collect()
}

store::both_engines! {
    async fn the_two_teams_are_told_apart_and_the_own_one_grows_and_shrinks(db: TestDb) {
        let firm = Firm::new(&db).await;
        let team = firm.page(ADA).await.team;
        assert_eq!((names(&team.inherited), names(&team.own), team.holds_me), (vec!["Ada Lead"], vec!["Ben Team"], false));
        assert_eq!(team.inherited[0].job_title, "Job 3");
        let ben = firm.access(BEN);
        for _ in 0..2 {
            db::add_member(&ben, deal(), id(CLEO)).await.unwrap();
        }
        assert_eq!(names(&firm.page(CLEO).await.team.own), ["Ben Team", "Cleo None"]);
        db::remove_member(&ben, deal(), id(CLEO), false).await.unwrap();
        db::remove_member(&ben, deal(), id(CLEO), false).await.unwrap();
        assert_eq!(refused(db::detail(&firm.access(CLEO), deal()).await), AppError::NotFound);
        let log: Vec<_> = firm.log("opportunity_team_member").await.into_iter().map(|(action, who, _)| (action, who)).collect();
        assert_eq!(log, [("create".to_owned(), Some(id(BEN))), ("delete".to_owned(), Some(id(BEN)))]);
    }

    async fn who_has_left_or_is_outside_or_on_the_clients_team_is_not_added(db: TestDb) {
        let firm = Firm::new(&db).await;
        let before = firm.everything().await;
        for (who, says) in [
            (LEFT, "is not with the firm any more; choose somebody else"),
            (OUTSIDE, "is not with the firm any more; choose somebody else"),
            (0x99, "is not with the firm any more; choose somebody else"),
            (ADA, "is on the team already, through the client"),
        ] {
            let answer = refused(db::add_member(&firm.access(ADMIN), deal(), id(who)).await);
            assert_eq!(answer.of("user").as_deref(), Some(says), "{who}");
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn nobody_loses_sight_of_a_deal_without_a_word(db: TestDb) {
        let firm = Firm::new(&db).await;
        assert!(firm.page(BEN).await.team.holds_me);
        let answer = refused(db::remove_member(&firm.access(BEN), deal(), id(BEN), false).await);
        assert!(answer.of("sure").unwrap().starts_with("You see this deal because you are on its team."));
        firm.page(BEN).await;
        db::remove_member(&firm.access(BEN), deal(), id(BEN), true).await.unwrap();
        assert_eq!(refused(db::detail(&firm.access(BEN), deal()).await), AppError::NotFound);
        // Who sees it anyway is not asked.
        db::add_member(&firm.access(ADMIN), deal(), id(ADMIN)).await.unwrap();
        assert!(!firm.page(ADMIN).await.team.holds_me);
        db::remove_member(&firm.access(ADMIN), deal(), id(ADMIN), false).await.unwrap();
    }
}
