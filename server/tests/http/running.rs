//! Running: where it refuses to serve, how it says that it is well, how it stops, and what it writes down.

use crate::browser::Browser;
use crate::house::{House, PASSWORD};
use crate::program::{EVERYWHERE, Program, run, said, site};
use hyper::Method;
use store::testing::TestDb;

store::both_engines! {
    async fn demonstration_sign_ins_are_not_served_to_others_unless_told(db: TestDb) {
        let house = House::seeded(db).await;
        let folder = house.folder().join("site").display().to_string();
        let open = ["serve", "--listen", "0.0.0.0:0", "--site", &folder];
        let refused = house.run(&open, "");
        let told = said(&refused);
        assert!(!refused.status.success() && told.contains("--allow-demo") && told.contains("demonstration"), "{told}");
        assert!(!told.contains(PASSWORD), "{told}");
        let program = house.serve(&[EVERYWHERE, "--allow-demo"]).await;
        drop(program);
    }

    async fn a_database_of_ones_own_people_is_served_anywhere(db: TestDb) {
        let house = House::empty(db).await;
        drop(house.serve(&[EVERYWHERE]).await);
    }

    async fn told_to_stop_it_ends_well_and_soon(db: TestDb) {
        let house = House::seeded(db).await;
        let mut program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        assert_eq!(browser.get("/deals").await.status, 200);
        // An idle connection and one that never finishes its request hold nobody up.
        let half = std::net::TcpStream::connect(program.base.trim_start_matches("http://")).unwrap();
        std::io::Write::write_all(&mut &half, b"POST /api/sign_in HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf").unwrap();
        let (code, took) = program.terminate();
        assert_eq!(code, Some(0), "{}", program.log());
        assert!(took < std::time::Duration::from_secs(10), "{took:?}");
        eprintln!("stopped on {:?} after {took:?}", house.db.engine());
    }

    async fn the_log_names_requests_and_holds_nothing_that_was_typed(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&["--log", "debug"]).await;
        let browser = Browser::new(&program.base);
        browser.sign_in("secret.person@nowhere.example", "secret-typed-password").await;
        browser.sign_in("admin@demo.test", PASSWORD).await;
        let token = browser.cookie("throughline").unwrap();
        browser.get("/clients?q=secret-search-text").await;
        browser.call("/api/create_client", &[("name", "Secret Client Name"), ("website", "not a site")]).await;
        browser.call("/api/change_password", &[("current_password", "secret-typed-password"), ("new_password", "secret-new-password")]).await;
        let asked = browser.send(&Method::GET, "/account", &[("x-request-id", "number-of-mine")], Vec::new()).await;
        assert_eq!(asked.header("x-request-id"), "number-of-mine");
        let log = program.log();
        assert!(log.contains("number-of-mine"), "a request is found in the log by its number");
        for secret in [PASSWORD, "secret", "Secret", token.as_str(), "admin@demo.test", "$argon2id"] {
            let line = log.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret}: {line:?}");
        }
    }
}

/// Waits until readiness is as expected.
async fn ready_is(browser: &Browser, status: u16) -> String {
    for _ in 0..50 {
        let answer = browser.get("/readyz").await;
        if answer.status == status {
            return answer.text();
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("/readyz never says {status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_tells_a_lost_database_from_a_dead_process() {
    let house = House::seeded(TestDb::postgres().await).await;
    let program = house.serve(&[]).await;
    let browser = house.browser(&program, "admin").await;
    assert_eq!(ready_is(&browser, 200).await, "ready\n");
    crate::house::drop_database(house.db.url()).await;
    assert_eq!(ready_is(&browser, 503).await, "the database does not answer\n");
    let health = browser.get("/healthz").await;
    assert_eq!((health.status, health.text().as_str()), (200, "ok\n"));
    let page = browser.get("/deals").await;
    assert_eq!(page.status, 503, "{}", page.text());
    assert!(!page.text().contains("postgres") && !page.text().contains("throughline_test"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_or_missing_key_file_stops_it_at_the_start() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let key = house.folder().join("throughline.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let gone = house.run(&["serve", "--listen", "127.0.0.1:0"], "");
    assert!(!gone.status.success() && said(&gone).contains("is missing"), "{}", said(&gone));
    assert!(!key.exists(), "no new key is made for an old database");
    std::fs::write(&key, b"not a key\n").unwrap();
    let wrong = house.run(&["migrate"], "");
    assert!(!wrong.status.success(), "{}", said(&wrong));
    std::fs::write(&key, kept).unwrap();
    let open_to_all = house.run(&["migrate"], "");
    assert!(
        !open_to_all.status.success() && said(&open_to_all).contains("throughline.key"),
        "a key that others can read: {}",
        said(&open_to_all)
    );
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert!(house.run(&["migrate"], "").status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_but_a_folder_it_serves_from_there() {
    let place = tempfile::TempDir::with_prefix("throughline-http-").unwrap();
    site(&place.path().join("site"));
    let (data, pages) = (place.path().join("data").display().to_string(), place.path().join("site").display().to_string());
    let seeded = run(&["seed", "--data", &data], "");
    assert!(seeded.status.success(), "{}", said(&seeded));
    assert!(said(&seeded).contains("admin@demo.test"));
    assert!(!run(&["seed", "--data", &data], "").status.success(), "never twice");
    assert!(run(&["seed", "--if-empty", "--data", &data], "").status.success());
    let program = Program::serve(&["--data", &data, "--site", &pages]).await;
    let browser = Browser::new(&program.base);
    for name in ["admin", "consultant", "viewer", "client"] {
        let answer = browser.sign_in(&format!("{name}@demo.test"), PASSWORD).await;
        let home = if name == "client" { "/account" } else { "/" };
        assert_eq!((answer.status, answer.location()), (302, home), "{name}");
    }
}
