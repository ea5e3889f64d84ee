//! Hanging a row somewhere else: each foreign key of each table, pointed at a client that is not one's own.

use crate::attempts::{another, without_computed};
use crate::each::{each_written_table, short};
use crate::policy::{Who, of};
use crate::room::{Room, everything, id};
use crate::world;
use domain::AppError;
use domain::policy::Action;
use sea_orm::sea_query::Iden;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait, Value};
use store::testing::TestDb;
use store::{DbError, Handle, InScope, Row};

/// Every column that names a client or something of one.
const LINKS: &[&str] = &[
    "client_id",
    "opportunity_id",
    "project_id",
    "phase_id",
    "task_id",
    "parent_task_id",
    "predecessor_id",
    "successor_id",
    "stakeholder_id",
    "reports_to",
    "recipient_stakeholder_id",
    "invoice_id",
    "activity_id",
    "access_id",
];

store::both_engines! {
    async fn no_row_of_ones_own_is_hung_on_a_foreign_one(db: TestDb) {
        let room = world::build(&db).await;
        let before = everything(&db).await;
        let mut tried = 0;
        each_written_table!(|name, T| {
            for link in links::<T>() {
                tried += move_rows::<T>(&room, name, link).await;
                assert_eq!(before, everything(&db).await, "{name}.{} is where it was", link.unquoted());
            }
        });
        assert!(tried > 60, "only {tried} moves were tried");
    }
}

fn links<E: EntityTrait>() -> impl Iterator<Item = E::Column> {
    E::Column::iter().filter(|column| LINKS.contains(&column.unquoted()))
}

/// Tries to move each own row of the table, and to add one like it, there; says how many tries that were.
async fn move_rows<E>(room: &Room, name: &str, link: E::Column) -> usize
where
    E: Row + InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
{
    let who = Who::Assigned;
    let access = room.person(who.number(), who.role());
    let read = access.read().await.unwrap();
    let own = read.find_for::<E>(Action::Update).all(&read).await.unwrap();
    drop(read);
    let foreign = Value::Uuid(Some(id(world::B)));
    let mut tried = 0;
    for row in own.into_iter().filter(|row| of(&short::<E>(row), 'a')) {
        let key = short::<E>(&row);
        let mut moved = without_computed::<E>(row.clone().into_active_model());
        moved.set(link, foreign.clone());
        let mut new = another::<E>(row.clone());
        new.set(link, foreign.clone());
        let moved = access.write(move |write| Box::pin(async move { write.update::<E>(&row, moved).await.map(drop) })).await;
        let added = access.write(move |write| Box::pin(async move { write.insert::<E>(new).await.map(drop) })).await;
        for (what, answer) in [("moved", moved), ("added", added)] {
            let refused = matches!(answer, Err(DbError::App(AppError::NotFound | AppError::Forbidden)));
            assert!(refused, "{name} {key} was {what} to a foreign {}: {answer:?}", link.unquoted());
            tried += 1;
        }
    }
    tried
}
