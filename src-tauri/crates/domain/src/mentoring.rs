//! How a pair of mentor and mentee is doing: rules that are shown beside their answer.
//!
//! **Invariants:** pure; only sessions that were held count; a pair is never told to be late before its first cadence is over.

use chrono::NaiveDate;

/// How a pair is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairHealth {
    /// No session for more than one and a half cadences.
    NeedsCheckIn,
    /// They meet, though less often than agreed.
    Active,
    /// They meet as often as agreed, or more often.
    OnTrack,
    /// No session yet, and the first cadence is not over.
    TooEarly,
}

/// What a pair agreed on and did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairRecord {
    /// The first day of the pair.
    pub started: NaiveDate,
    /// Days from one session to the next, as agreed.
    pub cadence_days: i64,
    /// Sessions held until today.
    pub held: u32,
    /// The day of the last one held.
    pub last: Option<NaiveDate>,
}

impl PairRecord {
    /// Sessions that should have been held until a day.
    #[must_use]
    pub fn planned(&self, today: NaiveDate) -> u32 {
        let days = (today - self.started).num_days().max(0);
        u32::try_from(days / self.cadence_days.max(1)).unwrap_or(u32::MAX)
    }

    /// How the pair is doing on a day. Source of the 1.5 cadences: the definition of "needs check-in" in Kith's metrics.
    #[must_use]
    pub fn health(&self, today: NaiveDate) -> PairHealth {
        let cadence = self.cadence_days.max(1);
        let silent = (today - self.last.unwrap_or(self.started)).num_days();
        if self.last.is_none() && silent <= cadence {
            PairHealth::TooEarly
        } else if silent.saturating_mul(2) > cadence.saturating_mul(3) {
            PairHealth::NeedsCheckIn
        } else if self.held >= self.planned(today) {
            PairHealth::OnTrack
        } else {
            PairHealth::Active
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn health(held: u32, last: Option<&str>, today: &str) -> PairHealth {
        PairRecord { started: day("2026-01-01"), cadence_days: 14, held, last: last.map(day) }.health(day(today))
    }

    #[test]
    fn a_pair_is_asked_about_after_one_and_a_half_cadences() {
        assert_eq!(health(0, None, "2026-01-15"), PairHealth::TooEarly);
        assert_eq!(health(0, None, "2026-01-16"), PairHealth::Active);
        assert_eq!(health(0, None, "2026-01-22"), PairHealth::Active);
        assert_eq!(health(0, None, "2026-01-23"), PairHealth::NeedsCheckIn);
        assert_eq!(health(1, Some("2026-01-10"), "2026-01-31"), PairHealth::Active);
        assert_eq!(health(1, Some("2026-01-10"), "2026-02-01"), PairHealth::NeedsCheckIn);
    }

    #[test]
    fn who_met_as_often_as_planned_is_on_track() {
        assert_eq!(health(2, Some("2026-01-28"), "2026-01-30"), PairHealth::OnTrack);
        assert_eq!(health(1, Some("2026-01-28"), "2026-01-30"), PairHealth::Active);
        assert_eq!(health(1, Some("2026-01-02"), "2026-01-03"), PairHealth::OnTrack);
        // A session that is noted before the first day is a session.
        assert_eq!(health(1, Some("2025-12-30"), "2026-01-03"), PairHealth::OnTrack);
    }
}
