//! Why two members may be one person, flat, as a screen and a script read it.
//!
//! **Invariant:** `a` is of the first side and `b` of the second, or `a` alone is what both have.

use kith_domain::resolve::{Alias, AliasMatch, NameMatch, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What speaks for or against two accounts being one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SuggestionReason {
    /// What it is.
    #[ts(
        type = "\"address\" | \"mailbox\" | \"alias\" | \"alias_of_name\" | \"name\" | \"avatar\" | \"link\" | \"links_to\" | \"company\" | \"zone\" | \"other_addresses\" | \"other_names\" | \"far_zones\" | \"others\" | \"same_source\""
    )]
    pub kind: String,
    /// What the first shows, or what both have.
    pub a: Option<String>,
    /// What the second shows.
    pub b: Option<String>,
    /// How far it agrees: a word such as `same`, `nickname`, `near`, or a number.
    pub how: Option<String>,
    /// It speaks against.
    pub against: bool,
}

impl SuggestionReason {
    /// The same, seen from the other side.
    pub(crate) fn swap(&mut self) {
        if self.b.is_some() && self.kind != "alias_of_name" {
            std::mem::swap(&mut self.a, &mut self.b);
        }
    }

    pub(crate) fn of(reason: &Reason) -> Self {
        let (kind, a, b, how): (&str, Option<String>, Option<String>, Option<String>) = match reason {
            Reason::Address { address, verified } => {
                ("address", Some(address.clone()), None, verified.then(|| "verified".to_owned()))
            }
            Reason::Mailbox { a, b } => ("mailbox", Some(a.clone()), Some(b.clone()), None),
            Reason::Alias { a, b, how } => {
                let how = match how {
                    AliasMatch::Same => "same",
                    AliasMatch::Digits => "digits",
                    AliasMatch::Near => "near",
                };
                ("alias", Some(shown(a)), Some(shown(b)), Some(how.to_owned()))
            }
            Reason::AliasOfName { alias, name } => ("alias_of_name", Some(shown(alias)), Some(name.clone()), None),
            Reason::Name { a, b, how } => ("name", Some(a.clone()), Some(b.clone()), Some(word(*how).to_owned())),
            Reason::Avatar => ("avatar", None, None, None),
            Reason::Link { link } => ("link", Some(link.clone()), None, None),
            Reason::LinksTo { page } => ("links_to", Some(page.clone()), None, None),
            Reason::Company { company } => ("company", Some(company.clone()), None, None),
            Reason::Zone { zone } => ("zone", Some(zone.clone()), None, None),
            Reason::OtherAddresses { a, b } => ("other_addresses", Some(a.clone()), Some(b.clone()), None),
            Reason::OtherNames { a, b } => ("other_names", Some(a.clone()), Some(b.clone()), None),
            Reason::FarZones { a, b, hours } => {
                ("far_zones", Some(a.clone()), Some(b.clone()), Some(hours.to_string()))
            }
            Reason::Others { count } => ("others", None, None, Some(count.to_string())),
            Reason::SameSource => ("same_source", None, None, None),
        };
        Self { kind: kind.to_owned(), a, b, how, against: reason.is_against() }
    }
}

fn shown(alias: &Alias) -> String {
    match alias {
        Alias::Handle(handle) => format!("@{handle}"),
        Alias::Address(name) => name.clone(),
        Alias::Link(account) => account.clone(),
    }
}

const fn word(how: NameMatch) -> &'static str {
    match how {
        NameMatch::Same => "same",
        NameMatch::Order => "order",
        NameMatch::Part => "part",
        NameMatch::Spelling => "spelling",
        NameMatch::Script => "script",
        NameMatch::Nickname => "nickname",
        NameMatch::Initial => "initial",
        NameMatch::Typo => "typo",
    }
}
