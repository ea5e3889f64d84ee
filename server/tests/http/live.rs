//! The live channel as a browser has it: who hears what, from when, and until when.

mod listener;
mod servers;

use crate::browser::Browser;
use crate::house::House;
use crate::program::Program;
use domain::id::ClientId;
use domain::live::{Change, Kind, message};
use hyper::Method;
use listener::{Heard, Listener};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::table::{client, client_assignment, opportunity, user};
use store::testing::TestDb;
use store::{Handle, Origin};

/// Moves a deal as it stands to another open stage.
async fn move_on(house: &House, browser: &Browser, deal: &opportunity::Model) -> Change {
    let now = opportunity::Entity::find_by_id(deal.id).one(&house.raw().await).await.unwrap().unwrap();
    let to = if now.stage.as_str() == "proposal" { "negotiation" } else { "proposal" };
    let fields = [
        ("id", now.id.to_string()),
        ("to", to.to_owned()),
        ("version", now.version.to_string()),
        ("reason", "They asked for it".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = browser.call("/api/move_deal", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Change { kind: Kind::Opportunity, id: now.id.to_string(), version: Some(now.version + 1) }
}

/// An open deal of a client that the demonstration consultant is assigned to, and one of which they see nothing.
async fn own_and_foreign(house: &House) -> (opportunity::Model, opportunity::Model) {
    let (raw, me) = (house.raw().await, house.person("consultant").await);
    let mine = client_assignment::Entity::find().filter(client_assignment::Column::UserId.eq(me.id)).all(&raw).await.unwrap();
    let mine: Vec<ClientId> = mine.into_iter().map(|row| row.client_id).collect();
    let access = house.access(&me);
    let read = access.read().await.unwrap();
    let open = opportunity::Entity::find().filter(opportunity::Column::Outcome.is_null()).order_by_asc(opportunity::Column::Id);
    let (mut own, mut foreign) = (None, None);
    for deal in open.all(&raw).await.unwrap() {
        if mine.contains(&deal.client_id) {
            own.get_or_insert(deal);
        } else if read.find::<opportunity::Entity>().by_id(deal.id).one(&read).await.unwrap().is_none() {
            foreign.get_or_insert(deal);
        }
    }
    (own.unwrap(), foreign.unwrap())
}

async fn listener(house: &House, program: &Program, name: &str) -> Listener {
    let browser = house.browser(program, name).await;
    Listener::open(&program.base, &browser.cookie("throughline").unwrap(), None, &[]).await
}

store::both_engines! {
    async fn a_move_is_heard_by_everybody_who_may_see_the_deal_and_by_nobody_else(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let admin = house.browser(&program, "admin").await;
        let (own, foreign) = own_and_foreign(&house).await;
        let (mut viewer, mut consultant) = (listener(&house, &program, "viewer").await, listener(&house, &program, "consultant").await);
        let of_foreign = move_on(&house, &admin, &foreign).await;
        let of_own = move_on(&house, &admin, &own).await;
        // Everything is a viewer's to see: the deal, and the client whose page shows it.
        let of_client = |deal: &opportunity::Model| Change { kind: Kind::Client, id: deal.client_id.to_string(), version: None };
        for (change, deal) in [(&of_foreign, &foreign), (&of_own, &own)] {
            let mut expected = vec![change.clone(), of_client(deal)];
            expected.sort();
            assert_eq!(viewer.change().await, expected);
        }
        let mut expected = vec![of_own, of_client(&own)];
        expected.sort();
        assert_eq!(consultant.change().await, expected, "the first thing that they hear is the second that happened");
        let heard = format!("{}{}", viewer.raw(), consultant.raw());
        let client = client::Entity::find_by_id(own.client_id).one(&house.raw().await).await.unwrap().unwrap();
        for secret in [own.name.as_str(), client.name.as_str(), "proposal", "negotiation"] {
            assert!(!heard.contains(secret), "{heard}");
        }
        assert!(!consultant.raw().contains(&foreign.id.to_string()) && !consultant.raw().contains(&foreign.client_id.to_string()));
    }

    async fn whoever_comes_back_catches_up_and_whoever_was_away_too_long_asks_for_everything(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let admin = house.browser(&program, "admin").await;
        let token = admin.cookie("throughline").unwrap();
        let deal = house.any_open_deal().await;
        let mut first = Listener::open(&program.base, &token, None, &[]).await;
        let one = move_on(&house, &admin, &deal).await;
        assert!(first.change().await.contains(&one));
        let left_at = first.last_id();
        drop(first);
        let two = move_on(&house, &admin, &deal).await;
        let three = move_on(&house, &admin, &deal).await;
        // As a page asks, and as a browser does by itself, which is later than what its address says.
        let mut back = Listener::open(&program.base, &token, Some(&left_at), &[]).await;
        assert!(back.change().await.contains(&two));
        let seen = back.last_id();
        assert!(back.change().await.contains(&three));
        let mut again = Listener::open(&program.base, &token, Some(&left_at), &[("last-event-id", &seen)]).await;
        assert!(again.change().await.contains(&three));
        for unknown in ["999999999", "-70000", "0x1", "9999999999999999999999", ""] {
            let mut lost = Listener::open(&program.base, &token, Some(unknown), &[]).await;
            assert_eq!(lost.next().await.0, Heard::Reset, "{unknown}");
            let four = move_on(&house, &admin, &deal).await;
            assert!(lost.change().await.contains(&four), "and then it goes on as ever");
        }
    }

    async fn it_ends_with_the_session(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "consultant").await;
        let token = browser.cookie("throughline").unwrap();
        let mut tab = Listener::open(&program.base, &token, None, &[]).await;
        assert_eq!(browser.call("/api/sign_out", &[]).await.status, 200);
        assert_eq!(tab.end().await, message::SIGNED_OUT);
        assert!(tab.is_over().await);
        assert_eq!(Listener::refused(&program.base, Some(&token)).await, 401);

        // Somebody who may not sign in any more, by another process than the server.
        let leaver = house.hire("leaver", domain::user::UserRole::Consultant, true).await;
        let (_, token) = house.session(leaver.id).await;
        let mut tab = Listener::open(&program.base, &token, None, &[]).await;
        let system = house.store.system("test", Origin::default());
        let left = user::ActiveModel { active: Set(false), ..Default::default() };
        system.write(|write| Box::pin(async move { write.update::<user::Entity>(&leaver, left).await })).await.unwrap();
        assert_eq!(tab.end().await, message::SIGNED_OUT);
    }

    async fn whoever_may_see_more_or_less_from_now_on_is_told_to_ask_anew_and_hears_accordingly(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let admin = house.browser(&program, "admin").await;
        let deal = house.any_open_deal().await;
        let person = house.hire("riser", domain::user::UserRole::Consultant, true).await;
        let (_, token) = house.session(person.id).await;
        let mut tab = Listener::open(&program.base, &token, None, &[]).await;
        move_on(&house, &admin, &deal).await;
        let system = house.store.system("test", Origin::default());
        let rises = user::ActiveModel { role: Set(domain::user::UserRole::Viewer), ..Default::default() };
        system.write(|write| Box::pin(async move { write.update::<user::Entity>(&person, rises).await })).await.unwrap();
        assert_eq!(tab.next().await.0, Heard::Reset, "of the move they heard nothing");
        let change = move_on(&house, &admin, &deal).await;
        assert!(tab.change().await.contains(&change));
    }

    async fn told_to_stop_the_server_ends_every_channel_and_itself(db: TestDb) {
        let house = House::seeded(db).await;
        let mut program = house.serve(&[]).await;
        let mut tabs = Vec::new();
        for name in ["admin", "consultant", "viewer"] {
            tabs.push(listener(&house, &program, name).await);
        }
        let (code, took) = program.terminate();
        assert_eq!(code, Some(0), "{}", program.log());
        assert!(took < std::time::Duration::from_secs(4), "{took:?}");
        for tab in &mut tabs {
            assert_eq!(tab.end().await, message::STOPPING);
            assert!(tab.is_over().await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_signed_in_people_of_the_inside_and_their_own_pages() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    assert_eq!(Listener::refused(&program.base, None).await, 401);
    let outside = house.browser(&program, "client").await.cookie("throughline").unwrap();
    assert_eq!(Listener::refused(&program.base, Some(&outside)).await, 404);
    let admin = house.browser(&program, "admin").await;
    for site in ["cross-site", "same-site"] {
        let answer = admin.send(&Method::GET, "/live", &[("sec-fetch-site", site)], Vec::new()).await;
        assert_eq!(answer.status, 403, "{site}");
    }
    assert_eq!(admin.send(&Method::POST, "/live", &[], Vec::new()).await.status, 405);
    let token = admin.cookie("throughline").unwrap();
    let tab = Listener::open(&program.base, &token, None, &[("accept-encoding", "br, gzip"), ("sec-fetch-site", "same-origin")]).await;
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("content-encoding", ""),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
        ("access-control-allow-origin", ""),
    ] {
        assert_eq!(tab.header(name), value, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_with_too_many_tabs_parks_the_eldest() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    let browser = house.browser(&program, "viewer").await;
    let token = browser.cookie("throughline").unwrap();
    let mut tabs = Vec::new();
    for _ in 0..=domain::live::TABS {
        tabs.push(Listener::open(&program.base, &token, None, &[]).await);
    }
    assert_eq!(tabs[0].end().await, message::PARKED);
    let admin = house.browser(&program, "admin").await;
    let change = move_on(&house, &admin, &house.any_open_deal().await).await;
    for tab in &mut tabs[1..] {
        assert!(tab.change().await.contains(&change));
    }
}

/// The server's deadline for answers is 30 seconds; a channel has none. It says that it lives meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn it_outlives_the_deadline_of_answers_and_a_session_that_is_over_by_time_ends_it() {
    let house = House::seeded(TestDb::sqlite().await).await;
    let program = house.serve(&[]).await;
    let mut tab = listener(&house, &program, "viewer").await;
    // Unused for twelve hours but for a moment: by then, nobody has used it.
    let person = house.person("consultant").await;
    let almost = store::id::now() - chrono::Duration::hours(12) + chrono::Duration::seconds(5);
    let (_, token) = house.session_of(person.id, None, almost, None).await;
    let mut unattended = Listener::open(&program.base, &token, None, &[]).await;
    assert_eq!(unattended.end().await, message::SIGNED_OUT);
    tokio::time::sleep(std::time::Duration::from_secs(18)).await;
    let admin = house.browser(&program, "admin").await;
    let change = move_on(&house, &admin, &house.any_open_deal().await).await;
    assert!(tab.change().await.contains(&change));
    assert!(tab.raw().matches("event: beat").count() >= 3, "{}", tab.raw());
}
