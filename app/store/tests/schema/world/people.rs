//! Clients, users and what hangs on them, and the people at the clients.

use super::{FIRST, SECOND, add, id, moment};
use domain::client::ClientStatus;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::user::{AssignmentRole, UserRole};
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::sealed::Sealed;
use store::table::*;

/// The portal's user, the third.
pub(crate) const OUTSIDE: u128 = 3;

pub(super) async fn build(db: &DatabaseConnection) {
    for n in [FIRST, SECOND] {
        add(db, a_client(n)).await;
    }
    for n in [FIRST, SECOND] {
        add(db, a_user(n)).await;
    }
    let outside = user::ActiveModel { role: Set(UserRole::Client), client_id: Set(Some(id(FIRST))), ..a_user(OUTSIDE) };
    add(db, outside).await;
    add(db, a_session()).await;
    add(db, an_assignment()).await;
    let setting = setting::ActiveModel {
        key: Set("a".into()),
        value: Set("1".into()),
        updated_by: Set(Some(id(FIRST))),
        updated_at: Set(moment()),
        ..Default::default()
    };
    add(db, setting).await;
    let attempt = credential_attempt::ActiveModel {
        id: Set(id(FIRST)),
        kind: Set("sign_in".into()),
        subject_hash: Set(vec![1]),
        ip_address: Set("::1".into()),
        attempted_at: Set(moment()),
    };
    add(db, attempt).await;
    let key = key_check::ActiveModel {
        key_id: Set("k1".into()),
        check_value: Set(vec![1]),
        state: Set("active".into()),
        created_at: Set(moment()),
    };
    add(db, key).await;
    for n in [FIRST, SECOND] {
        add(db, a_stakeholder(n)).await;
    }
    let role = stakeholder_meddpicc_role::ActiveModel {
        stakeholder_id: Set(id(FIRST)),
        meddpicc_role: Set(MeddpiccRole::Champion),
        created_at: Set(moment()),
    };
    add(db, role).await;
    let owner =
        stakeholder_relationship_owner::ActiveModel { stakeholder_id: Set(id(FIRST)), user_id: Set(id(FIRST)), created_at: Set(moment()) };
    add(db, owner).await;
}

pub(crate) fn a_client(n: u128) -> client::ActiveModel {
    client::ActiveModel {
        id: Set(id(n)),
        name: Set(format!("Client {n}")),
        status: Set(ClientStatus::Active),
        budget: Set(Some(100_000)),
        deadline: Set(Some(super::day(1))),
        created_at: Set(moment()),
        updated_at: Set(moment()),
        ..Default::default()
    }
}

pub(crate) fn a_user(n: u128) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id(n)),
        email: Set(format!("user{n}@example.com")),
        name: Set(format!("User {n}")),
        role: Set(UserRole::Consultant),
        job_title: Set("Partner".into()),
        password_hash: Set("$argon2id$".into()),
        created_at: Set(moment()),
        ..Default::default()
    }
}

fn a_session() -> session::ActiveModel {
    session::ActiveModel {
        id: Set(id(FIRST)),
        user_id: Set(id(FIRST)),
        token_hash: Set(vec![1]),
        created_at: Set(moment()),
        last_seen_at: Set(moment()),
        expires_at: Set(moment()),
        ..Default::default()
    }
}

fn an_assignment() -> client_assignment::ActiveModel {
    client_assignment::ActiveModel {
        user_id: Set(id(FIRST)),
        client_id: Set(id(FIRST)),
        role: Set(AssignmentRole::Lead),
        assigned_at: Set(moment()),
        created_at: Set(moment()),
        ..Default::default()
    }
}

pub(crate) fn a_stakeholder(n: u128) -> stakeholder::ActiveModel {
    stakeholder::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(FIRST)),
        name: Set(format!("Stakeholder {n}")),
        email: Set(Some(Sealed(vec![1]))),
        engagement_level: Set(EngagementLevel::High),
        created_at: Set(moment()),
        ..Default::default()
    }
}
