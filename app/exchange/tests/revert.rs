//! Taking imports back, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod common;
#[path = "common/files.rs"]
mod files;

use common::World;
use domain::stakeholder::EngagementLevel;
use exchange::{RevertError, revert};
use files::{ALL, changed};
use sea_orm::{ColumnTrait, Set};
use store::Handle;
use store::table::{client, opportunity, stakeholder};
use store::testing::TestDb;

const BUSINESS: &[&str] =
    &["user", "client", "client_assignment", "opportunity", "opportunity_stage_change", "opportunity_team_member", "external_ref"];

async fn business(world: &World) -> Vec<i64> {
    let counts = world.counts().await;
    BUSINESS.iter().map(|table| counts[table]).collect()
}

store::both_engines! {
    async fn an_import_taken_back_leaves_no_row(db: TestDb) {
        let world = World::new(db).await;
        let run = world.import(ALL).await.unwrap().run.unwrap();
        let done = revert(&world.access, run).await.unwrap();
        assert!(done.deleted > 10 && done.restored == 0, "{done}");
        assert_eq!(business(&world).await, vec![0; BUSINESS.len()]);
        let again = revert(&world.access, run).await.unwrap_err();
        assert!(matches!(again, RevertError::Already(..)), "{again}");
        assert!(matches!(revert(&world.access, store::id::fresh()).await, Err(RevertError::Unknown(_))));
        assert!(matches!(store::audit::verify(&world.access).await.unwrap(), store::audit::Verdict::Whole { .. }));
        // And it can be imported again.
        assert_eq!(world.import(ALL).await.unwrap().files.last().unwrap().new, 6);
    }

    async fn imports_are_taken_back_one_after_the_other(db: TestDb) {
        let world = World::new(db).await;
        let first = world.import(ALL).await.unwrap().run.unwrap();
        let before = business(&world).await;
        let open = "P004,Mei-Lin Sørby,GTX Pro,,Engaging,2017-04-02,,";
        let (_kept, files) = changed(ALL, open, "P004,Ben Oduya,GTX Pro,,Won,2017-04-02,2017-05-01,77");
        let second = world.import_paths(files).await.unwrap().run.unwrap();
        // The first one left something that the second has changed.
        let refusal = revert(&world.access, first).await;
        assert!(matches!(refusal, Err(RevertError::Worked(list)) if list.iter().any(|line| line.contains("GTX Pro"))));
        let done = revert(&world.access, second).await.unwrap();
        assert_eq!(done.restored, 1);
        assert_eq!(business(&world).await, before);
        let open = "SELECT count(*) FROM opportunity WHERE stage = 'qualified' AND outcome IS NULL \
            AND actual_close_date IS NULL AND value = 482100";
        assert_eq!(world.number(open).await, 1);
        // The file of the first import still says what is there.
        assert_eq!(world.import(ALL).await.unwrap().run, None);
        revert(&world.access, first).await.unwrap();
        assert_eq!(business(&world).await, vec![0; BUSINESS.len()]);
    }

    async fn what_people_did_since_is_named_and_kept(db: TestDb) {
        let world = World::new(db).await;
        let run = world.import(ALL).await.unwrap().run.unwrap();
        let before = business(&world).await;
        let worked = world.access.write(|write| Box::pin(async move {
            let client = write.find::<client::Entity>().filter(client::Column::Name.eq("Ancaster")).must(write).await?;
            let person = stakeholder::ActiveModel {
                id: Set(store::id::fresh()),
                client_id: Set(client.id),
                name: Set("Ines".into()),
                engagement_level: Set(EngagementLevel::High),
                ..Default::default()
            };
            write.insert::<stakeholder::Entity>(person).await?;
            let name = opportunity::Column::Name.eq("MG Special for Brassfield & Sons");
            let deal = write.find::<opportunity::Entity>().filter(name).must(write).await?;
            let change = opportunity::ActiveModel { value: Set(1), ..Default::default() };
            write.update::<opportunity::Entity>(&deal, change).await
        }));
        worked.await.unwrap();
        let Err(RevertError::Worked(list)) = revert(&world.access, run).await else { unreachable!("it was worked with") };
        assert_eq!(list.len(), 2, "{list:?}");
        assert!(list.iter().any(|line| line.contains("“Ancaster” has 1 stakeholders")), "{list:?}");
        assert!(list.iter().any(|line| line.contains("“MG Special for Brassfield & Sons” was changed")), "{list:?}");
        assert_eq!(business(&world).await, before);
    }
}
