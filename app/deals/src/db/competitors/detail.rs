//! One competitor: its own fields, and what this person may do with it.

use super::edit::shown;
use crate::competitors::CompetitorDetail;
use domain::competitor::CompetitorField;
use domain::id::CompetitorId;
use domain::policy::{Action, Noun};
use store::table::competitor;
use store::{Access, DbError, Handle};

/// The competitor's page, without its deals.
///
/// # Errors
/// Not found for this person.
pub async fn detail(access: &Access, id: CompetitorId) -> Result<CompetitorDetail, DbError> {
    let read = access.read().await?;
    let row = read.find::<competitor::Entity>().by_id(id).must(&read).await?;
    let fields = CompetitorField::ALL.iter().filter(|field| **field != CompetitorField::Name);
    let texts = fields.map(|field| (*field, shown(&row, *field))).filter(|(_, text)| !text.is_empty()).collect();
    Ok(CompetitorDetail {
        id,
        version: row.version,
        name: row.name,
        texts,
        created: row.created_at.date_naive(),
        updated: row.updated_at.date_naive(),
        can_edit: access.may(Action::Update, Noun::Competitor),
        can_delete: access.may(Action::Delete, Noun::Competitor),
    })
}
