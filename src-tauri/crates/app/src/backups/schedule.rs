//! Backups that make themselves, and a look at the file at night.
//!
//! **Invariants:** once a day when something changed; what is from the future (a clock was wrong) does not count as made;
//! what failed is told and tried again in an hour; a file that was found damaged is not backed up over what is good.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use kith_domain::backups::{has_lain, moment};
use kith_store::{
    Store,
    backups::{self, Backup, BackupReason},
};

use super::{Place, copies, in_background, make, marks::Marks, newest_good, place, rehearse, row};
use crate::{ApiError, App};

/// How often it is looked whether a backup is due.
const LOOK: Duration = Duration::from_secs(120);
/// One a day, in milliseconds.
const DAILY: i64 = 24 * 3_600_000;
/// A backup older than this is told of, in milliseconds.
const OLD: i64 = 3 * DAILY;
/// What failed is tried again after so many milliseconds.
pub(super) const AGAIN: i64 = 3_600_000;
/// Going back is rehearsed by itself once in so many milliseconds.
const REHEARSE: i64 = 30 * DAILY;

/// What is under way, and what is known of the file since it was opened.
#[derive(Default)]
pub(crate) struct Backups {
    running: AtomicU32,
    /// By a community's file: how many rows this program had changed when the newest backup was made.
    marks: Mutex<BTreeMap<PathBuf, u64>>,
    /// Held while copies elsewhere are made.
    copying: Mutex<()>,
    /// By a community's id: what was found damaged.
    damage: Mutex<BTreeMap<String, String>>,
}

/// As long as it lives, a backup is being made.
pub(crate) struct Running {
    app: App,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.app.backups().running.fetch_sub(1, Ordering::Relaxed);
        self.app.announce(&[kith_store::Topic::Backups]);
    }
}

impl Backups {
    pub(super) fn begin(&self, app: &App) -> Running {
        self.running.fetch_add(1, Ordering::Relaxed);
        app.announce(&[kith_store::Topic::Backups]);
        Running { app: app.clone() }
    }

    /// The right to write into the folder of choice; nothing while somebody else does.
    pub(super) fn begin_copying(&self) -> Option<MutexGuard<'_, ()>> {
        self.copying.try_lock().ok()
    }

    /// The same, once whoever does has finished.
    pub(super) fn wait_for_copying(&self) -> MutexGuard<'_, ()> {
        self.copying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.load(Ordering::Relaxed) > 0
    }

    /// Whether something changed since the newest backup that this program made of it, or since it was opened.
    pub(super) fn is_changed(&self, store: &Store) -> bool {
        self.marks().get(store.path()) != Some(&store.changed_rows())
    }

    pub(super) fn made(&self, store: &Store, changed: u64) {
        self.marks().insert(store.path().to_owned(), changed);
    }

    /// Forgets what was known of a file: another one is in its place.
    pub(crate) fn forget(&self, place: &Place) {
        self.marks().remove(&place.file);
        self.damaged().remove(&place.id);
    }

    /// What was found damaged in a community's file.
    pub(super) fn damage(&self, id: &str) -> Option<String> {
        self.damaged().get(id).cloned()
    }

    /// Remembers that a file is damaged, and says so.
    pub(crate) fn found_damage(&self, app: &App, store: &Store, what: &str) {
        let id = store.path().parent().and_then(|folder| folder.file_name()).unwrap_or_default();
        self.damaged().insert(id.to_string_lossy().into_owned(), what.to_owned());
        app.announce(&[kith_store::Topic::Backups]);
    }

    fn marks(&self) -> MutexGuard<'_, BTreeMap<PathBuf, u64>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn damaged(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the newest whole backup is too old. Without any, when there is something to lose and has been for a day: in the
/// first minutes the first one is only on its way.
pub(super) fn is_old(newest: Option<i64>, place: &Place, now: i64) -> bool {
    let has_something = || {
        let held = place.store.as_ref().and_then(|store| store.read_now(|read| read.held()).ok());
        held.is_some_and(|held| held.newest_at.is_some())
    };
    let is_young = || made_at(&place.id).is_some_and(|at| (0..DAILY).contains(&(now - at)));
    newest.map_or_else(|| has_something() && !is_young(), |at| now - at > OLD)
}

/// When a community was made, UTC milliseconds: the first 48 bits of its id, a UUID of version 7.
fn made_at(id: &str) -> Option<i64> {
    let digits: String = id.chars().filter(|letter| *letter != '-').take(12).collect();
    i64::from_str_radix(&digits, 16).ok()
}

impl App {
    /// Makes backups when they are due, until the program ends. Hosts that live long call it once.
    pub fn keep_backing_up(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            loop {
                // What goes wrong is told in the list; without a community there is nothing to do.
                let _ = app.back_up_if_due().await;
                let _ = app.merge_index_if_due().await;
                let _ = app.pack_spaces_if_due().await;
                let _ = app.score_messages_if_due().await;
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Makes the backup of the day when it is due; answers whether it did. Then, once a day, looks at the file and at the
    /// newest backup, and rehearses going back once a month.
    ///
    /// # Errors
    /// When there is no community; what came of the backup itself is in the list.
    pub async fn back_up_if_due(&self) -> Result<bool, ApiError> {
        let place = place(self, None)?;
        let Some(store) = place.store.clone() else { return Ok(false) };
        if self.jobs().check_free().is_err()
            || self.backups().is_running()
            || self.backups().damage(&place.id).is_some()
        {
            return Ok(false);
        }
        let app = self.clone();
        in_background(move || {
            let now = app.now();
            let made = is_due(&app, &place, &store, now) && daily(&app, &place, &store, now);
            if made {
                nightly(&app, &place, &store, now);
            } else {
                // The drive may have been plugged in.
                let _ = copies::copy_if_due(&app, &place);
            }
            Ok(made)
        })
        .await
    }
}

impl App {
    /// Draws the pieces of the search index together when they have become many and nobody waits for anything; answers
    /// whether there was anything to do.
    ///
    /// # Errors
    /// When there is no community, or the file cannot be written.
    pub async fn merge_index_if_due(&self) -> Result<bool, ApiError> {
        self.while_quiet(Store::merge_search_index).await
    }

    /// Packs large spaces when nobody waits for anything, so that nobody waits for that who looks at the numbers of one, or
    /// at a segment of those who wrote there; answers whether there was anything to do.
    ///
    /// # Errors
    /// When there is no community, or the file cannot be written.
    pub async fn pack_spaces_if_due(&self) -> Result<bool, ApiError> {
        self.while_quiet(Store::pack_large_spaces).await
    }

    /// Scores how the messages of the newest year sound, when nobody waits for anything, so that nobody waits for that when a
    /// report or a chart asks; answers whether there was anything to do.
    ///
    /// # Errors
    /// When there is no community, or the file cannot be written.
    pub async fn score_messages_if_due(&self) -> Result<bool, ApiError> {
        let now = self.now();
        self.while_quiet(move |store, may_go_on| store.score_messages(now, may_go_on)).await
    }

    /// Does what can wait on the open community, as long as nobody waits for anything else; answers what `work` does, and no
    /// where it was not begun.
    async fn while_quiet(
        &self,
        work: impl FnOnce(&Store, &dyn Fn() -> bool) -> Result<bool, kith_store::Error> + Send + 'static,
    ) -> Result<bool, ApiError> {
        let place = place(self, None)?;
        let Some(store) = place.store.clone() else { return Ok(false) };
        let app = self.clone();
        if !is_quiet(&app, &place) {
            return Ok(false);
        }
        in_background(move || Ok(work(&store, &|| is_quiet(&app, &place))?)).await
    }
}

/// Whether a community is open and nothing is being done with it; another one may have been opened, or none.
fn is_quiet(app: &App, place: &Place) -> bool {
    super::place(app, None).is_ok_and(|open| open.id == place.id)
        && app.jobs().check_free().is_ok()
        && !app.backups().is_running()
        && app.backups().damage(&place.id).is_none()
}

fn is_due(app: &App, place: &Place, store: &Store, now: i64) -> bool {
    let marks = place.marks();
    let rows: Vec<_> = backups::list(&place.folder()).iter().map(|one| row(one, &marks, now)).collect();
    let is_recent = newest_good(&rows).is_some_and(|at| now - at < DAILY);
    // A time in the future is no time at which it was tried.
    let was_tried = marks.trouble.is_some() && marks.tried_at.is_some_and(|at| (0..AGAIN).contains(&(now - at)));
    let has_something =
        || store.read_now(|read| read.held()).is_ok_and(|held| held.counts.iter().any(|one| one.count > 0));
    !is_recent && !was_tried && app.backups().is_changed(store) && has_something()
}

fn daily(app: &App, place: &Place, store: &Store, now: i64) -> bool {
    let made = make::now(app, store, BackupReason::Daily);
    if let Err(error) = &made {
        let message = error.message.clone();
        let _ = Marks::change(&place.folder(), |marks| {
            marks.trouble = Some(message);
            marks.tried_at = Some(now);
        });
        app.announce(&[kith_store::Topic::Backups]);
    }
    made.is_ok()
}

/// Removes what going back set aside long ago. What was damaged is never removed: it may be all there is of something.
fn forget_set_aside(place: &Place, now: i64) {
    let good: Vec<i64> =
        backups::list(&place.folder()).iter().filter(|one| one.seems_whole()).map(|one| one.at).collect();
    let folder = place.file.parent().into_iter().flat_map(std::fs::read_dir).flatten().flatten();
    for entry in folder {
        let name = entry.file_name().to_string_lossy().into_owned();
        let at = name.strip_prefix("before-restore-").and_then(|rest| rest.split('-').next()).and_then(moment);
        if at.is_some_and(|at| has_lain(at, &good, now)) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Looks at the structure of a file whose program ended without closing it, beside whatever else goes on.
pub(crate) fn look_after_crash(app: &App, store: &Store) {
    let (app, store) = (app.clone(), store.clone());
    std::thread::spawn(move || look_at_structure(&app, &store));
}

fn look_at_structure(app: &App, store: &Store) {
    match store.quick_check() {
        Ok(lines) if !lines.is_empty() => app.backups().found_damage(app, store, &lines.join("; ")),
        Err(kith_store::Error::Damaged { .. }) => {
            app.backups().found_damage(app, store, "it cannot be read to its end")
        }
        _ => {}
    }
}

/// Compares two backups of one version: what is another row in the newer one, and nobody changed it, is damage.
fn compare(app: &App, store: &Store, before: &Backup, now: &Backup) {
    let schema = |backup: &Backup| backup.manifest.as_ref().map(|manifest| manifest.schema);
    if schema(before) != schema(now) {
        return;
    }
    if let Ok(rows @ 1..) = store.unexplained(&before.path, &now.path) {
        let what = format!("{rows} rows are not what they were in the backup before, and nobody changed them");
        app.backups().found_damage(app, store, &what);
    }
}

/// What is looked at once a day: the structure of the file, the backup before (disks forget), what
/// became of its rows since, and once a month all of it.
fn nightly(app: &App, place: &Place, store: &Store, now: i64) {
    look_at_structure(app, store);
    let mut newest = backups::list(&place.folder()).into_iter().filter(|one| one.manifest.is_some());
    if let (Some(now), Some(before)) = (newest.next(), newest.next())
        && make::look(app, place, &before).is_ok_and(|verdict| verdict.ok)
    {
        compare(app, store, &before, &now);
    }
    forget_set_aside(place, now);
    let rehearsed = place.marks().rehearsed.map(|rehearsal| rehearsal.at);
    if rehearsed.is_none_or(|at| now - at > REHEARSE || at > now) {
        let _ = rehearse::now(app, place);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_community_knows_when_it_was_made() {
        // 2024-01-01T00:00:00Z is 0x018cc251f400.
        assert_eq!(super::made_at("018cc251-f400-7000-8000-000000000000"), Some(1_704_067_200_000));
        assert_eq!(super::made_at("not an id"), None);
    }
}
