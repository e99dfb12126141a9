//! How many people of this community carry what.
//!
//! People, not accounts: whoever is in three sources carries their name three times and is one. So what counts is the
//! source where most carry it.
//!
//! **Invariant:** shares are above 0 and at most 1, however small the community.

use rustc_hash::FxHashMap;

use super::nicknames::Nicknames;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    Word,
    Line,
    Whole,
    Stem,
    Avatar,
    Page,
    Address,
    Mailbox,
    Company,
    Zone,
}

/// A key for anything counted or blocked by.
pub(super) fn key(what: impl std::hash::Hash, value: impl std::hash::Hash) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one((what, value))
}

/// Who carries a name without its bearer: half a person, so that what was never seen again is rare and not impossible.
const UNSEEN: f64 = 0.5;
/// How much of an expectation is kept against not meeting it: names of one part of the world come in clusters.
const DOUBT: f64 = 0.5;
/// How often one person has two accounts at one source.
pub(super) const TWICE: f64 = 0.02;

/// Carriers of everything, and the size of the community.
pub(super) struct Counts {
    carriers: FxHashMap<u64, u32>,
    people: f64,
    /// How many times as many accounts there are beyond the largest source.
    elsewhere: f64,
    pub(super) nicknames: Nicknames,
}

impl Counts {
    /// From what each account carries (key, source, member), the size of the largest source and that of all.
    pub(super) fn new(mut carried: Vec<(u64, i64, i64)>, people: usize, accounts: usize, nicknames: Nicknames) -> Self {
        carried.sort_unstable();
        carried.dedup();
        let mut carriers: FxHashMap<u64, u32> = FxHashMap::default();
        for of_one in carried.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if let Some((key, ..)) = of_one.first() {
                let most = carriers.entry(*key).or_default();
                *most = (*most).max(u32::try_from(of_one.len()).unwrap_or(u32::MAX));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a community has fewer people than 2^52")]
        let (people, accounts) = (people.max(20) as f64, accounts as f64);
        Self { carriers, people, elsewhere: (accounts / people - 1.0).clamp(0.0, 3.0), nicknames }
    }

    /// How many people there are: those of the largest source.
    pub(super) const fn people(&self) -> f64 {
        self.people
    }

    /// How many carry it at the source where most do.
    pub(super) fn of(&self, what: What, value: &str) -> u32 {
        self.carriers.get(&key(what, value)).copied().unwrap_or(0)
    }

    /// How many carry this word in their name.
    pub(super) fn carriers(&self, sound: &str) -> u32 {
        self.of(What::Word, sound)
    }

    /// The share of others who carry this word in their name.
    pub(super) fn word(&self, sound: &str) -> f64 {
        self.others(self.carriers(sound)).max(self.nicknames.floor(sound))
    }

    /// The share of others who go by a name of a line that both stand in.
    pub(super) fn lines(&self, a: &[u16], b: &[u16]) -> f64 {
        let shared = a.iter().filter(|line| b.contains(line));
        shared
            .map(|line| self.others(self.carriers.get(&key(What::Line, *line)).copied().unwrap_or(0)))
            .fold(0.0, f64::max)
    }

    /// The share of others who carry what `carriers` do, one of whom is the person in question.
    pub(super) fn others(&self, carriers: u32) -> f64 {
        ((f64::from(carriers) - 1.0).max(0.0) + UNSEEN).min(self.people) / self.people
    }

    /// The chance of meeting again what has this chance by nature and these carriers here. What is expected often and never
    /// met is rarer than expected. A second carrier at one source may be another person, or the same one once more; which of
    /// the two says what it is worth.
    pub(super) fn met(&self, by_nature: f64, carriers: u32) -> f64 {
        let expected = by_nature * self.people;
        let unmet = 1.0 / (1.0 / expected + self.elsewhere / DOUBT);
        let strangers = (f64::from(carriers) - 1.0).max(0.0) * expected / (expected + TWICE);
        (unmet.max(strangers) / self.people).min(1.0)
    }
}
