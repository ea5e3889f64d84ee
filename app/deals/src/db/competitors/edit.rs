//! One field of a competitor, changed in place.

use domain::AppError;
use domain::competitor::CompetitorField;
use domain::id::CompetitorId;
use domain::parse::{Name, ParseError, long_text, website};
use sea_orm::ActiveValue::Set;
use store::table::competitor::{ActiveModel, Entity, Model};
use store::{Access, DbError, Handle, TypedOver};

/// Changes the field if nobody changed the same one since `version`, and answers the new version. Empty text clears
/// every field but the name.
///
/// # Errors
/// A wrong value, or a name that another competitor has; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: CompetitorId, field: CompetitorField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<Entity>().by_id(id).must(write).await?;
                let change = change(field, &value).map_err(|error| AppError::field(field.as_str(), error.to_string()))?;
                let theirs = shown(&before, field);
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<Entity>(&id.to_string(), field.as_str(), typed).await? {
                    return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value }.into());
                }
                let after = write.update::<Entity>(&before, change).await;
                Ok(after.map_err(|error| error.on_unique("name", "is the name of another competitor; choose another"))?.version)
            })
        })
        .await
}

fn change(field: CompetitorField, value: &str) -> Result<ActiveModel, ParseError> {
    let mut row = ActiveModel::default();
    match field {
        CompetitorField::Name => row.name = Set(Name::parse(value)?.into_inner()),
        CompetitorField::Website => row.website = Set(website(value)?),
        CompetitorField::Strengths => row.strengths = Set(long_text(value)?),
        CompetitorField::Weaknesses => row.weaknesses = Set(long_text(value)?),
        CompetitorField::TypicalPricing => row.typical_pricing = Set(long_text(value)?),
        CompetitorField::Notes => row.notes = Set(long_text(value)?),
    }
    Ok(row)
}

/// A field's text as it stands.
pub(super) fn shown(row: &Model, field: CompetitorField) -> String {
    let text = match field {
        CompetitorField::Name => Some(row.name.clone()),
        CompetitorField::Website => row.website.clone(),
        CompetitorField::Strengths => row.strengths.clone(),
        CompetitorField::Weaknesses => row.weaknesses.clone(),
        CompetitorField::TypicalPricing => row.typical_pricing.clone(),
        CompetitorField::Notes => row.notes.clone(),
    };
    text.unwrap_or_default()
}
