//! What a mapping must be, beyond its form.

use super::{Entity, FileMap, Mapping};
use domain::client::ClientStatus;
use domain::deal::{OpportunitySource, OpportunityType};
use domain::parse::{Email, Name};
use domain::stage::StageKey;
use domain::user::UserRole;

impl Mapping {
    pub(super) fn check(&self) -> Result<(), String> {
        if self.source.trim().is_empty() {
            return Err("`source` is empty; name the system that the files come from".into());
        }
        if !matches!(self.encoding.as_deref(), None | Some("utf-8" | "windows-1252")) {
            return Err("`encoding` must be utf-8 or windows-1252; leave it out to have the files looked at".into());
        }
        if self.files.is_empty() {
            return Err("it has no [[file]]".into());
        }
        for file in &self.files {
            file.check().map_err(|fault| format!("[[file]] {}: {fault}", file.name))?;
            let list = file.default_of("open_value") == Some("list_price");
            if list && !(file.columns.contains_key("product") && self.files.iter().any(|other| other.entity == Entity::Product)) {
                return Err(format!(
                    "[[file]] {}: open_value = \"list_price\" needs a product column and a [[file]] with products",
                    file.name
                ));
            }
        }
        Ok(())
    }
}

impl FileMap {
    fn check(&self) -> Result<(), String> {
        let entity = self.entity;
        known("columns", self.columns.keys(), entity.fields())?;
        known("values", self.values.keys(), entity.fields())?;
        known("defaults", self.defaults.keys(), entity.defaults())?;
        known("templates", self.templates.keys(), if entity == Entity::Deal { &["name", "unnamed"] } else { &[] })?;
        for field in entity.required() {
            if !self.columns.contains_key(*field) {
                return Err(format!("[file.columns] names no column for `{field}`, which every {} needs", entity.as_str()));
            }
        }
        if self.match_by != entity.match_by() {
            return Err(format!("match = \"{}\" is not known; a {} is found by \"{}\"", self.match_by, entity.as_str(), entity.match_by()));
        }
        if let Some(twice) = self.ignore.iter().find(|ignored| self.columns.values().any(|column| column == *ignored)) {
            return Err(format!("the column `{twice}` is both mapped and ignored"));
        }
        for (field, template) in &self.templates {
            self.check_template(template).map_err(|fault| format!("[file.templates] {field}: {fault}"))?;
        }
        if entity == Entity::Deal && !self.columns.contains_key("name") && !self.templates.contains_key("name") {
            return Err("a deal's name comes from a column or from [file.templates] name; give one".into());
        }
        for stage in self.passed.iter().chain(self.values.get("stage").into_iter().flat_map(|map| map.values())) {
            StageKey::parse(stage).map_err(|fault| format!("the stage `{stage}` {fault}"))?;
        }
        self.defaults
            .iter()
            .try_for_each(|(field, value)| check_default(field, value).map_err(|fault| format!("[file.defaults] {field} {fault}")))
    }

    fn check_template(&self, template: &str) -> Result<(), String> {
        for part in template.split('{').skip(1) {
            let (field, _) = part.split_once('}').ok_or("a { is not closed")?;
            if !self.columns.contains_key(field) {
                return Err(format!("{{{field}}} has no column"));
            }
        }
        Ok(())
    }
}

fn known<'a>(table: &str, mut given: impl Iterator<Item = &'a String>, may: &[&str]) -> Result<(), String> {
    match given.find(|field| !may.contains(&field.as_str())) {
        Some(field) => Err(format!("[file.{table}] `{field}` is no such field; it may be: {}", may.join(", "))),
        None => Ok(()),
    }
}

fn check_default(field: &str, value: &str) -> Result<(), String> {
    let parsed = match field {
        "role" => match value.parse::<UserRole>() {
            Ok(UserRole::Consultant | UserRole::Viewer) => Ok(()),
            _ => return Err("must be consultant or viewer; an import makes no admins and no portal users".into()),
        },
        "status" | "client_status" => value.parse::<ClientStatus>().map(drop),
        "type" => value.parse::<OpportunityType>().map(drop),
        "source" => value.parse::<OpportunitySource>().map(drop),
        "email_domain" => Email::parse(&format!("someone@{value}")).map(drop),
        "open_value" if value != "list_price" && value != "0" => return Err("must be list_price or 0".into()),
        _ => Name::parse(value).map(drop),
    };
    parsed.map_err(|fault| fault.to_string())
}
