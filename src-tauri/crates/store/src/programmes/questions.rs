//! What applicants of a programme are asked, and what their answers are worth when pairs are made.
//!
//! **Invariants:** no two questions have one id; an answer is a list of words, whatever was asked.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::{
    matching::{Compare, Question, folded, language, listed},
    profile,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::HEAVIEST;
use crate::{
    error::Result,
    events::{at, needed},
};

/// More questions than anybody answers.
const MOST: usize = 60;
/// More choices than anybody reads.
const MOST_OPTIONS: usize = 200;
/// Most characters of an answer.
pub(super) const LONGEST_ANSWER: usize = 4_000;

/// What sort of answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeAnswer {
    /// Words.
    Text,
    /// One of some.
    Choice,
    /// Any of some: goals, interests.
    Choices,
    /// A number: years of experience.
    Number,
    /// Languages.
    Languages,
    /// What a mentor offers and a mentee wants.
    Skills,
    /// The time zone.
    Zone,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeSide {
    /// Those who would be mentors.
    Mentor,
    /// Those who would be mentees.
    Mentee,
    /// Both; their answers are compared.
    Both,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeQuestion {
    /// Its id; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// What is asked.
    pub text: String,
    /// What sort of answer is wanted.
    pub kind: ProgrammeAnswer,
    /// Who is asked.
    pub of: ProgrammeSide,
    /// Whether a pair has to fit in it.
    #[serde(default)]
    pub must: bool,
    /// How much it counts: 0 to 10.
    #[serde(default)]
    pub weight: u32,
    /// Of choices: which.
    #[serde(default)]
    pub options: Vec<String>,
    /// Of numbers: how much more the mentor's is, at least. Of time zones: minutes a day that both are awake.
    #[serde(default)]
    pub least: Option<i32>,
    /// Of numbers: how much more the mentor's is, at most.
    #[serde(default)]
    pub most: Option<i32>,
}

impl ProgrammeQuestion {
    /// What pairs are compared by.
    pub fn compared(&self) -> Question {
        let compare = match (self.of, self.kind) {
            (ProgrammeSide::Both, ProgrammeAnswer::Text | ProgrammeAnswer::Choice | ProgrammeAnswer::Languages) => {
                Compare::Any
            }
            (ProgrammeSide::Both, ProgrammeAnswer::Choices | ProgrammeAnswer::Skills) => Compare::Part,
            (ProgrammeSide::Both, ProgrammeAnswer::Number) => {
                Compare::Gap { least: i64::from(self.least.unwrap_or(2)), most: i64::from(self.most.unwrap_or(15)) }
            }
            (ProgrammeSide::Both, ProgrammeAnswer::Zone) => Compare::Clock { least: self.least.unwrap_or(60) },
            _ => Compare::Not,
        };
        Question { id: self.id.clone(), compare, must: self.must, weight: i64::from(self.weight.min(HEAVIEST)) }
    }

    /// An answer as it is kept.
    pub fn answer(&self, typed: &str) -> Vec<String> {
        let one = || profile::words(typed, LONGEST_ANSWER, true).ok().flatten().into_iter().collect();
        match self.kind {
            ProgrammeAnswer::Text => one(),
            ProgrammeAnswer::Number | ProgrammeAnswer::Choice => {
                one().into_iter().map(|word: String| self.known(&word)).collect()
            }
            ProgrammeAnswer::Zone => Vec::new(),
            ProgrammeAnswer::Choices | ProgrammeAnswer::Skills | ProgrammeAnswer::Languages => {
                listed(typed).into_iter().take(100).map(|word| self.known(&word)).collect()
            }
        }
    }

    /// A word as the question writes it.
    fn known(&self, word: &str) -> String {
        self.options.iter().find(|option| folded(option) == folded(word)).cloned().unwrap_or_else(|| word.to_owned())
    }

    /// What was answered, as it is compared.
    pub fn comparable(&self, answers: &BTreeMap<String, Vec<String>>) -> Vec<String> {
        let said = answers.get(&self.id).cloned().unwrap_or_default();
        match self.kind {
            ProgrammeAnswer::Languages => said.iter().map(|word| language(word)).collect(),
            _ => said,
        }
    }
}

/// Questions as they are kept.
pub(super) fn read(json: &str) -> Vec<ProgrammeQuestion> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Questions as they were typed, understood.
pub(super) fn checked(typed: &[ProgrammeQuestion], new_id: &dyn Fn() -> String) -> Result<Vec<ProgrammeQuestion>> {
    if typed.len() > MOST {
        return Err(at("questions")("these are too many questions"));
    }
    let mut ids = BTreeSet::new();
    let mut out = Vec::new();
    for question in typed {
        if question.weight > HEAVIEST {
            return Err(at("questions")("a question counts 0 to 10"));
        }
        if question.options.len() > MOST_OPTIONS {
            return Err(at("questions")("these are too many choices"));
        }
        let limit = |limit: Option<i32>| limit.is_some_and(|limit| !(-10_000..=10_000).contains(&limit));
        if limit(question.least) || limit(question.most) {
            return Err(at("questions")("this number is too large"));
        }
        let mut options = Vec::new();
        for option in &question.options {
            let option = profile::words(option, profile::LONGEST_LINE, false).map_err(at("questions"))?;
            options.extend(option.filter(|option| !options.contains(option)));
        }
        let id = Some(question.id.trim()).filter(|id| !id.is_empty() && id.len() <= 64);
        let mut id = id.map_or_else(new_id, str::to_owned);
        while !ids.insert(id.clone()) {
            id = new_id();
        }
        out.push(ProgrammeQuestion { id, text: needed(&question.text, "questions")?, options, ..question.clone() });
    }
    Ok(out)
}
