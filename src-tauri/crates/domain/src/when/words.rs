//! A line as words: where each begins and ends, in small letters, without the marks around it.

use std::ops::Range;

struct Word<'a> {
    bytes: Range<usize>,
    /// As it was written, without marks around it.
    written: &'a str,
    small: String,
}

/// The words of a line.
pub(super) struct Words<'a> {
    words: Vec<Word<'a>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let mut words = Vec::new();
        let mut rest = line;
        let mut from = 0;
        loop {
            let blank = rest.len() - rest.trim_start().len();
            rest = rest.trim_start();
            from += blank;
            if rest.is_empty() {
                break;
            }
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (raw, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let written =
                raw.trim_start_matches(['(', '"', '“']).trim_end_matches([',', ';', ':', '!', '?', ')', '"', '”']);
            let small = written.to_lowercase();
            words.push(Word { bytes: from..from + raw.len(), written, small });
            from += raw.len();
            rest = after;
        }
        Self { words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in small letters, without a full stop at its end.
    pub(super) fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(|word| word.small.trim_end_matches('.'))
    }

    /// A word in small letters, with a full stop at its end.
    pub(super) fn whole(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(|word| word.small.as_str())
    }

    /// Whether a word begins with a capital.
    pub(super) fn is_capital(&self, place: usize) -> bool {
        self.words.get(place).is_some_and(|word| word.written.starts_with(char::is_uppercase))
    }

    /// Where words are in the line.
    pub(super) fn bytes(&self, places: Range<usize>) -> Range<usize> {
        let start = self.words.get(places.start).map_or(0, |word| word.bytes.start);
        let end = places.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.bytes.end);
        start..end.max(start)
    }
}

/// A number in figures or words.
pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // More figures than fit are too far, and no other word.
        return Some(word.parse().unwrap_or(u32::MAX));
    }
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    WORDS.iter().position(|each| *each == word).and_then(|place| u32::try_from(place).ok())
}
