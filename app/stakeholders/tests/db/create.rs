//! Somebody new, and who is known already.

use crate::firm::*;
use domain::AppError;
use domain::id::{ClientId, StakeholderId};
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField as F};
use stakeholders::db::{self, NewStakeholder, Sent};
use store::DbError;
use store::testing::TestDb;

fn at<'a>(client: &'a str, name: &'a str) -> Sent<'a> {
    Sent { client, client_name: "", name, job_title: "", email: "", phone: "", engagement: "", roles: &[], anyway: false }
}

async fn add(firm: &Firm, who: u128, sent: Sent<'_>) -> Result<StakeholderId, AppError> {
    db::create(&firm.access(who), NewStakeholder::parse(&sent)?).await.map_err(|error: DbError| AppError::from(error))
}

store::both_engines! {
    async fn somebody_new_has_what_was_typed(db: TestDb) {
        let firm = Firm::new(&db).await;
        let a = id::<ClientId>(A).to_string();
        let sent = Sent {
            job_title: "Treasurer",
            email: "Rita@A.example",
            phone: "112",
            engagement: "high",
            roles: &[MeddpiccRole::Coach, MeddpiccRole::User],
            ..at(&a, " Rita Moor ")
        };
        let rita = add(&firm, ADA, sent).await.unwrap();
        let page = db::detail(&firm.access(ADA), rita).await.unwrap();
        assert_eq!((page.name.as_str(), page.client.as_str(), page.engagement), ("Rita Moor", "Client A", EngagementLevel::High));
        assert_eq!(page.roles, [MeddpiccRole::Coach, MeddpiccRole::User]);
        let texts = [F::JobTitle, F::Email, F::Phone, F::Notes].map(|field| page.text(field));
        assert_eq!(texts, ["Treasurer", "rita@a.example", "112", ""]);
        let plain = add(&firm, ADA, Sent { client_name: "client a", ..at("", "Sol Plain") }).await.unwrap();
        let page = db::detail(&firm.access(ADA), plain).await.unwrap();
        assert_eq!((page.client_id, page.engagement), (id(A), EngagementLevel::Medium));
    }

    async fn nobody_is_added_to_a_client_that_is_not_theirs(db: TestDb) {
        let firm = Firm::new(&db).await;
        let (a, b) = (id::<ClientId>(A).to_string(), id::<ClientId>(B).to_string());
        for (who, client) in [(ADA, b.as_str()), (ADA, "01900000-0000-7000-8000-00000000dead")] {
            assert_eq!(add(&firm, who, at(client, "New")).await.unwrap_err().status(), 404);
        }
        let named = add(&firm, ADA, Sent { client_name: "Client B", ..at("", "New") }).await.unwrap_err();
        assert_eq!(named.of("client_name").as_deref(), Some("is none of your clients; choose one of the list"));
        assert_eq!(add(&firm, VIEWER, at(&a, "New")).await.unwrap_err().status(), 403);
        assert_eq!(add(&firm, OUTSIDE, at(&a, "New")).await.unwrap_err().status(), 404);
        let choices = async |who| clients::db::choose::choices(&firm.access(who), "client").await.map(|found| found.len());
        assert_eq!((choices(ADMIN).await.unwrap(), choices(ADA).await.unwrap()), (2, 1));
        assert_eq!(refused(choices(VIEWER).await).status(), 403);
        assert_eq!(db::form(&firm.access(ADA), Some(id(B))).await.unwrap().client, None);
        assert_eq!(firm.count("SELECT COUNT(*) AS n FROM stakeholder").await, 4);
    }

    async fn a_name_that_was_typed_over_the_chosen_client_counts(db: TestDb) {
        let firm = Firm::new(&db).await;
        let a = id::<ClientId>(A).to_string();
        let typed = add(&firm, ADMIN, Sent { client_name: " client B", ..at(&a, "Rita") }).await.unwrap();
        assert_eq!(firm.row(typed).await.client_id, id(B));
        let kept = add(&firm, ADMIN, Sent { client_name: "Client A", ..at(&a, "Rita") }).await.unwrap();
        assert_eq!(firm.row(kept).await.client_id, id(A));
        let nobody = add(&firm, ADMIN, Sent { client_name: "Client C", ..at(&a, "Sol") }).await.unwrap_err();
        assert_eq!(nobody.of("client_name").as_deref(), Some("is none of your clients; choose one of the list"));
    }

    async fn every_field_that_is_wrong_is_named_and_nothing_personal_comes_back(db: TestDb) {
        let firm = Firm::new(&db).await;
        let sent = Sent { email: "rita at a", phone: "ring me", engagement: "tepid", job_title: "a\0b", ..at("", "") };
        let told = add(&firm, ADA, sent).await.unwrap_err();
        for field in ["client_name", "name", "job_title", "email", "phone", "engagement"] {
            assert!(told.of(field).is_some(), "{field}: {told:?}");
        }
        let whole = serde_json::to_string(&told).unwrap();
        assert!(!whole.contains("rita at a") && !whole.contains("ring me"), "{whole}");
    }

    async fn a_namesake_is_asked_about_and_may_be_another(db: TestDb) {
        let firm = Firm::new(&db).await;
        let a = id::<ClientId>(A).to_string();
        let told = add(&firm, ADA, at(&a, "mona fuchs")).await.unwrap_err();
        assert!(told.of("name").is_some() && told.of("anyway").is_some(), "{told:?}");
        add(&firm, ADA, Sent { anyway: true, ..at(&a, "mona fuchs") }).await.unwrap();
        // At another client the name is free.
        add(&firm, ADA, at(&a, "Pia Fuchs")).await.unwrap();
    }

    async fn who_may_be_the_same_is_found_by_name_at_the_client_and_by_address_wherever_one_may_see(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.edit(ADMIN, PIA, F::Email, "fuchs@post.example").await.unwrap();
        let similar = async |who: u128, client: Option<u128>, name: &str, email: &str| {
            let found = db::similar(&firm.access(who), client.map(id), name, email).await.unwrap();
            found.into_iter().map(|one| (one.person.name, one.client, one.same_email)).collect::<Vec<_>>()
        };
        let mona = ("Mona Fuchs".to_owned(), "Client A".to_owned(), false);
        let pia = ("Pia Fuchs".to_owned(), "Client B".to_owned(), true);
        assert_eq!(similar(ADA, Some(A), "Monna Fuchs", "").await, std::slice::from_ref(&mona));
        assert_eq!(similar(ADMIN, Some(A), "Mona Fuchs", "Fuchs@post.example").await, [pia.clone(), mona]);
        assert_eq!(similar(ADMIN, None, "Mona Fuchs", "fuchs@post.example").await, [pia]);
        // What she may not see is not there, by name nor by address.
        assert!(similar(ADA, Some(B), "Pia Fuchs", "fuchs@post.example").await.is_empty());
        assert!(similar(ADA, Some(A), "", "").await.is_empty());
        assert_eq!(refused(db::similar(&firm.access(OUTSIDE), Some(id(A)), "Mona", "").await).status(), 404);
    }
}
