//! What people show of themselves at each source: by habit, and now and then against it.

use std::collections::BTreeSet;

use super::chance::{Chance, invented, plain, slip, start, syllables};
use super::people::CULTURES;
use super::{OPEN, Person, SLACKS};
use kith_domain::resolve::Account;

/// An account of a person, and what it shows of them.
pub(super) fn account(person: &Person, source: i64, chance: &mut Chance) -> (Account, BTreeSet<String>) {
    let slack = SLACKS.contains(&source);
    let mut shows = BTreeSet::new();
    let mut account = Account { source, ..Account::default() };
    if chance.percent(WEAK) {
        // A pseudonym, or nothing at all.
        account.handle = Some(if chance.percent(50) { invented(chance) } else { syllables(chance) });
        account.name = if chance.percent(50) { String::new() } else { account.handle.clone().unwrap() };
        account.zone = (slack && chance.percent(60)).then(|| person.zone.to_owned());
        return (account, shows);
    }
    let (given, family) = spelled(person, chance);
    let full = if CULTURES[person.culture].family_first && chance.percent(40) {
        format!("{family} {given}")
    } else {
        format!("{given} {family}")
    };
    let full = decorated(&if chance.percent(3) { slip(&full, chance) } else { full }, person, chance);
    account.name = match chance.below(100) {
        0..=64 => {
            shows.insert("name".into());
            full.clone()
        }
        65..=76 => given.clone(),
        77..=84 => person.handle.clone(),
        85..=90 if family.is_ascii() => format!("{given} {}.", family.chars().next().unwrap()),
        _ => String::new(),
    };
    if slack && chance.percent(85) {
        account.real_name = Some(full);
        shows.insert("name".into());
    }
    let (first, last) = (plain(&person.name.given[0]), plain(&person.name.family[0]));
    let handle = match chance.below(100) {
        0..=57 => person.handle.clone(),
        58..=70 => format!("{first}.{last}"),
        71..=78 => format!("{}{last}", start(&first, 1)),
        79..=86 => first.clone(),
        87..=92 => format!("{}{}", person.handle, chance.below(10)),
        _ => invented(chance),
    };
    let handle = if slack { handle } else { handle.replace('.', ["_", "", "."][chance.below(3)]) };
    let bare = plain(&handle).trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    if bare != first {
        shows.insert(format!("handle {bare}"));
    }
    if plain(&handle) == format!("{first}{last}") {
        shows.insert("name".into());
    }
    account.handle = Some(handle);
    if OPEN.contains(&source) && chance.percent(92) {
        let mail = match (chance.below(100), &person.work) {
            (0..=29, Some(work)) => work.clone(),
            (0..=84, _) => person.home.clone(),
            (85..=89, _) => person.home.replace('@', "+lists@"),
            (90..=94, _) => person.home.to_uppercase(),
            _ => format!("{}{}@mailbox{}.example", syllables(chance), chance.below(10_000), chance.below(50)),
        };
        shows.insert(format!("mail {}", mail.to_lowercase().replace("+lists", "")));
        account.email = Some(mail);
        account.verified = chance.percent(96);
    }
    account.zone = chance.percent(if slack { 92 } else { 20 }).then(|| {
        if chance.percent(94) {
            person.zone.into()
        } else {
            (*chance.one(&["Europe/Paris", "Asia/Singapore", "America/Denver"])).into()
        }
    });
    account.company = chance
        .percent(if slack { 15 } else { 25 })
        .then(|| format!("Company{}{}", person.company, chance.one(&["", " Inc.", " GmbH"])));
    account.avatar = match chance.below(100) {
        0..=19 => {
            shows.insert("avatar".into());
            Some(format!("face {} {}", person.home, person.handle))
        }
        20..=39 => Some(format!("other {} {source}", chance.next())),
        40..=59 => Some(format!("default {}", chance.below(12))),
        _ => None,
    };
    if let Some(link) = person.link.as_ref().filter(|_| chance.percent(if slack { 10 } else { 50 })) {
        shows.insert("link".into());
        account.links.push(link.clone());
    }
    if chance.percent(10) {
        account.links.push(format!("https://company{}.example", person.company));
    }
    account.page = (!slack).then(|| format!("https://forum{source}.example.org/u/{}", account.handle.clone().unwrap()));
    (account, shows)
}

/// How many accounts of a hundred tell nothing about whose they are.
const WEAK: u64 = 2;

/// Given name and surname as this person writes them here: by habit, or short, in another spelling or script.
fn spelled(person: &Person, chance: &mut Chance) -> (String, String) {
    let name = &person.name;
    if !name.native.0.is_empty() && chance.percent(25) {
        return name.native.clone();
    }
    let given = match chance.below(10) {
        0 | 1 if !name.short.is_empty() => chance.one(&name.short).clone(),
        2 => chance.one(&name.given).clone(),
        _ => name.given[0].clone(),
    };
    (given, if chance.percent(80) { name.family[0].clone() } else { chance.one(&name.family).clone() })
}

/// What people hang onto their names.
fn decorated(name: &str, person: &Person, chance: &mut Chance) -> String {
    match chance.below(100) {
        0..=2 => format!("{name} (she/her)"),
        3..=5 => format!("{name} 🌻"),
        6..=8 => format!("{name} | Company{}", person.company),
        9 => format!("Dr. {name}"),
        10 => format!("{name}, PhD"),
        11 => name.to_uppercase(),
        12 | 13 => name.to_lowercase(),
        14 => format!("{name} @ Company{}", person.company),
        15 => name.split_once(' ').map_or_else(|| name.to_owned(), |(given, family)| format!("{family}, {given}")),
        _ => name.to_owned(),
    }
}
