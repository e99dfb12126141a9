//! The one door between the page and the core: `call` in, `changed` out.

use kith_app::{ApiError, App};
use serde_json::Value;
use tauri::{AppHandle, Emitter, State};

/// Runs one command of the table in `kith_app`.
#[tauri::command]
pub(crate) async fn call(core: State<'_, App>, name: String, args: Value) -> Result<Value, ApiError> {
    core.call(&name, args).await
}

/// Tells the page which topics changed, a few times a second at most.
pub(crate) fn forward_changes(app: AppHandle, core: &App) {
    let mut changes = core.changes();
    tauri::async_runtime::spawn(async move {
        while let Some(topics) = changes.collected().await {
            // The window may be closing; then nobody is there to hear it.
            let _ = app.emit("changed", topics);
        }
    });
}
