//! What of the content calendar is due today, for the home screen.

use chrono::Days;
use kith_domain::time;
use kith_store::{ContentPost, ContentState, ContentTrouble, ContentWay, Read};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{gaps, trouble};
use crate::{ApiError, App, commands::Nothing};

/// The most lines.
const MOST: usize = 8;
/// What is late is told so long: days.
const BACK: u64 = 30;
/// How many weeks ahead gaps are told, this one among them.
const WEEKS: u32 = 3;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ContentDue {
    /// It should be out, and something is in its way.
    Late,
    /// A person posts it today.
    Post,
    /// It goes out by itself today.
    GoesOut,
    /// Somebody should look at it.
    Review,
    /// A place has nothing planned in the next two weeks.
    Gap,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentTodayRow {
    /// What it is about.
    pub(crate) due: ContentDue,
    /// The post; nothing for a gap.
    pub(crate) post: Option<String>,
    /// Its title.
    pub(crate) title: String,
    /// Where it goes.
    pub(crate) place: String,
    /// The space, where it is one.
    pub(crate) space: Option<String>,
    /// Its day.
    pub(crate) on: Option<String>,
    /// Its time of that day.
    pub(crate) time: String,
    /// What is in its way.
    pub(crate) trouble: Option<ContentTrouble>,
}

/// What is due today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentToday {
    /// At most eight lines, the most pressing first.
    pub(crate) rows: Vec<ContentTodayRow>,
    /// How many more there are.
    pub(crate) more: u32,
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<ContentToday, ApiError> {
    super::catch_up(app).await?;
    let now = app.now();
    Ok(app.store()?.read(move |read| due(read, now)).await?)
}

fn due(read: &Read<'_>, now: i64) -> kith_store::Result<ContentToday> {
    let today = time::day_of(now, read.zone()?);
    let from = (today - Days::new(BACK)).to_string();
    let until = (today + Days::new(15)).to_string();
    let mut posts = read.content_posts(&from, &until, true)?;
    trouble::tell(read, &mut posts, now)?;
    let on = today.to_string();
    let mut rows: Vec<ContentTodayRow> = posts.into_iter().filter_map(|post| line(post, &on)).collect();
    let gaps = gaps::found(read, today, WEEKS, today)?;
    rows.extend(gaps.places.into_iter().filter(|gap| gap.posts.iter().all(|posts| *posts == 0)).map(|gap| {
        ContentTodayRow {
            due: ContentDue::Gap,
            post: None,
            title: String::new(),
            place: gap.place,
            space: gap.space,
            on: None,
            time: String::new(),
            trouble: None,
        }
    }));
    rows.sort_by(|a, b| (a.due, &a.on, &a.time).cmp(&(b.due, &b.on, &b.time)));
    let more = u32::try_from(rows.len().saturating_sub(MOST)).unwrap_or(u32::MAX);
    rows.truncate(MOST);
    Ok(ContentToday { rows, more })
}

fn line(post: ContentPost, today: &str) -> Option<ContentTodayRow> {
    let is_today = post.planned_on.as_deref() == Some(today);
    let due = match (post.state, post.trouble) {
        (ContentState::Published | ContentState::Measured, _) => return None,
        (ContentState::Idea, _) if !is_today => return None,
        (_, Some(_)) => ContentDue::Late,
        (ContentState::Scheduled, None) if is_today && post.way == ContentWay::Outbox => ContentDue::GoesOut,
        (_, None) if is_today => ContentDue::Post,
        (ContentState::Review, None) => ContentDue::Review,
        _ => return None,
    };
    Some(ContentTodayRow {
        due,
        post: Some(post.id),
        title: post.title,
        place: post.place,
        space: post.space,
        on: post.planned_on,
        time: post.planned_time,
        trouble: post.trouble,
    })
}
