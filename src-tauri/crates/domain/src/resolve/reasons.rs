//! Why two accounts may be one person, in what a screen needs to say it.
//!
//! **Invariant:** a reason names only what the two accounts themselves tell.

use super::namesakes::NameMatch;

/// What somebody is called where they chose it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Alias {
    /// The account's handle.
    Handle(String),
    /// What stands before the sign in its address.
    Address(String),
    /// The account elsewhere that its profile links to.
    Link(String),
}

/// How two aliases agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AliasMatch {
    /// The same, but for dots, dashes and the like.
    Same,
    /// The same but for digits at the end.
    Digits,
    /// One letter apart.
    Near,
}

/// One thing that speaks for, or against, two accounts being one person. `a` is of the first account, `b` of the second.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// They have the same address.
    Address {
        /// In small letters.
        address: String,
        /// Both sources made sure of it.
        verified: bool,
    },
    /// Their addresses probably reach the same mailbox: dots at Gmail, a tag after a plus sign.
    Mailbox {
        /// Of the first.
        a: String,
        /// Of the second.
        b: String,
    },
    /// They are called alike where they chose it.
    Alias {
        /// Of the first.
        a: Alias,
        /// Of the second.
        b: Alias,
        /// How far it agrees.
        how: AliasMatch,
    },
    /// What one is called is made of the other's name.
    AliasOfName {
        /// "analima".
        alias: Alias,
        /// "Ana Lima".
        name: String,
    },
    /// Their names agree.
    Name {
        /// Of the first, as written.
        a: String,
        /// Of the second, as written.
        b: String,
        /// How far it agrees.
        how: NameMatch,
    },
    /// They show the same picture.
    Avatar,
    /// Their profiles link to the same page.
    Link {
        /// Without what differs between ways to write it.
        link: String,
    },
    /// The profile of one links to the other's own page.
    LinksTo {
        /// That page.
        page: String,
    },
    /// They work at the same place.
    Company {
        /// As the first writes it, or the host of their addresses.
        company: String,
    },
    /// They live in the same zone.
    Zone {
        /// IANA name.
        zone: String,
    },
    /// Against: they have different addresses that their sources made sure of.
    OtherAddresses {
        /// Of the first.
        a: String,
        /// Of the second.
        b: String,
    },
    /// Against: their names are those of two people.
    OtherNames {
        /// Of the first, as written.
        a: String,
        /// Of the second, as written.
        b: String,
    },
    /// Against: their zones are far apart.
    FarZones {
        /// Of the first.
        a: String,
        /// Of the second.
        b: String,
        /// How many hours lie between.
        hours: u8,
    },
    /// Against: somebody else fits as well.
    Others {
        /// How many.
        count: usize,
    },
    /// Against, and a warning: one person would have two accounts at one source.
    SameSource,
}

impl Reason {
    /// Whether it lowers the confidence.
    pub const fn is_against(&self) -> bool {
        matches!(
            self,
            Self::OtherAddresses { .. }
                | Self::OtherNames { .. }
                | Self::FarZones { .. }
                | Self::Others { .. }
                | Self::SameSource
        )
    }
}
