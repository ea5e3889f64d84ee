//! SQLite: migrated once per process, then copied.
#![expect(clippy::expect_used, reason = "a test without its database stops here")]

use crate::engine;
use tempfile::TempDir;

static TEMPLATE: tokio::sync::OnceCell<Vec<u8>> = tokio::sync::OnceCell::const_new();

/// The URL of a fresh file, and the directory that holds it.
pub(super) async fn copy_of_template() -> (String, TempDir) {
    let template = TEMPLATE.get_or_init(template).await;
    let directory = TempDir::with_prefix("throughline-").expect("the temporary directory can be written");
    let file = directory.path().join("test.db");
    std::fs::write(&file, template).expect("the temporary directory can be written");
    (url(&file), directory)
}

/// A migrated database as bytes. Closing the last connection folds the write-ahead log into the file.
async fn template() -> Vec<u8> {
    let directory = TempDir::with_prefix("throughline-").expect("the temporary directory can be written");
    let file = directory.path().join("template.db");
    let db = engine::connect(&url(&file)).await.expect("a new SQLite file can be opened");
    engine::migrate(&db).await.expect("the migrations run on SQLite");
    db.close().await.expect("the template can be closed");
    std::fs::read(&file).expect("the template can be read")
}

fn url(file: &std::path::Path) -> String {
    format!("sqlite://{}", file.display())
}
