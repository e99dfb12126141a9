//! What of an account is looked at first: a few bytes that lie together, because most pairs of a block are two people, and
//! fetching all that the two accounts tell takes longer than telling it.
//!
//! **Invariant:** [`Outline::strangers`] is true only of pairs whose bits are those of a workplace and a zone at the most; of
//! some of these it is not.

use super::aliases::StemOutline;
use super::features::Features;
use super::words::{Glance, Words};

/// How many names, words of all names, aliases and pages an outline has room for.
const NAMES: usize = 2;
const WORDS: usize = 5;
const STEMS: usize = 3;
const PAGES: usize = 2;

/// The outline of an account.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
pub(super) struct Outline {
    /// Words of all names, one name after the other.
    glances: [Glance; WORDS],
    names: [NameOutline; NAMES],
    stems: [StemOutline; STEMS],
    /// Half of the keys of what is nobody else's; nothing where it is not told.
    mailbox: u32,
    avatar: u32,
    own_page: u32,
    pages: [u32; PAGES],
    /// How many aliases there are.
    aliases: u8,
    /// All that is looked at had room.
    whole: bool,
}

/// The outline of a name; without words where there is none.
#[derive(Debug, Clone, Copy, Default)]
struct NameOutline {
    /// Half of the key of all its words in one.
    joined: u32,
    /// Where its words begin, and end.
    from: u8,
    to: u8,
    foreign: bool,
    unsure: bool,
}

impl NameOutline {
    const fn words(self) -> u8 {
        self.to - self.from
    }
}

impl Outline {
    pub(super) fn of(features: &Features, words: &Words) -> Self {
        let mut outline = Self::default();
        let names = || features.names.iter().map(|called| &called.name);
        let count: usize = names().map(|name| name.words().len()).sum();
        outline.whole = features.names.len() <= NAMES
            && count <= WORDS
            && features.stems.len() <= STEMS
            && features.pages.len() <= PAGES;
        if !outline.whole {
            return outline;
        }
        for (to, glance) in outline.glances.iter_mut().zip(names().flat_map(|name| name.glances())) {
            *to = *glance;
        }
        let mut from = 0;
        for (outlined, name) in outline.names.iter_mut().zip(names()) {
            let to = from + u8::try_from(name.words().len()).unwrap_or(u8::MAX);
            let (foreign, unsure) = (name.foreign, name.unsure);
            *outlined = NameOutline { joined: half(name.joined), from, to, foreign, unsure };
            from = to;
        }
        for (to, (sketch, _)) in outline.stems.iter_mut().zip(&features.stems) {
            *to = words.stem(sketch.number).outline();
            outline.aliases += 1;
        }
        outline.mailbox = features.mail.as_ref().map_or(0, |mail| half(mail.mailbox));
        outline.avatar = features.avatar.map_or(0, half);
        outline.own_page = features.own_page.map_or(0, half);
        for (to, page) in outline.pages.iter_mut().zip(&features.pages) {
            *to = half(page.key);
        }
        outline
    }

    /// Something of each of its parts, so that all of it is at hand.
    pub(super) fn fetched(&self) -> u32 {
        let [word, .., last] = self.glances;
        let [.., alias] = &self.stems;
        word.letters ^ last.letters ^ alias.letters() ^ self.avatar
    }

    /// Whether two accounts have nothing in common that tells more than a workplace and a zone.
    pub(super) fn strangers(&self, other: &Self) -> bool {
        if !self.whole || !other.whole {
            return false;
        }
        match self.names_tell(other) {
            NamesTell::Maybe => false,
            NamesTell::Two => !self.share_something(other),
            NamesTell::Nothing => {
                !self.share_something(other) && !self.may_be_made_of(other) && !other.may_be_made_of(self)
            }
        }
    }

    fn names_tell(&self, other: &Self) -> NamesTell {
        let mut told = NamesTell::Nothing;
        for left in self.names.iter().filter(|name| name.words() > 0) {
            for right in other.names.iter().filter(|name| name.words() > 0) {
                if left.joined == right.joined && left.words() != right.words() || self.may_agree(*left, other, *right)
                {
                    return NamesTell::Maybe;
                }
                let readable = left.foreign == right.foreign || !(left.unsure || right.unsure);
                if readable && left.words() > 1 && right.words() > 1 {
                    told = NamesTell::Two;
                }
            }
        }
        told
    }

    /// Whether two words of both may agree, or one where there is no more.
    fn may_agree(&self, name: NameOutline, other: &Self, theirs: NameOutline) -> bool {
        let words = |of: &Self, name: NameOutline| {
            of.glances.into_iter().enumerate().take(usize::from(name.to)).skip(usize::from(name.from))
        };
        // A bit for each word that has one to agree with.
        let (mut rows, mut columns) = (0_u8, 0_u8);
        for (i, left) in words(self, name) {
            for (j, right) in words(other, theirs) {
                if left.may_agree(right) {
                    rows |= 1 << i;
                    columns |= 1 << j;
                }
            }
        }
        let least = if name.words() > 1 && theirs.words() > 1 { 2 } else { 1 };
        rows.count_ones() >= least && columns.count_ones() >= least
    }

    fn share_something(&self, other: &Self) -> bool {
        let same = |one: u32, other: u32| one != 0 && one == other;
        same(self.mailbox, other.mailbox)
            || same(self.avatar, other.avatar)
            || self.pages.iter().any(|page| other.links_to(*page))
            || other.links_to(self.own_page)
            || self.links_to(other.own_page)
            || self.aliases().any(|left| other.aliases().any(|right| left.may_agree(right)))
    }

    fn aliases(&self) -> impl Iterator<Item = &StemOutline> {
        self.stems.iter().take(usize::from(self.aliases))
    }

    fn links_to(&self, page: u32) -> bool {
        page != 0 && self.pages.contains(&page)
    }

    /// Whether an alias may be made of a name of the other.
    fn may_be_made_of(&self, other: &Self) -> bool {
        let words = other.names.iter().map(|name| usize::from(name.to)).max().unwrap_or(0);
        self.aliases().any(|alias| other.glances.iter().take(words).any(|word| alias.may_have(*word)))
    }
}

/// What names of two accounts tell without a look at their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamesTell {
    /// They may agree.
    Maybe,
    /// They are two people's.
    Two,
    /// They do not agree.
    Nothing,
}

/// Half of a key, never 0.
#[expect(clippy::cast_possible_truncation, reason = "half of it is what is wanted")]
const fn half(key: u64) -> u32 {
    (key as u32) | 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::resolve::{
        Account,
        counts::Counts,
        evidence::{Scales, weigh},
        features::Zones,
        suggest::LEAST,
        tests::account,
    };

    /// The outlines of two accounts call them strangers; and their bits in a community of 100,000 in which nobody else has
    /// anything that they have.
    fn weighed(accounts: &[Account; 2]) -> (bool, f64) {
        let (mut words, mut zones) = (Words::new(2), Zones::default());
        let read = accounts.each_ref().map(|account| Features::read(account, &mut words, &mut zones));
        let mut counts = Counts::new(100_000, 100_000);
        counts.count(Vec::new(), Vec::new(), &words.nicknames);
        words.learn();
        words.weigh(&counts);
        let [a, b] = &read;
        let strangers = Outline::of(a, &words).strangers(&Outline::of(b, &words));
        (strangers, weigh((a, b), &words, &counts, f64::NEG_INFINITY, &mut Scales::default()))
    }

    #[test]
    fn most_of_those_who_share_a_surname_are_told_apart() {
        let of = |name: &str, handle: &str| Account {
            name: name.to_owned(),
            handle: Some(handle.to_owned()),
            ..Account::default()
        };
        assert!(weighed(&[of("Ana Lima", "sunflower"), of("Berta Lima", "berta.l")]).0);
        assert!(!weighed(&[of("Ana Lima", "sunflower"), of("Anna Lima", "anna.l")]).0);
        assert!(!weighed(&[of("Ana Lima", "sunflower"), of("", "analima")]).0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

        #[test]
        fn strangers_have_nothing_that_tells(a in account(), b in account()) {
            let (strangers, bits) = weighed(&[a, b]);
            prop_assert!(!strangers || bits < LEAST, "{bits}");
        }
    }
}
