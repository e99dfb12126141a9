//! Members: the list in any order, and one of them on one page.
//!
//! **Invariant:** a page is found by the place it follows, never by counting rows, so any page costs the same.

use rusqlite::{OptionalExtension, Row, ToSql, named_params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Note, Read,
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
    /// Bots.
    Bots,
    /// Both.
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
    /// Whether those who left are shown.
    #[serde(default)]
    pub left: bool,
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

/// An account of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Account {
    /// The account's id.
    pub id: String,
    /// Its source.
    pub source_id: String,
    /// What the source is called.
    pub source_name: String,
    /// `slack`, `discourse`, `sample_chat`, `sample_forum`.
    #[ts(type = "\"slack\" | \"discourse\" | \"sample_chat\" | \"sample_forum\"")]
    pub source_kind: String,
    /// The source's own id.
    pub remote_id: String,
    /// The short name.
    pub handle: Option<String>,
    /// The name shown there.
    pub name: String,
    /// The address known there.
    pub email: Option<String>,
    /// Not a person.
    pub is_bot: bool,
    /// Limited to some spaces.
    pub is_guest: bool,
    /// May administer the source.
    pub is_admin: bool,
    /// Deactivated.
    pub left: bool,
    /// Seen only as an author: the source's list of people does not have it.
    pub missing: bool,
    /// When it was made or first joined a space, UTC milliseconds.
    pub joined_at: Option<i64>,
}

/// How much a member wrote in a space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberSpace {
    /// The space's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Posts and replies among the member's newest 5,000.
    pub messages: u32,
    /// The newest, UTC milliseconds.
    pub last_at: i64,
}

/// Messages in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MonthBar {
    /// Midnight of the first day in the community's zone, UTC milliseconds.
    pub starts_at: i64,
    /// Posts and replies.
    pub messages: u32,
}

/// A member, on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Member {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The full name, when it differs.
    pub real_name: Option<String>,
    /// The short name of the first account.
    pub handle: Option<String>,
    /// Role or job title.
    pub title: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// IANA zone.
    pub zone: Option<String>,
    /// The first address known.
    pub email: Option<String>,
    /// Not a person.
    pub is_bot: bool,
    /// Deactivated everywhere.
    pub left: bool,
    /// The accounts.
    pub accounts: Vec<Account>,
    /// The first account made or space joined, UTC milliseconds.
    pub joined_at: Option<i64>,
    /// First seen doing something, UTC milliseconds.
    pub first_at: Option<i64>,
    /// Last seen doing something, UTC milliseconds.
    pub last_at: Option<i64>,
    /// Conversations opened and messages outside one.
    pub posts: u32,
    /// Answers.
    pub replies: u32,
    /// Reactions given.
    pub reactions_given: u32,
    /// Reactions others gave to the member's newest 5,000 messages.
    pub reactions_received: u32,
    /// Where the member writes, most first.
    pub spaces: Vec<MemberSpace>,
    /// Notes, newest first.
    pub notes: Vec<Note>,
    /// Messages a month, oldest first.
    pub months: Vec<MonthBar>,
}

/// How far the numbers of one member's page look back: the newest of what they wrote.
pub(crate) const LOOKED_AT: u32 = 5_000;

const ROW: &str = "SELECT i.uid, m.name, i.handle, i.title, m.is_bot, m.has_left, m.first_at, m.last_at, m.posts, m.replies,
   m.reactions, (SELECT json_group_array(DISTINCT s.name) FROM person p JOIN identity pi ON pi.id = p.identity_id
                 JOIN source s ON s.id = pi.source_id WHERE p.member_id = m.id), m.id";

impl MemberRow {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let sources: String = row.get(11)?;
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            handle: row.get(2)?,
            title: row.get(3)?,
            is_bot: row.get(4)?,
            left: row.get(5)?,
            first_at: row.get(6)?,
            last_at: row.get(7)?,
            posts: row.get(8)?,
            replies: row.get(9)?,
            reactions: row.get(10)?,
            sources: serde_json::from_str(&sources).unwrap_or_default(),
        })
    }
}

/// The place of a member in a sorted list: the sort key and the row's key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place(serde_json::Value, i64);

impl Place {
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
    /// What orders before everything: rows without a value come last in either direction.
    column: &'static str,
    descending: bool,
    question: Option<String>,
    bounds: (i64, i64),
}

impl Read<'_> {
    fn listing(&self, filter: &MemberFilter, sort: MemberSort, descending: bool) -> Result<Listing> {
        let mut conditions = Vec::new();
        match filter.kind {
            MemberKind::People => conditions.push("m.is_bot = 0"),
            MemberKind::Bots => conditions.push("m.is_bot = 1"),
            MemberKind::All => {}
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
        let (direction, nulls) = if descending { ("DESC", "") } else { ("ASC", "") };
        Ok(Listing {
            source,
            conditions,
            order: format!("m.{column} {direction}{nulls}, m.id {direction}"),
            column,
            descending,
            question,
            bounds: (days(30), days(90)),
        })
    }

    /// A page of the list, after a place in it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when `after` is not such a place.
    pub fn members(&self, filter: &MemberFilter, sort: MemberSort, descending: bool, after: Option<&str>, limit: u32) -> Result<MemberPage> {
        let mut listing = self.listing(filter, sort, descending)?;
        let place = after.map(Place::parse).transpose()?;
        let after_place = match (&place, descending) {
            (None, _) => None,
            // In this order rows without a value come last going down and first going up.
            (Some(Place(serde_json::Value::Null, _)), true) => Some(format!("(m.{0} IS NULL AND m.id < :id)", listing.column)),
            (Some(Place(serde_json::Value::Null, _)), false) => {
                Some(format!("((m.{0} IS NULL AND m.id > :id) OR m.{0} IS NOT NULL)", listing.column))
            }
            (Some(_), true) => Some(format!(
                "((m.{0} <= :key AND (m.{0} < :key OR m.id < :id)){1})",
                listing.column,
                // Rows never seen follow the last that was.
                if matches!(sort, MemberSort::Last | MemberSort::First) { format!(" OR m.{} IS NULL", listing.column) } else { String::new() }
            )),
            (Some(_), false) => Some(format!("(m.{0} >= :key AND (m.{0} > :key OR m.id > :id))", listing.column)),
        };
        let nullable = matches!(sort, MemberSort::Last | MemberSort::First);
        if let (Some(Place(key, _)), true, true) = (&place, descending, nullable) {
            if !key.is_null() {
                // An OR would hide the index: first those with a value, then those without.
                return self.members_down(listing, place.as_ref(), limit);
            }
        }
        let condition = after_place.unwrap_or_else(|| "1".to_owned());
        let rows = self.member_rows(&mut listing, &condition, place.as_ref(), limit + 1)?;
        Ok(page(rows, limit, listing.column))
    }

    fn members_down(&self, mut listing: Listing, place: Option<&Place>, limit: u32) -> Result<MemberPage> {
        let condition = format!("(m.{0} <= :key AND (m.{0} < :key OR m.id < :id))", listing.column);
        let mut rows = self.member_rows(&mut listing, &condition, place, limit + 1)?;
        let wanted = limit as usize + 1;
        if rows.len() < wanted {
            let rest = u32::try_from(wanted - rows.len()).unwrap_or(1);
            let condition = format!("m.{} IS NULL", listing.column);
            rows.extend(self.member_rows(&mut listing, &condition, None, rest)?);
        }
        Ok(page(rows, limit, listing.column))
    }

    fn member_rows(&self, listing: &mut Listing, condition: &str, place: Option<&Place>, limit: u32) -> Result<Vec<(MemberRow, Place)>> {
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
            let key = match row.get_ref(13)? {
                rusqlite::types::ValueRef::Integer(number) => number.into(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                _ => serde_json::Value::Null,
            };
            found.push((MemberRow::read(row)?, Place(key, row.get(12)?)));
        }
        Ok(found)
    }

    /// Where pages of `every` members begin, and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_anchors(&self, filter: &MemberFilter, sort: MemberSort, descending: bool, every: u32) -> Result<Anchors> {
        let listing = self.listing(filter, sort, descending)?;
        let mut conditions = listing.conditions.join(" AND ");
        if conditions.is_empty() {
            conditions.push('1');
        }
        let sql = format!("SELECT m.{}, m.id FROM {} WHERE {conditions} ORDER BY {}", listing.column, listing.source, listing.order);
        let mut statement = self.connection.prepare_cached(&sql)?;
        bind(&mut statement, &listing, None)?;
        let mut rows = statement.raw_query();
        let mut total = 0;
        let mut cursors = vec![None];
        let every = every.max(1);
        while let Some(row) = rows.next()? {
            total += 1;
            if total % every == 0 {
                let key = match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.into(),
                    rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
                    _ => serde_json::Value::Null,
                };
                cursors.push(Some(Place(key, row.get(1)?).write()));
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

    pub(crate) fn member_key(&self, uid: &str) -> Result<i64> {
        self.connection
            .prepare_cached("SELECT p.member_id FROM identity i JOIN person p ON p.identity_id = i.id WHERE i.uid = ?1")?
            .query_row([uid], |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("member"))
    }

    /// A member, on one page.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id.
    pub fn member(&self, uid: &str) -> Result<Member> {
        let key = self.member_key(uid)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid, m.name, i.real_name, i.handle, i.title, i.pronouns, i.zone, i.email, m.is_bot, m.has_left, m.joined_at,
               m.first_at, m.last_at, m.posts, m.replies, m.reactions
             FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1",
        )?;
        let mut member = statement.query_row([key], |row| {
            Ok(Member {
                id: row.get(0)?,
                name: row.get(1)?,
                real_name: row.get(2)?,
                handle: row.get(3)?,
                title: row.get(4)?,
                pronouns: row.get(5)?,
                zone: row.get(6)?,
                email: row.get(7)?,
                is_bot: row.get(8)?,
                left: row.get(9)?,
                joined_at: row.get(10)?,
                first_at: row.get(11)?,
                last_at: row.get(12)?,
                posts: row.get(13)?,
                replies: row.get(14)?,
                reactions_given: row.get(15)?,
                accounts: Vec::new(),
                reactions_received: 0,
                spaces: Vec::new(),
                notes: Vec::new(),
                months: Vec::new(),
            })
        })?;
        member.real_name = member.real_name.filter(|name| *name != member.name);
        member.accounts = self.accounts_of(key)?;
        member.notes = self.notes_about(key)?;
        member.spaces = self.spaces_of(key)?;
        member.reactions_received = self.reactions_received(key)?;
        member.months = self.months_of(key)?;
        Ok(member)
    }

    fn accounts_of(&self, member: i64) -> Result<Vec<Account>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid, s.uid, s.name, s.kind, i.remote, i.handle, i.name, i.email, i.is_bot, i.is_guest, i.is_admin, i.has_left,
               i.missing, i.joined_at
             FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
             WHERE p.member_id = ?1 ORDER BY i.id",
        )?;
        let rows = statement.query_map([member], |row| {
            Ok(Account {
                id: row.get(0)?,
                source_id: row.get(1)?,
                source_name: row.get(2)?,
                source_kind: row.get(3)?,
                remote_id: row.get(4)?,
                handle: row.get(5)?,
                name: row.get(6)?,
                email: row.get(7)?,
                is_bot: row.get(8)?,
                is_guest: row.get(9)?,
                is_admin: row.get(10)?,
                left: row.get(11)?,
                missing: row.get(12)?,
                joined_at: row.get(13)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn spaces_of(&self, member: i64) -> Result<Vec<MemberSpace>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.uid, s.name, count(*) AS messages, max(w.occurred_at)
             FROM (SELECT a.space_id, a.occurred_at FROM person p JOIN activity a ON a.identity_id = p.identity_id AND a.kind <= 2
                     AND a.gone_at IS NULL WHERE p.member_id = ?1 ORDER BY a.id DESC LIMIT ?2) w
             JOIN space s ON s.id = w.space_id GROUP BY s.id ORDER BY messages DESC, s.id LIMIT 12",
        )?;
        let rows = statement.query_map([member, i64::from(LOOKED_AT)], |row| {
            Ok(MemberSpace { id: row.get(0)?, name: row.get(1)?, messages: row.get(2)?, last_at: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn reactions_received(&self, member: i64) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(r.count), 0)
                 FROM (SELECT a.id FROM person p JOIN activity a ON a.identity_id = p.identity_id AND a.kind <= 2
                       WHERE p.member_id = :member AND a.gone_at IS NULL ORDER BY a.id DESC LIMIT :limit) w
                 JOIN reaction r ON r.activity_id = w.id
                 WHERE r.identity_id NOT IN (SELECT identity_id FROM person WHERE member_id = :member)",
            )?
            .query_row(named_params! { ":member": member, ":limit": LOOKED_AT }, |row| row.get(0))?)
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, listing: &Listing, place: Option<&Place>) -> Result<()> {
    let key: Option<Box<dyn ToSql>> = place.map(|Place(key, _)| match key {
        serde_json::Value::Number(number) => Box::new(number.as_i64().unwrap_or(0)) as Box<dyn ToSql>,
        serde_json::Value::String(text) => Box::new(text.clone()),
        _ => Box::new(rusqlite::types::Null),
    });
    let id = place.map(|Place(_, id)| *id);
    let values: [(&str, Option<&dyn ToSql>); 5] = [
        (":key", key.as_ref().map(|key| key.as_ref())),
        (":id", id.as_ref().map(|id| id as &dyn ToSql)),
        (":question", listing.question.as_ref().map(|question| question as &dyn ToSql)),
        (":active", Some(&listing.bounds.0)),
        (":quiet", Some(&listing.bounds.1)),
    ];
    for (name, value) in values {
        if let (Some(index), Some(value)) = (statement.parameter_index(name)?, value) {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    let _ = listing.descending;
    Ok(())
}

fn page(mut rows: Vec<(MemberRow, Place)>, limit: u32, _column: &str) -> MemberPage {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = if more { rows.last().map(|(_, place)| place.write()) } else { None };
    MemberPage { rows: rows.into_iter().map(|(row, _)| row).collect(), next }
}
