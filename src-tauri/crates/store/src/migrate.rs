//! Brings a file to the schema of this program.
//!
//! **Invariants:** forward only; shipped migration files never change; all pending steps run in one transaction, so a
//! file is exactly old or new; of an existing file a backup is made first; a newer file is never written to.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    backups::{BackupReason, writer},
    error::{Error, Result},
};

/// All steps, oldest first. The file's `user_version` is how many of them it has.
pub const MIGRATIONS: &[&str] = &[
    concat!(include_str!("../sql/migrations/0001_init.sql"), include_str!("../sql/late_indexes.sql")),
    include_str!("../sql/migrations/0002_people.sql"),
    include_str!("../sql/migrations/0003_profile.sql"),
    include_str!("../sql/migrations/0004_answers.sql"),
    include_str!("../sql/migrations/0005_figures.sql"),
    include_str!("../sql/migrations/0006_reports.sql"),
    include_str!("../sql/migrations/0007_desk.sql"),
    include_str!("../sql/migrations/0008_recognition.sql"),
    include_str!("../sql/migrations/0009_content.sql"),
    include_str!("../sql/migrations/0010_conduct.sql"),
    include_str!("../sql/migrations/0011_events.sql"),
    include_str!("../sql/migrations/0012_mentoring.sql"),
    include_str!("../sql/migrations/0013_space_days.sql"),
    include_str!("../sql/migrations/0014_decisions.sql"),
    include_str!("../sql/migrations/0015_insight.sql"),
    include_str!("../sql/migrations/0016_mentoring.sql"),
    include_str!("../sql/migrations/0017_joins.sql"),
    include_str!("../sql/migrations/0018_desk.sql"),
];

/// The indexes that a large import puts off.
pub(crate) const LATE_INDEXES: &str = include_str!("../sql/late_indexes.sql");

/// `application_id` of a Kith file: "KITH".
pub const APPLICATION_ID: i64 = 0x4B49_5448;

/// Brings the file up to date; `stamp` says when, for the backup that is made first.
pub(crate) fn migrate(connection: &mut Connection, steps: &[&str], backups: &Path, stamp: &str) -> Result<()> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        // A stamp that is none is a test's.
        let now = kith_domain::backups::moment(stamp).unwrap_or(0);
        writer::make(connection, backups, BackupReason::Migration, now)?;
    }
    // A table that others refer to can only be made anew with foreign keys off, and that cannot be said within a transaction.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = run(connection, steps, usize::try_from(found).unwrap_or(0));
    connection.pragma_update(None, "foreign_keys", true)?;
    outcome
}

/// Runs the steps after the first `done` in one transaction.
pub(crate) fn run(connection: &mut Connection, steps: &[&str], done: usize) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    let lost: i64 = transaction.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if lost > 0 {
        return Err(Error::Invalid(format!("{lost} rows would lose what they refer to")));
    }
    transaction.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(i64::MAX))?;
    transaction.commit()?;
    Ok(())
}

/// The file's schema version; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
