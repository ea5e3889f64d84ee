//! The key file: the master keys, apart from the data, readable by the owner only.
//!
//! One line a key, `name = base64`, the active one first. Retired keys stay: the audit log is never rewritten, and its
//! older rows are proved and opened with them.

use crate::crypt::{self, Secret};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::io::Write as _;
use std::path::{Path, PathBuf};

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

/// Makes the first key. Of instances that start together one makes it, and the others find it.
pub(crate) fn create(path: &Path) -> Result<(), KeyFileError> {
    let io = |error| KeyFileError::Io { path: path.display().to_string(), error };
    if let Some(folder) = folder(path) {
        std::fs::create_dir_all(folder).map_err(io)?;
    }
    let draft = draft(path, &[fresh(&[])?])?;
    let made = std::fs::hard_link(&draft, path);
    drop(std::fs::remove_file(&draft));
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(io(error)),
        _ => settle(path).map_err(io),
    }
}

/// A new key, under a name that none of these has.
pub(crate) fn fresh(existing: &[(String, Secret)]) -> Result<(String, Secret), KeyFileError> {
    let key = Secret::new(crypt::random::<32>().map_err(|_| KeyFileError::Random)?);
    let taken = |id: &String| existing.iter().any(|(other, _)| other == id);
    let id = (existing.len() + 1..).map(|number| format!("k{number}")).find(|id| !taken(id));
    id.map(|id| (id, key)).ok_or(KeyFileError::Random)
}

/// Writes the file whole, the active key first, by way of a second file, so that no crash leaves half of it.
pub(crate) fn write(path: &Path, keys: &[(String, Secret)]) -> Result<(), KeyFileError> {
    let draft = draft(path, keys)?;
    let done = std::fs::rename(&draft, path).and_then(|()| settle(path));
    done.map_err(|error| KeyFileError::Io { path: path.display().to_string(), error })
}

/// The keys in a file beside it, on disk.
fn draft(path: &Path, keys: &[(String, Secret)]) -> Result<PathBuf, KeyFileError> {
    let mut text = zeroize::Zeroizing::new(String::from(
        "# Throughline's keys; the first is the active one. Keep a copy apart from the database: without it, no\n# personal data can be read again. Retired keys stay here, the audit log needs them.\n",
    ));
    for (id, key) in keys {
        text.push_str(&format!("{id} = {}\n", STANDARD.encode(key.as_slice())));
    }
    let draft = path.with_extension(uuid::Uuid::now_v7().simple().to_string());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&draft).and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map(|()| draft.clone()).map_err(|error| {
        drop(std::fs::remove_file(&draft));
        KeyFileError::Io { path: path.display().to_string(), error }
    })
}

/// The new name is on disk too: a power cut may not bring the older keys back when values are sealed under a newer one.
fn settle(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder(path).unwrap_or(Path::new(".")))?.sync_all() } else { Ok(()) }
}

fn folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
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
