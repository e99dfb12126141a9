//! The levels of all members at once: the same rule as [`kith_domain::levels`], over the counted days.
//!
//! **Invariant:** it answers what [`crate::Read::level`] answers for each member; a property test compares.

use kith_domain::{
    levels::{self, Level},
    time,
};
use rustc_hash::FxHashMap;

use super::{LevelName, MemberSet};
use crate::{Read, error::Result};

/// Days that are looked at; a level looks a year back.
const DAYS: i64 = 366;
/// As many words as hold a bit for each of them.
const WORDS: usize = 6;

/// The days of one member: bit 0 is today, going back.
type Days = [u64; WORDS];

/// The members with one of these levels on the day of `now`.
pub(super) fn with_levels(read: &Read<'_>, wanted: &[LevelName], everybody: &MemberSet, now: i64) -> Result<MemberSet> {
    let zone = read.zone()?;
    let today = time::day_of(now, zone);
    let number = time::day_number(today);
    let mut active: FxHashMap<i64, Days> = FxHashMap::default();
    let mut statement = read.connection.prepare_cached(
        "SELECT d.day, p.member_id FROM daily d CROSS JOIN person p ON p.identity_id = d.identity_id
         WHERE d.day > ?1 AND d.day <= ?2 AND d.posts + d.replies > 0",
    )?;
    let mut rows = statement.query([number - DAYS, number])?;
    while let Some(row) = rows.next()? {
        let back = usize::try_from(number - row.get::<_, i64>(0)?).unwrap_or(0);
        if let Some(word) = active.entry(row.get(1)?).or_default().get_mut(back / 64) {
            *word |= 1 << (back % 64);
        }
    }
    // Many were here on the same few days: each pattern is put to the rule once.
    let mut known: FxHashMap<Days, LevelName> = FxHashMap::default();
    let bots = bots(read)?;
    let mut without = everybody.clone();
    let mut found = MemberSet::default();
    for (member, days) in active {
        if bots.contains(member) {
            continue;
        }
        let level = *known.entry(days).or_insert_with(|| {
            let dates: Vec<_> = (0..DAYS)
                .filter(|back| {
                    let back = usize::try_from(*back).unwrap_or(0);
                    days.get(back / 64).is_some_and(|word| word & (1 << (back % 64)) != 0)
                })
                .map(|back| time::day_with_number(number - back))
                .collect();
            levels::standing(&dates, today).map_or(LevelName::None, |standing| name(standing.level))
        });
        if level != LevelName::None {
            without.remove(member);
        }
        if wanted.contains(&level) {
            found.insert(member);
        }
    }
    if wanted.contains(&LevelName::None) {
        found.join(&without);
    }
    Ok(found)
}

fn bots(read: &Read<'_>) -> Result<MemberSet> {
    let mut statement = read.connection.prepare_cached("SELECT id FROM member WHERE is_bot = 1")?;
    Ok(statement.query_map([], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<_>>()?)
}

const fn name(level: Level) -> LevelName {
    match level {
        Level::Exploring => LevelName::Exploring,
        Level::Participating => LevelName::Participating,
        Level::Contributing => LevelName::Contributing,
        Level::Leading => LevelName::Leading,
    }
}
