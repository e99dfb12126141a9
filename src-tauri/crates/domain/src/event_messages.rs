//! What is written to guests before and after an event, and announcements of it for a chat and for a forum.
//!
//! **Invariants:** a message's day is counted from the event's first day, so it moves with the event; times are on the
//! event's own clock and say its zone; words of people cannot end the forum's block or begin another property of it.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

/// A text that Kith comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// Its word in the file: `week`, `eve`, `day`, `after`.
    pub step: &'static str,
    /// Days from the event's first day.
    pub offset: i64,
    /// The last day on which it is of any use, in days from the event's first day.
    pub until: i64,
    /// The subject, with places for words.
    pub subject: &'static str,
    /// The words, with places.
    pub body: &'static str,
}

/// The four, in their order.
pub const MESSAGES: [Message; 4] = [
    Message {
        step: "week",
        offset: -7,
        until: -2,
        subject: "In a week: {event}",
        body: "Hello,\n\n{event} is in a week: {day}, {time} to {ends} ({zone}).\nWhere: {where}\n\nIf you cannot come any more, please tell us: somebody \
               waits for a seat. If we should know anything about access or food, answer this message.\n\nSee you soon,\n{host}",
    },
    Message {
        step: "eve",
        offset: -1,
        until: -1,
        subject: "Tomorrow: {event}",
        body: "Hello,\n\ntomorrow we meet: {event}, {day}, {time} to {ends} ({zone}).\nWhere: {where}\n\nIf anything comes in between, a short answer to \
               this message is enough.\n\nUntil tomorrow,\n{host}",
    },
    Message {
        step: "day",
        offset: 0,
        until: 0,
        subject: "Today: {event}",
        body: "Hello,\n\ntoday at {time} ({zone}): {event}.\nWhere: {where}\n\nWe are looking forward to you.\n{host}",
    },
    Message {
        step: "after",
        offset: 1,
        until: 14,
        subject: "Thank you for coming to {event}",
        body: "Hello,\n\nthank you for being at {event}. How likely is it, from 0 to 10, that you would tell a friend to come next time, and what should \
               we do better? A short answer to this message helps.\n\nSee you again,\n{host}",
    },
];

/// The places that can be filled, and what with.
pub const PLACES: [(&str, &str); 9] = [
    ("event", "what the event is called"),
    ("day", "its day"),
    ("time", "when it begins, on its own clock"),
    ("ends", "when it ends"),
    ("zone", "the time zone of both"),
    ("where", "the place, the link, or both"),
    ("host", "its hosts, or else the community"),
    ("speakers", "those who speak"),
    ("community", "what the community is called"),
];

/// What is known of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its beginning on its own clock.
    pub starts: NaiveDateTime,
    /// Its end on its own clock.
    pub ends: NaiveDateTime,
    /// Its zone: `Europe/Berlin`.
    pub zone: &'a str,
    /// The place, in words.
    pub place: &'a str,
    /// The page or the call.
    pub link: &'a str,
    /// What the public reads.
    pub text: &'a str,
    /// Names of the hosts.
    pub hosts: &'a [String],
    /// Names of those who speak.
    pub speakers: &'a [String],
    /// What the community is called.
    pub community: &'a str,
}

/// Ada, Bob and Cy.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl About<'_> {
    fn day(&self) -> String {
        self.starts.format("%A, %-d %B %Y").to_string()
    }

    fn zone_name(&self) -> String {
        self.zone.replace('_', " ")
    }

    fn ends_in_words(&self) -> String {
        let same = self.starts.date() == self.ends.date();
        self.ends.format(if same { "%H:%M" } else { "%A, %-d %B, %H:%M" }).to_string()
    }

    fn whereabouts(&self) -> String {
        let both = [self.place.trim(), self.link.trim()];
        both.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What the places of its texts are filled with; a place for which there is nothing is empty.
    pub fn words(&self) -> BTreeMap<&'static str, String> {
        let host = if self.hosts.is_empty() { self.community.to_owned() } else { listed(self.hosts) };
        BTreeMap::from([
            ("event", self.title.to_owned()),
            ("day", self.day()),
            ("time", self.starts.format("%H:%M").to_string()),
            ("ends", self.ends_in_words()),
            ("zone", self.zone_name()),
            ("where", self.whereabouts()),
            ("host", host),
            ("speakers", listed(self.speakers)),
            ("community", self.community.to_owned()),
        ])
    }

    fn paragraphs(&self) -> Vec<String> {
        let mut found = vec![self.text.trim().to_owned()];
        if !self.speakers.is_empty() {
            found.push(format!("With {}.", listed(self.speakers)));
        }
        found.retain(|text| !text.is_empty());
        found
    }

    /// An announcement for a chat: plain words, the time in the event's zone.
    pub fn for_chat(&self) -> String {
        let mut lines = vec![
            self.title.to_owned(),
            format!(
                "{}, {} to {} ({})",
                self.day(),
                self.starts.format("%H:%M"),
                self.ends_in_words(),
                self.zone_name()
            ),
        ];
        if !self.whereabouts().is_empty() {
            lines.push(format!("Where: {}", self.whereabouts()));
        }
        let mut parts = vec![lines.join("\n")];
        parts.extend(self.paragraphs());
        parts.join("\n\n")
    }

    /// An announcement for a forum whose calendar reads a block in the first post; forums without it show the block as words.
    pub fn for_forum(&self) -> String {
        // A value stands in quotes, and a bracket would end the block.
        let value = |text: &str| text.replace(['"', '[', ']', '\n', '\r'], " ").trim().to_owned();
        let minute = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
        let mut block = format!(
            "[event start=\"{}\" end=\"{}\" status=\"public\" timezone=\"{}\"",
            minute(self.starts),
            minute(self.ends),
            value(self.zone)
        );
        if !self.link.trim().is_empty() {
            block.push_str(&format!(" url=\"{}\"", value(self.link)));
        }
        block.push_str("]\n[/event]");
        // Only one event may be in a post: no words of people make another.
        let plain = |text: String| text.replace("[event", "\\[event").replace("[/event", "\\[/event");
        let mut parts = vec![block];
        if !self.place.trim().is_empty() {
            parts.push(plain(format!("Where: {}", self.place.trim())));
        }
        parts.extend(self.paragraphs().into_iter().map(plain));
        parts.join("\n\n")
    }
}

/// Longest part of an address of a message with the addresses, in bytes: mail programs cut what is longer.
const LONGEST_ADDRESSES: usize = 1_200;
/// Longest words that go along.
const LONGEST_WORDS: usize = 700;
/// Most bytes of the address of a message to one person: Windows hands on about 2,000.
const LONGEST_LETTER: usize = 1_900;

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => out.push(char::from(byte)),
            b'\n' => out.push_str("%0D%0A"),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Addresses of a new message to guests who do not see each other, as many as a mail program takes at once; with each, how
/// many it is for. Words that are too long for that are left out, and have to be copied.
pub fn mails(addresses: &[String], subject: &str, body: &str) -> Vec<(String, usize)> {
    let words = encoded(body);
    let mut tail = format!("&subject={}", encoded(subject.lines().next().unwrap_or_default()));
    if words.len() <= LONGEST_WORDS {
        tail.push_str(&format!("&body={words}"));
    }
    let mut found: Vec<(Vec<String>, usize)> = Vec::new();
    for address in addresses {
        let address = encoded(address);
        match found.last_mut() {
            Some((list, length)) if *length + address.len() < LONGEST_ADDRESSES => {
                *length += address.len() + 1;
                list.push(address);
            }
            _ => found.push((vec![address.clone()], address.len())),
        }
    }
    found.into_iter().map(|(list, _)| (format!("mailto:?bcc={}{tail}", list.join(",")), list.len())).collect()
}

/// The address of a new message to one person; nothing of its words where they are too long for a mail program's address.
pub fn letter(address: &str, subject: &str, body: &str) -> (String, bool) {
    let mut found =
        format!("mailto:{}?subject={}", encoded(address), encoded(subject.lines().next().unwrap_or_default()));
    let words = encoded(body);
    let fits = found.len() + words.len() <= LONGEST_LETTER;
    if fits {
        found.push_str(&format!("&body={words}"));
    }
    (found, fits)
}

/// Whether the words go along with [`mails`].
pub fn words_fit(body: &str) -> bool {
    encoded(body).len() <= LONGEST_WORDS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{events, fill};

    fn about<'a>(title: &'a str, text: &'a str, names: &'a [String]) -> About<'a> {
        About {
            title,
            starts: events::minute("2026-11-26T18:30").unwrap(),
            ends: events::minute("2026-11-26T21:00").unwrap(),
            zone: "America/New_York",
            place: "The cellar",
            link: "https://example.org/\"x]",
            text,
            hosts: &[],
            speakers: names,
            community: "Allotment",
        }
    }

    #[test]
    fn every_place_of_every_text_can_be_filled() {
        let names = ["Ada".to_owned(), "Bob".to_owned(), "Cy".to_owned()];
        let words = about("Pears", "", &names).words();
        for message in MESSAGES {
            for text in [message.subject, message.body] {
                assert!(fill::fill(text, &words).missing.is_empty(), "{}", message.step);
            }
            assert!(message.offset <= message.until);
        }
        assert_eq!(PLACES.map(|(name, _)| name).iter().filter(|name| words.contains_key(**name)).count(), words.len());
        assert_eq!(
            (&words["day"], &words["speakers"], &words["host"]),
            (&"Thursday, 26 November 2026".to_owned(), &"Ada, Bob and Cy".to_owned(), &"Allotment".to_owned())
        );
    }

    #[test]
    fn an_announcement_says_the_time_on_the_clock_of_the_event() {
        let words = about("Pears", "Bring [event start=\"1\"] a basket.", &[]).for_forum();
        assert!(words.starts_with(
            "[event start=\"2026-11-26 18:30\" end=\"2026-11-26 21:00\" status=\"public\" timezone=\"America/New_York\" url=\"https://example.org/ x\"]\n[/event]"
        ), "{words}");
        assert!(words.contains("Bring \\[event"));
        let chat = about("Pears", "Bring a basket.", &[]).for_chat();
        assert!(
            chat.starts_with("Pears\nThursday, 26 November 2026, 18:30 to 21:00 (America/New York)\nWhere: The cellar")
        );
    }

    #[test]
    fn mails_come_in_portions_and_nobody_is_lost() {
        let all: Vec<String> = (0..100).map(|number| format!("guest{number}+x@example.org")).collect();
        let mails = mails(&all, "Tomorrow: Pears & more", "Hello\nyou");
        assert_eq!(mails.iter().map(|(_, many)| many).sum::<usize>(), 100);
        assert!(mails.iter().all(|(address, _)| address.len() < 2_000 && address.starts_with("mailto:?bcc=guest")));
        assert!(mails[0].0.ends_with("&subject=Tomorrow%3A%20Pears%20%26%20more&body=Hello%0D%0Ayou"));
        assert!(mails[0].0.contains("%2Bx@example.org"));
        assert!(!super::mails(&all, "x", &"é".repeat(500))[0].0.contains("body=") && !words_fit(&"é".repeat(500)));
    }

    proptest! {
        #[test]
        fn no_words_make_a_second_event(title in "\\PC{0,30}", text in "[\\[\\]/event a\"=]{0,40}") {
            let words = about(&title, &text, &[]).for_forum();
            let plain = words.replace("\\[event", "").replace("\\[/event", "");
            prop_assert_eq!((plain.matches("[event").count(), plain.matches("[/event").count()), (1, 1));
        }
    }
}
