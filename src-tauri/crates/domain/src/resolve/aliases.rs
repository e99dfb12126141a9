//! Handles, the first part of an address, accounts that links end with: what somebody is called where they choose it.
//!
//! **Invariants:** a stem is small ASCII letters and digits; an alias that names a task is none.

use super::addresses::is_role;
use super::counts::{Counts, What, key};
use super::lists::short;
use super::names::Name;
use super::nicknames::{Nicknames, meet};
use super::reasons::AliasMatch;
use super::spelling::{latin, one_slip, sound};
use super::words::{Glance, Word, Words, letters};

/// An alias as it is compared.
#[derive(Debug, Default)]
pub(super) struct Stem {
    /// Without signs between the words, and after that how it sounds without digits at its end: one text instead of two.
    both: Box<str>,
    /// How much of `both` is the text, and how much of that is left without digits at its end.
    length: usize,
    bare: usize,
    sketch: Sketch,
    /// The keys of `text`, and of what is left of it.
    pub(super) key: u64,
    pub(super) bare_key: u64,
    /// The shares of others who would have it, with its digits and without.
    pub(super) chance: f64,
    pub(super) bare_chance: f64,
}

impl Stem {
    /// Of small Latin letters and digits.
    pub(super) fn new(text: &str) -> Self {
        let bare = without_digits(text);
        let sound = sound(bare);
        let mut both = String::with_capacity(text.len() + sound.len());
        both.extend([text, &sound]);
        let three = |letters: u16, byte: &u8| letters << 5 | u16::from(byte & 31);
        let sketch = Sketch {
            number: 0,
            length: short(text.len()),
            key: key(What::Stem, text),
            bare_key: key(What::Stem, bare),
            letters: letters(text),
            sounds: letters(&sound),
            head: text.as_bytes().iter().take(3).fold(0, three),
            tail: text.as_bytes().iter().rev().take(3).fold(0, three),
        };
        Self {
            key: sketch.key,
            bare_key: sketch.bare_key,
            sketch,
            length: text.len(),
            bare: bare.len(),
            both: both.into(),
            chance: 1.0,
            bare_chance: 1.0,
        }
    }

    /// Without signs between the words.
    pub(super) fn text(&self) -> &str {
        self.both.get(..self.length).unwrap_or(&self.both)
    }

    /// How it sounds without digits at its end.
    fn sound(&self) -> &str {
        self.both.get(self.length..).unwrap_or_default()
    }

    /// Whether a word may be in it: as it is written, or as it is heard.
    const fn may_have(&self, word: Glance, heard: bool) -> bool {
        if heard { word.sounds & !self.sketch.sounds == 0 } else { word.letters & !self.sketch.letters == 0 }
    }

    /// What is at hand of it.
    pub(super) const fn sketch(&self, number: u32) -> Sketch {
        Sketch { number, ..self.sketch }
    }

    /// Its outline.
    pub(super) fn outline(&self) -> StemOutline {
        let sketch = &self.sketch;
        #[expect(clippy::cast_possible_truncation, reason = "the other half is compared with the alias itself")]
        StemOutline {
            key: sketch.bare_key as u32,
            letters: sketch.letters,
            sounds: sketch.sounds,
            head: sketch.head,
            tail: sketch.tail,
            length: u8::try_from(self.length).unwrap_or(u8::MAX),
        }
    }

    /// Without digits at its end.
    pub(super) fn bare(&self) -> &str {
        self.both.get(..self.bare).unwrap_or(&self.both)
    }
}

/// What tells most aliases apart without a look at their letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sketch {
    pub(super) number: u32,
    length: u32,
    pub(super) key: u64,
    pub(super) bare_key: u64,
    /// Which letters and digits are in it, and in its sound without digits at its end.
    letters: u32,
    sounds: u32,
    /// Its first three, and its last.
    head: u16,
    tail: u16,
}

impl Sketch {
    /// Whether the two may agree: equal without digits at the end, or long, and so alike in length, letters and one end that
    /// one slip could be all that lies between.
    pub(super) const fn may_agree(&self, other: &Self) -> bool {
        self.bare_key == other.bare_key
            || (self.length > 6
                && other.length > 6
                && self.length.abs_diff(other.length) < 2
                && (self.letters ^ other.letters).count_ones() < 3
                && (self.head == other.head || self.tail == other.tail))
    }

    /// Whether a word may be in it, as it is written or as it sounds.
    pub(super) const fn may_have(&self, word: Glance) -> bool {
        word.letters & !self.letters == 0 || word.sounds & !self.sounds == 0
    }
}

/// What is looked at first of an alias: see [`super::outline`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StemOutline {
    /// Half of the key without digits at its end.
    key: u32,
    letters: u32,
    sounds: u32,
    head: u16,
    tail: u16,
    length: u8,
}

impl StemOutline {
    /// Whether the two may agree; of some that may not as well.
    pub(super) const fn may_agree(&self, other: &Self) -> bool {
        self.key == other.key
            || (self.length > 6
                && other.length > 6
                && self.length.abs_diff(other.length) < 2
                && (self.letters ^ other.letters).count_ones() < 3
                && (self.head == other.head || self.tail == other.tail))
    }

    /// Which letters are in it.
    pub(super) const fn letters(&self) -> u32 {
        self.letters
    }

    /// Whether a word may be in it, as it is written or as it sounds.
    pub(super) const fn may_have(&self, word: Glance) -> bool {
        word.letters & !self.letters == 0 || word.sounds & !self.sounds == 0
    }
}

/// What is compared of an alias; `None` when it says nothing about a person.
pub(super) fn read(written: &str) -> Option<String> {
    let text = latin(written.get(..100).unwrap_or(written));
    (without_digits(&text).len() > 1 && !is_role(written) && !is_role(&text)).then_some(text)
}

fn without_digits(text: &str) -> &str {
    text.trim_end_matches(|character: char| character.is_ascii_digit())
}

/// How two aliases agree, and the bits that it costs.
///
/// Two handles were `chosen` both; an address or a link may have been given to somebody.
pub(super) fn compare(a: &Stem, b: &Stem, chosen: bool) -> Option<(AliasMatch, f64)> {
    let habit = if chosen { 0.8 } else { 1.3 };
    if a.key == b.key {
        return Some((AliasMatch::Same, habit));
    }
    if a.bare_key == b.bare_key && a.bare > 3 {
        return Some((AliasMatch::Digits, habit + if a.length == a.bare || b.length == b.bare { 1.5 } else { 4.0 }));
    }
    (a.length.min(b.length) > 6 && one_slip(a.text(), b.text())).then_some((AliasMatch::Near, habit + 3.0))
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
///
/// `known` is the share of others who carry a word of names.
pub(super) fn chance(stem: &str, carriers: u32, counts: &Counts, known: impl Fn(&str) -> Option<f64>) -> f64 {
    let known = |part: &str| if part.len() < 3 { None } else { known(part) };
    let mut nature = by_length(stem);
    // A first name alone is taken by the first who comes: not each of its bearers uses it.
    nature = nature.max(known(stem).unwrap_or(0.0) * 0.3);
    for at in 1..stem.len() {
        let (Some(left), Some(right)) = (stem.get(..at), stem.get(at..)) else { continue };
        let split = match (at, stem.len() - at) {
            (1, _) => known(right).map(|share| share / 40.0),
            (_, 1) => known(left).map(|share| share / 40.0),
            _ => known(left).and_then(|left| Some(left * known(right)?)),
        };
        nature = nature.max(split.unwrap_or(0.0));
    }
    counts.met(nature, carriers)
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
pub(super) fn fit(stem: &Stem, name: &Name, words: &Words) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    let mut take = |chance: f64, full: bool| {
        if best.is_none_or(|best| chance < best.chance) {
            best = Some(Fit { chance: chance.min(1.0), full });
        }
    };
    for (bare, heard) in [(stem.bare(), false), (stem.sound(), true)] {
        for (i, (number, glance)) in name.words().iter().zip(name.glances()).enumerate() {
            // Most words have a letter that is not in it.
            if !stem.may_have(*glance, heard) {
                continue;
            }
            let word = words.word(*number);
            if word.text.len() < 2 {
                continue;
            }
            if bare == spelled(word, heard) {
                take(word.share, false);
                continue;
            }
            let rests = [
                bare.strip_suffix(spelled(word, heard)).map(|rest| (rest, true)),
                bare.strip_prefix(spelled(word, heard)).map(|rest| (rest, false)),
            ];
            for (rest, before) in rests.into_iter().flatten() {
                for (_, other) in words.of(name).enumerate().filter(|(j, _)| *j != i) {
                    if rest.len() > 1
                        && (rest == spelled(other, heard) || (before && is_short_for(rest, other, &words.nicknames)))
                    {
                        take(word.share * other.share * 3.0, true);
                    } else if spelled(other, heard).starts_with(rest) {
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
fn spelled(word: &Word, heard: bool) -> &str {
    if heard { &word.sound } else { &word.text }
}

fn is_short_for(part: &str, word: &Word, nicknames: &Nicknames) -> bool {
    !word.lines.is_empty() && meet(nicknames.lines(&sound(part)), &word.lines)
}
