//! Rows on their way into a file: CSV, a spreadsheet, or a line of JSON each.
//!
//! **Invariant:** a row is written and forgotten: a million of them need no more memory than one.

use std::io::{self, Write};

use kith_store::exports::Rows;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::{Map, Value};

use super::csv;
use crate::files::NewFile;

/// What one cell of a spreadsheet holds.
const LONGEST_CELL: usize = 32_767;

/// A file that rows go into.
pub(super) enum Sheet<W: Write> {
    /// CSV.
    Csv {
        /// The file.
        out: W,
        /// Telephone numbers stay as they are: programs that read contacts want them so.
        phones: bool,
    },
    /// A line of JSON each.
    Lines {
        /// The file.
        out: W,
        /// Names of the columns.
        names: Vec<String>,
    },
    /// A workbook with one sheet.
    Xlsx(Box<Book>),
}

/// A workbook that is being written.
pub(super) struct Book {
    workbook: Workbook,
    next: u32,
}

impl<W: Write> Sheet<W> {
    /// Begins a workbook.
    ///
    /// # Errors
    /// When there is no room for a temporary file: rows go there as they come.
    pub(super) fn xlsx() -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet_with_low_memory().map_err(io::Error::other)?;
        Ok(Self::Xlsx(Box::new(Book { workbook, next: 0 })))
    }

    /// Writes the headings.
    ///
    /// # Errors
    /// As the file.
    pub(super) fn headings(&mut self, names: &[String]) -> io::Result<()> {
        match self {
            Self::Csv { out, .. } => {
                let names: Vec<String> = names.iter().cloned().map(csv::harmless).collect();
                csv::row(out, names.iter().map(String::as_str))
            }
            Self::Lines { names: kept, .. } => {
                *kept = names.to_vec();
                Ok(())
            }
            Self::Xlsx(book) => book.headings(names).map_err(io::Error::other),
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// As the file.
    pub(super) fn write(&mut self, values: Vec<Value>) -> io::Result<()> {
        match self {
            Self::Csv { out, phones } => {
                let cells: Vec<String> = values.iter().map(|value| cell(value, *phones)).collect();
                csv::row(out, cells.iter().map(String::as_str))
            }
            Self::Lines { out, names } => {
                let object: Map<String, Value> = names.iter().cloned().zip(values).collect();
                serde_json::to_writer(&mut *out, &object)?;
                out.write_all(b"\n")
            }
            Self::Xlsx(book) => book.row(&values).map_err(io::Error::other),
        }
    }
}

impl Sheet<NewFile> {
    /// Puts the file in its place; answers its size. `place` is where a workbook shall be.
    ///
    /// # Errors
    /// As the file.
    pub(super) fn finish(self, place: &std::path::Path) -> io::Result<u64> {
        match self {
            Self::Csv { out, .. } | Self::Lines { out, .. } => out.finish(),
            Self::Xlsx(mut book) => {
                let mut file = NewFile::begin(place)?;
                book.workbook.save_to_writer(&mut file).map_err(io::Error::other)?;
                file.finish()
            }
        }
    }
}

impl<W: Write> Rows for Sheet<W> {
    fn columns(&mut self, names: &[String]) -> kith_store::Result<()> {
        self.headings(names).map_err(written)
    }

    fn row(&mut self, values: Vec<Value>) -> kith_store::Result<()> {
        self.write(values).map_err(written)
    }
}

/// A failure to write, as the store passes it on.
pub(super) fn written(source: io::Error) -> kith_store::Error {
    kith_store::Error::Io { what: "writing the export", source }
}

impl Book {
    fn headings(&mut self, names: &[String]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        let bold = Format::new().set_bold();
        for (name, column) in names.iter().zip(0_u16..) {
            sheet.write_string_with_format(self.next, column, fitting(name), &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.next += 1;
        Ok(())
    }

    fn row(&mut self, values: &[Value]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (value, column) in values.iter().zip(0_u16..) {
            match value {
                Value::Null => {}
                Value::Number(number) => drop(sheet.write_number(self.next, column, number.as_f64().unwrap_or(0.0))?),
                Value::Bool(yes) => drop(sheet.write_boolean(self.next, column, *yes)?),
                // Always as a string: never a formula.
                value => drop(sheet.write_string(self.next, column, fitting(&plain(value)))?),
            }
        }
        self.next += 1;
        Ok(())
    }
}

fn fitting(text: &str) -> String {
    // A spreadsheet counts UTF-16.
    let mut room = LONGEST_CELL;
    text.chars()
        .take_while(|c| {
            let fits = room >= c.len_utf16();
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

/// A value as a cell shows it, harmless in a spreadsheet.
fn cell(value: &Value, phones: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::String(text) if phones && csv::is_phone(text) => text.clone(),
        value => csv::harmless(plain(value)),
    }
}

/// A value in words: a list as its entries, an object as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("; "),
        value => value.to_string(),
    }
}
