//! Setting private notes up, unlocking and locking them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::{ApiError, App, commands::Nothing, vault::Begins};

/// Whether private notes can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Lock {
    /// There is no key yet.
    Off,
    /// There is one, and it is not in memory.
    Locked,
    /// They can be read and written.
    Open,
}

/// How private notes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct NotesState {
    /// Whether they can be read.
    pub(crate) lock: Lock,
    /// Whether the system's keyring opens them; the recovery code always does.
    pub(crate) by_keyring: bool,
    /// How many are sealed.
    pub(crate) sealed: u32,
    /// How many still lie in the clear, from before there was a key.
    pub(crate) in_the_clear: u32,
    /// When they lock if nobody does anything, UTC milliseconds.
    pub(crate) locks_at: Option<i64>,
}

/// A recovery code: this is the only time that it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RecoveryCode {
    /// The code, in groups with lines between them.
    pub(crate) code: String,
    /// Which groups are to be typed, from 1.
    pub(crate) asked: Vec<u32>,
}

/// What shall be new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCode {
    /// The key as well: everything private is sealed anew, so that whoever has the old code and a copy of the file cannot
    /// read what is written from now on.
    #[serde(default)]
    pub(crate) key: bool,
}

/// The groups that were asked for.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmCode {
    /// In the order in which they were asked for.
    pub(crate) groups: Vec<String>,
}

/// How to unlock.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnlockNotes {
    /// The recovery code; by the system's keyring without it.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) code: Option<String>,
}

pub(crate) async fn state(app: &App, _: Nothing) -> Result<NotesState, ApiError> {
    let (row, (sealed, in_the_clear)) = app.store()?.read(|read| Ok((read.notes_key()?, read.sealed_count()?))).await?;
    let locks_at = app.notes_lock_at();
    let (lock, by_keyring) = match (&row, locks_at) {
        (None, _) => (Lock::Off, false),
        (Some(row), None) => (Lock::Locked, app.keyring_has_notes(row).await),
        (Some(row), Some(_)) => (Lock::Open, row.by_keyring.is_some()),
    };
    Ok(NotesState { lock, by_keyring, sealed, in_the_clear, locks_at })
}

pub(crate) async fn begin(app: &App, _: Nothing) -> Result<RecoveryCode, ApiError> {
    shown(app, Begins::First).await
}

pub(crate) async fn new_code(app: &App, args: NewCode) -> Result<RecoveryCode, ApiError> {
    shown(app, if args.key { Begins::Key } else { Begins::Code }).await
}

async fn shown(app: &App, what: Begins) -> Result<RecoveryCode, ApiError> {
    let shown = app.begin_code(what).await?;
    let asked = shown.asked.iter().filter_map(|group| u32::try_from(*group).ok()).collect();
    Ok(RecoveryCode { code: shown.code.as_str().to_owned(), asked })
}

pub(crate) async fn confirm(app: &App, args: ConfirmCode) -> Result<NotesState, ApiError> {
    app.confirm_code(&args.groups).await?;
    state(app, Nothing::default()).await
}

pub(crate) async fn unlock(app: &App, args: UnlockNotes) -> Result<NotesState, ApiError> {
    match args.code {
        Some(code) => app.open_by_code(Zeroizing::new(code)).await?,
        None => app.open_by_keyring().await?,
    }
    state(app, Nothing::default()).await
}

pub(crate) async fn lock(app: &App, _: Nothing) -> Result<Nothing, ApiError> {
    app.lock_notes();
    Ok(Nothing::default())
}

pub(crate) async fn awake(app: &App, _: Nothing) -> Result<Nothing, ApiError> {
    app.notes_used();
    Ok(Nothing::default())
}
