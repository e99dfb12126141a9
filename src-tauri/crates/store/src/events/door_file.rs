//! Files in which laptops tell each other who came in, and which rows of the list are one person.
//!
//! **Invariants:** what a file of another laptop says is checked wholly before any of it is written; read in any order, any
//! number of times, files of the same doors make the same of every laptop; nothing of what a guest answered or needs is in
//! one, and an address only of who was written in by hand.

use kith_domain::{
    door::{Entry, Log},
    joins::Joins,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    DoorCount, EventForm, EventKind, NewEvent, at,
    door::SENSIBLE,
    guests::{GuestState, search_text},
};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// More than any door sees.
const MOST_GUESTS: usize = 200_000;
const MOST_LINES: usize = 1_000_000;
const MOST_TURNS: u32 = 1_000_000;

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
    /// Which rows of the list are one person. A Kith that knew nothing of it wrote none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<DoorJoin>,
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

/// Two rows that somebody made one, or parted again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorJoin {
    /// A guest of the list.
    pub one: String,
    /// Another one.
    pub other: String,
    /// How often that was decided: odd, they are one person.
    pub turns: u32,
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
    /// Guests who are one with another since, and were two here.
    pub joined: u32,
    /// How full it is now.
    pub count: DoorCount,
}

impl Read<'_> {
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

    /// What another laptop needs: the list, who came in, and who is one person.
    fn file_of_door(&self, event: &str, joins: &Joins) -> Result<DoorFile> {
        let event = self.event(event)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, origin, name, iif(origin IN ('hand', 'walk_in'), email, NULL), state, plus, ticket, code FROM guest
             WHERE event = ?1 AND (deleted_at IS NULL OR same_as IS NOT NULL) ORDER BY id",
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
        let guests: Vec<DoorGuest> = guests.collect::<rusqlite::Result<_>>()?;
        // Of a row that was removed here nothing is told.
        let told: FxHashSet<&str> = guests.iter().map(|guest| guest.id.as_str()).collect();
        let joins = joins.turns().filter(|(one, other, _)| told.contains(one) && told.contains(other));
        let joins = joins.map(|(one, other, turns)| DoorJoin { one: one.to_owned(), other: other.to_owned(), turns });
        let joins = joins.collect();
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
            joins,
        })
    }
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
        let guests: FxHashSet<&str> = self.guests.iter().map(|guest| guest.id.as_str()).collect();
        let good_join = |join: &DoorJoin| {
            join.one < join.other
                && (1..MOST_TURNS).contains(&join.turns)
                && [&join.one, &join.other].iter().all(|id| guests.contains(id.as_str()))
        };
        if !self.joins.iter().all(good_join) {
            return wrong("it makes guests one whom it does not name: nothing was taken in");
        }
        if !is_id(&self.event) || !self.guests.iter().all(good_guest) || !self.log.iter().all(good_line) {
            return wrong("something in it cannot be: nothing was taken in");
        }
        Ok(())
    }
}

impl Write<'_> {
    /// What another laptop needs: the list, who came in, and who is one person.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event.
    pub fn door_file(&self, event: &str) -> Result<DoorFile> {
        let joins = self.note_joins(event)?;
        self.read().file_of_door(event, &joins)
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
        let mut new = FxHashSet::default();
        for guest in &file.guests {
            let of = self.event_of_guest(&guest.id)?;
            if of.as_ref().is_some_and(|of| *of != file.event) {
                return Err(at("path")("it names a guest of another event: nothing was taken in"));
            }
            if self.put_door_guest(&file.event, guest, now)? {
                new.insert(guest.id.as_str());
            }
        }
        let (here, mut there) = (read.door_log(&file.event)?, Log::default());
        for line in &file.log {
            let of = self.event_of_guest(&line.guest)?;
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
        let mut joins = Joins::default();
        for DoorJoin { one, other, turns } in &file.joins {
            joins.note(one, other, *turns);
        }
        // A row that is new and given up at once is no news to anybody.
        let joined = self.merge_joins(&file.event, &joins, now)?;
        let (unseen, joined): (Vec<_>, Vec<_>) = joined.iter().partition(|goes| new.contains(goes.as_str()));
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let (guests, joined) = (count(new.len() - unseen.len()), count(joined.len()));
        self.touch(Topic::Events);
        let (count, title) = (read.door_count(&file.event)?, read.event(&file.event)?.title);
        Ok(DoorMerged { event: file.event.clone(), title, new_event, guests, came, undone, joined, count })
    }

    fn event_of_guest(&self, guest: &str) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT event FROM guest WHERE id = ?1")?;
        Ok(statement.query_row([guest], |row| row.get(0)).optional()?)
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

    fn put_door_guest(&self, event: &str, guest: &DoorGuest, now: i64) -> Result<bool> {
        // Whoever signed up as well is of a list there, and so here: that decides which of two rows stays.
        self.connection
            .prepare_cached(
                "UPDATE guest SET origin = ?2 WHERE id = ?1 AND event = ?3 AND origin IN ('hand', 'walk_in') AND ?2 NOT IN ('hand', 'walk_in')",
            )?
            .execute(params![guest.id, guest.origin, event])?;
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
        Ok(changed > 0)
    }
}
