//! The door: who is in, and what another laptop noted.
//!
//! **Invariants:** a check-in is committed before anybody is told that it was made, and a commit is on the disk when it
//! returns (`synchronous = FULL`); check-ins are outside of what the general undo takes back: they are taken back at the
//! door, by a mark that other laptops understand; what a file of another laptop says is checked wholly before any of it
//! is written.

use kith_domain::{
    door::{Entry, Log},
    id,
};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    EventForm, EventKind, NewEvent, at,
    guests::{GuestState, found_by, needles, search_text},
};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// More than any door sees.
const MOST_GUESTS: usize = 200_000;
const MOST_LINES: usize = 1_000_000;
/// 1970 to 2200, in milliseconds.
const SENSIBLE: std::ops::Range<i64> = 0..7_258_118_400_000;

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

/// What one laptop tells another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorFile {
    /// The event's id.
    pub event: String,
    /// What it is called.
    pub title: String,
    /// What sort of event.
    pub kind: EventKind,
    /// Where people are.
    pub form: EventForm,
    /// The place.
    pub place: String,
    /// Seats.
    pub capacity: Option<u32>,
    /// Its beginning on its own clock.
    pub starts: String,
    /// Its end on its own clock.
    pub ends: String,
    /// Its zone.
    pub zone: String,
    /// The list.
    pub guests: Vec<DoorGuest>,
    /// Who came in.
    pub log: Vec<DoorLine>,
}

/// A guest in such a file: nothing of what they answered or need, and an address only of who was written in by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorGuest {
    /// Which guest.
    pub id: String,
    /// How they came into the list.
    pub origin: String,
    /// Who.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// How it stands.
    pub state: GuestState,
    /// People who come along.
    pub plus: u32,
    /// The kind of ticket.
    pub ticket: String,
    /// What a scanner reads.
    pub code: Option<String>,
}

/// A check-in in such a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorLine {
    /// Its id.
    pub id: String,
    /// Which guest.
    pub guest: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// How many came in.
    pub heads: u32,
    /// At which laptop.
    pub desk: String,
    /// When it was taken back.
    pub undone_at: Option<i64>,
}

/// What another laptop's file brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DoorMerged {
    /// The event's id.
    pub event: String,
    /// What it is called.
    pub title: String,
    /// Whether the event was not here before.
    pub new_event: bool,
    /// Guests who were not in the list here.
    pub guests: u32,
    /// Check-ins that were not known here.
    pub came: u32,
    /// Check-ins that were taken back there.
    pub undone: u32,
    /// How full it is now.
    pub count: DoorCount,
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
                "SELECT EXISTS (SELECT 1 FROM guest o JOIN check_in c ON c.guest = o.id AND c.undone_at IS NULL
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

    /// What was noted at the door.
    pub(super) fn door_log(&self, event: &str) -> Result<Log> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, guest, at, heads, desk, undone_at FROM check_in WHERE event = ?1 ORDER BY id",
        )?;
        let mut rows = statement.query([event])?;
        let mut log = Log::default();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let (guest, at, heads) = (row.get(1)?, row.get(2)?, row.get(3)?);
            log.note(&id, Entry { guest, at, heads, desk: row.get(4)?, undone_at: row.get(5)? });
        }
        Ok(log)
    }

    /// What another laptop needs: the list, and who came in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event.
    pub fn door_file(&self, event: &str) -> Result<DoorFile> {
        let event = self.event(event)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, origin, name, iif(origin IN ('hand', 'walk_in'), email, NULL), state, plus, ticket, code FROM guest
             WHERE event = ?1 AND deleted_at IS NULL ORDER BY id",
        )?;
        let guests = statement.query_map([&event.id], |row| {
            Ok(DoorGuest {
                id: row.get(0)?,
                origin: row.get(1)?,
                name: row.get(2)?,
                email: row.get(3)?,
                state: GuestState::parse(&row.get::<_, String>(4)?).unwrap_or(GuestState::Invited),
                plus: row.get(5)?,
                ticket: row.get(6)?,
                code: row.get(7)?,
            })
        })?;
        let guests = guests.collect::<rusqlite::Result<_>>()?;
        let line = |(id, entry): (&str, &Entry)| DoorLine {
            id: id.to_owned(),
            guest: entry.guest.clone(),
            at: entry.at,
            heads: entry.heads,
            desk: entry.desk.clone(),
            undone_at: entry.undone_at,
        };
        let log = self.door_log(&event.id)?.entries().map(line).collect();
        Ok(DoorFile {
            event: event.id,
            title: event.title,
            kind: event.kind,
            form: event.form,
            place: event.place,
            capacity: event.capacity,
            starts: event.starts,
            ends: event.ends,
            zone: event.zone,
            guests,
            log,
        })
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

impl DoorFile {
    /// Refuses what no Kith wrote.
    ///
    /// # Errors
    /// [`Error::Field`] says what is wrong, without any of it.
    fn check(&self) -> Result<()> {
        let wrong = |why: &str| Err(at("path")(why));
        let is_id =
            |id: &str| (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let is_line = |text: &str, longest: usize| text.len() <= longest && !text.chars().any(char::is_control);
        if self.guests.len() > MOST_GUESTS || self.log.len() > MOST_LINES {
            return wrong("it has more guests than any event: it is no door file");
        }
        let good_guest = |guest: &DoorGuest| {
            is_id(&guest.id)
                && is_line(&guest.name, 2_000)
                && is_line(&guest.ticket, 2_000)
                && is_line(&guest.origin, 40)
                && guest.plus <= 99
                && guest.code.as_deref().is_none_or(|code| !code.is_empty() && is_line(code, 4_000))
                && guest.email.as_deref().is_none_or(|email| is_line(email, 400))
        };
        let good_line = |line: &DoorLine| {
            is_id(&line.id)
                && is_id(&line.guest)
                && SENSIBLE.contains(&line.at)
                && (1..=100).contains(&line.heads)
                && is_line(&line.desk, 400)
                && line.undone_at.is_none_or(|undone| SENSIBLE.contains(&undone))
        };
        if !is_id(&self.event) || !self.guests.iter().all(good_guest) || !self.log.iter().all(good_line) {
            return wrong("something in it cannot be: nothing was taken in");
        }
        Ok(())
    }
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

    /// Puts what another laptop noted to what was noted here; makes the event where it is not here.
    ///
    /// # Errors
    /// [`Error::Field`] when the file cannot be one; then nothing was changed.
    pub fn merge_door(&self, file: &DoorFile, now: i64) -> Result<DoorMerged> {
        file.check()?;
        let read = self.read();
        let new_event = match read.event(&file.event) {
            Ok(_) => false,
            Err(Error::NotFound(_)) => true,
            Err(error) => return Err(error),
        };
        if new_event {
            self.make_event_of(file, now)?;
        }
        let mut guests = 0;
        for guest in &file.guests {
            guests += self.put_door_guest(&file.event, guest, now)?;
        }
        let (here, mut there) = (read.door_log(&file.event)?, Log::default());
        for line in &file.log {
            let of: Option<String> = self
                .connection
                .prepare_cached("SELECT event FROM guest WHERE id = ?1")?
                .query_row([&line.guest], |row| row.get(0))
                .optional()?;
            if of.is_some_and(|of| of != file.event) {
                return Err(at("path")("it names a guest of another event: nothing was taken in"));
            }
            let DoorLine { id, guest, at, heads, desk, undone_at } = line.clone();
            there.note(&id, Entry { guest, at, heads, desk, undone_at });
        }
        let (mut came, mut undone) = (0, 0);
        let mut both = here.clone();
        both.merge(&there);
        for (id, _) in here.news(&there).entries() {
            let Some(entry) = both.get(id) else { continue };
            let known = here.get(id);
            came += u32::from(known.is_none() && entry.undone_at.is_none());
            undone += u32::from(known.is_some_and(|known| known.undone_at.is_none()) && entry.undone_at.is_some());
            let changed = self
                .connection
                .prepare_cached(
                    "INSERT INTO check_in (id, event, guest, at, heads, desk, undone_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                     ON CONFLICT (id) DO UPDATE SET guest = excluded.guest, at = excluded.at, heads = excluded.heads, desk = excluded.desk,
                       undone_at = excluded.undone_at WHERE event = excluded.event",
                )?
                .execute(params![id, file.event, entry.guest, entry.at, entry.heads, entry.desk, entry.undone_at])?;
            if changed == 0 {
                return Err(at("path")("it names a check-in of another event: nothing was taken in"));
            }
        }
        self.touch(Topic::Events);
        let (count, title) = (read.door_count(&file.event)?, read.event(&file.event)?.title);
        Ok(DoorMerged { event: file.event.clone(), title, new_event, guests, came, undone, count })
    }

    fn make_event_of(&self, file: &DoorFile, now: i64) -> Result<()> {
        let removed: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE id = ?1)")?
            .query_row([&file.event], |row| row.get(0))?;
        if removed {
            return Err(at("path")("its event was removed here: take that back first"));
        }
        let new = NewEvent {
            title: file.title.clone(),
            kind: file.kind,
            form: file.form,
            place: file.place.clone(),
            link: String::new(),
            capacity: file.capacity,
            approval: false,
            starts: file.starts.clone(),
            ends: file.ends.clone(),
            zone: file.zone.clone(),
            text: String::new(),
            currency: None,
            cancelled: false,
        };
        let checked = new
            .checked(&self.read().currency()?)
            .map_err(|_| at("path")("something in it cannot be: nothing was taken in"))?;
        self.keep_event(&file.event, &checked, now)
    }

    fn put_door_guest(&self, event: &str, guest: &DoorGuest, now: i64) -> Result<u32> {
        // A code that somebody else has here is left out: names are found anyway.
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO guest (id, event, origin, name, email, search, state, plus, ticket, code, registered_at, moves, created_at, updated_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
                   iif(EXISTS (SELECT 1 FROM guest o WHERE o.event = ?2 AND o.code = ?10 AND o.deleted_at IS NULL), NULL, ?10), ?11, json_array(json_array(?11, ?7)), ?11, ?11
                 WHERE true ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                guest.id,
                event,
                guest.origin,
                guest.name,
                guest.email,
                search_text(&guest.name, guest.email.as_deref()),
                guest.state.word(),
                guest.plus,
                guest.ticket,
                guest.code,
                now
            ])?;
        Ok(u32::try_from(changed).unwrap_or(0))
    }
}
