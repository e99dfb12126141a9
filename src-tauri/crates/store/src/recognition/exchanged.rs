//! What the newest messages of a few people say: whom they answer, who answers them, who thanked them.
//!
//! **Invariant:** a bounded number of messages of each account is looked at, and what hangs on all of them is asked for at
//! once: asked one by one, tens of thousands of rows of the largest tables cost ten times as much.

use kith_domain::time;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Read, error::Result};

/// Newest messages of each account.
const MESSAGES: u32 = 150;
/// Days in which thanks for an answer count.
const THANKED_DAYS: i64 = 90;

/// What somebody's newest messages in public say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    /// Answers of the last 90 days that somebody else reacted to.
    pub(super) thanked: u32,
    /// People whom they answered, or who were the first to answer them.
    pub(super) people: u32,
}

impl Read<'_> {
    /// What the newest messages in public of members say. Everything is looked up for all of them at once.
    pub(super) fn met_of(&self, members: impl Iterator<Item = i64>, now: i64) -> Result<FxHashMap<i64, Met>> {
        let public = self.public_spaces()?;
        let lately = (now - THANKED_DAYS * time::DAY).div_euclid(1_000) * 64;
        let mut newest = self.connection.prepare_cached(
            "SELECT id, space_id FROM activity WHERE identity_id = ?1 AND kind <= 2 AND gone_at IS NULL ORDER BY id DESC",
        )?;
        let mut wrote: Vec<(i64, Vec<i64>, Vec<i64>)> = Vec::new();
        for key in members {
            let (accounts, mut messages) = (self.accounts_in(key)?, Vec::new());
            for account in &accounts {
                // The index knows the space, so nothing is read of what is not public.
                let mut rows = newest.query([account])?;
                let mut looked_at = 0;
                while let Some(row) = rows.next()?.filter(|_| looked_at < MESSAGES) {
                    if public.contains(&row.get(1)?) {
                        looked_at += 1;
                        messages.push(row.get(0)?);
                    }
                }
            }
            wrote.push((key, accounts, messages));
        }
        let all = || wrote.iter().flat_map(|(.., messages)| messages).copied();
        let opened = self.answered_threads(all().collect())?;
        let mut threads: FxHashMap<i64, (Option<i64>, Option<i64>)> = FxHashMap::default();
        self.each_by_key(
            "SELECT t.id, t.starter, t.answered_by FROM json_each(?1) j CROSS JOIN thread t ON t.id = j.value",
            all().map(|id| opened.get(&id).copied().unwrap_or(id)).collect(),
            |row| {
                threads.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
                Ok(())
            },
        )?;
        // The other side of a message: whom it answers, or who answered it first.
        let other = |id: i64, accounts: &[i64]| {
            let (answers, (starter, first)) = match opened.get(&id) {
                Some(thread) => (true, threads.get(thread)?),
                None => (false, threads.get(&id)?),
            };
            if answers { *starter } else { *first }.filter(|other| !accounts.contains(other))
        };
        let (mut others, mut answers) = (Vec::new(), Vec::new());
        for (_, accounts, messages) in &wrote {
            for (id, other) in messages.iter().filter_map(|id| Some((*id, other(*id, accounts)?))) {
                others.push(other);
                if id >= lately && opened.contains_key(&id) {
                    answers.push(id);
                }
            }
        }
        let people = self.members_behind(others)?;
        let mut reacted: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
        self.each_by_key(
            "SELECT r.activity_id, r.identity_id FROM json_each(?1) j CROSS JOIN reaction r ON r.activity_id = j.value",
            answers,
            |row| {
                reacted.entry(row.get(0)?).or_default().push(row.get(1)?);
                Ok(())
            },
        )?;
        let mut met = FxHashMap::default();
        for (key, accounts, messages) in &wrote {
            let (mut thanked, mut with) = (0, FxHashSet::<i64>::default());
            for (id, other) in messages.iter().filter_map(|id| Some((*id, other(*id, accounts)?))) {
                with.extend(people.get(&other).filter(|other| *other != key));
                thanked += u32::from(reacted.get(&id).is_some_and(|by| by.iter().any(|by| !accounts.contains(by))));
            }
            met.insert(*key, Met { thanked, people: u32::try_from(with.len()).unwrap_or(u32::MAX) });
        }
        Ok(met)
    }
}
