//! Clues in words: the accounts are read again for what they say.
//!
//! **Invariant:** a reason names only what the two accounts themselves tell.

use super::Account;
use super::addresses::page;
use super::evidence::Clue;
use super::features::{Features, address, alias, company_at};
use super::reasons::Reason;

/// A clue in words.
pub(super) fn reason(
    clue: Clue,
    (left, a): (&Account, &Features),
    (right, b): (&Account, &Features),
) -> Option<Reason> {
    let address = |account: &Account| address(account).map(|address| address.text);
    let own_page = |account: &Account| account.page.as_deref().and_then(page);
    let name = |account: &Account, features: &Features, place: usize| {
        let real = features.names.get(place)?.real;
        Some(if real { account.real_name.clone()? } else { account.name.clone() })
    };
    let alias = |account: &Account, features: &Features, place: usize| {
        let (_, from) = features.stems.get(place)?;
        alias(account, features, *from)
    };
    Some(match clue {
        Clue::Address { verified } => Reason::Address { address: address(left)?, verified },
        Clue::Mailbox => Reason::Mailbox { a: address(left)?, b: address(right)? },
        Clue::Alias(i, j, how) => Reason::Alias { a: alias(left, a, i)?, b: alias(right, b, j)?, how },
        Clue::AliasOfName { first: true, alias: i, name: j } => {
            Reason::AliasOfName { alias: alias(left, a, i)?, name: name(right, b, j)? }
        }
        Clue::AliasOfName { first: false, alias: i, name: j } => {
            Reason::AliasOfName { alias: alias(right, b, i)?, name: name(left, a, j)? }
        }
        Clue::Name(i, j, how) => Reason::Name { a: name(left, a, i)?, b: name(right, b, j)?, how },
        Clue::Avatar => Reason::Avatar,
        Clue::Link(place) => Reason::Link { link: a.pages.get(place)?.text.to_string() },
        Clue::LinksTo { second } => Reason::LinksTo { page: if second { own_page(right)? } else { own_page(left)? } },
        Clue::Company(place) => Reason::Company { company: company_at(left, place)? },
        Clue::Zone => Reason::Zone { zone: left.zone.clone()? },
        Clue::OtherAddresses => Reason::OtherAddresses { a: address(left)?, b: address(right)? },
        Clue::OtherNames(i, j) => Reason::OtherNames { a: name(left, a, i)?, b: name(right, b, j)? },
        Clue::FarZones(hours) => Reason::FarZones { a: left.zone.clone()?, b: right.zone.clone()?, hours },
    })
}
