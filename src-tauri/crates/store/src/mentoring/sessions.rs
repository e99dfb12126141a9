//! Sessions of a pair: planned, held, missed.
//!
//! **Invariants:** changing what is shared leaves what is sealed as it is, and the other way round; each sealing has a version
//! of its own, to which it is bound.

use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LONGEST_WORDS, at, moment, words};
use crate::{
    Read, Sealed, Write,
    error::{Error, Result},
    topic::Topic,
};

/// How a session came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// It is to be.
    Planned,
    /// It was.
    Held,
    /// It was to be, and was not.
    Missed,
}

impl SessionState {
    const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Missed => "missed",
        }
    }
}

/// How two people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MentoringMedium {
    /// On screens.
    Video,
    /// By voice.
    Call,
    /// In one room.
    InPerson,
    /// In writing.
    Chat,
    /// In some other way.
    Other,
}

impl MentoringMedium {
    const fn word(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Call => "call",
            Self::InPerson => "in_person",
            Self::Chat => "chat",
            Self::Other => "other",
        }
    }
}

/// What is sealed of a row, as it lies in the file.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SealedPart {
    /// The words, sealed.
    pub sealed: Option<Sealed>,
    /// Counts what was sealed here, from 1.
    pub version: i64,
    /// The pair's own part of the key.
    pub salt: Option<Vec<u8>>,
}

/// Shows nothing: who prints a session prints what may be shared.
impl std::fmt::Debug for SealedPart {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "SealedPart {{ version: {} }}", self.version)
    }
}

impl SealedPart {
    /// From four columns: sealed, key, version, salt.
    pub(super) fn of(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        let sealed = match (row.get(from)?, row.get(from + 1)?) {
            (Some(bytes), Some(key_id)) => Some(Sealed { bytes, key_id }),
            _ => None,
        };
        Ok(Self { sealed, version: row.get(from + 2)?, salt: row.get(from + 3)? })
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringSession {
    /// Its id.
    pub id: String,
    /// Of which pair.
    pub mentorship: String,
    /// How it came to be.
    pub state: SessionState,
    /// On a clock in `zone`: `2026-11-12T18:30`.
    pub starts: String,
    /// IANA name.
    pub zone: String,
    /// UTC milliseconds.
    pub start_at: i64,
    /// How long.
    pub minutes: u32,
    /// How they met.
    pub medium: MentoringMedium,
    /// What it was about.
    pub topics: String,
    /// What was agreed.
    pub agreed: String,
    /// What both and the lead may read.
    pub shared: String,
    /// How good it was, says the mentor: 1 to 5.
    pub rating_mentor: Option<u8>,
    /// How good it was, says the mentee: 1 to 5.
    pub rating_mentee: Option<u8>,
    /// Counts changes that calendars must hear of.
    pub sequence: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
    /// What is sealed; never leaves the core.
    #[serde(skip)]
    #[ts(skip)]
    #[schemars(skip)]
    pub kept: SealedPart,
}

/// When a session is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionWhen {
    /// On a clock: `2026-11-12T18:30`.
    pub starts: String,
    /// Where that clock is.
    pub zone: String,
    /// How long.
    pub minutes: u32,
    /// How they meet.
    pub medium: MentoringMedium,
}

/// A session as it is typed, without its private part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// How it came to be.
    pub state: SessionState,
    /// When and how.
    pub when: SessionWhen,
    /// What it was about.
    #[serde(default)]
    pub topics: String,
    /// What was agreed.
    #[serde(default)]
    pub agreed: String,
    /// What both and the lead may read.
    #[serde(default)]
    pub shared: String,
    /// How good it was, says the mentor: 1 to 5.
    #[serde(default)]
    pub rating_mentor: Option<u8>,
    /// How good it was, says the mentee: 1 to 5.
    #[serde(default)]
    pub rating_mentee: Option<u8>,
}

/// Something of mentoring that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringDue {
    /// The pair.
    pub mentorship: String,
    /// The mentee.
    pub mentee: String,
    /// What: `session` (today), `unwritten`, `item` (mine, late or due), `send`, `silent`.
    pub what: String,
    /// The words of what is to be done; empty otherwise.
    pub text: String,
    /// When: UTC milliseconds of a session.
    pub at: Option<i64>,
    /// The day: `2026-11-12`.
    pub on: Option<String>,
}

const COLUMNS: &str =
    "s.id, s.mentorship, s.state, s.starts, s.zone, s.start_at, s.minutes, s.medium, s.topics, s.agreed, s.shared,
    s.rating_mentor, s.rating_mentee, s.sequence, s.updated_at, s.sealed, s.key_id, s.version,
    (SELECT x.salt FROM note_salt x WHERE x.identity = 'mentorship ' || s.mentorship)";

fn session_of(row: &Row<'_>) -> rusqlite::Result<MentoringSession> {
    let (state, medium): (String, String) = (row.get(2)?, row.get(7)?);
    Ok(MentoringSession {
        id: row.get(0)?,
        mentorship: row.get(1)?,
        state: match state.as_str() {
            "planned" => SessionState::Planned,
            "missed" => SessionState::Missed,
            _ => SessionState::Held,
        },
        starts: row.get(3)?,
        zone: row.get(4)?,
        start_at: row.get(5)?,
        minutes: row.get(6)?,
        medium: match medium.as_str() {
            "video" => MentoringMedium::Video,
            "call" => MentoringMedium::Call,
            "in_person" => MentoringMedium::InPerson,
            "chat" => MentoringMedium::Chat,
            _ => MentoringMedium::Other,
        },
        topics: row.get(8)?,
        agreed: row.get(9)?,
        shared: row.get(10)?,
        rating_mentor: row.get(11)?,
        rating_mentee: row.get(12)?,
        sequence: row.get(13)?,
        updated_at: row.get(14)?,
        kept: SealedPart::of(row, 15)?,
    })
}

impl Read<'_> {
    /// Sessions of a pair, the latest first, after so many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentoring_sessions(&self, mentorship: &str, skip: u32, limit: u32) -> Result<Vec<MentoringSession>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentoring_session s WHERE s.mentorship = ?1 AND s.deleted_at IS NULL
             ORDER BY s.start_at DESC, s.id DESC LIMIT ?3 OFFSET ?2"
        ))?;
        let rows = statement.query_map(params![mentorship, skip, limit], session_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A session.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mentoring_session(&self, id: &str) -> Result<MentoringSession> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM mentoring_session s WHERE s.id = ?1 AND s.deleted_at IS NULL"
            ))?
            .query_row([id], session_of)
            .optional()?
            .ok_or(Error::NotFound("session"))
    }

    /// Every session with something sealed, of pairs that are here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sealed_sessions(&self) -> Result<Vec<MentoringSession>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentoring_session s JOIN mentorship m ON m.id = s.mentorship
             WHERE s.sealed IS NOT NULL AND s.deleted_at IS NULL AND m.deleted_at IS NULL ORDER BY s.start_at DESC, s.id DESC"
        ))?;
        let rows = statement.query_map([], session_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a mentor has to do today, the most pressing first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentoring_due(&self, now: i64) -> Result<Vec<MentoringDue>> {
        let zone = self.zone()?;
        let today = kith_domain::time::day_of(now, zone);
        let day = today.to_string();
        let midnight = today.succ_opt().map_or(now, |tomorrow| kith_domain::time::start_of_day(tomorrow, zone));
        let mut due = Vec::new();
        for mentee in self.mentees(false, now)? {
            if mentee.pair.state != super::MentorshipState::Active {
                continue;
            }
            let row = |what: &str| MentoringDue {
                mentorship: mentee.pair.id.clone(),
                mentee: mentee.pair.mentee.clone(),
                what: what.to_owned(),
                text: String::new(),
                at: None,
                on: None,
            };
            if let Some(next) = mentee.next.as_ref().filter(|next| next.start_at < midnight) {
                due.push((0, MentoringDue { at: Some(next.start_at), ..row("session") }));
            }
            if mentee.unwritten > 0 {
                due.push((1, row("unwritten")));
            }
            let mut items = self.connection.prepare_cached(
                "SELECT text, due_on FROM mentoring_item WHERE mentorship = ?1 AND deleted_at IS NULL AND done_on IS NULL AND whose = 'mentor'
                   AND due_on <= ?2 ORDER BY due_on, id",
            )?;
            for item in items.query_map(params![mentee.pair.id, day], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (text, on): (String, String) = item?;
                due.push((2, MentoringDue { text, on: Some(on), ..row("item") }));
            }
            let mut sends = self.connection.prepare_cached(
                "SELECT text, due_on FROM mentoring_between WHERE mentorship = ?1 AND deleted_at IS NULL AND sent_on IS NULL AND due_on <= ?2
                 ORDER BY due_on, id",
            )?;
            for send in sends.query_map(params![mentee.pair.id, day], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (text, on): (String, String) = send?;
                due.push((3, MentoringDue { text, on: Some(on), ..row("send") }));
            }
            if mentee.health == Some(super::PairHealth::NeedsCheckIn) && mentee.next.is_none() {
                due.push((4, MentoringDue { on: Some(mentee.due_on.clone()), ..row("silent") }));
            }
        }
        due.sort_by(|(a, left), (b, right)| a.cmp(b).then(left.at.cmp(&right.at)).then(left.on.cmp(&right.on)));
        Ok(due.into_iter().map(|(_, due)| due).collect())
    }
}

impl Write<'_> {
    /// Keeps what is shared of a session: of a new one, or of one that is here.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so, [`Error::NotFound`] when there is no such pair.
    pub fn keep_session(&self, id: &str, mentorship: &str, new: &NewSession, now: i64) -> Result<()> {
        self.read().mentorship(mentorship)?;
        let (starts, zone, start_at) = moment(&new.when.starts, &new.when.zone)?;
        if !(1..=1440).contains(&new.when.minutes) {
            return Err(at("minutes")("between 1 minute and a day"));
        }
        if new.state == SessionState::Held && start_at > now {
            return Err(at("starts")("this is still to come: plan it instead"));
        }
        for (rating, field) in [(new.rating_mentor, "rating_mentor"), (new.rating_mentee, "rating_mentee")] {
            if rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
                return Err(at(field)("from 1 to 5"));
            }
        }
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_session (id, mentorship, state, starts, zone, start_at, minutes, medium, topics, agreed, shared, rating_mentor,
                   rating_mentee, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
                 ON CONFLICT (id) DO UPDATE SET sequence = sequence + (start_at <> ?6 OR minutes <> ?7), state = ?3, starts = ?4, zone = ?5,
                   start_at = ?6, minutes = ?7, medium = ?8, topics = ?9, agreed = ?10, shared = ?11, rating_mentor = ?12, rating_mentee = ?13,
                   updated_at = max(?14, updated_at + 1)
                 WHERE mentorship = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![
                id,
                mentorship,
                new.state.word(),
                starts,
                zone,
                start_at,
                new.when.minutes,
                new.when.medium.word(),
                words(&new.topics, "topics", LONGEST_WORDS)?,
                words(&new.agreed, "agreed", LONGEST_WORDS)?,
                words(&new.shared, "shared", LONGEST_WORDS)?,
                new.rating_mentor,
                new.rating_mentee,
                now
            ])?;
        if changed == 0 {
            return Err(Error::NotFound("session"));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Seals a session's private part, in place of a version.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Invalid`] when another version lies there by now.
    pub fn seal_session(&self, id: &str, version: i64, part: &SealedPart) -> Result<()> {
        let sealed = part.sealed.as_ref();
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_session SET sealed = ?3, key_id = ?4, version = ?2 + 1
                 WHERE id = ?1 AND version = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![id, version, sealed.map(|it| &it.bytes), sealed.map(|it| &it.key_id)])?;
        if changed == 0 {
            self.read().mentoring_session(id)?;
            return Err(Error::Invalid("it was changed meanwhile: look at it again".into()));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes a session away, with its private part.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_session(&self, id: &str, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_session SET deleted_at = ?2, updated_at = max(?2, updated_at + 1), topics = '', agreed = '', shared = '',
                   sealed = NULL, key_id = NULL WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, now])?;
        if changed == 0 {
            return Err(Error::NotFound("session"));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }
}
