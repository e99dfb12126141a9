//! Pairs that a person should look at.
//!
//! The odds of a pair come from `evidence.rs`. Then rivals take their share: a person seldom has two accounts at one source,
//! so if three accounts of a source fit one account elsewhere equally well, each is right once in three times at best. Those
//! that are likely the same person among themselves are no rivals.
//!
//! **Invariants:** one suggestion for two members, the strongest pair of their accounts; never within a member, never a bot,
//! never two members that a person told apart in any of their accounts; [`Index::suggest_for`] gives exactly those of
//! [`Index::suggest`] that touch a member; sorted by confidence, then by keys.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::blocks::Blocks;
use super::counts::Counts;
use super::evidence::{Clue, SAME_SOURCE, weigh};
use super::features::{Features, Zones};
use super::nicknames::Nicknames;
use super::reasons::{Alias, Reason};
use super::{Account, NotSame};

/// The least confidence that is suggested.
pub const SHOWN: u8 = 55;
/// Pairs below these bits are not even rivals.
const LEAST: f64 = -6.0;

/// Two accounts that may be one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The account with the lower key.
    pub a: i64,
    /// The other.
    pub b: i64,
    /// How likely it is that they are one person, in percent, [`SHOWN`] to 99.
    pub confidence: u8,
    /// Why, the strongest first, then what speaks against.
    pub reasons: Vec<Reason>,
    /// Joining them would give one person two accounts at one source.
    pub same_source: bool,
}

/// All accounts of a community, read and sorted into blocks: built once, asked often.
pub struct Index<'a> {
    accounts: Vec<&'a Account>,
    features: Vec<Features>,
    counts: Counts,
    blocks: Blocks,
    /// Where the member of each account has accounts, ascending.
    sources: Vec<Rc<[i64]>>,
}

/// An account that fits another, and how well.
#[derive(Debug, Clone, Copy)]
struct Near {
    number: u32,
    odds: f64,
}

/// The pairs to look at, of all accounts. See [`Index::suggest`].
pub fn suggest(accounts: &[Account], not_same: &NotSame) -> Vec<Suggestion> {
    Index::new(accounts).suggest(not_same)
}

impl<'a> Index<'a> {
    /// Reads every account.
    pub fn new(accounts: &'a [Account]) -> Self {
        let mut accounts: Vec<&Account> = accounts.iter().collect();
        accounts.sort_by_key(|account| account.key);
        accounts.dedup_by_key(|account| account.key);
        let (nicknames, mut zones) = (Nicknames::new(), Zones::default());
        let mut features: Vec<Features> =
            accounts.iter().map(|account| Features::read(account, &nicknames, &mut zones)).collect();
        let mut carried = Vec::new();
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        let mut sources: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (account, features) in accounts.iter().zip(&features) {
            sources.entry(account.member).or_default().insert(account.source);
            if !account.bot {
                *sizes.entry(account.source).or_default() += 1;
                carried.extend(features.carried().into_iter().map(|key| (key, account.source, account.member)));
            }
        }
        let sources: BTreeMap<i64, Rc<[i64]>> =
            sources.into_iter().map(|(member, sources)| (member, sources.into_iter().collect())).collect();
        let sources = accounts
            .iter()
            .map(|account| sources.get(&account.member).map_or_else(|| Rc::from([]), Rc::clone))
            .collect();
        let all = sizes.values().sum();
        let counts = Counts::new(carried, sizes.into_values().max().unwrap_or(0), all, nicknames);
        features.iter_mut().for_each(|features| features.weigh(&counts));
        let blocks = Blocks::new(&features, |number| accounts.get(number).is_none_or(|account| account.bot));
        Self { accounts, features, counts, blocks, sources }
    }

    /// Every pair that is worth a look.
    pub fn suggest(&self, not_same: &NotSame) -> Vec<Suggestion> {
        let numbers = 0..u32::try_from(self.accounts.len()).unwrap_or(u32::MAX);
        let apart = not_same.members(&self.accounts);
        // Each pair is weighed once, for both.
        let mut near: Vec<Vec<Near>> = vec![Vec::new(); self.accounts.len()];
        for number in numbers.clone() {
            for found in self.near(number, number + 1, &apart) {
                let back = Near { number, odds: found.odds };
                near.get_mut(found.number as usize).into_iter().for_each(|theirs| theirs.push(back));
                near.get_mut(number as usize).into_iter().for_each(|own| own.push(found));
            }
        }
        let near: Vec<Rc<[Near]>> = near.into_iter().map(Rc::from).collect();
        self.asked(numbers, |number| near.get(number as usize).map_or_else(|| Rc::from([]), Rc::clone))
    }

    /// Those that touch one member, for their page.
    pub fn suggest_for(&self, member: i64, not_same: &NotSame) -> Vec<Suggestion> {
        let numbers = (0_u32..).zip(&self.accounts).filter(|(_, account)| account.member == member);
        let apart = not_same.members(&self.accounts);
        let mut known: BTreeMap<u32, Rc<[Near]>> = BTreeMap::new();
        self.asked(numbers.map(|(number, _)| number), |number| {
            Rc::clone(known.entry(number).or_insert_with(|| Rc::from(self.near(number, 0, &apart))))
        })
    }

    /// The suggestions that touch these accounts; `near` gives what fits an account, ascending.
    fn asked(&self, numbers: impl Iterator<Item = u32>, mut near: impl FnMut(u32) -> Rc<[Near]>) -> Vec<Suggestion> {
        // The strongest pair of accounts for each pair of members.
        let mut best: BTreeMap<(i64, i64), (f64, u32, u32, usize)> = BTreeMap::new();
        for number in numbers {
            let own = near(number);
            for other in own.iter().filter(|other| other.odds > 0.5) {
                let (a, b) = (number.min(other.number), number.max(other.number));
                let theirs = near(other.number);
                let (left, left_count) = self.rivals(&own, *other, &theirs);
                let back = Near { number, odds: other.odds };
                let (right, right_count) = self.rivals(&theirs, back, &own);
                let share = other.odds / (1.0 + other.odds + left.max(right));
                let (Some(of_a), Some(of_b)) = (self.member(a), self.member(b)) else { continue };
                let found = (share, a, b, left_count.max(right_count));
                let kept = best.entry((of_a.min(of_b), of_a.max(of_b))).or_insert(found);
                if share > kept.0 || (share >= kept.0 && (a, b) < (kept.1, kept.2)) {
                    *kept = found;
                }
            }
        }
        let mut suggestions: Vec<Suggestion> =
            best.into_values().filter_map(|(share, a, b, rivals)| self.suggestion(share, a, b, rivals)).collect();
        suggestions.sort_by_key(|found| (std::cmp::Reverse(found.confidence), found.a, found.b));
        suggestions
    }

    fn member(&self, number: u32) -> Option<i64> {
        self.accounts.get(number as usize).map(|account| account.member)
    }

    /// Whether the members of two accounts have accounts at one source.
    fn one_source(&self, a: u32, b: u32) -> bool {
        let sources = |number: u32| self.sources.get(number as usize).map_or(&[][..], |sources| sources);
        sources(a).iter().any(|source| sources(b).contains(source))
    }

    /// The accounts from `from` on that fit one, ascending, of other members that were not told apart from it.
    fn near(&self, number: u32, from: u32, apart: &NotSame) -> Vec<Near> {
        let (mut others, mut clues, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let Some(member) = self.member(number) else { return found };
        self.blocks.near(number, from, &mut others);
        for other in others {
            let Some(of_other) = self.member(other).filter(|of_other| *of_other != member) else { continue };
            if apart.has(member, of_other) {
                continue;
            }
            if let Some(bits) = self.bits(number, other, &mut clues).filter(|bits| *bits > LEAST) {
                found.push(Near { number: other, odds: bits.exp2() });
            }
        }
        found
    }

    /// The bits of a pair, its own order aside.
    fn bits(&self, one: u32, other: u32, clues: &mut Vec<(Clue, f64)>) -> Option<f64> {
        let (a, b) = (one.min(other), one.max(other));
        let bits = weigh(self.features.get(a as usize)?, self.features.get(b as usize)?, &self.counts, clues);
        Some(if self.one_source(a, b) { bits + SAME_SOURCE } else { bits })
    }

    /// The odds, and the number, of accounts at the source of `chosen` that fit as well as it does and are not it once more.
    fn rivals(&self, own: &[Near], chosen: Near, theirs: &[Near]) -> (f64, usize) {
        let Some(account) = self.accounts.get(chosen.number as usize) else { return (0.0, 0) };
        let (mut odds, mut count) = (0.0, 0);
        for rival in own.iter().filter(|rival| rival.number != chosen.number) {
            let one = |other: &Account| {
                other.member == account.member
                    || theirs.iter().any(|near| near.number == rival.number && near.odds > 1.0)
            };
            let Some(other) = self.accounts.get(rival.number as usize) else { continue };
            if other.source == account.source && !one(other) {
                odds += rival.odds;
                count += usize::from(rival.odds * 4.0 > chosen.odds);
            }
        }
        (odds, count)
    }

    fn suggestion(&self, share: f64, a: u32, b: u32, rivals: usize) -> Option<Suggestion> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
        let confidence = ((share * 100.0) as u8).min(99);
        if confidence < SHOWN {
            return None;
        }
        let mut clues = Vec::new();
        self.bits(a, b, &mut clues)?;
        clues.sort_by(|left, right| right.1.total_cmp(&left.1));
        let (left, right) = (self.accounts.get(a as usize)?, self.accounts.get(b as usize)?);
        let same_source = self.one_source(a, b);
        let read = (self.features.get(a as usize)?, self.features.get(b as usize)?);
        let mut reasons: Vec<Reason> = clues
            .iter()
            .filter(|(_, bits)| *bits != 0.0)
            .filter_map(|(clue, _)| reason(*clue, (left, read.0), (right, read.1)))
            .collect();
        reasons.extend((rivals > 0).then_some(Reason::Others { count: rivals }));
        reasons.extend(same_source.then_some(Reason::SameSource));
        Some(Suggestion { a: left.key, b: right.key, confidence, reasons, same_source })
    }
}

/// A clue in words.
fn reason(clue: Clue, (left, a): (&Account, &Features), (right, b): (&Account, &Features)) -> Option<Reason> {
    let address = |features: &Features| features.address.as_ref().map(|address| address.text.clone());
    let name = |account: &Account, features: &Features, place: usize| {
        let real = features.names.get(place)?.real;
        Some(if real { account.real_name.clone()? } else { account.name.clone() })
    };
    let alias =
        |features: &Features, place: usize| -> Option<Alias> { Some(features.stems.get(place)?.stem.alias.clone()) };
    let zone = |features: &Features| features.zone.as_ref().map(|(zone, _)| zone.clone());
    Some(match clue {
        Clue::Address { verified } => Reason::Address { address: address(a)?, verified },
        Clue::Mailbox => Reason::Mailbox { a: address(a)?, b: address(b)? },
        Clue::Alias(i, j, how) => Reason::Alias { a: alias(a, i)?, b: alias(b, j)?, how },
        Clue::AliasOfName { first: true, alias: i, name: j } => {
            Reason::AliasOfName { alias: alias(a, i)?, name: name(right, b, j)? }
        }
        Clue::AliasOfName { first: false, alias: i, name: j } => {
            Reason::AliasOfName { alias: alias(b, i)?, name: name(left, a, j)? }
        }
        Clue::Name(i, j, how) => Reason::Name { a: name(left, a, i)?, b: name(right, b, j)?, how },
        Clue::Avatar => Reason::Avatar,
        Clue::Link(place) => Reason::Link { link: a.pages.get(place)?.clone() },
        Clue::LinksTo { second } => {
            Reason::LinksTo { page: if second { b.own_page.clone()? } else { a.own_page.clone()? } }
        }
        Clue::Company(place) => Reason::Company {
            company: left
                .company
                .clone()
                .filter(|said| !said.trim().is_empty())
                .or_else(|| a.companies.get(place).cloned())?,
        },
        Clue::Zone => Reason::Zone { zone: zone(a)? },
        Clue::OtherAddresses => Reason::OtherAddresses { a: address(a)?, b: address(b)? },
        Clue::OtherNames(i, j) => Reason::OtherNames { a: name(left, a, i)?, b: name(right, b, j)? },
        Clue::FarZones(hours) => Reason::FarZones { a: zone(a)?, b: zone(b)?, hours },
    })
}
