//! How far two names agree.
//!
//! **Invariant:** comparing never depends on which name comes first.

use super::counts::Counts;
use super::names::{MOST_WORDS, Name};
use super::nicknames::meet;
use super::spelling::one_slip;
use super::words::{LETTER, Word, Words};

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

/// How much oftener than by chance a given name meets a surname.
const KIN: f64 = 6.0;

/// Two words that agree: how, their places, the bits that it costs, and the share of others whose word would agree as well.
pub(super) type Pair = (NameMatch, usize, usize, f64, f64);

/// How two words agree, and what it costs.
fn compare_words(a: &Word, b: &Word, counts: &Counts) -> Option<(NameMatch, f64, f64)> {
    let common = || a.share.max(b.share);
    // One text is one word: see `words.rs`.
    if std::ptr::eq(a, b) {
        return Some((NameMatch::Same, 0.0, common()));
    }
    let (short, long) = if a.text.len() <= b.text.len() { (a, b) } else { (b, a) };
    let alike = short.text.as_bytes().first() == long.text.as_bytes().first();
    if short.text.len() == 1 {
        return alike.then_some((NameMatch::Initial, 1.0, LETTER));
    }
    if a.heard == b.heard {
        return Some((NameMatch::Spelling, 0.7, common()));
    }
    if meet(&a.lines, &b.lines) {
        return Some((NameMatch::Nickname, 1.5, counts.lines(&a.lines, &b.lines).max(common())));
    }
    // A short form that no table has: Juancho, Natalka.
    let known = !a.lines.is_empty() && !b.lines.is_empty();
    if alike
        && !known
        && short.text.len() > 2
        && long.text.len() > short.text.len() + 1
        && long.text.starts_with(&*short.text)
    {
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
///
/// `pairs` is only for its room.
pub(super) fn compare(a: &Name, b: &Name, words: &Words, counts: &Counts, pairs: &mut Vec<Pair>) -> Verdict {
    let (count_a, count_b) = (a.words().len(), b.words().len());
    let bent = |how: NameMatch| if a.foreign == b.foreign { how } else { how.max(NameMatch::Script) };
    if a.joined == b.joined && count_a != count_b {
        // "Jean-Luc" and "Jeanluc": the cut is a habit.
        let chance = by_words(a, words).max(by_words(b, words));
        return Verdict::Agree {
            how: bent(NameMatch::Spelling),
            words: count_a.max(count_b),
            bend: 0.5,
            chance,
            whole: true,
        };
    }
    // Every pair of words, the best first; ties by place, so that the answer is one.
    pairs.clear();
    for (i, (left, glance)) in a.words().iter().zip(a.glances()).enumerate() {
        for (j, (right, other)) in b.words().iter().zip(b.glances()).enumerate() {
            if left == right || glance.may_agree(*other) {
                let found = compare_words(words.word(*left), words.word(*right), counts);
                pairs.extend(found.map(|(how, bend, chance)| (how, i, j, bend, chance)));
            }
        }
    }
    pairs.sort_by_key(|(how, i, j, ..)| (*how, i.abs_diff(*j), i + j, *i));
    let (mut of_a, mut of_b) = ([false; MOST_WORDS], [false; MOST_WORDS]);
    let (mut how, mut bend, mut chance, mut agree, mut crossed, mut letters) = (NameMatch::Same, 0.0, 1.0, 0, false, 0);
    for (kind, i, j, lost, share) in pairs.iter().copied() {
        let (Some(left), Some(right)) = (of_a.get_mut(i), of_b.get_mut(j)) else { continue };
        if !*left && !*right {
            (*left, *right) = (true, true);
            how = how.max(kind);
            bend += lost;
            chance *= share;
            agree += 1;
            letters += usize::from(kind == NameMatch::Initial);
            crossed |= count_a == count_b && i != j;
        }
    }
    let (over_a, over_b) = (count_a - agree, count_b - agree);
    if agree == letters {
        let readable = a.foreign == b.foreign || !(a.unsure || b.unsure);
        return if readable && telling(a, words) && telling(b, words) {
            Verdict::Differ { shared: false, given: false }
        } else {
            Verdict::Silent
        };
    }
    if over_a > 0 && over_b > 0 {
        if agree < 2 {
            return Verdict::Differ { shared: true, given: of_a.first() == Some(&true) && of_b.first() == Some(&true) };
        }
        bend += 3.0;
    }
    if over_a + over_b > 0 {
        how = how.max(NameMatch::Part);
        bend += if agree > 1 { 0.3 } else { 2.0 };
    }
    if crossed {
        how = how.max(NameMatch::Order);
        bend += 0.5;
    }
    let kin = if agree > 1 { KIN } else { 1.0 };
    Verdict::Agree { how: bent(how), words: agree, bend, chance: (chance * kin).min(1.0), whole: over_a + over_b == 0 }
}

/// Whether it is surely a name, and not a word that somebody goes by.
fn telling(name: &Name, words: &Words) -> bool {
    name.words().len() > 1 || words.of(name).any(|word| !word.lines.is_empty() || word.carriers > 2)
}

/// The share of others who would be called just so, if words met by chance. Given names and surnames come from the same
/// places, so they meet a little more often.
fn by_words(name: &Name, words: &Words) -> f64 {
    let kin = if name.words().len() > 1 { KIN } else { 1.0 };
    (words.of(name).map(|word| word.share).product::<f64>() * kin).min(1.0)
}
