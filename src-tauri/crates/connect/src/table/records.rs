//! Rows of comma separated text, a broken one not taking the others with it.
//!
//! Cells in quotation marks may hold line breaks, so a mark that is opened and never closed would swallow the rest of the
//! file. Here it spoils its own line only: what follows is read again from the next line on.
//!
//! **Invariants:** every line that is not blank belongs to one row that is read or to one that is refused; a row has
//! exactly as many cells as the heading.

use std::{collections::VecDeque, io};

use super::lines::{LONGEST, Line, Lines};

/// More lines than this in one row: its quotation marks are broken.
const MOST_LINES: usize = 200;

/// A row, or why it is none.
#[derive(Debug)]
pub(super) enum Record<'a> {
    /// Its cells, as written.
    Read { line: u64, cells: &'a [String] },
    /// What is wrong with it.
    Broken { line: u64, why: String, text: &'a str },
}

/// Where in a cell the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    Quoted,
    /// Behind the mark that ended it.
    Closed,
}

/// How a line ended.
enum Fed {
    Whole,
    /// Within quotation marks.
    Open,
    Broken(String),
}

/// The cells of the row that is read; their memory is used again.
#[derive(Debug, Default)]
struct Cells {
    cells: Vec<String>,
    used: usize,
}

impl Cells {
    fn clear(&mut self) {
        self.used = 0;
    }

    fn open(&mut self) {
        match self.cells.get_mut(self.used) {
            Some(cell) => cell.clear(),
            None => self.cells.push(String::new()),
        }
        self.used += 1;
    }

    fn last(&mut self) -> Option<&mut String> {
        self.cells.get_mut(self.used.checked_sub(1)?)
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = self.last() {
            cell.push_str(text);
        }
    }

    fn get(&self) -> &[String] {
        self.cells.get(..self.used).unwrap_or_default()
    }
}

/// Reads rows.
pub(super) struct Records {
    /// Lines that were looked at before.
    ahead: VecDeque<Line>,
    lines: Option<Lines>,
    delimiter: char,
    /// Cells of a row; `None` takes any number.
    width: Option<usize>,
    cells: Cells,
    state: State,
    first: Line,
}

impl Records {
    pub(super) fn new(lines: Option<Lines>, ahead: VecDeque<Line>, delimiter: char, width: Option<usize>) -> Self {
        let (cells, first) = (Cells::default(), Line::default());
        Self { ahead, lines, delimiter, width, cells, state: State::Plain, first }
    }

    /// From here on a row has so many cells.
    pub(super) const fn expect(&mut self, width: usize) {
        self.width = Some(width);
    }

    fn line(&mut self, line: &mut Line) -> io::Result<bool> {
        if let Some(ahead) = self.ahead.pop_front() {
            *line = ahead;
            return Ok(true);
        }
        match &mut self.lines {
            Some(lines) => lines.next(line),
            None => Ok(false),
        }
    }

    /// The next row that is not blank; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        loop {
            let mut first = std::mem::take(&mut self.first);
            let found = self.line(&mut first)?;
            self.first = first;
            if !found {
                return Ok(None);
            }
            if self.first.text.trim().is_empty() && self.first.wrong.is_none() {
                continue;
            }
            let number = self.first.number;
            let why = self.read()?;
            if let Some(why) = why {
                return Ok(Some(Record::Broken { line: number, why, text: &self.first.text }));
            }
            if self.cells.get().iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            return Ok(Some(Record::Read { line: number, cells: self.cells.get() }));
        }
    }

    /// Reads the row that begins with the line `self.first`; answers what is wrong with it.
    fn read(&mut self) -> io::Result<Option<String>> {
        if let Some(wrong) = self.first.wrong {
            return Ok(Some(wrong.to_owned()));
        }
        self.cells.clear();
        self.cells.open();
        self.state = State::Plain;
        let text = std::mem::take(&mut self.first.text);
        let mut fed = self.feed(&text);
        let mut length = text.len();
        self.first.text = text;
        let mut taken: Vec<Line> = Vec::new();
        let why = loop {
            match fed {
                Fed::Whole => break self.fits(),
                Fed::Broken(why) => break Some(why),
                Fed::Open => {}
            }
            let mut line = Line::default();
            let ends = taken.len() >= MOST_LINES || length > LONGEST || !self.line(&mut line)?;
            if ends {
                break Some("a quotation mark is opened and never closed".to_owned());
            }
            length += line.text.len();
            self.cells.push("\n");
            fed = match line.wrong {
                Some(wrong) => Fed::Broken(wrong.to_owned()),
                None => self.feed(&line.text),
            };
            taken.push(line);
        };
        if why.is_some() {
            // They may well be rows of their own.
            while let Some(line) = taken.pop() {
                self.ahead.push_front(line);
            }
        }
        Ok(why)
    }

    fn feed(&mut self, line: &str) -> Fed {
        let mut left = line;
        loop {
            match self.state {
                State::Plain => {
                    let at = left.find([self.delimiter, '"']).unwrap_or(left.len());
                    let (text, rest) = left.split_at(at);
                    self.cells.push(text);
                    let mut rest = rest.chars();
                    match rest.next() {
                        None => return Fed::Whole,
                        Some('"') => match self.cells.last() {
                            // Only a mark at the beginning of a cell encloses it.
                            Some(cell) if cell.trim().is_empty() => {
                                cell.clear();
                                self.state = State::Quoted;
                            }
                            Some(cell) => cell.push('"'),
                            None => {}
                        },
                        Some(_) => self.cells.open(),
                    }
                    left = rest.as_str();
                }
                State::Quoted => {
                    let Some((text, rest)) = left.split_once('"') else {
                        self.cells.push(left);
                        return Fed::Open;
                    };
                    self.cells.push(text);
                    match rest.strip_prefix('"') {
                        Some(rest) => {
                            self.cells.push("\"");
                            left = rest;
                        }
                        None => {
                            self.state = State::Closed;
                            left = rest;
                        }
                    }
                }
                State::Closed => {
                    let mut rest = left.chars();
                    match rest.next() {
                        None => return Fed::Whole,
                        Some(found) if found == self.delimiter => {
                            self.cells.open();
                            self.state = State::Plain;
                        }
                        Some(' ' | '\t' | '\r') => {}
                        Some(_) => {
                            return Fed::Broken("its quotation marks are broken: text follows the closing one".into());
                        }
                    }
                    left = rest.as_str();
                }
            }
        }
    }

    /// Whether it has as many cells as the heading; empty ones at the end are taken off.
    fn fits(&mut self) -> Option<String> {
        let width = self.width?;
        while self.cells.used > width && self.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            self.cells.used -= 1;
        }
        if self.cells.used == width {
            return None;
        }
        Some(format!("it has {} cells, and the heading has {width}", self.cells.used))
    }
}
