//! What is kept for reports: the manager's own words, which are made by themselves, and what became of those.
//!
//! **Invariant:** words and schedules are authored and can be taken back; what was made is not.

use rusqlite::{OptionalExtension, params};

use crate::{Read, Write, error::Result, topic::Topic};

/// A kind of report that is made by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSchedule {
    /// The kind.
    pub template: String,
    /// JSON: a list of formats.
    pub formats: String,
    /// Where its files go.
    pub folder: String,
    /// Periods that ended before are not made, UTC milliseconds.
    pub since: i64,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportMade {
    /// The kind of report.
    pub template: String,
    /// Its period.
    pub period: String,
    /// `pdf`, `html` …
    pub format: String,
    /// Where it is, or should have been.
    pub path: String,
    /// UTC milliseconds.
    pub at: i64,
    /// `exists` or `failed`; nothing when it was made.
    pub trouble: Option<String>,
}

impl Read<'_> {
    /// The manager's own words in a report, as JSON.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_text(&self, template: &str, period: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT words FROM report_text WHERE id = ?1")?
            .query_row([key(template, period)], |row| row.get(0))
            .optional()?)
    }

    /// Which reports have words of the manager's own: kind and period.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports_with_text(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT template, period FROM report_text ORDER BY id")?;
        Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Kinds of reports that are made by themselves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_schedules(&self) -> Result<Vec<ReportSchedule>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT template, formats, folder, since FROM report_schedule ORDER BY template")?;
        let rows = statement.query_map([], |row| {
            Ok(ReportSchedule { template: row.get(0)?, formats: row.get(1)?, folder: row.get(2)?, since: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What became of files, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports_made(&self) -> Result<Vec<ReportMade>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT template, period, format, path, at, trouble FROM report_made ORDER BY at DESC, template, period DESC, format",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ReportMade {
                template: row.get(0)?,
                period: row.get(1)?,
                format: row.get(2)?,
                path: row.get(3)?,
                at: row.get(4)?,
                trouble: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Write<'_> {
    /// Keeps words (JSON) for a report; without any, there are none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_report_text(&self, template: &str, period: &str, words: Option<&str>, now: i64) -> Result<()> {
        let id = key(template, period);
        match words {
            Some(words) => self.connection.execute(
                "INSERT INTO report_text (id, template, period, words, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET words = excluded.words, updated_at = excluded.updated_at
                   WHERE words <> excluded.words",
                params![id, template, period, words, now],
            )?,
            None => self.connection.execute("DELETE FROM report_text WHERE id = ?1", [id])?,
        };
        self.touch(Topic::Reports);
        Ok(())
    }

    /// From now on a kind of report is made by itself.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_report_schedule(&self, schedule: &ReportSchedule, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO report_schedule (template, formats, folder, since, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (template) DO UPDATE SET formats = excluded.formats, folder = excluded.folder,
               updated_at = excluded.updated_at",
            params![schedule.template, schedule.formats, schedule.folder, schedule.since, now],
        )?;
        self.touch(Topic::Reports);
        Ok(())
    }

    /// A kind of report is not made by itself any more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_report_schedule(&self, template: &str) -> Result<()> {
        self.connection.execute("DELETE FROM report_schedule WHERE template = ?1", [template])?;
        self.touch(Topic::Reports);
        Ok(())
    }

    /// Notes what became of a file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_report_made(&self, made: &ReportMade) -> Result<()> {
        self.connection.execute(
            "INSERT INTO report_made (template, period, format, path, at, trouble) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (template, period, format) DO UPDATE SET path = excluded.path, at = excluded.at, trouble = excluded.trouble",
            params![made.template, made.period, made.format, made.path, made.at, made.trouble],
        )?;
        self.touch(Topic::Reports);
        Ok(())
    }
}

fn key(template: &str, period: &str) -> String {
    format!("{template} {period}")
}
