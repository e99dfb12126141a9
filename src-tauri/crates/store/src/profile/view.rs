//! A member's fields as the page shows them: what stands there, what the source says, whether an edit is kept over it.
//!
//! **Invariant:** what the source says is that of the member's own account, else of the first other that says anything.

use rusqlite::Row;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{Consent, Contact, CustomKind, Edits, FieldValue, mark_of};
use crate::{Read, error::Result};

/// Words in a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct TextField {
    /// What stands there.
    pub value: Option<String>,
    /// What the source says.
    pub source: Option<String>,
    /// What that source is called.
    pub from: Option<String>,
    /// An edit stands over what the source says.
    pub kept: bool,
}

/// Several words or links in a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct ListField {
    /// What stands there.
    pub value: Vec<String>,
    /// What the sources say.
    pub source: Vec<String>,
    /// What the source of the first of them is called.
    pub from: Option<String>,
    /// An edit stands over what the sources say.
    pub kept: bool,
}

/// Whether the member is a person, one of the team, or a bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MarkField {
    /// What stands there.
    #[ts(type = "\"person\" | \"team\" | \"bot\"")]
    pub value: String,
    /// What the source says.
    #[ts(type = "\"person\" | \"bot\"")]
    pub source: String,
    /// It was set here.
    pub kept: bool,
}

/// What a member agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct ConsentField {
    /// What stands there.
    pub value: Consent,
    /// Somebody wrote it here.
    pub kept: bool,
}

/// How a member wants to be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema, TS)]
pub struct ContactField {
    /// What stands there.
    pub value: Contact,
    /// Somebody wrote it here.
    pub kept: bool,
}

/// A custom field and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CustomValue {
    /// The field's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: CustomKind,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// What stands in it.
    pub value: Option<FieldValue>,
}

/// The fields of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Profile {
    /// The name to show.
    pub name: TextField,
    /// Pronouns.
    pub pronouns: TextField,
    /// E-mail address.
    pub email: TextField,
    /// Telephone number.
    pub phone: TextField,
    /// IANA time zone.
    pub zone: TextField,
    /// Where they live.
    pub location: TextField,
    /// Job title, or what they do.
    pub title: TextField,
    /// About them.
    pub bio: TextField,
    /// What they do in the community.
    pub roles: ListField,
    /// What they care about.
    pub interests: ListField,
    /// What they can do.
    pub skills: ListField,
    /// What they look for in others.
    pub asks: ListField,
    /// What they offer to others.
    pub offers: ListField,
    /// Web pages.
    pub links: ListField,
    /// The company that a source names; organisations are added by hand.
    pub company: TextField,
    /// Person, team or bot.
    pub mark: MarkField,
    /// What they agreed to.
    pub consent: ConsentField,
    /// How they want to be reached.
    pub contact: ContactField,
    /// Custom fields, in the order of the form.
    pub custom: Vec<CustomValue>,
}

/// What one account says.
struct Said {
    source: String,
    name: String,
    texts: [Option<String>; 7],
    links: Vec<String>,
    is_bot: bool,
}

impl Said {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let links: Option<String> = row.get(10)?;
        Ok(Self {
            source: row.get(0)?,
            name: row.get(1)?,
            is_bot: row.get(2)?,
            texts: [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?],
            links: links.and_then(|links| serde_json::from_str(&links).ok()).unwrap_or_default(),
        })
    }
}

/// In the order of [`Said::texts`].
const TEXTS: [&str; 7] = ["pronouns", "email", "phone", "zone", "location", "title", "company"];

impl Read<'_> {
    pub(crate) fn profile(&self, member: i64) -> Result<Profile> {
        let edits = self.edits_of(member)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT s.name, i.name, i.is_bot, i.pronouns, i.email, i.phone, i.zone, i.location, i.title, i.company, i.links
             FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
             WHERE p.member_id = ?1 ORDER BY i.id <> p.member_id, i.id",
        )?;
        let said: Vec<Said> = statement.query_map([member], Said::read)?.collect::<rusqlite::Result<_>>()?;
        let text = |field: &str| {
            let place = TEXTS.iter().position(|known| *known == field);
            let found = said.iter().find_map(|one| {
                let text = match place {
                    Some(place) => one.texts.get(place).cloned().flatten(),
                    None if field == "name" => Some(one.name.clone()),
                    None => None,
                };
                text.map(|text| (text, one.source.clone()))
            });
            let (source, from) = found.unzip();
            match edits.get(field) {
                Some(edit) => TextField { value: edit.clone().and_then(FieldValue::text), source, from, kept: true },
                None => TextField { value: source.clone(), source, from, kept: false },
            }
        };
        let mut links: Vec<String> = Vec::new();
        for link in said.iter().flat_map(|one| &one.links) {
            if !links.contains(link) {
                links.push(link.clone());
            }
        }
        let from = said.iter().find(|one| !one.links.is_empty()).map(|one| one.source.clone());
        let source_mark = if said.iter().all(|one| one.is_bot) { "bot" } else { "person" };
        Ok(Profile {
            name: text("name"),
            pronouns: text("pronouns"),
            email: text("email"),
            phone: text("phone"),
            zone: text("zone"),
            location: text("location"),
            title: text("title"),
            bio: text("bio"),
            company: text("company"),
            roles: list(&edits, "roles", Vec::new(), None),
            interests: list(&edits, "interests", Vec::new(), None),
            skills: list(&edits, "skills", Vec::new(), None),
            asks: list(&edits, "asks", Vec::new(), None),
            offers: list(&edits, "offers", Vec::new(), None),
            links: list(&edits, "links", links, from),
            mark: MarkField {
                value: mark_of(&edits).unwrap_or(source_mark).to_owned(),
                source: source_mark.to_owned(),
                kept: mark_of(&edits).is_some(),
            },
            consent: match edits.get("consent") {
                Some(Some(FieldValue::Consent(value))) => ConsentField { value: value.clone(), kept: true },
                _ => ConsentField::default(),
            },
            contact: match edits.get("contact") {
                Some(Some(FieldValue::Contact(value))) => ContactField { value: value.clone(), kept: true },
                _ => ContactField::default(),
            },
            custom: self.custom_values(&edits)?,
        })
    }

    /// What a custom field holds, and what can be chosen in it.
    pub(super) fn custom_kind(&self, id: &str) -> Result<Option<(CustomKind, Vec<String>)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, choices FROM custom_field WHERE id = ?1 AND deleted_at IS NULL")?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (kind, choices): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(Some((CustomKind::of(&kind), serde_json::from_str(&choices).unwrap_or_default())))
    }

    fn custom_values(&self, edits: &Edits) -> Result<Vec<CustomValue>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, kind, choices FROM custom_field WHERE deleted_at IS NULL ORDER BY place, id",
        )?;
        let fields = statement.query_map([], |row| {
            let (id, kind, choices): (String, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let value = edits.get(&format!("custom:{id}")).cloned().flatten();
            Ok(CustomValue {
                name: row.get(1)?,
                kind: CustomKind::of(&kind),
                choices: serde_json::from_str(&choices).unwrap_or_default(),
                value,
                id,
            })
        })?;
        Ok(fields.collect::<rusqlite::Result<_>>()?)
    }
}

fn list(edits: &Edits, field: &str, source: Vec<String>, from: Option<String>) -> ListField {
    match edits.get(field) {
        Some(edit) => {
            ListField { value: edit.clone().and_then(FieldValue::list).unwrap_or_default(), source, from, kept: true }
        }
        None => ListField { value: source.clone(), source, from, kept: false },
    }
}
