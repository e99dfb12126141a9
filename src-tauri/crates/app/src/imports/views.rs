//! What imports are asked and what they answer.

use kith_store::SpaceReconciliation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ApiError;

/// Which archive to look into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inspect {
    /// A zip archive, or a folder with what was in one.
    pub(crate) path: String,
}

/// What an archive has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Inspected {
    /// Where it is.
    pub(crate) path: String,
    /// What it is called.
    pub(crate) name: String,
    /// `slack_export`.
    #[ts(type = "\"slack_export\"")]
    pub(crate) kind: String,
    /// The workspace's id, when the archive tells.
    pub(crate) workspace: Option<String>,
    /// Its size.
    pub(crate) bytes: i64,
    /// Public channels.
    pub(crate) channels: u32,
    /// Private channels.
    pub(crate) private_channels: u32,
    /// Conversations of two and of several.
    pub(crate) direct: u32,
    /// Files with messages.
    pub(crate) day_files: u32,
    /// People in its list.
    pub(crate) people: u32,
    /// The first day in names of files.
    pub(crate) first_on: Option<String>,
    /// The last day in names of files.
    pub(crate) last_on: Option<String>,
    /// The source it belongs to, when that is here already.
    pub(crate) known_source: Option<String>,
    /// An import of it that was cut off.
    pub(crate) unfinished: Option<String>,
    /// When it was imported before, UTC milliseconds.
    pub(crate) imported_before: Option<i64>,
}

/// What to import.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartImport {
    /// A zip archive, or a folder with what was in one.
    pub(crate) path: String,
    /// Private channels as well.
    #[serde(default)]
    pub(crate) private_channels: bool,
    /// Direct messages as well.
    #[serde(default)]
    pub(crate) direct: bool,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportId {
    /// UUIDv7.
    pub(crate) id: String,
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportState {
    /// Going on.
    Running,
    /// Being taken back.
    Cancelling,
    /// All of it is here.
    Done,
    /// Taken back.
    Cancelled,
    /// Ended with an error.
    Failed,
    /// Cut off; it can go on.
    Interrupted,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Import {
    /// UUIDv7.
    pub(crate) id: String,
    /// What the archive is called.
    pub(crate) name: String,
    /// The source it belongs to.
    pub(crate) source_id: Option<String>,
    /// What that is called.
    pub(crate) source_name: Option<String>,
    /// `slack_export`, `sample` or `table`.
    #[ts(type = "\"slack_export\" | \"sample\" | \"table\"")]
    pub(crate) kind: String,
    /// What it changed is noted row by row, so all of it can be taken back.
    pub(crate) can_take_back: bool,
    /// How it stands.
    pub(crate) state: ImportState,
    /// UTC milliseconds.
    pub(crate) started_at: i64,
    /// UTC milliseconds.
    pub(crate) finished_at: Option<i64>,
    /// Files stored.
    pub(crate) files_done: u32,
    /// Files to store.
    pub(crate) files_total: u32,
    /// Records read.
    pub(crate) records: u32,
    /// New.
    pub(crate) stored: u32,
    /// Those of `known` whose newer state was taken.
    pub(crate) improved: u32,
    /// Here already.
    pub(crate) known: u32,
    /// Not readable.
    pub(crate) quarantined: u32,
    /// Files of conversations that were not chosen.
    pub(crate) left_out: u32,
    /// Seconds until it will be done, while it is running.
    pub(crate) seconds_left: Option<u32>,
    /// What it ended with.
    pub(crate) error: Option<ApiError>,
}

/// All imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Imports {
    /// Newest first.
    pub(crate) imports: Vec<Import>,
}

/// What became of an import's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Reconciliation {
    /// The import.
    pub(crate) import: Import,
    /// Channel by channel: records = stored + known + quarantined.
    pub(crate) spaces: Vec<SpaceReconciliation>,
    /// All together.
    pub(crate) total: SpaceReconciliation,
    /// Whether every record is accounted for.
    pub(crate) balanced: bool,
    /// What a person should know.
    pub(crate) notes: Vec<String>,
}

/// Which part of what could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuarantine {
    /// Of this import; of all when nothing.
    #[serde(default)]
    pub(crate) import: Option<String>,
    /// The place it follows.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// How many, at most 500.
    pub(crate) limit: u32,
}

/// What to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PickArchive {
    /// A folder and not a zip archive.
    pub(crate) folder: bool,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Picked {
    /// Nothing when the person changed their mind.
    pub(crate) path: Option<String>,
}
