//! Two clients, A and B, with a row of every table each. Rows of A end in `a`, rows of B in `b`; people are numbers.

pub(crate) mod selling;
pub(crate) mod working;

use crate::policy::Who;
use crate::room::{Room, id};
use chrono::{DateTime, NaiveDate, Utc};
use domain::audit::AuditAction;
use domain::client::ClientStatus;
use domain::portal::PortalSection;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::user::{AssignmentRole, UserRole};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait, IntoActiveModel};
use store::table::*;
use store::testing::TestDb;

pub(crate) const A: u128 = 0xA;
pub(crate) const B: u128 = 0xB;
/// The last row of the audit log, far from those that the store writes.
const LATE: i64 = 1_000_000;

pub(crate) async fn build(db: &TestDb) -> Room {
    let room = Room::new(db).await;
    let raw = db.raw().await;
    for client in [A, B] {
        add(&raw, a_client(client)).await;
    }
    for who in Who::ALL {
        person(&raw, who).await;
    }
    for client in [A, B] {
        people(&raw, client).await;
        selling::build(&raw, client).await;
        working::build(&raw, client).await;
        portal(&raw, client).await;
    }
    office(&raw).await;
    room
}

pub(crate) fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap()
}

pub(crate) async fn add<R>(db: &DatabaseConnection, row: R)
where
    R: ActiveModelTrait + ActiveModelBehavior + Send,
    <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
{
    R::Entity::insert(row).exec_without_returning(db).await.unwrap();
}

pub(crate) fn a_client(n: u128) -> client::ActiveModel {
    client::ActiveModel {
        id: Set(id(n)),
        name: Set(format!("Client {n:x}")),
        status: Set(ClientStatus::Active),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

async fn person(db: &DatabaseConnection, who: Who) {
    let n = who.number();
    let row = user::ActiveModel {
        id: Set(id(n)),
        email: Set(format!("person{n}@firm.example")),
        name: Set(format!("{who:?}")),
        role: Set(who.role()),
        job_title: Set("Partner".into()),
        client_id: Set((who.role() == UserRole::Client).then(|| id(A))),
        password_hash: Set("$argon2id$".into()),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, row).await;
    let session = session::ActiveModel {
        id: Set(id(n)),
        user_id: Set(id(n)),
        token_hash: Set(vec![u8::try_from(n).unwrap()]),
        created_at: Set(moment()),
        last_seen_at: Set(moment()),
        expires_at: Set(moment()),
        ..Default::default()
    };
    add(db, session).await;
}

async fn people(db: &DatabaseConnection, client: u128) {
    let lead = if client == A { Who::Assigned } else { Who::Admin };
    let lead = client_assignment::ActiveModel {
        user_id: Set(id(lead.number())),
        client_id: Set(id(client)),
        role: Set(AssignmentRole::Lead),
        assigned_at: Set(moment()),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, lead).await;
    let stakeholder = stakeholder::ActiveModel {
        id: Set(id(client)),
        client_id: Set(id(client)),
        name: Set("Somebody".into()),
        engagement_level: Set(EngagementLevel::High),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, stakeholder).await;
    let role = stakeholder_meddpicc_role::ActiveModel {
        stakeholder_id: Set(id(client)),
        meddpicc_role: Set(MeddpiccRole::Champion),
        created_at: Set(moment()),
    };
    add(db, role).await;
    let owner = stakeholder_relationship_owner::ActiveModel {
        stakeholder_id: Set(id(client)),
        user_id: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
    };
    add(db, owner).await;
}

async fn portal(db: &DatabaseConnection, client: u128) {
    let link = client_portal_access::ActiveModel {
        id: Set(id(client)),
        client_id: Set(id(client)),
        token_hash: Set(vec![u8::try_from(client).unwrap()]),
        created_by: Set(id(Who::Unassigned.number())),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, link).await;
    let section = PortalSection::Projects;
    add(db, client_portal_section::ActiveModel { access_id: Set(id(client)), section: Set(section), created_at: Set(moment()) }).await;
}

async fn office(db: &DatabaseConnection) {
    let setting = setting::ActiveModel { key: Set("k".into()), value: Set("1".into()), updated_at: Set(moment()), ..Default::default() };
    add(db, setting).await;
    let attempt = credential_attempt::ActiveModel {
        id: Set(id(0xF)),
        kind: Set("sign_in".into()),
        subject_hash: Set(vec![1]),
        ip_address: Set("::1".into()),
        attempted_at: Set(moment()),
    };
    add(db, attempt).await;
    let run = import_run::ActiveModel {
        id: Set(id(0xF)),
        source: Set("other".into()),
        mapping: Set("{}".into()),
        file: Set("rows.csv".into()),
        started_at: Set(moment()),
        ..Default::default()
    };
    add(db, run).await;
    let change = import_change::ActiveModel {
        id: Set(id(0xF)),
        run_id: Set(id(0xF)),
        seq: Set(1),
        resource_type: Set("client".into()),
        resource_id: Set("x".into()),
        kind: Set("created".into()),
        ..Default::default()
    };
    add(db, change).await;
    let known = external_ref::ActiveModel {
        source: Set("other".into()),
        resource_type: Set("client".into()),
        external_key: Set("17".into()),
        resource_id: Set(id(A)),
    };
    add(db, known).await;
    let logged = audit_log::ActiveModel {
        id: Set(id(0xF)),
        seq: Set(LATE),
        action: Set(AuditAction::Create),
        resource_type: Set("client".into()),
        client_id: Set(Some(id(A))),
        timestamp: Set(moment()),
        key_id: Set("k1".into()),
        prev_hash: Set(vec![0; 32]),
        hash: Set(vec![1; 32]),
        ..Default::default()
    };
    add(db, logged).await;
}
