//! Two thousand invented people: names, where they live, when they came, how much they write and when they stopped.
//!
//! **Invariant:** nobody's stay begins before the sample or after its end, and nobody who stays has an empty stay.

use std::collections::BTreeSet;

use kith_domain::time::DAY;

use super::{
    calendar::{Calendar, DAYS},
    chance::Chance,
    names::Names,
    phrases::Phrases,
};

/// The team, the first of the people.
pub(super) const TEAM: usize = 14;
/// People with an account in the chat and one in the forum.
const BOTH: usize = 300;
/// People with an account in the chat.
const CHAT: usize = 1_596;
/// Everybody who is a person.
const PEOPLE: usize = 1_996;
/// The programs, the last of the people.
const BOTS: [(&str, &str); 4] = [
    ("Forum digest", "forum-digest"),
    ("Sprout", "sprout"),
    ("Release notes", "release-notes"),
    ("Reminder 🔔", "reminder"),
];

/// The first and the last moment somebody is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    pub(super) from: i64,
    pub(super) until: i64,
}

/// A person, or a program.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) handle: String,
    pub(super) forum_handle: String,
    pub(super) email: Option<String>,
    pub(super) zone: usize,
    pub(super) language: &'static str,
    pub(super) title: Option<&'static str>,
    pub(super) pronouns: Option<&'static str>,
    pub(super) is_bot: bool,
    pub(super) is_admin: bool,
    pub(super) is_guest: bool,
    pub(super) left: bool,
    /// How much somebody writes; 0 = only reads.
    pub(super) weight: f64,
    pub(super) chat: Option<Stay>,
    pub(super) forum: Option<Stay>,
    /// The remote ids.
    pub(super) chat_id: String,
    pub(super) forum_id: String,
}

/// Makes everybody.
pub(super) fn people(seed: u64, phrases: &Phrases, calendar: &mut Calendar, home: &str) -> Vec<Person> {
    let names = Names::new();
    let mut handles = BTreeSet::new();
    let home = calendar.zone(home);
    let pull = upto(|day| calendar.pull(day));
    let mut all = Vec::with_capacity(PEOPLE + BOTS.len());
    for number in 0..PEOPLE {
        let mut chance = Chance::part(seed, number as u64);
        let mut person = names.person(number, calendar, &mut chance);
        person.handle = unused(&mut handles, &person.name, number);
        person.forum_handle = match chance.below(10) {
            0..6 => person.handle.clone(),
            6..8 => format!("{}_grows", person.handle),
            _ => person.handle.replace('.', ""),
        };
        let host = chance.pick(&["example.org", "example.net", "example.com"]);
        let address = format!("{}@{host}", person.handle);
        person.email = (number < BOTH || !chance.often(0.08)).then_some(address);
        person.title = chance.often(0.3).then(|| chance.pick(phrases.lines("title")));
        person.pronouns = chance.often(0.25).then(|| chance.pick(phrases.lines("pronouns")));
        person.weight = if chance.often(0.3) { 0.0 } else { (1.0 - chance.unit()).powf(-0.85).min(120.0) };
        person.is_guest = number >= TEAM && chance.often(0.02);
        if number < TEAM {
            person.zone = if number % 3 == 0 { home } else { person.zone };
            person.weight = 60.0 + 10.0 * (TEAM - number) as f64;
            person.is_admin = number < 5;
            person.title = Some(if number % 2 == 0 { "Trellis team" } else { "Community team" });
        }
        stays(number, &mut person, calendar, &pull, &mut chance);
        person.chat_id = id(seed, number);
        person.forum_id = (101 + number * 7 % 2_003).to_string();
        all.push(person);
    }
    all.extend(BOTS.iter().enumerate().map(|(number, (name, handle))| Person {
        name: (*name).to_owned(),
        handle: (*handle).to_owned(),
        zone: home,
        is_bot: true,
        chat: Some(Stay { from: calendar.start(home, 0), until: calendar.until }),
        chat_id: id(seed, PEOPLE + number),
        ..Person::default()
    }));
    all
}

/// The place of a program among the people.
pub(super) const fn bot(number: usize) -> u32 {
    (PEOPLE + number) as u32
}

fn stays(number: usize, person: &mut Person, calendar: &Calendar, pull: &[f64], chance: &mut Chance) {
    let end = calendar.until;
    if number < TEAM {
        let from = calendar.start(person.zone, 0) + (number as i64 + 1) * DAY;
        person.chat = Some(Stay { from, until: end });
        person.forum = Some(Stay { from: calendar.start(person.zone, 149), until: end });
        return;
    }
    // A few weeks, some seasons or for good; who writes much tends to stay.
    let days = match chance.unit() - (person.weight / 400.0).min(0.25) {
        ..0.22 => f64::MAX,
        ..0.55 => 40.0 + chance.wait(240.0),
        _ => 2.0 + chance.wait(30.0),
    };
    let arrival = |first: usize, chance: &mut Chance| {
        let low = first.checked_sub(1).and_then(|day| pull.get(day)).copied().unwrap_or(0.0);
        let at = low + chance.unit() * (pull.last().copied().unwrap_or(1.0) - low);
        let day = pull.partition_point(|&upto| upto <= at).min(DAYS - 1);
        // Whoever comes on the last day has come before its end.
        calendar.moment(person.zone, day, chance).min(end - 1)
    };
    let stay = |from: i64| Stay { from, until: (from as f64 + days * DAY as f64).min(end as f64) as i64 };
    if number < CHAT {
        person.chat = Some(stay(arrival(8, chance)));
    }
    if number < BOTH {
        // The second account comes some weeks after the first.
        let first = person.chat.map_or(0, |stay| stay.from).max(calendar.start(person.zone, 150));
        let second = first + chance.wait(45.0 * DAY as f64) as i64;
        person.forum = Some(stay(calendar.when_awake(person.zone, second, chance).min(end - 1)));
    } else if number >= CHAT {
        person.forum = Some(stay(arrival(150, chance)));
    }
    let last = person.chat.or(person.forum).map_or(end, |stay| stay.until);
    person.left = last < end - 60 * DAY && chance.often(0.16);
}

/// Sums over the days.
pub(super) fn upto(of: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut sum = 0.0;
    (0..DAYS)
        .map(|day| {
            sum += of(day);
            sum
        })
        .collect()
}

fn unused(known: &mut BTreeSet<String>, name: &str, number: usize) -> String {
    let mut handle: String = name
        .to_lowercase()
        .chars()
        .filter_map(|char| match char {
            'a'..='z' => Some(char),
            ' ' | '-' => Some('.'),
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => Some('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => Some('e'),
            'í' | 'î' | 'ï' | 'ı' | 'ì' => Some('i'),
            'ó' | 'ô' | 'ö' | 'ø' | 'õ' => Some('o'),
            'ú' | 'ü' | 'û' | 'ů' => Some('u'),
            'ç' | 'č' | 'ć' => Some('c'),
            'ñ' | 'ń' => Some('n'),
            'ş' | 'ś' | 'š' => Some('s'),
            'ž' | 'ż' | 'ź' => Some('z'),
            'ł' => Some('l'),
            'đ' => Some('d'),
            'ğ' => Some('g'),
            'ř' => Some('r'),
            _ => None,
        })
        .take(24)
        .collect();
    handle = handle.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    if handle.len() < 3 {
        handle = format!("gardener{number}");
    }
    if !known.insert(handle.clone()) {
        handle = format!("{handle}{number}");
        known.insert(handle.clone());
    }
    handle
}

fn id(seed: u64, number: usize) -> String {
    let mut mixed = Chance::part(seed, 0x1d_0000 + number as u64).next();
    let mut id = String::from("U0");
    for _ in 0..9 {
        let digit = u32::try_from(mixed % 36).unwrap_or(0);
        id.push(char::from_digit(digit, 36).unwrap_or('0').to_ascii_uppercase());
        mixed /= 36;
    }
    id
}
