//! A CSV file, read row by row whatever its encoding and separator.

mod text;

use crate::error::Refusal;
use crate::sniff::{self, Encoding};
use csv::{ByteRecord, StringRecord};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use text::{Counted, Decoding};

/// A quoted cell over more lines than this is a quote that nobody closed.
const LINES_OF_A_ROW: u64 = 1_000;

/// A file that was looked at.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    path: PathBuf,
    pub(crate) name: String,
    encoding: Encoding,
    separator: u8,
    pub(crate) header: Vec<String>,
}

/// A row with the line that it begins on.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) cells: StringRecord,
}

impl Sheet {
    /// Looks at a file's size, encoding and header.
    pub(crate) fn open(path: &Path, max_bytes: u64, encoding: Option<&str>) -> Result<Self, Refusal> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let unreadable =
            |error: std::io::Error| Refusal::new(&name, format!("it cannot be read ({error})"), "check the path and its rights");
        let mut file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(Refusal::new(&name, "this is no file", "name CSV files, not folders"));
        }
        if about.len() > max_bytes {
            let mb = |bytes: u64| bytes.div_ceil(1_000_000);
            let reason = format!("it is {} MB large and the limit is {} MB", mb(about.len()), mb(max_bytes));
            return Err(Refusal::new(&name, reason, "split it, or raise the limit"));
        }
        let mut head = Vec::with_capacity(sniff::HEAD);
        file.by_ref().take(sniff::HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        let sniffed = sniff::encoding(&name, &head)?;
        let encoding = match (encoding, sniffed) {
            (Some("windows-1252"), Encoding::Utf8 { mark: 0 }) => Encoding::Windows1252,
            (Some("utf-8"), Encoding::Windows1252) => Encoding::Utf8 { mark: 0 },
            _ => sniffed,
        };
        let mark = if let Encoding::Utf8 { mark } = encoding { mark } else { 0 };
        let separator = sniff::separator(head.get(mark..).unwrap_or_default());
        let mut sheet = Self { path: path.to_owned(), name, encoding, separator, header: Vec::new() };
        let header = sheet.every_row()?.next()?;
        let header = header.ok_or_else(|| Refusal::new(&sheet.name, "it is empty", "a CSV file begins with a line of column names"))?;
        sheet.header = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        Ok(sheet)
    }

    /// The rows below the header.
    pub(crate) fn rows(&self) -> Result<Rows, Refusal> {
        let mut rows = self.every_row()?;
        rows.next()?;
        Ok(rows)
    }

    /// Reads the file to its end and counts the rows, so that what cannot be read is known before anything is written.
    pub(crate) fn scan(&self) -> Result<u64, Refusal> {
        let (mut rows, mut count) = (self.rows()?, 0);
        while rows.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    fn every_row(&self) -> Result<Rows, Refusal> {
        let unreadable =
            |error: std::io::Error| Refusal::new(&self.name, format!("it cannot be read ({error})"), "check the path and its rights");
        let mut file = File::open(&self.path).map_err(unreadable)?;
        let text: Box<dyn Read + Send> = match self.encoding {
            Encoding::Utf8 { mark } => {
                file.seek(SeekFrom::Start(mark as u64)).map_err(unreadable)?;
                Box::new(file)
            }
            Encoding::Windows1252 => Box::new(Decoding::new(file)),
        };
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.separator).from_reader(Counted::new(text));
        Ok(Rows { name: self.name.clone(), reader, record: ByteRecord::new() })
    }
}

/// The rows of a file, one after the other.
pub(crate) struct Rows {
    name: String,
    reader: csv::Reader<Counted>,
    record: ByteRecord,
}

impl Rows {
    /// The next row, if there is one.
    pub(crate) fn next(&mut self) -> Result<Option<Line>, Refusal> {
        let broken = |error: csv::Error| Refusal::new(&self.name, format!("it cannot be read ({error})"), "check the file");
        if !self.reader.read_byte_record(&mut self.record).map_err(broken)? {
            return Ok(None);
        }
        let (byte, before) = self.record.position().map_or((0, 0), |position| (position.byte(), position.line()));
        let number = self.reader.get_mut().line(byte);
        if self.reader.position().line().saturating_sub(before) > LINES_OF_A_ROW {
            let refusal =
                Refusal::new(&self.name, "a quote that opens here is not closed", "close it, or double it if it belongs to the text");
            return Err(refusal.at(number));
        }
        let cells = StringRecord::from_byte_record(self.record.clone()).map_err(|_| {
            let remedy = "save it as UTF-8, or name its encoding in the mapping: encoding = \"windows-1252\"";
            Refusal::new(&self.name, "the text is not UTF-8 here, as it was before", remedy).at(number)
        })?;
        Ok(Some(Line { number, cells }))
    }

    /// The next rows, at most so many.
    pub(crate) fn take(&mut self, most: usize) -> Result<Vec<Line>, Refusal> {
        let mut lines = Vec::with_capacity(most);
        while lines.len() < most {
            match self.next()? {
                Some(line) => lines.push(line),
                None => break,
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use std::io::Write;

    fn rows(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, String> {
        let mut file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        file.write_all(bytes).map_err(|error| error.to_string())?;
        let sheet = Sheet::open(file.path(), 1_000_000, None).map_err(|refusal| refusal.to_string())?;
        let lines = sheet.rows().and_then(|mut rows| rows.take(10_000)).map_err(|refusal| refusal.to_string())?;
        Ok(lines.into_iter().map(|line| (line.number, line.cells.iter().map(str::to_owned).collect())).collect())
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn encodings_and_separators_read_alike() {
        let wanted = Ok(vec![row(2, &["Café, Söhne", "1"]), row(3, &["b", "2"])]);
        assert_eq!(rows("name,n\n\"Café, Söhne\",1\nb,2\n".as_bytes()), wanted);
        assert_eq!(rows("\u{FEFF}name;n\nCafé, Söhne;1\nb;2\n".as_bytes()), wanted);
        assert_eq!(rows(b"name;n\r\nCaf\xE9, S\xF6hne;1\r\nb;2\r\n"), wanted);
    }

    #[test]
    fn a_row_is_named_by_the_line_that_it_begins_on() {
        let wanted = Ok(vec![row(2, &["a\r\nb", "1"]), row(4, &["c", "2"]), row(6, &["d", "3"])]);
        assert_eq!(rows(b"name,n\r\n\"a\r\nb\",1\r\nc,2\r\n\r\nd,3\r\n"), wanted);
    }

    #[test]
    fn text_that_stops_being_utf_8_is_refused_with_its_line() {
        let mut bytes = b"name,n\n".to_vec();
        bytes.extend("Caf\u{e9},1\n".repeat(10_000).bytes());
        bytes.extend(b"Caf\xE9,1\n");
        assert!(rows(&bytes).is_ok(), "within the first rows it is");
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        let refusal = Sheet::open(file.path(), 1_000_000, None).unwrap().scan().unwrap_err();
        assert_eq!(refusal.line, Some(10_002));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_refused_where_it_opens() {
        let text = format!("name,n\na,1\n\"b,2\n{}", "c,3\n".repeat(2_000));
        assert!(rows(text.as_bytes()).is_err_and(|refusal| refusal.contains("line 3")));
    }

    #[test]
    fn size_and_emptiness_are_refused() {
        assert!(rows(b"").is_err_and(|refusal| refusal.contains("empty")));
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(2_000_001).unwrap();
        let refusal = Sheet::open(file.path(), 2_000_000, None).unwrap_err().to_string();
        assert!(refusal.contains("3 MB") && refusal.contains("2 MB"), "{refusal}");
    }
}
