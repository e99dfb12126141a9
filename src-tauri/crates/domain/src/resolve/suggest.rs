//! Pairs that a person should look at.
//!
//! The odds of a pair come from `evidence.rs`. Then rivals take their share: a person seldom has two accounts at one source,
//! so if three accounts of a source fit one account elsewhere equally well, each is right once in three times at best. Those
//! that are likely the same person among themselves are no rivals.
//!
//! **Invariants:** one suggestion for two members, the strongest pair of their accounts; never within a member, never a bot,
//! never two members that a person told apart in any of their accounts; [`Index::suggest_for`] gives exactly those of
//! [`Index::suggest`] that touch a member; sorted by confidence, then by keys.

use std::hint::black_box;

use rustc_hash::FxHashMap;

use super::blocks::Blocks;
use super::counts::Counts;
use super::evidence::{SAME_SOURCE, Scales, weigh, work_tells_nothing};
use super::features::{Features, Zones};
use super::lists::short;
use super::members::Members;
use super::outline::Outline;
use super::reasons::Reason;
use super::tell::reason;
use super::words::Words;
use super::{Account, NotSame};

/// Few people have two accounts at one source, and namesakes do: however alike, a person looks at those.
const SURE_AT_ONE_SOURCE: u8 = 89;
/// The least confidence that is suggested.
pub const SHOWN: u8 = 55;
/// The same in a community of more than so many people: what is hardly sure are namesakes there more often than not, and
/// there are too many of them to look at.
const SHOWN_IN_LARGE: (f64, u8) = (10_000.0, 65);
/// Pairs below these bits are not even rivals.
pub(super) const LEAST: f64 = -6.0;
/// Pairs below these odds are nothing but rivals.
const LIKELY: f64 = 0.5;

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
    /// Namesakes beside each other: they are compared with each other, and what lies together is fetched together.
    accounts: Vec<&'a Account>,
    /// Their keys, ascending, and where they are.
    places: Vec<(i64, u32)>,
    features: Vec<Features>,
    /// What tells most pairs to be strangers; nothing where the community is so small that a workplace tells.
    outlines: Vec<Outline>,
    words: Words,
    counts: Counts,
    blocks: Blocks,
    members: Members,
}

/// An account that fits another, and how well.
#[derive(Debug, Clone, Copy)]
struct Near {
    number: u32,
    odds: f64,
}

/// A pair that fits, the strongest first.
struct Fits {
    members: (u32, u32),
    share: f64,
    a: u32,
    b: u32,
    /// How many others fit as well.
    rivals: usize,
}

/// Room for weighing one pair after the other.
#[derive(Default)]
struct Work {
    others: Vec<u32>,
    scales: Scales,
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
        accounts.sort_by_cached_key(|account| beside(account));
        let mut places: Vec<(i64, u32)> = accounts.iter().map(|account| account.key).zip(0..).collect();
        places.sort_unstable();
        let members = Members::new(&accounts);
        let (mut words, mut zones) = (Words::new(accounts.len()), Zones::default());
        let mut features: Vec<Features> =
            accounts.iter().map(|account| Features::read(account, &mut words, &mut zones)).collect();
        let (mut named, mut rest) = (Vec::new(), Vec::new());
        let mut sizes: FxHashMap<i64, usize> = FxHashMap::default();
        for (number, (account, features)) in (0..).zip(accounts.iter().zip(&features)) {
            let (Some(source), Some(member)) = (members.source(number), members.of(number)) else { continue };
            if !features.bot {
                *sizes.entry(account.source).or_default() += 1;
                features.carried(&words, (source, member), &mut named, &mut rest);
            }
        }
        let mut counts = Counts::new(sizes.values().copied().max().unwrap_or(0), sizes.values().sum());
        counts.count(named, rest, &words.nicknames);
        words.learn();
        words.weigh(&counts);
        features.iter_mut().for_each(|features| features.weigh(&counts));
        let blocks = Blocks::new(&features, &words);
        let outlined = work_tells_nothing(&counts, LEAST);
        let outlines =
            if outlined { features.iter().map(|features| Outline::of(features, &words)).collect() } else { Vec::new() };
        Self { accounts, places, features, outlines, words, counts, blocks, members }
    }

    /// Every pair that is worth a look.
    pub fn suggest(&self, not_same: &NotSame) -> Vec<Suggestion> {
        let apart = self.apart(not_same);
        let mut work = Work::default();
        // Each pair is weighed once, for both.
        let mut near: Vec<Vec<Near>> = vec![Vec::new(); self.accounts.len()];
        for number in 0..short(self.accounts.len()) {
            let found = self.near(number, number + 1, &apart, &mut work);
            for other in &found {
                let back = Near { number, odds: other.odds };
                near.get_mut(other.number as usize).into_iter().for_each(|theirs| theirs.push(back));
            }
            if let Some(own) = near.get_mut(number as usize) {
                own.extend(found);
            }
        }
        near.iter_mut().for_each(|near| self.in_order(near));
        let near = |number: u32| near.get(number as usize).map_or(&[][..], Vec::as_slice);
        self.asked(0..short(self.accounts.len()), near)
    }

    /// Those that touch one member, for their page.
    pub fn suggest_for(&self, member: i64, not_same: &NotSame) -> Vec<Suggestion> {
        let apart = self.apart(not_same);
        let mut work = Work::default();
        let own = self.members.accounts(member);
        let mut known: FxHashMap<u32, Vec<Near>> = FxHashMap::default();
        for number in own {
            known.insert(*number, self.all_near(*number, &apart, &mut work));
        }
        let likely = known.values().flatten().filter(|near| near.odds > LIKELY).map(|near| near.number);
        for number in likely.collect::<Vec<u32>>() {
            known.entry(number).or_insert_with(|| self.all_near(number, &apart, &mut work));
        }
        self.asked(own.iter().copied(), |number| known.get(&number).map_or(&[], Vec::as_slice))
    }

    /// Who was told apart, as members.
    fn apart(&self, not_same: &NotSame) -> NotSame {
        not_same.members(|key| {
            let (_, place) = self.places.get(self.places.binary_search_by_key(&key, |(key, _)| *key).ok()?)?;
            self.accounts.get(*place as usize).map(|account| account.member)
        })
    }

    /// The key of an account.
    fn key(&self, number: u32) -> i64 {
        self.accounts.get(number as usize).map_or(i64::MAX, |account| account.key)
    }

    /// Two accounts, the one with the lower key first.
    fn pair(&self, one: u32, other: u32) -> (u32, u32) {
        if self.key(one) <= self.key(other) { (one, other) } else { (other, one) }
    }

    /// Sorts by key, so that nothing hangs on the order in which accounts lie.
    fn in_order(&self, near: &mut [Near]) {
        near.sort_unstable_by_key(|near| self.key(near.number));
    }

    /// The suggestions that touch these accounts; `near` gives what fits an account, by key, of them and of all that
    /// are likely one of them.
    fn asked<'b>(&self, numbers: impl Iterator<Item = u32>, near: impl Fn(u32) -> &'b [Near]) -> Vec<Suggestion> {
        let mut fits: Vec<Fits> = Vec::new();
        for number in numbers {
            let own = near(number);
            for other in own.iter().filter(|other| other.odds > LIKELY) {
                let (a, b) = self.pair(number, other.number);
                let theirs = near(other.number);
                let (left, left_count) = self.rivals(own, *other, theirs);
                let back = Near { number, odds: other.odds };
                let (right, right_count) = self.rivals(theirs, back, own);
                let share = other.odds / (1.0 + other.odds + left.max(right));
                let (Some(of_a), Some(of_b)) = (self.members.of(a), self.members.of(b)) else { continue };
                let members = (of_a.min(of_b), of_a.max(of_b));
                fits.push(Fits { members, share, a, b, rivals: left_count.max(right_count) });
            }
        }
        // The strongest pair of accounts for each pair of members.
        fits.sort_by(|x, y| {
            x.members.cmp(&y.members).then(y.share.total_cmp(&x.share)).then_with(|| self.keys(x).cmp(&self.keys(y)))
        });
        fits.dedup_by_key(|fits| fits.members);
        let mut scales = Scales::default();
        let mut suggestions: Vec<Suggestion> =
            fits.iter().filter_map(|fits| self.suggestion(fits, &mut scales)).collect();
        suggestions.sort_by_key(|found| (std::cmp::Reverse(found.confidence), found.a, found.b));
        suggestions
    }

    fn keys(&self, fits: &Fits) -> (i64, i64) {
        (self.key(fits.a), self.key(fits.b))
    }

    /// All accounts that fit one, by key.
    fn all_near(&self, number: u32, apart: &NotSame, work: &mut Work) -> Vec<Near> {
        let mut near = self.near(number, 0, apart, work);
        self.in_order(&mut near);
        near
    }

    /// The accounts from `from` on that fit one, of other members that were not told apart from it.
    fn near(&self, number: u32, from: u32, apart: &NotSame, work: &mut Work) -> Vec<Near> {
        let mut found = Vec::new();
        let Some(member) = self.members.of(number) else { return found };
        self.blocks.near(number, from, &mut work.others);
        if let Some(own) = self.outlines.get(number as usize) {
            // Asked for all at once, memory answers many in the time that it takes for one.
            let there = |other: &u32| self.outlines.get(*other as usize).map_or(0, Outline::fetched);
            black_box(work.others.iter().map(there).fold(0, |all, one| all ^ one));
            work.others.retain(|other| self.outlines.get(*other as usize).is_none_or(|it| !own.strangers(it)));
        }
        let there = |other: &u32| self.features.get(*other as usize).map_or(0, Features::fetched);
        black_box(work.others.iter().map(there).fold(0, |all, one| all ^ one));
        for other in &work.others {
            let Some(of_other) = self.members.of(*other).filter(|of_other| *of_other != member) else { continue };
            let Some(bits) = self.bits(number, *other, &mut work.scales).filter(|bits| *bits > LEAST) else { continue };
            let told_apart = self.members.key(member).zip(self.members.key(of_other));
            if !told_apart.is_some_and(|(one, other)| apart.has(one, other)) {
                found.push(Near { number: *other, odds: bits.exp2() });
            }
        }
        found
    }

    /// The bits of a pair, its own order aside; of one that is not even a rival, at least too few.
    fn bits(&self, one: u32, other: u32, scales: &mut Scales) -> Option<f64> {
        let (a, b) = self.pair(one, other);
        let (left, right) = (self.features.get(a as usize)?, self.features.get(b as usize)?);
        let bits = weigh((left, right), &self.words, &self.counts, LEAST, scales);
        // Most pairs are far from likely, wherever they have accounts.
        Some(if bits > LEAST && self.members.one_source(a, b) { bits + SAME_SOURCE } else { bits })
    }

    /// The odds, and the number, of accounts at the source of `chosen` that fit as well as it does and are not it once more.
    fn rivals(&self, own: &[Near], chosen: Near, theirs: &[Near]) -> (f64, usize) {
        let of = |number: u32| Some((self.members.of(number)?, self.members.source(number)?));
        let Some((member, source)) = of(chosen.number) else { return (0.0, 0) };
        let (mut odds, mut count) = (0.0, 0);
        for rival in own.iter().filter(|rival| rival.number != chosen.number) {
            let Some((of_rival, at)) = of(rival.number) else { continue };
            let one = || of_rival == member || theirs.iter().any(|near| near.number == rival.number && near.odds > 1.0);
            if at == source && !one() {
                odds += rival.odds;
                count += usize::from(rival.odds * 4.0 > chosen.odds);
            }
        }
        (odds, count)
    }

    fn suggestion(&self, fits: &Fits, scales: &mut Scales) -> Option<Suggestion> {
        let Fits { share, a, b, rivals, .. } = *fits;
        let same_source = self.members.one_source(a, b);
        let most = if same_source { SURE_AT_ONE_SOURCE } else { 99 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
        let confidence = ((share * 100.0) as u8).min(most);
        let large = self.counts.people() > SHOWN_IN_LARGE.0;
        if confidence < if large { SHOWN_IN_LARGE.1 } else { SHOWN } {
            return None;
        }
        self.bits(a, b, scales)?;
        let clues = &mut scales.clues;
        clues.sort_by(|left, right| right.1.total_cmp(&left.1));
        let (left, right) = (self.accounts.get(a as usize)?, self.accounts.get(b as usize)?);
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

/// What namesakes mostly have in common: the beginning of the last word of their name.
fn beside(account: &Account) -> [u8; 16] {
    let name = account.real_name.as_deref().unwrap_or(&account.name).trim_end();
    let last = name.rsplit(' ').next().unwrap_or(name);
    let mut key = [0; 16];
    let (word, whole) = key.split_at_mut(8);
    for (part, text) in [(word, last), (whole, name)] {
        for (to, from) in part.iter_mut().zip(text.bytes()) {
            *to = from.to_ascii_lowercase();
        }
    }
    key
}
