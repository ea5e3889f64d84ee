//! The client's people in the deal, and their roles.

use crate::firm::*;
use deals::{DealDetail, db};
use domain::AppError;
use domain::meddpicc::{Letter, LetterState};
use domain::stakeholder::MeddpiccRole;
use sea_orm::EntityTrait;
use store::table::stakeholder;
use store::testing::TestDb;

fn state(page: &DealDetail, letter: Letter) -> LetterState {
    page.letters.iter().find(|line| line.letter == letter).unwrap().state
}

store::both_engines! {
    async fn naming_a_champion_links_them_and_gives_the_role(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.person(0x51, A, "Chris", &[MeddpiccRole::User]).await;
        let ada = firm.access(ADA);
        assert_eq!(state(&firm.page(ADA).await, Letter::Champion), LetterState::Unknown);
        for _ in 0..2 {
            db::link_stakeholder(&ada, deal(), id(0x51), Some(MeddpiccRole::Champion)).await.unwrap();
        }
        let page = firm.page(ADA).await;
        assert_eq!(state(&page, Letter::Champion), LetterState::Identified);
        assert_eq!(page.stakeholders[0].roles, [MeddpiccRole::Champion, MeddpiccRole::User]);
        assert!(page.checks.iter().any(|check| check.label == "Champion identified" && check.met));

        db::set_role(&ada, deal(), id(0x51), None, Some(MeddpiccRole::Champion)).await.unwrap();
        let page = firm.page(ADA).await;
        assert_eq!((state(&page, Letter::Champion), page.stakeholders[0].roles.clone()), (LetterState::Unknown, vec![MeddpiccRole::User]));
        db::unlink_stakeholder(&ada, deal(), id(0x51)).await.unwrap();
        assert!(firm.page(ADA).await.stakeholders.is_empty());
        assert_eq!(refused(db::set_role(&ada, deal(), id(0x51), Some(MeddpiccRole::Coach), None).await).of("stakeholder").unwrap(), "is not on this deal any more; reload the page");
        assert!(stakeholder::Entity::find_by_id(id::<domain::id::StakeholderId>(0x51)).one(&firm.raw).await.unwrap().is_some());
        let log: Vec<_> = firm.log("stakeholder_meddpicc_role").await.into_iter().map(|(action, ..)| action).collect();
        assert_eq!(log, ["create", "delete"]);
        assert!(firm.log("opportunity_stakeholder").await.iter().all(|(_, who, of_client)| *who == Some(id(ADA)) && *of_client));
    }

    async fn somebody_new_joins_the_client_and_the_deal_with_their_roles(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ada = firm.access(ADA);
        let roles = [MeddpiccRole::EconomicBuyer, MeddpiccRole::EconomicBuyer, MeddpiccRole::DecisionMaker];
        let new = stakeholders::db::NewPerson::parse(" Eva Buyer ", "CFO", &roles).unwrap();
        let added = db::add_stakeholder(&ada, deal(), new).await.unwrap();
        let page = firm.page(ADA).await;
        let eva = &page.stakeholders[0];
        assert_eq!((eva.id, eva.name.as_str(), eva.job_title.as_deref()), (added, "Eva Buyer", Some("CFO")));
        assert_eq!(eva.roles, [MeddpiccRole::EconomicBuyer, MeddpiccRole::DecisionMaker]);
        assert_eq!(state(&page, Letter::EconomicBuyer), LetterState::Identified);
        let again = stakeholders::db::NewPerson::parse("eva buyer", "", &[]).unwrap();
        assert!(refused(db::add_stakeholder(&ada, deal(), again).await).of("name").unwrap().starts_with("is one of the client's people already"));
        let Err(nameless) = stakeholders::db::NewPerson::parse("  ", &"x".repeat(201), &[]) else { panic!("taken") };
        assert!(nameless.of("name").is_some() && nameless.of("job_title").is_some());
    }

    async fn nobody_of_another_client_is_linked(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.person(0x61, B, "Bea of B", &[]).await;
        let before = firm.everything().await;
        for who in [ADA, ADMIN] {
            let answer = refused(db::link_stakeholder(&firm.access(who), deal(), id(0x61), None).await);
            assert!(matches!(answer, AppError::Invalid(_)), "{answer:?}");
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn a_page_that_asks_again_opens_no_address(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.linked(0x51, "Chris", &[]).await;
        let keys = firm.store.keys().unwrap();
        let place = store::sealed::Place { table: "stakeholder", column: "email", row: id(0x51) };
        let sealed = store::sealed::seal(&keys, place, "chris@a.test").unwrap();
        let row = stakeholder::ActiveModel { id: sea_orm::ActiveValue::Set(id(0x51)), email: sea_orm::ActiveValue::Set(Some(sealed)), ..Default::default() };
        stakeholder::Entity::update(row).exec(&firm.raw).await.unwrap();
        let email = |page: DealDetail| page.stakeholders[0].email.clone();
        assert_eq!(email(db::look(&firm.access(ADA), deal(), true).await.unwrap()), None);
        firm.store.settle().await;
        assert!(firm.log("stakeholder").await.is_empty());
        assert_eq!(email(firm.page(ADA).await).as_deref(), Some("chris@a.test"));
        firm.store.settle().await;
        assert_eq!(firm.log("stakeholder").await.len(), 1);
    }
}
