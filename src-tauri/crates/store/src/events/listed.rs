//! Guests on their way into other programs: a row each, with what the member's profile adds.
//!
//! **Invariants:** what somebody needs and answered is read only where that was asked for; who was erased is in no list.

use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Guest,
    guests::{GUEST, guest_of},
};
use crate::{Read, error::Result, exports::MemberExport};

/// Which guests are written into a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListedWhich {
    /// All of them.
    #[default]
    All,
    /// Those who said that they come.
    Going,
    /// Those who came.
    Came,
}

/// A guest, with what is known of the member.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedGuest {
    /// The guest; needs and answers are empty unless they were asked for.
    pub guest: Guest,
    /// The member, where the guest is one.
    pub member: Option<MemberExport>,
}

impl Read<'_> {
    /// Guests of an event, by name, as other programs get them. `private`: with what they need and answered.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event.
    pub fn listed_guests(&self, event: &str, which: ListedWhich, private: bool, now: i64) -> Result<Vec<ListedGuest>> {
        let event = self.event(event)?.id;
        let fields = self.exported_fields()?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {GUEST} FROM guest g WHERE g.event = ?1 AND g.deleted_at IS NULL AND g.name <> '' ORDER BY g.search, g.id"
        ))?;
        let rows = statement.query_map(params![event], |row| guest_of(row, now))?;
        let mut found = Vec::new();
        for guest in rows {
            let mut guest = guest?;
            let wanted = match which {
                ListedWhich::All => true,
                ListedWhich::Going => guest.state == super::GuestState::Going,
                ListedWhich::Came => guest.came_at.is_some(),
            };
            if !wanted {
                continue;
            }
            if !private {
                guest.needs.clear();
                guest.answers.clear();
            }
            let member = match &guest.member {
                Some(uid) => self.exported_member(uid, &fields)?,
                None => None,
            };
            found.push(ListedGuest { guest, member });
        }
        Ok(found)
    }
}
