//! Who wants to be a mentor or a mentee, and how it stands with them.
//!
//! **Invariants:** an applicant may be no member; whoever is rejected or leaves has no pair that runs any more: what ran
//! ends without fault in the same step; who waits, and since when, follows from the state and the pairs.

use std::collections::BTreeMap;

use kith_domain::{door::search_words, matching::zone_name, profile};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Programme, questions::LONGEST_ANSWER};
use crate::{
    Among, Read, Write,
    error::{Error, Result},
    events::{at, line, needed},
    topic::Topic,
};

const DAY: i64 = 86_400_000;
/// Most characters of the lead's note.
const LONGEST_NOTE: usize = 4_000;

/// As what somebody applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantRole {
    /// Helps.
    Mentor,
    /// Is helped.
    Mentee,
}

impl ApplicantRole {
    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
        }
    }
}

/// How it stands with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantState {
    /// Somebody has to decide.
    Pending,
    /// Takes part.
    Accepted,
    /// Does not take part.
    Rejected,
    /// Does not want to any more.
    Cancelled,
    /// Took part to the end.
    Completed,
}

impl ApplicantState {
    const ALL: [Self; 5] = [Self::Pending, Self::Accepted, Self::Rejected, Self::Cancelled, Self::Completed];

    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
        }
    }

    fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::Pending)
    }
}

/// Somebody who applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Applicant {
    /// The application's id.
    pub id: String,
    /// As what.
    pub role: ApplicantRole,
    /// Who; nothing for somebody who was erased.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// How it stands.
    pub state: ApplicantState,
    /// Of a mentor: how many mentees; nothing for as many as the programme says.
    pub capacity: Option<u32>,
    /// Their time zone.
    pub zone: Option<String>,
    /// What they answered, by the question's id.
    pub answers: BTreeMap<String, Vec<String>>,
    /// For the team.
    pub note: String,
    /// When they applied, UTC milliseconds.
    pub applied_at: i64,
    /// Pairs of theirs that are proposed, meet or pause.
    pub pairs: u32,
    /// Whole days that they wait: to be decided about, or for a mentor.
    pub waiting: Option<u32>,
}

/// An application as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// As what.
    pub role: ApplicantRole,
    /// Who; may be empty where a member is given.
    #[serde(default)]
    pub name: String,
    /// Address.
    #[serde(default)]
    pub email: String,
    /// The member: the id of an account.
    #[serde(default)]
    pub member: Option<String>,
    /// Of a mentor: how many mentees; nothing for as many as the programme says.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Their time zone; may be empty.
    #[serde(default)]
    pub zone: String,
    /// What they answered, as it is typed, by the question's id.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// For the team.
    #[serde(default)]
    pub note: String,
}

/// An application that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedApplication {
    new: NewApplication,
    email: Option<String>,
    zone: Option<String>,
    answers: BTreeMap<String, Vec<String>>,
}

/// Which applicants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// Words of name or address.
    pub text: String,
    /// As what.
    pub role: Option<ApplicantRole>,
    /// How it stands.
    pub state: Option<ApplicantState>,
    /// Among whom; who is no member only where everybody is looked at.
    pub among: Among,
}

/// How many applied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ApplicationCounts {
    /// To be decided about.
    pub pending: u32,
    /// Mentors who take part.
    pub mentors: u32,
    /// Mentees who take part.
    pub mentees: u32,
    /// Of them, those without a mentor.
    pub unmatched: u32,
    /// Places that accepted mentors have left.
    pub places: u32,
    /// Rejected.
    pub rejected: u32,
    /// Cancelled.
    pub cancelled: u32,
    /// Took part to the end.
    pub completed: u32,
}

impl NewApplication {
    /// What was typed, understood by the questions of its programme.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self, programme: &Programme) -> Result<CheckedApplication> {
        let email = line(&self.email, "email")?.to_lowercase();
        if !email.is_empty() && !profile::is_address(&email) {
            return Err(at("email")("write an e-mail address"));
        }
        if self.capacity.is_some_and(|capacity| capacity > 100) {
            return Err(at("capacity")("write how many mentees: 0 to 100"));
        }
        let name = if self.member.is_some() { line(&self.name, "name")? } else { needed(&self.name, "name")? };
        let zone = match self.zone.trim() {
            "" => None,
            typed => Some(zone_name(typed).ok_or_else(|| at("zone")("choose a time zone, such as Europe/Berlin"))?),
        };
        let mut answers = BTreeMap::new();
        for question in &programme.questions {
            let typed = self.answers.get(&question.id).map(String::as_str).unwrap_or_default();
            if typed.chars().count() > LONGEST_ANSWER {
                return Err(at("answers")("this answer is too long"));
            }
            let answer = question.answer(typed);
            if !answer.is_empty() {
                answers.insert(question.id.clone(), answer);
            }
        }
        let note = profile::words(&self.note, LONGEST_NOTE, true).map_err(at("note"))?.unwrap_or_default();
        let email = (!email.is_empty()).then_some(email);
        Ok(CheckedApplication { new: Self { name, note, ..self.clone() }, email, zone, answers })
    }
}

/// Who has a pair that runs.
pub(super) const RUNNING: &str = "state IN ('proposed', 'active', 'paused') AND deleted_at IS NULL";

fn applicant_of(row: &Row<'_>, now: i64) -> rusqlite::Result<Applicant> {
    let role = if row.get::<_, String>(1)? == "mentor" { ApplicantRole::Mentor } else { ApplicantRole::Mentee };
    let state = ApplicantState::parse(&row.get::<_, String>(5)?);
    let (applied_at, pairs): (i64, u32) = (row.get(10)?, row.get(11)?);
    let waits = match state {
        ApplicantState::Pending => true,
        ApplicantState::Accepted => role == ApplicantRole::Mentee && pairs == 0,
        _ => false,
    };
    Ok(Applicant {
        id: row.get(0)?,
        role,
        name: row.get(2)?,
        email: row.get(3)?,
        member: row.get(4)?,
        state,
        capacity: row.get(6)?,
        zone: row.get(7)?,
        answers: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
        note: row.get(9)?,
        applied_at,
        pairs,
        waiting: waits.then(|| u32::try_from((now - applied_at).max(0) / DAY).unwrap_or(u32::MAX)),
    })
}

fn columns() -> String {
    format!(
        "a.id, a.role, a.name, a.email, a.identity, a.state, a.capacity, a.zone, a.answers, a.note, a.applied_at,
         (SELECT count(*) FROM mentorship WHERE programme = a.programme AND a.id IN (mentor_application, mentee_application) AND {RUNNING})"
    )
}

impl Read<'_> {
    /// Applicants: who waits longest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn applications(
        &self,
        programme: &str,
        filter: &ApplicationFilter,
        now: i64,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<Applicant>> {
        let sql = format!(
            "SELECT {} FROM mentoring_application a WHERE a.programme = ?1 AND a.deleted_at IS NULL
               AND (?2 = '' OR a.role = ?2) AND (?3 = '' OR a.state = ?3) ORDER BY a.state <> 'pending', a.applied_at, a.id",
            columns()
        );
        let (role, state) =
            (filter.role.map_or("", ApplicantRole::word), filter.state.map_or("", ApplicantState::word));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![programme, role, state], |row| applicant_of(row, now))?;
        let wanted = search_words(&filter.text);
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let fits = |one: &Applicant| {
            let have = format!("{} {}", search_words(&one.name), one.email.as_deref().unwrap_or_default());
            wanted.iter().all(|word| have.contains(word))
        };
        let mut found = Vec::new();
        let mut passed = 0;
        for row in rows {
            let row = row?;
            if !fits(&row) || !filter.among.has_account(self, row.member.as_deref()) {
                continue;
            }
            passed += 1;
            if passed > skip {
                found.push(row);
            }
            if found.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
                break;
            }
        }
        Ok(found)
    }

    /// An applicant, and the programme.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn application(&self, id: &str, now: i64) -> Result<(Applicant, String)> {
        let sql = format!(
            "SELECT {}, a.programme FROM mentoring_application a WHERE a.id = ?1 AND a.deleted_at IS NULL",
            columns()
        );
        let found =
            self.connection.prepare_cached(&sql)?.query_row([id], |row| Ok((applicant_of(row, now)?, row.get(12)?)));
        found.optional()?.ok_or(Error::NotFound("application"))
    }

    /// How many applied to a programme, `among` these.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn application_counts(&self, programme: &str, among: &Among) -> Result<ApplicationCounts> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT a.role, a.state, count(*), sum(n = 0), sum(max(coalesce(a.capacity, g.capacity) - n, 0)) FROM
               (SELECT o.*, (SELECT count(*) FROM mentorship WHERE programme = o.programme
                  AND o.id IN (mentor_application, mentee_application) AND {RUNNING}) AS n
                FROM mentoring_application o WHERE o.programme = ?1 AND o.deleted_at IS NULL
                  AND (?2 IS NULL OR EXISTS (SELECT 1 FROM identity i JOIN person p ON p.identity_id = i.id
                    WHERE i.uid = o.identity AND p.member_id IN (SELECT value FROM json_each(?2))))) a
               JOIN programme g ON g.id = a.programme GROUP BY 1, 2"
        ))?;
        let mut rows = statement.query(params![programme, among.json()])?;
        let mut counts = ApplicationCounts::default();
        while let Some(row) = rows.next()? {
            let (role, state, count): (String, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match (ApplicantState::parse(&state), role.as_str()) {
                (ApplicantState::Pending, _) => counts.pending += count,
                (ApplicantState::Accepted, "mentor") => {
                    counts.mentors = count;
                    counts.places = row.get(4)?;
                }
                (ApplicantState::Accepted, _) => {
                    counts.mentees = count;
                    counts.unmatched = row.get(3)?;
                }
                (ApplicantState::Rejected, _) => counts.rejected += count,
                (ApplicantState::Cancelled, _) => counts.cancelled += count,
                (ApplicantState::Completed, _) => counts.completed += count,
            }
        }
        Ok(counts)
    }
}

impl Write<'_> {
    /// Adds an application with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such programme or member.
    pub fn keep_application(
        &self,
        programme: &str,
        id: &str,
        application: &CheckedApplication,
        now: i64,
    ) -> Result<()> {
        let read = self.read();
        let programme = read.programme(programme)?.id;
        let CheckedApplication { new, email, zone, answers } = application;
        let (mut name, mut identity) = (new.name.clone(), None);
        if let Some(uid) = &new.member {
            let key = read.member_key(uid)?;
            identity = Some(read.uid_of(key)?);
            if name.is_empty() {
                name = read.member_name(key)?;
            }
        }
        self.connection
            .prepare_cached(
                "INSERT INTO mentoring_application (id, programme, role, identity, name, email, state, capacity, zone, answers, note,
                   applied_at, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, ?8, ?9, ?10, ?11, ?11, ?11)
                 ON CONFLICT (id) DO UPDATE SET role = excluded.role, identity = excluded.identity, name = excluded.name,
                   email = excluded.email, capacity = excluded.capacity, zone = excluded.zone, answers = excluded.answers,
                   note = excluded.note, updated_at = excluded.updated_at WHERE programme = excluded.programme",
            )?
            .execute(params![
                id,
                programme,
                new.role.word(),
                identity,
                name,
                email,
                new.capacity,
                zone,
                serde_json::to_string(answers).unwrap_or_else(|_| "{}".to_owned()),
                new.note,
                now
            ])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Changes how it stands with an application. Whoever leaves ends the pairs that ran, on `today`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn set_application_state(&self, id: &str, state: ApplicantState, today: &str, now: i64) -> Result<()> {
        self.mark_application(id, state.word(), now)?;
        if matches!(state, ApplicantState::Rejected | ApplicantState::Cancelled) {
            self.connection
                .prepare_cached(&format!(
                    "UPDATE mentorship SET state = 'ended', ended_on = ?2, updated_at = ?3
                     WHERE ?1 IN (mentor_application, mentee_application) AND {RUNNING}"
                ))?
                .execute(params![id, today, now])?;
        }
        Ok(())
    }

    fn mark_application(&self, id: &str, state: &str, now: i64) -> Result<()> {
        let sql = "UPDATE mentoring_application SET state = ?2, updated_at = ?3 WHERE id = ?1 AND deleted_at IS NULL";
        if self.connection.prepare_cached(sql)?.execute(params![id, state, now])? == 0 {
            return Err(Error::NotFound("application"));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes an application away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_application(&self, id: &str, now: i64) -> Result<()> {
        self.strike_programme(
            "UPDATE mentoring_application SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            id,
            now,
            "application",
        )
    }
}
