//! Feedback about the product: who said it, in which messages, and who was told what became of it.
//!
//! Feedback that was said twice is read as one: a merged piece keeps its rows and points at the other.
//!
//! **Invariants:** a person is counted once, however many of their accounts voted or asked; who is not known by name is a
//! number and is added up.

use std::collections::BTreeMap;

use rusqlite::params;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Sheet, Step, kept::in_order};
use crate::{
    Read,
    error::{Error, Result},
    words,
};

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackOrder {
    /// What most people said.
    #[default]
    Votes,
    /// What was said last.
    Newest,
}

/// Which feedback.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct FeedbackQuery {
    /// With these words in it; all when empty.
    pub text: String,
    /// At this step; `open` for what is neither declined nor told; all when empty.
    pub state: String,
    /// Of this kind; all when empty.
    pub kind: String,
    /// Of this area; all when empty.
    pub area: String,
    /// What comes first.
    pub order: FeedbackOrder,
}

/// A piece of feedback in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FeedbackRow {
    /// Its id.
    pub id: String,
    /// What was said.
    pub label: String,
    /// Part of the product.
    pub area: String,
    /// `bug`, `wish`, `praise`, `question`.
    pub kind: Option<String>,
    /// A remark.
    pub note: String,
    /// The step it is at: the newest.
    pub state: String,
    /// All its steps, oldest first.
    pub steps: Vec<Step>,
    /// The member who said it first.
    pub member: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// The message it was said in first.
    pub activity: Option<String>,
    /// People who are not known by name.
    pub unnamed: u32,
    /// Of these, those of this piece alone, without what was merged into it.
    pub unnamed_here: u32,
    /// How many people said it.
    pub votes: u32,
    /// Of these, how many are known by name.
    pub named: u32,
    /// Of those known by name, how many were told what became of it.
    pub told: u32,
    /// Pieces that were merged into it.
    pub merged: u32,
}

/// How somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackTold {
    /// By hand.
    Hand,
    /// It waits in the outbox.
    Waits,
    /// It went out.
    Sent,
    /// It was refused, or taken out of the outbox.
    Stuck,
}

/// Somebody who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FeedbackPerson {
    /// The member; an account that is not here any more goes by its own id.
    pub id: String,
    /// Their name; nothing when they are not here any more.
    pub name: Option<String>,
    /// Whether they said it first, or in a message of their own.
    pub asked: bool,
    /// When they were told, UTC milliseconds.
    pub told_at: Option<i64>,
    /// How.
    pub told: Option<FeedbackTold>,
    /// Their accounts, with the uid of the source of each.
    #[serde(skip)]
    #[ts(skip)]
    pub accounts: Vec<(String, String)>,
    /// The account a message can be written to from here; nothing where none can.
    pub reach: Option<String>,
}

/// A message in which it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FeedbackMessage {
    /// The message.
    pub message: String,
    /// Where it is; nothing when it is not here any more.
    pub place: Option<FeedbackPlace>,
    /// What was merged, when it is from there.
    pub merged: Option<String>,
    /// What that said.
    pub label: String,
}

/// Where a message is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FeedbackPlace {
    /// The space.
    pub space: String,
    /// What it is called.
    pub name: String,
    /// Whether the message was taken away there.
    pub gone: bool,
}

impl FeedbackPerson {
    /// Whether nothing more is to be told.
    pub const fn knows(&self) -> bool {
        !matches!(self.told, None | Some(FeedbackTold::Stuck))
    }
}

const SELECT: &str = "SELECT m.id, m.label, m.area, m.kind, m.note, coalesce(mi.uid, m.identity), o.name, m.activity, m.voters
   + (SELECT coalesce(sum(x.voters), 0) FROM matter x WHERE x.merged_into = m.id), (SELECT count(*) FROM matter x WHERE x.merged_into = m.id),
   m.voters
 FROM matter m LEFT JOIN identity i ON i.uid = m.identity LEFT JOIN person p ON p.identity_id = i.id
   LEFT JOIN member o ON o.id = p.member_id LEFT JOIN identity mi ON mi.id = o.id
 WHERE m.sheet = 'feedback' AND m.deleted_at IS NULL";

impl Read<'_> {
    /// Feedback, `limit` pieces of it after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback(&self, query: &FeedbackQuery, skip: u32, limit: u32) -> Result<Vec<FeedbackRow>> {
        let text = words::fold(query.text.trim());
        let mut found: Vec<FeedbackRow> = self
            .feedback_where(
                "(?1 = '' OR instr(m.label_key, ?1) > 0) AND (?2 = '' OR m.kind = ?2) AND (?3 = '' OR m.area = ?3)",
                &[&text, &query.kind, &query.area],
            )?
            .into_iter()
            .filter(|row| match query.state.as_str() {
                "" => true,
                "open" => !matches!(row.state.as_str(), "declined" | "told"),
                state => row.state == state,
            })
            .collect();
        let first = |row: &FeedbackRow| row.steps.first().map(|step| step.moment.clone()).unwrap_or_default();
        match query.order {
            FeedbackOrder::Votes => {
                found.sort_by_cached_key(|row| (std::cmp::Reverse(row.votes), std::cmp::Reverse(first(row))))
            }
            FeedbackOrder::Newest => found.sort_by_cached_key(|row| std::cmp::Reverse((first(row), row.id.clone()))),
        }
        let (skip, limit) = (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found.into_iter().skip(skip).take(limit).collect())
    }

    /// One piece of feedback, everybody who said it, and the messages it was said in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn feedback_of(&self, id: &str) -> Result<(FeedbackRow, Vec<FeedbackPerson>, Vec<FeedbackMessage>)> {
        let row = self.feedback_where("m.id = ?1", &[id])?.pop().ok_or(Error::NotFound("feedback"))?;
        Ok((row, self.feedback_people(id)?, self.feedback_messages(id)?))
    }

    /// The areas that are used, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feedback_areas(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT area FROM matter WHERE sheet = 'feedback' AND deleted_at IS NULL AND area <> '' ORDER BY area",
        )?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn feedback_where(&self, condition: &str, values: &[&str]) -> Result<Vec<FeedbackRow>> {
        let mut statement = self.connection.prepare_cached(&format!("{SELECT} AND {condition}"))?;
        let mut found = statement
            .query_map(rusqlite::params_from_iter(values), |row| {
                Ok(FeedbackRow {
                    id: row.get(0)?,
                    label: row.get(1)?,
                    area: row.get(2)?,
                    kind: row.get(3)?,
                    note: row.get(4)?,
                    state: String::new(),
                    steps: Vec::new(),
                    member: row.get(5)?,
                    name: row.get(6)?,
                    activity: row.get::<_, Option<i64>>(7)?.map(|id| id.to_string()),
                    unnamed: row.get(8)?,
                    votes: 0,
                    named: 0,
                    told: 0,
                    merged: row.get(9)?,
                    unnamed_here: row.get(10)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let (mut counts, mut steps) = (self.feedback_counts()?, self.feedback_steps()?);
        for row in &mut found {
            row.steps = in_order(Sheet::Feedback, steps.remove(&row.id).unwrap_or_default());
            row.state = row.steps.last().map(|step| step.step.clone()).unwrap_or_default();
            (row.named, row.told) = counts.remove(&row.id).unwrap_or_default();
            row.votes = row.unnamed.saturating_add(row.named);
        }
        Ok(found)
    }

    /// Of each piece: people who are known by name, and how many of them were told. All at once: one by one, a list of
    /// thousands would be thousands of queries.
    fn feedback_counts(&self) -> Result<FxHashMap<String, (u32, u32)>> {
        let mut statement = self.connection.prepare_cached(
            "WITH one AS (SELECT id, coalesce(merged_into, id) AS root, identity FROM matter
                 WHERE sheet = 'feedback' AND (deleted_at IS NULL OR merged_into IS NOT NULL)),
               said AS (SELECT root, identity FROM one WHERE identity IS NOT NULL
                 UNION ALL SELECT o.root, v.identity FROM one o JOIN matter_voter v ON v.matter = o.id),
               people AS (SELECT DISTINCT s.root, coalesce(p.member_id, s.identity) AS who FROM said s
                 LEFT JOIN identity i ON i.uid = s.identity LEFT JOIN person p ON p.identity_id = i.id),
               told AS (SELECT DISTINCT o.root, coalesce(p.member_id, t.identity) AS who FROM one o JOIN matter_told t ON t.matter = o.id
                 LEFT JOIN intent n ON n.id = t.intent LEFT JOIN identity i ON i.uid = t.identity LEFT JOIN person p ON p.identity_id = i.id
                 WHERE t.intent IS NULL OR n.state IN ('queued', 'sending', 'sent'))
             SELECT people.root, count(*), count(told.who) FROM people LEFT JOIN told ON told.root = people.root AND told.who = people.who
             GROUP BY people.root",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn feedback_steps(&self) -> Result<FxHashMap<String, Vec<Step>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.matter, s.step, s.moment FROM matter m JOIN matter_step s ON s.matter = m.id
             WHERE m.sheet = 'feedback' AND m.deleted_at IS NULL ORDER BY s.matter, s.step",
        )?;
        let mut rows = statement.query([])?;
        let mut found: FxHashMap<String, Vec<Step>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            found.entry(row.get(0)?).or_default().push(Step { step: row.get(1)?, moment: row.get(2)? });
        }
        Ok(found)
    }

    /// Everybody who said it, each once: whoever asked first.
    pub(crate) fn feedback_people(&self, id: &str) -> Result<Vec<FeedbackPerson>> {
        let mut statement = self.connection.prepare_cached(
            "WITH one AS (SELECT id, identity, created_at FROM matter WHERE id = ?1 OR merged_into = ?1),
               said AS (
                 SELECT identity, 1 AS asked, created_at FROM one WHERE identity IS NOT NULL
                 UNION ALL SELECT v.identity, 0, v.created_at FROM matter_voter v WHERE v.matter IN (SELECT id FROM one))
             SELECT s.identity, s.asked, mi.uid, o.name FROM said s LEFT JOIN identity i ON i.uid = s.identity
               LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN member o ON o.id = p.member_id LEFT JOIN identity mi ON mi.id = o.id
             ORDER BY s.asked DESC, s.created_at, s.identity",
        )?;
        let mut rows = statement.query([id])?;
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut found: Vec<FeedbackPerson> = Vec::new();
        while let Some(row) = rows.next()? {
            let (uid, asked, member): (String, bool, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let member = member.unwrap_or(uid);
            match places.get(&member).and_then(|at| found.get_mut(*at)) {
                Some(known) => known.asked |= asked,
                None => {
                    places.insert(member.clone(), found.len());
                    found.push(FeedbackPerson {
                        name: row.get(3)?,
                        accounts: self.feedback_accounts(&member)?,
                        id: member,
                        asked,
                        told_at: None,
                        told: None,
                        reach: None,
                    });
                }
            }
        }
        for (member, at, told) in self.feedback_told(id)? {
            let Some(person) = places.get(&member).and_then(|at| found.get_mut(*at)) else { continue };
            // What got through counts more than what is stuck.
            if person.told.is_none() || matches!(person.told, Some(FeedbackTold::Stuck)) {
                (person.told_at, person.told) = (Some(at), Some(told));
            }
        }
        Ok(found)
    }

    fn feedback_accounts(&self, member: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.uid, s.uid FROM identity a JOIN person p ON p.member_id = a.id JOIN identity i ON i.id = p.identity_id
               JOIN source s ON s.id = i.source_id WHERE a.uid = ?1 AND i.has_left = 0 AND i.missing = 0 ORDER BY i.id",
        )?;
        Ok(statement.query_map([member], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Who was told, when, and how: by member.
    fn feedback_told(&self, id: &str) -> Result<Vec<(String, i64, FeedbackTold)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(mi.uid, t.identity), coalesce(n.sent_at, t.told_at), t.intent IS NOT NULL, n.state FROM matter_told t
               LEFT JOIN identity i ON i.uid = t.identity LEFT JOIN person p ON p.identity_id = i.id LEFT JOIN identity mi ON mi.id = p.member_id
               LEFT JOIN intent n ON n.id = t.intent
             WHERE t.matter IN (SELECT id FROM matter WHERE id = ?1 OR merged_into = ?1) ORDER BY t.told_at, t.id",
        )?;
        let rows = statement.query_map([id], |row| {
            let (by_outbox, state): (bool, Option<String>) = (row.get(2)?, row.get(3)?);
            let told = match (by_outbox, state.as_deref()) {
                (false, _) => FeedbackTold::Hand,
                (true, Some("sent")) => FeedbackTold::Sent,
                (true, Some("queued" | "sending")) => FeedbackTold::Waits,
                (true, _) => FeedbackTold::Stuck,
            };
            Ok((row.get(0)?, row.get(1)?, told))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn feedback_messages(&self, id: &str) -> Result<Vec<FeedbackMessage>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.activity, c.uid, c.name, a.gone_at IS NOT NULL, CASE WHEN m.id = ?1 THEN NULL ELSE m.id END, m.label
             FROM matter m LEFT JOIN activity a ON a.id = m.activity LEFT JOIN space c ON c.id = a.space_id
             WHERE (m.id = ?1 AND m.activity IS NOT NULL) OR m.merged_into = ?1 ORDER BY m.id <> ?1, m.created_at, m.id",
        )?;
        let rows = statement.query_map(params![id], |row| {
            let place: Option<(String, String, bool)> = match row.get::<_, Option<String>>(1)? {
                Some(space) => Some((space, row.get(2)?, row.get(3)?)),
                None => None,
            };
            Ok(FeedbackMessage {
                message: row.get::<_, Option<i64>>(0)?.map(|id| id.to_string()).unwrap_or_default(),
                place: place.map(|(space, name, gone)| FeedbackPlace { space, name, gone }),
                merged: row.get(4)?,
                label: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
