//! What goes, stays or refuses when something is deleted: first as chosen, then as the engines carry it out.

use crate::introspect::{ForeignKey, schema};
use crate::world;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, TransactionTrait};
use store::testing::TestDb;

/// Every foreign key with its rule, as decided. A new one is added here on purpose, not by accident.
const CHOSEN: &str = include_str!("deletion.txt");

#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Refused,
    Gone,
    PointsAtNothing,
}

store::both_engines! {
    async fn the_rules_of_deletion_are_those_that_were_chosen(db: TestDb) {
        let mut found = String::new();
        for (table, described) in schema(&db).await {
            for key in &described.foreign_keys {
                let rule = if table == "stakeholder" && key.columns.len() == 2 { "set null" } else { key.on_delete.as_str() };
                found.push_str(&format!("{table}.{} -> {}: {rule}\n", key.columns.join("+"), key.table));
            }
        }
        assert_eq!(CHOSEN, found);
    }

    async fn deleting_a_row_does_to_those_that_point_at_it_what_was_chosen(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        // The audit log cannot be made to point elsewhere; see append_only.
        for (table, described) in schema(&db).await.iter().filter(|(table, _)| *table != "audit_log") {
            for key in &described.foreign_keys {
                let by = if described.columns.contains_key("id") { "id" } else { key.columns[0].as_str() };
                let outcome = delete_what_it_points_at(&raw, table, by, key).await;
                let chosen = match key.on_delete.as_str() {
                    "restrict" => Outcome::Refused,
                    "cascade" => Outcome::Gone,
                    _ => Outcome::PointsAtNothing,
                };
                assert_eq!(chosen, outcome, "{table}.{:?}", key.columns);
            }
        }
    }
}

/// Lets one row of `table` point at the row that nothing points at, and deletes that.
async fn delete_what_it_points_at(db: &DatabaseConnection, table: &str, by: &str, key: &ForeignKey) -> Outcome {
    let (column, target, to) = (&key.columns[0], &key.table, &key.to[0]);
    let transaction = db.begin().await.unwrap();
    // A row cannot point at itself, so then it is the first that points at the second.
    let order = if table == target { "" } else { "DESC" };
    let newest = |table: &str, column: &str| format!(r#"(SELECT "{column}" FROM "{table}" ORDER BY "{column}" DESC LIMIT 1)"#);
    let spare = match target.as_str() {
        // The third user is the portal's.
        "user" => r#"(SELECT "id" FROM "user" WHERE "role" <> 'client' ORDER BY "id" DESC LIMIT 1)"#.to_owned(),
        _ => newest(target, to),
    };
    let linked = if table == target { String::new() } else { format!(r#"WHERE "{column}" IS NOT NULL"#) };
    let row = format!(r#"(SELECT "{by}" FROM "{table}" {linked} ORDER BY "{by}" {order} LIMIT 1)"#);
    let update = format!(r#"UPDATE "{table}" SET "{column}" = {spare} WHERE "{by}" = {row}"#);
    assert_eq!(run(&transaction, &update).await.unwrap(), 1, "{table} has a row whose {column} is set");
    let linked = format!(r#"SELECT count(*) AS n FROM "{table}" WHERE "{column}" = {spare}"#);
    let all = format!(r#"SELECT count(*) AS n FROM "{table}""#);
    assert_eq!(number(&transaction, &linked).await, 1, "{table}.{column}");
    let before = number(&transaction, &all).await;
    let deleted = run(&transaction, &format!(r#"DELETE FROM "{target}" WHERE "{to}" = {spare}"#)).await;
    let outcome = match deleted {
        Err(error) => {
            assert!(error.to_lowercase().contains("foreign key"), "{table}.{column}: {error}");
            Outcome::Refused
        }
        // The table's own row is one of those that went.
        Ok(_) => match before - number(&transaction, &all).await - i64::from(table == target) {
            0 => Outcome::PointsAtNothing,
            _ => Outcome::Gone,
        },
    };
    transaction.rollback().await.unwrap();
    outcome
}

async fn run(on: &DatabaseTransaction, sql: &str) -> Result<u64, String> {
    on.execute_unprepared(sql).await.map(|done| done.rows_affected()).map_err(|error| error.to_string())
}

async fn number(on: &DatabaseTransaction, sql: &str) -> i64 {
    let backend: DbBackend = on.get_database_backend();
    on.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap().try_get("", "n").unwrap()
}
