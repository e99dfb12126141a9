//! Weeks without a post, for each space that posts are planned for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use kith_domain::time;
use kith_store::{ContentPost, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App};

/// A space is planned for when it had a post so many weeks before.
const USED: u64 = 8;
/// The most weeks that are looked at.
const MOST_WEEKS: u32 = 53;

/// Which weeks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskContentGaps {
    /// A day of the first week; today when nothing is said.
    #[serde(default)]
    pub(crate) from: Option<String>,
    /// How many weeks.
    pub(crate) weeks: u32,
}

/// Weeks without a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentGaps {
    /// The Mondays of the weeks.
    pub(crate) weeks: Vec<String>,
    /// The places that posts are planned for.
    pub(crate) places: Vec<ContentGap>,
    /// How many of a hundred weeks of all places, those that are over left out, have no post. About 20 leave room for what
    /// comes up.
    pub(crate) open: u32,
}

/// The weeks of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ContentGap {
    /// The space; nothing: by hand elsewhere.
    pub(crate) space: Option<String>,
    /// What that is called.
    pub(crate) place: String,
    /// Posts in each week.
    pub(crate) posts: Vec<u32>,
}

pub(crate) async fn gaps(app: &App, args: AskContentGaps) -> Result<ContentGaps, ApiError> {
    super::catch_up(app).await?;
    let (now, from) = (app.now(), super::day(args.from.as_deref(), "from")?);
    let weeks = args.weeks.clamp(1, MOST_WEEKS);
    let work = move |read: &Read<'_>| {
        let today = time::day_of(now, read.zone()?);
        found(read, from.unwrap_or(today), weeks, today)
    };
    Ok(app.store()?.read(work).await?)
}

/// The gaps of the weeks from the one that holds `from`.
pub(super) fn found(read: &Read<'_>, from: NaiveDate, weeks: u32, today: NaiveDate) -> kith_store::Result<ContentGaps> {
    let first = time::monday_of(from);
    let since = first.checked_sub_days(Days::new(7 * USED)).unwrap_or(first);
    let until = first.checked_add_days(Days::new(7 * u64::from(weeks))).unwrap_or(first);
    let posts = read.content_posts(&since.to_string(), &until.to_string(), false)?;
    Ok(counted(&posts, first, weeks, today))
}

fn counted(posts: &[ContentPost], first: NaiveDate, weeks: u32, today: NaiveDate) -> ContentGaps {
    let many = usize::try_from(weeks).unwrap_or(0);
    // Weeks that are over: nothing can be planned in them any more.
    let over = usize::try_from((time::monday_of(today) - first).num_days().div_euclid(7)).unwrap_or(0).min(many);
    let mut places: BTreeMap<(String, Option<String>), Vec<u32>> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for post in posts {
        let Some(day) = post.planned_on.as_deref().and_then(|on| on.parse::<NaiveDate>().ok()) else { continue };
        let key = (post.place.clone(), post.space.clone());
        if post.archived || (post.space.is_some() && !post.space_known) {
            // Nothing can be planned there any more.
            gone.insert(key);
            continue;
        }
        let counts = places.entry(key).or_insert_with(|| vec![0; many]);
        if let Some(count) =
            usize::try_from((day - first).num_days().div_euclid(7)).ok().and_then(|at| counts.get_mut(at))
        {
            *count += 1;
        }
    }
    places.retain(|key, _| !(gone.contains(key) || (key.0.is_empty() && key.1.is_none())));
    let all = places.len() * (many - over);
    let open = places.values().flat_map(|weeks| weeks.iter().skip(over)).filter(|count| **count == 0).count();
    ContentGaps {
        weeks: (0..u64::from(weeks))
            .filter_map(|week| first.checked_add_days(Days::new(7 * week)))
            .map(|day| day.to_string())
            .collect(),
        open: u32::try_from((open * 100).checked_div(all).unwrap_or(0)).unwrap_or(0),
        places: places.into_iter().map(|((place, space), posts)| ContentGap { space, place, posts }).collect(),
    }
}
