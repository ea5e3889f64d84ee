//! The demonstration firm holds together: the same for everybody, and true in itself.
#![expect(clippy::expect_used, reason = "a test stops where it fails")]

mod money;
mod people;
mod sales;
mod same;
mod work;

use chrono::NaiveDate;
use seeds::{Plan, Summary};
use store::testing::TestDb;
use store::{Handle, InScope, Origin, Store};

/// A day in the middle of a week, a month and a quarter.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 18).unwrap_or_default()
}

fn plan(scale: u32) -> Plan {
    Plan { scale, today: today(), password_hash: "$argon2id$not-a-real-hash".into(), demo_sign_ins: true }
}

/// A loaded firm and its door.
struct Firm {
    store: Store,
    summary: Summary,
    _keys: tempfile::TempDir,
}

impl Firm {
    async fn open(db: &TestDb) -> (Store, tempfile::TempDir) {
        let keys = tempfile::tempdir().expect("a directory for the keys");
        let store = Store::open(db.url(), &keys.path().join("keys"), false).await.expect("the store opens");
        (store, keys)
    }

    async fn load(db: &TestDb, plan: Plan) -> Self {
        let (store, keys) = Self::open(db).await;
        let summary = seeds::load(&store, plan, |_| ()).await.expect("the firm loads");
        Self { store, summary, _keys: keys }
    }

    /// Every row of a table.
    async fn all<E: InScope>(&self) -> Vec<E::Model> {
        let read = self.store.system("test", Origin::default()).read().await.expect("a read begins");
        read.find::<E>().all(&read).await.expect("the table is read")
    }
}
