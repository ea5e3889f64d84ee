//! Requests that nobody of good will sends: each is refused with a 4xx, and the server lives on.

use crate::browser::{Browser, escape, form};
use crate::house::House;
use crate::matrix::calls::{About, CALLS};
use crate::registry::PAGES;
use domain::policy::Noun;
use hyper::Method;
use sea_orm::EntityTrait;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use store::table::{competitor, project};
use store::testing::TestDb;

store::both_engines! {
    async fn a_malformed_body_is_the_senders_fault(db: TestDb) {
        let house = House::seeded(db).await;
        let mut program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        let deal = house.any_open_deal().await.id.to_string();
        let bodies: Vec<(&str, Vec<u8>)> = vec![
            ("application/x-www-form-urlencoded", b"\0\0\0".to_vec()),
            ("application/x-www-form-urlencoded", b"id=%00&value=%00".to_vec()),
            ("application/x-www-form-urlencoded", b"id=%ff%fe&field=%c3%28".to_vec()),
            ("application/x-www-form-urlencoded", b"\xff\xfe\xfd".to_vec()),
            ("application/x-www-form-urlencoded", b"id[][][][]=1&id[a]=2&&&&===".to_vec()),
            ("application/x-www-form-urlencoded", format!("id={deal}&id={deal}&to=lead&version=99999999999999999999").into_bytes()),
            ("application/x-www-form-urlencoded", format!("id={deal}&to=lead&version=-2147483649").into_bytes()),
            ("application/x-www-form-urlencoded", format!("{}=1", "filter[a]".repeat(2_000)).into_bytes()),
            ("application/json", b"{".to_vec()),
            ("application/json", b"[[[[[[[[".repeat(10_000)),
            ("application/json", b"{\"id\": null}".to_vec()),
            ("multipart/form-data", b"no boundary at all".to_vec()),
            ("multipart/form-data; boundary=x", b"--x\r\n\r\n".to_vec()),
            ("text/plain", b"id=1".to_vec()),
            ("application/cbor", vec![0xbf; 100]),
            ("", Vec::new()),
        ];
        for endpoint in app::endpoints().filter(|endpoint| endpoint.path != "/api/sign_out") {
            for (kind, body) in &bodies {
                for accept in ["application/json", "text/html"] {
                    let answer = browser.send(&Method::POST, endpoint.path, &[("content-type", kind), ("accept", accept)], body.clone()).await;
                    assert!(answer.status < 500, "{} {kind}: {} {}", endpoint.path, answer.status, answer.text());
                }
            }
        }
        assert!(program.lives());
        assert_eq!(browser.get("/deals").await.status, 200);
    }

    async fn what_no_column_can_keep_is_a_fault_of_the_field(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "admin").await;
        let deal = house.any_open_deal().await;
        let (id, client) = (deal.id.to_string(), deal.client_id.to_string());
        let rival = competitor::Entity::find().one(&house.raw().await).await.unwrap().unwrap().id.to_string();
        // Four of them are still within what a request may weigh; beyond that the server hangs up.
        let long = "x".repeat(200_000);
        let odd = ["a\0b", "\u{202E}abc", &long, "\u{FFFF}\u{0008}", "'; DROP TABLE client; --", "😀".repeat(300).leak(), "-1", "1e400", "NaN", "9223372036854775808"];
        for text in odd {
            let version = house.version_of_client(deal.client_id).await;
            for field in domain::client::ClientField::ALL {
                let fields = [("id", client.as_str()), ("field", field.as_str()), ("value", text), ("version", &version)];
                let answer = browser.call("/api/edit_client", &fields).await;
                assert!(matches!(answer.status, 200 | 409 | 422), "{field}: {} {}", answer.status, answer.text());
            }
            for field in domain::competitor::CompetitorField::ALL {
                let fields = [("id", rival.as_str()), ("field", field.as_str()), ("value", text), ("version", "1")];
                let answer = browser.call("/api/edit_competitor", &fields).await;
                assert!(matches!(answer.status, 200 | 409 | 422), "{field}: {} {}", answer.status, answer.text());
            }
            let criterion = "01900000-0000-7000-8000-000000000001";
            let calls: [(&str, &[(&str, &str)]); 27] = [
                ("/api/sign_in", &[("email", text), ("password", text), ("next", text)]),
                ("/api/create_client", &[("name", text), ("industry", text), ("website", text), ("currency", text)]),
                ("/api/edit_profile", &[("field", "job_title"), ("value", text), ("version", "1")]),
                ("/api/edit_profile", &[("field", text), ("value", text), ("version", "1")]),
                ("/api/move_deal", &[("id", &id), ("to", text), ("version", "1"), ("loss_reason", text)]),
                ("/api/move_deal", &[("id", &id), ("to", "closed_lost"), ("version", "1"), ("loss_reason", text)]),
                ("/api/move_deal", &[("id", &id), ("to", "closed_lost"), ("version", "1"), ("loss_reason_id", text), ("competitor", text), ("come_back", text)]),
                ("/api/hand_over", &[("id", &id), ("version", text), ("ask[value]", text), ("ask[won_on]", text), ("ask[name]", text), ("ask[start]", text)]),
                ("/api/hand_over", &[("id", &id), ("version", "1"), ("ask[value]", text), ("ask[won_on]", text), ("ask[name]", text), ("ask[start]", text), ("ask[template]", text), ("ask[reason]", text)]),
                ("/api/hand_over", &[("id", &id), ("version", "1"), ("ask[ticks][]", text), ("ask[promises][7]", text), ("ask[people][x]", text)]),
                ("/api/list_projects", &[("text", text), ("status", text), ("sort", text), ("page", "18446744073709551615")]),
                ("/api/edit_stage", &[("id", text), ("field", "name"), ("value", text), ("version", "1")]),
                ("/api/edit_stage", &[("id", "lead"), ("field", "name"), ("value", text), ("version", "1")]),
                ("/api/create_stage", &[("name", text), ("probability", text), ("hue", text)]),
                ("/api/remove_stage", &[("id", "lead"), ("to", text), ("deals", text)]),
                ("/api/create_criterion", &[("id", text), ("form[kind]", "tick"), ("form[label]", text)]),
                ("/api/edit_criterion", &[("id", criterion), ("form[kind]", text), ("form[label]", text), ("form[role]", text), ("version", text)]),
                ("/api/create_loss_reason", &[("name", text)]),
                ("/api/list_deals", &[("filter[text]", text), ("filter[stage]", text), ("sort", text), ("page", "18446744073709551615")]),
                ("/api/clients_for_deal", &[("text", text)]),
                ("/api/similar_deals", &[("id", &client), ("name", text)]),
                ("/api/create_deal", &[("deal[client_name]", text), ("deal[new_client]", "true"), ("deal[name]", text), ("deal[value]", text)]),
                (
                    "/api/create_deal",
                    &[
                        ("deal[client]", &client),
                        ("deal[name]", text),
                        ("deal[value]", text),
                        ("deal[currency]", text),
                        ("deal[close]", text),
                        ("deal[source]", text),
                        ("deal[kind]", text),
                        ("deal[stage]", text),
                        ("deal[anyway]", text),
                    ],
                ),
                ("/api/list_clients", &[("text", text), ("sort", text)]),
                ("/api/list_competitors", &[("text", text), ("sort", text), ("page", "18446744073709551615")]),
                ("/api/find_competitors", &[("text", text)]),
                ("/api/create_competitor", &[("name", text), ("website", text)]),
            ];
            for (path, fields) in calls {
                let answer = browser.call(path, fields).await;
                assert!(answer.status < 500, "{path} {:.40}: {} {}", text, answer.status, answer.text());
            }
            let query = escape(&text.chars().take(2_000).collect::<String>());
            for path in ["/projects?q=", "/projects?status=", "/projects?sort=", "/projects?page=", "/clients?q=", "/deals?q=", "/deals?view=table&stage=", "/deals?view=table&q=", "/clients?sort=", "/deals?page=", "/clients?page=", "/competitors?q=", "/competitors?sort=", "/deals/new?client=", "/deals/new?stage=", "/settings/stages?edit=probability&stage=lead&value=", "/settings/stages?stage=", "/settings/loss-reasons?edit="] {
                let answer = browser.get(&format!("{path}{query}")).await;
                assert!(answer.status < 500, "{path}{query:.60}: {}", answer.status);
            }
        }
        for page in ["0", "-1", "18446744073709551615", "99999999999999999999"] {
            assert_eq!(browser.get(&format!("/deals?view=table&page={page}")).await.status, 200);
            assert_eq!(browser.get(&format!("/clients?page={page}")).await.status, 200);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_megabyte_is_not_read() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let mut program = house.serve(&[]).await;
    let browser = house.browser(&program, "admin").await;
    for (path, size) in [("/api/create_client", 1_048_577), ("/api/sign_in", 10_000_000), ("/api/edit_client", 10_000_000)] {
        let body = form(&[("name", &"x".repeat(size))]);
        let sent = browser.try_send(&Method::POST, path, &[("content-type", "application/x-www-form-urlencoded")], body).await;
        // The server may hang up before everything is sent.
        assert!(sent.as_ref().map_or(true, |answer| answer.status == 413), "{path}: {sent:?}");
    }
    let just = form(&[("name", &"x".repeat(1_000_000))]);
    assert_eq!(
        browser.send(&Method::POST, "/api/create_client", &[("content-type", "application/x-www-form-urlencoded")], just).await.status,
        422
    );
    let address = program.base.trim_start_matches("http://").to_owned();
    let chunked = format!(
        "POST /api/sign_in HTTP/1.1\r\nhost: {address}\r\norigin: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n",
        program.base
    );
    let mut stream = TcpStream::connect(&address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(chunked.as_bytes()).unwrap();
    for _ in 0..40 {
        if stream.write_all(format!("10000\r\n{}\r\n", "x".repeat(0x10000)).as_bytes()).is_err() {
            break;
        }
    }
    drop(stream.write_all(b"0\r\n\r\n"));
    let mut answer = [0; 64];
    let read = stream.read(&mut answer).unwrap_or_default();
    let told = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(read == 0 || told.starts_with("HTTP/1.1 4"), "without a length it is counted while it comes: {told}");
    assert!(program.lives());
    assert_eq!(browser.get("/clients").await.status, 200);
}

/// The same numbers at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one<'a>(&mut self, of: &'a [&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.roll(300)).map(|_| u8::try_from(self.roll(256)).unwrap()).collect()
    }

    fn text(&mut self, ids: &[String]) -> String {
        match self.roll(8) {
            0 => ids[self.roll(ids.len())].clone(),
            1 => self.roll(1_000_000).to_string(),
            2 => String::from_utf8_lossy(&self.bytes()).into_owned(),
            3 => (*self.one(&[
                "closed_lost",
                "lead",
                "closed_won",
                "name",
                "budget",
                "deadline",
                "meddpicc_metrics",
                "",
                "true",
                "null",
                "-0",
                "1e9",
            ]))
            .to_owned(),
            4 => "%".repeat(self.roll(200)),
            5 => "\u{0}\u{1F600}\u{202E}é".repeat(self.roll(20)),
            6 => uuid::Uuid::from_u128(u128::from(self.0)).to_string(),
            _ => (*self.one(&["2026-02-30", "9999-12-31", "99999999999999999999.99", "-5", "0x10", "' OR ''='", "../..", "<script>"]))
                .to_owned(),
        }
    }
}

/// What every call may carry beside its own fields.
const EXTRA: [&str; 8] = ["id", "filter[text]", "filter[stage]", "filter[client]", "sort", "page", "loss_reason", "next"];
/// What the pages read of their address.
const QUERY: [&str; 12] = ["q", "sort", "dir", "page", "stage", "client", "view", "mine", "to", "next", "__path", "__err"];

/// The fields of one request: the endpoint's own, most of them there, half of them as they should be. `ids` name a deal, its
/// client, a person, a competitor and a project.
fn fields(dice: &mut Dice, path: &str, ids: &[String]) -> Vec<(&'static str, String)> {
    let (about, own) = CALLS.iter().find(|(of, ..)| *of == path).map_or((None, &[][..]), |(_, about, fields)| (Some(about), fields));
    let names = if own.is_empty() && !path.starts_with("/api/") { &QUERY[..] } else { &EXTRA[..] };
    let mut pairs = Vec::new();
    for (name, usual) in own {
        match dice.roll(10) {
            0 => {}
            1..=5 => pairs.push((*name, usual.replace("{version}", "1").replace("{stage}", "discovery"))),
            _ => pairs.push((*name, dice.text(ids))),
        }
    }
    if path.starts_with("/api/") && dice.roll(4) > 0 {
        let id = match about {
            Some(About::One(Noun::Deal) | About::Told(Noun::Deal, _)) => ids[0].clone(),
            Some(About::One(Noun::Client)) => ids[1].clone(),
            Some(About::One(Noun::Competitor)) => ids[3].clone(),
            Some(About::One(Noun::Project)) => ids[4].clone(),
            Some(About::One(Noun::Stage)) => "proposal".to_owned(),
            _ => ids[dice.roll(ids.len())].clone(),
        };
        pairs.push(("id", id));
    }
    pairs.extend((0..dice.roll(4)).map(|_| (names[dice.roll(names.len())], dice.text(ids))).collect::<Vec<_>>());
    pairs
}

store::both_engines! {
    async fn two_thousand_random_requests_break_nothing(db: TestDb) {
        let house = House::seeded(db).await;
        let mut program = house.serve(&[]).await;
        let deal = house.any_open_deal().await;
        let raw = house.raw().await;
        let rival = competitor::Entity::find().one(&raw).await.unwrap().unwrap();
        let project = project::Entity::find().one(&raw).await.unwrap().unwrap();
        let viewer = house.person("viewer").await.id.to_string();
        let ids = [deal.id.to_string(), deal.client_id.to_string(), viewer, rival.id.to_string(), project.id.to_string()];
        let mut dice = Dice(20_261_121);
        let people = [house.browser(&program, "admin").await, house.browser(&program, "consultant").await, house.browser(&program, "client").await, Browser::new(&program.base)];
        let endpoints: Vec<&str> = app::endpoints().map(|endpoint| endpoint.path).filter(|path| !path.contains("sign") && !path.contains("session")).collect();
        let methods = [Method::POST, Method::POST, Method::POST, Method::POST, Method::POST, Method::POST, Method::POST, Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::HEAD, Method::OPTIONS];
        let kinds = ["application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/plain"];
        let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
        for number in 0..2_000 {
            let (method, path) = if dice.roll(3) < 2 {
                (methods[dice.roll(methods.len())].clone(), dice.one(&endpoints).to_owned())
            } else {
                let id = escape(&dice.text(&ids));
                (Method::GET, PAGES[dice.roll(PAGES.len())].0.replace("{id}", if id.is_empty() { "x" } else { &id }))
            };
            let pairs = fields(&mut dice, &path, &ids);
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let body = if dice.roll(12) == 0 { dice.bytes() } else { form(&pairs) };
            let query = if method == Method::GET || dice.roll(10) == 0 { format!("?{}", String::from_utf8_lossy(&form(&pairs))) } else { String::new() };
            let headers = [("content-type", dice.one(&kinds)), ("accept", dice.one(&["text/html", "application/json", "*/*"]))];
            let person = &people[dice.roll(10).saturating_sub(6)];
            let answer = person.send(&method, &format!("{path}{query}"), &headers, if method == Method::GET { Vec::new() } else { body }).await;
            assert!(answer.status < 500, "request {number}: {method} {path}{query}: {} {}", answer.status, answer.text());
            *statuses.entry(answer.status).or_default() += 1;
        }
        assert!(program.lives());
        assert!(statuses[&200] > 300 && statuses[&422] > 9, "too few requests reach what they ask for: {statuses:?}");
        eprintln!("fuzz on {:?}: {statuses:?}", house.db.engine());
        assert!(!program.log().contains("a handler stopped"), "{}", program.log());
    }
}
