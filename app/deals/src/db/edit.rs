//! One field of a deal, changed in place.

use domain::AppError;
use domain::currency::Currency;
use domain::date::{full_date, parse_date};
use domain::deal::{DealField, OpportunitySource, OpportunityType};
use domain::id::OpportunityId;
use domain::money::Money;
use domain::parse::{Name, ParseError};
use domain::rank;
use sea_orm::ActiveValue::Set;
use store::table::opportunity::{ActiveModel, Entity, Model};
use store::{Access, DbError, Handle, TypedOver, Write};

/// Changes the field if nobody changed the same one since `version`, and answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: OpportunityId, field: DealField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    access.write(move |write| Box::pin(async move { edit_in(write, id, field, &value, version).await })).await
}

/// The same inside the caller's transaction.
pub(super) async fn edit_in(write: &mut Write, id: OpportunityId, field: DealField, value: &str, version: i32) -> Result<i32, DbError> {
    let before = write.find::<Entity>().by_id(id).must(write).await?;
    let change = change(&before, field, value).map_err(|error| AppError::field(field.as_str(), error.to_string()))?;
    let theirs = shown(&before, field);
    let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: value };
    if write.overtaken::<Entity>(&id.to_string(), field.as_str(), typed).await? {
        let theirs = read(&before, field);
        return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value.to_owned() }.into());
    }
    Ok(write.update::<Entity>(&before, change).await?.version)
}

fn change(before: &Model, field: DealField, value: &str) -> Result<ActiveModel, ParseError> {
    let mut row = ActiveModel::default();
    match field {
        DealField::Name => row.name = Set(Name::parse(value)?.into_inner()),
        // A value that is not known yet is none, as in the form of a new deal.
        DealField::Value if value.trim().is_empty() => row.value = Set(0),
        DealField::Value => row.value = Set(Money::parse(value, currency(before))?.minor),
        DealField::Currency => {
            let wanted = Currency::parse(value)?;
            // The figure stays what people wrote; only its unit changes. What the new unit cannot say is refused.
            row.value = Set(Money::parse(&Money::new(before.value, currency(before)).decimal(), wanted)?.minor);
            row.currency = Set(wanted.code().to_owned());
        }
        DealField::CloseDate => {
            let day = if value.trim().is_empty() { None } else { Some(parse_date(value)?) };
            row.expected_close_date = Set(day);
            // Who was never put anywhere stands by the day.
            if before.rank.as_deref() == Some(rank::unplaced(before.expected_close_date, before.id.0).as_str()) {
                row.rank = Set(Some(rank::unplaced(day, before.id.0)));
            }
        }
        DealField::Type => row.kind = Set(value.parse::<OpportunityType>()?),
        DealField::Source => row.source = Set(value.parse::<OpportunitySource>()?),
    }
    Ok(row)
}

fn currency(row: &Model) -> Currency {
    Currency::parse(&row.currency).unwrap_or(Currency::USD)
}

/// A field's text as it is edited.
fn shown(row: &Model, field: DealField) -> String {
    match field {
        DealField::Name => row.name.clone(),
        DealField::Value => Money::new(row.value, currency(row)).decimal(),
        DealField::Currency => row.currency.clone(),
        DealField::CloseDate => row.expected_close_date.map(|day| day.to_string()).unwrap_or_default(),
        DealField::Type => row.kind.as_str().to_owned(),
        DealField::Source => row.source.as_str().to_owned(),
    }
}

/// The same as people read it.
fn read(row: &Model, field: DealField) -> String {
    match field {
        DealField::Value => Money::new(row.value, currency(row)).display(),
        DealField::CloseDate => row.expected_close_date.map(full_date).unwrap_or_default(),
        DealField::Type => row.kind.label().to_owned(),
        DealField::Source => row.source.label().to_owned(),
        DealField::Name | DealField::Currency => shown(row, field),
    }
}
