//! How a message sounds: positive, neutral or negative, told by a list of English words (VADER).
//!
//! The list was made for everyday talk. Words that mean something else where people build things together (`kill` a process, a
//! `critical` error, `please`) are taken out of it here, and emoji that it does not know are put in as words.
//!
//! **Invariants:** what is not English, or too short to say, is not scored: it has no tone, and is never neutral; code,
//! quotations, addresses and mentions are nobody's tone; the same text always has the same tone, offline.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use vader_sentimental::SentimentIntensityAnalyzer;
use whichlang::Lang;

mod listener;
mod lists;

pub use self::listener::{Heard, Listener};
use self::lists::{EMOJI, LIKERS, PLAIN, SMALL};

/// Raised when a text may be scored or counted otherwise than before: what was kept is made anew.
pub const EDITION: i64 = 2;
/// A score of at least this is positive, of at most its negative is negative.
const CLEAR: f64 = 0.05;
/// What an exclamation mark adds to a score, four at the most, and what a question mark adds, up to three: VADER's figures.
const LOUDER: [f64; 2] = [0.292, 0.18];
/// What more question marks than three add.
const MANY_QUESTIONS: f64 = 0.96;
/// From so many words on, a text without one of [`SMALL`] is not English.
const WORDS_TO_TELL: usize = 5;

/// How a message sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    Neutral,
    /// Pleased, thankful, warm.
    Positive,
    /// Displeased, sad, angry.
    Negative,
}

impl Tone {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Neutral, Self::Positive, Self::Negative];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }

    /// The tone with a word.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.word() == word)
    }
}

static SCORES: LazyLock<SentimentIntensityAnalyzer<'static>> = LazyLock::new(SentimentIntensityAnalyzer::new);
/// [`PLAIN`] and [`SMALL`], to be found in at once: every word of every message is looked for.
static IS_PLAIN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| PLAIN.iter().copied().collect());
static IS_SMALL: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| SMALL.iter().copied().collect());

/// How a message (plain text, or Slack's or a forum's markup) sounds; nothing when that cannot be told. Whoever asks this of
/// many has a [`Listener`].
pub fn tone(text: &str) -> Option<Tone> {
    let (words, emoji) = said(text);
    can_be_told(&words, &emoji).then(|| sound(&words, &emoji))
}

/// How many words a message has; nothing where it has none, or is mostly in a script that puts no spaces between them.
pub fn words(text: &str) -> Option<u32> {
    counted(&said(text).0)
}

/// Whether what somebody said is anything, and in English where there are words.
fn can_be_told(words: &[&str], emoji: &[&str]) -> bool {
    if words.is_empty() { !emoji.is_empty() } else { is_english(words) }
}

/// How words and emoji sound together.
fn sound(words: &[&str], emoji: &[&str]) -> Tone {
    let (mut text, mut bare) = (String::new(), String::new());
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            text.push(' ');
        }
        write_bare(word, &mut bare);
        if IS_PLAIN.contains(bare.as_str()) && !(bare == "like" && is_liked(words, place)) {
            // A word that the list does not have keeps its place: what stands how far from what matters there.
            text.push_str("it");
        } else {
            text.extend(word.chars().map(|letter| if letter == '’' { '\'' } else { letter }));
        }
    }
    for word in emoji {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    match SCORES.polarity_scores(&text).compound {
        score if is_signs_alone(score, &text) => Tone::Neutral,
        score if score >= CLEAR => Tone::Positive,
        score if score <= -CLEAR => Tone::Negative,
        _ => Tone::Neutral,
    }
}

/// Whether the word before one says who likes something.
fn is_liked(words: &[&str], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|before| LIKERS.contains(&bare(before).as_str()))
}

/// Whether a score is that of nothing but `!` and `?`. They make louder what words say; where words say nothing, or as much for
/// as against, VADER has nothing to make louder, and the library takes them for displeasure.
fn is_signs_alone(score: f64, text: &str) -> bool {
    let many = |sign: u8| u32::try_from(text.bytes().filter(|byte| *byte == sign).count()).unwrap_or(u32::MAX);
    let [exclaimed, asked] = LOUDER;
    let asked = match many(b'?') {
        few @ 0..=3 => f64::from(few) * asked,
        _ => MANY_QUESTIONS,
    };
    let louder = f64::from(many(b'!').min(4)) * exclaimed + asked;
    (score + louder / (louder * louder + 15.0).sqrt()).abs() < 1e-9
}

fn counted(words: &[&str]) -> Option<u32> {
    let mut letters = Letters::default();
    words.iter().for_each(|word| letters.add(&Letters::of(word)));
    letters.words()
}

/// The letters of a word, or of many.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    /// Words with any.
    words: u32,
    all: u32,
    latin: u32,
    /// Of scripts without spaces between words.
    unspaced: u32,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self::default();
        for letter in word.chars().filter(|letter| letter.is_alphabetic()) {
            letters.all += 1;
            letters.latin += u32::from(letter.is_ascii_alphabetic());
            letters.unspaced += u32::from(is_unspaced(letter));
        }
        letters.words = u32::from(letters.all > 0);
        letters
    }

    const fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.all += other.all;
        self.latin += other.latin;
        self.unspaced += other.unspaced;
    }

    /// How many words these are; nothing where there are none, or where spaces do not tell.
    fn words(&self) -> Option<u32> {
        (self.words > 0 && u64::from(self.unspaced) * 4 < u64::from(self.all)).then_some(self.words)
    }

    /// Whether nearly all are those of English.
    fn are_latin(&self) -> bool {
        self.all > 0 && u64::from(self.latin) * 100 >= u64::from(self.all) * 95
    }
}

/// Scripts without spaces between words.
fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

fn bare(word: &str) -> String {
    let mut bare = String::new();
    write_bare(word, &mut bare);
    bare
}

/// A word as it is in lists, into what is used again for the next one.
fn write_bare(word: &str, bare: &mut String) {
    bare.clear();
    for letter in word.trim_matches(|letter: char| !letter.is_alphanumeric()).chars() {
        match letter {
            '’' => bare.push('\''),
            letter if letter.is_ascii() => bare.push(letter.to_ascii_lowercase()),
            letter => bare.extend(letter.to_lowercase()),
        }
    }
}

/// Whether words are English ones: by their letters, by how letters follow each other, and by a small word among many.
fn is_english(words: &[&str]) -> bool {
    let mut letters = Letters::default();
    words.iter().for_each(|word| letters.add(&Letters::of(word)));
    let mut bare = String::new();
    let has_small = || words.iter().any(|word| is_small(word, &mut bare));
    may_be_english(&letters, words.len(), has_small) && reads_english(words, &mut String::new())
}

/// Whether so many words with these letters may be English.
fn may_be_english(letters: &Letters, words: usize, has_small: impl FnOnce() -> bool) -> bool {
    letters.are_latin() && (words < WORDS_TO_TELL || has_small())
}

/// Whether it is one of the small words that nearly every English sentence has.
fn is_small(word: &str, bare: &mut String) -> bool {
    write_bare(word, bare);
    IS_SMALL.contains(bare.as_str())
}

/// Whether letters follow each other as in English; `text` is used again for the next.
fn reads_english(words: &[&str], text: &mut String) -> bool {
    text.clear();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    // As it would be written at the beginning of a sentence.
    whichlang::detect_language(text) == Lang::Eng
}

/// What somebody said in a message: words as they are written, and what its emoji say.
fn said(text: &str) -> (Vec<&str>, Vec<&'static str>) {
    let (mut words, mut emoji) = (Vec::new(), Vec::new());
    each_word(text, |word| say(word, &mut words, &mut emoji));
    (words, emoji)
}

/// Gives what stands between spaces, without code and quotations.
fn each_word<'t>(text: &'t str, mut give: impl FnMut(&'t str)) {
    let mut fenced = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") {
            // Opened and closed on one line is code as well.
            fenced ^= line.matches("```").count() % 2 == 1;
            continue;
        }
        if fenced || line.starts_with('>') || line.starts_with("&gt;") {
            continue;
        }
        // Between single backticks is code.
        for part in line.split('`').step_by(2) {
            part.split_whitespace().for_each(&mut give);
        }
    }
}

fn say<'t>(word: &'t str, words: &mut Vec<&'t str>, emoji: &mut Vec<&'static str>) {
    let has_colon = word.contains(':');
    let is_address = has_colon && (word.contains("://") || word.starts_with("mailto:")) || word.starts_with("www.");
    if is_address || word.starts_with(['@', '<', '#']) || word.starts_with("[quote") || word.starts_with("[/quote") {
        return;
    }
    let known = |name: &str| EMOJI.iter().find(|(one, _)| *one == name).map(|(_, word)| *word);
    if let Some(name) = word.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')) {
        emoji.extend(name.split("::").filter_map(known));
        return;
    }
    let letters = if word.is_ascii() { "" } else { word };
    for letter in letters.chars().filter(|letter| !letter.is_ascii()) {
        emoji.extend(known(letter.encode_utf8(&mut [0; 4])));
    }
    if word.chars().any(char::is_alphanumeric) || is_emoticon(word) {
        words.push(word);
    }
}

fn is_emoticon(word: &str) -> bool {
    word.starts_with([':', ';', '=']) && word.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clear_is_heard() {
        for (text, wanted) in [
            ("Thanks so much, this is great!", Tone::Positive),
            ("Thanks!", Tone::Positive),
            ("I like the new sheds", Tone::Positive),
            ("This is terrible and I hate it", Tone::Negative),
            ("That was a horrible evening for all of us", Tone::Negative),
            ("The meeting is on Tuesday at nine", Tone::Neutral),
            ("See you there :tada:", Tone::Positive),
            ("👍", Tone::Positive),
            ("😡", Tone::Negative),
            // What the list alone gets wrong among people who build things.
            ("kill the process and retry", Tone::Neutral),
            ("there is a critical error in the crash handler", Tone::Neutral),
            ("please help me with the fence", Tone::Neutral),
            ("it looks like the gate is open", Tone::Neutral),
            // Signs make louder what is said, and say nothing themselves.
            ("The meeting is on Tuesday!!", Tone::Neutral),
            ("Who comes to the meeting on Tuesday??", Tone::Neutral),
            ("That was a horrible evening for all of us!!", Tone::Negative),
        ] {
            assert_eq!(tone(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_languages_have_no_tone() {
        for text in [
            "Vielen Dank, das ist wirklich großartig!",
            "Danke dir!",
            "Merci beaucoup pour votre aide",
            "政治資金の透明化に感謝します",
            "ありがとうございます！",
            "Большое спасибо за помощь",
            "¡Muchas gracias por todo!",
            "Jag har ett problem med min app",
            "apa kabar semua orang di sini",
            "감사합니다",
            "",
            "   ",
            "42",
            "<@U123> <https://example.org>",
            "```\nI hate this\n```",
        ] {
            assert_eq!(tone(text), None, "{text}");
        }
    }

    #[test]
    fn what_others_wrote_and_code_are_nobodys_tone() {
        assert_eq!(tone("&gt; I hate this\nThe meeting is on Tuesday"), Some(Tone::Neutral));
        assert_eq!(tone("run `panic horrible disaster` and then it is on"), Some(Tone::Neutral));
        assert_eq!(tone("the page is https://horrible-disaster.example/hate"), Some(Tone::Neutral));
    }

    #[test]
    fn words_are_counted_where_there_are_words() {
        assert_eq!(words("The shed, at last: it's open - come!"), Some(7));
        assert_eq!(words("Größere Übung für alle"), Some(4));
        assert_eq!(words("서울 모임에 오세요"), Some(3));
        for text in ["政治資金の透明化", "", "- - -", "```\nlet x = 1;\n```", "สวัสดีครับ"]
        {
            assert_eq!(words(text), None, "{text}");
        }
        assert_eq!(words("see 東京 for the notes of this evening"), Some(8));
    }

    #[test]
    fn any_text_is_read() {
        for text in ["::::", "`", "``````", ":+1::tada:", "’", "\u{0}", "a`b`c``d"] {
            let _ = (tone(text), words(text));
        }
        assert_eq!(tone(":+1::tada:"), Some(Tone::Positive));
    }
}
