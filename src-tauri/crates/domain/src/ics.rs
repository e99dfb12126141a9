//! Calendar files (RFC 5545): what is to be done, for other programs.
//!
//! **Invariants:** the same entries at the same time make the same bytes; a line is at most 75 bytes and never ends within a
//! character; what people wrote cannot end its line or begin another property.

mod timed;

use chrono::{DateTime, NaiveDate};

pub use self::timed::{Timed, appointment, appointments};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by, now and later.
    pub uid: String,
    /// Counts its changes, from 0.
    pub sequence: i64,
    /// When it was changed last, UTC milliseconds.
    pub changed_at: i64,
    /// When.
    pub due: DueAt,
    /// What.
    pub summary: String,
    /// More about it.
    pub description: Option<String>,
    /// Nobody else's business.
    pub private: bool,
}

/// When an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueAt {
    /// A whole day.
    Day(NaiveDate),
    /// An instant, UTC milliseconds.
    Instant(i64),
}

/// What entries are for the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Appointments that every calendar shows.
    Event,
    /// Tasks, which some leave out.
    Todo,
}

/// How long something with a time takes up.
const LENGTH: &str = "PT15M";

/// A file with these entries.
pub fn calendar(name: &str, form: Form, entries: &[Entry]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Kith//Follow-ups//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for entry in entries {
        write(&mut out, form, entry);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn write(out: &mut String, form: Form, entry: &Entry) {
    let kind = match form {
        Form::Event => "VEVENT",
        Form::Todo => "VTODO",
    };
    line(out, &format!("BEGIN:{kind}"));
    line(out, &format!("UID:{}", escaped(&entry.uid)));
    line(out, &format!("DTSTAMP:{}", utc(entry.changed_at)));
    line(out, &format!("LAST-MODIFIED:{}", utc(entry.changed_at)));
    line(out, &format!("SEQUENCE:{}", entry.sequence.max(0)));
    let name = match form {
        Form::Event => "DTSTART",
        Form::Todo => "DUE",
    };
    match (entry.due, form) {
        (DueAt::Day(day), _) => line(out, &format!("{name};VALUE=DATE:{}", day.format("%Y%m%d"))),
        (DueAt::Instant(at), Form::Todo) => line(out, &format!("{name}:{}", utc(at))),
        (DueAt::Instant(at), Form::Event) => {
            line(out, &format!("{name}:{}", utc(at)));
            line(out, &format!("DURATION:{LENGTH}"));
        }
    }
    line(out, &format!("SUMMARY:{}", escaped(&entry.summary)));
    if let Some(description) = &entry.description {
        line(out, &format!("DESCRIPTION:{}", escaped(description)));
    }
    line(out, if entry.private { "CLASS:PRIVATE" } else { "CLASS:PUBLIC" });
    match form {
        // Something to do does not make a person busy.
        Form::Event => line(out, "TRANSP:TRANSPARENT"),
        Form::Todo => line(out, "STATUS:NEEDS-ACTION"),
    }
    line(out, &format!("END:{kind}"));
}

fn utc(at: i64) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().format("%Y%m%dT%H%M%SZ").to_string()
}

/// Words as the value of a property.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\r' => {
                letters.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line, folded: those after the first begin with a space.
fn line(out: &mut String, text: &str) {
    let mut room = 75;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> Entry {
        Entry {
            uid: "n1@kith".into(),
            sequence: 2,
            changed_at: 1_767_600_000_000,
            due: DueAt::Day("2026-12-01".parse().unwrap()),
            summary: "Ask Ada; about seeds, \\ and\nmore".into(),
            description: None,
            private: false,
        }
    }

    #[test]
    fn a_file_is_as_the_standard_says() {
        let timed = Entry { due: DueAt::Instant(1_767_625_200_000), private: true, ..entry() };
        let file = calendar("Allotment", Form::Event, &[entry(), timed.clone()]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kith//Follow-ups//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Allotment\r\n\
            BEGIN:VEVENT\r\nUID:n1@kith\r\nDTSTAMP:20260105T080000Z\r\nLAST-MODIFIED:20260105T080000Z\r\nSEQUENCE:2\r\nDTSTART;VALUE=DATE:20261201\r\n\
            SUMMARY:Ask Ada\\; about seeds\\, \\\\ and\\nmore\r\nCLASS:PUBLIC\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        assert!(file.starts_with(expected), "{file}");
        assert!(
            file.contains("DTSTART:20260105T150000Z\r\nDURATION:PT15M\r\n") && file.contains("CLASS:PRIVATE"),
            "{file}"
        );
        let todo = calendar("Allotment", Form::Todo, &[timed]);
        assert!(
            todo.contains("BEGIN:VTODO")
                && todo.contains("DUE:20260105T150000Z")
                && todo.contains("STATUS:NEEDS-ACTION")
        );
    }

    proptest! {
        #[test]
        fn words_stay_in_their_line(summary in ".{0,200}", nasty in "[\r\n,;:\\\\ a\u{2028}Ü🌱]{0,120}") {
            let summary = format!("{summary}{nasty}");
            let file = calendar("x", Form::Event, &[Entry { summary: summary.clone(), ..entry() }]);
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            let unfolded = file.replace("\r\n ", "");
            let found: Vec<&str> = unfolded.split("\r\n").filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
            prop_assert_eq!(found.len(), 1);
            // Read back as a calendar does.
            let mut read = String::new();
            let mut letters = found[0].chars();
            while let Some(letter) = letters.next() {
                read.push(match letter { '\\' => match letters.next() { Some('n') => '\n', Some(other) => other, None => '?' }, other => other });
            }
            let wanted: String = summary.replace("\r\n", "\n").chars().map(|letter| if matches!(letter, '\r' | '\u{2028}' | '\u{2029}') { '\n' } else { letter })
                .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
