//! Which source an archive belongs to.
//!
//! Archives of one workspace belong to one source, so that a later one adds to an earlier one. The list of people tells
//! the workspace's id; where it does not, a channel that is here already does.

use std::path::Path;

use kith_connect::slack::export::Export;
use kith_domain::id::source_id;
use kith_store::{Store, ingest::Origin};
use uuid::Uuid;

use crate::ApiError;

/// A source, ready for its rows.
pub(super) struct Source {
    pub(super) key: i64,
    uid: Uuid,
}

impl Source {
    /// As the origin of an import's rows.
    pub(super) fn at(self, store: &Store, import: Option<i64>, as_of: i64) -> Result<Origin, ApiError> {
        let zone = store.read_now(|read| read.zone())?;
        Ok(Origin { source: self.key, source_uid: self.uid, import, live: false, as_of, zone })
    }
}

/// The source that is here already.
pub(super) fn find(store: &Store, export: &Export) -> Result<Option<(Uuid, String)>, ApiError> {
    let team = export.summary().team.clone();
    let channels: Vec<String> = export.conversations().map(str::to_owned).collect();
    Ok(store.read_now(|read| {
        if let Some(team) = &team {
            let uid = source_id("slack", team);
            if let Some((_, name)) = read.source(uid)? {
                return Ok(Some((uid, name)));
            }
        }
        // A channel shared between two workspaces has one id in both, so only a source without a workspace's id is taken.
        read.source_with_space("slack", &channels, team.is_some())
    })?)
}

/// The source that is here already, or a new one.
pub(super) fn ensure(store: &Store, export: &Export, path: &Path, now: i64) -> Result<Source, ApiError> {
    if let Some((uid, _)) = find(store, export)? {
        let key = store.read_now(|read| read.source(uid))?.map(|(key, _)| key);
        if let Some(key) = key {
            return Ok(Source { key, uid });
        }
    }
    let remote = match &export.summary().team {
        Some(team) => team.clone(),
        None => format!("export:{}", export.fingerprint().get(..16).unwrap_or_default()),
    };
    ensure_named(store, "slack", &remote, &workspace_name(path), now)
}

pub(super) fn ensure_named(store: &Store, kind: &str, remote: &str, name: &str, now: i64) -> Result<Source, ApiError> {
    let uid = source_id(kind, remote);
    let key = store.write_now(|write| write.ensure_source(uid, kind, remote, name, now))?;
    Ok(Source { key, uid })
}

/// Slack names exports `NAME Slack export Apr 2 2025 - May 21 2025.zip`.
fn workspace_name(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let lower = stem.to_lowercase();
    let end = [" slack export", "-slack-export", "_slack_export", " export"]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .filter(|end| *end > 0)
        .min();
    let name = end.and_then(|end| stem.get(..end)).unwrap_or(&stem).trim();
    if name.is_empty() { "Slack".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_named_after_its_archive() {
        let check = |file: &str, expected: &str| assert_eq!(workspace_name(Path::new(file)), expected);
        check("/a/Trellis Slack export Apr 2 2025 - May 21 2025.zip", "Trellis");
        check("houstondatavis-slack-export-2016-07-31.zip", "houstondatavis");
        check("backup.zip", "backup");
        check("/", "Slack");
    }
}
