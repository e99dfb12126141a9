//! Events and mentoring choose whom their own pages show.

use rusqlite::params;

use crate::{
    AtEvent, MentoringRole, Rule, Store,
    tests::{
        history::{FROM, batch},
        import, store,
    },
};

const DAY: i64 = kith_domain::time::DAY;

/// Three accounts, 1 and 2 of people and 3 of a bot; two events, a day and forty days ago, and one to come.
fn world() -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    import(&store, 1, 1, &[batch(&[])], true).unwrap();
    let events = [("late", FROM - DAY), ("early", FROM - 40 * DAY), ("next", FROM + 10 * DAY)];
    store
        .write_now(|write| {
            for (id, at) in events {
                write.connection.execute(
                    "INSERT INTO event (id, title, kind, form, starts, ends, zone, start_at, end_at, currency, created_at, updated_at)
                     VALUES (?1, ?1, 'meetup', 'place', '2026-01-04T18:00', '2026-01-04T20:00', 'UTC', ?2, ?2 + 7200000, 'EUR', 1, 1)",
                    params![id, at],
                )?;
            }
            Ok(())
        })
        .unwrap();
    (folder, store)
}

fn guest(store: &Store, event: &str, account: i64, state: &str, came: Option<i64>) {
    store
        .write_now(|write| {
            let id = format!("{event} {account}");
            write.connection.execute(
                "INSERT INTO guest (id, event, origin, identity, name, search, state, moves, created_at, updated_at)
                 SELECT ?1, ?2, 'hand', uid, name, '', ?4, json_array(json_array(1, ?4)), 1, 1 FROM identity WHERE id = ?3",
                params![id, event, account, state],
            )?;
            if let Some(at) = came {
                write.connection.execute(
                    "INSERT INTO check_in (id, event, guest, at, heads, desk) VALUES (?1, ?2, ?1, ?3, 1, '')",
                    params![id, event, at],
                )?;
            }
            Ok(())
        })
        .unwrap();
}

fn chosen(store: &Store, rule: &Rule) -> Vec<i64> {
    store.read_now(|read| Ok(read.chosen(rule, FROM)?.keys().collect())).unwrap()
}

fn at(how: AtEvent, event: Option<&str>, days: Option<u32>) -> Rule {
    Rule::Event { how, event: event.map(str::to_owned), days }
}

#[test]
fn who_came_registered_was_missed_or_had_a_part() {
    let (_folder, store) = world();
    guest(&store, "late", 1, "going", Some(FROM - DAY));
    guest(&store, "late", 2, "going", None);
    guest(&store, "early", 2, "going", Some(FROM - 40 * DAY));
    guest(&store, "next", 1, "going", None);
    guest(&store, "next", 2, "declined", None);
    assert_eq!(chosen(&store, &at(AtEvent::Came, None, None)), [1, 2]);
    assert_eq!(chosen(&store, &at(AtEvent::Came, None, Some(30))), [1], "in thirty days");
    assert_eq!(chosen(&store, &at(AtEvent::Came, Some("early"), None)), [2]);
    assert_eq!(chosen(&store, &at(AtEvent::Missed, None, None)), [2], "nobody was missed at what is to come");
    assert_eq!(chosen(&store, &at(AtEvent::Registered, Some("next"), None)), [1]);
    assert_eq!(chosen(&store, &at(AtEvent::Registered, Some("next"), Some(30))), [0; 0], "a window ends today");
    store
        .write_now(|write| {
            write.connection.execute_batch(
                "INSERT INTO event_part (id, event, role, name, identity, state, created_at, updated_at)
                 SELECT 'p', 'next', 'speaker', name, uid, 'yes', 1, 1 FROM identity WHERE id = 2;
                 UPDATE check_in SET undone_at = 5 WHERE event = 'late'",
            )?;
            Ok(())
        })
        .unwrap();
    assert_eq!(chosen(&store, &at(AtEvent::Part, None, None)), [2]);
    assert_eq!(chosen(&store, &at(AtEvent::Came, None, None)), [2], "taken back at the door");
    store.write_now(|write| Ok(write.connection.execute("UPDATE event SET cancelled = 1", [])?)).unwrap();
    assert_eq!(chosen(&store, &at(AtEvent::Came, None, None)), [0; 0], "cancelled");
}

#[test]
fn mentors_and_mentees_of_pairs_that_go_on_or_ever_did() {
    let (_folder, store) = world();
    store
        .write_now(|write| {
            for (id, state, programme) in [("a", "active", Some("p")), ("b", "ended", None), ("c", "proposed", Some("p"))] {
                write.connection.execute(
                    "INSERT INTO mentorship (id, programme, mentor, mentor_identity, mentee, mentee_identity, state, started_on,
                       cadence_days, minutes, created_at, updated_at)
                     SELECT ?1, ?2, 'm', (SELECT uid FROM identity WHERE id = iif(?1 = 'a', 1, 2)), 'n',
                       (SELECT uid FROM identity WHERE id = iif(?1 = 'a', 2, 1)), ?3, '2026-01-01', 14, 45, 1, 1",
                    params![id, programme, state],
                )?;
            }
            Ok(())
        })
        .unwrap();
    let pair =
        |role, programme: Option<&str>, ever| Rule::Mentoring { role, programme: programme.map(str::to_owned), ever };
    assert_eq!(chosen(&store, &pair(MentoringRole::Mentor, None, false)), [1]);
    assert_eq!(chosen(&store, &pair(MentoringRole::Mentee, Some("p"), false)), [2]);
    assert_eq!(chosen(&store, &pair(MentoringRole::Mentor, None, true)), [1, 2]);
    assert_eq!(chosen(&store, &pair(MentoringRole::Mentor, Some("other"), true)), [0; 0]);
}
