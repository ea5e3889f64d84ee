//! Writing out of reach: it is refused, it does not tell whether the row exists, and it changes nothing.

use crate::each::{each_written_table, short};
use crate::policy::Who;
use crate::room::{Room, everything};
use crate::world;
use domain::AppError;
use domain::policy::Action;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn, Value};
use store::testing::TestDb;
use store::{DbError, Handle, InScope, Row};

store::both_engines! {
    async fn nobody_changes_or_removes_what_is_not_theirs(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for who in Who::ALL {
            each_written_table!(|name, T| {
                change_and_remove::<T>(&room, who, name).await;
                assert_eq!(before, everything(&db).await, "{who:?} left {name} alone");
            });
        }
    }

    async fn nobody_adds_where_they_may_not(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        for who in Who::ALL {
            each_written_table!(|name, T| {
                add_beside::<T>(&room, who, name).await;
                assert_eq!(before, everything(&db).await, "{who:?} added nothing to {name}");
            });
        }
    }
}

/// What a refusal must say: nothing about rows that the person may not read.
fn right_answer(who: Who, table: &str, key: &str, answer: &Result<(), DbError>) -> bool {
    let readable = who.may(Action::Read, table, key);
    // Where the right is nobody's like them, whatever the row, that may be said of all rows alike.
    let never = table == "client_assignment" && who.role() == domain::user::UserRole::Consultant;
    match answer {
        Err(DbError::App(AppError::NotFound)) => !readable,
        Err(DbError::App(AppError::Forbidden)) => {
            readable || never || matches!(table, "user" | "session") || who == Who::Viewer && readable_kind(table)
        }
        _ => false,
    }
}

fn readable_kind(table: &str) -> bool {
    ["a", "b"].iter().any(|key| Who::Viewer.may(Action::Read, table, key))
}

async fn change_and_remove<E>(room: &Room, who: Who, name: &str)
where
    E: Row + InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
{
    let access = room.person(who.number(), who.role());
    for row in rows::<E>(room).await {
        let (key, same) = (short::<E>(&row), row.clone());
        if !who.may(Action::Update, name, &key) {
            let full = without_computed::<E>(row.clone().into_active_model().reset_all());
            let answer = access.write(move |write| Box::pin(async move { write.update::<E>(&row, full).await.map(drop) })).await;
            assert!(right_answer(who, name, &key, &answer), "{who:?} changing {name} {key}: {answer:?}");
        }
        if !who.may(Action::Delete, name, &key) {
            let answer = access.write(move |write| Box::pin(async move { write.delete::<E>(same).await })).await;
            assert!(right_answer(who, name, &key, &answer), "{who:?} removing {name} {key}: {answer:?}");
        }
    }
}

async fn add_beside<E>(room: &Room, who: Who, name: &str)
where
    E: Row + InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
{
    let access = room.person(who.number(), who.role());
    for row in rows::<E>(room).await {
        let key = short::<E>(&row);
        // A step about nothing yet is one's own to write down; the link to what it is about is what counts.
        let a_note_of_ones_own = name == "task" && who == Who::Unassigned && key.len() > 1;
        if who.may(Action::Create, name, &key) || a_note_of_ones_own {
            continue;
        }
        let new = another::<E>(row);
        let answer = access.write(move |write| Box::pin(async move { write.insert::<E>(new).await.map(drop) })).await;
        let refused = matches!(answer, Err(DbError::App(AppError::NotFound | AppError::Forbidden)));
        assert!(refused, "{who:?} adding {name} like {key}: {answer:?}");
    }
}

async fn rows<E: InScope>(room: &Room) -> Vec<E::Model> {
    let read = room.system().read().await.unwrap();
    read.find::<E>().all(&read).await.unwrap()
}

/// A row like this one under a fresh key, where the key is its own.
pub(crate) fn another<E>(row: E::Model) -> E::ActiveModel
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel>,
{
    let mut new = without_computed::<E>(row.into_active_model().reset_all());
    let keys: Vec<_> = E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
    if let ([key], Value::Uuid(_)) = (keys.as_slice(), new.get(keys[0]).into_value().unwrap()) {
        new.set(*key, Value::Uuid(Some(uuid::Uuid::now_v7())));
    }
    for column in E::Column::iter() {
        if sea_orm::sea_query::Iden::unquoted(&column) == "token_hash" {
            new.set(column, Value::Bytes(Some(uuid::Uuid::now_v7().as_bytes().to_vec())));
        }
    }
    new
}

/// Without what the database computes itself.
pub(crate) fn without_computed<E>(mut row: E::ActiveModel) -> E::ActiveModel
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    for column in E::Column::iter() {
        if ["name_key", "entity_type", "entity_id", "password_protected"].contains(&sea_orm::sea_query::Iden::unquoted(&column)) {
            row.not_set(column);
        }
    }
    row
}
