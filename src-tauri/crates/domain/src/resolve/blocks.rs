//! Which accounts are worth comparing at all.
//!
//! Every account goes into blocks: its name in any order, a surname with a first letter, what it is called, its mailbox,
//! its picture, its links. Only accounts that share a block are compared. A block of more than [`LARGEST`] accounts is
//! passed over: what so many share identifies nobody, and whoever shares more meets in a smaller one — a common name
//! together with a company or a zone is a block of its own.
//!
//! **Invariant:** an account is compared with fewer than `LARGEST` others for each of its keys, so the work grows with the
//! number of accounts and not with its square.

use super::counts::{What, key};
use super::features::{Called, Features};
use super::lists::{Lists, short};
use super::names::Name;
use super::words::{Word, Words};

/// The most accounts of a block.
pub(super) const LARGEST: usize = 32;

/// The bit of a key that is set by whoever the block is for, and not by those who only answer: a block in which nobody asks
/// is none. Who shows one word only looks for those who have it in their name; these need not look at each other.
const ASKS: u64 = 1;

/// The keys of the blocks an account is in. `buffer` is only for its room.
fn keys(features: &Features, words: &Words, buffer: &mut String, keys: &mut Vec<u64>) {
    keys.clear();
    for Called { name, .. } in &features.names {
        of_name(name, features, words, buffer, keys);
    }
    for stem in features.stems.iter().map(|(sketch, _)| words.stem(sketch.number)) {
        keys.push(stem.bare_key);
        if stem.text().len() > 6 {
            // A slip is at the beginning or at the end, not at both.
            for (start, end) in ends(stem.text(), 5) {
                keys.push(key(What::StemStart, start));
                keys.push(key(What::StemStart, end));
            }
        }
    }
    keys.extend(features.mail.iter().map(|mail| mail.mailbox));
    keys.extend(features.avatar);
    keys.extend(features.pages.iter().map(|page| page.key));
    keys.extend(features.own_page);
    keys.iter_mut().for_each(|key| *key |= ASKS);
    for Called { name, .. } in features.names.iter().filter(|called| called.name.words().len() > 1) {
        let words = words.of(name).filter(|word| word.text.len() > 1);
        keys.extend(words.map(|word| key(What::Single, word.heard) & !ASKS));
    }
    keys.sort_unstable();
    keys.dedup();
}

fn of_name(name: &Name, features: &Features, words: &Words, buffer: &mut String, keys: &mut Vec<u64>) {
    let whole = name.whole;
    keys.push(whole);
    keys.extend(features.companies.iter().map(|company| key(What::WholeAtWork, (whole, company))));
    keys.extend(features.zone.iter().map(|(_, hours)| key(What::WholeInZone, (whole, hours))));
    // What a handle made of this name would be.
    keys.push(name.joined);
    let mut made = |parts: [&str; 2]| {
        buffer.clear();
        buffer.extend(parts);
        key(What::Stem, buffer.as_str())
    };
    if name.words().len() == 1 {
        keys.extend(words.of(name).map(|word| key(What::Single, word.heard)));
    }
    for (i, family) in words.of(name).enumerate().filter(|(_, word)| word.text.len() > 1) {
        let heard = family.heard;
        for (_, given) in words.of(name).enumerate().filter(|(j, _)| *j != i) {
            let letter = first(given);
            keys.push(made([&family.text, &given.text]));
            keys.push(made([letter, &family.text]));
            keys.push(made([&family.text, letter]));
            // A surname with a first letter, and with the first letters of what the given name may be short for.
            keys.push(key(What::Initial, (heard, letter)));
            keys.extend(given.lines.iter().map(|line| key(What::Initial, (heard, line))));
            keys.extend(features.companies.iter().map(|company| key(What::InitialAtWork, (heard, letter, company))));
            // A slip in the surname leaves its beginning or its end.
            for (start, end) in ends(&family.sound, 3) {
                for form in given_forms(given) {
                    keys.push(key(What::Start, (form, start)));
                    keys.push(key(What::End, (form, end)));
                }
            }
        }
    }
}

/// Beginnings and ends of a word of which one slip leaves one whole: `least` letters, and more of longer words. A slip makes
/// words longer and shorter, so those between two lengths have both.
fn ends(word: &str, least: usize) -> impl Iterator<Item = (&str, &str)> {
    let long = word.len().saturating_sub(2 * least + 1) / 2;
    let more = [least + long, least + word.len().saturating_sub(2 * least + 2) / 2];
    let count = if more.first() == more.last() { 1 } else { 2 };
    more.into_iter().take(count).map(|letters| {
        let end = word.get(word.len().saturating_sub(letters)..).unwrap_or(word);
        (word.get(..letters).unwrap_or(word), end)
    })
}

fn first(word: &Word) -> &str {
    word.text.get(..1).unwrap_or_default()
}

/// A given name, and each name it may be short for.
fn given_forms(word: &Word) -> impl Iterator<Item = u64> {
    std::iter::once(word.heard).chain(word.lines.iter().map(|line| u64::from(*line)))
}

/// Which keys were met, and which were met again; of some that were not as well.
struct Met {
    once: Vec<u64>,
    again: Vec<u64>,
    /// How far a key is shifted so that what is left of it is a bit's number.
    shift: u32,
}

impl Met {
    /// With 64 bits for each account.
    fn new(accounts: usize) -> Self {
        let words = accounts.next_power_of_two().max(64);
        Self { once: vec![0; words], again: vec![0; words], shift: 64 - (words.trailing_zeros() + 6) }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let bit = key >> self.shift;
        (usize::try_from(bit >> 6).unwrap_or_default(), 1 << (bit & 63))
    }

    fn meet(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        if let (Some(once), Some(again)) = (self.once.get_mut(word), self.again.get_mut(word)) {
            *again |= *once & bit;
            *once |= bit;
        }
    }

    fn again(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.again.get(word).is_some_and(|again| again & bit != 0)
    }
}

/// All blocks of two to [`LARGEST`] accounts.
pub(super) struct Blocks {
    /// The accounts of every block, ascending.
    members: Lists,
    /// The blocks of every account.
    of: Lists,
}

impl Blocks {
    /// From what each account tells; places in the slice are the accounts' numbers. Bots are in no block.
    pub(super) fn new(all: &[Features], words: &Words) -> Self {
        let mut entries: Vec<(u64, u32)> = Vec::with_capacity(all.len() * 24);
        let (mut buffer, mut own) = (String::new(), Vec::new());
        let mut met = Met::new(all.len());
        for (number, features) in (0_u32..).zip(all).filter(|(_, features)| !features.bot) {
            keys(features, words, &mut buffer, &mut own);
            own.iter().for_each(|key| met.meet(*key));
            entries.extend(own.iter().map(|key| (*key, number)));
        }
        // Most keys are one account's alone: what never met another need not be sorted.
        entries.retain(|(key, _)| met.again(*key));
        entries.sort_unstable();
        // The first account of each block and where its accounts stand, so that blocks that are looked at together lie together.
        let mut begins: Vec<(u32, u32, u32)> = Vec::new();
        let (mut members, mut accounts): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for found in entries.chunk_by(|a, b| a.0 | ASKS == b.0 | ASKS) {
            // Whoever asks comes last.
            if found.len() < 2 || found.last().is_none_or(|(key, _)| key & ASKS == 0) {
                continue;
            }
            accounts.clear();
            accounts.extend(found.iter().map(|(_, number)| *number));
            accounts.sort_unstable();
            accounts.dedup();
            if let [first, _, ..] = *accounts
                && accounts.len() <= LARGEST
            {
                begins.push((first, short(members.len()), short(members.len() + accounts.len())));
                members.append(&mut accounts);
            }
        }
        drop(entries);
        begins.sort_unstable();
        let of = |from: u32, to: u32| members.get(from as usize..to as usize).unwrap_or_default().iter();
        let pairs = begins
            .iter()
            .zip(0..)
            .flat_map(|((_, from, to), block)| of(*from, *to).map(move |number| (block, *number)));
        Self {
            members: Lists::new(begins.len(), pairs.clone()),
            of: Lists::new(all.len(), pairs.map(|(block, number)| (number, block))),
        }
    }

    /// The accounts from `least` on that share a block with this one, ascending.
    pub(super) fn near(&self, number: u32, least: u32, into: &mut Vec<u32>) {
        into.clear();
        for block in self.of.of(number) {
            let members = self.members.of(*block);
            // Whoever goes through all accounts looks only ahead.
            let from = members.partition_point(|other| *other < least);
            into.extend(members.iter().skip(from).filter(|other| **other != number));
        }
        into.sort_unstable();
        into.dedup();
    }
}
