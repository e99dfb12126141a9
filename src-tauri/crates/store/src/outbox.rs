//! The outbox: what was written here and a community shall get.
//!
//! **Invariants:** of one source strictly in the order of writing, one at a time; the attempt is counted before the
//! request; what is wedged holds nothing else up; what was sent is never sent again.

use kith_domain::time;
use rusqlite::{OptionalExtension, Row, params};

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Something to be written at a community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentRow {
    /// UUIDv7: the same for every attempt.
    pub id: String,
    /// The source's id.
    pub source_id: String,
    /// `reply`, `post`, `topic`, `react`, `direct`, `group`, `review`.
    pub kind: String,
    /// JSON of what to write.
    pub payload: String,
    /// `queued`, `sending`, `sent`, `wedged`, `discarded`.
    pub state: String,
    /// Not before this moment, UTC milliseconds.
    pub not_before: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// JSON of the error of the last attempt.
    pub error: Option<String>,
    /// The number the community gave it.
    pub remote: Option<i64>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub sent_at: Option<i64>,
}

/// A new one.
#[derive(Debug, Clone)]
pub struct NewIntent<'a> {
    /// UUIDv7.
    pub id: &'a str,
    /// The source's id.
    pub source_id: &'a str,
    /// See [`IntentRow::kind`].
    pub kind: &'a str,
    /// JSON.
    pub payload: &'a str,
    /// UTC milliseconds.
    pub not_before: i64,
    /// UTC milliseconds.
    pub now: i64,
}

const SELECT: &str =
    "SELECT id, source, kind, payload, state, not_before, attempts, error, remote, created_at, sent_at FROM intent";

fn read(row: &Row<'_>) -> rusqlite::Result<IntentRow> {
    Ok(IntentRow {
        id: row.get(0)?,
        source_id: row.get(1)?,
        kind: row.get(2)?,
        payload: row.get(3)?,
        state: row.get(4)?,
        not_before: row.get(5)?,
        attempts: row.get(6)?,
        error: row.get(7)?,
        remote: row.get(8)?,
        created_at: row.get(9)?,
        sent_at: row.get(10)?,
    })
}

impl Read<'_> {
    /// What waits or went out, newest first; what was sent before `sent_since` is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn intents(&self, sent_since: i64, limit: u32) -> Result<Vec<IntentRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE state IN ('queued', 'sending', 'wedged') OR (state = 'sent' AND sent_at >= ?1) ORDER BY created_at DESC, id DESC LIMIT ?2"
        ))?;
        Ok(statement.query_map([sent_since, i64::from(limit)], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn intent(&self, id: &str) -> Result<IntentRow> {
        self.connection
            .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
            .query_row([id], read)
            .optional()?
            .ok_or(Error::NotFound("message in the outbox"))
    }

    /// The next one to send to a source: the oldest that is due. One that was tried and waits for its next try holds up what
    /// was written after it; one that is scheduled for later does not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_intent(&self, source: &str, now: i64) -> Result<Option<IntentRow>> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "{SELECT} WHERE source = ?1 AND state IN ('queued', 'sending') AND (not_before <= ?2 OR attempts > 0
                   OR created_at > ?2 + ?3 AND not_before <= created_at + ?3) ORDER BY created_at, id LIMIT 1"
            ))?
            .query_row(params![source, now, time::HOUR], read)
            .optional()?
            // The clock was ahead when it was written for now, or tried: no try is put off for a day.
            .filter(|next| {
                next.not_before <= now || next.attempts == 0 || next.not_before > now.saturating_add(time::DAY)
            }))
    }

    /// Numbers that a source gave to what went out to it since `since`, UTC milliseconds. Likes and decisions make nothing new.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sent_numbers(&self, source: &str, since: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT remote FROM intent WHERE source = ?1 AND state = 'sent' AND sent_at >= ?2 AND remote IS NOT NULL
               AND kind NOT IN ('react', 'review')",
        )?;
        Ok(statement.query_map(params![source, since], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// When the next one is due, of any source.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_intent_at(&self, source: &str) -> Result<Option<i64>> {
        Ok(self.connection.query_row(
            "SELECT min(not_before) FROM intent WHERE source = ?1 AND state IN ('queued', 'sending')",
            [source],
            |row| row.get(0),
        )?)
    }
}

/// A message as its community knows it: what an answer or a reaction is addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The source's id.
    pub source_id: String,
    /// `slack`, `discourse` …
    pub source_kind: String,
    /// The space's id.
    pub space_id: String,
    /// The space's remote id.
    pub space: String,
    /// The space's name.
    pub space_name: String,
    /// The message's number.
    pub remote: i64,
    /// The conversation: the id of the message that opened it …
    pub thread_id: i64,
    /// … its number …
    pub thread: i64,
    /// … and, on a forum, the topic's own number.
    pub topic: Option<i64>,
}

impl Read<'_> {
    /// Where a message is at its community.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message, or it was taken away.
    pub fn target(&self, message: &str) -> Result<Target> {
        let missing = || Error::NotFound("message");
        let id: i64 = message.parse().map_err(|_| missing())?;
        self.connection
            .prepare_cached(
                "SELECT s.uid, s.kind, p.uid, p.remote, p.name, a.remote, r.id, r.remote,
                   (SELECT t.number FROM topic t WHERE t.root_id = r.id)
                 FROM activity a JOIN activity r ON r.id = coalesce(a.thread_id, a.id) JOIN space p ON p.id = a.space_id
                 JOIN source s ON s.id = p.source_id
                 WHERE a.id = ?1 AND a.gone_at IS NULL",
            )?
            .query_row([id], |row| {
                Ok(Target {
                    source_id: row.get(0)?,
                    source_kind: row.get(1)?,
                    space_id: row.get(2)?,
                    space: row.get(3)?,
                    space_name: row.get(4)?,
                    remote: row.get(5)?,
                    thread_id: row.get(6)?,
                    thread: row.get(7)?,
                    topic: row.get(8)?,
                })
            })
            .optional()?
            .ok_or_else(missing)
    }

    /// A space by its id: the source's id and kind, its remote id, its name, whether it is a forum's.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such space.
    pub fn space_target(&self, space: &str) -> Result<(String, String, String, String, bool)> {
        self.connection
            .prepare_cached(
                "SELECT s.uid, s.kind, p.remote, p.name, p.kind IN ('category', 'restricted') FROM space p JOIN source s ON s.id = p.source_id WHERE p.uid = ?1",
            )?
            .query_row([space], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .optional()?
            .ok_or(Error::NotFound("space"))
    }

    /// An account by its id: the source's id and kind, what a message to it is addressed to, its name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub fn account_target(&self, account: &str) -> Result<(String, String, String, String)> {
        self.connection
            .prepare_cached(
                "SELECT s.uid, s.kind,
                   -- A forum wants the name that a person has now.
                   CASE WHEN s.kind = 'discourse' AND i.handle IS NOT NULL THEN 'username:' || i.handle ELSE i.remote END, i.name
                 FROM identity i JOIN source s ON s.id = i.source_id WHERE i.uid = ?1",
            )?
            .query_row([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?
            .ok_or(Error::NotFound("account"))
    }
}

impl Write<'_> {
    /// What a program that was cut off left running is not running any more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle_syncs(&self, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE sync SET state = 'idle', progress = NULL, next_run_at = ?1 WHERE state = 'running'",
            [now],
        )?;
        if changed > 0 {
            self.touch(Topic::Sources);
        }
        Ok(())
    }

    /// Puts something into the outbox.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn queue(&self, intent: &NewIntent<'_>) -> Result<()> {
        self.connection.execute(
            "INSERT INTO intent (id, source, kind, payload, state, not_before, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?6, ?6)",
            params![intent.id, intent.source_id, intent.kind, intent.payload, intent.not_before, intent.now],
        )?;
        self.touch(Topic::Outbox);
        if intent.kind == "review" {
            self.touch(Topic::Conduct);
        }
        Ok(())
    }

    /// Counts an attempt, before its request.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is no longer waiting.
    pub fn sending(&self, id: &str, now: i64) -> Result<()> {
        self.expect_one(
            "UPDATE intent SET state = 'sending', attempts = attempts + 1, updated_at = ?2 WHERE id = ?1 AND state IN ('queued', 'sending')",
            params![id, now],
        )
    }

    /// It went out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn sent(&self, id: &str, remote: Option<i64>, now: i64) -> Result<()> {
        self.expect_one(
            "UPDATE intent SET state = 'sent', remote = ?2, error = NULL, sent_at = ?3, updated_at = ?3 WHERE id = ?1",
            params![id, remote, now],
        )
    }

    /// It did not go out: it waits for its next turn, or for a person.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn not_sent(&self, id: &str, wedged: bool, error: &str, not_before: i64, now: i64) -> Result<()> {
        self.expect_one(
            "UPDATE intent SET state = CASE WHEN ?2 THEN 'wedged' ELSE 'queued' END, error = ?3, not_before = max(not_before, ?4), updated_at = ?5 WHERE id = ?1",
            params![id, wedged, error, not_before, now],
        )
    }

    /// A person wants it tried again.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is not wedged.
    pub fn retry(&self, id: &str, now: i64) -> Result<()> {
        self.expect_one(
            "UPDATE intent SET state = 'queued', error = NULL, not_before = ?2, updated_at = ?2 WHERE id = ?1 AND state = 'wedged'",
            params![id, now],
        )
    }

    /// A person does not want it sent any more.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is being sent or was.
    pub fn discard(&self, id: &str, now: i64) -> Result<()> {
        self.expect_one(
            "UPDATE intent SET state = 'discarded', updated_at = ?2 WHERE id = ?1 AND state IN ('queued', 'wedged')",
            params![id, now],
        )
    }

    fn expect_one(&self, statement: &str, values: impl rusqlite::Params) -> Result<()> {
        if self.connection.prepare_cached(statement)?.execute(values)? != 1 {
            return Err(Error::Conflict);
        }
        self.touch(Topic::Outbox);
        Ok(())
    }
}
