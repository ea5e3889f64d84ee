//! Who stands in the list, in which order, and who does not.

use crate::firm::*;
use domain::id::UserId;
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use stakeholders::{Sought, StakeholderSort, db};
use store::testing::TestDb;

async fn names(firm: &Firm, who: u128, sought: &Sought, sort: StakeholderSort, descending: bool) -> Vec<String> {
    let list = db::list(&firm.access(who), sought, sort, descending, 1).await.unwrap();
    assert_eq!(list.page.total, list.page.rows.len() as u64);
    list.page.rows.into_iter().map(|row| row.name).collect()
}

async fn found(firm: &Firm, who: u128, sought: Sought) -> Vec<String> {
    names(firm, who, &sought, StakeholderSort::Name, false).await
}

store::both_engines! {
    async fn everybody_sees_the_people_of_their_own_clients_and_no_others(db: TestDb) {
        let firm = Firm::new(&db).await;
        let all = ["Mona Fuchs", "Noah Buyer", "Olga Stern", "Pia Fuchs"];
        for who in [ADMIN, VIEWER] {
            assert_eq!(found(&firm, who, Sought::default()).await, all);
        }
        assert_eq!(found(&firm, ADA, Sought::default()).await, all[..3]);
        assert_eq!(found(&firm, ADA, Sought { text: "fuchs".into(), ..Sought::default() }).await, ["Mona Fuchs"]);
        assert_eq!(refused(db::list(&firm.access(OUTSIDE), &Sought::default(), StakeholderSort::Name, false, 1).await).status(), 404);
        for who in [ADA, OUTSIDE] {
            assert_eq!(refused(db::detail(&firm.access(who), id(PIA)).await).status(), 404);
        }
    }

    async fn the_list_is_narrowed_by_words_role_engagement_and_owner(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.role(MONA, MeddpiccRole::Champion).await;
        firm.role(PIA, MeddpiccRole::Champion).await;
        firm.owner(NOAH, ADA).await;
        firm.owner(PIA, ADMIN).await;
        let sought = |text: &str, role: &str, level: &str, owner: &str| Sought {
            text: text.into(),
            role: role.into(),
            level: level.into(),
            owner: owner.into(),
        };
        for (asked, expected) in [
            (sought("  TITLE of o", "", "", ""), vec!["Olga Stern"]),
            (sought("100%", "", "", ""), vec![]),
            (sought("", "champion", "", ""), vec!["Mona Fuchs", "Pia Fuchs"]),
            (sought("", "", "low", ""), vec!["Olga Stern"]),
            (sought("", "", "", "none"), vec!["Mona Fuchs", "Olga Stern"]),
            (sought("", "", "", "me"), vec!["Pia Fuchs"]),
            (sought("", "", "", &id::<UserId>(ADA).to_string()), vec!["Noah Buyer"]),
            (sought("", "champion", "", "none"), vec!["Mona Fuchs"]),
            // What cannot be read asks for nothing.
            (sought("", "queen", "tepid", "whoever"), vec!["Mona Fuchs", "Noah Buyer", "Olga Stern", "Pia Fuchs"]),
        ] {
            assert_eq!(found(&firm, ADMIN, asked.clone()).await, expected, "{asked:?}");
        }
        let theirs = sought("", "", "", &id::<UserId>(ADMIN).to_string());
        assert!(found(&firm, ADA, theirs).await.is_empty(), "whose relationship it is with a client that is not theirs");
        let mine = sought("", "", "", "me");
        assert_eq!(found(&firm, ADA, mine).await, ["Noah Buyer"]);
        let row = db::list(&firm.access(ADA), &sought("noah", "", "", ""), StakeholderSort::Name, false, 1).await.unwrap().page.rows.remove(0);
        assert_eq!((row.owners[0].name.as_str(), row.client.as_str(), row.last_contact), ("Ada Lead", "Client A", None));
    }

    async fn an_address_is_found_whole_and_never_by_a_piece_of_it(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.edit(ADA, MONA, StakeholderField::Email, "Mona.Fuchs@a.example").await.unwrap();
        let text = |text: &str| Sought { text: text.into(), ..Sought::default() };
        assert_eq!(found(&firm, ADMIN, text(" mona.fuchs@A.example")).await, ["Mona Fuchs"]);
        assert!(found(&firm, ADMIN, text("mona.fuchs@a")).await.is_empty());
        assert!(found(&firm, ADMIN, text("other@a.example")).await.is_empty());
    }

    async fn the_last_contact_orders_the_list_and_who_was_never_met_comes_last(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.met(0x91, A, ago(40), MONA).await;
        firm.met(0x92, A, ago(3), MONA).await;
        firm.met(0x93, A, ago(9), NOAH).await;
        // What is planned does not count.
        firm.met(0x94, A, ago(-5), OLGA).await;
        let by = async |descending| names(&firm, ADMIN, &Sought::default(), StakeholderSort::Contact, descending).await;
        assert_eq!(by(true).await, ["Mona Fuchs", "Noah Buyer", "Olga Stern", "Pia Fuchs"]);
        assert_eq!(by(false).await, ["Noah Buyer", "Mona Fuchs", "Olga Stern", "Pia Fuchs"]);
        let by = async |sort| names(&firm, ADMIN, &Sought::default(), sort, false).await;
        assert_eq!(by(StakeholderSort::Engagement).await, ["Noah Buyer", "Pia Fuchs", "Olga Stern", "Mona Fuchs"]);
        assert_eq!(by(StakeholderSort::Client).await, ["Mona Fuchs", "Noah Buyer", "Olga Stern", "Pia Fuchs"]);
        assert_eq!(firm.page(ADA, MONA).await.last_contact, Some(ago(3).date_naive()));
        assert_eq!(firm.page(ADA, OLGA).await.last_contact, None);
    }

    async fn the_list_goes_on_by_pages_and_misses_nobody(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 0..60 {
            firm.person(0xF00 + n, A, &format!("Same Name {}", n % 3), EngagementLevel::Medium, None).await;
        }
        for sort in [StakeholderSort::Name, StakeholderSort::Client, StakeholderSort::Engagement, StakeholderSort::Contact] {
            let mut seen = std::collections::HashSet::new();
            for page in 1..=2 {
                let list = db::list(&firm.access(ADMIN), &Sought::default(), sort, false, page).await.unwrap();
                assert_eq!(list.page.total, 64);
                seen.extend(list.page.rows.into_iter().map(|row| row.id));
            }
            assert_eq!(seen.len(), 64, "{sort:?}");
        }
    }
}
