//! How measures of a community's health are put on their scale, where it is not as Kith came with it.
//!
//! **Invariant:** what is kept was checked (`domain::metrics::health`); what is not usable any more counts as if it was not
//! there.

use std::collections::BTreeMap;

use kith_domain::metrics::health::{BANDS, checked};
use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A measure of health and its scale.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct HealthBand {
    /// The metric's id.
    pub measure: String,
    /// `engagement`, `growth`, `service`, `stability`.
    pub group: String,
    /// What it takes to be 1, 2, 3, 4 and 5; falling where less is better. In the metric's unit.
    pub bounds: [f64; 5],
    /// The same as Kith came with it.
    pub usual: [f64; 5],
    /// Whether somebody set it here.
    pub own: bool,
}

impl Read<'_> {
    /// All measures, in the order in which they are shown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn health_bands(&self) -> Result<Vec<HealthBand>> {
        let own = self.own_bands()?;
        let band = |(group, measure, usual): &(&str, &str, [f64; 5])| HealthBand {
            measure: (*measure).to_owned(),
            group: (*group).to_owned(),
            bounds: own.get(*measure).copied().unwrap_or(*usual),
            usual: *usual,
            own: own.contains_key(*measure),
        };
        Ok(BANDS.iter().map(band).collect())
    }

    pub(crate) fn own_bands(&self) -> Result<BTreeMap<String, [f64; 5]>> {
        let mut statement = self.connection.prepare_cached("SELECT measure, bounds FROM health_band")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut found = BTreeMap::new();
        for row in rows {
            let (measure, bounds) = row?;
            let bounds: Vec<f64> = serde_json::from_str(&bounds).unwrap_or_default();
            if let Ok(bounds) = checked(&measure, &bounds) {
                found.insert(measure, bounds);
            }
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Sets the scale of a measure; nothing gives it back the one that Kith came with.
    ///
    /// # Errors
    /// [`Error::Field`] when it cannot be that.
    pub fn set_band(&self, measure: &str, bounds: Option<&[f64]>, now: i64) -> Result<()> {
        match bounds {
            None => self.connection.execute("DELETE FROM health_band WHERE measure = ?1", [measure])?,
            Some(bounds) => {
                let bounds = checked(measure, bounds)
                    .map_err(|why| Error::Field { field: "bounds".to_owned(), why: why.to_owned() })?;
                let text = serde_json::to_string(&bounds).map_err(|error| Error::Invalid(error.to_string()))?;
                self.connection.execute(
                    "INSERT INTO health_band (measure, bounds, updated_at) VALUES (?1, ?2, ?3)
                     ON CONFLICT (measure) DO UPDATE SET bounds = excluded.bounds, updated_at = excluded.updated_at",
                    params![measure, text, now],
                )?
            }
        };
        self.touch(Topic::Figures);
        Ok(())
    }
}
