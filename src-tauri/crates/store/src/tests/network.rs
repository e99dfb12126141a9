//! Who talks with whom equals what a person would count on paper.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    history::{FROM, batch, told},
    import, store,
};
use crate::{Store, metrics::Slice};

/// A day that comes after everything that was told.
const LATER: i64 = FROM + 40 * 86_400_000;

/// Messages by member, and answers by pairs of members, from the rows as they are.
fn on_paper(store: &Store, days: std::ops::Range<i64>) -> (BTreeMap<String, u32>, BTreeMap<(String, String), u32>) {
    let rows: Vec<(String, Option<String>)> = store
        .read_now(|read| {
            let mut statement = read.connection.prepare(
                "SELECT ia.uid, (SELECT io.uid FROM activity o JOIN person po ON po.identity_id = o.identity_id
                                   JOIN member mo ON mo.id = po.member_id AND NOT mo.is_bot AND NOT mo.is_team
                                   JOIN identity io ON io.id = po.member_id WHERE o.id = a.thread_id AND a.kind = 2)
                 FROM activity a JOIN space s ON s.id = a.space_id AND s.kind = 'channel'
                   JOIN person pa ON pa.identity_id = a.identity_id
                   JOIN member ma ON ma.id = pa.member_id AND NOT ma.is_bot AND NOT ma.is_team
                   JOIN identity ia ON ia.id = pa.member_id
                 WHERE a.kind IN (1, 2) AND a.gone_at IS NULL AND a.occurred_at / 86400000 >= ?1 AND a.occurred_at / 86400000 < ?2",
            )?;
            let rows = statement.query_map([days.start, days.end], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    let (mut wrote, mut answered) = (BTreeMap::new(), BTreeMap::new());
    for (from, to) in rows {
        *wrote.entry(from.clone()).or_default() += 1;
        if let Some(to) = to.filter(|to| *to != from) {
            *answered.entry((from, to)).or_default() += 1;
        }
    }
    (wrote, answered)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_between_people_are_counted(
        begun in prop::collection::vec(told(), 8..40),
        merged in prop::option::of((0..4_usize, 0..4_usize)),
        from in 0_i32..3,
        length in 1_i32..4,
        limit in 1_usize..6,
    ) {
        let (_folder, store) = store();
        import(&store, 1, 1, &[batch(&begun)], true).unwrap();
        if let Some((a, b)) = merged {
            let accounts: Vec<String> = store.read_now(|read| {
                let mut statement = read.connection.prepare("SELECT uid FROM identity ORDER BY id")?;
                Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            }).unwrap();
            let (a, b) = (&accounts[a % accounts.len()], &accounts[b % accounts.len()]);
            store.write_now(|write| write.merge(a, b, None, 2)).unwrap();
        }
        let first = i32::try_from(FROM / 86_400_000).unwrap() + from;
        let network = store.read_now(|read| read.network(&Slice::default(), first..first + length, LATER, limit)).unwrap();
        let (wrote, answered) = on_paper(&store, i64::from(first)..i64::from(first + length));

        prop_assert_eq!(network.people as usize, wrote.len());
        prop_assert_eq!(network.nodes.len(), wrote.len().min(limit));
        prop_assert!(network.nodes.is_sorted_by_key(|node| std::cmp::Reverse(node.contributions)));
        let shown: BTreeMap<&str, u32> = network.nodes.iter().map(|node| (node.id.as_str(), node.contributions)).collect();
        for (id, count) in &shown {
            prop_assert_eq!(wrote.get(*id), Some(count));
        }
        let least = network.nodes.last().map_or(0, |node| node.contributions);
        prop_assert!(wrote.iter().all(|(id, count)| shown.contains_key(id.as_str()) || *count <= least));
        let found: BTreeMap<(String, String), u32> =
            network.edges.iter().map(|edge| ((edge.from.clone(), edge.to.clone()), edge.replies)).collect();
        let wanted: BTreeMap<(String, String), u32> = answered
            .into_iter()
            .filter(|((from, to), _)| shown.contains_key(from.as_str()) && shown.contains_key(to.as_str()))
            .collect();
        prop_assert_eq!(found, wanted);
        prop_assert!(!network.more);
    }
}
