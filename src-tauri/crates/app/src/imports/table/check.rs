//! Rows of one file beside each other: the same key twice.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use kith_connect::table::WrongRow;
use kith_domain::table::TableRow;

/// A row, and the line of the one before that has the same key.
pub(super) struct Checked {
    pub(super) row: TableRow,
    pub(super) repeats: Option<u64>,
}

/// Remembers the keys of a file: a few bytes for each.
#[derive(Default)]
pub(super) struct Checker {
    /// The line and what it says, by key.
    seen: HashMap<u64, (u64, u64)>,
}

impl Checker {
    /// Looks whether a row's key was seen before. A later row adds to an earlier one, unless only a name is the key: then
    /// two rows that differ may well be two people.
    pub(super) fn check(&mut self, mut row: TableRow) -> Result<Checked, WrongRow> {
        let line = std::mem::take(&mut row.line);
        let says = hash(&row);
        row.line = line;
        let key = match &row.activity {
            Some(activity) => hash(&activity.known_by),
            None => hash(&row.remote),
        };
        let first = *self.seen.entry(key).or_insert((line, says));
        if first.0 == line {
            return Ok(Checked { row, repeats: None });
        }
        if row.activity.is_none() && row.remote.starts_with("name:") && first.1 != says {
            return Err(WrongRow {
                line,
                column: None,
                reason: format!(
                    "line {} has the same name and says something else: choose another key, or tell the two apart",
                    first.0
                ),
                sample: row.key,
            });
        }
        Ok(Checked { row, repeats: Some(first.0) })
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
