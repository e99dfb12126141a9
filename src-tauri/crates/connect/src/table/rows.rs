//! From cells to what a row says of a person, and why it says nothing.

use std::{borrow::Cow, ops::ControlFlow};

use chrono_tz::Tz;
use kith_domain::table::{Slot, TableActivity, TableRow};

use super::{
    Refused, Row, Table,
    clean::{email, folded, is_failed, link, value},
    dates::{DateOrder, Sense, parse},
    mapping::{Mapping, MappingError, RowKind, Use},
};

/// A longer name is none.
const LONGEST_NAME: usize = 300;
/// A longer value is none.
const LONGEST_VALUE: usize = 20_000;
/// How many values of a column are shown.
const SAMPLES: usize = 3;

/// What is in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnScan {
    /// Cells that are not empty.
    pub filled: u32,
    /// Those that are addresses.
    pub addresses: u32,
    /// The first different values.
    pub samples: Vec<String>,
    /// Whether they are dates, and which.
    pub sense: Sense,
}

impl ColumnScan {
    /// The moment that a cell of it names, UTC milliseconds; without a zone of its own in `zone`.
    pub fn moment(&self, cell: &str, zone: Tz) -> Option<i64> {
        parse(cell, self.sense.order().unwrap_or(DateOrder::DayFirst), zone)
    }

    /// Whether nearly all are addresses.
    pub(super) const fn is_addresses(&self) -> bool {
        self.filled > 0 && self.addresses as u64 * 10 >= self.filled as u64 * 9
    }
}

/// What is in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Rows that can be cut into cells.
    pub rows: u32,
    /// Rows that cannot.
    pub broken: u32,
    /// Column by column.
    pub columns: Vec<ColumnScan>,
}

impl Table {
    /// Looks at every row once.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn scan(&self) -> Result<Scan, Refused> {
        let mut scan = Scan { columns: vec![ColumnScan::default(); self.headers().len()], ..Scan::default() };
        self.rows(&mut |row| {
            let Ok(cells) = row.cells else {
                scan.broken = scan.broken.saturating_add(1);
                return ControlFlow::Continue(());
            };
            scan.rows = scan.rows.saturating_add(1);
            for (cell, column) in cells.iter().zip(&mut scan.columns) {
                let value = value(cell);
                if value.is_empty() {
                    continue;
                }
                column.filled += 1;
                column.addresses += u32::from(value.contains('@') && email(&value).is_some());
                if value.bytes().any(|byte| byte.is_ascii_digit()) {
                    column.sense.add(&value);
                } else {
                    column.sense.wrong += 1;
                }
                if column.samples.len() < SAMPLES {
                    let short: String = value.chars().take(80).collect();
                    if !column.samples.contains(&short) {
                        column.samples.push(short);
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok(scan)
    }
}

/// A row that is not taken in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    /// The line it begins with.
    pub line: u64,
    /// The column, where it is one cell's fault.
    pub column: Option<String>,
    /// What is wrong, in a sentence.
    pub reason: String,
    /// The start of what stands there.
    pub sample: String,
}

struct Place {
    used: Use,
    header: String,
    label: Option<String>,
    zone: Tz,
    order: DateOrder,
}

/// Makes records of rows.
pub struct Reader {
    places: Vec<Place>,
    key: Vec<Use>,
    rows: RowKind,
    /// Several columns hold handles, so a handle's key says which.
    many_handles: bool,
    row: TableRow,
    first: String,
    last: String,
    location: String,
    what: [String; 4],
    at: Option<i64>,
    number: String,
    handles: Vec<(String, String)>,
}

impl Reader {
    /// For the rows of a table that `scan` looked at; dates without a zone are in `zone`.
    ///
    /// # Errors
    /// When the mapping does not fit the table, or a person must say which number of a date is the day.
    pub fn new(mapping: &Mapping, table: &Table, scan: &Scan, zone: Tz) -> Result<Self, MappingError> {
        mapping.check(table.headers())?;
        let mut places = Vec::new();
        for (header, scan) in table.headers().iter().zip(&scan.columns) {
            let used = mapping.use_of(header);
            let mut order = mapping.dates;
            if used.is_time() && order == DateOrder::Auto {
                order = scan.sense.order().ok_or_else(|| {
                    let example = scan.samples.first().map(String::as_str).unwrap_or_default();
                    MappingError::new("dates", format!("the dates of “{header}” (such as {example}) can be read in two ways: say whether the day or the month comes first"))
                })?;
            }
            let zone = if folded(header).contains("(utc)") { Tz::UTC } else { zone };
            let label = mapping.column(header).and_then(|column| column.label.clone());
            places.push(Place { used, header: header.clone(), label, zone, order });
        }
        let handles = mapping.columns.iter().filter(|column| column.field == Use::Handle).count();
        Ok(Self {
            places,
            key: mapping.key.clone(),
            rows: mapping.rows,
            many_handles: handles > 1,
            row: TableRow::default(),
            first: String::new(),
            last: String::new(),
            location: String::new(),
            what: Default::default(),
            at: None,
            number: String::new(),
            handles: Vec::new(),
        })
    }

    /// What a row says.
    ///
    /// # Errors
    /// [`WrongRow`] says why it is not taken in.
    pub fn read(&mut self, row: &Row<'_>) -> Result<TableRow, WrongRow> {
        let cells = match &row.cells {
            Ok(cells) => *cells,
            Err(broken) => return Err(wrong(row.line, None, broken.why.clone(), broken.text)),
        };
        self.clear(row.line);
        let places = std::mem::take(&mut self.places);
        let mut result = Ok(());
        for (place, cell) in places.iter().zip(cells) {
            result = self.take(place, &value(cell));
            if let Err(reason) = result {
                self.places = places;
                return Err(reason);
            }
        }
        self.places = places;
        result?;
        self.finish(cells)
    }

    fn clear(&mut self, line: u64) {
        self.row = TableRow { line, ..TableRow::default() };
        self.at = None;
        self.handles.clear();
        for text in
            [&mut self.first, &mut self.last, &mut self.location, &mut self.number].into_iter().chain(&mut self.what)
        {
            text.clear();
        }
    }

    fn take(&mut self, place: &Place, cell: &str) -> Result<(), WrongRow> {
        let line = self.row.line;
        let no = |reason: String| Err(wrong(line, Some(&place.header), reason, cell));
        if place.used == Use::Ignore {
            return Ok(());
        }
        if place.used != Use::Keep && is_failed(cell) {
            return no("a formula failed in this cell".into());
        }
        let limit = if matches!(place.used, Use::Keep | Use::Text | Use::Tags | Use::Custom) {
            LONGEST_VALUE
        } else {
            LONGEST_NAME
        };
        if cell.len() > limit && cell.chars().count() > limit {
            return no(format!("it is longer than {limit} characters"));
        }
        let some = || (!cell.is_empty()).then(|| cell.to_owned());
        let one_line = || (!cell.is_empty()).then(|| in_one_line(cell).into_owned());
        let slot = |slot: Slot| (slot, one_line());
        match place.used {
            Use::Ignore => {}
            Use::Keep => self.row.fields.push((place.header.clone(), some())),
            Use::Id => {
                self.number.push_str(cell);
                self.row.fields.push((place.header.clone(), some()));
            }
            Use::Name => self.row.slots.push(slot(Slot::Name)),
            Use::FirstName => self.first = in_one_line(cell).into_owned(),
            Use::LastName => self.last = in_one_line(cell).into_owned(),
            Use::Email if cell.is_empty() => self.row.slots.push((Slot::Email, None)),
            Use::Email => match email(cell) {
                Some(address) => self.row.slots.push((Slot::Email, Some(address))),
                None => return no("it is no e-mail address".into()),
            },
            Use::Phone => self.row.slots.push(slot(Slot::Phone)),
            Use::Handle => {
                let handle = cell.trim_start_matches('@');
                if !handle.is_empty() {
                    self.handles.push((place.header.clone(), in_one_line(handle).into_owned()));
                }
            }
            Use::Title => self.row.slots.push(slot(Slot::Title)),
            Use::Company => self.row.slots.push(slot(Slot::Company)),
            Use::Location => {
                if !cell.is_empty() {
                    if !self.location.is_empty() {
                        self.location.push_str(", ");
                    }
                    self.location.push_str(&in_one_line(cell));
                }
            }
            Use::Zone if cell.is_empty() => self.row.slots.push((Slot::Zone, None)),
            Use::Zone => match kith_domain::time::zone(cell) {
                Some(zone) => self.row.slots.push((Slot::Zone, Some(zone.name().to_owned()))),
                None => return no("there is no such time zone; write it as Europe/Berlin".into()),
            },
            Use::Pronouns => self.row.slots.push(slot(Slot::Pronouns)),
            Use::JoinedAt | Use::LeftAt | Use::At => {
                let at = if is_blank_date(cell) { None } else { Some(parse(cell, place.order, place.zone)) };
                match (place.used, at) {
                    (_, Some(None)) => return no("it is no date that can be read".into()),
                    (Use::JoinedAt, at) => self.row.joined_at = at.flatten(),
                    (Use::LeftAt, at) => self.row.has_left = Some(at.is_some()),
                    (_, at) => self.at = at.flatten(),
                }
            }
            Use::Tags => {
                for tag in cell.split([',', ';', '|', '\n']) {
                    let tag = in_one_line(tag.trim().trim_matches('"')).into_owned();
                    if !tag.is_empty() && !self.row.tags.contains(&tag) {
                        if tag.chars().count() > 60 {
                            return no("a tag is longer than 60 characters".into());
                        }
                        self.row.tags.push(tag);
                    }
                }
            }
            Use::Link => {
                if !cell.is_empty() {
                    match link(cell) {
                        Some(link) => self.row.links.push(link),
                        None => return no("it is no address of a page".into()),
                    }
                }
            }
            Use::Custom => {
                if !cell.is_empty() {
                    let label = place.label.clone().unwrap_or_else(|| place.header.clone());
                    self.row.fields.push((label, some()));
                }
            }
            Use::Kind => self.say(0, &in_one_line(cell)),
            Use::What => self.say(1, &in_one_line(cell)),
            Use::Text => self.say(2, cell),
            Use::Page => self.say(3, cell),
            Use::Number => {
                self.row.key.clear();
                self.row.key.push_str(cell);
            }
        }
        Ok(())
    }

    fn say(&mut self, place: usize, cell: &str) {
        if let Some(text) = self.what.get_mut(place) {
            text.push_str(cell);
        }
    }

    fn finish(&mut self, cells: &[String]) -> Result<TableRow, WrongRow> {
        let mut row = std::mem::take(&mut self.row);
        let happening = std::mem::take(&mut row.key);
        let uses = |wanted: Use| self.places.iter().any(|place| place.used == wanted);
        let line = row.line;
        if !uses(Use::Name) && (uses(Use::FirstName) || uses(Use::LastName)) {
            let name = [self.first.as_str(), self.last.as_str()].join(" ").trim().to_owned();
            row.slots.push((Slot::Name, (!name.is_empty()).then_some(name)));
        }
        if uses(Use::Location) {
            row.slots.push((Slot::Location, (!self.location.is_empty()).then(|| self.location.clone())));
        }
        if uses(Use::Handle) {
            row.slots.push((Slot::Handle, self.handles.first().map(|(_, handle)| handle.clone())));
            let others = self.handles.iter().skip(1);
            row.fields.extend(others.map(|(header, handle)| (header.clone(), Some(handle.clone()))));
        }
        let sample = cells.join(" · ");
        let Some((remote, key)) = self.key.iter().find_map(|key| self.key_of(&row, *key)) else {
            let words: Vec<&str> = self.key.iter().map(|key| key.words()).collect();
            let reason = format!("it has nothing to know it by: {} is missing", words.join(" or "));
            return Err(wrong(line, None, reason, &sample));
        };
        (row.remote, row.key) = (remote, key);
        if self.rows == RowKind::Activities {
            let Some(at) = self.at else {
                return Err(wrong(line, None, "it does not say when it happened".into(), &sample));
            };
            let text = self.words();
            if text.is_empty() {
                return Err(wrong(line, None, "it does not say what happened".into(), &sample));
            }
            let known_by = if happening.is_empty() {
                format!("{}\n{at}\n{text}", row.remote)
            } else {
                format!("key\n{happening}")
            };
            row.activity = Some(TableActivity { known_by: number_of(&known_by), at, text });
        }
        Ok(row)
    }

    /// What happened: the kind and the title in a line, then the description, then the page.
    fn words(&self) -> String {
        let [kind, title, text, page] = &self.what;
        let head = match (kind.is_empty(), title.is_empty()) {
            (false, false) => format!("{kind}: {title}"),
            (false, true) => kind.clone(),
            _ => title.clone(),
        };
        let parts: Vec<&str> =
            [head.as_str(), text.as_str(), page.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    }

    /// The account's id in its source, and the key as it was written.
    fn key_of(&self, row: &TableRow, key: Use) -> Option<(String, String)> {
        let with = |word: &str, key: &str, folded: String| {
            (!folded.is_empty()).then(|| (format!("{word}:{folded}"), key.to_owned()))
        };
        match key {
            Use::Id => with("id", &self.number, self.number.clone()),
            Use::Email => row.slot(Slot::Email).and_then(|email| with("email", email, email.to_lowercase())),
            Use::Handle => {
                let (header, handle) = self.handles.first()?;
                let word = if self.many_handles { format!("handle/{}", folded(header)) } else { "handle".to_owned() };
                with(&word, handle, handle.to_lowercase())
            }
            Use::Phone => {
                let phone = row.slot(Slot::Phone)?;
                with("phone", phone, phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
            }
            Use::Name => row.slot(Slot::Name).and_then(|name| with("name", name, name.to_lowercase())),
            Use::Link => row.links.first().and_then(|link| {
                let folded = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest);
                with("link", link, folded.trim_start_matches("www.").trim_end_matches('/').to_lowercase())
            }),
            _ => None,
        }
    }
}

/// What programs write where there is no date.
fn is_blank_date(cell: &str) -> bool {
    matches!(cell, "" | "-" | "--" | "–" | "n/a" | "N/A" | "never" | "Never")
}

fn in_one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) || text.contains("  ") {
        return Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Cow::Borrowed(text)
}

/// A number for a word that is the same on every machine, above zero.
fn number_of(word: &str) -> i64 {
    i64::try_from(xxhash_rust::xxh3::xxh3_64(word.as_bytes()) >> 1).unwrap_or(i64::MAX)
}

fn wrong(line: u64, column: Option<&str>, reason: String, sample: &str) -> WrongRow {
    WrongRow { line, column: column.map(str::to_owned), reason, sample: sample.chars().take(160).collect() }
}
