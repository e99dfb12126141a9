//! What there is of a member beside messages: events, mentoring, thanks, gifts.
//!
//! **Invariants:** newest first; all accounts of the member count; of mentoring only that there was a pair or a session, and
//! nothing of what was said in it.

use kith_domain::time;
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{MemberEvent, Read, error::Result};

/// Of each kind no more are brought.
const MOST: u32 = 300;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Happening {
    /// Tells it from the others.
    pub id: String,
    /// UTC milliseconds; of what has only a day, when that begins.
    pub at: i64,
    /// What it was.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happened {
    /// They had to do with an event.
    Event {
        /// With which, and what.
        event: MemberEvent,
    },
    /// A mentoring pair began or ended.
    Pair {
        /// The pair.
        pair: String,
        /// The other one's name; empty for whoever uses this file.
        other: String,
        /// Whether they are the mentor.
        is_mentor: bool,
        /// Whether it ended.
        ended: bool,
    },
    /// A pair met.
    Session {
        /// The pair.
        pair: String,
        /// The other one's name; empty for whoever uses this file.
        other: String,
        /// Whether they are the mentor.
        is_mentor: bool,
    },
    /// They were thanked.
    Thanks {
        /// For what.
        words: String,
        /// By whom, in words.
        by: String,
    },
    /// They were given something.
    Gift {
        /// What.
        what: String,
        /// For what.
        why: String,
    },
    /// Their behaviour was reported; told only while private notes are open.
    Case {
        /// The case.
        case: String,
        /// Its number.
        number: u32,
    },
}

impl Read<'_> {
    /// What there is of a member beside messages.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such member.
    pub fn happenings(&self, member: &str) -> Result<Vec<Happening>> {
        let key = self.member_key(member)?;
        let mut found: Vec<Happening> = self
            .events_of_member(member, MOST)?
            .into_iter()
            .map(|event| Happening {
                id: format!("event {} {}", event.event, event.role),
                at: event.start_at,
                what: Happened::Event { event },
            })
            .collect();
        self.add_mentoring(key, &mut found)?;
        self.add_thanks(key, &mut found)?;
        found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(found)
    }

    /// When a day begins, of what has no hour.
    fn day_begins(&self, day: &str) -> Result<i64> {
        let zone = self.zone()?;
        Ok(day.parse().map_or(0, |day| time::start_of_day(day, zone)))
    }

    fn add_mentoring(&self, member: i64, found: &mut Vec<Happening>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, iif(x.is_mentor, m.mentee, m.mentor), x.is_mentor, m.started_on, m.ended_on FROM (
               SELECT i.uid, p.member_id FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1) me
             JOIN (SELECT id, mentor_identity AS who, 1 AS is_mentor FROM mentorship
               UNION ALL SELECT id, mentee_identity, 0 FROM mentorship) x ON x.who = me.uid
             JOIN mentorship m ON m.id = x.id WHERE m.deleted_at IS NULL AND m.state <> 'proposed'
             ORDER BY m.started_on DESC, m.id LIMIT ?2",
        )?;
        let mut met = self.connection.prepare_cached(
            "SELECT id, start_at FROM mentoring_session WHERE mentorship = ?1 AND state = 'held' AND deleted_at IS NULL
             ORDER BY start_at DESC LIMIT ?2",
        )?;
        let mut rows = statement.query(params![member, MOST])?;
        while let Some(row) = rows.next()? {
            let (pair, other): (String, String) = (row.get(0)?, row.get(1)?);
            let is_mentor = row.get(2)?;
            for (ended, day) in [(false, row.get::<_, Option<String>>(3)?), (true, row.get(4)?)] {
                let Some(day) = day else { continue };
                let what = Happened::Pair { pair: pair.clone(), other: other.clone(), is_mentor, ended };
                found.push(Happening { id: format!("pair {pair} {ended}"), at: self.day_begins(&day)?, what });
            }
            let mut sessions = met.query(params![pair, MOST])?;
            while let Some(row) = sessions.next()? {
                let what = Happened::Session { pair: pair.clone(), other: other.clone(), is_mentor };
                found.push(Happening { id: format!("session {}", row.get::<_, String>(0)?), at: row.get(1)?, what });
            }
        }
        Ok(())
    }

    fn add_thanks(&self, member: i64, found: &mut Vec<Happening>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT k.id, k.given_on, k.words, k.by_whom FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN kudos k ON k.identity = i.uid AND k.deleted_at IS NULL WHERE p.member_id = ?1
             ORDER BY k.given_on DESC, k.id LIMIT ?2",
        )?;
        let mut rows = statement.query(params![member, MOST])?;
        while let Some(row) = rows.next()? {
            found.push(Happening {
                id: format!("thanks {}", row.get::<_, String>(0)?),
                at: self.day_begins(&row.get::<_, String>(1)?)?,
                what: Happened::Thanks { words: row.get(2)?, by: row.get(3)? },
            });
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT g.id, g.given_on, g.what, g.why FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN gift g ON g.identity = i.uid AND g.deleted_at IS NULL WHERE p.member_id = ?1
             ORDER BY g.given_on DESC, g.id LIMIT ?2",
        )?;
        let mut rows = statement.query(params![member, MOST])?;
        while let Some(row) = rows.next()? {
            found.push(Happening {
                id: format!("gift {}", row.get::<_, String>(0)?),
                at: self.day_begins(&row.get::<_, String>(1)?)?,
                what: Happened::Gift { what: row.get(2)?, why: row.get(3)? },
            });
        }
        Ok(())
    }
}
