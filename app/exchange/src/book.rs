//! What an import knows from one file to the next.

use crate::error::ImportError;
use crate::ledger::Ledger;
use crate::mapping::{Entity, FileMap, Mapping};
use crate::report::FileReport;
use chrono::{DateTime, Utc};
use domain::id::{ClientId, UserId};
use domain::stage::StageKind;
use sea_orm::ColumnTrait;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::table::deal_stage;
use store::{Handle, Write};

/// A client that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// This one.
    One(ClientId),
    /// More than one is called so.
    Several,
}

/// What an import knows from one file to the next. Names are keys in lower case.
pub(crate) struct Book {
    pub(crate) mapping: Arc<Mapping>,
    pub(crate) started: DateTime<Utc>,
    pub(crate) ledger: Ledger,
    pub(crate) stages: HashMap<String, StageKind>,
    pub(crate) people: HashMap<String, UserId>,
    pub(crate) emails: HashMap<String, UserId>,
    pub(crate) made_people: HashSet<UserId>,
    pub(crate) leads: HashMap<UserId, UserId>,
    pub(crate) prices: HashMap<String, i64>,
    pub(crate) clients: HashMap<String, Known>,
    pub(crate) reports: Vec<FileReport>,
    pub(crate) stopped: Option<ImportError>,
}

impl Book {
    pub(crate) fn new(mapping: Arc<Mapping>, ledger: Ledger, started: DateTime<Utc>) -> Self {
        Self {
            mapping,
            started,
            ledger,
            stages: HashMap::new(),
            people: HashMap::new(),
            emails: HashMap::new(),
            made_people: HashSet::new(),
            leads: HashMap::new(),
            prices: HashMap::new(),
            clients: HashMap::new(),
            reports: Vec::new(),
            stopped: None,
        }
    }

    /// The part of the mapping for the entity, if it has one.
    pub(crate) fn part(&self, entity: Entity) -> Option<&FileMap> {
        self.mapping.files.iter().find(|map| map.entity == entity)
    }

    /// Reads the firm's stages, once, and holds the mapping against them.
    pub(crate) async fn learn_stages(&mut self, on: &Write) -> Result<(), ImportError> {
        if !self.stages.is_empty() {
            return Ok(());
        }
        // Retired ones are gone from the board: a deal put there would be seen by nobody.
        let stages = on.find::<deal_stage::Entity>().filter(deal_stage::Column::Retired.eq(false)).all(on).await?;
        self.stages = stages.into_iter().map(|stage| (stage.key.to_string(), stage.kind)).collect();
        let named = self
            .mapping
            .files
            .iter()
            .flat_map(|map| map.passed.iter().chain(map.values.get("stage").into_iter().flat_map(|map| map.values())));
        match named.into_iter().find(|stage| !self.stages.contains_key(*stage)) {
            None => Ok(()),
            Some(stage) => {
                let mut keys: Vec<&str> = self.stages.keys().map(String::as_str).collect();
                keys.sort_unstable();
                let fault = format!("the stage `{stage}` is none of this firm's; it has: {}", keys.join(", "));
                Err(ImportError::Mapping { name: self.mapping.name.clone(), fault })
            }
        }
    }
}
