//! Finds out what separates the cells of a table and which row is its heading.

use std::collections::VecDeque;

use super::{
    known,
    lines::Line,
    records::{Record, Records},
};

/// What cells are separated by, the likelier first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// The heading is among so many rows.
const PREAMBLE: usize = 30;

/// How a text file is cut into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) delimiter: char,
    /// The line that is the heading; nothing when there is none.
    pub(super) heading: Option<u64>,
    /// The line that the rows begin with, or the one before.
    pub(super) body_after: u64,
    pub(super) headers: Vec<String>,
}

/// What a person chose themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish {
    pub(super) delimiter: Option<char>,
    /// 0: there is none.
    pub(super) heading: Option<u64>,
}

/// From the first lines of a file.
pub(super) fn cut(lines: &[Line], wish: Wish) -> Cut {
    // What Excel writes for itself.
    let said = lines
        .first()
        .and_then(|line| line.text.trim().trim_matches('"').to_lowercase().strip_prefix("sep=").map(str::to_owned));
    let skip = usize::from(said.is_some());
    let lines = lines.get(skip..).unwrap_or_default();
    let said = said.map(|said| said.chars().next().unwrap_or('\t'));
    let delimiter = wish.delimiter.or(said).unwrap_or_else(|| likeliest(lines));
    let rows = rows(lines, delimiter);
    let start = u64::try_from(skip).unwrap_or(0);
    let (heading, headers) = heading(&rows, wish.heading);
    Cut { delimiter, heading, body_after: heading.unwrap_or(start), headers }
}

/// Rows with the number of their line.
pub(super) type Rows = Vec<(u64, Vec<String>)>;

fn rows(lines: &[Line], delimiter: char) -> Rows {
    let mut records = Records::new(None, lines.iter().cloned().collect::<VecDeque<_>>(), delimiter, None);
    let mut rows = Vec::new();
    while let Ok(Some(record)) = records.next() {
        if let Record::Read { line, cells } = record {
            rows.push((line, cells.to_vec()));
        }
    }
    rows
}

/// The one that cuts most rows into the same number of cells, more than one.
fn likeliest(lines: &[Line]) -> char {
    let mut best = (0, 0, ',');
    for delimiter in DELIMITERS {
        let rows = rows(lines, delimiter);
        let (width, many) = usual_width(&rows);
        let share = if width > 1 { many * 1_000 / rows.len().max(1) } else { 0 };
        if (share, width) > (best.0, best.1) {
            best = (share, width, delimiter);
        }
    }
    best.2
}

/// The width that most rows have, and how many have it.
fn usual_width(rows: &Rows) -> (usize, usize) {
    let mut widths: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for (_, cells) in rows {
        *widths.entry(cells.len()).or_default() += 1;
    }
    widths.into_iter().max_by_key(|(width, many)| (*many, *width)).unwrap_or((0, 0))
}

/// The heading's line and the names of columns.
pub(super) fn heading(rows: &Rows, wish: Option<u64>) -> (Option<u64>, Vec<String>) {
    let usual = usual_width(rows).0;
    let nameless = || (None, named(&vec![String::new(); usual.max(1)]));
    let found = match wish {
        Some(0) => None,
        Some(line) => rows.iter().find(|(number, _)| *number >= line),
        None => {
            let first = || rows.iter().take(PREAMBLE).find(|(_, cells)| cells.len() >= usual);
            let known = rows.iter().take(PREAMBLE).find(|(_, cells)| known::recognised(cells).is_some());
            known.or_else(first).filter(|(_, cells)| known.is_some() || !looks_like_data(cells))
        }
    };
    found.map_or_else(nameless, |(line, cells)| (Some(*line), named(cells)))
}

/// A heading has words and neither addresses nor numbers.
fn looks_like_data(cells: &[String]) -> bool {
    cells.iter().map(|cell| cell.trim()).any(|cell| {
        let is_address = cell.contains('@') && cell.contains('.') && !cell.contains(' ');
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        is_address
            || cell.starts_with("http://")
            || cell.starts_with("https://")
            || (digits > 0 && digits * 2 > cell.len())
    })
}

/// Every column with a name of its own.
fn named(cells: &[String]) -> Vec<String> {
    let mut cells: Vec<&str> = cells.iter().map(|cell| cell.trim().trim_start_matches('\u{feff}')).collect();
    while cells.len() > 1
        && cells.last().is_some_and(|cell| cell.is_empty())
        && cells.iter().any(|cell| !cell.is_empty())
    {
        cells.pop();
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (cell, place) in cells.iter().zip(1..) {
        let wanted: String = if cell.is_empty() {
            format!("Column {place}")
        } else {
            cell.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mut name = wanted.clone();
        let mut many = 1;
        while names.iter().any(|taken| taken.to_lowercase() == name.to_lowercase()) {
            many += 1;
            name = format!("{wanted} ({many})");
        }
        names.push(name);
    }
    names
}
