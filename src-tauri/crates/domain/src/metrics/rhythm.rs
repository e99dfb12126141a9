//! How often somebody comes, and for how long they have been silent (`metrics.md` B8, churn risk).
//!
//! **Invariants:** a rhythm is a member's own: nobody is compared with anybody else; who was active on fewer than five days
//! has none.

use super::Facts;

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
    let mut found = Vec::new();
    let mut gaps: Vec<i32> = Vec::new();
    facts.by_person().each(end - RHYTHM_DAYS, end, |person, days| {
        if days.len() < RHYTHM_LEAST {
            return;
        }
        gaps.clear();
        let (mut last, mut active) = (None, 0);
        for (day, _) in days.iter() {
            gaps.extend(last.map(|last| day - last));
            last = Some(day);
            active += 1;
        }
        let Some(last) = last else { return };
        let Some(usual) = middle(&mut gaps) else { return };
        let silent = end - 1 - last;
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
        found.push((person, Rhythm { usual, silent, active, risk }));
    });
    found
}

/// The median, by putting only the middle in its place.
fn middle(values: &mut [i32]) -> Option<f64> {
    let (count, half) = (values.len(), values.len() / 2);
    if count == 0 {
        return None;
    }
    let (lower, high, _) = values.select_nth_unstable(half);
    let high = f64::from(*high);
    if count % 2 == 1 {
        return Some(high);
    }
    lower.iter().max().map(|low| f64::midpoint(f64::from(*low), high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_middle_is_the_median(mut values in prop::collection::vec(-50..50_i32, 0..40)) {
            let mut sorted: Vec<f64> = values.iter().copied().map(f64::from).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            prop_assert_eq!(super::middle(&mut values), crate::metrics::figures::median(&sorted));
        }
    }
}
