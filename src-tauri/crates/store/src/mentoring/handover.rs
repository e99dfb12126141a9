//! What a hand-over file takes out of here, and what it brings.
//!
//! **Invariants:** of two states of a row the later one stays; a file changes only pairs that its key wrote before, or nobody did;
//! a row never moves from one pair to another; what is sealed is neither read nor written.

use kith_domain::handover::{Goal, Handover, Item, Kind, Pair, Programme, Progress, Session};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, Write, error::Result, topic::Topic};

/// What a file brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct HandedOver {
    /// Pairs that are new here.
    pub new_pairs: u32,
    /// Pairs of which something changed.
    pub changed_pairs: u32,
    /// Sessions that are new or changed.
    pub sessions: u32,
    /// Things to do, goals and their progress that are new or changed.
    pub others: u32,
    /// Pairs that somebody else handed over before: nothing of them was taken in.
    pub refused_pairs: u32,
}

/// Somebody whose files are believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HandoverPeer {
    /// The key they sign with, in hexadecimal.
    pub key: String,
    /// What they are called.
    pub name: String,
    /// Since when, UTC milliseconds.
    pub created_at: i64,
}

impl Read<'_> {
    /// What goes into a file: a mentor's own pairs for the lead, or the pairs of a mentor in a programme for that mentor.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn handover(&self, kind: Kind, mentorships: &[String], from: &str, now: i64) -> Result<Handover> {
        let mut file = Handover {
            kind,
            from: from.to_owned(),
            made_at: now,
            programmes: Vec::new(),
            pairs: Vec::new(),
            sessions: Vec::new(),
            items: Vec::new(),
            goals: Vec::new(),
            progress: Vec::new(),
        };
        for id in mentorships {
            let mut pair = self.handover_pair(id)?;
            if kind == Kind::Sessions {
                // The lead knows how to reach them, or need not.
                pair.contact = String::new();
                if pair.mentor.is_empty() {
                    from.clone_into(&mut pair.mentor);
                }
                self.handover_rows(id, &mut file)?;
            }
            if let Some(programme) = &pair.programme
                && file.programmes.iter().all(|known| known.id != *programme)
                && let Some(found) = self.handover_programme(programme)?
            {
                file.programmes.push(found);
            }
            file.pairs.push(pair);
        }
        Ok(file)
    }

    fn handover_pair(&self, id: &str) -> Result<Pair> {
        let pair = self.mentorship(id)?;
        let updated_at =
            self.connection.query_row("SELECT updated_at FROM mentorship WHERE id = ?1", [id], |row| row.get(0))?;
        Ok(Pair {
            id: pair.id,
            programme: pair.programme,
            mentor: pair.mentor,
            mentee: pair.mentee,
            contact: pair.contact,
            zone: pair.zone,
            state: pair.state.word().to_owned(),
            started_on: pair.started_on,
            ends_on: pair.ends_on,
            ended_on: pair.ended_on,
            ended_why: pair.ended_why,
            cadence_days: pair.cadence_days,
            minutes: pair.minutes,
            agreement: pair.agreement,
            mentor_agreed_on: pair.mentor_agreed_on,
            mentee_agreed_on: pair.mentee_agreed_on,
            updated_at,
        })
    }

    fn handover_programme(&self, id: &str) -> Result<Option<Programme>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, purpose, starts_on, ends_on, cadence_days, minutes, agreement, updated_at FROM programme
             WHERE id = ?1 AND deleted_at IS NULL",
        )?;
        let found = statement.query_row([id], |row| {
            Ok(Programme {
                id: row.get(0)?,
                name: row.get(1)?,
                purpose: row.get(2)?,
                starts_on: row.get(3)?,
                ends_on: row.get(4)?,
                cadence_days: row.get(5)?,
                minutes: row.get(6)?,
                agreement: row.get(7)?,
                updated_at: row.get(8)?,
            })
        });
        Ok(found.optional()?)
    }

    fn handover_rows(&self, id: &str, file: &mut Handover) -> Result<()> {
        let mut sessions = self.connection.prepare_cached(
            "SELECT id, mentorship, state, starts, zone, start_at, minutes, medium, topics, agreed, shared, rating_mentor, rating_mentee,
               updated_at, deleted_at IS NOT NULL FROM mentoring_session WHERE mentorship = ?1 ORDER BY start_at, id",
        )?;
        for row in sessions.query_map([id], |row| {
            Ok(Session {
                id: row.get(0)?,
                mentorship: row.get(1)?,
                state: row.get(2)?,
                starts: row.get(3)?,
                zone: row.get(4)?,
                start_at: row.get(5)?,
                minutes: row.get(6)?,
                medium: row.get(7)?,
                topics: row.get(8)?,
                agreed: row.get(9)?,
                shared: row.get(10)?,
                rating_mentor: row.get(11)?,
                rating_mentee: row.get(12)?,
                updated_at: row.get(13)?,
                deleted: row.get(14)?,
            })
        })? {
            file.sessions.push(row?);
        }
        let mut items = self.connection.prepare_cached(
            "SELECT id, mentorship, session, whose, text, due_on, done_on, updated_at, deleted_at IS NOT NULL FROM mentoring_item
             WHERE mentorship = ?1 ORDER BY id",
        )?;
        for row in items.query_map([id], |row| {
            Ok(Item {
                id: row.get(0)?,
                mentorship: row.get(1)?,
                session: row.get(2)?,
                whose: row.get(3)?,
                text: row.get(4)?,
                due_on: row.get(5)?,
                done_on: row.get(6)?,
                updated_at: row.get(7)?,
                deleted: row.get(8)?,
            })
        })? {
            file.items.push(row?);
        }
        let mut goals = self.connection.prepare_cached(
            "SELECT id, mentorship, title, state, target_on, updated_at, deleted_at IS NOT NULL FROM mentoring_goal WHERE mentorship = ?1 ORDER BY id",
        )?;
        for row in goals.query_map([id], |row| {
            Ok(Goal {
                id: row.get(0)?,
                mentorship: row.get(1)?,
                title: row.get(2)?,
                state: row.get(3)?,
                target_on: row.get(4)?,
                updated_at: row.get(5)?,
                deleted: row.get(6)?,
            })
        })? {
            file.goals.push(row?);
        }
        let mut progress = self.connection.prepare_cached(
            "SELECT r.id, r.goal, r.day, r.percent, r.evidence, r.updated_at, r.deleted_at IS NOT NULL FROM mentoring_progress r
               JOIN mentoring_goal g ON g.id = r.goal WHERE g.mentorship = ?1 ORDER BY r.id",
        )?;
        for row in progress.query_map([id], |row| {
            Ok(Progress {
                id: row.get(0)?,
                goal: row.get(1)?,
                day: row.get(2)?,
                percent: row.get(3)?,
                evidence: row.get(4)?,
                updated_at: row.get(5)?,
                deleted: row.get(6)?,
            })
        })? {
            file.progress.push(row?);
        }
        Ok(())
    }

    /// Pairs whose mentor uses this file and that are not secret to the lead: those of programmes, or all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn own_mentorships(&self, of_programmes: bool) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM mentorship WHERE mine = 1 AND deleted_at IS NULL AND (programme IS NOT NULL OR NOT ?1) ORDER BY started_on, id",
        )?;
        let rows = statement.query_map([of_programmes], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whose files are believed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn handover_peers(&self) -> Result<Vec<HandoverPeer>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, name, created_at FROM handover_peer WHERE deleted_at IS NULL ORDER BY lower(name), key",
        )?;
        let rows = statement
            .query_map([], |row| Ok(HandoverPeer { key: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Believes a key from now on, or no longer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn believe(&self, key: &str, name: &str, whether: bool, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO handover_peer (key, name, created_at, updated_at, deleted_at) VALUES (?1, ?2, ?3, ?3, CASE WHEN ?4 THEN NULL ELSE ?3 END)
                 ON CONFLICT (key) DO UPDATE SET name = ?2, updated_at = ?3, deleted_at = CASE WHEN ?4 THEN NULL ELSE ?3 END",
            )?
            .execute(params![key, name, now, whether])?;
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Takes in what a file says, of which the signature fits and the key is believed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn take_handover(&self, file: &Handover, key: &str, now: i64) -> Result<HandedOver> {
        let mut told = HandedOver::default();
        let mine = file.kind == Kind::Programme;
        for programme in &file.programmes {
            self.take_programme(programme, mine, now)?;
        }
        let mut taken = std::collections::BTreeSet::new();
        for pair in &file.pairs {
            match self.take_pair(pair, mine, key, now)? {
                Taken::New => told.new_pairs += 1,
                Taken::Changed => told.changed_pairs += 1,
                Taken::Same => {}
                Taken::Erased => continue,
                Taken::Refused => {
                    told.refused_pairs += 1;
                    continue;
                }
            }
            taken.insert(pair.id.as_str());
        }
        // A programme's lead says nothing of sessions.
        if !mine {
            for row in file.sessions.iter().filter(|row| taken.contains(row.mentorship.as_str())) {
                told.sessions += self.take_session(row, now)?;
            }
            for row in file.items.iter().filter(|row| taken.contains(row.mentorship.as_str())) {
                told.others += self.take_item(row, now)?;
            }
            for row in file.goals.iter().filter(|row| taken.contains(row.mentorship.as_str())) {
                told.others += self.take_goal(row, now)?;
            }
            for row in &file.progress {
                let of_taken =
                    file.goals.iter().any(|goal| goal.id == row.goal && taken.contains(goal.mentorship.as_str()));
                if of_taken {
                    told.others += self.take_progress(row, now)?;
                }
            }
        }
        self.touch(Topic::Mentoring);
        Ok(told)
    }

    fn take_programme(&self, row: &Programme, mine: bool, now: i64) -> Result<()> {
        // A mentor's file names the programme; only the lead's says what it is.
        let newer = if mine { "excluded.updated_at > programme.updated_at" } else { "0" };
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO programme (id, name, purpose, state, starts_on, ends_on, cadence_days, minutes, agreement, created_at, updated_at)
                 VALUES (?1, ?2, ?3, 'running', ?4, ?5, ?6, ?7, ?8, ?10, ?9)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, purpose = excluded.purpose, starts_on = excluded.starts_on,
                   ends_on = excluded.ends_on, cadence_days = excluded.cadence_days, minutes = excluded.minutes, agreement = excluded.agreement,
                   updated_at = excluded.updated_at WHERE {newer}"
            ))?
            .execute(params![
                row.id,
                row.name,
                row.purpose,
                row.starts_on,
                row.ends_on,
                row.cadence_days,
                row.minutes,
                row.agreement,
                row.updated_at,
                now
            ])?;
        Ok(())
    }

    fn take_pair(&self, row: &Pair, mine: bool, key: &str, now: i64) -> Result<Taken> {
        type Known = (bool, Option<String>, i64, bool, bool, bool, [Option<String>; 2]);
        let known: Option<Known> = self
            .connection
            .prepare_cached(
                "SELECT mine, handed_by, updated_at, deleted_at IS NOT NULL, mentee = '' OR (mentor = '' AND NOT mine), state = 'completed',
                   mentor_application, mentee_application
                 FROM mentorship WHERE id = ?1",
            )?
            .query_row([&row.id], |row| {
                let applications = [row.get(6)?, row.get(7)?];
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, applications))
            })
            .optional()?;
        if let Some((own, handed_by, updated_at, gone, erased, was_completed, applications)) = known {
            if erased {
                return Ok(Taken::Erased);
            }
            // One's own file says nothing new, another's may not write into a pair that somebody handed over.
            if own != mine || gone || handed_by.is_some_and(|by| by != key) {
                return Ok(Taken::Refused);
            }
            self.connection
                .prepare_cached("UPDATE mentorship SET handed_by = ?2 WHERE id = ?1 AND handed_by IS NULL")?
                .execute([&row.id, key])?;
            if row.updated_at <= updated_at {
                return Ok(Taken::Same);
            }
            // Whoever ended a pair here and gave the mentee to another need not have told the mentor yet.
            let stays_over = matches!(row.state.as_str(), "proposed" | "active" | "paused")
                && self
                    .connection
                    .prepare_cached(
                        "SELECT 1 FROM mentorship m JOIN mentorship o ON o.programme = m.programme AND o.mentee_application = m.mentee_application
                         WHERE m.id = ?1 AND m.state IN ('completed', 'ended') AND o.id <> m.id AND o.deleted_at IS NULL
                           AND o.state IN ('proposed', 'active', 'paused')",
                    )?
                    .exists([&row.id])?;
            let contact = if mine { row.contact.as_str() } else { "" };
            self.connection
                .prepare_cached(
                    "UPDATE mentorship SET zone = ?2, state = iif(?16, state, ?3), ends_on = ?4, ended_on = iif(?16, ended_on, ?5),
                       ended_why = iif(?16, ended_why, ?6), cadence_days = ?7, minutes = ?8,
                       agreement = ?9, mentor_agreed_on = ?10, mentee_agreed_on = ?11, updated_at = ?12, started_on = ?15,
                       contact = CASE WHEN ?13 = '' THEN contact ELSE ?13 END, mentee = CASE WHEN ?14 = '' THEN mentee ELSE ?14 END WHERE id = ?1",
                )?
                .execute(params![
                    row.id,
                    row.zone,
                    row.state,
                    row.ends_on,
                    row.ended_on,
                    row.ended_why,
                    row.cadence_days,
                    row.minutes,
                    row.agreement,
                    row.mentor_agreed_on,
                    row.mentee_agreed_on,
                    row.updated_at,
                    contact,
                    row.mentee,
                    row.started_on,
                    stays_over
                ])?;
            if !stays_over {
                self.follow_applications(&applications, was_completed, row.state == "completed", now)?;
            }
            return Ok(Taken::Changed);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO mentorship (id, programme, mine, mentor, mentee, contact, zone, state, started_on, ends_on, ended_on, ended_why,
                   cadence_days, minutes, agreement, mentor_agreed_on, mentee_agreed_on, handed_by, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                row.id,
                row.programme,
                mine,
                row.mentor,
                row.mentee,
                row.contact,
                row.zone,
                row.state,
                row.started_on,
                row.ends_on,
                row.ended_on,
                row.ended_why,
                row.cadence_days,
                row.minutes,
                row.agreement,
                row.mentor_agreed_on,
                row.mentee_agreed_on,
                key,
                now,
                row.updated_at
            ])?;
        Ok(Taken::New)
    }

    fn take_session(&self, row: &Session, now: i64) -> Result<u32> {
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_session (id, mentorship, state, starts, zone, start_at, minutes, medium, topics, agreed, shared, rating_mentor,
                   rating_mentee, created_at, updated_at, deleted_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?15, ?14, CASE WHEN ?16 THEN ?15 END)
                 ON CONFLICT (id) DO UPDATE SET state = excluded.state, starts = excluded.starts, zone = excluded.zone, start_at = excluded.start_at,
                   minutes = excluded.minutes, medium = excluded.medium, topics = excluded.topics, agreed = excluded.agreed, shared = excluded.shared,
                   rating_mentor = excluded.rating_mentor, rating_mentee = excluded.rating_mentee, updated_at = excluded.updated_at,
                   deleted_at = excluded.deleted_at
                 WHERE mentorship = excluded.mentorship AND updated_at < excluded.updated_at",
            )?
            .execute(params![
                row.id,
                row.mentorship,
                row.state,
                row.starts,
                row.zone,
                row.start_at,
                row.minutes,
                row.medium,
                row.topics,
                row.agreed,
                row.shared,
                row.rating_mentor,
                row.rating_mentee,
                row.updated_at,
                now,
                row.deleted
            ])?;
        Ok(u32::from(changed > 0))
    }

    fn take_item(&self, row: &Item, now: i64) -> Result<u32> {
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_item (id, mentorship, session, whose, text, due_on, done_on, created_at, updated_at, deleted_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9, ?8, CASE WHEN ?10 THEN ?9 END)
                 ON CONFLICT (id) DO UPDATE SET session = excluded.session, whose = excluded.whose, text = excluded.text, due_on = excluded.due_on,
                   done_on = excluded.done_on, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
                 WHERE mentorship = excluded.mentorship AND updated_at < excluded.updated_at",
            )?
            .execute(params![
                row.id,
                row.mentorship,
                row.session,
                row.whose,
                row.text,
                row.due_on,
                row.done_on,
                row.updated_at,
                now,
                row.deleted
            ])?;
        Ok(u32::from(changed > 0))
    }

    fn take_goal(&self, row: &Goal, now: i64) -> Result<u32> {
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_goal (id, mentorship, title, state, target_on, created_at, updated_at, deleted_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?7, ?6, CASE WHEN ?8 THEN ?7 END)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state, target_on = excluded.target_on,
                   updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
                 WHERE mentorship = excluded.mentorship AND updated_at < excluded.updated_at",
            )?
            .execute(params![row.id, row.mentorship, row.title, row.state, row.target_on, row.updated_at, now, row.deleted])?;
        Ok(u32::from(changed > 0))
    }

    fn take_progress(&self, row: &Progress, now: i64) -> Result<u32> {
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_progress (id, goal, day, percent, evidence, created_at, updated_at, deleted_at)
                 SELECT ?1, g.id, ?3, ?4, ?5, ?7, ?6, CASE WHEN ?8 THEN ?7 END FROM mentoring_goal g WHERE g.id = ?2
                 ON CONFLICT (id) DO UPDATE SET day = excluded.day, percent = excluded.percent, evidence = excluded.evidence,
                   updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
                 WHERE goal = excluded.goal AND updated_at < excluded.updated_at",
            )?
            .execute(params![row.id, row.goal, row.day, row.percent, row.evidence, row.updated_at, now, row.deleted])?;
        Ok(u32::from(changed > 0))
    }
}

/// What became of a pair.
enum Taken {
    New,
    Changed,
    Same,
    Refused,
    /// One of the two was erased here: nothing brings them back.
    Erased,
}
