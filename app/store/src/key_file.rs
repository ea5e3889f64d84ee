//! The key file: the master keys, apart from the data, readable by the owner only.
//!
//! One line a key, `name = base64`, the active one first. Retired keys stay: the audit log is never rewritten, and its
//! older rows are proved and opened with them.

use crate::crypt::{self, Secret};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::io::Write as _;
use std::path::Path;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("key file {path}: {error}")]
    Io {
        /// Which file.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// It holds something else.
    #[error("key file {0}: line {1} is not `name = key`; restore the file that this database was made with")]
    Form(String, usize),
    /// Others may read it.
    #[error("key file {0}: others may read it; run `chmod 600` on it")]
    Open(String),
    /// It holds no key.
    #[error("key file {0}: it holds no key; restore the file that this database was made with")]
    Empty(String),
    /// The system gives no randomness.
    #[error("no randomness for a new key")]
    Random,
}

/// The keys of the file, the active one first.
pub(crate) fn read(path: &Path) -> Result<Vec<(String, Secret)>, KeyFileError> {
    let name = path.display().to_string();
    let io = |error| KeyFileError::Io { path: name.clone(), error };
    private(path, &name).map_err(|error| error.unwrap_or_else(|| KeyFileError::Open(name.clone())))?;
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path).map_err(io)?);
    let mut keys = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = || KeyFileError::Form(name.clone(), number + 1);
        let (id, key) = line.split_once('=').ok_or_else(fault)?;
        // Base64 may end in `=`, so only the first one separates.
        let bytes = zeroize::Zeroizing::new(STANDARD.decode(key.trim()).map_err(|_| fault())?);
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| fault())?;
        if key.iter().all(|byte| *byte == key[0]) || id.trim().is_empty() || id.trim().len() > 32 {
            return Err(fault());
        }
        keys.push((id.trim().to_owned(), Secret::new(key)));
    }
    if keys.is_empty() { Err(KeyFileError::Empty(name)) } else { Ok(keys) }
}

/// Makes a new active key and writes the file whole, by way of a second one, so that no crash leaves half of it.
pub(crate) fn add(path: &Path, existing: &[(String, Secret)]) -> Result<String, KeyFileError> {
    let name = path.display().to_string();
    let io = |error| KeyFileError::Io { path: name.clone(), error };
    let key = Secret::new(crypt::random::<32>().map_err(|_| KeyFileError::Random)?);
    let id = format!("k{}", existing.len() + 1);
    let mut text = zeroize::Zeroizing::new(String::from(
        "# Throughline's keys; the first is the active one. Keep a copy apart from the database: without it, no\n# personal data can be read again. Retired keys stay here, the audit log needs them.\n",
    ));
    for (id, key) in std::iter::once((&id, &key)).chain(existing.iter().map(|(id, key)| (id, key))) {
        text.push_str(&format!("{id} = {}\n", STANDARD.encode(key.as_slice())));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    let fresh = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh).map_err(io)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(io)?;
    std::fs::rename(&fresh, path).map_err(io)?;
    Ok(id)
}

#[cfg(unix)]
fn private(path: &Path, name: &str) -> Result<(), Option<KeyFileError>> {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::metadata(path).map_err(|error| Some(KeyFileError::Io { path: name.to_owned(), error }))?;
    if found.permissions().mode() & 0o077 == 0 { Ok(()) } else { Err(None) }
}

#[cfg(not(unix))]
fn private(_: &Path, _: &str) -> Result<(), Option<KeyFileError>> {
    Ok(())
}
