//! From applications to pairs: who can be paired, what the lead says about two people, and pairs that are told.
//!
//! **Invariants:** a mentee has one mentor of a programme at a time and a mentor no more mentees than room, whoever asks;
//! all pairs of one publication are one step; a pair begins when both agreed, or at once where there is nothing to agree to.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::{matching, profile};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Applicant, ApplicantRole, ApplicantState, ApplicationFilter, Programme};
use crate::{
    Read, Write,
    error::{Error, Result},
    events::at,
    topic::Topic,
};

/// What the lead says about two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchWishSay {
    /// These two.
    Pin,
    /// Not these two.
    Veto,
    /// Not these two: they have something to do with each other.
    Conflict,
}

impl MatchWishSay {
    const fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Veto => "veto",
            Self::Conflict => "conflict",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "pin" => Self::Pin,
            "conflict" => Self::Conflict,
            _ => Self::Veto,
        }
    }

    /// As the matching understands it.
    pub const fn meant(self) -> matching::Say {
        match self {
            Self::Pin => matching::Say::Pin,
            Self::Veto => matching::Say::Veto,
            Self::Conflict => matching::Say::Conflict,
        }
    }
}

/// What was said about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MatchWish {
    /// The mentor's application.
    pub mentor: String,
    /// The mentee's application.
    pub mentee: String,
    /// What was said.
    pub wish: MatchWishSay,
    /// Why.
    pub why: String,
}

/// Why two were paired, as it is kept with the pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MatchReason {
    /// What sort: a kind of question, or `earlier`.
    pub kind: String,
    /// The question; empty for `earlier`.
    pub text: String,
    /// The points.
    pub points: i64,
    /// As many as there could be.
    pub most: i64,
    /// What both said.
    pub shared: Vec<String>,
    /// How much more the mentor's number is, or the minutes a day that both are awake.
    pub number: Option<i64>,
}

/// Everything that pairs can be made of.
#[derive(Debug, Clone)]
pub struct Matchable {
    /// The programme.
    pub programme: Programme,
    /// Accepted mentors with the room that they have left.
    pub mentors: Vec<(Applicant, u32)>,
    /// Accepted mentees without a mentor.
    pub mentees: Vec<Applicant>,
    /// The person behind an application.
    pub who: BTreeMap<String, String>,
    /// What the lead said.
    pub wishes: Vec<MatchWish>,
    /// Who was paired before: applications of mentor and mentee.
    pub earlier: Vec<(String, String)>,
    /// Who left whom without fault in this programme: applications of mentor and mentee.
    pub parted: Vec<(String, String)>,
}

/// Two to pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPair {
    /// The id of the pair.
    pub id: String,
    /// The mentor's application.
    pub mentor: String,
    /// The mentee's application.
    pub mentee: String,
    /// Why these two.
    pub reasons: Vec<MatchReason>,
}

/// Pairs to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Of which programme.
    pub programme: String,
    /// Of which round; nothing for a new one.
    pub round: Option<String>,
    /// The id of a new round.
    pub new_round: String,
    /// The mentor who uses this file, where they are one of them.
    pub me: Option<String>,
    /// Who.
    pub pairs: Vec<NewPair>,
}

impl Read<'_> {
    /// Everything that pairs of a programme can be made of.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such programme.
    pub fn matchable(&self, programme: &str, now: i64) -> Result<Matchable> {
        let programme = self.programme(programme)?;
        let all = |role| {
            let state = Some(ApplicantState::Accepted);
            let filter = ApplicationFilter { role: Some(role), state, ..ApplicationFilter::default() };
            self.applications(&programme.id, &filter, now, 0, u32::MAX)
        };
        let room = |one: Applicant| {
            let left = one.capacity.unwrap_or(programme.capacity).saturating_sub(one.pairs);
            (one, left)
        };
        let mentors: Vec<(Applicant, u32)> = all(ApplicantRole::Mentor)?.into_iter().map(room).collect();
        let mentees: Vec<Applicant> = all(ApplicantRole::Mentee)?.into_iter().filter(|one| one.pairs == 0).collect();
        let mut who = BTreeMap::new();
        for one in mentors.iter().map(|(one, _)| one).chain(&mentees) {
            let person = match &one.member {
                Some(uid) => self.person_of(uid)?,
                None => one.email.clone(),
            };
            if let Some(person) = person {
                who.insert(one.id.clone(), person);
            }
        }
        let earlier = self.earlier_pairs(&mentors, &mentees, &who)?;
        let wishes = self.match_wishes(&programme.id)?;
        let parted = self.parted_pairs(&programme.id)?;
        Ok(Matchable { programme, mentors, mentees, who, wishes, earlier, parted })
    }

    /// The member behind an account, as a word; nothing when the account is gone.
    fn person_of(&self, uid: &str) -> Result<Option<String>> {
        let sql =
            "SELECT 'member ' || p.member_id FROM identity i JOIN person p ON p.identity_id = i.id WHERE i.uid = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([uid], |row| row.get(0)).optional()?)
    }

    fn parted_pairs(&self, programme: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT mentor_application, mentee_application FROM mentorship WHERE programme = ?1 AND state = 'ended'
               AND mentor_application IS NOT NULL AND mentee_application IS NOT NULL AND deleted_at IS NULL ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([programme], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn earlier_pairs(
        &self,
        mentors: &[(Applicant, u32)],
        mentees: &[Applicant],
        who: &BTreeMap<String, String>,
    ) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT mentor_application, mentee_application, mentor_identity, mentee_identity FROM mentorship
             WHERE deleted_at IS NULL",
        )?;
        type Side = Option<String>;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let (mut by_application, mut by_person) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            let (mentor, mentee, one, other): (Side, Side, Side, Side) = row?;
            by_application.extend(mentor.zip(mentee));
            if let Some((one, other)) = one.zip(other) {
                by_person.extend(self.person_of(&one)?.zip(self.person_of(&other)?));
            }
        }
        if by_application.is_empty() && by_person.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for (mentor, _) in mentors {
            for mentee in mentees {
                let people = who.get(&mentor.id).cloned().zip(who.get(&mentee.id).cloned());
                let pair = (mentor.id.clone(), mentee.id.clone());
                if by_application.contains(&pair) || people.is_some_and(|people| by_person.contains(&people)) {
                    found.push(pair);
                }
            }
        }
        Ok(found)
    }

    /// What the lead said about people of a programme.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn match_wishes(&self, programme: &str) -> Result<Vec<MatchWish>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT mentor, mentee, wish, why FROM mentoring_wish WHERE programme = ?1 AND deleted_at IS NULL ORDER BY created_at, id",
        )?;
        let rows = statement.query_map([programme], |row| {
            let wish = MatchWishSay::parse(&row.get::<_, String>(2)?);
            Ok(MatchWish { mentor: row.get(0)?, mentee: row.get(1)?, wish, why: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps what the lead says about two people; nothing takes back what was said.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there are no such applications; [`Error::Field`] when they cannot be a pair.
    pub fn set_match_wish(
        &self,
        id: &str,
        mentor: &str,
        mentee: &str,
        say: Option<(MatchWishSay, &str)>,
        now: i64,
    ) -> Result<()> {
        let read = self.read();
        let ((one, programme), (other, its)) = (read.application(mentor, now)?, read.application(mentee, now)?);
        if programme != its || one.role != ApplicantRole::Mentor || other.role != ApplicantRole::Mentee {
            return Err(at("mentee")("a pair is a mentor and a mentee of one programme"));
        }
        self.connection
            .prepare_cached(
                "UPDATE mentoring_wish SET deleted_at = ?3, updated_at = ?3 WHERE mentor = ?1 AND mentee = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![mentor, mentee, now])?;
        if let Some((say, why)) = say {
            if say == MatchWishSay::Pin {
                // A mentee is pinned to one mentor.
                self.connection
                    .prepare_cached(
                        "UPDATE mentoring_wish SET deleted_at = ?2, updated_at = ?2
                         WHERE mentee = ?1 AND wish = 'pin' AND deleted_at IS NULL",
                    )?
                    .execute(params![mentee, now])?;
            }
            let why = profile::words(why, profile::LONGEST_LINE, false).map_err(at("why"))?.unwrap_or_default();
            self.connection
                .prepare_cached(
                    "INSERT INTO mentoring_wish (id, programme, mentor, mentee, wish, why, created_at, updated_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
                )?
                .execute(params![id, programme, mentor, mentee, say.word(), why, now])?;
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Makes pairs of applications, as one round; answers which round.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such programme; [`Error::Field`] when somebody cannot be paired any more.
    pub fn publish_pairs(&self, new: &Publication, today: &str, now: i64) -> Result<String> {
        let read = self.read();
        let here = read.matchable(&new.programme, now)?;
        let programme = &here.programme;
        if new.pairs.is_empty() {
            return Err(at("pairs")("choose pairs first"));
        }
        let round = self.open_round(new, now)?;
        let mut room: BTreeMap<&str, (&Applicant, u32)> =
            here.mentors.iter().map(|(one, room)| (one.id.as_str(), (one, *room))).collect();
        let mut waiting: BTreeMap<&str, &Applicant> = here.mentees.iter().map(|one| (one.id.as_str(), one)).collect();
        let started = if programme.starts_on.as_str() > today { programme.starts_on.as_str() } else { today };
        for pair in &new.pairs {
            let mentee = waiting
                .remove(pair.mentee.as_str())
                .ok_or_else(|| at("pairs")("a mentee of these has a mentor already, or does not take part"))?;
            let mentor = match room.get_mut(pair.mentor.as_str()) {
                Some((_, 0)) => return Err(at("pairs")("a mentor of these has no room for one more")),
                Some((mentor, left)) => {
                    *left -= 1;
                    *mentor
                }
                None => return Err(at("pairs")("a mentor of these does not take part")),
            };
            let state = if programme.agreement.is_empty() { "active" } else { "proposed" };
            self.connection
                .prepare_cached(
                    "INSERT INTO mentorship (id, programme, round, mentor_application, mentee_application, mine, mentor, mentor_identity,
                       mentee, mentee_identity, contact, zone, state, started_on, ends_on, cadence_days, minutes, agreement, reasons,
                       created_at, updated_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?20)",
                )?
                .execute(params![
                    pair.id,
                    programme.id,
                    round,
                    mentor.id,
                    mentee.id,
                    new.me.as_deref() == Some(mentor.id.as_str()),
                    mentor.name,
                    mentor.member,
                    mentee.name,
                    mentee.member,
                    mentee.email.as_deref().unwrap_or_default(),
                    mentee.zone,
                    state,
                    started,
                    programme.ends_on,
                    programme.cadence_days,
                    programme.minutes,
                    programme.agreement,
                    serde_json::to_string(&pair.reasons).unwrap_or_else(|_| "[]".to_owned()),
                    now
                ])?;
        }
        self.touch(Topic::Mentoring);
        Ok(round)
    }

    /// The round that pairs are told in, marked as told.
    fn open_round(&self, new: &Publication, now: i64) -> Result<String> {
        let rounds = self.read().programme_rounds(&new.programme)?;
        let id = match &new.round {
            Some(id) => {
                rounds.iter().find(|round| round.id == *id).ok_or(Error::NotFound("round"))?;
                id.clone()
            }
            None => {
                let name = format!("Round {}", rounds.len() + 1);
                self.connection
                    .prepare_cached(
                        "INSERT INTO mentoring_round (id, programme, name, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
                    )?
                    .execute(params![new.new_round, new.programme, name, now])?;
                new.new_round.clone()
            }
        };
        self.connection
            .prepare_cached(
                "UPDATE mentoring_round SET published_at = coalesce(published_at, ?2), updated_at = ?2 WHERE id = ?1",
            )?
            .execute(params![id, now])?;
        Ok(id)
    }
}
