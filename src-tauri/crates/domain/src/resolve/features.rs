//! What an account tells, made ready for comparing: read once, compared often.
//!
//! Texts stand here as keys ([`key`]) and numbers ([`Words`]): a pair is compared without touching a letter where possible,
//! and what a screen shows is read from the account again.
//!
//! **Invariant:** everything here comes from the one account; how rare it is comes from the community and is filled in last.

use chrono::{NaiveDate, NaiveTime, Offset, TimeZone};
use rustc_hash::FxHashMap;

use super::Account;
use super::addresses::{Address, account_of, page};
use super::aliases::{self, Sketch};
use super::counts::{Carried, Counts, What, key};
use super::names::{self, Name};
use super::reasons::Alias;
use super::spelling::latin;
use super::words::Words;

/// A name, and which of an account's two it was written as.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) name: Name,
    /// It is the full name, not the one that is shown.
    pub(super) real: bool,
}

/// Where an alias was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Handle,
    Address,
    /// The page in this place.
    Link(usize),
}

/// An address, by the keys of its parts.
#[derive(Debug)]
pub(super) struct Mail {
    pub(super) text: u64,
    pub(super) mailbox: u64,
    pub(super) host: u64,
    /// At a provider that anybody can have an address with.
    pub(super) public: bool,
}

/// What a profile links to.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) key: u64,
    pub(super) text: Box<str>,
}

/// An account, read.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) names: Box<[Called]>,
    /// Aliases, and where they were read.
    pub(super) stems: Box<[(Sketch, From)]>,
    pub(super) mail: Option<Mail>,
    pub(super) verified: bool,
    pub(super) bot: bool,
    pub(super) avatar: Option<u64>,
    /// What its profile links to, in order.
    pub(super) pages: Box<[Page]>,
    pub(super) own_page: Option<u64>,
    /// Names of where they work: what they say, and what their address and their links say.
    pub(super) companies: Box<[u64]>,
    /// The key of the zone, and its hours from UTC in winter.
    pub(super) zone: Option<(u64, i32)>,
}

/// Hours from UTC in winter, by zone, each looked up once.
#[derive(Default)]
pub(super) struct Zones(FxHashMap<String, Option<i32>>);

impl Zones {
    fn hours(&mut self, zone: &str) -> Option<i32> {
        if let Some(hours) = self.0.get(zone) {
            return *hours;
        }
        let of = |month| {
            let day = NaiveDate::from_ymd_opt(2024, month, 15)?.and_time(NaiveTime::MIN);
            let zone: chrono_tz::Tz = zone.parse().ok()?;
            Some(zone.offset_from_utc_datetime(&day).fix().local_minus_utc() / 3600)
        };
        let hours = of(1).zip(of(7)).map(|(january, july)| january.min(july));
        self.0.insert(zone.to_owned(), hours);
        hours
    }
}

impl Features {
    pub(super) fn read(account: &Account, words: &mut Words, zones: &mut Zones) -> Self {
        let address = address(account);
        let pages = pages(account);
        let zone = account.zone.as_deref().and_then(|zone| Some((key(What::Zone, zone), zones.hours(zone)?)));
        let avatar = account.avatar.as_deref().filter(|avatar| !avatar.is_empty());
        let companies = companies(account, address.as_ref(), &pages);
        Self {
            names: called(account, words).into(),
            stems: stems(account, address.as_ref(), &pages, words).into(),
            verified: account.verified && address.is_some(),
            bot: account.bot,
            mail: address.map(|address| Mail {
                text: key(What::Address, address.text.as_str()),
                mailbox: key(What::Mailbox, address.mailbox()),
                host: key(What::Host, address.host()),
                public: address.public,
            }),
            avatar: avatar.map(|avatar| key(What::Avatar, avatar)),
            pages: pages
                .into_iter()
                .map(|page| Page { key: key(What::Page, page.as_str()), text: page.into() })
                .collect(),
            own_page: account.page.as_deref().and_then(page).map(|page| key(What::Page, page.as_str())),
            companies: companies.iter().map(|company| key(What::Company, company.as_str())).collect(),
            zone,
        }
    }

    /// Something of its names and aliases, so that they are at hand.
    pub(super) fn fetched(&self) -> u32 {
        let name = self.names.first().map_or(0, |called| called.name.carriers);
        let alias = self.stems.first().map_or(0, |(sketch, _)| sketch.number);
        name ^ alias ^ u32::from(self.verified)
    }

    /// What of this account is counted over the community: words of names, and everything else.
    pub(super) fn carried(
        &self,
        words: &Words,
        (source, member): (u32, u32),
        named: &mut Vec<Carried>,
        rest: &mut Vec<Carried>,
    ) {
        for Called { name, .. } in &self.names {
            rest.push((name.whole, source, member));
            for word in words.of(name).filter(|word| word.text.len() > 1) {
                named.push((word.heard, source, member));
                rest.extend(word.lines.iter().map(|line| (key(What::Line, *line), source, member)));
            }
        }
        let stems = self.stems.iter().flat_map(|(sketch, _)| [sketch.key, sketch.bare_key]);
        let profile = self.mail.iter().map(|mail| mail.mailbox).chain(self.avatar);
        let profile = profile.chain(self.pages.iter().map(|page| page.key)).chain(self.companies.iter().copied());
        let keys = stems.chain(profile).chain(self.zone.map(|(zone, _)| zone));
        rest.extend(keys.map(|key| (key, source, member)));
    }

    /// Fills in how rare its names are.
    pub(super) fn weigh(&mut self, counts: &Counts) {
        for called in &mut self.names {
            called.name.carriers = counts.of(called.name.whole);
        }
    }
}

/// The address of an account that may be a person's.
pub(super) fn address(account: &Account) -> Option<Address> {
    account.email.as_deref().and_then(Address::read).filter(|address| !address.role)
}

/// The alias that was read there.
pub(super) fn alias(account: &Account, features: &Features, from: From) -> Option<Alias> {
    Some(match from {
        From::Handle => Alias::Handle(account.handle.clone()?),
        From::Address => Alias::Address(address(account)?.local().to_owned()),
        From::Link(place) => Alias::Link(account_of(&features.pages.get(place)?.text)?.to_owned()),
    })
}

fn called(account: &Account, words: &mut Words) -> Vec<Called> {
    let mut called: Vec<Called> = Vec::with_capacity(1);
    let mut names = std::mem::take(&mut words.names);
    // Most write both alike.
    let real = account.real_name.as_ref().filter(|real| **real != account.name);
    let handle = || account.handle.as_deref().map(|handle| key(What::Stem, latin(handle).as_str()));
    for (written, real) in std::iter::once((&account.name, false)).chain(real.map(|name| (name, true))) {
        names::read(written, words, &mut names);
        for name in names.drain(..) {
            // Who shows their handle as their name has told their handle, and no name.
            let is_handle = name.words().len() == 1
                && words.of(&name).all(|word| word.lines.is_empty())
                && Some(name.joined) == handle();
            if !is_handle && called.iter().all(|known| known.name != name) {
                called.push(Called { name, real });
            }
        }
    }
    words.names = names;
    called
}

fn pages(account: &Account) -> Vec<String> {
    let mut pages: Vec<String> = account.links.iter().filter_map(|link| page(link)).collect();
    pages.sort();
    pages.dedup();
    pages
}

fn stems(account: &Account, address: Option<&Address>, pages: &[String], words: &mut Words) -> Vec<(Sketch, From)> {
    let own = account.handle.as_deref().map(|handle| (handle, From::Handle));
    let mail = address.map(|address| (address.local(), From::Address));
    let linked = pages.iter().enumerate();
    let linked = linked.filter_map(|(place, page)| Some((account_of(page)?, From::Link(place))));
    let mut stems: Vec<(Sketch, From)> = Vec::with_capacity(2);
    for (written, from) in own.into_iter().chain(mail).chain(linked) {
        if let Some(text) = aliases::read(written) {
            let sketch = words.sketch(&text);
            if stems.iter().all(|(known, _)| known.number != sketch.number) {
                stems.push((sketch, from));
            }
        }
    }
    stems
}

/// Where they work: what they say, and what their address and their links say.
fn companies(account: &Account, address: Option<&Address>, pages: &[String]) -> Vec<String> {
    let said = account.company.as_deref().map(company);
    let host = address.filter(|address| !address.public).map(|address| label(address.host()));
    // A link to a whole site is a link to an employer more often than not.
    let homes = pages.iter().filter(|page| !page.contains('/')).map(|host| label(host));
    let mut companies: Vec<String> = said.into_iter().chain(host).chain(homes).filter(|name| name.len() > 1).collect();
    companies.sort();
    companies.dedup();
    companies
}

/// The name of where they work in this place.
pub(super) fn company_at(account: &Account, place: usize) -> Option<String> {
    let said = account.company.clone().filter(|said| !said.trim().is_empty());
    said.or_else(|| companies(account, address(account).as_ref(), &pages(account)).into_iter().nth(place))
}

/// A company's name without what only says its legal form.
fn company(written: &str) -> String {
    let words = written.split(|character: char| !character.is_alphanumeric()).map(latin);
    let legal = ["inc", "ltd", "llc", "gmbh", "ag", "sa", "co", "corp", "bv", "oy", "ab", "kk", "the", ""];
    words.filter(|word| !legal.contains(&word.as_str())).collect()
}

/// The part of a host that names its owner: "acme" of "mail.acme.co.uk".
fn label(host: &str) -> String {
    let parts: Vec<&str> = host.split('.').collect();
    let top = if parts.len() > 2 && parts.iter().rev().nth(1).is_some_and(|second| second.len() <= 3) { 2 } else { 1 };
    parts.iter().rev().nth(top).map(|part| latin(part)).unwrap_or_default()
}
