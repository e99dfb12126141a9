//! Birthdays: month and day, of those who said that they like to be congratulated.

use kith_domain::{
    celebrations::{LeapDay, MonthDay},
    profile,
};
use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::at;
use crate::{Among, Read, Write, error::Result, topic::Topic};

/// When 29 February is celebrated in a year that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeapRule {
    /// On 28 February.
    #[default]
    Before,
    /// On 1 March.
    After,
}

impl LeapRule {
    pub(crate) const fn day(self) -> LeapDay {
        match self {
            Self::Before => LeapDay::Before,
            Self::After => LeapDay::After,
        }
    }
}

/// A birthday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BirthdayRow {
    /// The member.
    pub id: String,
    /// The name.
    pub name: String,
    /// `02-29`.
    pub day: String,
    /// How they said that they like to be congratulated.
    pub how: String,
}

impl Read<'_> {
    /// When 29 February is celebrated.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn leap_rule(&self) -> Result<LeapRule> {
        Ok(self.setting("leap_day")?.unwrap_or_default())
    }

    /// Birthdays `among` these in the order of the year. A member whose accounts have several is celebrated on its first account's.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn birthdays(&self, among: &Among) -> Result<Vec<BirthdayRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.uid, m.name, b.day, b.how FROM birthday b JOIN identity i ON i.uid = b.identity
               JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id JOIN identity o ON o.id = m.id
             WHERE NOT EXISTS (SELECT 1 FROM person q JOIN identity j ON j.id = q.identity_id JOIN birthday c ON c.identity = j.uid
                 WHERE q.member_id = p.member_id AND (j.id = p.member_id OR (i.id <> p.member_id AND j.id < i.id)) AND j.id <> i.id)
               AND (?1 IS NULL OR m.id IN (SELECT value FROM json_each(?1)))
             ORDER BY b.day, m.name_key, o.uid",
        )?;
        let rows = statement.query_map([among.json()], |row| {
            Ok(BirthdayRow { id: row.get(0)?, name: row.get(1)?, day: row.get(2)?, how: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Chooses when 29 February is celebrated.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_leap_rule(&self, rule: LeapRule) -> Result<()> {
        self.set("leap_day", &rule)?;
        self.touch(Topic::Recognition);
        Ok(())
    }

    /// Notes that a member likes to be congratulated on a day; without one, that they do not.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when no account has this id; [`crate::Error::Field`] when there is no such day.
    pub fn set_birthday(&self, uid: &str, day: Option<&str>, how: &str, now: i64) -> Result<()> {
        let read = self.read();
        let member = read.member_key(uid)?;
        let day = day.map(|day| MonthDay::parse(day).map_err(at("day"))).transpose()?;
        let how = profile::words(how, profile::LONGEST_LINE, false).map_err(at("how"))?.unwrap_or_default();
        let anchor = read.uid_of(member)?;
        for account in read.account_uids(member)? {
            if day.is_none() || account != anchor {
                self.connection.prepare_cached("DELETE FROM birthday WHERE identity = ?1")?.execute([account])?;
            }
        }
        if let Some(day) = day {
            self.connection.execute(
                "INSERT INTO birthday (identity, day, how, updated_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (identity) DO UPDATE SET day = excluded.day, how = excluded.how, updated_at = excluded.updated_at",
                params![anchor, day.to_string(), how, now],
            )?;
        }
        self.touch(Topic::Recognition);
        Ok(())
    }
}
