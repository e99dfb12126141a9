//! Notes about members, and things to do until a day.
//!
//! **Invariants:** private words are sealed in the transaction that writes them, and only while notes are open; what a note
//! says is in no label of a step and no error.

pub(crate) mod follow_ups;
pub(crate) mod locks;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use kith_domain::{time, when};
use kith_store::{Due, Error, Note, NoteDraft, NoteKind, Visibility, Write};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App, Code,
    commands::Nothing,
    vault::{self, seal::NotesKey},
};

/// A note has at most this many characters.
const LONGEST: usize = 20_000;

/// Until when, as a person says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishDue {
    /// `YYYY-MM-DD`, in the community's zone.
    pub(crate) on: String,
    /// `HH:MM`; nothing for the whole day.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) time: Option<String>,
}

/// A new note.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddNote {
    /// The member it is about; nobody in particular otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) member: Option<String>,
    /// The words.
    pub(crate) text: String,
    /// What it is.
    #[serde(default)]
    pub(crate) kind: NoteKind,
    /// Who may see it: private unless said otherwise.
    #[serde(default)]
    pub(crate) visibility: Visibility,
    /// Until when; something to do needs it, and nothing else has it.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) due: Option<WishDue>,
}

/// Changes to a note; what is not given stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeNote {
    /// The note.
    pub(crate) id: String,
    /// The words.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) text: Option<String>,
    /// What it is.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) kind: Option<NoteKind>,
    /// Who may see it.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) visibility: Option<Visibility>,
    /// Until when.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) due: Option<WishDue>,
}

/// Which note to take away.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveNote {
    /// The note.
    pub(crate) id: String,
}

/// A line as it is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Understand {
    /// The line.
    pub(crate) line: String,
}

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Understood {
    /// What it begins with, or what its date makes of it; nothing when it does not say.
    pub(crate) kind: Option<NoteKind>,
    /// The line without the word for its kind and without its date.
    pub(crate) text: String,
    /// The line without the word for its kind alone.
    pub(crate) whole: String,
    /// The date it says.
    pub(crate) due: Option<Due>,
    /// The words that say it.
    pub(crate) words: Option<String>,
    /// What is doubtful about them.
    pub(crate) doubt: Option<String>,
}

pub(crate) async fn understand(app: &App, args: Understand) -> Result<Understood, ApiError> {
    let (now, zone) = (app.now(), app.store()?.read(|read| read.zone()).await?);
    let (named, whole) = kind_named(args.line.trim());
    let line = when::read(whole, now, zone);
    let mut understood =
        Understood { kind: named, text: line.text, whole: whole.to_owned(), due: None, words: None, doubt: None };
    match line.when {
        Some(Ok(found)) => {
            // "Met her today" is no plan; "in two weeks" is one.
            if found.ahead && named.is_none() {
                understood.kind = Some(NoteKind::FollowUp);
            }
            understood.words = whole.get(found.words.clone()).map(str::to_owned);
            understood.due = Some(due_of(&found, zone));
        }
        Some(Err(doubt)) => {
            understood.words = whole.get(doubt.words.clone()).map(str::to_owned);
            understood.doubt = Some(doubt.why.to_string());
        }
        None => {}
    }
    Ok(understood)
}

/// The kind that a line begins with, as "feedback: …".
fn kind_named(line: &str) -> (Option<NoteKind>, &str) {
    const NAMES: [(&str, NoteKind); 9] = [
        ("note", NoteKind::Note),
        ("feedback", NoteKind::Feedback),
        ("thanks", NoteKind::Thanks),
        ("thank", NoteKind::Thanks),
        ("follow-up", NoteKind::FollowUp),
        ("follow up", NoteKind::FollowUp),
        ("followup", NoteKind::FollowUp),
        ("todo", NoteKind::FollowUp),
        ("remind", NoteKind::FollowUp),
    ];
    let Some((name, rest)) = line.split_once(':') else { return (None, line) };
    let name = name.trim().to_lowercase();
    match NAMES.iter().find(|(each, _)| *each == name) {
        Some((_, kind)) => (Some(*kind), rest.trim_start()),
        None => (None, line),
    }
}

pub(crate) fn due_of(when: &when::When, zone: chrono_tz::Tz) -> Due {
    Due {
        on: when.day.to_string(),
        time: when.time.map(|time| time.format("%H:%M").to_string()),
        zone: zone.name().to_owned(),
        at: when.at,
    }
}

/// A day and a time as a form gives them.
fn due_wished(wish: &WishDue, zone: chrono_tz::Tz) -> Result<Due, ApiError> {
    let day: NaiveDate = wish.on.parse().map_err(|_| ApiError::invalid("due", "write the day as 2027-01-05"))?;
    let time = match wish.time.as_deref().filter(|time| !time.is_empty()) {
        Some(time) => Some(
            NaiveTime::parse_from_str(time, "%H:%M")
                .map_err(|_| ApiError::invalid("due", "write the time as 15:00"))?,
        ),
        None => None,
    };
    let at = time.map_or_else(|| time::start_of_day(day, zone), |hour| time::instant(day.and_time(hour), zone));
    Ok(due_of(&when::When { day, time, at, words: 0..0, ahead: true }, zone))
}

pub(crate) async fn add(app: &App, args: AddNote) -> Result<Note, ApiError> {
    let (id, now, text) = (app.new_id(), app.now(), checked(&args.text)?);
    let key = key_for(app, args.visibility).await?;
    let store = app.store()?;
    let zone = store.read(|read| read.zone()).await?;
    let due = args.due.as_ref().map(|wish| due_wished(wish, zone)).transpose()?;
    let due = fitting(args.kind, due)?;
    let member = args.member.filter(|member| !member.is_empty());
    let mut note = store
        .act(label(args.kind, "Add note", "Add follow-up"), move |write| {
            let draft = NoteDraft { kind: args.kind, visibility: args.visibility, due, ..NoteDraft::default() };
            let draft = worded(write, key.as_deref(), &id, member.as_deref(), 1, draft, &text)?;
            write.add_note(&id, member.as_deref(), &draft, now)
        })
        .await?;
    app.show_notes(std::iter::once(&mut note));
    Ok(note)
}

pub(crate) async fn change(app: &App, args: ChangeNote) -> Result<Note, ApiError> {
    let text = args.text.as_deref().map(checked).transpose()?;
    let zone = app.store()?.read(|read| read.zone()).await?;
    let due = args.due.as_ref().map(|wish| due_wished(wish, zone)).transpose()?;
    if let (Some(due), None, None, None) = (&due, &text, args.kind, args.visibility) {
        return follow_ups::plan(app, &args.id, due.clone()).await;
    }
    let kind = args.kind.unwrap_or_default();
    rewrite(app, &args.id, label(kind, "Change note", "Change follow-up"), move |draft, words| {
        draft.kind = args.kind.unwrap_or(draft.kind);
        draft.visibility = args.visibility.unwrap_or(draft.visibility);
        draft.due = fitting(draft.kind, due.or(draft.due.take()))?;
        if draft.kind != NoteKind::FollowUp {
            draft.done_at = None;
        }
        if let Some(text) = text {
            *words = text;
        }
        Ok(())
    })
    .await
}

/// Changes a note as `how` says: its words are opened first and sealed again, where they are private.
async fn rewrite(
    app: &App,
    id: &str,
    label: &'static str,
    how: impl FnOnce(&mut NoteDraft, &mut String) -> Result<(), ApiError>,
) -> Result<Note, ApiError> {
    let (store, now, wanted) = (app.store()?, app.now(), id.to_owned());
    let before = store.read(move |read| read.note(&wanted)).await?;
    let mut text = match &before.kept.sealed {
        None => before.text.clone(),
        Some(_) => {
            let key = app.open_notes_key().await?;
            match vault::opened(&key, &before) {
                Some(Ok(text)) => text.as_str().to_owned(),
                Some(Err(_)) => {
                    return Err(ApiError::new(
                        Code::NotesLocked,
                        "what is sealed in this note is not as it was; it was left as it is",
                    ));
                }
                None => return Err(ApiError::new(Code::NotesLocked, "this note was sealed with another key")),
            }
        }
    };
    let mut draft = NoteDraft {
        kind: before.kind,
        visibility: before.visibility,
        due: before.due.clone(),
        done_at: before.done_at,
        ..NoteDraft::default()
    };
    how(&mut draft, &mut text)?;
    let key = key_for(app, draft.visibility).await?;
    let mut note = store
        .act(label, move |write| {
            let kept = &before.kept;
            let draft =
                worded(write, key.as_deref(), &before.id, kept.identity.as_deref(), kept.version + 1, draft, &text)?;
            write.change_note(&before.id, kept.version, &draft, now)
        })
        .await?;
    app.show_notes(std::iter::once(&mut note));
    Ok(note)
}

pub(crate) async fn remove(app: &App, args: RemoveNote) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove note", move |write| write.remove_note(&args.id, now)).await?;
    Ok(Nothing::default())
}

/// The key, where words are to be sealed.
async fn key_for(app: &App, visibility: Visibility) -> Result<Option<Arc<NotesKey>>, ApiError> {
    match visibility {
        Visibility::Private => Ok(Some(app.open_notes_key().await?)),
        Visibility::Shared => Ok(None),
    }
}

/// A note with its words: sealed for whoever has the key, in the clear for the team.
fn worded(
    write: &Write<'_>,
    key: Option<&NotesKey>,
    id: &str,
    identity: Option<&str>,
    version: i64,
    mut draft: NoteDraft,
    text: &str,
) -> Result<NoteDraft, Error> {
    match key {
        Some(key) => {
            let salt = write.note_salt(identity.unwrap_or_default(), &*vault::fresh_salt()?)?;
            draft.sealed = Some(vault::seal(write, key, id, identity, &salt, version, text)?);
        }
        None => text.clone_into(&mut draft.text),
    }
    Ok(draft)
}

/// Something to do has a day, and nothing else has one.
fn fitting(kind: NoteKind, due: Option<Due>) -> Result<Option<Due>, ApiError> {
    match (kind, due) {
        (NoteKind::FollowUp, None) => {
            Err(ApiError::invalid("due", "say until when: tomorrow, in two weeks, next Tue 15:00"))
        }
        (NoteKind::FollowUp, due) => Ok(due),
        _ => Ok(None),
    }
}

const fn label(kind: NoteKind, note: &'static str, follow_up: &'static str) -> &'static str {
    match kind {
        NoteKind::FollowUp => follow_up,
        _ => note,
    }
}

fn checked(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApiError::invalid("text", "write something first"));
    }
    if text.chars().count() > LONGEST {
        return Err(ApiError::invalid("text", format!("a note has at most {LONGEST} characters")));
    }
    Ok(text.to_owned())
}
