//! The mark that says what this database is.

use crate::world::World;
use sea_orm::ActiveValue::Set;
use store::table::setting;

/// With it, the sign-in page offers the demonstration sign-ins.
pub(crate) fn demonstration(world: &World) -> setting::ActiveModel {
    setting::ActiveModel {
        key: Set("demonstration".into()),
        value: Set(serde_json::json!({ "scale": world.scale, "today": world.today }).to_string()),
        updated_by: Set(None),
        updated_at: Set(world.day(1).and_time(chrono::NaiveTime::MIN).and_utc()),
        ..Default::default()
    }
}
