//! One spelling for all: other scripts in Latin letters, then letters that writers confuse made alike.
//!
//! **Invariants:** [`latin`] gives small ASCII letters and digits only; [`sound`] of what it gives is the same however
//! often it is applied to different spellings of one name that the tests list; both are total.

/// Small vowels of Japanese, which change the syllable before them.
const fn small_kana(character: char) -> Option<char> {
    match character {
        'ゃ' | 'ャ' => Some('a'),
        'ゅ' | 'ュ' => Some('u'),
        'ょ' | 'ョ' => Some('o'),
        _ => None,
    }
}

/// Whether a character belongs to the script that writes a name as one or two syllables without a space.
pub(super) const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// A Korean syllable.
pub(super) const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

/// A word in small Latin letters and digits, everything else left out.
pub(super) fn latin(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    latin_into(word, &mut out);
    out
}

/// The same, into a string that is used again and again.
pub(super) fn latin_into(word: &str, out: &mut String) {
    out.clear();
    for character in word.chars() {
        if character.is_ascii() {
            out.extend(character.is_ascii_alphanumeric().then(|| character.to_ascii_lowercase()));
        } else if let Some(vowel) = small_kana(character) {
            if out.ends_with('i') {
                out.pop();
            }
            if !out.ends_with("sh") && !out.ends_with("ch") && !out.ends_with('j') {
                out.push('y');
            }
            out.push(vowel);
        } else if character.is_alphanumeric() {
            let plain = any_ascii::any_ascii_char(character);
            out.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()));
        }
    }
}

/// A Latin word with its sounds written one way: Yulia, Julia and Iuliia are one, as are Müller and Mueller.
pub(super) fn sound(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    sound_into(latin, &mut out);
    out
}

/// The same, into a string that is used again and again.
pub(super) fn sound_into(latin: &str, out: &mut String) {
    out.clear();
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        let (letters, written) = one_sound(rest.as_bytes());
        if letters == 0 {
            once(out, first);
        } else {
            written.chars().for_each(|letter| once(out, letter));
        }
        rest = rest.get(letters.max(first.len_utf8())..).unwrap_or_default();
    }
    // Yekaterina is Ekaterina; Satoh is Sato.
    if out.len() > 3 {
        if out.starts_with("ie") {
            out.remove(0);
        }
        if out.ends_with('h') && !out.ends_with("sh") && !out.ends_with("ch") {
            out.pop();
        }
    }
}

/// The letters that are read as one sound, longest first, and how it is written; none when a letter stands for itself.
const fn one_sound(rest: &[u8]) -> (usize, &'static str) {
    match rest {
        [b's', b'h', b'c', b'h', ..] => (4, "sh"),
        [b't', b's', b'c', b'h', ..] => (4, "ch"),
        [b's', b'c', b'h', ..] => (3, "sh"),
        [b't', b'c', b'h', ..] => (3, "ch"),
        // A Greek "ου" that was written letter by letter stands before a consonant.
        [b'o', b'y', b'a' | b'e' | b'i' | b'o' | b'u' | b'y', ..] | [b'o', b'y'] => (2, "oi"),
        [b'o', b'y' | b'e' | b'u' | b'o', ..] => (2, "o"),
        [b'k', b'h', ..] => (2, "h"),
        [b'p', b'h', ..] => (2, "f"),
        [b't', b'h', ..] => (2, "t"),
        [b'g', b'h', ..] => (2, "g"),
        [b'c', b'k', ..] => (2, "k"),
        [b'c', b'z' | b'h', ..] => (2, "ch"),
        [b's', b'z', ..] => (2, "sh"),
        [b'd', b'j', ..] => (2, "i"),
        [b'a', b'e', ..] => (2, "a"),
        [b'u', b'e' | b'u', ..] => (2, "u"),
        [b'x', ..] => (1, "ks"),
        [b'q' | b'c', ..] => (1, "k"),
        [b'w', ..] => (1, "v"),
        [b'y' | b'j', ..] => (1, "i"),
        _ => (0, ""),
    }
}

/// Appends a letter unless it is there already: doubled letters are the commonest slip.
fn once(out: &mut String, letter: char) {
    if !out.ends_with(letter) {
        out.push(letter);
    }
}

/// Whether two Latin words are one slip of the keys apart: a letter changed, left out, doubled or swapped with the next.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = if a.len() <= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if b.len() - a.len() > 1 || a == b {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(left, right)| left == right).count();
    let (left, right) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    if a.len() < b.len() {
        return right.get(1..) == Some(left);
    }
    left.get(1..) == right.get(1..)
        || (left.len() > 1
            && left.get(2..) == right.get(2..)
            && left.first() == right.get(1)
            && left.get(1) == right.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_scripts_are_read() {
        for (written, read) in [
            ("Юлия", "yuliya"),
            ("しょうた", "shouta"),
            ("きょうこ", "kyouko"),
            ("Ｊｏｈｎ", "john"),
            ("O’Brien", "obrien"),
            ("Ana\u{301}", "ana"),
            ("🌻", ""),
        ] {
            assert_eq!(latin(written), read);
        }
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for alike in [
            vec!["Юлия", "Yulia", "Julia", "Iuliia", "Yuliya"],
            vec!["Дмитрий", "Dmitry", "Dmitri", "Dmitriy", "Dmitrii"],
            vec!["Щербаков", "Shcherbakov", "Scherbakov", "Sherbakov"],
            vec!["Алексей", "Alexey", "Aleksei", "Alexei"],
            vec!["Екатерина", "Ekaterina", "Yekaterina"],
            vec!["Παπαδόπουλος", "Papadopoulos"],
            vec!["Müller", "Mueller", "Muller"],
            vec!["さとう", "Sato", "Satou", "Satoh"],
            vec!["しょうた", "Shota", "Shouta"],
        ] {
            let sounds: Vec<String> = alike.iter().map(|name| sound(&latin(name))).collect();
            assert!(sounds.iter().all(|heard| Some(heard) == sounds.first()), "{alike:?}: {sounds:?}");
        }
        assert_ne!(sound("maria"), sound("mario"));
    }

    #[test]
    fn a_slip_is_one_change() {
        for (a, b) in [("smith", "smiht"), ("smith", "smth"), ("smith", "smyth"), ("smith", "smithh"), ("ab", "ba")] {
            assert!(one_slip(a, b) && one_slip(b, a), "{a} {b}");
        }
        for (a, b) in [("smith", "smith"), ("smith", "smhti"), ("smith", "sm"), ("", "ab"), ("abc", "cba")] {
            assert!(!one_slip(a, b) && !one_slip(b, a), "{a} {b}");
        }
    }
}
