//! What calls about a part of a deal must name: a step, a person, a competitor of it, made where it is needed.

use crate::house::House;
use domain::id::OpportunityId;

/// A criterion that every firm starts with and that people tick.
const TICKED: &str = "01900000-0000-7000-8000-00000000000b";
/// Nothing at all, for calls that must be refused before anybody looks.
pub(crate) const NOTHING: &str = "01900000-0000-7000-8000-0000000000ff";

/// What the fields of a call name.
pub(crate) const NAMES: [&str; 5] = ["{tick}", "{step}", "{member}", "{contact}", "{rival}"];

/// Each of [`NAMES`] as it is about this deal.
pub(crate) async fn named(house: &House, deal: OpportunityId) -> [String; 5] {
    let admin = house.access(&house.person("admin").await);
    let unique = uuid::Uuid::now_v7().simple().to_string();
    let step = deals::db::NewStep::parse("Call them", "", "call", store::id::now().date_naive()).unwrap();
    let step = deals::db::add_step(&admin, deal, step).await.unwrap();
    let contact = stakeholders::db::NewPerson::parse(&format!("New {unique}"), "", &[]).unwrap();
    let contact = deals::db::add_stakeholder(&admin, deal, contact).await.unwrap();
    let rival = deals::db::Rivalry::parse(None, &format!("New {unique}"), None, "").unwrap();
    let rival = deals::db::add_rival(&admin, deal, rival).await.unwrap();
    let member = house.person("viewer").await.id;
    [TICKED.to_owned(), step.to_string(), member.to_string(), contact.to_string(), rival.to_string()]
}
