//! Counts kept beside the rows equal the slow queries, whatever came in and however it ended.

use chrono_tz::Tz;
use proptest::prelude::*;

use super::{
    history::{Told, batch, told},
    import, rows, store,
};
use crate::{Read, Store, error::Result};

/// What every kept count must be, asked of the rows themselves. Each answers kept and slow, as text.
const SLOW: &[(&str, &str)] = &[
    (
        "messages of members",
        "SELECT m.id, m.posts || ' ' || m.replies || ' ' || m.messages,
           (SELECT count(*) FROM activity a JOIN person p USING (identity_id) WHERE p.member_id = m.id AND a.kind = 1 AND a.gone_at IS NULL)
           || ' ' || (SELECT count(*) FROM activity a JOIN person p USING (identity_id) WHERE p.member_id = m.id AND a.kind = 2 AND a.gone_at IS NULL)
           || ' ' || (SELECT count(*) FROM activity a JOIN person p USING (identity_id) WHERE p.member_id = m.id AND a.kind <= 2 AND a.gone_at IS NULL)
         FROM member m",
    ),
    (
        "reactions of members",
        "SELECT m.id, m.reactions, coalesce((SELECT sum(r.count) FROM reaction r JOIN person p USING (identity_id) WHERE p.member_id = m.id), 0)
         FROM member m",
    ),
    (
        "first and last of members",
        "SELECT m.id, coalesce(m.first_at, '') || ' ' || coalesce(m.last_at, ''),
           coalesce((SELECT min(a.occurred_at) FROM activity a JOIN person p USING (identity_id) WHERE p.member_id = m.id), '')
           || ' ' || coalesce((SELECT max(a.occurred_at) FROM activity a JOIN person p USING (identity_id) WHERE p.member_id = m.id), '')
         FROM member m",
    ),
    (
        "joining of members",
        "SELECT m.id, coalesce(m.joined_at, ''), coalesce(nullif(min(
             coalesce((SELECT min(i.joined_at) FROM identity i JOIN person p ON p.identity_id = i.id WHERE p.member_id = m.id), 1 << 60),
             coalesce((SELECT min(a.occurred_at) FROM activity a JOIN person p USING (identity_id)
                       WHERE p.member_id = m.id AND a.kind = 3 AND a.gone_at IS NULL), 1 << 60)), 1 << 60), '')
         FROM member m",
    ),
    (
        "messages, conversations and last of spaces",
        "SELECT s.id, s.messages || ' ' || s.threads || ' ' || coalesce(s.last_at, ''),
           (SELECT count(*) FROM activity a WHERE a.space_id = s.id AND a.kind <= 2 AND a.gone_at IS NULL)
           || ' ' || (SELECT count(DISTINCT a.thread_id) FROM activity a WHERE a.space_id = s.id AND a.kind = 2 AND a.gone_at IS NULL)
           || ' ' || coalesce((SELECT max(a.occurred_at) FROM activity a WHERE a.space_id = s.id AND a.kind <= 2 AND a.gone_at IS NULL), '')
         FROM space s",
    ),
    (
        "answers of conversations",
        "SELECT t.id, t.replies || ' ' || t.last_at, count(*) || ' ' || max(t.started_at, max(a.occurred_at))
         FROM thread t JOIN activity a ON a.thread_id = t.id AND a.kind = 2 AND a.gone_at IS NULL GROUP BY t.id",
    ),
    (
        "conversations",
        "SELECT 0, (SELECT count(*) FROM thread), (SELECT count(DISTINCT thread_id) FROM activity WHERE kind = 2 AND gone_at IS NULL)",
    ),
    (
        "first answers",
        "SELECT t.id, coalesce(t.starter, '') || ' ' || coalesce(t.answered_in, '') || ' ' || t.people,
           coalesce((SELECT identity_id FROM activity WHERE id = t.id AND kind = 1 AND gone_at IS NULL), '') || ' '
           || coalesce((SELECT min(a.occurred_at) - t.started_at FROM activity a JOIN person p USING (identity_id)
                JOIN member m ON m.id = p.member_id
                WHERE a.thread_id = t.id AND a.kind = 2 AND a.gone_at IS NULL AND m.is_bot = 0 AND a.occurred_at > t.started_at
                  AND m.id <> (SELECT q.member_id FROM activity o JOIN person q USING (identity_id)
                               WHERE o.id = t.id AND o.kind = 1 AND o.gone_at IS NULL)), '') || ' '
           || (SELECT count(DISTINCT m.id) FROM activity a JOIN person p USING (identity_id) JOIN member m ON m.id = p.member_id
               WHERE m.is_bot = 0 AND a.gone_at IS NULL
                 AND (a.thread_id = t.id AND a.kind = 2 OR a.id = t.id AND a.kind = 1))
         FROM thread t",
    ),
    (
        "first public days",
        "SELECT y.identity_id, coalesce(y.first_day, ''),
           coalesce((SELECT min(d.day) FROM daily d WHERE d.identity_id = y.identity_id AND d.posts + d.replies > 0), '')
         FROM tally y",
    ),
    (
        "full text",
        "SELECT 0, (SELECT count(*) FROM message_fts WHERE text MATCH 'words'),
           (SELECT count(*) FROM activity WHERE kind <= 2 AND gone_at IS NULL)",
    ),
];

fn daily(read: &Read<'_>) -> Result<Vec<[i64; 6]>> {
    let mut statement = read
        .connection
        .prepare("SELECT day, identity_id, posts, replies, joins, reactions FROM daily ORDER BY day, identity_id")?;
    let rows = statement
        .query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is packed of each space says what its messages say. All are packed in the end, so that what comes next must take apart
/// what it changes.
#[track_caller]
fn check_spaces(store: &Store) {
    let spaces = |read: &crate::Read<'_>| {
        let mut statement = read.connection.prepare("SELECT id FROM space ORDER BY id")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?)
    };
    let spaces = store.read_now(spaces).unwrap();
    let all = || {
        let of = |space: &i64| {
            let mut days = Vec::new();
            store
                .read_now(|read| read.each_day_in(*space, &(-90_000..90_000), |day, entry| days.push((day, *entry))))
                .unwrap();
            // What was taken away leaves nothing, or noughts.
            days.retain(|(_, entry)| entry.posts + entry.replies + entry.reactions > 0);
            days
        };
        spaces.iter().map(of).collect::<Vec<_>>()
    };
    let pack = || spaces.iter().for_each(|space| store.write_now(|write| write.pack_days_in(*space)).unwrap());
    let (kept, _) = (all(), pack());
    assert_eq!(kept, all(), "loose stretches packed");
    store.write_now(|write| Ok(write.connection.execute("DELETE FROM space_pack", [])?)).unwrap();
    assert_eq!(kept, all(), "packed spaces");
    pack();
    assert_eq!(kept, all(), "spaces packed anew");
    // Beside others, who write meanwhile the first time.
    store.write_now(|write| Ok(write.connection.execute("DELETE FROM space_pack", [])?)).unwrap();
    let change = || {
        let same = "UPDATE space SET topic = topic";
        store.write_now(|write| Ok(write.connection.execute(same, [])?)).unwrap();
    };
    for space in &spaces {
        assert!(!store.pack_beside(*space, &change).unwrap(), "what was read is not what is there");
        assert!(!store.read_now(|read| read.has_packed_space(*space)).unwrap());
        assert!(store.pack_beside(*space, &|| ()).unwrap());
        assert!(store.read_now(|read| read.has_packed_space(*space)).unwrap());
    }
    assert_eq!(kept, all(), "spaces packed beside others");
}

#[track_caller]
pub(super) fn check(store: &Store) {
    store.write_now(|write| write.count_answers()).unwrap();
    let days = |store: &Store| {
        store
            .read_now(|read| {
                let mut days = Vec::new();
                read.each_day(&(i32::MIN / 2..i32::MAX / 2), |day, entries| days.push((day, entries.to_vec())))?;
                // Of days before all others everything may have been taken away after they were packed.
                days.retain(|(_, entries): &(i32, Vec<_>)| !entries.is_empty());
                Ok(days)
            })
            .unwrap()
    };
    let messages = |store: &Store| {
        store.read_now(|read| read.said(&crate::metrics::Slice::default(), &(-1_000..100_000), 0)).unwrap()
    };
    let openings = |store: &Store| {
        let mut found = Vec::new();
        let all = |read: &crate::Read<'_>| {
            read.each_opening(&(-1_000..100_000), |one| {
                found.push(one.clone());
                Ok(())
            })
        };
        store.read_now(all).unwrap();
        found
    };
    let (kept_messages, kept_openings) = (messages(store), openings(store));
    let kept_days = days(store);
    store.write_now(|write| write.unpack_all_days()).unwrap();
    assert_eq!(kept_days, days(store), "packed days");
    assert_eq!(kept_messages, messages(store), "packed messages");
    assert_eq!(kept_openings, openings(store), "packed openings");
    store.write_now(|write| write.pack_days()).unwrap();
    assert_eq!(kept_days, days(store), "days packed anew");
    check_spaces(store);
    store.write_now(|write| write.pack_messages(&(-1_000..100_000))).unwrap();
    assert_eq!(kept_messages, messages(store), "messages packed anew");
    store.write_now(|write| write.pack_openings(&(-1_000..100_000))).unwrap();
    assert_eq!(kept_openings, openings(store), "openings packed anew");
    for (name, sql) in SLOW {
        let wrong: Vec<(i64, String, String)> = store
            .read_now(|read| {
                let mut statement = read.connection.prepare(&format!(
                    "SELECT id, kept, slow FROM (SELECT 0 AS id, '' AS kept, '' AS slow WHERE 0 UNION ALL {sql})"
                ))?;
                let text = |row: &rusqlite::Row<'_>, index| {
                    Ok::<_, rusqlite::Error>(match row.get_ref(index)? {
                        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                        other => other.as_str().unwrap_or_default().to_owned(),
                    })
                };
                let rows = statement.query_map([], |row| Ok((row.get(0)?, text(row, 1)?, text(row, 2)?)))?;
                let all: Vec<(i64, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
                Ok(all.into_iter().filter(|(_, kept, slow)| kept != slow).collect())
            })
            .unwrap();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
    let kept = store.read_now(daily).unwrap();
    let counted = store
        .write_now(|write| {
            let zone = write.read().zone()?;
            write.recount_days(zone)?;
            daily(&write.read())
        })
        .unwrap();
    assert_eq!(kept, counted, "days");
}

fn archives() -> impl Strategy<Value = Vec<Vec<Told>>> {
    prop::collection::vec(prop::collection::vec(told(), 1..10), 1..4)
}

fn open() -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    store
        .write_now(|write| {
            let mut settings = write.read().settings()?;
            settings.zone = "Asia/Kathmandu".into();
            write.set_settings(&settings)
        })
        .unwrap();
    (folder, store)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is packed is taken apart by what comes after it, and by nothing else.
    #[test]
    fn packed_spaces_follow_what_comes_later(first in prop::collection::vec(told(), 1..24), second in prop::collection::vec(told(), 1..24)) {
        let (_folder, store) = store();
        import(&store, 1, 1, &[batch(&first)], true).unwrap();
        check_spaces(&store);
        store.write_now(|write| write.pack_openings(&(-1_000..100_000))).unwrap();
        import(&store, 2, 2, &[batch(&second)], true).unwrap();
        check_spaces(&store);
        check(&store);
    }

    #[test]
    fn kept_counts_equal_slow_queries(archives in archives(), ages in prop::collection::vec(1..5_i64, 3)) {
        let (_folder, store) = open();
        for (archive, number) in archives.iter().zip(1..) {
            let as_of = ages.get(usize::try_from(number - 1).unwrap_or(0)).copied().unwrap_or(1);
            import(&store, number, as_of, &[batch(archive)], true).unwrap();
            check(&store);
            let before = rows(&store);
            store.write_now(|write| write.set_import_state(number, "done", None, None)).unwrap();
            prop_assert_eq!(before, rows(&store));
        }
        // In a zone whose midnight cuts differently.
        store.write_now(|write| write.recount_days(Tz::America__Los_Angeles)).unwrap();
        let moved = store.read_now(daily).unwrap();
        prop_assert!(moved.iter().all(|row| row[2..].iter().all(|count| *count >= 0)));
    }

    #[test]
    fn the_same_again_adds_no_row(archive in prop::collection::vec(told(), 1..12)) {
        let (_folder, store) = open();
        import(&store, 1, 5, &[batch(&archive)], true).unwrap();
        let counts = |store: &Store| -> Vec<(String, i64)> {
            rows(store).into_iter().filter(|(name, _)| name != "import").collect()
        };
        let before = counts(&store);
        import(&store, 2, 5, &[batch(&archive)], true).unwrap();
        prop_assert_eq!(before, counts(&store));
        check(&store);
    }

    #[test]
    fn a_cancelled_import_is_counted_out_again(first in prop::collection::vec(told(), 0..8), second in prop::collection::vec(told(), 1..10)) {
        let (_folder, store) = open();
        import(&store, 1, 3, &[batch(&first)], true).unwrap();
        import(&store, 2, 4, &[batch(&second)], false).unwrap();
        let uid = kith_domain::id::source_id("slack", "T1");
        store.write_now(|write| {
            let source = write.read().source(uid)?.map_or(0, |(key, _)| key);
            let zone = write.read().zone()?;
            let origin = crate::ingest::Origin { source, source_uid: uid, import: Some(2), live: false, as_of: 4, zone };
            let mut session = write.begin(origin)?;
            let mut from = Some(i64::MIN);
            while let Some(place) = from {
                from = write.remove_piece(&mut session, 2, place)?;
            }
            write.set_import_state(2, "cancelled", None, Some(3))?;
            write.remove_leftovers(source)
        })
        .unwrap();
        let left: i64 = store
            .read_now(|read| Ok(read.connection.query_row("SELECT count(*) FROM activity WHERE import = 2", [], |row| row.get(0))?))
            .unwrap();
        prop_assert_eq!(left, 0);
        check(&store);
    }

    #[test]
    fn members_are_counted_anew_after_a_crash(first in prop::collection::vec(told(), 1..8), second in prop::collection::vec(told(), 1..8)) {
        let (folder, store) = open();
        import(&store, 1, 3, &[batch(&first)], false).unwrap();
        drop(store);
        let store = Store::open(&super::file(&folder), "x").unwrap();
        store.write_now(|write| write.heal_members()).unwrap();
        check(&store);
        import(&store, 2, 4, &[batch(&second)], false).unwrap();
        import(&store, 3, 5, &[batch(&second)], true).unwrap();
        check(&store);
    }

    #[test]
    fn indexes_that_were_put_off_are_made_in_the_end(archive in prop::collection::vec(told(), 1..8)) {
        let (folder, store) = open();
        store.write_now(|write| write.put_off_indexes()).unwrap();
        import(&store, 1, 3, &[batch(&archive)], true).unwrap();
        prop_assert!(store.read_now(|read| read.is_unfinished()).unwrap());
        // Cut off here: the next opening finds out.
        drop(store);
        let store = Store::open(&super::file(&folder), "x").unwrap();
        store.make_indexes().unwrap();
        prop_assert!(!store.read_now(|read| read.is_unfinished()).unwrap());
        check(&store);
    }

    #[test]
    fn a_space_that_is_closed_or_opened_takes_its_days_along(archive in prop::collection::vec(told(), 1..12)) {
        use kith_domain::record::SpaceKind;
        let (_folder, store) = open();
        let mut older = batch(&archive);
        let mut told = batch(&archive[..archive.len().div_ceil(2)]);
        import(&store, 1, 3, &[told.clone()], true).unwrap();
        // Closed alone, then opened again together with what was said meanwhile.
        told.spaces.iter_mut().for_each(|space| space.kind = SpaceKind::Private);
        let spaces = kith_domain::record::Batch { spaces: told.spaces.clone(), ..Default::default() };
        import(&store, 2, 4, &[spaces], true).unwrap();
        check(&store);
        prop_assert!(store.read_now(daily).unwrap().is_empty(), "what only some may read counts in no number");
        told.spaces.iter_mut().for_each(|space| space.kind = SpaceKind::Channel);
        import(&store, 3, 5, &[told], true).unwrap();
        check(&store);
        // An older archive brings more of what was said, and who could read it then.
        older.spaces.iter_mut().for_each(|space| space.kind = SpaceKind::Private);
        import(&store, 4, 1, &[older], true).unwrap();
        check(&store);
    }
}
