//! Hears many messages: how each sounds and how many words it has, with one look at its words.
//!
//! Most words tell nothing of a mood, and they come again and again. So a listener remembers of each whether it tells
//! anything, and only a message with a word that does is scored in full, which costs five times what is done here.
//!
//! **Invariant:** what is heard is what [`super::tone`] and [`super::words`] say, whatever was heard before.

use rustc_hash::FxHashMap;

use super::{IS_PLAIN, SCORES, Tone, can_be_told, counted, said, sound};

/// Words remembered at the most; then it is begun anew.
const MOST_WORDS: usize = 50_000;
/// Letters of a word that is remembered: few words are longer, and as a number it is found again without a look elsewhere.
const LONGEST_WORD: usize = 16;

/// What was heard of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// How many words, as by [`super::words`].
    pub words: Option<u32>,
    /// How it sounds, as by [`super::tone`].
    pub tone: Option<Tone>,
}

/// Hears message after message.
#[derive(Debug, Default)]
pub struct Listener {
    /// Of words, small and without what stands around them: whether they tell anything.
    known: FxHashMap<u128, bool>,
    small: String,
}

impl Listener {
    /// Hears one.
    pub fn hear(&mut self, text: &str) -> Heard {
        let (words, emoji) = said(text);
        let tone = can_be_told(&words, &emoji).then(|| {
            let tells = !emoji.is_empty() || words.iter().any(|word| self.tells(word));
            if tells { sound(&words, &emoji) } else { Tone::Neutral }
        });
        Heard { words: counted(&words), tone }
    }

    /// Whether a word may tell a mood, wherever it stands.
    fn tells(&mut self, word: &str) -> bool {
        // Emoji are told by letters beyond ASCII, and so is the other apostrophe; a key has no room for a letter without a sign.
        if !word.bytes().all(|letter| letter.is_ascii_graphic()) {
            return true;
        }
        self.small.clear();
        self.small.push_str(word.trim_matches(|letter: char| letter.is_ascii_punctuation()));
        // What is next to nothing without its signs is taken with them: it may be a face.
        if self.small.len() < 2 {
            self.small.clear();
            self.small.push_str(word);
        }
        self.small.make_ascii_lowercase();
        let Some(key) = key(&self.small) else { return asked(&self.small) };
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        if self.known.len() >= MOST_WORDS {
            self.known.clear();
        }
        let tells = asked(&self.small);
        self.known.insert(key, tells);
        tells
    }
}

/// A word as a number; nothing for a long one.
fn key(word: &str) -> Option<u128> {
    let mut letters = [0; LONGEST_WORD];
    letters.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(letters))
}

/// Asks the list itself about a word.
fn asked(word: &str) -> bool {
    // It depends on the word before it whether somebody likes something.
    if word == "like" {
        return true;
    }
    let alone = SCORES.polarity_scores(word);
    !IS_PLAIN.contains(word) && (alone.pos > 0.0 || alone.neg > 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::tone, *};

    /// Words that mean something here or there, among those that do not.
    const WORDS: &str = "the is Good GOOD bad horrible!! kind of so but never not least very this kill error, like I really don’t love :) :D 😀 👍 x: (great) \
        !!! ?? meeting Tuesday? shed :tada: `code` @ann https://hate.example to die for the bomb 东京 12 best! sort-of ’ a! [quote";

    proptest! {
        #[test]
        fn a_listener_hears_what_each_message_says(
            all in prop::collection::vec(prop::collection::vec(prop::sample::select(WORDS.split(' ').collect::<Vec<_>>()), 0..12), 1..12),
        ) {
            let mut listener = Listener::default();
            for words in all {
                let text = words.join(" ");
                prop_assert_eq!(listener.hear(&text), Heard { words: super::super::words(&text), tone: tone(&text) }, "{}", text);
            }
        }

        #[test]
        fn any_text_is_heard(all in prop::collection::vec("\\PC{0,60}|[ -~]{0,80}", 1..6)) {
            let mut listener = Listener::default();
            for text in all {
                prop_assert_eq!(listener.hear(&text), Heard { words: super::super::words(&text), tone: tone(&text) }, "{}", text);
            }
        }
    }
}
