//! The rules of the business that the database itself holds.

mod clients;
mod deals;
mod people;
mod work;

use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};

/// Tries to add a row; which constraint refused it.
pub(crate) async fn refusal<A>(db: &impl ConnectionTrait, row: A) -> String
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    match row.insert(db).await {
        Err(error) => error.to_string(),
        Ok(row) => panic!("this was taken: {row:?}"),
    }
}
