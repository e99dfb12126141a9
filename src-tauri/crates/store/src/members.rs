//! Members: the list, in any order.
//!
//! **Invariant:** a page is found by the place it follows, never by counting rows, so any page costs the same.

use rusqlite::{Row, ToSql};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Tag,
    error::{Error, Result},
    words,
};

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MemberSort {
    /// Last seen.
    #[default]
    Last,
    /// First seen.
    First,
    /// Name.
    Name,
    /// Posts and replies.
    Messages,
    /// Reactions given.
    Reactions,
}

impl MemberSort {
    const fn column(self) -> &'static str {
        match self {
            Self::Last => "last_at",
            Self::First => "first_at",
            Self::Name => "name_key",
            Self::Messages => "messages",
            Self::Reactions => "reactions",
        }
    }
}

/// Whom the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    /// People.
    #[default]
    People,
    /// People of the team.
    Team,
    /// Bots.
    Bots,
    /// People and bots.
    All,
}

/// Whom the list shows, by when they were last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MemberSeen {
    /// Everybody.
    #[default]
    Any,
    /// Seen in the 30 days before the newest activity.
    #[serde(rename = "active_30")]
    Active30,
    /// Seen once, but not in the 90 days before the newest activity.
    #[serde(rename = "quiet_90")]
    Quiet90,
    /// Never did anything.
    Never,
}

/// Whom the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MemberFilter {
    /// Beginnings of words of name, handle, e-mail or title; empty for everybody.
    #[serde(default)]
    pub text: String,
    /// People or bots.
    #[serde(default)]
    pub kind: MemberKind,
    /// When last seen.
    #[serde(default)]
    pub seen: MemberSeen,
    /// Whether the team is left out.
    #[serde(default)]
    pub without_team: bool,
    /// Whether those who left are shown.
    #[serde(default)]
    pub left: bool,
    /// Only those whom this segment chooses.
    #[serde(default)]
    pub segment: Option<String>,
}

/// A member in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberRow {
    /// The member's id: that of the first account.
    pub id: String,
    /// The name.
    pub name: String,
    /// The short name of the first account.
    pub handle: Option<String>,
    /// Role or job title.
    pub title: Option<String>,
    /// Not a person.
    pub is_bot: bool,
    /// One of the team.
    pub is_team: bool,
    /// Deactivated at the source.
    pub left: bool,
    /// First seen doing something, UTC milliseconds.
    pub first_at: Option<i64>,
    /// Last seen doing something, UTC milliseconds.
    pub last_at: Option<i64>,
    /// Conversations opened and messages outside one.
    pub posts: u32,
    /// Answers.
    pub replies: u32,
    /// Reactions given.
    pub reactions: u32,
    /// Names of the sources with an account of this member.
    pub sources: Vec<String>,
    /// Tags, by name.
    pub tags: Vec<Tag>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberPage {
    /// The members.
    pub rows: Vec<MemberRow>,
    /// Where the next page follows; nothing at the end.
    pub next: Option<String>,
}

/// Where pages of the list begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Anchors {
    /// How many members there are in all.
    pub total: u32,
    /// The place that each page follows; nothing for the first.
    pub cursors: Vec<Option<String>>,
}

const ROW: &str =
    "SELECT i.uid, m.name, i.handle, coalesce((SELECT e.value FROM person p JOIN identity pi ON pi.id = p.identity_id
                 JOIN profile e ON e.id = pi.uid || ' title' WHERE p.member_id = m.id
                 ORDER BY pi.id <> m.id, e.updated_at DESC LIMIT 1), json_quote(i.title)), m.is_bot, m.has_left, m.first_at, m.last_at, m.posts, m.replies,
   m.reactions, (SELECT json_group_array(DISTINCT s.name) FROM person p JOIN identity pi ON pi.id = p.identity_id
                 JOIN source s ON s.id = pi.source_id WHERE p.member_id = m.id), m.is_team,
   (SELECT json_group_array(json_object('id', id, 'name', name, 'colour', colour) ORDER BY name_key) FROM (
      SELECT DISTINCT t.id, t.name, t.colour, t.name_key FROM person p JOIN identity pi ON pi.id = p.identity_id
        JOIN tagging g ON g.identity = pi.uid JOIN tag t ON t.id = g.tag AND t.deleted_at IS NULL
      WHERE p.member_id = m.id)), m.id";

/// Where [`ROW`] has the member's key; what a list adds follows it.
const KEY: usize = 14;

impl MemberRow {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (sources, tags): (String, String) = (row.get(11)?, row.get(13)?);
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            handle: row.get(2)?,
            title: serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default(),
            is_bot: row.get(4)?,
            is_team: row.get(12)?,
            left: row.get(5)?,
            first_at: row.get(6)?,
            last_at: row.get(7)?,
            posts: row.get(8)?,
            replies: row.get(9)?,
            reactions: row.get(10)?,
            sources: serde_json::from_str(&sources).unwrap_or_default(),
            tags: serde_json::from_str(&tags).unwrap_or_default(),
        })
    }
}

/// The place of a member in a sorted list: the sort key and the row's key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place(serde_json::Value, i64);

impl Place {
    fn read(row: &Row<'_>, key: usize, id: usize) -> Result<Self> {
        use rusqlite::types::ValueRef;
        let key = match row.get_ref(key)? {
            ValueRef::Integer(number) => number.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
            _ => serde_json::Value::Null,
        };
        Ok(Self(key, row.get(id)?))
    }

    fn parse(cursor: &str) -> Result<Self> {
        serde_json::from_str(cursor).map_err(|_| Error::Invalid("that is not a place in the list".into()))
    }

    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The parts of a statement that one filter and order make.
struct Listing {
    source: &'static str,
    conditions: Vec<&'static str>,
    order: String,
    column: &'static str,
    question: Option<String>,
    chosen: Option<String>,
    bounds: (i64, i64),
}

impl Read<'_> {
    fn listing(&self, filter: &MemberFilter, now: i64, sort: MemberSort, descending: bool) -> Result<Listing> {
        let mut conditions = Vec::new();
        let chosen = self.among(filter.segment.as_deref(), now)?.json();
        if chosen.is_some() {
            conditions.push("m.id IN (SELECT value FROM json_each(:chosen))");
        }
        match filter.kind {
            MemberKind::People => conditions.push("m.is_bot = 0"),
            MemberKind::Team => conditions.extend(["m.is_team = 1", "m.is_bot = 0"]),
            MemberKind::Bots => conditions.push("m.is_bot = 1"),
            MemberKind::All => {}
        }
        if filter.without_team {
            conditions.push("m.is_team = 0");
        }
        if !filter.left {
            conditions.push("m.has_left = 0");
        }
        let newest: Option<i64> = self.connection.query_row("SELECT max(last_at) FROM member", [], |row| row.get(0))?;
        let days = |days: i64| newest.unwrap_or(0) - days * kith_domain::time::DAY;
        match filter.seen {
            MemberSeen::Any => {}
            MemberSeen::Active30 => conditions.push("m.last_at >= :active"),
            MemberSeen::Quiet90 => conditions.push("m.last_at < :quiet"),
            MemberSeen::Never => conditions.push("m.last_at IS NULL"),
        }
        let mut source = "member m";
        let mut question = None;
        if !filter.text.trim().is_empty() {
            question = words::question(&filter.text, 1).expression;
            if question.is_some() {
                source = "member_fts f CROSS JOIN member m ON m.id = f.rowid";
                conditions.push("f.text MATCH :question");
            } else {
                conditions.push("0");
            }
        }
        let column = sort.column();
        let direction = if descending { "DESC" } else { "ASC" };
        Ok(Listing {
            source,
            conditions,
            order: format!("m.{column} {direction}, m.id {direction}"),
            column,
            question,
            chosen,
            bounds: (days(30), days(90)),
        })
    }

    /// A page of the list, after a place in it. Segments are asked at `now`, UTC milliseconds.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `after` is not such a place, [`Error::NotFound`] when there is no such segment.
    pub fn members(
        &self,
        filter: &MemberFilter,
        now: i64,
        sort: MemberSort,
        descending: bool,
        after: Option<&str>,
        limit: u32,
    ) -> Result<MemberPage> {
        let listing = self.listing(filter, now, sort, descending)?;
        let place = after.map(Place::parse).transpose()?;
        let column = listing.column;
        // Going down, members without a value come last; going up, first.
        let mut conditions = match (&place, descending) {
            (None, _) => vec!["1".to_owned()],
            (Some(Place(serde_json::Value::Null, _)), true) => vec![format!("m.{column} IS NULL AND m.id < :id")],
            (Some(Place(serde_json::Value::Null, _)), false) => {
                vec![format!("m.{column} IS NULL AND m.id > :id"), format!("m.{column} IS NOT NULL")]
            }
            (Some(_), true) => {
                vec![format!("m.{column} <= :key AND (m.{column} < :key OR m.id < :id)"), format!("m.{column} IS NULL")]
            }
            (Some(_), false) => vec![format!("m.{column} >= :key AND (m.{column} > :key OR m.id > :id)")],
        };
        if !matches!(sort, MemberSort::Last | MemberSort::First) {
            conditions.truncate(1);
        }
        // One after the other: joined by OR they would hide the index.
        let wanted = limit as usize + 1;
        let mut rows: Vec<(MemberRow, Place)> = Vec::new();
        for condition in conditions {
            if rows.len() < wanted {
                let rest = u32::try_from(wanted - rows.len()).unwrap_or(1);
                rows.extend(self.member_rows(&listing, &condition, place.as_ref(), rest)?);
            }
        }
        Ok(page(rows, limit))
    }

    pub(crate) fn member_row(&self, member: i64) -> Result<MemberRow> {
        let sql = format!("{ROW} FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([member], MemberRow::read)?)
    }

    fn member_rows(
        &self,
        listing: &Listing,
        condition: &str,
        place: Option<&Place>,
        limit: u32,
    ) -> Result<Vec<(MemberRow, Place)>> {
        let mut conditions = listing.conditions.join(" AND ");
        if conditions.is_empty() {
            conditions.push('1');
        }
        let sql = format!(
            "{ROW}, m.{} FROM {} JOIN identity i ON i.id = m.id WHERE {condition} AND {conditions} ORDER BY {} LIMIT :limit",
            listing.column, listing.source, listing.order
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        bind(&mut statement, listing, place)?;
        if let Some(index) = statement.parameter_index(":limit")? {
            statement.raw_bind_parameter(index, limit)?;
        }
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((MemberRow::read(row)?, Place::read(row, KEY + 1, KEY)?));
        }
        Ok(found)
    }

    /// The keys of all members of a list, in its order.
    pub(crate) fn member_keys(
        &self,
        filter: &MemberFilter,
        now: i64,
        sort: MemberSort,
        descending: bool,
    ) -> Result<Vec<i64>> {
        let listing = self.listing(filter, now, sort, descending)?;
        let mut conditions = listing.conditions.join(" AND ");
        if conditions.is_empty() {
            conditions.push('1');
        }
        let sql = format!("SELECT m.id FROM {} WHERE {conditions} ORDER BY {}", listing.source, listing.order);
        let mut statement = self.connection.prepare_cached(&sql)?;
        bind(&mut statement, &listing, None)?;
        let mut rows = statement.raw_query();
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        Ok(keys)
    }

    /// Where pages of `every` members begin, and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_anchors(
        &self,
        filter: &MemberFilter,
        now: i64,
        sort: MemberSort,
        descending: bool,
        every: u32,
    ) -> Result<Anchors> {
        let listing = self.listing(filter, now, sort, descending)?;
        let mut conditions = listing.conditions.join(" AND ");
        if conditions.is_empty() {
            conditions.push('1');
        }
        let sql = format!(
            "SELECT m.{}, m.id FROM {} WHERE {conditions} ORDER BY {}",
            listing.column, listing.source, listing.order
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        bind(&mut statement, &listing, None)?;
        let mut rows = statement.raw_query();
        let mut total = 0;
        let mut cursors = vec![None];
        let every = every.max(1);
        while let Some(row) = rows.next()? {
            total += 1;
            if total % every == 0 {
                cursors.push(Some(Place::read(row, 0, 1)?.write()));
            }
        }
        if total > 0 && total % every == 0 {
            cursors.pop();
        }
        Ok(Anchors { total, cursors })
    }

    /// The newest accounts of people, by when they joined or were first seen.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_members(&self, limit: u32) -> Result<Vec<MemberRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROW} FROM member m JOIN identity i ON i.id = m.id
             WHERE m.first_at IS NOT NULL AND m.is_bot = 0 AND m.has_left = 0 ORDER BY m.first_at DESC, m.id DESC LIMIT ?1"
        ))?;
        Ok(statement.query_map([limit], MemberRow::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Members with words that begin as typed; those who write most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_members(&self, typed: &str, limit: u32) -> Result<Vec<MemberRow>> {
        let Some(question) = words::question(typed, 1).expression else { return Ok(Vec::new()) };
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROW} FROM (SELECT m.* FROM (SELECT rowid FROM member_fts WHERE text MATCH ?1 LIMIT 20000) f
                         CROSS JOIN member m ON m.id = f.rowid
                         ORDER BY m.has_left, m.is_bot, m.messages DESC, m.id LIMIT ?2) m
             JOIN identity i ON i.id = m.id ORDER BY m.has_left, m.is_bot, m.messages DESC, m.id"
        ))?;
        Ok(statement.query_map((question, limit), MemberRow::read)?.collect::<rusqlite::Result<_>>()?)
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, listing: &Listing, place: Option<&Place>) -> Result<()> {
    let key: Option<Box<dyn ToSql>> = place.map(|Place(key, _)| match key {
        serde_json::Value::Number(number) => Box::new(number.as_i64().unwrap_or(0)) as Box<dyn ToSql>,
        serde_json::Value::String(text) => Box::new(text.clone()),
        _ => Box::new(rusqlite::types::Null),
    });
    let id = place.map(|Place(_, id)| *id);
    let values: [(&str, Option<&dyn ToSql>); 6] = [
        (":key", key.as_ref().map(|key| key.as_ref())),
        (":id", id.as_ref().map(|id| id as &dyn ToSql)),
        (":question", listing.question.as_ref().map(|question| question as &dyn ToSql)),
        (":chosen", listing.chosen.as_ref().map(|chosen| chosen as &dyn ToSql)),
        (":active", Some(&listing.bounds.0)),
        (":quiet", Some(&listing.bounds.1)),
    ];
    for (name, value) in values {
        if let (Some(index), Some(value)) = (statement.parameter_index(name)?, value) {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}

fn page(mut rows: Vec<(MemberRow, Place)>, limit: u32) -> MemberPage {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = if more { rows.last().map(|(_, place)| place.write()) } else { None };
    MemberPage { rows: rows.into_iter().map(|(row, _)| row).collect(), next }
}
