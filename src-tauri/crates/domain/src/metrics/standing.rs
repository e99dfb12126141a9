//! How far members have come: the levels of [`crate::levels`], counted, and the weight they make together.
//!
//! **Invariant:** a member's level here is the one that [`crate::levels::standing`] gives; a property test compares.

use chrono::{Datelike, NaiveDate};

use super::{
    Behind, Definition, Direction, Group, Reason, Unit, Value,
    figures::{float, len},
};
use crate::{levels::Level, time};

/// A level looks a year back.
const YEAR: i32 = 365;

macro_rules! level {
    ($id:literal, $title:literal, $rule:literal, $level:expr) => {
        Definition {
            id: $id,
            version: 1,
            title: $title,
            text: concat!(
                "Members whose level at the window's end is this one. ",
                $rule,
                " By presence alone: days on which they wrote in public within the last year. A level is had at once and kept \
                 for one (Participating), three (Contributing) or twelve months (Leading)."
            ),
            group: Group::Engagement,
            unit: Unit::People,
            direction: Direction::Up,
            least: 0,
            compute: |frame| {
                let levels = frame.levels();
                let count = levels.iter().filter(|(_, level)| *level == $level).count() as u64;
                Value { n: len(levels), ..Value::count(count) }
            },
            behind: |frame, _| {
                let those = frame.levels().iter().filter(|(_, level)| *level == $level);
                Behind::People(those.map(|(person, _)| (*person, 1.0)).collect())
            },
        }
    };
}

pub(super) const METRICS: &[Definition] = &[
    level!("level.exploring", "Exploring members", "Exploring is whoever wrote within a year.", Level::Exploring),
    level!(
        "level.participating",
        "Participating members",
        "Participating is two days in a week.",
        Level::Participating
    ),
    level!("level.contributing", "Contributing members", "Contributing is seven days in a month.", Level::Contributing),
    level!("level.leading", "Leading members", "Leading is thirty days in a quarter.", Level::Leading),
    Definition {
        id: "gravity",
        version: 1,
        title: "Gravity",
        text: "How much the community pulls people in: the change of its weighted commitment since the window before, divided \
               by the members with a level. The commitment is the sum of the squares of the levels' weights: Exploring 1, \
               Participating 4, Contributing 7, Leading 10.",
        group: Group::Engagement,
        unit: Unit::Number,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let (now, before) = (frame.levels(), frame.levels_before());
            match gravity(commitment(before), commitment(now), len(now)) {
                Some(gravity) => Value::of(gravity, len(now)).with("commitment", float(commitment(now))),
                None => Value::none(Reason::NoCases),
            }
        },
        behind: |frame, _| {
            let all = frame.levels().iter();
            Behind::People(all.map(|(person, level)| (*person, float(weight(*level).pow(2)))).collect())
        },
    },
];

const fn weight(level: Level) -> u64 {
    match level {
        Level::Exploring => 1,
        Level::Participating => 4,
        Level::Contributing => 7,
        Level::Leading => 10,
    }
}

fn commitment(levels: &[(u32, Level)]) -> u64 {
    levels.iter().map(|(_, level)| weight(*level).pow(2)).sum()
}

fn gravity(before: u64, now: u64, members: u64) -> Option<f64> {
    (members > 0).then(|| (float(now) - float(before)) / float(members))
}

/// The periods that give levels, as numbers that grow with time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Periods {
    pub(super) week: i32,
    pub(super) month: i32,
    pub(super) quarter: i32,
}

/// A run of days of one person in one period.
#[derive(Clone, Copy, Default)]
struct Run {
    period: i32,
    days: u32,
    /// The newest period with enough days.
    earned: Option<i32>,
}

impl Run {
    fn add(&mut self, period: i32, level: Level) {
        if self.days == 0 || self.period != period {
            (self.period, self.days) = (period, 0);
        }
        self.days += 1;
        if self.days >= level.days() {
            self.earned = Some(period);
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Runs {
    seen: bool,
    week: Run,
    month: Run,
    quarter: Run,
}

/// The levels of many people on one day: what [`crate::levels::standing`] says, by numbers of days alone.
#[derive(Debug)]
pub struct LevelsOn {
    first: i32,
    /// Of each day of the year.
    periods: Vec<Periods>,
    kept: Kept,
}

impl LevelsOn {
    /// The levels on the day with a number.
    pub fn new(today: i32) -> Self {
        let first = today - YEAR + 1;
        let day_of = |number: i32| time::day_with_number(i64::from(number));
        let periods = (first..=today).map(|number| periods(day_of(number), number)).collect();
        Self { first, periods, kept: Kept::at(day_of(today), today) }
    }

    /// The level of somebody who wrote on these days, ascending; days beyond the year count for nothing.
    pub fn level(&self, days: impl Iterator<Item = i32>) -> Option<Level> {
        let mut runs = Runs::default();
        for day in days {
            if let Some(periods) = usize::try_from(day - self.first).ok().and_then(|index| self.periods.get(index)) {
                runs.add(periods);
            }
        }
        let earned = |run: &Run| run.earned.unwrap_or(i32::MIN);
        let newest = Periods { week: earned(&runs.week), month: earned(&runs.month), quarter: earned(&runs.quarter) };
        runs.seen.then(|| self.of(&newest))
    }

    /// The level of somebody who wrote within the year, by the newest periods with enough days.
    pub(super) const fn of(&self, newest: &Periods) -> Level {
        if newest.quarter >= self.kept.quarter {
            Level::Leading
        } else if newest.month >= self.kept.month {
            Level::Contributing
        } else if newest.week >= self.kept.week {
            Level::Participating
        } else {
            Level::Exploring
        }
    }

    /// Whether a quarter by which a level would be kept began before the year that counts: some of its days may not.
    pub(super) fn may_be_cut(&self, quarter: i32) -> bool {
        quarter >= self.kept.quarter && self.periods.first().is_some_and(|first| quarter <= first.quarter)
    }

    /// Whether a quarter is the one in which the year that counts begins.
    pub(super) fn begins_in(&self, quarter: i32) -> bool {
        self.periods.first().is_some_and(|first| quarter == first.quarter)
    }

    /// The day after the quarter in which the year that counts begins.
    pub(super) fn end_of_first(&self) -> i32 {
        let days = self.periods.iter().take_while(|periods| self.begins_in(periods.quarter)).count();
        self.first + i32::try_from(days).unwrap_or(YEAR)
    }

    /// The first day that counts.
    pub(super) const fn first(&self) -> i32 {
        self.first
    }
}

impl Runs {
    fn add(&mut self, periods: &Periods) {
        self.seen = true;
        self.week.add(periods.week, Level::Participating);
        self.month.add(periods.month, Level::Contributing);
        self.quarter.add(periods.quarter, Level::Leading);
    }
}

pub(super) fn periods(day: NaiveDate, number: i32) -> Periods {
    let month = day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    // Day 0 was a Thursday.
    Periods { week: (number + 3).div_euclid(7), month, quarter: month.div_euclid(3) }
}

/// The numbers of the first days of the periods that a day lies in.
pub(super) fn begun(day: NaiveDate, number: i32) -> Periods {
    let back = |first: Option<NaiveDate>| first.map_or(0, |first| i32::try_from((day - first).num_days()).unwrap_or(0));
    let month = NaiveDate::from_ymd_opt(day.year(), day.month(), 1);
    let quarter = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1);
    Periods { week: number - (number + 3).rem_euclid(7), month: number - back(month), quarter: number - back(quarter) }
}

/// The oldest periods by which levels are still kept.
#[derive(Debug)]
struct Kept {
    week: i32,
    month: i32,
    quarter: i32,
}

impl Kept {
    fn at(today: NaiveDate, number: i32) -> Self {
        // A period's last day plus the months it is kept must not lie before today.
        let newest = periods(today, number);
        let kept = |level: Level, back: i32, last_day: &dyn Fn(i32) -> Option<NaiveDate>| {
            (0..=back)
                .rev()
                .find(|back| last_day(*back).and_then(|day| level.kept_after(day)).is_some_and(|until| until >= today))
        };
        let sunday = |back: i32| {
            let monday = time::monday_of(today);
            monday.checked_add_signed(chrono::TimeDelta::days(6 - 7 * i64::from(back)))
        };
        let end_of = |month: i32| {
            let next = month + 1;
            let month = u32::try_from(next.rem_euclid(12) + 1).unwrap_or(1);
            NaiveDate::from_ymd_opt(next.div_euclid(12), month, 1)?.pred_opt()
        };
        let week = kept(Level::Participating, 8, &sunday).unwrap_or(0);
        let month = kept(Level::Contributing, 6, &|back| end_of(newest.month - back)).unwrap_or(0);
        let quarter = kept(Level::Leading, 6, &|back| end_of((newest.quarter - back) * 3 + 2)).unwrap_or(0);
        Self { week: newest.week - week, month: newest.month - month, quarter: newest.quarter - quarter }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gravity_by_hand() {
        assert!((gravity(441, 504, 30).unwrap() - 2.1).abs() < 1e-12);
        assert!((gravity(504, 666, 30).unwrap() - 5.4).abs() < 1e-12);
        assert_eq!(gravity(0, 0, 0), None);
    }
}
