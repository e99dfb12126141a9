//! Spaces packed: what accounts did in one space, day by day, in a few bytes for each of them.
//!
//! **Invariants:** packs say what the messages of the space say (a test compares); what changes a stretch of days takes its
//! entries away in the same transaction; a stretch without entries is read from the messages themselves.

use std::ops::Range;

use kith_domain::time::DayNumbers;
use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{
    facts::key_range,
    packs::{Entry, next, put},
};
use crate::{Read, Store, Write, error::Result};

/// Days of a stretch.
const DAYS: i32 = 32;
/// The row that says that a space is packed.
const PACKED: i32 = i32::MIN;
/// Keys that a second's messages may lie beside their second: an hour is far more than any second ever had.
const MARGIN: i64 = 3_600 * 64;

/// Spaces with fewer messages are packed when they are asked for: nobody notices that.
const LARGE: i64 = 20_000;

/// What an account did in a space on a day.
type OnDay = (i32, Entry);
/// A stretch and what is packed of it.
type Packed = (i32, Vec<u8>);

/// The stretch that a day lies in.
pub(crate) const fn stretch_of(day: i32) -> i32 {
    day.div_euclid(DAYS)
}

impl Read<'_> {
    /// Whether something of a space waits to be packed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such space.
    pub fn has_loose_space(&self, uid: &str) -> Result<bool> {
        Ok(!self.has_packed_space(self.space_key(uid)?)?)
    }

    /// Whether a space's packs are all there.
    pub(crate) fn has_packed_space(&self, space: i64) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) > 0 AND count(entries) = count(*) FROM space_pack WHERE space_id = ?1")?
            .query_row([space], |row| row.get(0))?)
    }

    /// Gives what every account did in a space on days in `days`: day by day, accounts in the order of their keys.
    pub(crate) fn each_day_in(&self, space: i64, days: &Range<i32>, mut give: impl FnMut(i32, &Entry)) -> Result<()> {
        let mut within = |(day, entry): &OnDay| {
            if days.contains(day) {
                give(*day, entry);
            }
        };
        let mut packs = self.connection.prepare_cached(
            "SELECT stretch, entries FROM space_pack WHERE space_id = ?1 AND (stretch = ?4 OR stretch BETWEEN ?2 AND ?3)
             ORDER BY stretch",
        )?;
        let mut rows = packs.query(params![space, stretch_of(days.start), stretch_of(days.end - 1), PACKED])?;
        let mut packed = false;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let stretch: i32 = row.get(0)?;
            packed = true;
            match row.get_ref(1)?.as_blob() {
                _ if stretch == PACKED => continue,
                Ok(bytes) => unpack(stretch, bytes, &mut entries),
                Err(_) => entries = self.written_in(space, Some(stretch))?,
            }
            entries.iter().for_each(&mut within);
        }
        if !packed {
            self.written_in(space, None)?.iter().for_each(&mut within);
        }
        Ok(())
    }

    /// What of a space is not packed, packed.
    fn to_pack(&self, space: i64) -> Result<Vec<Packed>> {
        let mut known = self
            .connection
            .prepare_cached("SELECT stretch, entries IS NULL FROM space_pack WHERE space_id = ?1 ORDER BY stretch")?;
        let known: Vec<(i32, bool)> =
            known.query_map([space], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        if known.is_empty() {
            let all = self.written_in(space, None)?;
            let stretches = all.chunk_by(|a, b| stretch_of(a.0) == stretch_of(b.0));
            let packed = stretches.map(|some| (some.first().map_or(0, |(day, _)| stretch_of(*day)), pack(some)));
            return Ok(std::iter::once((PACKED, pack(&[]))).chain(packed).collect());
        }
        let loose = known.into_iter().filter(|(_, is_loose)| *is_loose);
        loose.map(|(stretch, _)| Ok((stretch, pack(&self.written_in(space, Some(stretch))?)))).collect()
    }

    /// Large spaces that never were packed, the largest first.
    fn large_spaces(&self) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.id FROM space s WHERE s.messages >= ?1
               AND NOT EXISTS (SELECT 1 FROM space_pack p WHERE p.space_id = s.id AND p.stretch = ?2)
             ORDER BY s.messages DESC",
        )?;
        Ok(statement.query_map([LARGE, i64::from(PACKED)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The same from the messages and reactions themselves, of one stretch or of all days, in order.
    fn written_in(&self, space: i64, stretch: Option<i32>) -> Result<Vec<OnDay>> {
        let zone = self.zone()?;
        let mut numbers = DayNumbers::new(zone);
        let mut found: FxHashMap<(i32, i64), Entry> = FxHashMap::default();
        let mut add = |account: i64, at: i64, posts: u32, replies: u32, reactions: u32| {
            let day = i32::try_from(numbers.of(at)).unwrap_or(i32::MAX);
            if stretch.is_none_or(|stretch| stretch == stretch_of(day)) {
                let entry =
                    found.entry((day, account)).or_insert(Entry { account, posts: 0, replies: 0, reactions: 0 });
                entry.posts += posts;
                entry.replies += replies;
                entry.reactions += reactions;
            }
        };
        // All of a space is read along its own index, one stretch along the key, which is the time.
        let (from, which) = match stretch {
            None => {
                let realm = self.places()?.get(&space).map_or(space, |place| place.realm);
                (0..realm, "a.realm_id = ?2 AND a.space_id = ?3 AND ?1 = 0")
            }
            Some(stretch) => {
                let keys = key_range(&(stretch * DAYS..(stretch + 1) * DAYS), zone);
                (keys.start - MARGIN..keys.end + MARGIN, "a.id >= ?1 AND a.id < ?2 AND +a.space_id = ?3")
            }
        };
        let mut messages = self.connection.prepare_cached(&format!(
            "SELECT a.identity_id, a.occurred_at, a.kind FROM activity a
             WHERE {which} AND a.kind <= 2 AND a.gone_at IS NULL AND a.identity_id IS NOT NULL"
        ))?;
        let mut rows = messages.query(params![from.start, from.end, space])?;
        while let Some(row) = rows.next()? {
            let is_post = row.get::<_, i64>(2)? == 1;
            add(row.get(0)?, row.get(1)?, u32::from(is_post), u32::from(!is_post), 0);
        }
        let mut reactions = self.connection.prepare_cached(&format!(
            "SELECT r.identity_id, a.occurred_at, r.count FROM activity a CROSS JOIN reaction r ON r.activity_id = a.id
             WHERE {which} AND r.identity_id <> 0"
        ))?;
        let mut rows = reactions.query(params![from.start, from.end, space])?;
        while let Some(row) = rows.next()? {
            add(row.get(0)?, row.get(1)?, 0, 0, row.get(2)?);
        }
        let mut all: Vec<OnDay> = found.into_iter().map(|((day, _), entry)| (day, entry)).collect();
        all.sort_unstable_by_key(|(day, entry)| (*day, entry.account));
        Ok(all)
    }
}

impl Write<'_> {
    /// Packs what of a space is not packed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such space.
    pub fn pack_space(&self, uid: &str) -> Result<()> {
        self.pack_days_in(self.read().space_key(uid)?)
    }

    pub(crate) fn pack_days_in(&self, space: i64) -> Result<()> {
        self.keep_packs(space, &self.read().to_pack(space)?)
    }

    fn keep_packs(&self, space: i64, packs: &[Packed]) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO space_pack (space_id, stretch, entries) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET entries = excluded.entries",
        )?;
        packs.iter().try_for_each(|(stretch, bytes)| insert.execute(params![space, stretch, bytes]).map(drop))?;
        Ok(())
    }

    /// Takes what was packed of a stretch of a space away: it changes. Nothing to do for a space that is not packed.
    pub(crate) fn loosen_space(&self, space: i64, stretch: i32) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO space_pack (space_id, stretch) SELECT ?1, ?2
                 WHERE EXISTS (SELECT 1 FROM space_pack WHERE space_id = ?1 AND stretch = ?3)
                 ON CONFLICT DO UPDATE SET entries = NULL",
            )?
            .execute(params![space, stretch, PACKED])?;
        Ok(())
    }
}

impl Store {
    /// Packs what of a space is not packed, and keeps nobody from writing while it reads, off the caller's
    /// thread; answers whether it did, because
    /// nobody wrote meanwhile.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such space.
    pub async fn pack_space(&self, uid: String) -> Result<bool> {
        let store = self.clone();
        crate::blocking(move || store.pack_beside(store.read_now(|read| read.space_key(&uid))?, &|| ())).await
    }

    /// Packs large spaces that never were packed, the largest first, as long as it may go on; answers whether there was
    /// anything to do.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn pack_large_spaces(&self, may_go_on: &dyn Fn() -> bool) -> Result<bool> {
        let spaces = self.read_now(|read| read.large_spaces())?;
        for space in &spaces {
            if !may_go_on() {
                break;
            }
            self.pack_beside(*space, &|| ())?;
        }
        Ok(!spaces.is_empty())
    }

    /// `meanwhile` is for tests.
    pub(crate) fn pack_beside(&self, space: i64, meanwhile: &dyn Fn()) -> Result<bool> {
        let changed = self.changed_rows();
        let packs = self.read_now(|read| read.to_pack(space))?;
        meanwhile();
        self.write_now(|write| {
            // Somebody may have written to this very space.
            let is_same = write.connection.total_changes() == changed;
            if is_same { write.keep_packs(space, &packs).map(|()| true) } else { Ok(false) }
        })
    }
}

/// Days as places in their stretch, accounts as steps from the one before.
fn pack(entries: &[OnDay]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(entries.len() * 6);
    for on_day in entries.chunk_by(|a, b| a.0 == b.0) {
        let Some((day, _)) = on_day.first() else { continue };
        put(&mut bytes, u64::try_from(day.rem_euclid(DAYS)).unwrap_or(0));
        put(&mut bytes, on_day.len() as u64);
        let mut before = 0;
        for (_, entry) in on_day {
            put(&mut bytes, u64::try_from(entry.account - before).unwrap_or(0));
            before = entry.account;
            for count in [entry.posts, entry.replies, entry.reactions] {
                put(&mut bytes, u64::from(count));
            }
        }
    }
    bytes
}

/// A pack that ends in the midst of an entry ends before it.
fn unpack(stretch: i32, bytes: &[u8], entries: &mut Vec<OnDay>) {
    entries.clear();
    let mut bytes = bytes.iter();
    let mut next = || next(&mut bytes);
    while let (Some(day), Some(count)) = (next(), next()) {
        let day = stretch.saturating_mul(DAYS).saturating_add(i32::try_from(day).unwrap_or(0));
        let mut account = 0_i64;
        for _ in 0..count {
            let (Some(step), Some(posts), Some(replies), Some(reactions)) = (next(), next(), next(), next()) else {
                return;
            };
            account = account.saturating_add(i64::try_from(step).unwrap_or(i64::MAX));
            let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
            entries.push((
                day,
                Entry { account, posts: number(posts), replies: number(replies), reactions: number(reactions) },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packed_stretches_read_back(mut all in prop::collection::vec((640..672_i32, 1..5_000_000_i64, 0..9_u32, 0..300_u32), 0..60)) {
            all.sort_unstable();
            all.dedup_by_key(|entry| (entry.0, entry.1));
            let entries: Vec<OnDay> = all
                .into_iter()
                .map(|(day, account, posts, replies)| (day, Entry { account, posts, replies, reactions: posts }))
                .collect();
            let mut found = Vec::new();
            unpack(20, &pack(&entries), &mut found);
            prop_assert_eq!(found, entries);
        }

        #[test]
        fn rubbish_is_read_to_its_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            unpack(0, &bytes, &mut Vec::new());
        }
    }
}
