//! The index of messages is written in pieces; a search asks every one of them. Here they become one again.
//!
//! After the import of ten million messages there are seventeen, and an unfinished word costs five times what it costs in
//! one. Making one of them takes seven CPU seconds, so it is done when nothing else is, in steps of a few dozen
//! milliseconds between which others write.
//!
//! **Invariants:** no step changes what is found; stopping after any step leaves an index that is whole; a piece is written
//! anew only when the others have grown to a share of it, so that a year of small steps costs a few such rewrites and not
//! one a night.

use std::time::Duration;

use crate::{Store, Write, error::Result};

/// Pages that one step writes at the most (4 KiB each).
const STEP: i64 = 250;
/// Fewer pieces than this cost nothing worth mending.
const PIECES: usize = 4;
/// The others are merged into the largest when together they hold one page for so many of its own.
const SHARE: i64 = 10;
/// Whoever waits to write comes first, between two steps.
const PAUSE: Duration = Duration::from_millis(4);

impl Store {
    /// Makes one piece of the search index when it has become too many, as long as it may go on; answers whether there was
    /// anything to do.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn merge_search_index(&self, may_go_on: &dyn Fn() -> bool) -> Result<bool> {
        self.merge_in_steps(STEP, may_go_on)
    }

    fn merge_in_steps(&self, step: i64, may_go_on: &dyn Fn() -> bool) -> Result<bool> {
        if !is_scattered(&self.read_now(|read| read.index_pieces())?) {
            return Ok(false);
        }
        // A negative number begins a merge of all there is, a positive one goes on with it
        // (https://sqlite.org/fts5.html#the_merge_command).
        let mut pages = -step;
        while may_go_on() && self.write_now(|write| write.merge_index(pages))? {
            pages = step;
            std::thread::sleep(PAUSE);
        }
        Ok(true)
    }
}

impl crate::Read<'_> {
    /// Pages of each piece of the index of messages, as many as begin a word.
    pub(crate) fn index_pieces(&self) -> Result<Vec<i64>> {
        let mut statement =
            self.connection.prepare_cached("SELECT count(*) FROM message_fts_idx GROUP BY segid ORDER BY 1 DESC")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// One step of merging; answers whether there is more to merge.
    fn merge_index(&self, pages: i64) -> Result<bool> {
        if pages < 0 {
            // Two pieces of one size are enough to go on; the index keeps that.
            self.connection.execute_batch("INSERT INTO message_fts (message_fts, rank) VALUES ('usermerge', 2)")?;
        }
        let before = self.connection.total_changes();
        self.connection.execute("INSERT INTO message_fts (message_fts, rank) VALUES ('merge', ?1)", [pages])?;
        // "If the total_changes() difference is less than 2, there was nothing to do" (as above).
        Ok(self.connection.total_changes() - before >= 2)
    }
}

/// Whether the small pieces together have become a good part of the large one.
fn is_scattered(pieces: &[i64]) -> bool {
    let largest = pieces.first().copied().unwrap_or_default();
    let others: i64 = pieces.iter().skip(1).sum();
    pieces.len() > PIECES && others.saturating_mul(SHARE) >= largest
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::tests::store;

    #[test]
    fn many_pieces_become_one_that_finds_the_same_also_when_stopped_on_the_way() {
        let (_folder, store) = store();
        for page in 0..12_i64 {
            // Pages of a sync: each is a piece of its own until they are merged by the way.
            store
                .write_now(|write| {
                    for key in 0..400 {
                        let text = format!("word{} word{} every", key * 7 + page, key % 13);
                        write.connection.execute(
                            "INSERT INTO message_fts (rowid, text) VALUES (?1, ?2)",
                            rusqlite::params![page * 400 + key, text],
                        )?;
                    }
                    write.connection.execute("DELETE FROM message_fts WHERE rowid = ?1", [page * 400 + 3])?;
                    Ok(())
                })
                .unwrap();
        }
        let found = |words: &str| -> Vec<i64> {
            store
                .read_now(|read| {
                    let mut statement =
                        read.connection.prepare("SELECT rowid FROM message_fts WHERE text MATCH ?1 ORDER BY rowid")?;
                    Ok(statement.query_map([words], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?)
                })
                .unwrap()
        };
        let pieces = || store.read_now(|read| read.index_pieces()).unwrap();
        let before: Vec<Vec<i64>> =
            ["every", "word3", "word1*", "word2 every"].iter().map(|words| found(words)).collect();
        let check = || {
            let now: Vec<Vec<i64>> =
                ["every", "word3", "word1*", "word2 every"].iter().map(|words| found(words)).collect();
            assert_eq!(now, before);
            store
                .write_now(|write| {
                    Ok(write
                        .connection
                        .execute_batch("INSERT INTO message_fts (message_fts) VALUES ('integrity-check')")?)
                })
                .unwrap();
        };
        assert!(is_scattered(&pieces()), "{:?}", pieces());
        // Steps of one page, so that stopping leaves it half done.
        let left = Cell::new(2);
        assert!(store.merge_in_steps(1, &|| left.replace(left.get() - 1) > 0).unwrap());
        check();
        assert!(is_scattered(&pieces()), "it was stopped on the way: {:?}", pieces());
        assert!(store.merge_in_steps(1, &|| true).unwrap());
        check();
        assert_eq!(pieces().len(), 1);
        assert!(!store.merge_search_index(&|| true).unwrap(), "one piece is left alone");
    }

    #[test]
    fn a_large_piece_is_not_written_anew_for_a_little() {
        assert!(!is_scattered(&[]));
        assert!(!is_scattered(&[100_000, 20, 20, 20, 20, 20]));
        assert!(is_scattered(&[100_000, 9_000, 900, 90, 9, 9]));
        assert!(!is_scattered(&[10, 10, 10, 10]));
    }
}
