//! Tables that people bring: CSV in any of its kinds, and `.xlsx`.
//!
//! `lines` decodes, `records` cuts rows into cells, `sniff` finds out how; `sheet` does the same for workbooks. What the
//! columns mean is said by a [`Mapping`]: guessed, ready-made (`known`) or a person's own; `rows` makes records of cells.
//!
//! **Invariants:** whatever is in a file, reading it ends with every row read or refused with its line, and needs no more
//! memory than its longest row (a workbook: than its texts); nothing is guessed while rows are read: what was found out
//! at the beginning holds for all of them.

mod applicants;
mod clean;
mod dates;
mod guess;
mod guests;
mod known;
mod lines;
mod mapping;
mod records;
mod rows;
mod sheet;
mod sniff;
#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    fs::File,
    io::Read,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

pub use self::{
    applicants::{ApplicantList, ApplicantSaid, ApplicantUse, Asked},
    dates::{DateOrder, Sense},
    guess::{guess, unread_dates},
    guests::{GuestList, GuestSaid, GuestUse},
    known::{Known, all as known_profiles, recognised},
    mapping::{Column, FileChoice, Mapping, MappingError, RowKind, Use},
    rows::{ColumnScan, Reader, Scan, WrongRow},
};
use self::{
    lines::{Line, Lines, Looks},
    records::{Record, Records},
    sheet::Workbook,
    sniff::{Cut, Wish},
};

/// How many lines are looked at to find out how a file is cut.
const SAMPLE: usize = 200;
/// More bytes than any table has that this machine can take in.
const LARGEST: u64 = 4 << 30;

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub(crate) String);

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self(format!("it could not be read: {error}"))
    }
}

/// A row of a table: its cells, as many as the table has columns, or why it is none.
#[derive(Debug)]
pub struct Row<'a> {
    /// The line it begins with (a workbook: the number of the row), from 1.
    pub line: u64,
    /// The cells as they are written.
    pub cells: Result<&'a [String], Broken<'a>>,
}

/// A row that cannot be cut into cells.
#[derive(Debug)]
pub struct Broken<'a> {
    /// What is wrong, in words.
    pub why: String,
    /// The line.
    pub text: &'a str,
}

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The encoding's name; none for a workbook.
    pub encoding: Option<&'static str>,
    /// What separates cells; none for a workbook.
    pub delimiter: Option<char>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
    /// The line with the names of columns, from 1; nothing when there is none.
    pub heading: Option<u64>,
    /// The same for the same file.
    pub fingerprint: String,
}

/// A file with a table in it.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    kind: Kind,
    layout: Layout,
    headers: Vec<String>,
    /// Rows follow this line.
    body_after: u64,
}

#[derive(Debug)]
enum Kind {
    Text { looks: Looks, delimiter: char },
    Sheet(String),
}

impl Table {
    /// Opens a file and finds out how it is written, as far as `choice` does not say it.
    ///
    /// # Errors
    /// [`Refused`] says why it is not read.
    pub fn open(path: &Path, choice: &FileChoice) -> Result<Self, Refused> {
        let length = std::fs::metadata(path)?.len();
        if path.is_dir() {
            return Err(Refused("it is a folder and not a table".into()));
        }
        if length > LARGEST {
            return Err(Refused("it is larger than 4 GiB; cut it into several files".into()));
        }
        let mut start = [0; 8];
        let mut file = File::open(path)?;
        let read = file.read(&mut start)?;
        match start.get(..read).unwrap_or_default() {
            [b'P', b'K', 3 | 5, ..] => Self::open_workbook(path, choice),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                Err(Refused("it is a workbook of an old Excel (.xls): save it as .xlsx or CSV".into()))
            }
            [b'%', b'P', b'D', b'F', ..] => Err(Refused("it is a PDF and not a table".into())),
            [0x1F, 0x8B, ..] => Err(Refused("it is packed with gzip: unpack it first".into())),
            [] => Err(Refused("it is empty".into())),
            _ => Self::open_text(path, choice),
        }
    }

    fn open_text(path: &Path, choice: &FileChoice) -> Result<Self, Refused> {
        let wanted = match choice.encoding.as_deref() {
            None => None,
            Some(name) => Some(
                encoding_rs::Encoding::for_label(name.as_bytes())
                    .ok_or_else(|| Refused(format!("there is no encoding {name}")))?,
            ),
        };
        let looks = lines::look(path, wanted)?;
        let mut lines = Lines::open(path, &looks)?;
        let mut sample: Vec<Line> = Vec::new();
        let mut line = Line::default();
        while sample.len() < SAMPLE && lines.next(&mut line)? {
            sample.push(line.clone());
        }
        let no_text = sample.iter().filter(|line| line.wrong.is_some()).count();
        if no_text * 2 > sample.len() {
            return Err(Refused("it is not a table: it holds no text; save it as .xlsx or CSV".into()));
        }
        let wish = Wish { delimiter: choice.delimiter, heading: choice.heading.map(u64::from) };
        let Cut { delimiter, heading, body_after, headers } = sniff::cut(&sample, wish);
        let layout = Layout {
            encoding: Some(looks.encoding.name()),
            delimiter: Some(delimiter),
            sheet: None,
            sheets: Vec::new(),
            heading,
            fingerprint: format!("{:016x}", looks.fingerprint),
        };
        let kind = Kind::Text { looks, delimiter };
        Ok(Self { path: path.to_owned(), kind, layout, headers, body_after })
    }

    fn open_workbook(path: &Path, choice: &FileChoice) -> Result<Self, Refused> {
        let mut book = Workbook::open(path)?;
        let sheets = book.sheets();
        let sheet = match &choice.sheet {
            Some(wanted) => sheets.iter().find(|sheet| *sheet == wanted).cloned(),
            None => sheets.first().cloned(),
        };
        let sheet = sheet.ok_or_else(|| Refused("the workbook has no such sheet".into()))?;
        let mut rows: sniff::Rows = Vec::new();
        book.rows(&sheet, &mut |row| {
            if let Ok(cells) = row.cells {
                rows.push((row.line, cells.to_vec()));
            }
            if rows.len() < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let (heading, headers) = sniff::heading(&rows, choice.heading.map(u64::from));
        let looks = lines::look(path, Some(encoding_rs::UTF_8))?;
        let layout = Layout {
            encoding: None,
            delimiter: None,
            sheet: Some(sheet.clone()),
            sheets,
            heading,
            fingerprint: format!("{:016x}", looks.fingerprint),
        };
        let body_after = heading.unwrap_or(0);
        Ok(Self { path: path.to_owned(), kind: Kind::Sheet(sheet), layout, headers, body_after })
    }

    /// The names of its columns, no two alike.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How it is written.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Every row below the heading that is not blank, in order, until `each` breaks off.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn rows(&self, each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>) -> Result<(), Refused> {
        let width = self.headers.len();
        match &self.kind {
            Kind::Text { looks, delimiter } => {
                let mut lines = Lines::open(&self.path, looks)?;
                let mut line = Line::default();
                let mut ahead = VecDeque::new();
                // The heading may go over several lines, which the reader of records knows.
                let mut heading = self.layout.heading;
                while lines.next(&mut line)? {
                    if heading.is_some_and(|heading| line.number >= heading) || (line.number > self.body_after) {
                        ahead.push_back(line);
                        break;
                    }
                }
                let mut records = Records::new(Some(lines), ahead, *delimiter, None);
                if heading.take().is_some() {
                    let _ = records.next()?;
                }
                records.expect(width);
                while let Some(record) = records.next()? {
                    let row = match record {
                        Record::Read { line, cells } => Row { line, cells: Ok(cells) },
                        Record::Broken { line, why, text } => Row { line, cells: Err(Broken { why, text }) },
                    };
                    if each(row).is_break() {
                        return Ok(());
                    }
                }
                Ok(())
            }
            Kind::Sheet(sheet) => {
                let mut cells: Vec<String> = Vec::new();
                Workbook::open(&self.path)?.rows(sheet, &mut |row| {
                    let Ok(found) = row.cells else { return ControlFlow::Continue(()) };
                    if row.line <= self.body_after {
                        return ControlFlow::Continue(());
                    }
                    // What stands beside the table belongs to no column.
                    cells.clear();
                    cells.extend(found.iter().take(width).cloned());
                    cells.resize(width, String::new());
                    if cells.iter().all(|cell| cell.trim().is_empty()) {
                        return ControlFlow::Continue(());
                    }
                    each(Row { line: row.line, cells: Ok(&cells) })
                })
            }
        }
    }
}
