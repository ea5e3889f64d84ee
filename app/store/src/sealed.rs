//! Personal data at rest: AES-256-GCM, bound to its table, column and row, under a key of its own for each column.

use crate::crypt;
use crate::keys::Keys;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use unicode_normalization::UnicodeNormalization;

/// A sealed value as it stands in the database: version, key id, nonce, ciphertext with tag.
#[derive(Clone, Debug, PartialEq, Eq, sea_orm::DeriveValueType)]
pub struct Sealed(pub Vec<u8>);

const VERSION: u8 = 1;
const NONCE: usize = 12;
/// Lengths are hidden up to a multiple of this.
const BLOCK: usize = 32;

/// Why a value could not be sealed or opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key that it names is not in the key file.
    #[error("the key {0} is not in the key file")]
    NoKey(String),
    /// It was altered, or moved from another row or column, or sealed under a lost key.
    #[error("it does not open: altered, moved, or sealed under another key")]
    Refused,
    /// There is no row to bind it to.
    #[error("there is no row to bind it to")]
    NoRow,
    /// The system gives no randomness.
    #[error("no randomness")]
    Random,
}

/// Where a sealed value stands; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row.
    pub row: uuid::Uuid,
}

impl Place {
    fn bound(&self) -> Result<Vec<u8>, SealError> {
        if self.row.is_nil() {
            return Err(SealError::NoRow);
        }
        Ok([b"v1\0", self.table.as_bytes(), b"\0", self.column.as_bytes(), b"\0", self.row.as_bytes()].concat())
    }

    fn purpose(&self) -> String {
        format!("{}.{}/enc", self.table, self.column)
    }
}

impl Sealed {
    /// The key that it was sealed under.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        let (version, rest) = self.0.split_first()?;
        let (length, rest) = rest.split_first()?;
        (*version == VERSION).then(|| rest.get(..usize::from(*length))).flatten().and_then(|id| std::str::from_utf8(id).ok())
    }
}

/// Seals a text for its place under the active key.
///
/// # Errors
/// No row to bind it to, or no randomness.
pub fn seal(keys: &Keys, place: Place, text: &str) -> Result<Sealed, SealError> {
    let bound = place.bound()?;
    let id = keys.active();
    let key = keys.derived(id, &place.purpose()).ok_or_else(|| SealError::NoKey(id.to_owned()))?;
    let nonce = crypt::random::<NONCE>().map_err(|_| SealError::Random)?;
    let length = u32::try_from(text.len()).map_err(|_| SealError::Refused)?;
    let mut plain = zeroize::Zeroizing::new(Vec::with_capacity(text.len() + BLOCK + 4));
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(text.as_bytes());
    let padded = plain.len().next_multiple_of(BLOCK);
    plain.resize(padded, 0);
    let cipher = Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| SealError::Refused)?;
    let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg: &plain, aad: &bound }).map_err(|_| SealError::Refused)?;
    let mut out = vec![VERSION, u8::try_from(id.len()).map_err(|_| SealError::Refused)?];
    out.extend_from_slice(id.as_bytes());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(Sealed(out))
}

/// Opens a value at its place.
///
/// # Errors
/// The key is missing, or the value was altered or moved.
pub fn open(keys: &Keys, place: Place, sealed: &Sealed) -> Result<String, SealError> {
    let bound = place.bound()?;
    let id = sealed.key_id().ok_or(SealError::Refused)?;
    let key = keys.derived(id, &place.purpose()).ok_or_else(|| SealError::NoKey(id.to_owned()))?;
    let rest = sealed.0.get(2 + id.len()..).ok_or(SealError::Refused)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Refused)?;
    let cipher = Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| SealError::Refused)?;
    let plain = cipher.decrypt(&Nonce::from(*nonce), Payload { msg: body, aad: &bound }).map_err(|_| SealError::Refused)?;
    let plain = zeroize::Zeroizing::new(plain);
    let (length, text) = plain.split_first_chunk::<4>().ok_or(SealError::Refused)?;
    let text = text.get(..u32::from_be_bytes(*length) as usize).ok_or(SealError::Refused)?;
    String::from_utf8(text.to_vec()).map_err(|_| SealError::Refused)
}

/// The blind index of an e-mail address under a key: equal addresses have equal indexes, and nothing else shows.
#[must_use]
pub fn email_index(keys: &Keys, key_id: &str, email: &str) -> Option<Vec<u8>> {
    let normal: String = email.trim().nfkc().collect::<String>().to_lowercase();
    let key = keys.derived(key_id, "stakeholder.email/index")?;
    let mut mac = crypt::mac(&key, normal.as_bytes());
    mac.truncate(16);
    Some(mac)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    fn place(column: &'static str) -> Place {
        Place { table: "stakeholder", column, row: uuid::Uuid::from_u128(7) }
    }

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let keys = Keys::for_test(&["k1"]);
        let sealed = seal(&keys, place("email"), "ada@example.com").unwrap();
        assert_eq!(open(&keys, place("email"), &sealed), Ok("ada@example.com".into()));
        assert_eq!(open(&keys, place("phone"), &sealed), Err(SealError::Refused));
        let other = Place { row: uuid::Uuid::from_u128(8), ..place("email") };
        assert_eq!(open(&keys, other, &sealed), Err(SealError::Refused));
        assert_eq!(seal(&keys, Place { row: uuid::Uuid::nil(), ..place("email") }, "x"), Err(SealError::NoRow));
    }

    #[test]
    fn a_change_of_any_byte_is_refused() {
        let keys = Keys::for_test(&["k1"]);
        let sealed = seal(&keys, place("notes"), "quiet, reads everything twice").unwrap();
        for index in 0..sealed.0.len() {
            let mut altered = sealed.clone();
            altered.0[index] ^= 1;
            assert!(open(&keys, place("notes"), &altered).is_err(), "byte {index}");
        }
    }

    #[test]
    fn a_retired_key_still_opens_and_the_active_one_seals() {
        let old = Keys::for_test(&["k1"]);
        let sealed = seal(&old, place("email"), "a@b.example").unwrap();
        let both = Keys::for_test(&["k2", "k1"]);
        assert_eq!(open(&both, place("email"), &sealed), Ok("a@b.example".into()));
        assert_eq!(seal(&both, place("email"), "x").unwrap().key_id(), Some("k2"));
        assert_eq!(open(&Keys::for_test(&["k2"]), place("email"), &sealed), Err(SealError::NoKey("k1".into())));
    }

    #[test]
    fn short_notes_of_different_length_look_alike() {
        let keys = Keys::for_test(&["k1"]);
        let length = |text| seal(&keys, place("notes"), text).unwrap().0.len();
        assert_eq!(length("a"), length("a fairly long remark here"));
    }

    #[test]
    fn the_index_of_an_address_ignores_case_and_space() {
        let keys = Keys::for_test(&["k1"]);
        assert_eq!(email_index(&keys, "k1", " Ada@Example.com "), email_index(&keys, "k1", "ada@example.com"));
        assert_ne!(email_index(&keys, "k1", "ada@example.com"), email_index(&keys, "k1", "bob@example.com"));
    }
}
