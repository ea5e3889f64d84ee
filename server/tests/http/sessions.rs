//! Sessions: what the cookie says, what is kept of it, and every way in which one ends.

use crate::browser::Browser;
use crate::house::{House, PASSWORD};
use crate::snapshot::everything;
use domain::user::UserRole;
use firm::OpenSession;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::table::{session, user};
use store::testing::TestDb;

const NEW: &str = "correct horse battery staple";

/// Whether the browser is still let in.
async fn alive(browser: &Browser) -> bool {
    match browser.call("/api/my_sessions", &[]).await.status {
        200 => true,
        401 => false,
        other => panic!("{other}"),
    }
}

store::both_engines! {
    async fn the_cookie_is_for_this_server_alone_and_scripts_never_see_it(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = Browser::new(&program.base);
        let answer = browser.sign_in("admin@demo.test", PASSWORD).await;
        let token = browser.cookie("throughline").unwrap();
        assert_eq!(answer.header("set-cookie"), format!("throughline={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800"));
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
        assert_eq!((answer.status, answer.location(), token.len()), (302, "/", 43));
        assert_eq!(answer.header("strict-transport-security"), "");
        assert!(!everything(&house.db).await.iter().any(|row| row.contains(&token)), "the token itself is stored nowhere");
        let again = Browser::new(&program.base);
        again.keep("throughline", &token);
        again.sign_in("admin@demo.test", PASSWORD).await;
        assert_ne!(again.cookie("throughline").unwrap(), token, "signing in makes a token of its own");
    }

    async fn over_tls_the_cookie_is_bound_to_the_host(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&["--public-url", "https://crm.example"]).await;
        let browser = Browser::new(&program.base);
        let answer = browser.sign_in("admin@demo.test", PASSWORD).await;
        let token = browser.cookie("__Host-throughline").unwrap();
        assert_eq!(answer.header("set-cookie"), format!("__Host-throughline={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure"));
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
        assert!(alive(&browser).await);
        let plain = Browser::holding(&program.base, &token);
        assert!(!alive(&plain).await, "a cookie without the prefix could have been planted by a neighbour");
        let out = browser.call("/api/sign_out", &[]).await;
        assert_eq!(out.header("set-cookie"), "__Host-throughline=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
        let theme = browser.call("/api/choose_theme", &[("theme", "dark")]).await;
        assert_eq!(theme.header("set-cookie"), "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure");
    }

    async fn who_signs_out_is_out_on_every_server_at_once(db: TestDb) {
        let house = House::seeded(db).await;
        let (one, two) = (house.serve(&[]).await, house.serve(&[]).await);
        let here = Browser::new(&one.base);
        here.sign_in("consultant@demo.test", PASSWORD).await;
        let token = here.cookie("throughline").unwrap();
        let there = Browser::holding(&two.base, &token);
        assert!(alive(&here).await && alive(&there).await);
        let out = here.submit("/account", "/api/sign_out", &[]).await;
        assert_eq!((out.status, out.location()), (302, "/sign-in"));
        assert!(out.header("set-cookie").starts_with("throughline=; ") && out.header("set-cookie").contains("Max-Age=0"));
        assert!(!alive(&there).await && !alive(&Browser::holding(&one.base, &token)).await);
        assert_eq!(there.get("/deals").await.location(), "/sign-in?next=/deals");
    }

    async fn ending_sessions_ends_the_right_ones_and_only_those(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let me = house.person("consultant").await.id;
        let mut mine = Vec::new();
        for _ in 0..4 {
            let (id, token) = house.session(me).await;
            mine.push((id, Browser::holding(&program.base, &token)));
        }
        let (foreign, token) = house.session(house.person("viewer").await.id).await;
        let viewer = Browser::holding(&program.base, &token);
        let admin = house.browser(&program, "admin").await;
        for browser in [&mine[0].1, &admin] {
            let answer = browser.call("/api/end_session", &[("id", &foreign.to_string())]).await;
            assert_eq!((answer.status, alive(&viewer).await), (404, true), "nobody ends another's session from their own list");
        }
        let listed: Vec<OpenSession> = serde_json::from_slice(&mine[0].1.call("/api/my_sessions", &[]).await.body).unwrap();
        assert_eq!(listed.len(), 4);
        assert_eq!(listed.iter().filter(|one| one.this_one).map(|one| one.id).collect::<Vec<_>>(), [mine[0].0]);
        let answer = mine[0].1.submit("/account", "/api/end_session", &[("id", &mine[1].0.to_string())]).await;
        assert_eq!((answer.status, answer.location()), (302, "/account?done=session#sessions"));
        assert_eq!([alive(&mine[0].1).await, alive(&mine[1].1).await, alive(&mine[2].1).await], [true, false, true]);
        assert_eq!(mine[2].1.call("/api/end_other_sessions", &[]).await.status, 200);
        assert_eq!([alive(&mine[0].1).await, alive(&mine[2].1).await, alive(&mine[3].1).await], [false, true, false]);
        assert!(alive(&viewer).await && alive(&admin).await);
    }

    async fn a_new_password_needs_the_old_one_and_ends_every_other_session(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let (here, there, other) = (house.browser(&program, "viewer").await, house.browser(&program, "viewer").await, house.browser(&program, "admin").await);
        let before = house.person("viewer").await.password_hash;
        for (current, new, status) in [("not it at all", NEW, 422), ("", NEW, 422), (PASSWORD, "short", 422), (PASSWORD, "aaaaaaaaaaaaaaaa", 422)] {
            let answer = here.call("/api/change_password", &[("current_password", current), ("new_password", new)]).await;
            assert_eq!(answer.status, status, "{current} {new}: {}", answer.text());
            assert!(!answer.text().contains(NEW) && !answer.text().contains(PASSWORD), "a password is not sent back");
        }
        assert_eq!(house.person("viewer").await.password_hash, before);
        assert!(alive(&there).await);
        let answer = here.submit("/account", "/api/change_password", &[("current_password", PASSWORD), ("new_password", NEW)]).await;
        assert_eq!((answer.status, answer.location()), (302, "/account?done=password#password"));
        assert_eq!([alive(&here).await, alive(&there).await, alive(&other).await], [true, false, true]);
        let again = Browser::new(&program.base);
        again.sign_in("viewer@demo.test", PASSWORD).await;
        assert_eq!(again.cookie("throughline"), None, "the old one opens nothing");
        again.sign_in("viewer@demo.test", NEW).await;
        assert!(alive(&again).await);
        assert!(house.person("viewer").await.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    async fn who_is_made_inactive_or_another_role_is_so_at_the_next_request(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let person = house.hire("temp", UserRole::Viewer, true).await;
        let (_, token) = house.session(person.id).await;
        let browser = Browser::holding(&program.base, &token);
        let set = async |column: user::Column, value: Expr| {
            let all = user::Entity::update_many().col_expr(column, value).filter(user::Column::Id.eq(person.id));
            all.exec(&house.raw().await).await.unwrap();
        };
        assert_eq!(browser.get("/clients").await.status, 200);
        assert_eq!(browser.call("/api/create_client", &[("name", "No")]).await.status, 403);
        set(user::Column::Role, Expr::value("admin")).await;
        assert_eq!(browser.call("/api/create_client", &[("name", "Yes")]).await.status, 200);
        set(user::Column::Active, Expr::value(false)).await;
        assert!(!alive(&browser).await);
        assert_eq!(browser.get("/clients").await.status, 303);
        browser.sign_in("temp@demo.test", PASSWORD).await;
        assert!(!alive(&browser).await, "and cannot sign in anew");
    }

    async fn a_session_ends_by_itself_after_its_time(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let me = house.person("admin").await.id;
        let ago = |hours: i64| store::id::now() - chrono::Duration::hours(hours);
        let (id, token) = house.session_of(me, None, ago(11), None).await;
        let browser = Browser::holding(&program.base, &token);
        assert!(alive(&browser).await, "unused for eleven hours");
        let held = session::Entity::find_by_id(id).one(&house.raw().await).await.unwrap().unwrap();
        assert!(store::id::now() - held.last_seen_at < chrono::Duration::minutes(1), "used now");
        let (_, token) = house.session_of(me, None, ago(13), None).await;
        assert!(!alive(&Browser::holding(&program.base, &token)).await, "unused for thirteen hours");
        let (id, token) = house.session_of(me, None, ago(7 * 24 + 1), None).await;
        let used = session::Entity::update_many().col_expr(session::Column::LastSeenAt, Expr::value(store::id::now())).filter(session::Column::Id.eq(id));
        used.exec(&house.raw().await).await.unwrap();
        assert!(!alive(&Browser::holding(&program.base, &token)).await, "a week is the most, however busy");
    }

    async fn no_made_up_cookie_opens_anything_or_breaks_anything(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let long = "x".repeat(8_000);
        for token in ["", "x", &long, "' OR '1'='1", "%00", "\"\"", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let browser = Browser::new(&program.base);
            let cookie = format!("throughline={token}");
            let answer = browser.send(&hyper::Method::GET, "/deals", &[("cookie", &cookie), ("accept", "text/html")], Vec::new()).await;
            assert_eq!(answer.status, 303, "{token}");
        }
    }
}
