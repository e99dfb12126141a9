//! Sheets of `.xlsx` workbooks as rows of text.
//!
//! **Invariants:** a number is written with all its digits, so that telephone numbers and ids stay what they are; a date
//! is written as ISO 8601; of a formula its last result is read; the workbook is looked at by our own reader of archives
//! before it is opened.

use std::{fs::File, io::BufReader, ops::ControlFlow, path::Path};

use calamine::{DataRef, Reader, Xlsx};

use super::{Refused, Row};
use crate::archive::Archive;

/// Texts and styles of a workbook are held in memory.
const LARGEST_PART: u64 = 256 << 20;
/// A sheet is read as a stream.
const LARGEST_SHEET: u64 = 2 << 30;
/// More columns than any table has.
const WIDEST: usize = 1_000;

/// A workbook.
pub(super) struct Workbook {
    book: Xlsx<BufReader<File>>,
}

impl Workbook {
    pub(super) fn open(path: &Path) -> Result<Self, Refused> {
        let archive = Archive::open(path).map_err(|refused| Refused(refused.to_string()))?;
        for index in 0..archive.len() {
            let is_sheet = archive.name(index).starts_with("xl/worksheets/");
            if archive.size(index) > if is_sheet { LARGEST_SHEET } else { LARGEST_PART } {
                return Err(Refused("the workbook is too large to be read; save its sheet as CSV".into()));
            }
        }
        let file = File::open(path)?;
        let book = Xlsx::new(BufReader::new(file))
            .map_err(|_| Refused("it is not a workbook that can be read; save it as .xlsx or CSV".into()))?;
        Ok(Self { book })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// Every row of a sheet that is not blank, with its number.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), Refused> {
        let wrong = |_| Refused(format!("the sheet {sheet} cannot be read; save it as CSV"));
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(wrong)?;
        let mut row: Vec<String> = Vec::new();
        let mut at: Option<u32> = None;
        loop {
            let cell = cells.next_cell().map_err(wrong)?;
            let place = cell.as_ref().map(calamine::Cell::get_position);
            if let Some(number) = at.filter(|number| place.is_none_or(|place| place.0 != *number)) {
                if row.iter().any(|cell| !cell.trim().is_empty())
                    && each(Row { line: u64::from(number) + 1, cells: Ok(&row) }).is_break()
                {
                    return Ok(());
                }
                row.clear();
            }
            let (Some(cell), Some((number, column))) = (cell, place) else { return Ok(()) };
            at = Some(number);
            let column = column as usize;
            if column < WIDEST {
                if row.len() <= column {
                    row.resize(column + 1, String::new());
                }
                if let Some(place) = row.get_mut(column) {
                    *place = text(cell.get_value());
                }
            }
        }
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => float(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => if *is { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let is_day = at.as_f64().fract().abs() < 1e-9;
            if at.as_f64() < 1.0 {
                format!("{hour:02}:{minute:02}:{second:02}")
            } else if is_day {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number with all its digits: no exponent, and no fraction where there is none.
fn float(number: f64) -> String {
    // Rust writes the shortest digits that give the same number back.
    format!("{number}")
}
