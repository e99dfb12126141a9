//! Matters in the file: listed, compared, kept, taken away; and as metrics count them.

use std::collections::BTreeMap;

use kith_domain::{figures::Moment, metrics::steps::Matter as Stepped};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::{CheckedMatter, Matter, NewMatter, Sheet, Step, at};
use crate::{
    Read, Write,
    error::{Error, Result},
    figures::Put,
    topic::Topic,
    words,
};

/// A matter's steps, oldest first; of those on one day the usual order.
pub(super) fn in_order(sheet: Sheet, mut steps: Vec<Step>) -> Vec<Step> {
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

    pub(super) fn steps_of(&self, matter: &str) -> Result<Vec<Step>> {
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

    /// What saving a matter of a file would do, and the id of the one that is there; one that was merged into another is there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_matter(&self, new: &CheckedMatter) -> Result<(Put, Option<String>)> {
        let sql = "SELECT id, label, identity, activity, area, kind, voters, note FROM matter
                   WHERE sheet = ?1 AND label_key = ?2 AND (deleted_at IS NULL OR merged_into IS NOT NULL)
                   ORDER BY deleted_at IS NOT NULL, id LIMIT 1";
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

    /// What is here under a label, as it was typed: what a file says nothing of is left so.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matter_labelled(&self, sheet: Sheet, label: &str) -> Result<Option<NewMatter>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, identity, activity, area, kind, voters, note FROM matter
             WHERE sheet = ?1 AND label_key = ?2 AND (deleted_at IS NULL OR merged_into IS NOT NULL)
             ORDER BY deleted_at IS NOT NULL, id LIMIT 1",
        )?;
        let found = statement.query_row(params![sheet.word(), words::fold(label.trim())], |row| {
            let new = NewMatter {
                sheet,
                label: label.to_owned(),
                member: row.get(1)?,
                activity: row.get::<_, Option<i64>>(2)?.map(|id| id.to_string()),
                area: row.get(3)?,
                kind: row.get(4)?,
                voters: row.get(5)?,
                note: row.get(6)?,
                steps: Vec::new(),
            };
            Ok((row.get::<_, String>(0)?, new))
        });
        let Some((id, new)) = found.optional()? else { return Ok(None) };
        Ok(Some(NewMatter { steps: self.steps_of(&id)?, ..new }))
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
        let taken = "SELECT 1 FROM matter WHERE sheet = ?1 AND label_key = ?2 AND deleted_at IS NULL AND id <> ?3";
        if self.connection.prepare_cached(taken)?.exists(params![new.sheet.word(), new.key, id])? {
            return Err(at("label")("this is here already"));
        }
        let read = self.read();
        let before: Option<String> = self
            .connection
            .query_row("SELECT identity FROM matter WHERE id = ?1", [id], |row| row.get(0))
            .optional()?
            .flatten();
        let identity = match new.member.as_deref().map(|uid| read.uid_of(read.member_key(uid)?)).transpose() {
            // Whoever is not here any more, because their source went away, stays where they were.
            Err(Error::NotFound(_)) if before == new.member => before,
            found => found?,
        };
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
