//! Pairs of a mentor and a mentee, as the mentor sees them.
//!
//! **Invariants:** a mentee who is a member is called as the member is; taking one away takes what was sealed with it.

use chrono::{Days, NaiveDate};
use kith_domain::{mentoring::PairRecord, time};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LONGEST_WORDS, at, day, line, needed, pair_salt, sessions::SealedPart, words};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// How far a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MentorshipState {
    /// Somebody proposes it.
    Proposed,
    /// They meet.
    Active,
    /// Not for a while.
    Paused,
    /// They came to the end that was planned.
    Completed,
    /// They parted before it, without anybody's fault.
    Ended,
}

impl MentorshipState {
    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Ended => "ended",
        }
    }

    /// The state of a word in the file.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "proposed" => Self::Proposed,
            "paused" => Self::Paused,
            "completed" => Self::Completed,
            "ended" => Self::Ended,
            _ => Self::Active,
        }
    }

    /// Whether it is over.
    #[must_use]
    pub const fn over(self) -> bool {
        matches!(self, Self::Completed | Self::Ended)
    }
}

/// How a pair is doing: see `kith_domain::mentoring`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PairHealth {
    /// No session for more than one and a half cadences.
    NeedsCheckIn,
    /// They meet, though less often than agreed.
    Active,
    /// They meet as often as agreed.
    OnTrack,
    /// The first cadence is not over.
    TooEarly,
}

/// A pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Mentorship {
    /// Its id, the same on the lead's machine and on the mentor's.
    pub id: String,
    /// The programme it belongs to.
    pub programme: Option<String>,
    /// What that is called, where it is known.
    pub programme_name: Option<String>,
    /// Whether whoever uses this file is the mentor.
    pub mine: bool,
    /// The mentor's name.
    pub mentor: String,
    /// The mentor as a member: the id of an account.
    pub mentor_member: Option<String>,
    /// The mentee's name.
    pub mentee: String,
    /// The mentee as a member.
    pub mentee_member: Option<String>,
    /// How the mentee is reached.
    pub contact: String,
    /// The mentee's zone.
    pub zone: Option<String>,
    /// How far it is.
    pub state: MentorshipState,
    /// The first day: `2026-11-12`.
    pub started_on: String,
    /// The last day, as planned.
    pub ends_on: Option<String>,
    /// When it ended.
    pub ended_on: Option<String>,
    /// Why, in words for the lead.
    pub ended_why: String,
    /// Days from one session to the next.
    pub cadence_days: u32,
    /// Minutes of a session.
    pub minutes: u32,
    /// What they agreed on.
    pub agreement: String,
    /// When the mentor agreed.
    pub mentor_agreed_on: Option<String>,
    /// When the mentee agreed.
    pub mentee_agreed_on: Option<String>,
}

/// The next session of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct NextSession {
    /// Its id.
    pub id: String,
    /// UTC milliseconds.
    pub start_at: i64,
    /// Minutes.
    pub minutes: u32,
}

/// A pair at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Mentee {
    /// The pair.
    pub pair: Mentorship,
    /// How it is doing; nothing unless they meet.
    pub health: Option<PairHealth>,
    /// Sessions held.
    pub held: u32,
    /// Sessions that should have been held until today.
    pub planned: u32,
    /// When the last one was, UTC milliseconds.
    pub last_at: Option<i64>,
    /// The next one.
    pub next: Option<NextSession>,
    /// Sessions whose time is over and of which nobody said whether they were held.
    pub unwritten: u32,
    /// What the mentor has to do.
    pub open_mine: u32,
    /// What the mentee has to do.
    pub open_theirs: u32,
    /// How much of both is late.
    pub late: u32,
    /// Goals that are not reached.
    pub goals: u32,
    /// How far these are on average, in percent; nothing without any.
    pub progress: Option<u32>,
    /// What is to be sent by now.
    pub to_send: u32,
    /// When the next session would be by the cadence: `2026-11-26`.
    pub due_on: String,
}

/// A pair as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewMentorship {
    /// The mentor's name; empty where it is oneself and no name is wanted.
    #[serde(default)]
    pub mentor: String,
    /// The mentee's name.
    pub mentee: String,
    /// The mentee as a member: the id of the member or of an account.
    #[serde(default)]
    pub member: Option<String>,
    /// How the mentee is reached.
    #[serde(default)]
    pub contact: String,
    /// The mentee's zone.
    #[serde(default)]
    pub zone: Option<String>,
    /// The first day.
    pub started_on: String,
    /// The last day, as planned.
    #[serde(default)]
    pub ends_on: Option<String>,
    /// Days from one session to the next.
    pub cadence_days: u32,
    /// Minutes of a session.
    pub minutes: u32,
    /// What they agreed on.
    #[serde(default)]
    pub agreement: String,
    /// When the mentor agreed.
    #[serde(default)]
    pub mentor_agreed_on: Option<String>,
    /// When the mentee agreed.
    #[serde(default)]
    pub mentee_agreed_on: Option<String>,
}

const COLUMNS: &str = "m.id, m.programme, (SELECT g.name FROM programme g WHERE g.id = m.programme), m.mine,
    coalesce((SELECT x.name FROM identity i JOIN person p ON p.identity_id = i.id JOIN member x ON x.id = p.member_id
      WHERE i.uid = m.mentor_identity), m.mentor), m.mentor_identity,
    coalesce((SELECT x.name FROM identity i JOIN person p ON p.identity_id = i.id JOIN member x ON x.id = p.member_id
      WHERE i.uid = m.mentee_identity), m.mentee),
    (SELECT i.uid FROM identity i WHERE i.uid = m.mentee_identity), m.contact, m.zone, m.state, m.started_on, m.ends_on, m.ended_on, m.ended_why,
    m.cadence_days, m.minutes, m.agreement, m.mentor_agreed_on, m.mentee_agreed_on";

fn pair_of(row: &Row<'_>) -> rusqlite::Result<Mentorship> {
    let state: String = row.get(10)?;
    Ok(Mentorship {
        id: row.get(0)?,
        programme: row.get(1)?,
        programme_name: row.get(2)?,
        mine: row.get(3)?,
        mentor: row.get(4)?,
        mentor_member: row.get(5)?,
        mentee: row.get(6)?,
        mentee_member: row.get(7)?,
        contact: row.get(8)?,
        zone: row.get(9)?,
        state: MentorshipState::parse(&state),
        started_on: row.get(11)?,
        ends_on: row.get(12)?,
        ended_on: row.get(13)?,
        ended_why: row.get(14)?,
        cadence_days: row.get(15)?,
        minutes: row.get(16)?,
        agreement: row.get(17)?,
        mentor_agreed_on: row.get(18)?,
        mentee_agreed_on: row.get(19)?,
    })
}

impl Read<'_> {
    /// A pair.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mentorship(&self, id: &str) -> Result<Mentorship> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM mentorship m WHERE m.id = ?1 AND m.deleted_at IS NULL"))?
            .query_row([id], pair_of)
            .optional()?
            .ok_or(Error::NotFound("mentoring pair"))
    }

    /// Pairs whose mentor uses this file: those who meet first, then by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentees(&self, over: bool, now: i64) -> Result<Vec<Mentee>> {
        let which = if over { "m.state IN ('completed', 'ended')" } else { "m.state NOT IN ('completed', 'ended')" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentorship m WHERE m.mine = 1 AND m.deleted_at IS NULL AND {which} ORDER BY m.state, lower(m.mentee), m.id"
        ))?;
        let found = statement.query_map([], pair_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|pair| self.at_a_glance(pair, now)).collect()
    }

    /// Pairs of other mentors, out of their files.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn handed_over(&self, now: i64) -> Result<Vec<Mentee>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentorship m WHERE m.mine = 0 AND m.handed_by IS NOT NULL AND m.deleted_at IS NULL
             ORDER BY lower(m.mentor), lower(m.mentee), m.id"
        ))?;
        let found = statement.query_map([], pair_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|pair| self.at_a_glance(pair, now)).collect()
    }

    /// Pairs that a member is in, on either side: the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id.
    pub fn mentorships_of(&self, member: &str, now: i64) -> Result<Vec<Mentee>> {
        let key = self.member_key(member)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentorship m WHERE m.deleted_at IS NULL AND m.id IN (
               SELECT x.id FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship x ON x.mentor_identity = i.uid WHERE p.member_id = ?1
               UNION SELECT x.id FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship x ON x.mentee_identity = i.uid
               WHERE p.member_id = ?1) ORDER BY m.started_on DESC, m.id"
        ))?;
        let found = statement.query_map([key], pair_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|pair| self.at_a_glance(pair, now)).collect()
    }

    /// A pair at a glance.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at_a_glance(&self, pair: Mentorship, now: i64) -> Result<Mentee> {
        let zone = self.zone()?;
        let today = time::day_of(now, zone);
        let today_text = today.to_string();
        let (held, last_at, unwritten): (u32, Option<i64>, u32) = self
            .connection
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE state = 'held'), max(start_at) FILTER (WHERE state = 'held'),
                   count(*) FILTER (WHERE state = 'planned' AND start_at + minutes * 60000 <= ?2)
                 FROM mentoring_session WHERE mentorship = ?1 AND deleted_at IS NULL",
            )?
            .query_row(params![pair.id, now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let next = self
            .connection
            .prepare_cached(
                "SELECT id, start_at, minutes FROM mentoring_session WHERE mentorship = ?1 AND deleted_at IS NULL AND state = 'planned'
                   AND start_at + minutes * 60000 > ?2 ORDER BY start_at, id LIMIT 1",
            )?
            .query_row(params![pair.id, now], |row| {
                Ok(NextSession { id: row.get(0)?, start_at: row.get(1)?, minutes: row.get(2)? })
            })
            .optional()?;
        let (open_mine, open_theirs, late) = self
            .connection
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE whose = 'mentor'), count(*) FILTER (WHERE whose = 'mentee'), count(*) FILTER (WHERE due_on < ?2)
                 FROM mentoring_item WHERE mentorship = ?1 AND deleted_at IS NULL AND done_on IS NULL",
            )?
            .query_row(params![pair.id, today_text], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let (goals, progress): (u32, Option<f64>) = self
            .connection
            .prepare_cached(
                "SELECT count(*), avg(coalesce((SELECT r.percent FROM mentoring_progress r WHERE r.goal = g.id AND r.deleted_at IS NULL
                   ORDER BY r.day DESC, r.id DESC LIMIT 1), 0))
                 FROM mentoring_goal g WHERE g.mentorship = ?1 AND g.deleted_at IS NULL AND g.state = 'open'",
            )?
            .query_row([&pair.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let to_send = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM mentoring_between WHERE mentorship = ?1 AND deleted_at IS NULL AND sent_on IS NULL AND due_on <= ?2",
            )?
            .query_row(params![pair.id, today_text], |row| row.get(0))?;
        let started: NaiveDate = pair.started_on.parse().unwrap_or(today);
        let last = last_at.map(|at| time::day_of(at, zone));
        let record = PairRecord { started, cadence_days: i64::from(pair.cadence_days), held, last };
        let due = last.unwrap_or(started).checked_add_days(Days::new(u64::from(pair.cadence_days)));
        Ok(Mentee {
            health: (pair.state == MentorshipState::Active).then(|| record.health(today).into()),
            planned: record.planned(today),
            held,
            last_at,
            next,
            unwritten,
            open_mine,
            open_theirs,
            late,
            goals,
            progress: progress.map(whole),
            to_send,
            due_on: due.unwrap_or(today).to_string(),
            pair,
        })
    }

    /// What a mentor keeps of a mentee, sealed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such pair.
    pub fn sealed_of_mentorship(&self, id: &str) -> Result<SealedPart> {
        self.connection
            .prepare_cached(
                "SELECT m.sealed, m.key_id, m.version, (SELECT s.salt FROM note_salt s WHERE s.identity = 'mentorship ' || m.id)
                 FROM mentorship m WHERE m.id = ?1 AND m.deleted_at IS NULL",
            )?
            .query_row([id], |row| SealedPart::of(row, 0))
            .optional()?
            .ok_or(Error::NotFound("mentoring pair"))
    }
}

/// A mean of percents, rounded.
fn whole(mean: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean of percents is between 0 and 100"
    )]
    let whole = mean.round().clamp(0.0, 100.0) as u32;
    whole
}

impl Write<'_> {
    /// Keeps a pair whose mentor uses this file: a new one, or what is said of one.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn keep_mentorship(&self, id: &str, new: &NewMentorship, now: i64) -> Result<()> {
        let identity = match new.member.as_deref().filter(|member| !member.is_empty()) {
            Some(member) => Some(self.read().uid_of(self.read().member_key(member)?)?),
            None => None,
        };
        let zone = match new.zone.as_deref().map(str::trim).filter(|zone| !zone.is_empty()) {
            Some(zone) => {
                Some(time::zone(zone).ok_or_else(|| at("zone")("choose a time zone, such as Europe/Berlin"))?.name())
            }
            None => None,
        };
        let started = day(Some(&new.started_on), "started_on")?.ok_or_else(|| at("started_on")("say since when"))?;
        let ends = day(new.ends_on.as_deref(), "ends_on")?;
        if ends.as_ref().is_some_and(|ends| *ends < started) {
            return Err(at("ends_on")("it must end after it begins"));
        }
        if !(1..=366).contains(&new.cadence_days) {
            return Err(at("cadence_days")("between 1 and 366 days"));
        }
        if !(5..=600).contains(&new.minutes) {
            return Err(at("minutes")("between 5 and 600 minutes"));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO mentorship (id, mine, mentor, mentee, mentee_identity, contact, zone, state, started_on, ends_on, cadence_days, minutes,
                   agreement, mentor_agreed_on, mentee_agreed_on, created_at, updated_at)
                 VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, 'active', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
                 ON CONFLICT (id) DO UPDATE SET mentor = ?2, mentee = ?3, mentee_identity = ?4, contact = ?5, zone = ?6, started_on = ?7, ends_on = ?8,
                   cadence_days = ?9, minutes = ?10, agreement = ?11, mentor_agreed_on = ?12, mentee_agreed_on = ?13,
                   updated_at = max(?14, updated_at + 1)",
            )?
            .execute(params![
                id,
                line(&new.mentor, "mentor")?,
                needed(&new.mentee, "mentee")?,
                identity,
                line(&new.contact, "contact")?,
                zone,
                started,
                ends,
                new.cadence_days,
                new.minutes,
                words(&new.agreement, "agreement", LONGEST_WORDS)?,
                day(new.mentor_agreed_on.as_deref(), "mentor_agreed_on")?,
                day(new.mentee_agreed_on.as_deref(), "mentee_agreed_on")?,
                now
            ])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Moves a pair on: it meets, rests, is complete, or ends without fault.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn move_mentorship(&self, id: &str, state: MentorshipState, on: &str, why: &str, now: i64) -> Result<()> {
        let on = day(Some(on), "on")?;
        let why = words(why, "why", LONGEST_WORDS)?;
        let (ended_on, why) = if state.over() { (on, why) } else { (None, String::new()) };
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentorship SET state = ?2, ended_on = ?3, ended_why = ?4, updated_at = max(?5, updated_at + 1)
                 WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, state.word(), ended_on, why, now])?;
        if changed == 0 {
            return Err(Error::NotFound("mentoring pair"));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Seals what a mentor keeps of a mentee, in place of a version.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Invalid`] when another version lies there by now.
    pub fn seal_mentorship(&self, id: &str, version: i64, part: &SealedPart) -> Result<()> {
        let sealed = part.sealed.as_ref();
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentorship SET sealed = ?3, key_id = ?4, version = ?2 + 1 WHERE id = ?1 AND version = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![id, version, sealed.map(|it| &it.bytes), sealed.map(|it| &it.key_id)])?;
        if changed == 0 {
            self.read().mentorship(id)?;
            return Err(Error::Invalid("it was changed meanwhile: look at it again".into()));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes a pair away, with everything of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_mentorship(&self, id: &str, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentorship SET deleted_at = ?2, updated_at = max(?2, updated_at + 1), sealed = NULL, key_id = NULL
                 WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, now])?;
        if changed == 0 {
            return Err(Error::NotFound("mentoring pair"));
        }
        self.connection
            .prepare_cached("UPDATE mentoring_session SET sealed = NULL, key_id = NULL WHERE mentorship = ?1 AND sealed IS NOT NULL")?
            .execute([id])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Expunges what a mentor kept for themselves of a pair; answers of how many sessions. The pair's own part of the key goes
    /// too, so that older copies of the file cannot be read either.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn expunge_mentorship(&self, id: &str) -> Result<usize> {
        self.read().mentorship(id)?;
        self.connection
            .prepare_cached(
                "UPDATE mentorship SET sealed = NULL, key_id = NULL, version = version + 1 WHERE id = ?1 AND sealed IS NOT NULL",
            )?
            .execute([id])?;
        let sessions = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_session SET sealed = NULL, key_id = NULL, version = version + 1 WHERE mentorship = ?1 AND sealed IS NOT NULL",
            )?
            .execute([id])?;
        self.connection.prepare_cached("DELETE FROM note_salt WHERE identity = ?1")?.execute([pair_salt(id)])?;
        self.touch(Topic::Mentoring);
        Ok(sessions)
    }
}
