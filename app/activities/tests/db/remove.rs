//! Removing what was logged, and bringing it back.

use crate::firm::*;
use activities::{ActivityForm, Of, db};
use domain::AppError;
use domain::activity::ActivityField;
use sea_orm::{EntityTrait, ModelTrait};
use store::table::{client_assignment, opportunity, stakeholder};
use store::testing::TestDb;

fn whole() -> ActivityForm {
    ActivityForm {
        description: "They have it.".into(),
        minutes: "25".into(),
        sentiment: "positive".into(),
        with: vec![id(MONA), id(NOAH)],
        deal: text(DEAL),
        project: text(PROJECT),
        ..call("Budget")
    }
}

store::both_engines! {
    async fn what_was_removed_comes_back_as_it_was(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, whole()).await.unwrap();
        let ada = firm.access(ADA);
        // Somebody was taken out of it before: they do not come back.
        firm.person(0xA3, A, "Olga Stern").await;
        db::set_participants(&ada, which, &[id(0xA3)], &[]).await.unwrap();
        db::set_participants(&ada, which, &[], &[id(0xA3)]).await.unwrap();
        let before = firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0);
        db::remove(&ada, which).await.unwrap();
        assert!(firm.timeline(ADA, Of::All).await.unwrap().rows.is_empty());
        assert_eq!(refused(db::remove(&ada, which).await), AppError::NotFound);
        for _ in 0..2 {
            db::restore(&ada, which).await.unwrap();
        }
        let after = firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0);
        assert_eq!(after, activities::Happening { version: before.version + 1, ..before });
        assert_eq!(firm.log("activity").await.last(), Some(&("create".to_owned(), Some(id(ADA)))));
        // Whoever had it open from before is told of what changed since.
        db::edit(&ada, which, ActivityField::Subject, "Costs", after.version, today()).await.unwrap();
        assert!(matches!(refused(db::edit(&firm.access(ADMIN), which, ActivityField::Subject, "Mine", 1, today()).await), AppError::Conflict { .. }));
    }

    async fn only_who_removed_it_brings_it_back_and_only_where_they_still_may(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, whole()).await.unwrap();
        db::remove(&firm.access(ADA), which).await.unwrap();
        assert_eq!(refused(db::restore(&firm.access(ADMIN), which).await), AppError::NotFound);
        assert_eq!(refused(db::restore(&firm.access(BEN), which).await), AppError::NotFound);
        let lead = client_assignment::Entity::find().one(&firm.raw).await.unwrap().unwrap();
        lead.delete(&firm.raw).await.unwrap();
        assert_eq!(refused(db::restore(&firm.access(ADA), which).await), AppError::NotFound);
        assert!(firm.timeline(ADMIN, Of::All).await.unwrap().rows.is_empty());
    }

    async fn what_is_gone_meanwhile_stays_out_of_it(db: TestDb) {
        let firm = Firm::new(&db).await;
        let which = firm.logs(ADA, whole()).await.unwrap();
        db::remove(&firm.access(ADA), which).await.unwrap();
        opportunity::Entity::delete_by_id(id::<domain::id::OpportunityId>(DEAL)).exec(&firm.raw).await.unwrap();
        stakeholder::Entity::delete_by_id(id::<domain::id::StakeholderId>(MONA)).exec(&firm.raw).await.unwrap();
        db::restore(&firm.access(ADA), which).await.unwrap();
        let row = firm.timeline(ADA, Of::All).await.unwrap().rows.remove(0);
        let with: Vec<_> = row.with.iter().map(|person| person.name.as_str()).collect();
        assert_eq!((row.deal, with), (None, vec!["Noah Buyer"]));
        assert_eq!(row.project.map(|project| project.name), Some("Roll-out".to_owned()));
    }
}
