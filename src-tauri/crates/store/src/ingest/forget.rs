//! Takes a whole source out of the file, with everything that came from it.
//!
//! **Invariants:** what was written here stays: an account about which there is a note, a tag, a pair or anything else of
//! that kind stays as an account, without what it did; nothing points to what is gone; what everybody else did counts as
//! before.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::Session;
use crate::{
    Read, Write,
    error::Result,
    topic::Topic,
    undo::{self, TABLES},
};

/// Written here, and of no use without what it is about.
const MARKS: [&str; 9] = [
    "intent",
    "identity_link",
    "not_same",
    "attention",
    "greeting",
    "lapse_pause",
    "celebrated",
    "introduction_group",
    "space_choice",
];

/// What of a source is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct SourceTraces {
    /// Messages and answers.
    pub messages: u32,
    /// Joins, leaves and other happenings.
    pub happenings: u32,
    /// Reactions.
    pub reactions: u32,
    /// Channels, categories and conversations.
    pub spaces: u32,
    /// Accounts that would go.
    pub accounts: u32,
    /// Accounts that would stay, because something was written about them here.
    pub stay: u32,
    /// Archives and tables that were imported.
    pub imports: u32,
    /// Messages that wait in the outbox and would be discarded.
    pub waiting: u32,
}

impl Read<'_> {
    /// What would go with a source, and who would stay.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source_traces(&self, source: i64) -> Result<SourceTraces> {
        let count = |sql: &str| -> Result<u32> { Ok(self.connection.query_row(sql, [source], |row| row.get(0))?) };
        let of = "space_id IN (SELECT id FROM space WHERE source_id = ?1)";
        let all = count("SELECT count(*) FROM identity WHERE source_id = ?1")?;
        let stay = u32::try_from(self.written_about(source)?.len()).unwrap_or(u32::MAX);
        Ok(SourceTraces {
            messages: count(&format!("SELECT count(*) FROM activity WHERE kind <= 2 AND {of}"))?,
            happenings: count(&format!("SELECT count(*) FROM activity WHERE kind BETWEEN 3 AND 5 AND {of}"))?,
            reactions: count(&format!(
                "SELECT count(*) FROM reaction WHERE activity_id IN (SELECT id FROM activity WHERE {of})"
            ))?,
            spaces: count("SELECT count(*) FROM space WHERE source_id = ?1")?,
            accounts: all.saturating_sub(stay),
            stay,
            imports: count("SELECT count(*) FROM import WHERE source_id = ?1 AND kind <> 'sync'")?,
            waiting: count(
                "SELECT count(*) FROM intent WHERE state IN ('queued', 'wedged') AND source = (SELECT uid FROM source WHERE id = ?1)",
            )?,
        })
    }

    /// Accounts of a source about which something was written here.
    fn written_about(&self, source: i64) -> Result<Vec<i64>> {
        self.written_about_those("SELECT uid FROM identity WHERE source_id = ?1", source)
    }

    /// Of the accounts whose ids `which` answers, those about which something was written here: any authored table that
    /// names them.
    pub(super) fn written_about_those(&self, which: &str, given: impl rusqlite::ToSql) -> Result<Vec<i64>> {
        let mut parts = Vec::new();
        for (table, _) in TABLES.iter().filter(|(table, _)| !MARKS.contains(table)) {
            for column in undo::text_columns(self.connection, table)? {
                parts.push(format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IN ({which})"));
            }
        }
        let mut kept = std::collections::BTreeSet::new();
        for part in parts {
            let mut statement = self.connection.prepare(&format!("SELECT id FROM identity WHERE uid IN ({part})"))?;
            for id in statement.query_map([&given], |row| row.get::<_, i64>(0))? {
                kept.insert(id?);
            }
        }
        Ok(kept.into_iter().collect())
    }
}

impl Write<'_> {
    /// Removes a piece of what a source brought, from the key `from` on; answers where to go on, or nothing at the end.
    ///
    /// # Errors
    /// When the file cannot be written; the session must not be used again.
    pub fn remove_source_piece(&self, session: &mut Session, from: i64) -> Result<Option<i64>> {
        self.remove_rows(session, super::remove::Whose::Source, from)
    }

    /// Removes what is left of a source after the last piece: accounts, places, and the source itself, unless accounts stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_source(&self, source: i64, now: i64) -> Result<()> {
        let kept = self.read().written_about(source)?;
        self.connection
            .execute_batch("DROP TABLE IF EXISTS temp.stays; CREATE TEMP TABLE stays (id INTEGER PRIMARY KEY);")?;
        for id in &kept {
            self.connection.execute("INSERT INTO temp.stays (id) VALUES (?1)", [id])?;
        }
        let uid: String =
            self.connection.query_row("SELECT uid FROM source WHERE id = ?1", [source], |row| row.get(0))?;
        let records: Vec<i64> = self
            .connection
            .prepare("SELECT raw FROM identity WHERE source_id = ?1 AND raw IS NOT NULL AND id NOT IN (SELECT id FROM temp.stays)")?
            .query_map([source], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.forget_places(records.into_iter())?;
        self.connection.execute(
            "UPDATE intent SET state = 'discarded', updated_at = ?2 WHERE source = ?1 AND state IN ('queued', 'sending', 'wedged')",
            params![uid, now],
        )?;
        for statement in ["DELETE FROM review WHERE source = ?1", "DELETE FROM retention WHERE source = ?1"] {
            self.connection.execute(statement, [&uid])?;
        }
        for statement in [
            "DELETE FROM quarantine WHERE import IN (SELECT number FROM import WHERE source_id = ?1)",
            "DELETE FROM import_row WHERE import IN (SELECT number FROM import WHERE source_id = ?1)",
            "UPDATE import SET state = 'cancelled' WHERE source_id = ?1 AND kind <> 'sync' AND state = 'done'",
            "DELETE FROM sync WHERE source_id = ?1",
        ] {
            self.connection.execute(statement, [source])?;
        }
        self.recount_members()?;
        self.drop_source(source)?;
        self.connection.execute_batch("DROP TABLE temp.stays;")?;
        self.recount_all_weeks()?;
        self.forget_all_windows()?;
        self.unpack_all_days()?;
        self.set_unfinished(None)?;
        for topic in [
            Topic::Members,
            Topic::Activity,
            Topic::Sources,
            Topic::Imports,
            Topic::Outbox,
            Topic::Conduct,
            Topic::Desk,
        ] {
            self.touch(topic);
        }
        Ok(())
    }
}
