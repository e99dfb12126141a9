//! Campaigns: posts that belong together, and what became of all of them.

use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LONGEST_TITLE, at, day, line, lines};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ContentCampaign {
    /// UUIDv7.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub until_on: String,
    /// What it is for.
    pub goal: String,
    /// Its posts.
    pub posts: u32,
    /// Of these, how many are out.
    pub published: u32,
    /// Of these, how many have a message that is known.
    pub known: u32,
    /// Answers to them, each in its first seven days.
    pub answers: u32,
    /// Reactions.
    pub reactions: u32,
    /// How often forums say they were looked at; nothing when none of them says so.
    pub views: Option<u32>,
}

/// A campaign as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewContentCampaign {
    /// What it is called.
    pub name: String,
    /// The first day: `2026-05-12`.
    pub from_on: String,
    /// The last day.
    pub until_on: String,
    /// What it is for.
    #[serde(default)]
    pub goal: String,
}

impl Read<'_> {
    /// All campaigns, the newest first, with what became of their posts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn content_campaigns(&self) -> Result<Vec<ContentCampaign>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, from_on, until_on, goal FROM content_campaign WHERE deleted_at IS NULL ORDER BY from_on DESC, id DESC",
        )?;
        let mut found = statement
            .query_map([], |row| {
                Ok(ContentCampaign {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    from_on: row.get(2)?,
                    until_on: row.get(3)?,
                    goal: row.get(4)?,
                    posts: 0,
                    published: 0,
                    known: 0,
                    answers: 0,
                    reactions: 0,
                    views: None,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for campaign in &mut found {
            for post in self.content_of_campaign(&campaign.id)? {
                campaign.posts += 1;
                campaign.published += u32::from(post.state.is_out());
                let Some(result) = post.result.filter(|result| result.here || result.complete) else { continue };
                campaign.known += 1;
                campaign.answers += result.answers;
                campaign.reactions += result.reactions;
                campaign.views = match (campaign.views, result.views) {
                    (None, None) => None,
                    (sum, more) => Some(sum.unwrap_or(0) + more.unwrap_or(0)),
                };
            }
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Keeps a campaign: changes the one with this id, or makes it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn put_content_campaign(&self, id: &str, new: &NewContentCampaign, now: i64) -> Result<()> {
        let name = line(&new.name, LONGEST_TITLE, "name")?;
        if name.is_empty() {
            return Err(at("name")("give it a name"));
        }
        let needed = |typed: &str, field| day(Some(typed), field)?.ok_or_else(|| at(field)("write a day: 2026-05-12"));
        let (from_on, until_on) = (needed(&new.from_on, "from_on")?, needed(&new.until_on, "until_on")?);
        if until_on < from_on {
            return Err(at("until_on")("this is before it begins"));
        }
        self.connection.execute(
            "INSERT INTO content_campaign (id, name, from_on, until_on, goal, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, from_on = excluded.from_on, until_on = excluded.until_on,
               goal = excluded.goal, updated_at = excluded.updated_at",
            params![id, name, from_on, until_on, lines(&new.goal, "goal")?, now],
        )?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Takes a campaign away; its posts stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_content_campaign(&self, id: &str, now: i64) -> Result<()> {
        self.expect_campaign(Some(id))?;
        self.connection
            .execute("UPDATE content_campaign SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1", params![id, now])?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Answers well when there is such a campaign, or none is named.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn expect_campaign(&self, id: Option<&str>) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        self.connection
            .query_row("SELECT 1 FROM content_campaign WHERE id = ?1 AND deleted_at IS NULL", [id], |_| Ok(()))
            .optional()?
            .ok_or(Error::NotFound("campaign"))
    }
}
