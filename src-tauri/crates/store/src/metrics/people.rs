//! Who counts: members as metrics see them, and the way from an account to its member.
//!
//! **Invariant:** people are in the order of their members' keys, so an index means the same person for as long as nothing
//! about members changes.

use kith_domain::metrics::Person;
use rusqlite::params;
use rustc_hash::FxHashMap;

use super::Slice;
use crate::{Read, error::Result};

/// Nobody who counts.
const NOBODY: u32 = u32::MAX;

/// What is left out of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Excluded {
    /// Members that are programs.
    pub bots: u32,
    /// Members of the team.
    pub team: u32,
    /// Spaces that are not public.
    pub private_spaces: u32,
    /// Spaces in which no answer is expected.
    pub announcement_spaces: u32,
}

/// Who counts.
pub(super) struct People {
    /// By key.
    pub(super) all: Vec<Person>,
    /// Of each account by its key: the person, or [`NOBODY`].
    index: Vec<u32>,
    /// Accounts of the team, by key.
    team: Vec<bool>,
}

/// The day of whoever never wrote.
const NEVER: i32 = i32::MAX;

/// Puts a value into a list by key, in which `none` stands for those that are not there.
fn put<T: Clone>(list: &mut Vec<T>, place: usize, value: T, none: T) {
    if list.len() <= place {
        list.resize(place + 1, none);
    }
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// What a list by key has of one.
fn at<T: Copy>(list: &[T], key: i64) -> Option<T> {
    list.get(usize::try_from(key).ok()?).copied()
}

/// A member that is no bot.
#[derive(Clone, Copy)]
struct Known {
    is_team: bool,
    counts: bool,
    joined_at: Option<i64>,
}

impl People {
    /// The person an account belongs to, if that counts.
    #[inline]
    pub(super) fn of(&self, account: i64) -> Option<u32> {
        let index = self.index.get(usize::try_from(account).ok()?)?;
        (*index != NOBODY).then_some(*index)
    }

    /// Whether an account is of the team.
    pub(super) fn is_team(&self, account: i64) -> bool {
        usize::try_from(account).ok().and_then(|account| self.team.get(account)).copied().unwrap_or(false)
    }
}

impl Read<'_> {
    /// The members who count in a slice.
    pub(super) fn metric_people(&self, slice: &Slice, zone: chrono_tz::Tz, now: i64) -> Result<People> {
        let among = self.among(slice.segment.as_deref(), now)?;
        let source: Option<i64> = slice.source.as_deref().map(|uid| self.source_key(uid)).transpose()?;
        let mut days = kith_domain::time::DayNumbers::new(zone);
        let mut day = |at: Option<i64>| at.map(|at| i32::try_from(days.of(at)).unwrap_or(i32::MAX));
        let members = self.members_who_count(slice, &among)?;
        let firsts = self.first_days()?;
        let of_source: Option<FxHashMap<i64, Option<i64>>> = source.map(|source| self.joins_of(source)).transpose()?;
        // In the order of members, as people are to be.
        let mut accounts = self
            .connection
            .prepare_cached("SELECT identity_id, member_id FROM person ORDER BY member_id, identity_id")?;
        let mut rows = accounts.query([])?;
        let mut people = People { all: Vec::new(), index: Vec::new(), team: Vec::new() };
        let earliest = |a: Option<i32>, b: Option<i32>| a.into_iter().chain(b).min();
        while let Some(row) = rows.next()? {
            let (account, member): (i64, i64) = (row.get(0)?, row.get(1)?);
            let (Ok(place), Some(known)) = (usize::try_from(account), at(&members, member).flatten()) else { continue };
            if known.is_team {
                put(&mut people.team, place, true, false);
            }
            if !known.counts {
                continue;
            }
            let joined = match &of_source {
                Some(accounts) => match accounts.get(&account) {
                    Some(joined) => *joined,
                    None => continue,
                },
                None => known.joined_at,
            };
            let (joined, first) = (day(joined), at(&firsts, account).filter(|first| *first != NEVER));
            match people.all.last_mut().filter(|person| person.key == member) {
                Some(person) => {
                    person.joined = earliest(person.joined, joined);
                    person.first = earliest(person.first, first);
                }
                None => people.all.push(Person { key: member, joined, first }),
            }
            put(&mut people.index, place, u32::try_from(people.all.len() - 1).unwrap_or(NOBODY), NOBODY);
        }
        Ok(people)
    }

    /// The day on which each account first wrote in public, by its key.
    fn first_days(&self) -> Result<Vec<i32>> {
        let mut statement =
            self.connection.prepare_cached("SELECT identity_id, first_day FROM tally WHERE first_day IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            if let Ok(place) = usize::try_from(row.get::<_, i64>(0)?) {
                put(&mut days, place, row.get(1)?, NEVER);
            }
        }
        Ok(days)
    }

    /// Members that are no bots, by their keys.
    fn members_who_count(&self, slice: &Slice, among: &crate::Among) -> Result<Vec<Option<Known>>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, is_team, joined_at FROM member WHERE is_bot = 0")?;
        let mut rows = statement.query([])?;
        let mut members = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, is_team): (i64, bool) = (row.get(0)?, row.get(1)?);
            let counts = (slice.with_team || !is_team) && among.has(id);
            if let Ok(place) = usize::try_from(id) {
                put(&mut members, place, Some(Known { is_team, counts, joined_at: row.get(2)? }), None);
            }
        }
        Ok(members)
    }

    /// The accounts of a source, and when they joined.
    fn joins_of(&self, source: i64) -> Result<FxHashMap<i64, Option<i64>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id, i.joined_at, t.joined_at FROM identity i LEFT JOIN tally t ON t.identity_id = i.id
             WHERE i.source_id = ?1",
        )?;
        let rows = statement.query_map([source], |row| {
            let (made, seen): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
            Ok((row.get(0)?, made.into_iter().chain(seen).min()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The key of a source, by its id.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such source.
    pub fn source_key(&self, uid: &str) -> Result<i64> {
        use rusqlite::OptionalExtension as _;
        self.connection
            .prepare_cached("SELECT id FROM source WHERE uid = ?1")?
            .query_row(params![uid], |row| row.get(0))
            .optional()?
            .ok_or(crate::Error::NotFound("source"))
    }

    /// What is left out of numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn metrics_excluded(&self, with_team: bool) -> Result<Excluded> {
        let count = |sql: &str| self.connection.prepare_cached(sql)?.query_row([], |row| row.get::<_, u32>(0));
        let (bots, team) = self
            .connection
            .prepare_cached("SELECT coalesce(sum(is_bot), 0), coalesce(sum(is_team AND NOT is_bot), 0) FROM member")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Excluded {
            bots,
            team: if with_team { 0 } else { team },
            private_spaces: count("SELECT count(*) FROM space WHERE kind NOT IN ('channel', 'category', 'forum')")?,
            announcement_spaces: count("SELECT count(*) FROM space_choice WHERE expects_answer = 0")?,
        })
    }
}
