//! Texts with places for words: "Hello {first_name}, …".
//!
//! A saved answer, a greeting, a reminder is written once and filled for each person.
//!
//! **Invariants:** a place is `{`, a name of small letters, digits and `_`, `}`; everything else stays as it is; what is
//! filled in is never looked through again, so a person whose name has braces changes nothing; a place for which there is
//! no word is told, never left empty without a word.

use std::collections::{BTreeMap, BTreeSet};

/// A text whose places were filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The words. A place without a word stands as it was written, so that nobody overlooks it.
    pub text: String,
    /// Places for which there was no word.
    pub missing: BTreeSet<String>,
}

/// One piece of a text.
enum Piece<'text> {
    Words(&'text str),
    Place(&'text str),
}

/// Fills the places of a text.
pub fn fill(text: &str, words: &BTreeMap<&str, String>) -> Filled {
    let mut filled = Filled { text: String::with_capacity(text.len()), missing: BTreeSet::new() };
    each(text, |piece| match piece {
        Piece::Words(plain) => filled.text.push_str(plain),
        Piece::Place(name) => match words.get(name).filter(|word| !word.is_empty()) {
            Some(word) => filled.text.push_str(word),
            None => {
                filled.missing.insert(name.to_owned());
                filled.text.push('{');
                filled.text.push_str(name);
                filled.text.push('}');
            }
        },
    });
    filled
}

/// The places that a text has.
pub fn places(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    each(text, |piece| {
        if let Piece::Place(name) = piece {
            names.insert(name.to_owned());
        }
    });
    names
}

fn each<'text>(text: &'text str, mut take: impl FnMut(Piece<'text>)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        take(Piece::Words(before));
        match after.split_once('}') {
            Some((name, later)) if is_name(name) => {
                take(Piece::Place(name));
                rest = later;
            }
            _ => {
                take(Piece::Words("{"));
                rest = after;
            }
        }
    }
    take(Piece::Words(rest));
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 40
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// The word that a person is greeted with: the first of their name, unless that is no more than a letter or a title.
pub fn first_name(name: &str) -> &str {
    const TITLES: [&str; 8] = ["dr", "dr.", "prof", "prof.", "mr", "mr.", "ms", "mrs"];
    let words = || name.split_whitespace();
    let told = |word: &&str| {
        !TITLES.contains(&word.to_lowercase().as_str()) && word.trim_end_matches('.').chars().nth(1).is_some()
    };
    words().find(told).map_or_else(|| name.trim(), |word| word.trim_end_matches(','))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words() -> BTreeMap<&'static str, String> {
        BTreeMap::from([("first_name", "Ana {x}".to_owned()), ("empty", String::new())])
    }

    #[test]
    fn places_are_filled_once_and_what_is_missing_is_told() {
        let filled = fill("Hello {first_name}, {when} {empty} {Not} {a b} {{first_name}} {", &words());
        assert_eq!(filled.text, "Hello Ana {x}, {when} {empty} {Not} {a b} {Ana {x}} {");
        assert_eq!(filled.missing, BTreeSet::from(["empty".to_owned(), "when".to_owned()]));
        assert_eq!(places("{b} and {a} and {b} {}"), BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn people_are_greeted_by_the_name_they_go_by() {
        for (name, first) in [
            ("Ana Lima", "Ana"),
            ("  Dr. Bo Xi ", "Bo"),
            ("J. R. Ewing", "Ewing"),
            ("X", "X"),
            ("", ""),
            ("Åsa, Lind", "Åsa"),
            ("李小龙", "李小龙"),
        ] {
            assert_eq!(first_name(name), first, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_words_for_it_stays_as_it_is(text in "[{}a-c_ A]{0,40}") {
            let filled = fill(&text, &BTreeMap::new());
            prop_assert_eq!(&filled.text, &text);
            prop_assert_eq!(filled.missing, places(&text));
        }
    }
}
