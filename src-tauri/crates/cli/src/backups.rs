//! Backups from the terminal, and what can be had of a damaged file.

use std::path::PathBuf;

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
    sources::secret,
};

/// What to do with backups.
#[derive(Debug, Subcommand)]
pub(crate) enum BackupWish {
    /// Make one now.
    Create,
    /// List those there are, newest first.
    List,
    /// Compare with the manifest, byte by byte and table by table.
    Verify {
        /// Its name in the list, or a file or folder elsewhere [default: the newest].
        name: Option<String>,
        /// Read the passphrase of a sealed copy from standard input.
        #[arg(long)]
        passphrase: bool,
    },
    /// Put the newest back in a place of its own and compare; nothing of the community is touched.
    Rehearse,
    /// Go back to one. The file of now is kept in a folder beside.
    Restore {
        /// Its name in the list, or a file or folder elsewhere.
        name: String,
        /// Only tell what would be different.
        #[arg(long)]
        dry_run: bool,
        /// Read the passphrase of a sealed copy from standard input.
        #[arg(long)]
        passphrase: bool,
        /// Say at once that it is the right one: sources are read and messages sent again.
        #[arg(long, conflicts_with = "dry_run")]
        confirm: bool,
    },
    /// Keep a copy of the newest in another folder as well, such as one on a drive of its own; sealed by a passphrase, which
    /// is read from standard input. Without the passphrase nobody can open the copies again.
    Elsewhere {
        /// The folder; none ends it.
        folder: Option<PathBuf>,
        /// Do not seal the copies: whoever has the folder can read them.
        #[arg(long)]
        plain: bool,
    },
}

/// Does it.
pub(crate) async fn act(app: &App, wish: &BackupWish, community: Option<&str>, json: bool) -> Result<(), Failure> {
    match wish {
        BackupWish::Create => {
            format::answer(json, &call(app, "backups.create", json!({})).await?, |made| {
                let few = list(made, "shrunk");
                let warning = if few.is_empty() {
                    String::new()
                } else {
                    let what: Vec<&str> = few.iter().filter_map(Value::as_str).collect();
                    format!("\nmuch less than in the backup before: {}; both are kept", what.join(", "))
                };
                format!("{} is whole{warning}", text(made.get("backup").unwrap_or(&Value::Null), "name"))
            });
        }
        BackupWish::List => {
            format::answer(json, &call(app, "backups.list", json!({ "community": community })).await?, listed);
        }
        BackupWish::Verify { name, passphrase } => {
            let name = match name {
                Some(name) => name.clone(),
                None => newest(app, community).await?,
            };
            let found = call(app, "backups.verify", which(app, &name, *passphrase, community).await?).await?;
            format::answer(
                json,
                &found,
                |found| {
                    if is(found, "ok") { "whole".to_owned() } else { text(found, "trouble") }
                },
            );
            if !is(&found, "ok") {
                return Err(Failure::Error(format!(
                    "{name} is not what was written: it is kept, and no longer counted on"
                )));
            }
        }
        BackupWish::Rehearse => {
            let done = call(app, "backups.rehearse", json!({ "community": community })).await?;
            format::answer(json, &done, |done| {
                if is(done, "ok") {
                    format!("everything came back: {} tables, {} rows", number(done, "tables"), number(done, "rows"))
                } else {
                    text(done, "trouble")
                }
            });
            if !is(&done, "ok") {
                return Err(Failure::Error("not everything came back: make a backup now and verify it".into()));
            }
        }
        BackupWish::Restore { name, dry_run, passphrase, confirm } => {
            let which = which(app, name, *passphrase, community).await?;
            restore(app, which, *dry_run, *confirm, json).await?
        }
        BackupWish::Elsewhere { folder, plain } => {
            let is_sealed = folder.is_some() && !plain;
            let passphrase = if is_sealed { Some(secret("the passphrase of the copies")?) } else { None };
            let wish = json!({ "on": folder.is_some(), "path": folder, "plain": plain, "passphrase": passphrase });
            let done = call(app, "backups.elsewhere", wish).await?;
            format::answer(json, &done, |_| "done".to_owned());
        }
    }
    Ok(())
}

/// One of the list, or a file or folder elsewhere.
async fn which(app: &App, name: &str, passphrase: bool, community: Option<&str>) -> Result<Value, Failure> {
    let known = call(app, "backups.list", json!({ "community": community })).await?;
    if list(&known, "backups").iter().any(|backup| text(backup, "name") == name) {
        return Ok(json!({ "name": name, "community": community }));
    }
    let path = std::path::absolute(name).map_err(|error| Failure::Usage(error.to_string()))?;
    let passphrase = if passphrase { Some(secret("the passphrase of this copy")?) } else { None };
    Ok(json!({ "path": path, "passphrase": passphrase, "community": community }))
}

async fn restore(app: &App, which: Value, dry_run: bool, confirm: bool, json: bool) -> Result<(), Failure> {
    let preview = call(app, "backups.preview", which.clone()).await?;
    if dry_run {
        format::answer(json, &preview, previewed);
    }
    if !is(&preview, "ok") {
        return Err(Failure::Error(format!("this backup cannot be restored: {}", text(&preview, "trouble"))));
    }
    if dry_run {
        return Ok(());
    }
    let done = call(app, "backups.restore", which).await?;
    if confirm {
        call(app, "backups.confirm", json!({})).await?;
    }
    format::answer(json, &done, |done| {
        format!(
            "restored; what was there before is kept in {}\nNothing is read from sources until somebody says that it is right: `kith call backups.confirm`, or the window.",
            text(done, "folder")
        )
    });
    Ok(())
}

async fn newest(app: &App, community: Option<&str>) -> Result<String, Failure> {
    let known = call(app, "backups.list", json!({ "community": community })).await?;
    let newest = list(&known, "backups").first().map(|backup| text(backup, "name"));
    newest.ok_or_else(|| Failure::Error("there is no backup yet: `kith backup create` makes one".into()))
}

/// Reads what can be read of a damaged file, or makes its indexes anew.
pub(crate) async fn salvage(app: &App, rebuild: bool, community: Option<&str>, json: bool) -> Result<(), Failure> {
    let name = if rebuild { "damage.rebuild" } else { "damage.salvage" };
    let done = call(app, name, json!({ "community": community })).await?;
    format::answer(json, &done, |done| {
        let kept = format!("the damaged file is kept in {}", text(done, "folder"));
        let Some(report) = done.get("report").filter(|report| report.is_object()) else {
            return format!("the indexes are made anew; {kept}");
        };
        let rows: Vec<Vec<String>> = list(report, "tables")
            .iter()
            .map(|one| {
                let broken = if is(one, "broken") { "a part could not be read" } else { "" };
                vec![text(one, "name"), text(one, "read"), text(one, "lost"), broken.to_owned()]
            })
            .collect();
        format!(
            "{}\n\n{} rows read, {} known to be lost; {kept}",
            table(&["table", "read", "lost", ""], &rows),
            number(report, "read"),
            number(report, "lost")
        )
    });
    Ok(())
}

fn is(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

fn moment(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_i64).map_or_else(|| "–".to_owned(), kith_app::utc_minute)
}

fn listed(answer: &Value) -> String {
    let rows: Vec<Vec<String>> = list(answer, "backups")
        .iter()
        .map(|one| {
            let size = number(one, "bytes").div_ceil(1_000).to_string();
            vec![moment(one, "at"), text(one, "why"), size, text(one, "state"), text(one, "name")]
        })
        .collect();
    if rows.is_empty() {
        return "There is no backup yet: `kith backup create` makes one.".to_owned();
    }
    let rehearsed = answer.get("rehearsed").filter(|one| one.is_object()).map_or_else(String::new, |one| {
        let came = if is(one, "ok") { "everything came back" } else { "not everything came back" };
        format!("\n\nlast rehearsed restore: {} UTC, {came}", moment(one, "at"))
    });
    format!("{}{rehearsed}", table(&["made (UTC)", "why", "kB", "state", "name"], &rows))
}

fn previewed(preview: &Value) -> String {
    let count = |side: &str, what: &str| -> Option<u64> {
        let held = preview.get(side).filter(|held| held.is_object())?;
        let found = list(held, "counts").iter().find(|one| text(one, "what") == what)?;
        Some(number(found, "count"))
    };
    let there = preview.get("there").unwrap_or(&Value::Null);
    let rows: Vec<Vec<String>> = list(there, "counts")
        .iter()
        .map(|one| {
            let what = text(one, "what");
            let shown = |side: &str| count(side, &what).map_or_else(|| "–".to_owned(), |count| count.to_string());
            let (here, there) = (shown("here"), shown("there"));
            vec![what, here, there]
        })
        .filter(|row| row.get(1..) != Some(&["0".to_owned(), "0".to_owned()]))
        .collect();
    let newest = moment(there, "newest_at");
    format!("{}\n\nnewest activity in it: {newest} UTC; nothing was changed", table(&["", "now", "then"], &rows))
}
