//! Hears many messages: how each sounds and how many words it has, with one look at each word.
//!
//! The same words come again and again, and most tell nothing of a mood. So a listener remembers of each what its letters are
//! and whether it tells anything, and only a message with a word that does is scored in full, which costs five times what is
//! done here.
//!
//! **Invariant:** what is heard is what [`super::tone`] and [`super::words`] say, whatever was heard before.

use rustc_hash::FxHashMap;

use super::{IS_PLAIN, Letters, SCORES, Tone, each_word, is_small, may_be_english, reads_english, say, sound};

/// Words remembered at the most; then it is begun anew.
const MOST_WORDS: usize = 100_000;
/// Letters of a word that is remembered: few words are longer, and as a number it is found again without a look elsewhere.
const LONGEST_WORD: usize = 15;

/// What was heard of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// How many words, as by [`super::words`].
    pub words: Option<u32>,
    /// How it sounds, as by [`super::tone`].
    pub tone: Option<Tone>,
}

/// What stands between spaces, as it is written: small enough that many of them stay in the processor's cache.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// It is a word, and no address or emoji.
    is_word: bool,
    has_emoji: bool,
    is_small: bool,
    /// Whether it may tell a mood, wherever it stands; nothing while nobody asked.
    tells: Option<bool>,
    /// Letters: all, Latin ones, and of scripts without spaces.
    letters: [u8; 3],
}

impl Known {
    fn letters(self) -> Letters {
        let [all, latin, unspaced] = self.letters.map(u32::from);
        Letters { words: u32::from(all > 0), all, latin, unspaced }
    }
}

/// A word as two numbers, its length among them.
type Key = (u64, u64);

/// Hears message after message.
#[derive(Debug, Clone, Default)]
pub struct Listener {
    /// Words as they are written.
    known: FxHashMap<Key, Known>,
    /// Of words, small and without what stands around them: whether they tell anything.
    tells: FxHashMap<Key, bool>,
    /// Whether each word of a message tells anything, as far as that is known.
    here: Vec<Option<bool>>,
    small: String,
    text: String,
}

impl Listener {
    /// Hears one.
    pub fn hear(&mut self, text: &str) -> Heard {
        self.here.clear();
        let (mut words, mut emoji) = (Vec::new(), Vec::new());
        let (mut letters, mut has_small) = (Letters::default(), false);
        each_word(text, |word| {
            let Some(known) = self.known(word) else {
                // A long one.
                let before = words.len();
                say(word, &mut words, &mut emoji);
                if words.len() > before {
                    self.here.push(None);
                    letters.add(&Letters::of(word));
                    has_small |= is_small(word, &mut self.small);
                }
                return;
            };
            if known.has_emoji {
                say(word, &mut Vec::new(), &mut emoji);
            }
            if known.is_word {
                words.push(word);
                self.here.push(known.tells);
                letters.add(&known.letters());
                has_small |= known.is_small;
            }
        });
        let can_be_told = if words.is_empty() {
            !emoji.is_empty()
        } else {
            may_be_english(&letters, words.len(), || has_small) && reads_english(&words, &mut self.text)
        };
        let tone = can_be_told.then(|| {
            let tells = !emoji.is_empty() || (0..words.len()).any(|place| self.tells(place, &words));
            if tells { sound(&words, &emoji) } else { Tone::Neutral }
        });
        Heard { words: letters.words(), tone }
    }

    /// What is known of what stands between spaces; nothing of a long one.
    fn known(&mut self, word: &str) -> Option<Known> {
        let key = key(word)?;
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let (mut words, mut emoji) = (Vec::new(), Vec::new());
        say(word, &mut words, &mut emoji);
        let Letters { all, latin, unspaced, .. } = Letters::of(word);
        let known = Known {
            is_word: !words.is_empty(),
            has_emoji: !emoji.is_empty(),
            is_small: is_small(word, &mut self.small),
            tells: None,
            letters: [all, latin, unspaced].map(|count| u8::try_from(count).unwrap_or(u8::MAX)),
        };
        if self.known.len() >= MOST_WORDS {
            self.known.clear();
        }
        self.known.insert(key, known);
        Some(known)
    }

    /// Whether a word of the message that is heard may tell a mood, wherever it stands.
    fn tells(&mut self, place: usize, words: &[&str]) -> bool {
        if let Some(tells) = self.here.get(place).copied().flatten() {
            return tells;
        }
        let Some(word) = words.get(place) else { return false };
        let tells = self.may_tell(word);
        if let Some(known) = key(word).and_then(|key| self.known.get_mut(&key)) {
            known.tells = Some(tells);
        }
        tells
    }

    /// The same of a word that nobody asked about as it is written.
    fn may_tell(&mut self, word: &str) -> bool {
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
        if let Some(tells) = self.tells.get(&key) {
            return *tells;
        }
        if self.tells.len() >= MOST_WORDS {
            self.tells.clear();
        }
        let tells = asked(&self.small);
        self.tells.insert(key, tells);
        tells
    }
}

/// A word as numbers; nothing for a long one.
fn key(word: &str) -> Option<Key> {
    let mut letters = [0; LONGEST_WORD + 1];
    letters.get_mut(..word.len()).filter(|_| word.len() <= LONGEST_WORD)?.copy_from_slice(word.as_bytes());
    *letters.last_mut()? = u8::try_from(word.len()).ok()?;
    let both = u128::from_le_bytes(letters);
    Some((both as u64, (both >> 64) as u64))
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
