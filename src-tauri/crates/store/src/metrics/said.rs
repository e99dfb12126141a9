//! What was said day by day, packed: how long each message is, how it sounds, and in whose conversation it stands.
//!
//! [`super::scoring`] makes the packs, once for each day.
//!
//! A pack has, for each account in the order of keys, the key's difference, the number of its messages and for each of these
//! its space, `(words + 1) * 4 + tone`, and the account that opened its conversation (0: itself, or nobody); each a LEB128.
//! No words is 0, no tone is 3.
//!
//! **Invariants:** a pack says what the rows of its day say (a test compares); what changes a day takes its pack away in the
//! same transaction; nothing of it depends on who is whom, who counts, or what somebody set by hand.

use std::{collections::BTreeMap, ops::Range};

use kith_domain::{
    metrics::Said,
    tone::{self, Tone},
};
use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{Slice, facts::Place, packs::put, people::People, scoring::all_cores};
use crate::{Read, Write, error::Result};

/// More words than this are this many.
pub(super) const MOST_WORDS: u32 = 50_000;

/// What a pack says of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) account: i64,
    pub(super) space: i64,
    pub(super) words: Option<u32>,
    pub(super) tone: Option<Tone>,
    pub(super) opener: i64,
}

impl Read<'_> {
    /// Whether days in `days` wait to be packed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_loose_messages(&self, days: &Range<i32>) -> Result<bool> {
        let days = self.with_messages(days)?;
        let packed: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM message_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3")?
            .query_row(params![days.start, days.end, tone::EDITION], |row| row.get(0))?;
        Ok(packed < i64::try_from(days.len()).unwrap_or(i64::MAX))
    }

    /// Of some days those between the first and the last with anything.
    pub(super) fn with_messages(&self, days: &Range<i32>) -> Result<Range<i32>> {
        let Some((first, last)) = self.bounds()? else { return Ok(0..0) };
        let start = days.start.max(first);
        Ok(start..days.end.min(last + 1).max(start))
    }

    /// What was said on some days by those who count in a slice, with what somebody set by hand. People are by the places they
    /// have in [`Read::facts`] of the same slice.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such source, space or segment.
    pub fn said(&self, slice: &Slice, days: &Range<i32>, now: i64) -> Result<Vec<Said>> {
        let zone = self.zone()?;
        let people = self.metric_people(slice, zone, now)?;
        let places = self.places()?;
        let only = slice.space.as_deref().map(|uid| self.space_key(uid)).transpose()?;
        let counts = |space: i64| is_counted(&places, only, space);
        let days = self.with_messages(days)?;
        let mut packs = self.connection.prepare_cached(
            "SELECT day, entries FROM message_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3 ORDER BY day",
        )?;
        let mut rows = packs.query(params![days.start, days.end, tone::EDITION])?;
        let mut listeners = all_cores();
        let mut entries = Vec::new();
        let mut found = Vec::new();
        let mut next = days.start;
        while let Some(row) = rows.next()? {
            let day: i32 = row.get(0)?;
            for loose in next..day {
                found.push(sum(loose, &self.score(loose, &places, &mut listeners)?, &people, counts));
            }
            unpack(row.get_ref(1)?.as_blob().unwrap_or_default(), &mut entries);
            found.push(sum(day, &entries, &people, counts));
            next = day + 1;
        }
        for loose in next..days.end {
            found.push(sum(loose, &self.score(loose, &places, &mut listeners)?, &people, counts));
        }
        for own in self.own_tones(&days, zone, |account, space| people.of(account).is_some() && counts(space))? {
            let Some(said) = found.iter_mut().find(|said| said.day == own.day) else { continue };
            match own.scored.and_then(|tone| said.tones.get_mut(tone as usize)) {
                Some(before) => *before = before.saturating_sub(1),
                None => said.unscored = said.unscored.saturating_sub(1),
            }
            if let Some(now) = said.tones.get_mut(own.tone as usize) {
                *now += 1;
            }
            said.corrected += 1;
        }
        Ok(found)
    }
}

/// Whether what is said in a space counts.
pub(super) fn is_counted(places: &FxHashMap<i64, Place>, only: Option<i64>, space: i64) -> bool {
    places.get(&space).is_some_and(|place| place.public) && only.is_none_or(|only| only == space)
}

/// A day's entries added up for those who count.
fn sum(day: i32, entries: &[Entry], people: &People, counts: impl Fn(i64) -> bool) -> Said {
    let mut said = Said { day, ..Said::default() };
    let mut lengths: BTreeMap<u32, u32> = BTreeMap::new();
    for entry in entries {
        let Some(person) = people.of(entry.account).filter(|_| counts(entry.space)) else { continue };
        match entry.tone.and_then(|tone| said.tones.get_mut(tone as usize)) {
            Some(sum) => *sum += 1,
            None => said.unscored += 1,
        }
        match entry.words {
            Some(words) => *lengths.entry(words).or_default() += 1,
            None => said.uncounted += 1,
        }
        if said.writers.last() != Some(&person) {
            said.writers.push(person);
        }
        if let Some(other) = people.of(entry.opener).filter(|other| *other != person) {
            said.ties.push((person.min(other), person.max(other)));
        }
    }
    // Accounts come in the order of their keys, people not quite.
    said.writers.sort_unstable();
    said.writers.dedup();
    said.ties.sort_unstable();
    said.ties.dedup();
    said.lengths = lengths.into_iter().collect();
    said
}

impl Write<'_> {
    /// Takes the packs of those days away on which somebody answered in a conversation: who opened it is another one now.
    pub(crate) fn unpack_answers(&self, root: i64) -> Result<()> {
        let any: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM message_pack)")?
            .query_row([], |row| row.get(0))?;
        if !any {
            return Ok(());
        }
        let mut days = kith_domain::time::DayNumbers::new(self.read().zone()?);
        let mut answers = self.connection.prepare_cached("SELECT occurred_at FROM activity WHERE thread_id = ?1")?;
        let mut rows = answers.query([root])?;
        let mut remove = self.connection.prepare_cached("DELETE FROM message_pack WHERE day = ?1")?;
        while let Some(row) = rows.next()? {
            remove.execute([days.of(row.get(0)?)])?;
        }
        Ok(())
    }
}

pub(super) fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(entries.len() * 7);
    let mut before = 0;
    for of_one in entries.chunk_by(|a, b| a.account == b.account) {
        let Some(first) = of_one.first() else { continue };
        put(&mut bytes, u64::try_from(first.account - before).unwrap_or(0));
        before = first.account;
        put(&mut bytes, of_one.len() as u64);
        for entry in of_one {
            let words = entry.words.map_or(0, |words| u64::from(words) + 1);
            put(&mut bytes, u64::try_from(entry.space).unwrap_or(0));
            put(&mut bytes, words * 4 + entry.tone.map_or(3, |tone| tone as u64));
            put(&mut bytes, u64::try_from(entry.opener).unwrap_or(0));
        }
    }
    bytes
}

/// A pack that ends in the midst of an entry ends before it.
fn unpack(bytes: &[u8], entries: &mut Vec<Entry>) {
    entries.clear();
    let mut bytes = bytes.iter();
    let mut next = || super::packs::next(&mut bytes);
    let key = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let mut account = 0_i64;
    while let (Some(step), Some(count)) = (next(), next()) {
        account = account.saturating_add(key(step));
        for _ in 0..count {
            let (Some(space), Some(code), Some(opener)) = (next(), next(), next()) else { return };
            entries.push(Entry {
                account,
                space: key(space),
                words: u32::try_from(code / 4).ok().and_then(|words| words.checked_sub(1)),
                tone: usize::try_from(code % 4).ok().and_then(|tone| Tone::ALL.get(tone)).copied(),
                opener: key(opener),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packed_messages_read_back(
            mut all in prop::collection::vec(
                (1..900_000_i64, 1..9_i64, prop::option::of(0..MOST_WORDS), prop::option::of(0..3_usize), 0..900_000_i64), 0..80,
            ),
        ) {
            all.sort_unstable();
            let entry = |(account, space, words, tone, opener): (i64, i64, Option<u32>, Option<usize>, i64)| Entry {
                account, space, words, tone: tone.map(|tone| Tone::ALL[tone]), opener,
            };
            let entries: Vec<Entry> = all.into_iter().map(entry).collect();
            let mut found = Vec::new();
            unpack(&pack(&entries), &mut found);
            prop_assert_eq!(found, entries);
        }

        #[test]
        fn rubbish_is_read_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            unpack(&bytes, &mut Vec::new());
        }
    }
}
