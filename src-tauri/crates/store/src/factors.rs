//! The numbers that estimates are made with: as Kith came with them, or as somebody set them, with where they are from.
//!
//! **Invariant:** a factor without a row is the published one.

use kith_domain::{
    figures::{amount, digits},
    metrics::{
        Kept,
        deflection::{FACTORS, Factor, Factors},
    },
    profile, time,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    figures::FigureKind,
    matters::Sheet,
    topic::Topic,
};

/// Days after which no invitation is too young to say, and one more.
const YOUNG: u64 = 31;

/// A factor as it holds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub struct FactorRow {
    /// Its id.
    pub id: String,
    /// What it is: a share from 0 to 1, or units of the community's currency.
    pub value: f64,
    /// Where that is from.
    pub source: String,
    /// Whether somebody set it here.
    pub own: bool,
    /// The most it can be: 1 for a share.
    pub most: f64,
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

fn known(id: &str) -> Result<Factor> {
    FACTORS.into_iter().find(|factor| factor.id == id).ok_or(Error::NotFound("factor"))
}

impl Read<'_> {
    /// All factors, in the order in which they are shown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn factors(&self) -> Result<Vec<FactorRow>> {
        let mut statement = self.connection.prepare_cached("SELECT value, source FROM factor WHERE id = ?1")?;
        let mut found = Vec::with_capacity(FACTORS.len());
        for factor in FACTORS {
            let own: Option<(f64, String)> =
                statement.query_row([factor.id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let is_own = own.is_some();
            let (value, source) = own.unwrap_or_else(|| (factor.value, factor.source.to_owned()));
            found.push(FactorRow { id: factor.id.to_owned(), value, source, own: is_own, most: factor.most });
        }
        Ok(found)
    }

    /// The factors as estimates are made with them: money in minor units.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deflection_factors(&self) -> Result<Factors> {
        let rows = self.factors()?;
        let by = |id: &str| rows.iter().find(|row| row.id == id).map_or(0.0, |row| row.value);
        let minor = 10_f64.powi(i32::try_from(digits(&self.currency()?)).unwrap_or(2));
        Ok(Factors {
            ticket_cost: (by("ticket_cost") * minor).round(),
            answer_share: by("answer_share"),
            seeking_share: by("seeking_share"),
            found_share: by("found_share"),
            contact_share: by("contact_share"),
        })
    }
}

impl Read<'_> {
    /// What people keep by hand, as metrics are computed from it; `whole` says whether the whole community is looked at.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept(&self, whole: bool, now: i64) -> Result<Kept> {
        let mut kept = Kept { whole, factors: self.deflection_factors()?, bands: self.own_bands()?, ..Kept::default() };
        if !whole {
            return Ok(kept);
        }
        for kind in FigureKind::ALL {
            kept.figures.insert(kind.word(), self.dated(kind)?);
        }
        kept.feedback = self.stepped(Sheet::Feedback)?;
        kept.leads = self.stepped(Sheet::Lead)?;
        kept.invitations = self.stepped(Sheet::Invitation)?;
        kept.incidents = self.stepped(Sheet::Incident)?;
        kept.incidents.extend(self.stepped_cases()?);
        kept.gatherings = self.gatherings(now)?;
        kept.pairings = self.pairings()?;
        Ok(kept)
    }

    /// Tells one state of what is kept by hand from another. While an invitation is too young to say, from one day to the
    /// next as well.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept_stamp(&self, now: i64) -> Result<String> {
        let zone = self.zone()?;
        let today = time::day_of(now, zone);
        let stamp: Vec<Option<i64>> = self.connection.query_row(
            "SELECT (SELECT count(*) FROM figure WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM figure),
               (SELECT count(*) FROM matter WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM matter),
               (SELECT count(*) FROM factor), (SELECT sum(updated_at) FROM factor),
               (SELECT count(*) FROM conduct_case), (SELECT sum(updated_at) FROM conduct_case),
               (SELECT max(s.moment) >= ?1 FROM matter_step s JOIN matter m ON m.id = s.matter
                WHERE m.sheet = 'invitation' AND s.step = 'sent'),
               (SELECT count(*) FROM event WHERE deleted_at IS NULL AND cancelled = 0 AND end_at <= ?2), (SELECT sum(updated_at) FROM event),
               (SELECT count(*) FROM guest WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM guest),
               (SELECT count(*) FROM check_in), (SELECT count(*) FROM check_in WHERE undone_at IS NULL),
               (SELECT count(*) FROM event_stay), (SELECT count(*) FROM event_score WHERE deleted_at IS NULL),
               (SELECT sum(updated_at) FROM event_score),
               (SELECT count(*) FROM mentorship WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM mentorship),
               (SELECT count(*) FROM mentoring_session WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM mentoring_session),
               (SELECT count(*) FROM mentoring_item WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM mentoring_item),
               (SELECT count(*) FROM mentoring_goal WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM mentoring_goal),
               (SELECT count(*) FROM mentoring_progress WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM mentoring_progress),
               (SELECT count(*) FROM health_band), (SELECT sum(updated_at) FROM health_band),
               (SELECT count(*) FROM holiday WHERE deleted_at IS NULL), (SELECT sum(updated_at) FROM holiday)",
            params![(today - chrono::Days::new(YOUNG)).to_string(), now],
            |row| (0..32).map(|column| row.get(column)).collect(),
        )?;
        let mut text: String = stamp.iter().map(|number| format!(" {}", number.unwrap_or(0))).collect();
        if stamp.get(8).copied().flatten() == Some(1) {
            text.push_str(&format!(" {today}"));
        }
        Ok(format!("{}{text}", self.currency()?))
    }
}

impl Write<'_> {
    /// Sets a factor, with where it is from.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such factor; [`Error::Field`] when it cannot be that.
    #[expect(clippy::cast_precision_loss, reason = "a factor has at most ten digits")]
    pub fn set_factor(&self, id: &str, typed: &str, source: &str, now: i64) -> Result<()> {
        const DIGITS: u32 = 4;
        let factor = known(id)?;
        // Four digits after the point; "0.05" and "35" alike.
        let value = amount(typed, DIGITS).map_err(at("value"))? as f64 / 10_f64.powi(4);
        if !(0.0..=factor.most).contains(&value) {
            return Err(at("value")(if factor.most <= 1.0 { "a share is from 0 to 1" } else { "this is too large" }));
        }
        let source = profile::words(source, profile::LONGEST_LINE, false).map_err(at("source"))?;
        let source = source.ok_or_else(|| at("source")("write where this number is from: reports print it"))?;
        self.connection.execute(
            "INSERT INTO factor (id, value, source, updated_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET value = excluded.value, source = excluded.source, updated_at = excluded.updated_at",
            params![id, value, source, now],
        )?;
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Gives up what was set here: the published factor holds again.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such factor.
    pub fn reset_factor(&self, id: &str) -> Result<()> {
        let factor = known(id)?;
        self.connection.execute("DELETE FROM factor WHERE id = ?1", [factor.id])?;
        self.touch(Topic::Figures);
        Ok(())
    }
}
