//! What no export has.
//!
//! **Invariant:** each table is in an export or here, with the reason; a test compares with the schema.

/// Tables that no export has, and why.
pub const KEPT_BACK: &[(&str, &str)] = &[
    ("member", "in members.csv"),
    ("tally", "counted from the activity"),
    ("daily", "counted from the activity"),
    ("week", "counted from the activity"),
    ("metric_window", "counted from the activity"),
    ("day_pack", "counted from the activity"),
    ("space_pack", "counted from the activity"),
    ("message_pack", "counted from the activity"),
    ("question_pack", "counted from the activity"),
    ("metric_stamp", "counted from the activity"),
    ("mark", "how far a connector has read"),
    ("raw_block", "the sources' own JSON, from which all this was read"),
    ("import_space", "how the records of an archive add up"),
    ("quarantine", "what could not be read"),
    ("erasure", "fingerprints of those who were erased: of use in this file alone"),
    ("notes_key", "keys of private notes"),
    ("note_salt", "keys of private notes"),
    ("conduct_case", "cases never leave this file; the transparency report has their numbers"),
    ("review", "what waits at a forum, read anew with each sync"),
    ("conduct_salt", "keys of cases"),
    ("conduct_access", "when cases were looked into"),
    ("handover_peer", "whose hand-over files are believed, on this machine"),
    ("report_made", "which files were made, on this machine"),
];
