//! Names for made-up people: several parts of the world, common and rare, in the scripts and short forms they are written in.
//!
//! Written without a look at the tables of the resolver: some short forms and spellings here it does not know.

mod east;
mod rare;
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
    rare: rare::Rare,
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
        let strings = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let tail: [rare::Parts; 2] = [self.rare.begins, self.rare.ends];
        let at = rare::given(self.given.len() + tail[0].len() * tail[1].len(), chance);
        let (given, native, short) = match self.given.get(at) {
            Some((given, native, short)) => (strings(given), (*native).to_owned(), strings(short)),
            None => {
                let (given, native) = rare::made(at - self.given.len(), &tail);
                (vec![given], native, Vec::new())
            }
        };
        let (family, own) = self.family(chance);
        let native = if native.is_empty() { Default::default() } else { (native, own) };
        FullName { given, family, native, short }
    }

    /// A surname, and how it is written in the own script. Those of two parts are commoner than those of three or four.
    fn family(&self, chance: &mut Chance) -> (Vec<String>, String) {
        let (stems, more) = (self.stems.len(), self.rare.stems.len());
        let short = (stems + more) * self.endings.len();
        let middle = self.middles.len();
        let mut at = rare::family(self.surnames.len() + short * (1 + middle + middle * middle), chance);
        if let Some((family, own)) = self.surnames.get(at) {
            return (family.iter().map(|text| (*text).to_owned()).collect(), (*own).to_owned());
        }
        at -= self.surnames.len();
        let begin = |at: usize| if at % (stems + more) < stems { self.stems } else { self.rare.stems };
        let (begin, middles, endings) = (begin(at), self.middles, self.endings);
        let (latin, own) = match at {
            at if at < short => rare::made(at, &[begin, endings]),
            at if at < short * (1 + middle) => rare::made(at, &[begin, middles, endings]),
            at => rare::made(at, &[begin, middles, middles, endings]),
        };
        (vec![latin], own)
    }
}

pub(super) const CULTURES: &[Culture] =
    &[west::ENGLISH, west::GERMAN, west::IBERIAN, east::RUSSIAN, east::GREEK, east::JAPANESE, east::INDIAN];
