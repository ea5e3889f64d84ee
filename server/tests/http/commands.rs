//! The command line: what it says of itself, and each command against a real database.

use crate::browser::Browser;
use crate::house::House;
use crate::program::{run, said};
use sea_orm::ConnectionTrait;
use store::testing::TestDb;

#[test]
fn help_names_every_command_and_setting() {
    let help = run(&["--help"], "");
    let text = said(&help);
    assert!(help.status.success(), "{text}");
    for word in ["serve", "migrate", "seed", "create-admin", "import", "audit", "keys", "backup", "restore"] {
        assert!(text.lines().any(|line| line.trim_start().starts_with(word)), "{word}: {text}");
        assert!(run(&[word, "--help"], "").status.success(), "{word} --help");
    }
    for variable in
        ["THROUGHLINE_DATA", "THROUGHLINE_CONFIG", "DATABASE_URL", "THROUGHLINE_KEY_FILE", "THROUGHLINE_LOG_JSON", "THROUGHLINE_LOG"]
    {
        assert!(text.contains(variable), "{variable}: {text}");
    }
    let serve = said(&run(&["serve", "--help"], ""));
    for variable in
        ["THROUGHLINE_LISTEN", "THROUGHLINE_PUBLIC_URL", "THROUGHLINE_SITE", "THROUGHLINE_TRUSTED_PROXIES", "THROUGHLINE_ALLOW_DEMO"]
    {
        assert!(serve.contains(variable), "{variable}: {serve}");
    }
    assert!(run(&["--version"], "").status.success());
    assert!(!run(&["frobnicate"], "").status.success());
}

store::both_engines! {
    async fn migrating_again_changes_nothing(db: TestDb) {
        let house = House::seeded(db).await;
        let before = crate::snapshot::everything(&house.db).await;
        for _ in 0..2 {
            let output = house.run(&["migrate"], "");
            assert!(output.status.success() && said(&output).contains("up to date"), "{}", said(&output));
        }
        assert_eq!(crate::snapshot::difference(&before, &crate::snapshot::everything(&house.db).await), Vec::<String>::new());
    }

    async fn an_admin_is_created_with_a_password_from_standard_input(db: TestDb) {
        let house = House::empty(db).await;
        let create = |email: &str, password: &str| house.run(&["create-admin", "--email", email, "--name", "Ada"], password);
        for (email, password) in [("nobody", "correct horse battery\n"), ("ada@firm.example", "short\n"), ("ada@firm.example", "")] {
            assert!(!create(email, password).status.success(), "{email}");
        }
        let made = create("Ada@Firm.example", "correct horse battery\n");
        assert!(made.status.success() && !said(&made).contains("correct horse"), "{}", said(&made));
        let again = create("ada@firm.example", "another horse battery\n");
        assert!(!again.status.success() && said(&again).contains("belongs to somebody"), "{}", said(&again));
        let program = house.serve(&[]).await;
        let browser = Browser::new(&program.base);
        assert_eq!(browser.sign_in("ada@firm.example", "correct horse battery").await.location(), "/");
    }

    async fn the_audit_log_names_the_row_that_somebody_changed(db: TestDb) {
        let house = House::seeded(db).await;
        let whole = house.run(&["audit", "verify"], "");
        assert!(whole.status.success() && said(&whole).contains("whole"), "{}", said(&whole));
        let raw = house.raw().await;
        let tamper = match house.db.engine() {
            store::Engine::Sqlite => vec!["DROP TRIGGER IF EXISTS {t}", "UPDATE audit_log SET changes = '{\"rows\":1}' WHERE seq = 5"],
            store::Engine::Postgres => vec!["SET session_replication_role = replica; UPDATE audit_log SET changes = '{\"rows\":1}' WHERE seq = 5; SET session_replication_role = DEFAULT"],
        };
        for statement in tamper {
            if statement.contains("{t}") {
                for name in crate::snapshot::texts(&raw, "SELECT name AS t FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'").await {
                    raw.execute_unprepared(&statement.replace("{t}", &name)).await.unwrap();
                }
            } else {
                raw.execute_unprepared(statement).await.unwrap();
            }
        }
        let broken = house.run(&["audit", "verify"], "");
        assert!(!broken.status.success() && said(&broken).contains("row 5"), "{}", said(&broken));
    }

    async fn keys_rotate_beside_a_running_server(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        let key = house.folder().join("throughline.key");
        let old = std::fs::read_to_string(&key).unwrap();
        let rotated = house.run(&["keys", "rotate"], "");
        assert!(rotated.status.success(), "{}", said(&rotated));
        let new = std::fs::read_to_string(&key).unwrap();
        assert!(new.len() > old.len() && !said(&rotated).contains(new.lines().last().unwrap()), "the key itself is not shown");
        assert!(house.run(&["keys", "rotate", "--resume"], "").status.success());
        assert!(house.run(&["audit", "verify"], "").status.success());
        assert_eq!(browser.call("/api/create_client", &[("name", "After the rotation")]).await.status, 200);
        assert_eq!(browser.get("/readyz").await.status, 200);
        assert!(house.run(&["audit", "verify"], "").status.success(), "rows of the running server verify under the new key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_in_use_and_put_back_and_a_tampered_one_is_refused() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let copy = house.folder().join("copy.db");
    let name = copy.display().to_string();
    let before = crate::snapshot::everything(&house.db).await;
    {
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        let made = house.run(&["backup", &name], "");
        assert!(made.status.success(), "{}", said(&made));
        assert!(!house.run(&["backup", &name], "").status.success(), "a copy is never overwritten");
        assert_eq!(browser.call("/api/create_client", &[("name", "After the copy")]).await.status, 200);
    }
    let database = house.db.url().trim_start_matches("sqlite://").to_owned();
    let tampered = house.folder().join("tampered.db");
    std::fs::copy(&copy, &tampered).unwrap();
    let raw = sea_orm::Database::connect(format!("sqlite://{}", tampered.display())).await.unwrap();
    for trigger in
        crate::snapshot::texts(&raw, "SELECT name AS t FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_log'").await
    {
        raw.execute_unprepared(&format!("DROP TRIGGER {trigger}")).await.unwrap();
    }
    raw.execute_unprepared("UPDATE audit_log SET ip_address = '192.0.2.1' WHERE seq = 3").await.unwrap();
    raw.close().await.unwrap();
    let live = std::fs::read(&database).unwrap();
    let refused = house.run(&["restore", &tampered.display().to_string()], "");
    assert!(!refused.status.success() && said(&refused).contains("row 3"), "{}", said(&refused));
    let nothing = house.folder().join("nothing.db").display().to_string();
    assert!(!house.run(&["restore", &nothing], "").status.success());
    assert_eq!(std::fs::read(&database).unwrap(), live, "a refused copy touches nothing");
    let back = house.run(&["restore", &name], "");
    assert!(back.status.success(), "{}", said(&back));
    let raw = sea_orm::Database::connect(format!("sqlite://{database}")).await.unwrap();
    let mut after = crate::snapshot::rows(&raw, store::Engine::Sqlite).await;
    // The admin's session was opened between the first look and the copy.
    after.retain(|row| !row.starts_with("session "));
    assert_eq!(crate::snapshot::difference(&before, &after), Vec::<String>::new(), "as it was when the copy was made");
    let beside: Vec<_> =
        std::fs::read_dir(std::path::Path::new(&database).parent().unwrap()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(beside.iter().any(|name| name.to_string_lossy().contains(".before-")), "the database before it is kept: {beside:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_is_backed_up_by_its_own_tools() {
    let house = House::empty(TestDb::postgres().await).await;
    let file = house.folder().join("copy.db").display().to_string();
    for command in ["backup", "restore"] {
        let output = house.run(&[command, &file], "");
        assert!(!output.status.success() && said(&output).contains("pg_"), "{}", said(&output));
    }
}
