//! Names as people write them.
//!
//! **Invariants:** a [`Name`] has one to five words, none empty, all in small Latin letters; what a profile hangs onto a
//! name (pronouns, titles, flags, the employer) is no part of it.

use super::counts::{What, key};
use super::spelling::{is_han, is_hangul, latin, latin_into};
use super::words::{Glance, Words};

/// A name, cleaned and cut into words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Name {
    /// Numbers of words, and how many there are.
    words: [u32; MOST_WORDS],
    /// What is at hand of them.
    glances: [Glance; MOST_WORDS],
    count: u8,
    /// The key of all words one after the other, as an alias would be.
    pub(super) joined: u64,
    /// The key of the sounds of all words in one order.
    pub(super) whole: u64,
    /// How many are called just so; filled in last.
    pub(super) carriers: u32,
    /// Not written in Latin letters.
    pub(super) foreign: bool,
    /// In a script that does not say how it is read: no reading of it can prove that a name is another.
    pub(super) unsure: bool,
}

impl Name {
    /// What is at hand of its words, in their order.
    pub(super) fn glances(&self) -> &[Glance] {
        self.glances.get(..usize::from(self.count)).unwrap_or(&self.glances)
    }

    /// The numbers of its words, in its order.
    pub(super) fn words(&self) -> &[u32] {
        self.words.get(..usize::from(self.count)).unwrap_or(&self.words)
    }
}

const PRONOUNS: &[&str] = &[
    "he", "him", "his", "she", "her", "hers", "they", "them", "theirs", "ze", "zir", "xe", "xem", "er", "ihm", "sie",
    "ihr", "el", "ella", "elle", "elu", "ele", "ela", "il", "iel", "any", "all", "pronouns",
];
const TITLES: &[&str] = &[
    "dr", "prof", "mr", "mrs", "ms", "mx", "sir", "phd", "md", "msc", "bsc", "mba", "jr", "sr", "ii", "iii", "esq",
    "ing", "dipl", "eng", "pe", "ooo", "away", "vacation", "remote",
];
/// What begins the part of a display name that is about work.
const CUTS: &[&str] = &["|", " @", " - ", " – ", " — ", " / ", "//", "•", "·", " at ", " from ", "~", " :: "];
/// Words that belong to surnames, and are left out as often as not.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "del", "della", "di", "van", "von", "der", "den", "el", "al", "la", "le", "y", "e",
    "bin", "ibn",
];
/// The most words of a name; what follows is left out.
pub(super) const MOST_WORDS: usize = 5;

/// The most letters that are read of one.
const LONGEST: usize = 200;

/// The names that one written name stands for: "Ana Lima (アナ) | Acme" are two. They are put `into` room that is used again
/// and again.
pub(super) fn read(written: &str, words: &mut Words, into: &mut Vec<Name>) {
    into.clear();
    // Most names are words and nothing else.
    if written.len() <= LONGEST && written.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
        let cut = [" at ", " from "].iter().filter_map(|cut| written.find(cut)).filter(|at| *at > 0).min();
        into.extend(name(cut.and_then(|cut| written.get(..cut)).unwrap_or(written), words));
        return;
    }
    let mut main = String::new();
    let mut inside = String::new();
    let mut depth = 0_u32;
    let mut others = Vec::new();
    for character in written.chars().take(LONGEST) {
        match character {
            '(' | '[' | '{' | '（' | '【' => depth += 1,
            ')' | ']' | '}' | '）' | '】' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    others.push(std::mem::take(&mut inside));
                }
            }
            _ if depth > 0 => inside.push(character),
            _ => main.push(character),
        }
    }
    let cut = CUTS.iter().filter_map(|cut| main.find(cut)).filter(|at| *at > 0).min().unwrap_or(main.len());
    let main = main.get(..cut).unwrap_or(&main);
    into.extend(name(&in_order(main), words));
    // In brackets: pronouns, or the name in another script, or what friends say. Only a name of two words is a name by itself.
    for other in others {
        if let Some(other) = name(&other, words) {
            let foreign = into.first().is_some_and(|first| first.foreign != other.foreign);
            if (other.words().len() > 1 || foreign || into.is_empty()) && !into.contains(&other) {
                into.push(other);
            }
        }
    }
}

/// "Lima, Ana" as "Ana Lima"; what else follows a comma ("Ana Lima, PhD") is no name.
fn in_order(written: &str) -> String {
    match written.split_once(',') {
        Some((family, given)) if is_family(family) && !is_title(given) => {
            format!("{given} {family}")
        }
        Some((name, _)) => name.to_owned(),
        None => written.to_owned(),
    }
}

/// One word, or particles and a word.
fn is_family(written: &str) -> bool {
    let words: Vec<String> = written.split_whitespace().map(latin).collect();
    words.split_last().is_some_and(|(_, before)| before.iter().all(|word| PARTICLES.contains(&word.as_str())))
}

/// What a word does in a name, where it is no name itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Title,
    Particle,
    Task,
}

impl Manner {
    /// Of a word in small Latin letters.
    pub(super) fn of(text: &str) -> Option<Self> {
        if is_task(text) {
            Some(Self::Task)
        } else if TITLES.contains(&text) {
            Some(Self::Title)
        } else {
            PARTICLES.contains(&text).then_some(Self::Particle)
        }
    }
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&latin(word).as_str())
}

fn name(written: &str, words: &mut Words) -> Option<Name> {
    // Room that is used again and again.
    let mut room = std::mem::take(&mut words.room);
    let name = name_in(written, words, &mut room);
    words.room = room;
    name
}

/// Room for reading one name.
#[derive(Debug, Default)]
pub(super) struct Room {
    text: String,
    joined: String,
    numbers: Vec<u32>,
}

fn name_in(written: &str, words: &mut Words, room: &mut Room) -> Option<Name> {
    let apart = |character: char| {
        !(character.is_alphanumeric() || matches!(character, '\'' | '’' | '\u{300}'..='\u{36f}' | 'ー'))
    };
    let Room { text, joined, numbers } = room;
    numbers.clear();
    joined.clear();
    let (mut foreign, mut unsure) = (false, false);
    for part in written.split(apart).filter(|part| !part.is_empty()) {
        foreign |= part.chars().any(|letter| letter.is_alphabetic() && !is_latin(letter));
        unsure |=
            part.chars().any(|letter| is_han(letter) || is_hangul(letter) || matches!(letter, '\u{590}'..='\u{6ff}'));
        let mut syllables = part.chars();
        let mut rest = part;
        if part.chars().all(|letter| is_han(letter) || is_hangul(letter)) && (2..=4).contains(&part.chars().count()) {
            // One syllable of family name, the rest is given.
            syllables.next();
            rest = syllables.as_str();
        }
        let family = part.strip_suffix(rest).unwrap_or_default();
        for word in [family, rest] {
            latin_into(word, text);
            // A name with digits in it is a handle.
            if text.bytes().any(|byte| byte.is_ascii_digit()) {
                return None;
            }
            if !text.is_empty() {
                numbers.push(words.number(text));
            }
        }
    }
    // Pronouns and tasks are nobody.
    let is = |number: &u32, manner: Manner| words.word(*number).manner == Some(manner);
    let pronoun = |number: &u32| PRONOUNS.contains(&&*words.word(*number).text);
    if numbers.iter().all(pronoun) || numbers.iter().any(|number| is(number, Manner::Task)) {
        return None;
    }
    numbers.retain(|number| !is(number, Manner::Title));
    if numbers.len() > 2 {
        numbers.retain(|number| !is(number, Manner::Particle));
    }
    let (mut kept, mut glances) = ([0; MOST_WORDS], [Glance::default(); MOST_WORDS]);
    let mut count = 0;
    for ((number, place), glance) in numbers.iter().zip(&mut kept).zip(&mut glances) {
        (*place, *glance) = (*number, words.word(*number).glance());
        count += 1;
        joined.push_str(&words.word(*number).text);
    }
    let mut found = Name {
        words: kept,
        glances,
        count,
        joined: key(What::Stem, joined.as_str()),
        whole: 0,
        carriers: 0,
        foreign,
        unsure,
    };
    let mut sounds = [0; MOST_WORDS];
    for (word, place) in words.of(&found).zip(&mut sounds) {
        *place = word.heard;
    }
    sounds.sort_unstable();
    found.whole = key(What::Whole, sounds);
    (count > 0).then_some(found)
}

const fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
}

/// What accounts that are no person call themselves.
fn is_task(word: &str) -> bool {
    matches!(
        word,
        "admin"
            | "administrator"
            | "support"
            | "team"
            | "info"
            | "bot"
            | "helpdesk"
            | "moderator"
            | "moderators"
            | "staff"
            | "official"
            | "sales"
            | "marketing"
            | "noreply"
            | "webmaster"
            | "system"
            | "test"
            | "tester"
            | "user"
            | "guest"
            | "anonymous"
            | "unknown"
            | "deleted"
            | "community"
            | "events"
            | "newsletter"
            | "office"
            | "devrel"
    )
}
