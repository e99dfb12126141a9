//! Which backups are kept: all of two days, then one a day, a week and a month, and none older than 90 days.
//!
//! **Invariants:** the newest good one always stays, and so do the three that were made last, whatever clocks said; what seems to be from the future stays and is no reason to remove
//! anything else; age alone removes nothing before newer good ones of several days stand behind it, so a clock that jumps
//! forward once costs no history.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDateTime};
use chrono_tz::Tz;

use crate::time::{self, DAY, HOUR};

/// So long everything is kept, in milliseconds.
const ALL: i64 = 2 * DAY;
/// Days, weeks and months of which one is kept after that.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 3;
/// Whoever was erased is gone from every backup after so long, in milliseconds.
pub const LONGEST: i64 = 90 * DAY;
/// So many days must have a good backup before age alone removes another: a clock that is wrong is rarely wrong so long.
const WITNESSES: usize = 3;
/// So many that were made last stay, whatever their clocks said.
const LAST: usize = 3;
/// A backup that is no further ahead than this is not from the future: clocks are set right by a little all the time.
const AHEAD: i64 = HOUR;

/// Which period a moment lies in, by its number.
type Period = fn(i64) -> i64;

/// A backup, as far as keeping it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generation {
    /// When it was made, UTC milliseconds by the clock of then.
    pub at: i64,
    /// Its number in the order in which they were made; 0 for those of before there were numbers.
    pub number: u64,
    /// Whether it was whole when it was looked at last.
    pub good: bool,
}

/// Places in `all` of those that may be removed at `now` (UTC milliseconds).
pub fn surplus(all: &[Generation], now: i64) -> Vec<usize> {
    let mut past: Vec<usize> =
        (0..all.len()).filter(|place| at(all, *place).is_some_and(|one| !is_ahead(one.at, now))).collect();
    // Newest first; of one moment the good one.
    past.sort_by_key(|place| at(all, *place).map(|one| (std::cmp::Reverse(one.at), !one.good)));
    let mut kept = BTreeSet::new();
    kept.extend(past.iter().copied().filter(|place| at(all, *place).is_some_and(|one| now - one.at <= ALL)));
    // Good ones stand for their day, week or month; a broken one only where there is no other.
    let (good, broken): (Vec<usize>, Vec<usize>) =
        past.iter().copied().partition(|place| at(all, *place).is_some_and(|one| one.good));
    let trusted =
        good.iter().filter_map(|place| at(all, *place)).map(|one| number_of_day(one.at)).collect::<BTreeSet<_>>();
    let is_too_old = |one: Generation| is_over(one.at, &trusted, now);
    let periods: [(Period, usize); 3] =
        [(number_of_day, DAYS), (|at| (number_of_day(at) + 3).div_euclid(7), WEEKS), (number_of_month, MONTHS)];
    for (period, room) in periods {
        let mut seen = BTreeSet::new();
        for place in good.iter().chain(&broken) {
            let Some(one) = at(all, *place) else { continue };
            if now - one.at > ALL && seen.len() < room && seen.insert(period(one.at)) && !is_too_old(one) {
                kept.insert(*place);
            }
        }
    }
    kept.extend(good.first());
    let mut made = good;
    made.sort_by_key(|place| at(all, *place).map(|one| std::cmp::Reverse((one.number, one.at))));
    kept.extend(made.into_iter().take(LAST));
    past.retain(|place| !kept.contains(place));
    past.sort_unstable();
    past
}

/// Whether what was put away at a moment has lain there for its time at `now`; `good` is when good backups were made, all UTC
/// milliseconds.
pub fn has_lain(at: i64, good: &[i64], now: i64) -> bool {
    let days = good.iter().filter(|one| !is_ahead(**one, now)).map(|one| number_of_day(*one)).collect();
    is_over(at, &days, now)
}

fn is_over(at: i64, trusted: &BTreeSet<i64>, now: i64) -> bool {
    let younger = trusted.iter().filter(|day| **day > number_of_day(at) && **day > number_of_day(now) - 30).count();
    now - at > LONGEST && younger >= WITNESSES
}

/// Whether a moment lies in the future, as far as clocks can be trusted.
pub const fn is_ahead(at: i64, now: i64) -> bool {
    at > now.saturating_add(AHEAD)
}

fn at(all: &[Generation], place: usize) -> Option<Generation> {
    all.get(place).copied()
}

fn number_of_day(at: i64) -> i64 {
    at.div_euclid(DAY)
}

fn number_of_month(at: i64) -> i64 {
    let day = time::day_of(at, Tz::UTC);
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// A moment (UTC milliseconds) as part of a file's name: `20261122T093000Z`.
pub fn stamp(at: i64) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().format("%Y%m%dT%H%M%SZ").to_string()
}

/// The moment of a stamp, UTC milliseconds.
pub fn moment(stamp: &str) -> Option<i64> {
    let found = NaiveDateTime::parse_from_str(stamp, "%Y%m%dT%H%M%SZ").ok()?;
    Some(found.and_utc().timestamp_millis())
}

/// Whether a backup has suspiciously little in it beside the one before: less than four fifths of what there was.
pub const fn is_shrunk(before: u64, after: u64) -> bool {
    (after as u128) * 5 < (before as u128) * 4
}

#[cfg(test)]
mod tests;
