//! Planned posts as they are typed, moved and taken away.

use rusqlite::params;
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::{ContentPost, ContentState, LONGEST_TITLE, at, clock, day, line, lines, tags, zone};
use crate::{
    NewIntent, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A post as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewContentPost {
    /// A topic's title; in a chat, what it is called here.
    pub title: String,
    /// Markdown.
    #[serde(default)]
    pub body: String,
    /// The space it is for; nothing: by hand elsewhere.
    #[serde(default)]
    pub space: Option<String>,
    /// Where it goes by hand.
    #[serde(default)]
    pub place: String,
    /// Whoever looks after it: the id of one of their accounts.
    #[serde(default)]
    pub owner: Option<String>,
    /// `2026-05-12`, on the clock of `zone`.
    #[serde(default)]
    pub planned_on: Option<String>,
    /// `09:30`; empty for any time.
    #[serde(default)]
    pub planned_time: String,
    /// IANA; the community's when nothing is said.
    #[serde(default)]
    pub zone: Option<String>,
    /// The campaign it belongs to.
    #[serde(default)]
    pub campaign: Option<String>,
    /// Remarks.
    #[serde(default)]
    pub notes: String,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A post that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPost {
    /// Its title.
    pub title: String,
    /// Markdown.
    pub body: String,
    space: Option<String>,
    place: String,
    owner: Option<String>,
    planned_on: Option<String>,
    planned_time: String,
    zone: Option<String>,
    campaign: Option<String>,
    notes: String,
    tags: String,
}

impl CheckedPost {
    /// The space it is for.
    pub fn space(&self) -> Option<&str> {
        self.space.as_deref()
    }

    /// When it is planned for, UTC milliseconds; `known` is the zone where none was chosen.
    pub fn planned_at(&self, known: &str) -> Option<i64> {
        super::instant(self.planned_on.as_deref()?, &self.planned_time, self.zone.as_deref().unwrap_or(known))
    }

    /// Whether it has a time and not only a day.
    pub const fn has_time(&self) -> bool {
        !self.planned_time.is_empty()
    }

    /// The tags.
    pub fn tags(&self) -> Vec<String> {
        super::listed(&self.tags)
    }
}

fn some(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl NewContentPost {
    /// What was typed, understood.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self) -> Result<CheckedPost> {
        let title = line(&self.title, LONGEST_TITLE, "title")?;
        if title.is_empty() {
            return Err(at("title")("write what it is about"));
        }
        let planned_on = day(self.planned_on.as_deref(), "planned_on")?;
        let planned_time = clock(&self.planned_time, "planned_time")?;
        if planned_on.is_none() && !planned_time.is_empty() {
            return Err(at("planned_on")("choose a day for this time"));
        }
        Ok(CheckedPost {
            title,
            body: lines(&self.body, "body")?,
            space: some(self.space.as_ref()),
            place: line(&self.place, LONGEST_TITLE, "place")?,
            owner: some(self.owner.as_ref()),
            planned_on,
            planned_time,
            zone: some(self.zone.as_ref()).map(|typed| zone(&typed, "zone")).transpose()?,
            campaign: some(self.campaign.as_ref()),
            notes: lines(&self.notes, "notes")?,
            tags: tags(&self.tags)?,
        })
    }
}

impl Write<'_> {
    /// Keeps a post: changes the one with this id, or makes it as an idea (a draft where it has words).
    ///
    /// A day without a zone is one on the community's clock; of a post that is here, on the clock it has.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it names a space, owner or campaign that is not here.
    pub fn put_content_post(&self, id: &str, new: &CheckedPost, now: i64) -> Result<()> {
        let read = self.read();
        let known = read.content_post(id).ok();
        // What a post had before it may go on having, though it is gone.
        let before = |had: Option<&String>, has: Option<&String>| has.is_none() || had == has;
        let place = match &new.space {
            None => new.place.clone(),
            Some(space) => match read.space_target(space) {
                Ok(found) => found.3,
                Err(Error::NotFound(_))
                    if before(known.as_ref().and_then(|known| known.space.as_ref()), Some(space)) =>
                {
                    known.as_ref().map(|known| known.place.clone()).unwrap_or_default()
                }
                Err(error) => return Err(error),
            },
        };
        let owner = read.content_owner(new.owner.as_deref())?;
        if !before(known.as_ref().and_then(|known| known.campaign.as_ref()), new.campaign.as_ref()) {
            self.expect_campaign(new.campaign.as_deref())?;
        }
        let zone = match (&new.zone, known) {
            (Some(zone), _) => zone.clone(),
            (None, Some(known)) => known.zone,
            (None, None) => read.zone()?.name().to_owned(),
        };
        let state = if new.body.is_empty() { ContentState::Idea } else { ContentState::Draft };
        self.connection
            .prepare_cached(
                "INSERT INTO content_post (id, title, body, state, space, place, owner, planned_on, planned_time, zone, campaign, notes,
                   tags, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body, space = excluded.space, place = excluded.place,
                   owner = excluded.owner, planned_on = excluded.planned_on, planned_time = excluded.planned_time, zone = excluded.zone,
                   campaign = excluded.campaign, notes = excluded.notes, tags = excluded.tags,
                   updated_at = max(excluded.updated_at, content_post.created_at + 1)",
            )?
            .execute(params![
                id,
                new.title,
                new.body,
                state.word(),
                new.space,
                place,
                owner,
                new.planned_on,
                new.planned_time,
                zone,
                new.campaign,
                new.notes,
                new.tags,
                now
            ])?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Says where a post stands. What waits in the outbox is taken out of it, unless the post is on its way.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it went out and shall not have; [`Error::Field`] when it has no day to wait for.
    pub fn move_content_post(&self, id: &str, state: ContentState, now: i64) -> Result<()> {
        let post = self.read().content_post(id)?;
        if state == ContentState::Scheduled && post.planned_on.is_none() {
            return Err(at("planned_on")("choose the day first"));
        }
        let mut intent = post.intent.clone();
        match post.intent_state.as_deref() {
            Some("sent" | "sending") if state < ContentState::Published => return Err(Error::Conflict),
            Some("queued" | "wedged") => intent = self.take_out(&post, now)?,
            Some("discarded") | None => intent = None,
            Some(_) => {}
        }
        let published_at = match state.is_out() {
            true => Some(post.published_at.or(post.planned_at.filter(|at| *at <= now)).unwrap_or(now)),
            false => None,
        };
        self.connection.execute(
            "UPDATE content_post SET state = ?2, intent = ?3, published_at = ?4, updated_at = max(?5, created_at + 1) WHERE id = ?1",
            params![id, state.word(), intent, published_at, now],
        )?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Puts a post into the outbox; what waited there of it before is taken out.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is on its way or out.
    pub fn schedule_content_post(&self, id: &str, intent: &NewIntent<'_>, now: i64) -> Result<()> {
        let post = self.read().content_post(id)?;
        if post.state.is_out() {
            return Err(Error::Conflict);
        }
        self.take_out(&post, now)?;
        self.queue(intent)?;
        self.connection.execute(
            "UPDATE content_post SET state = 'scheduled', intent = ?2, published_at = NULL, updated_at = max(?3, created_at + 1) WHERE id = ?1",
            params![id, intent.id, now],
        )?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Takes a post out of the outbox, where it waits there.
    fn take_out(&self, post: &ContentPost, now: i64) -> Result<Option<String>> {
        match (&post.intent, post.intent_state.as_deref()) {
            (Some(intent), Some("queued" | "wedged")) => self.discard(intent, now)?,
            (_, Some("sending")) => return Err(Error::Conflict),
            _ => {}
        }
        Ok(None)
    }

    /// Says which message a post became, or that this is not known.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such post or message.
    pub fn link_content_post(&self, id: &str, message: Option<&str>, now: i64) -> Result<()> {
        let read = self.read();
        let post = read.content_post(id)?;
        let activity = match message {
            Some(message) => {
                let activity: i64 = message.parse().map_err(|_| Error::NotFound("message"))?;
                Some((activity, read.content_result(activity)?.ok_or(Error::NotFound("message"))?.0))
            }
            None => None,
        };
        if activity.is_some() && matches!(post.intent_state.as_deref(), Some("queued" | "wedged" | "sending")) {
            // Otherwise it would be there twice.
            self.take_out(&post, now)?;
        }
        // A post that has a message is out.
        self.connection.execute(
            "UPDATE content_post SET activity = ?2, published_at = coalesce(?3, published_at),
               intent = CASE WHEN ?2 IS NOT NULL AND ?5 THEN NULL ELSE intent END,
               state = CASE WHEN ?2 IS NOT NULL AND state NOT IN ('published', 'measured') THEN 'published' ELSE state END,
               updated_at = max(?4, created_at + 1) WHERE id = ?1",
            params![
                id,
                activity.map(|(activity, _)| activity),
                activity.map(|(_, at)| at),
                now,
                post.intent_state.as_deref() != Some("sent")
            ],
        )?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Takes a post away, out of the outbox as well.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Conflict`] when it is on its way.
    pub fn remove_content_post(&self, id: &str, now: i64) -> Result<()> {
        let post = self.read().content_post(id)?;
        self.take_out(&post, now)?;
        self.connection
            .execute("UPDATE content_post SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1", params![id, now])?;
        self.touch(Topic::Content);
        Ok(())
    }
}
