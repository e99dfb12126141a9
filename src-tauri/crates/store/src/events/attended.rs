//! Who attended, at the door and online in one, and what members did before and after.
//!
//! **Invariants:** a person is counted once, by the member, or else the address, or else the row in the list; walk-ins and
//! those who only appeared online are no part of the show rate; nobody who was erased has a name here.

use kith_domain::{
    attendance::{self, Active, DAYS, How, Seen},
    metrics::Gathering,
    time,
};
use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{COLUMNS, Event, at, event_of, guests::GuestState};
use crate::{Read, Write, error::Result, topic::Topic};

/// Of these lists those who came were online.
const ONLINE: &str = "('zoom', 'zoom_webinar')";
/// Entries at the door of `g`, in the log `c`.
const THEIRS: &str = theirs!();
/// How it stood with `g` when the event began, at `?2`. Of who was heard of only afterwards that counts which was heard first.
const AT_START: &str = "CASE WHEN json_array_length(g.moves) < 2 THEN coalesce(g.moves ->> '$[0][1]', g.state) ELSE
     coalesce((SELECT m.value ->> 1 FROM json_each(g.moves) m WHERE m.value ->> 0 <= ?2 ORDER BY m.key DESC LIMIT 1), g.moves ->> '$[0][1]') END";
/// No event asks for more minutes.
const MOST_MINUTES: u32 = 600;

/// How somebody attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventHow {
    /// Through the door.
    Door,
    /// Online.
    Online,
    /// Both.
    Both,
    /// They were expected, and did not come.
    Missed,
    /// They were online for too short a time.
    Short,
}

/// Somebody who attended an event, or was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventAttendee {
    /// A row of theirs in the list.
    pub guest: String,
    /// Who; nothing for somebody who was erased.
    pub name: String,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// They said that they come.
    pub expected: bool,
    /// How they attended.
    pub how: EventHow,
    /// Minutes online, where that is known.
    pub minutes: Option<i64>,
    /// Whether it was their first event here; nothing where there was none before.
    pub first: Option<bool>,
}

/// The attendance of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventAttendance {
    /// Everybody once: who attended by name, then who was missed.
    pub people: Vec<EventAttendee>,
    /// Those who attended.
    pub came: u32,
    /// Of them, through the door only.
    pub door: u32,
    /// Of them, online only.
    pub online: u32,
    /// Of them, both.
    pub both: u32,
    /// Those who said that they come.
    pub expected: u32,
    /// Of them, those who attended.
    pub shown: u32,
    /// Those who attended and had not said so.
    pub walk_ins: u32,
    /// Those who attended for the first time; nothing where there was no event before.
    pub first_timers: Option<u32>,
    /// How it stood with people when the event began, and who of them came.
    pub by_state: Vec<StateShow>,
    /// Seats that were offered to those who waited.
    pub offers: u32,
    /// Of them, those who took it.
    pub accepted: u32,
    /// Online one attends from so many minutes on.
    pub least_minutes: u32,
}

/// Those who stood in the list in one way when the event began, and how many of them attended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct StateShow {
    /// How it stood.
    pub state: GuestState,
    /// With so many people.
    pub people: u32,
    /// Of them, those who attended.
    pub came: u32,
}

/// Members and addresses.
type Known = (FxHashSet<i64>, FxHashSet<String>);

/// A row of the list, and what is known of whoever it is.
pub(super) struct Row {
    pub(super) guest: String,
    name: String,
    email: Option<String>,
    identity: Option<String>,
    member: Option<i64>,
    /// How it stood when the event began; nothing of who came without being in the list.
    state: Option<GuestState>,
    pub(super) seen: Seen,
}

fn by_state(rows: &[Row], attended: &[attendance::Attended]) -> Vec<StateShow> {
    let came: FxHashSet<&str> = attended.iter().filter(|one| one.was_there()).map(|one| one.person.as_str()).collect();
    // Somebody who is in several lists is what says most.
    let mut states: FxHashMap<&str, GuestState> = FxHashMap::default();
    for row in rows {
        let Some(state) = row.state else { continue };
        let known = states.entry(row.seen.person.as_str()).or_insert(state);
        if state == GuestState::Going {
            *known = state;
        }
    }
    let mut counts = Vec::new();
    for state in GuestState::ALL {
        let people: Vec<&&str> = states.iter().filter(|one| *one.1 == state).map(|one| one.0).collect();
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        if !people.is_empty() {
            let there = people.iter().filter(|person| came.contains(**person)).count();
            counts.push(StateShow { state, people: count(people.len()), came: count(there) });
        }
    }
    counts
}

impl Read<'_> {
    /// Who attended an event.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_attendance(&self, event: &Event) -> Result<EventAttendance> {
        let before = self.came_before(event)?;
        Ok(self.attended(event, before.as_ref())?.0)
    }

    /// Who attended, of whom it is known who came before; and the members and addresses that came to this one.
    fn attended(&self, event: &Event, before: Option<&Known>) -> Result<(EventAttendance, Known)> {
        let rows = self.guest_rows(event)?;
        let least = self.least_minutes(&event.id)?;
        let seen: Vec<Seen> = rows.iter().map(|row| row.seen.clone()).collect();
        let attended = attendance::attendance(&seen, i64::from(least));
        let by_state = by_state(&rows, &attended);
        let (offers, accepted) = self.offers(&event.id)?;
        let mut known: FxHashMap<&str, &Row> = FxHashMap::default();
        for row in &rows {
            let one = known.entry(row.seen.person.as_str()).or_insert(row);
            if one.member.is_none() && row.member.is_some() {
                *one = row;
            }
        }
        let mut people = Vec::new();
        for one in &attended {
            let Some(row) = known.get(one.person.as_str()) else { continue };
            let first = before.filter(|_| one.was_there()).map(|(members, emails)| {
                !row.member.is_some_and(|member| members.contains(&member))
                    && !row.email.as_ref().is_some_and(|email| emails.contains(email))
            });
            people.push(EventAttendee {
                guest: row.guest.clone(),
                name: row.name.clone(),
                member: row.identity.clone(),
                expected: one.expected,
                how: match one.how {
                    How::Door => EventHow::Door,
                    How::Online => EventHow::Online,
                    How::Both => EventHow::Both,
                    How::Missed => EventHow::Missed,
                    How::Short => EventHow::Short,
                },
                minutes: one.minutes,
                first,
            });
        }
        people.sort_by_cached_key(|one| {
            let was_there = matches!(one.how, EventHow::Door | EventHow::Online | EventHow::Both);
            (!was_there, one.name.to_lowercase(), one.guest.clone())
        });
        let count = |which: &dyn Fn(&attendance::Attended) -> bool| {
            u32::try_from(attended.iter().filter(|one| which(one)).count()).unwrap_or(u32::MAX)
        };
        let first_timers = before.map(|_| people.iter().filter(|one| one.first == Some(true)).count());
        let mut here = Known::default();
        for row in rows.iter().filter(|row| row.seen.door_at.is_some() || row.seen.online) {
            here.0.extend(row.member);
            here.1.extend(row.email.clone());
        }
        let attendance = EventAttendance {
            came: count(&|one| one.was_there()),
            door: count(&|one| one.how == How::Door),
            online: count(&|one| one.how == How::Online),
            both: count(&|one| one.how == How::Both),
            expected: count(&|one| one.expected),
            shown: count(&|one| one.expected && one.was_there()),
            walk_ins: count(&|one| !one.expected && one.was_there()),
            first_timers: first_timers.map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
            by_state,
            offers,
            accepted,
            least_minutes: least,
            people,
        };
        Ok((attendance, here))
    }

    /// The list of an event, each row with the person it means.
    pub(super) fn guest_rows(&self, event: &Event) -> Result<Vec<Row>> {
        let mut rows = self.attendance_rows(event)?;
        // An address that a member has is that member, in whatever list it is.
        let mut addresses: FxHashMap<String, i64> = FxHashMap::default();
        for row in &rows {
            if let (Some(email), Some(member)) = (&row.email, row.member) {
                addresses.insert(email.clone(), member);
            }
        }
        for row in &mut rows {
            let member = row.member.or_else(|| row.email.as_ref().and_then(|email| addresses.get(email).copied()));
            row.seen.person = match (member, &row.email) {
                (Some(member), _) => format!("m{member:020}"),
                (None, Some(email)) => format!("e{email}"),
                (None, None) => format!("g{}", row.guest),
            };
        }
        Ok(rows)
    }

    /// Who attended an event, each person once, by the words that [`Self::guest_rows`] has for them.
    pub(super) fn persons_at(&self, event: &Event) -> Result<Vec<attendance::Attended>> {
        let seen: Vec<Seen> = self.guest_rows(event)?.into_iter().map(|row| row.seen).collect();
        Ok(attendance::attendance(&seen, i64::from(self.least_minutes(&event.id)?)))
    }

    /// Seats that were offered, and how many of these offers were taken.
    fn offers(&self, event: &str) -> Result<(u32, u32)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*), coalesce(sum((SELECT n.value ->> 1 FROM json_each(g.moves) n WHERE n.key = m.key + 1) = 'going'), 0)
             FROM guest g JOIN json_each(g.moves) m WHERE g.event = ?1 AND g.deleted_at IS NULL AND m.value ->> 1 = 'offered'",
        )?;
        Ok(statement.query_row([event], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Events that are over, in numbers, as metrics are computed from them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn gatherings(&self, now: i64) -> Result<Vec<Gathering>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e WHERE e.end_at <= ?1 AND e.deleted_at IS NULL AND e.cancelled = 0 ORDER BY e.start_at, e.id"
        ))?;
        let events = statement.query_map([now], event_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let (mut before, mut any, mut found) = (Known::default(), false, Vec::new());
        for event in events {
            let (seen, here) = self.attended(&event, any.then_some(&before))?;
            let mut asked = self.connection.prepare_cached(
                "SELECT count(*) FROM guest WHERE event = ?1 AND deleted_at IS NULL AND (origin NOT IN ('walk_in', 'zoom') OR (origin = 'zoom' AND created_at < ?2))",
            )?;
            let asked: u32 = asked.query_row(params![event.id, event.start_at], |row| row.get(0))?;
            let returned = seen.first_timers.map(|first| u64::from(seen.came.saturating_sub(first)));
            found.push(Gathering {
                start_at: event.start_at,
                // A person may be in several lists; nobody expected is none of those asked.
                asked: u64::from(asked.max(seen.expected)),
                expected: u64::from(seen.expected),
                shown: u64::from(seen.shown),
                came: u64::from(seen.came),
                returned,
                scores: self.event_scores(&event.id)?.into_iter().map(|one| one.score).collect(),
            });
            any = any || seen.came > 0;
            before.0.extend(here.0);
            before.1.extend(here.1);
        }
        Ok(found)
    }

    /// From how many minutes online somebody attended.
    fn least_minutes(&self, event: &str) -> Result<u32> {
        let mut statement = self.connection.prepare_cached("SELECT least_min FROM event WHERE id = ?1")?;
        Ok(statement.query_row([event], |row| row.get(0))?)
    }

    fn attendance_rows(&self, event: &Event) -> Result<Vec<Row>> {
        let mut stays: FxHashMap<String, Vec<(i64, i64)>> = FxHashMap::default();
        let mut statement =
            self.connection.prepare_cached("SELECT guest, from_at, until_at FROM event_stay WHERE event = ?1")?;
        let mut found = statement.query([&event.id])?;
        while let Some(row) = found.next()? {
            stays.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT g.id, g.name, g.email, g.identity, p.member_id, g.origin NOT IN ('walk_in', 'zoom') OR (g.origin = 'zoom' AND g.created_at < ?2),
               (SELECT min(c.at) FROM check_in c WHERE {THEIRS} AND c.desk NOT IN {ONLINE}),
               EXISTS (SELECT 1 FROM check_in c WHERE {THEIRS} AND c.desk IN {ONLINE}), {AT_START}
             FROM guest g LEFT JOIN identity i ON i.uid = g.identity LEFT JOIN person p ON p.identity_id = i.id
             WHERE g.event = ?1 AND g.deleted_at IS NULL ORDER BY g.id"
        ))?;
        let rows = statement.query_map(params![event.id, event.start_at], |row| {
            let (guest, online): (String, bool) = (row.get(0)?, row.get(7)?);
            // Taken back at the door is taken back: then the stays of a list do not count either.
            let stays = if online { stays.get(&guest).cloned().unwrap_or_default() } else { Vec::new() };
            let state = GuestState::parse(&row.get::<_, String>(8)?).filter(|_| row.get(5) == Ok(true));
            let expected = state == Some(GuestState::Going);
            let seen = Seen { person: String::new(), expected, door_at: row.get(6)?, stays, online };
            let (name, email) = (row.get(1)?, row.get(2)?);
            Ok(Row { guest, name, email, identity: row.get(3)?, member: row.get(4)?, state, seen })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Members and addresses that came to an earlier event; nothing where nobody ever did.
    fn came_before(&self, event: &Event) -> Result<Option<Known>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, g.email FROM event x JOIN check_in c ON c.event = x.id AND c.undone_at IS NULL
               JOIN guest o ON o.id = c.guest JOIN guest g ON g.id = coalesce(o.same_as, o.id)
               LEFT JOIN identity i ON i.uid = g.identity LEFT JOIN person p ON p.identity_id = i.id
             WHERE x.start_at < ?1 AND x.id <> ?2 AND x.deleted_at IS NULL",
        )?;
        let mut rows = statement.query(params![event.start_at, event.id])?;
        let (mut members, mut emails, mut any) = (FxHashSet::default(), FxHashSet::default(), false);
        while let Some(row) = rows.next()? {
            any = true;
            members.extend(row.get::<_, Option<i64>>(0)?);
            emails.extend(row.get::<_, Option<String>>(1)?);
        }
        Ok(any.then_some((members, emails)))
    }

    /// Active days of members in the four weeks before and after an event, and whether they attended it; without bots, the
    /// team, and those who were not here before.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_activity(&self, event: &Event, attended: &EventAttendance) -> Result<Vec<Active>> {
        let mut came: FxHashSet<i64> = FxHashSet::default();
        let was_there = |one: &&EventAttendee| matches!(one.how, EventHow::Door | EventHow::Online | EventHow::Both);
        for uid in attended.people.iter().filter(was_there).filter_map(|one| one.member.as_deref()) {
            // An account that is gone is nobody.
            came.extend(self.member_key(uid).ok());
        }
        let day = time::day_number(time::day_of(event.start_at, self.zone()?));
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, coalesce(d.earlier, 0), coalesce(d.later, 0) FROM member m LEFT JOIN
               (SELECT p.member_id AS member, count(DISTINCT iif(y.day < ?1, y.day, NULL)) AS earlier,
                  count(DISTINCT iif(y.day > ?1, y.day, NULL)) AS later
                FROM daily y JOIN person p ON p.identity_id = y.identity_id WHERE y.day BETWEEN ?1 - ?2 AND ?1 + ?2 GROUP BY p.member_id) d
               ON d.member = m.id
             WHERE m.is_bot = 0 AND m.is_team = 0 AND min(coalesce(m.joined_at, m.first_at), coalesce(m.first_at, m.joined_at)) < ?3",
        )?;
        let rows = statement.query_map(params![day, DAYS, event.start_at], |row| {
            let member: i64 = row.get(0)?;
            Ok(Active { before: row.get(1)?, after: row.get(2)?, came: came.contains(&member) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// From how many minutes online somebody attended.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such event; [`crate::Error::Field`] when no event asks for so many.
    pub fn set_least_minutes(&self, event: &str, minutes: u32, now: i64) -> Result<()> {
        let event = self.read().event(event)?;
        if minutes > MOST_MINUTES {
            return Err(at("minutes")("write a number of minutes, 600 at most"));
        }
        self.connection
            .prepare_cached("UPDATE event SET least_min = ?2, updated_at = ?3 WHERE id = ?1")?
            .execute(params![event.id, minutes, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Somebody was online from then till then; the same twice is once.
    pub(super) fn note_stay(&self, event: &str, guest: &str, from: i64, until: i64) -> Result<()> {
        if from >= until {
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO event_stay (id, event, guest, from_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET until_at = max(until_at, excluded.until_at)",
            )?
            .execute(params![format!("{guest} {from}"), event, guest, from, until])?;
        Ok(())
    }
}
