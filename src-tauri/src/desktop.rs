//! What the core may ask of the desktop: a browser for an address, a dialog for an archive.
//!
//! Both live on this side only; the page has no permission for either.

use std::{path::PathBuf, sync::Mutex};

use kith_app::Desktop;
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_notification::NotificationExt;

use crate::tray;

/// Endings of the files that Kith reads.
const READ: &[&str] =
    &["zip", "csv", "tsv", "tab", "txt", "xlsx", "ics", "json", "db", "kith-handover", "png", "jpg", "jpeg", "webp"];

/// The desktop behind the window.
pub(crate) struct Window {
    app: AppHandle,
    /// What Kith was opened with, until the page asks for it.
    opened: Mutex<Option<PathBuf>>,
}

impl Window {
    /// The desktop of this app, which was opened with a file or without.
    pub(crate) fn new(app: AppHandle, opened: Option<PathBuf>) -> Self {
        Self { app, opened: Mutex::new(opened) }
    }
}

impl Desktop for Window {
    fn open(&self, address: &str) -> Result<(), String> {
        tauri_plugin_opener::open_url(address, None::<&str>).map_err(|error| error.to_string())
    }

    fn can_pick(&self) -> bool {
        true
    }

    fn pick_archive(&self, folder: bool) -> Option<PathBuf> {
        let dialog = self.app.dialog().file();
        let picked = if folder {
            dialog.set_title("Choose the unpacked export").blocking_pick_folder()
        } else {
            dialog
                .set_title("Choose an export or a table")
                .add_filter("Exports, tables, calendars, hand-overs", READ)
                .add_filter("All files", &["*"])
                .blocking_pick_file()
        };
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn pick_save(&self, name: &str) -> Option<PathBuf> {
        let picked = self.app.dialog().file().set_title("Save the file").set_file_name(name).blocking_save_file();
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        let picked = self.app.dialog().file().set_title("Choose a folder").blocking_pick_folder();
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn pick_backup(&self) -> Option<PathBuf> {
        let dialog = self.app.dialog().file().set_title("Choose a backup").add_filter("Backups", &["db", "age"]);
        dialog.blocking_pick_file().map(FilePath::into_path).and_then(Result::ok)
    }

    fn webview(&self) -> Option<String> {
        tauri::webview_version().ok()
    }

    fn can_notify(&self) -> bool {
        true
    }

    fn notify(&self, title: &str, text: &str) {
        // A desktop that shows none has none to show.
        let _ = self.app.notification().builder().title(title).body(text).show();
    }

    fn starts_with_machine(&self) -> Option<bool> {
        self.app.autolaunch().is_enabled().ok()
    }

    fn start_with_machine(&self, on: bool) -> Result<(), String> {
        let login = self.app.autolaunch();
        if on { login.enable() } else { login.disable() }.map_err(|error| error.to_string())
    }

    fn tray(&self) -> Option<bool> {
        Some(tray::is_possible())
    }

    fn show_tray(&self, on: bool) -> Result<(), String> {
        tray::show(&self.app, on)
    }

    fn opened_with(&self) -> Option<PathBuf> {
        self.opened.lock().ok().and_then(|mut opened| opened.take())
    }
}
