//! Lists of guests out of files: looked at, compared, brought in.
//!
//! **Invariants:** what a file would change is shown by the same code that changes it; times that do not say their zone are
//! on the clock that the person names, the event's unless they say otherwise.

use std::collections::BTreeMap;

use kith_connect::table::{DateOrder, GuestList, GuestSaid, GuestUse};
use kith_domain::time;
use kith_store::{Event, GuestDiff, GuestLine, GuestState, Store};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    imports::{checked_path, in_background},
};

/// So many wrong rows are shown.
const SHOWN: usize = 50;

/// A list of guests in a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuestFile {
    /// Of which event.
    pub(crate) event: String,
    /// Where it lies.
    pub(crate) path: String,
    /// What columns are, by their headings, where that is not what Kith thinks: `needs`, `ignore`.
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, String>,
    /// The zone of times that do not say theirs; nothing for the event's.
    #[serde(default)]
    pub(crate) zone: Option<String>,
    /// Of dates such as 03/04/2026: whether the first number is the day.
    #[serde(default)]
    pub(crate) day_first: Option<bool>,
    /// Whoever is not in the file any more is cancelled.
    #[serde(default)]
    pub(crate) cancel_missing: bool,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct GuestColumn {
    /// Its heading.
    pub(crate) header: String,
    /// What it is: `name`, `email`, `answer`.
    pub(crate) used: String,
    /// The first values.
    pub(crate) samples: Vec<String>,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct GuestFault {
    /// Its line.
    pub(crate) line: u32,
    /// The column at fault.
    pub(crate) column: Option<String>,
    /// Why.
    pub(crate) reason: String,
}

/// What a file would change, or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct GuestsCompared {
    /// Which program wrote it: `luma`, `zoom`, `csv`.
    pub(crate) format: String,
    /// Its columns.
    pub(crate) columns: Vec<GuestColumn>,
    /// Every use that a column can have.
    pub(crate) uses: Vec<String>,
    /// Whether a person must say whether days come first in its dates.
    pub(crate) asks_date_order: bool,
    /// Whether its times do not say their zone.
    pub(crate) asks_zone: bool,
    /// The zone they were read in.
    pub(crate) zone: String,
    /// What changes.
    pub(crate) diff: GuestDiff,
    /// Rows that are left out.
    pub(crate) wrong: u32,
    /// The first of them.
    pub(crate) errors: Vec<GuestFault>,
}

fn line_of(said: GuestSaid, event: &Event) -> GuestLine {
    GuestLine {
        line: u32::try_from(said.line).unwrap_or(u32::MAX),
        key: said.key,
        name: said.name,
        email: said.email,
        handle: said.handle,
        state: said.state.and_then(GuestState::parse),
        plus: said.plus,
        ticket: said.ticket,
        code: said.code,
        answers: said.answers,
        needs: said.needs,
        registered_at: said.registered_at,
        // That somebody came, though not when: at the beginning.
        came_at: said.came.map(|at| at.unwrap_or(event.start_at)),
        // Of minutes alone: from the beginning.
        stays: if said.stays.is_empty() {
            said.minutes.map(|minutes| (event.start_at, event.start_at + minutes * 60_000)).into_iter().collect()
        } else {
            said.stays
        },
    }
}

/// A file, read, and what is told of it before anything is compared.
fn read(store: &Store, args: &GuestFile) -> Result<(Event, &'static str, Vec<GuestLine>, GuestsCompared), ApiError> {
    let event = store.read_now(|read| read.event(&args.event))?;
    let mut chosen = BTreeMap::new();
    for (header, used) in &args.columns {
        let used =
            GuestUse::parse(used).ok_or_else(|| ApiError::invalid("columns", "there is no such use of a column"))?;
        chosen.insert(header.clone(), used);
    }
    let zone = args.zone.as_deref().map(str::trim).filter(|zone| !zone.is_empty()).unwrap_or(&event.zone);
    let zone =
        time::zone(zone).ok_or_else(|| ApiError::invalid("zone", "choose a time zone, such as Europe/Berlin"))?;
    let list = GuestList::open(&checked_path(&args.path)?, &chosen)?;
    let order = if args.day_first.unwrap_or(false) { DateOrder::DayFirst } else { DateOrder::MonthFirst };
    let (said, wrong) = list.read(zone, order)?;
    let column = |(header, used, samples): &(String, GuestUse, Vec<String>)| GuestColumn {
        header: header.clone(),
        used: used.word().to_owned(),
        samples: samples.clone(),
    };
    let fault = |row: &kith_connect::table::WrongRow| GuestFault {
        line: u32::try_from(row.line).unwrap_or(u32::MAX),
        column: row.column.clone(),
        reason: row.reason.clone(),
    };
    let told = GuestsCompared {
        format: list.format.to_owned(),
        columns: list.columns.iter().map(column).collect(),
        uses: GuestUse::WORDS.iter().map(|(_, word)| (*word).to_owned()).collect(),
        asks_date_order: list.asks_date_order,
        asks_zone: list.has_times,
        zone: zone.name().to_owned(),
        diff: GuestDiff::default(),
        wrong: u32::try_from(wrong.len()).unwrap_or(u32::MAX),
        errors: wrong.iter().take(SHOWN).map(fault).collect(),
    };
    if list.format == "zoom_webinar" && said.is_empty() && wrong.is_empty() {
        return Err(ApiError::invalid("path", "no attendees are in it: download the attendee report"));
    }
    let lines = said.into_iter().map(|said| line_of(said, &event)).collect();
    Ok((event, list.format, lines, told))
}

pub(crate) async fn preview(app: &App, args: GuestFile) -> Result<GuestsCompared, ApiError> {
    let store = app.store()?;
    in_background(move || {
        let (event, format, lines, told) = read(&store, &args)?;
        let diff = store.read_now(|read| read.compare_guests(&event.id, format, &lines, args.cancel_missing))?;
        Ok(GuestsCompared { diff, ..told })
    })
    .await
}

pub(crate) async fn bring(app: &App, args: GuestFile) -> Result<GuestsCompared, ApiError> {
    let (store, now) = (app.store()?, app.now());
    let from = store.clone();
    let cancel = args.cancel_missing;
    let asked = args.day_first.is_some();
    let in_zone = args.zone.as_deref().is_some_and(|zone| !zone.trim().is_empty());
    let (event, format, lines, told) = in_background(move || read(&from, &args)).await?;
    if told.asks_date_order && !asked {
        return Err(ApiError::invalid(
            "day_first",
            "its dates can be read in two ways: say whether the day comes first",
        ));
    }
    if told.asks_zone && !in_zone {
        return Err(ApiError::invalid("zone", "its times do not say their zone: say which, such as Europe/Berlin"));
    }
    let bring = move |write: &kith_store::Write<'_>| write.bring_guests(&event.id, format, &lines, cancel, now);
    let diff = store.act("Import guests", bring).await?;
    Ok(GuestsCompared { diff, ..told })
}
