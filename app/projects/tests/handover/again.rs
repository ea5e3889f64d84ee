//! Deals that were won before: reopened ones keep their project, imported ones get theirs.

use crate::world::{ADMIN, DEAL, LEAD, MEMBER, today};
use crate::{World, id};
use chrono::TimeDelta;
use domain::deal::Outcome;
use domain::stage::StageKey;
use projects::HandOverAsk;
use store::testing::TestDb;

store::both_engines! {
    async fn a_deal_that_is_reopened_and_won_again_keeps_its_project(db: TestDb) {
        let world = World::ready(db).await;
        let made = world.hand_over(LEAD, world.ask().await).await.unwrap();
        let project = world.projects().await.remove(0);
        let (access, version) = (world.who(LEAD), world.deal_now().await.version);
        let me = access.actor().unwrap().clone();
        access.write(move |write| Box::pin(async move {
            let to = deals::db::MoveAsk::to(StageKey::parse("negotiation").unwrap(), version);
            deals::db::move_in(write, &me, id(DEAL), to).await.map(drop)
        })).await.unwrap();
        let form = projects::db::form(&world.who(LEAD), id(DEAL)).await.unwrap();
        assert_eq!((form.project.map(|project| project.id), form.contract[0].ticked), (Some(made), true));
        let open = projects::db::detail(&world.who(LEAD), made).await.unwrap();
        assert_eq!((open.deal.unwrap().won_on, open.undo), (None, None), "the page says that it is won no more, and offers nothing");
        // Name and plan are not asked again, so the form does not send them.
        let again = HandOverAsk { name: String::new(), start: String::new(), template: String::new(), value: "52000".into(), ..world.ask().await };
        assert_eq!(world.hand_over(MEMBER, again).await.unwrap(), made);
        assert_eq!(world.projects().await, [project], "as it was");
        assert_eq!((world.deal_now().await.value, world.deal_now().await.outcome), (5_200_000, Some(Outcome::Won)));
    }

    async fn a_deal_that_was_won_elsewhere_gets_its_project_without_a_move(db: TestDb) {
        let world = World::in_stage(db, "closed_won", Some(Outcome::Won)).await;
        let steps = world.way().await.len();
        let form = projects::db::form(&world.who(MEMBER), id(DEAL)).await.unwrap();
        assert_eq!((form.won_on, form.gaps.len(), form.opened), (today() - TimeDelta::days(5), 0, today() - TimeDelta::days(40)));
        let ask = HandOverAsk { ticks: Vec::new(), won_on: form.won_on.to_string(), ..world.ask().await };
        let made = world.hand_over(MEMBER, ask.clone()).await.unwrap();
        assert_eq!((world.way().await.len(), world.projects().await.len()), (steps, 1));
        assert_eq!(world.hand_over(ADMIN, ask).await.unwrap(), made);
        world.verify().await;
    }
}
