//! What helps whoever helps: versions, sizes and states, as a text that a person reads before they copy it.
//!
//! **Invariants:** no name, word, address, path or id of anybody or anything is in it, and nothing is sent anywhere; numbers of
//! people and messages are rounded, because exact ones tell communities apart.

use std::fmt::Write as _;

use kith_store::{
    SyncRow,
    backups::{self, HeldKind},
};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// A day, in milliseconds.
const DAY: i64 = 24 * 3_600_000;

/// What may be copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Diagnostics {
    /// Lines of plain text.
    pub(crate) text: String,
}

pub(crate) async fn diagnostics(app: &App, _: Nothing) -> Result<Diagnostics, ApiError> {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("Kith", env!("CARGO_PKG_VERSION"));
    line("System", &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    line("SQLite", kith_store::sqlite_version());
    line("Web view", app.env().desktop.webview().as_deref().unwrap_or("none"));
    line("Schema", &kith_store::MIGRATIONS.len().to_string());
    let store = match app.store() {
        Ok(store) => store,
        Err(error) => {
            line("Community", &format!("not open: {:?}", error.code));
            return Ok(Diagnostics { text });
        }
    };
    let (held, syncs) = store.read(|read| Ok((read.held()?, read.syncs()?))).await?;
    // Asked by its name: opening the file would drop the locks that SQLite has on it.
    let bytes = std::fs::metadata(store.path()).map_or(0, |data| data.len());
    line("File", &format!("about {} MiB", rounded(bytes >> 20)));
    line("Members", &format!("about {}", rounded(held.of(HeldKind::Members))));
    line("Messages", &format!("about {}", rounded(held.of(HeldKind::Messages))));
    for sync in &syncs {
        line("Connected", &told(sync));
    }
    let all = backups::list(&backups::folder_of(store.path()));
    let age = all.first().map_or(-1, |newest| (app.now() - newest.at).div_euclid(DAY));
    let newest = if all.is_empty() { String::new() } else { format!(", the newest {age} days old") };
    line("Backups", &format!("{}{newest}", all.len()));
    let ended = if store.was_cut_off() { "without closing" } else { "in order" };
    line("Last end", ended);
    Ok(Diagnostics { text })
}

/// A source without a word of its own: what kind, how it is doing, and the code of its last error.
fn told(sync: &SyncRow) -> String {
    let error = sync.error.as_deref().and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let code = error.as_ref().and_then(|error| error.get("code")?.as_str()).map(|code| format!(", {code}"));
    format!("{}, {}{}, {} runs failed", sync.kind, sync.state, code.unwrap_or_default(), sync.failures)
}

/// A number with one figure that counts: 1 734 is 2 000.
fn rounded(number: u64) -> u64 {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0));
    (number + unit / 2) / unit * unit
}
