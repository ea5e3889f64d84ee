//! One field of a client, changed in place.

use domain::AppError;
use domain::client::{ClientField, ClientStatus};
use domain::currency::Currency;
use domain::date::{full_date, parse_date};
use domain::id::ClientId;
use domain::money::Money;
use domain::parse::{Name, ParseError, long_text, short_text, website};
use sea_orm::ActiveValue::{self, Set};
use store::table::client::{ActiveModel, Entity, Model};
use store::{Access, DbError, Handle, TypedOver, Write};

type Moment = Option<chrono::DateTime<chrono::Utc>>;

/// Changes the field if nobody changed the same one since `version`, and answers the new version.
///
/// # Errors
/// A wrong value; [`AppError::Conflict`] with the newer value; or by scope.
pub async fn edit(access: &Access, id: ClientId, field: ClientField, value: &str, version: i32) -> Result<i32, DbError> {
    let value = value.to_owned();
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<Entity>().by_id(id).must(write).await?;
                let change = change(&before, field, &value).map_err(|error| AppError::field(field.as_str(), error.to_string()))?;
                let theirs = shown(&before, field);
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &value };
                if write.overtaken::<Entity>(&id.to_string(), field.as_str(), typed).await? {
                    let theirs = read(&before, field);
                    return Err(AppError::Conflict { field: field.as_str().to_owned(), theirs, yours: value }.into());
                }
                Ok(write.update::<Entity>(&before, change).await?.version)
            })
        })
        .await
}

/// Fills a field that is empty, inside the caller's transaction; what stands there already stays.
///
/// # Errors
/// A wrong value, or by scope.
pub async fn fill_in(write: &mut Write, before: &Model, field: ClientField, value: &str) -> Result<(), DbError> {
    if !shown(before, field).is_empty() {
        return Ok(());
    }
    let change = change(before, field, value).map_err(|error| AppError::field(field.as_str(), error.to_string()))?;
    write.update::<Entity>(before, change).await.map(drop)
}

fn change(before: &Model, field: ClientField, value: &str) -> Result<ActiveModel, ParseError> {
    let mut row = ActiveModel::default();
    match field {
        ClientField::Name => row.name = Set(Name::parse(value)?.into_inner()),
        ClientField::Industry => row.industry = Set(short_text(value)?),
        ClientField::Website => row.website = Set(website(value)?),
        ClientField::Status => row.status = Set(value.parse::<ClientStatus>()?),
        ClientField::Deadline => row.deadline = Set(if value.trim().is_empty() { None } else { Some(parse_date(value)?) }),
        ClientField::Budget => {
            row.budget = Set(if value.trim().is_empty() { None } else { Some(Money::parse(value, currency(before))?.minor) })
        }
        ClientField::Metrics => {
            (row.meddpicc_metrics, row.meddpicc_metrics_at) = dated(long_text(value)?, &before.meddpicc_metrics, before.meddpicc_metrics_at)
        }
        ClientField::DecisionCriteria => {
            (row.meddpicc_decision_criteria, row.meddpicc_decision_criteria_at) =
                dated(long_text(value)?, &before.meddpicc_decision_criteria, before.meddpicc_decision_criteria_at)
        }
        ClientField::DecisionProcess => {
            (row.meddpicc_decision_process, row.meddpicc_decision_process_at) =
                dated(long_text(value)?, &before.meddpicc_decision_process, before.meddpicc_decision_process_at)
        }
        ClientField::PaperProcess => {
            (row.meddpicc_paper_process, row.meddpicc_paper_process_at) =
                dated(long_text(value)?, &before.meddpicc_paper_process, before.meddpicc_paper_process_at)
        }
        ClientField::IdentifiedPain => {
            (row.meddpicc_identified_pain, row.meddpicc_identified_pain_at) =
                dated(long_text(value)?, &before.meddpicc_identified_pain, before.meddpicc_identified_pain_at)
        }
        ClientField::Competition => {
            (row.meddpicc_competition, row.meddpicc_competition_at) =
                dated(long_text(value)?, &before.meddpicc_competition, before.meddpicc_competition_at)
        }
    }
    Ok(row)
}

/// A MEDDPICC text with the moment since which it says so; the same text again is as old as it was.
fn dated(text: Option<String>, before: &Option<String>, since: Moment) -> (ActiveValue<Option<String>>, ActiveValue<Moment>) {
    let since = if text == *before { since } else { text.as_ref().map(|_| store::id::now()) };
    (Set(text), Set(since))
}

pub(super) fn currency(row: &Model) -> Currency {
    Currency::parse(&row.currency).unwrap_or(Currency::USD)
}

/// A field's text as it is edited.
pub(super) fn shown(row: &Model, field: ClientField) -> String {
    let text = match field {
        ClientField::Name => Some(row.name.clone()),
        ClientField::Industry => row.industry.clone(),
        ClientField::Website => row.website.clone(),
        ClientField::Status => Some(row.status.as_str().to_owned()),
        ClientField::Deadline => row.deadline.map(|date| date.to_string()),
        ClientField::Budget => row.budget.map(|minor| Money::new(minor, currency(row)).decimal()),
        ClientField::Metrics => row.meddpicc_metrics.clone(),
        ClientField::DecisionCriteria => row.meddpicc_decision_criteria.clone(),
        ClientField::DecisionProcess => row.meddpicc_decision_process.clone(),
        ClientField::PaperProcess => row.meddpicc_paper_process.clone(),
        ClientField::IdentifiedPain => row.meddpicc_identified_pain.clone(),
        ClientField::Competition => row.meddpicc_competition.clone(),
    };
    text.unwrap_or_default()
}

/// The same as people read it.
fn read(row: &Model, field: ClientField) -> String {
    match field {
        ClientField::Status => row.status.label().to_owned(),
        ClientField::Deadline => row.deadline.map(full_date).unwrap_or_default(),
        ClientField::Budget => row.budget.map(|minor| Money::new(minor, currency(row)).display()).unwrap_or_default(),
        _ => shown(row, field),
    }
}
