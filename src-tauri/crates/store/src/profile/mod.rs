//! What a person wrote over what the sources say about a member, field by field.
//!
//! An edit hangs on an account, mostly the one whose member it is. A member has the edits of all its accounts; of several
//! in one field that of the anchor account wins, else the newest. So a merge loses none, and parting gives each its own.
//!
//! **Invariants:** nothing pulled is changed, so what the source says comes back when an edit is given up, as it is then;
//! a member's name and marks equal what its accounts and edits say ([`Write::settle_member`] is the one place).

mod custom;
mod values;
mod view;

use kith_domain::profile::Field;
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

pub use custom::CustomField;
pub use values::{Agreement, Answer, Channel, Consent, Contact, CustomKind, FieldValue};
pub use view::{ConsentField, ContactField, CustomValue, ListField, MarkField, Profile, TextField};

/// A change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// `name`, `pronouns`, `email`, `phone`, `zone`, `location`, `title`, `bio`, `roles`, `interests`, `skills`, `asks`,
    /// `offers`, `links`, `consent`, `contact`, `mark`, or `custom:` and the id of a custom field.
    pub field: String,
    /// What stands there from now on; nothing: it is known to be empty.
    #[serde(default)]
    pub value: Option<FieldValue>,
    /// Give up what was written here and follow the source again.
    #[serde(default)]
    pub reset: bool,
}

/// What was written in a member's fields; nothing in a field that is known to be empty.
pub(crate) type Edits = FxHashMap<String, Option<FieldValue>>;

impl Read<'_> {
    /// What was written about a member, the one that wins in each field.
    pub(crate) fn edits_of(&self, member: i64) -> Result<Edits> {
        let mut statement = self.connection.prepare_cached(
            "SELECT e.field, e.value FROM person p JOIN identity i ON i.id = p.identity_id JOIN profile e ON e.identity = i.uid
             WHERE p.member_id = ?1 ORDER BY i.id <> p.member_id, e.updated_at DESC, e.id",
        )?;
        let mut rows = statement.query([member])?;
        let mut edits = Edits::default();
        while let Some(row) = rows.next()? {
            let value: String = row.get(1)?;
            edits.entry(row.get(0)?).or_insert_with(|| serde_json::from_str(&value).unwrap_or_default());
        }
        Ok(edits)
    }

    /// Whether anything was written about members.
    pub(crate) fn has_edits(&self) -> Result<bool> {
        Ok(self.connection.query_row("SELECT EXISTS (SELECT 1 FROM profile)", [], |row| row.get(0))?)
    }

    /// Whether a member is a bot by its accounts and edits.
    fn is_bot_now(&self, member: i64) -> Result<bool> {
        let source = self
            .connection
            .prepare_cached(
                "SELECT min(i.is_bot) FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1",
            )?
            .query_row([member], |row| row.get::<_, Option<bool>>(0))?;
        Ok(mark_of(&self.edits_of(member)?).map_or(source.unwrap_or(false), |mark| mark == "bot"))
    }
}

/// The mark that was set by hand.
pub(crate) fn mark_of(edits: &Edits) -> Option<&str> {
    match edits.get("mark") {
        Some(Some(FieldValue::Text(mark))) => Some(mark),
        _ => None,
    }
}

/// The words that were written in a field.
pub(crate) fn text_of<'a>(edits: &'a Edits, field: &str) -> Option<&'a str> {
    match edits.get(field) {
        Some(Some(FieldValue::Text(text))) => Some(text),
        _ => None,
    }
}

impl Write<'_> {
    /// Changes fields of the member with an account of this uid.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account; [`Error::Field`] when a value cannot stand in its field.
    pub fn edit_member(&self, uid: &str, changes: Vec<FieldChange>, now: i64) -> Result<()> {
        let read = self.read();
        let member = read.member_key(uid)?;
        let accounts = read.account_uids(member)?;
        let anchor = read.uid_of(member)?;
        for change in changes {
            let wrong = |why: &str| Error::Field { field: change.field.clone(), why: why.to_owned() };
            let field = Field::parse(&change.field).ok_or_else(|| wrong("there is no such field"))?;
            if matches!(field, Field::Name | Field::Mark) {
                // Names and marks of authors are shown beside what they wrote, and numbers leave bots out.
                self.touch(Topic::Activity);
            }
            if change.reset {
                for account in &accounts {
                    self.connection
                        .prepare_cached("DELETE FROM profile WHERE id = ?1")?
                        .execute([format!("{account} {}", change.field)])?;
                }
                continue;
            }
            let value = match (&field, change.value.clone()) {
                (_, None) => None,
                (Field::Custom(id), Some(value)) => {
                    let (kind, choices) = read.custom_kind(id)?.ok_or_else(|| wrong("there is no such field"))?;
                    value.checked_custom(kind, &choices).map_err(wrong)?
                }
                (field, Some(value)) => value.checked(field).map_err(wrong)?,
            };
            if value.is_none() && !field.may_be_empty() {
                return Err(wrong("this cannot be empty"));
            }
            self.connection
                .prepare_cached(
                    "INSERT INTO profile (id, identity, field, value, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
                       WHERE value <> excluded.value",
                )?
                .execute(params![
                    format!("{anchor} {}", change.field),
                    anchor,
                    change.field,
                    serde_json::to_string(&value).map_err(|_| wrong("this cannot be kept"))?,
                    now
                ])?;
        }
        self.settle_edits(&[anchor])
    }

    /// Brings members to what was written about these accounts: name, marks, the words they are found by, and the numbers
    /// that leave bots out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle_edits(&self, accounts: &[String]) -> Result<()> {
        let read = self.read();
        let mut members = BTreeSet::new();
        for uid in accounts {
            if let Some((_, member)) = read.account_key(uid)? {
                members.insert(member);
            }
        }
        for member in members {
            let was_bot: Option<bool> = self
                .connection
                .prepare_cached("SELECT is_bot FROM member WHERE id = ?1")?
                .query_row([member], |row| row.get(0))
                .optional()?;
            let turns = was_bot != Some(read.is_bot_now(member)?);
            // What a bot wrote is not in the weeks: one of the two counts nothing.
            if turns {
                self.change_weeks([member], -1)?;
            }
            self.settle_member(member)?;
            // Whether somebody is of the team decides who counts.
            self.forget_all_windows()?;
            if turns {
                self.change_weeks([member], 1)?;
                self.doubt_answers_of(member)?;
            }
        }
        self.touch(Topic::Members);
        Ok(())
    }
}
