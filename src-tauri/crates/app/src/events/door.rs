//! The door: two letters and a key, a scanner, a walk-in, and the files that laptops pass each other.
//!
//! **Invariants:** a command that checks somebody in answers after its commit, and the store's commits are on the disk when
//! they return; a file of another laptop is taken in wholly or not at all, and only with the checksum it was written with.

use std::io::Write as _;

use kith_store::{DoorCount, DoorFile, DoorHit, DoorMerged, Event, GuestState, NewGuest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::EventId;
use crate::{
    ApiError, App, Code, exports,
    files::NewFile,
    imports::{checked_path, in_background},
};

/// So many are found at once.
const HITS: u32 = 12;
/// So many of those who came last are shown.
const LAST: u32 = 8;
/// A larger file is none that a laptop wrote.
const LARGEST: u64 = 128 << 20;
/// What such a file calls itself, and its version.
const KIND: &str = "kith.door";
const VERSION: u32 = 2;
/// A file that makes nobody one is what it always was, so that a Kith which knows nothing of joins reads it.
const WITHOUT_JOINS: u32 = 1;
/// Characters of a laptop's name.
const LONGEST_DESK: usize = 40;

/// A look at the door.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAtDoor {
    /// Of which event.
    pub(crate) event: String,
    /// Beginnings of words of name or address; nothing: who came last.
    #[serde(default)]
    pub(crate) text: String,
}

/// The door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct DoorView {
    /// The event.
    pub(crate) event: Event,
    /// How full it is.
    pub(crate) count: DoorCount,
    /// People who said that they come, with those who come along.
    pub(crate) expected: u32,
    /// The guest whose code these very letters are.
    pub(crate) by_code: Option<DoorHit>,
    /// Guests that were found.
    pub(crate) hits: Vec<DoorHit>,
    /// Who came in last.
    pub(crate) last: Vec<DoorHit>,
}

/// Somebody comes in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckIn {
    /// To which event.
    pub(crate) event: String,
    /// Which guest.
    #[serde(default)]
    pub(crate) guest: Option<String>,
    /// Or: what a scanner read.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// What this laptop is called.
    #[serde(default)]
    pub(crate) desk: String,
}

/// Somebody comes in who is in no list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WalkIn {
    /// To which event.
    pub(crate) event: String,
    /// Who.
    pub(crate) name: String,
    /// Address, if they give one.
    #[serde(default)]
    pub(crate) email: String,
    /// What this laptop is called.
    #[serde(default)]
    pub(crate) desk: String,
}

/// What came of it: on the disk by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct CheckedIn {
    /// Who.
    pub(crate) guest: DoorHit,
    /// Whether they were in before.
    pub(crate) again: bool,
    /// How full it is now.
    pub(crate) count: DoorCount,
}

/// Where a file for the other laptop goes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportDoor {
    /// Of which event.
    pub(crate) event: String,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// The other laptop's file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportDoor {
    /// Where it lies.
    pub(crate) path: String,
}

/// What is in such a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    kind: String,
    version: u32,
    /// Of `door`, as it is written without spaces.
    sha256: String,
    door: DoorFile,
}

fn sum(door: &DoorFile) -> Result<String, ApiError> {
    let bytes = serde_json::to_vec(door).map_err(|_| ApiError::new(Code::Bug, "a door file could not be written"))?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

fn desk(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST_DESK).collect::<String>().trim().to_owned()
}

pub(crate) async fn look(app: &App, args: LookAtDoor) -> Result<DoorView, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let event = read.event(&args.event)?;
        let (count, expected) =
            (read.door_count(&event.id)?, read.guest_counts(&event.id, &kith_store::Among::EVERYBODY, now)?.going);
        let hits = read.door_search(&event.id, &args.text, now, HITS)?;
        let by_code = read.door_code(&event.id, &args.text, now)?;
        let last = if args.text.trim().is_empty() { read.door_last(&event.id, now, LAST)? } else { Vec::new() };
        Ok(DoorView { event, count, expected, by_code, hits, last })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn check_in(app: &App, args: CheckIn) -> Result<CheckedIn, ApiError> {
    let (id, now, desk) = (app.new_id(), app.now(), desk(&args.desk));
    let check = move |write: &kith_store::Write<'_>| {
        let read = write.read();
        let event = read.event(&args.event)?.id;
        let guest = match (args.guest, args.code) {
            (Some(guest), None) => guest,
            (None, Some(code)) => read.door_code(&event, &code, now)?.ok_or(kith_store::Error::NotFound("code"))?.id,
            _ => return Err(kith_store::Error::NotFound("guest")),
        };
        let noted = write.check_in(&event, &guest, &id, &desk, now)?;
        Ok(CheckedIn { guest: read.door_guest(&guest, now)?, again: !noted, count: read.door_count(&event)? })
    };
    // No step that the general undo takes back: see the store's `events/door.rs`.
    Ok(app.store()?.write(check).await?)
}

pub(crate) async fn walk_in(app: &App, args: WalkIn) -> Result<CheckedIn, ApiError> {
    let (guest, id, now, desk) = (app.new_id(), app.new_id(), app.now(), desk(&args.desk));
    let new = NewGuest {
        name: args.name,
        email: args.email,
        member: None,
        state: GuestState::Going,
        plus: 0,
        ticket: String::new(),
        code: String::new(),
        needs: String::new(),
    };
    let walk = move |write: &kith_store::Write<'_>| {
        let read = write.read();
        let event = read.event(&args.event)?.id;
        write.keep_guest(&event, &guest, &new.checked()?, "walk_in", now)?;
        write.check_in(&event, &guest, &id, &desk, now)?;
        Ok(CheckedIn { guest: read.door_guest(&guest, now)?, again: false, count: read.door_count(&event)? })
    };
    Ok(app.store()?.write(walk).await?)
}

pub(crate) async fn undo(app: &App, args: EventId) -> Result<CheckedIn, ApiError> {
    let now = app.now();
    let undo = move |write: &kith_store::Write<'_>| {
        let read = write.read();
        let (guest, event) = read.guest(&args.id, now)?;
        let was_in = write.undo_check_in(&guest.id, now)?;
        Ok(CheckedIn { guest: read.door_guest(&guest.id, now)?, again: !was_in, count: read.door_count(&event)? })
    };
    Ok(app.store()?.write(undo).await?)
}

pub(crate) async fn export(app: &App, args: ExportDoor) -> Result<exports::Exported, ApiError> {
    let store = app.store()?;
    let door = store.write(move |write| write.door_file(&args.event)).await?;
    let rows = u64::try_from(door.log.len()).unwrap_or(u64::MAX);
    let Some(path) = exports::place::place(app, args.path.as_deref(), "door", "json").await? else {
        return Ok(exports::Exported { path: None, rows: 0, bytes: 0 });
    };
    in_background(move || {
        let version = if door.joins.is_empty() { WITHOUT_JOINS } else { VERSION };
        let sealed = Sealed { kind: KIND.to_owned(), version, sha256: sum(&door)?, door };
        let text =
            serde_json::to_vec(&sealed).map_err(|_| ApiError::new(Code::Bug, "a door file could not be written"))?;
        let write = || {
            let mut new = NewFile::begin(&path)?;
            new.write_all(&text)?;
            new.finish()
        };
        let bytes = write().map_err(|error| exports::unwritten(&error))?;
        Ok(exports::exported(&path, rows, bytes))
    })
    .await
}

fn refused(why: &str) -> ApiError {
    ApiError::invalid("path", why)
}

fn opened(path: &str) -> Result<DoorFile, ApiError> {
    let path = checked_path(path)?;
    let length = std::fs::metadata(&path).map_err(|_| refused("it could not be read"))?.len();
    if length > LARGEST {
        return Err(refused("it is too large for a door file"));
    }
    read(&std::fs::read(&path).map_err(|_| refused("it could not be read"))?)
}

/// The bytes of a file.
fn read(bytes: &[u8]) -> Result<DoorFile, ApiError> {
    #[derive(Deserialize)]
    struct Head {
        kind: String,
        version: u32,
    }
    match serde_json::from_slice::<Head>(bytes) {
        Ok(head) if head.kind != KIND => return Err(refused("it is no door file")),
        Ok(head) if head.version > VERSION => {
            return Err(refused("it was written by a newer Kith: update this one first"));
        }
        Ok(_) => {}
        Err(_) => return Err(refused("it is no door file, or only a part of one")),
    }
    let sealed: Sealed =
        serde_json::from_slice(bytes).map_err(|_| refused("it is no door file, or only a part of one"))?;
    if sum(&sealed.door)? != sealed.sha256 {
        return Err(refused("it was damaged or changed on its way: export it again there"));
    }
    Ok(sealed.door)
}

/// Reads bytes as a door file; for the fuzz targets.
#[cfg(feature = "fuzzing")]
pub(super) fn fuzz(bytes: &[u8]) {
    let _ = read(bytes).is_ok();
    let _ = serde_json::from_slice::<DoorFile>(bytes).is_ok();
}

pub(crate) async fn import(app: &App, args: ImportDoor) -> Result<DoorMerged, ApiError> {
    let now = app.now();
    let file = in_background(move || opened(&args.path)).await?;
    Ok(app.store()?.write(move |write| write.merge_door(&file, now)).await?)
}
