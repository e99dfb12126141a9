//! Chance that can be repeated, and the words that people make up by it.
//!
//! **Invariant:** the same seed gives the same numbers.

/// Chance that can be repeated (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// Of a thousand.
    pub(super) fn mille(&mut self, mille: u64) -> bool {
        self.next() % 1000 < mille
    }

    /// Small numbers far more often than large ones, as names are.
    pub(super) fn skewed(&mut self, end: usize) -> usize {
        let unit = (self.next() % 1_000_000) as f64 / 1e6;
        ((unit * unit.sqrt().sqrt() * end as f64) as usize).min(end - 1)
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const FIRST: &[&str] = &[
    "star", "pixel", "night", "code", "cyber", "moon", "rusty", "tiny", "silent", "byte", "cloud", "lazy", "wild",
    "zen", "iron", "blue", "hyper", "dark", "micro", "salty", "neon", "quantum", "velvet", "frosty", "amber",
    "crimson", "turbo", "mellow", "lunar", "solar", "misty", "brave", "grumpy", "sleepy", "electric", "paper",
    "copper", "jade", "royal", "swift",
];
const SECOND: &[&str] = &[
    "gazer", "fox", "owl", "wizard", "panda", "ninja", "raven", "smith", "cat", "monk", "pilot", "hacker", "walker",
    "otter", "crab", "bear", "nerd", "turtle", "knight", "drake", "badger", "comet", "tea", "noodle", "falcon", "lynx",
    "penguin", "robot", "sailor", "coder", "yak", "moose", "heron", "viper", "pirate", "potato", "dragon", "ghost",
    "surfer", "whale",
];

/// A word that says nothing about a name. There are many; some are taken twice all the same.
pub(super) fn invented(chance: &mut Chance) -> String {
    let mut word = |common: &[&str]| {
        if chance.percent(50) { (*chance.one(common)).to_owned() } else { fancy(chance) }
    };
    let (first, second) = (word(FIRST), word(SECOND));
    match chance.below(10) {
        0 => format!("{first}{second}"),
        1..=5 => format!("{first}{second}{}", chance.below(100)),
        6 | 7 => format!("{second}{}", syllables(chance)),
        _ => format!("{first}{}{second}", chance.one(&["the", "of", "x", "and", "is"])),
    }
}

/// A word of their own that sounds like one.
fn fancy(chance: &mut Chance) -> String {
    let begin = [
        "b", "bl", "br", "cl", "cr", "d", "dr", "fl", "fr", "g", "gl", "gr", "h", "j", "k", "m", "n", "p", "pl", "qu",
        "sk", "sl", "sn", "sp", "st", "sw", "t", "tr", "tw", "v", "w", "z",
    ];
    let middle = ["a", "e", "i", "o", "u", "oo", "ee", "ai"];
    let end = ["ck", "dge", "ff", "g", "lk", "ll", "mp", "nd", "ng", "nk", "p", "rd", "rm", "sh", "ss", "st", "t", "x"];
    format!("{}{}{}", chance.one(&begin), chance.one(&middle), chance.one(&end))
}

pub(super) fn syllables(chance: &mut Chance) -> String {
    let count = 2 + chance.below(2);
    (0..count)
        .map(|_| {
            format!(
                "{}{}",
                chance.one(&["b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "z"]),
                chance.one(&["a", "e", "i", "o", "u"])
            )
        })
        .collect()
}

/// In small ASCII letters: a habit of people, written out for the letters used here.
pub(super) fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'á' | 'ã' | 'ä' => Some('a'),
            'é' | 'ê' => Some('e'),
            'í' => Some('i'),
            'ó' | 'ö' => Some('o'),
            'ú' | 'ü' => Some('u'),
            letter => letter.is_ascii_alphanumeric().then_some(letter),
        })
        .collect()
}

/// The first letters of a plain name.
pub(super) fn start(plain: &str, letters: usize) -> &str {
    plain.get(..letters).unwrap_or(plain)
}

pub(super) fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = *chance.one(&['a', 'e', 'i', 'n', 'r', 's', 't', 'o']),
    }
    letters.into_iter().collect()
}
