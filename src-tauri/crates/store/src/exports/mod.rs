//! Reading for export: rows one after the other, so that a million of them need no more memory than one.
//!
//! **Invariant:** a private note cannot be had here: statements of this folder know notes only as [`SHARED_NOTES`].

mod kept_back;
mod members;
mod person;
mod tables;

use chrono::SecondsFormat;
pub use kept_back::KEPT_BACK;
pub use members::{CustomField, MemberExport};
#[cfg(test)]
pub(crate) use person::statements as person_statements;
pub use person::{PARTS, Part};
use rusqlite::{Params, types::ValueRef};
use serde_json::Value;
#[cfg(test)]
pub(crate) use tables::statements as table_statements;
pub use tables::{TABLES, Table};

use crate::{Read, error::Result};

/// What of the notes may leave: those shared with the team, as a table to read from.
pub(crate) const SHARED_NOTES: &str =
    "(SELECT id, identity, kind, text, due_on, due_time, due_zone, due_at, done_at, created_at, updated_at
   FROM note WHERE visibility = 'shared' AND sealed IS NULL AND deleted_at IS NULL)";

/// A column of an export. Its shape follows from its name in the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    /// `…_at`: UTC milliseconds.
    Time,
    /// `is_…`, `has_…`.
    Truth,
    /// `…:json`: a list or an object.
    Json,
}

/// What is read for an export: the names of its columns, and one row after the other.
pub trait Rows {
    /// The columns. Called once, before the first row.
    ///
    /// # Errors
    /// When they cannot be written.
    fn columns(&mut self, names: &[String]) -> Result<()>;
    /// A row, its values in the order of the columns.
    ///
    /// # Errors
    /// When it cannot be written.
    fn row(&mut self, values: Vec<Value>) -> Result<()>;
}

impl Read<'_> {
    /// Reads a statement of [`TABLES`] or [`PARTS`] row by row.
    pub(crate) fn each_row(&self, sql: &str, params: impl Params, rows: &mut dyn Rows) -> Result<u64> {
        let sql = sql.replace("{shared_notes}", SHARED_NOTES);
        let mut statement = self.connection.prepare(&sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let shapes: Vec<Shape> = names.iter().map(|name| shape(name)).collect();
        let plain: Vec<String> = names.iter().map(|name| name.trim_end_matches(":json").to_owned()).collect();
        rows.columns(&plain)?;
        let mut count = 0;
        let mut found = statement.query(params)?;
        while let Some(row) = found.next()? {
            let mut values = Vec::with_capacity(shapes.len());
            for (index, shape) in shapes.iter().enumerate() {
                values.push(value(row.get_ref(index)?, *shape));
            }
            rows.row(values)?;
            count += 1;
        }
        Ok(count)
    }
}

fn shape(name: &str) -> Shape {
    if name.ends_with(":json") {
        Shape::Json
    } else if name.ends_with("_at") {
        Shape::Time
    } else if name.starts_with("is_") || name.starts_with("has_") {
        Shape::Truth
    } else {
        Shape::Plain
    }
}

fn value(value: ValueRef<'_>, shape: Shape) -> Value {
    match (value, shape) {
        (ValueRef::Integer(number), Shape::Time) => time(number).into(),
        (ValueRef::Integer(number), Shape::Truth) => (number != 0).into(),
        (ValueRef::Integer(number), _) => number.into(),
        (ValueRef::Real(number), _) => number.into(),
        (ValueRef::Text(text), Shape::Json) => serde_json::from_slice(text).unwrap_or(Value::Null),
        (ValueRef::Text(text), _) => String::from_utf8_lossy(text).into_owned().into(),
        (ValueRef::Null | ValueRef::Blob(_), _) => Value::Null,
    }
}

/// An instant as exports write it: RFC 3339, UTC.
pub fn time(milliseconds: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default();
    let precision = if milliseconds.rem_euclid(1_000) == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
    at.to_rfc3339_opts(precision, true)
}
