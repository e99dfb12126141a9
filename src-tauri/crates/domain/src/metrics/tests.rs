//! The examples by which the definitions are known, worked out by hand.

use chrono::NaiveDate;

use super::{Answer, Conversation, Day, Every, Facts, Frame, Person, Reason, Value, Window, compute, find, windows};
use crate::hours::WorkingHours;

const HOUR: i64 = 3_600_000;

pub(super) fn facts(people: usize) -> Facts {
    Facts {
        zone: chrono_tz::UTC,
        hours: WorkingHours::new(&[1, 2, 3, 4, 5], "09:00", "17:00").unwrap(),
        holidays: Vec::new(),
        people: (0..people).map(|key| Person { key: key as i64, joined: Some(0), first: Some(0) }).collect(),
        earlier: super::Presence::default(),
        days: Vec::new(),
        conversations: Vec::new(),
        announced: Vec::new(),
        from: 0,
        first_day: Some(0),
        made: super::Made::default(),
        kept: super::Kept::default(),
        said: Vec::new(),
        referrals: rustc_hash::FxHashMap::default(),
        now: 0,
        today: 10_000,
        last_day: 10_000,
    }
}

fn wrote(day: i32, person: u32, posts: u32, replies: u32) -> Day {
    Day { day, person, posts, replies, reactions: 0 }
}

fn value(facts: &Facts, id: &str, start: i32, end: i32) -> Value {
    // Tests change facts between two questions: nothing that was made of them is taken over.
    let facts = Facts { made: super::Made::default(), ..facts.clone() };
    compute(find(id).unwrap(), &Frame::new(&facts, Window { start, end }, Every::Whole))
}

/// Conversations opened on day 100 at noon, with the hours to their first answer.
fn waiting(hours: &[Option<f64>]) -> Facts {
    let mut facts = facts(2);
    facts.days.push(wrote(100, 0, u32::try_from(hours.len()).unwrap(), 0));
    for (hours, id) in hours.iter().zip(1..) {
        let answer = hours.map(|hours| Answer { after: (hours * HOUR as f64) as i64, by_team: false });
        let at = 100 * 24 * HOUR + 12 * HOUR + id;
        facts.conversations.push(Conversation {
            id,
            at,
            day: 100,
            starter: 0,
            answer,
            replies: 1,
            people: 2,
            solved: None,
        });
    }
    facts
}

#[test]
fn nobody_who_wrote_long_ago_is_a_newcomer_whenever_they_joined() {
    let mut facts = facts(24);
    facts.days = (0..24).map(|person| wrote(200, person, 1, 0)).collect();
    for person in facts.people.iter_mut().take(6) {
        // They came lately.
        *person = Person { joined: Some(150), first: Some(200), ..*person };
    }
    for person in facts.people.iter_mut().skip(6) {
        // The join that is known is that of another space, of another source, or even later than the window.
        *person = Person { joined: Some(180 + person.key as i32 * 3), first: Some(90), ..*person };
    }
    let found = value(&facts, "newcomer_voice_share", 180, 210);
    assert_eq!((found.value, found.n), (Some(25.0), 24));
}

#[test]
fn stickiness_of_three_people() {
    let mut facts = facts(3);
    for day in 100..128 {
        facts.days.push(wrote(day, 0, 1, 0));
        if day < 107 {
            facts.days.push(wrote(day, 1, 0, 1));
        }
        if day == 100 {
            facts.days.push(wrote(day, 2, 1, 0));
        }
    }
    facts.days.sort_by_key(|day| (day.day, day.person));
    let frame = Frame::new(&facts, Window { start: 100, end: 128 }, Every::Whole);
    let stickiness = (find("stickiness").unwrap().compute)(&frame);
    assert!((stickiness.value.unwrap() - 42.857_142_857).abs() < 1e-6);
    assert_eq!(stickiness.parts[0].0, "mean_day");
    assert!((stickiness.parts[0].1 - 1.285_714_285_7).abs() < 1e-6);
    assert_eq!(value(&facts, "active_members.month", 100, 128).value, Some(3.0));
    assert_eq!(value(&facts, "active_members.day", 100, 101).value, Some(3.0));
    // Three people are too few for a share of them.
    let few = value(&facts, "stickiness", 100, 128);
    assert_eq!((few.value, few.reason, few.n), (None, Some(Reason::TooFew), 3));
}

#[test]
fn times_to_first_response() {
    let facts = waiting(&[Some(1.0), Some(2.0), Some(100.0), None, None]);
    let frame = Frame::new(&facts, Window { start: 100, end: 101 }, Every::Whole);
    let plain = (find("first_response.median").unwrap().compute)(&frame);
    assert_eq!((plain.value, plain.n), (Some(2.0), 3));
    let part = |value: &Value, name: &str| value.parts.iter().find(|(part, _)| part == name).unwrap().1;
    assert!((part(&plain, "mean") - 103.0 / 3.0).abs() < 1e-9);
    assert_eq!((part(&plain, "answered"), part(&plain, "unanswered")), (3.0, 2.0));
    let censored = value(&facts, "first_response.censored_median", 100, 101);
    assert_eq!((censored.value, censored.n), (Some(100.0), 5));
    // Half of six and not more were answered: the fourth is not there.
    let facts = waiting(&[Some(1.0), Some(2.0), Some(3.0), None, None, None]);
    let censored = value(&facts, "first_response.censored_median", 100, 101);
    assert_eq!((censored.value, censored.reason), (None, Some(Reason::NotReached)));
    assert_eq!(value(&facts, "unanswered", 100, 101).value, Some(3.0));
}

#[test]
fn a_weekend_is_no_working_time() {
    // 2026-01-03 was a Saturday.
    let day = NaiveDate::from_ymd_opt(2026, 1, 3).unwrap();
    let number = i32::try_from(crate::time::day_number(day)).unwrap();
    let mut facts = facts(2);
    facts.last_day = number + 10;
    facts.today = number + 10;
    let at = i64::from(number) * 24 * HOUR + 12 * HOUR;
    for id in 0..5 {
        let answer = Some(Answer { after: 45 * HOUR + HOUR / 2, by_team: true });
        facts.conversations.push(Conversation {
            id,
            at,
            day: number,
            starter: 0,
            answer,
            replies: 1,
            people: 2,
            solved: None,
        });
    }
    facts.days.push(wrote(number, 0, 5, 0));
    assert_eq!(value(&facts, "first_response.business_median", number, number + 1).value, Some(0.5));
    assert_eq!(value(&facts, "first_response.median", number, number + 1).value, Some(45.5));
    facts.holidays.push(number + 2);
    assert_eq!(value(&facts, "first_response.business_median", number, number + 1).value, Some(0.0));
}

#[test]
fn retention_of_two_windows() {
    let mut facts = facts(5);
    for (day, people) in [(100, 0..3), (107, 1..5)] {
        facts.days.extend(people.map(|person| wrote(day, person, 1, 0)));
    }
    let frame = Frame::new(&facts, Window { start: 107, end: 114 }, Every::Whole);
    let retention = (find("retention").unwrap().compute)(&frame);
    assert!((retention.value.unwrap() - 66.666_666).abs() < 1e-4);
    // Nobody before: nothing to stay, which is not none of them.
    let none = value(&facts, "retention", 100, 107);
    assert_eq!((none.value, none.reason), (None, Some(Reason::NoCases)));
}

#[test]
fn silence_is_measured_by_ones_own_rhythm() {
    let mut facts = facts(2);
    facts.last_day = 127;
    facts.today = 127;
    // Every four days, then silent for nineteen.
    facts.days.extend((0..5).map(|n| wrote(92 + n * 4, 0, 1, 0)));
    let risk = value(&facts, "at_risk", 100, 128);
    assert_eq!((risk.value, risk.n), (Some(1.0), 1));
}

#[test]
fn nothing_is_said_about_days_that_nobody_knows() {
    let mut facts = waiting(&[Some(1.0)]);
    facts.first_day = Some(100);
    facts.last_day = 120;
    facts.today = 140;
    let reason = |start, end| value(&facts, "posts", start, end).reason;
    assert_eq!(reason(80, 100), Some(Reason::BeforeFirst));
    assert_eq!(reason(121, 128), Some(Reason::AfterLast));
    assert_eq!(reason(141, 148), Some(Reason::NotYet));
    assert_eq!(value(&facts, "posts", 110, 117).value, Some(0.0));
    facts.first_day = None;
    assert_eq!(value(&facts, "posts", 110, 117).reason, Some(Reason::NoCases));
}

#[test]
fn a_young_conversation_is_not_unanswered_yet() {
    let mut facts = waiting(&[Some(1.0), None]);
    facts.last_day = 104;
    let young = value(&facts, "response_rate", 100, 101);
    assert_eq!((young.value, young.reason), (None, Some(Reason::NotYet)));
    assert_eq!(young.parts.iter().find(|(name, _)| name == "open").unwrap().1, 2.0);
}

#[test]
fn windows_are_whole_and_touch() {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
    for every in [Every::Day, Every::Week, Every::Month, Every::Quarter, Every::Year] {
        let all = windows(day("2023-11-15"), day("2024-03-02"), every, 1_000);
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start), "{every:?}");
        assert!(all[0].has(i32::try_from(crate::time::day_number(day("2023-11-15"))).unwrap()));
        assert!(all.last().unwrap().has(i32::try_from(crate::time::day_number(day("2024-03-01"))).unwrap()));
    }
    assert_eq!(windows(day("2024-03-02"), day("2024-03-02"), Every::Month, 9), []);
}

#[test]
fn definitions_say_what_they_are() {
    let mut ids: Vec<&str> = super::all().map(|one| one.id).collect();
    for one in super::all() {
        assert!(one.text.len() > 60 && one.text.ends_with('.'), "{}", one.id);
        assert!(!one.text.contains("  "), "{}: {}", one.id, one.text);
        assert!(one.version > 0 && !one.title.is_empty(), "{}", one.id);
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is one metric's");
}
