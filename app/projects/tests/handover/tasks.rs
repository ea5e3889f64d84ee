//! What somebody still has to do, and who hears of it.

use crate::world::{ADMIN, DONE, LEAD, MEMBER, PROMISES, STRANGER, TEAM, VIEWER};
use crate::{World, id};
use domain::AppError;
use projects::{HandOverAsk, OpenTasks, TaskOf};
use store::DbError;
use store::testing::TestDb;

async fn of(world: &World, who: u128, user: u128) -> OpenTasks {
    projects::db::open_tasks(&world.who(who), id(user)).await.unwrap()
}

store::both_engines! {
    async fn open_tasks_stand_with_what_they_belong_to_as_far_as_the_asker_sees_it(db: TestDb) {
        let world = World::ready(db).await;
        for who in [ADMIN, LEAD, MEMBER, VIEWER, TEAM] {
            let found = of(&world, who, MEMBER).await;
            assert_eq!(found.total, 2, "{who}: what is done is nothing to do");
            assert!(found.tasks.iter().all(|task| matches!(&task.of, Some(TaskOf::Deal(_, name)) if name == "Roadmap")), "{who}");
            assert!(found.tasks.iter().all(|task| task.id != id(DONE)), "{who}");
        }
        assert_eq!(of(&world, STRANGER, MEMBER).await, OpenTasks { tasks: Vec::new(), total: 0 });
        assert_eq!(of(&world, ADMIN, LEAD).await.total, 0);

        world.hand_over(LEAD, HandOverAsk { promises: PROMISES.map(id).to_vec(), ..world.ask().await }).await.unwrap();
        let found = of(&world, LEAD, MEMBER).await;
        assert!(found.tasks.iter().all(|task| matches!(task.of, Some(TaskOf::Project(..)))));
        world.assign(PROMISES[0], TEAM).await;
        let own = of(&world, TEAM, TEAM).await;
        assert_eq!(own.total, 1);
        assert!(matches!(own.tasks[0].of, Some(TaskOf::Project(..))), "whoever has a task in a project sees the project");
    }

    async fn nobody_has_nothing_to_do(db: TestDb) {
        let world = World::ready(db).await;
        let answer = projects::db::open_tasks(&world.who(ADMIN), id(0x999)).await;
        assert!(matches!(answer, Err(DbError::App(AppError::NotFound))), "{answer:?}");
    }
}
