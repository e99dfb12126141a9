//! Many rows by their keys.
//!
//! Lists of the desk ask for hundreds of thousands of rows all over the largest tables. Asked one by one in any order, each
//! costs a statement's beginning and end and a few pages read again; in the order of keys, by one statement, neighbours lie
//! on one page and a lookup is a tenth of that.
//!
//! **Invariant:** rows come in the order of keys, each key at most once.

use rusqlite::Row;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Read, error::Result};

/// Keys of one question: a list of so many is some ten kilobytes.
const AT_ONCE: usize = 4_096;

impl Read<'_> {
    /// Asks for the rows of these keys; in `sql`, `?1` stands for a JSON list of them.
    pub(crate) fn each_by_key(
        &self,
        sql: &str,
        mut keys: Vec<i64>,
        mut give: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        keys.sort_unstable();
        keys.dedup();
        let mut statement = self.connection.prepare_cached(sql)?;
        for some in keys.chunks(AT_ONCE) {
            let list: Vec<String> = some.iter().map(i64::to_string).collect();
            let mut rows = statement.query([format!("[{}]", list.join(","))])?;
            while let Some(row) = rows.next()? {
                give(row)?;
            }
        }
        Ok(())
    }

    /// The conversations that these messages answer in; those that answer in none are not in it.
    pub(crate) fn answered_threads(&self, messages: Vec<i64>) -> Result<FxHashMap<i64, i64>> {
        let mut found = FxHashMap::default();
        let sql = "SELECT a.id, a.thread_id FROM json_each(?1) j CROSS JOIN activity a ON a.id = j.value
                   WHERE a.thread_id IS NOT NULL";
        self.each_by_key(sql, messages, |row| {
            found.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The members of these accounts, without those of programs.
    pub(crate) fn members_behind(&self, accounts: Vec<i64>) -> Result<FxHashMap<i64, i64>> {
        let mut found = FxHashMap::default();
        let sql =
            "SELECT p.identity_id, p.member_id FROM json_each(?1) j CROSS JOIN person p ON p.identity_id = j.value
                   CROSS JOIN member m ON m.id = p.member_id WHERE m.is_bot = 0";
        self.each_by_key(sql, accounts, |row| {
            found.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The keys of public spaces.
    pub(crate) fn public_spaces(&self) -> Result<FxHashSet<i64>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM space WHERE kind IN ('channel', 'category')")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
