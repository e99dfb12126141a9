//! Planned posts as they are shown: what a person said about them, and what became of them.

use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContentResult, instant, listed};
use crate::{
    Person, Read,
    error::{Error, Result},
};

/// Most posts that are read at once.
const MOST: u32 = 5_000;

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContentState {
    /// A thought.
    Idea,
    /// It is being written.
    Draft,
    /// Somebody else looks at it.
    Review,
    /// It waits for its time.
    Scheduled,
    /// It is out.
    Published,
    /// Its first seven days are counted.
    Measured,
}

impl ContentState {
    /// The word in files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Measured => "measured",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "draft" => Self::Draft,
            "review" => Self::Review,
            "scheduled" => Self::Scheduled,
            "published" => Self::Published,
            "measured" => Self::Measured,
            _ => Self::Idea,
        }
    }

    /// Whether it is out.
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Published | Self::Measured)
    }
}

/// How a post gets out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContentWay {
    /// A person posts it.
    Hand,
    /// It goes through the outbox.
    Outbox,
}

/// What is in a post's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContentTrouble {
    /// The space it is for is not here any more.
    SpaceGone,
    /// The space is closed for new messages.
    SpaceArchived,
    /// It was taken out of the outbox.
    NotInOutbox,
    /// Its source refused it: the outbox has it.
    Refused,
    /// Its source is not connected any more: the outbox keeps it.
    NotConnected,
    /// Its source is paused: the outbox keeps it.
    Paused,
    /// Its source may only be read.
    ReadOnly,
    /// Its source cannot be reached, or asks something.
    SourceFails,
    /// Its time is over.
    Late,
}

/// A planned post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ContentPost {
    /// UUIDv7.
    pub id: String,
    /// A topic's title; in a chat, what it is called here.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Where it stands.
    pub state: ContentState,
    /// The space it is for; nothing: by hand elsewhere.
    pub space: Option<String>,
    /// What that is called now, or was when it was chosen; where it goes by hand.
    pub place: String,
    /// What the source of the space is called.
    pub source_name: Option<String>,
    /// Whoever looks after it.
    pub owner: Option<Person>,
    /// The day it is planned for, on the clock of `zone`.
    pub planned_on: Option<String>,
    /// The time of that day; empty for any.
    pub planned_time: String,
    /// Whose clock: IANA.
    pub zone: String,
    /// The same as an instant, UTC milliseconds.
    pub planned_at: Option<i64>,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
    /// What that is called.
    pub campaign_name: Option<String>,
    /// Remarks.
    pub notes: String,
    /// Tags.
    pub tags: Vec<String>,
    /// The series that made it.
    pub series: Option<String>,
    /// How it gets out, or got out.
    pub way: ContentWay,
    /// When it got out, UTC milliseconds.
    pub published_at: Option<i64>,
    /// What became of it, as soon as the message is known.
    pub result: Option<ContentResult>,
    /// What is in its way.
    pub trouble: Option<ContentTrouble>,
    /// Of what goes through the outbox: `queued`, `sending`, `sent`, `wedged`, `discarded`; nothing when it is not there.
    #[serde(skip)]
    #[ts(skip)]
    pub intent_state: Option<String>,
    /// Its id in the outbox.
    #[serde(skip)]
    #[ts(skip)]
    pub intent: Option<String>,
    /// Whether the space is here.
    #[serde(skip)]
    #[ts(skip)]
    pub space_known: bool,
    /// Whether the space is closed for new messages.
    #[serde(skip)]
    #[ts(skip)]
    pub archived: bool,
    /// The uid of the source.
    #[serde(skip)]
    #[ts(skip)]
    pub source: Option<String>,
    /// The message it became.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) activity: Option<i64>,
    /// The result that was kept.
    #[serde(skip)]
    #[ts(skip)]
    kept: Option<ContentResult>,
    /// UTC milliseconds.
    pub updated_at: i64,
}

/// What a message in the outbox became is found by its number: of a chat within its channel, of a forum within the forum.
const SELECT: &str = "SELECT p.id, p.title, p.body, p.state, p.space, coalesce(c.name, p.place), s.name, mi.uid, m.name, m.is_bot,
   p.planned_on, p.planned_time, p.zone, k.id, k.name, p.notes, p.tags, t.id, p.intent, n.state, n.sent_at, p.published_at,
   coalesce(p.activity, (SELECT a.id FROM space r JOIN activity a ON a.realm_id = r.id AND a.remote = n.remote
      WHERE n.state = 'sent' AND r.source_id = c.source_id AND (r.id = c.id OR r.kind = 'forum') LIMIT 1)),
   c.id IS NOT NULL, coalesce(c.archived, 0), s.uid, p.updated_at,
   r.activity, r.answers, r.people, r.reactions, r.views
 FROM content_post p LEFT JOIN space c ON c.uid = p.space LEFT JOIN source s ON s.id = c.source_id
   LEFT JOIN identity oi ON oi.uid = p.owner LEFT JOIN person pe ON pe.identity_id = oi.id LEFT JOIN member m ON m.id = pe.member_id
   LEFT JOIN identity mi ON mi.id = m.id LEFT JOIN content_campaign k ON k.id = p.campaign AND k.deleted_at IS NULL
   LEFT JOIN content_template t ON t.id = p.series AND t.deleted_at IS NULL LEFT JOIN intent n ON n.id = p.intent
   LEFT JOIN content_result r ON r.post = p.id
 WHERE p.deleted_at IS NULL";

fn read(row: &Row<'_>) -> rusqlite::Result<ContentPost> {
    let owner: Option<(String, String, bool)> = match row.get::<_, Option<String>>(7)? {
        Some(id) => Some((id, row.get(8)?, row.get(9)?)),
        None => None,
    };
    let (said, intent): (String, Option<String>) = (row.get(3)?, row.get(18)?);
    let intent_state: Option<String> = row.get(19)?;
    let (planned_on, planned_time, zone): (Option<String>, String, String) = (row.get(10)?, row.get(11)?, row.get(12)?);
    let sent = intent_state.as_deref() == Some("sent");
    let state = match ContentState::parse(&said) {
        ContentState::Scheduled if sent => ContentState::Published,
        state => state,
    };
    let activity: Option<i64> = row.get(22)?;
    let kept = match row.get::<_, Option<i64>>(27)? {
        // Where the message is lost with its source, what was counted stays.
        Some(of) if Some(of) == activity || (activity.is_none() && intent.is_some()) => Some(ContentResult {
            message: of.to_string(),
            answers: row.get(28)?,
            people: row.get(29)?,
            reactions: row.get(30)?,
            views: row.get(31)?,
            complete: true,
            ..ContentResult::default()
        }),
        _ => None,
    };
    Ok(ContentPost {
        id: row.get(0)?,
        title: row.get(1)?,
        body: row.get(2)?,
        state,
        space: row.get(4)?,
        place: row.get(5)?,
        source_name: row.get(6)?,
        owner: owner.map(|(id, name, is_bot)| Person { id, name, is_bot }),
        planned_at: planned_on.as_deref().and_then(|on| instant(on, &planned_time, &zone)),
        planned_on,
        planned_time,
        zone,
        campaign: row.get(13)?,
        campaign_name: row.get(14)?,
        notes: row.get(15)?,
        tags: listed(&row.get::<_, String>(16)?),
        series: row.get(17)?,
        way: if intent.is_some() { ContentWay::Outbox } else { ContentWay::Hand },
        published_at: if sent { row.get(20)? } else { row.get(21)? },
        result: None,
        trouble: None,
        intent,
        intent_state,
        space_known: row.get(23)?,
        archived: row.get(24)?,
        source: row.get(25)?,
        activity,
        kept,
        updated_at: row.get(26)?,
    })
}

impl Read<'_> {
    /// Posts that are planned from a day until before another, in their order; with `unplanned`, those without a day after
    /// them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn content_posts(&self, from: &str, until: &str, unplanned: bool) -> Result<Vec<ContentPost>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} AND ((p.planned_on >= ?1 AND p.planned_on < ?2) OR (?3 AND p.planned_on IS NULL))
             ORDER BY p.planned_on IS NULL, p.planned_on, p.planned_time, p.id LIMIT {MOST}"
        ))?;
        let found = statement.query_map(params![from, until, unplanned], read)?;
        found.map(|post| self.with_result(post?)).collect()
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn content_post(&self, id: &str) -> Result<ContentPost> {
        let found =
            self.connection.prepare_cached(&format!("{SELECT} AND p.id = ?1"))?.query_row([id], read).optional()?;
        self.with_result(found.ok_or(Error::NotFound("post"))?)
    }

    /// Posts of a campaign, in their order.
    pub(super) fn content_of_campaign(&self, campaign: &str) -> Result<Vec<ContentPost>> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} AND p.campaign = ?1 LIMIT {MOST}"))?;
        let found = statement.query_map([campaign], read)?;
        found.map(|post| self.with_result(post?)).collect()
    }

    /// What became of a post that is out: counted now, or as it was kept.
    fn with_result(&self, mut post: ContentPost) -> Result<ContentPost> {
        if !post.state.is_out() {
            return Ok(post);
        }
        let now = post.activity.map(|activity| self.content_result(activity)).transpose()?.flatten();
        if let Some((at, counted)) = &now {
            post.published_at = Some(*at);
            post.result = Some(counted.clone());
        }
        if let Some(kept) = post.kept.take() {
            post.state = ContentState::Measured;
            // Where it is, and whether it is there, is as of now; the numbers are those of its first seven days.
            let place = now.map(|(_, now)| (now.space, now.here, now.gone)).unwrap_or_default();
            post.result = Some(ContentResult { space: place.0, here: place.1, gone: place.2, ..kept });
        } else if post.result.is_none()
            && let Some(lost) = post.activity
        {
            post.result = Some(ContentResult { message: lost.to_string(), ..ContentResult::default() });
        }
        Ok(post)
    }
}
