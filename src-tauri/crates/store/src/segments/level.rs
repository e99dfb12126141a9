//! The levels of all members at once: the same rule as [`kith_domain::levels`], over packed days.
//!
//! **Invariant:** it answers what [`crate::Read::level`] answers for each member; a property test compares.

use chrono::NaiveDate;
use kith_domain::{levels::Level, metrics::LevelsOn, time};

use super::{LevelName, MemberSet, accounts::Accounts};
use crate::{Read, error::Result};

/// Days that are looked at; a level looks a year back.
const DAYS: i32 = 366;
/// As many words as hold a bit for each of them.
const WORDS: usize = 6;

/// The days of one member: bit 0 is today, going back.
type Days = [u64; WORDS];

/// Of `everybody`, the members with one of these levels on `today`; `bots` have none.
pub(super) fn with_levels(
    read: &Read<'_>,
    accounts: &Accounts,
    wanted: &[LevelName],
    (everybody, bots): (&MemberSet, &MemberSet),
    today: NaiveDate,
) -> Result<MemberSet> {
    let number = i32::try_from(time::day_number(today)).unwrap_or(i32::MAX - 1);
    let mut active: Vec<Days> = vec![[0; WORDS]; accounts.members.len()];
    read.each_day(&(number + 1 - DAYS..number + 1), |day, entries| {
        let back = usize::try_from(number - day).unwrap_or(0);
        for entry in entries.iter().filter(|entry| entry.posts + entry.replies > 0) {
            let days = accounts.place(entry.account).and_then(|place| active.get_mut(place));
            if let Some(word) = days.and_then(|days| days.get_mut(back / 64)) {
                *word |= 1 << (back % 64);
            }
        }
    })?;
    let levels = LevelsOn::new(number);
    let mut without = everybody.clone();
    let mut found = MemberSet::default();
    for (member, days) in accounts.members.iter().zip(active) {
        if days == [0; WORDS] || bots.contains(*member) {
            continue;
        }
        let level = levels.level(ascending(&days, number)).map_or(LevelName::None, name);
        if level != LevelName::None {
            without.remove(*member);
        }
        if wanted.contains(&level) {
            found.insert(*member);
        }
    }
    if wanted.contains(&LevelName::None) {
        found.join(&without);
    }
    Ok(found)
}

/// The days of which a bit is set, the oldest first.
fn ascending(days: &Days, today: i32) -> impl Iterator<Item = i32> + '_ {
    (0..WORDS).rev().flat_map(move |place| {
        let mut rest = days.get(place).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let highest = 63_u32.checked_sub(rest.leading_zeros())?;
            rest &= !(1 << highest);
            Some(today - i32::try_from(place * 64 + highest as usize).unwrap_or(0))
        })
    })
}

const fn name(level: Level) -> LevelName {
    match level {
        Level::Exploring => LevelName::Exploring,
        Level::Participating => LevelName::Participating,
        Level::Contributing => LevelName::Contributing,
        Level::Leading => LevelName::Leading,
    }
}
