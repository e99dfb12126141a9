//! How often somebody comes, and for how long they have been silent (`metrics.md` B8, churn risk).
//!
//! **Invariants:** a rhythm is a member's own: nobody is compared with anybody else; who was active on fewer than five days
//! has none.

use super::{Facts, Recent, course::Course};

/// The days that are looked at.
pub const RHYTHM_DAYS: i32 = 180;
/// Active days that make a rhythm.
pub const RHYTHM_LEAST: usize = 5;

/// How near somebody is to being gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// As usual.
    None,
    /// Silent for more than two usual gaps.
    Watch,
    /// For more than four.
    Near,
    /// For more than eight, and more than 90 days.
    Lost,
}

/// How often somebody comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rhythm {
    /// The usual gap: the median of the days between active days.
    pub usual: f64,
    /// Days since the last active one.
    pub silent: i32,
    /// Active days that were looked at.
    pub active: usize,
    /// What follows from that.
    pub risk: Risk,
}

/// Everybody with a rhythm, by the 180 days before the day `end`.
pub fn all(facts: &Facts, end: i32) -> Vec<(u32, Rhythm)> {
    rhythms(&facts.course(end))
}

/// The same at the day that everybody has come to.
pub(super) fn rhythms(course: &Course) -> Vec<(u32, Rhythm)> {
    course.recent().filter_map(|(person, days)| Some((person, of(days)?))).collect()
}

/// How many of those with a rhythm are how near to being gone, in the order of [`Risk`].
pub(super) fn risks(course: &Course) -> [u64; 4] {
    let mut counts = [0; 4];
    for (_, days) in course.recent() {
        let found = active(days).and_then(|(active, silent)| match silent {
            // Nobody's usual gap is shorter than a day, so there is nothing to look for.
            0..=2 => Some(Risk::None),
            _ => risk(days, active - 1, silent).or_else(|| Some(of(days)?.risk)),
        });
        if let Some(count) = found.and_then(|risk| counts.get_mut(risk as usize)) {
            *count += 1;
        }
    }
    counts
}

/// How near somebody is to being gone, with no look at each gap; nothing where two gaps in the middle lie on both sides of what
/// decides.
fn risk(days: Recent, gaps: u32, silent: u32) -> Option<Risk> {
    // Whether they have been silent for more than so many usual gaps: whether the gap in the middle is shorter than that part.
    let exceeds = |times: u32| {
        let shorter = days.gaps_within(silent.div_ceil(times).saturating_sub(1));
        let is_between = gaps.is_multiple_of(2) && shorter == gaps / 2;
        (!is_between).then_some(shorter > gaps / 2)
    };
    Some(match (exceeds(2)?, silent > 90) {
        (false, _) => Risk::None,
        (true, true) if exceeds(8)? => Risk::Lost,
        (true, _) if exceeds(4)? => Risk::Near,
        (true, _) => Risk::Watch,
    })
}

/// On how many days somebody with a rhythm was there, and for how long they have been silent.
fn active(days: Recent) -> Option<(u32, u32)> {
    let active = days.count(RHYTHM_DAYS.unsigned_abs());
    if (active as usize) < RHYTHM_LEAST { None } else { Some((active, days.last()?)) }
}

/// The rhythm of somebody who was there on these days.
pub fn of(days: Recent) -> Option<Rhythm> {
    let (active, silent) = active(days)?;
    let usual = usual(days, active - 1)?;
    let silence = f64::from(silent);
    let risk = if silence > (8.0 * usual).max(90.0) {
        Risk::Lost
    } else if silence > 4.0 * usual {
        Risk::Near
    } else if silence > 2.0 * usual {
        Risk::Watch
    } else {
        Risk::None
    };
    Some(Rhythm { usual, silent: i32::try_from(silent).unwrap_or(i32::MAX), active: active as usize, risk })
}

/// The median of so many gaps between days.
fn usual(days: Recent, gaps: u32) -> Option<f64> {
    // Whoever comes nearly every day needs no counting.
    if days.in_a_row() > gaps / 2 {
        return Some(1.0);
    }
    // How many gaps there are of each length: lengths are small, so nothing is sorted.
    let mut lengths = [0_u8; RHYTHM_DAYS as usize];
    let mut last = days.last()?;
    days.each(|day| {
        if let Some(length) = lengths.get_mut((day - last) as usize) {
            *length += 1;
        }
        last = day;
    });
    // The latest day is none after a gap: it was counted as one of no days.
    let (mut sum, mut low) = (0, None);
    for (count, length) in lengths.iter().zip(0_u32..).skip(1) {
        sum += u32::from(*count);
        if gaps.is_multiple_of(2) && sum >= gaps / 2 && low.is_none() {
            low = Some(length);
        }
        if sum > gaps / 2 {
            return Some(f64::midpoint(f64::from(low.unwrap_or(length)), f64::from(length)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metrics::{Day, figures::median, tests::facts};

    proptest! {
        #[test]
        fn the_usual_gap_is_the_median(days in prop::collection::btree_set(1_000..1_200_i32, 0..60), often in any::<bool>()) {
            let days: Vec<i32> = days.into_iter().flat_map(|day| if often { vec![day, day + 300] } else { vec![day] }).collect();
            let days: Vec<i32> = days.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
            let mut facts = facts(1);
            facts.days = days.iter().map(|day| Day { day: *day, person: 0, posts: 0, replies: 0, reactions: 1 }).collect();
            for end in [1_100, 1_190, 1_200, 1_400, 1_500] {
                let within: Vec<i32> = days.iter().copied().filter(|day| (end - RHYTHM_DAYS..end).contains(day)).collect();
                let mut gaps: Vec<f64> = within.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect();
                gaps.sort_unstable_by(f64::total_cmp);
                let found = all(&facts, end);
                if within.len() < RHYTHM_LEAST {
                    prop_assert_eq!(found, Vec::new());
                } else {
                    prop_assert_eq!(Some(found[0].1.usual), median(&gaps));
                    prop_assert_eq!(found[0].1.silent, end - 1 - within.last().unwrap());
                    prop_assert_eq!(found[0].1.active, within.len());
                    let course = facts.course(end);
                    let (_, days) = course.recent().next().unwrap();
                    let quick = risk(days, days.count(180) - 1, found[0].1.silent as u32);
                    prop_assert_eq!(quick.unwrap_or(found[0].1.risk), found[0].1.risk);
                }
            }
        }
    }
}
