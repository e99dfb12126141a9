//! Conversations: a space's topics, or its messages that were answered.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Person, Read, SpaceStyle,
    error::{Error, Result},
};

/// What conversations are sorted by, newest or most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ThreadSort {
    /// The newest answer.
    #[default]
    Last,
    /// When they were opened.
    Started,
    /// How many answers they have.
    Replies,
}

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ThreadRow {
    /// The id of the message that opened it.
    pub id: String,
    /// The space it is in.
    pub space_id: String,
    /// What the space is called.
    pub space_name: String,
    /// How the space is read.
    pub style: SpaceStyle,
    /// The topic's title, or the start of the first message; plain text.
    pub title: String,
    /// Who opened it.
    pub author: Option<Person>,
    /// UTC milliseconds.
    pub started_at: i64,
    /// The newest answer, UTC milliseconds.
    pub last_at: i64,
    /// Answers.
    pub replies: u32,
    /// The source, for resolving mentions in the title.
    #[serde(skip)]
    #[ts(skip)]
    pub source_id: String,
    /// Whether `title` is still the source's markup.
    #[serde(skip)]
    #[ts(skip)]
    pub markup: bool,
}

/// A page of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ThreadPage {
    /// The conversations.
    pub rows: Vec<ThreadRow>,
    /// Where the next page follows.
    pub next: Option<String>,
}

/// CROSS: conversations come first, in the order of an index; with few sources and spaces, SQLite would begin with those
/// and sort every conversation there is.
const SELECT: &str = "SELECT t.id, p.uid, p.name, p.kind, t.title, a.text, t.started_at, t.last_at, t.replies, s.uid, i.uid, m.name, m.is_bot
  FROM thread t CROSS JOIN space p ON p.id = t.space_id CROSS JOIN source s ON s.id = p.source_id CROSS JOIN activity a ON a.id = t.id
  LEFT JOIN person pe ON pe.identity_id = a.identity_id LEFT JOIN member m ON m.id = pe.member_id LEFT JOIN identity i ON i.id = m.id";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ThreadRow> {
    let kind: String = row.get(3)?;
    let title: Option<String> = row.get(4)?;
    let author: Option<(String, String, bool)> = match row.get::<_, Option<String>>(10)? {
        Some(id) => Some((id, row.get(11)?, row.get(12)?)),
        None => None,
    };
    Ok(ThreadRow {
        id: row.get::<_, i64>(0)?.to_string(),
        space_id: row.get(1)?,
        space_name: row.get(2)?,
        style: if matches!(kind.as_str(), "category" | "restricted") { SpaceStyle::Forum } else { SpaceStyle::Chat },
        markup: title.is_none(),
        title: match title {
            Some(title) => title,
            None => row.get(5)?,
        },
        author: author.map(|(id, name, is_bot)| Person { id, name, is_bot }),
        started_at: row.get(6)?,
        last_at: row.get(7)?,
        replies: row.get(8)?,
        source_id: row.get(9)?,
    })
}

impl Read<'_> {
    /// A page of conversations, of one space or of all.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `after` is not a place in the list, [`Error::NotFound`] when there is no such space.
    pub fn threads(
        &self,
        space: Option<&str>,
        sort: ThreadSort,
        after: Option<&str>,
        limit: u32,
    ) -> Result<ThreadPage> {
        let space = space.map(|uid| self.space_key(uid)).transpose()?;
        let invalid = || Error::Invalid("that is not a place in the list".into());
        let place: Option<(i64, i64)> =
            after.map(|after| serde_json::from_str(after).map_err(|_| invalid())).transpose()?;
        let column = match sort {
            ThreadSort::Last => "last_at",
            // Key order is time order.
            ThreadSort::Started => "id",
            ThreadSort::Replies => "replies",
        };
        let (key, id) = place.unwrap_or((i64::MAX, i64::MAX));
        let in_space = if space.is_some() { "t.space_id = ?4" } else { "?4 IS NULL" };
        let sql = format!(
            "{SELECT} WHERE {in_space} AND t.{column} <= ?1 AND (t.{column} < ?1 OR t.id < ?2) ORDER BY t.{column} DESC, t.id DESC LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![key, id, limit + 1, space], read)?;
        let mut rows: Vec<ThreadRow> = rows.collect::<rusqlite::Result<_>>()?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| {
            let id: i64 = row.id.parse().unwrap_or(0);
            let key = match sort {
                ThreadSort::Last => row.last_at,
                ThreadSort::Started => id,
                ThreadSort::Replies => i64::from(row.replies),
            };
            format!("[{key},{id}]")
        });
        Ok(ThreadPage { rows, next })
    }

    /// A conversation by the id of the message that opened it; one that nobody answered as well.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message.
    pub fn thread(&self, id: &str) -> Result<ThreadRow> {
        let key: i64 = id.parse().map_err(|_| Error::NotFound("conversation"))?;
        let found =
            self.connection.prepare_cached(&format!("{SELECT} WHERE t.id = ?1"))?.query_row([key], read).optional()?;
        if let Some(found) = found {
            return Ok(found);
        }
        let alone = SELECT.replace("FROM thread t", "FROM (SELECT id, space_id, NULL AS title, occurred_at AS started_at, occurred_at AS last_at, 0 AS replies FROM activity) t");
        self.connection
            .prepare_cached(&format!("{alone} WHERE t.id = ?1"))?
            .query_row([key], read)
            .optional()?
            .ok_or(Error::NotFound("conversation"))
    }
}
