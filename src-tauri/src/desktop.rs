//! What the core may ask of the desktop: a browser for an address, a dialog for an archive.
//!
//! Both live on this side only; the page has no permission for either.

use std::path::PathBuf;

use kith_app::Desktop;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};

/// The desktop behind the window.
pub(crate) struct Window {
    app: AppHandle,
}

impl Window {
    /// The desktop of this app.
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { app }
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
                .add_filter("Exports and tables", &["zip", "csv", "tsv", "tab", "txt", "xlsx"])
                .blocking_pick_file()
        };
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn pick_save(&self, name: &str) -> Option<PathBuf> {
        let picked = self.app.dialog().file().set_title("Save the export").set_file_name(name).blocking_save_file();
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        let picked = self.app.dialog().file().set_title("Choose a folder for reports").blocking_pick_folder();
        picked.map(FilePath::into_path).and_then(Result::ok)
    }

    fn webview(&self) -> Option<String> {
        tauri::webview_version().ok()
    }
}
