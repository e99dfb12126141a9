//! Celebrations by each member's own clock, never twice; thanks, gifts and advocates through merging and erasing.

use kith_domain::record::{AccountRecord, ActivityKind, ActivityRecord, Batch, ReactionRecord, SpaceKind, SpaceRecord};

use super::{import, store};
use crate::{
    AdvocateRule, AdvocateStepName, Among, Celebration, CelebrationKind, Error, LeapRule, NewAdvocate, NewGift,
    NewKudos, Store,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn at(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

fn account(remote: &str, zone: &str) -> AccountRecord {
    AccountRecord { remote: remote.into(), name: remote.into(), zone: Some(zone.into()), ..AccountRecord::default() }
}

fn space() -> SpaceRecord {
    SpaceRecord {
        remote: "C1".into(),
        realm: None,
        name: "general".into(),
        kind: SpaceKind::Channel,
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: Vec::new(),
        all_members: false,
    }
}

fn says(batch: &mut Batch, author: &str, moment: i64, thread: Option<i64>, thanks: &[&str]) -> i64 {
    let number = i64::try_from(batch.activities.len()).unwrap() + 1;
    batch.activities.push(ActivityRecord {
        space: "C1".into(),
        remote: number,
        thread,
        thread_at: None,
        topic: None,
        kind: if thread.is_some() { ActivityKind::Reply } else { ActivityKind::Post },
        author: Some(author.into()),
        by_app: false,
        broadcast: false,
        occurred_at: moment,
        edited_at: None,
        gone: false,
        title: None,
        text: "words".into(),
        words: None,
        reactions: vec![ReactionRecord {
            name: "tada".into(),
            accounts: thanks.iter().map(|who| (*who).to_owned()).collect(),
            count: u32::try_from(thanks.len()).unwrap(),
        }],
        files: Vec::new(),
        raw: 0..0,
        state: number,
    });
    number
}

fn filled(batch: Batch) -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    import(&store, 1, 1, &[batch], true).unwrap();
    (folder, store)
}

fn uid(store: &Store, remote: &str) -> String {
    let sql = "SELECT uid FROM identity WHERE remote = ?1";
    store.read_now(|read| Ok(read.connection.query_row(sql, [remote], |row| row.get(0))?)).unwrap()
}

fn celebrations(store: &Store, now: i64) -> Vec<Celebration> {
    store.read_now(|read| read.celebrations(&Among::EVERYBODY, now)).unwrap()
}

fn of(store: &Store, now: i64, name: &str, kind: CelebrationKind) -> Option<Celebration> {
    celebrations(store, now).into_iter().find(|one| one.name == name && one.kind == kind)
}

/// Two who joined in the same hour of 1 March 2024, UTC: in Auckland it was the 2nd, in Honolulu the 29th of February.
fn far_apart() -> (tempfile::TempDir, Store) {
    let mut batch = Batch {
        spaces: vec![space()],
        accounts: vec![account("east", "Pacific/Auckland"), account("west", "Pacific/Honolulu")],
        ..Batch::default()
    };
    for who in ["east", "west"] {
        says(&mut batch, who, at("2024-03-01T09:00:00Z") + if who == "east" { 3 * HOUR } else { 0 }, None, &[]);
        says(&mut batch, who, at("2026-02-20T12:00:00Z"), None, &[]);
    }
    filled(batch)
}

#[test]
fn a_day_is_the_one_on_the_members_own_clock() {
    let (_folder, store) = far_apart();
    let now = at("2026-03-01T11:30:00Z");
    let years = |name: &str| of(&store, now, name, CelebrationKind::YearsSeen).unwrap();
    // Already 2 March in Auckland; still 1 March in Honolulu, where it was the day before, because there is no 29th.
    assert_eq!((years("east").on.as_str(), years("east").in_days, years("east").number), ("2026-03-02", 0, Some(2)));
    assert_eq!((years("west").on.as_str(), years("west").in_days), ("2026-02-28", -1));
    store.write_now(|write| write.set_leap_rule(LeapRule::After)).unwrap();
    assert_eq!((years("west").on.as_str(), years("west").in_days), ("2026-03-01", 0));
    // What is written about their zone wins.
    let member = uid(&store, "east");
    let change = crate::FieldChange {
        field: "zone".into(),
        value: Some(crate::FieldValue::Text("Pacific/Honolulu".into())),
        reset: false,
    };
    store.write_now(|write| write.edit_member(&member, vec![change], now)).unwrap();
    assert_eq!(years("east").on, "2026-03-01");
}

/// So many people, one more every so many hours and minutes, by clocks that are a day apart, around the 29th of February.
fn crowd(many: i64, apart: i64) -> (tempfile::TempDir, Store) {
    let zones = ["Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin"];
    let mut batch = Batch { spaces: vec![space()], ..Batch::default() };
    for number in 0..many {
        let name = format!("{number:04}");
        let zone = zones[usize::try_from(number % 3).unwrap()];
        let began = at("2024-02-20T00:00:00Z") - number % 2 * 365 * DAY + number * apart;
        batch.accounts.push(AccountRecord { joined_at: (number % 5 > 0).then_some(began), ..account(&name, zone) });
        says(&mut batch, &name, began, None, &[]);
        says(&mut batch, &name, at("2026-02-18T12:00:00Z"), None, &[]);
    }
    filled(batch)
}

/// Today first, then the days ahead, then those that are over, the nearest first.
fn turn(in_days: i64) -> (bool, i64) {
    (in_days < 0, in_days.abs())
}

#[test]
fn of_more_than_have_room_todays_and_the_next_are_shown_before_what_was_missed() {
    // In the first there is no room for all that is ahead, in the second none for all that was missed.
    for (many, apart) in [(2_400, 17 * HOUR / 30), (560, 4 * HOUR / 3)] {
        let (_folder, store) = crowd(many, apart);
        for (now, rule) in [("2026-02-28T05:00:00Z", LeapRule::After), ("2026-03-01T20:00:00Z", LeapRule::Before)] {
            let now = at(now);
            store.write_now(|write| write.set_leap_rule(rule)).unwrap();
            let sql = "SELECT m.name, coalesce(m.joined_at, m.first_at), i.zone FROM member m JOIN identity i ON i.id = m.id ORDER BY m.id";
            let all: Vec<(String, i64, String)> = store
                .read_now(|read| {
                    let mut statement = read.connection.prepare(sql)?;
                    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
                    Ok(rows.collect::<rusqlite::Result<_>>()?)
                })
                .unwrap();
            let mut slow = Vec::new();
            for (name, began, zone) in all {
                let zone: chrono_tz::Tz = zone.parse().unwrap();
                let today = kith_domain::time::day_of(now, zone);
                let began = kith_domain::time::day_of(began, zone);
                let near = kith_domain::celebrations::anniversary(began, today - chrono::Days::new(4), rule.day());
                let Some((day, _)) = near.filter(|(day, _)| (*day - today).num_days() <= 14) else { continue };
                slow.push(((day - today).num_days(), name, day.to_string()));
            }
            let mut quick: Vec<_> =
                celebrations(&store, now).into_iter().map(|one| (i64::from(one.in_days), one.name, one.on)).collect();
            assert_eq!(quick.len(), 300);
            assert!(quick.is_sorted_by_key(|one| turn(one.0)));
            let last = turn(quick[299].0);
            assert_eq!(last.0, many < 1_000, "the cut is where it was meant to be: {last:?}");
            assert!(slow.len() > 300 && quick.iter().all(|one| slow.contains(one)));
            // Of the last day not everybody has room.
            quick.retain(|one| turn(one.0) < last);
            quick.sort();
            slow.retain(|one| turn(one.0) < last);
            slow.sort();
            assert_eq!(quick, slow);
        }
    }
}

#[test]
fn nobody_of_today_is_left_out_and_news_have_their_room() {
    let now = at("2026-02-20T12:00:00Z");
    let mut batch = Batch { spaces: vec![space()], ..Batch::default() };
    for number in 0..800_i64 {
        let name = format!("{number:04}");
        batch.accounts.push(account(&name, "UTC"));
        // Half of them began on this day two years ago, the others the day before.
        says(&mut batch, &name, at("2024-02-20T01:00:00Z") - number % 2 * DAY + number * 1_000, None, &[]);
        says(&mut batch, &name, now - 2 * DAY, None, &[]);
    }
    batch.accounts.push(account("newcomer", "UTC"));
    says(&mut batch, "newcomer", now - DAY, None, &[]);
    let (_folder, store) = filled(batch);
    let shown = celebrations(&store, now);
    assert_eq!(shown.iter().filter(|one| one.in_days == 0).count(), 400);
    assert!(shown.iter().any(|one| one.kind == CelebrationKind::FirstPost), "it was yesterday");
    assert_eq!(shown.len(), 401);
}

#[test]
fn birthdays_are_those_who_asked_and_29_february_comes_every_year() {
    let (_folder, store) = far_apart();
    let (east, west) = (uid(&store, "east"), uid(&store, "west"));
    let set = |uid: &str, day: Option<&str>| store.write_now(|write| write.set_birthday(uid, day, "said so", 1));
    set(&east, Some("02-29")).unwrap();
    set(&west, Some("03-08")).unwrap();
    for wrong in ["02-30", "1990-02-28", "2-8", "tomorrow"] {
        assert!(matches!(set(&west, Some(wrong)), Err(Error::Field { .. })), "{wrong}");
    }
    let now = at("2026-02-27T12:00:00Z");
    let day = |now: i64, name: &str| of(&store, now, name, CelebrationKind::Birthday).map(|one| (one.on, one.in_days));
    assert_eq!(day(now, "east"), Some(("2026-02-28".into(), 0)));
    assert_eq!(day(now, "west"), Some(("2026-03-08".into(), 9)));
    assert_eq!(day(at("2028-02-27T23:00:00Z"), "east"), Some(("2028-02-29".into(), 1)));
    set(&west, None).unwrap();
    assert_eq!(day(now, "west"), None);
    assert_eq!(store.read_now(|read| read.birthdays(&Among::EVERYBODY)).unwrap().len(), 1);
}

#[test]
fn what_was_celebrated_stays_so_whichever_account_it_was_noted_on() {
    let (_folder, store) = far_apart();
    let (east, west) = (uid(&store, "east"), uid(&store, "west"));
    let now = at("2026-03-01T11:30:00Z");
    let found = of(&store, now, "west", CelebrationKind::YearsSeen).unwrap();
    let tick = |uid: &str, done| store.write_now(|write| write.celebrate(uid, &found.occasion, done, now)).unwrap();
    tick(&west, true);
    tick(&west, true);
    assert!(of(&store, now, "west", CelebrationKind::YearsSeen).unwrap().done);
    assert!(!of(&store, now, "east", CelebrationKind::YearsSeen).unwrap().done);
    store.write_now(|write| write.merge(&east, &west, None, now)).unwrap();
    let both = celebrations(&store, now);
    assert!(both.len() == 1 && both[0].done, "one member is celebrated once: {both:?}");
    store.write_now(|write| write.split(&west, now)).unwrap();
    assert!(of(&store, now, "west", CelebrationKind::YearsSeen).unwrap().done);
    assert!(!of(&store, now, "east", CelebrationKind::YearsSeen).unwrap().done);
    tick(&west, false);
    assert!(!of(&store, now, "west", CelebrationKind::YearsSeen).unwrap().done);
    let nonsense = store.write_now(|write| write.celebrate(&west, "years of the dragon", true, now));
    assert!(matches!(nonsense, Err(Error::Field { .. })));
}

#[test]
fn what_is_done_for_people_is_work_as_well() {
    let (_folder, store) = far_apart();
    let now = at("2026-03-01T11:30:00Z");
    let east = uid(&store, "east");
    let work = |store: &Store| store.read_now(|read| read.workload(1, now + HOUR)).unwrap().days[0].actions;
    assert_eq!(work(&store), 0);
    store.write_now(|write| write.celebrate(&east, "years 2", true, now)).unwrap();
    assert_eq!(work(&store), 1);
    let advocate =
        NewAdvocate { member: east, what: "a talk".into(), rules: Vec::new(), due_on: None, note: String::new() };
    store.write_now(|write| write.keep_advocate("a", false, "s", &advocate, now)).unwrap();
    assert_eq!(work(&store), 2);
}

#[test]
fn round_numbers_and_first_messages_are_told_when_they_are_reached() {
    let now = at("2026-03-10T12:00:00Z");
    let names = ["asks", "fifty", "ninth"];
    let mut batch = Batch {
        spaces: vec![space()],
        accounts: names.iter().map(|name| account(name, "UTC")).collect(),
        ..Batch::default()
    };
    let asked = says(&mut batch, "asks", now - 100 * DAY, None, &[]);
    for number in 0..52 {
        says(&mut batch, "fifty", now - (52 - number) * DAY, Some(asked), &[]);
    }
    for number in 0..9 {
        says(&mut batch, "ninth", now - 9 * HOUR + number * 1_000, Some(asked), &[]);
    }
    let (_folder, store) = filled(batch);
    let fifty = of(&store, now, "fifty", CelebrationKind::Answers).unwrap();
    // The fiftieth answer: two more came, the newest of them yesterday.
    assert_eq!((fifty.number, fifty.on.as_str(), fifty.in_days), (Some(50), "2026-03-07", -3));
    assert_eq!(of(&store, now + 20 * DAY, "fifty", CelebrationKind::Answers), None, "no news any more");
    assert_eq!(of(&store, now, "ninth", CelebrationKind::Answers), None);
    assert_eq!(of(&store, now, "ninth", CelebrationKind::FirstPost).unwrap().in_days, 0);
    assert_eq!(of(&store, now, "fifty", CelebrationKind::FirstPost), None);
}

#[test]
fn a_gift_shows_what_changed_and_no_more_than_is_over() {
    let given = at("2026-03-10T12:00:00Z");
    let mut batch = Batch { spaces: vec![space()], accounts: vec![account("ada", "UTC")], ..Batch::default() };
    for day in [-61, -60, -1, -1, 0, 59, 60] {
        says(&mut batch, "ada", given + day * DAY, None, &[]);
    }
    let (_folder, store) = filled(batch);
    let ada = uid(&store, "ada");
    let gift =
        |what: &str| NewGift { member: ada.clone(), what: what.into(), why: String::new(), on: "2026-03-10".into() };
    store.write_now(|write| write.keep_gift("g", false, &gift("a pear"), given)).unwrap();
    let effect = |now: i64| store.read_now(|read| read.gifts(&Among::EVERYBODY, 0, 10, now)).unwrap()[0].effect;
    let whole = effect(given + 100 * DAY);
    assert_eq!((whole.before, whole.before_days, whole.after, whole.after_days, whole.over), (3, 2, 2, 2, 60));
    let early = effect(given + 10 * DAY);
    assert_eq!((early.after, early.over), (1, 10));
    assert!(matches!(store.write_now(|write| write.keep_gift("no", true, &gift("x"), 1)), Err(Error::NotFound(_))));
    assert!(matches!(store.write_now(|write| write.keep_gift("g2", false, &gift(" "), 1)), Err(Error::Field { .. })));
    store.write_now(|write| write.keep_gift("g", true, &gift("two pears"), 1)).unwrap();
    assert_eq!(store.read_now(|read| read.gifts(&Among::EVERYBODY, 0, 10, given)).unwrap()[0].what, "two pears");
    store.write_now(|write| write.remove_gift("g", 1)).unwrap();
    assert!(store.read_now(|read| read.gifts(&Among::EVERYBODY, 0, 10, given)).unwrap().is_empty());
}

/// Somebody who answers eleven people, is thanked for it, week after week.
fn helpful(now: i64) -> Batch {
    let askers: Vec<String> = (0..11).map(|number| format!("asks{number}")).collect();
    let mut accounts: Vec<AccountRecord> = askers.iter().map(|name| account(name, "UTC")).collect();
    accounts.extend([account("helps", "UTC"), account("alone", "UTC")]);
    let mut batch = Batch { spaces: vec![space()], accounts, ..Batch::default() };
    for (number, asker) in askers.iter().enumerate() {
        let moment = now - i64::try_from(number + 1).unwrap() * 4 * DAY;
        let asked = says(&mut batch, asker, moment, None, &[]);
        says(&mut batch, "helps", moment + HOUR, Some(asked), if number < 6 { &["asks0"] } else { &["helps"] });
        // Talks to nobody, and thanks itself.
        let own = says(&mut batch, "alone", moment, None, &["alone"]);
        says(&mut batch, "alone", moment + HOUR, Some(own), &["asks0"]);
    }
    batch
}

#[test]
fn a_candidate_meets_three_rules_and_the_list_says_which() {
    let now = at("2026-03-10T12:00:00Z");
    let (_folder, store) = filled(helpful(now));
    let found = store.read_now(|read| read.advocate_candidates(&Among::EVERYBODY, now)).unwrap();
    assert_eq!(found.rows.len(), 1, "{found:?}");
    let rules: Vec<(AdvocateRule, Option<u32>)> =
        found.rows[0].rules.iter().map(|met| (met.rule, met.number)).collect();
    assert!(found.rows[0].name == "helps" && rules.contains(&(AdvocateRule::Thanked, Some(6))), "{rules:?}");
    assert!(rules.contains(&(AdvocateRule::Connected, Some(11))) && rules.contains(&(AdvocateRule::Steady, Some(7))));
    assert_eq!(found.unknown, [AdvocateRule::Spoke, AdvocateRule::NoCase], "what nobody knows is no rule that is met");
    assert_eq!((found.looked_at, found.active), (13, 13));
    // Whoever is on the list already is no candidate.
    let helps = uid(&store, "helps");
    let new =
        NewAdvocate { member: helps, what: "a talk".into(), rules: Vec::new(), due_on: None, note: String::new() };
    store.write_now(|write| write.keep_advocate("a", false, "s", &new, now)).unwrap();
    assert!(store.read_now(|read| read.advocate_candidates(&Among::EVERYBODY, now)).unwrap().rows.is_empty());
}

#[test]
fn an_advocate_goes_step_by_step_and_is_late_only_while_something_is_expected() {
    let now = at("2026-03-10T12:00:00Z");
    let (_folder, store) = filled(helpful(now));
    let (helps, alone) = (uid(&store, "helps"), uid(&store, "alone"));
    let new = NewAdvocate {
        member: helps.clone(),
        what: "a talk".into(),
        rules: vec![AdvocateRule::Steady],
        due_on: Some("2026-03-09".into()),
        note: String::new(),
    };
    store.write_now(|write| write.keep_advocate("a", false, "s1", &new, now)).unwrap();
    let one = || store.read_now(|read| read.advocates(&Among::EVERYBODY, now)).unwrap().remove(0);
    assert_eq!(
        (one().state, one().overdue, one().rules),
        (AdvocateStepName::Identified, true, vec![AdvocateRule::Steady])
    );
    let step = |id: &str, name, on: &str| store.write_now(|write| write.step_advocate("a", id, name, on, now));
    step("s2", AdvocateStepName::Agreed, "2026-03-12").unwrap();
    // Written down later, for an earlier day: it does not go back.
    step("s3", AdvocateStepName::Proposed, "2026-03-11").unwrap();
    assert_eq!(one().state, AdvocateStepName::Agreed);
    assert_eq!(one().steps.len(), 3);
    assert!(one().effect.is_some());
    assert_eq!(store.read_now(|read| read.advocates_overdue(now, 8)).unwrap().1, 1);
    step("s4", AdvocateStepName::Complete, "2026-03-13").unwrap();
    assert_eq!(store.read_now(|read| read.advocates_overdue(now, 8)).unwrap().1, 0);
    assert!(step("s5", AdvocateStepName::Complete, "soon").is_err());
    let kudos = NewKudos {
        member: alone.clone(),
        words: "x".into(),
        by: String::new(),
        on: "2026-03-01".into(),
        shared: false,
    };
    store.write_now(|write| write.keep_kudos("k", false, &kudos, now)).unwrap();
    // Merged, the thanks are one member's; parted, each has what was theirs; erased, nothing dangles.
    store.write_now(|write| write.merge(&helps, &alone, None, now)).unwrap();
    assert_eq!(one().kudos, 1);
    store.write_now(|write| write.split(&alone, now)).unwrap();
    assert_eq!(one().kudos, 0);
    assert_eq!(store.read_now(|read| read.kudos(&Among::EVERYBODY, 0, 9)).unwrap()[0].name, "alone");
    store.write_now(|write| write.erase(&helps, "salt", now)).unwrap();
    assert!(store.read_now(|read| read.advocates(&Among::EVERYBODY, now)).unwrap().is_empty());
    assert_eq!(store.read_now(|read| read.kudos(&Among::EVERYBODY, 0, 9)).unwrap().len(), 1);
    store.write_now(|write| write.erase(&alone, "salt", now)).unwrap();
    assert!(store.read_now(|read| read.kudos(&Among::EVERYBODY, 0, 9)).unwrap().is_empty());
}

/// An evening that is over, and that this account was checked in to.
fn evening(store: &Store, number: i64, end_at: i64, account: &str) {
    let sql = format!(
        "INSERT INTO event (id, title, kind, form, starts, ends, zone, start_at, end_at, currency, created_at, updated_at)
           VALUES ('e{number}', 'Evening', 'meetup', 'place', '2026-01-01T18:00', '2026-01-01T20:00', 'UTC', {}, {end_at}, 'EUR', 1, 1);
         INSERT INTO guest (id, event, origin, identity, name, search, state, created_at, updated_at)
           VALUES ('g{number}', 'e{number}', 'hand', '{account}', 'x', ' x', 'going', 1, 1);
         INSERT INTO check_in (id, event, guest, at, heads, desk) VALUES ('c{number}', 'e{number}', 'g{number}', {end_at}, 1, 'd');",
        end_at - 2 * HOUR
    );
    store.write_now(|write| Ok(write.connection.execute_batch(&sql)?)).unwrap();
}

#[test]
fn the_tenth_event_is_celebrated_once_and_whoever_hosted_is_known_to_have() {
    let now = at("2026-03-10T12:00:00Z");
    let (_folder, store) = filled(helpful(now));
    let helps = uid(&store, "helps");
    for number in 1..=9 {
        evening(&store, number, now - (30 - number) * DAY, &helps);
    }
    assert_eq!(of(&store, now, "helps", CelebrationKind::Events), None, "nine are no round number");
    evening(&store, 10, now - 2 * DAY, &helps);
    let tenth = of(&store, now, "helps", CelebrationKind::Events).unwrap();
    assert_eq!((tenth.number, tenth.occasion.as_str(), tenth.in_days), (Some(10), "events 10", -2));
    evening(&store, 11, now - DAY, &helps);
    assert_eq!(of(&store, now, "helps", CelebrationKind::Events).map(|one| one.number), Some(Some(10)));
    store.write_now(|write| write.celebrate(&helps, "events 10", true, now)).unwrap();
    assert!(of(&store, now, "helps", CelebrationKind::Events).unwrap().done);
    let taken = "UPDATE check_in SET undone_at = 1 WHERE id = 'c3'";
    store.write_now(|write| Ok(write.connection.execute_batch(taken)?)).unwrap();
    let now_tenth = of(&store, now, "helps", CelebrationKind::Events).unwrap();
    assert_eq!(now_tenth.in_days, -1, "without the third the eleventh is the tenth");
    // Who came by another row of the list, which is theirs, came.
    let joined =
        "INSERT INTO guest (id, event, origin, name, search, state, same_as, created_at, updated_at, deleted_at)
         SELECT 'walked', event, 'walk_in', 'x', 'x', 'going', id, 1, 1, 1 FROM guest WHERE event = 'e3';
       UPDATE check_in SET undone_at = NULL, guest = 'walked' WHERE id = 'c3';";
    store.write_now(|write| Ok(write.connection.execute_batch(joined)?)).unwrap();
    assert_eq!(of(&store, now, "helps", CelebrationKind::Events).unwrap().in_days, -2);
    store.write_now(|write| Ok(write.connection.execute_batch(taken)?)).unwrap();

    // Coming is not hosting.
    let spoke = |when: i64| {
        let found = store.read_now(|read| read.advocate_candidates(&Among::EVERYBODY, when)).unwrap();
        assert!(!found.unknown.contains(&AdvocateRule::Spoke), "events are known here: {found:?}");
        found.rows.iter().any(|row| row.rules.iter().any(|met| met.rule == AdvocateRule::Spoke))
    };
    assert!(!spoke(now));
    let part = format!(
        "INSERT INTO event_part (id, event, role, name, identity, state, created_at, updated_at)
           VALUES ('p', 'e5', 'host', 'x', '{helps}', 'asked', 1, 1)"
    );
    store.write_now(|write| Ok(write.connection.execute_batch(&part)?)).unwrap();
    assert!(!spoke(now), "who was asked only has not hosted");
    store.write_now(|write| Ok(write.connection.execute_batch("UPDATE event_part SET state = 'confirmed'")?)).unwrap();
    assert!(spoke(now));
}
