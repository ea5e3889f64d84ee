//! The key file: made once, and refused when it is not the right one, before anything is touched.

use crate::firm::a_client;
use crate::people::sealed;
use crate::room::{Room, everything, texts};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use store::table::client;
use store::testing::TestDb;
use store::{OpenError, Origin, Store};

store::both_engines! {
    async fn a_key_file_that_is_not_right_opens_nothing_and_touches_nothing(db: TestDb) {
        let room = Room::new(&db).await;
        room.system().write(|write| Box::pin(async move { write.insert::<client::Entity>(a_client(1)).await })).await.unwrap();
        let right = std::fs::read(room.store.key_file()).unwrap();
        let foreign = Room::new(&TestDb::sqlite().await).await;
        let foreign = std::fs::read(foreign.store.key_file()).unwrap();
        let renamed = String::from_utf8(right.clone()).unwrap().replace("k1 =", "k7 =").into_bytes();
        let before = everything(&db).await;
        let place = tempfile::TempDir::new().unwrap();
        let missing = place.path().join("missing");
        assert!(matches!(refused(&db, &missing).await, OpenError::KeyGone(_)));
        assert!(!missing.exists(), "no key is made for a database that has one");
        let wrong: [(&str, &[u8]); 5] = [("foreign", &foreign), ("renamed", &renamed), ("empty", b""), ("comment", b"# nothing\n"), ("broken", b"k1 = abc\n")];
        for (name, content) in wrong {
            let file = written(&place.path().join(name), content, 0o600);
            let error = refused(&db, &file).await;
            let expected = match name {
                "foreign" | "renamed" => matches!(error, OpenError::WrongKey(..)),
                _ => matches!(error, OpenError::KeyFile(_)),
            };
            assert!(expected, "{name}: {error}");
            assert_eq!(std::fs::read(&file).unwrap(), content, "{name} is as it was");
            assert_eq!(before, everything(&db).await, "{name}");
        }
        for mode in [0o640, 0o604, 0o666] {
            let error = refused(&db, &written(&place.path().join("open"), &right, mode)).await;
            assert!(error.to_string().contains("chmod 600"), "{mode:o}: {error}");
        }
        assert_eq!(before, everything(&db).await);
        drop(opened(&db, &written(&place.path().join("right"), &right, 0o600)).await.unwrap());
        assert_eq!(before, everything(&db).await);
    }

    async fn servers_that_start_together_on_a_new_database_make_one_key(db: TestDb) {
        let place = tempfile::TempDir::new().unwrap();
        let file = place.path().join("new/folder/keys");
        let tasks: Vec<_> = (0..8).map(|_| {
            let (url, file) = (db.url().to_owned(), file.clone());
            tokio::spawn(async move { Store::open(&url, &file, false).await })
        }).collect();
        let mut stores = Vec::new();
        for task in tasks {
            stores.push(task.await.unwrap().unwrap());
        }
        let value = sealed(&stores[0], "email", 1, "ada@example.com").unwrap();
        for store in &stores {
            let opened = store::sealed::open(&store.keys().unwrap(), crate::people::place("email", 1), &value);
            assert_eq!(opened.as_deref(), Ok("ada@example.com"));
        }
        let left = std::fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "nothing but the key file is left");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(texts(&db.raw().await, "SELECT key_id AS t FROM key_check").await, ["k1"]);
    }
}

#[tokio::test]
async fn a_bad_key_file_makes_no_database() {
    let place = tempfile::TempDir::new().unwrap();
    let (database, keys) = (place.path().join("new.db"), written(&place.path().join("keys"), b"not a key", 0o600));
    let answer = Store::open(&format!("sqlite://{}", database.display()), &keys, true).await;
    assert!(matches!(answer, Err(OpenError::KeyFile(_))));
    assert!(!database.exists());
}

#[tokio::test]
async fn an_older_or_newer_schema_is_not_opened() {
    let db = TestDb::sqlite().await;
    let room = Room::new(&db).await;
    let raw = db.raw().await;
    sea_orm::ConnectionTrait::execute_unprepared(&raw, "DELETE FROM seaql_migrations WHERE version = 'm0012_exchange'").await.unwrap();
    assert!(matches!(refused(&db, room.store.key_file()).await, OpenError::Schema(_)));
}

async fn opened(db: &TestDb, file: &Path) -> Result<Store, OpenError> {
    Store::open(db.url(), file, false).await
}

/// Why it does not open; the same with migrating.
async fn refused(db: &TestDb, file: &Path) -> OpenError {
    let Err(error) = opened(db, file).await else { panic!("{} opened it", file.display()) };
    if !matches!(error, OpenError::Schema(_)) {
        assert!(Store::open(db.url(), file, true).await.is_err());
    }
    error
}

fn written(path: &Path, content: &[u8], mode: u32) -> PathBuf {
    std::fs::write(path, content).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    path.to_owned()
}

#[tokio::test]
async fn a_store_says_which_engine_and_answers() {
    let db = TestDb::sqlite().await;
    let room = Room::new(&db).await;
    room.store.ping().await.unwrap();
    let (before, system) = (room.store.queries(), room.store.system("test", Origin::default()));
    drop(system.read().await.unwrap());
    assert_eq!(room.store.engine(), store::Engine::Sqlite);
    assert!(room.store.queries() >= before);
    room.store.clone().close().await.unwrap();
}
