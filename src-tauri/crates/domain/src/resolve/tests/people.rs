//! Names for made-up people: several parts of the world, common and rare, in the scripts and short forms they are written in.
//!
//! Written without a look at the tables of the resolver: some short forms and spellings here it does not know.

mod east;
mod west;

use super::chance::Chance;

/// A given name: how it is written in Latin letters, in its own script, and what friends say.
pub(super) type Given = (&'static [&'static str], &'static str, &'static [&'static str]);

/// A part of the world: given names, common surnames (Latin spellings, own script), what rare surnames are made of, zones.
pub(super) struct Culture {
    pub(super) weight: u64,
    given: &'static [Given],
    surnames: &'static [(&'static [&'static str], &'static str)],
    stems: &'static [(&'static str, &'static str)],
    middles: &'static [(&'static str, &'static str)],
    endings: &'static [(&'static str, &'static str)],
    pub(super) zones: &'static [&'static str],
    /// The family's name comes first.
    pub(super) family_first: bool,
}

/// A person's name in every way they may write it. The first spelling is the usual one.
#[derive(Debug, Clone)]
pub(super) struct FullName {
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    /// Given and family in the own script; empty where that is Latin.
    pub(super) native: (String, String),
    pub(super) short: Vec<String>,
}

impl Culture {
    pub(super) fn name(&self, chance: &mut Chance) -> FullName {
        let (given, native, short) = self.given[chance.skewed(self.given.len())];
        let strings = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (family, own) = if chance.percent(35) {
            let (family, own) = self.surnames[chance.skewed(self.surnames.len())];
            (strings(family), own.to_owned())
        } else {
            let stem = self.stems[chance.below(self.stems.len())];
            let ending = self.endings[chance.below(self.endings.len())];
            let middle = if chance.percent(60) { *chance.one(self.middles) } else { ("", "") };
            (vec![format!("{}{}{}", stem.0, middle.0, ending.0)], format!("{}{}{}", stem.1, middle.1, ending.1))
        };
        let native = if native.is_empty() { Default::default() } else { (native.to_owned(), own) };
        FullName { given: strings(given), family, native, short: strings(short) }
    }
}

pub(super) const CULTURES: &[Culture] =
    &[west::ENGLISH, west::GERMAN, west::IBERIAN, east::RUSSIAN, east::GREEK, east::JAPANESE, east::INDIAN];
