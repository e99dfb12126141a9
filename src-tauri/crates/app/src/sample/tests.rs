//! What the sample community promises.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use kith_domain::{
    record::{AccountRecord, ActivityKind, ActivityRecord, SpaceRecord},
    time::{DAY, day_number, day_of, start_of_day, zone},
};

use super::{chat, feed::BATCH, forum};

/// Sunday, 2026-11-22, a quarter past four in the afternoon in UTC.
const UNTIL: i64 = 1_795_364_100_000;

struct All {
    accounts: Vec<AccountRecord>,
    spaces: Vec<SpaceRecord>,
    activities: Vec<ActivityRecord>,
}

static CHAT: LazyLock<All> = LazyLock::new(|| all(false));
static FORUM: LazyLock<All> = LazyLock::new(|| all(true));

fn all(is_forum: bool) -> All {
    let feed = if is_forum { forum(UNTIL, "Europe/Berlin") } else { chat(UNTIL, "Europe/Berlin") };
    let expected = feed.activities();
    let mut all = All { accounts: Vec::new(), spaces: Vec::new(), activities: Vec::new() };
    for (number, batch) in feed.enumerate() {
        assert!(number == 0 || batch.accounts.is_empty() && !batch.activities.is_empty());
        assert!(batch.activities.len() <= BATCH && batch.raw.is_empty() && batch.unreadable.is_empty());
        all.accounts.extend(batch.accounts);
        all.spaces.extend(batch.spaces);
        all.activities.extend(batch.activities);
    }
    assert_eq!(all.activities.len(), expected);
    all
}

fn reactions(activities: &[ActivityRecord]) -> usize {
    activities.iter().flat_map(|activity| &activity.reactions).map(|reaction| reaction.accounts.len()).sum()
}

fn fingerprint(all: &All) -> u64 {
    let mut hash = DefaultHasher::new();
    format!("{:?}{:?}{:?}", all.accounts, all.spaces, all.activities).hash(&mut hash);
    hash.finish()
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(fingerprint(&all(true)), fingerprint(&FORUM));
    assert_eq!(fingerprint(&all(false)), fingerprint(&CHAT));
    // Another end gives another community, but never another number of people.
    let later = chat(UNTIL + 40 * DAY, "Asia/Tokyo").next().unwrap();
    assert_eq!(later.accounts.len(), CHAT.accounts.len());
}

#[test]
fn it_has_the_size_of_a_real_community() {
    let (chat, forum) = (&*CHAT, &*FORUM);
    assert_eq!(chat.accounts.len(), 1_600);
    assert_eq!(forum.accounts.len(), 700);
    let addresses: BTreeSet<&String> = chat.accounts.iter().filter_map(|account| account.email.as_ref()).collect();
    let both = forum.accounts.iter().filter(|account| account.email.as_ref().is_some_and(|e| addresses.contains(e)));
    assert_eq!(both.count(), 300);
    let people = chat.accounts.iter().filter(|account| account.is_bot || account.is_admin || account.is_guest).count();
    assert!((20..80).contains(&people), "{people} bots, admins and guests");
    let left = chat.accounts.iter().filter(|account| account.left).count();
    assert!((40..250).contains(&left), "{left} have left");
    let messages = chat.activities.len() + forum.activities.len();
    let reactions = reactions(&chat.activities) + reactions(&forum.activities);
    assert!((90_000..110_000).contains(&(messages + reactions)), "{messages} activities and {reactions} reactions");
    assert!((55_000..80_000).contains(&messages), "{messages} activities");
}

#[test]
fn everything_hangs_together() {
    for (is_forum, all) in [(false, &*CHAT), (true, &*FORUM)] {
        let joined: HashMap<&str, i64> =
            all.accounts.iter().map(|account| (account.remote.as_str(), account.joined_at.unwrap())).collect();
        assert_eq!(joined.len(), all.accounts.len(), "no two accounts have the same id");
        assert!(joined.values().all(|at| (UNTIL - 1_100 * DAY..UNTIL).contains(at)));
        let spaces: BTreeSet<&str> = all.spaces.iter().map(|space| space.remote.as_str()).collect();
        let mut roots: HashMap<(&str, i64), i64> = HashMap::new();
        let (mut at, mut number) = (i64::MIN, i64::MIN);
        for activity in &all.activities {
            assert!(at <= activity.occurred_at && number < activity.remote, "{activity:?}");
            (at, number) = (activity.occurred_at, activity.remote);
            assert!(at < UNTIL && activity.edited_at.is_none_or(|edited| edited <= UNTIL && edited > at));
            assert!(spaces.contains(activity.space.as_str()));
            assert!(joined[activity.author.as_deref().unwrap()] <= at, "{activity:?}");
            for reaction in &activity.reactions {
                assert!(reaction.accounts.iter().all(|account| joined[account.as_str()] <= at), "{activity:?}");
                assert_eq!(reaction.accounts.iter().collect::<BTreeSet<_>>().len(), reaction.count as usize);
            }
            let key = (activity.space.as_str(), activity.thread.unwrap_or(activity.remote));
            match activity.thread {
                Some(_) => assert_eq!(roots.get(&key), activity.thread_at.as_ref(), "{activity:?}"),
                None => assert!(roots.insert(key, at).is_none()),
            }
            assert_eq!(activity.thread.is_some(), activity.kind == ActivityKind::Reply);
            assert_eq!(activity.title.is_some(), is_forum && activity.thread.is_none(), "{activity:?}");
            assert!(activity.gone || !activity.text.is_empty(), "{activity:?}");
            let gap =
                ['{', '}', '¶'].iter().find(|sign| activity.text.contains(**sign) && !activity.text.contains("```"));
            assert_eq!(gap, None, "{}", activity.text);
        }
    }
}

#[test]
fn people_do_not_repeat_themselves_much() {
    for all in [&*CHAT, &*FORUM] {
        let spoken: Vec<&str> = all
            .activities
            .iter()
            .filter(|activity| activity.kind.is_message() && activity.text.chars().count() > 60)
            .map(|activity| activity.text.as_str())
            .collect();
        let different = spoken.iter().collect::<BTreeSet<_>>().len();
        assert!(different * 100 >= spoken.len() * 85, "{different} of {} are different", spoken.len());
    }
}

#[test]
fn questions_are_answered_after_minutes_or_days_and_some_never() {
    let all = &*CHAT;
    let mut first: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    for activity in all.activities.iter().filter(|activity| activity.space == "C0SAMPLE04") {
        match activity.thread {
            None if activity.kind == ActivityKind::Post => {
                first.insert(activity.remote, None);
            }
            None => {}
            Some(root) => {
                let answer = first.get_mut(&root).unwrap();
                *answer = Some(answer.unwrap_or(activity.occurred_at - root / 1_000));
            }
        }
    }
    let mut waits: Vec<i64> = first.values().flatten().copied().collect();
    waits.sort_unstable();
    let unanswered = (first.len() - waits.len()) * 100 / first.len();
    assert!((8..25).contains(&unanswered), "{unanswered} % have no answer");
    let minutes = waits[waits.len() / 2] / 60_000;
    assert!((15..240).contains(&minutes), "the median is {minutes} minutes");
    assert!(waits[waits.len() * 97 / 100] > DAY, "some wait for days");
}

#[test]
fn the_weeks_and_the_hours_are_those_of_people() {
    let all = &*CHAT;
    let zones: HashMap<&str, &str> =
        all.accounts.iter().filter_map(|account| Some((account.remote.as_str(), account.zone.as_deref()?))).collect();
    let (mut hours, mut weekdays, mut months) = ([0usize; 24], [0usize; 7], BTreeMap::new());
    for activity in all.activities.iter().filter(|activity| activity.kind.is_message()) {
        let Some(home) = zones.get(activity.author.as_deref().unwrap()) else {
            continue;
        };
        let home = zone(home).unwrap();
        let day = day_of(activity.occurred_at, home);
        hours[((activity.occurred_at - start_of_day(day, home)) / 3_600_000).min(23) as usize] += 1;
        weekdays[(day_number(day) + 3).rem_euclid(7) as usize] += 1;
        *months.entry(day.format("%Y-%m").to_string()).or_insert(0usize) += 1;
    }
    assert!(hours.iter().all(|count| *count > 50), "{hours:?}");
    assert!(hours[3] * 6 < hours[19] && hours[4] * 4 < hours[10], "{hours:?}");
    assert!(weekdays[6] * 10 < weekdays[1] * 9, "{weekdays:?}");
    assert!(months.values().skip(1).all(|count| *count > 40), "{months:?}");
    assert!(months["2025-01"] * 2 > months["2024-11"] * 3, "the launch: {months:?}");
    assert!(months["2026-05"] > months["2026-08"], "August: {months:?}");
}
