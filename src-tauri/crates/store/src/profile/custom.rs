//! Fields that a community gives its members.
//!
//! **Invariants:** what a field holds never changes its kind; a field that was removed takes its values along, and brings
//! them back when that is undone; a choice that is no longer offered stays where it was chosen.

use kith_domain::profile;
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::CustomKind;
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Characters of a field's name and of a choice.
const LONGEST: usize = 80;

/// A field that a community made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CustomField {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: CustomKind,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// Accounts for whose members something stands in it.
    pub filled: u32,
}

fn wrong(field: &str, why: &str) -> Error {
    Error::Field { field: field.into(), why: why.into() }
}

fn checked(name: &str, kind: CustomKind, choices: &[String]) -> Result<(String, String)> {
    let name = profile::words(name, LONGEST, false).map_err(|why| wrong("name", why))?;
    let name = name.ok_or_else(|| wrong("name", "write what it is called"))?;
    let mut kept: Vec<String> = Vec::new();
    for choice in choices {
        let choice = profile::words(choice, LONGEST, false).map_err(|why| wrong("choices", why))?;
        kept.extend(choice.filter(|choice| !kept.contains(choice)));
    }
    match kind {
        CustomKind::Choice if kept.len() < 2 => return Err(wrong("choices", "write at least two choices")),
        CustomKind::Choice if kept.len() > 100 => return Err(wrong("choices", "these are too many")),
        CustomKind::Choice => {}
        _ => kept.clear(),
    }
    Ok((name, serde_json::to_string(&kept).unwrap_or_else(|_| "[]".into())))
}

impl Read<'_> {
    /// Custom fields, in the order of the form.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn custom_fields(&self) -> Result<Vec<CustomField>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, kind, choices,
               (SELECT count(*) FROM profile e WHERE e.field = 'custom:' || custom_field.id AND e.value <> 'null')
             FROM custom_field WHERE deleted_at IS NULL ORDER BY place, id",
        )?;
        let rows = statement.query_map([], |row| {
            let (kind, choices): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(CustomField {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: CustomKind::of(&kind),
                choices: serde_json::from_str(&choices).unwrap_or_default(),
                filled: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Makes a field, the last of the form.
    ///
    /// # Errors
    /// [`Error::Field`] when its name or choices cannot be used.
    pub fn create_field(&self, id: &str, name: &str, kind: CustomKind, choices: &[String], now: i64) -> Result<()> {
        let (name, choices) = checked(name, kind, choices)?;
        self.connection.execute(
            "INSERT INTO custom_field (id, name, kind, choices, place, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(place), 0) + 1 FROM custom_field), ?5, ?5)",
            params![id, name, kind.word(), choices, now],
        )?;
        self.touch(Topic::Members);
        Ok(())
    }

    /// Gives a field another name or other choices.
    ///
    /// # Errors
    /// As [`Write::create_field`]; [`Error::NotFound`] when there is no such field.
    pub fn change_field(&self, id: &str, name: &str, choices: &[String], now: i64) -> Result<()> {
        let (kind, _) = self.read().custom_kind(id)?.ok_or(Error::NotFound("field"))?;
        let (name, choices) = checked(name, kind, choices)?;
        self.connection.execute(
            "UPDATE custom_field SET name = ?2, choices = ?3, updated_at = ?4 WHERE id = ?1",
            params![id, name, choices, now],
        )?;
        self.touch(Topic::Members);
        Ok(())
    }

    /// Puts a field one place up or down in the form.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such field.
    pub fn move_field(&self, id: &str, up: bool, now: i64) -> Result<()> {
        let place: i64 = self
            .connection
            .query_row("SELECT place FROM custom_field WHERE id = ?1 AND deleted_at IS NULL", [id], |row| row.get(0))
            .optional()?
            .ok_or(Error::NotFound("field"))?;
        let next = if up {
            "SELECT id, place FROM custom_field WHERE deleted_at IS NULL AND place < ?1 ORDER BY place DESC LIMIT 1"
        } else {
            "SELECT id, place FROM custom_field WHERE deleted_at IS NULL AND place > ?1 ORDER BY place LIMIT 1"
        };
        let other: Option<(String, i64)> =
            self.connection.query_row(next, [place], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((other, there)) = other else { return Ok(()) };
        let mut put =
            self.connection.prepare_cached("UPDATE custom_field SET place = ?2, updated_at = ?3 WHERE id = ?1")?;
        put.execute(params![id, there, now])?;
        put.execute(params![other, place, now])?;
        self.touch(Topic::Members);
        Ok(())
    }

    /// Takes a field out of the form.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such field.
    pub fn remove_field(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE custom_field SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("field"));
        }
        self.touch(Topic::Members);
        Ok(())
    }
}
