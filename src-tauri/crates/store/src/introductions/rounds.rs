//! Rounds: who was drawn, who was written to, who met.
//!
//! **Invariants:** a round that is taken away counts as never drawn; a group that was answered was sent before; no state
//! of a group depends on who is still in it.

use kith_domain::{profile, time};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{DrawOptions, IntroductionGroup, IntroductionState, KeptReason};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Characters of a message.
const LONGEST: usize = 10_000;
/// Rounds that are listed.
const MOST: u32 = 200;

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct IntroductionRound {
    /// Its id.
    pub id: String,
    /// The day on which it was drawn, `YYYY-MM-DD`.
    pub made_on: String,
    /// The message, with places for words.
    pub words: String,
    /// Its title, where a source wants one.
    pub title: String,
    /// Days from sending until "did they meet?".
    pub ask_after: u16,
    /// How many groups.
    pub groups: u32,
    /// Groups that were written to, and did not say yet whether they met.
    pub sent: u32,
    /// Groups that met.
    pub met: u32,
    /// Groups that did not.
    pub not_met: u32,
}

/// A round to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// Who can be drawn.
    pub options: DrawOptions,
    /// The message, with places for words.
    pub words: String,
    /// Its title, where a source wants one.
    pub title: String,
    /// Days from sending until "did they meet?": 1 to 365.
    pub ask_after: u16,
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

fn checked(words: &str, title: &str) -> Result<(String, String)> {
    let words = profile::words(words, LONGEST, true).map_err(at("words"))?;
    let title = profile::words(title, profile::LONGEST_LINE, false).map_err(at("title"))?;
    Ok((words.ok_or_else(|| at("words")("write something first"))?, title.unwrap_or_default()))
}

const GROUP: &str = "SELECT g.id, r.made_on, g.points, g.reasons, g.state, g.sent_at, g.ask_on
 FROM introduction_group g JOIN introduction_round r ON r.id = g.round AND r.deleted_at IS NULL";

impl Read<'_> {
    /// Rounds, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn introduction_rounds(&self) -> Result<Vec<IntroductionRound>> {
        self.rounds_with("", &[&MOST])
    }

    fn rounds_with(&self, condition: &str, given: &[&dyn rusqlite::ToSql]) -> Result<Vec<IntroductionRound>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.id, r.made_on, r.words, r.title, r.ask_after, count(g.id), coalesce(sum(g.state = 'sent'), 0),
               coalesce(sum(g.state = 'met'), 0), coalesce(sum(g.state = 'not_met'), 0)
             FROM introduction_round r LEFT JOIN introduction_group g ON g.round = r.id
             WHERE r.deleted_at IS NULL {condition} GROUP BY r.id ORDER BY r.created_at DESC, r.id DESC LIMIT ?1"
        ))?;
        let rows = statement.query_map(given, |row| {
            Ok(IntroductionRound {
                id: row.get(0)?,
                made_on: row.get(1)?,
                words: row.get(2)?,
                title: row.get(3)?,
                ask_after: row.get(4)?,
                groups: row.get(5)?,
                sent: row.get(6)?,
                met: row.get(7)?,
                not_met: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Groups of a round, those that fit best first: `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn introduction_groups(&self, round: &str, skip: u32, limit: u32) -> Result<Vec<IntroductionGroup>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{GROUP} WHERE g.round = ?1 ORDER BY g.place LIMIT ?3 OFFSET ?2"))?;
        let rows = statement.query_map(params![round, skip, limit], kept)?.collect::<rusqlite::Result<Vec<_>>>()?;
        rows.into_iter().map(|(group, reasons)| self.whole(group, &reasons)).collect()
    }

    /// A group.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn introduction_group(&self, id: &str) -> Result<IntroductionGroup> {
        let found = self
            .connection
            .prepare_cached(&format!("{GROUP} WHERE g.id = ?1"))?
            .query_row([id], kept)
            .optional()?
            .ok_or(Error::NotFound("group"))?;
        self.whole(found.0, &found.1)
    }

    /// The round of a group.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn introduction_round_of(&self, group: &str) -> Result<IntroductionRound> {
        let round = "AND r.id = (SELECT round FROM introduction_group WHERE id = ?2)";
        self.rounds_with(round, &[&1, &group])?.pop().ok_or(Error::NotFound("group"))
    }

    /// Groups that are to be asked by the day of `now` whether they met, those that wait longest first; how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn introductions_due(&self, now: i64, limit: u32) -> Result<(Vec<IntroductionGroup>, u32)> {
        let today = time::day_of(now, self.zone()?).to_string();
        let mut statement = self.connection.prepare_cached(&format!(
            "{GROUP} WHERE g.state = 'sent' AND g.ask_on <= ?1 ORDER BY g.ask_on, g.id LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![today, limit], kept)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let groups = rows.into_iter().map(|(group, reasons)| self.whole(group, &reasons)).collect::<Result<_>>()?;
        let many = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM introduction_group g JOIN introduction_round r ON r.id = g.round AND r.deleted_at IS NULL
                 WHERE g.state = 'sent' AND g.ask_on <= ?1",
            )?
            .query_row([today], |row| row.get(0))?;
        Ok((groups, many))
    }

    fn whole(&self, mut group: IntroductionGroup, reasons: &str) -> Result<IntroductionGroup> {
        let accounts: Vec<String> = self
            .connection
            .prepare_cached("SELECT identity FROM introduction_member WHERE pair = ?1 ORDER BY id")?
            .query_map([&group.id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        group.people = self.introduced(&accounts)?;
        let reasons: Vec<KeptReason> = serde_json::from_str(reasons).unwrap_or_default();
        group.reasons = self.told_reasons(reasons)?;
        Ok(group)
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<(IntroductionGroup, String)> {
    let group = IntroductionGroup {
        id: row.get(0)?,
        made_on: row.get(1)?,
        people: Vec::new(),
        points: row.get(2)?,
        reasons: Vec::new(),
        state: IntroductionState::of(&row.get::<_, String>(4)?),
        sent_at: row.get(5)?,
        ask_on: row.get(6)?,
    };
    Ok((group, row.get(3)?))
}

impl Write<'_> {
    /// Draws a round and keeps it; answers how many groups it has.
    ///
    /// # Errors
    /// As [`Read::draw`]; [`Error::Invalid`] when there is nobody to introduce to anybody.
    pub fn begin_round(&self, id: &str, new: &NewRound, now: i64) -> Result<u32> {
        let (words, title) = checked(&new.words, &new.title)?;
        if !(1..=365).contains(&new.ask_after) {
            return Err(at("ask_after")("choose 1 to 365 days"));
        }
        let read = self.read();
        let (paired, _) = read.paired(&new.options, now)?;
        if paired.is_empty() {
            return Err(Error::Invalid("there are not two people who can be drawn".to_owned()));
        }
        let options = serde_json::to_string(&new.options).map_err(|error| Error::Invalid(error.to_string()))?;
        let today = time::day_of(now, read.zone()?).to_string();
        self.connection.execute(
            "INSERT INTO introduction_round (id, made_on, options, words, title, ask_after, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
            params![id, today, options, words, title, new.ask_after, now],
        )?;
        let mut group = self.connection.prepare_cached(
            "INSERT INTO introduction_group (id, round, place, points, reasons, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut member = self
            .connection
            .prepare_cached("INSERT INTO introduction_member (id, pair, identity) VALUES (?1, ?2, ?3)")?;
        let mut place = 0_u32;
        for one in paired {
            place += 1;
            let key = format!("{id} {place}");
            let reasons = serde_json::to_string(&one.reasons).map_err(|error| Error::Invalid(error.to_string()))?;
            group.execute(params![key, id, place, one.points, reasons, now])?;
            for uid in one.people {
                member.execute(params![format!("{key} {uid}"), key, uid])?;
            }
        }
        self.touch(Topic::Recognition);
        Ok(place)
    }

    /// Changes the message of a round.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Field`] when it is empty or too long.
    pub fn reword_round(&self, id: &str, words: &str, title: &str, now: i64) -> Result<()> {
        let (words, title) = checked(words, title)?;
        let changed = self.connection.execute(
            "UPDATE introduction_round SET words = ?2, title = ?3, updated_at = ?4 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, words, title, now],
        )?;
        self.expect_round(changed, "round")
    }

    /// Takes a round away: as if it had never been drawn.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_round(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE introduction_round SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        self.expect_round(changed, "round")
    }

    /// Says what became of a group. From the first word to them on, there is a day to ask on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mark_introduction(&self, group: &str, state: IntroductionState, now: i64) -> Result<()> {
        let read = self.read();
        let round = read.introduction_round_of(group)?;
        let before = read.introduction_group(group)?;
        let (sent_at, ask_on) = if state == IntroductionState::Proposed {
            (None, None)
        } else {
            let sent_at = before.sent_at.unwrap_or(now);
            let ask_on = before.ask_on.unwrap_or_else(|| {
                let day =
                    read.zone().map_or_else(|_| time::day_of(now, chrono_tz::UTC), |zone| time::day_of(now, zone));
                (day + chrono::Days::new(u64::from(round.ask_after))).to_string()
            });
            (Some(sent_at), Some(ask_on))
        };
        let answered = matches!(state, IntroductionState::Met | IntroductionState::NotMet).then_some(now);
        let changed = self.connection.execute(
            "UPDATE introduction_group SET state = ?2, sent_at = ?3, ask_on = ?4, answered_at = ?5, updated_at = ?6 WHERE id = ?1",
            params![group, state.word(), sent_at, ask_on, answered, now],
        )?;
        self.expect_round(changed, "group")
    }

    fn expect_round(&self, changed: usize, what: &'static str) -> Result<()> {
        if changed == 0 {
            return Err(Error::NotFound(what));
        }
        self.touch(Topic::Recognition);
        Ok(())
    }
}
