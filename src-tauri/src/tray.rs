//! The icon in the desktop's tray, where somebody wants one: a menu, and a window that goes there when it is closed.
//!
//! **Invariants:** it is made only where the library that draws it was found, because the toolkit would stop the program
//! without it; closing the window hides it only while the icon is there; the page has no part in any of it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        mpsc::{RecvTimeoutError, channel},
    },
    time::Duration,
};

use kith_app::{App, Doorway};
use tauri::{
    AppHandle, Manager,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};
use tauri_plugin_notification::NotificationExt;

use crate::window;

const ICON: &str = "kith";
/// What draws the icon on Linux, the first that is found.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];
/// Where libraries are, where the system keeps no list of them.
const FOLDERS: [&str; 4] = ["/usr/lib64", "/usr/lib", "/lib64", "/lib"];
/// How often the menu is looked at: an event of today may have been planned, or the day be over.
const LOOK: Duration = Duration::from_secs(60);
/// So long the desktop may take for an icon.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the menu offers to check in to; nothing while there is no icon.
#[derive(Default)]
pub(crate) struct Tray(Mutex<Option<Option<Doorway>>>);

impl Tray {
    /// Whether the icon is there.
    pub(crate) fn is_shown(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// Whether there can be an icon.
pub(crate) fn is_possible() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let known = std::fs::read("/etc/ld.so.cache").unwrap_or_default();
    let listed = known.split(|byte| *byte == 0).filter_map(|text| std::str::from_utf8(text).ok()).map(PathBuf::from);
    let guessed = FOLDERS.iter().flat_map(|folder| LIBRARIES.iter().map(move |name| Path::new(folder).join(name)));
    let own = kind(Path::new("/proc/self/exe"));
    listed.chain(guessed).any(|path| {
        path.is_absolute()
            && path.file_name().is_some_and(|name| LIBRARIES.iter().any(|library| name == *library))
            && own.is_some()
            && kind(&path) == own
    })
}

/// For which machine a program or a library was made: one for another one lies on some systems as well.
fn kind(path: &Path) -> Option<(u8, [u8; 2])> {
    let mut head = [0; 20];
    std::io::Read::read_exact(&mut std::fs::File::open(path).ok()?, &mut head).ok()?;
    match head {
        [0x7F, b'E', b'L', b'F', class, .., low, high] => Some((class, [low, high])),
        _ => None,
    }
}

/// Shows the icon where it is wanted, and keeps its menu as the day is. Answers whether it is there.
pub(crate) fn restore(app: &AppHandle, core: &App) -> bool {
    let shown = core.wants_tray() && is_possible() && make(app).is_ok();
    let (app, core) = (app.clone(), core.clone());
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(LOOK).await;
            refresh(&app, &core).await;
        }
    });
    shown
}

/// Puts the icon there or takes it away; called by the core, from a thread of its own.
pub(crate) fn show(app: &AppHandle, on: bool) -> Result<(), String> {
    if on && !is_possible() {
        return Err("what draws icons in the tray is not installed".to_owned());
    }
    let (answer, answered) = channel();
    let handle = app.clone();
    let work = move || {
        let done = if on {
            make(&handle)
        } else {
            remove(&handle);
            Ok(())
        };
        let _ = answer.send(done.map_err(|error| error.to_string()));
    };
    app.run_on_main_thread(work).map_err(|error| error.to_string())?;
    answered.recv_timeout(PATIENCE).unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Err("the desktop does not answer".to_owned()),
        RecvTimeoutError::Disconnected => Err("the desktop stopped".to_owned()),
    })?;
    if on && let Some(core) = app.try_state::<App>() {
        let (app, core) = (app.clone(), core.inner().clone());
        tauri::async_runtime::spawn(async move { refresh(&app, &core).await });
    }
    Ok(())
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let tray = app.state::<Tray>();
    if tray.is_shown() {
        return Ok(());
    }
    let mut icon =
        TrayIconBuilder::with_id(ICON).tooltip("Kith").menu(&menu(app, None)?).on_menu_event(|app, event| match event
            .id()
            .as_ref()
        {
            "open" => window::show(app),
            "quit" => app.exit(0),
            "door" => {
                let doorway = app.state::<Tray>().0.lock().unwrap_or_else(PoisonError::into_inner).clone().flatten();
                window::show(app);
                if let Some(doorway) = doorway {
                    window::lead(app, &["events", &doorway.id, "door"]);
                }
            }
            _ => {}
        });
    if let Some(image) = app.default_window_icon() {
        icon = icon.icon(image.clone());
    }
    icon.build(app)?;
    *tray.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(None);
    Ok(())
}

fn remove(app: &AppHandle) {
    app.remove_tray_by_id(ICON);
    *app.state::<Tray>().0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    // A window that is hidden would have no way back.
    window::show(app);
}

fn menu(app: &AppHandle, doorway: Option<&Doorway>) -> tauri::Result<Menu<tauri::Wry>> {
    let menu = Menu::new(app)?;
    menu.append(&MenuItem::with_id(app, "open", "Open Kith", true, None::<&str>)?)?;
    if let Some(doorway) = doorway {
        // An underscore would mark a letter.
        let title = format!("Check in: {}", doorway.title.replace('&', "&&"));
        menu.append(&MenuItem::with_id(app, "door", title, true, None::<&str>)?)?;
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?)?;
    Ok(menu)
}

/// Makes the menu anew when another event is on.
async fn refresh(app: &AppHandle, core: &App) {
    // Without a community there is none.
    let doorway = core.doorway().await.ok().flatten();
    let tray = app.state::<Tray>();
    {
        let mut shown = tray.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.as_ref().is_none_or(|shown| *shown == doorway) {
            return;
        }
        *shown = Some(doorway.clone());
    }
    let handle = app.clone();
    // An old menu is no harm: it leads to what was on before.
    let _ = app.run_on_main_thread(move || {
        if let (Some(icon), Ok(menu)) = (handle.tray_by_id(ICON), menu(&handle, doorway.as_ref())) {
            let _ = icon.set_menu(Some(menu));
        }
    });
}

/// Says once what closing the window did.
pub(crate) fn tell(app: &AppHandle) {
    let Some(core) = app.try_state::<App>() else { return };
    if core.hides_first_time() {
        let text = "Kith goes on in the tray. Open it there, or start it again; the menu there quits it.";
        let _ = app.notification().builder().title("Kith").body(text).show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_of_another_kind_is_none() {
        let own = kind(Path::new("/proc/self/exe"));
        assert_eq!(own.is_some(), cfg!(target_os = "linux"));
        assert_eq!(kind(Path::new("/etc/passwd")), None, "no library at all");
        assert_eq!(kind(Path::new("/nowhere")), None);
    }
}
