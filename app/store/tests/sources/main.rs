//! What a review must look at, wherever it stands in the sources: who acts as the program itself, who changes rows
//! without a log, and who goes round the doors. A new place fails here until it is added to the list by a reviewer.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod list;
mod walk;

use list::{ALONE, REVIEWED_ALONE, REVIEWED_UNLOGGED, UNLOGGED};
use std::collections::BTreeMap;
use walk::{Source, sources};

/// What must stay in its room: the text, where it may stand, why.
const DOORS: &[(&[&str], &[&str], &str)] = &[
    (
        &[".begin()", "begin_with_options", "begin_with_config"],
        &["app/store/src/engine.rs"],
        "a transaction begins with `access.read()` or `access.write()`",
    ),
    (&["<textarea"], &["app/ui/"], "several lines of text are typed into `ui`'s `TextArea`, which escapes what stands in it"),
    (&["inner_html"], &["app/ui/src/textarea.rs"], "HTML is written by the view, which escapes; a text set as HTML would run"),
    (
        &[
            "Statement::from_string",
            "from_sql_and_values",
            "execute_unprepared",
            "sqlx::query",
            "query_one_raw",
            "query_all_raw",
            "execute_raw",
        ],
        &["app/store/src/", "migration/src/"],
        "SQL is built by SeaORM, which binds values and differs by engine",
    ),
    (&["DatabaseConnection", "DatabaseTransaction"], &["app/store/src/", "migration/src/"], "the pool belongs to the store"),
];

#[test]
fn whoever_acts_past_scope_and_log_is_on_the_reviewed_list() {
    let sources = sources();
    for (words, list, what) in [
        (ALONE, REVIEWED_ALONE, "acts as the program itself, which sees everything,"),
        (UNLOGGED, REVIEWED_UNLOGGED, "changes rows without scope and log"),
    ] {
        let mut found = BTreeMap::new();
        for source in sources.iter().filter(|source| !source.path.starts_with("app/store/src/")) {
            let count: usize = words.iter().map(|word| source.code.matches(word).count()).sum();
            if count > 0 {
                found.insert(source.path.as_str(), count);
            }
        }
        let reviewed: BTreeMap<&str, usize> = list.iter().copied().collect();
        for (path, count) in &found {
            let known = reviewed.get(path).copied().unwrap_or(0);
            let ask = "show it to a reviewer, then add it to tests/sources/list.rs";
            assert!(*count <= known, "{path} {what} in {count} places and {known} were reviewed; {ask}");
        }
        assert_eq!(found, reviewed, "the list names a place that is gone; take it off");
    }
}

#[test]
fn nobody_goes_round_the_doors() {
    let sources = sources();
    assert!(sources.len() > 100, "only {} sources were found", sources.len());
    for (words, rooms, why) in DOORS {
        for Source { path, code } in sources.iter().filter(|source| !rooms.iter().any(|room| source.path.starts_with(room))) {
            for word in *words {
                assert!(!code.contains(word), "{path} says `{word}`: {why}");
            }
        }
    }
}

#[test]
fn the_walk_leaves_out_comments_and_tests_and_nothing_else() {
    let text = "//! .system(\nlet a = b.system(x); // .system(\n#[cfg(test)]\nmod tests {\n    fn a() { b.system(x); }\n}\nfn c() { d.system(x); }\n";
    assert_eq!(walk::code(text).matches(".system(").count(), 2);
    let all = sources();
    for known in ["app/store/src/write.rs", "app/firm/src/db/sign_in.rs", "migration/src/lib.rs", "app/src/lib.rs"] {
        assert!(all.iter().any(|source| source.path == known), "{known} is among the sources");
    }
    assert!(all.iter().all(|source| !source.path.contains("/tests/")));
    let write = all.iter().find(|source| source.path == "app/store/src/write.rs").unwrap();
    assert!(write.code.contains("pub async fn insert<E>") && !write.code.contains("///"));
}
