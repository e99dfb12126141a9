//! Waits for an import and says how it gets on.

use std::{io::IsTerminal, time::Duration};

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format,
    run::{Failure, call},
};

/// Waits until an import has ended; answers its reconciliation.
pub(crate) async fn wait(app: &App, id: &str, quiet: bool) -> Result<Value, Failure> {
    wait_for(app, id, quiet, "done").await
}

/// Waits until an import has come to a state, which is its end.
pub(crate) async fn wait_for(app: &App, id: &str, quiet: bool, wanted: &str) -> Result<Value, Failure> {
    let mut changes = app.changes();
    let show = !quiet && std::io::stderr().is_terminal();
    loop {
        let report = call(app, "imports.reconciliation", json!({ "id": id })).await?;
        let import = report.get("import").cloned().unwrap_or_default();
        let state = import.get("state").and_then(Value::as_str).unwrap_or_default();
        if show {
            format::progress(&import);
        }
        match state {
            "running" | "cancelling" => {
                // Woken by the next piece; the time limit is for a message that was missed.
                let _ = tokio::time::timeout(Duration::from_millis(500), changes.next()).await;
            }
            state if state == wanted => {
                if show {
                    format::progress_done();
                }
                return Ok(report);
            }
            _ => {
                if show {
                    format::progress_done();
                }
                let error = import.get("error").and_then(|error| error.get("message")).and_then(Value::as_str);
                return Err(Failure::Error(error.map_or_else(|| format!("the import was {state}"), str::to_owned)));
            }
        }
    }
}
