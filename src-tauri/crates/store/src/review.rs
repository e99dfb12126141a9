//! What waits for a moderator's decision at the sources.
//!
//! **Invariants:** a source's queue is what it was when it was read last, as a whole; whoever flagged is not in it.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, Write, error::Result, topic::Topic};

/// Something that waits, as it is kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewReview {
    /// The source's own number.
    pub number: i64,
    /// What kind of thing it is there.
    pub kind: String,
    /// How urgent the source takes it to be.
    pub score: f64,
    /// Its state: a decision is about this one.
    pub version: i64,
    /// The author's number there.
    pub account: Option<i64>,
    /// The author's name there.
    pub author: String,
    /// What is said against it.
    pub reasons: Vec<String>,
    /// How many people said so.
    pub flags: u32,
    /// A title.
    pub title: String,
    /// Its words.
    pub words: String,
    /// Where it is.
    pub link: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
}

/// Something that waits for a decision.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct ReviewRow {
    /// Its id here.
    pub id: String,
    /// The source's name.
    pub source: String,
    /// What kind of thing it is there: `ReviewableFlaggedPost` and others.
    pub kind: String,
    /// How urgent the source takes it to be.
    pub score: f64,
    /// The author's member; nothing where the account is not known here.
    pub member: Option<String>,
    /// The author's name.
    pub author: String,
    /// What is said against it.
    pub reasons: Vec<String>,
    /// How many people said so.
    pub flags: u32,
    /// A title.
    pub title: String,
    /// Its words.
    pub words: String,
    /// Where it is.
    pub link: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
}

impl Read<'_> {
    /// What waits, the most urgent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviews(&self) -> Result<Vec<ReviewRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.id, s.name, r.type, r.score, o.uid, coalesce(o.name, r.author), r.reasons, r.flags, r.title, r.words, r.link,
               r.created_at
             FROM review r JOIN source s ON s.uid = r.source
               LEFT JOIN identity i ON i.source_id = s.id AND i.remote = r.account
               LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN identity o ON o.id = p.member_id
             ORDER BY r.score DESC, r.created_at, r.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ReviewRow {
                id: row.get(0)?,
                source: row.get(1)?,
                kind: row.get(2)?,
                score: row.get(3)?,
                member: row.get(4)?,
                author: row.get(5)?,
                reasons: serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default(),
                flags: row.get(7)?,
                title: row.get(8)?,
                words: row.get(9)?,
                link: row.get(10)?,
                created_at: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many wait.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn review_count(&self) -> Result<u32> {
        let sql = "SELECT count(*) FROM review WHERE source IN (SELECT uid FROM source)";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

impl Write<'_> {
    /// Keeps a source's queue in the place of what was kept of it before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_reviews(&self, source: &str, items: &[NewReview]) -> Result<()> {
        let gone = self.connection.execute("DELETE FROM review WHERE source = ?1", [source])?;
        for item in items {
            self.connection
                .prepare_cached(
                    "INSERT INTO review (id, source, number, type, score, version, account, author, reasons, flags, title, words, link,
                       created_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                )?
                .execute(params![
                    format!("{source} {}", item.number),
                    source,
                    item.number,
                    item.kind,
                    item.score,
                    item.version,
                    item.account.map(|id| id.to_string()),
                    item.author,
                    serde_json::to_string(&item.reasons).unwrap_or_else(|_| "[]".to_owned()),
                    item.flags,
                    item.title,
                    item.words,
                    item.link,
                    item.created_at
                ])?;
        }
        if gone > 0 || !items.is_empty() {
            self.touch(Topic::Conduct);
        }
        Ok(())
    }
}
