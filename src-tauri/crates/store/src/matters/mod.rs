//! What goes through dated steps and is marked by a person: feedback, leads, invitations, incidents.
//!
//! **Invariants:** of a sheet, no two matters have the same label, so what is imported twice is kept once; each step has the
//! moment it was entered first, on the community's clock; an incident names nobody here.

mod feedback;
mod kept;
mod merging;
mod telling;

use std::collections::BTreeMap;

use kith_domain::{figures::Moment, metrics::conduct, profile};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::feedback::{
    FeedbackMessage, FeedbackOrder, FeedbackPerson, FeedbackPlace, FeedbackQuery, FeedbackRow, FeedbackTold,
};
use crate::{
    error::{Error, Result},
    words,
};

/// Most characters of what was said.
const LONGEST_LABEL: usize = 500;
/// Most characters of a note.
const LONGEST_NOTE: usize = 4_000;
/// People who could have said the same.
const MOST_VOTERS: u32 = 1_000_000;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// What members say about the product.
    Feedback,
    /// Members or companies that may become customers.
    Lead,
    /// People who were asked to join.
    Invitation,
    /// Reports of how somebody behaved.
    Incident,
}

impl Sheet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Feedback, Self::Lead, Self::Invitation, Self::Incident];

    /// The word in files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Lead => "lead",
            Self::Invitation => "invitation",
            Self::Incident => "incident",
        }
    }

    /// The sheet with a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.word() == word)
    }

    /// Its steps, in their usual order. Of leads: the stages of HubSpot.
    pub const fn steps(self) -> &'static [&'static str] {
        match self {
            Self::Feedback => &["new", "passed_on", "planned", "shipped", "declined", "told"],
            Self::Lead => &[
                "subscriber",
                "lead",
                "marketing_lead",
                "sales_lead",
                "opportunity",
                "customer",
                "evangelist",
                "other",
            ],
            Self::Invitation => &["sent", "bounced", "accepted"],
            Self::Incident => &["received", "acknowledged", "investigating", "decided", "closed"],
        }
    }

    /// The step that each of them has, and that none of the others comes before.
    pub const fn first(self) -> Option<&'static str> {
        match self {
            Self::Feedback => Some("new"),
            Self::Lead => None,
            Self::Invitation => Some("sent"),
            Self::Incident => Some("received"),
        }
    }

    /// The words its kind may be.
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Feedback => &["bug", "wish", "praise", "question"],
            Self::Lead => &["community", "elsewhere"],
            Self::Invitation => &[],
            Self::Incident => &[
                conduct::OUTCOMES[0].0,
                conduct::OUTCOMES[1].0,
                conduct::OUTCOMES[2].0,
                conduct::OUTCOMES[3].0,
                conduct::OUTCOMES[4].0,
            ],
        }
    }
}

/// When a matter entered a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which.
    pub step: String,
    /// On the community's clock: `2024-05-12` or `2024-05-12 13:30`.
    pub moment: String,
}

/// A matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Matter {
    /// Its id.
    pub id: String,
    /// What was said; a company; an address; an incident's number.
    pub label: String,
    /// Whom it is about.
    pub member: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// The message it was said in, if that is known.
    pub activity: Option<String>,
    /// The space of that message.
    pub space: Option<String>,
    /// Part of the product.
    pub area: String,
    /// Which kind of feedback; where a lead began; how an incident ended.
    pub kind: Option<String>,
    /// People who said the same.
    pub voters: u32,
    /// A remark.
    pub note: String,
    /// The step it is at: the newest.
    pub state: String,
    /// All its steps, oldest first.
    pub steps: Vec<Step>,
}

/// A matter as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewMatter {
    /// Which sheet.
    pub sheet: Sheet,
    /// What was said; a company; an address; an incident's number.
    pub label: String,
    /// Whom it is about: the id of one of their accounts.
    #[serde(default)]
    pub member: Option<String>,
    /// The message it was said in.
    #[serde(default)]
    pub activity: Option<String>,
    /// Part of the product.
    #[serde(default)]
    pub area: String,
    /// Which kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// People who said the same.
    #[serde(default)]
    pub voters: u32,
    /// A remark.
    #[serde(default)]
    pub note: String,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A matter that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedMatter {
    sheet: Sheet,
    label: String,
    key: String,
    member: Option<String>,
    activity: Option<i64>,
    area: String,
    kind: Option<String>,
    voters: u32,
    note: String,
    steps: BTreeMap<&'static str, String>,
}

impl CheckedMatter {
    /// What it is one by, within a file as well.
    pub fn key(&self) -> &str {
        &self.key
    }
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

impl NewMatter {
    /// What was typed, understood.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self) -> Result<CheckedMatter> {
        let sheet = self.sheet;
        let text = |text: &str, longest, field| profile::words(text, longest, false).map_err(at(field));
        let label = text(&self.label, LONGEST_LABEL, "label")?.ok_or_else(|| at("label")("this cannot be empty"))?;
        if sheet == Sheet::Invitation && !profile::is_address(&label) {
            return Err(at("label")("write an e-mail address"));
        }
        let area = text(&self.area, profile::LONGEST_LINE, "area")?.unwrap_or_default();
        let note = profile::words(&self.note, LONGEST_NOTE, true).map_err(at("note"))?.unwrap_or_default();
        let kind = self.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty());
        if kind.is_some_and(|kind| !sheet.kinds().contains(&kind)) {
            return Err(at("kind")("there is no such kind"));
        }
        if sheet == Sheet::Incident && (self.member.is_some() || self.activity.is_some()) {
            return Err(at("member")("incidents are counted here without names"));
        }
        let activity = match &self.activity {
            Some(id) => Some(id.parse().map_err(|_| at("activity")("there is no such message"))?),
            None => None,
        };
        let (label_key, voters) = (words::fold(&label), self.voters.min(MOST_VOTERS));
        let (key, kind, member) = (label_key, kind.map(str::to_owned), self.member.clone());
        Ok(CheckedMatter {
            sheet,
            label,
            key,
            member,
            activity,
            area,
            kind,
            voters,
            note,
            steps: self.checked_steps()?,
        })
    }

    fn checked_steps(&self) -> Result<BTreeMap<&'static str, String>> {
        let wrong = |step: &str, why: &str| Error::Field { field: format!("step:{step}"), why: why.to_owned() };
        let mut steps: BTreeMap<&'static str, Moment> = BTreeMap::new();
        for Step { step, moment } in self.steps.iter().filter(|step| !step.moment.trim().is_empty()) {
            let known = self.sheet.steps().iter().find(|known| **known == step.as_str());
            let known = known.ok_or_else(|| wrong(step, "there is no such step"))?;
            let moment = Moment::parse(moment).map_err(|why| wrong(step, why))?;
            if steps.insert(known, moment).is_some() {
                return Err(wrong(step, "this is here twice"));
            }
        }
        match self.sheet.first() {
            Some(first) => {
                let begun = *steps.get(first).ok_or_else(|| wrong(first, "write when it began"))?;
                // A day without a time may hold any moment.
                let early = |moment: &Moment| match (moment.time, begun.time) {
                    (Some(_), Some(_)) => *moment < begun,
                    _ => moment.day < begun.day,
                };
                if let Some((step, _)) = steps.iter().find(|(_, moment)| early(moment)) {
                    return Err(wrong(step, "this is before it began"));
                }
            }
            None if steps.is_empty() => {
                return Err(wrong(self.sheet.steps().first().unwrap_or(&""), "write at least one stage"));
            }
            None => {}
        }
        Ok(steps.into_iter().map(|(step, moment)| (step, moment.to_string())).collect())
    }
}
