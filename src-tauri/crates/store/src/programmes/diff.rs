//! Applications come in a file, again and again, and only what is new in it changes anything.
//!
//! **Invariants:** whoever is in a file is known by what the file knows them by, and comes in once; what was decided here
//! (the state, the note, that it was taken away) is in no file; what a file has no column for stays as it is; an address that
//! was erased does not come back.

use std::collections::BTreeMap;

use rusqlite::params;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{ApplicantRole, Programme};
use crate::{Read, Write, error::Result, topic::Topic};

/// Rows that are told.
const SHOWN: usize = 200;

/// What a row of a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantLine {
    /// Where it stands, from 1.
    pub line: u32,
    /// As what.
    pub role: ApplicantRole,
    /// What it is known by in the file.
    pub key: String,
    /// Who.
    pub name: String,
    /// Address, in small letters.
    pub email: Option<String>,
    /// A short name.
    pub handle: Option<String>,
    /// Of a mentor: how many mentees.
    pub capacity: Option<u32>,
    /// The time zone as it is written.
    pub zone: Option<String>,
    /// When they applied, UTC milliseconds.
    pub applied_at: Option<i64>,
    /// What they answered, by the question's id.
    pub answers: BTreeMap<String, String>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantPut {
    /// Somebody new.
    New,
    /// Something else is said of them.
    Changed,
}

/// What changes, of one applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ApplicantChange {
    /// Where it stands in the file.
    pub line: u32,
    /// What becomes of it.
    pub put: ApplicantPut,
    /// As what.
    pub role: ApplicantRole,
    /// Who.
    pub name: String,
    /// The member, where one is meant: the id of an account.
    pub member: Option<String>,
    /// What changes: `name`, `email`, `capacity`, `zone`, or the text of a question.
    pub what: Vec<String>,
}

/// What a file would change, or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ApplicantDiff {
    /// New applications.
    pub new: u32,
    /// Applications of which something else is said.
    pub changed: u32,
    /// Applications as they were.
    pub same: u32,
    /// Of all in the file, members.
    pub members: u32,
    /// Rows of people who were erased: left out.
    pub erased: u32,
    /// The first of what changes, in the order of the file.
    pub rows: Vec<ApplicantChange>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    id: String,
    known_by: Option<String>,
    role: String,
    identity: Option<String>,
    name: String,
    email: Option<String>,
    capacity: Option<u32>,
    zone: Option<String>,
    answers: BTreeMap<String, Vec<String>>,
    /// Taken away here.
    removed: bool,
}

/// The word a file's applicants are known by. Somebody may be both a mentor and a mentee.
fn known_by(role: ApplicantRole, key: &str) -> String {
    format!("{}:{}", role.word(), key.to_lowercase())
}

impl Read<'_> {
    /// What a file would change.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such programme.
    pub fn compare_applications(&self, programme: &str, lines: &[ApplicantLine]) -> Result<ApplicantDiff> {
        let programme = self.programme(programme)?;
        self.walk_applications(&programme, lines, None)
    }

    fn applications_known(&self, programme: &str) -> Result<Vec<Known>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, known_by, role, identity, name, email, capacity, zone, answers, deleted_at IS NOT NULL FROM mentoring_application
             WHERE programme = ?1 AND (deleted_at IS NULL OR known_by IS NOT NULL) ORDER BY deleted_at IS NULL, deleted_at, id",
        )?;
        let rows = statement.query_map([programme], |row| {
            Ok(Known {
                id: row.get(0)?,
                known_by: row.get(1)?,
                role: row.get(2)?,
                identity: row.get(3)?,
                name: row.get(4)?,
                email: row.get(5)?,
                capacity: row.get(6)?,
                zone: row.get(7)?,
                answers: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
                removed: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn walk_applications(
        &self,
        programme: &Programme,
        lines: &[ApplicantLine],
        write: Option<(&Write<'_>, &dyn Fn() -> String, i64)>,
    ) -> Result<ApplicantDiff> {
        let (known, people, ledger) = (self.applications_known(&programme.id)?, self.guest_people()?, self.ledger()?);
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        // Those that are here come last, and so before those that were taken away.
        for (place, one) in known.iter().enumerate() {
            if let Some(key) = &one.known_by {
                places.insert(key.clone(), place);
            }
        }
        for (place, one) in known.iter().enumerate() {
            // Somebody who was written in by hand, and now answered the form.
            if let (None, Some(email)) = (&one.known_by, &one.email) {
                places.entry(format!("{}:{email}", one.role)).or_insert(place);
            }
        }
        let (mut diff, mut seen) = (ApplicantDiff::default(), FxHashSet::default());
        for line in lines {
            if line.email.as_deref().is_some_and(|email| ledger.as_ref().is_some_and(|ledger| ledger.address(email))) {
                diff.erased += 1;
                continue;
            }
            let key = known_by(line.role, &line.key);
            let by_address = || places.get(&known_by(line.role, line.email.as_deref()?)).copied();
            let place = places.get(&key).copied().or_else(by_address);
            let here = place.and_then(|place| known.get(place)).filter(|one| seen.insert(one.id.clone()));
            let found = people.find(line.email.as_deref(), line.handle.as_deref(), &line.name);
            let identity = match here.and_then(|one| one.identity.clone()) {
                Some(identity) => Some(identity),
                None => found.map(|key| self.uid_of(key)).transpose()?,
            };
            diff.members += u32::from(identity.is_some());
            let mut after = here.cloned().unwrap_or_else(|| Known {
                id: String::new(),
                known_by: None,
                role: line.role.word().to_owned(),
                identity: None,
                name: String::new(),
                email: None,
                capacity: None,
                zone: None,
                answers: BTreeMap::new(),
                removed: false,
            });
            let mut what = Vec::new();
            let mut note = |changed: bool, field: &str| {
                if changed && here.is_some() {
                    what.push(field.to_owned());
                }
            };
            note(after.name != line.name, "name");
            after.name.clone_from(&line.name);
            note(line.email.is_some() && after.email != line.email, "email");
            after.email = line.email.clone().or(after.email);
            note(line.capacity.is_some() && after.capacity != line.capacity, "capacity");
            after.capacity = line.capacity.or(after.capacity);
            note(line.zone.is_some() && after.zone != line.zone, "zone");
            after.zone = line.zone.clone().or(after.zone);
            for question in &programme.questions {
                let Some(said) = line.answers.get(&question.id) else { continue };
                let answer = question.answer(said);
                note(after.answers.get(&question.id).is_none_or(|before| *before != answer), &question.text);
                after.answers.insert(question.id.clone(), answer);
            }
            // What was taken away here stays away, until the file says something else.
            if here.is_some_and(|one| one.removed) && what.is_empty() {
                diff.same += 1;
                continue;
            }
            let here = here.filter(|one| !one.removed);
            if here.is_none() {
                what.clear();
            }
            let put = match here {
                None => Some(ApplicantPut::New),
                Some(_) if !what.is_empty() => Some(ApplicantPut::Changed),
                Some(_) => None,
            };
            match put {
                Some(ApplicantPut::New) => diff.new += 1,
                Some(ApplicantPut::Changed) => diff.changed += 1,
                None => diff.same += 1,
            }
            if let (Some(put), true) = (put, diff.rows.len() < SHOWN) {
                let (name, member) = (line.name.clone(), identity.clone());
                diff.rows.push(ApplicantChange { line: line.line, put, role: line.role, name, member, what });
            }
            if let (Some((write, new_id, now)), true) =
                (write, put.is_some() || here.is_some_and(|one| one.known_by.is_none()))
            {
                after.identity = identity;
                after.known_by = Some(key);
                if here.is_none() {
                    after.id = new_id();
                }
                write.put_application(programme, &after, line.applied_at.unwrap_or(now).min(now), now)?;
            }
        }
        Ok(diff)
    }
}

impl Write<'_> {
    /// Brings applications in; answers what was changed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such programme.
    pub fn bring_applications(
        &self,
        programme: &str,
        lines: &[ApplicantLine],
        new_id: &dyn Fn() -> String,
        now: i64,
    ) -> Result<ApplicantDiff> {
        let read = self.read();
        let programme = read.programme(programme)?;
        let diff = read.walk_applications(&programme, lines, Some((self, new_id, now)))?;
        self.touch(Topic::Mentoring);
        Ok(diff)
    }

    fn put_application(&self, programme: &Programme, one: &Known, applied_at: i64, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO mentoring_application (id, programme, role, identity, name, email, known_by, state, capacity, zone, answers,
                   applied_at, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', ?8, ?9, ?10, ?11, ?12, ?12)
                 ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, name = excluded.name, email = excluded.email,
                   known_by = excluded.known_by, capacity = excluded.capacity, zone = excluded.zone, answers = excluded.answers,
                   updated_at = excluded.updated_at",
            )?
            .execute(params![
                one.id,
                programme.id,
                one.role,
                one.identity,
                one.name,
                one.email,
                one.known_by,
                one.capacity,
                one.zone,
                serde_json::to_string(&one.answers).unwrap_or_else(|_| "{}".to_owned()),
                applied_at,
                now
            ])?;
        Ok(())
    }
}
