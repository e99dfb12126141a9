//! Conduct cases: their number, their dates and how they ended. What they say lies here sealed.
//!
//! **Invariants:** nothing in these tables names anybody, or says anything; this crate cannot open a case. A case that is
//! expunged has no words and no key of its own any more. The log of who looked is never taken back.

use std::collections::BTreeMap;

use kith_domain::metrics::steps::Matter as Stepped;
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Sealed, Store, Write,
    error::{Error, Result},
    lock,
    topic::Topic,
};

/// Most entries of a case's log that are shown.
const LONGEST_LOG: u32 = 200;

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// A report came in.
    Received,
    /// Whoever reported knows that it did.
    Acknowledged,
    /// People are asked.
    Investigating,
    /// It is decided, and not everybody was told.
    Decided,
    /// Done.
    Closed,
    /// Nobody is named any more.
    Expunged,
}

/// What was done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseDeed {
    /// It was written.
    Written,
    /// It was read.
    Opened,
    /// It was read after asking whether the reader has to stay out.
    OpenedAnyway,
    /// Its words were changed.
    Changed,
    /// It went a step on.
    Moved,
    /// Everybody's name was taken out.
    Expunged,
}

impl CaseDeed {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Written, "written"),
        (Self::Opened, "opened"),
        (Self::OpenedAnyway, "opened_anyway"),
        (Self::Changed, "changed"),
        (Self::Moved, "moved"),
        (Self::Expunged, "expunged"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(deed, _)| *deed == self).map_or("opened", |(_, word)| word)
    }

    fn parse(word: &str) -> Self {
        Self::ALL.iter().find(|(_, each)| *each == word).map_or(Self::Opened, |(deed, _)| *deed)
    }
}

/// A line of a case's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CaseAccess {
    /// What was done.
    pub what: CaseDeed,
    /// UTC milliseconds.
    pub at: i64,
}

/// What of a case is not sealed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct CaseDates {
    /// When it was reported first, UTC milliseconds.
    pub received_at: i64,
    /// When whoever reported was told that it was, UTC milliseconds.
    pub acknowledged_at: Option<i64>,
    /// When people began to be asked, UTC milliseconds.
    pub investigating_at: Option<i64>,
    /// UTC milliseconds.
    pub decided_at: Option<i64>,
    /// UTC milliseconds.
    pub closed_at: Option<i64>,
    /// How it ended: one of Django's five words.
    pub outcome: Option<String>,
    /// The next day on which somebody is to be asked how things are: `YYYY-MM-DD`.
    pub follow_up_on: Option<String>,
    /// The day from which nobody is named any more: `YYYY-MM-DD`.
    pub expunge_on: Option<String>,
}

/// A case, as it lies in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CaseRow {
    /// UUIDv7.
    pub id: String,
    /// What people call it: 1, 2, 3 …
    pub number: u32,
    /// How far it is.
    pub state: CaseState,
    /// Its dates, and how it ended.
    #[serde(flatten)]
    pub dates: CaseDates,
    /// When everybody's name was taken out, UTC milliseconds.
    pub expunged_at: Option<i64>,
    /// Counts its changes, from 1.
    pub version: i64,
    /// What opening it needs; never leaves the core.
    #[serde(skip)]
    #[ts(skip)]
    #[schemars(skip)]
    pub kept: CaseKept,
}

/// How a case's words lie in the file.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CaseKept {
    /// The case's own part of the key.
    pub salt: Vec<u8>,
    /// Its words, sealed.
    pub sealed: Option<Sealed>,
}

/// Shows nothing: who prints a case prints what it says.
impl std::fmt::Debug for CaseKept {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("CaseKept")
    }
}

/// How many cases there are, of what needs somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct CaseCounts {
    /// Not closed yet.
    pub open: u32,
    /// All, those without names as well.
    pub all: u32,
}

const COLUMNS: &str = "c.id, c.number, c.received_at, c.acknowledged_at, c.investigating_at, c.decided_at, c.closed_at,
    c.outcome, c.follow_up_on, c.expunge_on, c.expunged_at, c.version, c.sealed, c.key_id,
    (SELECT s.salt FROM conduct_salt s WHERE s.case_id = c.id)";

fn case_of(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let dates = CaseDates {
        received_at: row.get(2)?,
        acknowledged_at: row.get(3)?,
        investigating_at: row.get(4)?,
        decided_at: row.get(5)?,
        closed_at: row.get(6)?,
        outcome: row.get(7)?,
        follow_up_on: row.get(8)?,
        expunge_on: row.get(9)?,
    };
    let expunged_at: Option<i64> = row.get(10)?;
    let sealed = match (row.get(12)?, row.get(13)?) {
        (Some(bytes), Some(key_id)) => Some(Sealed { bytes, key_id }),
        _ => None,
    };
    let state = [
        (expunged_at, CaseState::Expunged),
        (dates.closed_at, CaseState::Closed),
        (dates.decided_at, CaseState::Decided),
        (dates.investigating_at, CaseState::Investigating),
        (dates.acknowledged_at, CaseState::Acknowledged),
    ]
    .into_iter()
    .find_map(|(at, state)| at.map(|_| state))
    .unwrap_or(CaseState::Received);
    Ok(CaseRow {
        id: row.get(0)?,
        number: row.get(1)?,
        state,
        dates,
        expunged_at,
        version: row.get(11)?,
        kept: CaseKept { salt: row.get::<_, Option<Vec<u8>>>(14)?.unwrap_or_default(), sealed },
    })
}

impl Read<'_> {
    /// Cases, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cases(&self) -> Result<Vec<CaseRow>> {
        let sql = format!("SELECT {COLUMNS} FROM conduct_case c ORDER BY c.number DESC");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([], case_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A case.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn case(&self, id: &str) -> Result<CaseRow> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM conduct_case c WHERE c.id = ?1"))?
            .query_row([id], case_of)
            .optional()?
            .ok_or(Error::NotFound("case"))
    }

    /// How many cases there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn case_counts(&self) -> Result<CaseCounts> {
        let sql =
            "SELECT count(*) FILTER (WHERE closed_at IS NULL AND expunged_at IS NULL), count(*) FROM conduct_case";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([], |row| Ok(CaseCounts { open: row.get(0)?, all: row.get(1)? }))?)
    }

    /// What was done with a case, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn case_log(&self, id: &str) -> Result<Vec<CaseAccess>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT what, at FROM conduct_access WHERE case_id = ?1 ORDER BY at DESC, id DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![id, LONGEST_LOG], |row| {
            Ok(CaseAccess { what: CaseDeed::parse(&row.get::<_, String>(0)?), at: row.get(1)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Closed cases of which nobody is to be named any more on a day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cases_to_expunge(&self, today: &str) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM conduct_case
             WHERE expunge_on <= ?1 AND closed_at IS NOT NULL AND expunged_at IS NULL ORDER BY number",
        )?;
        Ok(statement.query_map([today], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Cases as metrics count them: dates, and how they ended.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stepped_cases(&self) -> Result<Vec<Stepped>> {
        let steps = |dates: &CaseDates| -> BTreeMap<String, i64> {
            [
                ("received", Some(dates.received_at)),
                ("acknowledged", dates.acknowledged_at),
                ("investigating", dates.investigating_at),
                ("decided", dates.decided_at),
                ("closed", dates.closed_at),
            ]
            .into_iter()
            .filter_map(|(step, at)| at.map(|at| (step.to_owned(), at)))
            .collect()
        };
        let mut cases = self.cases()?;
        cases.reverse();
        Ok(cases
            .into_iter()
            .map(|case| Stepped { steps: steps(&case.dates), kind: case.dates.outcome, member: None })
            .collect())
    }
}

impl Write<'_> {
    /// A case's own part of the key; `fresh` becomes it where there is none yet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn case_salt(&self, id: &str, fresh: &[u8]) -> Result<Vec<u8>> {
        self.connection
            .prepare_cached(
                "INSERT INTO conduct_salt (case_id, salt) VALUES (?1, ?2) ON CONFLICT (case_id) DO NOTHING",
            )?
            .execute(params![id, fresh])?;
        let salt = "SELECT salt FROM conduct_salt WHERE case_id = ?1";
        Ok(self.connection.prepare_cached(salt)?.query_row([id], |row| row.get(0))?)
    }

    /// Keeps a new case, under the next number; its words are sealed for version 1.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_case(&self, id: &str, dates: &CaseDates, sealed: &Sealed, now: i64) -> Result<CaseRow> {
        self.connection.execute(
            "INSERT INTO conduct_case (id, number, received_at, acknowledged_at, investigating_at, decided_at, closed_at, outcome,
               follow_up_on, expunge_on, sealed, key_id, created_at, updated_at)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12 FROM conduct_case",
            params![
                id,
                dates.received_at,
                dates.acknowledged_at,
                dates.investigating_at,
                dates.decided_at,
                dates.closed_at,
                dates.outcome,
                dates.follow_up_on,
                dates.expunge_on,
                sealed.bytes,
                sealed.key_id,
                now
            ],
        )?;
        self.touch_cases();
        self.read().case(id)
    }

    /// Changes a case that has this version; it has the next one then, and its words are sealed for that.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is not there, was changed since, or names nobody any more.
    pub fn change_case(&self, id: &str, version: i64, dates: &CaseDates, sealed: &Sealed, now: i64) -> Result<CaseRow> {
        let changed = self.connection.execute(
            "UPDATE conduct_case SET received_at = ?3, acknowledged_at = ?4, investigating_at = ?5, decided_at = ?6, closed_at = ?7,
               outcome = ?8, follow_up_on = ?9, expunge_on = ?10, sealed = ?11, key_id = ?12, updated_at = ?13, version = version + 1
             WHERE id = ?1 AND version = ?2 AND expunged_at IS NULL",
            params![
                id,
                version,
                dates.received_at,
                dates.acknowledged_at,
                dates.investigating_at,
                dates.decided_at,
                dates.closed_at,
                dates.outcome,
                dates.follow_up_on,
                dates.expunge_on,
                sealed.bytes,
                sealed.key_id,
                now
            ],
        )?;
        if changed == 0 {
            return Err(Error::Conflict);
        }
        self.touch_cases();
        self.read().case(id)
    }

    /// Puts the day from which nobody is named to a later one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_case_until(&self, id: &str, day: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE conduct_case SET expunge_on = ?2, updated_at = ?3 WHERE id = ?1 AND expunge_on < ?2 AND expunged_at IS NULL",
            params![id, day, now],
        )?;
        if changed > 0 {
            self.touch_cases();
        }
        Ok(())
    }

    /// Writes down that somebody did something with a case.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn log_case(&self, entry: &str, case: &str, what: CaseDeed, now: i64) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO conduct_access (id, case_id, what, at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![entry, case, what.word(), now])?;
        Ok(())
    }

    /// Takes everything out of a case that could name anybody, and the key it was sealed with. [`Store::shred`] is to follow.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such case, or it names nobody any more.
    pub fn expunge_case(&self, id: &str, entry: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE conduct_case SET sealed = NULL, key_id = NULL, follow_up_on = NULL, expunged_at = ?2, updated_at = ?2,
               version = version + 1 WHERE id = ?1 AND expunged_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("case"));
        }
        self.connection.execute("DELETE FROM conduct_salt WHERE case_id = ?1", [id])?;
        self.log_case(entry, id, CaseDeed::Expunged, now)?;
        self.touch_cases();
        Ok(())
    }

    fn touch_cases(&self) {
        self.touch(Topic::Conduct);
        // Incidents are counted from them.
        self.touch(Topic::Figures);
    }
}

impl Store {
    /// Gives up what could be undone, and empties the log: what was taken out of rows is in there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn shred(&self) -> Result<()> {
        let mut writer = lock(&self.inner.writer);
        let crate::Writer { connection, undo } = &mut *writer;
        undo.forget(connection)?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}
