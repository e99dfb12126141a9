//! Introductions: who can be drawn ([`draw`]), what was proposed and what became of it ([`rounds`]), and who does not want
//! to be drawn ([`choices`]).
//!
//! People are kept by the uid of an account and shown as the member it belongs to, so a merge shows one member, and parting
//! gives each what was theirs.
//!
//! **Invariants:** somebody who is erased leaves no word in a round; a group that lost somebody stays, with whoever is left;
//! reasons hold ids of people and spaces and never their names.

mod choices;
mod draw;
mod rounds;

use kith_domain::introductions::Why;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use choices::{IntroductionChoice, IntroductionWish};
pub use draw::{DrawOptions, Drawn, LeftOut};
pub use rounds::{IntroductionRound, NewRound};

use crate::{Read, error::Result};

/// Why people were brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionWhy {
    /// They care about the same.
    Interest,
    /// One looks for what another offers.
    Help,
    /// They write in the same space.
    Space,
    /// Their clocks are at most three hours apart.
    Clocks,
    /// Both exchange answers with the same person.
    Common,
    /// They never exchanged an answer, and know nobody in common.
    Strangers,
    /// They exchange answers already.
    Acquainted,
    /// They were introduced before.
    Again,
}

/// A reason as it is kept: ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptReason {
    why: IntroductionWhy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<String>,
}

/// A reason as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct IntroductionReason {
    /// Which.
    pub why: IntroductionWhy,
    /// An interest, what is looked for, a space's name, or the hours between clocks.
    pub what: Option<String>,
    /// The member who looks for it, or whom both talk with.
    pub who: Option<String>,
    /// That member's name.
    pub name: Option<String>,
}

/// What became of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionState {
    /// Drawn, and not written to yet.
    Proposed,
    /// They were written to.
    Sent,
    /// They met.
    Met,
    /// They did not meet.
    NotMet,
}

impl IntroductionState {
    /// The word kept in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Sent => "sent",
            Self::Met => "met",
            Self::NotMet => "not_met",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "sent" => Self::Sent,
            "met" => Self::Met,
            "not_met" => Self::NotMet,
            _ => Self::Proposed,
        }
    }
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct IntroducedMember {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
}

/// People who are introduced to one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct IntroductionGroup {
    /// Its id; empty in a proposal that was not kept.
    pub id: String,
    /// The day on which they were drawn, `YYYY-MM-DD`; empty in a proposal.
    pub made_on: String,
    /// Who.
    pub people: Vec<IntroducedMember>,
    /// How well they fit.
    pub points: i32,
    /// Why, the strongest reason first.
    pub reasons: Vec<IntroductionReason>,
    /// What became of it.
    pub state: IntroductionState,
    /// When they were written to, UTC milliseconds.
    pub sent_at: Option<i64>,
    /// The day on which to ask whether they met, `YYYY-MM-DD`.
    pub ask_on: Option<String>,
}

impl Read<'_> {
    /// A reason for the file.
    pub(crate) fn kept_reason(&self, why: &Why) -> Result<KeptReason> {
        use IntroductionWhy as Kind;
        let plain = |why| KeptReason { why, what: None, who: None };
        Ok(match why {
            Why::Interest(what) => KeptReason { what: Some(what.clone()), ..plain(Kind::Interest) },
            Why::Help { who, what } => {
                KeptReason { what: Some(what.clone()), who: Some(self.uid_of(*who)?), ..plain(Kind::Help) }
            }
            Why::Space(space) => {
                let uid: String = self
                    .connection
                    .prepare_cached("SELECT uid FROM space WHERE id = ?1")?
                    .query_row([space], |row| row.get(0))?;
                KeptReason { what: Some(uid), ..plain(Kind::Space) }
            }
            Why::Clocks(hours) => KeptReason { what: Some(hours.to_string()), ..plain(Kind::Clocks) },
            Why::Common(who) => KeptReason { who: Some(self.uid_of(*who)?), ..plain(Kind::Common) },
            Why::Strangers => plain(Kind::Strangers),
            Why::Acquainted => plain(Kind::Acquainted),
            Why::Again => plain(Kind::Again),
        })
    }

    /// A reason with names; nothing when what it names is not here any more.
    pub(crate) fn told_reason(&self, kept: KeptReason) -> Result<Option<IntroductionReason>> {
        let named = match &kept.who {
            None => None,
            Some(uid) => match self.account_key(uid)? {
                None => return Ok(None),
                Some((_, member)) => Some((self.uid_of(member)?, self.name_of(member)?)),
            },
        };
        let what = match (kept.why, kept.what) {
            (IntroductionWhy::Space, Some(uid)) => match self.space_target(&uid) {
                Ok((_, _, _, name, _)) => Some(name),
                Err(crate::Error::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error),
            },
            (_, what) => what,
        };
        let (who, name) = named.unzip();
        Ok(Some(IntroductionReason { why: kept.why, what, who, name }))
    }

    pub(crate) fn name_of(&self, member: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT name FROM member WHERE id = ?1")?
            .query_row([member], |row| row.get(0))?)
    }
}

/// An account that somebody could be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountAddress {
    /// The account's id.
    pub account: String,
    /// Its source.
    pub source: String,
    /// What the source is called.
    pub source_name: String,
    /// Whether a message there needs a title.
    pub titled: bool,
}

impl Read<'_> {
    /// The accounts of a member that did not leave, its first one first.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when no account has this id.
    pub fn addresses(&self, uid: &str) -> Result<Vec<AccountAddress>> {
        let member = self.member_key(uid)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid, s.uid, s.name, s.kind = 'discourse' FROM person p JOIN identity i ON i.id = p.identity_id
             JOIN source s ON s.id = i.source_id WHERE p.member_id = ?1 AND i.has_left = 0 ORDER BY i.id <> p.member_id, i.id",
        )?;
        let rows = statement.query_map([member], |row| {
            Ok(AccountAddress {
                account: row.get(0)?,
                source: row.get(1)?,
                source_name: row.get(2)?,
                titled: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
