//! The keys in use, and their rotation.

use crate::crypt::{self, Secret};
use std::collections::HashMap;
use std::sync::Mutex;

/// The keys of the key file, with what is derived from them.
pub struct Keys {
    ids: Vec<String>,
    masters: HashMap<String, Secret>,
    audit: HashMap<String, Secret>,
    derived: Mutex<HashMap<(String, String), Secret>>,
}

impl Keys {
    pub(crate) fn new(keys: Vec<(String, Secret)>) -> Self {
        let ids = keys.iter().map(|(id, _)| id.clone()).collect();
        let audit = keys.iter().map(|(id, key)| (id.clone(), crypt::derive(key, "audit/mac"))).collect();
        Self { ids, masters: keys.into_iter().collect(), audit, derived: Mutex::default() }
    }

    /// The key that new values are sealed under.
    #[must_use]
    pub fn active(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    /// Every key, the active one first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    pub(crate) fn audit_key(&self, id: &str) -> Option<&Secret> {
        self.audit.get(id)
    }

    /// A value that proves a key without telling it.
    pub(crate) fn check_value(&self, id: &str) -> Option<Vec<u8>> {
        self.masters.get(id).map(|key| crypt::mac(&crypt::derive(key, "check"), b"throughline"))
    }

    pub(crate) fn derived(&self, id: &str, purpose: &str) -> Option<Secret> {
        let master = self.masters.get(id)?;
        let Ok(mut cache) = self.derived.lock() else { return Some(crypt::derive(master, purpose)) };
        Some(cache.entry((id.to_owned(), purpose.to_owned())).or_insert_with(|| crypt::derive(master, purpose)).clone())
    }

    #[cfg(test)]
    pub(crate) fn for_test(ids: &[&str]) -> Self {
        Self::new(
            ids.iter().map(|id| ((*id).to_owned(), Secret::new(crypt::digest(id.as_bytes()).try_into().unwrap_or([1; 32])))).collect(),
        )
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({:?})", self.ids)
    }
}
