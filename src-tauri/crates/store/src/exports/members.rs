//! A member as an export has it: what the sources say, and over it what was written here.

use rusqlite::params;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::{MemberFilter, MemberSort, Read, error::Result};

/// A field that the community made itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomField {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// A member with everything that lists export.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MemberExport {
    /// The member's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The full name, where a source tells it.
    pub real_name: Option<String>,
    /// The short name of the first account that has one.
    pub handle: Option<String>,
    /// Role or job title.
    pub title: Option<String>,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// The address to write to.
    pub email: Option<String>,
    /// All addresses known, the one to write to first.
    pub emails: Vec<String>,
    /// What imported tables know the member by: the ids in them, as they were written.
    pub numbers: Vec<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Where, in words.
    pub location: Option<String>,
    /// IANA zone.
    pub zone: Option<String>,
    /// The organisation the member belongs to now, or the company a source tells.
    pub company: Option<String>,
    /// Organisations with role and dates, in words.
    pub organisations: Vec<String>,
    /// About the member.
    pub bio: Option<String>,
    /// What the member does in the community.
    pub roles: Vec<String>,
    /// Interests.
    pub interests: Vec<String>,
    /// Skills.
    pub skills: Vec<String>,
    /// What the member looks for in others.
    pub asks: Vec<String>,
    /// What the member offers to others.
    pub offers: Vec<String>,
    /// Web pages.
    pub links: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// What the member agreed to.
    pub consent: Value,
    /// How the member wants to be reached.
    pub contact: Value,
    /// Not a person.
    pub is_bot: bool,
    /// Of the team.
    pub is_team: bool,
    /// Deactivated everywhere.
    pub left: bool,
    /// UTC milliseconds.
    pub joined_at: Option<i64>,
    /// UTC milliseconds.
    pub first_at: Option<i64>,
    /// UTC milliseconds.
    pub last_at: Option<i64>,
    /// Conversations opened and messages outside one.
    pub posts: i64,
    /// Answers.
    pub replies: i64,
    /// Reactions given.
    pub reactions: i64,
    /// Names of the sources.
    pub sources: Vec<String>,
    /// Accounts as `source: handle`.
    pub accounts: Vec<String>,
    /// Values of the community's own fields, in their order.
    pub custom: Vec<Value>,
}

impl Read<'_> {
    /// The community's own fields, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn exported_fields(&self) -> Result<Vec<CustomField>> {
        let mut statement =
            self.connection.prepare("SELECT id, name FROM custom_field WHERE deleted_at IS NULL ORDER BY place, id")?;
        let fields = statement.query_map([], |row| Ok(CustomField { id: row.get(0)?, name: row.get(1)? }))?;
        Ok(fields.collect::<rusqlite::Result<_>>()?)
    }

    /// Reads the members of a list in its order, one by one; answers how many there were.
    ///
    /// # Errors
    /// When the file cannot be read, and whatever `each` answers.
    pub fn export_members(
        &self,
        filter: &MemberFilter,
        now: i64,
        sort: MemberSort,
        descending: bool,
        mut each: impl FnMut(MemberExport) -> Result<()>,
    ) -> Result<u64> {
        let fields = self.exported_fields()?;
        let edited: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM profile) OR EXISTS (SELECT 1 FROM tagging) OR EXISTS (SELECT 1 FROM affiliation)",
            [],
            |row| row.get(0),
        )?;
        let keys = self.member_keys(filter, now, sort, descending)?;
        for key in &keys {
            let mut member = self.export_member(*key)?;
            member.custom = vec![Value::Null; fields.len()];
            if edited {
                self.add_tags(*key, &mut member)?;
                self.add_organisations(*key, &mut member)?;
                self.add_edits(*key, &fields, &mut member)?;
            }
            each(member)?;
        }
        Ok(keys.len() as u64)
    }

    /// The member of an account, as lists have them; nothing where the account is gone.
    pub(crate) fn exported_member(&self, uid: &str, fields: &[CustomField]) -> Result<Option<MemberExport>> {
        let key = match self.member_key(uid) {
            Ok(key) => key,
            Err(crate::Error::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut member = self.export_member(key)?;
        member.custom = vec![Value::Null; fields.len()];
        self.add_organisations(key, &mut member)?;
        self.add_edits(key, fields, &mut member)?;
        Ok(Some(member))
    }

    fn export_member(&self, key: i64) -> Result<MemberExport> {
        let mut member = self
            .connection
            .prepare_cached(
                "SELECT i.uid, m.name, m.is_bot, m.is_team, m.has_left, m.joined_at, m.first_at, m.last_at, m.posts, m.replies, m.reactions
                 FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1",
            )?
            .query_row([key], |row| {
                Ok(MemberExport {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    is_bot: row.get(2)?,
                    is_team: row.get(3)?,
                    left: row.get(4)?,
                    joined_at: row.get(5)?,
                    first_at: row.get(6)?,
                    last_at: row.get(7)?,
                    posts: row.get(8)?,
                    replies: row.get(9)?,
                    reactions: row.get(10)?,
                    ..MemberExport::default()
                })
            })?;
        // What the first account does not say, another may.
        let mut accounts = self.connection.prepare_cached(
            "SELECT s.name, i.remote, i.handle, i.real_name, i.title, i.pronouns, i.email, i.phone, i.location, i.zone, i.company, i.links
             FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
             WHERE p.member_id = ?1 ORDER BY i.id <> ?1, i.id",
        )?;
        let mut rows = accounts.query([key])?;
        while let Some(row) = rows.next()? {
            let (source, remote): (String, String) = (row.get(0)?, row.get(1)?);
            let handle: Option<String> = row.get(2)?;
            member.numbers.extend(remote.strip_prefix("id:").map(str::to_owned));
            member.accounts.push(format!("{source}: {}", handle.as_deref().unwrap_or(&remote)));
            if !member.sources.contains(&source) {
                member.sources.push(source);
            }
            let fields = [
                &mut member.handle,
                &mut member.real_name,
                &mut member.title,
                &mut member.pronouns,
                &mut member.email,
                &mut member.phone,
                &mut member.location,
                &mut member.zone,
                &mut member.company,
            ];
            for (index, field) in fields.into_iter().enumerate() {
                if field.is_none() {
                    *field = row.get(index + 2)?;
                }
            }
            add(&mut member.emails, row.get(6)?);
            let links: Option<String> = row.get(11)?;
            for link in links.and_then(|links| serde_json::from_str::<Vec<String>>(&links).ok()).unwrap_or_default() {
                add(&mut member.links, Some(link));
            }
        }
        Ok(member)
    }

    fn add_tags(&self, key: i64, member: &mut MemberExport) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT t.name FROM person p JOIN identity i ON i.id = p.identity_id JOIN tagging g ON g.identity = i.uid
               JOIN tag t ON t.id = g.tag AND t.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY t.name_key",
        )?;
        for name in statement.query_map([key], |row| row.get(0))? {
            add(&mut member.tags, Some(name?));
        }
        Ok(())
    }

    fn add_organisations(&self, key: i64, member: &mut MemberExport) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT o.name, a.role, a.from_on, a.until_on FROM person p JOIN identity i ON i.id = p.identity_id
               JOIN affiliation a ON a.identity = i.uid JOIN organisation o ON o.id = a.organisation AND o.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY a.until_on IS NOT NULL, a.from_on DESC, o.name_key",
        )?;
        let mut rows = statement.query([key])?;
        let mut first = true;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let (role, from, until): (Option<String>, Option<String>, Option<String>) =
                (row.get(1)?, row.get(2)?, row.get(3)?);
            if std::mem::take(&mut first) && until.is_none() {
                member.company = Some(name.clone());
            }
            let dates = match (&from, &until) {
                (None, None) => None,
                (from, until) => {
                    Some(format!("{}–{}", from.as_deref().unwrap_or_default(), until.as_deref().unwrap_or_default()))
                }
            };
            let details: Vec<String> = [role, dates].into_iter().flatten().collect();
            let words = if details.is_empty() { name } else { format!("{name} ({})", details.join(", ")) };
            add(&mut member.organisations, Some(words));
        }
        Ok(())
    }

    /// What was written here wins over what the sources say.
    fn add_edits(&self, key: i64, fields: &[CustomField], member: &mut MemberExport) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT f.field, f.value FROM person p JOIN identity i ON i.id = p.identity_id JOIN profile f ON f.identity = i.uid
             WHERE p.member_id = ?1 ORDER BY f.updated_at, f.id",
        )?;
        let mut edits: FxHashMap<String, Value> = FxHashMap::default();
        for row in statement.query_map(params![key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
            let (field, value) = row?;
            edits.insert(field, serde_json::from_str(&value).unwrap_or(Value::Null));
        }
        for (field, value) in edits {
            let text = value.as_str().map(str::to_owned);
            match field.as_str() {
                "name" => member.name = text.unwrap_or_else(|| std::mem::take(&mut member.name)),
                "pronouns" => member.pronouns = text,
                "email" => {
                    member.emails.retain(|known| Some(known) != text.as_ref());
                    member.emails.splice(0..0, text.clone());
                    member.email = text;
                }
                "phone" => member.phone = text,
                "zone" => member.zone = text,
                "location" => member.location = text,
                "title" => member.title = text,
                "bio" => member.bio = text,
                "roles" => member.roles = list(&value),
                "interests" => member.interests = list(&value),
                "skills" => member.skills = list(&value),
                "asks" => member.asks = list(&value),
                "offers" => member.offers = list(&value),
                "links" => member.links = list(&value),
                "consent" => member.consent = value,
                "contact" => member.contact = value,
                custom => {
                    let id = custom.strip_prefix("custom:");
                    let at = fields.iter().position(|field| Some(field.id.as_str()) == id);
                    if let Some(place) = at.and_then(|at| member.custom.get_mut(at)) {
                        *place = value;
                    }
                }
            }
        }
        Ok(())
    }
}

fn add(list: &mut Vec<String>, value: Option<String>) {
    if let Some(value) = value.filter(|value| !list.contains(value)) {
        list.push(value);
    }
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
