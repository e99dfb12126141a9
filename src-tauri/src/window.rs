//! The one window and everything its page is not allowed to do.
//!
//! **Invariant:** it shows our embedded files only. It never goes elsewhere, opens nothing, downloads nothing, stores
//! nothing. Of the machine it may use the camera, for the codes at a door, once a person has pressed the button for it and
//! the system allows it. The page holds text from strangers, so each of these is refused here even though the policy in
//! `tauri.conf.json` should already have stopped it: no policy stops `<meta http-equiv=refresh>`.

use tauri::{
    AppHandle, DragDropEvent, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PermissionKind, PermissionResponse},
};

use crate::tray;

const LABEL: &str = "main";

/// Whether WebDriver drives this window.
pub(crate) fn automated() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true")
}

/// Creates the window, to be seen or only in the tray.
pub(crate) fn create(app: &mut tauri::App, hidden: bool) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Kith")
        .inner_size(1280.0, 800.0)
        .min_inner_size(900.0, 600.0)
        .visible(!hidden)
        // No storage: facts live in the community's file. WebDriver cannot reach a window without storage.
        .incognito(!automated())
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, kind| allowed(kind))
        .build()?;
    let page = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(event) => forward_drop(&page, event),
        WindowEvent::CloseRequested { api, .. } if page.state::<tray::Tray>().is_shown() && page.hide().is_ok() => {
            api.prevent_close();
            tray::tell(page.app_handle());
        }
        _ => {}
    });
    Ok(())
}

/// Brings the window forward.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window manager may refuse; nothing is lost then.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether an address is one of our own files: `tauri://localhost`, or `http(s)://tauri.localhost` on Windows.
fn is_ours(address: &Url) -> bool {
    let development = cfg!(debug_assertions) && !cfg!(feature = "custom-protocol");
    match (address.scheme(), address.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => address.port().is_none(),
        ("http", Some("127.0.0.1")) => development && address.port() == Some(5199),
        _ => false,
    }
}

/// The camera reads codes at a door; its pictures stay in the page. Nothing here needs any of the rest.
fn allowed(kind: PermissionKind) -> PermissionResponse {
    if kind == PermissionKind::Camera { PermissionResponse::Allow } else { PermissionResponse::Deny }
}

/// Hands files dragged from the desktop to the page as DOM events: the page itself never sees a path otherwise.
fn forward_drop(page: &WebviewWindow, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => dispatch(page, "kith-drag", &serde_json::json!({ "over": true })),
        DragDropEvent::Leave => dispatch(page, "kith-drag", &serde_json::json!({ "over": false })),
        DragDropEvent::Drop { paths, .. } => {
            dispatch(page, "kith-drag", &serde_json::json!({ "over": false }));
            dispatch(page, "kith-drop", &serde_json::json!({ "paths": paths }));
        }
        _ => {}
    }
}

/// Hands a file to the page that a person opened while Kith was running, as if it were dropped on the window.
pub(crate) fn hand_over(app: &AppHandle, file: &std::path::Path) {
    if let Some(window) = app.get_webview_window(LABEL) {
        dispatch(&window, "kith-drop", &serde_json::json!({ "paths": [file] }));
    }
}

/// Leads the page to one of its own screens.
pub(crate) fn lead(app: &AppHandle, parts: &[&str]) {
    if let Some(window) = app.get_webview_window(LABEL) {
        dispatch(&window, "kith-lead", &serde_json::json!({ "parts": parts }));
    }
}

/// Dispatches a DOM event. `detail` reaches the page as data: JSON is a subset of JavaScript once `<` is escaped.
fn dispatch(page: &WebviewWindow, name: &'static str, detail: &serde_json::Value) {
    let detail = detail.to_string().replace('<', "\\u003c");
    let script = format!("window.dispatchEvent(new CustomEvent('{name}', {{ detail: {detail} }}))");
    // A page that is gone cannot be told anything.
    let _ = page.eval(script);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_files_may_be_shown() {
        let check = |address: &str, expected: bool| {
            assert_eq!(is_ours(&Url::parse(address).unwrap()), expected, "{address}");
        };
        check("tauri://localhost/index.html", true);
        check("http://tauri.localhost/", true);
        check("https://tauri.localhost/#/members", true);
        check("tauri://evil.example/", false);
        check("http://tauri.localhost.evil.example/", false);
        check("http://tauri.localhost:8080/", false);
        check("http://127.0.0.1:5199/", false);
        check("https://example.com/", false);
        check("file:///etc/passwd", false);
        check("data:text/html,hi", false);
        check("javascript:alert(1)", false);
        check("about:blank", false);
    }

    #[test]
    fn of_the_machine_only_the_camera_may_be_used() {
        assert_eq!(allowed(PermissionKind::Camera), PermissionResponse::Allow);
        for kind in [
            PermissionKind::Microphone,
            PermissionKind::DisplayCapture,
            PermissionKind::Geolocation,
            PermissionKind::ClipboardRead,
            PermissionKind::Notifications,
        ] {
            assert_eq!(allowed(kind), PermissionResponse::Deny, "{kind:?}");
        }
    }
}
