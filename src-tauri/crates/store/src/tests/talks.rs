//! Who talks to whom equals what a person would count on paper.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    history::{batch, told},
    import, store,
};
use crate::Store;

/// Given and received by pairs of members, from the rows as they are.
fn on_paper(store: &Store, member: i64) -> BTreeMap<String, (u32, u32)> {
    let rows: Vec<(i64, i64, String, String)> = store
        .read_now(|read| {
            let mut statement = read.connection.prepare(
                "SELECT pa.member_id, po.member_id, ia.uid, io.uid FROM activity a JOIN activity o ON o.id = a.thread_id
                   JOIN space s ON s.id = a.space_id AND s.kind = 'channel'
                   JOIN person pa ON pa.identity_id = a.identity_id JOIN person po ON po.identity_id = o.identity_id
                   JOIN identity ia ON ia.id = pa.member_id JOIN identity io ON io.id = po.member_id
                   JOIN member ma ON ma.id = pa.member_id JOIN member mo ON mo.id = po.member_id
                 WHERE a.kind = 2 AND a.gone_at IS NULL AND ((pa.member_id = ?1 AND NOT mo.is_bot)
                    OR (po.member_id = ?1 AND NOT ma.is_bot AND o.kind = 1 AND o.gone_at IS NULL))",
            )?;
            let rows = statement.query_map([member], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    let mut people = BTreeMap::<String, (u32, u32)>::new();
    for (answers, opened, answering, opening) in rows {
        if answers == opened {
            continue;
        }
        if answers == member {
            people.entry(opening).or_default().0 += 1;
        } else {
            people.entry(answering).or_default().1 += 1;
        }
    }
    people
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_counted_by_people(begun in prop::collection::vec(told(), 8..36), merged in prop::option::of((0..4_usize, 0..4_usize))) {
        let (_folder, store) = store();
        import(&store, 1, 1, &[batch(&begun)], true).unwrap();
        let accounts: Vec<String> = store.read_now(|read| {
            let mut statement = read.connection.prepare("SELECT uid FROM identity ORDER BY id")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        }).unwrap();
        if let Some((a, b)) = merged {
            let (a, b) = (&accounts[a % accounts.len()], &accounts[b % accounts.len()]);
            store.write_now(|write| write.merge(a, b, None, 2)).unwrap();
        }
        for account in &accounts {
            let (member, talks) = store.read_now(|read| Ok((read.member_key(account)?, read.talks(account)?))).unwrap();
            let found: BTreeMap<String, (u32, u32)> =
                talks.people.iter().map(|one| (one.id.clone(), (one.given, one.received))).collect();
            prop_assert_eq!(&found, &on_paper(&store, member));
            prop_assert!(talks.people.is_sorted_by_key(|one| std::cmp::Reverse(one.given + one.received)));
            prop_assert_eq!(talks.total as usize, found.len());
        }
    }
}
