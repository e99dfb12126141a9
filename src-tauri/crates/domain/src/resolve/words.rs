//! Every word of every name and every alias, read once however many carry it.
//!
//! **Invariants:** equal texts have one number, and other texts another one (but for one pair in 2^64: `counts.rs`); how rare
//! something is comes from [`Counts`] and is filled in last.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::aliases::{Sketch, Stem, chance};
use super::counts::{Counts, What, key};
use super::names::{Manner, Name, Room};
use super::nicknames::{Nicknames, common};
use super::spelling::{latin, sound};

/// A word of a name.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// In small Latin letters.
    pub(super) text: Box<str>,
    pub(super) sound: Box<str>,
    /// The key of `sound`.
    pub(super) heard: u64,
    /// The lines of the table of nicknames it stands in.
    pub(super) lines: Box<[u16]>,
    /// What it does in a name, where it is no name itself.
    pub(super) manner: Option<Manner>,
    /// The share of others who carry it.
    pub(super) share: f64,
    /// How many carry it.
    pub(super) carriers: u32,
}

/// What tells most words apart without a look at them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Glance {
    /// Of the key of its sound.
    heard: u32,
    /// Which letters are in it, and in its sound.
    pub(super) letters: u32,
    pub(super) sounds: u32,
    length: u8,
    sound_length: u8,
    first: u8,
    /// It stands in the table of nicknames.
    known: bool,
}

impl Glance {
    /// Whether two different words may agree: by sound, as short forms, by a beginning or by one slip.
    pub(super) const fn may_agree(self, other: Self) -> bool {
        if self.heard == other.heard || (self.known && other.known) {
            return true;
        }
        let apart = self.length.abs_diff(other.length);
        if self.first == other.first {
            // A first letter; a word that begins as another does, and so has all of its letters.
            let (short, long) = if self.length <= other.length { (self, other) } else { (other, self) };
            if short.length < 2 || long.length == u8::MAX || (apart > 1 && short.letters & !long.letters == 0) {
                return true;
            }
        } else if apart > 2 || (self.letters ^ other.letters).count_ones() > 4 {
            return false;
        }
        // A slip changes a letter at most, and so two of those that are in a word; of what is heard as well.
        (apart < 2 && (self.letters ^ other.letters).count_ones() < 3)
            || (self.sound_length.abs_diff(other.sound_length) < 2 && (self.sounds ^ other.sounds).count_ones() < 3)
    }
}

/// Which letters, or digits, are in a text.
pub(super) fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |letters, byte| letters | (1 << (byte & 31)))
}

impl Word {
    /// What is at hand of it.
    pub(super) fn glance(&self) -> Glance {
        #[expect(clippy::cast_possible_truncation, reason = "the other half is compared with the word itself")]
        let heard = self.heard as u32;
        let length = |word: &str| u8::try_from(word.len()).unwrap_or(u8::MAX);
        Glance {
            heard,
            letters: letters(&self.text),
            sounds: letters(&self.sound),
            length: length(&self.text),
            sound_length: length(&self.sound),
            first: self.text.bytes().next().unwrap_or_default(),
            known: !self.lines.is_empty(),
        }
    }
}

/// The words and aliases of a community.
pub(super) struct Words {
    pub(super) nicknames: Nicknames,
    words: Vec<Word>,
    /// By the keys of their texts.
    word_of: FxHashMap<u64, u32>,
    stems: Vec<Stem>,
    stem_of: FxHashMap<u64, u32>,
    /// Room for reading names.
    pub(super) room: Room,
    pub(super) names: Vec<Name>,
    /// For numbers that nobody gave out.
    no_word: Word,
    no_stem: Stem,
}

/// The share of people whose name begins with a given letter.
pub(super) const LETTER: f64 = 1.0 / 12.0;

impl Words {
    /// With room for what so many accounts say.
    pub(super) fn new(accounts: usize) -> Self {
        Self {
            nicknames: Nicknames::new(),
            words: Vec::new(),
            word_of: FxHashMap::default(),
            stems: Vec::with_capacity(accounts),
            stem_of: FxHashMap::with_capacity_and_hasher(accounts, FxBuildHasher),
            room: Room::default(),
            names: Vec::new(),
            no_word: Word::default(),
            no_stem: Stem::default(),
        }
    }

    /// Takes in the names that are common anywhere, so that aliases made of them are known for it.
    pub(super) fn learn(&mut self) {
        for name in common() {
            self.number(&latin(name));
        }
    }

    /// The number of a word in small Latin letters.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let written = key(What::Written, text);
        if let Some(number) = self.word_of.get(&written) {
            return *number;
        }
        let sound = sound(text);
        self.words.push(Word {
            text: text.into(),
            manner: Manner::of(text),
            heard: key(What::Word, sound.as_str()),
            lines: self.nicknames.lines(&sound).into(),
            sound: sound.into(),
            share: 1.0,
            carriers: 0,
        });
        next(&mut self.word_of, written)
    }

    pub(super) fn word(&self, number: u32) -> &Word {
        self.words.get(number as usize).unwrap_or(&self.no_word)
    }

    /// The words of a name, in its order.
    pub(super) fn of<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = &'a Word> + Clone {
        name.words().iter().map(|number| self.word(*number))
    }

    /// An alias in small Latin letters and digits.
    pub(super) fn sketch(&mut self, text: &str) -> Sketch {
        let written = key(What::Stem, text);
        let number = self.stem_of.get(&written).copied().unwrap_or_else(|| {
            self.stems.push(Stem::new(text));
            next(&mut self.stem_of, written)
        });
        self.stem(number).sketch(number)
    }

    pub(super) fn stem(&self, number: u32) -> &Stem {
        self.stems.get(number as usize).unwrap_or(&self.no_stem)
    }

    /// Fills in how rare everything is.
    pub(super) fn weigh(&mut self, counts: &Counts) {
        for word in &mut self.words {
            (word.carriers, word.share) = counts.word(word.heard);
            if word.text.len() == 1 {
                word.share = LETTER;
            }
        }
        let known = |part: &str| {
            let word = self.words.get(*self.word_of.get(&key(What::Written, part))? as usize)?;
            (word.text.len() > 1).then_some(word.share)
        };
        for stem in &mut self.stems {
            stem.chance = chance(stem.text(), counts.of(stem.key), counts, known);
            stem.bare_chance = if stem.bare_key == stem.key {
                stem.chance
            } else {
                chance(stem.bare(), counts.of(stem.bare_key), counts, known)
            };
        }
    }
}

/// Gives the next number out.
fn next(numbers: &mut FxHashMap<u64, u32>, text: u64) -> u32 {
    let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(text, number);
    number
}
