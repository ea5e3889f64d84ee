//! The stages as rows that are about to be changed: everybody who changes the line waits for their turn, so that what
//! was looked at still holds when it is written.

use domain::AppError;
use domain::pipeline::renumbered;
use domain::stage::{StageKey, StageKind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, QueryOrder};
use store::table::deal_stage::{ActiveModel, Column, Entity, Model};
use store::{DbError, Handle, Write};

/// The stages in use, in order.
pub(super) struct Line {
    /// Being worked in.
    pub(super) open: Vec<Model>,
    /// Won and lost.
    pub(super) closed: Vec<Model>,
}

impl Line {
    /// Reads it; from here on nobody else changes it before this is done.
    pub(super) async fn take(write: &mut Write) -> Result<Self, DbError> {
        write.serialise().await?;
        let rows = write.find::<Entity>().filter(Column::Retired.eq(false)).shape(|query| query.order_by_asc(Column::Position));
        let (open, mut closed): (Vec<_>, Vec<_>) = rows.all(write).await?.into_iter().partition(|row| row.kind == StageKind::Open);
        closed.sort_by_key(|row| row.kind == StageKind::Lost);
        Ok(Self { open, closed })
    }

    /// Every stage in order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Model> {
        self.open.iter().chain(&self.closed)
    }

    /// The stage of this key.
    pub(super) fn of(&self, key: &StageKey) -> Result<&Model, AppError> {
        self.all().find(|row| row.key == *key).ok_or(AppError::NotFound)
    }

    /// Where an open stage stands, from 0.
    pub(super) fn place(&self, key: &StageKey) -> Option<usize> {
        self.open.iter().position(|row| row.key == *key)
    }

    /// Refuses a name that another stage in use has; two of them could not be told apart.
    pub(super) fn must_be_free(&self, name: &str, of: Option<&StageKey>, field: &str) -> Result<(), AppError> {
        let same = |row: &&Model| row.name.to_lowercase() == name.to_lowercase() && Some(&row.key) != of;
        match self.all().find(same) {
            None => Ok(()),
            Some(row) => Err(AppError::field(field, format!("is taken: there is a stage “{}” already", row.name))),
        }
    }

    /// Writes the places that are not what they are to be.
    pub(super) async fn write_places(self, write: &mut Write) -> Result<(), DbError> {
        for (row, position) in renumbered(self.open.into_iter().chain(self.closed), |row| row.position) {
            write.update::<Entity>(&row, ActiveModel { position: Set(position), ..Default::default() }).await?;
        }
        Ok(())
    }
}
