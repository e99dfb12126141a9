//! Who was there on days long ago, and how much they wrote, in four bytes for a person and day.
//!
//! Of the year before a window nobody asks more than that: for levels, for rhythms, for who was a regular. That year is most of
//! what one month's numbers look at, and most of what looking costs is the memory that is gone through.
//!
//! **Invariants:** days and the people of a day are in their order, each person once; nobody is in it for a day without
//! anything.

use super::Day;

/// Somebody on a day.
pub(super) trait There: Copy {
    /// Who.
    fn person(self) -> u32;
    /// Posts and replies, or 255.
    fn written(self) -> u8;
    /// Whether they did anything.
    fn is_there(self) -> bool;
}

impl There for Day {
    #[inline]
    fn person(self) -> u32 {
        self.person
    }

    #[inline]
    fn written(self) -> u8 {
        u8::try_from(Self::written(&self)).unwrap_or(u8::MAX)
    }

    #[inline]
    fn is_there(self) -> bool {
        self.posts + self.replies + self.reactions > 0
    }
}

/// Somebody who was there: their number, and in the lowest byte what they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Was(u32);

impl There for Was {
    #[inline]
    fn person(self) -> u32 {
        self.0 >> 8
    }

    #[inline]
    fn written(self) -> u8 {
        self.0 as u8
    }

    #[inline]
    fn is_there(self) -> bool {
        true
    }
}

/// Who was there, day by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    /// Each day, and how many entries there are up to its end.
    days: Vec<(i32, usize)>,
    entries: Vec<Was>,
}

impl Presence {
    /// More people than this have no room in it.
    pub const MOST_PEOPLE: usize = 1 << 24;

    /// Adds a day that comes after those before, and who did what on it, in the order of people: of fewer than
    /// [`Self::MOST_PEOPLE`], each with anything.
    pub fn push(&mut self, day: i32, entries: &[Day]) {
        self.entries.extend(entries.iter().map(|entry| Was(entry.person << 8 | u32::from(There::written(*entry)))));
        self.days.push((day, self.entries.len()));
    }

    /// The days from one to before another, each with those who were there.
    pub(super) fn within(&self, start: i32, end: i32) -> impl Iterator<Item = (i32, &[Was])> {
        let from = self.days.partition_point(|(day, _)| *day < start);
        let to = self.days.partition_point(|(day, _)| *day < end).max(from);
        let mut begin = from.checked_sub(1).and_then(|before| self.days.get(before)).map_or(0, |(_, end)| *end);
        self.days.get(from..to).unwrap_or_default().iter().map(move |(day, end)| {
            let entries = self.entries.get(begin..*end).unwrap_or_default();
            begin = *end;
            (*day, entries)
        })
    }
}
