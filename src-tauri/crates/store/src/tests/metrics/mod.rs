//! Metrics equal a naive second implementation, whoever was merged, marked or erased, and whichever clock cut the days.

mod naive;

use kith_domain::{
    metrics::{self, Every, Frame},
    record::{AccountRecord, ActivityKind, ActivityRecord, Batch, ReactionRecord, SpaceKind, SpaceRecord},
    time,
    tone::{Listener, Tone},
};
use proptest::prelude::*;

use self::naive::Naive;
use super::{import, store};
use crate::{FieldChange, FieldValue, Store, metrics::Slice};

/// Some hours before the clocks of Berlin went forward in 2025.
const FROM: i64 = 1_743_200_000_000;
const HOUR: i64 = 3_600_000;

/// What is said, always with a word that is looked for: some of it cannot be scored, some not be counted.
const TEXTS: [&str; 5] = [
    "The words are on Tuesday",
    "Thanks so much, these words are great!",
    "These words are terrible and I hate them",
    "政治資金の透明化 words",
    "Vielen Dank für alles, words",
];

/// A message: hours after the one before, minutes, author, space, what it answers (so many messages back), whether it is
/// gone, who reacted.
type Told = (u16, u8, u8, u8, Option<u8>, bool, Vec<u8>);

fn told() -> impl Strategy<Value = Told> {
    let author = prop_oneof![3 => 0..6_u8, 2 => 0..40_u8];
    // Mostly lively, with some long silences.
    let gap = prop_oneof![12 => 0..9_u16, 4 => 9..80_u16, 1 => 500..3_000_u16];
    let reactions = prop::collection::vec(0..40_u8, 0..3);
    (gap, 0..60_u8, author, 0..4_u8, prop::option::weighted(0.5, 1..12_u8), prop::bool::weighted(0.06), reactions)
}

fn community() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec(told(), 1..220)
}

fn space(number: u8) -> SpaceRecord {
    SpaceRecord {
        remote: format!("C{number}"),
        realm: None,
        name: format!("space-{number}"),
        kind: if number == 3 { SpaceKind::Private } else { SpaceKind::Channel },
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: Vec::new(),
        all_members: false,
    }
}

fn account(number: u8) -> AccountRecord {
    AccountRecord {
        remote: format!("U{number}"),
        name: format!("Person {number}"),
        // Of some it is known when they joined, of some before they wrote, of some long after.
        joined_at: (!number.is_multiple_of(3)).then(|| FROM + i64::from(number) * 29 * HOUR - 40 * HOUR),
        is_bot: number == 4,
        ..AccountRecord::default()
    }
}

fn batch(community: &[Told]) -> Batch {
    let mut all: Vec<ActivityRecord> = Vec::new();
    let mut at = FROM;
    for (gap, minute, author, space, answers, gone, reactions) in community {
        at += i64::from(*gap) * HOUR + i64::from(*minute) * 60_000 + 1;
        let answered =
            answers.and_then(|back| all.len().checked_sub(usize::from(back)).and_then(|index| all.get(index)));
        let root = answered
            .map(|one| (one.thread.unwrap_or(one.remote), one.thread_at.unwrap_or(one.occurred_at), one.space.clone()));
        let mut accounts: Vec<String> = reactions.iter().map(|who| format!("U{who}")).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let count = u32::try_from(accounts.len()).unwrap();
        all.push(ActivityRecord {
            space: root.as_ref().map_or_else(|| format!("C{space}"), |(.., space)| space.clone()),
            remote: at * 1_000,
            thread: root.as_ref().map(|(remote, ..)| *remote),
            thread_at: root.as_ref().map(|(_, at, _)| *at),
            topic: None,
            kind: if root.is_some() { ActivityKind::Reply } else { ActivityKind::Post },
            author: Some(format!("U{author}")),
            by_app: false,
            broadcast: false,
            occurred_at: at,
            edited_at: None,
            gone: *gone,
            title: None,
            text: TEXTS[usize::from(*minute) % TEXTS.len()].into(),
            words: None,
            reactions: if count > 0 && !gone {
                vec![ReactionRecord { name: "tada".into(), accounts, count }]
            } else {
                Vec::new()
            },
            files: Vec::new(),
            raw: 0..0,
            state: at,
        });
    }
    Batch {
        spaces: (0..4).map(space).collect(),
        accounts: (0..40).map(account).collect(),
        activities: all,
        ..Batch::default()
    }
}

/// Posts in public: when, by whom, what.
pub(super) fn messages(said: &[(i64, u8, &str)]) -> Batch {
    let told: Vec<Told> = said.iter().map(|(_, person, _)| (0, 0, *person, 0, None, false, Vec::new())).collect();
    let mut batch = batch(&told);
    for (one, (at, _, text)) in batch.activities.iter_mut().zip(said) {
        (one.occurred_at, one.remote, one.text) = (*at, at * 1_000, (*text).to_owned());
    }
    batch
}

fn uid(store: &Store, remote: &str) -> String {
    store
        .read_now(|read| {
            Ok(read.connection.query_row("SELECT uid FROM identity WHERE remote = ?1", [remote], |row| row.get(0))?)
        })
        .unwrap()
}

fn mark(store: &Store, remote: &str, mark: &str) {
    let account = uid(store, remote);
    let change = FieldChange { field: "mark".into(), reset: false, value: Some(FieldValue::Text(mark.into())) };
    store
        .write_now(|write| {
            write.edit_member(&account, vec![change], 1)?;
            write.settle_edits(std::slice::from_ref(&account))
        })
        .unwrap();
}

/// What is computed from activity alone. A forum's solutions are no part of these communities.
fn has_second(definition: &metrics::Definition) -> bool {
    use metrics::Group;
    !matches!(definition.group, Group::Content | Group::Value | Group::Together | Group::Conduct | Group::Health)
        && !matches!(
            definition.id,
            "cohort" | "referral_share" | "solved_rate" | "invitation_conversion" | "resolved_share"
        )
}

/// Both implementations over all windows.
#[track_caller]
fn compare(store: &Store, every: Every, now: i64) {
    store.write_now(|write| write.count_answers()).unwrap();
    let (windows, facts, naive) = store
        .read_now(|read| {
            let zone = read.zone()?;
            let (first, last) = (time::day_of(FROM, zone), time::day_of(now, zone) + chrono::Days::new(1));
            let windows = metrics::windows(first, last, every, 1_000);
            let days = windows.first().unwrap().start - 800..windows.last().unwrap().end + 40;
            let mut facts = read.facts(&Slice::default(), days.clone(), days.clone(), now)?;
            facts.said = read.said(&Slice::default(), &days, now)?;
            Ok((windows, facts, Naive::read(read, now)?))
        })
        .unwrap();
    let last_day = facts.last_day;
    // A window alone looks at fewer days, and of most of them only at who was there.
    for window in windows.iter().rev().step_by(windows.len().div_ceil(4).max(1)) {
        let reach = metrics::Reach::of(*window, *window, 31, last_day);
        let opened = window.start..window.end;
        let alone = store.read_now(|read| read.facts(&Slice::default(), reach, opened, now)).unwrap();
        let (alone, whole) = (Frame::new(&alone, *window, every), Frame::new(&facts, *window, every));
        for definition in metrics::all().filter(|one| has_second(one) && !metrics::reads_messages(one)) {
            assert_eq!(
                metrics::compute(definition, &alone),
                metrics::compute(definition, &whole),
                "{} from {}",
                definition.id,
                window.start
            );
        }
    }
    let mut before = None;
    for window in windows {
        let frame = Frame::following(before.as_ref(), &facts, window, every);
        let day = |number: i32| time::day_with_number(i64::from(number));
        for definition in metrics::all().filter(|one| has_second(one)) {
            let found = metrics::compute(definition, &frame);
            let nothing = facts.first_day.is_none();
            if nothing
                || matches!(
                    found.reason,
                    Some(metrics::Reason::BeforeFirst | metrics::Reason::AfterLast | metrics::Reason::NotYet)
                )
            {
                assert_eq!(found.value, None);
                continue;
            }
            let slow = naive.value(definition.id, day(window.start), day(window.end), day(frame.previous.start));
            let same = match (found.value, slow) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-6,
                (a, b) => a == b,
            };
            assert!(same, "{} from {}: {found:?} and {slow:?}", definition.id, day(window.start));
            // What opens from a number is what it counts.
            if let metrics::Behind::People(people) = (definition.behind)(&frame, None)
                && definition.unit == metrics::Unit::People
                && !matches!(definition.id, "active_members.day" | "net_change" | "thread_people")
                && let Some(value) = found.value
            {
                assert!((people.len() as f64 - value).abs() < 1e-9, "{}: {value} and {}", definition.id, people.len());
            }
        }
        before = Some(frame);
    }
}

/// Who is silent is who the metric *Members at risk* speaks of, with the same rhythm.
#[track_caller]
fn compare_silent(store: &Store, now: i64) {
    use metrics::rhythm::{self, RHYTHM_DAYS, Risk};
    let (slow, quick) = store
        .read_now(|read| {
            let end = read.last_day(now)? + 1;
            let facts = read.facts(&Slice::default(), end - RHYTHM_DAYS..end, end..end, now)?;
            let mut slow = Vec::new();
            for (person, one) in rhythm::all(&facts, end).into_iter().filter(|(_, one)| one.risk != Risk::None) {
                let key = facts.people[person as usize].key;
                slow.push((one.active, one.silent, -key, read.uid_of(key)?, format!("{} {:?}", one.usual, one.risk)));
            }
            slow.sort_by_key(|one| std::cmp::Reverse((one.0, one.1, one.2)));
            let all = [crate::desk::LapseRisk::Watch, crate::desk::LapseRisk::AtRisk, crate::desk::LapseRisk::Lost];
            let (quick, _) = read.lapsing((&all, false), &crate::Among::EVERYBODY, now, u32::MAX)?;
            Ok((slow, quick))
        })
        .unwrap();
    let slow: Vec<_> = slow.into_iter().map(|(active, silent, _, id, rest)| (id, active, silent, rest)).collect();
    let risk = |one: &crate::desk::Lapse| match one.risk {
        crate::desk::LapseRisk::Watch => "Watch",
        crate::desk::LapseRisk::AtRisk => "Near",
        crate::desk::LapseRisk::Lost => "Lost",
    };
    let quick: Vec<_> = quick
        .iter()
        .map(|one| (one.id.clone(), one.active as usize, one.silent as i32, format!("{} {}", one.usual, risk(one))))
        .collect();
    assert_eq!(quick, slow);
}

/// Windows that begin on these days and were kept, of those asked about after `change`.
fn kept_after(change: impl FnOnce(&Store)) -> Vec<i64> {
    let (_folder, store) = store();
    let first = |day: i64| FROM / 86_400_000 + day;
    let window = |day: i64| crate::metrics::StoredWindow {
        start: first(day),
        until: first(day + 28),
        as_of: first(900),
        points: "{}".into(),
    };
    let stamp = store.read_now(|read| read.metrics_stamp()).unwrap();
    let windows = [-100, 0, 700].map(window);
    store.write_now(|write| write.keep_windows("month", "x", stamp, &windows)).unwrap();
    change(&store);
    let left = store.read_now(|read| read.metric_windows("month", "x", 0, i64::MAX)).unwrap();
    left.into_iter().map(|window| window.start - first(0)).collect()
}

#[test]
fn what_comes_late_is_in_every_later_window() {
    assert_eq!(kept_after(|_| ()), [-100, 0, 700]);
    // Who wrote years before is no newcomer later, and a month after a window's end tells who came back.
    let late =
        |at: i64| move |store: &Store| import(store, 1, at, &[super::history::one_post(0, 1, at)], true).unwrap();
    assert_eq!(kept_after(late(FROM + 50 * 24 * HOUR)), [-100]);
    // An account alone is a member more.
    let account = Batch { accounts: vec![account(1)], ..Batch::default() };
    assert_eq!(kept_after(|store| import(store, 1, FROM, &[account], true).unwrap()), [-100]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn metrics_equal_the_naive_ones(
        community in community(),
        zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"]),
        every in prop::sample::select(vec![Every::Week, Every::Month, Every::Quarter]),
        merged in prop::collection::vec((0..40_u8, 0..40_u8), 0..4),
        team in prop::collection::vec(0..8_u8, 0..3),
        bot in prop::option::of(0..6_u8),
        later in 0..40_i64,
    ) {
        let (_folder, store) = store();
        store
            .write_now(|write| {
                let mut settings = write.read().settings()?;
                settings.zone = zone.into();
                write.set_settings(&settings)
            })
            .unwrap();
        let batch = batch(&community);
        let last = batch.activities.last().map_or(FROM, |one| one.occurred_at) + later * 24 * HOUR;
        import(&store, 1, last, &[batch], true).unwrap();
        compare(&store, every, last + HOUR);
        compare_silent(&store, last + 20 * 24 * HOUR);
        for (a, b) in merged {
            let (a, b) = (uid(&store, &format!("U{a}")), uid(&store, &format!("U{b}")));
            store.write_now(|write| write.merge(&a, &b, None, 1)).unwrap();
        }
        for one in team {
            mark(&store, &format!("U{one}"), "team");
        }
        if let Some(one) = bot {
            mark(&store, &format!("U{one}"), "bot");
        }
        compare(&store, every, last + HOUR);
        compare_silent(&store, last + HOUR);
        super::counts::check(&store);
    }
}

/// Tones of all messages: as they count, and how many by hand.
fn tones(store: &Store) -> ([u32; 3], u32, u32) {
    let said = store.read_now(|read| read.said(&Slice::default(), &(0..100_000), 0)).unwrap();
    let sum = |of: fn(&metrics::Said) -> u32| said.iter().map(of).sum::<u32>();
    (
        [sum(|day| day.tones[0]), sum(|day| day.tones[1]), sum(|day| day.tones[2])],
        sum(|day| day.unscored),
        sum(|day| day.corrected),
    )
}

#[tokio::test]
async fn what_somebody_set_wins_and_stays() {
    let (_folder, store) = store();
    let community: Vec<Told> = (0..5).map(|text| (3, text, 10 + text, 1, None, false, Vec::new())).collect();
    let known = batch(&community);
    import(&store, 1, FROM, std::slice::from_ref(&known), true).unwrap();
    store.write_now(|write| write.pack_messages(&(0..100_000))).unwrap();
    let ids: Vec<i64> = store
        .read_now(|read| {
            let mut statement = read.connection.prepare("SELECT id FROM activity WHERE kind = 1 ORDER BY id")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    let before = tones(&store);
    assert_eq!(before.2, 0);
    // What could not be scored, and what was.
    for (id, tone) in [(ids[4], Tone::Positive), (ids[0], Tone::Negative)] {
        store.act("Set how a message sounds", move |write| write.set_tone(id, Some(tone), 1)).await.unwrap();
    }
    let set = tones(&store);
    assert_eq!((set.0.iter().sum::<u32>(), set.1, set.2), (before.0.iter().sum::<u32>() + 1, before.1 - 1, 2));
    // The same read anew, also with other words.
    let mut later = known;
    for one in &mut later.activities {
        one.text.push('!');
        one.state += 1;
    }
    import(&store, 2, FROM + HOUR, &[later], true).unwrap();
    assert_eq!(tones(&store).2, 2);
    let toned = |wanted| store.read_now(|read| read.toned(&Slice::default(), &(0..100_000), wanted, 0, 0, 50)).unwrap();
    let own: Vec<i64> = toned(metrics::Messages::Scored).iter().filter(|row| row.own).map(|row| row.id).collect();
    assert_eq!(own, [ids[4], ids[0]]);
    assert_eq!(toned(metrics::Messages::Unscored).len(), usize::try_from(tones(&store).1).unwrap());
    store.undo().await.unwrap();
    store.undo().await.unwrap();
    assert_eq!(tones(&store).2, 0);
}

#[test]
fn messages_are_scored_day_by_day_unless_something_is_written_meanwhile() {
    let (_folder, store) = store();
    let community: Vec<Told> = (0..5).map(|text| (30, text, 10 + text, 1, None, false, Vec::new())).collect();
    import(&store, 1, FROM, &[batch(&community)], true).unwrap();
    let taken = || {
        let packs = |write: &crate::Write<'_>| {
            let mut statement = write.connection.prepare("SELECT day, entries FROM message_pack ORDER BY day")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let packs: Vec<(i32, Vec<u8>)> = rows.collect::<rusqlite::Result<_>>()?;
            write.connection.execute("DELETE FROM message_pack", [])?;
            Ok(packs)
        };
        store.write_now(packs).unwrap()
    };
    store.write_now(|write| write.pack_messages(&(0..100_000))).unwrap();
    let all = taken();
    let now = FROM + 200 * HOUR;
    assert!(store.score_messages(now, &|| true).unwrap());
    assert!(!store.score_messages(now, &|| true).unwrap(), "all of them are scored");
    assert_eq!(taken(), all);
    // Who has something better to do has the newest day.
    let left = std::cell::Cell::new(1);
    assert!(store.score_messages(now, &|| left.replace(left.get() - 1) > 0).unwrap());
    assert_eq!(taken(), all[all.len() - 1..]);
    // A day on which somebody writes while it is scored.
    let (day, _) = all[0];
    let write =
        || store.write_now(|write| Ok(write.connection.execute("UPDATE metric_stamp SET value = value", [])?));
    let changed = || assert_eq!(write().unwrap(), 1);
    let mut listener = Listener::default();
    store.score_day(day, &mut listener, &changed).unwrap();
    assert_eq!(taken(), []);
    store.score_day(day, &mut listener, &|| ()).unwrap();
    assert_eq!(taken(), all[..1]);
}
