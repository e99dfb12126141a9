//! Scores messages: how each sounds and how long it is, day by day, into the packs of [`super::said`].
//!
//! A message costs some microseconds, a hundred times what counting it costs. So it is done neither while an import writes nor
//! for years that nobody looks at: the newest year day by day while nothing else is to be done, and what somebody asks about
//! before that at once, by all of the machine's cores.
//!
//! **Invariants:** while it is done in the background nobody waits for it: a day is scored by one core without holding up
//! whoever writes, and what was scored is given up when anything was written meanwhile.

use std::{
    num::NonZero,
    ops::Range,
    time::{Duration, Instant},
};

use kith_domain::tone::{self, Heard, Listener};
use rusqlite::params;
use rustc_hash::FxHashMap;

use super::{
    facts::{Place, key_range},
    said::{Entry, MOST_WORDS, pack},
};
use crate::{Read, Store, Write, error::Result};

/// Messages below which another thread costs more than it saves.
const WORTH_A_THREAD: usize = 200;
/// Days up to the last known one that are scored before anybody asks: a year, and the month that it is compared with.
const UNASKED: i32 = 400;
/// The shortest pause after a day.
const PAUSE: Duration = Duration::from_millis(4);

/// A message as its row has it.
struct Row {
    account: i64,
    space: i64,
    opener: i64,
    text: String,
}

/// A listener for each of so many threads as the machine runs at once; what they remember of words serves all days of a run.
pub(super) fn all_cores() -> Vec<Listener> {
    vec![Listener::default(); std::thread::available_parallelism().map_or(1, NonZero::get)]
}

impl Read<'_> {
    /// Reads and scores the messages of a day in public, by account, with a thread for each listener.
    pub(super) fn score(
        &self,
        day: i32,
        places: &FxHashMap<i64, Place>,
        listeners: &mut [Listener],
    ) -> Result<Vec<Entry>> {
        let keys = key_range(&(day..day + 1), self.zone()?);
        let mut statement = self.connection.prepare_cached(
            "SELECT a.identity_id, a.space_id, coalesce(r.identity_id, 0), a.text
             FROM activity a LEFT JOIN activity r ON r.id = a.thread_id
             WHERE a.id >= ?1 AND a.id < ?2 AND a.kind <= 2 AND a.gone_at IS NULL AND a.identity_id IS NOT NULL",
        )?;
        let rows = statement.query_map([keys.start, keys.end], |row| {
            Ok(Row { account: row.get(0)?, space: row.get(1)?, opener: row.get(2)?, text: row.get(3)? })
        })?;
        let mut all: Vec<Row> = rows.collect::<rusqlite::Result<_>>()?;
        all.retain(|row| places.get(&row.space).is_some_and(|place| place.public));
        let mut entries = score_all(&all, listeners);
        entries.sort_by_key(|entry| (entry.account, entry.space, entry.opener));
        Ok(entries)
    }

    /// Of some days those with messages that have no pack.
    fn loose_messages(&self, days: &Range<i32>) -> Result<Vec<i32>> {
        let days = self.with_messages(days)?;
        let known: Vec<i32> = self
            .connection
            .prepare_cached("SELECT day FROM message_pack WHERE day >= ?1 AND day < ?2 AND edition = ?3 ORDER BY day")?
            .query_map(params![days.start, days.end, tone::EDITION], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(days.filter(|day| known.binary_search(day).is_err()).collect())
    }
}

fn score_all(rows: &[Row], listeners: &mut [Listener]) -> Vec<Entry> {
    let score = |rows: &[Row], listener: &mut Listener| -> Vec<Entry> {
        let mut entry = |row: &Row| {
            let Heard { words, tone } = listener.hear(&row.text);
            let Row { account, space, opener, .. } = *row;
            Entry { account, space, words: words.map(|words| words.min(MOST_WORDS)), tone, opener }
        };
        rows.iter().map(&mut entry).collect()
    };
    let each = rows.len().div_ceil(listeners.len().max(1)).max(WORTH_A_THREAD);
    let Some((own, others)) = listeners.split_first_mut() else { return score(rows, &mut Listener::default()) };
    std::thread::scope(|scope| {
        let parts = rows.chunks(each).skip(1).zip(others);
        let parts: Vec<_> = parts.map(|(part, listener)| (part, scope.spawn(move || score(part, listener)))).collect();
        let mut all = rows.chunks(each).next().map(|part| score(part, own)).unwrap_or_default();
        for (part, thread) in parts {
            all.extend(thread.join().unwrap_or_else(|_| score(part, own)));
        }
        all
    })
}

impl Write<'_> {
    /// Packs those of some days that have no pack.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn pack_messages(&self, days: &Range<i32>) -> Result<()> {
        let read = self.read();
        let (places, mut listeners) = (read.places()?, all_cores());
        for day in read.loose_messages(days)? {
            self.keep_messages(day, &pack(&read.score(day, &places, &mut listeners)?))?;
        }
        Ok(())
    }

    fn keep_messages(&self, day: i32, entries: &[u8]) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO message_pack (day, edition, entries) VALUES (?1, ?2, ?3)
                 ON CONFLICT (day) DO UPDATE SET edition = excluded.edition, entries = excluded.entries",
            )?
            .execute(params![day, tone::EDITION, entries])?;
        Ok(())
    }
}

impl Store {
    /// Scores the newest year's messages that are not scored, the newest day first, as long as it may go on; answers whether
    /// there was anything to do.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn score_messages(&self, now: i64, may_go_on: &dyn Fn() -> bool) -> Result<bool> {
        let loose = self.read_now(|read| {
            let end = read.last_day(now)? + 1;
            read.loose_messages(&(end - UNASKED..end))
        })?;
        let mut listener = Listener::default();
        for day in loose.iter().rev() {
            if !may_go_on() {
                break;
            }
            self.score_day(*day, &mut listener, &|| ())?;
        }
        Ok(!loose.is_empty())
    }

    /// Scores the messages of a day; `meanwhile` is for tests.
    pub(crate) fn score_day(&self, day: i32, listener: &mut Listener, meanwhile: &dyn Fn()) -> Result<()> {
        let (begun, changed) = (Instant::now(), self.changed_rows());
        let entries =
            self.read_now(|read| Ok(pack(&read.score(day, &read.places()?, std::slice::from_mut(listener))?)))?;
        meanwhile();
        self.write_now(|write| {
            // Somebody may have written to the very day.
            if write.connection.total_changes() == changed { write.keep_messages(day, &entries) } else { Ok(()) }
        })?;
        // Half of a core is left to others.
        std::thread::sleep(begun.elapsed().max(PAUSE));
        Ok(())
    }
}
