//! What stands in a field of a member, as it is kept and as it crosses to a screen.
//!
//! **Invariant:** every value that is kept went through [`FieldValue::checked`].

use kith_domain::profile::{self, Field, Shape, Wrong};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An answer to "may we".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nobody asked, or nobody remembers.
    #[default]
    Unknown,
    /// They agreed.
    Yes,
    /// They did not.
    No,
}

/// What somebody answered, when, and how it came here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The answer.
    pub answer: Answer,
    /// The day of it, `YYYY-MM-DD`.
    #[serde(default)]
    pub on: Option<String>,
    /// How it was given: "at the spring meetup", "form of the newsletter".
    #[serde(default)]
    pub how: Option<String>,
}

/// What a member agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Being written to by e-mail.
    pub email: Agreement,
    /// Being written to directly in the community.
    pub direct: Agreement,
    /// Getting the newsletter.
    pub newsletter: Agreement,
}

/// The ways to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// A direct message in the community.
    Direct,
    /// Telephone.
    Phone,
    /// In public, where others may answer as well.
    Public,
}

/// How a member wants to be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The way they prefer.
    pub channel: Option<Channel>,
    /// The language they prefer, in words.
    pub language: Option<String>,
    /// They do not want to be contacted at all.
    pub never: bool,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(untagged)]
pub enum FieldValue {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(#[ts(type = "number")] serde_json::Number),
    /// Words, a day, a choice, a link, a zone.
    Text(String),
    /// Several words or links.
    List(Vec<String>),
    /// What was agreed to.
    Consent(Consent),
    /// How to reach them.
    Contact(Contact),
}

/// What a custom field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CustomKind {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of some choices.
    Choice,
    /// Yes or no.
    YesNo,
    /// A web address.
    Link,
}

impl CustomKind {
    /// The word kept in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::YesNo => "yes_no",
            Self::Link => "link",
        }
    }

    /// The kind of a word kept in the file.
    pub fn of(word: &str) -> Self {
        match word {
            "number" => Self::Number,
            "date" => Self::Date,
            "choice" => Self::Choice,
            "yes_no" => Self::YesNo,
            "link" => Self::Link,
            _ => Self::Text,
        }
    }
}

const SHAPE: Wrong = "this does not fit into the field";

impl FieldValue {
    /// What is kept of it in a field of every member; nothing when it is empty.
    ///
    /// # Errors
    /// When it cannot stand there.
    pub fn checked(self, field: &Field) -> Result<Option<Self>, Wrong> {
        match (field.shape(), self) {
            (Shape::Text, Self::Text(text)) => Ok(profile::text(field, &text)?.map(Self::Text)),
            (Shape::List, Self::List(list)) => {
                let list = profile::list(field, &list)?;
                Ok((!list.is_empty()).then_some(Self::List(list)))
            }
            (Shape::Consent, Self::Consent(consent)) => {
                let Consent { email, direct, newsletter } = consent;
                let consent =
                    Consent { email: email.checked()?, direct: direct.checked()?, newsletter: newsletter.checked()? };
                Ok((consent != Consent::default()).then_some(Self::Consent(consent)))
            }
            (Shape::Contact, Self::Contact(contact)) => {
                let language = contact.language.as_deref().unwrap_or_default();
                let language = profile::words(language, profile::LONGEST_LINE, false)?;
                let contact = Contact { language, ..contact };
                Ok((contact != Contact::default()).then_some(Self::Contact(contact)))
            }
            _ => Err(SHAPE),
        }
    }

    /// What is kept of it in a custom field; nothing when it is empty.
    ///
    /// # Errors
    /// When it cannot stand there.
    pub fn checked_custom(self, kind: CustomKind, choices: &[String]) -> Result<Option<Self>, Wrong> {
        match (kind, self) {
            (CustomKind::YesNo, Self::Flag(flag)) => Ok(Some(Self::Flag(flag))),
            (CustomKind::Number, Self::Number(number)) => Ok(Some(Self::Number(number))),
            (CustomKind::Text, Self::Text(text)) => {
                Ok(profile::words(&text, profile::LONGEST_TEXT, true)?.map(Self::Text))
            }
            (CustomKind::Date, Self::Text(text)) => Ok(profile::day(&text)?.map(Self::Text)),
            (CustomKind::Link, Self::Text(text)) => Ok(profile::link(&text)?.map(Self::Text)),
            (CustomKind::Choice, Self::Text(text)) if text.is_empty() => Ok(None),
            (CustomKind::Choice, Self::Text(text)) if choices.contains(&text) => Ok(Some(Self::Text(text))),
            (CustomKind::Choice, Self::Text(_)) => Err("this is none of the choices"),
            _ => Err(SHAPE),
        }
    }

    pub(super) fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn list(self) -> Option<Vec<String>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }
}

impl Agreement {
    fn checked(self) -> Result<Self, Wrong> {
        let on = profile::day(self.on.as_deref().unwrap_or_default())?;
        let how = profile::words(self.how.as_deref().unwrap_or_default(), profile::LONGEST_LINE, false)?;
        Ok(Self { answer: self.answer, on, how })
    }
}
