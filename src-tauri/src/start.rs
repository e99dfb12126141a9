//! Opening and closing the core: which folder, and what a person sees when it cannot be used.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
};

use kith_app::{ApiError, App, Code};
use kith_keychain::{Keychain, passphrase_of_environment};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::desktop::Window;

/// Starting with the computer: into the tray, where there is an icon in it.
pub(crate) const HIDDEN: &str = "--hidden";

/// What the command line and the environment say.
pub(crate) struct Options {
    /// The data folder, when it is not the platform's own.
    home: Option<PathBuf>,
    /// The file that a person opened with Kith.
    file: Option<PathBuf>,
    /// Whether the window stays hidden where the tray has an icon.
    hidden: bool,
}

impl Options {
    /// Reads `--home DIR`, else `KITH_HOME`, `--hidden`, and the file to open. Anything else on the command line is ignored.
    pub(crate) fn read() -> Self {
        let mut arguments = std::env::args_os().skip(1);
        let mut home = std::env::var_os("KITH_HOME");
        let (mut rest, mut hidden) = (Vec::new(), false);
        while let Some(argument) = arguments.next() {
            if argument == "--home" {
                home = arguments.next().or(home);
            } else if argument == HIDDEN {
                hidden = true;
            } else {
                rest.push(argument);
            }
        }
        let folder = std::env::current_dir().unwrap_or_default();
        let file = file_of(rest.into_iter(), &folder);
        Self { home: home.filter(|home| !home.is_empty()).map(PathBuf::from), file, hidden }
    }

    /// Whether the window stays hidden where the tray has an icon.
    pub(crate) const fn hidden(&self) -> bool {
        self.hidden
    }

    /// Whether a second start should only bring the first one forward: not when it has its own folder or is driven by a test.
    pub(crate) fn single(&self) -> bool {
        self.home.is_none() && !crate::window::automated()
    }
}

/// The first word of a command line that is no option and is there as a file, seen from a folder.
pub(crate) fn file_of(words: impl Iterator<Item = OsString>, folder: &Path) -> Option<PathBuf> {
    let mut words = words.filter(|word| !word.to_string_lossy().starts_with('-'));
    words.find_map(|word| Some(folder.join(word)).filter(|path| path.is_file()))
}

/// Opens the core on the chosen folder.
pub(crate) fn open(app: &AppHandle, options: &Options) -> Result<App, ApiError> {
    let folder = options.home.clone().or_else(kith_app::default_folder);
    let folder =
        folder.ok_or_else(|| ApiError::new(Code::Invalid, "this machine has no data folder: set KITH_HOME"))?;
    let keychain = Keychain::new(folder.clone(), passphrase_of_environment());
    let env =
        kith_app::system_env(folder, Arc::new(Window::new(app.clone(), options.file.clone())), Arc::new(keychain));
    let runtime = tauri::async_runtime::handle();
    let _inside = runtime.inner().enter();
    let core = App::open(env)?;
    core.keep_syncing();
    core.keep_reporting();
    core.keep_expunging();
    core.keep_to_retention();
    core.keep_calendar();
    core.keep_reminding();
    core.keep_backing_up();
    Ok(core)
}

/// Says why Kith cannot start, then ends.
pub(crate) fn explain(app: &AppHandle, error: &ApiError) {
    eprintln!("kith: {error}");
    let end = app.clone();
    app.dialog()
        .message(format!("Kith cannot start: {error}."))
        .title("Kith")
        .kind(MessageDialogKind::Error)
        .show(move |_| end.exit(1));
}

/// Gives the core a moment to finish its last writes.
pub(crate) fn close(app: &AppHandle) {
    if let Some(core) = app.try_state::<App>() {
        let core = core.inner().clone();
        tauri::async_runtime::block_on(async move { core.quit().await });
    }
}
