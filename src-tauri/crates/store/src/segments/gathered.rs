//! Conditions about events and mentoring.
//!
//! **Invariant:** who attended is who the event's own page says attended (`events/attended.rs`); what was cancelled or taken
//! away chooses nobody, and neither does a pair that was only proposed.

use rusqlite::params;

use super::{
    MemberSet,
    condition::Asked,
    rule::{AtEvent, MentoringRole},
};
use crate::error::Result;

impl Asked<'_> {
    /// Who came to an event, or to any that began at or after `since`, UTC milliseconds; or was missed, or had a part.
    pub(super) fn gathered(&self, how: AtEvent, event: Option<&str>, since: Option<i64>) -> Result<MemberSet> {
        // Without a window, what is still to come counts as well, for those who registered or have a part.
        let (since, until) = (since.unwrap_or(i64::MIN), if since.is_some() { self.now } else { i64::MAX });
        match how {
            AtEvent::Part => self.ask(
                "SELECT p.member_id FROM event e CROSS JOIN event_part t ON t.event = e.id AND t.deleted_at IS NULL AND t.state <> 'no'
                   JOIN identity i ON i.uid = t.identity JOIN person p ON p.identity_id = i.id
                 WHERE e.deleted_at IS NULL AND e.cancelled = 0 AND (?1 IS NULL OR e.id = ?1) AND e.start_at BETWEEN ?2 AND ?3",
                params![event, since, until],
            ),
            AtEvent::Registered => self.ask(
                "SELECT p.member_id FROM event e CROSS JOIN guest g ON g.event = e.id AND g.deleted_at IS NULL AND g.state = 'going'
                   JOIN identity i ON i.uid = g.identity JOIN person p ON p.identity_id = i.id
                 WHERE e.deleted_at IS NULL AND e.cancelled = 0 AND (?1 IS NULL OR e.id = ?1) AND e.start_at BETWEEN ?2 AND ?3
                   AND g.origin <> 'walk_in'",
                params![event, since, until],
            ),
            AtEvent::Came | AtEvent::Missed => {
                let found = self.read.members_at(event, since..=until, how == AtEvent::Missed, self.now)?;
                Ok(found.into_iter().collect())
            }
        }
    }

    /// Who is one of a pair: one that goes on, or any that began.
    pub(super) fn paired(&self, role: MentoringRole, programme: Option<&str>, ever: bool) -> Result<MemberSet> {
        let column = match role {
            MentoringRole::Mentor => "mentor_identity",
            MentoringRole::Mentee => "mentee_identity",
        };
        self.ask(
            &format!(
                "SELECT p.member_id FROM mentorship m JOIN identity i ON i.uid = m.{column} JOIN person p ON p.identity_id = i.id
                 WHERE m.deleted_at IS NULL AND (?1 IS NULL OR m.programme = ?1)
                   AND (m.state IN ('active', 'paused') OR (?2 AND m.state IN ('completed', 'ended')))"
            ),
            params![programme, ever],
        )
    }
}

#[cfg(test)]
mod tests;
