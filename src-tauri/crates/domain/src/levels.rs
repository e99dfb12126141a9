//! How far somebody has come into a community: Exploring, Participating, Contributing, Leading.
//!
//! By presence alone, after the absolute rule of the Orbit model: two days in a week make a participant, seven in a month a
//! contributor, thirty in a quarter a leader; the same deeds give the same level in every community. Calendar weeks (from
//! monday), months and quarters of the community's zone. One such period within a year gives step III, two II, three I. Who
//! reaches a level has it at once, the running period included, and keeps it for one, three and twelve months after the last
//! period that gave it.
//!
//! **Invariants:** more days never lower a level; days after today count for nothing; without a day within a year there is
//! no level, which is not the lowest one.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Days before today that are looked at.
const LOOKED_BACK: u64 = 365;

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Was here within a year.
    Exploring,
    /// Two days in a week.
    Participating,
    /// Seven days in a month.
    Contributing,
    /// Thirty days in a quarter.
    Leading,
}

/// A period that gives a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// How many days of it somebody was active on.
    pub days: u32,
}

/// A level and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The level.
    pub level: Level,
    /// 1 is the highest step of it, 3 the lowest.
    pub step: u8,
    /// The periods within a year that gave it, newest first; for [`Level::Exploring`] the weeks with a day.
    pub periods: Vec<Period>,
    /// The last day on which it is kept without another such period.
    pub kept_until: NaiveDate,
    /// Of the running period of the next level: the days it has. Nothing for the highest.
    pub toward: Option<(Level, Period)>,
}

impl Level {
    /// Days within a period that give it.
    #[inline]
    pub const fn days(self) -> u32 {
        match self {
            Self::Exploring => 1,
            Self::Participating => 2,
            Self::Contributing => 7,
            Self::Leading => 30,
        }
    }

    /// The last day on which it is kept after a period that ended on a day.
    pub(crate) fn kept_after(self, last: NaiveDate) -> Option<NaiveDate> {
        last.checked_add_months(Months::new(self.kept()))
    }

    /// Months that it is kept after the last such period.
    const fn kept(self) -> u32 {
        match self {
            Self::Participating => 1,
            Self::Contributing => 3,
            Self::Exploring | Self::Leading => 12,
        }
    }

    const fn next(self) -> Option<Self> {
        match self {
            Self::Exploring => Some(Self::Participating),
            Self::Participating => Some(Self::Contributing),
            Self::Contributing => Some(Self::Leading),
            Self::Leading => None,
        }
    }

    /// The period a day lies in.
    fn period(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let months = match self {
            Self::Exploring | Self::Participating => {
                let from = day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))?;
                return Some((from, from.checked_add_days(Days::new(6))?));
            }
            Self::Contributing => 1,
            Self::Leading => 3,
        };
        let from = NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?;
        Some((from, from.checked_add_months(Months::new(months))?.pred_opt()?))
    }
}

/// The level of somebody who was active on `days`, in any order.
pub fn standing(days: &[NaiveDate], today: NaiveDate) -> Option<Standing> {
    let since = today.checked_sub_days(Days::new(LOOKED_BACK))?;
    let mut days: Vec<NaiveDate> = days.iter().copied().filter(|day| *day <= today && *day > since).collect();
    days.sort_unstable();
    days.dedup();
    for level in [Level::Leading, Level::Contributing, Level::Participating, Level::Exploring] {
        let periods = periods(level, &days);
        let Some(last) = periods.first() else { continue };
        let kept_until = level.kept_after(last.until)?;
        if kept_until < today && level > Level::Exploring {
            continue;
        }
        let step = 4 - u8::try_from(periods.len().min(3)).unwrap_or(3);
        let toward = level.next().and_then(|next| {
            let (from, until) = next.period(today)?;
            let count = days.iter().filter(|day| **day >= from).count();
            Some((next, Period { from, until, days: u32::try_from(count).unwrap_or(u32::MAX) }))
        });
        return Some(Standing { level, step, periods, kept_until, toward });
    }
    None
}

/// The periods with enough days, newest first.
fn periods(level: Level, days: &[NaiveDate]) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for day in days.iter().rev() {
        match found.last_mut() {
            Some(last) if *day >= last.from => last.days += 1,
            _ => {
                let Some((from, until)) = level.period(*day) else { continue };
                found.push(Period { from, until, days: 1 });
            }
        }
    }
    found.retain(|period| period.days >= level.days());
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The level on a day, after so many days in a row from each of some days on.
    fn level(spells: &[(&str, u64)], today: &str) -> Option<(Level, u8)> {
        let days: Vec<NaiveDate> =
            spells.iter().flat_map(|(from, many)| (0..*many).map(|more| day(from) + Days::new(more))).collect();
        standing(&days, day(today)).map(|standing| (standing.level, standing.step))
    }

    #[test]
    fn presence_makes_the_level() {
        use Level::{Contributing, Exploring, Leading, Participating};
        // 2026-01-05 is a monday.
        assert_eq!(level(&[], "2026-01-20"), None, "nobody was here");
        assert_eq!(level(&[("2026-01-05", 1)], "2026-01-05"), Some((Exploring, 3)));
        assert_eq!(level(&[("2026-01-04", 2)], "2026-01-06"), Some((Exploring, 2)), "sunday and monday are two weeks");
        assert_eq!(level(&[("2026-01-05", 2)], "2026-01-06"), Some((Participating, 3)), "at once");
        assert_eq!(
            level(&[("2026-01-05", 2), ("2026-01-12", 2), ("2026-01-19", 2)], "2026-01-20"),
            Some((Participating, 1))
        );
        assert_eq!(level(&[("2026-01-05", 7)], "2026-01-12"), Some((Contributing, 3)));
        assert_eq!(
            level(&[("2026-01-28", 7)], "2026-02-05"),
            Some((Participating, 2)),
            "four days in one month, three in the next"
        );
        assert_eq!(level(&[("2026-01-05", 30)], "2026-02-05"), Some((Leading, 3)));
    }

    #[test]
    fn a_level_is_kept_for_a_while() {
        use Level::{Contributing, Exploring, Leading, Participating};
        // The week ends on 2026-01-11.
        assert_eq!(level(&[("2026-01-05", 2)], "2026-02-11"), Some((Participating, 3)));
        assert_eq!(level(&[("2026-01-05", 2)], "2026-02-12"), Some((Exploring, 3)));
        assert_eq!(level(&[("2026-01-05", 7)], "2026-04-30"), Some((Contributing, 3)));
        assert_eq!(level(&[("2026-01-05", 7)], "2026-05-01"), Some((Exploring, 3)));
        assert_eq!(level(&[("2026-01-05", 30)], "2026-12-31"), Some((Leading, 3)));
        assert_eq!(
            level(&[("2026-01-05", 2)], "2027-01-05"),
            Some((Exploring, 3)),
            "one of the two days is within a year"
        );
        assert_eq!(level(&[("2026-01-05", 2)], "2027-01-07"), None, "a year without");
    }

    #[test]
    fn it_says_why_and_what_is_next() {
        let days: Vec<NaiveDate> = (0..3).map(|more| day("2026-01-05") + Days::new(more)).collect();
        let standing = standing(&days, day("2026-01-08")).unwrap();
        let week = Period { from: day("2026-01-05"), until: day("2026-01-11"), days: 3 };
        assert_eq!((standing.periods.as_slice(), standing.kept_until), ([week].as_slice(), day("2026-02-11")));
        let month = Period { from: day("2026-01-01"), until: day("2026-01-31"), days: 3 };
        assert_eq!(standing.toward, Some((Level::Contributing, month)));
    }

    proptest! {
        #[test]
        fn more_days_never_lower_a_level(days in prop::collection::vec(0_u64..500, 0..120), more in prop::collection::vec(0_u64..500, 1..40)) {
            let today = day("2026-06-15");
            let of = |numbers: &[u64]| {
                let days: Vec<NaiveDate> = numbers.iter().map(|number| day("2025-03-01") + Days::new(*number)).collect();
                standing(&days, today).map(|standing| (standing.level, 4 - standing.step))
            };
            let both: Vec<u64> = days.iter().chain(&more).copied().collect();
            prop_assert!(of(&days).map(|(level, _)| level) <= of(&both).map(|(level, _)| level));
            if of(&days).map(|(level, _)| level) == of(&both).map(|(level, _)| level) {
                prop_assert!(of(&days) <= of(&both), "nor its step");
            }
        }
    }
}
