//! The door: who is in.
//!
//! **Invariants:** a check-in is committed before anybody is told that it was made, and a commit is on the disk when it
//! returns (`synchronous = FULL`); check-ins are outside of what the general undo takes back: they are taken back at the
//! door, by a mark that other laptops understand.

use kith_domain::id;
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::guests::{GuestState, found_by, needles};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// 1970 to 2200, in milliseconds.
pub(super) const SENSIBLE: std::ops::Range<i64> = 0..7_258_118_400_000;

/// How full it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DoorCount {
    /// Guests who are in.
    pub guests: u32,
    /// People who are in: with those who came along.
    pub heads: u32,
}

/// A guest, as one sees them at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DoorHit {
    /// Which guest.
    pub id: String,
    /// Who.
    pub name: String,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// How it stands.
    pub state: GuestState,
    /// People who come along.
    pub plus: u32,
    /// The kind of ticket.
    pub ticket: String,
    /// When they came in, UTC milliseconds.
    pub came_at: Option<i64>,
    /// Whether they were at no event before; nothing where that cannot be known, or where there was none.
    pub first: Option<bool>,
}

const HIT: &str = concat!(
    "g.id, g.name, g.identity, g.state, g.offered_until, g.plus, g.ticket, g.email, (SELECT min(c.at) FROM check_in c WHERE ",
    theirs!(),
    ")"
);

impl Read<'_> {
    /// How full it is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn door_count(&self, event: &str) -> Result<DoorCount> {
        // Of a guest with several entries the first one counts; two rows that were joined are one guest.
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*), coalesce(sum(heads), 0) FROM
               (SELECT c.heads, row_number() OVER (PARTITION BY coalesce(j.same_as, c.guest) ORDER BY c.at, c.id) AS place
                FROM check_in c LEFT JOIN (SELECT id, same_as FROM guest WHERE same_as IS NOT NULL AND event = ?1) j ON j.id = c.guest
                WHERE c.event = ?1 AND c.undone_at IS NULL)
             WHERE place = 1",
        )?;
        Ok(statement.query_row([event], |row| Ok(DoorCount { guests: row.get(0)?, heads: row.get(1)? }))?)
    }

    /// Guests whose name or address has words that begin so.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn door_search(&self, event: &str, text: &str, now: i64, limit: u32) -> Result<Vec<DoorHit>> {
        let needles = needles(text);
        if needles.is_empty() {
            return Ok(Vec::new());
        }
        // Who is called so first, then whose other names begin so; who does not come is last. When they came is looked up only
        // for those who are shown.
        let found = found_by(needles.len(), 3);
        let sql = format!(
            "SELECT {HIT} FROM (SELECT g.id AS id, g.state IN ('declined', 'cancelled') AS gone, instr(g.search, ?3) <> 1 AS later,
                 g.search AS words FROM guest g WHERE g.event = ?1 AND g.deleted_at IS NULL{found}
               ORDER BY 2, 3, 4, 1 LIMIT ?2) t JOIN guest g ON g.id = t.id ORDER BY t.gone, t.later, t.words, t.id"
        );
        let mut values: Vec<&dyn rusqlite::ToSql> = vec![&event, &limit];
        values.extend(needles.iter().flat_map(|(letters, bones)| [letters as &dyn rusqlite::ToSql, bones]));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values.as_slice(), |row| hit_of(row, now))?;
        let found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|(hit, email)| self.with_first(event, hit, email.as_deref())).collect()
    }

    /// The guest whose code was read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn door_code(&self, event: &str, code: &str, now: i64) -> Result<Option<DoorHit>> {
        // Who has no code has their id on a ticket printed here.
        let sql = format!(
            "SELECT {HIT} FROM guest g WHERE g.id IN (SELECT coalesce(o.same_as, o.id) FROM guest o WHERE o.event = ?1 AND (o.code = ?2 OR o.id = ?2))
               AND g.event = ?1 AND g.deleted_at IS NULL ORDER BY g.code = ?2 DESC LIMIT 1"
        );
        let found =
            self.connection.prepare_cached(&sql)?.query_row(params![event, code.trim()], |row| hit_of(row, now));
        found.optional()?.map(|(hit, email)| self.with_first(event, hit, email.as_deref())).transpose()
    }

    /// A guest, as one sees them at the door.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn door_guest(&self, id: &str, now: i64) -> Result<DoorHit> {
        let sql = format!("SELECT {HIT}, g.event FROM guest g WHERE g.id = ?1 AND g.deleted_at IS NULL");
        let found = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok((hit_of(row, now)?, row.get::<_, String>(9)?)))
            .optional()?;
        let ((hit, email), event) = found.ok_or(Error::NotFound("guest"))?;
        self.with_first(&event, hit, email.as_deref())
    }

    fn with_first(&self, event: &str, hit: DoorHit, email: Option<&str>) -> Result<DoorHit> {
        if hit.member.is_none() && email.is_none() {
            return Ok(hit);
        }
        // At the first event of all everybody is there for the first time, which is worth no word.
        let any: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM event x JOIN check_in c ON c.event = x.id AND c.undone_at IS NULL
                   WHERE x.id <> ?1 AND x.start_at < (SELECT start_at FROM event WHERE id = ?1))",
            )?
            .query_row([event], |row| row.get(0))?;
        if !any {
            return Ok(hit);
        }
        let before: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM guest o
                   JOIN check_in c ON (c.guest = o.id OR c.guest IN (SELECT s.id FROM guest s WHERE s.same_as = o.id)) AND c.undone_at IS NULL
                   JOIN event x ON x.id = o.event WHERE o.event <> ?1 AND x.start_at < (SELECT start_at FROM event WHERE id = ?1)
                     AND (o.email = ?3 OR o.identity IN (SELECT i.uid FROM identity m JOIN person p ON p.identity_id = m.id
                       JOIN person q ON q.member_id = p.member_id JOIN identity i ON i.id = q.identity_id WHERE m.uid = ?2)))",
            )?
            .query_row(params![event, hit.member, email], |row| row.get(0))?;
        Ok(DoorHit { first: Some(!before), ..hit })
    }

    /// Who came in last, and what was taken back is not among it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn door_last(&self, event: &str, now: i64, limit: u32) -> Result<Vec<DoorHit>> {
        let sql = format!(
            "SELECT {HIT} FROM (SELECT coalesce(j.same_as, c.guest) AS guest, min(c.at) AS came FROM check_in c
                 LEFT JOIN (SELECT id, same_as FROM guest WHERE same_as IS NOT NULL AND event = ?1) j ON j.id = c.guest
               WHERE c.event = ?1 AND c.undone_at IS NULL GROUP BY 1 ORDER BY came DESC LIMIT ?2) l JOIN guest g ON g.id = l.guest AND g.deleted_at IS NULL ORDER BY l.came DESC, g.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![event, limit], |row| hit_of(row, now))?;
        let found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        found.into_iter().map(|(hit, email)| self.with_first(event, hit, email.as_deref())).collect()
    }
}

fn hit_of(row: &Row<'_>, now: i64) -> rusqlite::Result<(DoorHit, Option<String>)> {
    let mut state = GuestState::parse(&row.get::<_, String>(3)?).unwrap_or(GuestState::Invited);
    if state == GuestState::Offered && row.get::<_, Option<i64>>(4)?.is_some_and(|until| until <= now) {
        state = GuestState::Expired;
    }
    let hit = DoorHit {
        id: row.get(0)?,
        name: row.get(1)?,
        member: row.get(2)?,
        state,
        plus: row.get(5)?,
        ticket: row.get(6)?,
        came_at: row.get(8)?,
        first: None,
    };
    Ok((hit, row.get(7)?))
}

impl Write<'_> {
    /// Somebody comes in: notes it under `id`, unless they are in already. Answers whether it was noted.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such guest of this event.
    pub fn check_in(&self, event: &str, guest: &str, id: &str, desk: &str, now: i64) -> Result<bool> {
        let (found, of) = self.read().guest(guest, now)?;
        if of != event {
            return Err(Error::NotFound("guest"));
        }
        if found.came_at.is_some() {
            return Ok(false);
        }
        self.connection
            .prepare_cached("INSERT INTO check_in (id, event, guest, at, heads, desk) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![id, event, guest, now, 1 + found.plus, desk])?;
        self.touch(Topic::Events);
        Ok(true)
    }

    /// Takes back that a guest came in; answers whether they were in.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn undo_check_in(&self, guest: &str, now: i64) -> Result<bool> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE check_in SET undone_at = ?2 WHERE undone_at IS NULL
                   AND (guest = ?1 OR guest IN (SELECT id FROM guest WHERE same_as = ?1))",
            )?
            .execute(params![guest, now])?;
        self.touch(Topic::Events);
        Ok(changed > 0)
    }

    /// A list says that a guest came. Taken back here, it stays so.
    pub(super) fn came_elsewhere(&self, event: &str, guest: &str, at: i64, heads: u32, origin: &str) -> Result<()> {
        let id = id::told_check_in_id(guest).to_string();
        self.connection
            .prepare_cached(
                "INSERT INTO check_in (id, event, guest, at, heads, desk) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![id, event, guest, at.clamp(SENSIBLE.start, SENSIBLE.end - 1), heads, origin])?;
        Ok(())
    }
}
