//! Who hands over, and who sees what came of it.

use crate::world::{ADMIN, DEAL, LEAD, MEMBER, PROMISES, STRANGER, TEAM, VIEWER};
use crate::{World, everything, id};
use domain::AppError;
use projects::HandOverAsk;
use store::DbError;
use store::testing::TestDb;

fn refused<T: std::fmt::Debug>(answer: Result<T, DbError>) -> AppError {
    match answer {
        Err(DbError::App(error)) => error,
        other => panic!("{other:?}"),
    }
}

store::both_engines! {
    async fn only_the_clients_team_and_admins_hand_over(db: TestDb) {
        let world = World::ready(db).await;
        let before = everything(&world.db).await;
        for (who, answer) in [(VIEWER, AppError::Forbidden), (TEAM, AppError::Forbidden), (STRANGER, AppError::NotFound)] {
            assert_eq!(refused(world.hand_over(who, world.ask().await).await), answer, "{who}");
        }
        assert_eq!(everything(&world.db).await, before);
        let team = projects::db::form(&world.who(TEAM), id(DEAL)).await.unwrap();
        assert!(!team.may && team.client_id.is_none() && team.client == "Client", "whoever is on the deal alone is told whom to ask");
        for who in [VIEWER, STRANGER] {
            assert_eq!(refused(projects::db::form(&world.who(who), id(DEAL)).await), AppError::NotFound, "{who}");
        }
        world.hand_over(MEMBER, world.ask().await).await.unwrap();
    }

    async fn the_project_is_seen_by_the_clients_team_and_by_who_has_a_task_in_it(db: TestDb) {
        let world = World::ready(db).await;
        let made = world.hand_over(LEAD, HandOverAsk { promises: PROMISES.map(id).to_vec(), ..world.ask().await }).await.unwrap();
        for who in [ADMIN, LEAD, MEMBER, VIEWER] {
            let page = projects::db::detail(&world.who(who), made).await.unwrap();
            assert_eq!((page.team.len(), page.stakeholders.len(), page.open_tasks, page.phases.len()), (3, 2, 2, 4), "{who}");
            assert_eq!(page.can_edit, who != VIEWER);
        }
        for who in [TEAM, STRANGER] {
            assert_eq!(refused(projects::db::detail(&world.who(who), made).await), AppError::NotFound, "{who}");
        }
        world.assign(PROMISES[0], TEAM).await;
        let page = projects::db::detail(&world.who(TEAM), made).await.unwrap();
        assert_eq!((page.open_tasks, page.stakeholders.len(), page.row.client.is_none(), page.can_edit, page.undo), (2, 0, true, false, None), "both are about their deal; the client is not theirs");
        assert_eq!(projects::db::of_deal(&world.who(TEAM), id(DEAL)).await.unwrap().map(|project| project.id), Some(made));
        assert_eq!(refused(projects::db::of_deal(&world.who(STRANGER), id(DEAL)).await), AppError::NotFound);
    }
}
