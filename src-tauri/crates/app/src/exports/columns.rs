//! Which columns lists of members have, for people and for the programs they take them to.

use kith_store::exports::{CustomField, MemberExport, time};
use serde_json::{Map, Value, json};

/// A column: its heading, and its value of a member.
type Column = (&'static str, fn(&MemberExport) -> Value);

/// Everything, named as in JSON.
const ALL: &[Column] = &[
    ("id", |m| m.id.as_str().into()),
    ("name", |m| m.name.as_str().into()),
    ("first_name", |m| name(m).0.into()),
    ("last_name", |m| name(m).1.into()),
    ("real_name", |m| m.real_name.clone().into()),
    ("handle", |m| m.handle.clone().into()),
    ("title", |m| m.title.clone().into()),
    ("pronouns", |m| m.pronouns.clone().into()),
    ("email", |m| m.email.clone().into()),
    ("emails", |m| m.emails.clone().into()),
    ("phone", |m| m.phone.clone().into()),
    ("location", |m| m.location.clone().into()),
    ("zone", |m| m.zone.clone().into()),
    ("company", |m| m.company.clone().into()),
    ("organisations", |m| m.organisations.clone().into()),
    ("bio", |m| m.bio.clone().into()),
    ("roles", |m| m.roles.clone().into()),
    ("interests", |m| m.interests.clone().into()),
    ("skills", |m| m.skills.clone().into()),
    ("asks", |m| m.asks.clone().into()),
    ("offers", |m| m.offers.clone().into()),
    ("links", |m| m.links.clone().into()),
    ("tags", |m| m.tags.clone().into()),
    ("consent", |m| m.consent.clone()),
    ("contact", |m| m.contact.clone()),
    ("is_bot", |m| m.is_bot.into()),
    ("is_team", |m| m.is_team.into()),
    ("has_left", |m| m.left.into()),
    ("joined_at", |m| m.joined_at.map(time).into()),
    ("first_at", |m| m.first_at.map(time).into()),
    ("last_at", |m| m.last_at.map(time).into()),
    ("posts", |m| m.posts.into()),
    ("replies", |m| m.replies.into()),
    ("reactions", |m| m.reactions.into()),
    ("sources", |m| m.sources.clone().into()),
    ("accounts", |m| m.accounts.clone().into()),
];

/// As HubSpot's import of contacts knows them.
const HUBSPOT: &[Column] = &[
    ("First name", |m| name(m).0.into()),
    ("Last name", |m| name(m).1.into()),
    ("Email", |m| m.email.clone().into()),
    ("Phone number", |m| m.phone.clone().into()),
    ("Job title", |m| m.title.clone().into()),
    ("Company name", |m| m.company.clone().into()),
    ("Website URL", |m| m.links.first().cloned().into()),
    ("City", |m| m.location.clone().into()),
];

/// As Salesforce's import of contacts knows them. A last name is required.
const SALESFORCE: &[Column] = &[
    ("FirstName", |m| name(m).0.into()),
    ("LastName", |m| name(m).1.into()),
    ("Email", |m| m.email.clone().into()),
    ("Phone", |m| m.phone.clone().into()),
    ("Title", |m| m.title.clone().into()),
    ("AccountName", |m| m.company.clone().into()),
    ("MailingCity", |m| m.location.clone().into()),
    ("LeadSource", |m| m.sources.first().cloned().into()),
    ("Description", |m| m.bio.clone().into()),
];

/// The columns of one export.
pub(super) struct Columns {
    fixed: Vec<Column>,
    custom: Vec<(usize, String)>,
}

impl Columns {
    /// All of them, or those wanted, by name; a community's own fields by theirs. Answers the name that there is not.
    pub(super) fn all(wanted: &[String], fields: &[CustomField]) -> Result<Self, String> {
        let mut columns = Self { fixed: Vec::new(), custom: Vec::new() };
        for name in wanted {
            if let Some(column) = ALL.iter().find(|column| column.0 == name) {
                columns.fixed.push(*column);
            } else if let Some(place) = fields.iter().position(|field| field.name == *name || field.id == *name) {
                columns.custom.push((place, name.clone()));
            } else {
                return Err(name.clone());
            }
        }
        if wanted.is_empty() {
            columns.fixed = ALL.to_vec();
            columns.custom = fields.iter().enumerate().map(|(place, field)| (place, field.name.clone())).collect();
        }
        Ok(columns)
    }

    pub(super) fn hubspot() -> Self {
        Self { fixed: HUBSPOT.to_vec(), custom: Vec::new() }
    }

    pub(super) fn salesforce() -> Self {
        Self { fixed: SALESFORCE.to_vec(), custom: Vec::new() }
    }

    /// The headings. A field of the community may be called as a column is: then it says which it is.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.fixed.iter().map(|column| column.0.to_owned()).collect();
        for (_, name) in &self.custom {
            let name = if names.contains(name) { format!("{name} (field)") } else { name.clone() };
            names.push(name);
        }
        names
    }

    /// A member's values, in the order of the headings.
    pub(super) fn values(&self, member: &MemberExport) -> Vec<Value> {
        let custom = self.custom.iter().map(|(place, _)| member.custom.get(*place).cloned().unwrap_or_default());
        self.fixed.iter().map(|(_, value)| value(member)).chain(custom).collect()
    }

    /// A member as JSON.
    pub(super) fn object(&self, member: &MemberExport) -> Value {
        let mut object = Map::new();
        for ((key, value), _) in self.fixed.iter().zip(0..) {
            object.insert((*key).to_owned(), value(member));
        }
        let own: Map<String, Value> = self
            .custom
            .iter()
            .map(|(place, name)| (name.clone(), member.custom.get(*place).cloned().unwrap_or_default()))
            .collect();
        if !own.is_empty() {
            object.insert("fields".into(), json!(own));
        }
        Value::Object(object)
    }
}

/// Words that belong to the last name they stand before.
const PARTICLES: [&str; 22] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "ten", "ter", "zu",
    "bin", "ibn", "al", "el", "af",
];

/// First and last name, as far as a name tells. A last name is never empty.
pub(super) fn name(member: &MemberExport) -> (String, String) {
    let several = |name: &str| name.split_whitespace().nth(1).is_some();
    // Where the name to show is a nickname, the full name says more.
    let full = match &member.real_name {
        Some(real) if several(real) && !several(&member.name) => real,
        _ => &member.name,
    };
    split(full)
}

/// First and last name, as far as a name tells. A last name is never empty where the name is not.
pub(super) fn split(full: &str) -> (String, String) {
    if let Some((last, first)) = full.split_once(',')
        && !last.trim().is_empty()
        && !first.trim().is_empty()
    {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let mut at = words.len().saturating_sub(1);
    while at > 1 && words.get(at - 1).is_some_and(|word| PARTICLES.contains(&word.to_lowercase().as_str())) {
        at -= 1;
    }
    let (first, last) = words.split_at(at);
    if last.is_empty() { (String::new(), full.trim().to_owned()) } else { (first.join(" "), last.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_last_part() {
        let parts = |name: &str| {
            let (first, last) = split(name);
            format!("{first}|{last}")
        };
        assert_eq!(parts("Ada Lovelace"), "Ada|Lovelace");
        assert_eq!(parts("Ludwig van der Rohe"), "Ludwig|van der Rohe");
        assert_eq!(parts("Lovelace, Ada"), "Ada|Lovelace");
        assert_eq!(parts("Cher"), "|Cher");
        assert_eq!(parts("王小明"), "|王小明");
        assert_eq!(parts("Van Morrison"), "Van|Morrison");
        assert_eq!(parts("  "), "|");
    }

    #[test]
    fn the_full_name_helps_a_nickname() {
        let member = |name: &str, real: &str| MemberExport {
            name: name.into(),
            real_name: Some(real.into()),
            ..MemberExport::default()
        };
        assert_eq!(name(&member("ada", "Ada Lovelace")), ("Ada".into(), "Lovelace".into()));
        assert_eq!(name(&member("Ada King", "Ada Lovelace")), ("Ada".into(), "King".into()));
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let fields = [
            CustomField { id: "f1".into(), name: "T-shirt".into() },
            CustomField { id: "f2".into(), name: "name".into() },
        ];
        assert_eq!(Columns::all(&["name".into(), "T-shirt".into()], &fields).unwrap().names(), ["name", "T-shirt"]);
        assert_eq!(Columns::all(&["shoes".into()], &fields).err().as_deref(), Some("shoes"));
        let all = Columns::all(&[], &fields).unwrap().names();
        assert_eq!(all.last().map(String::as_str), Some("name (field)"), "headings are unlike: {all:?}");
    }
}
