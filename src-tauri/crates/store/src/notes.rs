//! Notes: what a person wrote about members, or wants to do until a day. Authored here.
//!
//! **Invariants:** a private note's words lie here sealed, or not at all; this crate cannot open them. A note hangs on the
//! uid of an account, so merging, parting and resets never lose it. What is taken away keeps its row and loses its words.

use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
    words,
};

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Something to remember.
    #[default]
    Note,
    /// What somebody thinks of the community.
    Feedback,
    /// What somebody is to be thanked for.
    Thanks,
    /// Something to do until a day.
    FollowUp,
}

/// Who may see a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Only on this machine, sealed.
    #[default]
    Private,
    /// The team: it goes into exports.
    Shared,
}

/// Whether a note's words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoteState {
    /// They are.
    #[default]
    Shown,
    /// They are sealed.
    Locked,
    /// They are sealed, and what was sealed is not as it was.
    Damaged,
}

/// When something is to be done: what a clock on the wall shows, and the instant that this makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Due {
    /// `YYYY-MM-DD`.
    pub on: String,
    /// `HH:MM`; nothing for the whole day.
    pub time: Option<String>,
    /// IANA zone.
    pub zone: String,
    /// UTC milliseconds; the beginning of a whole day.
    pub at: i64,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Note {
    /// UUIDv7.
    pub id: String,
    /// What it is.
    pub kind: NoteKind,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether its words are shown.
    pub state: NoteState,
    /// The words; empty unless they are shown.
    pub text: String,
    /// Until when, for something to do.
    pub due: Option<Due>,
    /// When it was done, UTC milliseconds.
    pub done_at: Option<i64>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub updated_at: i64,
    /// What opening it needs; never leaves the core.
    #[serde(skip)]
    #[ts(skip)]
    #[schemars(skip)]
    pub kept: Kept,
}

/// How a note lies in the file.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Uid of the account it is about.
    pub identity: Option<String>,
    /// Counts its changes, from 1.
    pub version: i64,
    /// The account's own part of the key.
    pub salt: Option<Vec<u8>>,
    /// Its words, sealed.
    pub sealed: Option<Sealed>,
}

/// Shows nothing: who prints a note prints what it says.
impl std::fmt::Debug for Kept {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Kept {{ version: {} }}", self.version)
    }
}

/// Sealed words.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// A nonce and what was sealed with it.
    pub bytes: Vec<u8>,
    /// The key it was sealed with.
    pub key_id: String,
}

/// A note as it is to be: in the clear, or sealed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NoteDraft {
    /// What it is.
    pub kind: NoteKind,
    /// Who may see it.
    pub visibility: Visibility,
    /// The words; empty where they are sealed.
    pub text: String,
    /// The words, sealed.
    pub sealed: Option<Sealed>,
    /// Until when.
    pub due: Option<Due>,
    /// When it was done, UTC milliseconds.
    pub done_at: Option<i64>,
}

/// Whom a note is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct NoteMember {
    /// The member's id.
    pub id: String,
    /// The member's name.
    pub name: String,
}

/// The columns of a note, with its account's salt.
pub(crate) const COLUMNS: &str = "n.id, n.kind, n.visibility, n.text, n.sealed, n.key_id, n.version, n.identity,
    (SELECT s.salt FROM note_salt s WHERE s.identity = coalesce(n.identity, '')),
    n.due_on, n.due_time, n.due_zone, n.due_at, n.done_at, n.created_at, n.updated_at";

/// A row of [`COLUMNS`].
pub(crate) fn note_of(row: &Row<'_>) -> rusqlite::Result<Note> {
    let sealed = match (row.get(4)?, row.get(5)?) {
        (Some(bytes), Some(key_id)) => Some(Sealed { bytes, key_id }),
        _ => None,
    };
    let due = match (row.get(9)?, row.get(12)?) {
        (Some(on), Some(at)) => {
            Some(Due { on, time: row.get(10)?, zone: row.get::<_, Option<String>>(11)?.unwrap_or_default(), at })
        }
        _ => None,
    };
    let kind: String = row.get(1)?;
    let visibility: String = row.get(2)?;
    Ok(Note {
        id: row.get(0)?,
        kind: match kind.as_str() {
            "feedback" => NoteKind::Feedback,
            "thanks" => NoteKind::Thanks,
            "follow_up" => NoteKind::FollowUp,
            _ => NoteKind::Note,
        },
        visibility: if visibility == "shared" { Visibility::Shared } else { Visibility::Private },
        state: if sealed.is_some() { NoteState::Locked } else { NoteState::Shown },
        text: row.get(3)?,
        due,
        done_at: row.get(13)?,
        created_at: row.get(14)?,
        updated_at: row.get(15)?,
        kept: Kept { version: row.get(6)?, identity: row.get(7)?, salt: row.get(8)?, sealed },
    })
}

const fn kind_word(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "note",
        NoteKind::Feedback => "feedback",
        NoteKind::Thanks => "thanks",
        NoteKind::FollowUp => "follow_up",
    }
}

const fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Private => "private",
        Visibility::Shared => "shared",
    }
}

impl Read<'_> {
    /// The notes about the member an account belongs to, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn notes_about(&self, member: i64) -> Result<Vec<Note>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM person p
               JOIN identity i ON i.id = p.identity_id JOIN note n ON n.identity = i.uid AND n.deleted_at IS NULL
             WHERE p.member_id = ?1 ORDER BY n.created_at DESC, n.id DESC"
        ))?;
        Ok(statement.query_map([member], note_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// A note.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such note.
    pub fn note(&self, id: &str) -> Result<Note> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM note n WHERE n.id = ?1 AND n.deleted_at IS NULL"))?
            .query_row([id], note_of)
            .optional()?
            .ok_or(Error::NotFound("note"))
    }

    /// Notes in the clear that have every term of a question, newest first: there are few, so they are looked through one
    /// by one.
    pub(crate) fn find_notes(&self, terms: &[String], limit: usize) -> Result<Vec<(Note, NoteMember)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, i.uid, i.name FROM note n LEFT JOIN identity i ON i.uid = n.identity
             WHERE n.deleted_at IS NULL AND n.sealed IS NULL ORDER BY n.updated_at DESC, n.id DESC"
        ))?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let note = note_of(row)?;
            if has_all(&words::fold(&note.text), terms) {
                found.push((note, about(row)?));
                if found.len() == limit {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Every sealed note: its id, and the nonce of what was sealed, which is another one after each change. Newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sealed_notes(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, substr(sealed, 1, 24) FROM note
             WHERE sealed IS NOT NULL AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A note and whom it is about.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such note.
    pub fn note_and_member(&self, id: &str) -> Result<(Note, NoteMember)> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS}, i.uid, i.name FROM note n LEFT JOIN identity i ON i.uid = n.identity
                 WHERE n.id = ?1 AND n.deleted_at IS NULL"
            ))?
            .query_row([id], |row| Ok((note_of(row)?, about(row)?)))
            .optional()?
            .ok_or(Error::NotFound("note"))
    }
}

/// Whether a text has every term.
pub fn has_all(folded: &str, terms: &[String]) -> bool {
    !terms.is_empty() && terms.iter().all(|term| folded.contains(term.as_str()))
}

/// Whom a note is about: the columns after [`COLUMNS`].
pub(crate) fn about(row: &Row<'_>) -> rusqlite::Result<NoteMember> {
    Ok(NoteMember {
        id: row.get::<_, Option<String>>(16)?.unwrap_or_default(),
        name: row.get::<_, Option<String>>(17)?.unwrap_or_default(),
    })
}

impl Write<'_> {
    /// Writes a note, about the member with an account of this uid or about nobody.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub fn add_note(&self, id: &str, identity: Option<&str>, draft: &NoteDraft, now: i64) -> Result<Note> {
        if let Some(identity) = identity {
            self.connection
                .query_row("SELECT 1 FROM identity WHERE uid = ?1", [identity], |_| Ok(()))
                .map_err(|_| Error::NotFound("member"))?;
        }
        let due = draft.due.as_ref();
        self.connection.execute(
            "INSERT INTO note (id, identity, kind, visibility, text, sealed, key_id, due_on, due_time, due_zone, due_at, done_at,
               created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13)",
            params![
                id,
                identity,
                kind_word(draft.kind),
                visibility_word(draft.visibility),
                draft.text,
                draft.sealed.as_ref().map(|sealed| &sealed.bytes),
                draft.sealed.as_ref().map(|sealed| &sealed.key_id),
                due.map(|due| &due.on),
                due.and_then(|due| due.time.as_ref()),
                due.map(|due| &due.zone),
                due.map(|due| due.at),
                draft.done_at,
                now
            ],
        )?;
        self.touch(Topic::Notes);
        self.read().note(id)
    }

    /// Changes a note that has this version; it has the next one then.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is not there, or was changed since.
    pub fn change_note(&self, id: &str, version: i64, draft: &NoteDraft, now: i64) -> Result<Note> {
        let due = draft.due.as_ref();
        let changed = self.connection.execute(
            "UPDATE note SET kind = ?3, visibility = ?4, text = ?5, sealed = ?6, key_id = ?7, due_on = ?8, due_time = ?9,
               due_zone = ?10, due_at = ?11, done_at = ?12, updated_at = ?13, version = version + 1
             WHERE id = ?1 AND version = ?2 AND deleted_at IS NULL",
            params![
                id,
                version,
                kind_word(draft.kind),
                visibility_word(draft.visibility),
                draft.text,
                draft.sealed.as_ref().map(|sealed| &sealed.bytes),
                draft.sealed.as_ref().map(|sealed| &sealed.key_id),
                due.map(|due| &due.on),
                due.and_then(|due| due.time.as_ref()),
                due.map(|due| &due.zone),
                due.map(|due| due.at),
                draft.done_at,
                now
            ],
        )?;
        if changed == 0 {
            return Err(Error::Conflict);
        }
        self.touch(Topic::Notes);
        self.read().note(id)
    }

    /// Takes a note and its words away; its row stays as a mark that it is gone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such note.
    pub fn remove_note(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE note SET deleted_at = ?2, updated_at = ?2, text = '', sealed = NULL, key_id = NULL, version = version + 1
             WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("note"));
        }
        self.touch(Topic::Notes);
        Ok(())
    }
}
