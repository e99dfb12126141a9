//! The minute plan of an event: what begins when, on the event's own clock.
//!
//! **Invariants:** a line is so many minutes from the event's beginning, so a plan moves with its event; two lines get in
//! each other's way only where they are at one place or with one person at the same time.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::{events, time};

/// Minutes in a day.
const DAY: i64 = 1_440;
/// The earliest that anything happens for an event, in minutes from its beginning: a week before.
pub const EARLIEST: i64 = -7 * DAY;
/// The latest: as long as the longest event, and a week more.
pub const LATEST: i64 = 67 * DAY;
/// The longest that one thing takes, in minutes.
pub const LONGEST: i64 = DAY;

/// A line of a plan that Kith comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanCue {
    /// Minutes from the event's beginning.
    pub offset: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// What.
    pub title: &'static str,
    /// Who, as a part in the event.
    pub owner: &'static str,
    /// What tells everybody that it begins, and what is to be done then.
    pub cue: &'static str,
    /// What is done if it does not work.
    pub backup: &'static str,
}

/// When something is, and who and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot<'a> {
    /// Minutes from the event's beginning.
    pub offset: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Where; nothing: where the event is.
    pub place: &'a str,
    /// Who.
    pub owner: &'a str,
}

/// What one should know of a line among the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Remark {
    /// Minutes before it in which nothing happens, after everything before it is over.
    pub gap: i64,
    /// An earlier line that still goes on at the same place, or keeps the same person: its place in the plan.
    pub clash: Option<usize>,
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// What one should know of each line; they are in the order of time.
pub fn remarks(slots: &[Slot<'_>]) -> Vec<Remark> {
    let mut over: Option<i64> = None;
    let mut found = Vec::with_capacity(slots.len());
    for (place, slot) in slots.iter().enumerate() {
        let earlier = slots.iter().enumerate().take(place);
        let clash = earlier
            .filter(|(_, one)| one.offset + one.minutes > slot.offset && slot.minutes > 0)
            .filter(|(_, one)| {
                same(one.place, slot.place) || (same(one.owner, slot.owner) && !one.owner.trim().is_empty())
            })
            .map(|(index, _)| index)
            .next_back();
        let gap = over.map_or(0, |over| (slot.offset - over).max(0));
        let end = slot.offset + slot.minutes;
        over = Some(over.map_or(end, |over| over.max(end)));
        found.push(Remark { gap, clash });
    }
    found
}

/// Reads when something begins: `18:40` on the event's clock, `2026-11-26 18:40`, or minutes from the beginning: `+10`,
/// `-30`, `T+10`. A time without a day is the one next to the event's beginning: at most twelve hours before it, or after.
///
/// # Errors
/// Says in words what to write instead.
pub fn offset(text: &str, starts: NaiveDateTime, zone: Tz) -> Result<i64, &'static str> {
    const HELP: &str = "write a time such as 18:40, or minutes from the beginning such as -30";
    let text = text.trim();
    let from = |wall: NaiveDateTime| (events::instant(wall, zone) - events::instant(starts, zone)).div_euclid(60_000);
    let found = if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M") {
        let same_day = starts.date().and_time(time);
        let wall = match (same_day - starts).num_minutes() {
            ..-720 => same_day + TimeDelta::days(1),
            721.. => same_day - TimeDelta::days(1),
            _ => same_day,
        };
        from(wall)
    } else if text.len() > 10 {
        from(events::minute(text).map_err(|_| HELP)?)
    } else {
        let text = text.strip_prefix(['T', 't']).unwrap_or(text).replace('−', "-");
        let number = text.strip_prefix('+').unwrap_or(&text);
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(HELP);
        }
        number.parse().map_err(|_| HELP)?
    };
    if (EARLIEST..=LATEST).contains(&found) { Ok(found) } else { Err("this is too far from the event") }
}

/// The clock of the event so many minutes from its beginning.
pub fn wall(start_at: i64, offset: i64, zone: Tz) -> String {
    events::written(time::wall(start_at + offset * 60_000, zone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slot(offset: i64, minutes: i64, place: &'static str, owner: &'static str) -> Slot<'static> {
        Slot { offset, minutes, place, owner }
    }

    #[test]
    fn what_gets_in_the_way_and_what_is_empty_is_told() {
        let plan = [
            slot(-30, 30, "", "door"),
            slot(0, 10, "", "Ada"),
            slot(5, 20, "", "Bob"),
            slot(5, 20, "Room 2", "Cy"),
            slot(20, 5, "Room 3", "cy "),
            slot(40, 0, "", ""),
        ];
        let found = remarks(&plan);
        let clashes: Vec<Option<usize>> = found.iter().map(|one| one.clash).collect();
        assert_eq!(clashes, [None, None, Some(1), None, Some(3), None]);
        assert_eq!(found.iter().map(|one| one.gap).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 15]);
    }

    #[test]
    fn times_are_read_on_the_clock_of_the_event() {
        let zone = time::zone("Europe/Berlin").unwrap();
        let at = |starts: &str, text: &str| offset(text, events::minute(starts).unwrap(), zone);
        for (text, minutes) in [
            ("18:40", 10),
            ("17:45", -45),
            ("00:30", 360),
            ("06:20", -730 + 1440),
            ("2026-11-27 18:30", 1440),
            ("+10", 10),
            ("T-30", -30),
            ("T−5", -5),
            ("0", 0),
        ] {
            assert_eq!(at("2026-11-26T18:30", text), Ok(minutes), "{text}");
        }
        // The night in which clocks go back: one hour more.
        assert_eq!(at("2026-10-24T22:00", "04:00"), Ok(420));
        assert_eq!(
            wall(events::instant(events::minute("2026-10-24T22:00").unwrap(), zone), 420, zone),
            "2026-10-25T04:00"
        );
        for text in ["", "later", "25:00", "+", "--5", "99999999999999999999", "2030-01-01 10:00", "1.5"] {
            assert!(at("2026-11-26T18:30", text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_what_the_clock_shows(hour in 0_u32..24, minute in 0_u32..60, start in 0_i64..1440) {
            let zone = time::zone("UTC").unwrap();
            let starts = events::minute("2026-05-05T00:00").unwrap() + TimeDelta::minutes(start);
            let text = format!("{hour:02}:{minute:02}");
            let found = offset(&text, starts, zone).unwrap();
            prop_assert!(found.abs() <= 720);
            prop_assert!(wall(events::instant(starts, zone), found, zone).ends_with(&text));
        }

        /// The slow way: minute by minute.
        #[test]
        fn remarks_are_those_of_every_minute(lines in proptest::collection::vec((0_i64..40, 0_i64..15, 0_usize..3, 0_usize..3), 0..8)) {
            let words = ["", "a", "B"];
            let mut slots: Vec<Slot<'_>> = lines.iter().map(|(offset, minutes, place, owner)| Slot { offset: *offset, minutes: *minutes, place: words[*place], owner: words[*owner] }).collect();
            slots.sort_by_key(|slot| slot.offset);
            let found = remarks(&slots);
            for (index, slot) in slots.iter().enumerate() {
                let goes_on = |one: &Slot<'_>, minute: i64| (one.offset..one.offset + one.minutes).contains(&minute);
                let empty = (0..slot.offset).rev().take_while(|minute| !slots.iter().take(index).any(|one| goes_on(one, *minute))).count();
                let any = slots.iter().take(index).any(|one| one.minutes > 0 || one.offset < slot.offset);
                if found[index].gap > 0 {
                    prop_assert!(any && found[index].gap <= i64::try_from(empty).unwrap());
                }
                if index > 0 && slots.iter().take(index).all(|one| one.minutes > 0 && one.offset < slot.offset) {
                    prop_assert_eq!(found[index].gap, i64::try_from(empty).unwrap());
                }
                if let Some(other) = found[index].clash {
                    prop_assert!(other < index && goes_on(&slots[other], slot.offset));
                    prop_assert!(slots[other].place == slot.place || slots[other].owner == slot.owner);
                }
            }
        }
    }
}
