//! The clients of one of us, and who hears of them.

use crate::firm::*;
use clients::{AssignedClients, db};
use domain::AppError;
use domain::user::AssignmentRole;
use store::testing::TestDb;

async fn names(firm: &Firm, who: u128, user: u128) -> (Vec<String>, u64) {
    let AssignedClients { clients, total } = db::assigned(&firm.access(who), id(user)).await.unwrap();
    assert!(clients.iter().all(|client| client.role == AssignmentRole::Lead));
    (clients.into_iter().map(|client| client.name).collect(), total)
}

store::both_engines! {
    async fn they_are_told_by_name_as_far_as_the_asker_sees_them(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.leads(ADMIN, B).await;
        firm.leads(ADMIN, A).await;
        for who in [ADMIN, VIEWER] {
            assert_eq!(names(&firm, who, ADMIN).await, (vec!["Client A".to_owned(), "Client B".to_owned()], 2));
            assert_eq!(names(&firm, who, ADA).await, (vec!["Client A".to_owned()], 1));
        }
        assert_eq!(names(&firm, ADA, ADMIN).await, (vec!["Client A".to_owned()], 1), "the other client is none of hers");
        assert_eq!(names(&firm, ADA, VIEWER).await, (Vec::new(), 0));
    }

    async fn outside_users_are_no_colleagues_and_have_none(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (who, user) in [(OUTSIDE, ADA), (ADMIN, OUTSIDE), (ADMIN, 0x999)] {
            assert_eq!(refused(db::assigned(&firm.access(who), id(user)).await), AppError::NotFound, "{who} of {user}");
        }
    }
}
