//! Which accounts are worth comparing at all.
//!
//! Every account goes into blocks: its name in any order, a surname with a first letter, what it is called, its mailbox,
//! its picture, its links. Only accounts that share a block are compared. A block of more than [`LARGEST`] accounts is
//! passed over: what so many share identifies nobody, and whoever shares more meets in a smaller one — a common name
//! together with a company or a zone is a block of its own.
//!
//! **Invariant:** an account is compared with fewer than `LARGEST` others for each of its keys, so the work grows with the
//! number of accounts and not with its square.

use super::counts::key;
use super::features::{Called, Features, Rare};
use super::names::{Name, Word};

/// The most accounts of a block.
pub(super) const LARGEST: usize = 32;

/// What a key is made of: keys of different kinds never meet.
#[derive(Hash, Clone, Copy)]
enum Kind {
    Whole,
    WholeAtWork,
    WholeInZone,
    Initial,
    InitialAtWork,
    Start,
    End,
    Single,
    Stem,
    StemStart,
    Mailbox,
    Avatar,
    Page,
}

/// The keys of the blocks an account is in.
fn keys(features: &Features) -> Vec<u64> {
    let mut keys = Vec::new();
    for Called { name, .. } in &features.names {
        of_name(name, features, &mut keys);
    }
    for Rare { stem, .. } in &features.stems {
        keys.push(key(Kind::Stem, stem.bare()));
        if stem.text.len() > 6 {
            // A slip is at the beginning or at the end, not at both.
            keys.push(key(Kind::StemStart, stem.text.get(..5)));
            keys.push(key(Kind::StemStart, stem.text.get(stem.text.len() - 5..)));
        }
    }
    keys.extend(features.address.iter().map(|address| key(Kind::Mailbox, address.mailbox.as_str())));
    keys.extend(features.avatar.iter().map(|avatar| key(Kind::Avatar, avatar.as_str())));
    keys.extend(features.pages.iter().chain(&features.own_page).map(|page| key(Kind::Page, page.as_str())));
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn of_name(name: &Name, features: &Features, keys: &mut Vec<u64>) {
    let whole = &name.whole;
    keys.push(key(Kind::Whole, whole));
    keys.extend(features.companies.iter().map(|company| key(Kind::WholeAtWork, (whole, company))));
    keys.extend(features.zone.iter().map(|(_, hours)| key(Kind::WholeInZone, (whole, hours))));
    // What a handle made of this name would be.
    keys.push(key(Kind::Stem, name.joined.as_str()));
    if let [word] = name.words.as_slice() {
        keys.push(key(Kind::Single, &word.sound));
    }
    for (i, family) in name.words.iter().enumerate().filter(|(_, word)| word.text.len() > 1) {
        for (_, given) in name.words.iter().enumerate().filter(|(j, _)| *j != i) {
            keys.push(key(Kind::Single, &family.sound));
            keys.push(key(Kind::Stem, format!("{}{}", family.text, given.text)));
            keys.push(key(Kind::Stem, format!("{}{}", first(given), family.text)));
            keys.push(key(Kind::Stem, format!("{}{}", family.text, first(given))));
            // A surname with a first letter, and with the first letters of what the given name may be short for.
            keys.push(key(Kind::Initial, (&family.sound, first(given))));
            keys.extend(given.lines.iter().map(|line| key(Kind::Initial, (&family.sound, line))));
            keys.extend(
                features
                    .companies
                    .iter()
                    .map(|company| key(Kind::InitialAtWork, (&family.sound, first(given), company))),
            );
            // A slip in the surname leaves its beginning or its end.
            let tail = family.sound.len().saturating_sub(3);
            for word in given_forms(given) {
                keys.push(key(Kind::Start, (&word, family.sound.get(..3))));
                keys.push(key(Kind::End, (&word, family.sound.get(tail..))));
            }
        }
    }
}

fn first(word: &Word) -> &str {
    word.text.get(..1).unwrap_or_default()
}

/// A given name, and each name it may be short for.
fn given_forms(word: &Word) -> impl Iterator<Item = String> {
    std::iter::once(word.sound.clone()).chain(word.lines.iter().map(|line| format!("{line}")))
}

/// All blocks of two to [`LARGEST`] accounts.
pub(super) struct Blocks {
    entries: Vec<(u64, u32)>,
    /// Where in `entries` the blocks of an account are: account, from, to.
    of: Vec<(u32, u32, u32)>,
}

impl Blocks {
    /// From what each account tells; places in the slice are the accounts' numbers. Whoever `left_out` says is in no block.
    pub(super) fn new(all: &[Features], left_out: impl Fn(usize) -> bool) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::new();
        for (number, features) in (0_u32..).zip(all).filter(|(number, _)| !left_out(*number as usize)) {
            entries.extend(keys(features).into_iter().map(|key| (key, number)));
        }
        entries.sort_unstable();
        let mut kept: Vec<(u64, u32)> = Vec::new();
        let mut of = Vec::new();
        for block in entries.chunk_by(|a, b| a.0 == b.0).filter(|block| (2..=LARGEST).contains(&block.len())) {
            let from = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            kept.extend_from_slice(block);
            let to = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            of.extend(block.iter().map(|(_, number)| (*number, from, to)));
        }
        of.sort_unstable();
        Self { entries: kept, of }
    }

    /// The accounts from `least` on that share a block with this one, ascending.
    pub(super) fn near(&self, number: u32, least: u32, into: &mut Vec<u32>) {
        into.clear();
        let from = self.of.partition_point(|(of, ..)| *of < number);
        for (_, from, to) in self.of.iter().skip(from).take_while(|(of, ..)| *of == number) {
            let block = self.entries.get(*from as usize..*to as usize).unwrap_or_default();
            into.extend(block.iter().map(|(_, other)| *other).filter(|other| *other >= least && *other != number));
        }
        into.sort_unstable();
        into.dedup();
    }
}
