//! A new client.

use domain::client::ClientStatus;
use domain::currency::Currency;
use domain::id::ClientId;
use domain::parse::{Name, short_text, website};
use domain::policy::{Action, Noun};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use store::table::client;
use store::{Access, DbError, Write};

/// What is asked of a new client.
pub struct NewClient {
    name: Name,
    industry: Option<String>,
    website: Option<String>,
    currency: Currency,
}

impl NewClient {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(name: &str, industry: &str, address: &str, currency: &str) -> Result<Self, AppError> {
        let mut errors =
            FieldErrors::default().typed("name", name).typed("industry", industry).typed("website", address).typed("currency", currency);
        let name = errors.keep("name", Name::parse(name));
        let industry = errors.keep("industry", short_text(industry));
        let website = errors.keep("website", website(address));
        let currency = if currency.trim().is_empty() { Some(Currency::USD) } else { errors.keep("currency", Currency::parse(currency)) };
        match (name, industry, website, currency) {
            (Some(name), Some(industry), Some(website), Some(currency)) => Ok(Self { name, industry, website, currency }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Adds the client. Whoever is no admin becomes its lead, or could not see what they made.
///
/// # Errors
/// No right to create clients.
pub async fn create(access: &Access, new: NewClient) -> Result<ClientId, DbError> {
    access.require(Action::Create, Noun::Client)?;
    access.write(move |write| Box::pin(async move { Ok(found(write, new).await?.id) })).await
}

/// The same inside a write that makes more than the client.
///
/// # Errors
/// No right to create clients.
pub async fn found(write: &mut Write, new: NewClient) -> Result<client::Model, DbError> {
    let row = client::ActiveModel {
        id: Set(store::id::fresh::<ClientId>()),
        name: Set(new.name.into_inner()),
        industry: Set(new.industry),
        website: Set(new.website),
        status: Set(ClientStatus::Prospect),
        currency: Set(new.currency.code().to_owned()),
        ..Default::default()
    };
    write.found_client(row).await
}
