//! Connected sources: what a person chose, where reading stands, how it went, and what a connector asks of the store.
//!
//! **Invariants:** a page's rows, its checkpoint and its progress are one transaction; no secret is in here; the state is
//! rows, so that a restart knows where it was.

use kith_domain::record::{Mark, Unreadable};
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A connected source as its row has it. The JSON in it belongs to those who drive syncs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// The source's key.
    pub source: i64,
    /// The source's id.
    pub uid: Uuid,
    /// `slack` or `discourse`.
    pub kind: String,
    /// The source's own identity.
    pub remote: String,
    /// What it is called.
    pub name: String,
    /// Where its pages are.
    pub address: Option<String>,
    /// JSON: what a person chose.
    pub settings: String,
    /// JSON: as whom it is read.
    pub identity: String,
    /// `idle`, `running`, `waiting`, `paused`, `asking`, `failed`.
    pub state: String,
    /// JSON of the error the last run ended with.
    pub error: Option<String>,
    /// The connector's own JSON.
    pub checkpoint: Option<String>,
    /// JSON.
    pub progress: Option<String>,
    /// JSON.
    pub coverage: Option<String>,
    /// JSON.
    pub report: Option<String>,
    /// `ask`, `allow` (once) or `keep`.
    pub removals: String,
    /// Minutes between runs.
    pub every: u32,
    /// UTC milliseconds.
    pub next_run_at: Option<i64>,
    /// UTC milliseconds.
    pub last_started_at: Option<i64>,
    /// UTC milliseconds.
    pub last_ok_at: Option<i64>,
    /// UTC milliseconds.
    pub last_full_at: Option<i64>,
    /// Runs that failed one after the other.
    pub failures: u32,
    /// Messages that are here.
    pub messages: u32,
    /// Accounts that are here.
    pub accounts: u32,
    /// Records of it that could not be read.
    pub quarantined: u32,
}

/// What changes of a [`SyncRow`]; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct SyncChange {
    /// See [`SyncRow::settings`].
    pub settings: Option<String>,
    /// See [`SyncRow::identity`].
    pub identity: Option<String>,
    /// See [`SyncRow::state`].
    pub state: Option<&'static str>,
    /// See [`SyncRow::error`].
    pub error: Option<Option<String>>,
    /// See [`SyncRow::checkpoint`].
    pub checkpoint: Option<Option<String>>,
    /// See [`SyncRow::progress`].
    pub progress: Option<Option<String>>,
    /// See [`SyncRow::coverage`].
    pub coverage: Option<String>,
    /// See [`SyncRow::report`].
    pub report: Option<String>,
    /// See [`SyncRow::removals`].
    pub removals: Option<&'static str>,
    /// See [`SyncRow::every`].
    pub every: Option<u32>,
    /// See [`SyncRow::next_run_at`].
    pub next_run_at: Option<Option<i64>>,
    /// See [`SyncRow::last_started_at`].
    pub last_started_at: Option<i64>,
    /// See [`SyncRow::last_ok_at`].
    pub last_ok_at: Option<i64>,
    /// See [`SyncRow::last_full_at`].
    pub last_full_at: Option<i64>,
    /// See [`SyncRow::failures`].
    pub failures: Option<u32>,
}

const SELECT: &str = "SELECT s.id, s.uid, s.kind, s.remote, s.name, s.address, y.settings, y.identity, y.state, y.error, y.checkpoint,
   y.progress, y.coverage, y.report, y.removals, y.every, y.next_run_at, y.last_started_at, y.last_ok_at, y.last_full_at, y.failures,
   (SELECT coalesce(sum(p.messages), 0) FROM space p WHERE p.source_id = s.id), (SELECT count(*) FROM identity i WHERE i.source_id = s.id),
   (SELECT count(*) FROM quarantine q JOIN import m ON m.number = q.import WHERE m.source_id = s.id AND m.kind = 'sync')
 FROM sync y JOIN source s ON s.id = y.source_id";

fn read(row: &Row<'_>) -> rusqlite::Result<SyncRow> {
    let uid: String = row.get(1)?;
    Ok(SyncRow {
        source: row.get(0)?,
        uid: uid.parse().unwrap_or_default(),
        kind: row.get(2)?,
        remote: row.get(3)?,
        name: row.get(4)?,
        address: row.get(5)?,
        settings: row.get(6)?,
        identity: row.get(7)?,
        state: row.get(8)?,
        error: row.get(9)?,
        checkpoint: row.get(10)?,
        progress: row.get(11)?,
        coverage: row.get(12)?,
        report: row.get(13)?,
        removals: row.get(14)?,
        every: row.get(15)?,
        next_run_at: row.get(16)?,
        last_started_at: row.get(17)?,
        last_ok_at: row.get(18)?,
        last_full_at: row.get(19)?,
        failures: row.get(20)?,
        messages: row.get(21)?,
        accounts: row.get(22)?,
        quarantined: row.get(23)?,
    })
}

impl Read<'_> {
    /// All connected sources, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn syncs(&self) -> Result<Vec<SyncRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} ORDER BY s.id"))?;
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A connected source.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn sync(&self, uid: Uuid) -> Result<SyncRow> {
        self.connection
            .prepare_cached(&format!("{SELECT} WHERE s.uid = ?1"))?
            .query_row([uid.to_string()], read)
            .optional()?
            .ok_or(Error::NotFound("connected source"))
    }

    /// What was remembered of things of a space, in the order asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn marks(&self, source: i64, space: &str, numbers: &[i64]) -> Result<Vec<Option<Mark>>> {
        let Some(space) = self.remote_space(source, space)? else { return Ok(vec![None; numbers.len()]) };
        let mut statement =
            self.connection.prepare_cached("SELECT value, extra FROM mark WHERE space_id = ?1 AND number = ?2")?;
        numbers
            .iter()
            .map(|number| {
                Ok(statement
                    .query_row([space, *number], |row| Ok(Mark { value: row.get(0)?, extra: row.get(1)? }))
                    .optional()?)
            })
            .collect()
    }

    /// The numbers of messages outside of threads (and of answers shown in the space) between two others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_top(&self, source: i64, realm: &str, from: i64, until: i64) -> Result<Vec<i64>> {
        self.living(
            source,
            realm,
            "remote > ?2 AND remote < ?3 AND (thread_id IS NULL OR flags & 2 <> 0)",
            (from, until),
        )
    }

    /// The numbers of all messages between two others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_all(&self, source: i64, realm: &str, from: i64, until: i64) -> Result<Vec<i64>> {
        self.living(source, realm, "remote > ?2 AND remote < ?3 AND kind <= 2", (from, until))
    }

    /// The numbers of a thread's answers, without the message that opened it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_thread(&self, source: i64, realm: &str, root: i64) -> Result<Vec<i64>> {
        self.living(
            source,
            realm,
            "+realm_id = ?1 AND thread_id = (SELECT id FROM activity WHERE realm_id = ?1 AND remote = ?2) AND ?3 = 0",
            (root, 0),
        )
    }

    /// The numbers of all posts of a forum's topic.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_topic(&self, source: i64, realm: &str, topic: i64) -> Result<Vec<i64>> {
        let root = "(SELECT root_id FROM topic WHERE realm_id = ?1 AND number = ?2)";
        let mut numbers =
            self.living(source, realm, &format!("+realm_id = ?1 AND thread_id = {root} AND ?3 = 0"), (topic, 0))?;
        numbers.extend(self.living(
            source,
            realm,
            &format!("+realm_id = ?1 AND id = {root} AND ?3 = 0"),
            (topic, 0),
        )?);
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn living(&self, source: i64, realm: &str, which: &str, bounds: (i64, i64)) -> Result<Vec<i64>> {
        let Some(realm) = self.remote_space(source, realm)? else { return Ok(Vec::new()) };
        let of_realm = if which.contains("realm_id") { "" } else { "realm_id = ?1 AND" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT remote FROM activity WHERE {of_realm} {which} AND gone_at IS NULL AND kind <> 6 ORDER BY remote"
        ))?;
        let rows = statement.query_map([realm, bounds.0, bounds.1], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn remote_space(&self, source: i64, remote: &str) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM space WHERE source_id = ?1 AND remote = ?2")?
            .query_row(params![source, remote], |row| row.get(0))
            .optional()?)
    }

    /// How many messages of a source are here and not taken away.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn living_messages(&self, source: i64) -> Result<u64> {
        let count: i64 = self.connection.query_row(
            "SELECT coalesce(sum(messages), 0) FROM space WHERE source_id = ?1",
            [source],
            |row| row.get(0),
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl Write<'_> {
    /// Keeps what a sync could not read, once.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn quarantine_once(&self, source: i64, number: i64, unreadable: &[Unreadable], now: i64) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO quarantine (import, place, position, reason, sample, seen_at)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (
               SELECT 1 FROM quarantine q JOIN import m ON m.number = q.import
               WHERE m.source_id = ?7 AND q.place = ?2 AND q.sample = ?5)",
        )?;
        for record in unreadable {
            let position = i64::try_from(record.position).unwrap_or(i64::MAX);
            statement.execute(params![number, record.place, position, record.reason, record.sample, now, source])?;
        }
        if !unreadable.is_empty() {
            self.touch(Topic::Imports);
        }
        Ok(())
    }

    /// Connects a source that has a row already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn connect(&self, source: i64, settings: &str, identity: &str, every: u32, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO sync (source_id, settings, identity, state, every, next_run_at) VALUES (?1, ?2, ?3, 'idle', ?4, ?5)
             ON CONFLICT (source_id) DO UPDATE SET settings = excluded.settings, identity = excluded.identity, state = 'idle',
               error = NULL, failures = 0, next_run_at = excluded.next_run_at",
            params![source, settings, identity, every, now],
        )?;
        self.touch(Topic::Sources);
        Ok(())
    }

    /// Changes what is known of a connected source.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn change_sync(&self, source: i64, change: &SyncChange) -> Result<()> {
        fn set<T: rusqlite::ToSql>(write: &Write<'_>, source: i64, column: &str, value: Option<&T>) -> Result<()> {
            if let Some(value) = value {
                write
                    .connection
                    .prepare_cached(&format!("UPDATE sync SET {column} = ?2 WHERE source_id = ?1"))?
                    .execute(params![source, value])?;
            }
            Ok(())
        }
        set(self, source, "settings", change.settings.as_ref())?;
        set(self, source, "identity", change.identity.as_ref())?;
        set(self, source, "state", change.state.as_ref())?;
        set(self, source, "error", change.error.as_ref())?;
        set(self, source, "checkpoint", change.checkpoint.as_ref())?;
        set(self, source, "progress", change.progress.as_ref())?;
        set(self, source, "coverage", change.coverage.as_ref())?;
        set(self, source, "report", change.report.as_ref())?;
        set(self, source, "removals", change.removals.as_ref())?;
        set(self, source, "every", change.every.as_ref())?;
        set(self, source, "next_run_at", change.next_run_at.as_ref())?;
        set(self, source, "last_started_at", change.last_started_at.as_ref())?;
        set(self, source, "last_ok_at", change.last_ok_at.as_ref())?;
        set(self, source, "last_full_at", change.last_full_at.as_ref())?;
        set(self, source, "failures", change.failures.as_ref())?;
        self.touch(Topic::Sources);
        Ok(())
    }

    /// Gives a source the name and address that it tells now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn name_source(&self, source: i64, name: &str, address: Option<&str>) -> Result<()> {
        self.connection.execute(
            "UPDATE source SET name = ?2, address = coalesce(?3, address) WHERE id = ?1 AND (name, address) IS NOT (?2, coalesce(?3, address))",
            params![source, name, address],
        )?;
        Ok(())
    }

    /// Gives a source its true identity, once a connection told it: one from an export without a team's id has a
    /// made-up one. The source's own id stays, and with it everything that points to it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn identify_source(&self, source: i64, remote: &str) -> Result<()> {
        self.connection.execute("UPDATE source SET remote = ?2 WHERE id = ?1", params![source, remote])?;
        Ok(())
    }

    /// The number under which a day's syncs of a source are known, and makes it; rows that they change are as old as `now`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn sync_number(&self, source: i64, id: &str, day: i64, now: i64) -> Result<i64> {
        let name = format!("sync {source} {day}");
        let found: Option<i64> = self
            .connection
            .query_row("SELECT number FROM import WHERE kind = 'sync' AND name = ?1", [&name], |row| row.get(0))
            .optional()?;
        if let Some(number) = found {
            return Ok(number);
        }
        self.connection.execute(
            "INSERT INTO import (id, number, kind, name, path, fingerprint, options, source_id, state, as_of, started_at)
             VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM import), 'sync', ?2, '', '', '{}', ?3, 'done', 0, ?4)",
            params![id, name, source, now],
        )?;
        Ok(self.connection.query_row("SELECT number FROM import WHERE id = ?1", [id], |row| row.get(0))?)
    }

    /// How old what a run reads is: as old as `now`, and never older than what an earlier run of the source read. A clock
    /// that was ahead for a while would else make everything that is read afterwards count as old news.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sync_age(&self, source: i64, now: i64) -> Result<i64> {
        let newest: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(as_of) FROM import WHERE kind = 'sync' AND source_id = ?1")?
            .query_row([source], |row| row.get(0))?;
        Ok(newest.unwrap_or(now).max(now))
    }

    /// Says how old the rows are that a day's syncs changed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_sync_age(&self, number: i64, as_of: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE import SET as_of = ?2, finished_at = ?2 WHERE number = ?1 AND as_of < ?2")?
            .execute([number, as_of])?;
        Ok(())
    }

    /// Disconnects a source: its rows stay, it is not read any more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn disconnect(&self, source: i64) -> Result<()> {
        self.connection.execute("DELETE FROM sync WHERE source_id = ?1", [source])?;
        self.touch(Topic::Sources);
        Ok(())
    }
}
