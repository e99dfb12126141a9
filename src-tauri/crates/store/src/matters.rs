//! What goes through dated steps and is marked by a person: feedback, leads, invitations, incidents.
//!
//! **Invariants:** of a sheet, no two matters have the same label, so what is imported twice is kept once; each step has the
//! moment it was entered first, on the community's clock; an incident names nobody here.

use std::collections::BTreeMap;

use kith_domain::{
    figures::Moment,
    metrics::{conduct, steps::Matter as Stepped},
    profile,
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    figures::Put,
    topic::Topic,
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

/// A matter's steps, oldest first; of those on one day the usual order.
fn in_order(sheet: Sheet, mut steps: Vec<Step>) -> Vec<Step> {
    let usual = |step: &Step| sheet.steps().iter().position(|known| *known == step.step);
    let day = |step: &Step| step.moment.get(..10).unwrap_or_default().to_owned();
    steps.sort_by_key(|step| (day(step), usual(step)));
    steps
}

impl Read<'_> {
    /// Matters of a sheet, the newest first step first: `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matters(&self, sheet: Sheet, skip: u32, limit: u32) -> Result<Vec<Matter>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.label, m.identity, (SELECT o.name FROM identity i JOIN person p ON p.identity_id = i.id
               JOIN member o ON o.id = p.member_id WHERE i.uid = m.identity), m.activity, m.area, m.kind, m.voters, m.note,
               (SELECT c.uid FROM activity a JOIN space c ON c.id = a.space_id WHERE a.id = m.activity)
             FROM matter m WHERE m.sheet = ?1 AND m.deleted_at IS NULL
             ORDER BY (SELECT min(s.moment) FROM matter_step s WHERE s.matter = m.id) DESC, m.id DESC LIMIT ?3 OFFSET ?2",
        )?;
        let mut found = statement
            .query_map(params![sheet.word(), skip, limit], |row| {
                Ok(Matter {
                    id: row.get(0)?,
                    label: row.get(1)?,
                    member: row.get(2)?,
                    name: row.get(3)?,
                    activity: row.get::<_, Option<i64>>(4)?.map(|id| id.to_string()),
                    area: row.get(5)?,
                    kind: row.get(6)?,
                    voters: row.get(7)?,
                    note: row.get(8)?,
                    space: row.get(9)?,
                    state: String::new(),
                    steps: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for matter in &mut found {
            matter.steps = in_order(sheet, self.steps_of(&matter.id)?);
            matter.state = matter.steps.last().map(|step| step.step.clone()).unwrap_or_default();
        }
        Ok(found)
    }

    fn steps_of(&self, matter: &str) -> Result<Vec<Step>> {
        let mut statement =
            self.connection.prepare_cached("SELECT step, moment FROM matter_step WHERE matter = ?1 ORDER BY step")?;
        let rows = statement.query_map([matter], |row| Ok(Step { step: row.get(0)?, moment: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many matters each sheet has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matter_counts(&self) -> Result<Vec<(Sheet, u32)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT sheet, count(*) FROM matter WHERE deleted_at IS NULL GROUP BY sheet")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.extend(
                Sheet::parse(&row.get::<_, String>(0)?)
                    .map(|sheet| row.get(1).map(|many| (sheet, many)))
                    .transpose()?,
            );
        }
        Ok(found)
    }

    /// Matters of a sheet as metrics count them.
    ///
    /// An invitation that nobody marked as accepted is, when a member with its address joined.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stepped(&self, sheet: Sheet) -> Result<Vec<Stepped>> {
        let zone = self.zone()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.kind, m.label_key, (SELECT p.member_id FROM identity i JOIN person p ON p.identity_id = i.id WHERE i.uid = m.identity)
             FROM matter m WHERE m.sheet = ?1 AND m.deleted_at IS NULL ORDER BY m.id",
        )?;
        let mut rows = statement.query([sheet.word()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, address): (String, String) = (row.get(0)?, row.get(2)?);
            let mut steps = BTreeMap::new();
            for Step { step, moment } in self.steps_of(&id)? {
                if let Ok(moment) = Moment::parse(&moment) {
                    steps.insert(step, moment.instant(zone));
                }
            }
            let mut member: Option<i64> = row.get(3)?;
            if sheet == Sheet::Invitation {
                let joined: Option<(i64, Option<i64>)> = self
                    .connection
                    .prepare_cached(
                        "SELECT p.member_id, m.joined_at FROM identity i JOIN person p ON p.identity_id = i.id
                           JOIN member m ON m.id = p.member_id WHERE i.email = ?1 ORDER BY m.joined_at IS NULL, m.joined_at LIMIT 1",
                    )?
                    .query_row([&address], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                if let Some((key, at)) = joined {
                    member = member.or(Some(key));
                    let sent = steps.get("sent").copied();
                    if let Some(at) =
                        at.filter(|at| !steps.contains_key("accepted") && sent.is_some_and(|sent| sent <= *at))
                    {
                        steps.insert("accepted".to_owned(), at);
                    }
                }
            }
            found.push(Stepped { steps, kind: row.get(1)?, member });
        }
        Ok(found)
    }

    /// What saving a matter would do, and the id of the one that is there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_matter(&self, new: &CheckedMatter) -> Result<(Put, Option<String>)> {
        let sql = "SELECT id, label, identity, activity, area, kind, voters, note FROM matter
                   WHERE sheet = ?1 AND label_key = ?2 AND deleted_at IS NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![new.sheet.word(), new.key])?;
        let Some(row) = rows.next()? else { return Ok((Put::New, None)) };
        let id: String = row.get(0)?;
        let there = CheckedMatter {
            sheet: new.sheet,
            label: row.get(1)?,
            key: new.key.clone(),
            member: row.get(2)?,
            activity: row.get(3)?,
            area: row.get(4)?,
            kind: row.get(5)?,
            voters: row.get(6)?,
            note: row.get(7)?,
            steps: new.steps.clone(),
        };
        let steps: Vec<(String, String)> =
            self.steps_of(&id)?.into_iter().map(|step| (step.step, step.moment)).collect();
        let same_steps = steps.len() == new.steps.len()
            && steps.iter().all(|(step, moment)| new.steps.get(step.as_str()).is_some_and(|new| new == moment));
        Ok((if there == *new && same_steps { Put::Same } else { Put::Changed }, Some(id)))
    }

    /// Accounts by what people call them in files: e-mail address, handle, id; nothing where a word is several people's.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn accounts_by_name(&self) -> Result<BTreeMap<String, Option<String>>> {
        let mut statement = self.connection.prepare(
            "SELECT i.uid, i.handle, i.email, p.member_id FROM identity i JOIN person p ON p.identity_id = i.id ORDER BY i.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found: FxHashMap<String, (i64, Option<String>)> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let (uid, member): (String, i64) = (row.get(0)?, row.get(3)?);
            let names = [Some(uid.clone()), row.get(1)?, row.get(2)?];
            for name in names.into_iter().flatten() {
                let entry = found.entry(words::fold(&name)).or_insert_with(|| (member, Some(uid.clone())));
                if entry.0 != member {
                    entry.1 = None;
                }
            }
        }
        Ok(found.into_iter().map(|(name, (_, uid))| (name, uid)).collect())
    }
}

impl Write<'_> {
    /// Keeps a matter: over the one with the same label, or as a new one with `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is about nobody who is known.
    pub fn keep_matter(&self, id: &str, new: &CheckedMatter, now: i64) -> Result<Put> {
        let (put, known) = self.read().compare_matter(new)?;
        if put != Put::Same {
            self.put_matter(known.as_deref().unwrap_or(id), new, now)?;
        }
        Ok(put)
    }

    /// Changes the matter with an id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Field`] when another has the label.
    pub fn change_matter(&self, id: &str, new: &CheckedMatter, now: i64) -> Result<()> {
        let there: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM matter WHERE id = ?1 AND sheet = ?2 AND deleted_at IS NULL)",
            params![id, new.sheet.word()],
            |row| row.get(0),
        )?;
        if !there {
            return Err(Error::NotFound("entry"));
        }
        self.put_matter(id, new, now)
    }

    /// Makes a matter with an id.
    ///
    /// # Errors
    /// [`Error::Field`] when another has the label.
    pub fn add_matter(&self, id: &str, new: &CheckedMatter, now: i64) -> Result<()> {
        self.put_matter(id, new, now)
    }

    fn put_matter(&self, id: &str, new: &CheckedMatter, now: i64) -> Result<()> {
        if self.read().compare_matter(new)?.1.is_some_and(|other| other != id) {
            return Err(at("label")("this is here already"));
        }
        let read = self.read();
        let identity = new.member.as_deref().map(|uid| read.uid_of(read.member_key(uid)?)).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT INTO matter (id, sheet, identity, activity, label, label_key, area, kind, voters, note, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)
                 ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, activity = excluded.activity, label = excluded.label,
                   label_key = excluded.label_key, area = excluded.area, kind = excluded.kind, voters = excluded.voters,
                   note = excluded.note, updated_at = excluded.updated_at",
            )?
            .execute(params![
                id,
                new.sheet.word(),
                identity,
                new.activity,
                new.label,
                new.key,
                new.area,
                new.kind,
                new.voters,
                new.note,
                now
            ])?;
        for Step { step, .. } in read.steps_of(id)? {
            if !new.steps.contains_key(step.as_str()) {
                self.connection.execute("DELETE FROM matter_step WHERE id = ?1", [format!("{id} {step}")])?;
            }
        }
        for (step, moment) in &new.steps {
            self.connection
                .prepare_cached(
                    "INSERT INTO matter_step (id, matter, step, moment) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO UPDATE SET moment = excluded.moment WHERE moment <> excluded.moment",
                )?
                .execute(params![format!("{id} {step}"), id, step, moment])?;
        }
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Takes a matter away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_matter(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE matter SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("entry"));
        }
        self.touch(Topic::Figures);
        Ok(())
    }
}
