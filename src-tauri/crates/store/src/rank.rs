//! Which of some messages answer a question best: from their text alone.
//!
//! All of them have every word that was asked for, so how rare a word is among all messages tells nothing about which of
//! these is better, and need not be counted (that took half a second for a word in every second message). What tells is how
//! often a message says the words, how little else it says, whether they follow each other as they were typed, and whether
//! an unfinished word is there as it stands. Of equals the newer is better.
//!
//! **Invariant:** pure, and linear in the length of a text.

use crate::words;

/// How fast saying a word once more stops telling anything, as in BM25.
const SATURATION: f32 = 1.2;
/// How much a long text loses, as in BM25.
const LENGTH: f32 = 0.75;
/// Words in a usual message.
const USUAL: f32 = 16.0;
/// What a word is worth that only begins with what was asked for.
const BEGUN: f32 = 0.6;
/// What it is worth, in words, that two words stand together as they were typed.
const TOGETHER: f32 = 1.0;
/// More of a text is not looked at.
const LOOKED_AT: usize = 20_000;

/// What is asked for.
pub(crate) struct Ranker<'a> {
    terms: Vec<Term<'a>>,
}

struct Term<'a> {
    word: &'a str,
    /// Of a script without spaces: found anywhere, not as a word.
    unspaced: bool,
}

/// What a text has of a term.
#[derive(Clone, Copy, Default)]
struct Found {
    times: f32,
    /// Right after the term before it.
    follows: bool,
}

impl<'a> Ranker<'a> {
    /// For folded words in the order in which they were typed.
    pub(crate) fn new(terms: &'a [String]) -> Self {
        let term = |word: &'a String| Term { word, unspaced: word.chars().any(words::is_unspaced) };
        Self { terms: terms.iter().map(term).collect() }
    }

    /// How well a text answers; more is better.
    pub(crate) fn score(&self, text: &str) -> f32 {
        let end = text.char_indices().map(|(at, _)| at).nth(LOOKED_AT).unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { words::fold(text) };
        let mut found = vec![Found::default(); self.terms.len()];
        let (mut length, mut before) = (0.0, None);
        for word in words_of(&folded) {
            length += 1.0;
            before = self.look_at(word, before, &mut found);
        }
        let mut score = 0.0;
        for (term, found) in self.terms.iter().zip(&mut found) {
            if term.unspaced {
                found.times = folded.matches(term.word).map(|_| 1.0).sum();
            }
            let saturation = SATURATION * (1.0 - LENGTH + LENGTH * length / USUAL);
            score += found.times * (SATURATION + 1.0) / (found.times + saturation);
            score += if found.follows { TOGETHER } else { 0.0 };
        }
        score
    }

    /// Counts a word of the text; answers which term it is, if it is one.
    fn look_at(&self, word: &str, before: Option<usize>, found: &mut [Found]) -> Option<usize> {
        let mut is = None;
        for (number, (term, found)) in self.terms.iter().zip(found).enumerate() {
            if term.unspaced || !word.starts_with(term.word) {
                continue;
            }
            let whole = word.len() == term.word.len();
            found.times += if whole { 1.0 } else { BEGUN };
            // The same word may be asked for twice ("bye bye"): then it is the one that goes on with what came before.
            let follows = number > 0 && before == Some(number - 1);
            found.follows |= follows;
            if is.is_none() || follows {
                is = Some(number);
            }
        }
        is
    }
}

/// The words of a folded text that people read: what stands between angle brackets is markup, and of it only what follows
/// a bar is read.
fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    let read = folded.split('<').enumerate().flat_map(|(number, part)| {
        let (inside, outside) = if number == 0 { ("", part) } else { part.split_once('>').unwrap_or(("", part)) };
        [inside.split_once('|').map_or("", |(_, label)| label), outside]
    });
    read.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts, best first.
    fn ranked<'a>(typed: &str, texts: &[&'a str]) -> Vec<&'a str> {
        let terms = words::question(typed, 4).terms;
        let ranker = Ranker::new(&terms);
        let mut scored: Vec<(f32, &str)> = texts.iter().map(|text| (ranker.score(text), *text)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn better_is_more_often_in_less_text() {
        let long = format!("deploy {}", "and so on and on ".repeat(10));
        assert_eq!(
            ranked("deploy", &["we deploy today at noon or later", &long, "deploy! DEPLOY"]),
            ["deploy! DEPLOY", "we deploy today at noon or later", &long]
        );
    }

    #[test]
    fn better_is_together_in_the_order_that_was_typed() {
        assert_eq!(
            ranked("new york", &["york has a new one", "this is york new still", "in New York we are"])[0],
            "in New York we are"
        );
        assert_eq!(ranked("bye bye", &["bye to all, bye now", "well, bye bye to all"])[0], "well, bye bye to all");
    }

    #[test]
    fn better_is_the_word_as_it_stands() {
        assert_eq!(ranked("deploy", &["deployment of it", "deploy it now"])[0], "deploy it now");
        assert_eq!(ranked("größe", &["Grössenwahn am Morgen", "die Größe am Morgen"])[0], "die Größe am Morgen");
        assert_eq!(ranked("資金", &["政治の話だけです", "政治資金と資金"])[0], "政治資金と資金");
    }

    #[test]
    fn markup_is_no_text() {
        assert_eq!(
            words_of("see <@u12345> <https://example.org/see|the see> now <b>see</b> <").collect::<Vec<_>>(),
            ["see", "the", "see", "now", "see"]
        );
    }
}
