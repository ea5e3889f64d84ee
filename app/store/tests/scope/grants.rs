//! Nobody gives themselves sight of something, by any row that they may write.

use crate::policy::Who;
use crate::room::{Room, everything, id};
use crate::world;
use crate::world::{A, B, add, moment};
use domain::AppError;
use domain::user::{AssignmentRole, UserRole};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use store::table::*;
use store::testing::TestDb;
use store::{Access, DbError, Handle, InScope, Row, Work, Write};

store::both_engines! {
    async fn a_consultant_does_not_join_a_team_by_themselves(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        let me = Who::Unassigned.number();
        let join = opportunity_team_member::ActiveModel { user_id: Set(id(me)), opportunity_id: Set(id(B)), created_at: Set(moment()) };
        not_found(&access(&room, Who::Unassigned), join).await;
        let assign = client_assignment::ActiveModel {
            user_id: Set(id(me)),
            client_id: Set(id(B)),
            role: Set(AssignmentRole::Lead),
            assigned_at: Set(moment()),
            ..Default::default()
        };
        let answer = access(&room, Who::Unassigned).write(|write| Box::pin(async move { write.insert::<client_assignment::Entity>(assign).await })).await;
        assert!(matches!(answer, Err(DbError::App(AppError::Forbidden))), "{answer:?}");
        assert_eq!(before, everything(&db).await);
    }

    async fn a_task_is_not_reached_by_linking_it_to_ones_own_client(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for task in [B, 0xB2] {
            let link = task_entity::ActiveModel { id: Set(id(0xEE)), task_id: Set(id(task)), client_id: Set(Some(id(A))), ..Default::default() };
            not_found(&access(&room, Who::Assigned), link).await;
        }
        assert_eq!(before, everything(&db).await);
    }

    async fn a_project_is_not_reached_by_putting_a_task_of_ones_own_into_it(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        let me = Who::Assigned.number();
        let task = task::ActiveModel {
            project_id: Set(Some(id(B))),
            assigned_to: Set(Some(id(me))),
            created_by: Set(id(me)),
            ..world::working::a_task(0xEE)
        };
        let about_mine = task_entity::ActiveModel { id: Set(id(0xEE)), task_id: Set(id(0xEE)), client_id: Set(Some(id(A))), ..Default::default() };
        let answer = access(&room, Who::Assigned).write(|write| Box::pin(async move {
            write.insert::<task::Entity>(task).await?;
            write.insert::<task_entity::Entity>(about_mine).await
        })).await;
        assert!(matches!(answer, Err(DbError::App(AppError::NotFound))), "{answer:?}");
        assert_eq!(before, everything(&db).await);
    }

    async fn a_task_in_a_foreign_project_gives_no_right_to_add_others(db: TestDb) {
        let room = world::build(&db).await;
        let both = both(&db, &room, Who::Tasked).await;
        let before = everything(&db).await;
        let task = task::ActiveModel {
            project_id: Set(Some(id(B))),
            created_by: Set(id(Who::Tasked.number())),
            ..world::working::a_task(0xEE)
        };
        let about_mine = task_entity::ActiveModel { id: Set(id(0xEE)), task_id: Set(id(0xEE)), client_id: Set(Some(id(A))), ..Default::default() };
        let answer = both.write(|write| Box::pin(async move {
            write.insert::<task::Entity>(task).await?;
            write.insert::<task_entity::Entity>(about_mine).await
        })).await;
        assert!(matches!(answer, Err(DbError::App(AppError::NotFound))), "{answer:?}");
        assert_eq!(before, everything(&db).await);
    }

    async fn what_one_may_not_remove_one_may_not_carry_off(db: TestDb) {
        let room = world::build(&db).await;
        let (team, tasked) = (both(&db, &room, Who::Team).await, both(&db, &room, Who::Tasked).await);
        let before = everything(&db).await;
        changed::<opportunity::Entity>(&team, id(B), |deal| deal.client_id = Set(id(A))).await;
        changed::<task::Entity>(&tasked, id(B), |task| task.project_id = Set(Some(id(A)))).await;
        changed::<task::Entity>(&tasked, id(B), |task| {
            task.project_id = Set(None);
            task.task_type = Set(domain::task::TaskType::NextStep);
        }).await;
        assert_eq!(before, everything(&db).await);
    }

    async fn nobody_promotes_themselves(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for who in [Who::Unassigned, Who::Viewer] {
            let me = access(&room, who);
            changed::<user::Entity>(&me, id(who.number()), |user| user.role = Set(UserRole::Admin)).await;
            changed::<user::Entity>(&me, id(who.number()), |user| user.active = Set(false)).await;
        }
        let outside = access(&room, Who::Outside);
        changed::<user::Entity>(&outside, id(Who::Outside.number()), |user| user.client_id = Set(Some(id(B)))).await;
        assert_eq!(before, everything(&db).await);
        let name = outside.write(|write| Box::pin(async move {
            let before = write.find::<user::Entity>().by_id(id(Who::Outside.number())).must(write).await?;
            write.update::<user::Entity>(&before, user::ActiveModel { name: Set("New".into()), ..Default::default() }).await
        })).await;
        assert_eq!(name.unwrap().name, "New");
    }

    async fn a_forged_author_changes_nothing(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        let foreign = world::working::hours(0xEE, A, Who::Tasked);
        let on_b = time_entry::ActiveModel { project_id: Set(id(B)), user_id: Set(id(Who::Admin.number())), ..foreign };
        not_found(&access(&room, Who::Tasked), on_b).await;
        let session = session::ActiveModel {
            id: Set(id(0xEE)),
            user_id: Set(id(Who::Admin.number())),
            token_hash: Set(vec![9]),
            last_seen_at: Set(moment()),
            expires_at: Set(moment()),
            ..Default::default()
        };
        not_found(&access(&room, Who::Tasked), session).await;
        assert_eq!(before, everything(&db).await);
    }
}

fn access(room: &Room, who: Who) -> Access {
    room.person(who.number(), who.role())
}

/// The same person, assigned to client A as well.
async fn both(db: &TestDb, room: &Room, who: Who) -> Access {
    let assigned = client_assignment::ActiveModel {
        user_id: Set(id(who.number())),
        client_id: Set(id(A)),
        role: Set(AssignmentRole::Member),
        assigned_at: Set(moment()),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(&db.raw().await, assigned).await;
    access(room, who)
}

async fn not_found<R, E>(access: &Access, row: R)
where
    R: sea_orm::ActiveModelTrait<Entity = E> + Send + 'static,
    E: Row + InScope<ActiveModel = R>,
    E::Model: IntoActiveModel<R> + sea_orm::ModelTrait<Entity = E>,
{
    let answer = access.write(|write| Box::pin(async move { write.insert::<E>(row).await.map(drop) })).await;
    assert!(matches!(answer, Err(DbError::App(AppError::NotFound))), "{answer:?}");
}

/// Tries a change that must be forbidden.
async fn changed<E>(
    access: &Access,
    id: <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType,
    set: impl FnOnce(&mut E::ActiveModel) + Send + 'static,
) where
    E: Row + InScope,
    E::ActiveModel: sea_orm::ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E> + Sync,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: Send,
{
    fn tried<'a, E>(
        write: &'a mut Write,
        id: <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType,
        set: impl FnOnce(&mut E::ActiveModel) + Send + 'a,
    ) -> Work<'a, ()>
    where
        E: Row + InScope,
        E::ActiveModel: sea_orm::ActiveModelTrait<Entity = E> + Send,
        E::Model: IntoActiveModel<E::ActiveModel> + sea_orm::ModelTrait<Entity = E> + Sync,
        <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: Send + 'a,
    {
        Box::pin(async move {
            let before = write.find::<E>().by_id(id).must(write).await?;
            let mut change = before.clone().into_active_model();
            set(&mut change);
            write.update::<E>(&before, change).await.map(drop)
        })
    }
    let answer = access.write(move |write| tried::<E>(write, id, set)).await;
    let name = E::default().table_name().to_owned();
    assert!(matches!(answer, Err(DbError::App(AppError::Forbidden))), "{name}: {answer:?}");
}
