//! What tables can say of an account, as its row in the file holds it.

use kith_domain::{
    record::Standing,
    table::{Slot, TableRow},
};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{TableChange, TableOptions};
use crate::{Read, Write, error::Result};

/// The part of an account that a table may change; kept as JSON in `import_row`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) name: Option<String>,
    pub(super) handle: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) title: Option<String>,
    pub(super) company: Option<String>,
    pub(super) location: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) pronouns: Option<String>,
    pub(super) joined_at: Option<i64>,
    pub(super) has_left: bool,
    pub(super) standing: i64,
    pub(super) links: Vec<String>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) changed_at: i64,
}

impl Told {
    const fn slot(&mut self, slot: Slot) -> &mut Option<String> {
        match slot {
            Slot::Name => &mut self.name,
            Slot::Handle => &mut self.handle,
            Slot::Email => &mut self.email,
            Slot::Phone => &mut self.phone,
            Slot::Title => &mut self.title,
            Slot::Company => &mut self.company,
            Slot::Location => &mut self.location,
            Slot::Zone => &mut self.zone,
            Slot::Pronouns => &mut self.pronouns,
        }
    }

    /// As it is after a row that is as old as `age`.
    pub(super) fn with(&self, row: &TableRow, options: TableOptions, age: i64) -> Self {
        let mut after = self.clone();
        for (slot, value) in &row.slots {
            if value.is_some() || (options.erases && *slot != Slot::Name) {
                after.slot(*slot).clone_from(value);
            }
        }
        // Whoever has no name is shown under what they are known by.
        after.name = after.name.or_else(|| Some(row.key.clone()));
        after.joined_at = row.joined_at.or(after.joined_at);
        after.has_left = row.has_left.unwrap_or(after.has_left);
        let standing = if options.trust { Standing::Good } else { Standing::Staged };
        after.standing = standing.number();
        if !row.links.is_empty() {
            after.links.clone_from(&row.links);
        }
        for (label, value) in &row.fields {
            let here = after.fields.iter().position(|(known, _)| known == label);
            match (here, value) {
                (Some(at), Some(value)) => {
                    if let Some(field) = after.fields.get_mut(at) {
                        field.1.clone_from(value);
                    }
                }
                (None, Some(value)) => after.fields.push((label.clone(), value.clone())),
                (Some(at), None) if options.erases => drop(after.fields.remove(at)),
                (_, None) => {}
            }
        }
        after.changed_at = age;
        after
    }

    /// What differs, age aside.
    pub(super) fn changes(&self, after: &Self) -> Vec<TableChange> {
        let mut changes = Vec::new();
        let mut differ = |field: &str, before: Option<&String>, after: Option<&String>| {
            if before != after {
                changes.push(TableChange { field: field.to_owned(), before: before.cloned(), after: after.cloned() });
            }
        };
        let (mut here, mut there) = (self.clone(), after.clone());
        for slot in Slot::ALL {
            differ(slot.word(), here.slot(slot).as_ref(), there.slot(slot).as_ref());
        }
        let number = |number: Option<i64>| number.map(|number| number.to_string());
        differ("joined_at", number(self.joined_at).as_ref(), number(after.joined_at).as_ref());
        let word = |is: bool| is.then(|| "yes".to_owned());
        differ("has_left", word(self.has_left).as_ref(), word(after.has_left).as_ref());
        differ("trusted", word(self.standing == 0).as_ref(), word(after.standing == 0).as_ref());
        let all = |links: &[String]| (!links.is_empty()).then(|| links.join(" "));
        differ("links", all(&self.links).as_ref(), all(&after.links).as_ref());
        let find = |fields: &'_ [(String, String)], label: &str| {
            fields.iter().find(|(known, _)| known == label).map(|(_, value)| value.clone())
        };
        let labels =
            self.fields.iter().chain(after.fields.iter().filter(|(label, _)| find(&self.fields, label).is_none()));
        for (label, _) in labels {
            differ(label, find(&self.fields, label).as_ref(), find(&after.fields, label).as_ref());
        }
        changes
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A fingerprint of all but its age, as JSON.
    pub(super) fn print(&self) -> String {
        let ageless = Self { changed_at: 0, ..self.clone() };
        format!("\"{}\"", Uuid::new_v5(&Uuid::nil(), ageless.json().as_bytes()).simple())
    }
}

impl Read<'_> {
    pub(super) fn told_of(&self, account: i64) -> Result<Told> {
        let list = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let fields = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok(self
            .connection
            .prepare_cached(
                "SELECT name, handle, email, phone, title, company, location, zone, pronouns, joined_at, has_left, standing, links,
                   fields, changed_at FROM identity WHERE id = ?1",
            )?
            .query_row([account], |row| {
                Ok(Told {
                    name: row.get(0)?,
                    handle: row.get(1)?,
                    email: row.get(2)?,
                    phone: row.get(3)?,
                    title: row.get(4)?,
                    company: row.get(5)?,
                    location: row.get(6)?,
                    zone: row.get(7)?,
                    pronouns: row.get(8)?,
                    joined_at: row.get(9)?,
                    has_left: row.get(10)?,
                    standing: row.get(11)?,
                    links: list(row.get(12)?),
                    fields: fields(row.get(13)?),
                    changed_at: row.get(14)?,
                })
            })?)
    }
}

impl Write<'_> {
    /// Writes what an account's record has no place for: what the table says of it, and not what might be read from its
    /// other columns.
    pub(super) fn write_more(&self, account: i64, told: &Told) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE identity SET phone = ?2, location = ?3, company = ?4, links = ?5 WHERE id = ?1")?
            .execute(params![account, told.phone, told.location, told.company, links(told)])?;
        Ok(())
    }

    /// Writes all of it, and what follows from it.
    pub(super) fn write_told(&self, account: i64, told: &Told) -> Result<()> {
        let fields = (!told.fields.is_empty()).then(|| serde_json::to_string(&told.fields).unwrap_or_default());
        self.connection
            .prepare_cached(
                "UPDATE identity SET name = ?2, handle = ?3, email = ?4, phone = ?5, title = ?6, company = ?7, location = ?8,
                   zone = ?9, pronouns = ?10, joined_at = ?11, has_left = ?12, standing = ?13, links = ?14, fields = ?15,
                   changed_at = ?16
                 WHERE id = ?1",
            )?
            .execute(params![
                account,
                told.name.as_deref().unwrap_or_default(),
                told.handle,
                told.email,
                told.phone,
                told.title,
                told.company,
                told.location,
                told.zone,
                told.pronouns,
                told.joined_at,
                told.has_left,
                told.standing,
                links(told),
                fields,
                told.changed_at
            ])?;
        let member: i64 = self
            .connection
            .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
            .query_row([account], |row| row.get(0))?;
        self.settle_member(member)
    }
}

fn links(told: &Told) -> Option<String> {
    (!told.links.is_empty()).then(|| serde_json::to_string(&told.links).unwrap_or_default())
}
