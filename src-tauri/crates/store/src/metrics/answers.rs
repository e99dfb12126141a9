//! How each conversation was answered first, kept beside it.
//!
//! The first answer that counts was written by another member than the one who opened it, by no bot, and later than its
//! start; what was taken away is none. Who is one member and who is a bot may change, so a conversation that is touched in
//! any way is only marked (`thread.counted = 0`) by the statement that touches it, and counted in one go.
//!
//! **Invariants:** a conversation with `counted = 1` equals the slow query (`tests/counts.rs` compares); the mark commits
//! together with what it marks, so nothing is missed when the program is killed.

use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Read, Write, error::Result};

/// Conversations that are counted before the next are looked for.
const CHUNK: i64 = 50_000;
/// Looking for somebody in a conversation costs about as much as reading so many messages. In the small communities of tests
/// both ways are gone.
const FAR_MORE: i64 = if cfg!(test) { 1 } else { 8 };

/// Who an account is: its member, and whether that is a bot.
type Known = FxHashMap<i64, Option<(i64, bool)>>;

impl Read<'_> {
    /// Whether conversations wait to be counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_stale_answers(&self) -> Result<bool> {
        Ok(self.connection.query_row("SELECT EXISTS (SELECT 1 FROM thread WHERE counted = 0)", [], |row| row.get(0))?)
    }

    fn whose(&self, known: &mut Known, account: i64) -> Result<Option<(i64, bool)>> {
        if let Some(found) = known.get(&account) {
            return Ok(*found);
        }
        let found = self
            .connection
            .prepare_cached(
                "SELECT m.id, m.is_bot FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = ?1",
            )?
            .query_row([account], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        known.insert(account, found);
        Ok(found)
    }
}

impl Write<'_> {
    /// Counts the conversations that changed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn count_answers(&self) -> Result<()> {
        while self.count_some_answers(CHUNK)? {}
        Ok(())
    }

    /// Counts at most so many of the conversations that changed; answers whether there may be more.
    pub(super) fn count_some_answers(&self, most: i64) -> Result<bool> {
        let stale: Vec<(i64, i64)> = self
            .connection
            .prepare_cached("SELECT id, started_at FROM thread WHERE counted = 0 ORDER BY id LIMIT ?1")?
            .query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let Some(first_start) = stale.iter().map(|(_, started_at)| *started_at).min() else { return Ok(false) };
        // Who waits for an answer is remembered until this is told.
        self.touch(crate::Topic::Activity);
        let mut known = Known::default();
        for (id, started_at) in &stale {
            self.count_answer(&mut known, *id, *started_at)?;
        }
        let mut days = kith_domain::time::DayNumbers::new(self.read().zone()?);
        self.forget_windows(days.of(first_start))?;
        Ok(i64::try_from(stale.len()).is_ok_and(|counted| counted == most))
    }

    fn count_answer(&self, known: &mut Known, id: i64, started_at: i64) -> Result<()> {
        let read = self.read();
        let starter: Option<i64> = self
            .connection
            .prepare_cached("SELECT identity_id FROM activity WHERE id = ?1 AND kind = 1 AND gone_at IS NULL")?
            .query_row([id], |row| row.get(0))
            .optional()?
            .flatten();
        let opened_by = match starter {
            Some(account) => read.whose(known, account)?,
            None => None,
        };
        let mut people: FxHashSet<i64> = FxHashSet::default();
        people.extend(opened_by.filter(|(_, bot)| !bot).map(|(member, _)| member));
        let mut first: Option<(i64, i64, i64)> = None;
        let mut replies = self.connection.prepare_cached(
            "SELECT identity_id, occurred_at, id FROM activity
             WHERE thread_id = ?1 AND kind = 2 AND gone_at IS NULL AND identity_id IS NOT NULL",
        )?;
        let mut rows = replies.query([id])?;
        while let Some(row) = rows.next()? {
            let (account, at, key): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some((member, false)) = read.whose(known, account)? else { continue };
            people.insert(member);
            let counts = at > started_at && opened_by.is_some_and(|(opener, _)| opener != member);
            if counts && first.is_none_or(|(before, before_key, _)| (at, key) < (before, before_key)) {
                first = Some((at, key, account));
            }
        }
        self.connection
            .prepare_cached(
                "UPDATE thread SET starter = ?2, answered_in = ?3, answered_by = ?4, people = ?5, counted = 1 WHERE id = ?1",
            )?
            .execute(params![
                id,
                starter,
                first.map(|(at, ..)| at - started_at),
                first.map(|(.., account)| account),
                i64::try_from(people.len()).unwrap_or(i64::MAX)
            ])?;
        Ok(())
    }

    /// Marks the conversations in which a member wrote: they are a bot from now on, or none any more.
    pub(crate) fn doubt_answers_of(&self, member: i64) -> Result<()> {
        for account in self.read().accounts_in(member)? {
            self.doubt_answers_by(account)?;
        }
        Ok(())
    }

    /// Marks the conversations in which an account wrote.
    pub(crate) fn doubt_answers_by(&self, account: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE thread SET counted = 0 WHERE id IN (
                   SELECT coalesce(thread_id, id) FROM activity WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL)",
            )?
            .execute([account])?;
        Ok(())
    }

    /// Marks the conversations in which two of these accounts wrote, which became one member or ceased to be one: all other
    /// conversations have as many people as before. Accounts of two sources never meet in one.
    pub(crate) fn doubt_answers_among(&self, accounts: &[i64]) -> Result<()> {
        let mut sources: FxHashMap<i64, Vec<(i64, i64)>> = FxHashMap::default();
        let mut of = self.connection.prepare_cached(
            "SELECT i.source_id, coalesce(t.posts + t.replies, 0) FROM identity i LEFT JOIN tally t ON t.identity_id = i.id
             WHERE i.id = ?1",
        )?;
        for account in accounts {
            let found: Option<(i64, i64)> = of.query_row([account], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            found.into_iter().for_each(|(source, wrote)| sources.entry(source).or_default().push((wrote, *account)));
        }
        for mut group in sources.into_values().filter(|group| group.len() > 1) {
            group.sort_unstable();
            // Whoever wrote far more than the others is looked for where they wrote, instead of reading all of theirs.
            let rest: i64 = group.iter().rev().skip(1).map(|(wrote, _)| wrote).sum();
            let most = group.pop_if(|(wrote, _)| *wrote > rest * FAR_MORE).map(|(_, account)| account);
            let shared = self.conversations_of(group.iter().map(|(_, account)| *account), most)?;
            shared.into_iter().try_for_each(|thread| self.doubt_answer(thread))?;
        }
        Ok(())
    }

    /// The conversations in which two of `others` wrote, or one of them and `most`, of whose messages no row is read.
    fn conversations_of(&self, others: impl Iterator<Item = i64>, most: Option<i64>) -> Result<FxHashSet<i64>> {
        let mut written = self.connection.prepare_cached(
            "SELECT coalesce(thread_id, id) FROM activity WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL",
        )?;
        // By whom of the others a conversation was written in.
        let mut by: FxHashMap<i64, i64> = FxHashMap::default();
        let mut shared = FxHashSet::default();
        for account in others {
            let mut rows = written.query([account])?;
            while let Some(row) = rows.next()? {
                let thread = row.get(0)?;
                if by.insert(thread, account).is_some_and(|before| before != account) {
                    shared.insert(thread);
                }
            }
        }
        let Some(most) = most.filter(|_| !by.is_empty()) else { return Ok(shared) };
        let theirs: FxHashSet<i64> = self
            .connection
            .prepare_cached("SELECT id FROM activity WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL")?
            .query_map([most], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut replies = self.connection.prepare_cached("SELECT id FROM activity WHERE thread_id = ?1")?;
        for thread in by.into_keys() {
            let mut meets = theirs.contains(&thread);
            let mut rows = replies.query([thread])?;
            while let (false, Some(row)) = (meets, rows.next()?) {
                meets = theirs.contains(&row.get(0)?);
            }
            if meets {
                shared.insert(thread);
            }
        }
        Ok(shared)
    }

    /// Marks all conversations.
    pub(crate) fn doubt_all_answers(&self) -> Result<()> {
        self.connection.execute("UPDATE thread SET counted = 0 WHERE counted <> 0", [])?;
        Ok(())
    }

    /// Marks the conversation that an activity opened, if it did.
    pub(crate) fn doubt_answer(&self, id: i64) -> Result<()> {
        self.connection.prepare_cached("UPDATE thread SET counted = 0 WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}
