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
    out
}

/// What is read as one sound, longest first.
const SOUNDS: &[(&str, &str)] = &[
    ("shch", "sh"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("oy", "oi"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("ck", "k"),
    ("cz", "ch"),
    ("sz", "sh"),
    ("dj", "i"),
    ("ch", "ch"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ou", "o"),
    ("oo", "o"),
    ("uu", "u"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("c", "k"),
    ("y", "i"),
    ("j", "i"),
];

/// A Latin word with its sounds written one way: Yulia, Julia and Iuliia are one, as are Müller and Mueller.
pub(super) fn sound(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        let (read, written) = match greek_u(rest) {
            Some(after) => (after, "o"),
            None => SOUNDS
                .iter()
                .find_map(|(from, to)| rest.strip_prefix(from).map(|after| (after, *to)))
                .unwrap_or_else(|| (rest.strip_prefix(first).unwrap_or_default(), "")),
        };
        if written.is_empty() {
            once(&mut out, first);
        } else {
            written.chars().for_each(|letter| once(&mut out, letter));
        }
        rest = read;
    }
    // Yekaterina is Ekaterina; Satoh is Sato.
    if out.len() > 3 {
        if let Some(after) = out.strip_prefix("ie") {
            out = format!("e{after}");
        }
        if out.ends_with('h') && !out.ends_with("sh") && !out.ends_with("ch") {
            out.pop();
        }
    }
    out
}

/// What comes after a Greek "ου" that was written letter by letter (`oy` before a consonant).
fn greek_u(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix("oy")?;
    after.chars().next().filter(|next| !"aeiouy".contains(*next)).map(|_| after)
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
