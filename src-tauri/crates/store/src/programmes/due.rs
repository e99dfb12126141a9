//! What a lead of programmes has to look at today: pairs that went quiet, applications that wait.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{PairHealthWord, ProgrammeState};
use crate::{Read, error::Result};

/// A pair that went quiet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammeQuiet {
    /// The pair's id.
    pub pair: String,
    /// The programme.
    pub programme: String,
    /// The mentor's name.
    pub mentor: String,
    /// The mentee's name.
    pub mentee: String,
    /// Whole days without a session.
    pub days: u32,
}

/// Applications that somebody has to decide about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammeWaiting {
    /// The programme.
    pub programme: String,
    /// What it is called.
    pub name: String,
    /// How many.
    pub count: u32,
    /// Since when the first waits, UTC milliseconds.
    pub since: i64,
}

/// What a lead has to look at today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProgrammesDue {
    /// Pairs that went quiet, the quietest first.
    pub quiet: Vec<ProgrammeQuiet>,
    /// Applications that wait, by programme.
    pub waiting: Vec<ProgrammeWaiting>,
}

impl Read<'_> {
    /// What is due in programmes that are not closed; so many pairs at most.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn programmes_due(&self, today: NaiveDate, limit: usize) -> Result<ProgrammesDue> {
        let mut due = ProgrammesDue::default();
        for row in self.programmes()? {
            let programme = row.programme;
            if matches!(programme.state, ProgrammeState::Closed) {
                continue;
            }
            if row.counts.pending > 0 {
                let mut statement = self.connection.prepare_cached(
                    "SELECT min(applied_at) FROM mentoring_application WHERE programme = ?1 AND state = 'pending' AND deleted_at IS NULL",
                )?;
                let since = statement.query_row([&programme.id], |row| row.get(0))?;
                let (programme, name) = (programme.id.clone(), programme.name.clone());
                due.waiting.push(ProgrammeWaiting { programme, name, count: row.counts.pending, since });
            }
            let quiet = self.programme_pairs(&programme.id, today)?.into_iter();
            // A mentor's own pairs are told beside their sessions.
            let quiet = quiet.filter(|pair| pair.health == Some(PairHealthWord::NeedsCheckIn) && !pair.mine);
            due.quiet.extend(quiet.map(|pair| ProgrammeQuiet {
                pair: pair.id,
                programme: programme.id.clone(),
                mentor: pair.mentor,
                mentee: pair.mentee,
                days: pair.quiet_days,
            }));
        }
        due.quiet.sort_by(|one, other| other.days.cmp(&one.days).then_with(|| one.pair.cmp(&other.pair)));
        due.quiet.truncate(limit);
        Ok(due)
    }
}
