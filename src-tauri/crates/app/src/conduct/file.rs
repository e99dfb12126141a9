//! A case's file: everything about it that is sealed, and what follows from it.
//!
//! **Invariants:** pure; a file that this program wrote is read by it, and so is one that lacks a field; nothing here is
//! printed.

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ApiError;

/// Most characters of a line.
const LONGEST_LINE: usize = 500;
/// Most characters of a text.
const LONGEST_TEXT: usize = 50_000;
/// Most people, pieces of evidence, actions …, of each kind.
const MOST: usize = 100;

/// What somebody has to do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CaseRole {
    /// Whose behaviour was reported.
    Reported,
    /// Whom it was done to.
    Affected,
    /// Who saw it.
    Witness,
    /// Who reported it.
    Reporter,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CaseSeverity {
    /// Nobody said.
    #[default]
    Unknown,
    /// A word will do.
    Minor,
    /// More than that.
    Serious,
    /// Somebody is in danger.
    Severe,
}

/// Somebody who is named.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CasePerson {
    /// As what.
    pub(crate) role: CaseRole,
    /// The member; nothing for somebody who is none.
    #[serde(default)]
    pub(crate) member: Option<String>,
    /// The name, as it was written.
    pub(crate) name: String,
}

/// A handler who has to stay out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseRecusal {
    /// Who.
    pub(crate) name: String,
    /// Why.
    #[serde(default)]
    pub(crate) why: String,
}

/// Something that is to be done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseAction {
    /// What, by whom, and who is told.
    pub(crate) what: String,
    /// Until when: `YYYY-MM-DD`; empty for no day.
    #[serde(default)]
    pub(crate) on: String,
    /// Whether it is done.
    #[serde(default)]
    pub(crate) done: bool,
}

/// Everything about a case that is sealed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CaseFile {
    /// How the report came: mail, in person, a flag.
    pub(crate) channel: String,
    /// Whether nobody knows who reported.
    pub(crate) anonymous: bool,
    /// Whether whoever reported wants to be contacted, and how.
    pub(crate) contact: String,
    /// Who took the report.
    pub(crate) received_by: String,
    /// When it happened, in words.
    pub(crate) happened_when: String,
    /// Where it happened.
    pub(crate) happened_where: String,
    /// Everybody who is named.
    pub(crate) people: Vec<CasePerson>,
    /// What happened, in the reporter's words.
    pub(crate) description: String,
    /// What there is to show for it.
    pub(crate) evidence: Vec<String>,
    /// How bad it is.
    pub(crate) severity: CaseSeverity,
    /// Whether somebody is at risk now.
    pub(crate) ongoing_risk: bool,
    /// Who works on it.
    pub(crate) handlers: Vec<String>,
    /// Who has to stay out, and why.
    pub(crate) recused: Vec<CaseRecusal>,
    /// What was decided, and why.
    pub(crate) decision: String,
    /// What is to be done: who tells whom, until when.
    pub(crate) actions: Vec<CaseAction>,
    /// What may be told to others.
    pub(crate) outcome_words: String,
    /// Days on which somebody is asked how things are.
    pub(crate) follow_ups: Vec<CaseAction>,
    /// An appeal, and what became of it.
    pub(crate) appeal: String,
    /// So many months after it was closed nobody is named any more; nothing: it is kept.
    pub(crate) keep_months: Option<u32>,
    /// The flag it was opened from, as its forum's address.
    pub(crate) flag: Option<String>,
}

impl CaseFile {
    /// The file, with what is empty left out.
    pub(crate) fn checked(mut self) -> Result<Self, ApiError> {
        for (field, text, most) in [
            ("channel", &mut self.channel, LONGEST_LINE),
            ("contact", &mut self.contact, LONGEST_LINE),
            ("received_by", &mut self.received_by, LONGEST_LINE),
            ("happened_when", &mut self.happened_when, LONGEST_LINE),
            ("happened_where", &mut self.happened_where, LONGEST_LINE),
            ("description", &mut self.description, LONGEST_TEXT),
            ("decision", &mut self.decision, LONGEST_TEXT),
            ("outcome_words", &mut self.outcome_words, LONGEST_TEXT),
            ("appeal", &mut self.appeal, LONGEST_TEXT),
        ] {
            fits(field, text, most)?;
        }
        for (field, lines) in [("evidence", &mut self.evidence), ("handlers", &mut self.handlers)] {
            few(field, lines.len())?;
            lines.iter_mut().try_for_each(|line| fits(field, line, LONGEST_LINE * 4))?;
            lines.retain(|line| !line.is_empty());
        }
        few("people", self.people.len())?;
        self.people.iter_mut().try_for_each(|person| fits("people", &mut person.name, LONGEST_LINE))?;
        self.people.retain(|person| !person.name.is_empty());
        few("recused", self.recused.len())?;
        for one in &mut self.recused {
            fits("recused", &mut one.name, LONGEST_LINE)?;
            fits("recused", &mut one.why, LONGEST_LINE)?;
        }
        self.recused.retain(|one| !one.name.is_empty());
        for (field, actions) in [("actions", &mut self.actions), ("follow_ups", &mut self.follow_ups)] {
            few(field, actions.len())?;
            for action in actions.iter_mut() {
                fits(field, &mut action.what, LONGEST_LINE * 4)?;
                action.on = action.on.trim().to_owned();
                if !action.on.is_empty() && action.on.parse::<NaiveDate>().is_err() {
                    return Err(ApiError::invalid(field, "write the day as 2027-01-05"));
                }
            }
            actions.retain(|action| !action.what.is_empty() || !action.on.is_empty());
        }
        if self.follow_ups.iter().any(|one| one.on.is_empty()) {
            return Err(ApiError::invalid("follow_ups", "say on which day to ask: 2027-01-05"));
        }
        if self.keep_months.is_some_and(|months| !(1..=600).contains(&months)) {
            return Err(ApiError::invalid("keep_months", "a case is kept from 1 to 600 months, or for good"));
        }
        Ok(self)
    }

    /// Those whose behaviour was reported.
    pub(crate) fn reported(&self) -> impl Iterator<Item = &CasePerson> {
        self.people.iter().filter(|person| person.role == CaseRole::Reported)
    }

    /// The next day on which something is to be done.
    pub(crate) fn next_day(&self) -> Option<String> {
        let open = |action: &&CaseAction| !action.done && !action.on.is_empty();
        self.follow_ups.iter().chain(&self.actions).filter(open).map(|action| action.on.clone()).min()
    }

    /// The day from which nobody is named: so many months after the later one of its end and the newest report about the same
    /// person.
    pub(crate) fn expunge_on(&self, closed: Option<NaiveDate>, newest: Option<NaiveDate>) -> Option<NaiveDate> {
        let from = closed?;
        from.max(newest.unwrap_or(from)).checked_add_months(Months::new(self.keep_months?))
    }
}

fn fits(field: &'static str, text: &mut String, most: usize) -> Result<(), ApiError> {
    let trimmed = text.trim();
    if trimmed.chars().count() > most {
        return Err(ApiError::invalid(field, format!("this has at most {most} characters")));
    }
    if trimmed.len() != text.len() {
        *text = trimmed.to_owned();
    }
    Ok(())
}

fn few(field: &'static str, many: usize) -> Result<(), ApiError> {
    if many > MOST {
        return Err(ApiError::invalid(field, format!("there is room for {MOST} here")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_new_report_about_the_same_person_begins_the_time_anew() {
        let file = CaseFile { keep_months: Some(6), ..CaseFile::default() };
        assert_eq!(file.expunge_on(None, None), None, "an open case is kept");
        assert_eq!(file.expunge_on(Some(day("2026-08-31")), None), Some(day("2027-02-28")));
        assert_eq!(file.expunge_on(Some(day("2026-08-31")), Some(day("2026-12-01"))), Some(day("2027-06-01")));
        assert_eq!(file.expunge_on(Some(day("2026-08-31")), Some(day("2026-01-01"))), Some(day("2027-02-28")));
        assert_eq!(CaseFile::default().expunge_on(Some(day("2026-08-31")), None), None, "kept for good");
    }

    #[test]
    fn the_next_day_is_the_first_that_is_not_done() {
        let on = |on: &str, done| CaseAction { what: "ask".into(), on: on.into(), done };
        let file = CaseFile {
            follow_ups: vec![on("2026-05-01", true), on("2026-07-01", false)],
            actions: vec![on("2026-06-01", false), on("", false)],
            ..CaseFile::default()
        };
        assert_eq!(file.next_day().as_deref(), Some("2026-06-01"));
        assert_eq!(CaseFile::default().next_day(), None);
    }

    #[test]
    fn what_is_empty_is_left_out_and_what_is_too_long_refused() {
        let person = |name: &str| CasePerson { role: CaseRole::Witness, member: None, name: name.into() };
        let file =
            CaseFile { people: vec![person(" Mira "), person("  ")], ..CaseFile::default() }.checked().ok().unwrap();
        assert_eq!(file.people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Mira"]);
        let long = CaseFile { channel: "x".repeat(501), ..CaseFile::default() };
        assert_eq!(long.checked().err().unwrap().field.as_deref(), Some("channel"));
        let dayless = CaseFile {
            follow_ups: vec![CaseAction { what: "ask".into(), on: String::new(), done: false }],
            ..CaseFile::default()
        };
        assert!(dayless.checked().is_err());
    }
}
