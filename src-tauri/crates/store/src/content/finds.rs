//! What members made that is worth using again, and whether they agreed.
//!
//! **Invariant:** no words of the member are copied: what they take away at the source is taken away here.

use kith_domain::time;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::lines;
use crate::{
    MessageRow, Person, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Whether a member agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContentPermission {
    /// Nobody asked yet.
    Found,
    /// Asked, and not answered.
    Asked,
    /// They agreed.
    Granted,
    /// They did not.
    Refused,
}

impl ContentPermission {
    const fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "asked" => Self::Asked,
            "granted" => Self::Granted,
            "refused" => Self::Refused,
            _ => Self::Found,
        }
    }
}

/// Something a member made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFind {
    /// UUIDv7.
    pub id: String,
    /// The message's key.
    pub activity: i64,
    /// The message; nothing when it is not here any more.
    pub message: Option<MessageRow>,
    /// Who made it, as far as that is known.
    pub author: Option<Person>,
    /// Whether they agreed.
    pub permission: ContentPermission,
    /// When that was so.
    pub decided_on: Option<String>,
    /// The post it is used in.
    pub post: Option<String>,
    /// Its title.
    pub post_title: Option<String>,
    /// A remark.
    pub note: String,
    /// UTC milliseconds.
    pub created_at: i64,
}

/// What is said about something a member made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewContentFind {
    /// Whether they agreed.
    pub permission: ContentPermission,
    /// The post it is used in.
    #[serde(default)]
    pub post: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

impl Read<'_> {
    /// What members made, the newest mark first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn content_finds(&self, skip: u32, limit: u32) -> Result<Vec<ContentFind>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT f.id, f.activity, mi.uid, m.name, m.is_bot, f.permission, f.decided_on, p.id, p.title, f.note, f.created_at
             FROM content_find f LEFT JOIN identity i ON i.uid = f.identity LEFT JOIN person pe ON pe.identity_id = i.id
               LEFT JOIN member m ON m.id = pe.member_id LEFT JOIN identity mi ON mi.id = m.id
               LEFT JOIN content_post p ON p.id = f.post AND p.deleted_at IS NULL
             WHERE f.deleted_at IS NULL ORDER BY f.created_at DESC, f.id DESC LIMIT ?2 OFFSET ?1",
        )?;
        let mut found = statement
            .query_map([skip, limit], |row| {
                let author: Option<(String, String, bool)> = match row.get::<_, Option<String>>(2)? {
                    Some(id) => Some((id, row.get(3)?, row.get(4)?)),
                    None => None,
                };
                Ok(ContentFind {
                    id: row.get(0)?,
                    activity: row.get(1)?,
                    message: None,
                    author: author.map(|(id, name, is_bot)| Person { id, name, is_bot }),
                    permission: ContentPermission::parse(&row.get::<_, String>(5)?),
                    decided_on: row.get(6)?,
                    post: row.get(7)?,
                    post_title: row.get(8)?,
                    note: row.get(9)?,
                    created_at: row.get(10)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for find in &mut found {
            find.message = match self.message(find.activity) {
                Ok(message) => Some(message),
                Err(Error::NotFound(_)) => None,
                Err(error) => return Err(error),
            };
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Marks a message as worth using again; one that is marked already stays as it is, and its id is answered.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message.
    pub fn mark_content(&self, id: &str, message: &str, now: i64) -> Result<String> {
        let activity: i64 = message.parse().map_err(|_| Error::NotFound("message"))?;
        let author: Option<String> = self
            .connection
            .query_row(
                "SELECT (SELECT i.uid FROM person p JOIN identity i ON i.id = p.member_id WHERE p.identity_id = a.identity_id)
                 FROM activity a WHERE a.id = ?1 AND a.kind <= 2 AND a.gone_at IS NULL",
                [activity],
                |row| row.get(0),
            )
            .optional()?
            .ok_or(Error::NotFound("message"))?;
        let known: Option<String> = self
            .connection
            .query_row("SELECT id FROM content_find WHERE activity = ?1 AND deleted_at IS NULL", [activity], |row| {
                row.get(0)
            })
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        self.connection.execute(
            "INSERT INTO content_find (id, activity, identity, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
            params![id, activity, author, now],
        )?;
        self.touch(Topic::Content);
        Ok(id.to_owned())
    }

    /// Says whether a member agreed, and where it is used.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such mark or post; [`Error::Field`] when it shall be used without leave.
    pub fn change_content_find(&self, id: &str, new: &NewContentFind, now: i64) -> Result<()> {
        let post = new.post.as_deref().filter(|post| !post.is_empty());
        if let Some(post) = post {
            self.read().content_post(post)?;
            if new.permission != ContentPermission::Granted {
                return Err(super::at("post")("ask its author first: only what was granted is used"));
            }
        }
        let today = time::day_of(now, self.read().zone()?).to_string();
        let changed = self.connection.execute(
            "UPDATE content_find SET permission = ?2, post = ?3, note = ?4, updated_at = ?6,
               decided_on = CASE WHEN ?2 = 'found' THEN NULL WHEN permission = ?2 THEN decided_on ELSE ?5 END
             WHERE id = ?1 AND deleted_at IS NULL",
            params![id, new.permission.word(), post, lines(&new.note, "note")?, today, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("mark"));
        }
        self.touch(Topic::Content);
        Ok(())
    }

    /// Takes a mark away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_content_find(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE content_find SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("mark"));
        }
        self.touch(Topic::Content);
        Ok(())
    }
}
