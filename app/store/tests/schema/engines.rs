//! SQLite and `PostgreSQL` have the same schema.

use crate::introspect::{Schema, schema};
use store::testing::TestDb;

/// What `PostgreSQL` can say in the constraint, SQLite needs a trigger for; everything else is equal.
const MANAGER: (&str, &str) = ("stakeholder", "set null (reports_to)");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_schema() {
    let sqlite = comparable(schema(&TestDb::sqlite().await).await);
    let postgres = comparable(schema(&TestDb::postgres().await).await);
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "SQLite left, PostgreSQL right, table {name}");
    }
}

/// Checks are compared by name: each engine writes their text in its own way. What they refuse is tested on both.
fn comparable(mut schema: Schema) -> Schema {
    for (name, table) in &mut schema {
        table.columns.values_mut().for_each(|column| column.declared.clear());
        table.checks.values_mut().for_each(String::clear);
        if name == MANAGER.0 {
            let keys = std::mem::take(&mut table.foreign_keys).into_iter().map(|mut key| {
                if key.on_delete == MANAGER.1 {
                    key.on_delete = "no action".into();
                }
                key
            });
            table.foreign_keys = keys.collect();
        }
    }
    schema
}

store::both_engines! {
    async fn every_foreign_key_is_served_by_an_index(db: TestDb) {
        for (name, table) in schema(&db).await {
            for key in &table.foreign_keys {
                let whole = table.indexes.iter().filter(|index| !index.partial || index.present).map(|index| &index.columns).chain([&table.primary_key]);
                let served = whole.into_iter().any(|columns| columns.starts_with(&key.columns));
                assert!(served, "{name} {:?}", key.columns);
            }
        }
    }

    async fn no_index_is_the_beginning_of_another(db: TestDb) {
        for (name, table) in schema(&db).await {
            for index in table.indexes.iter().filter(|index| !index.unique && !index.partial) {
                let others = table.indexes.iter().filter(|other| *other != index && !other.partial).map(|other| &other.columns);
                let idle = others.chain([&table.primary_key]).any(|columns| columns.starts_with(&index.columns));
                assert!(!idle, "{name} {:?} does nothing that another index does not", index.columns);
            }
        }
    }
}
