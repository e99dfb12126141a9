//! The one door between the page and the core: `call` in, `changed` out.

use std::{collections::BTreeSet, time::Duration};

use kith_app::{ApiError, App};
use serde_json::Value;
use tauri::{AppHandle, Emitter, State};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, timeout_at},
};

/// Runs one command of the table in `kith_app`.
#[tauri::command]
pub(crate) async fn call(core: State<'_, App>, name: String, args: Value) -> Result<Value, ApiError> {
    core.call(&name, args).await
}

/// How long changes are collected before the page hears of them.
const PAUSE: Duration = Duration::from_millis(150);

/// Tells the page which topics changed, a few times a second at most.
pub(crate) fn forward_changes(app: AppHandle, core: &App) {
    let mut changes = core.changes();
    tauri::async_runtime::spawn(async move {
        while let Some(topics) = next(&mut changes).await {
            // The window may be closing; then nobody is there to hear it.
            let _ = app.emit("changed", topics);
        }
    });
}

/// Waits for a change and collects what follows it within [`PAUSE`]; `None` when the core is gone.
async fn next(changes: &mut Receiver<Vec<&'static str>>) -> Option<BTreeSet<&'static str>> {
    let mut topics: BTreeSet<_> = loop {
        match changes.recv().await {
            Ok(first) => break first.into_iter().collect(),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    };
    let until = Instant::now() + PAUSE;
    while let Ok(more) = timeout_at(until, changes.recv()).await {
        match more {
            Ok(more) => topics.extend(more),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => break,
        }
    }
    Some(topics)
}
