//! Rows of tables: each is an account, and perhaps something that it did.
//!
//! What a row changes is noted in `import_row` as it was before, so that a whole import can be taken back weeks later
//! ([`Write::take_back_piece`]).
//!
//! **Invariants:** what a table has no column for stays as it is, and what has an empty cell too unless told otherwise;
//! the same row again changes nothing and is noted nowhere; preview and import compare with the same function.

mod back;
mod tags;
mod told;

use kith_domain::{
    id,
    record::{AccountRecord, ActivityKind, ActivityRecord, SpaceKind, SpaceRecord, Standing},
    table::{TableActivity, TableRow},
};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

pub use self::back::TakenBack;
use self::told::Told;
use super::{Session, SpaceKey, accounts::State};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// The space in which what tables tell happened.
const SPACE: &str = "activities";

/// How rows are taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Addresses are verified.
    pub trust: bool,
    /// An empty cell empties what is known.
    pub erases: bool,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableOutcome {
    /// It is new.
    New,
    /// It is known, and says something else than before.
    Changed(Vec<TableChange>),
    /// It is known and says nothing new.
    Same,
    /// It tells of somebody who was erased, and is left out.
    Erased,
}

/// What of an account changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableChange {
    /// Its word, or the name of the column it is kept under.
    pub field: String,
    /// As it is.
    pub before: Option<String>,
    /// As it will be.
    pub after: Option<String>,
}

/// What became of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableCounts {
    /// New ones.
    pub stored: u32,
    /// Known ones.
    pub known: u32,
    /// Known ones that said something else than before.
    pub improved: u32,
}

impl Read<'_> {
    /// What would become of a row of a source.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_row(&self, source: Option<i64>, row: &TableRow, options: TableOptions) -> Result<TableOutcome> {
        let Some(source) = source else { return self.unknown_row(None, row, options) };
        let found: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM identity WHERE source_id = ?1 AND remote = ?2")?
            .query_row(params![source, row.remote], |found| found.get(0))
            .optional()?;
        let Some(account) = found else { return self.unknown_row(Some(source), row, options) };
        let here = self.told_of(account)?;
        let mut changes = here.changes(&here.with(row, options, 0));
        if !row.tags.is_empty() {
            changes.extend(self.new_tags(Some(&self.uid_of(account)?), row)?);
        }
        let mut changed = !changes.is_empty();
        if let Some(activity) = &row.activity {
            match self.state_of(source, activity.known_by)? {
                None => return Ok(TableOutcome::New),
                Some(state) => changed |= state != state_of(&row.remote, activity.at, &activity.text),
            }
        }
        Ok(if changed { TableOutcome::Changed(changes) } else { TableOutcome::Same })
    }

    /// A row of an account that is not here: it is new, unless it is of somebody who was erased.
    fn unknown_row(&self, source: Option<i64>, row: &TableRow, options: TableOptions) -> Result<TableOutcome> {
        let told = Told::default().with(row, options, 0);
        let erased = self.is_erased(source, &row.remote, told.email.as_deref())?;
        Ok(if erased { TableOutcome::Erased } else { TableOutcome::New })
    }

    fn state_of(&self, source: i64, known_by: i64) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT a.state FROM space s JOIN mark m ON m.space_id = s.id AND m.number = ?2
                   JOIN activity a ON a.realm_id = s.id AND a.remote = m.value
                 WHERE s.source_id = ?1 AND s.remote = ?3",
            )?
            .query_row(params![source, known_by, SPACE], |row| row.get(0))
            .optional()?)
    }
}

impl Write<'_> {
    /// Takes in rows of a table; `named` is what the space of its activities is called.
    ///
    /// # Errors
    /// When the file cannot be written; the session must not be used again.
    pub fn ingest_table(
        &self,
        session: &mut Session,
        rows: &[TableRow],
        options: TableOptions,
        named: &str,
    ) -> Result<TableCounts> {
        let number = session.origin.import.ok_or_else(|| Error::Invalid("a table has an import".into()))?;
        // Another session may have written since the last rows.
        session.newest_id = self.newest_id()?;
        if rows.iter().any(|row| row.activity.is_some()) {
            self.ingest_spaces(session, &[space(named)])?;
        }
        let mut counts = TableCounts::default();
        for row in rows {
            let outcome = self.take_account(session, number, row, options)?;
            let outcome = match &row.activity {
                Some(activity) if outcome != TableOutcome::Erased => {
                    self.take_activity(session, number, row, activity)?
                }
                _ => outcome,
            };
            match outcome {
                TableOutcome::New => counts.stored += 1,
                TableOutcome::Same | TableOutcome::Erased => counts.known += 1,
                TableOutcome::Changed(_) => {
                    counts.known += 1;
                    counts.improved += 1;
                }
            }
        }
        self.flush_daily(session)?;
        self.flush_threads(session)?;
        self.flush_spaces(session)?;
        self.touch(Topic::Members);
        self.touch(Topic::Activity);
        Ok(counts)
    }

    fn take_account(
        &self,
        session: &mut Session,
        number: i64,
        row: &TableRow,
        options: TableOptions,
    ) -> Result<TableOutcome> {
        let age = session.origin.as_of;
        let Some(account) = session.identities.get(&row.remote).copied() else {
            let told = Told::default().with(row, options, age);
            let record = record(&row.remote, &told);
            if self.is_erased_account(session, &record)? {
                return Ok(TableOutcome::Erased);
            }
            let account = self.insert_account(session, &record, &State::of(&record), age, None)?;
            session.identities.insert(row.remote.clone(), account);
            session.accounts_changed |= told.email.is_some();
            self.write_more(account, &told)?;
            let uid = id::account_id(session.origin.source_uid, &row.remote).to_string();
            self.note_row(number, "account", &uid, row.line, None, &told.print())?;
            self.take_tags(session, number, row, &uid)?;
            return Ok(TableOutcome::New);
        };
        let here = self.read().told_of(account)?;
        let told = here.with(row, options, age);
        let mut changes = here.changes(&told);
        let uid = id::account_id(session.origin.source_uid, &row.remote).to_string();
        if !changes.is_empty() {
            session.accounts_changed |=
                here.email != told.email || here.name != told.name || here.standing != told.standing;
            self.write_told(account, &told)?;
            self.note_row(number, "account", &uid, row.line, Some(&here.json()), &told.print())?;
        }
        if !row.tags.is_empty() {
            changes.extend(self.read().new_tags(Some(&uid), row)?);
            self.take_tags(session, number, row, &uid)?;
        }
        Ok(if changes.is_empty() { TableOutcome::Same } else { TableOutcome::Changed(changes) })
    }

    fn take_activity(
        &self,
        session: &mut Session,
        number: i64,
        row: &TableRow,
        activity: &TableActivity,
    ) -> Result<TableOutcome> {
        let space = session.spaces.get(SPACE).copied();
        let space = space.ok_or_else(|| Error::Invalid("the space of a table's activities is missing".into()))?;
        let known = self.numbered(space.id, activity.known_by)?;
        let here = match known {
            Some(remote) => self.activity_json(space.realm, remote)?,
            None => None,
        };
        let remote = match known {
            Some(remote) => remote,
            None => self.number(space, activity)?,
        };
        let record = activity_record(remote, &row.remote, activity.at, &activity.text);
        let outcome = self.ingest_activity(session, space, &record, None)?;
        self.flush_words(session)?;
        if outcome.stored == 0 && outcome.improved == 0 {
            return Ok(TableOutcome::Same);
        }
        let before = here.filter(|_| outcome.improved > 0);
        let key = activity.known_by.to_string();
        self.note_row(number, "activity", &key, row.line, before.as_deref(), &record.state.to_string())?;
        Ok(if outcome.stored > 0 { TableOutcome::New } else { TableOutcome::Changed(Vec::new()) })
    }

    /// The number under which a table's activity is here.
    fn numbered(&self, space: i64, known_by: i64) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT value FROM mark WHERE space_id = ?1 AND number = ?2")?
            .query_row([space, known_by], |row| row.get(0))
            .optional()?)
    }

    /// A number for an activity that is new. Numbers of a space go up with time, as everywhere; so what a table knows it by
    /// is remembered beside it.
    fn number(&self, space: SpaceKey, activity: &TableActivity) -> Result<i64> {
        let mut remote = (activity.at.div_euclid(1_000) << 29) | (activity.known_by & ((1 << 29) - 1));
        let mut taken = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM activity WHERE realm_id = ?1 AND remote = ?2)")?;
        while taken.query_row([space.realm, remote], |row| row.get(0))? {
            remote += 1;
        }
        self.connection
            .prepare_cached("INSERT INTO mark (space_id, number, value, extra) VALUES (?1, ?2, ?3, 0)")?
            .execute([space.id, activity.known_by, remote])?;
        Ok(remote)
    }

    /// An activity of a table as JSON, so that it can be put back.
    fn activity_json(&self, realm: i64, remote: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT json_array(i.remote, a.occurred_at, a.text) FROM activity a JOIN identity i ON i.id = a.identity_id
                 WHERE a.realm_id = ?1 AND a.remote = ?2",
            )?
            .query_row([realm, remote], |row| row.get(0))
            .optional()?)
    }

    /// Notes what a row changed: of two changes by one import, as it was before the first and is after the last.
    fn note_row(&self, number: i64, what: &str, key: &str, line: u64, before: Option<&str>, after: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO import_row (import, what, key, place, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (import, what, key) DO UPDATE SET after = excluded.after",
            )?
            .execute(params![number, what, key, i64::try_from(line).unwrap_or(i64::MAX), before, after])?;
        Ok(())
    }
}

fn space(named: &str) -> SpaceRecord {
    SpaceRecord {
        remote: SPACE.into(),
        realm: None,
        name: named.to_owned(),
        kind: SpaceKind::Channel,
        archived: false,
        topic: None,
        purpose: None,
        created_at: None,
        members: Vec::new(),
        all_members: false,
    }
}

fn record(remote: &str, told: &Told) -> AccountRecord {
    AccountRecord {
        remote: remote.to_owned(),
        handle: told.handle.clone(),
        name: told.name.clone().unwrap_or_default(),
        title: told.title.clone(),
        pronouns: told.pronouns.clone(),
        email: told.email.clone(),
        zone: told.zone.clone(),
        left: told.has_left,
        joined_at: told.joined_at,
        standing: if told.standing == 0 { Standing::Good } else { Standing::Staged },
        fields: (!told.fields.is_empty()).then(|| told.fields.clone()),
        ..AccountRecord::default()
    }
}

fn activity_record(remote: i64, author: &str, at: i64, text: &str) -> ActivityRecord {
    ActivityRecord {
        space: SPACE.into(),
        remote,
        thread: None,
        thread_at: None,
        topic: None,
        kind: ActivityKind::Post,
        author: Some(author.to_owned()),
        by_app: false,
        broadcast: false,
        occurred_at: at,
        edited_at: None,
        gone: false,
        title: None,
        text: text.to_owned(),
        words: None,
        reactions: Vec::new(),
        files: Vec::new(),
        raw: 0..0,
        state: state_of(author, at, text),
    }
}

/// A fingerprint of what an activity says.
fn state_of(author: &str, at: i64, text: &str) -> i64 {
    let said = format!("{author}\n{at}\n{text}");
    let (high, low) = Uuid::new_v5(&Uuid::nil(), said.as_bytes()).as_u64_pair();
    (high ^ low).cast_signed()
}
