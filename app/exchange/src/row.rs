//! A row through the eyes of its mapping.

use crate::mapping::FileMap;
use crate::report::Rejection;
use crate::sheet::Line;
use domain::parse::ParseError;
use std::collections::HashMap;

/// Field → place in the row.
pub(crate) type Columns = HashMap<String, usize>;

/// One row of a file, by field.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) map: &'a FileMap,
    pub(crate) columns: &'a Columns,
    pub(crate) line: &'a Line,
    pub(crate) file: &'a str,
}

impl<'a> Row<'a> {
    /// What the file says in the field's column, after the mapping's values; nothing if the cell is empty.
    pub(crate) fn get(&self, field: &str) -> Option<&'a str> {
        let raw = self.raw(field).trim();
        let said = self.map.values.get(field).and_then(|values| values.get(raw)).map_or(raw, |value| value.trim());
        (!said.is_empty()).then_some(said)
    }

    /// What the file says, or the fault that it says nothing.
    pub(crate) fn need(&self, field: &str) -> Result<&'a str, Rejection> {
        self.get(field).ok_or_else(|| self.fault(field, "is empty", "fill it in"))
    }

    /// A value that parses, or nothing if the cell is empty.
    pub(crate) fn parse<T>(&self, field: &str, parse: impl FnOnce(&str) -> Result<T, ParseError>) -> Result<Option<T>, Rejection> {
        self.get(field).map(|text| parse(text).map_err(|error| self.parse_fault(field, &error))).transpose()
    }

    /// A fault of this row.
    pub(crate) fn fault(&self, field: &str, reason: impl Into<String>, remedy: impl Into<String>) -> Rejection {
        let column = self.map.columns.get(field).cloned().unwrap_or_default();
        let value = self.raw(field).chars().take(80).collect();
        Rejection { file: self.file.to_owned(), line: self.line.number, column, value, reason: reason.into(), remedy: remedy.into() }
    }

    /// A parser's words, which name the remedy behind a semicolon.
    pub(crate) fn parse_fault(&self, field: &str, error: &ParseError) -> Rejection {
        let text = error.to_string();
        let (reason, remedy) = text.split_once("; ").unwrap_or((&text, "correct the cell"));
        self.fault(field, reason, remedy)
    }

    /// What no cell of a row may be, mapped or not.
    pub(crate) fn whole(&self, width: usize) -> Result<(), Rejection> {
        let found = self.line.cells.len();
        if found != width {
            let reason = format!("the row has {found} cells and the header {width}");
            let remedy = "check for a separator too many or too few; quote a cell that holds one";
            return Err(Rejection { column: String::new(), value: String::new(), ..self.fault("", reason, remedy) });
        }
        match self.line.cells.iter().position(|cell| cell.contains('\0')) {
            None => Ok(()),
            Some(at) => {
                let named = self.columns.iter().find(|(_, place)| **place == at).map_or("", |(field, _)| field);
                Err(self.fault(named, "holds a NUL character, which no text has", "remove it"))
            }
        }
    }

    /// A template with the row's fields in it.
    pub(crate) fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() + 40);
        let mut parts = template.split('{');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (field, rest) = part.split_once('}').unwrap_or(("", part));
            text.push_str(self.get(field).unwrap_or_default());
            text.push_str(rest);
        }
        text
    }

    fn raw(&self, field: &str) -> &'a str {
        self.columns.get(field).and_then(|at| self.line.cells.get(*at)).unwrap_or_default()
    }
}
