//! Rounds: who is drawn, what a round remembers, and what merging, parting and erasing make of it.

use std::collections::BTreeSet;

use kith_domain::record::{AccountRecord, ActivityKind, ActivityRecord, Batch, SpaceKind, SpaceRecord};

use super::{import, store};
use crate::{
    Agreement, Answer, Consent, Contact, DrawOptions, Drawn, Error, FieldChange, FieldValue, IntroductionState,
    IntroductionWhy, IntroductionWish, NewRound, Result, Store, Write,
};

const DAY: i64 = 86_400_000;
const NOW: i64 = 1_767_571_200_000 + 100 * DAY;

fn account(remote: usize) -> AccountRecord {
    AccountRecord {
        remote: format!("U{remote}"),
        name: format!("Person {remote:02}"),
        zone: Some(if remote.is_multiple_of(2) { "Europe/Berlin" } else { "Asia/Tokyo" }.into()),
        is_bot: remote == 90,
        ..AccountRecord::default()
    }
}

/// People `U1` … who wrote a day ago, a bot, and somebody who was silent for long.
fn people(many: usize) -> Batch {
    let space = SpaceRecord {
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
    };
    let who: Vec<usize> = (1..=many).chain([90, 91]).collect();
    let mut batch = Batch {
        spaces: vec![space],
        accounts: who.iter().map(|remote| account(*remote)).collect(),
        ..Batch::default()
    };
    for remote in who {
        let number = i64::try_from(remote).unwrap();
        batch.activities.push(ActivityRecord {
            space: "C1".into(),
            remote: number,
            thread: None,
            thread_at: None,
            topic: None,
            kind: ActivityKind::Post,
            author: Some(format!("U{remote}")),
            by_app: false,
            broadcast: false,
            occurred_at: NOW - if remote == 91 { 90 } else { 1 } * DAY + number * 1_000,
            edited_at: None,
            gone: false,
            title: None,
            text: "words".into(),
            words: None,
            reactions: Vec::new(),
            files: Vec::new(),
            raw: 0..0,
            state: 1,
        });
    }
    batch
}

fn with(many: usize) -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    import(&store, 1, NOW, &[people(many)], true).unwrap();
    (folder, store)
}

fn options() -> DrawOptions {
    DrawOptions { active_days: 60, team: false, volunteers: false, segment: None }
}

fn drawn(store: &Store, options: &DrawOptions) -> Drawn {
    store.read_now(|read| read.draw(options, NOW)).unwrap()
}

fn uid(store: &Store, remote: usize) -> String {
    let found = store.read_now(|read| {
        let sql = "SELECT uid FROM identity WHERE remote = ?1";
        Ok(read.connection.query_row(sql, [format!("U{remote}")], |row| row.get(0))?)
    });
    found.unwrap()
}

fn edit(store: &Store, remote: usize, field: &str, value: FieldValue) {
    let change = FieldChange { field: field.into(), value: Some(value), reset: false };
    let member = uid(store, remote);
    store.write_now(|write| write.edit_member(&member, vec![change], NOW)).unwrap();
}

fn names(drawn: &Drawn) -> BTreeSet<String> {
    drawn.groups.iter().flat_map(|group| &group.people).map(|person| person.name.clone()).collect()
}

fn round(id: &str) -> impl Fn(&Write<'_>) -> Result<u32> + use<'_> {
    move |write| {
        let new =
            NewRound { options: options(), words: "Hello {first_name}".into(), title: String::new(), ask_after: 14 };
        write.begin_round(id, &new, NOW)
    }
}

/// The pairs of a round, by names.
fn pairs(store: &Store, round: &str) -> BTreeSet<Vec<String>> {
    let groups = store.read_now(|read| read.introduction_groups(round, 0, 100)).unwrap();
    groups.into_iter().map(|group| group.people.into_iter().map(|person| person.name).collect()).collect()
}

#[test]
fn who_cannot_be_drawn_is_counted_by_reason() {
    let (_folder, store) = with(9);
    edit(&store, 1, "mark", FieldValue::Text("team".into()));
    edit(&store, 2, "contact", FieldValue::Contact(Contact { never: true, ..Contact::default() }));
    let no = Agreement { answer: Answer::No, ..Agreement::default() };
    edit(&store, 3, "consent", FieldValue::Consent(Consent { direct: no, ..Consent::default() }));
    let wish = |remote: usize, wish, until: Option<&str>| {
        let member = uid(&store, remote);
        store.write_now(|write| write.choose_introductions(&member, wish, until, NOW)).unwrap();
    };
    wish(4, IntroductionWish::Out, None);
    wish(5, IntroductionWish::Usual, Some("2030-01-01"));
    wish(6, IntroductionWish::Usual, Some("2026-01-01"));
    wish(7, IntroductionWish::In, None);
    let found = drawn(&store, &options());
    assert_eq!(names(&found), ["Person 06", "Person 07", "Person 08", "Person 09"].map(str::to_owned).into());
    let left = found.left_out;
    assert_eq!((left.team, left.no_contact, left.out, left.snoozed, left.not_asked), (1, 2, 1, 1, 0));
    assert_eq!(found.people, 4);
    let volunteers = drawn(&store, &DrawOptions { volunteers: true, team: true, ..options() });
    assert!(volunteers.groups.is_empty(), "one volunteer makes no pair");
    assert_eq!(volunteers.left_out.not_asked, 4, "the team was not asked either");
    assert_eq!(names(&drawn(&store, &DrawOptions { active_days: 100, team: true, ..options() })).len(), 6);
    assert!(store.read_now(|read| read.draw(&DrawOptions { active_days: 0, ..options() }, NOW)).is_err());
    wish(4, IntroductionWish::Usual, None);
    assert_eq!(drawn(&store, &options()).people, 5);
}

#[test]
fn what_is_written_about_people_tells_who_fits_whom() {
    let (_folder, store) = with(4);
    let words = |words: &[&str]| FieldValue::List(words.iter().map(|word| (*word).to_owned()).collect());
    edit(&store, 1, "asks", words(&["Grafting"]));
    edit(&store, 4, "skills", words(&["grafting"]));
    edit(&store, 2, "zone", FieldValue::Text("Asia/Tokyo".into()));
    let found = drawn(&store, &options());
    let first = &found.groups[0];
    assert_eq!(first.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Person 01", "Person 04"]);
    assert_eq!((first.reasons[0].why, first.reasons[0].name.as_deref()), (IntroductionWhy::Help, Some("Person 01")));
    let second = &found.groups[1];
    assert_eq!((second.reasons[0].why, second.reasons[0].what.as_deref()), (IntroductionWhy::Clocks, Some("0")));
}

#[test]
fn nobody_meets_again_until_everybody_has_met_and_a_removed_round_never_was() {
    let (_folder, store) = with(6);
    let mut met = BTreeSet::new();
    for id in ["r1", "r2", "r3", "r4", "r5"] {
        assert_eq!(store.write_now(round(id)).unwrap(), 3);
        for pair in pairs(&store, id) {
            assert!(met.insert(pair.clone()), "{pair:?} met before {id}");
        }
    }
    assert_eq!(met.len(), 15, "everybody met everybody");
    let again = drawn(&store, &options());
    assert!(again.groups.iter().all(|group| group.reasons[0].why == IntroductionWhy::Again));
    store.write_now(|write| write.remove_round("r5", NOW)).unwrap();
    let free = drawn(&store, &options());
    assert!(free.groups.iter().all(|group| group.reasons[0].why != IntroductionWhy::Again));
}

#[test]
fn a_group_is_asked_about_once_its_day_has_come() {
    let (_folder, store) = with(4);
    store.write_now(round("r1")).unwrap();
    let mark = |group: &str, state| store.write_now(|write| write.mark_introduction(group, state, NOW)).unwrap();
    mark("r1 1", IntroductionState::Sent);
    let due = |days: i64| store.read_now(|read| read.introductions_due(NOW + days * DAY, 10)).unwrap();
    assert_eq!((due(13).1, due(14).1, due(14).0.len()), (0, 1, 1));
    mark("r1 1", IntroductionState::Met);
    mark("r1 2", IntroductionState::NotMet);
    assert_eq!(due(99).1, 0);
    let rounds = store.read_now(|read| read.introduction_rounds()).unwrap();
    assert_eq!((rounds[0].groups, rounds[0].sent, rounds[0].met, rounds[0].not_met), (2, 0, 1, 1));
    mark("r1 1", IntroductionState::Sent);
    assert_eq!(due(14).1, 1, "what was noted by mistake is asked again");
    mark("r1 1", IntroductionState::Proposed);
    assert_eq!(due(99).1, 0);
    let missing = store.write_now(|write| write.mark_introduction("r9 1", IntroductionState::Met, NOW));
    assert!(matches!(missing, Err(Error::NotFound(_))));
}

#[test]
fn merging_parting_and_erasing_lose_nothing_of_the_others() {
    let (_folder, store) = with(4);
    store.write_now(round("r1")).unwrap();
    let before = pairs(&store, "r1");
    let of = |who: &str| before.iter().find(|pair| pair.iter().any(|name| name == who)).unwrap().clone();
    let other = of("Person 01").into_iter().find(|name| name != "Person 01").unwrap();
    let number: usize = other.trim_start_matches("Person ").parse().unwrap();
    let (one, two) = (uid(&store, 1), uid(&store, number));
    // Both of a pair turn out to be one person: the group has one member, and nobody met themselves.
    store.write_now(|write| write.merge(&one, &two, None, NOW)).unwrap();
    assert!(pairs(&store, "r1").contains(&vec!["Person 01".to_owned()]));
    assert_eq!(drawn(&store, &options()).people, 3);
    store.write_now(|write| write.split(&two, NOW)).unwrap();
    assert_eq!(pairs(&store, "r1"), before);
    // Somebody is erased: whoever was with them stays, without the reasons.
    store.write_now(|write| write.erase(&two, "salt", NOW)).unwrap();
    let groups = store.read_now(|read| read.introduction_groups("r1", 0, 10)).unwrap();
    let left = groups.iter().find(|group| group.people.len() == 1).unwrap();
    assert_eq!((left.people[0].name.as_str(), left.reasons.len()), ("Person 01", 0));
    store.write_now(|write| write.mark_introduction(&left.id, IntroductionState::NotMet, NOW)).unwrap();
    assert_eq!(drawn(&store, &options()).people, 3);
    store.write_now(round("r2")).unwrap();
}

#[test]
fn a_round_and_a_wish_can_be_taken_back_and_done_again() {
    let (_folder, store) = with(4);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        store.act("Draw introductions", |write| round("r1")(write)).await.unwrap();
        store
            .act("Mark introduction", |write| write.mark_introduction("r1 1", IntroductionState::Met, NOW))
            .await
            .unwrap();
        let whole = pairs(&store, "r1");
        assert_eq!(whole.len(), 2);
        store.undo().await.unwrap();
        store.undo().await.unwrap();
        assert!(
            pairs(&store, "r1").is_empty() && store.read_now(|read| read.introduction_rounds()).unwrap().is_empty()
        );
        store.redo().await.unwrap();
        store.redo().await.unwrap();
        assert_eq!(pairs(&store, "r1"), whole);
        assert_eq!(store.read_now(|read| read.introduction_rounds()).unwrap()[0].met, 1);
    });
}
