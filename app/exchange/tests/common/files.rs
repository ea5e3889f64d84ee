//! The small files in `tests/data`.

use super::common::World;
use exchange::{ImportError, Report};
use std::path::{Path, PathBuf};

/// One good file of each kind, not in the order of the mapping.
pub const ALL: &[&str] = &["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"];

impl World {
    pub async fn import(&self, files: &[&str]) -> Result<Report, ImportError> {
        self.import_paths(files.iter().map(|file| data(file)).collect()).await
    }
}

/// A file of `tests/data`.
pub fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file)
}

/// A folder with copies of the files in which some text is replaced.
pub fn changed(files: &[&str], from: &str, to: &str) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let copy = |file: &&str| {
        let path = folder.path().join(file);
        std::fs::write(&path, std::fs::read_to_string(data(file)).unwrap().replace(from, to)).unwrap();
        path
    };
    let paths = files.iter().map(copy).collect();
    (folder, paths)
}
