//! Which rows a change leaves, and what they hold.

use crate::firm::{a_client, a_stakeholder};
use crate::log;
use crate::room::{Room, everything, id};
use domain::AppError;
use domain::audit::AuditAction;
use domain::user::{AssignmentRole, UserRole};
use sea_orm::ActiveValue::Set;
use serde_json::{Value as Json, json};
use store::sealed::{Place, seal};
use store::table::*;
use store::testing::TestDb;
use store::{DbError, Handle, Origin};

store::both_engines! {
    async fn each_change_leaves_one_row_that_says_what_changed(db: TestDb) {
        let room = Room::new(&db).await;
        room.system().write(|write| Box::pin(async move { write.insert::<user::Entity>(an_admin(1)).await })).await.unwrap();
        let origin = Origin { ip: Some("203.0.113.7".into()), user_agent: Some("Browser".into()), session: Some(id(0x55)) };
        let admin = room.store.access(domain::user::Actor { id: id(1), role: UserRole::Admin, client_id: None }, origin);
        admin.write(|write| Box::pin(async move {
            let new = write.insert::<client::Entity>(a_client(0xA)).await?;
            let change = client::ActiveModel { industry: Set(Some("Steel".into())), name: Set(new.name.clone()), ..Default::default() };
            let changed = write.update::<client::Entity>(&new, change).await?;
            write.delete::<client::Entity>(changed).await
        })).await.unwrap();
        let log = log(&db).await;
        let actions: Vec<_> = log.iter().map(|row| (row.seq, row.action, row.resource_type.as_str())).collect();
        let (create, update, delete) = (AuditAction::Create, AuditAction::Update, AuditAction::Delete);
        assert_eq!(actions, [(1, create, "user"), (2, create, "client"), (3, update, "client"), (4, delete, "client")]);
        assert_eq!((log[0].user_id, log[0].user_agent.as_deref()), (None, Some("throughline test")));
        for row in &log[1..] {
            assert_eq!((row.user_id, row.resource_id.clone(), row.client_id), (Some(id(1)), Some(id::<uuid::Uuid>(0xA).to_string()), Some(id(0xA))));
            assert_eq!((row.ip_address.as_deref(), row.user_agent.as_deref(), row.session_id), (Some("203.0.113.7"), Some("Browser"), Some(id(0x55))));
        }
        let made = changes(&log[1]);
        assert_eq!((&made["after"]["name"], &made["after"]["status"], &made["after"]["version"]), (&json!("Client a"), &json!("active"), &json!(1)));
        assert!(made.get("before").is_none() && made["after"].get("industry").is_none() && made["after"].get("name_key").is_none());
        let mut changed = changes(&log[2]);
        for side in ["before", "after"] {
            assert!(changed[side].as_object_mut().unwrap().remove("updated_at").is_some());
        }
        assert_eq!(changed, json!({ "before": { "version": 1 }, "after": { "version": 2, "industry": "Steel" } }));
        assert_eq!(changes(&log[3])["before"]["industry"], "Steel");
    }

    async fn work_that_fails_leaves_neither_change_nor_row(db: TestDb) {
        let room = Room::new(&db).await;
        let before = everything(&db).await;
        let system = room.system();
        let gave_up = system.write(|write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            Err::<(), _>(AppError::field("name", "is taken").into())
        })).await;
        assert!(matches!(gave_up, Err(DbError::App(AppError::Invalid(_)))), "{gave_up:?}");
        let refused = system.write(|write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            write.insert::<client::Entity>(a_client(0xA)).await
        })).await;
        assert!(matches!(refused, Err(DbError::Db(_))), "{refused:?}");
        let panicked = system.write(|write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            panic!("in the middle of the work")
        })).await as Result<(), DbError>;
        assert!(matches!(panicked, Err(DbError::Corrupt(_))), "{panicked:?}");
        assert_eq!(before, everything(&db).await);
        system.write(|write| Box::pin(async move { write.insert::<client::Entity>(a_client(0xA)).await })).await.unwrap();
        assert_eq!(log(&db).await.len(), 1);
    }

    async fn personal_data_stands_in_the_log_sealed_and_secrets_not_at_all(db: TestDb) {
        let room = Room::new(&db).await;
        let keys = room.store.keys().unwrap();
        let place = |column| Place { table: "stakeholder", column, row: id(0xE) };
        let (one, two) = (seal(&keys, place("email"), "ada@example.com").unwrap(), seal(&keys, place("email"), "ada@example.org").unwrap());
        let index = store::sealed::email_index(&keys, keys.active(), "ada@example.com").unwrap();
        room.system().write(move |write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            let person = stakeholder::ActiveModel { email: Set(Some(one)), email_index: Set(Some(index)), ..a_stakeholder(0xE, 0xA) };
            let person = write.insert::<stakeholder::Entity>(person).await?;
            let change = stakeholder::ActiveModel { email: Set(Some(two)), email_index: Set(Some(vec![7; 16])), ..Default::default() };
            write.update::<stakeholder::Entity>(&person, change).await?;
            let user = write.insert::<user::Entity>(an_admin(1)).await?;
            let change = user::ActiveModel { password_hash: Set("$argon2id$other".into()), ..Default::default() };
            write.update::<user::Entity>(&user, change).await?;
            write.insert::<session::Entity>(a_session()).await?;
            write.insert::<client_portal_access::Entity>(a_link()).await
        })).await.unwrap();
        let log = log(&db).await;
        let text: String = log.iter().map(|row| row.changes.clone().unwrap()).collect();
        for planted in ["ada", "argon2id", "c2VjcmV0", "BwcHBw"] {
            assert!(!text.contains(planted), "{planted} stands in the log: {text}");
        }
        let email = changes(&log[2]);
        assert!(email["before"]["email"]["sealed"].is_string() && email["after"]["email"]["sealed"].is_string(), "{email}");
        assert_ne!(email["before"]["email"], email["after"]["email"]);
        assert_eq!((&email["before"]["email_index"], &email["after"]["email_index"]), (&json!("(secret)"), &json!("(secret)")));
        assert_eq!(changes(&log[4])["after"]["password_hash"], "(secret)");
        assert_eq!(changes(&log[5])["after"]["token_hash"], "(secret)");
        let link = &changes(&log[6])["after"];
        assert_eq!((&link["token_hash"], &link["password_hash"]), (&json!("(secret)"), &json!("(secret)")));
    }

    async fn bulk_work_and_notes_are_in_the_log_too(db: TestDb) {
        let room = Room::new(&db).await;
        room.system().write(|write| Box::pin(async move {
            write.insert_all::<client::Entity>((1..=3).map(a_client).collect()).await?;
            write.load::<client::Entity>((4..=9).map(a_client).collect()).await?;
            write.about(id(1));
            write.note(AuditAction::Export, "client", None, Some(json!({ "rows": 9 })));
            Ok(())
        })).await.unwrap();
        let log = log(&db).await;
        let ids: Vec<_> = log.iter().map(|row| (row.action, row.resource_id.is_some(), row.client_id.is_some())).collect();
        let create = (AuditAction::Create, true, true);
        assert_eq!(ids, [create, create, create, (AuditAction::Create, false, false), (AuditAction::Export, false, true)]);
        assert_eq!(changes(&log[3]), json!({ "rows": 6 }));
    }

    async fn a_row_that_somebody_removed_first_is_not_removed_twice_in_the_log(db: TestDb) {
        let room = Room::new(&db).await;
        let system = room.system();
        let old = system.write(|write| Box::pin(async move { write.insert::<client::Entity>(a_client(0xA)).await })).await.unwrap();
        let (same, stale) = (old.clone(), old.clone());
        system.write(move |write| Box::pin(async move {
            let change = client::ActiveModel { industry: Set(Some("Steel".into())), ..Default::default() };
            write.update::<client::Entity>(&old, change).await
        })).await.unwrap();
        for gone in [false, true] {
            let row = if gone { same.clone() } else { stale.clone() };
            let before = everything(&db).await;
            let answer = system.write(move |write| Box::pin(async move { write.delete::<client::Entity>(row).await })).await;
            assert!(matches!(answer, Err(DbError::App(AppError::Conflict { .. }))), "{answer:?}");
            assert_eq!(before, everything(&db).await);
            system.write(|write| Box::pin(async move {
                match write.find::<client::Entity>().one(write).await? {
                    Some(now) => write.delete::<client::Entity>(now).await,
                    None => Ok(()),
                }
            })).await.unwrap();
        }
        assert_eq!(log(&db).await.iter().filter(|row| row.action == AuditAction::Delete).count(), 1);
    }

    async fn a_key_of_two_parts_is_named_by_both(db: TestDb) {
        let room = Room::new(&db).await;
        room.system().write(|write| Box::pin(async move {
            write.insert::<client::Entity>(a_client(0xA)).await?;
            write.insert::<user::Entity>(an_admin(1)).await?;
            let assigned = client_assignment::ActiveModel {
                user_id: Set(id(1)),
                client_id: Set(id(0xA)),
                role: Set(AssignmentRole::Lead),
                assigned_at: Set(moment()),
                ..Default::default()
            };
            write.insert::<client_assignment::Entity>(assigned).await
        })).await.unwrap();
        let row = log(&db).await.pop().unwrap();
        assert_eq!(row.resource_id.unwrap(), format!("{}:{}", id::<uuid::Uuid>(1), id::<uuid::Uuid>(0xA)));
        assert_eq!(row.client_id, Some(id(0xA)));
    }
}

fn changes(row: &audit_log::Model) -> Json {
    serde_json::from_str(row.changes.as_deref().unwrap()).unwrap()
}

fn moment() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn an_admin(n: u128) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(n)),
        email: Set(format!("person{n}@firm.example")),
        name: Set(format!("Person {n}")),
        role: Set(UserRole::Admin),
        job_title: Set("Partner".into()),
        password_hash: Set("$argon2id$planted".into()),
        ..Default::default()
    }
}

fn a_session() -> session::ActiveModel {
    session::ActiveModel {
        id: Set(id(1)),
        user_id: Set(id(1)),
        token_hash: Set(b"secret".to_vec()),
        last_seen_at: Set(moment()),
        expires_at: Set(moment()),
        ..Default::default()
    }
}

fn a_link() -> client_portal_access::ActiveModel {
    client_portal_access::ActiveModel {
        id: Set(id(1)),
        client_id: Set(id(0xA)),
        token_hash: Set(b"secret".to_vec()),
        password_hash: Set(Some("$argon2id$planted".into())),
        created_by: Set(id(1)),
        ..Default::default()
    }
}
