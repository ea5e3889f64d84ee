//! The schema's history: one file per subject, the same statements for SQLite and `PostgreSQL`.
//!
//! Nothing here knows the product's types: a migration says what was true when it was written. A file that has
//! been released is never edited; a change is a new file. That the result equals the tables that `store` works
//! with is a test there.

mod ddl;
mod m0001_clients;
mod m0002_firm;
mod m0003_stakeholders;
mod m0004_deals;
mod m0005_projects;
mod m0006_tasks;
mod m0007_activities;
mod m0008_hours_billing;
mod m0009_competitors;
mod m0010_portal;
mod m0011_audit;
mod m0012_exchange;
mod m0013_board_order;
mod m0014_stage_criteria;
mod m0015_phase_templates;
mod m0016_last_closed;
mod m0017_steps_ahead;
mod m0018_apart;

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{Migration, MigratorTrait};

macro_rules! in_order {
    ($($name:ident),+ $(,)?) => {
        fn all() -> Vec<Box<dyn MigrationTrait>> {
            vec![$(Box::new($name::Migration)),+]
        }

        const SOURCES: &[&str] = &[
            include_str!("ddl/mod.rs"),
            include_str!("ddl/alter.rs"),
            include_str!("ddl/column.rs"),
            include_str!("ddl/constraint.rs"),
            $(include_str!(concat!(stringify!($name), ".rs"))),+
        ];
    };
}

in_order! {
    m0001_clients,
    m0002_firm,
    m0003_stakeholders,
    m0004_deals,
    m0005_projects,
    m0006_tasks,
    m0007_activities,
    m0008_hours_billing,
    m0009_competitors,
    m0010_portal,
    m0011_audit,
    m0012_exchange,
    m0013_board_order,
    m0014_stage_criteria,
    m0015_phase_templates,
    m0016_last_closed,
    m0017_steps_ahead,
    m0018_apart,
}

/// Brings a database of either engine to the newest schema: `Migrator::up(&connection, None)`.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        all()
    }
}

/// A number that differs when the text of any migration does (FNV-1a), so that a migrated database can be kept for tests.
#[must_use]
pub fn fingerprint() -> u64 {
    let bytes = SOURCES.iter().flat_map(|source| source.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
