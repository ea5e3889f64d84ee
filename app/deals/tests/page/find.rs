//! What can be found to be added.

use crate::firm::*;
use deals::{Findable, db};
use store::testing::TestDb;

async fn found(firm: &Firm, who: u128, what: Findable, text: &str) -> Vec<String> {
    db::find(&firm.access(who), deal(), what, text).await.unwrap().into_iter().map(|found| found.name).collect()
}

store::both_engines! {
    async fn colleagues_are_found_by_name_or_title_unless_they_are_there_already_or_gone(db: TestDb) {
        let firm = Firm::new(&db).await;
        assert_eq!(found(&firm, ADA, Findable::Colleague, "").await, ["Abe Admin", "Cleo None", "Vera Viewer"]);
        assert_eq!(found(&firm, ADA, Findable::Colleague, "CLEO").await, ["Cleo None"]);
        assert_eq!(found(&firm, ADA, Findable::Colleague, "job 2").await, ["Vera Viewer"]);
        for none in ["left", "outside", "ada", "%", "_", "firm.test"] {
            assert!(found(&firm, ADA, Findable::Colleague, none).await.is_empty(), "{none}");
        }
        assert!(found(&firm, ADA, Findable::Colleague, &"x".repeat(200_000)).await.is_empty());
    }

    async fn the_clients_people_are_found_unless_they_are_linked(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.linked(0x51, "Linked Lou", &[]).await;
        firm.person(0x52, A, "Free Fay", &[]).await;
        firm.person(0x61, B, "Foreign Flo", &[]).await;
        assert_eq!(found(&firm, ADMIN, Findable::Stakeholder, "").await, ["Free Fay"]);
        assert_eq!(found(&firm, ADA, Findable::Stakeholder, "title of free").await, ["Free Fay"]);
        assert!(found(&firm, ADA, Findable::Stakeholder, "foreign").await.is_empty());
    }

    async fn competitors_are_found_unless_they_are_in_the_deal(db: TestDb) {
        let firm = Firm::new(&db).await;
        for name in ["Northwind", "Northstar", "Contoso"] {
            let rival = db::add_rival(&firm.access(ADA), deal(), db::Rivalry::parse(None, name, None, "").unwrap()).await.unwrap();
            if name != "Northwind" {
                db::remove_rival(&firm.access(ADA), deal(), rival).await.unwrap();
            }
        }
        assert_eq!(found(&firm, BEN, Findable::Competitor, "north").await, ["Northstar"]);
        assert_eq!(found(&firm, BEN, Findable::Competitor, "").await, ["Contoso", "Northstar"]);
    }
}
