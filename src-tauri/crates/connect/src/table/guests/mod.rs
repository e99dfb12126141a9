//! Lists of guests: which program wrote one, what its columns mean, and what its rows say.
//!
//! A list may have several tables in one file (Zoom's reports): the one with the guests is found by its heading, and ends
//! where its rows end.
//!
//! **Invariants:** every row of the table is a guest or is refused with its line; two rows with one key are refused, except
//! where the format says that somebody came twice (Zoom), which is one guest; what a file has no column for is not said.

mod formats;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use chrono_tz::Tz;

use self::{
    GuestUse::{Came, Code, Email, FirstName, Handle, Ignore, Key, LastName, Name, Plus, Registered, State, Ticket},
    formats::{came_of, format_of, guessed, question, state_of},
};
use super::{
    DateOrder, FileChoice, Refused, Sense, Table, WrongRow,
    clean::{email, folded, value},
    dates::parse,
    lines::{self, Line, Lines},
};

/// More rows than any list has.
const MOST_ROWS: usize = 200_000;
/// The heading is looked for in so many lines.
const LOOKED_AT: u64 = 20_000;
/// A longer cell is none that is kept.
const LONGEST: usize = 2_000;

/// What a column of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuestUse {
    /// Nothing that is kept.
    Ignore,
    /// The number that the program knows a guest by.
    Key,
    /// Who.
    Name,
    /// The first part of it.
    FirstName,
    /// The last part of it.
    LastName,
    /// Address.
    Email,
    /// Short name.
    Handle,
    /// How it stands.
    State,
    /// When they signed up.
    Registered,
    /// When they came, or whether.
    Came,
    /// People who come along.
    Plus,
    /// The kind of ticket.
    Ticket,
    /// What a scanner reads.
    Code,
    /// Access or diet.
    Needs,
    /// An answer to a question: the heading.
    Answer,
}

impl GuestUse {
    /// All, and their words on the wire.
    pub const WORDS: [(Self, &'static str); 15] = [
        (Self::Ignore, "ignore"),
        (Self::Key, "key"),
        (Self::Name, "name"),
        (Self::FirstName, "first_name"),
        (Self::LastName, "last_name"),
        (Self::Email, "email"),
        (Self::Handle, "handle"),
        (Self::State, "state"),
        (Self::Registered, "registered"),
        (Self::Came, "came"),
        (Self::Plus, "plus"),
        (Self::Ticket, "ticket"),
        (Self::Code, "code"),
        (Self::Needs, "needs"),
        (Self::Answer, "answer"),
    ];

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(used, _)| *used == self).map_or("ignore", |(_, word)| word)
    }

    /// The use with a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(used, _)| *used)
    }
}

/// A list that was opened.
#[derive(Debug)]
pub struct GuestList {
    /// Which program wrote it: `luma`, `zoom`; `csv` when none that is known.
    pub format: &'static str,
    /// Its columns: heading, what it is, the first values.
    pub columns: Vec<(String, GuestUse, Vec<String>)>,
    /// Times in it have no zone, and numbers of its dates can be read in two ways.
    pub asks_date_order: bool,
    /// Whether it tells times that do not say their zone.
    pub has_times: bool,
    table: Table,
    again: bool,
    sense: Vec<Sense>,
    /// The order of numbers in its dates, where one of its columns tells: a program writes all of them alike.
    order: Option<DateOrder>,
}

/// What a row says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestSaid {
    /// Where it stands, from 1.
    pub line: u64,
    /// What it is known by.
    pub key: String,
    /// Who.
    pub name: String,
    /// Address, in small letters.
    pub email: Option<String>,
    /// Short name.
    pub handle: Option<String>,
    /// How it stands: the store's word.
    pub state: Option<&'static str>,
    /// People who come along.
    pub plus: Option<u32>,
    /// The kind of ticket.
    pub ticket: Option<String>,
    /// What a scanner reads.
    pub code: Option<String>,
    /// Access and diet.
    pub needs: Option<String>,
    /// Questions and answers.
    pub answers: Vec<(String, String)>,
    /// When they signed up, UTC milliseconds.
    pub registered_at: Option<i64>,
    /// Whether they came, and when, UTC milliseconds, if that is told.
    pub came: Option<Option<i64>>,
    /// When they were online, from and until, UTC milliseconds; a rejoin is another stay.
    pub stays: Vec<(i64, i64)>,
    /// Minutes they were online, where the file says no more of it.
    pub minutes: Option<i64>,
}

/// The line with the heading of a known program's table, where the file is text.
fn heading_line(path: &Path) -> Option<u32> {
    let looks = lines::look(path, None).ok()?;
    let mut lines = Lines::open(path, &looks).ok()?;
    let mut line = Line::default();
    while lines.next(&mut line).ok()? && line.number <= LOOKED_AT {
        for delimiter in [',', ';', '\t'] {
            if !line.text.contains(delimiter) {
                continue;
            }
            let cells: Vec<String> =
                line.text.split(delimiter).map(|cell| value(cell).trim_matches('"').to_owned()).collect();
            if format_of(&cells).is_some() {
                return u32::try_from(line.number).ok();
            }
        }
    }
    None
}

impl GuestList {
    /// Opens a list and finds out what its columns are; `chosen` says it of some by their headings.
    ///
    /// # Errors
    /// [`Refused`] says why it is not read.
    pub fn open(path: &Path, chosen: &BTreeMap<String, GuestUse>) -> Result<Self, Refused> {
        // What cannot be a table at all is refused by `Table::open`, in its words.
        let first = Table::open(path, &FileChoice::default())?;
        let heading = if first.layout().sheets.is_empty() { heading_line(path) } else { None };
        let table = match heading {
            Some(line) => Table::open(path, &FileChoice { heading: Some(line), ..FileChoice::default() })?,
            None => first,
        };
        let format = format_of(table.headers());
        let mut sense = vec![Sense::default(); table.headers().len()];
        let mut samples: Vec<Vec<String>> = vec![Vec::new(); table.headers().len()];
        let mut rows = 0_usize;
        table.rows(&mut |row| {
            rows += 1;
            if let Ok(cells) = row.cells {
                for ((cell, sense), samples) in cells.iter().zip(&mut sense).zip(&mut samples) {
                    let cell = value(cell);
                    if cell.is_empty() {
                        continue;
                    }
                    if cell.bytes().any(|byte| byte.is_ascii_digit()) {
                        sense.add(&cell);
                    }
                    if samples.len() < 3 {
                        samples.push(cell.chars().take(80).collect());
                    }
                }
            }
            if rows > MOST_ROWS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if rows > MOST_ROWS {
            return Err(Refused(format!("it has more than {MOST_ROWS} rows: cut it into several files")));
        }
        let used = |header: &String| match (chosen.get(header), format) {
            (Some(used), _) => *used,
            (None, Some(format)) => {
                let name = folded(header);
                let known = format.columns.iter().find(|(column, _)| *column == name);
                known.map_or_else(|| if format.asks { question(&name) } else { Ignore }, |(_, used)| *used)
            }
            (None, None) => guessed(header),
        };
        let mut columns: Vec<(String, GuestUse, Vec<String>)> = Vec::new();
        for (header, samples) in table.headers().iter().zip(samples) {
            let mut used = used(header);
            // Of two columns with one meaning the first is meant; questions may be many.
            let many = matches!(used, GuestUse::Answer | GuestUse::Needs | Ignore)
                // Indico says in one column that somebody came, and when in another.
                || (used == Came && format.is_some_and(|format| format.name == "indico"))
                // A campaign's member is a contact or a lead, never both.
                || (used == Key && format.is_some_and(|format| format.name == "salesforce"));
            if !many && !chosen.contains_key(header) && columns.iter().any(|(_, other, _)| *other == used) {
                used = if format.is_some() { Ignore } else { GuestUse::Answer };
            }
            columns.push((header.clone(), used, samples));
        }
        let has = |used: GuestUse| columns.iter().any(|(_, other, _)| *other == used);
        if ![Name, FirstName, LastName, Email, Handle, Key].into_iter().any(has) {
            return Err(Refused("no column in it says who is meant: a name or an e-mail address".into()));
        }
        let times = || columns.iter().zip(&sense).filter(|((_, used, _), _)| matches!(used, Registered | Came));
        let order = sense.iter().filter(|sense| sense.is_dates()).find_map(Sense::shown);
        let asks_date_order = order.is_none() && times().any(|(_, sense)| sense.is_dates() && sense.order().is_none());
        let local = |((_, _, samples), sense): (&(String, GuestUse, Vec<String>), &Sense)| {
            sense.is_dates()
                && samples
                    .iter()
                    .any(|sample| !sample.ends_with('Z') && !sample.contains("UTC") && sample.contains(':'))
        };
        let has_times = times().any(local);
        let (name, again) = format.map_or(("csv", false), |format| (format.name, format.again));
        Ok(Self { format: name, columns, asks_date_order, has_times, table, again, sense, order })
    }

    /// Every row: a guest, or why it is none. Times without a zone are in `zone`; where numbers of dates can be read in two
    /// ways, `order` says how.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(&self, zone: Tz, order: DateOrder) -> Result<(Vec<GuestSaid>, Vec<WrongRow>), Refused> {
        let (mut found, mut wrong): (Vec<GuestSaid>, Vec<WrongRow>) = (Vec::new(), Vec::new());
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        let mut over = false;
        self.table.rows(&mut |row| {
            let line = row.line;
            let cells = match row.cells {
                Ok(cells) => cells,
                Err(broken) => {
                    // The heading of the next table in the same file ends this one.
                    over = self.again && !broken.text.contains(',');
                    if !over {
                        wrong.push(WrongRow { line, column: None, reason: broken.why, sample: String::new() });
                    }
                    return if over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                }
            };
            if self.again && is_next_table(cells) {
                return ControlFlow::Break(());
            }
            match self.guest(line, cells, zone, order) {
                Err(refused) => wrong.push(refused),
                Ok(said) => match keys.get(&said.key).copied().and_then(|place| found.get_mut(place)) {
                    Some(before) if self.again => again(before, &said),
                    Some(before) => {
                        let reason = format!("line {} says something of the same guest already", before.line);
                        wrong.push(WrongRow { line, column: None, reason, sample: String::new() });
                    }
                    None => {
                        keys.insert(said.key.clone(), found.len());
                        found.push(said);
                    }
                },
            }
            ControlFlow::Continue(())
        })?;
        Ok((found, wrong))
    }

    fn guest(&self, line: u64, cells: &[String], zone: Tz, order: DateOrder) -> Result<GuestSaid, WrongRow> {
        let wrong = |column: Option<&str>, reason: &str| WrongRow {
            line,
            column: column.map(str::to_owned),
            reason: reason.to_owned(),
            sample: String::new(),
        };
        let mut said = GuestSaid { line, ..GuestSaid::default() };
        let (mut first, mut last, mut number, mut needs) = (String::new(), String::new(), String::new(), None);
        for (((header, used, _), sense), cell) in self.columns.iter().zip(&self.sense).zip(cells) {
            let cell = value(cell);
            if *used != Ignore && cell.len() > LONGEST {
                return Err(wrong(Some(header), "it is longer than 2000 characters"));
            }
            let text = || cell.split_whitespace().collect::<Vec<_>>().join(" ");
            let some = || Some(text()).filter(|text| !text.is_empty());
            let moment = || parse(&cell, sense.order().or(self.order).unwrap_or(order), zone);
            match used {
                Ignore => {}
                Key if !number.is_empty() && cell.is_empty() => {}
                Key => number = text(),
                Name => said.name = text(),
                FirstName => first = text(),
                LastName => last = text(),
                Email if cell.is_empty() || matches!(&*cell, "-" | "--") => {}
                Email => match email(&cell) {
                    Some(address) => said.email = Some(address.to_lowercase()),
                    None => return Err(wrong(Some(header), "it is no e-mail address")),
                },
                Handle => said.handle = some(),
                // A word that nobody knows says nothing, and is told.
                State if cell.is_empty() || matches!(&*cell, "-" | "--") => {}
                State => match state_of(&cell) {
                    Some(state) => {
                        said.state = Some(state);
                        if matches!(folded(&cell).as_str(), "checked in" | "attended") {
                            said.came = Some(None);
                        }
                    }
                    None => {
                        return Err(wrong(
                            Some(header),
                            "this state is not known: yes, no, pending, waitlist, cancelled …",
                        ));
                    }
                },
                Registered => {
                    if !cell.is_empty() && !matches!(&*cell, "-" | "--") {
                        said.registered_at =
                            Some(moment().ok_or_else(|| wrong(Some(header), "it is no time that can be read"))?);
                    }
                }
                Came => match came_of(&cell) {
                    Some(came) => {
                        if came {
                            said.came = Some(None);
                        }
                    }
                    None => {
                        // Minutes, or a number of times.
                        let number = cell.parse::<f64>().is_ok_and(|number| number > 0.0);
                        let at = if number { None } else { moment() };
                        if at.is_none() && !number {
                            if matches!(&*cell, "-" | "--") {
                                continue;
                            }
                            return Err(wrong(Some(header), "it says neither yes nor no nor when"));
                        }
                        said.came = Some(at);
                    }
                },
                Plus if cell.is_empty() => said.plus = Some(0),
                Plus => match cell.trim_start_matches('+').parse::<u32>() {
                    Ok(plus) if plus <= 99 => said.plus = Some(plus),
                    _ => match came_of(&cell) {
                        Some(one) => said.plus = Some(u32::from(one)),
                        None => return Err(wrong(Some(header), "write how many come along: 0 to 99")),
                    },
                },
                Ticket => said.ticket = some(),
                Code => said.code = some(),
                GuestUse::Needs => {
                    let before: String = needs.take().unwrap_or_default();
                    let both = [before, text()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
                    needs = Some(both.join("; "));
                }
                GuestUse::Answer => {
                    if let Some(answer) = some() {
                        said.answers.push((header.clone(), answer));
                    }
                }
            }
        }
        said.needs = needs;
        if self.format.starts_with("zoom") {
            self.stay(&mut said, cells, zone, order);
        }
        if self.format == "pretix" {
            // The secret is what is on the ticket, and what it is known by.
            said.code = Some(number.clone()).filter(|code| !code.is_empty());
        }
        if said.name.is_empty() {
            said.name = [first, last].join(" ").trim().to_owned();
        }
        if let Some(original) = said.name.find(" (").filter(|_| self.format.starts_with("zoom")) {
            // "Ada (Ada Lovelace)": the name they signed in with is the second.
            let shown = said.name.get(..original).unwrap_or_default().to_owned();
            said.name = shown;
        }
        let known_by = [Some(number), said.email.clone(), said.handle.clone(), Some(said.name.clone())];
        let Some(key) = known_by.into_iter().flatten().find(|key| !key.is_empty()) else {
            return Err(wrong(None, "it does not say who is meant"));
        };
        if said.name.is_empty() {
            said.name = said.email.clone().or_else(|| said.handle.clone()).unwrap_or_else(|| key.clone());
        }
        said.key = key;
        if self.format == "zoom" || (self.format == "zoom_webinar" && said.state.is_none()) {
            said.state = Some("going");
        }
        Ok(said)
    }
}

/// Milliseconds of the longest stay: a report that says more is wrong.
const LONGEST_STAY: i64 = 3 * 86_400_000;

impl GuestList {
    /// When somebody was online, as the reports of a call say it.
    fn stay(&self, said: &mut GuestSaid, cells: &[String], zone: Tz, order: DateOrder) {
        let cell = |name: &str| {
            let columns = self.columns.iter().zip(&self.sense).zip(cells);
            let mut found = columns.filter(|(((header, _, _), _), _)| folded(header) == name);
            found.next().map(|((_, sense), cell)| (value(cell), sense))
        };
        // Whoever waited to be let in was not there yet.
        if cell("in waiting room").is_some_and(|(cell, _)| came_of(&cell) == Some(true)) {
            said.came = None;
            return;
        }
        let moment = |name: &str| {
            let (cell, sense) = cell(name)?;
            parse(&cell, sense.order().unwrap_or(order), zone)
        };
        if let (Some(from), Some(until)) = (moment("join time"), moment("leave time")) {
            if from < until && until - from <= LONGEST_STAY {
                said.stays.push((from, until));
            }
        } else if let Some((cell, _)) = cell("total duration (minutes)") {
            said.minutes = cell.parse().ok().filter(|minutes| (0..=LONGEST_STAY / 60_000).contains(minutes));
        }
    }
}

/// A line that opens another table of the same file: words without commas, or the heading again.
fn is_next_table(cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
    matches!(filled.as_slice(), [only] if !only.contains('@') && (only.ends_with("Details") || only.as_str() == "Other Attended"))
        || format_of(cells).is_some()
}

/// Somebody came again: what was empty is filled, and the first time counts.
fn again(before: &mut GuestSaid, said: &GuestSaid) {
    before.came = match (before.came, said.came) {
        (Some(Some(one)), Some(Some(other))) => Some(Some(one.min(other))),
        (Some(None), other @ Some(Some(_))) => other,
        (None, other) => other,
        (one, _) => one,
    };
    before.email = before.email.take().or_else(|| said.email.clone());
    before.stays.extend(&said.stays);
}
