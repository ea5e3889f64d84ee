//! What the browser may ask of the firm. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::me::{Me, OpenSession};
use crate::people::{Colleague, Colleagues};
use domain::AppError;
use domain::id::{SessionId, UserId};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{
    db,
    visit::{current, land, visit},
};
#[cfg(feature = "ssr")]
use domain::FieldErrors;
#[cfg(feature = "ssr")]
use domain::parse::{Email, Name, NewPassword, short_text};

/// Signs in and goes on to where the person was headed. Anyone may try.
///
/// # Errors
/// Wrong, too often, or malformed.
#[server(endpoint = "/sign_in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    let visit = visit()?;
    let typed = email.clone();
    let signed = db::sign_in(&visit.store, visit.origin, &email, password).await;
    let signed = signed.map_err(|error| AppError::from(error).typed("email", &typed))?;
    cookie(&visit_cookie(visit.secure, &signed.token, 7 * 24 * 3600));
    let home = if signed.role == domain::user::UserRole::Client { "/account" } else { "/" };
    land(own_path(&next).unwrap_or(home));
    Ok(())
}

/// Ends this session. Whoever is signed in may.
///
/// # Errors
/// Signed out already.
#[server(endpoint = "/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    let access = current()?;
    db::sign_out(&access).await?;
    cookie(&visit_cookie(visit()?.secure, "", 0));
    land("/sign-in");
    Ok(())
}

/// Creates the admin of an empty database, and nobody after that. Anyone may ask, once.
///
/// # Errors
/// Somebody exists already, or a field is wrong.
#[server(endpoint = "/create_first_admin")]
pub async fn create_first_admin(name: String, email: String, password: String) -> Result<(), AppError> {
    let visit = visit()?;
    if !db::nobody_yet(&visit.store).await? {
        return Err(AppError::NotFound);
    }
    let mut errors = FieldErrors::default().typed("name", &name).typed("email", &email);
    let parsed = (
        errors.keep("name", Name::parse(&name)),
        errors.keep("email", Email::parse(&email)),
        errors.keep("password", NewPassword::parse(&password)),
    );
    let (Some(name), Some(address), Some(secret)) = parsed else { return Err(AppError::Invalid(errors)) };
    let system = visit.store.system("first-run", visit.origin.clone());
    db::create_admin(&system, name, address, secret, true).await?;
    let signed = db::sign_in(&visit.store, visit.origin, &email, password).await?;
    cookie(&visit_cookie(visit.secure, &signed.token, 7 * 24 * 3600));
    land("/");
    Ok(())
}

/// Keeps the choice of colours in a cookie. Anyone may.
///
/// # Errors
/// Only where there is no request.
#[server(endpoint = "/choose_theme")]
pub async fn choose_theme(theme: String) -> Result<(), AppError> {
    let secure = if visit()?.secure { "; Secure" } else { "" };
    let theme = ui::Theme::parse(&theme).value();
    cookie(&format!("theme={theme}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"));
    Ok(())
}

/// One's open sessions. Whoever is signed in may.
///
/// # Errors
/// Signed out.
#[server(endpoint = "/my_sessions")]
pub async fn my_sessions() -> Result<Vec<OpenSession>, AppError> {
    let access = current()?;
    Ok(db::sessions(&access).await?)
}

/// Ends one of one's own sessions.
///
/// # Errors
/// Not one's own, or gone.
#[server(endpoint = "/end_session")]
pub async fn end_session(id: SessionId) -> Result<(), AppError> {
    let access = current()?;
    db::end(&access, id).await?;
    land("/account?done=session#sessions");
    Ok(())
}

/// Ends all of one's sessions but this one.
///
/// # Errors
/// Signed out.
#[server(endpoint = "/end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let access = current()?;
    db::end_others(&access).await?;
    land("/account?done=sessions#sessions");
    Ok(())
}

/// Changes one's own password; every other session ends.
///
/// # Errors
/// The old one is wrong, the new one is weak, or too many tries.
#[server(endpoint = "/change_password")]
pub async fn change_password(current_password: String, new_password: String) -> Result<(), AppError> {
    let access = current()?;
    let new = NewPassword::parse(&new_password).map_err(|error| AppError::field("new_password", error.to_string()))?;
    db::change_password(&access, current_password, new).await?;
    land("/account?done=password#password");
    Ok(())
}

/// Those who are with the firm, named or titled like the text. Everybody inside may.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_colleagues")]
pub async fn list_colleagues(#[server(default)] text: String) -> Result<Colleagues, AppError> {
    let access = current()?;
    Ok(db::colleagues(&access, &text).await?)
}

/// One of our people. Everybody inside may.
///
/// # Errors
/// No such colleague.
#[server(endpoint = "/show_colleague")]
pub async fn show_colleague(id: UserId) -> Result<Colleague, AppError> {
    let access = current()?;
    Ok(db::colleague(&access, id).await?)
}

/// One's own profile as it stands. Whoever is signed in may.
///
/// # Errors
/// Signed out.
#[server(endpoint = "/my_profile")]
pub async fn my_profile() -> Result<Me, AppError> {
    visit()?.visitor.map(|visitor| visitor.me).ok_or(AppError::SignedOut)
}

/// Changes one field of one's own profile: `name` or `job_title`.
///
/// # Errors
/// A wrong value, or somebody changed it first.
#[server(endpoint = "/edit_profile")]
pub async fn edit_profile(field: String, value: String, version: i32) -> Result<i32, AppError> {
    let access = current()?;
    let edit = match field.as_str() {
        "name" => Name::parse(&value).map(|name| db::Profile::Name(name.into_inner())),
        "job_title" => short_text(&value).map(|title| db::Profile::JobTitle(title.unwrap_or_default())),
        _ => return Err(AppError::Malformed),
    };
    let edit = edit.map_err(|error| AppError::field(&field, error.to_string()).typed(&field, &value))?;
    let version = db::edit_profile(&access, edit, version).await?;
    land("/account");
    Ok(version)
}

/// Only a path of our own, so that nobody is sent elsewhere after signing in.
#[cfg(feature = "ssr")]
fn own_path(next: &str) -> Option<&str> {
    let plain = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && next.bytes().all(|b| b.is_ascii_graphic());
    (plain && !next.starts_with("/sign-in") && !next.starts_with("/api/")).then_some(next)
}

#[cfg(feature = "ssr")]
fn visit_cookie(secure: bool, token: &str, seconds: u32) -> String {
    let name = crate::Visit::cookie_name(secure);
    let tls = if secure { "; Secure" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{tls}")
}

#[cfg(feature = "ssr")]
fn cookie(line: &str) {
    if let (Some(response), Ok(value)) = (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(line)) {
        response.append_header(http::header::SET_COOKIE, value);
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::own_path;

    #[test]
    fn after_signing_in_nobody_lands_elsewhere() {
        assert_eq!(own_path("/deals?sort=value"), Some("/deals?sort=value"));
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/sign-in",
            "/api/sign_out",
        ] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }
}
