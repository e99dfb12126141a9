//! What is kept after an event: scores, lessons, decisions, and links to what came of it.
//!
//! **Invariants:** a score has no name; the same answers of a file twice are there once.

use kith_domain::profile;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{at, needed};
use crate::{Read, Write, error::Result, topic::Topic};

/// Most characters of what somebody said.
const LONGEST: usize = 4_000;

/// An answer to how it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventScore {
    /// Its id.
    pub id: String,
    /// From 0 to 10.
    pub score: u8,
    /// What was said with it.
    pub said: String,
}

/// What sort of thing is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LessonKind {
    /// What to do again, or otherwise.
    Lesson,
    /// What was decided.
    Decision,
    /// Photos, a recording, slides: where they are.
    Link,
}

impl LessonKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Decision => "decision",
            Self::Link => "link",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "decision" => Self::Decision,
            "link" => Self::Link,
            _ => Self::Lesson,
        }
    }
}

/// Something that is kept of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventLesson {
    /// Its id.
    pub id: String,
    /// What sort of thing.
    pub kind: LessonKind,
    /// In words.
    pub text: String,
    /// Where it is.
    pub link: String,
}

/// Something to keep, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEventLesson {
    /// What sort of thing.
    pub kind: LessonKind,
    /// In words.
    pub text: String,
    /// Where it is.
    #[serde(default)]
    pub link: String,
}

impl Read<'_> {
    /// Scores of an event, the highest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_scores(&self, event: &str) -> Result<Vec<EventScore>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, score, said FROM event_score WHERE event = ?1 AND deleted_at IS NULL ORDER BY score DESC, id",
        )?;
        let rows = statement
            .query_map([event], |row| Ok(EventScore { id: row.get(0)?, score: row.get(1)?, said: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is kept of an event, in the order it was written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_lessons(&self, event: &str) -> Result<Vec<EventLesson>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, text, link FROM event_lesson WHERE event = ?1 AND deleted_at IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([event], |row| {
            let kind = LessonKind::parse(&row.get::<_, String>(1)?);
            Ok(EventLesson { id: row.get(0)?, kind, text: row.get(2)?, link: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps a score under an id; one that is there stays as it is. Answers whether it is new.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event; [`crate::Error::Field`] when it is no score.
    pub fn keep_event_score(&self, event: &str, id: &str, score: u8, said: &str, now: i64) -> Result<bool> {
        let event = self.read().event(event)?;
        if score > 10 {
            return Err(at("scores")("write numbers from 0 to 10"));
        }
        let said: String = said.chars().take(LONGEST).collect();
        let said = profile::words(&said, LONGEST, true).map_err(at("said"))?.unwrap_or_default();
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO event_score (id, event, score, said, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                 ON CONFLICT (id) DO UPDATE SET deleted_at = NULL, updated_at = excluded.updated_at
                 WHERE deleted_at IS NOT NULL AND event = excluded.event",
            )?
            .execute(params![id, event.id, score, said, now])?;
        self.touch(Topic::Events);
        Ok(changed > 0)
    }

    /// Takes a score away.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is none.
    pub fn remove_event_score(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_score SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "score")
    }

    /// Keeps something under its id; of one that is there nothing needs to be said of the event.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event; [`crate::Error::Field`] when something cannot be meant so.
    pub fn keep_event_lesson(&self, event: &str, id: &str, new: &NewEventLesson, now: i64) -> Result<()> {
        let known: Option<String> = self
            .connection
            .prepare_cached("SELECT event FROM event_lesson WHERE id = ?1 AND deleted_at IS NULL")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let event = self.read().event(known.as_deref().unwrap_or(event))?;
        let link = new.link.trim();
        if new.kind == LessonKind::Link && link.is_empty() {
            return Err(at("link")("write the address of a page"));
        }
        if !link.is_empty() && (link.len() > 2_000 || profile::link(link).map_err(at("link"))?.is_none()) {
            return Err(at("link")("write the address of a page"));
        }
        let text = if new.kind == LessonKind::Link {
            needed(&new.text, "text")?
        } else {
            let found = profile::words(&new.text, LONGEST, true).map_err(at("text"))?;
            found.filter(|text| !text.is_empty()).ok_or_else(|| at("text")("this cannot be empty"))?
        };
        self.connection
            .prepare_cached(
                "INSERT INTO event_lesson (id, event, kind, text, link, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, text = excluded.text, link = excluded.link,
                   updated_at = excluded.updated_at",
            )?
            .execute(params![id, event.id, new.kind.word(), text, link, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes something away.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is none.
    pub fn remove_event_lesson(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_lesson SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "entry")
    }
}
