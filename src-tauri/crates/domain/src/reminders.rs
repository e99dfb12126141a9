//! What the desktop reminds of, and when: sessions and events that are about to begin, and once a day what is due.
//!
//! **Invariants:** pure; each thing is told once, between two looks; what has begun is told no more; nobody's name and nothing
//! private is in a reminder, because a locked screen shows it to whoever passes by.

use chrono_tz::Tz;

use crate::time;

/// A session is told of so many milliseconds before.
pub const BEFORE_SESSION: i64 = 15 * 60_000;
/// An event is told of so many milliseconds before.
pub const BEFORE_EVENT: i64 = 60 * 60_000;

/// Something that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// When, UTC milliseconds.
    pub at: i64,
    /// What an event is called; nothing: a session of mentoring.
    pub event: Option<String>,
}

/// A reminder, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Its heading.
    pub title: String,
    /// Its one line.
    pub text: String,
}

impl Coming {
    fn told_at(&self) -> i64 {
        self.at.saturating_sub(if self.event.is_some() { BEFORE_EVENT } else { BEFORE_SESSION })
    }
}

/// What is to be told after the look at `before`, at the look `now`.
#[must_use]
pub fn of_coming(coming: &[Coming], before: i64, now: i64, zone: Tz) -> Vec<Reminder> {
    let due = coming.iter().filter(|one| one.told_at() > before && one.told_at() <= now && one.at > now);
    due.map(|one| {
        let clock = time::wall(one.at, zone).format("%H:%M");
        match &one.event {
            Some(title) => Reminder { title: title.clone(), text: format!("Begins at {clock}.") },
            None => Reminder { title: "Mentoring".into(), text: format!("A session begins at {clock}.") },
        }
    })
    .collect()
}

/// What is due today, told once: at the first look at or after the moment the day's work begins.
#[must_use]
pub fn of_day(due: u32, begins: Option<i64>, before: i64, now: i64) -> Option<Reminder> {
    let begins = begins.filter(|begins| before < *begins && *begins <= now)?;
    let many = match due {
        0 => return None,
        1 => "One follow-up is due.".to_owned(),
        more => format!("{more} follow-ups are due."),
    };
    (now - begins < 86_400_000).then(|| Reminder { title: "Kith".into(), text: many })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However often one looks, each thing is told at most once, and told when a look falls between its moment and its beginning.
        #[test]
        fn each_is_told_once(at in 1_000_000_i64..20_000_000, event in any::<bool>(), mut looks in proptest::collection::vec(0_i64..30_000_000, 1..20)) {
            looks.sort_unstable();
            let one = Coming { at, event: event.then(|| "Pears".to_owned()) };
            let from = if event { at - BEFORE_EVENT } else { at - BEFORE_SESSION };
            let mut before = -10_000_000;
            let mut told = 0;
            for now in &looks {
                told += of_coming(std::slice::from_ref(&one), before, *now, Tz::UTC).len();
                before = *now;
            }
            let first = looks.iter().find(|now| **now >= from);
            prop_assert_eq!(told, usize::from(first.is_some_and(|now| *now < at)));
        }
    }

    #[test]
    fn what_is_due_is_told_when_work_begins() {
        let text = |due, before, now| of_day(due, Some(100), before, now).map(|one| one.text);
        assert_eq!(text(2, 50, 99), None);
        assert_eq!(text(2, 99, 100).as_deref(), Some("2 follow-ups are due."));
        assert_eq!(text(1, 99, 5_000).as_deref(), Some("One follow-up is due."));
        assert_eq!((text(2, 100, 200), text(0, 99, 100)), (None, None));
        assert_eq!(of_day(3, None, 0, 100), None);
    }
}
