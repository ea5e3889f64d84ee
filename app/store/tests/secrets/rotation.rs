//! Changing the master key while another server writes and reads.

use crate::firm::a_client;
use crate::people::{CLIENT, email, found_by_email, opened, person, phone, place, sealed};
use crate::room::{Room, id};
use sea_orm::ActiveValue::Set;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use store::table::{client, stakeholder};
use store::testing::TestDb;
use store::{DbError, Handle, Origin, Store, rotate};
use tokio::sync::Notify;

/// More than two batches.
const PEOPLE: u128 = 1_200;

store::both_engines! {
    async fn a_key_is_changed_while_another_server_works(db: TestDb) {
        let room = Room::new(&db).await;
        filled(&room).await;
        let second = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
        let (stop, rounds) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let working = tokio::spawn(works(second.clone(), Arc::clone(&stop), Arc::clone(&rounds)));
        let system = room.system();
        assert_eq!(rotate::begin(&system).await.unwrap(), "k2");
        assert!(rotate::remaining(&system).await.unwrap() > 1_000);
        cut_short_after_one_batch(&room).await;
        let left = rotate::remaining(&system).await.unwrap();
        assert!((1..=700).contains(&left), "a batch or two are done and the rest is not: {left}");
        assert_eq!(found_by_email(&room.store, &email(1)).await.unwrap().len(), 1, "one that was sealed anew");
        assert_eq!(found_by_email(&room.store, &email(PEOPLE)).await.unwrap().len(), 1, "one that was not");
        assert!((1..=left).contains(&rotate::reseal(&system, |_| ()).await.unwrap()), "what was done is passed over");
        assert_eq!(rotate::remaining(&system).await.unwrap(), 0);
        stop.store(true, Ordering::Relaxed);
        working.await.unwrap().unwrap();
        assert!(rounds.load(Ordering::Relaxed) > 5, "the other server did work: {rounds:?}");
        assert_eq!(rotate::remaining(&system).await.unwrap(), 0, "nothing was sealed under the old key afterwards");
        assert_eq!(rotate::reseal(&system, |_| ()).await.unwrap(), 0);
        everybody_is_as_they_were(&room, &second).await;
        retired(&room, &db).await;
    }

    async fn no_server_meets_a_value_under_a_key_that_it_does_not_know_yet(db: TestDb) {
        let room = Room::new(&db).await;
        let second = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
        let system = room.system();
        let done = AtomicBool::new(false);
        let trading = async {
            while !done.load(Ordering::Relaxed) {
                for (from, to) in [(&room.store, &second), (&second, &room.store)] {
                    let value = sealed(from, "notes", 1, "passed on").unwrap();
                    let opened = store::sealed::open(&to.keys().unwrap(), place("notes", 1), &value);
                    assert_eq!(opened.as_deref(), Ok("passed on"), "under {:?}", value.key_id());
                }
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        };
        let rotating = async {
            let new = rotate::begin(&system).await.unwrap();
            // Nobody seals under the old one from here on, or what comes after would have to be sealed anew too.
            for store in [&room.store, &second] {
                assert_eq!(store.keys().unwrap().active(), new);
            }
            done.store(true, Ordering::Relaxed);
        };
        tokio::join!(trading, rotating);
    }

    async fn a_rotation_that_began_and_was_forgotten_is_taken_up(db: TestDb) {
        let room = Room::new(&db).await;
        filled(&room).await;
        let system = room.system();
        rotate::begin(&system).await.unwrap();
        assert_eq!(rotate::begin(&system).await.unwrap(), "k3");
        // A server that starts in the middle knows all three.
        let later = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
        assert_eq!(later.keys().unwrap().ids().collect::<Vec<_>>(), ["k3", "k2", "k1"]);
        assert_eq!(rotate::reseal(&later.system("test", Origin::default()), |_| ()).await.unwrap(), 1_200);
        assert_eq!(rotate::remaining(&system).await.unwrap(), 0);
        everybody_is_as_they_were(&room, &later).await;
    }
}

async fn filled(room: &Room) {
    let people: Vec<_> = (1..=PEOPLE).map(|n| person(&room.store, n, &email(n)).unwrap()).collect();
    let system = room.system();
    let work = system.write(move |write| {
        Box::pin(async move {
            write.insert::<client::Entity>(a_client(CLIENT)).await?;
            write.load::<stakeholder::Entity>(people).await
        })
    });
    work.await.unwrap();
}

/// Reads and changes people by turns, all over the table, as a server does while an operator rotates.
async fn works(store: Store, stop: Arc<AtomicBool>, rounds: Arc<AtomicU64>) -> Result<(), DbError> {
    let access = store.system("test", Origin::default());
    let mut n = 0;
    while !stop.load(Ordering::Relaxed) {
        n = (n + 397) % PEOPLE;
        let who = n + 1;
        let read = access.read().await?;
        let row = read.find::<stakeholder::Entity>().by_id(id(who)).must(&read).await?;
        drop(read);
        assert_eq!(opened(&store, &row)?[..2], [email(who), phone(who)], "person {who}");
        assert_eq!(found_by_email(&store, &email(who)).await?.len(), 1);
        let notes = sealed(&store, "notes", who, &format!("Seen again in round {n}."))?;
        let changed = access.write(move |write| {
            Box::pin(async move {
                let row = write.find::<stakeholder::Entity>().by_id(id(who)).must(write).await?;
                let change = stakeholder::ActiveModel { notes: Set(Some(notes)), ..Default::default() };
                write.update::<stakeholder::Entity>(&row, change).await
            })
        });
        changed.await?;
        rounds.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

async fn cut_short_after_one_batch(room: &Room) {
    let one_batch = Arc::new(Notify::new());
    let (access, done) = (room.system(), Arc::clone(&one_batch));
    let resealing = async move { rotate::reseal(&access, move |_| done.notify_one()).await };
    tokio::select! {
        biased;
        () = one_batch.notified() => {}
        all = resealing => panic!("it was not cut short: {all:?}"),
    }
    // The batch that had begun when its caller went away ends by itself.
    room.system().write(|write| Box::pin(async move { write.serialise().await })).await.unwrap();
}

async fn everybody_is_as_they_were(room: &Room, second: &Store) {
    let read = room.system().read().await.unwrap();
    let rows = read.find::<stakeholder::Entity>().all(&read).await.unwrap();
    assert_eq!(rows.len() as u128, PEOPLE);
    let active = room.store.keys().unwrap().active().to_owned();
    for row in rows {
        let n = row.id.0.as_u128() & 0xFFFF;
        for store in [&room.store, second] {
            assert_eq!(opened(store, &row).unwrap()[..2], [email(n), phone(n)]);
        }
        assert_eq!(row.email_index, store::sealed::email_index(&room.store.keys().unwrap(), &active, &email(n)));
        assert_eq!(row.email.unwrap().key_id(), Some(active.as_str()));
    }
}

/// The old key opens no value any more and still proves the older rows of the log.
async fn retired(room: &Room, db: &TestDb) {
    assert_eq!(room.store.keys().unwrap().ids().collect::<Vec<_>>(), ["k2", "k1"]);
    let states = crate::room::texts(&db.raw().await, "SELECT key_id || ' ' || state AS t FROM key_check ORDER BY key_id").await;
    assert_eq!(states, ["k1 retired", "k2 active"]);
    let used = crate::room::texts(&db.raw().await, "SELECT DISTINCT key_id AS t FROM audit_log ORDER BY key_id").await;
    assert_eq!(used, ["k1", "k2"]);
    assert!(matches!(store::audit::verify(&room.system()).await.unwrap(), store::audit::Verdict::Whole { .. }));
    let again = Store::open(db.url(), room.store.key_file(), false).await.unwrap();
    assert!(matches!(store::audit::verify(&again.system("test", Origin::default())).await.unwrap(), store::audit::Verdict::Whole { .. }));
}
