//! Tags that rows bring: marks on the row's account, as a person would set them.
//!
//! **Invariant:** a table adds tags and takes none away; one that was there before is not this import's.

use kith_domain::table::TableRow;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::{Session, TableChange};
use crate::{Read, Write, error::Result, words};

impl Read<'_> {
    /// The tags of a row that its account has not got.
    pub(super) fn new_tags(&self, account: Option<&str>, row: &TableRow) -> Result<Option<TableChange>> {
        let mut missing = Vec::new();
        for tag in &row.tags {
            let has = match account {
                None => false,
                Some(account) => self
                    .connection
                    .prepare_cached(
                        "SELECT EXISTS (SELECT 1 FROM tag t JOIN tagging g ON g.tag = t.id AND g.identity = ?2
                         WHERE t.name_key = ?1 AND t.deleted_at IS NULL)",
                    )?
                    .query_row(params![words::fold(tag), account], |row| row.get(0))?,
            };
            if !has {
                missing.push(tag.as_str());
            }
        }
        let after = (!missing.is_empty()).then(|| missing.join(", "));
        Ok(after.map(|after| TableChange { field: "tags".into(), before: None, after: Some(after) }))
    }
}

impl Write<'_> {
    /// Marks a row's account with its tags.
    pub(super) fn take_tags(&self, session: &Session, number: i64, row: &TableRow, account: &str) -> Result<()> {
        for name in &row.tags {
            let key = words::fold(name);
            let found: Option<String> = self
                .connection
                .prepare_cached("SELECT id FROM tag WHERE name_key = ?1 AND deleted_at IS NULL")?
                .query_row([&key], |row| row.get(0))
                .optional()?;
            let now = session.origin.as_of;
            let tag = match found {
                Some(tag) => tag,
                None => {
                    // One of its own for each import: a tag that somebody removed stays removed, and who had it forgotten.
                    let said = format!("tag\n{number}\n{key}");
                    let tag = Uuid::new_v5(&session.origin.source_uid, said.as_bytes()).to_string();
                    self.connection
                        .prepare_cached(
                            "INSERT INTO tag (id, name, name_key, colour, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
                        )?
                        .execute(params![tag, name, key, i64::try_from(key.len() % 8).unwrap_or(0), now])?;
                    self.note_row(number, "tag", &tag, row.line, None, "1")?;
                    tag
                }
            };
            let id = format!("{tag} {account}");
            let added = self
                .connection
                .prepare_cached(
                    "INSERT INTO tagging (id, tag, identity, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
                )?
                .execute(params![id, tag, account, now])?;
            if added > 0 {
                self.note_row(number, "tagging", &id, row.line, None, "1")?;
            }
        }
        Ok(())
    }

    /// Takes a mark back that an import set.
    pub(super) fn tagging_back(&self, id: &str) -> Result<bool> {
        self.connection.prepare_cached("DELETE FROM tagging WHERE id = ?1")?.execute([id])?;
        Ok(true)
    }

    /// Takes a tag back that an import made, unless somebody else has it now.
    pub(super) fn tag_back(&self, id: &str) -> Result<bool> {
        let gone = self
            .connection
            .prepare_cached("DELETE FROM tag WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM tagging WHERE tag = ?1)")?
            .execute([id])?;
        Ok(gone > 0)
    }
}
