//! Rows to write: a client and a person at it.

use crate::room::id;
use domain::client::ClientStatus;
use domain::stakeholder::EngagementLevel;
use sea_orm::ActiveValue::Set;
use store::table::{client, stakeholder};

pub(crate) fn a_client(n: u128) -> client::ActiveModel {
    client::ActiveModel { id: Set(id(n)), name: Set(format!("Client {n:x}")), status: Set(ClientStatus::Active), ..Default::default() }
}

pub(crate) fn a_stakeholder(n: u128, client: u128) -> stakeholder::ActiveModel {
    stakeholder::ActiveModel {
        id: Set(id(n)),
        client_id: Set(id(client)),
        name: Set(format!("Person {n:x}")),
        engagement_level: Set(EngagementLevel::High),
        ..Default::default()
    }
}
