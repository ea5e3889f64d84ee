//! Tokens: 256 random bits in a cookie or a link, only their hash in the database.

use crate::crypt;
use crate::error::DbError;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// How long a token is in its cookie or address.
pub const LENGTH: usize = 43;

/// A new token.
///
/// # Errors
/// The system has no randomness to give.
pub fn fresh() -> Result<String, DbError> {
    let bytes = crypt::random::<32>().map_err(|error| DbError::Corrupt(error.to_string()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps: SHA-256. A random token has no structure to guess, so it needs no salt.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    crypt::digest(token.as_bytes())
}
