//! The rows behind a number.

use kith_domain::{
    metrics::{self, Behind, Every, Frame, Window},
    time,
};
use kith_store::{Read, metrics::Slice};

use super::{AskRows, BehindRows, compute, said, settle, settle_spaces, stretch, views};
use crate::{ApiError, App, render};

/// A page has at most so many rows.
const LONGEST_PAGE: u32 = 200;
/// Characters of a message that are shown.
const FIRST_WORDS: usize = 140;

pub(crate) async fn behind(app: &App, args: AskRows) -> Result<BehindRows, ApiError> {
    settle(app).await?;
    settle_spaces(app, args.slice.space.as_deref()).await?;
    let now = app.now();
    if metrics::find(&args.metric).is_some_and(metrics::reads_messages) {
        let (from, to) = stretch(Some(&args.start), Some(&args.end), chrono::NaiveDate::MIN)?;
        let window = Window::between(from, to);
        said::settle_days(app, window.start..window.end).await?;
    }
    app.store()?.read(move |read| Ok(rows(read, &args, now))).await?
}

fn rows(read: &Read<'_>, args: &AskRows, now: i64) -> Result<BehindRows, ApiError> {
    let definition =
        metrics::find(&args.metric).ok_or_else(|| ApiError::invalid("metric", "there is no such metric"))?;
    let day = time::day_with_number(i64::from(read.last_day(now)?));
    let (from, to) = stretch(Some(&args.start), Some(&args.end), day)?;
    let window = Window::between(from, to);
    let slice: Slice = args.slice.clone().into();
    let last_day = read.last_day(now)?;
    let (skip, limit) = (args.skip as usize, args.limit.clamp(1, LONGEST_PAGE) as usize);
    // A calendar's window looks back at the calendar's window before.
    let every = [Every::Week, Every::Month, Every::Quarter, Every::Year]
        .into_iter()
        .find(|every| every.start(from) == from && every.next(from) == to)
        .unwrap_or(Every::Whole);
    let later = args.later.map(|later| later.to_string());
    let part = later.as_deref().or(args.part.as_deref());
    let reach = compute::reach(window, window, &[definition], last_day);
    let mut facts = read.facts(&slice, reach, window.start..window.end, now)?;
    if metrics::reads_messages(definition) {
        facts.said = read.said(&slice, &(window.start..window.end), now)?;
    }
    if metrics::reads_referrals(definition) {
        facts.referrals = read.referrals()?;
    }
    let unit = definition.unit.into();
    match (definition.behind)(&Frame::new(&facts, window, every), part) {
        Behind::People(mut people) => {
            // Those who bring most first; ties as they joined the file.
            people.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
            let total = count(people.len());
            let mut rows = Vec::new();
            for (index, value) in people.into_iter().skip(skip).take(limit) {
                let Some(person) = facts.people.get(index as usize) else { continue };
                let Some(name) = read.member_with_key(person.key)? else { continue };
                rows.push(views::BehindRow {
                    member: Some(name.id),
                    name: Some(name.name),
                    activity: None,
                    text: None,
                    space: None,
                    at: None,
                    value: Some(value),
                    tone: None,
                    own_tone: false,
                });
            }
            Ok(BehindRows { total, unit: views::Unit::Count, rows })
        }
        Behind::Conversations(mut found) => {
            found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let total = count(found.len());
            let page = found.into_iter().skip(skip).take(limit).map(|(id, value)| message(read, id, Some(value)));
            Ok(BehindRows { total, unit, rows: page.collect::<Result<_, _>>()? })
        }
        Behind::Messages { wanted, total } => {
            let page = said::behind(read, &slice, window, wanted, now, (skip, limit))?;
            Ok(said::page(total, page))
        }
        Behind::Unanswered => {
            let (total, ids) = read.unanswered(&slice, window.start..window.end, now, skip, limit)?;
            let page = ids.into_iter().map(|id| message(read, id, None));
            Ok(BehindRows { total: count(total), unit, rows: page.collect::<Result<_, _>>()? })
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(super) fn message(read: &Read<'_>, id: i64, value: Option<f64>) -> Result<views::BehindRow, ApiError> {
    let row = read.message(id)?;
    Ok(views::BehindRow {
        member: row.author.as_ref().map(|author| author.id.clone()),
        name: row.author.as_ref().map(|author| author.name.clone()),
        activity: Some(id.to_string()),
        text: Some(render::first_words(read, &row, FIRST_WORDS)),
        space: Some(row.space.1.clone()),
        at: Some(row.occurred_at),
        value,
        tone: None,
        own_tone: false,
    })
}
