//! Pairs of a programme as its lead sees them: how they are doing, what both sides say, how they end.
//!
//! **Invariants:** nothing private of a mentor is read here; whoever ends a pair says no fault, and the mentee waits again;
//! a pair that came to its end completes the application of its mentee, and of its mentor when no other pair runs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kith_domain::{
    mentoring::{PairHealth, PairRecord},
    profile,
};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ApplicantRole, MatchReason, applications::RUNNING, optional_day};
use crate::{
    Read, Write,
    error::{Error, Result},
    events::{at, line},
    topic::Topic,
};

/// Most characters of what somebody says.
const LONGEST_WORDS: usize = 8_000;

/// How far a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// Both were told; not both agreed.
    Proposed,
    /// They meet.
    Active,
    /// They will meet again.
    Paused,
    /// They came to the end.
    Completed,
    /// They left each other without fault.
    Ended,
}

impl PairState {
    const ALL: [Self; 5] = [Self::Proposed, Self::Active, Self::Paused, Self::Completed, Self::Ended];

    const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Ended => "ended",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::Proposed)
    }
}

/// How a pair is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PairHealthWord {
    /// No session for more than one and a half cadences.
    NeedsCheckIn,
    /// They meet, though less often than agreed.
    Active,
    /// They meet as often as agreed.
    OnTrack,
    /// The first cadence is not over.
    TooEarly,
}

/// When somebody is asked how it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PairMoment {
    /// In the middle.
    Middle,
    /// At the end.
    End,
}

impl PairMoment {
    const fn word(self) -> &'static str {
        match self {
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// What one side said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PairFeedback {
    /// Who.
    pub side: ApplicantRole,
    /// When.
    pub moment: PairMoment,
    /// 1 to 5.
    pub rating: Option<u32>,
    /// In words.
    pub words: String,
    /// For the lead's eyes.
    pub signal: String,
    /// Whether the words may be quoted.
    pub quote: bool,
    /// The day.
    pub day: String,
}

/// What one side says, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPairFeedback {
    /// Who.
    pub side: ApplicantRole,
    /// When.
    pub moment: PairMoment,
    /// 1 to 5.
    #[serde(default)]
    pub rating: Option<u32>,
    /// In words.
    #[serde(default)]
    pub words: String,
    /// For the lead's eyes.
    #[serde(default)]
    pub signal: String,
    /// Whether the words may be quoted.
    #[serde(default)]
    pub quote: bool,
}

/// A pair, as the lead sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammePair {
    /// Its id.
    pub id: String,
    /// The mentor's name; nothing for somebody who was erased.
    pub mentor: String,
    /// The mentee's name; nothing for somebody who was erased.
    pub mentee: String,
    /// The mentor as a member: the id of an account.
    pub mentor_member: Option<String>,
    /// The mentee as a member: the id of an account.
    pub mentee_member: Option<String>,
    /// The mentor's application.
    pub mentor_application: Option<String>,
    /// The mentee's application.
    pub mentee_application: Option<String>,
    /// How the mentee is reached.
    pub contact: String,
    /// Whether whoever uses this file is the mentor.
    pub mine: bool,
    /// The round.
    pub round: Option<String>,
    /// How far it is.
    pub state: PairState,
    /// Its first day.
    pub started_on: String,
    /// Its last day.
    pub ended_on: Option<String>,
    /// Why it ended.
    pub ended_why: String,
    /// Days from one session to the next.
    pub cadence_days: u32,
    /// When the mentor agreed.
    pub mentor_agreed_on: Option<String>,
    /// When the mentee agreed.
    pub mentee_agreed_on: Option<String>,
    /// Sessions that were held.
    pub held: u32,
    /// Sessions that should have been held by now.
    pub planned: u32,
    /// The day of the last session.
    pub last_on: Option<String>,
    /// Whole days without a session.
    pub quiet_days: u32,
    /// How they are doing; nothing for a pair that does not meet.
    pub health: Option<PairHealthWord>,
    /// Goals.
    pub goals: u32,
    /// Goals that were reached.
    pub reached: u32,
    /// What the mentor gave, on average, in tenths.
    pub mentor_rating: Option<u32>,
    /// What the mentee gave, on average, in tenths.
    pub mentee_rating: Option<u32>,
    /// What both said.
    pub feedback: Vec<PairFeedback>,
    /// Why these two.
    pub reasons: Vec<MatchReason>,
}

fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10).and_then(|day| day.parse().ok())
}

fn pair_of(row: &Row<'_>, today: NaiveDate) -> rusqlite::Result<ProgrammePair> {
    let state = PairState::parse(&row.get::<_, String>(10)?);
    let started_on: String = row.get(11)?;
    let (cadence_days, held, last_on): (u32, u32, Option<String>) = (row.get(14)?, row.get(17)?, row.get(18)?);
    let ended_on: Option<String> = row.get(12)?;
    let last = last_on.as_deref().and_then(day);
    let record =
        PairRecord { started: day(&started_on).unwrap_or(today), cadence_days: i64::from(cadence_days), held, last };
    // What is over is counted until it ended.
    let until = ended_on.as_deref().and_then(day).map_or(today, |ended| ended.min(today));
    let health = (state == PairState::Active).then(|| match record.health(today) {
        PairHealth::NeedsCheckIn => PairHealthWord::NeedsCheckIn,
        PairHealth::Active => PairHealthWord::Active,
        PairHealth::OnTrack => PairHealthWord::OnTrack,
        PairHealth::TooEarly => PairHealthWord::TooEarly,
    });
    let quiet = (today - last.unwrap_or(record.started)).num_days().max(0);
    Ok(ProgrammePair {
        id: row.get(0)?,
        mentor: row.get(1)?,
        mentee: row.get(2)?,
        mentor_member: row.get(3)?,
        mentee_member: row.get(4)?,
        mentor_application: row.get(5)?,
        mentee_application: row.get(6)?,
        contact: row.get(7)?,
        mine: row.get(8)?,
        round: row.get(9)?,
        state,
        started_on,
        ended_on,
        ended_why: row.get(13)?,
        cadence_days,
        mentor_agreed_on: row.get(15)?,
        mentee_agreed_on: row.get(16)?,
        held,
        planned: if state == PairState::Proposed { 0 } else { record.planned(until) },
        last_on,
        quiet_days: u32::try_from(quiet).unwrap_or(u32::MAX),
        health,
        goals: row.get(19)?,
        reached: row.get(20)?,
        mentor_rating: None,
        mentee_rating: None,
        feedback: Vec::new(),
        reasons: serde_json::from_str(&row.get::<_, String>(21)?).unwrap_or_default(),
    })
}

const COLUMNS: &str = "m.id, m.mentor, m.mentee, m.mentor_identity, m.mentee_identity, m.mentor_application, m.mentee_application,
   m.contact, m.mine, m.round, m.state, m.started_on, m.ended_on, m.ended_why, m.cadence_days, m.mentor_agreed_on, m.mentee_agreed_on,
   (SELECT count(*) FROM mentoring_session s WHERE s.mentorship = m.id AND s.state = 'held' AND s.deleted_at IS NULL),
   (SELECT substr(max(s.starts), 1, 10) FROM mentoring_session s WHERE s.mentorship = m.id AND s.state = 'held' AND s.deleted_at IS NULL),
   (SELECT count(*) FROM mentoring_goal o WHERE o.mentorship = m.id AND o.state <> 'dropped' AND o.deleted_at IS NULL),
   (SELECT count(*) FROM mentoring_goal o WHERE o.mentorship = m.id AND o.state = 'reached' AND o.deleted_at IS NULL), m.reasons";

impl Read<'_> {
    /// Pairs of a programme, in the order in which they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn programme_pairs(&self, programme: &str, today: NaiveDate) -> Result<Vec<ProgrammePair>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM mentorship m WHERE m.programme = ?1 AND m.deleted_at IS NULL ORDER BY m.created_at, m.id"
        ))?;
        let rows = statement.query_map([programme], |row| pair_of(row, today))?;
        let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut said = self.pair_feedback("m.programme = ?1", programme)?;
        let mut rated = self.pair_ratings(programme)?;
        for pair in &mut found {
            pair.feedback = said.remove(&pair.id).unwrap_or_default();
            let (mut mentor, mut mentee) = rated.remove(&pair.id).unwrap_or_default();
            for one in &pair.feedback {
                let list = if one.side == ApplicantRole::Mentor { &mut mentor } else { &mut mentee };
                list.extend(one.rating);
            }
            (pair.mentor_rating, pair.mentee_rating) = (tenths(&mentor), tenths(&mentee));
        }
        Ok(found)
    }

    /// A pair of a programme, and the programme.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn programme_pair(&self, id: &str, today: NaiveDate) -> Result<(ProgrammePair, String)> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, m.programme FROM mentorship m WHERE m.id = ?1 AND m.programme IS NOT NULL AND m.deleted_at IS NULL"
        ))?;
        let found = statement.query_row([id], |row| Ok((pair_of(row, today)?, row.get(22)?))).optional()?;
        found.ok_or(Error::NotFound("pair"))
    }

    fn pair_feedback(&self, which: &str, value: &str) -> Result<BTreeMap<String, Vec<PairFeedback>>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT f.mentorship, f.side, f.moment, f.rating, f.words, f.signal, f.quote, f.day FROM mentoring_feedback f
             JOIN mentorship m ON m.id = f.mentorship WHERE {which} AND f.deleted_at IS NULL ORDER BY f.moment DESC, f.side, f.id"
        ))?;
        let mut rows = statement.query([value])?;
        let mut found: BTreeMap<String, Vec<PairFeedback>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (side, moment): (String, String) = (row.get(1)?, row.get(2)?);
            found.entry(row.get(0)?).or_default().push(PairFeedback {
                side: if side == "mentor" { ApplicantRole::Mentor } else { ApplicantRole::Mentee },
                moment: if moment == "end" { PairMoment::End } else { PairMoment::Middle },
                rating: row.get(3)?,
                words: row.get(4)?,
                signal: row.get(5)?,
                quote: row.get(6)?,
                day: row.get(7)?,
            });
        }
        Ok(found)
    }

    /// Ratings of sessions: what mentor and mentee gave, by pair.
    fn pair_ratings(&self, programme: &str) -> Result<BTreeMap<String, BothRatings>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.mentorship, s.rating_mentor, s.rating_mentee FROM mentoring_session s JOIN mentorship m ON m.id = s.mentorship
             WHERE m.programme = ?1 AND s.deleted_at IS NULL AND (s.rating_mentor IS NOT NULL OR s.rating_mentee IS NOT NULL)",
        )?;
        let mut rows = statement.query([programme])?;
        let mut found: BTreeMap<String, BothRatings> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (mentor, mentee) = found.entry(row.get(0)?).or_default();
            mentor.extend(row.get::<_, Option<u32>>(1)?);
            mentee.extend(row.get::<_, Option<u32>>(2)?);
        }
        Ok(found)
    }
}

/// What mentor and mentee gave.
type BothRatings = (Vec<u32>, Vec<u32>);

/// The average in tenths.
fn tenths(ratings: &[u32]) -> Option<u32> {
    let count = u32::try_from(ratings.len()).ok().filter(|count| *count > 0)?;
    Some((ratings.iter().sum::<u32>() * 10 + count / 2) / count)
}

impl Write<'_> {
    /// Notes when one side agreed; nothing takes it back. Once both did, the pair meets.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such pair of a programme.
    pub fn set_agreed(&self, id: &str, side: ApplicantRole, on: &str, now: i64) -> Result<()> {
        let on = optional_day(on, "on")?;
        let column = match side {
            ApplicantRole::Mentor => "mentor_agreed_on",
            ApplicantRole::Mentee => "mentee_agreed_on",
        };
        let sql = format!(
            "UPDATE mentorship SET {column} = ?2, updated_at = ?3 WHERE id = ?1 AND programme IS NOT NULL AND deleted_at IS NULL"
        );
        if self.connection.prepare_cached(&sql)?.execute(params![id, on, now])? == 0 {
            return Err(Error::NotFound("pair"));
        }
        self.connection
            .prepare_cached(
                "UPDATE mentorship SET state = 'active', updated_at = ?2
                 WHERE id = ?1 AND state = 'proposed' AND mentor_agreed_on IS NOT NULL AND mentee_agreed_on IS NOT NULL",
            )?
            .execute(params![id, now])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Changes how far a pair is.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such pair of a programme; [`Error::Field`] when the mentee has another mentor.
    pub fn set_pair_state(&self, id: &str, state: PairState, why: &str, today: NaiveDate, now: i64) -> Result<()> {
        let (pair, programme) = self.read().programme_pair(id, today)?;
        let over = matches!(state, PairState::Completed | PairState::Ended);
        let was_over = matches!(pair.state, PairState::Completed | PairState::Ended);
        if was_over && !over {
            let sql =
                format!("SELECT 1 FROM mentorship WHERE programme = ?1 AND mentee_application = ?2 AND {RUNNING}");
            let mut statement = self.connection.prepare_cached(&sql)?;
            if statement.exists(params![programme, pair.mentee_application])? {
                return Err(at("state")("the mentee has another mentor by now"));
            }
        }
        let why = line(why, "why")?;
        let ended = over.then(|| today.to_string());
        self.connection
            .prepare_cached(
                "UPDATE mentorship SET state = ?2, ended_on = ?3, ended_why = ?4, updated_at = ?5 WHERE id = ?1",
            )?
            .execute(params![id, state.word(), ended, why, now])?;
        let (before, after) = (pair.state == PairState::Completed, state == PairState::Completed);
        self.follow_applications(&[pair.mentor_application, pair.mentee_application], before, after, now)?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// An application follows its pairs: done with the last that came to its end, and taken up again with it.
    pub(crate) fn follow_applications(
        &self,
        applications: &[Option<String>],
        was_completed: bool,
        is_completed: bool,
        now: i64,
    ) -> Result<()> {
        let done = format!(
            "UPDATE mentoring_application SET state = 'completed', updated_at = ?2 WHERE id = ?1 AND state = 'accepted' AND deleted_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM mentorship WHERE programme = mentoring_application.programme
                 AND mentoring_application.id IN (mentor_application, mentee_application) AND {RUNNING})"
        );
        let again = "UPDATE mentoring_application SET state = 'accepted', updated_at = ?2
           WHERE id = ?1 AND state = 'completed' AND deleted_at IS NULL";
        for application in applications.iter().flatten() {
            if is_completed {
                self.connection.prepare_cached(&done)?.execute(params![application, now])?;
            } else if was_completed {
                self.connection.prepare_cached(again)?.execute(params![application, now])?;
            }
        }
        Ok(())
    }

    /// Keeps what one side says; over what that side said at that moment before.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such pair; [`Error::Field`] when something cannot be meant so.
    pub fn keep_pair_feedback(
        &self,
        id: &str,
        pair: &str,
        new: &NewPairFeedback,
        today: NaiveDate,
        now: i64,
    ) -> Result<()> {
        let (pair, _) = self.read().programme_pair(pair, today)?;
        if new.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
            return Err(at("rating")("a rating is 1 to 5"));
        }
        let text = |text: &str, field| {
            Ok::<_, Error>(profile::words(text, LONGEST_WORDS, true).map_err(at(field))?.unwrap_or_default())
        };
        let (words, signal) = (text(&new.words, "words")?, text(&new.signal, "signal")?);
        let (side, moment) = (new.side.word(), new.moment.word());
        let known: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT id FROM mentoring_feedback WHERE mentorship = ?1 AND side = ?2 AND moment = ?3 AND deleted_at IS NULL",
            )?
            .query_row(params![pair.id, side, moment], |row| row.get(0))
            .optional()?;
        let quote = new.quote && !words.is_empty();
        self.connection
            .prepare_cached(
                "INSERT INTO mentoring_feedback (id, mentorship, side, moment, rating, words, signal, quote, day, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)
                 ON CONFLICT (id) DO UPDATE SET rating = excluded.rating, words = excluded.words, signal = excluded.signal,
                   quote = excluded.quote, updated_at = excluded.updated_at",
            )?
            .execute(params![
                known.as_deref().unwrap_or(id),
                pair.id,
                side,
                moment,
                new.rating,
                words,
                signal,
                quote,
                today.to_string(),
                now
            ])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }
}
