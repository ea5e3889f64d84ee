//! The deals as a file to take away: the same rows as the page, the same figures.

use crate::asked::Asked;
use crate::db;
use crate::spreadsheet::text;
use crate::types::DealCard;
use chrono::NaiveDate;
use domain::AppError;
use domain::stage::Stage;
use leptos_router::params::ParamsMap;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use store::Access;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealFile {
    /// Comma-separated values.
    Csv,
    /// A workbook, whose figures and days are figures and days.
    Xlsx,
}

impl DealFile {
    /// How the names of such files end.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

const COLUMNS: [(&str, f64); 18] = [
    ("Deal", 34.0),
    ("Client", 26.0),
    ("Stage", 14.0),
    ("Value", 14.0),
    ("Currency", 9.0),
    ("Probability", 11.0),
    ("Weighted", 14.0),
    ("Close", 11.0),
    ("Days in stage", 12.0),
    ("Criteria met", 11.0),
    ("Criteria", 9.0),
    ("MEDDPICC", 30.0),
    ("Next step", 34.0),
    ("Due", 11.0),
    ("Owner", 20.0),
    ("Against", 24.0),
    ("Moved on with gaps", 30.0),
    ("Id", 37.0),
];

/// A cell of the file.
enum Cell {
    Text(String),
    Figure(String),
    Day(Option<NaiveDate>),
}

/// The deals that the query of the pipeline's address asks for.
///
/// # Errors
/// The person may not read deals, or the database fails.
pub async fn deals_file(access: &Access, query: &[(String, String)], file: DealFile) -> Result<Vec<u8>, AppError> {
    let map: ParamsMap = query.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let (stages, deals) = db::export(access, &Asked::of(&map).filter, file.ending()).await?;
    let rows = deals.into_iter().map(|deal| row(deal, &stages)).collect();
    // A hundred thousand rows take their time; others are answered meanwhile.
    let written = tokio::task::spawn_blocking(move || match file {
        DealFile::Csv => csv(rows).map_err(|error| error.to_string()),
        DealFile::Xlsx => xlsx(rows).map_err(|error| error.to_string()),
    });
    written.await.map_err(|error| error.to_string()).flatten().map_err(AppError::Internal)
}

fn row(deal: DealCard, stages: &[Stage]) -> [Cell; COLUMNS.len()] {
    let stage = stages.iter().find(|stage| stage.key == deal.stage);
    let chance = stage.map_or(0, |stage| stage.probability);
    let letters: Vec<String> =
        deal.letters.letters().map(|(letter, state)| format!("{}:{}", letter.sign(), state.label().to_lowercase())).collect();
    let (step, due) = deal.next.map_or_else(Default::default, |next| (next.title, next.due));
    [
        Cell::Text(deal.name),
        Cell::Text(deal.client),
        Cell::Text(stage.map(|stage| stage.name.clone()).unwrap_or_default()),
        Cell::Figure(deal.value.decimal()),
        Cell::Text(deal.value.currency.code().to_owned()),
        Cell::Figure(chance.to_string()),
        Cell::Figure(deal.value.percent(chance).decimal()),
        Cell::Day(deal.close),
        Cell::Figure(deal.days_in_stage.to_string()),
        Cell::Figure(deal.ring.met.to_string()),
        Cell::Figure(deal.ring.of.to_string()),
        Cell::Text(letters.join(" ")),
        Cell::Text(step),
        Cell::Day(due),
        Cell::Text(deal.owner.map(|owner| owner.name).unwrap_or_default()),
        Cell::Text(deal.rivals.join(", ")),
        Cell::Text(deal.flag.unwrap_or_default()),
        Cell::Text(deal.id.to_string()),
    ]
}

fn csv(rows: Vec<[Cell; COLUMNS.len()]>) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(COLUMNS.map(|(name, _)| name))?;
    for row in rows {
        file.write_record(row.map(|cell| match cell {
            Cell::Text(words) => text(&words),
            Cell::Figure(figure) => figure,
            Cell::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        }))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn xlsx(rows: Vec<[Cell; COLUMNS.len()]>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Deals")?;
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &bold)?.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let mut last = 0;
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, (at, column), cell, &day)?;
        }
        last = at;
    }
    sheet.autofilter(0, 0, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX))?;
    book.save_to_buffer()
}

fn write_cell(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Cell, day_format: &Format) -> Result<(), XlsxError> {
    match cell {
        // Written as a text, it is one, whatever it begins with.
        Cell::Text(words) if !words.is_empty() => sheet.write_string(row, column, words)?,
        Cell::Figure(figure) => match figure.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number)?,
            Err(_) => sheet.write_string(row, column, figure)?,
        },
        Cell::Day(Some(day)) => sheet.write_datetime_with_format(row, column, day, day_format)?,
        Cell::Text(_) | Cell::Day(None) => return Ok(()),
    };
    Ok(())
}
