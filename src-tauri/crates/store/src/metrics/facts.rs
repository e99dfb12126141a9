//! Reads the facts of a stretch of days for a slice of the community.
//!
//! **Invariants:** what is read is proportional to the days asked for, except in a slice by space, which reads all packed days
//! of that space; nothing of a space that is not public; at most one entry for a person and day.

use std::ops::Range;

use kith_domain::{
    hours::WorkingHours,
    metrics::{Answer, Conversation, Day, Facts, Made, Presence, Reach},
    time::{self, DayNumbers},
};
use rustc_hash::FxHashMap;

use super::{packs::Entry, people::People};
use crate::{
    Read,
    error::{Error, Result},
};

/// Whose activity is counted, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slice {
    /// Only accounts of this source.
    pub source: Option<String>,
    /// Only what happened in this space.
    pub space: Option<String>,
    /// Only members of this segment.
    pub segment: Option<String>,
    /// The team is counted like everybody else.
    pub with_team: bool,
}

/// What a space is to metrics.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) public: bool,
    pub(super) expects_answer: bool,
    pub(super) realm: i64,
}

impl Read<'_> {
    /// The facts of the days that `reach` names and the conversations opened on those in `opened`, at `now`, UTC milliseconds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such source, space or segment.
    pub fn facts(&self, slice: &Slice, reach: impl Into<Reach>, opened: Range<i32>, now: i64) -> Result<Facts> {
        let reach = reach.into();
        let zone = self.zone()?;
        let people = self.metric_people(slice, zone, now)?;
        let places = self.places()?;
        let space = slice.space.as_deref().map(|uid| self.space_key(uid)).transpose()?;
        let settings = self.settings()?;
        let hours = WorkingHours::new(&settings.hours.days, &settings.hours.from, &settings.hours.to)
            .or_else(|_| WorkingHours::new(&[1, 2, 3, 4, 5], "09:00", "17:00"))
            .map_err(|error| Error::Invalid(error.to_string()))?;
        let first_day = self.first_day()?;
        let mut facts = Facts {
            zone,
            hours,
            holidays: self.days_off()?,
            earlier: Presence::default(),
            days: Vec::new(),
            conversations: self.opened(&people, &places, space, &opened, zone)?,
            announced: self.announced(&people, &places, space, &reach.days, zone)?,
            people: Vec::new(),
            kept: self.kept(slice.source.is_none() && slice.space.is_none() && slice.segment.is_none(), now)?,
            said: Vec::new(),
            referrals: FxHashMap::default(),
            from: reach.days.start,
            made: Made::default(),
            first_day,
            now,
            today: i32::try_from(DayNumbers::new(zone).of(now)).unwrap_or(i32::MAX),
            last_day: self.last_day(now)?,
        };
        let mut people = people;
        (facts.earlier, facts.days) = match space {
            Some(space) => self.days_in_space(&mut people, &places, space, &reach)?,
            None => self.days_of_all(&people, &reach)?,
        };
        facts.people = people.all;
        Ok(facts)
    }

    pub(super) fn places(&self) -> Result<FxHashMap<i64, Place>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id, s.kind IN ('channel', 'category'), coalesce(c.expects_answer, 1),
               CASE WHEN s.kind IN ('category', 'restricted')
                 THEN coalesce((SELECT f.id FROM space f WHERE f.source_id = s.source_id AND f.kind = 'forum'), s.id) ELSE s.id END
             FROM space s LEFT JOIN space_choice c ON c.space = s.uid",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, Place { public: row.get(1)?, expects_answer: row.get(2)?, realm: row.get(3)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn days_of_all(&self, people: &People, reach: &Reach) -> Result<(Presence, Vec<Day>)> {
        let (mut earlier, mut all) = (Presence::default(), Vec::with_capacity(self.entries_on(&reach.days)?));
        let from = if people.all.len() < Presence::MOST_PEOPLE { reach.days.start } else { reach.earlier };
        self.each_day(&(reach.earlier..reach.days.end), |day, entries| {
            let begun = all.len();
            let mut last = None;
            let mut mixed = false;
            for entry in entries {
                let Some(person) = people.of(entry.account) else { continue };
                mixed |= last >= Some(person);
                last = Some(person);
                let Entry { posts, replies, reactions, .. } = *entry;
                all.push(Day { day, person, posts, replies, reactions });
            }
            // Most days nobody wrote with two accounts, and accounts come in the order of their members.
            if mixed {
                merge_day(&mut all, begun);
            }
            if day < from {
                earlier.push(day, &all);
                all.clear();
            }
        })?;
        Ok((earlier, all))
    }

    /// What people did in a space, as it is packed.
    fn days_in_space(
        &self,
        people: &mut People,
        places: &FxHashMap<i64, Place>,
        space: i64,
        reach: &Reach,
    ) -> Result<(Presence, Vec<Day>)> {
        for person in &mut people.all {
            person.first = None;
        }
        if !places.get(&space).is_some_and(|place| place.public) {
            return Ok((Presence::default(), Vec::new()));
        }
        // Who first wrote in it is asked as well, so all its days are read.
        let mut found: Vec<Day> = Vec::new();
        self.each_day_in(space, &(i32::MIN / 2..i32::MAX / 2), |day, entry| {
            let Some(person) = people.of(entry.account) else { return };
            if let (Some(known), true) = (people.all.get_mut(person as usize), entry.posts + entry.replies > 0) {
                known.first = Some(known.first.map_or(day, |first| first.min(day)));
            }
            if (reach.earlier..reach.days.end).contains(&day) {
                let Entry { posts, replies, reactions, .. } = *entry;
                found.push(Day { day, person, posts, replies, reactions });
            }
        })?;
        found.sort_unstable_by_key(|day| (day.day, day.person));
        found.dedup_by(|next, before| {
            let same = (next.day, next.person) == (before.day, before.person);
            if same {
                before.posts += next.posts;
                before.replies += next.replies;
                before.reactions += next.reactions;
            }
            same
        });
        let from = if people.all.len() < Presence::MOST_PEOPLE { reach.days.start } else { reach.earlier };
        let all = found.split_off(found.partition_point(|day| day.day < from));
        // What was taken away may have left noughts.
        found.retain(|day| day.written() + day.reactions > 0);
        let mut earlier = Presence::default();
        for entries in found.chunk_by(|a, b| a.day == b.day) {
            earlier.push(entries.first().map_or(reach.earlier, |entry| entry.day), entries);
        }
        Ok((earlier, all))
    }

    fn opened(
        &self,
        people: &People,
        places: &FxHashMap<i64, Place>,
        space: Option<i64>,
        days: &Range<i32>,
        zone: chrono_tz::Tz,
    ) -> Result<Vec<Conversation>> {
        let keys = key_range(days, zone);
        let solved = self.solved(&keys)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, started_at, starter, answered_in, answered_by, replies, people, space_id FROM thread
             WHERE id >= ?1 AND id < ?2 AND starter IS NOT NULL ORDER BY id",
        )?;
        let mut rows = statement.query([keys.start, keys.end])?;
        let mut numbers = DayNumbers::new(zone);
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(starter) = people.of(row.get(2)?) else { continue };
            let here: i64 = row.get(7)?;
            let counts = places.get(&here).is_some_and(|place| place.public && place.expects_answer);
            if !counts || space.is_some_and(|space| space != here) {
                continue;
            }
            let (id, at): (i64, i64) = (row.get(0)?, row.get(1)?);
            let answer = row.get::<_, Option<i64>>(3)?.zip(row.get::<_, Option<i64>>(4)?);
            found.push(Conversation {
                id,
                at,
                day: i32::try_from(numbers.of(at)).unwrap_or(i32::MAX),
                starter,
                answer: answer.map(|(after, by)| Answer { after, by_team: people.is_team(by) }),
                replies: row.get(5)?,
                people: row.get(6)?,
                solved: solved.get(&id).copied(),
            });
        }
        found.sort_by_key(|one| (one.day, one.id));
        Ok(found)
    }

    /// Of the topics of forums that mark solutions: whether they are solved.
    fn solved(&self, keys: &Range<i64>) -> Result<FxHashMap<i64, bool>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT root_id, solved FROM topic WHERE root_id >= ?1 AND root_id < ?2
               AND realm_id IN (SELECT DISTINCT realm_id FROM topic WHERE solved = 1)",
        )?;
        let rows = statement.query_map([keys.start, keys.end], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Posts to which no answer is expected.
    fn announced(
        &self,
        people: &People,
        places: &FxHashMap<i64, Place>,
        space: Option<i64>,
        days: &Range<i32>,
        zone: chrono_tz::Tz,
    ) -> Result<Vec<(i32, u32)>> {
        let mut numbers = DayNumbers::new(zone);
        let mut found = Vec::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT identity_id, occurred_at FROM activity
             WHERE realm_id = ?1 AND space_id = ?2 AND kind = 1 AND gone_at IS NULL AND identity_id IS NOT NULL",
        )?;
        for (key, place) in places.iter().filter(|(_, place)| place.public && !place.expects_answer) {
            if space.is_some_and(|space| space != *key) {
                continue;
            }
            let mut rows = statement.query([place.realm, *key])?;
            while let Some(row) = rows.next()? {
                let day = i32::try_from(numbers.of(row.get(1)?)).unwrap_or(i32::MAX);
                if let (Some(person), true) = (people.of(row.get(0)?), days.contains(&day)) {
                    found.push((day, person));
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// The keys of activities of a stretch of days: the second it happened times 64 plus a place in it.
pub(super) fn key_range(days: &Range<i32>, zone: chrono_tz::Tz) -> Range<i64> {
    let key = |day: i32| {
        let start = time::start_of_day(time::day_with_number(i64::from(day)), zone);
        start.div_euclid(1_000).saturating_mul(64)
    };
    key(days.start)..key(days.end)
}

/// Puts the entries of one person on a day together; those of the day begin at `begun` and end the list.
fn merge_day(all: &mut Vec<Day>, begun: usize) {
    if let Some(day) = all.get_mut(begun..) {
        day.sort_unstable_by_key(|day| day.person);
    }
    let mut at = begun + 1;
    while let (Some(before), Some(day)) = (at.checked_sub(1).and_then(|at| all.get(at)).copied(), all.get(at).copied())
    {
        if before.person == day.person && before.day == day.day {
            if let Some(before) = all.get_mut(at - 1) {
                before.posts += day.posts;
                before.replies += day.replies;
                before.reactions += day.reactions;
            }
            all.remove(at);
        } else {
            at += 1;
        }
    }
}
