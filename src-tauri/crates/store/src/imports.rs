//! Imports: their checkpoints, what became of every record, and what could not be read.
//!
//! **Invariant:** for every space and in total, records = stored + known + quarantined.

use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use kith_domain::record::Unreadable;

use crate::{
    Read, Write,
    error::{Error, Result},
    ingest::OutcomeBySpace,
    topic::Topic,
};

/// What an import is begun with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// UUIDv7.
    pub id: String,
    /// `slack_export`, `sample` or `table`.
    pub kind: &'static str,
    /// The archive's name.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// Of its directory.
    pub fingerprint: String,
    /// JSON of the choices made.
    pub options: String,
    /// The newest record in it, UTC milliseconds.
    pub as_of: i64,
    /// Files in it that will be read.
    pub files: u32,
    /// Files in it that will not.
    pub left_out: u32,
    /// What a person should know about it.
    pub notes: Vec<String>,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// UUIDv7.
    pub id: String,
    /// What rows refer to it by.
    pub number: i64,
    /// `slack_export`, `sample` or `table`.
    pub kind: String,
    /// The archive's name.
    pub name: String,
    /// Where it was.
    pub path: String,
    /// Of its directory.
    pub fingerprint: String,
    /// JSON of the choices made.
    pub options: String,
    /// The source's key, id and name, once it has one.
    pub source: Option<(i64, String, String)>,
    /// `running`, `cancelling`, `done`, `cancelled`, `failed`.
    pub state: String,
    /// The newest record in it, UTC milliseconds.
    pub as_of: i64,
    /// Files stored.
    pub checkpoint: u32,
    /// Files to store.
    pub files: u32,
    /// Files not chosen.
    pub left_out: u32,
    /// UTC milliseconds.
    pub started_at: i64,
    /// UTC milliseconds.
    pub finished_at: Option<i64>,
    /// JSON of the error it ended with.
    pub error: Option<String>,
    /// What a person should know about it.
    pub notes: Vec<String>,
    /// What it changed is noted row by row.
    pub can_take_back: bool,
    /// Its records in total.
    pub total: SpaceReconciliation,
}

/// What became of the records of one space.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SpaceReconciliation {
    /// The space's name in the archive.
    pub name: String,
    /// Files.
    pub files: u32,
    /// Records in them.
    pub records: u32,
    /// New.
    pub stored: u32,
    /// Here already.
    pub known: u32,
    /// Those of `known` whose newer state was taken.
    pub improved: u32,
    /// Not readable.
    pub quarantined: u32,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct QuarantineRow {
    /// Its number.
    pub id: String,
    /// The import it was found in.
    pub import_id: String,
    /// The file inside the archive.
    pub place: String,
    /// Which record of the file, from 0.
    pub position: u32,
    /// Why.
    pub reason: String,
    /// The start of it, at most 2 kB.
    pub sample: String,
    /// When it was found, UTC milliseconds.
    pub at: i64,
}

/// A page of what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct QuarantinePage {
    /// The rows.
    pub rows: Vec<QuarantineRow>,
    /// Where the next page follows.
    pub next: Option<String>,
}

const SELECT: &str = "SELECT m.id, m.number, m.kind, m.name, m.path, m.fingerprint, m.options, s.id, s.uid, s.name, m.state, m.as_of,
   m.checkpoint, m.files, m.left_out, m.started_at, m.finished_at, m.error, m.notes,
   (SELECT json_array(sum(files), sum(records), sum(stored), sum(known), sum(improved), sum(quarantined)) FROM import_space WHERE import = m.number),
   EXISTS (SELECT 1 FROM import_row WHERE import = m.number)
 FROM import m LEFT JOIN source s ON s.id = m.source_id";

fn read(row: &Row<'_>) -> rusqlite::Result<ImportRow> {
    let notes: String = row.get(18)?;
    let sums: String = row.get(19)?;
    let sums: Vec<Option<u32>> = serde_json::from_str(&sums).unwrap_or_default();
    let sum = |index: usize| sums.get(index).copied().flatten().unwrap_or(0);
    let source = match row.get::<_, Option<i64>>(7)? {
        Some(key) => Some((key, row.get(8)?, row.get(9)?)),
        None => None,
    };
    Ok(ImportRow {
        id: row.get(0)?,
        number: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        path: row.get(4)?,
        fingerprint: row.get(5)?,
        options: row.get(6)?,
        source,
        state: row.get(10)?,
        as_of: row.get(11)?,
        checkpoint: row.get(12)?,
        files: row.get(13)?,
        left_out: row.get(14)?,
        started_at: row.get(15)?,
        finished_at: row.get(16)?,
        error: row.get(17)?,
        notes: serde_json::from_str(&notes).unwrap_or_default(),
        can_take_back: row.get(20)?,
        total: SpaceReconciliation {
            name: String::new(),
            files: sum(0),
            records: sum(1),
            stored: sum(2),
            known: sum(3),
            improved: sum(4),
            quarantined: sum(5),
        },
    })
}

impl Read<'_> {
    /// All imports, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportRow>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE m.kind <> 'sync' ORDER BY m.number DESC LIMIT 200"))?;
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// An import.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn import(&self, id: &str) -> Result<ImportRow> {
        self.connection
            .prepare_cached(&format!("{SELECT} WHERE m.id = ?1"))?
            .query_row([id], read)
            .optional()?
            .ok_or(Error::NotFound("import"))
    }

    /// What became of an import's records, space by space.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reconciliation(&self, number: i64) -> Result<Vec<SpaceReconciliation>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, files, records, stored, known, improved, quarantined FROM import_space WHERE import = ?1
             ORDER BY name COLLATE NOCASE, name",
        )?;
        let rows = statement.query_map([number], |row| {
            Ok(SpaceReconciliation {
                name: row.get(0)?,
                files: row.get(1)?,
                records: row.get(2)?,
                stored: row.get(3)?,
                known: row.get(4)?,
                improved: row.get(5)?,
                quarantined: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A page of what could not be read, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `after` is not a place in the list.
    pub fn quarantine(&self, import: Option<&str>, after: Option<&str>, limit: u32) -> Result<QuarantinePage> {
        let after: i64 = after.map_or(Ok(i64::MAX), str::parse)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT q.id, m.id, q.place, q.position, q.reason, q.sample, q.seen_at FROM quarantine q JOIN import m ON m.number = q.import
             WHERE q.id < ?1 AND (?2 IS NULL OR m.id = ?2) ORDER BY q.id DESC LIMIT ?3",
        )?;
        let rows = statement.query_map(params![after, import, limit + 1], |row| {
            Ok(QuarantineRow {
                id: row.get::<_, i64>(0)?.to_string(),
                import_id: row.get(1)?,
                place: row.get(2)?,
                position: row.get(3)?,
                reason: row.get(4)?,
                sample: row.get(5)?,
                at: row.get(6)?,
            })
        })?;
        let mut rows: Vec<QuarantineRow> = rows.collect::<rusqlite::Result<_>>()?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.clone());
        Ok(QuarantinePage { rows, next })
    }

    /// How much could not be read, in all imports that were kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn quarantined(&self) -> Result<u32> {
        Ok(self.connection.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Begins an import; answers its number.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin_import(&self, import: &NewImport, source: Option<i64>, now: i64) -> Result<i64> {
        self.touch(Topic::Imports);
        Ok(self.connection.query_row(
            "INSERT INTO import (id, number, kind, name, path, fingerprint, options, source_id, state, as_of, files, left_out, started_at, notes)
             VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM import), ?2, ?3, ?4, ?5, ?6, ?7, 'running', ?8, ?9, ?10, ?11, ?12)
             RETURNING number",
            params![
                import.id, import.kind, import.name, import.path, import.fingerprint, import.options, source, import.as_of,
                import.files, import.left_out, now, serde_json::to_string(&import.notes).unwrap_or_default()
            ],
            |row| row.get(0),
        )?)
    }

    /// Names the source an import belongs to.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_import_source(&self, number: i64, source: i64) -> Result<()> {
        self.connection.execute("UPDATE import SET source_id = ?2 WHERE number = ?1", [number, source])?;
        self.touch(Topic::Imports);
        Ok(())
    }

    /// Moves an import's checkpoint; in the transaction that stores what lies before it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_checkpoint(&self, number: i64, checkpoint: u32) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE import SET checkpoint = ?2 WHERE number = ?1")?
            .execute(params![number, checkpoint])?;
        self.touch(Topic::Imports);
        Ok(())
    }

    /// Ends an import, or changes its state on the way there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_import_state(
        &self,
        number: i64,
        state: &str,
        error: Option<&str>,
        finished_at: Option<i64>,
    ) -> Result<()> {
        self.connection.execute(
            "UPDATE import SET state = ?2, error = ?3, finished_at = ?4 WHERE number = ?1",
            params![number, state, error, finished_at],
        )?;
        self.touch(Topic::Imports);
        Ok(())
    }

    /// Adds to the reconciliation: `read` has files and records of each space (by the key of `outcomes`) and its name.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn reconcile(&self, number: i64, rows: &[SpaceReconciliation]) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO import_space (import, name, files, records, stored, known, improved, quarantined)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (import, name) DO UPDATE SET files = files + excluded.files, records = records + excluded.records,
               stored = stored + excluded.stored, known = known + excluded.known, improved = improved + excluded.improved,
               quarantined = quarantined + excluded.quarantined",
        )?;
        for row in rows {
            statement.execute(params![
                number,
                row.name,
                row.files,
                row.records,
                row.stored,
                row.known,
                row.improved,
                row.quarantined
            ])?;
        }
        Ok(())
    }

    /// Forgets what became of an import's records: it was taken back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_reconciliation(&self, number: i64) -> Result<()> {
        self.connection.execute("DELETE FROM import_space WHERE import = ?1", [number])?;
        self.connection.execute("DELETE FROM quarantine WHERE import = ?1", [number])?;
        self.touch(Topic::Imports);
        Ok(())
    }

    /// Keeps what could not be read.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn quarantine_all(&self, number: i64, unreadable: &[Unreadable], now: i64) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO quarantine (import, place, position, reason, sample, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for record in unreadable {
            let position = i64::try_from(record.position).unwrap_or(i64::MAX);
            statement.execute(params![number, record.place, position, record.reason, record.sample, now])?;
        }
        Ok(())
    }
}

impl SpaceReconciliation {
    /// Adds what became of stored records.
    pub fn add(&mut self, outcomes: &OutcomeBySpace, space: &str) {
        if let Some(outcome) = outcomes.get(space) {
            let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            self.stored += small(outcome.stored);
            self.known += small(outcome.known);
            self.improved += small(outcome.improved);
        }
    }

    /// Whether every record is accounted for.
    pub const fn is_balanced(&self) -> bool {
        self.records == self.stored + self.known + self.quarantined
    }
}
