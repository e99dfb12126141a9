//! On which of the last days somebody was there.
//!
//! **Invariant:** only the last [`RHYTHM_DAYS`] before the day from which they are told; what was earlier is forgotten.

use super::rhythm::RHYTHM_DAYS;

/// The last days of somebody, a bit for each: the lowest is the day before the one that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recent([u64; 3]);

impl Recent {
    /// How many of the last so many days.
    #[inline]
    pub fn count(self, days: u32) -> u32 {
        let [low, middle, high] = self.0;
        let within = |from: u32| if days >= from + 64 { u64::MAX } else { (1 << days.saturating_sub(from)) - 1 };
        (low & within(0)).count_ones() + (middle & within(64)).count_ones() + (high & within(128)).count_ones()
    }

    /// Days that follow right on another.
    #[inline]
    pub(super) const fn in_a_row(self) -> u32 {
        let [low, middle, high] = self.0;
        let after = (low & (low >> 1 | middle << 63), middle & (middle >> 1 | high << 63), high & (high >> 1));
        after.0.count_ones() + after.1.count_ones() + after.2.count_ones()
    }

    /// How many of the gaps from one day to the next are no longer than so many days.
    pub(super) fn gaps_within(self, length: u32) -> u32 {
        if length == 0 {
            return 0;
        }
        // What follows within 1, 2, 4 days, until it is enough.
        let (mut after, mut reach) = (self.later(1), 1);
        while reach < length {
            let step = reach.min(length - reach);
            after.join(after.later(step));
            reach += step;
        }
        self.0.into_iter().zip(after.0).map(|(day, after)| (day & after).count_ones()).sum()
    }

    /// How many days ago the last one was; the day before the one that was reached is 0 days ago.
    #[inline]
    pub fn last(self) -> Option<u32> {
        let [low, middle, high] = self.0;
        let found = match (low, middle, high) {
            (0, 0, 0) => return None,
            (0, 0, high) => 128 + high.trailing_zeros(),
            (0, middle, _) => 64 + middle.trailing_zeros(),
            (low, ..) => low.trailing_zeros(),
        };
        Some(found)
    }

    /// Tells how many days ago each was, the latest first.
    #[inline]
    pub fn each(self, mut tell: impl FnMut(u32)) {
        for (mut bits, base) in self.0.into_iter().zip([0, 64, 128]) {
            while bits != 0 {
                tell(base + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }

    /// So many days later.
    #[inline]
    pub(super) const fn later(self, days: u32) -> Self {
        let [low, middle, high] = self.0;
        let moved = match days {
            0 => [low, middle, high],
            1..64 => {
                [low << days, middle << days | low >> (64 - days), (high << days | middle >> (64 - days)) & LAST_BITS]
            }
            64 => [0, low, middle & LAST_BITS],
            65..128 => [0, low << (days - 64), (middle << (days - 64) | low >> (128 - days)) & LAST_BITS],
            128..192 => [0, 0, low << (days - 128) & LAST_BITS],
            _ => [0; 3],
        };
        Self(moved)
    }

    /// Adds the day so many days ago; what is too long ago, or to come, is none of the last days.
    #[inline]
    pub const fn add(&mut self, ago: i32) {
        let [low, middle, high] = &mut self.0;
        match ago {
            0..64 => *low |= 1 << ago,
            64..128 => *middle |= 1 << (ago - 64),
            128..RHYTHM_DAYS => *high |= 1 << (ago - 128),
            _ => {}
        }
    }

    /// Adds the days of another account of theirs, told from the same day.
    pub fn join(&mut self, other: Self) {
        for (days, more) in self.0.iter_mut().zip(other.0) {
            *days |= more;
        }
    }
}

/// The bits of the last word that stand for days that are told.
const LAST_BITS: u64 = (1 << (RHYTHM_DAYS - 128)) - 1;
