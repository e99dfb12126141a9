//! Words to search by: the same function prepares what is indexed and what is asked for.
//!
//! SQLite's `unicode61` tokenizer finds words between spaces. Scripts that write without spaces (Chinese, Japanese, Thai …)
//! would become one endless word, so runs of them are cut into overlapping pairs here: 政治資金 is indexed as
//! 政治 治資 資金 金, and the word 資金 is found as that pair.
//!
//! **Invariant:** whatever is asked for as a word is found in every text that has it as a word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Appends the words of a text, ready for the index.
pub fn index(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.push_str(text);
        return;
    }
    let mut run: Vec<char> = Vec::new();
    for character in text.nfkc() {
        if is_unspaced(character) {
            run.push(character);
        } else {
            close_run(&mut run, out, true);
            out.push(character);
        }
    }
    close_run(&mut run, out, true);
}

/// Writes a run as pairs; in an index the last character stands alone too, so that it is found by itself.
fn close_run(run: &mut Vec<char>, out: &mut String, alone: bool) {
    if run.is_empty() {
        return;
    }
    out.push(' ');
    for pair in run.windows(2) {
        out.extend(pair);
        out.push(' ');
    }
    if let (true, Some(last)) = (alone || run.len() == 1, run.last()) {
        out.push(*last);
        out.push(' ');
    }
    run.clear();
}

/// Whether a character belongs to a script that does not put spaces between words (or joins them freely, as Korean does).
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF            // Thai, Lao
        | 0x1000..=0x109F          // Burmese
        | 0x1780..=0x17FF          // Khmer
        | 0x1100..=0x11FF | 0xAC00..=0xD7AF          // Korean
        | 0x3005..=0x3007 | 0x3041..=0x30FF | 0x31F0..=0x31FF   // Japanese syllables
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF   // Chinese characters
        | 0x20000..=0x3FFFF)
}

/// What a person looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question in the index's own language; `None` when there is no word in it.
    pub expression: Option<String>,
    /// Folded words, for marking them in what was found.
    pub terms: Vec<String>,
    /// What the last word begins with, when it may be unfinished and its letters are the index's own; and the question
    /// without it.
    pub(crate) unfinished: Option<(String, String)>,
    /// Words that must follow each other are part of it.
    pub(crate) has_phrase: bool,
}

/// Reads what a person typed: words are all required, "quoted words" must follow each other, and the last word may be
/// unfinished when it has at least `prefix_from` characters.
pub fn question(typed: &str, prefix_from: usize) -> Question {
    let mut parts = Vec::new();
    let mut terms = Vec::new();
    let mut quoted = false;
    for piece in typed.split('"') {
        if quoted {
            add_phrase(piece, &mut parts, &mut terms);
        } else {
            for word in piece.split_whitespace() {
                add_phrase(word, &mut parts, &mut terms);
            }
        }
        quoted = !quoted;
    }
    let mut beginning = None;
    let unfinished = !typed.ends_with(|character: char| character.is_whitespace() || character == '"');
    if let (true, Some(last)) = (unfinished, parts.last_mut()) {
        let word = terms.last().map_or(0, |term| term.chars().count());
        let single_unspaced = word == 1 && terms.last().is_some_and(|term| term.chars().all(is_unspaced));
        let spaced = terms.last().is_some_and(|term| !term.chars().any(is_unspaced));
        if single_unspaced || (spaced && word >= prefix_from) {
            let letters = last.trim_matches('"').to_ascii_lowercase();
            beginning = Some(letters).filter(|letters| letters.chars().all(|letter| letter.is_ascii_alphanumeric()));
            last.push('*');
        }
    }
    let before = parts.split_last().map(|(_, before)| before.join(" ")).unwrap_or_default();
    Question {
        has_phrase: parts.iter().any(|part| part.contains(' ')),
        expression: (!parts.is_empty()).then(|| parts.join(" ")),
        terms,
        unfinished: beginning.map(|beginning| (beginning, before)),
    }
}

fn add_phrase(words: &str, parts: &mut Vec<String>, terms: &mut Vec<String>) {
    let mut prepared = String::new();
    let mut run = Vec::new();
    for character in words.nfkc() {
        if is_unspaced(character) {
            run.push(character);
        } else {
            close_run(&mut run, &mut prepared, false);
            // Only what the tokenizer takes for part of a word: everything else separates.
            prepared.push(if character.is_alphanumeric() || is_mark(character) { character } else { ' ' });
        }
    }
    close_run(&mut run, &mut prepared, false);
    let prepared = prepared.split_whitespace().collect::<Vec<_>>().join(" ");
    if prepared.is_empty() {
        return;
    }
    parts.push(format!("\"{prepared}\""));
    terms.extend(words.split(|c: char| !(c.is_alphanumeric() || is_mark(c))).filter(|w| !w.is_empty()).map(fold));
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// A word as it is compared: lower case, without accents.
pub fn fold(word: &str) -> String {
    word.nfkd().filter(|character| !is_mark(*character)).flat_map(char::to_lowercase).collect()
}

/// The part of a text around the first term, at most about `width` characters, and where terms are in it.
pub fn excerpt(text: &str, terms: &[String], width: usize) -> (String, Vec<Range<usize>>) {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = occurrences(&flat, terms);
    let first = found.first().map_or(0, |range| range.start);
    let before = flat.get(..first).unwrap_or_default();
    let lead = before.char_indices().rev().nth(width / 4).map_or(0, |(at, _)| at);
    // Begin at a word, not within one.
    let start = if lead == 0 { 0 } else { before.get(lead..).and_then(|t| t.find(' ')).map_or(lead, |s| lead + s + 1) };
    let rest = flat.get(start..).unwrap_or_default();
    let length = rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at);
    let end = start + length;
    let mut out = String::with_capacity(length + 8);
    if start > 0 {
        out.push('…');
    }
    let shift = out.len();
    out.push_str(rest.get(..length).unwrap_or_default());
    if end < flat.len() {
        out.push('…');
    }
    let ranges = found
        .into_iter()
        .filter(|range| range.start >= start && range.end <= end)
        .map(|range| range.start - start + shift..range.end - start + shift)
        .collect();
    (out, ranges)
}

/// Where terms begin a word (or stand anywhere, in scripts without spaces), as byte ranges that do not overlap.
fn occurrences(text: &str, terms: &[String]) -> Vec<Range<usize>> {
    // Folding changes lengths, so each folded character remembers where it came from.
    let mut folded: Vec<(char, usize, usize)> = Vec::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        for simple in std::iter::once(character).nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
            folded.push((simple, at, end));
        }
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let terms: Vec<Vec<char>> = terms.iter().map(|term| term.chars().collect()).collect();
    let mut index = 0;
    while index < folded.len() {
        let begins = index == 0 || folded.get(index - 1).is_none_or(|(c, ..)| !c.is_alphanumeric() || is_unspaced(*c));
        let here = folded.get(index).is_some_and(|(c, ..)| is_unspaced(*c));
        let longest = terms
            .iter()
            .filter(|_| begins || here)
            .filter(|term| {
                !term.is_empty()
                    && term.iter().enumerate().all(|(k, c)| folded.get(index + k).is_some_and(|(f, ..)| f == c))
            })
            .map(Vec::len)
            .max();
        match longest {
            Some(length) => {
                let start = folded.get(index).map_or(0, |(_, start, _)| *start);
                let end = folded.get(index + length - 1).map_or(start, |(_, _, end)| *end);
                ranges.push(start..end);
                index += length;
            }
            None => index += 1,
        }
        if ranges.len() >= 64 {
            break;
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_spaces_become_pairs() {
        let mut out = String::new();
        index("AIで政治資金を見る ok", &mut out);
        let words: Vec<&str> = out.split_whitespace().collect();
        assert_eq!(words, ["AI", "で政", "政治", "治資", "資金", "金を", "を見", "見る", "る", "ok"]);
    }

    #[test]
    fn questions_require_every_word_and_leave_syntax_alone() {
        let expression = |typed| question(typed, 4).expression.unwrap_or_default();
        assert_eq!(expression("deploy server"), "\"deploy\" \"server\"*");
        assert_eq!(expression("a OR NEAR(b) -c"), "\"a\" \"OR\" \"NEAR b\" \"c\"");
        assert_eq!(expression("\"new york\" pizza "), "\"new york\" \"pizza\"");
        assert_eq!(expression("資金"), "\"資金\"");
        assert_eq!(expression("政治資金"), "\"政治 治資 資金\"");
        assert_eq!(expression("金"), "\"金\"*");
        assert_eq!(expression("café"), "\"café\"*");
        assert_eq!(question("  \"'; ", 4).expression, None);
    }

    #[test]
    fn an_excerpt_is_around_the_first_term_and_marks_it() {
        let text = format!("{} Größe matters {}", "word ".repeat(80), "tail ".repeat(80));
        let (out, ranges) = excerpt(&text, &[fold("grosse"), fold("GRÖßE")], 60);
        assert!(out.starts_with('…') && out.ends_with('…'), "{out}");
        assert_eq!(ranges.iter().filter_map(|range| out.get(range.clone())).collect::<Vec<_>>(), ["Größe"]);
        let (out, ranges) = excerpt("資金の透明化", &[fold("透明")], 60);
        assert_eq!(ranges.first().and_then(|range| out.get(range.clone())), Some("透明"));
    }

    #[test]
    fn a_term_is_not_marked_inside_a_word() {
        let (_, ranges) = excerpt("concatenate the cat", &["cat".into()], 60);
        assert_eq!(ranges, vec![16..19]);
    }
}
