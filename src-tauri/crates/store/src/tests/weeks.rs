//! The weeks follow every page of a sync, whoever becomes one person or a bot meanwhile.

use kith_domain::{id::source_id, record::Batch};
use proptest::prelude::*;

use super::{
    begin,
    counts::check,
    history::{FROM, Told, batch, told},
    store,
};
use crate::{Store, error::Result, ingest::Origin, raw};

/// What happens between two pages.
#[derive(Debug, Clone)]
enum Deed {
    Page(Vec<Told>, [bool; 3]),
    Merge(usize, usize),
    Bot(usize, bool),
    Settle,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (prop::collection::vec(told(), 1..8), prop::array::uniform3(prop::bool::weighted(0.3)))
            .prop_map(|(told, bots)| Deed::Page(told, bots)),
        1 => (0..3_usize, 0..3_usize).prop_map(|(a, b)| Deed::Merge(a, b)),
        1 => (0..3_usize, any::<bool>()).prop_map(|(who, bot)| Deed::Bot(who, bot)),
        2 => Just(Deed::Settle),
    ]
}

/// Over weeks instead of hours.
fn page(told: &[Told], bots: [bool; 3]) -> Batch {
    let spread = |at: i64| FROM + (at - FROM) * 11;
    let mut batch = batch(told);
    for (account, is_bot) in batch.accounts.iter_mut().zip(bots) {
        account.is_bot = is_bot;
    }
    for activity in &mut batch.activities {
        activity.occurred_at = spread(activity.occurred_at);
        activity.remote = spread(activity.remote / 1_000) * 1_000;
        activity.thread_at = activity.thread_at.map(spread);
        activity.thread = activity.thread.map(|root| spread(root / 1_000) * 1_000);
    }
    batch
}

pub(super) fn weeks(store: &Store) -> Vec<(i64, i64, i64)> {
    let read = store.read_now(|read| {
        let mut statement = read.connection.prepare("SELECT monday, messages, people FROM week ORDER BY 1")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    read.unwrap()
}

/// What they are when all are counted anew; the file stays as it is.
fn counted(store: &Store) -> Vec<(i64, i64, i64)> {
    let mut counted = Vec::new();
    let outcome: Result<()> = store.write_now(|write| {
        write.recount_all_weeks()?;
        let mut statement = write.connection.prepare("SELECT monday, messages, people FROM week ORDER BY 1")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        counted = rows.collect::<rusqlite::Result<_>>()?;
        Err(crate::Error::Conflict)
    });
    assert!(outcome.is_err());
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn weeks_follow_every_page_of_a_sync(deeds in prop::collection::vec(deed(), 1..12)) {
        let (_folder, store) = store();
        let uid = source_id("slack", "T1");
        let mut session = store.write_now(|write| {
            let source = write.ensure_source(uid, "slack", "T1", "Allotment", 1)?;
            begin(write, 1, 2, source)?;
            let zone = write.read().zone()?;
            write.begin(Origin { source, source_uid: uid, import: Some(1), live: true, as_of: 2, zone })
        }).unwrap();
        let id = |who: usize| kith_domain::id::account_id(uid, &format!("U{who}")).to_string();
        for deed in deeds {
            // Nobody is there before the first page.
            let done = match &deed {
                Deed::Page(told, bots) => {
                    let batch = page(told, *bots);
                    let packed = raw::pack(&batch, true).unwrap();
                    store.write_now(|write| write.ingest(&mut session, &batch, &packed)).map(|_| ())
                }
                // What is settled by now must be doubted when it changes.
                Deed::Settle => store.write_now(|write| write.settle_some()).map(|_| ()),
                Deed::Merge(a, b) => store.write_now(|write| write.merge(&id(*a), &id(*b), None, 2)).map(|_| ()),
                Deed::Bot(who, bot) => store.write_now(|write| {
                    if write.read().account_key(&id(*who))?.is_none() {
                        return Ok(());
                    }
                    let mark = if *bot { "\"bot\"" } else { "\"member\"" };
                    write.connection.execute(
                        "INSERT INTO profile (id, identity, field, value, updated_at) VALUES (?1, ?1, 'mark', ?2, 1)
                         ON CONFLICT DO UPDATE SET value = excluded.value",
                        [&id(*who), mark],
                    )?;
                    write.settle_edits(&[id(*who)])
                }),
            };
            prop_assert!(matches!(done, Ok(()) | Err(crate::Error::NotFound(_))), "{:?}: {:?}", deed, done);
            prop_assert_eq!(weeks(&store), counted(&store), "after {:?}", deed);
        }
        store.write_now(|write| write.finish(&mut session)).unwrap();
        prop_assert_eq!(weeks(&store), counted(&store), "in the end");
        while store.write_now(|write| write.settle_some()).unwrap() {}
        prop_assert!(!store.read_now(|read| Ok(read.has_stale_answers()? || read.has_loose_days()?)).unwrap());
        check(&store);
    }
}
