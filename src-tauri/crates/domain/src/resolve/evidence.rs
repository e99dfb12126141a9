//! What two accounts say about each other, each clue with its bits.
//!
//! A clue that agrees is worth `-log2(chance)` less what it bends: `chance` is the share of other people of this community who
//! would agree as well, the bend is how seldom one person differs from themselves that way. A clue against is a fixed number
//! of bits below zero, written here with its reason.
//!
//! Clues that come from each other are not counted twice: a handle made of a name says what the name says. Of a name, the
//! aliases made of it and the names that aliases are made of, the strongest counts in full and the rest by [`ECHO`].
//!
//! **Invariants:** what is absent adds nothing; the order of the two accounts changes no bits.

use super::addresses::account_of;
use super::aliases::{self, Stem, fit};
use super::counts::Counts;
use super::features::{Features, From, Page};
use super::namesakes::{self, NameMatch, Pair, Verdict};
use super::reasons::AliasMatch;
use super::spelling::latin;
use super::words::Words;

/// How much of a clue counts that follows from a stronger one.
const ECHO: f64 = 0.3;
/// The most of it: namesakes make the same handle of one name in one of six cases.
const MOST_OF_ECHO: f64 = 2.5;
/// How many accounts elsewhere an account's person has, on average.
const PARTNERS: f64 = 0.3;
/// What more than so many people at one source share is nobody's own.
const SHARED: u32 = 3;
/// A name that is another person's. People do change theirs, and sources get it wrong.
const OTHER_NAME: f64 = -7.0;
/// A surname with another given name: kin, or a short form that no table has.
const OTHER_GIVEN: f64 = -5.0;
/// A given name with another surname: namesakes are many, but some change theirs.
const OTHER_SURNAME: f64 = -5.5;
/// Two verified addresses: many have one for work and one for home.
const OTHER_ADDRESS: f64 = -1.0;
/// Two addresses at one employer, who gives everybody one.
const OTHER_AT_WORK: f64 = -3.0;
/// Zones at least four, and at least eight hours apart: people travel and move.
const FAR: (f64, f64) = (-1.0, -2.0);
/// One person with two accounts at one source, instead of at two.
pub(super) const SAME_SOURCE: f64 = -3.9;
/// The most that a workplace and a zone say: they are shared with those one talks to.
const MOST_OF_COMPANY: f64 = 4.0;
const MOST_OF_ZONE: f64 = 2.5;

/// A clue, by places in the two [`Features`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Clue {
    Address {
        verified: bool,
    },
    Mailbox,
    Alias(usize, usize, AliasMatch),
    /// An alias of the first (`true`) or the second is made of a name of the other.
    AliasOfName {
        first: bool,
        alias: usize,
        name: usize,
    },
    Name(usize, usize, NameMatch),
    Avatar,
    Link(usize),
    /// The second's (`true`) or the first's page is linked to.
    LinksTo {
        second: bool,
    },
    Company(usize),
    Zone,
    OtherAddresses,
    OtherNames(usize, usize),
    FarZones(u8),
}

/// What a pair says, and the room that weighing takes.
#[derive(Default)]
pub(super) struct Scales {
    pub(super) clues: Vec<(Clue, f64)>,
    echoes: Vec<(Clue, f64)>,
    pairs: Vec<Pair>,
}

/// Puts the clues and their bits into `scales`; returns their sum with the odds of any two accounts. A sum that is surely
/// below `least` is only roughly right.
pub(super) fn weigh(
    (a, b): (&Features, &Features),
    words: &Words,
    counts: &Counts,
    least: f64,
    scales: &mut Scales,
) -> f64 {
    scales.clues.clear();
    let named = by_name(a, b, words, counts, &mut scales.pairs);
    let odds = odds(counts);
    if let Named::Differ { bits, .. } = named
        && odds + bits + MOST_OF_COMPANY + MOST_OF_ZONE < least
        && !share_something(a, b)
    {
        return odds + bits;
    }
    by_address(a, b, counts, &mut scales.clues);
    by_alias(a, b, words, counts, named, scales);
    by_profile(a, b, words, counts, &mut scales.clues);
    odds + scales.clues.iter().map(|(_, bits)| bits).sum::<f64>()
}

/// The odds, in bits, of any two accounts.
fn odds(counts: &Counts) -> f64 {
    (PARTNERS / counts.people()).log2()
}

/// Whether two accounts that have nothing in common but a workplace and a zone are surely below `least`.
pub(super) fn work_tells_nothing(counts: &Counts, least: f64) -> bool {
    odds(counts) + MOST_OF_COMPANY + MOST_OF_ZONE < least
}

/// Whether two accounts have something else than a workplace and a zone in common, their names aside.
fn share_something(a: &Features, b: &Features) -> bool {
    let mailbox = a.mail.as_ref().zip(b.mail.as_ref()).is_some_and(|(a, b)| a.mailbox == b.mailbox);
    mailbox
        || a.avatar.is_some_and(|avatar| b.avatar == Some(avatar))
        || a.stems.iter().any(|(left, _)| b.stems.iter().any(|(right, _)| left.may_agree(right)))
        || a.pages.iter().any(|page| links_to(b, page.key))
        || a.own_page.is_some_and(|page| links_to(b, page))
        || b.own_page.is_some_and(|page| links_to(a, page))
}

/// What a clue is worth.
fn worth(bend: f64, chance: f64) -> f64 {
    (-bend - chance.log2()).max(0.0)
}

/// What the names say: the best of all readings.
#[derive(Clone, Copy)]
enum Named {
    Agree { clue: Clue, bits: f64, words: usize },
    Differ { clue: Clue, bits: f64, given: bool },
    Silent,
}

fn by_name(a: &Features, b: &Features, words: &Words, counts: &Counts, pairs: &mut Vec<Pair>) -> Named {
    let mut agree: Option<(Clue, f64, usize)> = None;
    let mut differ: Option<(Clue, f64, bool, bool)> = None;
    for (i, left) in a.names.iter().enumerate() {
        for (j, right) in b.names.iter().enumerate() {
            match namesakes::compare(&left.name, &right.name, words, counts, pairs) {
                Verdict::Agree { how, words: agreeing, bend, chance, whole: all } => {
                    let carriers = if all { left.name.carriers.max(right.name.carriers) } else { 0 };
                    let chance = if agreeing > 1 { counts.met(chance, carriers) } else { chance };
                    let bits = worth(bend + 0.3, chance);
                    if agree.is_none_or(|(_, known, _)| bits > known) {
                        agree = Some((Clue::Name(i, j, how), bits, agreeing));
                    }
                }
                Verdict::Differ { shared, given } => {
                    let bits = match (shared, given) {
                        (_, true) => OTHER_SURNAME,
                        (true, false) => OTHER_GIVEN,
                        (false, false) => OTHER_NAME,
                    };
                    if differ.is_none_or(|(_, known, ..)| bits > known) {
                        differ = Some((Clue::OtherNames(i, j), bits, shared, given));
                    }
                }
                Verdict::Silent => {}
            }
        }
    }
    match (agree, differ) {
        // "Luís" agrees with "Luís García", but the full name besides it says Santos.
        (Some((.., 1)), Some((clue, bits, true, given))) | (None, Some((clue, bits, _, given))) => {
            Named::Differ { clue, bits, given }
        }
        (Some((clue, bits, words)), _) => Named::Agree { clue, bits, words },
        (None, None) => Named::Silent,
    }
}

/// Whether the names are those of two people who might share a mailbox. A new surname alone is not.
pub(super) fn names_differ(a: &Features, b: &Features, words: &Words, counts: &Counts) -> bool {
    matches!(by_name(a, b, words, counts, &mut Vec::new()), Named::Differ { given: false, .. })
}

fn by_address(a: &Features, b: &Features, counts: &Counts, clues: &mut Vec<(Clue, f64)>) {
    let (Some(left), Some(right)) = (&a.mail, &b.mail) else { return };
    let verified = a.verified && b.verified;
    if left.mailbox == right.mailbox {
        let carriers = counts.of(left.mailbox);
        if carriers <= SHARED {
            let (clue, bend) =
                if left.text == right.text { (Clue::Address { verified }, 0.5) } else { (Clue::Mailbox, 1.5) };
            clues.push((
                clue,
                worth(bend, counts.met(0.005 / counts.people(), carriers)) + if verified { 2.0 } else { 0.0 },
            ));
        }
    } else if !left.public && left.host == right.host {
        clues.push((Clue::OtherAddresses, if verified { OTHER_AT_WORK } else { OTHER_AT_WORK / 2.0 }));
    } else if verified {
        clues.push((Clue::OtherAddresses, OTHER_ADDRESS));
    }
}

fn by_alias(a: &Features, b: &Features, words: &Words, counts: &Counts, named: Named, scales: &mut Scales) {
    let Scales { clues, echoes, .. } = scales;
    let one_mailbox = a.mail.as_ref().zip(b.mail.as_ref()).is_some_and(|(a, b)| a.mailbox == b.mailbox);
    // Those that say the same thing as a name does, and those that say something of their own.
    echoes.clear();
    match named {
        Named::Agree { clue, bits, .. } => echoes.push((clue, bits)),
        Named::Differ { clue, bits, .. } => clues.push((clue, bits)),
        Named::Silent => {}
    }
    let mut best: Option<(Clue, f64, bool)> = None;
    for (i, (left, from_left)) in a.stems.iter().enumerate() {
        for (j, (right, from_right)) in b.stems.iter().enumerate().filter(|(_, (right, _))| left.may_agree(right)) {
            let (left, right) = (words.stem(left.number), words.stem(right.number));
            let (both, chosen) = (from_left == from_right, *from_left == From::Handle);
            let Some((how, bend)) = aliases::compare(left, right, both && chosen) else { continue };
            if one_mailbox && both && *from_left == From::Address {
                continue;
            }
            let chance = match how {
                AliasMatch::Same => left.chance,
                AliasMatch::Digits => left.bare_chance.max(right.bare_chance),
                AliasMatch::Near => left.chance.max(right.chance),
            };
            let bits = worth(bend, chance);
            if best.is_none_or(|(_, known, _)| bits > known) {
                let made =
                    |stem: &Stem| a.names.iter().chain(&b.names).any(|called| fit(stem, &called.name, words).is_some());
                best = Some((Clue::Alias(i, j, how), bits, made(left) || made(right)));
            }
        }
    }
    match best {
        Some((clue, bits, true)) => echoes.push((clue, bits)),
        Some((clue, bits, false)) => clues.push((clue, bits)),
        None => {}
    }
    if best.is_none() && !matches!(named, Named::Differ { .. } | Named::Agree { words: 2.., .. }) {
        echoes.extend(alias_of_name(a, b, words, counts));
    }
    let most = echoes.iter().map(|(_, bits)| *bits).fold(0.0, f64::max);
    let mut full = false;
    for (clue, bits) in echoes.iter().copied() {
        let leads = !full && bits >= most;
        full |= leads;
        clues.push((clue, if leads { bits } else { (bits * ECHO).min(MOST_OF_ECHO) }));
    }
}

/// The best alias of one that is made of a name of the other.
fn alias_of_name(a: &Features, b: &Features, words: &Words, counts: &Counts) -> Option<(Clue, f64)> {
    let mut best: Option<(Clue, f64)> = None;
    for (first, own, other) in [(true, a, b), (false, b, a)] {
        for (alias, (sketch, _)) in own.stems.iter().enumerate() {
            for (name, called) in other.names.iter().enumerate() {
                // Most aliases have no word of a name in them: those need not be fetched.
                if !called.name.glances().iter().any(|word| sketch.may_have(*word)) {
                    continue;
                }
                let stem = words.stem(sketch.number);
                let Some(found) = fit(stem, &called.name, words) else { continue };
                let chance = if found.full { counts.met(found.chance, called.name.carriers) } else { found.chance };
                let bits = worth(if found.full { 1.5 } else { 2.5 }, chance);
                if best.is_none_or(|(_, known)| bits > known) {
                    best = Some((Clue::AliasOfName { first, alias, name }, bits));
                }
            }
        }
    }
    best
}

/// Whether a site is called like one of the two.
fn is_named(site: &str, a: &Features, b: &Features, words: &Words) -> bool {
    let site = latin(site);
    let mut names = a.names.iter().chain(&b.names).flat_map(|called| words.of(&called.name));
    let mut stems = a.stems.iter().chain(&b.stems).map(|(sketch, _)| words.stem(sketch.number));
    names.any(|word| word.text.len() > 3 && site.contains(&*word.text))
        || stems.any(|stem| stem.bare().len() > 3 && site.contains(stem.bare()))
}

fn by_profile(a: &Features, b: &Features, words: &Words, counts: &Counts, clues: &mut Vec<(Clue, f64)>) {
    if let Some(avatar) = a.avatar.filter(|avatar| b.avatar == Some(*avatar)) {
        let carriers = counts.of(avatar);
        if carriers <= SHARED {
            clues.push((Clue::Avatar, worth(0.5, counts.met(0.1 / counts.people(), carriers))));
        }
    }
    // An account elsewhere is somebody's own, a site with their name in it most likely, another site their employer's.
    let nature = |page: &str| match (account_of(page), page.contains('/')) {
        (Some(_), _) => 0.05,
        (None, false) if !is_named(page, a, b, words) => 5.0,
        _ => 0.2,
    };
    let link = a
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| links_to(b, page.key))
        .map(|(place, page)| (place, nature(&page.text) / counts.people(), counts.of(page.key)))
        .filter(|(.., carriers)| *carriers <= SHARED)
        .map(|(place, nature, carriers)| (place, worth(0.5, counts.met(nature, carriers))))
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    clues.extend(link.map(|(place, bits)| (Clue::Link(place), bits)));
    let own_page = |of: &Features, by: &Features| of.own_page.is_some_and(|page| links_to(by, page));
    for (second, found) in [(true, own_page(b, a)), (false, own_page(a, b))] {
        if found {
            clues.push((Clue::LinksTo { second }, worth(0.5, 0.1 / counts.people())));
            break;
        }
    }
    let company = a.companies.iter().enumerate().filter(|(_, company)| b.companies.contains(company));
    let company = company.map(|(place, company)| (place, counts.others(counts.of(*company))));
    // One link, or one mailbox, says where they work as well.
    let one_mailbox = a.mail.as_ref().zip(b.mail.as_ref()).is_some_and(|(a, b)| a.mailbox == b.mailbox);
    if let Some((place, share)) = company
        .filter(|_| link.is_none() && !one_mailbox)
        .reduce(|best, next| if next.1 < best.1 { next } else { best })
    {
        clues.push((Clue::Company(place), worth(1.0, share).min(MOST_OF_COMPANY)));
    }
    if let (Some((left, hours_left)), Some((right, hours_right))) = (&a.zone, &b.zone) {
        let apart = hours_left.abs_diff(*hours_right).min(24_u32.saturating_sub(hours_left.abs_diff(*hours_right)));
        let apart = u8::try_from(apart).unwrap_or(12);
        if left == right {
            clues.push((Clue::Zone, worth(0.3, counts.others(counts.of(*left))).min(MOST_OF_ZONE)));
        } else if apart >= 4 {
            clues.push((Clue::FarZones(apart), if apart >= 8 { FAR.1 } else { FAR.0 }));
        }
    }
}

fn links_to(features: &Features, page: u64) -> bool {
    features.pages.iter().any(|Page { key, .. }| *key == page)
}
