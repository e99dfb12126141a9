//! What is searched by is what is shown, also of what was said and taken back in one breath.

use kith_domain::record::Batch;
use proptest::prelude::*;

use super::{
    history::{batch, said},
    import, store,
};
use crate::Store;

fn found(store: &Store) -> (i64, i64) {
    store
        .write_now(|write| {
            write.connection.execute_batch("INSERT INTO message_fts (message_fts) VALUES ('integrity-check')")?;
            let ask = |statement: &str| write.connection.query_row(statement, [], |row| row.get(0));
            Ok((
                ask("SELECT count(*) FROM message_fts WHERE text MATCH 'words'")?,
                ask("SELECT count(*) FROM activity WHERE kind <= 2 AND gone_at IS NULL")?,
            ))
        })
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A page of a chat may show a message twice, in two states: pages are gathered, and time passes between them.
    #[test]
    fn a_message_told_twice_in_a_batch_is_found_once(states in prop::collection::vec((0..4_i64, any::<bool>()), 1..12)) {
        let (_folder, store) = store();
        let mut whole = Batch::default();
        for (number, gone) in states {
            let mut told = said(1, number, None);
            told.gone = gone;
            whole.append(batch(&[told]));
        }
        import(&store, 1, 5, &[whole], true).unwrap();
        let (found, shown) = found(&store);
        prop_assert_eq!(found, shown);
    }
}
