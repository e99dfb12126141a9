//! Metrics that look at the messages themselves: how they sound, how long they are, who answers whom.
//!
//! They are kept apart from the others, because a look at every message costs more than everything else together: messages are
//! scored for the days that are asked about, once, and no window of theirs is kept.
//!
//! **Invariant:** who does not ask for one of them pays nothing for them.

use std::ops::Range;

use kith_domain::{
    metrics::{self, Definition, Every, Frame, Messages, Window},
    time,
    tone::Tone,
};
use kith_store::{Read, metrics::Slice};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::{
    AskMetrics, BehindRows,
    compute::{self, Points},
    rows, series, stretch, views,
};
use crate::{ApiError, App, commands::Nothing};

/// Days that are scored in one go: a person's clicks wait no longer than for these.
const PIECE: i32 = 31;

/// How a message sounds, as somebody sets it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetTone {
    /// The message.
    pub(crate) activity: String,
    /// `positive`, `neutral`, `negative`; nothing: as it is scored.
    #[ts(type = "\"positive\" | \"neutral\" | \"negative\" | null")]
    pub(crate) tone: Option<String>,
}

pub(crate) async fn set_tone(app: &App, args: SetTone) -> Result<Nothing, ApiError> {
    let id: i64 = args.activity.parse().map_err(|_| ApiError::invalid("activity", "there is no such message"))?;
    let tone = match args.tone.as_deref() {
        None => None,
        Some(word) => {
            let tone = Tone::find(word);
            Some(tone.ok_or_else(|| ApiError::invalid("tone", "say positive, neutral or negative"))?)
        }
    };
    let now = app.now();
    app.store()?.act("Set how a message sounds", move |write| write.set_tone(id, tone, now)).await?;
    Ok(Nothing::default())
}

/// Scores the messages of the days that are asked about, unless much more of them is coming just now.
pub(super) async fn settle(app: &App, args: &AskMetrics, chosen: &[&'static Definition]) -> Result<(), ApiError> {
    if !chosen.iter().any(|one| metrics::reads_messages(one)) {
        return Ok(());
    }
    let now = app.now();
    let day = time::day_with_number(i64::from(app.store()?.read(move |read| read.last_day(now)).await?));
    let (from, to) = stretch(args.from.as_deref(), args.to.as_deref(), day)?;
    let windows = series(from, to, args.every.into())?;
    let mut whole = Window::between(from, to);
    if args.compare {
        whole.start = whole.before().start;
    }
    let first = windows.first().map_or(whole.start, |window| window.start.min(whole.start));
    let last = windows.last().map_or(whole.end, |window| window.end.max(whole.end));
    settle_days(app, first..last).await
}

/// The same of some days.
pub(super) async fn settle_days(app: &App, days: Range<i32>) -> Result<(), ApiError> {
    let store = app.store()?;
    let mut end = days.end;
    // Newest first: whoever closes the window in the midst of it has what is looked at most.
    while end > days.start && app.jobs().check_free().is_ok() {
        let piece = (end - PIECE).max(days.start)..end;
        let asked = piece.clone();
        if store.read(move |read| read.has_loose_messages(&asked)).await? {
            let asked = piece.clone();
            store.write(move |write| write.pack_messages(&asked)).await?;
        }
        end = piece.start;
    }
    Ok(())
}

/// The points of windows in ascending order.
pub(super) fn points(
    read: &Read<'_>,
    slice: &Slice,
    windows: &[Window],
    every: Every,
    chosen: &[&'static Definition],
    now: i64,
) -> Result<Vec<Points>, ApiError> {
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else { return Ok(Vec::new()) };
    let mut facts = read.facts(slice, first.start..first.start, first.start..first.start, now)?;
    if chosen.iter().any(|one| metrics::reads_messages(one)) {
        facts.said = read.said(slice, &(first.start..last.end), now)?;
    }
    if chosen.iter().any(|one| metrics::reads_referrals(one)) {
        facts.referrals = read.referrals()?;
    }
    let made = windows.iter().map(|window| compute::points(&Frame::new(&facts, *window, every), chosen));
    Ok(made.collect())
}

/// A page of the messages behind a number.
pub(super) fn behind(
    read: &Read<'_>,
    slice: &Slice,
    window: Window,
    wanted: Messages,
    now: i64,
    (skip, limit): (usize, usize),
) -> Result<Vec<views::BehindRow>, ApiError> {
    let found = read.toned(slice, &(window.start..window.end), wanted, now, skip, limit)?;
    let row = |row: kith_store::metrics::ToneRow| {
        let message = rows::message(read, row.id, row.words.map(f64::from))?;
        Ok(views::BehindRow { tone: row.tone.map(|tone| tone.word().to_owned()), own_tone: row.own, ..message })
    };
    found.into_iter().map(row).collect()
}

/// Rows of a metric that reads messages have the total that was counted, and this unit.
pub(super) fn page(total: u64, rows: Vec<views::BehindRow>) -> BehindRows {
    BehindRows { total: u32::try_from(total).unwrap_or(u32::MAX), unit: views::Unit::Number, rows }
}
