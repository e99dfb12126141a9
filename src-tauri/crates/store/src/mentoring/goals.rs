//! What a pair wants to do until the next session, what it wants to reach, and what happens in between.
//!
//! **Invariants:** what is open is carried over by being open, there is no copy of it; a goal's progress is the latest of its
//! entries, and all of them are kept.

use rusqlite::params;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LONGEST_WORDS, at, day, line, needed, words};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Most things that are done and still shown.
const DONE_SHOWN: u32 = 20;

/// Who wants to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemOwner {
    /// The mentor.
    Mentor,
    /// The mentee.
    Mentee,
}

/// Something that one of a pair wants to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringItem {
    /// Its id.
    pub id: String,
    /// In which session it was agreed.
    pub session: Option<String>,
    /// Who wants to do it.
    pub whose: ItemOwner,
    /// What.
    pub text: String,
    /// Until when: `2026-11-12`.
    pub due_on: Option<String>,
    /// When it was done.
    pub done_on: Option<String>,
}

/// Something to do, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewItem {
    /// Who wants to do it.
    pub whose: ItemOwner,
    /// What.
    pub text: String,
    /// Until when.
    #[serde(default)]
    pub due_on: Option<String>,
}

/// How far a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum GoalState {
    /// It is worked on.
    Open,
    /// It is reached.
    Reached,
    /// It is given up.
    Dropped,
}

impl GoalState {
    const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reached => "reached",
            Self::Dropped => "dropped",
        }
    }
}

/// How far a goal was on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringProgress {
    /// Its id.
    pub id: String,
    /// The day: `2026-11-12`.
    pub day: String,
    /// 0 to 100.
    pub percent: u8,
    /// A word of evidence.
    pub evidence: String,
}

/// What a mentee wants to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringGoal {
    /// Its id.
    pub id: String,
    /// What.
    pub title: String,
    /// How far it is.
    pub state: GoalState,
    /// Until when.
    pub target_on: Option<String>,
    /// The latest first.
    pub progress: Vec<MentoringProgress>,
}

/// A goal as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewGoal {
    /// What.
    pub title: String,
    /// How far it is.
    pub state: GoalState,
    /// Until when.
    #[serde(default)]
    pub target_on: Option<String>,
}

/// Progress as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewProgress {
    /// 0 to 100.
    pub percent: u8,
    /// A word of evidence.
    #[serde(default)]
    pub evidence: String,
    /// The day.
    pub day: String,
}

/// What happens between two sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BetweenKind {
    /// Words.
    Note,
    /// An address of a page.
    Link,
    /// Somebody whom the mentee is to meet.
    Introduction,
}

impl BetweenKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Link => "link",
            Self::Introduction => "introduction",
        }
    }
}

/// Something between two sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MentoringBetween {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: BetweenKind,
    /// Its words.
    pub text: String,
    /// Whom the mentee is to meet: the id of an account.
    pub member: Option<String>,
    /// What that member is called.
    pub member_name: Option<String>,
    /// When it is to be sent: `2026-11-12`.
    pub due_on: Option<String>,
    /// When it was.
    pub sent_on: Option<String>,
}

/// Something between two sessions, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewBetween {
    /// What it is.
    pub kind: BetweenKind,
    /// Its words.
    pub text: String,
    /// Whom the mentee is to meet: the id of a member.
    #[serde(default)]
    pub member: Option<String>,
    /// When it is to be sent.
    #[serde(default)]
    pub due_on: Option<String>,
}

impl Read<'_> {
    /// What a pair wants to do: what is open by its day, then what was done last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentoring_items(&self, mentorship: &str) -> Result<Vec<MentoringItem>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, session, whose, text, due_on, done_on FROM (SELECT id, session, whose, text, due_on, done_on FROM mentoring_item
               WHERE mentorship = ?1 AND deleted_at IS NULL AND done_on IS NULL ORDER BY due_on IS NULL, due_on, id)
             UNION ALL SELECT id, session, whose, text, due_on, done_on FROM (SELECT id, session, whose, text, due_on, done_on FROM mentoring_item
               WHERE mentorship = ?1 AND deleted_at IS NULL AND done_on IS NOT NULL ORDER BY done_on DESC, id DESC LIMIT ?2)",
        )?;
        let rows = statement.query_map(params![mentorship, DONE_SHOWN], |row| {
            let whose: String = row.get(2)?;
            Ok(MentoringItem {
                id: row.get(0)?,
                session: row.get(1)?,
                whose: if whose == "mentor" { ItemOwner::Mentor } else { ItemOwner::Mentee },
                text: row.get(3)?,
                due_on: row.get(4)?,
                done_on: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a mentee wants to reach: what is open first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentoring_goals(&self, mentorship: &str) -> Result<Vec<MentoringGoal>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, state, target_on FROM mentoring_goal WHERE mentorship = ?1 AND deleted_at IS NULL
             ORDER BY state <> 'open', created_at, id",
        )?;
        let mut progress = self.connection.prepare_cached(
            "SELECT id, day, percent, evidence FROM mentoring_progress WHERE goal = ?1 AND deleted_at IS NULL ORDER BY day DESC, id DESC",
        )?;
        let rows = statement.query_map([mentorship], |row| {
            let state: String = row.get(2)?;
            Ok(MentoringGoal {
                id: row.get(0)?,
                title: row.get(1)?,
                state: match state.as_str() {
                    "reached" => GoalState::Reached,
                    "dropped" => GoalState::Dropped,
                    _ => GoalState::Open,
                },
                target_on: row.get(3)?,
                progress: Vec::new(),
            })
        })?;
        let mut goals = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for goal in &mut goals {
            let rows = progress.query_map([&goal.id], |row| {
                Ok(MentoringProgress { id: row.get(0)?, day: row.get(1)?, percent: row.get(2)?, evidence: row.get(3)? })
            })?;
            goal.progress = rows.collect::<rusqlite::Result<_>>()?;
        }
        Ok(goals)
    }

    /// What happens between a pair's sessions: what is to be sent first, then what was sent last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentoring_between(&self, mentorship: &str) -> Result<Vec<MentoringBetween>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.id, b.kind, b.text, (SELECT i.uid FROM identity i WHERE i.uid = b.identity),
               (SELECT m.name FROM identity i JOIN person p ON p.identity_id = i.id JOIN member m ON m.id = p.member_id WHERE i.uid = b.identity),
               b.due_on, b.sent_on
             FROM mentoring_between b WHERE b.mentorship = ?1 AND b.deleted_at IS NULL
             ORDER BY b.sent_on IS NOT NULL, CASE WHEN b.sent_on IS NULL THEN coalesce(b.due_on, '9') END, b.sent_on DESC, b.id LIMIT 100",
        )?;
        let rows = statement.query_map([mentorship], |row| {
            let kind: String = row.get(1)?;
            Ok(MentoringBetween {
                id: row.get(0)?,
                kind: match kind.as_str() {
                    "link" => BetweenKind::Link,
                    "introduction" => BetweenKind::Introduction,
                    _ => BetweenKind::Note,
                },
                text: row.get(2)?,
                member: row.get(3)?,
                member_name: row.get(4)?,
                due_on: row.get(5)?,
                sent_on: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    fn changed(&self, changed: usize, what: &'static str) -> Result<()> {
        if changed == 0 {
            return Err(Error::NotFound(what));
        }
        self.touch(Topic::Mentoring);
        Ok(())
    }

    /// Keeps something to do: a new one, or one that is here.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn keep_item(&self, id: &str, mentorship: &str, session: Option<&str>, new: &NewItem, now: i64) -> Result<()> {
        self.read().mentorship(mentorship)?;
        let whose = if new.whose == ItemOwner::Mentor { "mentor" } else { "mentee" };
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_item (id, mentorship, session, whose, text, due_on, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
                 ON CONFLICT (id) DO UPDATE SET whose = ?4, text = ?5, due_on = ?6, updated_at = max(?7, updated_at + 1)
                 WHERE mentorship = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![
                id,
                mentorship,
                session,
                whose,
                needed(&new.text, "text")?,
                day(new.due_on.as_deref(), "due_on")?,
                now
            ])?;
        self.changed(changed, "thing to do")
    }

    /// Something was done, or was not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mark_item(&self, id: &str, done_on: Option<&str>, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_item SET done_on = ?2, updated_at = max(?3, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, done_on, now])?;
        self.changed(changed, "thing to do")
    }

    /// Takes something to do away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_item(&self, id: &str, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_item SET deleted_at = ?2, text = '', updated_at = max(?2, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, now])?;
        self.changed(changed, "thing to do")
    }

    /// Keeps a goal: a new one, or one that is here.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn keep_goal(&self, id: &str, mentorship: &str, new: &NewGoal, now: i64) -> Result<()> {
        self.read().mentorship(mentorship)?;
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_goal (id, mentorship, title, state, target_on, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
                 ON CONFLICT (id) DO UPDATE SET title = ?3, state = ?4, target_on = ?5, updated_at = max(?6, updated_at + 1)
                 WHERE mentorship = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![
                id,
                mentorship,
                needed(&new.title, "title")?,
                new.state.word(),
                day(new.target_on.as_deref(), "target_on")?,
                now
            ])?;
        self.changed(changed, "goal")
    }

    /// Says how far a goal is. Whoever says a hundred has reached it.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so, [`Error::NotFound`] when there is no such goal.
    pub fn add_progress(&self, id: &str, goal: &str, new: &NewProgress, now: i64) -> Result<()> {
        if new.percent > 100 {
            return Err(at("percent")("from 0 to 100"));
        }
        let on = day(Some(&new.day), "day")?.ok_or_else(|| at("day")("say on which day"))?;
        let changed = self
            .connection
            .prepare_cached(
                // What is noted later of an earlier day says nothing of how far it is.
                "UPDATE mentoring_goal SET state = CASE
                     WHEN EXISTS (SELECT 1 FROM mentoring_progress p WHERE p.goal = ?1 AND p.day > ?4 AND p.deleted_at IS NULL) THEN state
                     WHEN ?2 = 100 THEN 'reached' WHEN state = 'reached' THEN 'open' ELSE state END,
                   updated_at = max(?3, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![goal, new.percent, now, on])?;
        self.changed(changed, "goal")?;
        self.connection
            .prepare_cached(
                "INSERT INTO mentoring_progress (id, goal, day, percent, evidence, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
            )?
            .execute(params![id, goal, on, new.percent, line(&new.evidence, "evidence")?, now])?;
        Ok(())
    }

    /// Takes a goal away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_goal(&self, id: &str, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_goal SET deleted_at = ?2, updated_at = max(?2, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, now])?;
        self.changed(changed, "goal")
    }

    /// Keeps something between two sessions: a new one, or one that is here.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn keep_between(&self, id: &str, mentorship: &str, new: &NewBetween, now: i64) -> Result<()> {
        self.read().mentorship(mentorship)?;
        let identity = match new.member.as_deref().filter(|member| !member.is_empty()) {
            Some(member) => Some(self.read().uid_of(self.read().member_key(member)?)?),
            None => None,
        };
        let text = words(&new.text, "text", LONGEST_WORDS)?;
        if text.is_empty() && identity.is_none() {
            return Err(at("text")("this cannot be empty"));
        }
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO mentoring_between (id, mentorship, kind, text, identity, due_on, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
                 ON CONFLICT (id) DO UPDATE SET kind = ?3, text = ?4, identity = ?5, due_on = ?6, updated_at = max(?7, updated_at + 1)
                 WHERE mentorship = ?2 AND deleted_at IS NULL",
            )?
            .execute(params![
                id,
                mentorship,
                new.kind.word(),
                text,
                identity,
                day(new.due_on.as_deref(), "due_on")?,
                now
            ])?;
        self.changed(changed, "entry")
    }

    /// Something was sent, or was not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn mark_between(&self, id: &str, sent_on: Option<&str>, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_between SET sent_on = ?2, updated_at = max(?3, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, sent_on, now])?;
        self.changed(changed, "entry")
    }

    /// Takes something between two sessions away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_between(&self, id: &str, now: i64) -> Result<()> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE mentoring_between SET deleted_at = ?2, text = '', updated_at = max(?2, updated_at + 1) WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id, now])?;
        self.changed(changed, "entry")
    }
}
