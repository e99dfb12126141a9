//! Talks side by side: when each is, and which of them cannot be as they are planned.
//!
//! **Invariants:** a talk's times are on the event's own clock, whatever clocks do meanwhile; two talks that only touch are in
//! nobody's way; a room or a speaker that is not named is in nobody's way either.

use chrono::{Duration, NaiveDateTime};

/// A talk: when, where, by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk<'a> {
    /// UTC milliseconds.
    pub from: i64,
    /// UTC milliseconds.
    pub until: i64,
    /// The room, as it was typed.
    pub room: &'a str,
    /// The speaker: the same word for the same person.
    pub speaker: &'a str,
}

/// What is in a talk's way: places in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clash {
    /// Another one in the same room.
    pub room: Option<usize>,
    /// Another one of the same speaker.
    pub speaker: Option<usize>,
}

/// From when until when, so many minutes from a beginning and so many long, on one clock.
pub fn span(first: NaiveDateTime, offset: i64, minutes: i64) -> (NaiveDateTime, NaiveDateTime) {
    let later =
        |minutes: i64| Duration::try_minutes(minutes).and_then(|by| first.checked_add_signed(by)).unwrap_or(first);
    (later(offset), later(offset.saturating_add(minutes)))
}

/// What is in whose way, for each of `talks`.
pub fn clashes(talks: &[Talk<'_>]) -> Vec<Clash> {
    let word = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words: Vec<(String, String)> = talks.iter().map(|talk| (word(talk.room), word(talk.speaker))).collect();
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let mut order: Vec<usize> = (0..talks.len()).collect();
    order.sort_by_key(|place| talks.get(*place).map(|talk| (talk.from, *place)));
    let mut found = vec![Clash::default(); talks.len()];
    for (rank, place) in order.iter().enumerate() {
        let (Some(talk), Some(own)) = (talks.get(*place), words.get(*place)) else { continue };
        for other in order.iter().skip(rank + 1) {
            let (Some(later), Some(its)) = (talks.get(*other), words.get(*other)) else { continue };
            if later.from >= talk.until {
                break;
            }
            if later.until <= talk.from {
                continue;
            }
            for (one, another) in [(*place, *other), (*other, *place)] {
                let Some(clash) = found.get_mut(one) else { continue };
                if same(&own.0, &its.0) {
                    clash.room = clash.room.or(Some(another));
                }
                if same(&own.1, &its.1) {
                    clash.speaker = clash.speaker.or(Some(another));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn talk<'a>(from: i64, until: i64, room: &'a str, speaker: &'a str) -> Talk<'a> {
        Talk { from, until, room, speaker }
    }

    #[test]
    fn a_room_and_a_speaker_are_only_once_at_a_time() {
        let found = clashes(&[
            talk(0, 30, "Big hall", "Ada"),
            talk(30, 60, "big  hall", "Bob"),
            talk(45, 90, "Big Hall", "ada"),
            talk(20, 40, "Cellar", "ADA"),
            talk(20, 40, "", ""),
            talk(20, 40, "", ""),
        ]);
        let clash = |room, speaker| Clash { room, speaker };
        assert_eq!(found[0], clash(None, Some(3)), "a talk that begins when another ends is in nobody's way");
        assert_eq!((found[1], found[2]), (clash(Some(2), None), clash(Some(1), None)));
        assert_eq!((found[3], found[4]), (clash(None, Some(0)), Clash::default()));
    }

    #[test]
    fn the_clock_is_kept_over_a_night_in_which_clocks_change() {
        let first = crate::events::minute("2026-10-24T10:00").unwrap();
        let (from, until) = span(first, 24 * 60 + 30, 45);
        assert_eq!(crate::events::written(from), "2026-10-25T10:30");
        assert_eq!(crate::events::written(until), "2026-10-25T11:15");
    }

    proptest! {
        #[test]
        fn clashes_are_those_of_every_pair(list in proptest::collection::vec((0_i64..40, 1_i64..12, 0_usize..4, 0_usize..4), 0..14)) {
            const NAMES: [&str; 4] = ["", "a", "b", "c"];
            let talks: Vec<Talk<'_>> = list.iter().map(|(from, long, room, who)| talk(*from, from + long, NAMES[*room], NAMES[*who])).collect();
            for (place, (one, clash)) in talks.iter().zip(clashes(&talks)).enumerate() {
                let others = |same: &dyn Fn(&Talk<'_>) -> bool| talks.iter().enumerate()
                    .any(|(at, other)| at != place && one.from < other.until && other.from < one.until && same(other));
                prop_assert_eq!(clash.room.is_some(), others(&|other| !one.room.is_empty() && other.room == one.room));
                prop_assert_eq!(clash.speaker.is_some(), others(&|other| !one.speaker.is_empty() && other.speaker == one.speaker));
                prop_assert!(clash.room != Some(place) && clash.speaker != Some(place));
            }
        }
    }
}
