//! The list of why deals are lost.

use crate::firm::{Firm, id, refusal};
use deals::db::settings as db;
use domain::AppError;
use domain::id::{LossReasonId, OpportunityId};
use domain::pipeline::MOST_LOSS_REASONS;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::table::opportunity;
use store::testing::TestDb;

async fn names(firm: &Firm) -> Vec<String> {
    db::loss_reasons(&firm.admin()).await.unwrap().list.into_iter().map(|reason| reason.name).collect()
}

async fn lost_for(firm: &Firm, deal: u128, reason: LossReasonId) {
    firm.deal(deal, "closed_lost", 100).await;
    let named = opportunity::ActiveModel { loss_reason_id: Set(Some(reason)), ..Default::default() };
    let only = opportunity::Column::Id.eq(id::<OpportunityId>(deal));
    opportunity::Entity::update_many().set(named).filter(only).exec(&firm.raw).await.unwrap();
}

store::both_engines! {
    async fn a_reason_is_added_renamed_put_elsewhere_and_taken_away(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let merged = db::create_loss_reason(&admin, "  Merger ").await.unwrap();
        assert_eq!(names(&firm).await, ["Price", "No budget", "No decision", "Timing", "Competitor", "Fit", "Relationship", "Merger"]);
        assert_eq!(db::rename_loss_reason(&admin, merged, "Takeover", 1).await.unwrap(), 2);
        db::place_loss_reason(&admin, merged, 2, 2).await.unwrap();
        assert_eq!(names(&firm).await[..3], ["Price", "Takeover", "No budget"]);
        db::remove_loss_reason(&admin, merged).await.unwrap();
        assert_eq!(names(&firm).await[..3], ["Price", "No budget", "No decision"]);
        assert_eq!(refusal(db::remove_loss_reason(&admin, merged).await), AppError::NotFound);
        assert!(firm.logged("loss_reason").await.len() > 4 && firm.is_whole().await);
    }

    async fn lost_deals_keep_what_was_written_and_lose_the_link(db: TestDb) {
        let firm = Firm::new(&db).await;
        let price = db::loss_reasons(&firm.admin()).await.unwrap().list[0].id;
        for deal in 11..14 {
            lost_for(&firm, deal, price).await;
        }
        let list = db::loss_reasons(&firm.admin()).await.unwrap().list;
        assert_eq!(list.iter().map(|reason| reason.deals).collect::<Vec<_>>(), [3, 0, 0, 0, 0, 0, 0]);
        db::remove_loss_reason(&firm.admin(), price).await.unwrap();
        assert_eq!(db::loss_reasons(&firm.admin()).await.unwrap().others, 3, "explained in words alone");
        let deals = opportunity::Entity::find().all(&firm.raw).await.unwrap();
        assert!(deals.iter().all(|deal| deal.loss_reason_id.is_none() && deal.loss_reason.as_deref() == Some("Too dear")));
        let told = firm.logged("opportunity").await;
        assert!(told.len() == 1 && told[0].2.contains(r#""rows":3"#), "{told:?}");
    }

    async fn names_are_unique_and_the_list_has_an_end(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        for wrong in ["", "PRICE", "\u{202E}ecirP", &"x".repeat(201)] {
            assert!(refusal(db::create_loss_reason(&admin, wrong).await).of("name").is_some(), "{wrong}");
        }
        let list = db::loss_reasons(&admin).await.unwrap().list;
        let (price, fit) = (list[0].id, list[5].id);
        let field = format!("{fit}.name");
        assert_eq!(refusal(db::rename_loss_reason(&admin, fit, "price", 1).await).of(&field).as_deref(), Some("is on the list already"));
        assert_eq!(db::rename_loss_reason(&admin, price, "PRICE", 1).await.unwrap(), 2, "its own name in another case");
        for n in list.len()..MOST_LOSS_REASONS {
            db::create_loss_reason(&admin, &format!("Reason {n}")).await.unwrap();
        }
        assert!(refusal(db::create_loss_reason(&admin, "One more").await).of("name").is_some_and(|message| message.contains("100 reasons")));
    }

    async fn of_two_who_rename_the_same_the_second_sees_both(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let price = db::loss_reasons(&admin).await.unwrap().list[0].id;
        db::rename_loss_reason(&admin, price, "Too dear", 1).await.unwrap();
        let conflict = AppError::Conflict { field: format!("{price}.name"), theirs: "Too dear".into(), yours: "Cost".into() };
        assert_eq!(refusal(db::rename_loss_reason(&admin, price, "Cost", 1).await), conflict);
        db::place_loss_reason(&admin, price, 3, 2).await.unwrap();
        assert!(db::rename_loss_reason(&admin, price, "Cost", 2).await.is_ok(), "its place is not its name");
        assert!(matches!(refusal(db::place_loss_reason(&admin, price, 1, 1).await), AppError::Conflict { .. }));
    }
}
