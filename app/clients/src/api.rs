//! What the browser may ask about clients. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::types::{AssignedClients, ClientChoice, ClientDetail, ClientHealth, ClientList};
use domain::AppError;
use domain::client::ClientField;
use domain::id::{ClientId, UserId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{db, types::ClientSort};
#[cfg(feature = "ssr")]
use firm::{current, land};

/// One page of the clients that the person may see. `text` is searched for in names and industries.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_clients")]
pub async fn list_clients(
    #[server(default)] text: String,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<ClientList, AppError> {
    let access = current()?;
    Ok(db::list(&access, &text, ClientSort::parse(&sort), descending, page.max(1)).await?)
}

/// A client's page. Whoever may see the client may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_client")]
pub async fn show_client(id: ClientId) -> Result<ClientDetail, AppError> {
    let access = current()?;
    Ok(db::detail(&access, id).await?)
}

/// A client's health with what it rests on. Whoever may see the client may.
///
/// # Errors
/// Not found for this person.
#[server(endpoint = "/show_health")]
pub async fn show_health(id: ClientId) -> Result<ClientHealth, AppError> {
    let access = current()?;
    Ok(db::client_health(&access, id).await?)
}

/// The clients that one of us is assigned to. Everybody inside may ask, and hears of those that they may see.
///
/// # Errors
/// No such colleague.
#[server(endpoint = "/list_assigned_clients")]
pub async fn list_assigned_clients(id: UserId) -> Result<AssignedClients, AppError> {
    let access = current()?;
    Ok(db::assigned(&access, id).await?)
}

/// Changes one field and answers the new version. Whoever may change the client may. `back` is the deal's page that a plain
/// form came from, if it was one; otherwise it lands on the client's.
///
/// # Errors
/// A wrong value, somebody faster, or not theirs.
#[server(endpoint = "/edit_client")]
pub async fn edit_client(
    id: ClientId,
    field: ClientField,
    #[server(default)] value: String,
    version: i32,
    #[server(default)] back: String,
) -> Result<i32, AppError> {
    let access = current()?;
    let version =
        db::edit(&access, id, field, &value, version).await.map_err(|error| AppError::from(error).typed(field.as_str(), &value))?;
    land(&way_back(&back).unwrap_or_else(|| format!("/clients/{id}")));
    Ok(version)
}

/// A deal's page, and nowhere else.
#[cfg(feature = "ssr")]
fn way_back(back: &str) -> Option<String> {
    let deal: domain::id::OpportunityId = back.strip_prefix("/deals/")?.parse().ok()?;
    Some(format!("/deals/{deal}#meddpicc"))
}

/// The first clients whose names hold the text, to add something to. Whoever may change clients may.
///
/// # Errors
/// Signed out, or no right to.
#[server(endpoint = "/choose_client")]
pub async fn choose_client(#[server(default)] text: String) -> Result<Vec<ClientChoice>, AppError> {
    let access = current()?;
    Ok(db::choose::choices(&access, &text).await?)
}

/// Adds a client; a consultant becomes its lead. Whoever may create clients may.
///
/// # Errors
/// A wrong value.
#[server(endpoint = "/create_client")]
pub async fn create_client(
    name: String,
    #[server(default)] industry: String,
    #[server(default)] website: String,
    #[server(default)] currency: String,
) -> Result<ClientId, AppError> {
    let access = current()?;
    let new = db::NewClient::parse(&name, &industry, &website, &currency)?;
    let id = db::create(&access, new).await?;
    land(&format!("/clients/{id}"));
    Ok(id)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::way_back;

    #[test]
    fn a_form_leads_back_to_a_deal_and_nowhere_else() {
        let deal = "/deals/01900000-0000-7000-8000-000000000001";
        assert_eq!(way_back(deal), Some(format!("{deal}#meddpicc")));
        for other in ["", "/deals", "/deals/", "/deals/x", "//evil.example", "https://evil.example/deals/", "/deals/\r\nSet-Cookie: x"] {
            assert_eq!(way_back(other), None, "{other}");
        }
    }
}
