//! The request in front of us, as the server's layers found it and as server functions ask for it.

use crate::me::{Me, Surroundings};
use chrono::NaiveDate;
use domain::AppError;
use domain::id::SessionId;
use leptos::prelude::use_context;
use store::{Access, Origin, Store};

/// Who is signed in, and by which session.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The person.
    pub me: Me,
    /// Their session.
    pub session: SessionId,
}

/// One request.
#[derive(Clone)]
pub struct Visit {
    /// The database.
    pub store: Store,
    /// Address and browser.
    pub origin: Origin,
    /// Who is signed in.
    pub visitor: Option<Visitor>,
    /// Whether cookies may travel over TLS only: the public address is `https`.
    pub secure: bool,
    /// The chosen theme.
    pub theme: ui::Theme,
    /// Today, the same for the whole page.
    pub today: NaiveDate,
    /// A number of the log that the whole page has in it; what comes after, the live channel tells.
    pub as_of: i64,
}

impl Visit {
    /// The signed-in person's door to the data.
    ///
    /// # Errors
    /// [`AppError::SignedOut`].
    pub fn access(&self) -> Result<Access, AppError> {
        let visitor = self.visitor.as_ref().ok_or(AppError::SignedOut)?;
        let origin = Origin { session: Some(visitor.session), ..self.origin.clone() };
        Ok(self.store.access(visitor.me.actor.clone(), origin))
    }

    /// The cookie's name: bound to this host where TLS allows it.
    #[must_use]
    pub const fn cookie_name(secure: bool) -> &'static str {
        if secure { "__Host-throughline" } else { "throughline" }
    }
}

/// The request that is being answered.
///
/// # Errors
/// An internal error outside a request.
pub fn visit() -> Result<Visit, AppError> {
    let parts = use_context::<http::request::Parts>();
    parts.and_then(|parts| parts.extensions.get::<Visit>().cloned()).ok_or_else(|| AppError::Internal("no-request".into()))
}

/// What the shell of the page that is being rendered needs. Outside a request, nobody.
#[must_use]
pub fn surroundings() -> Surroundings {
    let visit = visit().ok();
    let (me, theme) =
        visit.as_ref().map_or((None, ui::Theme::System), |visit| (visit.visitor.as_ref().map(|visitor| visitor.me.clone()), visit.theme));
    let (today, as_of) = visit.map(|visit| (visit.today, visit.as_of)).unwrap_or_default();
    Surroundings { me, theme: theme.value().to_owned(), today, as_of }
}

/// The signed-in person's door to the data: the first line of every server function that is not public.
///
/// # Errors
/// [`AppError::SignedOut`].
pub fn current() -> Result<Access, AppError> {
    visit()?.access()
}

/// Answers the page that is being rendered with the status that an error means.
pub fn page_error(error: &AppError) {
    if let (Some(response), Ok(status)) = (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status())) {
        response.set_status(status);
    }
}

/// Where a plain form lands after it succeeded. A call from client code stays where it is.
pub fn land(path: &str) {
    if plain() {
        leptos_axum::redirect(path);
    }
}

/// Whether a plain form was sent: a page answers it, and what was typed comes back with that page or not at all.
#[must_use]
pub fn plain() -> bool {
    use_context::<http::request::Parts>().is_some_and(|parts| {
        let accept = parts.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
        accept.is_some_and(|value| value.contains("text/html"))
    })
}

/// A value of the address's query, decoded once. The router decodes twice, which breaks an address within an address.
#[must_use]
pub fn asked(name: &str) -> Option<String> {
    let parts = use_context::<http::request::Parts>()?;
    let pairs = parts.uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decode(value))
}

fn decode(text: &str) -> String {
    let hex = |digit: Option<&u8>| digit.and_then(|digit| char::from(*digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn an_address_within_an_address_is_decoded_once() {
        assert_eq!(decode("/deals%3Fq%3Dcare%2520%2526%2520co"), "/deals?q=care%20%26%20co");
        assert_eq!(decode("a+b%"), "a b%");
        assert_eq!(decode("%zz%4"), "%zz%4");
    }
}
