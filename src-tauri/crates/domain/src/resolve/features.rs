//! What an account tells, made ready for comparing: read once, compared often.
//!
//! **Invariant:** everything here comes from the one account; how rare it is comes from [`Counts`] and is filled in last.

use chrono::{NaiveDate, NaiveTime, Offset, TimeZone};
use rustc_hash::FxHashMap;

use super::Account;
use super::addresses::{Address, account_of, page};
use super::aliases::{Stem, chance};
use super::counts::{Counts, What, key};
use super::names::{self, Name};
use super::nicknames::Nicknames;
use super::reasons::Alias;
use super::spelling::latin;

/// A name, and which of an account's two it was written as.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) name: Name,
    /// It is the full name, not the one that is shown.
    pub(super) real: bool,
}

/// A stem, and the shares of others who would have it, with its digits and without.
#[derive(Debug)]
pub(super) struct Rare {
    pub(super) stem: Stem,
    pub(super) chance: f64,
    pub(super) bare_chance: f64,
}

/// An account, read.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) names: Vec<Called>,
    pub(super) stems: Vec<Rare>,
    pub(super) address: Option<Address>,
    pub(super) verified: bool,
    pub(super) avatar: Option<String>,
    /// What its profile links to.
    pub(super) pages: Vec<String>,
    pub(super) own_page: Option<String>,
    /// Names of where they work: what they say, and what their address and their links say.
    pub(super) companies: Vec<String>,
    pub(super) zone: Option<(String, i32)>,
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
    pub(super) fn read(account: &Account, nicknames: &Nicknames, zones: &mut Zones) -> Self {
        let mut called: Vec<Called> = Vec::new();
        for (written, real) in [(Some(&account.name), false), (account.real_name.as_ref(), true)]
            .into_iter()
            .filter_map(|(name, real)| Some((name?, real)))
        {
            for name in names::read(written, nicknames) {
                // Who shows their handle as their name has told their handle, and no name.
                let is_handle = name.words.len() == 1
                    && name.words.iter().all(|word| word.lines.is_empty())
                    && account.handle.as_ref().is_some_and(|handle| latin(handle) == name.joined);
                if !is_handle && called.iter().all(|known| known.name != name) {
                    called.push(Called { name, real });
                }
            }
        }
        let address = account.email.as_deref().and_then(Address::read).filter(|address| !address.role);
        let mut pages: Vec<String> = account.links.iter().filter_map(|link| page(link)).collect();
        pages.sort();
        pages.dedup();
        let own_page = account.page.as_deref().and_then(page);
        let aliases = account
            .handle
            .iter()
            .cloned()
            .map(Alias::Handle)
            .chain(address.iter().map(|address| Alias::Address(address.local.clone())));
        let linked = pages.iter().filter_map(|page| account_of(page)).map(|name| Alias::Link(name.to_owned()));
        let mut stems: Vec<Rare> = Vec::new();
        for stem in aliases.chain(linked).filter_map(Stem::read) {
            if stems.iter().all(|known| known.stem.text != stem.text) {
                stems.push(Rare { stem, chance: 1.0, bare_chance: 1.0 });
            }
        }
        let said = account.company.as_deref().map(company);
        let host = address.as_ref().filter(|address| !address.public).map(|address| label(&address.host));
        // A link to a whole site is a link to an employer more often than not.
        let homes = pages.iter().filter(|page| !page.contains('/')).map(|host| label(host));
        let mut companies: Vec<String> =
            said.into_iter().chain(host).chain(homes).filter(|name| name.len() > 1).collect();
        companies.sort();
        companies.dedup();
        let zone = account.zone.as_deref().and_then(|zone| Some((zone.to_owned(), zones.hours(zone)?)));
        let avatar = account.avatar.clone().filter(|avatar| !avatar.is_empty());
        Self {
            names: called,
            stems,
            verified: account.verified && address.is_some(),
            address,
            avatar,
            pages,
            own_page,
            companies,
            zone,
        }
    }

    /// What of this account is counted over the community.
    pub(super) fn carried(&self) -> Vec<u64> {
        let mut keys = Vec::new();
        for Called { name, .. } in &self.names {
            keys.push(key(What::Whole, name.whole.as_str()));
            for word in name.words.iter().filter(|word| word.text.len() > 1) {
                keys.push(key(What::Word, word.sound.as_str()));
                keys.extend(word.lines.iter().map(|line| key(What::Line, *line)));
            }
        }
        for Rare { stem, .. } in &self.stems {
            keys.push(key(What::Stem, stem.text.as_str()));
            keys.push(key(What::Stem, stem.bare()));
        }
        keys.extend(self.address.iter().map(|address| key(What::Address, address.text.as_str())));
        keys.extend(self.address.iter().map(|address| key(What::Mailbox, address.mailbox.as_str())));
        keys.extend(self.avatar.iter().map(|avatar| key(What::Avatar, avatar.as_str())));
        keys.extend(self.pages.iter().map(|page| key(What::Page, page.as_str())));
        keys.extend(self.companies.iter().map(|company| key(What::Company, company.as_str())));
        keys.extend(self.zone.iter().map(|(zone, _)| key(What::Zone, zone.as_str())));
        keys
    }

    /// Fills in how rare its names and aliases are.
    pub(super) fn weigh(&mut self, counts: &Counts) {
        self.names.iter_mut().for_each(|called| called.name.weigh(counts));
        for rare in &mut self.stems {
            rare.chance = chance(&rare.stem.text, counts);
            rare.bare_chance =
                if rare.stem.bare() == rare.stem.text { rare.chance } else { chance(rare.stem.bare(), counts) };
        }
    }
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
