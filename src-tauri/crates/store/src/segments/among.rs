//! Among whom a list looks: everybody, or those whom a saved segment chooses.
//!
//! **Invariants:** every list that can be narrowed to a segment asks here and nowhere else, and counts beside it are of the same
//! people; who is nobody here (a guest without an account, a note about nobody) is in no segment.

use super::MemberSet;
use crate::{Read, error::Result};

/// Among whom a list looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Among(Option<MemberSet>);

impl Among {
    /// Everybody.
    pub const EVERYBODY: Self = Self(None);

    /// Whether nobody is left out.
    pub const fn is_everybody(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a member is looked at.
    pub fn has(&self, member: i64) -> bool {
        self.0.as_ref().is_none_or(|chosen| chosen.contains(member))
    }

    /// Whether somebody is looked at of whom only an account's id may be known.
    pub(crate) fn has_account(&self, read: &Read<'_>, uid: Option<&str>) -> bool {
        self.is_everybody() || uid.and_then(|uid| read.member_key(uid).ok()).is_some_and(|member| self.has(member))
    }

    /// The members' keys as a JSON list, for SQL; nothing: everybody.
    pub(crate) fn json(&self) -> Option<String> {
        self.0.as_ref().map(MemberSet::json)
    }
}

impl Read<'_> {
    /// Among whom to look when this segment was chosen, at `now` (UTC milliseconds); without one, everybody.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such segment.
    pub fn among(&self, segment: Option<&str>, now: i64) -> Result<Among> {
        Ok(Among(segment.map(|segment| self.segment(segment, now)).transpose()?))
    }
}
