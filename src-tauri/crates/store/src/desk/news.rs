//! What came in since a moment.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, error::Result};

/// How much is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct NewsCounts {
    /// Messages of people.
    pub messages: u32,
    /// Of these, those that open a conversation.
    pub opened: u32,
    /// Members first seen or joined.
    pub members: u32,
    /// Conversations with something new.
    pub threads: u32,
}

impl Read<'_> {
    /// What came in since `since`, UTC milliseconds; bots do not count.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn news(&self, since: i64) -> Result<NewsCounts> {
        let from = since.div_euclid(1_000).saturating_mul(64);
        let (messages, opened) = self
            .connection
            .prepare_cached(
                "SELECT count(*), coalesce(sum(kind = 1), 0) FROM activity WHERE id >= ?1 AND kind <= 2 AND gone_at IS NULL AND flags & 1 = 0",
            )?
            .query_row([from], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let members = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT id FROM member WHERE joined_at >= ?1 AND is_bot = 0
                   UNION SELECT id FROM member WHERE first_at >= ?1 AND is_bot = 0 AND (joined_at IS NULL OR joined_at >= ?1))",
            )?
            .query_row([since], |row| row.get(0))?;
        let threads = self
            .connection
            .prepare_cached("SELECT count(*) FROM thread WHERE last_at >= ?1")?
            .query_row([since], |row| row.get(0))?;
        Ok(NewsCounts { messages, opened, members, threads })
    }

    /// When anything was last done, UTC milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_seen_at(&self) -> Result<Option<i64>> {
        Ok(self.connection.query_row("SELECT max(last_at) FROM space", [], |row| row.get(0))?)
    }
}
