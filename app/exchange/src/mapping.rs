//! The mapping: which column of which file becomes which field, in TOML.

mod entity;
mod validate;

pub use entity::Entity;

use crate::error::ImportError;
use domain::currency::Currency;
use serde::Deserialize;
use std::collections::BTreeMap;

const BUILT_IN: &[(&str, &str)] = &[("crm-sales-opportunities", include_str!("../mappings/crm-sales-opportunities.toml"))];

/// A mapping, read and checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What it is called.
    pub name: String,
    /// The system that the files come from; what their keys are linked under.
    pub source: String,
    /// The currency of every amount.
    #[serde(default = "usd")]
    pub currency: Currency,
    /// `utf-8` or `windows-1252` where looking at the files is not enough.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The files, in the order in which they are read.
    #[serde(rename = "file")]
    pub files: Vec<FileMap>,
    /// The text that it was read from.
    #[serde(skip)]
    pub text: String,
}

/// What one file holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMap {
    /// The file's name; `*` stands for any characters. A file of another name is known by its columns.
    pub name: String,
    /// What a row becomes.
    pub entity: Entity,
    /// By which field a row is found again.
    #[serde(rename = "match")]
    pub match_by: String,
    /// Field → column.
    pub columns: BTreeMap<String, String>,
    /// Columns that are there and are left out.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Field → what the file says → what we say.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// What a new row gets where the file says nothing. Never changes a row that is there.
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
    /// Field → text with `{field}` in it.
    #[serde(default)]
    pub templates: BTreeMap<String, String>,
    /// Deals: the stages that one has been at before the stage where it stands.
    #[serde(default)]
    pub passed: Vec<String>,
}

const fn usd() -> Currency {
    Currency::USD
}

impl Mapping {
    /// A mapping that came with the program, by its name, or one of a file.
    ///
    /// # Errors
    /// There is none, or it is wrong; says where.
    pub fn load(name_or_path: &str) -> Result<Self, ImportError> {
        if let Some((name, text)) = BUILT_IN.iter().find(|(name, _)| *name == name_or_path) {
            return Self::parse(name, text);
        }
        let text = std::fs::read_to_string(name_or_path).map_err(|error| ImportError::Mapping {
            name: name_or_path.to_owned(),
            fault: format!("is no file that can be read ({error}), and none that comes with the program: {}", Self::names().join(", ")),
        })?;
        Self::parse(name_or_path, &text)
    }

    /// The names of the mappings that come with the program.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).collect()
    }

    /// Reads and checks a mapping's text; `name` is how faults call it.
    ///
    /// # Errors
    /// The text is wrong; says where.
    pub fn parse(name: &str, text: &str) -> Result<Self, ImportError> {
        let fault = |fault: String| ImportError::Mapping { name: name.to_owned(), fault };
        let mut mapping: Self = toml::from_str(text).map_err(|error| fault(error.to_string().trim_end().to_owned()))?;
        text.clone_into(&mut mapping.text);
        mapping.check().map_err(fault)?;
        Ok(mapping)
    }
}

impl FileMap {
    /// What a new row gets where the file says nothing.
    #[must_use]
    pub fn default_of(&self, field: &str) -> Option<&str> {
        self.defaults.get(field).map(String::as_str)
    }

    /// Whether a file of this name is meant.
    #[must_use]
    pub fn names(&self, file: &str) -> bool {
        fits(&self.name.to_lowercase(), &file.to_lowercase())
    }
}

/// `*` stands for any characters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mapping_that_comes_along_is_right() {
        for name in Mapping::names() {
            assert_eq!(Mapping::load(name).map(|mapping| mapping.name).map_err(|error| error.to_string()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, is) in [
            ("a*.csv", "a.csv", true),
            ("a*.csv", "ab-2.csv", true),
            ("a*.csv", "a.csv.bak", false),
            ("*x*", "axb", true),
            ("a.csv", "a.csv", true),
            ("a.csv", "b.csv", false),
        ] {
            assert_eq!(fits(pattern, text), is, "{pattern} {text}");
        }
    }

    fn fault(change: impl Fn(String) -> String) -> String {
        let text = change(BUILT_IN[0].1.to_owned());
        Mapping::parse("mine.toml", &text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_fault_says_where_it_is_and_what_would_be_right() {
        let unknown = fault(|text| text.replace("lead = \"manager\"", "boss = \"manager\""));
        assert!(unknown.contains("boss") && unknown.contains("name, email, job_title, lead"), "{unknown}");
        assert!(fault(|text| text.replace("key = \"opportunity_id\"\n", "")).contains("key"));
        assert!(fault(|text| text.replace("{product} for", "{colour} for")).contains("colour"));
        assert!(fault(|text| text.replace("role = \"consultant\"", "role = \"admin\"")).contains("role"));
        assert!(fault(|text| text.replace("type = \"new\"", "type = \"used\"")).contains("renewal"));
        assert!(fault(|text| text.replace("currency = \"USD\"", "currency = \"XXX\"")).contains("currency"));
        assert!(fault(|text| text.replace("match = \"key\"", "match = \"colour\"")).contains("match"));
        assert!(fault(|text| text.replace("entity = \"deal\"", "entity = \"rocket\"")).contains("rocket"));
    }
}
