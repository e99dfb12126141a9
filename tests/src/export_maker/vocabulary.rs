//! Forty thousand words with the frequencies of real text: what a full-text index is measured with.
//!
//! **Invariants:** "the" is in about 46 % of the messages, each word of [`MEDIUM`] in about 1 %; all others fall off as
//! Zipf found.

use super::chance::{Chance, Weighted};

/// Words that are neither rare nor common: the benches search for them.
pub const MEDIUM: [&str; 20] = [
    "cluster",
    "node",
    "python",
    "rust",
    "docker",
    "kubernetes",
    "database",
    "query",
    "timeout",
    "memory",
    "release",
    "branch",
    "proxy",
    "token",
    "worker",
    "schedule",
    "community",
    "workshop",
    "tutorial",
    "terminal",
];

/// The most frequent English words and how many of a thousand words they are.
const COMMON: &str = "\
    the 41 to 27 and 24 of 22 a 21 in 16 i 15 is 12 it 12 that 11 for 10 you 10 on 8 with 7.5 this 7 \
    we 6 be 6 have 5.5 are 5 but 5 not 5 can 4.5 if 4.3 so 4.2 my 4 at 4 as 4 or 3.8 just 3.2 was 3.2 \
    there 3 what 3 do 3 like 2.8 from 2.8 your 2.7 how 2.5 an 2.4 all 2.3 would 2.3 me 2.2 will 2.2 \
    some 2.1 about 2 they 2 when 2 has 1.9 get 1.9 one 1.9 think 1.8 which 1.7 more 1.7 by 1.6 also 1.6 \
    out 1.5 up 1.5 here 1.4 any 1.4 no 1.4 use 1.4 then 1.3 our 1.3 thanks 1.2 know 1.2 time 1.1 \
    see 1.1 want 1 work 1 make 1 new 1 now 1 need 1";

const WORDS: usize = 40_000;
const STARTS: &[&str] = &[
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "qu",
    "r", "s", "sc", "sh", "sl", "sp", "st", "t", "th", "tr", "v", "w", "y", "z", "",
];
const MIDDLES: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou"];
const ENDS: &[&str] = &["n", "r", "l", "s", "t", "m", "ck", "nd", "st", "ng", "x", "", "", "", ""];

/// Words and how to draw them.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    words: Vec<String>,
    weighted: Weighted,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let mut chance = Chance::new(0x0057_0bd5);
        let common: Vec<&str> = COMMON.split(' ').collect();
        let mut words: Vec<String> = common.iter().step_by(2).map(|word| (*word).to_owned()).collect();
        let mut weights: Vec<f64> = common.iter().skip(1).step_by(2).filter_map(|weight| weight.parse().ok()).collect();
        words.extend(MEDIUM.map(str::to_owned));
        weights.extend(MEDIUM.map(|_| 0.65));
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        while words.len() < WORDS {
            let mut word = String::new();
            // Frequent words are the shorter ones.
            let syllables = match words.len() {
                0..600 => 1 + chance.below(2),
                600..6_000 => 2,
                _ => 2 + chance.below(2),
            };
            for _ in 0..syllables {
                word.push_str(chance.pick(STARTS));
                word.push_str(chance.pick(MIDDLES));
            }
            word.push_str(chance.pick(ENDS));
            if word.len() > 2 && known.insert(word.clone()) {
                words.push(word);
            }
        }
        let rest: f64 = 1_000.0 - weights.iter().sum::<f64>();
        let tail: Vec<f64> = (weights.len()..WORDS).map(|rank| 1.0 / rank as f64).collect();
        let scale = rest / tail.iter().sum::<f64>();
        weights.extend(tail.iter().map(|weight| weight * scale));
        Self { words, weighted: Weighted::new(&weights) }
    }

    /// Appends about sixteen words, some with a little life in them: capitals, a full stop, a link, an emoji, a mention.
    pub(crate) fn sentence(&self, chance: &mut Chance, mention: impl FnOnce(&mut Chance) -> String, out: &mut String) {
        let length = ((0.62 * chance.normal()).exp() * 13.0).clamp(1.0, 120.0) as usize + 1;
        let start = out.len();
        if chance.often(0.08) {
            out.push_str("<@");
            out.push_str(&mention(chance));
            out.push_str("> ");
        }
        for position in 0..length {
            if position > 0 {
                out.push_str(if chance.often(0.05) { ". " } else { " " });
            }
            out.push_str(&self.words[self.weighted.draw(chance)]);
        }
        match chance.below(40) {
            0 => out.push_str(" :tada:"),
            1 => out.push_str(" :+1:"),
            2 => out.push_str(" `let it = 3;`"),
            3 | 4 => {
                out.push_str(" <https://docs.example.org/");
                out.push_str(&self.words[WORDS / 2 + chance.below(WORDS / 2)]);
                out.push('>');
            }
            5..12 => out.push('?'),
            12..20 => out.push('.'),
            _ => {}
        }
        if let Some(first) = out.get_mut(start..start + 1) {
            first.make_ascii_uppercase();
        }
    }
}
