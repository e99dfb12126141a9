//! What a community decides about its numbers, and what rises in its talk.

use super::{import, metrics::messages, store};
use crate::{Store, metrics::Slice};

const DAY: i64 = 86_400_000;
/// Monday, 1 June 2026, noon UTC.
const MONDAY: i64 = 1_780_315_200_000;

fn holidays(store: &Store) -> Vec<i32> {
    store.read_now(|read| Ok(read.facts(&Slice::default(), 0..0, 0..0, MONDAY)?.holidays)).unwrap()
}

#[tokio::test]
async fn days_off_are_typed_in_or_kept_of_a_calendar() {
    let (_folder, store) = store();
    let days = [("2026-12-25".to_owned(), "Christmas".to_owned()), ("2026-05-01".to_owned(), "Labour Day".to_owned())];
    let number = |day: &str| i32::try_from(kith_domain::time::day_number(day.parse().unwrap())).unwrap();
    store
        .write_now(|write| {
            let count = std::cell::Cell::new(0);
            let id = || {
                count.set(count.get() + 1);
                format!("h{}", count.get())
            };
            write.bring_holidays("Germany", &days.clone().into(), &id, 1)
        })
        .unwrap();
    // Others' holidays are days on which the team works, until it says otherwise.
    assert!(holidays(&store).is_empty());
    store.act("Change days off", |write| write.keep_calendar("Germany", true)).await.unwrap();
    assert_eq!(holidays(&store), [number("2026-05-01"), number("2026-12-25")]);
    store.act("Keep a day off", |write| write.add_day_off("own", "2026-08-03", "Summer break", 2)).await.unwrap();
    assert_eq!(holidays(&store), [number("2026-05-01"), number("2026-08-03"), number("2026-12-25")]);
    let kept = store.read_now(|read| read.days_off_kept()).unwrap();
    assert_eq!((kept.own.len(), kept.calendars.len(), kept.calendars[0].1), (1, 1, true), "own days are no calendar");
    store.act("Remove a day off", |write| write.remove_day_off("own", 3)).await.unwrap();
    assert_eq!(holidays(&store).len(), 2);
    for _ in 0..3 {
        store.undo().await.unwrap();
    }
    assert!(holidays(&store).is_empty());
    for (day, name) in [("25.12.2026", "Christmas"), ("2026-02-30", "No day"), ("2026-12-25", " ")] {
        assert!(store.write_now(|write| write.add_day_off("x", day, name, 2)).is_err(), "{day}");
    }
}

#[tokio::test]
async fn a_scale_of_health_changes_what_is_kept() {
    let (_folder, store) = store();
    let stamp = |store: &Store| store.read_now(|read| read.kept_stamp(MONDAY)).unwrap();
    let before = stamp(&store);
    store
        .act("Change a scale of health", |write| write.set_band("stickiness", Some(&[1.0, 2.0, 3.0, 4.0, 5.0]), 7))
        .await
        .unwrap();
    let bands = store.read_now(|read| read.health_bands()).unwrap();
    let changed = bands.iter().find(|band| band.measure == "stickiness").unwrap();
    assert_eq!(
        (changed.own, changed.bounds, bands.iter().filter(|band| band.own).count()),
        (true, [1.0, 2.0, 3.0, 4.0, 5.0], 1)
    );
    assert_ne!(stamp(&store), before, "kept windows were computed by other scales");
    assert!(store.write_now(|write| write.set_band("stickiness", Some(&[5.0, 4.0, 3.0, 2.0, 1.0]), 8)).is_err());
    store.undo().await.unwrap();
    assert_eq!(stamp(&store), before);
}

#[test]
fn what_many_say_much_more_than_usual_rises() {
    let (_folder, store) = store();
    let mut said: Vec<(i64, u8, &str)> = Vec::new();
    for day in 0..67 {
        // Everybody speaks of the orchard, all the time.
        for person in 0..6 {
            said.push((MONDAY - (67 - day) * DAY + i64::from(person) * 60_000, person, "the orchard needs watering"));
        }
    }
    for day in 1..6 {
        for person in 0..6 {
            said.push((
                MONDAY - day * DAY + 1_800_000 + i64::from(person) * 61_000,
                10 + person,
                "frost took the blossom of the orchard",
            ));
        }
        // One alone makes nothing rise, however often.
        for minute in 0..20 {
            said.push((MONDAY - day * DAY + 3_600_000 + minute * 60_000, 20, "gooseberries!"));
        }
    }
    // Said a little once before.
    said.push((MONDAY - 40 * DAY, 3, "no frost this year"));
    said.sort_unstable();
    import(&store, 1, MONDAY, &[messages(&said)], true).unwrap();
    let rising = store.read_now(|read| read.rising_topics(MONDAY)).unwrap();
    let words: Vec<&str> = rising.iter().map(|one| one.word.as_str()).collect();
    assert_eq!(words, ["blossom", "frost", "took"]);
    assert_eq!((rising[1].people, rising[1].messages), (6, 30));
    assert!((rising[1].usual - 7.0 / 60.0).abs() < 1e-9, "{}", rising[1].usual);
}
