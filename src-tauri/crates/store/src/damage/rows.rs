//! Reads a damaged table row by row, around what cannot be read.
//!
//! **Invariants:** a row comes once; whatever an index or another row says is not believed; reading ends, however much is
//! damaged: where a stretch of keys fails, the next one that can be read is looked for by doubling, and then by halving.

use rusqlite::{Connection, Row, types::Value};

use crate::{
    backups::digest::{columns, quoted},
    error::Result,
};

/// Stretches that cannot be read, of one table: after so many it is given up.
const MOST_HOLES: u32 = 500;

/// What came of reading a table.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Rows that were written.
    pub(super) read: u64,
    /// Rows that could be read and could not be written: they make no sense.
    pub(super) refused: u64,
    /// Whether a part could not be read.
    pub(super) broken: bool,
}

struct Reader<'a> {
    from: &'a Connection,
    /// Columns and table, as SQL.
    what: (String, String),
    width: usize,
}

/// Copies what can be read of a table into one of the same name.
pub(super) fn take(from: &Connection, to: &Connection, table: &str) -> Result<Taken> {
    let (wanted, key) = columns(to, table)?;
    let Ok((found, _)) = columns(from, table) else { return Ok(Taken { broken: true, ..Taken::default() }) };
    let shared: Vec<&String> = wanted.iter().filter(|column| found.contains(column)).collect();
    if shared.is_empty() {
        return Ok(Taken { broken: true, ..Taken::default() });
    }
    let list = shared.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ");
    let places = vec!["?"; shared.len()].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {} ({list}) VALUES ({places})", quoted(table)))?;
    let reader = Reader { from, width: shared.len(), what: (list, quoted(table)) };
    let mut taken = Taken::default();
    let mut put = |values: Vec<Value>, twice: bool| match insert.execute(rusqlite::params_from_iter(values)) {
        Ok(1) => taken.read += 1,
        // Read from the other end as well: it is there already.
        Ok(_) if twice => {}
        _ => taken.refused += 1,
    };
    let has_rowid = from.prepare(&format!("SELECT rowid FROM {}", reader.what.1)).is_ok();
    let broken = if has_rowid { reader.by_rowid(&mut put) } else { reader.by_key(&key, &mut put) };
    taken.broken = broken;
    Ok(taken)
}

impl Reader<'_> {
    fn values(&self, row: &Row<'_>, skip: usize) -> rusqlite::Result<Vec<Value>> {
        (skip..self.width + skip).map(|place| row.get(place)).collect()
    }

    /// Reads in the order of keys, and around holes. Answers whether there were any.
    fn by_rowid(&self, put: &mut impl FnMut(Vec<Value>, bool)) -> bool {
        let (mut last, mut holes) = (i64::MIN, 0);
        loop {
            match self.after(last, put) {
                (_, true) => return holes > 0,
                (reached, false) => last = reached.max(last),
            }
            holes += 1;
            match self.next_readable(last) {
                Some(next) if holes < MOST_HOLES => last = next,
                _ => {
                    // The other end may still be reached.
                    let _ = self.backwards("rowid", put);
                    return true;
                }
            }
        }
    }

    /// Reads what comes after a key; answers the last key that was read, and whether that was the end.
    fn after(&self, last: i64, put: &mut impl FnMut(Vec<Value>, bool)) -> (i64, bool) {
        let (list, table) = &self.what;
        let sql = format!("SELECT rowid, {list} FROM {table} WHERE rowid > ?1 ORDER BY rowid");
        let mut reached = last;
        let ended = (|| {
            let mut statement = self.from.prepare(&sql)?;
            let mut rows = statement.query([last])?;
            while let Some(row) = rows.next()? {
                reached = row.get(0)?;
                if let Ok(values) = self.values(row, 1) {
                    put(values, false);
                }
            }
            Ok::<(), rusqlite::Error>(())
        })();
        (reached, ended.is_ok())
    }

    /// A key after which reading goes on: the nearest one, as far as halving finds it.
    fn next_readable(&self, last: i64) -> Option<i64> {
        let base = last.max(-1);
        let mut step = 1_i64;
        let found = loop {
            let tried = base.checked_add(step)?;
            match self.is_readable_after(tried) {
                Some(true) => break tried,
                // Nothing comes any more: the hole goes to the end.
                Some(false) => return None,
                None => step = step.checked_mul(2)?,
            }
        };
        let (mut fails, mut works) = (base, found);
        while works - fails > 1 {
            let middle = fails + (works - fails) / 2;
            if self.is_readable_after(middle) == Some(true) { works = middle } else { fails = middle }
        }
        Some(works)
    }

    /// Whether the row after a key can be read; `Some(false)` when there is none, nothing when it cannot.
    fn is_readable_after(&self, key: i64) -> Option<bool> {
        let (list, table) = &self.what;
        let sql = format!("SELECT rowid, {list} FROM {table} WHERE rowid > ?1 ORDER BY rowid LIMIT 1");
        let mut statement = self.from.prepare(&sql).ok()?;
        let mut rows = statement.query([key]).ok()?;
        match rows.next() {
            Ok(Some(row)) => self.values(row, 1).is_ok().then_some(true),
            Ok(None) => Some(false),
            Err(_) => None,
        }
    }

    /// Tables that are kept by their key have no other order to go by.
    fn by_key(&self, key: &[String], put: &mut impl FnMut(Vec<Value>, bool)) -> bool {
        let order = |way: &str| key.iter().map(|one| format!("{}{way}", quoted(one))).collect::<Vec<_>>().join(", ");
        if self.all(&order(""), put, false) {
            return false;
        }
        let _ = self.all(&order(" DESC"), put, true);
        true
    }

    fn backwards(&self, order: &str, put: &mut impl FnMut(Vec<Value>, bool)) -> bool {
        self.all(&format!("{order} DESC"), put, true)
    }

    /// Reads in an order until it ends or fails; answers whether it ended.
    fn all(&self, order: &str, put: &mut impl FnMut(Vec<Value>, bool), twice: bool) -> bool {
        let (list, table) = &self.what;
        let mut read = || {
            let mut statement = self.from.prepare(&format!("SELECT {list} FROM {table} ORDER BY {order}"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Ok(values) = self.values(row, 0) {
                    put(values, twice);
                }
            }
            Ok::<(), rusqlite::Error>(())
        };
        read().is_ok()
    }
}
