//! A client's health: what it counts, what it names, and that the list says the same as the page.

use crate::firm::*;
use chrono::TimeDelta;
use domain::AppError;
use domain::client::ClientField;
use domain::health::{Band, Factor};
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use store::testing::TestDb;

fn tenths(health: &clients::ClientHealth) -> [u32; 5] {
    health.health.points.map(|points| points.tenths)
}

store::both_engines! {
    async fn it_counts_what_is_on_file_and_names_it(db: TestDb) {
        let firm = Firm::new(&db).await;
        let nothing = firm.health(ADA, A).await.unwrap();
        assert_eq!((nothing.health.score, nothing.health.band, nothing.missing.len()), (0, Band::Critical, 6));

        for field in [ClientField::Metrics, ClientField::IdentifiedPain, ClientField::Competition] {
            firm.fill(A, field, "Known").await;
        }
        firm.person(0x51, A, "Bea Buyer", EngagementLevel::High, &[MeddpiccRole::EconomicBuyer, MeddpiccRole::Champion]).await;
        firm.person(0x52, A, "Ada Buyer", EngagementLevel::Disengaged, &[MeddpiccRole::EconomicBuyer]).await;
        firm.person(0x53, A, "Una User", EngagementLevel::Low, &[MeddpiccRole::User]).await;
        // Somebody else's champion counts for nobody else.
        firm.person(0x61, B, "Bo Elsewhere", EngagementLevel::High, &[MeddpiccRole::Champion, MeddpiccRole::EconomicBuyer]).await;
        firm.happened(0xC1, A, ago(45), &[0x51, 0x53]).await;
        firm.happened(0xC2, A, ago(18), &[0x53]).await;
        let silent = firm.health(ADA, A).await.unwrap();
        // Half the fields; a champion; a buyer who is silent for too long; (3 + 0 + 1) thirds of three people; 72 of 90 days.
        assert_eq!(tenths(&silent), [150, 200, 0, 89, 120]);
        assert_eq!((silent.health.score, silent.health.band), (56, Band::AtRisk));
        assert_eq!(silent.champions.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Bea Buyer"]);
        let buyers: Vec<_> = silent.buyers.iter().map(|buyer| (buyer.person.name.as_str(), buyer.last)).collect();
        assert_eq!(buyers, [("Ada Buyer", None), ("Bea Buyer", Some(ago(45).date_naive()))]);
        assert_eq!(silent.missing, [ClientField::DecisionCriteria, ClientField::DecisionProcess, ClientField::PaperProcess]);
        let most: Vec<Factor> = silent.health.raises().iter().map(|points| points.factor).collect();
        assert_eq!(most, [Factor::Completeness, Factor::Buyer, Factor::Engagement, Factor::Recency]);

        // Nothing counts before it has happened.
        firm.happened(0xC3, A, ago(0) + TimeDelta::days(3), &[0x51]).await;
        assert_eq!(firm.health(ADA, A).await.unwrap().health, silent.health);
        firm.happened(0xC4, A, ago(0) - TimeDelta::seconds(1), &[0x52]).await;
        let engaged = firm.health(ADA, A).await.unwrap();
        assert_eq!((engaged.health.points[2].tenths, engaged.health.points[4].tenths), (150, 150));
    }

    async fn the_list_says_the_same_as_the_page_to_whoever_asks(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.fill(B, ClientField::PaperProcess, "A form").await;
        firm.person(0x51, A, "Bea Buyer", EngagementLevel::Medium, &[MeddpiccRole::EconomicBuyer]).await;
        firm.person(0x61, B, "Bo Champion", EngagementLevel::Low, &[MeddpiccRole::Champion]).await;
        firm.happened(0xC1, A, ago(3), &[0x51]).await;
        firm.happened(0xC2, B, ago(80), &[]).await;
        for (who, clients) in [(ADMIN, vec![A, B]), (VIEWER, vec![A, B]), (ADA, vec![A])] {
            let listed = firm.listed(who).await;
            let mut pages = Vec::new();
            for client in clients {
                pages.push((id(client), firm.health(who, client).await.unwrap().health));
            }
            assert_eq!(listed, pages, "{who}");
        }
        assert_ne!(firm.listed(ADMIN).await[0].1, firm.listed(ADMIN).await[1].1);
    }

    async fn whoever_does_not_see_the_client_sees_nothing_of_its_health(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (who, client) in [(ADA, B), (OUTSIDE, A), (ADMIN, 0xF)] {
            assert_eq!(refused(firm.health(who, client).await), AppError::NotFound, "{who} {client}");
        }
    }
}
