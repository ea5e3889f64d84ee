//! Competitors in the deal.

use crate::firm::*;
use deals::{RivalField, db};
use domain::AppError;
use domain::competitor::CompetitorStatus;
use domain::id::CompetitorId;
use sea_orm::EntityTrait;
use store::table::competitor;
use store::testing::TestDb;

async fn add(firm: &Firm, who: u128, competitor: Option<CompetitorId>, name: &str) -> CompetitorId {
    db::add_rival(&firm.access(who), deal(), db::Rivalry::parse(competitor, name, None, "").unwrap()).await.unwrap()
}

store::both_engines! {
    async fn a_competitor_is_put_in_by_name_or_id_and_only_once(db: TestDb) {
        let firm = Firm::new(&db).await;
        let first = add(&firm, BEN, None, "Northwind").await;
        assert_eq!(add(&firm, ADA, None, "NORTHWIND").await, first);
        assert_eq!(add(&firm, ADA, Some(first), "").await, first);
        let second = add(&firm, ADA, None, "Contoso").await;
        let rivals = firm.page(BEN).await.rivals;
        assert_eq!(rivals.iter().map(|rival| (rival.id, rival.name.as_str())).collect::<Vec<_>>(), [(second, "Contoso"), (first, "Northwind")]);
        assert!(rivals.iter().all(|rival| rival.status == CompetitorStatus::Active && rival.notes.is_empty()));
        // The competitor is the firm's, its mention the client's.
        assert!(firm.log("competitor").await.iter().all(|(_, _, of_client)| !of_client));
        assert!(firm.log("competitor_mention").await.iter().all(|(_, _, of_client)| *of_client));
        db::remove_rival(&firm.access(BEN), deal(), first).await.unwrap();
        db::remove_rival(&firm.access(BEN), deal(), first).await.unwrap();
        assert_eq!(firm.page(BEN).await.rivals.len(), 1);
        assert_eq!(competitor::Entity::find().all(&firm.raw).await.unwrap().len(), 2);
    }

    async fn what_was_taken_out_is_put_back_as_it_was(db: TestDb) {
        let firm = Firm::new(&db).await;
        let rivalry = db::Rivalry::parse(None, "Northwind", Some(CompetitorStatus::Displaced), "Too slow").unwrap();
        db::add_rival(&firm.access(ADA), deal(), rivalry).await.unwrap();
        let rival = firm.page(ADA).await.rivals.remove(0);
        assert_eq!((rival.status, rival.notes.as_str()), (CompetitorStatus::Displaced, "Too slow"));
    }

    async fn status_and_notes_are_edited_apart_and_meet_only_where_they_are_the_same(db: TestDb) {
        let firm = Firm::new(&db).await;
        let rival = add(&firm, ADA, None, "Northwind").await;
        let (ada, ben) = (firm.access(ADA), firm.access(BEN));
        assert_eq!(db::edit_rival(&ada, deal(), rival, RivalField::Status, "displaced", 1).await.unwrap(), 2);
        assert_eq!(db::edit_rival(&ben, deal(), rival, RivalField::Notes, "Cheaper", 1).await.unwrap(), 3);
        let late = refused(db::edit_rival(&ben, deal(), rival, RivalField::Status, "lost_to", 1).await);
        assert_eq!(late, AppError::Conflict { field: "value".into(), theirs: "Displaced".into(), yours: "lost_to".into() });
        let wrong = refused(db::edit_rival(&ada, deal(), rival, RivalField::Status, "dead", 3).await);
        assert_eq!(wrong.of("value").unwrap(), "must be one of: active, displaced, lost_to");
        let shown = firm.page(ADA).await.rivals.remove(0);
        assert_eq!((shown.status, shown.notes.as_str(), shown.version), (CompetitorStatus::Displaced, "Cheaper", 3));
        assert_eq!(refused(db::edit_rival(&ada, deal(), id(0x99), RivalField::Notes, "x", 1).await), AppError::NotFound);
    }
}
