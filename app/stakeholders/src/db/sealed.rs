//! The personal data of a person: sealed when it is kept, opened for who may see it.

use domain::AppError;
use domain::id::StakeholderId;
use domain::parse::{Email, ParseError, long_text, phone};
use domain::stakeholder::StakeholderField;
use sea_orm::ActiveValue::Set;
use store::DbError;
use store::keys::Keys;
use store::sealed::{Place, Sealed, email_index, open, seal};
use store::table::stakeholder::{ActiveModel, Model};

/// Where a field stands; nothing for one that is not personal.
pub(super) const fn place(id: StakeholderId, field: StakeholderField) -> Option<Place> {
    let column = match field {
        StakeholderField::Email => "email",
        StakeholderField::Phone => "phone",
        StakeholderField::Notes => "notes",
        StakeholderField::Name | StakeholderField::JobTitle | StakeholderField::Engagement | StakeholderField::ReportsTo => return None,
    };
    Some(Place { table: "stakeholder", column, row: id.0 })
}

/// The sealed value of a field.
pub(super) const fn value(row: &Model, field: StakeholderField) -> Option<&Sealed> {
    match field {
        StakeholderField::Email => row.email.as_ref(),
        StakeholderField::Phone => row.phone.as_ref(),
        StakeholderField::Notes => row.notes.as_ref(),
        StakeholderField::Name | StakeholderField::JobTitle | StakeholderField::Engagement | StakeholderField::ReportsTo => None,
    }
}

/// The text of a field, to hold it against what is typed over it; what does not open is as if it were empty.
pub(super) fn compared(keys: &Keys, row: &Model, field: StakeholderField) -> String {
    let opened = place(row.id, field).zip(value(row, field)).map(|(place, value)| open(keys, place, value));
    opened.and_then(Result::ok).unwrap_or_default()
}

/// Reads what was typed.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(field: StakeholderField, text: &str) -> Result<Option<String>, ParseError> {
    match field {
        StakeholderField::Email if text.trim().is_empty() => Ok(None),
        StakeholderField::Email => Ok(Some(Email::parse(text)?.into_inner())),
        StakeholderField::Phone => phone(text),
        _ => long_text(text),
    }
}

/// Puts a parsed text into the row, sealed for its place.
///
/// # Errors
/// There is no key, or no randomness.
pub(super) fn put(
    keys: &Keys,
    row: &mut ActiveModel,
    id: StakeholderId,
    field: StakeholderField,
    text: Option<&str>,
) -> Result<(), DbError> {
    let sealed = match place(id, field).zip(text) {
        Some((place, text)) => Some(seal(keys, place, text)?),
        None => None,
    };
    match field {
        StakeholderField::Email => {
            row.email_index = Set(text.and_then(|text| email_index(keys, keys.active(), text)));
            row.email = Set(sealed);
        }
        StakeholderField::Phone => row.phone = Set(sealed),
        StakeholderField::Notes => row.notes = Set(sealed),
        StakeholderField::Name | StakeholderField::JobTitle | StakeholderField::Engagement | StakeholderField::ReportsTo => {
            return Err(AppError::Malformed.into());
        }
    }
    Ok(())
}

/// What an e-mail address is found by, under every key that may have sealed it.
pub(super) fn indexes(keys: &Keys, email: &Email) -> Vec<Vec<u8>> {
    keys.ids().filter_map(|id| email_index(keys, id, email.as_str())).collect()
}
