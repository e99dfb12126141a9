//! Numbers of some days that no chat tells: tickets, views, revenue. Typed in, or imported from a table.
//!
//! **Invariants:** of one kind, for the same days and the same label, there is one number; so what is imported twice is
//! kept once. Money has a currency and is whole minor units.

use kith_domain::{
    figures::{Period, amount, currency, digits, written},
    metrics::content::Dated,
    profile,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Most characters of a note.
const LONGEST_NOTE: usize = 1_000;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Tickets that support got.
    Tickets,
    /// Views of pages or topics.
    Views,
    /// Downloads.
    Downloads,
    /// Visits of the community.
    Visits,
    /// Views of accepted answers.
    AnswerViews,
    /// Flags that were raised.
    Flags,
    /// Flags that moderators agreed with.
    FlagsAgreed,
    /// Flags that moderators disagreed with.
    FlagsDisagreed,
    /// What customers who are members brought.
    RevenueMembers,
    /// What customers who are no members brought.
    RevenueOthers,
    /// Customers who are members.
    CustomersMembers,
    /// Customers who are no members.
    CustomersOthers,
}

impl FigureKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::Tickets,
        Self::Views,
        Self::Downloads,
        Self::Visits,
        Self::AnswerViews,
        Self::Flags,
        Self::FlagsAgreed,
        Self::FlagsDisagreed,
        Self::RevenueMembers,
        Self::RevenueOthers,
        Self::CustomersMembers,
        Self::CustomersOthers,
    ];

    /// The word in files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Views => "views",
            Self::Downloads => "downloads",
            Self::Visits => "visits",
            Self::AnswerViews => "answer_views",
            Self::Flags => "flags",
            Self::FlagsAgreed => "flags_agreed",
            Self::FlagsDisagreed => "flags_disagreed",
            Self::RevenueMembers => "revenue_members",
            Self::RevenueOthers => "revenue_others",
            Self::CustomersMembers => "customers_members",
            Self::CustomersOthers => "customers_others",
        }
    }

    /// The kind with a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is money.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::RevenueMembers | Self::RevenueOthers)
    }
}

/// A number of some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Figure {
    /// Its id.
    pub id: String,
    /// What it counts.
    pub kind: FigureKind,
    /// Which days: `2024-05`.
    pub period: String,
    /// Of what; empty for the whole.
    pub label: String,
    /// How many; of money, minor units.
    pub value: i64,
    /// The same as it is typed: `1234.50`.
    pub amount: String,
    /// Of money: `EUR`.
    pub currency: Option<String>,
    /// A remark.
    pub note: String,
}

/// A number as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewFigure {
    /// What it counts.
    pub kind: FigureKind,
    /// Which days: `2024-05-12`, `2024-05`, `2024-Q2`, `2024-W20`, `2024`.
    pub period: String,
    /// Of what; empty for the whole.
    #[serde(default)]
    pub label: String,
    /// How many: `1,234.50`.
    pub amount: String,
    /// Of money: `EUR`; nothing for the community's.
    #[serde(default)]
    pub currency: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// What saving something did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Put {
    /// There was none.
    New,
    /// It was there, just so.
    Same,
    /// It was there, and differed.
    Changed,
}

/// A number that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFigure {
    kind: FigureKind,
    period: Period,
    label: String,
    value: i64,
    currency: Option<String>,
    note: String,
}

impl CheckedFigure {
    /// What it is one by, within a file as well: days and label.
    pub fn key(&self) -> String {
        format!("{} {}", self.period, self.label)
    }
}

fn at(field: &'static str) -> impl Fn(&str) -> Error {
    move |why| Error::Field { field: field.to_owned(), why: why.to_owned() }
}

impl NewFigure {
    /// What was typed, understood; `own` is the community's currency.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self, own: &str) -> Result<CheckedFigure> {
        let period = Period::parse(&self.period).map_err(at("period"))?;
        let label = profile::words(&self.label, profile::LONGEST_LINE, false).map_err(at("label"))?.unwrap_or_default();
        let note = profile::words(&self.note, LONGEST_NOTE, true).map_err(at("note"))?.unwrap_or_default();
        let code = match self.currency.as_deref().map(str::trim).filter(|code| !code.is_empty() && self.kind.is_money())
        {
            Some(code) => Some(currency(code).map_err(at("currency"))?),
            None => self.kind.is_money().then(|| own.to_owned()),
        };
        let value = amount(&self.amount, code.as_deref().map_or(0, digits)).map_err(at("amount"))?;
        if value < 0 && !self.kind.is_money() {
            return Err(at("amount")("a count is never below 0"));
        }
        Ok(CheckedFigure { kind: self.kind, period, label, value, currency: code, note })
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap_or_default()
}

impl Read<'_> {
    /// The community's currency: `USD` until somebody says otherwise, as the published costs of tickets are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn currency(&self) -> Result<String> {
        let found: Option<String> = self
            .connection
            .prepare_cached("SELECT value ->> '$' FROM setting WHERE key = 'currency'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or_else(|| "USD".to_owned()))
    }

    /// Numbers of a kind, newest days first: `limit` of them after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figures(&self, kind: FigureKind, skip: u32, limit: u32) -> Result<Vec<Figure>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, from_on, until_on, label, value, currency, note FROM figure
             WHERE kind = ?1 AND deleted_at IS NULL ORDER BY from_on DESC, until_on DESC, label LIMIT ?3 OFFSET ?2",
        )?;
        let mut rows = statement.query(params![kind.word(), skip, limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (from, until): (String, String) = (row.get(1)?, row.get(2)?);
            let (value, currency): (i64, Option<String>) = (row.get(4)?, row.get(5)?);
            found.push(Figure {
                id: row.get(0)?,
                kind,
                period: Period { from: day(&from), until: day(&until) }.to_string(),
                label: row.get(3)?,
                value,
                amount: written(value, currency.as_deref().map_or(0, digits)),
                currency,
                note: row.get(6)?,
            });
        }
        Ok(found)
    }

    /// How many numbers of each kind there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figure_counts(&self) -> Result<Vec<(FigureKind, u32)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, count(*) FROM figure WHERE deleted_at IS NULL GROUP BY kind")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.extend(
                FigureKind::parse(&row.get::<_, String>(0)?)
                    .map(|kind| row.get(1).map(|many| (kind, many)))
                    .transpose()?,
            );
        }
        Ok(found)
    }

    /// Numbers of a kind as metrics add them up; of money, those in the community's currency only.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dated(&self, kind: FigureKind) -> Result<Vec<Dated>> {
        let own = self.currency()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT from_on, until_on, label, value FROM figure
             WHERE kind = ?1 AND deleted_at IS NULL AND coalesce(currency, ?2) = ?2 ORDER BY from_on, until_on, label",
        )?;
        let rows = statement.query_map(params![kind.word(), own], |row| {
            let (from, until): (String, String) = (row.get(0)?, row.get(1)?);
            let period = Period { from: day(&from), until: day(&until) };
            Ok(Dated { period, label: row.get(2)?, value: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What saving a number would do, and the id of the one that is there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare_figure(&self, new: &CheckedFigure) -> Result<(Put, Option<String>)> {
        let found: Option<(String, i64, Option<String>, String)> = self
            .connection
            .prepare_cached(
                "SELECT id, value, currency, note FROM figure
                 WHERE kind = ?1 AND from_on = ?2 AND until_on = ?3 AND label = ?4 AND deleted_at IS NULL",
            )?
            .query_row(
                params![new.kind.word(), new.period.from.to_string(), new.period.until.to_string(), new.label],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        Ok(match found {
            None => (Put::New, None),
            Some((id, value, currency, note)) => {
                let same = (value, &currency, &note) == (new.value, &new.currency, &new.note);
                (if same { Put::Same } else { Put::Changed }, Some(id))
            }
        })
    }
}

impl Write<'_> {
    /// Sets the community's currency.
    ///
    /// # Errors
    /// [`Error::Field`] when it is none.
    pub fn set_currency(&self, code: &str) -> Result<()> {
        let code = currency(code).map_err(at("currency"))?;
        self.connection.execute(
            "INSERT INTO setting (key, value) VALUES ('currency', json_quote(?1))
             ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            [code],
        )?;
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Keeps a number: over the one of the same kind, days and label, or as a new one with `id`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_figure(&self, id: &str, new: &CheckedFigure, now: i64) -> Result<Put> {
        let (kept, known) = self.read().compare_figure(new)?;
        if kept != Put::Same {
            self.put_figure(known.as_deref().unwrap_or(id), new, now)?;
        }
        Ok(kept)
    }

    /// Changes the number with an id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Field`] when another stands for the same days and label.
    pub fn change_figure(&self, id: &str, new: &CheckedFigure, now: i64) -> Result<()> {
        let there: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM figure WHERE id = ?1 AND kind = ?2 AND deleted_at IS NULL)",
            params![id, new.kind.word()],
            |row| row.get(0),
        )?;
        if !there {
            return Err(Error::NotFound("number"));
        }
        if self.read().compare_figure(new)?.1.is_some_and(|other| other != id) {
            return Err(at("period")("there is a number for these days already"));
        }
        self.put_figure(id, new, now)
    }

    fn put_figure(&self, id: &str, new: &CheckedFigure, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO figure (id, kind, from_on, until_on, label, value, currency, note, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
                 ON CONFLICT (id) DO UPDATE SET from_on = excluded.from_on, until_on = excluded.until_on, label = excluded.label,
                   value = excluded.value, currency = excluded.currency, note = excluded.note, updated_at = excluded.updated_at",
            )?
            .execute(params![
                id,
                new.kind.word(),
                new.period.from.to_string(),
                new.period.until.to_string(),
                new.label,
                new.value,
                new.currency,
                new.note,
                now
            ])?;
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Takes a number away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_figure(&self, id: &str, now: i64) -> Result<()> {
        let changed = self.connection.execute(
            "UPDATE figure SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("number"));
        }
        self.touch(Topic::Figures);
        Ok(())
    }
}
