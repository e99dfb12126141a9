//! What a segment's rule may say.
//!
//! **Invariant:** a rule is data: it names tags, sources and fields by their ids, holds no date that was today once (windows
//! are counted back from the day it is asked), and what it cannot mean is refused before it is saved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};

/// Groups in groups are read down to this depth.
const DEEPEST: usize = 8;
/// Conditions of one rule.
const MOST: usize = 64;
/// A window is at most ten years long.
const LONGEST_WINDOW: u32 = 3_660;

/// A rule that chooses members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Rule {
    /// All of these hold; without any, everybody is meant.
    All {
        /// Rules.
        rules: Vec<Self>,
    },
    /// At least one of these holds.
    Any {
        /// Rules.
        rules: Vec<Self>,
    },
    /// It does not hold.
    Not {
        /// The rule.
        rule: Box<Self>,
    },
    /// Has a tag.
    Tag {
        /// Its id.
        tag: String,
    },
    /// Has one of these levels.
    Level {
        /// Levels; `none` stands for those without.
        levels: Vec<LevelName>,
    },
    /// Has an account at a source.
    Source {
        /// The source's id.
        source: String,
    },
    /// Belongs to a space, or wrote there lately.
    Space {
        /// The space's id.
        space: String,
        /// Wrote there in so many days up to today; nothing: the source counts it among its members.
        #[serde(default)]
        days: Option<u32>,
    },
    /// Wrote in public spaces.
    Wrote {
        /// At least so many messages.
        at_least: u32,
        /// In so many days up to today.
        days: u32,
    },
    /// Was seen doing anything in so many days up to today.
    Seen {
        /// Days.
        days: u32,
    },
    /// Did something once, but nothing in so many days up to today.
    Quiet {
        /// Days.
        days: u32,
    },
    /// Joined between two days, both included; an open end is nothing.
    Joined {
        /// `YYYY-MM-DD`.
        #[serde(default)]
        from: Option<String>,
        /// `YYYY-MM-DD`.
        #[serde(default)]
        until: Option<String>,
    },
    /// Joined in so many days up to today.
    New {
        /// Days.
        days: u32,
    },
    /// Belongs to an organisation today.
    Organisation {
        /// Its id.
        organisation: String,
    },
    /// A field of the profile, whether a source says it or a person.
    Field {
        /// `title`, `company`, `location`, `zone`, `email`, `pronouns`, `roles`, `interests`, `skills`, `asks`,
        /// `offers`, or `custom:` and an id.
        field: String,
        /// How it is compared.
        how: Comparison,
        /// With what; nothing where it is only asked whether there is something.
        #[serde(default)]
        value: Option<String>,
    },
    /// Has to do with events that were not cancelled.
    Event {
        /// How.
        how: AtEvent,
        /// The event's id; nothing: any.
        #[serde(default)]
        event: Option<String>,
        /// It began in so many days up to today; nothing: whenever.
        #[serde(default)]
        days: Option<u32>,
    },
    /// Is one of a mentoring pair.
    Mentoring {
        /// Which of the two.
        role: MentoringRole,
        /// The programme's id; nothing: any, or none.
        #[serde(default)]
        programme: Option<String>,
        /// Pairs that are over count as well.
        #[serde(default)]
        ever: bool,
    },
    /// Marked as one of the team.
    Team,
    /// Not a person.
    Bot,
    /// Gone from everywhere.
    Left,
    /// Chosen by another segment.
    Segment {
        /// Its id.
        segment: String,
    },
}

/// A level, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LevelName {
    /// Wrote nothing in public within a year.
    None,
    /// See [`kith_domain::levels::Level`].
    Exploring,
    /// The same.
    Participating,
    /// The same.
    Contributing,
    /// The same.
    Leading,
}

/// What somebody has to do with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AtEvent {
    /// Attended it, at the door or online for long enough.
    Came,
    /// Said that they come.
    Registered,
    /// Said so, and did not come; the event is over.
    Missed,
    /// Hosted, spoke, helped or gave something.
    Part,
}

/// Which of the two in a mentoring pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MentoringRole {
    /// Who mentors.
    Mentor,
    /// Who is mentored.
    Mentee,
}

/// How a field is compared. Words are compared without regard to case and accents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// There is a value.
    Known,
    /// It is the same, or among several.
    Equals,
    /// It contains the words.
    Contains,
    /// A number or day that is not smaller.
    AtLeast,
    /// A number or day that is not larger.
    AtMost,
}

/// Fields that a source may say as well, and where.
pub(super) const PULLED: &[(&str, &str)] = &[
    ("title", "title"),
    ("company", "company"),
    ("location", "location"),
    ("zone", "zone"),
    ("email", "email"),
    ("pronouns", "pronouns"),
];
/// Fields that only a person fills.
const OWN: &[&str] = &["roles", "interests", "skills", "asks", "offers"];

impl Rule {
    /// Refuses what a rule cannot mean.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the reason.
    pub fn examine(&self) -> Result<()> {
        let mut left = MOST;
        self.walk(0, &mut left)
    }

    fn walk(&self, depth: usize, left: &mut usize) -> Result<()> {
        let invalid = |message: &str| Err(Error::Invalid(message.to_owned()));
        if depth > DEEPEST {
            return invalid("groups of conditions lie too deep in each other");
        }
        *left = match left.checked_sub(1) {
            Some(left) => left,
            None => return invalid("a segment has at most 64 conditions"),
        };
        let window = |days: u32| {
            if days == 0 || days > LONGEST_WINDOW { invalid("a window has 1 to 3660 days") } else { Ok(()) }
        };
        match self {
            Self::All { rules } | Self::Any { rules } => rules.iter().try_for_each(|rule| rule.walk(depth + 1, left)),
            Self::Not { rule } => rule.walk(depth + 1, left),
            Self::Wrote { at_least: 0, .. } => invalid("at least one message"),
            Self::Wrote { days, .. } | Self::Seen { days } | Self::Quiet { days } | Self::New { days } => window(*days),
            Self::Space { days: Some(days), .. } | Self::Event { days: Some(days), .. } => window(*days),
            Self::Level { levels } if levels.is_empty() => invalid("choose a level"),
            Self::Joined { from: None, until: None } => invalid("choose a day"),
            Self::Joined { from, until } => {
                let days: Vec<&String> = [from, until].into_iter().flatten().collect();
                match days.iter().all(|day| day.parse::<chrono::NaiveDate>().is_ok()) {
                    true => Ok(()),
                    false => invalid("a day is written 2026-01-31"),
                }
            }
            Self::Field { field, how, value } => {
                let known = field.starts_with("custom:") || OWN.contains(&field.as_str());
                if !known && !PULLED.iter().any(|(name, _)| name == field) {
                    return invalid("there is no such field");
                }
                let given = value.as_deref().is_some_and(|value| !value.trim().is_empty());
                if given == (*how == Comparison::Known) { invalid("compare with what?") } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    /// Whether a condition is part of it.
    pub(super) fn speaks_of(&self, condition: &Self) -> bool {
        match self {
            Self::All { rules } | Self::Any { rules } => rules.iter().any(|rule| rule.speaks_of(condition)),
            Self::Not { rule } => rule.speaks_of(condition),
            other => other == condition,
        }
    }

    /// The segments it refers to.
    pub(super) fn segments<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::All { rules } | Self::Any { rules } => rules.iter().for_each(|rule| rule.segments(into)),
            Self::Not { rule } => rule.segments(into),
            Self::Segment { segment } => into.push(segment),
            _ => {}
        }
    }

    /// The spaces in which it asks who wrote lately.
    pub(super) fn spaces<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::All { rules } | Self::Any { rules } => rules.iter().for_each(|rule| rule.spaces(into)),
            Self::Not { rule } => rule.spaces(into),
            Self::Space { space, days: Some(_) } => into.push(space),
            _ => {}
        }
    }
}
