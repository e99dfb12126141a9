//! Days packed: what `daily` has of one day, in a few bytes for each account.
//!
//! **Invariants:** a pack says what the rows of its day say (a test compares); what changes a day takes its pack away in the
//! same transaction; a day without a pack is read from its rows.

use std::ops::Range;

use rusqlite::params;

use crate::{Read, Write, error::Result};

/// What an account did on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) account: i64,
    pub(crate) posts: u32,
    pub(crate) replies: u32,
    pub(crate) reactions: u32,
}

impl Read<'_> {
    /// Whether days wait to be packed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_loose_days(&self) -> Result<bool> {
        let Some((first, last)) = self.bounds()? else { return Ok(false) };
        let packed: i32 = self
            .connection
            .prepare_cached("SELECT count(*) FROM day_pack WHERE day >= ?1 AND day <= ?2")?
            .query_row([first, last], |row| row.get(0))?;
        Ok(packed <= last - first)
    }

    /// The first and the last day with anything.
    pub(super) fn bounds(&self) -> Result<Option<(i32, i32)>> {
        let (first, last): (Option<i32>, Option<i32>) = (
            self.connection.query_row("SELECT min(day) FROM daily", [], |row| row.get(0))?,
            self.connection.query_row("SELECT max(day) FROM daily", [], |row| row.get(0))?,
        );
        Ok(first.zip(last))
    }

    /// How many accounts did anything on some packed days, all days together, or more: an entry has four bytes at least.
    pub(super) fn entries_on(&self, days: &Range<i32>) -> Result<usize> {
        let mut bytes = self
            .connection
            .prepare_cached("SELECT coalesce(sum(length(entries)), 0) FROM day_pack WHERE day >= ?1 AND day < ?2")?;
        let bytes: i64 = bytes.query_row([days.start, days.end], |row| row.get(0))?;
        Ok(usize::try_from(bytes / 4).unwrap_or(0))
    }

    /// Gives what every account did on days in `days`, day by day, accounts in the order of their keys.
    pub(crate) fn each_day(&self, days: &Range<i32>, mut give: impl FnMut(i32, &[Entry])) -> Result<()> {
        let Some((first, last)) = self.bounds()? else { return Ok(()) };
        let mut packs = self
            .connection
            .prepare_cached("SELECT day, entries FROM day_pack WHERE day >= ?1 AND day < ?2 ORDER BY day")?;
        let mut rows = packs.query(params![days.start, days.end])?;
        let mut next = days.start.max(first);
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let day: i32 = row.get(0)?;
            self.loose(next..day, &mut entries, &mut give)?;
            unpack(row.get_ref(1)?.as_blob().unwrap_or_default(), &mut entries);
            give(day, &entries);
            next = day + 1;
        }
        self.loose(next..days.end.min(last + 1), &mut entries, &mut give)
    }

    /// The same from the rows themselves.
    fn loose(&self, days: Range<i32>, entries: &mut Vec<Entry>, give: &mut impl FnMut(i32, &[Entry])) -> Result<()> {
        if days.is_empty() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT identity_id, posts, replies, reactions FROM daily WHERE day = ?1 AND posts + replies + reactions > 0
             ORDER BY identity_id",
        )?;
        for day in days {
            entries.clear();
            let mut rows = statement.query([day])?;
            while let Some(row) = rows.next()? {
                entries.push(Entry {
                    account: row.get(0)?,
                    posts: row.get(1)?,
                    replies: row.get(2)?,
                    reactions: row.get(3)?,
                });
            }
            give(day, entries);
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Packs the days that have no pack.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn pack_days(&self) -> Result<()> {
        self.pack_some_days(usize::MAX)?;
        Ok(())
    }

    /// Packs at most so many of the days that have no pack; answers whether there may be more.
    pub(super) fn pack_some_days(&self, most: usize) -> Result<bool> {
        let read = self.read();
        let Some((first, last)) = read.bounds()? else { return Ok(false) };
        let mut known = self.connection.prepare_cached("SELECT day FROM day_pack ORDER BY day")?;
        let known: Vec<i32> = known.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut insert = self.connection.prepare_cached("INSERT INTO day_pack (day, entries) VALUES (?1, ?2)")?;
        let mut entries = Vec::new();
        let mut done = 0;
        for day in (first..=last).filter(|day| known.binary_search(day).is_err()).take(most) {
            let mut packed = Vec::new();
            read.loose(day..day + 1, &mut entries, &mut |_, entries| packed = pack(entries))?;
            insert.execute(params![day, packed])?;
            done += 1;
        }
        Ok(done == most)
    }

    /// Takes the packs of a day away: its rows change.
    pub(crate) fn unpack_day(&self, day: i64) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM day_pack WHERE day = ?1")?.execute([day])?;
        self.connection.prepare_cached("DELETE FROM message_pack WHERE day = ?1")?.execute([day])?;
        self.connection.prepare_cached("DELETE FROM question_pack WHERE day = ?1")?.execute([day])?;
        Ok(())
    }

    /// Takes all packs away, those of spaces as well.
    pub(crate) fn unpack_all_days(&self) -> Result<()> {
        self.connection.execute_batch(
            "DELETE FROM day_pack; DELETE FROM space_pack; DELETE FROM message_pack; DELETE FROM question_pack;",
        )?;
        Ok(())
    }
}

fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(entries.len() * 5);
    let mut before = 0;
    for entry in entries {
        put(&mut bytes, u64::try_from(entry.account - before).unwrap_or(0));
        before = entry.account;
        for count in [entry.posts, entry.replies, entry.reactions] {
            put(&mut bytes, u64::from(count));
        }
    }
    bytes
}

/// Writes a number as LEB128.
pub(super) fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a number that was written as LEB128.
pub(super) fn next(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.next()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A pack that ends in the midst of an entry ends before it.
fn unpack(bytes: &[u8], entries: &mut Vec<Entry>) {
    entries.clear();
    // An entry has four bytes at least.
    entries.reserve(bytes.len() / 4);
    let mut account = 0_i64;
    let mut left = bytes;
    loop {
        // Nearly all numbers are a byte each.
        while let Some((four @ [step, posts, replies, reactions], rest)) = left.split_first_chunk::<4>() {
            if u32::from_le_bytes(*four) & 0x8080_8080 != 0 {
                break;
            }
            account = account.saturating_add(i64::from(*step));
            let (posts, replies, reactions) = (u32::from(*posts), u32::from(*replies), u32::from(*reactions));
            entries.push(Entry { account, posts, replies, reactions });
            left = rest;
        }
        let mut bytes = left.iter();
        let mut next = || next(&mut bytes);
        let (Some(step), Some(posts), Some(replies), Some(reactions)) = (next(), next(), next(), next()) else {
            return;
        };
        left = bytes.as_slice();
        account = account.saturating_add(i64::try_from(step).unwrap_or(i64::MAX));
        let count = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        entries.push(Entry { account, posts: count(posts), replies: count(replies), reactions: count(reactions) });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packed_days_read_back(mut all in prop::collection::vec((1..5_000_000_i64, 0..9_u32, 0..300_u32, 0..70_000_u32), 0..60)) {
            all.sort_unstable();
            all.dedup_by_key(|entry| entry.0);
            let entries: Vec<Entry> =
                all.into_iter().map(|(account, posts, replies, reactions)| Entry { account, posts, replies, reactions }).collect();
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
