//! Erasing one person: what there is of them, and then all of it gone, from every file that Kith has.
//!
//! **Invariants:** it is done only by the name, typed; nothing else is being read in meanwhile; it cannot be undone. The
//! ledger of fingerprints lies beside the community's file as well, so that an older copy put in its place is erased again
//! when it is opened.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use kith_store::{LedgerLines, Store, Traces, backups::BackupReason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, Code, backups, files, members::GetMember};

/// Beside a community's file: who was erased.
const LEDGER: &str = "erased.json";
/// Beside a community's file: folders with copies in which the person still is.
const COPIES: [&str; 2] = ["backups", "exports"];
/// Beside a community's file: what was set aside by going back, or because it was damaged.
const SET_ASIDE: [&str; 2] = ["before-restore-", "corrupt-"];

/// Whom to erase.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseMember {
    /// The id of the member or of one of the accounts.
    pub(crate) id: String,
    /// The member's name, typed: nobody erases somebody by a slip.
    pub(crate) name: String,
    /// Whether older backups stay. They still have the person, and go by themselves within 90 days; whoever goes back to one
    /// of them finds the person erased all the same.
    #[serde(default)]
    pub(crate) keep_copies: bool,
}

/// What there is of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MemberTraces {
    /// In the community's file.
    pub(crate) traces: Traces,
    /// Older copies and exports in the community's folder, which are removed: they hold the person as well.
    pub(crate) copies: u32,
}

pub(crate) async fn traces(app: &App, args: GetMember) -> Result<MemberTraces, ApiError> {
    let store = app.store()?;
    let traces = store.read(move |read| read.traces(&args.id)).await?;
    Ok(MemberTraces { traces, copies: small(copies(folder(&store)).len()) })
}

pub(crate) async fn erase(app: &App, args: EraseMember) -> Result<MemberTraces, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let id = args.id.clone();
    let name = store.read(move |read| Ok(read.traces(&id)?.name)).await?;
    if args.name.trim() != name.trim() {
        return Err(ApiError::invalid("name", "type the name exactly as it is shown"));
    }
    // A run has everybody in mind whom it knew at its beginning; it goes on soon after.
    app.syncs().stop_all().await;
    let (now, salt) = (app.now(), format!("{}{}", app.new_id(), app.new_id()));
    let worker = app.clone();
    let erased = tokio::task::spawn_blocking(move || {
        // A backup that is being made has the person: it is finished, and then it is one of those that go. The next one is
        // begun when no index has a word of theirs.
        let (traces, mut found, cleaned) = store.between_backups(|| {
            let traces = store.write_now(|write| write.erase(&args.id, &salt, now))?;
            let found = copies(folder(&store));
            Ok::<_, ApiError>((traces, found, clean(&store)))
        })?;
        // Whatever is in the way of emptying the log, the copies go: nobody can ask for it again.
        if args.keep_copies {
            return cleaned.map(|()| MemberTraces { traces, copies: 0 });
        }
        let removed = small(found.len());
        let elsewhere = backups::copies::all_but(&worker, &store, None);
        if found.iter().chain(&elsewhere).any(|copy| is_backup(copy)) {
            // What can be gone back to goes only once there is something else to go back to.
            let new =
                backups::make::now(&worker, &store, BackupReason::Erasure).map_err(|error| without_backup(&error))?;
            found.extend(backups::copies::all_but(&worker, &store, Some(&new.backup.name)));
        }
        remove_all(&found).and(cleaned)?;
        Ok(MemberTraces { traces, copies: removed })
    })
    .await;
    erased.unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "erasing failed in a way it should not")))
}

/// Removes what can be removed; the first that cannot be is told.
fn remove_all(copies: &[PathBuf]) -> Result<(), ApiError> {
    let mut told = Ok(());
    for copy in copies {
        let removed = if copy.is_dir() { std::fs::remove_dir_all(copy) } else { std::fs::remove_file(copy) };
        match removed {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                told = told.and(Err(left_over(copy, &error)));
            }
            _ if is_backup(copy) => drop(std::fs::remove_file(backups::copies::manifest_of(copy))),
            _ => {}
        }
    }
    told
}

/// Before an older copy of a file is used: whoever was erased since is erased in it.
pub(crate) fn erase_again(store: &Store, now: i64) -> Result<(), ApiError> {
    let here = store.read_now(|read| read.ledger_lines())?;
    let beside = std::fs::read(folder(store).join(LEDGER)).unwrap_or_default();
    let Ok(ledger) = serde_json::from_slice::<LedgerLines>(&beside) else {
        return if here.is_some() { clean(store) } else { Ok(()) };
    };
    // Those of another file say nothing here.
    let has = |one: &LedgerLines, other: &LedgerLines| {
        let all: BTreeSet<_> = one.erased.iter().collect();
        one.salt == other.salt && other.erased.iter().all(|line| all.contains(line))
    };
    if let Some(here) = here.filter(|here| has(here, &ledger)) {
        // It ended between erasing somebody and writing that down beside the file.
        return if has(&ledger, &here) { Ok(()) } else { clean(store) };
    }
    store.write_now(|write| write.heal_members())?;
    let again = store.write_now(|write| {
        write.restore_ledger(&ledger, now)?;
        write.erase_again(now)
    })?;
    if again > 0 { clean(store) } else { Ok(()) }
}

/// Takes what was deleted out of the file's pages, and writes the ledger beside it.
fn clean(store: &Store) -> Result<(), ApiError> {
    if let Some(ledger) = store.read_now(|read| read.ledger_lines())? {
        let ledger = serde_json::to_vec(&ledger).unwrap_or_default();
        let path = folder(store).join(LEDGER);
        files::atomic_write(&path, &ledger).map_err(|error| left_over(&path, &error))?;
    }
    for _ in 0..20 {
        if store.purge()? {
            return Ok(());
        }
        // A reader still looks at the state before: it is done in a moment.
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Err(ApiError::new(
        Code::Conflict,
        "the person is erased, but the file's log could not be emptied: quit Kith, and it is",
    ))
}

fn left_over(path: &Path, error: &std::io::Error) -> ApiError {
    let path = path.display();
    ApiError::new(
        Code::Invalid,
        format!("the person is erased from the community's file, but {path} could not be dealt with: {error}"),
    )
}

fn folder(store: &Store) -> &Path {
    store.path().parent().unwrap_or_else(|| Path::new("."))
}

/// A backup, and not the manifest or the marks beside it.
fn is_backup(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "db" || ending == "age")
}

/// What has the person besides the community's file. Manifests go with their backups; they name nobody.
fn copies(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.filter_map(|entry| Some(entry.ok()?.path()))
    };
    let is_manifest = |path: &PathBuf| {
        path.with_extension("db").exists() && path.extension().is_some_and(|ending| ending == "json")
            || path.file_name().is_some_and(|name| name == backups::MARKS)
    };
    let copies = COPIES.iter().flat_map(|name| inside(folder.join(name))).filter(|path| !is_manifest(path));
    let aside = inside(folder.to_owned()).filter(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        SET_ASIDE.iter().any(|begin| name.starts_with(begin))
    });
    copies.chain(aside).collect()
}

fn without_backup(error: &ApiError) -> ApiError {
    let why = format!(
        "the person is erased from the community's file, but the older copies are still there, because no new backup could be made: {}",
        error.message
    );
    ApiError::new(error.code, why)
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_cannot_be_removed_keeps_no_other() {
        let folder = std::env::temp_dir().join(format!("kith-erasing-{}", std::process::id()));
        files::atomic_write(&folder.join("a.db"), b"").unwrap();
        files::atomic_write(&folder.join("b.db"), b"").unwrap();
        // Below a file there is nothing to remove, and no system says that it is not there.
        let stuck = folder.join("a.db").join("c.db");
        let removed = remove_all(&[stuck.clone(), folder.join("b.db")]);
        assert!(!folder.join("b.db").exists());
        assert!(removed.unwrap_err().message.contains(&stuck.display().to_string()));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
