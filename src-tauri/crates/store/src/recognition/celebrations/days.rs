//! Days that come back: the years of those who were seen lately, and birthdays, each on the member's own clock.
//!
//! **Invariant:** with a hundred thousand members, whoever comes after those who have room is not looked at.

use chrono::{Datelike, Days, Months, NaiveDate};
use kith_domain::{
    celebrations::{LeapDay, MonthDay, anniversary},
    time,
};
use rusqlite::{OptionalExtension, params};

use super::{AHEAD, BACK, CelebrationKind, MOST, Whom, between};
use crate::{Among, Read, error::Result};

/// Whoever was seen in so many days is celebrated for years.
const SEEN: i64 = 90;
/// Days by which a member's clock and the 29th of February may move an anniversary.
const APART: i64 = 3;
/// Years of membership that are looked for: no source is older.
const OLDEST: u32 = 150;

impl Read<'_> {
    /// A member's own clock, or the community's: what is written about it here, or else what a source says; the first account's
    /// before others.
    fn clock_zone(&self, member: i64, community: chrono_tz::Tz) -> Result<chrono_tz::Tz> {
        // One lookup by key after the other: a query with all of it is planned anew for each member.
        let mut account = self.connection.prepare_cached("SELECT uid, zone FROM identity WHERE id = ?1")?;
        let mut profile =
            self.connection.prepare_cached("SELECT value ->> '$', updated_at FROM profile WHERE id = ?1")?;
        let mut accounts = self.accounts_in(member)?;
        accounts.sort_unstable_by_key(|key| (*key != member, *key));
        let mut written: Option<(bool, i64, Option<String>)> = None;
        let mut told = None;
        for key in accounts {
            let Some((uid, zone)) =
                account.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?
            else {
                continue;
            };
            told = told.or(zone);
            let found: Option<(Option<String>, i64)> =
                profile.query_row([format!("{uid} zone")], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if let Some((zone, at)) = found
                && written.as_ref().is_none_or(|(first, before, _)| !first && *before < at)
            {
                written = Some((key == member, at, zone));
            }
        }
        let written = written.and_then(|(.., zone)| zone);
        Ok(written.or(told).and_then(|zone: String| time::zone(&zone)).unwrap_or(community))
    }

    /// Whose years are celebrated: as many as have room at least, today's and those of the next days first.
    ///
    /// Day after day, and of each day everybody who began on it in any year: with a hundred thousand members, what is shown
    /// is full after some days, and whoever comes after them is not looked at.
    pub(super) fn years(&self, among: &Among, now: i64, leap: LeapDay, found: &mut Vec<Whom>) -> Result<()> {
        let oldest = self.years_back(time::day_of(now, chrono_tz::UTC))?;
        let mut told: Vec<Whom> = Vec::new();
        let full =
            |told: &[Whom], sure: &dyn Fn(i64) -> bool| told.iter().filter(|whom| sure(whom.in_days)).count() >= MOST;
        for ahead in -APART..=AHEAD + APART {
            // Whoever is left could only move to a day after these.
            if full(&told, &|day| (0..ahead - APART).contains(&day)) {
                break;
            }
            self.years_on(among, now, (ahead, oldest), leap, &mut told)?;
        }
        for missed in APART + 1..=BACK + APART {
            if full(&told, &|day| day >= 0 || day > APART - missed) {
                break;
            }
            self.years_on(among, now, (-missed, oldest), leap, &mut told)?;
        }
        found.append(&mut told);
        Ok(())
    }

    /// Whoever began on a day, so many days from today in UTC, in any of so many years.
    fn years_on(
        &self,
        among: &Among,
        now: i64,
        (ahead, oldest): (i64, u32),
        leap: LeapDay,
        told: &mut Vec<Whom>,
    ) -> Result<()> {
        let utc = time::day_of(now, chrono_tz::UTC);
        let community = self.zone()?;
        let (mut joined, mut seen) = (
            self.connection.prepare_cached(
                "SELECT id, joined_at, 1 FROM member WHERE joined_at >= ?1 AND joined_at < ?2 AND last_at >= ?3
                   AND is_bot = 0 AND has_left = 0",
            )?,
            self.connection.prepare_cached(
                "SELECT id, first_at, 0 FROM member WHERE first_at >= ?1 AND first_at < ?2 AND last_at >= ?3
                   AND is_bot = 0 AND has_left = 0 AND joined_at IS NULL",
            )?,
        );
        for years in 1..=oldest {
            let start = |ahead: i64| {
                let day = (utc + chrono::TimeDelta::days(ahead)).checked_sub_months(Months::new(12 * years))?;
                Some(time::start_of_day(day, chrono_tz::UTC))
            };
            let Some((from, until)) = start(ahead).zip(start(ahead + 1)) else { continue };
            for statement in [&mut joined, &mut seen] {
                let mut rows = statement.query(params![from, until, now - SEEN * time::DAY])?;
                while let Some(row) = rows.next()? {
                    let (key, began, joined): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    if among.has(key) {
                        let zone = self.clock_zone(key, community)?;
                        told.extend(years_of((key, began, joined), now, zone, leap));
                    }
                }
            }
        }
        Ok(())
    }

    /// How many years ago the first member began.
    fn years_back(&self, utc: NaiveDate) -> Result<u32> {
        let first: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT min(at) FROM (SELECT min(joined_at) AS at FROM member WHERE joined_at IS NOT NULL
                   UNION ALL SELECT min(first_at) FROM member)",
            )?
            .query_row([], |row| row.get(0))?;
        let years = first.map_or(0, |first| utc.year() + 1 - time::day_of(first, chrono_tz::UTC).year());
        Ok(u32::try_from(years).unwrap_or(0).min(OLDEST))
    }

    pub(super) fn birthdays_near(&self, now: i64, leap: LeapDay, found: &mut Vec<Whom>) -> Result<()> {
        let community = self.zone()?;
        for row in self.birthdays(&Among::EVERYBODY)? {
            let Ok(born) = MonthDay::parse(&row.day) else { continue };
            let key = self.member_key(&row.id)?;
            let today = time::day_of(now, self.clock_zone(key, community)?);
            if let Some(day) = born.next(today - Days::new(BACK.unsigned_abs()), leap)
                && between(today, day) <= AHEAD
            {
                found.push(Whom {
                    key,
                    kind: CelebrationKind::Birthday,
                    number: None,
                    occasion: format!("birthday {}", day.format("%Y")),
                    day,
                    in_days: between(today, day),
                });
            }
        }
        Ok(())
    }
}

/// The years of somebody who began at a moment (UTC milliseconds), when they are near on their clock; `joined`: that is known.
fn years_of((key, began, joined): (i64, i64, bool), now: i64, zone: chrono_tz::Tz, leap: LeapDay) -> Option<Whom> {
    let (today, began) = (time::day_of(now, zone), time::day_of(began, zone));
    let (day, years) = anniversary(began, today - Days::new(BACK.unsigned_abs()), leap)?;
    (between(today, day) <= AHEAD).then(|| Whom {
        key,
        kind: if joined { CelebrationKind::Years } else { CelebrationKind::YearsSeen },
        number: Some(years),
        occasion: format!("years {years}"),
        day,
        in_days: between(today, day),
    })
}
