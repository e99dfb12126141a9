//! Names as people write them, and how far two of them agree.
//!
//! **Invariants:** a [`Name`] has one to five words, none empty, all in small Latin letters; what a profile hangs onto a
//! name (pronouns, titles, flags, the employer) is no part of it; comparing never depends on which name comes first.

use super::counts::{Counts, What};
use super::nicknames::{Nicknames, meet};
use super::spelling::{is_han, is_hangul, latin, one_slip, sound};

/// How two names agree; when several hold, the one that bends them most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameMatch {
    /// Written alike.
    Same,
    /// The same words in another order.
    Order,
    /// One has words that the other leaves out.
    Part,
    /// Accents, or another way to write the same sounds.
    Spelling,
    /// Another script.
    Script,
    /// A short form.
    Nickname,
    /// A first letter.
    Initial,
    /// A slip of the keys.
    Typo,
}

/// A word of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) sound: String,
    /// The lines of the table of nicknames it stands in.
    pub(super) lines: Vec<u16>,
    /// The share of others who carry it, and how many carry it; filled in by [`Name::weigh`].
    pub(super) share: f64,
    carriers: u32,
}

/// A name, cleaned and cut into words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    pub(super) words: Vec<Word>,
    /// All words one after the other.
    pub(super) joined: String,
    /// The sounds of all words in one order.
    pub(super) whole: String,
    /// How many are called just so; filled in by [`Name::weigh`].
    pub(super) carriers: u32,
    /// Not written in Latin letters.
    foreign: bool,
    /// In a script that does not say how it is read: no reading of it can prove that a name is another.
    unsure: bool,
}

impl Name {
    /// Fills in how rare it is.
    pub(super) fn weigh(&mut self, counts: &Counts) {
        self.carriers = counts.of(What::Whole, &self.whole);
        for word in &mut self.words {
            word.carriers = counts.carriers(&word.sound);
            word.share = if word.text.len() == 1 { LETTER } else { counts.word(&word.sound) };
        }
    }

    /// The share of others who would be called just so, if words met by chance. Given names and surnames come from the same
    /// places, so they meet a little more often.
    fn chance(&self) -> f64 {
        let kin = if self.words.len() > 1 { KIN } else { 1.0 };
        (self.words.iter().map(|word| word.share).product::<f64>() * kin).min(1.0)
    }
}

/// What two names say about each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// They agree.
    Agree {
        how: NameMatch,
        /// How many words agree.
        words: usize,
        /// Bits lost because people do not often write themselves in two such ways.
        bend: f64,
        /// The share of other people whose names would agree as well.
        chance: f64,
        /// Nothing is left over on either side.
        whole: bool,
    },
    /// They are names of different people.
    Differ {
        /// They share a word, and each has another.
        shared: bool,
        /// They share the word that comes first in both, which is a given name more often than not.
        given: bool,
    },
    /// Neither.
    Silent,
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
const MOST_WORDS: usize = 5;
/// The share of people whose name begins with a given letter.
const LETTER: f64 = 1.0 / 12.0;
/// How much oftener than by chance a given name meets a surname.
const KIN: f64 = 3.0;

/// The names that one written name stands for: "Ana Lima (アナ) | Acme" are two.
pub(super) fn read(written: &str, nicknames: &Nicknames) -> Vec<Name> {
    let mut main = String::new();
    let mut inside = String::new();
    let mut depth = 0_u32;
    let mut others = Vec::new();
    for character in written.chars().take(200) {
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
    let mut names: Vec<Name> = name(&in_order(main), nicknames).into_iter().collect();
    // In brackets: pronouns, or the name in another script, or what friends say. Only a name of two words is a name by itself.
    for other in others {
        if let Some(other) = name(&other, nicknames) {
            let foreign = names.first().is_some_and(|first| first.foreign != other.foreign);
            if (other.words.len() > 1 || foreign || names.is_empty()) && !names.contains(&other) {
                names.push(other);
            }
        }
    }
    names
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

fn is_title(word: &str) -> bool {
    TITLES.contains(&latin(word).as_str())
}

fn name(written: &str, nicknames: &Nicknames) -> Option<Name> {
    let apart = |character: char| {
        !(character.is_alphanumeric() || matches!(character, '\'' | '’' | '\u{300}'..='\u{36f}' | 'ー'))
    };
    let mut texts: Vec<String> = Vec::new();
    let (mut foreign, mut unsure) = (false, false);
    for part in written.split(apart).filter(|part| !part.is_empty()) {
        foreign |= part.chars().any(|letter| letter.is_alphabetic() && !is_latin(letter));
        unsure |=
            part.chars().any(|letter| is_han(letter) || is_hangul(letter) || matches!(letter, '\u{590}'..='\u{6ff}'));
        let syllables = part.chars().count();
        if part.chars().all(|letter| is_han(letter) || is_hangul(letter)) && (2..=4).contains(&syllables) {
            // One syllable of family name, the rest is given.
            let mut syllables = part.chars();
            texts.extend(syllables.next().map(|family| latin(&family.to_string())));
            texts.push(latin(syllables.as_str()));
        } else {
            texts.push(latin(part));
        }
    }
    texts.retain(|text| !text.is_empty());
    // A name with digits in it is a handle; pronouns and tasks are nobody.
    if texts.iter().any(|text| text.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if texts.iter().all(|text| PRONOUNS.contains(&text.as_str())) || texts.iter().any(|text| is_task(text)) {
        return None;
    }
    texts.retain(|text| !TITLES.contains(&text.as_str()));
    if texts.len() > 2 {
        texts.retain(|text| !PARTICLES.contains(&text.as_str()));
    }
    texts.truncate(MOST_WORDS);
    let words: Vec<Word> = texts
        .into_iter()
        .map(|text| {
            let sound = sound(&text);
            Word { lines: nicknames.lines(&sound).to_vec(), sound, text, share: 1.0, carriers: 0 }
        })
        .filter(|word| !word.sound.is_empty())
        .collect();
    let joined = words.iter().map(|word| word.text.as_str()).collect();
    let mut sounds: Vec<&str> = words.iter().map(|word| word.sound.as_str()).collect();
    sounds.sort_unstable();
    let whole = sounds.join(" ");
    (!words.is_empty()).then_some(Name { words, joined, whole, carriers: 0, foreign, unsure })
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

/// How two words agree, and what it costs.
fn compare_words(a: &Word, b: &Word, counts: &Counts) -> Option<(NameMatch, f64, f64)> {
    let common = || a.share.max(b.share);
    if a.text == b.text {
        return Some((NameMatch::Same, 0.0, common()));
    }
    let (short, long) = if a.text.len() <= b.text.len() { (a, b) } else { (b, a) };
    if short.text.len() == 1 {
        return long.text.starts_with(&short.text).then_some((NameMatch::Initial, 1.0, LETTER));
    }
    if a.sound == b.sound {
        return Some((NameMatch::Spelling, 0.7, common()));
    }
    if meet(&a.lines, &b.lines) {
        return Some((NameMatch::Nickname, 1.5, counts.lines(&a.lines, &b.lines).max(common())));
    }
    // A short form that no table has: Juancho, Natalka.
    let known = !a.lines.is_empty() && !b.lines.is_empty();
    if !known && short.text.len() > 2 && long.text.len() > short.text.len() + 1 && long.text.starts_with(&short.text) {
        return Some((NameMatch::Nickname, 3.0, common()));
    }
    // Two names that several people carry each are two names (Daniel, Daniela), and so are two that the table knows.
    let own = |word: &Word| word.carriers > 2 || !word.lines.is_empty();
    let slip =
        short.text.len() > 3 && (one_slip(&a.text, &b.text) || (short.text.len() > 5 && one_slip(&a.sound, &b.sound)));
    (slip && !(own(a) && own(b)) && !pair_of_forms(&a.text, &b.text)).then(|| (NameMatch::Typo, 3.0, common()))
}

/// Whether only a vowel at the end differs: Daniel and Daniela, Mario and Maria are two people.
fn pair_of_forms(a: &str, b: &str) -> bool {
    let stem = |word: &str| word.trim_end_matches(['a', 'e', 'i', 'o', 'u']).len();
    a.get(..stem(a)) == b.get(..stem(b))
}

/// How two names agree.
pub(super) fn compare(a: &Name, b: &Name, counts: &Counts) -> Verdict {
    let bent = |how: NameMatch| if a.foreign == b.foreign { how } else { how.max(NameMatch::Script) };
    if a.joined == b.joined && a.words.len() != b.words.len() {
        // "Jean-Luc" and "Jeanluc": the cut is a habit.
        let chance = a.chance().max(b.chance());
        return Verdict::Agree {
            how: bent(NameMatch::Spelling),
            words: a.words.len().max(b.words.len()),
            bend: 0.5,
            chance,
            whole: true,
        };
    }
    // Every pair of words, the best first; ties by place, so that the answer is one.
    let mut pairs: Vec<(NameMatch, usize, usize, f64, f64)> = Vec::new();
    for (i, left) in a.words.iter().enumerate() {
        for (j, right) in b.words.iter().enumerate() {
            pairs.extend(compare_words(left, right, counts).map(|(how, bend, chance)| (how, i, j, bend, chance)));
        }
    }
    pairs.sort_by_key(|(how, i, j, ..)| (*how, i.abs_diff(*j), i + j, *i));
    let (mut of_a, mut of_b) = ([false; MOST_WORDS], [false; MOST_WORDS]);
    let (mut how, mut bend, mut chance, mut words, mut crossed, mut letters) = (NameMatch::Same, 0.0, 1.0, 0, false, 0);
    for (kind, i, j, lost, share) in pairs {
        let (Some(left), Some(right)) = (of_a.get_mut(i), of_b.get_mut(j)) else { continue };
        if !*left && !*right {
            (*left, *right) = (true, true);
            how = how.max(kind);
            bend += lost;
            chance *= share;
            words += 1;
            letters += usize::from(kind == NameMatch::Initial);
            crossed |= a.words.len() == b.words.len() && i != j;
        }
    }
    let left_of = |name: &Name, used: &[bool]| name.words.len() - used.iter().filter(|used| **used).count();
    let (over_a, over_b) = (left_of(a, &of_a), left_of(b, &of_b));
    if words == letters {
        let readable = a.foreign == b.foreign || !(a.unsure || b.unsure);
        return if readable && telling(a) && telling(b) {
            Verdict::Differ { shared: false, given: false }
        } else {
            Verdict::Silent
        };
    }
    if over_a > 0 && over_b > 0 {
        if words < 2 {
            return Verdict::Differ { shared: true, given: of_a.first() == Some(&true) && of_b.first() == Some(&true) };
        }
        bend += 3.0;
    }
    if over_a + over_b > 0 {
        how = how.max(NameMatch::Part);
        bend += if words > 1 { 0.3 } else { 2.0 };
    }
    if crossed {
        how = how.max(NameMatch::Order);
        bend += 0.5;
    }
    let kin = if words > 1 { KIN } else { 1.0 };
    Verdict::Agree { how: bent(how), words, bend, chance: (chance * kin).min(1.0), whole: over_a + over_b == 0 }
}

/// Whether it is surely a name, and not a word that somebody goes by.
fn telling(name: &Name) -> bool {
    name.words.len() > 1 || name.words.iter().any(|word| !word.lines.is_empty() || word.carriers > 2)
}
