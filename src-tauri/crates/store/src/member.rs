//! One member on one page: accounts, numbers, spaces, months.
//!
//! **Invariant:** what counts rows here looks at a bounded number of the newest, or at an index alone.

use rusqlite::{OptionalExtension, named_params};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Affiliation, Note, Profile, Read, Tag,
    error::{Error, Result},
};

/// An account of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Account {
    /// The account's id.
    pub id: String,
    /// Its source.
    pub source_id: String,
    /// What the source is called.
    pub source_name: String,
    /// `slack`, `discourse`, `table`, `sample_chat`, `sample_forum`.
    #[ts(type = "\"slack\" | \"discourse\" | \"table\" | \"sample_chat\" | \"sample_forum\"")]
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
    /// Why it is this member's: `own` by itself, `address` because its verified address is another's, `decided` because
    /// somebody said so.
    #[ts(type = "\"own\" | \"address\" | \"decided\"")]
    pub link: String,
    /// When somebody decided, UTC milliseconds.
    pub linked_at: Option<i64>,
}

/// How much a member wrote in a space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberSpace {
    /// The space's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Posts and replies.
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
    /// One of the team.
    pub is_team: bool,
    /// Deactivated everywhere.
    pub left: bool,
    /// The fields, with what the sources say and what was written over it.
    pub profile: Profile,
    /// Tags, by name.
    pub tags: Vec<Tag>,
    /// Organisations, where the member still is first.
    pub affiliations: Vec<Affiliation>,
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
    /// Reactions others gave to the member's newest 500 messages.
    pub reactions_received: u32,
    /// Where the member writes, most first.
    pub spaces: Vec<MemberSpace>,
    /// Notes, newest first.
    pub notes: Vec<Note>,
    /// Messages a month, oldest first.
    pub months: Vec<MonthBar>,
}

/// How far back reactions are looked for: each message is looked up, so all of them would take too long.
const LOOKED_AT: u32 = 500;
/// Spaces on a member's page.
const SPACES: usize = 12;

impl Read<'_> {
    /// The key of the member that an account belongs to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub fn member_key(&self, uid: &str) -> Result<i64> {
        self.connection
            .prepare_cached(
                "SELECT p.member_id FROM identity i JOIN person p ON p.identity_id = i.id WHERE i.uid = ?1",
            )?
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
        let profile = self.profile(key)?;
        // What the first account does not say, another may.
        let first = |column: &str| {
            format!(
                "coalesce(i.{column}, (SELECT o.{column} FROM person p JOIN identity o ON o.id = p.identity_id
                   WHERE p.member_id = m.id AND o.{column} IS NOT NULL ORDER BY o.id LIMIT 1))"
            )
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT i.uid, m.name, i.real_name, {}, m.is_bot, m.is_team, m.has_left, m.joined_at,
               m.first_at, m.last_at, m.posts, m.replies, m.reactions
             FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1",
            first("handle")
        ))?;
        let mut member = statement.query_row([key], |row| {
            Ok(Member {
                id: row.get(0)?,
                name: row.get(1)?,
                real_name: row.get(2)?,
                handle: row.get(3)?,
                title: profile.title.value.clone(),
                pronouns: profile.pronouns.value.clone(),
                zone: profile.zone.value.clone(),
                email: profile.email.value.clone(),
                is_bot: row.get(4)?,
                is_team: row.get(5)?,
                left: row.get(6)?,
                joined_at: row.get(7)?,
                first_at: row.get(8)?,
                last_at: row.get(9)?,
                posts: row.get(10)?,
                replies: row.get(11)?,
                reactions_given: row.get(12)?,
                profile: profile.clone(),
                tags: Vec::new(),
                affiliations: Vec::new(),
                accounts: Vec::new(),
                reactions_received: 0,
                spaces: Vec::new(),
                notes: Vec::new(),
                months: Vec::new(),
            })
        })?;
        member.real_name = member.real_name.filter(|name| *name != member.name);
        member.tags = self.tags_of(key)?;
        member.affiliations = self.affiliations_of(key)?;
        member.accounts = self.accounts_of(key)?;
        member.notes = self.notes_about(key)?;
        member.reactions_received = self.reactions_received(key)?;
        (member.months, member.spaces) = self.written_by(key)?;
        Ok(member)
    }

    pub(crate) fn accounts_of(&self, member: i64) -> Result<Vec<Account>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid, s.uid, s.name, s.kind, i.remote, i.handle, i.name, i.email, i.is_bot, i.is_guest, i.is_admin, i.has_left,
               i.missing, i.joined_at,
               CASE WHEN i.id = p.member_id THEN 'own' WHEN l.identity IS NOT NULL THEN 'decided' ELSE 'address' END,
               CASE WHEN i.id = p.member_id THEN NULL ELSE l.linked_at END
             FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
             LEFT JOIN identity_link l ON l.identity = i.uid
             WHERE p.member_id = ?1 ORDER BY i.id <> p.member_id, i.id",
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
                link: row.get(14)?,
                linked_at: row.get(15)?,
            })
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

    /// Messages a month, over the community's whole time (at most ten years), and where the member writes most.
    fn written_by(&self, member: i64) -> Result<(Vec<MonthBar>, Vec<MemberSpace>)> {
        let zone = self.zone()?;
        let bound =
            |sql: &str| -> Result<Option<i64>> { Ok(self.connection.query_row(sql, [], |row| row.get(0)).optional()?) };
        let first = bound("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id LIMIT 1")?;
        let last = bound("SELECT occurred_at FROM activity WHERE kind <> 6 ORDER BY id DESC LIMIT 1")?;
        let (Some(first), Some(last)) = (first, last) else { return Ok((Vec::new(), Vec::new())) };
        let mut months: Vec<MonthBar> = kith_domain::time::months_between(first, last, 120, zone)
            .into_iter()
            .map(|month| MonthBar { starts_at: kith_domain::time::start_of_day(month, zone), messages: 0 })
            .collect();
        let mut spaces: FxHashMap<i64, (u32, i64)> = FxHashMap::default();
        // The key tells the time and the index the space, so this reads no row.
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.space_id FROM person p CROSS JOIN activity a
               ON a.identity_id = p.identity_id AND a.kind <= 2 AND a.gone_at IS NULL
             WHERE p.member_id = ?1",
        )?;
        let mut rows = statement.query([member])?;
        while let Some(row) = rows.next()? {
            let (id, space): (i64, i64) = (row.get(0)?, row.get(1)?);
            let at = id.div_euclid(64) * 1_000;
            let month = months.partition_point(|month| month.starts_at <= at);
            if let Some(month) = month.checked_sub(1).and_then(|index| months.get_mut(index)) {
                month.messages += 1;
            }
            let (count, newest) = spaces.entry(space).or_insert((0, id));
            *count += 1;
            *newest = (*newest).max(id);
        }
        let mut most: Vec<(i64, (u32, i64))> = spaces.into_iter().collect();
        most.sort_unstable_by_key(|(space, (count, _))| (std::cmp::Reverse(*count), *space));
        let mut named = self.connection.prepare_cached(
            "SELECT s.uid, s.name, a.occurred_at FROM space s CROSS JOIN activity a ON a.id = ?2 WHERE s.id = ?1",
        )?;
        let mut found = Vec::with_capacity(SPACES.min(most.len()));
        for (space, (messages, newest)) in most.into_iter().take(SPACES) {
            found.push(named.query_row([space, newest], |row| {
                Ok(MemberSpace { id: row.get(0)?, name: row.get(1)?, messages, last_at: row.get(2)? })
            })?);
        }
        Ok((months, found))
    }
}
