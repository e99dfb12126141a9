//! Who of a programme's pairs was told who the other is.
//!
//! **Invariants:** only pairs that wait to agree or meet are told of; each side is told apart, by a day that can be taken back;
//! to have told somebody is no change of the pair, and makes no file older that its mentor hands over.

use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ApplicantRole, applications::RUNNING, optional_day};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// One of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PairSide {
    /// The pair.
    pub pair: String,
    /// Which of the two.
    pub side: ApplicantRole,
}

/// Somebody who is told of their pair, and when they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairTold {
    /// Who.
    pub of: PairSide,
    /// The name; empty for somebody who was erased.
    pub name: String,
    /// The other's name.
    pub other: String,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// Their address, as they applied with it.
    pub email: Option<String>,
    /// The day.
    pub told_on: Option<String>,
}

impl Read<'_> {
    /// Both sides of the pairs of a programme that go on, in the order in which they were made, mentors before mentees.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pairs_told(&self, programme: &str) -> Result<Vec<PairTold>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT m.id, m.mentor, m.mentee, m.mentor_identity, m.mentee_identity,
               (SELECT a.email FROM mentoring_application a WHERE a.id = m.mentor_application AND a.deleted_at IS NULL),
               (SELECT a.email FROM mentoring_application a WHERE a.id = m.mentee_application AND a.deleted_at IS NULL),
               m.contact, m.mentor_told_on, m.mentee_told_on
             FROM mentorship m WHERE m.programme = ?1 AND {RUNNING} ORDER BY m.created_at, m.id"
        ))?;
        let mut rows = statement.query([programme])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (pair, mentor, mentee): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let contact: String = row.get(7)?;
            found.push(PairTold {
                of: PairSide { pair: pair.clone(), side: ApplicantRole::Mentor },
                name: mentor.clone(),
                other: mentee.clone(),
                member: row.get(3)?,
                email: row.get(5)?,
                told_on: row.get(8)?,
            });
            found.push(PairTold {
                of: PairSide { pair, side: ApplicantRole::Mentee },
                name: mentee,
                other: mentor,
                member: row.get(4)?,
                // How a mentee is reached may be a telephone number.
                email: row.get::<_, Option<String>>(6)?.or(Some(contact).filter(|text| text.contains('@'))),
                told_on: row.get(9)?,
            });
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Notes on which day somebody was told who the other is; an empty day takes it back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such pair of a programme.
    pub fn mark_told(&self, of: &PairSide, on: &str) -> Result<()> {
        let on = optional_day(on, "on")?;
        let column = match of.side {
            ApplicantRole::Mentor => "mentor_told_on",
            ApplicantRole::Mentee => "mentee_told_on",
        };
        // `updated_at` stays: it says which of two machines changed the pair last, and this is no change of the pair.
        let sql = format!(
            "UPDATE mentorship SET {column} = ?2 WHERE id = ?1 AND programme IS NOT NULL AND deleted_at IS NULL"
        );
        if self.connection.prepare_cached(&sql)?.execute(params![of.pair, on])? == 0 {
            return Err(Error::NotFound("pair"));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }
}
