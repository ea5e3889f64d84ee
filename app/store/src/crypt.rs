//! The few primitives that the rest is made of, each from RustCrypto.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A 256-bit secret that is wiped when it is dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// HMAC-SHA-256.
pub(crate) fn mac(key: &Secret, message: &[u8]) -> Vec<u8> {
    // A key of any length is taken; there is no error to meet.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_slice()) else { return Vec::new() };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// SHA-256, for tokens that are random enough to need no salt.
#[must_use]
pub(crate) fn digest(message: &[u8]) -> Vec<u8> {
    Sha256::digest(message).to_vec()
}

/// Whether two values are equal, in a time that does not tell where they differ.
#[must_use]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// A key for one purpose, from the master key (HKDF-SHA-256).
pub(crate) fn derive(master: &Secret, purpose: &str) -> Secret {
    let mut key = Secret::default();
    let expanded = hkdf::Hkdf::<Sha256>::new(Some(b"throughline"), master.as_slice()).expand(purpose.as_bytes(), key.as_mut_slice());
    debug_assert!(expanded.is_ok(), "32 bytes are within HKDF's limit");
    key
}

/// Random bytes from the operating system.
///
/// # Errors
/// The system has no randomness to give.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
