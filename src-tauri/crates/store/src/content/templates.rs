//! Posts that are written again and again: templates, and series whose copies are made ahead.

use kith_domain::{repeat::Repeat, time};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LONGEST_TITLE, at, clock, day, line, lines, listed, tags, zone};
use crate::{
    Person, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// How often a series comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "every", rename_all = "snake_case")]
pub enum ContentRepeat {
    /// Every so many weeks on a weekday.
    Week {
        /// 1 to 52.
        weeks: u32,
        /// 1 is Monday, 7 Sunday.
        weekday: u32,
    },
    /// Every month on a day; a month without it is left out.
    MonthDay {
        /// 1 to 31.
        day: u32,
    },
    /// Every month on its first, second … such weekday.
    MonthWeekday {
        /// 1 to 5; 0 is the last one.
        nth: u32,
        /// 1 is Monday, 7 Sunday.
        weekday: u32,
    },
}

impl ContentRepeat {
    /// What it means.
    pub const fn repeat(self) -> Repeat {
        match self {
            Self::Week { weeks, weekday } => Repeat::Week { weeks, weekday },
            Self::MonthDay { day } => Repeat::MonthDay { day },
            Self::MonthWeekday { nth, weekday } => Repeat::MonthWeekday { nth, weekday },
        }
    }
}

/// A template; with a rule, a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ContentTemplate {
    /// UUIDv7.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The title of what is made from it; {date}, {week}, {month} and {number} are places for words.
    pub title: String,
    /// Markdown, with the same places.
    pub body: String,
    /// The space; nothing: by hand elsewhere.
    pub space: Option<String>,
    /// What that is called.
    pub place: String,
    /// Whoever looks after it.
    pub owner: Option<Person>,
    /// The campaign.
    pub campaign: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The time of the day; empty for any.
    pub time: String,
    /// Whose clock: IANA.
    pub zone: String,
    /// How often it comes again; nothing for a template.
    pub repeat: Option<ContentRepeat>,
    /// From this day on.
    pub from_on: Option<String>,
    /// The last day.
    pub until_on: Option<String>,
    /// Copies that are planned from today on.
    pub ahead: u32,
}

/// A template as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewContentTemplate {
    /// What it is called.
    pub name: String,
    /// The title of what is made from it.
    #[serde(default)]
    pub title: String,
    /// Markdown.
    #[serde(default)]
    pub body: String,
    /// The space.
    #[serde(default)]
    pub space: Option<String>,
    /// Where it goes by hand.
    #[serde(default)]
    pub place: String,
    /// Whoever looks after it: the id of one of their accounts.
    #[serde(default)]
    pub owner: Option<String>,
    /// The campaign.
    #[serde(default)]
    pub campaign: Option<String>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The time of the day.
    #[serde(default)]
    pub time: String,
    /// IANA; the community's when nothing is said.
    #[serde(default)]
    pub zone: Option<String>,
    /// How often it comes again.
    #[serde(default)]
    pub repeat: Option<ContentRepeat>,
    /// From this day on.
    #[serde(default)]
    pub from_on: Option<String>,
    /// The last day.
    #[serde(default)]
    pub until_on: Option<String>,
}

const SELECT: &str = "SELECT t.id, t.name, t.title, t.body, t.space, coalesce(c.name, t.place), mi.uid, m.name, m.is_bot, k.id, t.tags, t.time,
   t.zone, t.rule, t.from_on, t.until_on,
   (SELECT count(*) FROM content_post p WHERE p.series = t.id AND p.deleted_at IS NULL AND p.series_on >= ?1)
 FROM content_template t LEFT JOIN space c ON c.uid = t.space LEFT JOIN identity oi ON oi.uid = t.owner
   LEFT JOIN person pe ON pe.identity_id = oi.id LEFT JOIN member m ON m.id = pe.member_id LEFT JOIN identity mi ON mi.id = m.id
   LEFT JOIN content_campaign k ON k.id = t.campaign AND k.deleted_at IS NULL
 WHERE t.deleted_at IS NULL";

fn read(row: &Row<'_>) -> rusqlite::Result<ContentTemplate> {
    let owner: Option<(String, String, bool)> = match row.get::<_, Option<String>>(6)? {
        Some(id) => Some((id, row.get(7)?, row.get(8)?)),
        None => None,
    };
    let rule: Option<String> = row.get(13)?;
    Ok(ContentTemplate {
        id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        body: row.get(3)?,
        space: row.get(4)?,
        place: row.get(5)?,
        owner: owner.map(|(id, name, is_bot)| Person { id, name, is_bot }),
        campaign: row.get(9)?,
        tags: listed(&row.get::<_, String>(10)?),
        time: row.get(11)?,
        zone: row.get(12)?,
        repeat: rule.as_deref().and_then(|rule| serde_json::from_str(rule).ok()),
        from_on: row.get(14)?,
        until_on: row.get(15)?,
        ahead: row.get(16)?,
    })
}

impl Read<'_> {
    /// All templates and series, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn content_templates(&self, now: i64) -> Result<Vec<ContentTemplate>> {
        let today = time::day_of(now, self.zone()?).to_string();
        let mut statement =
            self.connection.prepare_cached(&format!("{SELECT} ORDER BY t.rule IS NULL, lower(t.name), t.id"))?;
        Ok(statement.query_map([today], read)?.collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn content_template(&self, id: &str) -> Result<ContentTemplate> {
        self.connection
            .prepare_cached(&format!("{SELECT} AND t.id = ?2"))?
            .query_row(["", id], read)
            .optional()?
            .ok_or(Error::NotFound("template"))
    }
}

impl Write<'_> {
    /// Keeps a template: changes the one with this id, or makes it. Of a series, copies that nobody touched are made anew.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so; [`Error::NotFound`] when it names what is not here.
    pub fn put_content_template(&self, id: &str, new: &NewContentTemplate, now: i64) -> Result<()> {
        let read = self.read();
        let name = line(&new.name, LONGEST_TITLE, "name")?;
        if name.is_empty() {
            return Err(at("name")("give it a name"));
        }
        let repeat = new.repeat.map(|rule| rule.repeat().checked().map(|_| rule)).transpose().map_err(at("repeat"))?;
        let title = line(&new.title, LONGEST_TITLE, "title")?;
        if repeat.is_some() && title.is_empty() {
            return Err(at("title")("write the title of what is made"));
        }
        let from_on = day(new.from_on.as_deref(), "from_on")?.filter(|_| repeat.is_some());
        if repeat.is_some() && from_on.is_none() {
            return Err(at("from_on")("choose the first day"));
        }
        let until_on = day(new.until_on.as_deref(), "until_on")?.filter(|_| repeat.is_some());
        if until_on.is_some() && until_on < from_on {
            return Err(at("until_on")("this is before it begins"));
        }
        let known = read.content_template(id).ok();
        let place = match new.space.as_deref().filter(|space| !space.is_empty()) {
            None => line(&new.place, LONGEST_TITLE, "place")?,
            Some(space) => match (read.space_target(space), &known) {
                (Ok(found), _) => found.3,
                (Err(Error::NotFound(_)), Some(known)) if known.space.as_deref() == Some(space) => known.place.clone(),
                (Err(error), _) => return Err(error),
            },
        };
        let campaign = new.campaign.as_deref().filter(|campaign| !campaign.is_empty());
        self.expect_campaign(campaign)?;
        let zone = match &new.zone {
            Some(typed) => zone(typed, "zone")?,
            None => known.map_or(read.zone()?.name().to_owned(), |known| known.zone),
        };
        let rule = repeat.map(|rule| serde_json::to_string(&rule).unwrap_or_default());
        self.connection
            .prepare_cached(
                "INSERT INTO content_template (id, name, title, body, space, place, owner, campaign, tags, time, zone, rule, from_on,
                   until_on, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, title = excluded.title, body = excluded.body, space = excluded.space,
                   place = excluded.place, owner = excluded.owner, campaign = excluded.campaign, tags = excluded.tags,
                   time = excluded.time, zone = excluded.zone, rule = excluded.rule, from_on = excluded.from_on,
                   until_on = excluded.until_on, updated_at = excluded.updated_at, deleted_at = NULL",
            )?
            .execute(params![
                id,
                name,
                title,
                lines(&new.body, "body")?,
                new.space.as_deref().filter(|space| !space.is_empty()),
                place,
                read.content_owner(new.owner.as_deref())?,
                campaign,
                tags(&new.tags)?,
                clock(&new.time, "time")?,
                zone,
                rule,
                from_on,
                until_on,
                now
            ])?;
        self.take_back_copies(id, now)?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Takes a template away, and copies of a series that nobody touched.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_content_template(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE content_template SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("template"));
        }
        self.take_back_copies(id, now)?;
        self.touch(Topic::Content);
        Ok(())
    }

    /// Copies from today on that nobody touched: they are what the series says, and nothing else.
    fn take_back_copies(&self, series: &str, now: i64) -> Result<()> {
        let today = time::day_of(now, self.read().zone()?).to_string();
        self.connection.execute(
            "DELETE FROM content_post WHERE series = ?1 AND series_on >= ?2 AND updated_at = created_at AND deleted_at IS NULL
               AND state IN ('idea', 'draft')",
            [series, &today],
        )?;
        Ok(())
    }
}
