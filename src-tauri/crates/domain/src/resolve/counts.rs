//! How many people of this community carry what.
//!
//! People, not accounts: whoever is in three sources carries their name three times and is one. So what counts is the
//! source where most carry it.
//!
//! **Invariants:** shares are above 0 and at most 1, however small the community; two texts with one key are as good as
//! never met (one pair in 2^64), and nothing but a suggestion for a person to judge hangs on it.

use rustc_hash::FxHashMap;

use super::nicknames::Nicknames;

/// What is counted, or only blocked by: keys of different kinds never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    Word,
    Written,
    Line,
    Whole,
    Stem,
    Avatar,
    Page,
    Address,
    Mailbox,
    Host,
    Company,
    Zone,
    WholeAtWork,
    WholeInZone,
    Initial,
    InitialAtWork,
    Start,
    End,
    Single,
    StemStart,
}

/// A key for anything counted or blocked by.
pub(super) fn key(what: What, value: impl std::hash::Hash) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one((what, value))
}

/// What an account carries: the key, and the numbers of its source and its member.
pub(super) type Carried = (u64, u32, u32);

/// Who carries a name without its bearer: half a person, so that what was never seen again is rare and not impossible.
const UNSEEN: f64 = 0.5;
/// How much of an expectation is kept against not meeting it: names of one part of the world come in clusters.
const DOUBT: f64 = 0.5;
/// How often one person has two accounts at one source.
pub(super) const TWICE: f64 = 0.02;

/// Carriers of everything, and the size of the community.
pub(super) struct Counts {
    /// Of what several carry; all else one carries, or nobody.
    carriers: FxHashMap<u64, u32>,
    /// How many carry a word in their name, and the share of others who do. All words that anybody carries, and those that
    /// are common anywhere.
    words: FxHashMap<u64, (u32, f64)>,
    people: f64,
    /// How many times as many accounts there are beyond the largest source.
    elsewhere: f64,
}

impl Counts {
    /// Of a community in which nothing was counted yet.
    pub(super) fn new(people: usize, accounts: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a community has fewer people than 2^52")]
        let (people, accounts) = (people.max(20) as f64, accounts as f64);
        Self {
            carriers: FxHashMap::default(),
            words: FxHashMap::default(),
            people,
            elsewhere: (accounts / people - 1.0).clamp(0.0, 3.0),
        }
    }

    /// Counts words of names, and everything else.
    pub(super) fn count(&mut self, words: Vec<Carried>, rest: Vec<Carried>, nicknames: &Nicknames) {
        self.carriers = most(rest, 2);
        self.words =
            most(words, 1).into_iter().map(|(heard, carriers)| (heard, (carriers, self.others(carriers)))).collect();
        for heard in nicknames.sounds().map(|sound| key(What::Word, sound)) {
            let (_, share) = self.words.entry(heard).or_insert((0, UNSEEN / self.people));
            *share = share.max(nicknames.floor());
        }
    }

    /// How many people there are: those of the largest source.
    pub(super) const fn people(&self) -> f64 {
        self.people
    }

    /// How many carry it at the source where most do; fewer than two when nobody or one does.
    pub(super) fn of(&self, key: u64) -> u32 {
        self.carriers.get(&key).copied().unwrap_or(0)
    }

    /// How many carry this word in their name, and the share of others who do.
    pub(super) fn word(&self, heard: u64) -> (u32, f64) {
        self.known(heard).unwrap_or((0, self.others(0)))
    }

    /// The same of a word that is known to be one.
    pub(super) fn known(&self, heard: u64) -> Option<(u32, f64)> {
        self.words.get(&heard).copied()
    }

    /// The share of others who go by a name of a line that both stand in.
    pub(super) fn lines(&self, a: &[u16], b: &[u16]) -> f64 {
        let shared = a.iter().filter(|line| b.contains(line));
        shared.map(|line| self.others(self.of(key(What::Line, *line)))).fold(0.0, f64::max)
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

/// How many members carry each key at the source where most do, where at least `least` do.
fn most(mut carried: Vec<Carried>, least: u32) -> FxHashMap<u64, u32> {
    carried.sort_unstable();
    carried.dedup();
    let mut most = FxHashMap::default();
    for of_key in carried.chunk_by(|a, b| a.0 == b.0) {
        let at_one = of_key.chunk_by(|a, b| a.1 == b.1).map(<[Carried]>::len).max().unwrap_or(0);
        let at_one = u32::try_from(at_one).unwrap_or(u32::MAX);
        if let Some((key, ..)) = of_key.first().filter(|_| at_one >= least) {
            most.insert(*key, at_one);
        }
    }
    most
}
