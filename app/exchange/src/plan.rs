//! What is known before anything is written: which file is what, that all can be read, and that none is missing.

use crate::error::{ImportError, Refusal};
use crate::mapping::{Entity, FileMap, Mapping};
use crate::row::Columns;
use crate::sheet::Sheet;
use std::path::PathBuf;

/// A file with its part of the mapping.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) sheet: Sheet,
    /// Which part of the mapping.
    pub(crate) at: usize,
    pub(crate) columns: Columns,
    pub(crate) rows: u64,
}

/// Recognises every file, reads it through once, and puts them in the mapping's order.
pub(crate) fn plan(mapping: &Mapping, files: &[PathBuf], max_bytes: u64) -> Result<Vec<Planned>, ImportError> {
    if files.is_empty() {
        return Err(ImportError::NoFiles);
    }
    let mut planned = Vec::with_capacity(files.len());
    for path in files {
        let sheet = Sheet::open(path, max_bytes, mapping.encoding.as_deref())?;
        let at = recognise(mapping, &sheet)?;
        let columns = mapping.files.get(at).map(|map| columns(map, &sheet)).transpose()?.unwrap_or_default();
        planned.push(Planned { sheet, at, columns, rows: 0 });
    }
    planned.sort_by_key(|file| file.at);
    complete(mapping, &planned)?;
    for file in &mut planned {
        file.rows = file.sheet.scan()?;
    }
    Ok(planned)
}

/// By name; else by the columns, if they fit one part of the mapping only.
fn recognise(mapping: &Mapping, sheet: &Sheet) -> Result<usize, Refusal> {
    if let Some(at) = mapping.files.iter().position(|map| map.names(&sheet.name)) {
        return Ok(at);
    }
    let has = |map: &FileMap| map.columns.values().all(|column| place(&sheet.header, column).is_some());
    let fitting: Vec<usize> = mapping.files.iter().enumerate().filter(|(_, map)| has(map)).map(|(at, _)| at).collect();
    let known: Vec<&str> = mapping.files.iter().map(|map| map.name.as_str()).collect();
    match fitting.as_slice() {
        [only] => Ok(*only),
        [] => {
            let reason = "neither its name nor its columns are known to the mapping";
            Err(Refusal::new(&sheet.name, reason, format!("it knows: {}", known.join(", "))))
        }
        _ => Err(Refusal::new(
            &sheet.name,
            "its columns fit several parts of the mapping",
            format!("name it as one of: {}", known.join(", ")),
        )),
    }
}

fn place(header: &[String], column: &str) -> Option<usize> {
    header.iter().position(|cell| cell == column).or_else(|| header.iter().position(|cell| cell.eq_ignore_ascii_case(column)))
}

/// Where each field stands. Every column must be mapped or ignored, so that none is lost unseen.
fn columns(map: &FileMap, sheet: &Sheet) -> Result<Columns, Refusal> {
    let refuse = |reason: String, remedy: &str| Err(Refusal::new(&sheet.name, reason, remedy).at(1));
    let mut columns = Columns::new();
    let mut missing = Vec::new();
    for (field, column) in &map.columns {
        match place(&sheet.header, column) {
            Some(at) => drop(columns.insert(field.clone(), at)),
            None => missing.push(column.as_str()),
        }
    }
    if !missing.is_empty() {
        return refuse(format!("it has no column {}", missing.join(", ")), "name the column as the mapping does, or change the mapping");
    }
    if let Some(twice) = sheet.header.iter().enumerate().find(|(at, cell)| place(&sheet.header, cell) != Some(*at)) {
        return refuse(format!("it has the column {} twice", shown(twice.1)), "rename one of them");
    }
    let known = |cell: &String| map.columns.values().chain(&map.ignore).any(|column| column.eq_ignore_ascii_case(cell));
    let unknown: Vec<String> = sheet.header.iter().filter(|cell| !known(cell)).map(|cell| shown(cell)).collect();
    if !unknown.is_empty() {
        return refuse(format!("the mapping does not know the column {}", unknown.join(", ")), "map it, or list it under `ignore`");
    }
    Ok(columns)
}

fn shown(cell: &str) -> String {
    format!("“{}”", cell.chars().take(60).collect::<String>().escape_debug())
}

/// A deal looks up prices, and who leads whom; these stand in no table.
fn complete(mapping: &Mapping, planned: &[Planned]) -> Result<(), Refusal> {
    let map_of = |file: &Planned| mapping.files.get(file.at);
    let given = |entity| planned.iter().filter_map(map_of).any(|map| map.entity == entity);
    for deals in planned.iter().filter(|file| map_of(file).is_some_and(|map| map.entity == Entity::Deal)) {
        let prices = |map: &&FileMap| map.entity == Entity::Product && deals.columns.contains_key("product");
        let leads = |map: &&FileMap| map.entity == Entity::User && map.columns.contains_key("lead");
        for (missing, what) in [(mapping.files.iter().find(prices), "products"), (mapping.files.iter().find(leads), "the account team")] {
            if let Some(map) = missing.filter(|map| !given(map.entity)) {
                let reason = format!("it looks up {what} in {}, which was not given", map.name);
                return Err(Refusal::new(&deals.sheet.name, reason, "add that file to the command"));
            }
        }
    }
    Ok(())
}
