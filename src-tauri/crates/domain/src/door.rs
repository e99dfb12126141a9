//! Who came through the door, noted on several laptops without a network, and put together from small files.
//!
//! A check-in is an entry with an id of its own. Taking it back marks that entry, and nothing else: a check-in that was
//! noted at another door, which whoever took this one back knew nothing of, stays. No clock decides what counts, so a
//! laptop whose clock is wrong loses nobody.
//!
//! **Invariants:** [`Log::merge`] is a union: it commutes, associates, and doing it again changes nothing; what was taken
//! back stays so in every merge; a guest with several entries came once, at the first of them that stands.

use std::collections::BTreeMap;

/// Somebody came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Which guest.
    pub guest: String,
    /// When, UTC milliseconds on that laptop's clock.
    pub at: i64,
    /// How many came in with this: the guest and those who came along.
    pub heads: u32,
    /// At which laptop.
    pub desk: String,
    /// When it was taken back, UTC milliseconds.
    pub undone_at: Option<i64>,
}

/// Entries by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    entries: BTreeMap<String, Entry>,
}

/// What both say of one entry: the first taking back; of anything that differs and should not, the smaller.
fn joined(a: &Entry, b: &Entry) -> Entry {
    let undone_at = match (a.undone_at, b.undone_at) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    let told = |entry: &Entry| Entry { undone_at: None, ..entry.clone() };
    Entry { undone_at, ..told(a).min(told(b)) }
}

impl Log {
    /// Notes an entry.
    pub fn note(&mut self, id: &str, entry: Entry) {
        let entry = match self.entries.get(id) {
            Some(here) => joined(here, &entry),
            None => entry,
        };
        self.entries.insert(id.to_owned(), entry);
    }

    /// Takes back what stands for a guest here; answers whether anything did.
    pub fn undo(&mut self, guest: &str, at: i64) -> bool {
        let mut any = false;
        for entry in self.entries.values_mut().filter(|entry| entry.guest == guest && entry.undone_at.is_none()) {
            entry.undone_at = Some(at);
            any = true;
        }
        any
    }

    /// Puts another laptop's log to this one.
    pub fn merge(&mut self, other: &Self) {
        for (id, entry) in &other.entries {
            self.note(id, entry.clone());
        }
    }

    /// What the other has that this one does not: a smaller log that makes the same of this one.
    #[must_use]
    pub fn news(&self, other: &Self) -> Self {
        let new = |(id, entry): &(&String, &Entry)| match self.entries.get(*id) {
            Some(here) => joined(here, entry) != *here,
            None => true,
        };
        let entries = other.entries.iter().filter(new).map(|(id, entry)| (id.clone(), entry.clone())).collect();
        Self { entries }
    }

    /// All entries, by their ids.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(id, entry)| (id.as_str(), entry))
    }

    /// An entry.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// Who is in: each guest with the first entry that stands.
    pub fn present(&self) -> BTreeMap<&str, &Entry> {
        let mut found: BTreeMap<&str, (&str, &Entry)> = BTreeMap::new();
        for (id, entry) in self.entries().filter(|(_, entry)| entry.undone_at.is_none()) {
            let first = found.entry(&entry.guest).or_insert((id, entry));
            if (entry.at, id) < (first.1.at, first.0) {
                *first = (id, entry);
            }
        }
        found.into_iter().map(|(guest, (_, entry))| (guest, entry)).collect()
    }

    /// How many people are in.
    pub fn heads(&self) -> u32 {
        self.present().values().fold(0, |heads, entry| heads.saturating_add(entry.heads))
    }
}

/// The words of a name as one types them at a door, each after a space: without case, accents and foreign letters;
/// O'Brien is found by `br` and by `ob`.
pub fn search_words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for word in name.split_whitespace() {
        let plain = any_ascii::any_ascii(word).to_lowercase();
        let parts: Vec<&str> =
            plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        for part in &parts {
            out.push(' ');
            out.push_str(part);
        }
        if parts.len() > 1 {
            out.push(' ');
            out.push_str(&parts.concat());
        }
        if word.chars().any(is_without_vowels) {
            out.push_str(&consonants(word).map(|bones| format!(" {BONES}{bones}")).unwrap_or_default());
        }
    }
    out
}

/// What stands before the consonants of a word, among the words that one searches by.
const BONES: char = '~';

/// Letters of scripts that write no short vowels: Hebrew, Arabic and their kin.
const fn is_without_vowels(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The consonants of a word, which are the same however its vowels are written: Mohammed, Muhamad and محمد. Nothing where there
/// are none.
fn consonants(word: &str) -> Option<String> {
    let mut out = String::new();
    for letter in any_ascii::any_ascii(word).to_lowercase().chars().filter(char::is_ascii_alphanumeric) {
        // Two letters that are consonants in one spelling and vowels in another.
        if !"aeiouwy".contains(letter) && !out.ends_with(letter) {
            out.push(letter);
        }
    }
    (!out.is_empty()).then_some(out)
}

/// What a name in Hebrew, Arabic or their kin is found by where somebody types it in Latin letters.
pub fn search_bones(typed: &str) -> Option<String> {
    let long = typed.chars().filter(char::is_ascii_alphabetic).count() >= 2;
    if !typed.is_ascii() || !long { None } else { consonants(typed).map(|bones| format!(" {BONES}{bones}")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_other_scripts_are_found_by_latin_letters() {
        let finds = |typed: &str, name: &str| {
            let words = search_words(name);
            words.contains(&format!(" {}", typed.to_lowercase()))
                || search_bones(typed).is_some_and(|bones| words.contains(&bones))
        };
        for (typed, name) in [
            ("mohammed", "محمد بن راشد"),
            ("Moh", "محمد بن راشد"),
            ("rashid", "محمد بن راشد"),
            ("yusuf", "يوسف عمر"),
            ("omar", "يوسف عمر"),
            ("fatima", "فاطمة"),
            ("david", "דוד"),
            ("dmi", "Дмитрий Шостакович"),
            ("shost", "Дмитрий Шостакович"),
            ("sakura", "さくら"),
            ("tokyo", "トウキョウ"),
            ("eleni", "Ελένη"),
        ] {
            assert_eq!(finds(typed, name), typed != "tokyo", "{typed}: {name}: {}", search_words(name));
        }
        // A Latin name is found by its letters and by nothing else.
        assert!(!finds("mrtn", "Martina") && !finds("mira", "محمد"));
        assert!(!search_words("Martina Klaus").contains(BONES));
    }

    fn entry(guest: &str, at: i64) -> Entry {
        Entry { guest: guest.into(), at, heads: 1, desk: "a".into(), undone_at: None }
    }

    fn merged(a: &Log, b: &Log) -> Log {
        let mut both = a.clone();
        both.merge(b);
        both
    }

    #[test]
    fn the_same_person_at_two_doors_is_one_and_the_first_time_counts() {
        let (mut a, mut b) = (Log::default(), Log::default());
        a.note("1", entry("ada", 200));
        b.note("2", entry("ada", 100));
        b.note("3", Entry { heads: 3, ..entry("bob", 50) });
        let both = merged(&a, &b);
        assert_eq!(both, merged(&b, &a));
        assert_eq!(both.present()["ada"].at, 100);
        assert_eq!(both.heads(), 4);
    }

    #[test]
    fn taking_back_stays_and_takes_only_what_was_known() {
        let (mut a, mut b) = (Log::default(), Log::default());
        a.note("1", entry("ada", 100));
        let before = a.clone();
        assert!(a.undo("ada", 300) && !a.undo("ada", 400));
        // The file of before comes again.
        a.merge(&before);
        assert!(a.present().is_empty());
        // At the other door she really came, which the first did not know when it took its own back.
        b.note("2", entry("ada", 200));
        assert_eq!(merged(&a, &b).present()["ada"].at, 200);
        // Once it is known, taking back takes both, and that travels too.
        let mut both = merged(&a, &b);
        both.undo("ada", 500);
        assert!(merged(&b, &both).present().is_empty());
        // Who comes in again after that is in.
        both.note("4", entry("ada", 10));
        assert_eq!(merged(&both, &before).present()["ada"].at, 10, "a clock that is behind loses nobody");
    }

    #[test]
    fn names_are_found_as_they_are_typed() {
        assert_eq!(search_words("Łukasz O'Brien-Müller"), " lukasz o brien muller obrienmuller");
        assert_eq!(search_words("李明  "), " liming");
        assert_eq!(search_words("…"), "");
    }

    fn entries() -> impl Strategy<Value = Entry> {
        ("[abc]", 0_i64..6, 1_u32..3, "[xy]", proptest::option::of(0_i64..6))
            .prop_map(|(guest, at, heads, desk, undone_at)| Entry { guest, at, heads, desk, undone_at })
    }

    // Few ids, so that the same entry is told differently as well.
    fn logs() -> impl Strategy<Value = Log> {
        proptest::collection::vec(("[1-6]", entries()), 0..8).prop_map(|all| {
            let mut log = Log::default();
            for (id, entry) in all {
                log.note(&id, entry);
            }
            log
        })
    }

    proptest! {
        #[test]
        fn merging_is_a_union(a in logs(), b in logs(), c in logs()) {
            prop_assert_eq!(merged(&a, &b), merged(&b, &a));
            prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
            prop_assert_eq!(merged(&a, &a), a.clone());
            prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
            prop_assert_eq!(merged(&a, &a.news(&b)), merged(&a, &b));
            prop_assert_eq!(merged(&a, &b).news(&a), Log::default());
        }

        /// Three laptops do what they do, and pass files around in any order, any number of times.
        #[test]
        fn in_the_end_all_laptops_say_the_same(
            steps in proptest::collection::vec((0_usize..3, 0_u8..4, 0_usize..4, 0_usize..3), 0..40),
            order in Just(vec![(0_usize, 1_usize), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)]).prop_shuffle(),
        ) {
            let mut laptops = vec![Log::default(); 3];
            let mut came: BTreeMap<String, bool> = BTreeMap::new();
            for (number, (laptop, what, guest, other)) in steps.into_iter().enumerate() {
                let guest = ["ada", "bob", "cy", "di"][guest];
                match what {
                    0 | 1 => {
                        laptops[laptop].note(&format!("{number}"), entry(guest, number as i64));
                        came.insert(guest.to_owned(), true);
                    }
                    2 => { laptops[laptop].undo(guest, number as i64); }
                    _ => { let file = laptops[other].clone(); laptops[laptop].merge(&file); }
                }
            }
            let everything = laptops.iter().fold(Log::default(), |all, one| merged(&all, one));
            for (to, from) in order.iter().chain(&order) {
                let file = laptops[*from].clone();
                laptops[*to].merge(&file);
            }
            for laptop in &laptops {
                prop_assert_eq!(laptop, &everything);
            }
            for (guest, first) in everything.present() {
                prop_assert!(came.contains_key(guest));
                prop_assert!(everything.entries().all(|(_, one)| one.guest != guest || one.undone_at.is_some() || one.at >= first.at));
            }
        }
    }
}
