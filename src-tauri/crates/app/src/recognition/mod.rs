//! Recognition: what there is to celebrate, thanks, gifts, birthdays; advocates are in [`advocates`], what is due today in
//! [`today`].

pub(crate) mod advocates;
pub(crate) mod today;

use kith_store::{BirthdayRow, Celebration, Gift, Kudos, LeapRule, NewGift, NewKudos};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    commands::Nothing,
    members::LONGEST_PAGE,
    outbox::{self, QueuePost},
    segments::{self, OfSegment},
};

/// Things that are ticked off at once.
const MOST_AT_ONCE: usize = 500;

/// What there is to celebrate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Celebrations {
    /// The earliest first.
    pub(crate) rows: Vec<Celebration>,
    /// When 29 February is celebrated in other years.
    pub(crate) leap: LeapRule,
}

/// An occasion of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Occasion {
    /// The member.
    pub(crate) member: String,
    /// What it is ticked off by.
    pub(crate) occasion: String,
}

/// What was celebrated, and which thanks were said in public.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct Celebrate {
    /// Occasions.
    #[serde(default)]
    pub(crate) occasions: Vec<Occasion>,
    /// Ids of thanks.
    #[serde(default)]
    pub(crate) kudos: Vec<String>,
    /// Whether they were; or else the tick is taken away.
    pub(crate) done: bool,
    /// The post that says so: it goes into the outbox, and is one step with what it ticks off.
    #[serde(default)]
    pub(crate) post: Option<QueuePost>,
}

/// Which of a growing list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecognitionPage {
    /// Only those whom this segment chooses.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) segment: Option<String>,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Thanks, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct KudosPage {
    /// Those asked for.
    pub(crate) rows: Vec<Kudos>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// Gifts, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct GiftPage {
    /// Those asked for.
    pub(crate) rows: Vec<Gift>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// Thanks to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveKudos {
    /// Which are changed; nothing for new ones.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What they say.
    pub(crate) kudos: NewKudos,
}

/// A gift to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveGift {
    /// Which is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it is.
    pub(crate) gift: NewGift,
}

/// Which thanks, gift or advocate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecognitionId {
    /// Its id.
    pub(crate) id: String,
}

/// Birthdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Birthdays {
    /// In the order of the year.
    pub(crate) rows: Vec<BirthdayRow>,
}

/// Somebody's birthday, because they said so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetBirthday {
    /// The member.
    pub(crate) member: String,
    /// `02-29`; nothing: they do not want to be congratulated.
    #[serde(default)]
    pub(crate) day: Option<String>,
    /// How they said so.
    #[serde(default)]
    pub(crate) how: String,
}

/// When 29 February is celebrated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetLeapDay {
    /// In a year that has none.
    pub(crate) leap: LeapRule,
}

pub(crate) async fn list(app: &App, args: OfSegment) -> Result<Celebrations, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        let among = read.among(args.segment.as_deref(), now)?;
        Ok(Celebrations { rows: read.celebrations(&among, now)?, leap: read.leap_rule()? })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn celebrate(app: &App, args: Celebrate) -> Result<Nothing, ApiError> {
    if args.occasions.len() + args.kudos.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("occasions", "these are too many at once"));
    }
    let now = app.now();
    let (ready, label) = match args.post {
        Some(_) if !args.done => return Err(ApiError::invalid("post", "a post says what was celebrated")),
        Some(post) => (Some(outbox::ready_post(app, post).await?), "Send post of the week"),
        None => (None, "Celebrate"),
    };
    let celebrate = move |write: &kith_store::Write<'_>| {
        if let Some(ready) = &ready {
            write.queue(&ready.intent())?;
        }
        for one in &args.occasions {
            write.celebrate(&one.member, &one.occasion, args.done, now)?;
        }
        for id in &args.kudos {
            write.share_kudos(id, args.done, now)?;
        }
        Ok(())
    };
    app.store()?.act(label, celebrate).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

fn page<T>(mut rows: Vec<T>, limit: u32) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}

pub(crate) async fn kudos(app: &App, args: RecognitionPage) -> Result<KudosPage, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (now, limit) = (app.now(), args.limit.clamp(1, LONGEST_PAGE));
    let kudos =
        move |read: &kith_store::Read<'_>| read.kudos(&read.among(args.segment.as_deref(), now)?, args.skip, limit + 1);
    let rows = app.store()?.read(kudos).await?;
    let (rows, more) = page(rows, limit);
    Ok(KudosPage { rows, more })
}

pub(crate) async fn save_kudos(app: &App, args: SaveKudos) -> Result<Nothing, ApiError> {
    let (known, now) = (args.id.is_some(), app.now());
    let id = args.id.unwrap_or_else(|| app.new_id());
    app.store()?.act("Save thanks", move |write| write.keep_kudos(&id, known, &args.kudos, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_kudos(app: &App, args: RecognitionId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove thanks", move |write| write.remove_kudos(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn gifts(app: &App, args: RecognitionPage) -> Result<GiftPage, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (limit, now) = (args.limit.clamp(1, LONGEST_PAGE), app.now());
    let gifts = move |read: &kith_store::Read<'_>| {
        read.gifts(&read.among(args.segment.as_deref(), now)?, args.skip, limit + 1, now)
    };
    let rows = app.store()?.read(gifts).await?;
    let (rows, more) = page(rows, limit);
    Ok(GiftPage { rows, more })
}

pub(crate) async fn save_gift(app: &App, args: SaveGift) -> Result<Nothing, ApiError> {
    let (known, now) = (args.id.is_some(), app.now());
    let id = args.id.unwrap_or_else(|| app.new_id());
    app.store()?.act("Save gift", move |write| write.keep_gift(&id, known, &args.gift, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove_gift(app: &App, args: RecognitionId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove gift", move |write| write.remove_gift(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn birthdays(app: &App, args: OfSegment) -> Result<Birthdays, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let now = app.now();
    let birthdays = move |read: &kith_store::Read<'_>| read.birthdays(&read.among(args.segment.as_deref(), now)?);
    Ok(Birthdays { rows: app.store()?.read(birthdays).await? })
}

pub(crate) async fn set_birthday(app: &App, args: SetBirthday) -> Result<Nothing, ApiError> {
    let now = app.now();
    let set =
        move |write: &kith_store::Write<'_>| write.set_birthday(&args.member, args.day.as_deref(), &args.how, now);
    app.store()?.act("Set birthday", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn set_leap(app: &App, args: SetLeapDay) -> Result<Nothing, ApiError> {
    app.store()?.act("Choose leap day", move |write| write.set_leap_rule(args.leap)).await?;
    Ok(Nothing::default())
}
