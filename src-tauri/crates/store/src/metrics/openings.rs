//! What was opened day by day, packed: who opened it, where, whether it asks for something, and whom it names.
//!
//! The queue of the unanswered looks at every message of a month that opened something. Whether a text asks is asked once, for
//! the days that somebody looks at; the rest of a row is too wide to read it again and again.
//!
//! A pack begins with the first eight bytes of the SHA-256 of what follows. It has, for each message in the order of keys: the
//! key's difference, the milliseconds of its second, its account, its space, twice the number of accounts it names and one more
//! when it asks, and for each named one the length of its number and that. Numbers are LEB128.
//!
//! **Invariants:** a pack says what the rows of its day say (a test compares); what changes a day takes its pack away in the
//! same transaction; nothing of it depends on who is whom, on who counts, or on what became of a conversation; of a pack that
//! is not as it was written nothing is believed, and its day is read from its rows.

use std::ops::Range;

use kith_domain::asks;
use rusqlite::params;
use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use super::{
    facts::{Place, key_range},
    packs,
};
use crate::{Read, Write, error::Result};

/// Of the rule that says what asks, and of how packs are written: a pack of another edition is made anew.
const EDITION: i64 = asks::EDITION as i64 * 100 + 2;

/// Bytes of a number that a message names somebody by: longer ones are none.
const LONGEST_NAME: usize = 64;

/// A message that opened something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) id: i64,
    pub(crate) account: i64,
    pub(crate) space: i64,
    /// When, UTC milliseconds.
    pub(crate) at: i64,
    /// It asks for something.
    pub(crate) asks: bool,
    /// Whom it names: what stands behind `<@`, up to the end of that.
    pub(crate) named: Vec<String>,
}

/// The first millisecond of the second that a key stands for.
const fn second_of(id: i64) -> i64 {
    id.div_euclid(64) * 1_000
}

impl Read<'_> {
    /// Whether days in `days` wait to be packed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_loose_openings(&self, days: &Range<i32>) -> Result<bool> {
        let days = self.with_messages(days)?;
        let packed: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM question_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3")?
            .query_row(params![days.start, days.end, EDITION], |row| row.get(0))?;
        Ok(packed < i64::try_from(days.len()).unwrap_or(i64::MAX))
    }

    /// Gives what was opened in public on days in `days`, in the order of keys.
    pub(crate) fn each_opening(&self, days: &Range<i32>, mut give: impl FnMut(&Opening) -> Result<()>) -> Result<()> {
        let days = self.with_messages(days)?;
        let places = self.places()?;
        let loose = |days: Range<i32>, give: &mut dyn FnMut(&Opening) -> Result<()>| {
            days.into_iter().try_for_each(|day| self.opened_on(day, &places)?.iter().try_for_each(&mut *give))
        };
        let mut packs = self.connection.prepare_cached(
            "SELECT day, entries FROM question_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3 ORDER BY day",
        )?;
        let mut rows = packs.query(params![days.start, days.end, EDITION])?;
        let mut next = days.start;
        while let Some(row) = rows.next()? {
            let day: i32 = row.get(0)?;
            loose(next..day, &mut give)?;
            match unpack(row.get_ref(1)?.as_blob().unwrap_or_default()) {
                Some(openings) => openings.iter().try_for_each(&mut give)?,
                None => loose(day..day + 1, &mut give)?,
            }
            next = day + 1;
        }
        loose(next..days.end, &mut give)
    }

    /// The same of a day, from the messages themselves.
    fn opened_on(&self, day: i32, places: &FxHashMap<i64, Place>) -> Result<Vec<Opening>> {
        let keys = key_range(&(day..day + 1), self.zone()?);
        let mut statement = self.connection.prepare_cached(
            "SELECT id, identity_id, space_id, occurred_at, text FROM activity
             WHERE id >= ?1 AND id < ?2 AND kind = 1 AND gone_at IS NULL AND identity_id IS NOT NULL ORDER BY id",
        )?;
        let mut rows = statement.query([keys.start, keys.end])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let space: i64 = row.get(2)?;
            if !places.get(&space).is_some_and(|place| place.public) {
                continue;
            }
            let text = row.get_ref(4)?.as_str().unwrap_or_default();
            found.push(Opening {
                id: row.get(0)?,
                account: row.get(1)?,
                space,
                at: row.get(3)?,
                asks: asks::asks(text),
                named: named(text),
            });
        }
        Ok(found)
    }
}

/// Whom a message names.
fn named(text: &str) -> Vec<String> {
    let ends = |sign: char| sign == '>' || sign == '|' || sign.is_whitespace();
    let names = text.split("<@").skip(1).filter_map(|after| after.split(ends).next());
    names.filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME).map(str::to_owned).collect()
}

impl Write<'_> {
    /// Packs those of some days that have no pack.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn pack_openings(&self, days: &Range<i32>) -> Result<()> {
        let read = self.read();
        let days = read.with_messages(days)?;
        let known: Vec<i32> = self
            .connection
            .prepare_cached("SELECT day FROM question_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3 ORDER BY day")?
            .query_map(params![days.start, days.end, EDITION], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let places = read.places()?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO question_pack (day, edition, entries) VALUES (?1, ?2, ?3)
             ON CONFLICT (day) DO UPDATE SET edition = excluded.edition, entries = excluded.entries",
        )?;
        for day in days.filter(|day| known.binary_search(day).is_err()) {
            insert.execute(params![day, EDITION, pack(&read.opened_on(day, &places)?)])?;
        }
        Ok(())
    }

    /// Takes the packs of all days up to a moment away: texts of these days went.
    pub(crate) fn unpack_openings_until(&self, at: i64) -> Result<()> {
        let day = kith_domain::time::DayNumbers::new(self.read().zone()?).of(at);
        self.connection.prepare_cached("DELETE FROM question_pack WHERE day <= ?1")?.execute([day])?;
        Ok(())
    }
}

fn pack(openings: &[Opening]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(openings.len() * 10);
    let mut before = 0;
    let mut put = |value: i64| packs::put(&mut bytes, u64::try_from(value).unwrap_or(0));
    for one in openings {
        put(one.id - before);
        before = one.id;
        put(one.at - second_of(one.id));
        put(one.account);
        put(one.space);
        put(i64::try_from(one.named.len()).unwrap_or(0) * 2 + i64::from(one.asks));
        for name in &one.named {
            put(i64::try_from(name.len()).unwrap_or(0));
            name.bytes().for_each(|byte| put(i64::from(byte)));
        }
    }
    [&checksum(&bytes), bytes.as_slice()].concat()
}

/// Bytes of a checksum.
const SUM: usize = 8;

/// Tells a pack from one that was damaged.
fn checksum(bytes: &[u8]) -> [u8; SUM] {
    let whole = Sha256::digest(bytes);
    std::array::from_fn(|place| whole.get(place).copied().unwrap_or_default())
}

/// What a pack says; nothing when it is not as it was written.
fn unpack(bytes: &[u8]) -> Option<Vec<Opening>> {
    let (sum, bytes) = bytes.split_first_chunk()?;
    if *sum != checksum(bytes) {
        return None;
    }
    let mut bytes = bytes.iter();
    let mut openings = Vec::new();
    let mut id = 0_i64;
    while !bytes.as_slice().is_empty() {
        let mut next = || i64::try_from(packs::next(&mut bytes)?).ok();
        id = id.checked_add(next()?)?;
        let (after, account, space, code) = (next()?, next()?, next()?, next()?);
        let mut named = Vec::new();
        for _ in 0..code / 2 {
            let mut name = Vec::new();
            for _ in 0..next()? {
                name.push(u8::try_from(next()?).ok()?);
            }
            named.push(String::from_utf8(name).ok()?);
        }
        let at = second_of(id).checked_add(after)?;
        openings.push(Opening { id, account, space, at, asks: code % 2 == 1, named });
    }
    Some(openings)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packed_openings_read_back(
            mut all in prop::collection::vec(
                (0..9_000_000_000_i64, 1..900_000_i64, 1..9_i64, 0..1_000_i64, any::<bool>(), prop::collection::vec("[A-Zé0-9]{1,9}", 0..3)),
                0..40,
            ),
        ) {
            all.sort_unstable();
            all.dedup_by_key(|one| one.0);
            let opening = |(id, account, space, after, asks, named): (i64, i64, i64, i64, bool, Vec<String>)| {
                Opening { id, account, space, at: second_of(id) + after, asks, named }
            };
            let openings: Vec<Opening> = all.into_iter().map(opening).collect();
            let packed = pack(&openings);
            prop_assert_eq!(unpack(&packed), Some(openings));
            // Cut off anywhere, or one byte of it another one: nothing is believed.
            for place in 0..packed.len() {
                prop_assert_eq!(unpack(packed.get(..place).unwrap()), None);
                let mut damaged = packed.clone();
                damaged[place] ^= 1 << (place % 8);
                prop_assert_eq!(unpack(&damaged), None);
            }
        }

        #[test]
        fn rubbish_says_nothing(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(unpack(&bytes), None);
            // Under a right checksum, too, it is read to its end.
            unpack(&[&checksum(&bytes), bytes.as_slice()].concat());
        }
    }

    #[test]
    fn who_is_named_stands_between_the_signs() {
        assert_eq!(named("<@U1> and <@U2|Ada>: <@U3 or <@> <#C1>"), ["U1", "U2", "U3"]);
        assert!(named("nobody").is_empty());
    }
}
