//! Content lines and what they stand in: `BEGIN:VEVENT` … `END:VEVENT`.
//!
//! **Invariants:** lines are joined before their bytes are read as letters, because some programs fold within a letter; every
//! line belongs to a component or is told with its number; nothing is kept of a component that does not end.

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::{CalendarFault, CalendarRefused};

/// A component within so many others is none.
const DEEPEST: usize = 12;
/// More lines than any calendar has.
const MOST_LINES: usize = 4_000_000;

/// A line: `DTSTART;TZID=Europe/Berlin:20261126T183000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Property {
    /// A parameter's value.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What stands between a `BEGIN` and its `END`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) properties: Vec<Property>,
    pub(super) inner: Vec<Self>,
}

impl Component {
    /// The first property with a name.
    pub(super) fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// All properties with a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }
}

/// Joined lines with the number of the first.
fn joined(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut lines: Vec<(usize, Vec<u8>)> = Vec::new();
    // Old programs end lines with a carriage return only.
    let ends = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    for (number, line) in bytes.split(|byte| *byte == ends).enumerate().take(MOST_LINES) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.split_first(), lines.last_mut()) {
            (Some((b' ' | b'\t', rest)), Some((_, last))) => last.extend_from_slice(rest),
            _ => lines.push((number + 1, line.to_vec())),
        }
    }
    lines
}

/// The file's bytes without a mark, as UTF-8 where they were UTF-16.
fn plain(bytes: &[u8]) -> Result<Vec<u8>, CalendarRefused> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 => Ok(bytes.get(length..).unwrap_or_default().to_vec()),
        Some((encoding, _)) => {
            let (text, _, wrong) = encoding.decode(bytes);
            if wrong {
                Err(CalendarRefused("its letters cannot be read".into()))
            } else {
                Ok(text.into_owned().into_bytes())
            }
        }
        None => Ok(bytes.to_vec()),
    }
}

/// Reads `NAME;PARAMETER=value:value`.
fn property(line: usize, text: &str) -> Option<Property> {
    let end = text.find([':', ';'])?;
    let (name, mut rest) = text.split_at_checked(end)?;
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_' || letter == '.';
    if name.is_empty() || !name.chars().all(fits) {
        return None;
    }
    let mut parameters = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let (key, tail) = after.split_once('=')?;
        let mut quoted = false;
        let ends = |letter: char| {
            quoted ^= letter == '"';
            !quoted && (letter == ';' || letter == ':')
        };
        let (value, tail) = tail.split_at_checked(tail.find(ends)?)?;
        parameters.push((key.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()));
        rest = tail;
    }
    let value = rest.strip_prefix(':')?.to_owned();
    // "item1.DTSTART": a group's name before it.
    let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
    Some(Property { line, name, parameters, value })
}

/// The calendars in a file, and lines that belong nowhere.
pub(super) fn calendars(bytes: &[u8]) -> Result<(Vec<Component>, Vec<CalendarFault>), CalendarRefused> {
    let refused = |why: &str| Err(CalendarRefused(why.into()));
    let bytes = plain(bytes)?;
    if bytes.contains(&0) {
        return refused("it is no calendar file (.ics)");
    }
    let lines = joined(&bytes);
    let encoding =
        if lines.iter().all(|(_, line)| std::str::from_utf8(line).is_ok()) { UTF_8 } else { letters_of(&bytes) };
    let (mut open, mut done, mut faults): (Vec<Component>, Vec<Component>, Vec<CalendarFault>) = Default::default();
    for (number, line) in lines {
        let (text, _) = encoding.decode_without_bom_handling(&line);
        let text = text.trim_end();
        if text.is_empty() {
            continue;
        }
        let Some(property) = property(number, text) else {
            if open.is_empty() && done.is_empty() {
                return refused("it is no calendar file (.ics): it does not begin with BEGIN:VCALENDAR");
            }
            let what = open.last().map(|component| component.name.clone()).unwrap_or_default();
            faults.push(CalendarFault::new(number, &what, "this line is no property"));
            continue;
        };
        let value = property.value.trim().to_ascii_uppercase();
        match property.name.as_str() {
            "BEGIN" if open.len() >= DEEPEST => return refused("it is nested too deeply"),
            "BEGIN" if open.is_empty() && value != "VCALENDAR" => {
                return refused("it is no calendar file (.ics): it does not begin with BEGIN:VCALENDAR");
            }
            "BEGIN" => open.push(Component { line: number, name: value, ..Component::default() }),
            "END" => {
                let Some(place) = open.iter().rposition(|component| component.name == value) else {
                    faults.push(CalendarFault::new(number, &value, "it ends here and never began"));
                    continue;
                };
                // What is still open within it never ended.
                for lost in open.drain(place + 1..) {
                    faults.push(CalendarFault::new(lost.line, &lost.name, "it never ends"));
                }
                let Some(whole) = open.pop() else { continue };
                match open.last_mut() {
                    Some(outer) => outer.inner.push(whole),
                    None => done.push(whole),
                }
            }
            _ => match open.last_mut() {
                Some(component) => component.properties.push(property),
                None if done.is_empty() => {
                    return refused("it is no calendar file (.ics): it does not begin with BEGIN:VCALENDAR");
                }
                None => faults.push(CalendarFault::new(number, "", "this line stands outside of the calendar")),
            },
        }
    }
    if !open.is_empty() {
        return refused(
            "it is only the beginning of a calendar: END:VCALENDAR is missing. Export or download it again",
        );
    }
    if done.is_empty() {
        return refused("it is empty");
    }
    Ok((done, faults))
}

/// The letters of a file that is no UTF-8.
fn letters_of(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

/// Words as people wrote them.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            '\n' => out.push('\n'),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.trim().to_owned()
}
