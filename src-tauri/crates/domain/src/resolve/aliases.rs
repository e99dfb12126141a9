//! Handles, the first part of an address, accounts that links end with: what somebody is called where they choose it.
//!
//! **Invariants:** a stem is small ASCII letters and digits; an alias that names a task is none.

use super::addresses::is_role;
use super::counts::{Counts, What};
use super::names::{Name, Word};
use super::nicknames::{Nicknames, meet};
use super::reasons::{Alias, AliasMatch};
use super::spelling::{latin, one_slip, sound};

/// An alias as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stem {
    pub(super) alias: Alias,
    /// Without signs between the words.
    pub(super) text: String,
    /// How much of `text` is left without digits at its end.
    bare: usize,
    /// How it sounds without digits at its end.
    sound: String,
}

impl Stem {
    /// `None` when it says nothing about a person.
    pub(super) fn read(alias: Alias) -> Option<Self> {
        let (Alias::Handle(written) | Alias::Address(written) | Alias::Link(written)) = &alias;
        let text = latin(written.get(..100).unwrap_or(written));
        let bare = text.trim_end_matches(|character: char| character.is_ascii_digit()).len();
        (bare > 1 && !is_role(written) && !is_role(&text)).then(|| Self {
            sound: sound(text.get(..bare).unwrap_or_default()),
            alias,
            text,
            bare,
        })
    }

    /// Without digits at its end.
    pub(super) fn bare(&self) -> &str {
        self.text.get(..self.bare).unwrap_or(&self.text)
    }
}

/// How two aliases agree, and the bits that it costs.
pub(super) fn compare(a: &Stem, b: &Stem) -> Option<(AliasMatch, f64)> {
    let chosen = matches!((&a.alias, &b.alias), (Alias::Handle(_), Alias::Handle(_)));
    let habit = if chosen { 0.8 } else { 1.3 };
    if a.text == b.text {
        return Some((AliasMatch::Same, habit));
    }
    if a.bare() == b.bare() && a.bare > 3 {
        return Some((
            AliasMatch::Digits,
            habit + if a.text.len() == a.bare || b.text.len() == b.bare { 1.5 } else { 4.0 },
        ));
    }
    (a.text.len().min(b.text.len()) > 6 && one_slip(&a.text, &b.text)).then_some((AliasMatch::Near, habit + 3.0))
}

/// The share of people who would choose a stem of this length, whoever they are.
const fn by_length(stem: &str) -> f64 {
    match stem.len() {
        0..=2 => 1.0 / 100.0,
        3 => 1.0 / 150.0,
        4 => 1.0 / 1_000.0,
        5 => 1.0 / 8_000.0,
        6 => 1.0 / 30_000.0,
        7 => 1.0 / 80_000.0,
        _ => 1.0 / 200_000.0,
    }
}

/// The share of others who would be called by a stem: as rare as it is here, as long as it is, and as the names are that
/// it is made of.
pub(super) fn chance(stem: &str, counts: &Counts) -> f64 {
    let known = |part: &str| {
        let heard = sound(part);
        (part.len() > 2 && (counts.carriers(&heard) > 0 || counts.nicknames.floor(&heard) > 0.0))
            .then(|| counts.word(&heard))
    };
    let mut nature = by_length(stem);
    // A first name alone is taken by the first who comes: not each of its bearers uses it.
    nature = nature.max(known(stem).unwrap_or(0.0) * 0.3);
    for at in 1..stem.len() {
        let (Some(left), Some(right)) = (stem.get(..at), stem.get(at..)) else { continue };
        let split = match (at, stem.len() - at) {
            (1, _) => known(right).map(|share| share / 40.0),
            (_, 1) => known(left).map(|share| share / 40.0),
            _ => known(left).zip(known(right)).map(|(left, right)| left * right),
        };
        nature = nature.max(split.unwrap_or(0.0));
    }
    counts.met(nature, counts.of(What::Stem, stem))
}

/// How a stem is made of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// The share of others whose name it would fit as well.
    pub(super) chance: f64,
    /// Given name and surname are both in it, in full.
    pub(super) full: bool,
}

/// Whether a stem, its digits aside, is made of the words of a name: "analima", "alima", "bobsmith" of Robert Smith.
pub(super) fn fit(stem: &Stem, name: &Name, nicknames: &Nicknames) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    let mut take = |chance: f64, full: bool| {
        if best.is_none_or(|best| chance < best.chance) {
            best = Some(Fit { chance: chance.min(1.0), full });
        }
    };
    for (bare, heard) in [(stem.bare(), false), (stem.sound.as_str(), true)] {
        for (i, word) in name.words.iter().enumerate().filter(|(_, word)| word.text.len() > 1) {
            if bare == read(word, heard) {
                take(word.share, false);
                continue;
            }
            let rests = [
                bare.strip_suffix(read(word, heard)).map(|rest| (rest, true)),
                bare.strip_prefix(read(word, heard)).map(|rest| (rest, false)),
            ];
            for (rest, before) in rests.into_iter().flatten() {
                for (_, other) in name.words.iter().enumerate().filter(|(j, _)| *j != i) {
                    if rest.len() > 1
                        && (rest == read(other, heard) || (before && is_short_for(rest, other, nicknames)))
                    {
                        take(word.share * other.share * 3.0, true);
                    } else if read(other, heard).starts_with(rest) {
                        // One letter of a name is one of a dozen; more letters are most of it.
                        take(word.share / if rest.len() == 1 { 12.0 } else { 60.0 }, false);
                    }
                }
            }
        }
    }
    best
}

/// A word as it is written, or as it is heard.
fn read(word: &Word, heard: bool) -> &str {
    if heard { &word.sound } else { &word.text }
}

fn is_short_for(part: &str, word: &Word, nicknames: &Nicknames) -> bool {
    !word.lines.is_empty() && meet(nicknames.lines(&sound(part)), &word.lines)
}
