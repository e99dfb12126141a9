//! A fingerprint of each table's rows: two files with the same fingerprints hold the same.
//!
//! `SHA-256("kith-rows-1\n" name "\n" (column "\n")* "\n" (row)*)`, columns in the order of the schema, rows in the order of
//! the primary key (else of the rowid). A row is its values one after the other: `N`; `I` and 8 bytes; `R` and the 8 bytes of
//! the IEEE number; `T` or `B`, the length in 8 bytes, and the bytes. Numbers are little-endian.
//!
//! **Invariants:** where pages lie and in which order rows were written makes no difference; tables of a full-text index
//! are left out (they follow from the rows, and the file's own hash covers them).

use rusqlite::{Connection, types::ValueRef};
use sha2::{Digest, Sha256};

use super::manifest::BackupTable;
use crate::error::Result;

/// Bytes that are put together before they are hashed.
const BLOCK: usize = 1 << 16;

/// The tables of a file that hold rows of their own, by name.
pub(crate) fn tables(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A table's columns in their order, and those of its primary key in theirs.
pub(crate) fn columns(connection: &Connection, table: &str) -> Result<(Vec<String>, Vec<String>)> {
    let mut statement = connection.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let all: Vec<(String, i64)> =
        statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut key: Vec<(i64, String)> =
        all.iter().filter(|(_, place)| *place > 0).map(|(name, place)| (*place, name.clone())).collect();
    key.sort_unstable();
    Ok((all.into_iter().map(|(name, _)| name).collect(), key.into_iter().map(|(_, name)| name).collect()))
}

/// Name of a table or column as SQL writes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Counts and hashes all tables.
pub(super) fn all(connection: &Connection) -> Result<Vec<BackupTable>> {
    tables(connection)?.into_iter().map(|name| one(connection, name)).collect()
}

fn one(connection: &Connection, name: String) -> Result<BackupTable> {
    let (columns, key) = columns(connection, &name)?;
    let list = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let order = if key.is_empty() { "rowid".to_owned() } else { list(&key) };
    let mut hash = Sha256::new();
    hash.update(b"kith-rows-1\n");
    for word in std::iter::once(&name).chain(&columns) {
        hash.update(word.as_bytes());
        hash.update(b"\n");
    }
    hash.update(b"\n");
    let mut statement =
        connection.prepare(&format!("SELECT {} FROM {} ORDER BY {order}", list(&columns), quoted(&name)))?;
    let mut rows = statement.query([])?;
    let (mut count, mut block) = (0, Vec::with_capacity(BLOCK * 2));
    while let Some(row) = rows.next()? {
        count += 1;
        for place in 0..columns.len() {
            put(&mut block, row.get_ref(place)?);
        }
        if block.len() >= BLOCK {
            hash.update(&block);
            block.clear();
        }
    }
    hash.update(&block);
    Ok(BackupTable { name, rows: count, sha256: hex(&hash.finalize()) })
}

fn put(block: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut long = |letter: u8, bytes: &[u8]| {
        block.push(letter);
        block.extend(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        block.extend(bytes);
    };
    match value {
        ValueRef::Text(bytes) => long(b'T', bytes),
        ValueRef::Blob(bytes) => long(b'B', bytes),
        ValueRef::Null => block.push(b'N'),
        ValueRef::Integer(number) => {
            block.push(b'I');
            block.extend(number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            block.push(b'R');
            block.extend(number.to_bits().to_le_bytes());
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
