//! The portal, the audit log and imports.

use super::{FIRST, SECOND, add, id, moment};
use domain::audit::AuditAction;
use domain::portal::PortalSection;
use sea_orm::{ActiveValue::Set, DatabaseConnection};
use store::table::*;

pub(super) async fn build(db: &DatabaseConnection) {
    let link = client_portal_access::ActiveModel {
        id: Set(id(FIRST)),
        client_id: Set(id(FIRST)),
        token_hash: Set(vec![1]),
        created_by: Set(id(FIRST)),
        created_at: Set(moment()),
        ..Default::default()
    };
    add(db, link.clone()).await;
    // Only so that there is one that nothing points at.
    let other = client_portal_access::ActiveModel { id: Set(id(SECOND)), client_id: Set(id(SECOND)), token_hash: Set(vec![2]), ..link };
    add(db, other).await;
    let section =
        client_portal_section::ActiveModel { access_id: Set(id(FIRST)), section: Set(PortalSection::Projects), created_at: Set(moment()) };
    add(db, section).await;
    add(db, an_audit_row(1)).await;
    for n in [FIRST, SECOND] {
        let run = import_run::ActiveModel {
            id: Set(id(n)),
            source: Set("other".into()),
            mapping: Set("{}".into()),
            file: Set("rows.csv".into()),
            started_by: Set(Some(id(FIRST))),
            started_at: Set(moment()),
            ..Default::default()
        };
        add(db, run).await;
    }
    let change = import_change::ActiveModel {
        id: Set(id(FIRST)),
        run_id: Set(id(FIRST)),
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
        resource_id: Set(id(FIRST)),
    };
    add(db, known).await;
}

pub(crate) fn an_audit_row(seq: i64) -> audit_log::ActiveModel {
    audit_log::ActiveModel {
        id: Set(id(u128::try_from(seq).unwrap())),
        seq: Set(seq),
        user_id: Set(Some(id(FIRST))),
        action: Set(AuditAction::Create),
        resource_type: Set("client".into()),
        timestamp: Set(moment()),
        key_id: Set("k1".into()),
        prev_hash: Set(vec![0; 32]),
        hash: Set(vec![1; 32]),
        ..Default::default()
    }
}
