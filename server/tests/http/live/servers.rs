//! More than one process on one database.

use super::listener::Listener;
use super::{listener, move_on};
use crate::house::House;
use crate::program::said;
use domain::live::Kind;
use store::testing::TestDb;

#[tokio::test(flavor = "multi_thread")]
async fn a_move_through_one_server_reaches_a_viewer_at_the_other() {
    let house = House::seeded(TestDb::postgres().await).await;
    let (one, other) = (house.serve(&[]).await, house.serve(&[]).await);
    let (mut here, mut there) = (listener(&house, &one, "viewer").await, listener(&house, &other, "viewer").await);
    let (by_one, by_other) = (house.browser(&one, "admin").await, house.browser(&other, "admin").await);
    let deal = house.any_open_deal().await;
    for browser in [&by_one, &by_other, &by_one] {
        let asked = std::time::Instant::now();
        let change = move_on(&house, browser, &deal).await;
        for tab in [&mut here, &mut there] {
            assert!(tab.change().await.contains(&change));
        }
        eprintln!("a move and both servers' viewers: {:?}", asked.elapsed());
    }
    // What was missed at one is caught up with at the other: both have the same log.
    let left_at = here.last_id();
    drop((here, one));
    let change = move_on(&house, &by_other, &deal).await;
    let token = by_other.cookie("throughline").unwrap();
    let mut moved_over = Listener::open(&other.base, &token, Some(&left_at), &[]).await;
    assert!(moved_over.change().await.contains(&change));
}

store::both_engines! {
    async fn what_a_command_changes_is_heard_too(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let mut admin = listener(&house, &program, "admin").await;
        let made = house.run(&["create-admin", "--email", "new@demo.test", "--name", "Somebody New"], "long enough a password\n");
        assert!(made.status.success(), "{}", said(&made));
        let changes = admin.change().await;
        assert_eq!(changes.iter().map(|change| change.kind).collect::<Vec<_>>(), [Kind::User]);
        assert!(!admin.raw().contains("Somebody") && !admin.raw().contains("demo.test"));
    }
}
