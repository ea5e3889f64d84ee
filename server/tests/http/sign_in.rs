//! Signing in tells nobody who exists, and guessing gets nowhere.

use crate::browser::{Answer, Browser};
use crate::house::{House, PASSWORD};
use domain::AppError;
use hyper::Method;
use sea_orm::EntityTrait;
use std::time::{Duration, Instant};
use store::table::credential_attempt;

const PROXY: [&str; 2] = ["--trusted-proxies", "127.0.0.1"];
const WRONG: &str = "certainly not it";

/// Status and error of a try as client code makes it.
async fn attempt(browser: &Browser, email: &str, password: &str) -> (u16, Option<AppError>) {
    let answer = browser.call("/api/sign_in", &[("email", email), ("password", password)]).await;
    (answer.status, answer.error())
}

async fn forget_tries(house: &House) {
    credential_attempt::Entity::delete_many().exec(&house.raw().await).await.unwrap();
}

/// All that an answer shows, but what differs from one to the next anyway, and with the address that was typed taken out.
fn shape(answer: &Answer, email: &str) -> String {
    let mut names: Vec<String> = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    names.retain(|line| !line.starts_with("date") && !line.starts_with("x-request-id"));
    names.sort();
    let all = format!("{} {names:?} {}", answer.status, answer.text());
    all.replace(email, "EMAIL").replace(&crate::browser::escape(email), "EMAIL")
}

store::both_engines! {
    async fn an_unknown_address_and_a_wrong_password_answer_alike(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = Browser::new(&program.base);
        let (known, unknown, left) = ("admin@demo.test", "zzzzz@demo.test", house.hire("leftt", domain::user::UserRole::Consultant, false).await.email);
        // The error's text is in the address, so all three must be as long as each other.
        assert_eq!((known.len(), left.len()), (unknown.len(), unknown.len()));
        let mut shapes = Vec::new();
        for (email, password) in [(known, WRONG), (unknown, WRONG), (unknown, PASSWORD), (left.as_str(), PASSWORD)] {
            let form = browser.sign_in(email, password).await;
            let call = browser.call("/api/sign_in", &[("email", email), ("password", password)]).await;
            assert_eq!((form.status, call.status), (302, 422), "{email}");
            assert_eq!(call.error().unwrap().of("password").unwrap(), "E-mail address or password is wrong. Check both and try again.");
            let page = browser.get(form.location().split_once("/sign-in").map(|(_, query)| format!("/sign-in{query}")).unwrap().as_str()).await;
            assert!(page.text().contains("E-mail address or password is wrong"), "the form says so again");
            assert!(!form.location().contains(&crate::browser::escape(password)) && !page.text().contains(password), "never the password");
            shapes.push((encoded_away(&shape(&form, email)), shape(&call, email)));
        }
        assert!(shapes.windows(2).all(|pair| pair[0] == pair[1]), "{shapes:#?}");
        assert_eq!(browser.cookie("throughline"), None);
    }

    async fn an_unknown_address_takes_as_long_as_a_wrong_password(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&PROXY).await;
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for round in 0..60_u32 {
            let mut both = [(&mut known, "admin@demo.test".to_owned()), (&mut unknown, format!("nobody{round}@demo.test"))];
            both.rotate_left(round as usize % 2);
            for (times, email) in both {
                forget_tries(&house).await;
                let browser = Browser::from(&program.base, &format!("198.51.100.{round}"));
                // The connection is opened before the clock runs.
                browser.get("/healthz").await;
                let started = Instant::now();
                let (status, _) = attempt(&browser, &email, WRONG).await;
                times.push(started.elapsed());
                assert_eq!(status, 422);
            }
        }
        let median = |times: &mut Vec<Duration>| {
            times.sort();
            times[times.len() / 2]
        };
        let (known, unknown) = (median(&mut known), median(&mut unknown));
        eprintln!("sign-in on {:?}: known {known:?}, unknown {unknown:?}, difference {:?}", house.db.engine(), known.abs_diff(unknown));
        assert!(unknown > known / 2 && known > unknown / 2, "known {known:?}, unknown {unknown:?}");
    }

    async fn the_eleventh_guess_is_refused_and_the_right_password_with_it(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let one = house.serve(&PROXY).await;
        let two = house.serve(&PROXY).await;
        let at_home = house.person("consultant").await;
        house.session_from(at_home.id, "203.0.113.7").await;
        let bases = [&one.base, &two.base];
        for guess in 0..10 {
            let stranger = Browser::from(bases[guess % 2], "198.51.100.1");
            assert_eq!(attempt(&stranger, "Consultant@demo.test ", WRONG).await.0, 422, "guess {guess}, on two servers in turn");
        }
        for base in bases {
            let stranger = Browser::from(base, "198.51.100.1");
            for password in [WRONG, PASSWORD] {
                let (status, error) = attempt(&stranger, "consultant@demo.test", password).await;
                assert_eq!(status, 429);
                assert!(matches!(error, Some(AppError::Throttled(900))), "{error:?}");
            }
            let elsewhere = Browser::from(base, "198.51.100.2");
            assert_eq!(attempt(&elsewhere, "consultant@demo.test", PASSWORD).await.0, 429, "another strange address has no tries of its own");
        }
        let home = Browser::from(&two.base, "203.0.113.7");
        assert_eq!(attempt(&home, "consultant@demo.test", PASSWORD).await.0, 200, "nobody is locked out at home");
        let form = Browser::from(&one.base, "198.51.100.1").sign_in("consultant@demo.test", PASSWORD).await;
        assert_eq!(form.status, 302);
        let page = Browser::new(&one.base).get(&form.location().replace(&one.base, "")).await;
        assert!(page.text().contains("Too many tries"), "the page says why");
    }

    async fn one_address_tries_thirty_times_in_all_and_who_signs_in_rightly_is_not_counted(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&PROXY).await;
        let office = Browser::from(&program.base, "198.51.100.9");
        for time in 0..12 {
            assert_eq!(attempt(&office, "viewer@demo.test", PASSWORD).await.0, 200, "time {time}");
        }
        for guess in 0..30 {
            assert_eq!(attempt(&office, &format!("nobody{guess}@demo.test"), WRONG).await.0, 422, "guess {guess}");
        }
        assert_eq!(attempt(&office, "nobody@demo.test", WRONG).await.0, 429);
        assert_eq!(attempt(&office, "admin@demo.test", PASSWORD).await.0, 429);
        assert_eq!(attempt(&Browser::from(&program.base, "198.51.100.10"), "admin@demo.test", PASSWORD).await.0, 200);
    }

    async fn guesses_that_come_at_once_are_counted_one_by_one(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&PROXY).await;
        let tries: Vec<_> = (0..24)
            .map(|_| {
                let browser = Browser::from(&program.base, "198.51.100.1");
                tokio::spawn(async move { attempt(&browser, "admin@demo.test", WRONG).await.0 })
            })
            .collect();
        let mut evaluated = 0;
        for one in tries {
            let status = one.await.unwrap();
            assert!(matches!(status, 422 | 429), "{status}");
            evaluated += usize::from(status == 422);
        }
        assert_eq!(evaluated, 10);
    }

    async fn the_old_password_cannot_be_guessed_through_changing_it(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "viewer").await;
        let change = |current: &'static str| {
            let browser = &browser;
            async move { browser.call("/api/change_password", &[("current_password", current), ("new_password", "correct horse battery")]).await }
        };
        for guess in 0..10 {
            assert_eq!(change(WRONG).await.status, 422, "guess {guess}");
        }
        for password in [WRONG, PASSWORD] {
            let answer = change(password).await;
            assert!(matches!(answer.error(), Some(AppError::Throttled(_))) && answer.status == 429, "{}", answer.text());
        }
        assert_eq!(house.person("viewer").await.version, 1, "the password is the old one");
    }

    async fn nobody_is_sent_elsewhere_after_signing_in(db: store::testing::TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example", "/\t/evil.example", "javascript:alert(1)", "/api/sign_out"] {
            let browser = Browser::new(&program.base);
            let page = format!("/sign-in?next={}", crate::browser::escape(next));
            let answer = browser.submit(&page, "/api/sign_in", &[("email", "admin@demo.test"), ("password", PASSWORD), ("next", next)]).await;
            let to = answer.location();
            assert!(to == "/" || (to.starts_with("/%09") && !to.starts_with("//")), "{next:?} leads to {to:?}");
        }
        let browser = Browser::new(&program.base);
        let away = [("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded"), ("referer", "https://evil.example/x")];
        let answer = browser.send(&Method::POST, "/api/sign_in", &away, crate::browser::form(&[("email", "a@b.c"), ("password", WRONG)])).await;
        assert!(answer.location().starts_with("/x?__path"), "a form that fails goes back to a page of ours, not to {:?}", answer.location());
    }
}

/// The error in an address is encoded text; what was typed stands in it in base64.
fn encoded_away(shape: &str) -> String {
    shape.split("__err=").next().unwrap_or_default().to_owned()
}
