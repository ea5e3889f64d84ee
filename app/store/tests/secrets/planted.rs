//! Planted values: whoever gets hold of the files, a backup or a dump finds no personal data in them.

use crate::firm::a_client;
use crate::people::{CLIENT, opened, person};
use crate::room::{Room, everything, id};
use sea_orm::ActiveValue::Set;
use std::path::Path;
use store::sealed::seal;
use store::table::{client, stakeholder};
use store::testing::TestDb;
use store::{Engine, Handle};

const EMAIL: &str = "Planted.Address@Secret-Client.example";
const PHONE: &str = "+49 171 5550123";
const NOTES: &str = "Plantednote: is looking for another job";
/// Parts of the three, as somebody would search for them.
const NEEDLES: &[&str] = &["planted.address", "secret-client.example", "5550123", "plantednote", "another job"];

store::both_engines! {
    async fn personal_data_is_found_nowhere_in_the_clear(db: TestDb) {
        let room = Room::new(&db).await;
        plant(&room).await;
        let dump = everything(&db).await.join("\n");
        assert!(dump.contains("Person 1"), "what is not personal data is in the dump");
        clean("the dump", dump.as_bytes());
        if db.engine() == Engine::Sqlite {
            files(&db, &room).await;
        }
    }
}

/// Adds it, changes it twice and removes one, so that it passes through everything that is written.
async fn plant(room: &Room) {
    let keys = room.store.keys().unwrap();
    for n in 1..=2 {
        let mut row = person(&room.store, n, EMAIL).unwrap();
        let place = |column| crate::people::place(column, n);
        row.phone = Set(Some(seal(&keys, place("phone"), PHONE).unwrap()));
        row.notes = Set(Some(seal(&keys, place("notes"), NOTES).unwrap()));
        let again = seal(&keys, place("notes"), &format!("{NOTES}, again")).unwrap();
        let system = room.system();
        let work = system.write(move |write| {
            Box::pin(async move {
                if n == 1 {
                    write.insert::<client::Entity>(a_client(CLIENT)).await?;
                }
                let row = write.insert::<stakeholder::Entity>(row).await?;
                let change = stakeholder::ActiveModel { notes: Set(Some(again)), ..Default::default() };
                let row = write.update::<stakeholder::Entity>(&row, change).await?;
                if n == 2 { write.delete::<stakeholder::Entity>(row).await } else { Ok(()) }
            })
        });
        work.await.unwrap();
    }
    let read = room.system().read().await.unwrap();
    let row = read.find::<stakeholder::Entity>().by_id(id(1)).must(&read).await.unwrap();
    assert_eq!(opened(&room.store, &row).unwrap(), [EMAIL.to_owned(), PHONE.to_owned(), format!("{NOTES}, again")]);
}

/// The database, its journal and a backup, byte by byte.
async fn files(db: &TestDb, room: &Room) {
    let file = db.url().trim_start_matches("sqlite://");
    let backup = room.store.key_file().with_file_name("backup.db");
    room.store.copy_to(&backup).await.unwrap();
    assert!(room.store.copy_to(&backup).await.is_err(), "a backup is not written over another");
    let mut looked = 0;
    for path in [file.to_owned(), format!("{file}-wal"), format!("{file}-shm"), backup.display().to_string()] {
        if Path::new(&path).exists() {
            clean(&path, &std::fs::read(&path).unwrap());
            looked += 1;
        }
    }
    assert!(looked >= 3, "the file, its journal and the backup were there");
    let copy = store::Store::open(&format!("sqlite://{}", backup.display()), room.store.key_file(), false).await.unwrap();
    let read = copy.system("test", store::Origin::default()).read().await.unwrap();
    let row = read.find::<stakeholder::Entity>().by_id(id(1)).must(&read).await.unwrap();
    assert_eq!(opened(&copy, &row).unwrap()[0], EMAIL, "the backup is whole");
}

fn clean(what: &str, bytes: &[u8]) {
    let lower = bytes.to_ascii_lowercase();
    for needle in NEEDLES {
        let hex: String = needle.bytes().map(|byte| format!("{byte:02x}")).collect();
        for form in [needle.as_bytes(), hex.as_bytes()] {
            assert!(!lower.windows(form.len()).any(|window| window == form), "{needle} stands in {what}");
        }
    }
}
