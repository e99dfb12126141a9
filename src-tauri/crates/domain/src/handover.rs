//! What a mentor and a programme's lead pass each other in files. What is private has no field here, so it cannot be put in.
//!
//! **Invariants:** pure; of two states of a row the later one stays, so files may come in any order and any number of times;
//! what no program of ours writes is not plausible.

use serde::{Deserialize, Serialize};

/// Most rows of one kind in a file.
pub const MOST_ROWS: usize = 50_000;
/// Most characters of a text.
pub const LONGEST: usize = 20_000;

/// Which way a file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// From a mentor to the lead: what is shared of sessions.
    Sessions,
    /// From the lead to a mentor: the programme and whom to meet.
    Programme,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// Which way it goes.
    pub kind: Kind,
    /// Who wrote it.
    pub from: String,
    /// When, UTC milliseconds.
    pub made_at: i64,
    /// Programmes that the pairs belong to.
    #[serde(default)]
    pub programmes: Vec<Programme>,
    /// Pairs.
    #[serde(default)]
    pub pairs: Vec<Pair>,
    /// What is shared of sessions.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// What was agreed.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What is to be reached.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// How far that is.
    #[serde(default)]
    pub progress: Vec<Progress>,
}

/// A programme, as far as a mentor has to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `programme`")]
pub struct Programme {
    pub id: String,
    pub name: String,
    pub purpose: String,
    pub starts_on: String,
    pub ends_on: Option<String>,
    pub cadence_days: u32,
    pub minutes: u32,
    pub agreement: String,
    pub updated_at: i64,
}

/// A pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `mentorship`, without what is sealed")]
pub struct Pair {
    pub id: String,
    pub programme: Option<String>,
    pub mentor: String,
    pub mentee: String,
    /// How the mentee is reached; only on the way to the mentor.
    #[serde(default)]
    pub contact: String,
    pub zone: Option<String>,
    pub state: String,
    pub started_on: String,
    pub ends_on: Option<String>,
    pub ended_on: Option<String>,
    pub ended_why: String,
    pub cadence_days: u32,
    pub minutes: u32,
    pub agreement: String,
    pub mentor_agreed_on: Option<String>,
    pub mentee_agreed_on: Option<String>,
    pub updated_at: i64,
}

/// What is shared of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `mentoring_session`, without what is sealed")]
pub struct Session {
    pub id: String,
    pub mentorship: String,
    pub state: String,
    pub starts: String,
    pub zone: String,
    pub start_at: i64,
    pub minutes: u32,
    pub medium: String,
    pub topics: String,
    pub agreed: String,
    pub shared: String,
    pub rating_mentor: Option<u8>,
    pub rating_mentee: Option<u8>,
    pub updated_at: i64,
    pub deleted: bool,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `mentoring_item`")]
pub struct Item {
    pub id: String,
    pub mentorship: String,
    pub session: Option<String>,
    pub whose: String,
    pub text: String,
    pub due_on: Option<String>,
    pub done_on: Option<String>,
    pub updated_at: i64,
    pub deleted: bool,
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `mentoring_goal`")]
pub struct Goal {
    pub id: String,
    pub mentorship: String,
    pub title: String,
    pub state: String,
    pub target_on: Option<String>,
    pub updated_at: i64,
    pub deleted: bool,
}

/// How far a goal was on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "columns of `mentoring_progress`")]
pub struct Progress {
    pub id: String,
    pub goal: String,
    pub day: String,
    pub percent: u8,
    pub evidence: String,
    pub updated_at: i64,
    pub deleted: bool,
}

impl Handover {
    /// Whether every text has a length, every id a form and every row a place.
    #[must_use]
    pub fn is_plausible(&self) -> bool {
        let short = |text: &str| text.chars().count() <= 500 && !text.chars().any(char::is_control);
        let long = |text: &str| text.chars().count() <= LONGEST;
        let id = |text: &str| text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        let day = |text: &str| text.parse::<chrono::NaiveDate>().is_ok() && text.len() == 10;
        let days = |text: &Option<String>| text.as_deref().is_none_or(day);
        let pairs: std::collections::BTreeSet<&str> = self.pairs.iter().map(|pair| pair.id.as_str()).collect();
        let goals: std::collections::BTreeSet<&str> = self.goals.iter().map(|goal| goal.id.as_str()).collect();
        [
            self.programmes.len(),
            self.pairs.len(),
            self.sessions.len(),
            self.items.len(),
            self.goals.len(),
            self.progress.len(),
        ]
        .iter()
        .all(|rows| *rows <= MOST_ROWS)
            && short(&self.from)
            && self.programmes.iter().all(|row| {
                id(&row.id)
                    && short(&row.name)
                    && long(&row.purpose)
                    && long(&row.agreement)
                    && day(&row.starts_on)
                    && days(&row.ends_on)
                    && (1..=366).contains(&row.cadence_days)
                    && (5..=600).contains(&row.minutes)
            })
            && self.pairs.iter().all(|row| {
                id(&row.id)
                    && row.programme.as_deref().is_none_or(id)
                    && [&row.mentor, &row.mentee, &row.contact].iter().all(|text| short(text))
                    && row.zone.as_deref().is_none_or(|zone| crate::time::zone(zone).is_some())
                    && ["proposed", "active", "paused", "completed", "ended"].contains(&row.state.as_str())
                    && day(&row.started_on)
                    && [&row.ends_on, &row.ended_on, &row.mentor_agreed_on, &row.mentee_agreed_on].into_iter().all(days)
                    && long(&row.ended_why)
                    && long(&row.agreement)
                    && (1..=366).contains(&row.cadence_days)
                    && (5..=600).contains(&row.minutes)
            })
            && self.sessions.iter().all(|row| {
                id(&row.id)
                    && pairs.contains(row.mentorship.as_str())
                    && ["planned", "held", "missed"].contains(&row.state.as_str())
                    && ["video", "call", "in_person", "chat", "other"].contains(&row.medium.as_str())
                    && crate::events::minute(&row.starts).is_ok()
                    && crate::time::zone(&row.zone).is_some()
                    && (1..=1440).contains(&row.minutes)
                    && [&row.topics, &row.agreed, &row.shared].iter().all(|text| long(text))
                    && [row.rating_mentor, row.rating_mentee]
                        .into_iter()
                        .flatten()
                        .all(|rating| (1..=5).contains(&rating))
            })
            && self.items.iter().all(|row| {
                id(&row.id)
                    && pairs.contains(row.mentorship.as_str())
                    && row.session.as_deref().is_none_or(id)
                    && ["mentor", "mentee"].contains(&row.whose.as_str())
                    && long(&row.text)
                    && [&row.due_on, &row.done_on].into_iter().all(days)
            })
            && self.goals.iter().all(|row| {
                id(&row.id)
                    && pairs.contains(row.mentorship.as_str())
                    && long(&row.title)
                    && ["open", "reached", "dropped"].contains(&row.state.as_str())
                    && days(&row.target_on)
            })
            && self.progress.iter().all(|row| {
                id(&row.id)
                    && goals.contains(row.goal.as_str())
                    && day(&row.day)
                    && row.percent <= 100
                    && long(&row.evidence)
            })
    }
}
