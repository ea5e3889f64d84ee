//! What the schema refuses, column by column, read from the schema itself.

use crate::introspect::{Table, schema};
use crate::world;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait, Value};
use store::testing::TestDb;

store::both_engines! {
    async fn nothing_is_refused_where_something_is_required(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for (table, described) in schema(&db).await {
            for (column, _) in described.columns.iter().filter(|(_, column)| !column.nullable && !column.generated) {
                let error = refused(&raw, &table, &described, column, None).await;
                let about_null = error.contains("not null constraint") || error.contains("violates not-null") || table == "audit_log";
                // SQLite's own row number, which is of another kind rather than nothing.
                let about_null = about_null || (table == "audit_head" && error.contains("datatype mismatch"));
                assert!(about_null, "{table}.{column}: {error}");
            }
        }
    }

    async fn what_the_database_computes_cannot_be_written(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for (table, described) in schema(&db).await {
            for (column, _) in described.columns.iter().filter(|(_, column)| column.generated) {
                let error = refused(&raw, &table, &described, column, None).await;
                assert!(error.contains("generated column") || error.contains("can only be updated to default"), "{table}.{column}: {error}");
            }
        }
    }

    async fn a_link_to_nothing_is_refused(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        for (table, described) in schema(&db).await {
            for key in described.foreign_keys.iter().filter(|_| table != "audit_log") {
                let column = &key.columns[0];
                let nowhere = match described.columns[column].kind {
                    "uuid" => Value::from(uuid::Uuid::from_u128(99)),
                    _ => Value::from("nowhere"),
                };
                let error = refused(&raw, &table, &described, column, Some(nowhere)).await;
                assert!(error.contains("foreign key"), "{table}.{column}: {error}");
            }
        }
    }

    async fn text_is_as_long_as_its_form_lets_it_be(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let mut limits = 0;
        for (table, described) in schema(&db).await {
            for (column, longest) in described.checks.iter().filter_map(|(check, rule)| Some((check.strip_prefix(&table)?.strip_prefix('_')?, longest(rule)?))) {
                assert_eq!(described.columns[column].kind, "text", "{table}.{column}");
                let error = refused(&raw, &table, &described, column, Some("é".repeat(longest + 1).into())).await;
                assert!(error.contains(&format!("{table}_{column}")), "{table}.{column}: {error}");
                limits += 1;
            }
        }
        assert!(limits > 40, "only {limits} columns have a limit");
    }

    async fn names_are_not_empty(db: TestDb) {
        let raw = db.raw().await;
        world::build(&raw).await;
        let schema = schema(&db).await;
        for (table, column) in [("client", "name"), ("user", "name"), ("stakeholder", "name"), ("opportunity", "name"), ("project", "name"),
            ("phase", "name"), ("phase_template", "name"), ("phase_template_phase", "name"), ("task", "title"), ("activity", "subject"), ("competitor", "name"), ("deal_stage", "name")] {
            assert!(refused(&raw, table, &schema[table], column, Some("".into())).await.contains(&format!("{table}_{column}")), "{table}.{column}");
        }
    }
}

/// `length(column) <= n` or `length(column) BETWEEN 1 AND n`, however the engine writes it.
fn longest(rule: &str) -> Option<usize> {
    let digits: String = rule.chars().rev().skip_while(|sign| *sign == ')').take_while(char::is_ascii_digit).collect();
    let limit: usize = digits.chars().rev().collect::<String>().parse().ok()?;
    (rule.contains("length(") && limit >= 32).then_some(limit)
}

/// Sets a column of one row and undoes that; the error, in small letters.
async fn refused(db: &DatabaseConnection, table: &str, described: &Table, column: &str, value: Option<Value>) -> String {
    let transaction = db.begin().await.unwrap();
    let backend = db.get_database_backend();
    let place = match (&value, backend) {
        (None, _) => "NULL",
        (_, DbBackend::Postgres) => "$1",
        _ => "?",
    };
    let key = &described.primary_key[0];
    let row = format!(r#"(SELECT "{key}" FROM "{table}" ORDER BY "{column}" IS NULL LIMIT 1)"#);
    let update = format!(r#"UPDATE "{table}" SET "{column}" = {place} WHERE "{key}" = {row}"#);
    let done = transaction.execute_raw(Statement::from_sql_and_values(backend, update, value)).await;
    transaction.rollback().await.unwrap();
    match done {
        Err(error) => error.to_string().to_lowercase(),
        Ok(done) => panic!("{table}.{column} was set in {} rows", done.rows_affected()),
    }
}
