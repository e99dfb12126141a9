//! What waits for a moderator's decision at the sources.
//!
//! **Invariants:** a source's queue is what it was when it was read last, as a whole; whoever flagged is not in it; what
//! was decided here and taken there is not shown as waiting, whether the queue was read since or not.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

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
    /// What the source lets us do about it.
    pub actions: Vec<ReviewChoice>,
}

/// Something that can be done about what waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReviewChoice {
    /// The source's word for it.
    pub name: String,
    /// What the source calls it, in its language; may be empty.
    pub label: String,
}

/// A decision that is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ReviewDecision {
    /// Its place in the outbox.
    pub intent: String,
    /// What was decided, in the source's word.
    pub action: String,
    /// It was refused: a person looks again.
    pub stuck: bool,
    /// Why the last try failed.
    pub why: Option<String>,
    /// It is not sent before this moment, UTC milliseconds.
    pub not_before: i64,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTarget {
    /// The source's id.
    pub source: String,
    /// The source's own number.
    pub number: i64,
    /// The state that the person saw.
    pub version: i64,
    /// What can be done.
    pub actions: Vec<ReviewChoice>,
    /// Decisions about it that wait or are stuck.
    pub decisions: Vec<ReviewDecision>,
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
    /// What the source lets us do about it.
    pub actions: Vec<ReviewChoice>,
    /// What was decided here and is not there yet.
    pub decision: Option<ReviewDecision>,
}

/// Decisions about what a row of `review r` is, newest first.
const DECISIONS: &str =
    "FROM intent n WHERE n.kind = 'review' AND n.source = r.source AND n.payload ->> 'review' = r.number";

impl Read<'_> {
    /// What waits, the most urgent first. What was decided here and the source took is not there any more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviews(&self) -> Result<Vec<ReviewRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT r.id, s.name, r.type, r.score, o.uid, coalesce(o.name, r.author), r.reasons, r.flags, r.title, r.words, r.link,
               r.created_at, r.actions,
               (SELECT json_object('intent', n.id, 'action', n.payload ->> 'action', 'stuck', n.state = 'wedged', 'not_before', n.not_before,
                  'why', n.error ->> 'message')
                {DECISIONS} AND n.state IN ('queued', 'sending', 'wedged') ORDER BY n.created_at DESC, n.id DESC LIMIT 1)
             FROM review r JOIN source s ON s.uid = r.source
               LEFT JOIN identity i ON i.source_id = s.id AND i.remote = r.account
               LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN identity o ON o.id = p.member_id
             WHERE NOT EXISTS (SELECT 1 {DECISIONS} AND n.state = 'sent' AND n.payload ->> 'version' = r.version)
             ORDER BY r.score DESC, r.created_at, r.id",
        ))?;
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
                actions: serde_json::from_str(&row.get::<_, String>(12)?).unwrap_or_default(),
                decision: row.get::<_, Option<String>>(13)?.as_deref().and_then(decision),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a decision would be about.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not wait any more.
    pub fn review_target(&self, id: &str) -> Result<ReviewTarget> {
        let sql = "SELECT source, number, version, actions FROM review WHERE id = ?1";
        let mut target = self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| {
                Ok(ReviewTarget {
                    source: row.get(0)?,
                    number: row.get(1)?,
                    version: row.get(2)?,
                    actions: serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default(),
                    decisions: Vec::new(),
                })
            })
            .optional()?
            .ok_or(Error::NotFound("flag"))?;
        let mut statement = self.connection.prepare_cached(
            "SELECT n.id, n.payload ->> 'action', n.state = 'wedged', n.not_before, n.error ->> 'message'
             FROM review r JOIN intent n ON n.kind = 'review' AND n.source = r.source AND n.payload ->> 'review' = r.number
             WHERE r.id = ?1 AND n.state IN ('queued', 'sending', 'wedged')",
        )?;
        let rows = statement.query_map([id], |row| {
            Ok(ReviewDecision {
                intent: row.get(0)?,
                action: row.get(1)?,
                stuck: row.get(2)?,
                not_before: row.get(3)?,
                why: row.get(4)?,
            })
        })?;
        target.decisions = rows.collect::<rusqlite::Result<_>>()?;
        Ok(target)
    }

    /// How many wait.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn review_count(&self) -> Result<u32> {
        let sql = format!(
            "SELECT count(*) FROM review r WHERE r.source IN (SELECT uid FROM source)
               AND NOT EXISTS (SELECT 1 {DECISIONS} AND n.state IN ('queued', 'sending', 'sent') AND n.payload ->> 'version' = r.version)"
        );
        Ok(self.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
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
                       created_at, actions)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
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
                    item.created_at,
                    serde_json::to_string(&item.actions).unwrap_or_else(|_| "[]".to_owned())
                ])?;
        }
        if gone > 0 || !items.is_empty() {
            self.touch(Topic::Conduct);
        }
        Ok(())
    }
}

fn decision(json: &str) -> Option<ReviewDecision> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    Some(ReviewDecision {
        intent: value.get("intent")?.as_str()?.to_owned(),
        action: value.get("action")?.as_str()?.to_owned(),
        stuck: value.get("stuck")?.as_i64()? != 0,
        why: value.get("why")?.as_str().map(str::to_owned),
        not_before: value.get("not_before")?.as_i64()?,
    })
}
