//! A firm's past: closed deals behind the open ones, more than a demonstration would make. They are written past the
//! program, since nobody closes a hundred thousand deals in a minute.

use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, Iden, Iterable, PaginatorTrait, QueryFilter};
use store::Engine;
use store::table::opportunity::{Column, Entity};

/// How many deals the firm has, open and closed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deals {
    pub(crate) open: u64,
    pub(crate) closed: u64,
}

/// Copies the closed deals, each with its last move, until there are so many; answers how many there are then.
pub(crate) async fn pile_up(url: &str, engine: Engine, wanted: u64) -> Deals {
    let db = Database::connect(url).await.expect("the database can be opened");
    let closed = Entity::find().filter(Column::Outcome.is_not_null()).count(&db).await.unwrap();
    if wanted > closed {
        let (id, days) = match engine {
            Engine::Sqlite => ("randomblob(16)", "date(o.actual_close_date, '-' || (n.n % 2000) || ' days')"),
            Engine::Postgres => ("gen_random_uuid()", "o.actual_close_date - (n.n % 2000)::int"),
        };
        let columns: Vec<String> = Column::iter().map(|column| column.to_string()).filter(|name| name != "name_key").collect();
        let value = |name: &String| match name.as_str() {
            "id" => id.to_owned(),
            "actual_close_date" => days.to_owned(),
            name => format!("o.\"{name}\""),
        };
        let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
        let values: Vec<String> = columns.iter().map(value).collect();
        let copy = format!(
            "INSERT INTO opportunity ({names}) \
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times}) \
             SELECT {values} FROM opportunity o, n WHERE o.outcome IS NOT NULL LIMIT {more}",
            times = (wanted - closed).div_ceil(closed),
            names = names.join(", "),
            values = values.join(", "),
            more = wanted - closed,
        );
        db.execute_unprepared(&copy).await.expect("closed deals can be copied");
        let moves = format!(
            "INSERT INTO opportunity_stage_change (id, opportunity_id, from_stage, to_stage, changed_by, changed_at) \
             SELECT {id}, o.id, 'negotiation', o.stage, o.created_by, o.updated_at FROM opportunity o \
             WHERE NOT EXISTS (SELECT 1 FROM opportunity_stage_change m WHERE m.opportunity_id = o.id)"
        );
        db.execute_unprepared(&moves).await.expect("their moves can be written");
        let in_order = match engine {
            Engine::Sqlite => "ANALYZE",
            // After so many new rows PostgreSQL does this by itself, within a minute.
            Engine::Postgres => "VACUUM (ANALYZE)",
        };
        db.execute_unprepared(in_order).await.expect("the database can be put in order");
    }
    let count = async |open: bool| {
        let outcome = if open { Column::Outcome.is_null() } else { Column::Outcome.is_not_null() };
        Entity::find().filter(outcome).count(&db).await.unwrap()
    };
    let deals = Deals { open: count(true).await, closed: count(false).await };
    db.close().await.expect("the database can be closed");
    deals
}
