//! The content calendar: what is planned, and its way out through the outbox or by hand.
//!
//! Templates and series are in [`templates`], campaigns in [`campaigns`], what members made in [`finds`], days and weeks
//! without a post in [`gaps`], what is due today in [`today`].
//!
//! **Invariants:** a post and what waits of it in the outbox change in one step, so that undo takes back both; what is
//! changed while it waits goes out as it was changed; nothing goes out that a person did not schedule.

pub(crate) mod campaigns;
pub(crate) mod finds;
pub(crate) mod gaps;
pub(crate) mod templates;
pub(crate) mod today;
mod trouble;
pub(crate) mod views;

use kith_domain::{ics, time};
use kith_store::{ContentPost, ContentState};

use self::views::{
    AskContent, ContentId, ContentPage, LinkContent, MoveContent, PublishContent, SaveContent, SaveContentCalendar,
    SavedContentCalendar,
};
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    exports,
    outbox::{self, QueuePost, Ready},
};

/// How far back and ahead is shown when nothing is said: days.
const BACK: u64 = 60;
const AHEAD: u64 = 120;

/// A day that was asked for.
fn day(typed: Option<&str>, field: &str) -> Result<Option<chrono::NaiveDate>, ApiError> {
    let parsed = |typed: &str| {
        let day: Option<chrono::NaiveDate> = typed.parse().ok();
        let day = day.filter(|day| (1900..=9999).contains(&chrono::Datelike::year(day)));
        day.ok_or_else(|| ApiError::invalid(field, "write a day: 2026-05-12"))
    };
    typed.map(parsed).transpose()
}

/// What the calendar does by itself: copies of series, results of posts whose first days are over.
async fn catch_up(app: &App) -> Result<(), ApiError> {
    let (store, now) = (app.store()?, app.now());
    let work = store.read(move |read| read.content_work(now)).await?;
    if work.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = (0..work.ids()).map(|_| app.new_id()).collect();
    Ok(store.write(move |write| write.content_catch_up(&work, &ids, now)).await?)
}

pub(crate) async fn list(app: &App, args: AskContent) -> Result<ContentPage, ApiError> {
    catch_up(app).await?;
    let now = app.now();
    let (from, until) = (day(args.from.as_deref(), "from")?, day(args.until.as_deref(), "until")?);
    let page = move |read: &kith_store::Read<'_>| {
        let zone = read.zone()?;
        let today = time::day_of(now, zone);
        let from = from.unwrap_or(today - chrono::Days::new(BACK));
        let until = until.unwrap_or(today + chrono::Days::new(AHEAD));
        let mut posts = read.content_posts(&from.to_string(), &until.to_string(), args.unplanned)?;
        trouble::tell(read, &mut posts, now)?;
        Ok(ContentPage { posts, today: today.to_string(), zone: zone.name().to_owned() })
    };
    Ok(app.store()?.read(page).await?)
}

pub(crate) async fn get(app: &App, args: ContentId) -> Result<ContentPost, ApiError> {
    let now = app.now();
    let one = move |read: &kith_store::Read<'_>| {
        let mut posts = [read.content_post(&args.id)?];
        trouble::tell(read, &mut posts, now)?;
        let [post] = posts;
        Ok(post)
    };
    Ok(app.store()?.read(one).await?)
}

pub(crate) async fn save(app: &App, args: SaveContent) -> Result<ContentId, ApiError> {
    let (now, new) = (app.now(), args.post.checked()?);
    let id = args.id.clone().unwrap_or_else(|| app.new_id());
    let known = match args.id {
        Some(id) => Some(app.store()?.read(move |read| read.content_post(&id)).await?),
        None => None,
    };
    // What waits in the outbox goes out as it is now.
    let again = match &known {
        Some(known) if matches!(known.intent_state.as_deref(), Some("queued" | "wedged")) => {
            let at = new.planned_at(&known.zone);
            if at != known.planned_at || !new.has_time() {
                in_time(at, new.has_time(), now)?;
            }
            let words = QueuePost {
                space: new.space().unwrap_or_default().to_owned(),
                title: Some(new.title.clone()),
                text: new.body.clone(),
                tags: new.tags(),
                at,
            };
            Some(ready(app, words).await?)
        }
        Some(known) if known.intent_state.as_deref() == Some("sending") => return Err(on_its_way()),
        _ => None,
    };
    let kept = id.clone();
    app.store()?
        .act("Save post", move |write| {
            write.put_content_post(&kept, &new, now)?;
            match &again {
                Some(ready) => write.schedule_content_post(&kept, &ready.intent(), now),
                None => Ok(()),
            }
        })
        .await?;
    app.syncs().wake();
    Ok(ContentId { id })
}

/// A post that may go into the outbox; what is wrong is told by the field of the post.
async fn ready(app: &App, words: QueuePost) -> Result<Ready, ApiError> {
    if words.space.is_empty() {
        return Err(ApiError::invalid("space", "choose the space it goes to, or post it by hand"));
    }
    outbox::ready_post(app, words).await.map_err(|error| match error.field.as_deref() {
        Some("text") => ApiError { field: Some("body".to_owned()), ..error },
        _ => error,
    })
}

fn in_time(at: Option<i64>, has_time: bool, now: i64) -> Result<(), ApiError> {
    match at {
        None => Err(ApiError::invalid("planned_on", "choose the day first")),
        // Nobody means midnight who only chose a day.
        Some(_) if !has_time => Err(ApiError::invalid("planned_time", "choose the time first")),
        Some(at) if at <= now => {
            Err(ApiError::invalid("planned_on", "this time is over: choose another, or publish it now"))
        }
        Some(_) => Ok(()),
    }
}

fn on_its_way() -> ApiError {
    ApiError::new(Code::Conflict, "it is on its way or out already: this can be changed at its source only")
}

fn told(error: kith_store::Error) -> ApiError {
    match error {
        kith_store::Error::Conflict => on_its_way(),
        error => error.into(),
    }
}

pub(crate) async fn publish(app: &App, args: PublishContent) -> Result<Nothing, ApiError> {
    let now = app.now();
    let id = args.id.clone();
    let post = app.store()?.read(move |read| read.content_post(&id)).await?;
    if post.state.is_out() {
        return Err(on_its_way());
    }
    if !args.now {
        in_time(post.planned_at, !post.planned_time.is_empty(), now)?;
    }
    let words = QueuePost {
        space: post.space.unwrap_or_default(),
        title: Some(post.title),
        text: post.body,
        tags: post.tags,
        at: post.planned_at.filter(|_| !args.now),
    };
    let ready = ready(app, words).await?;
    let step = move |write: &kith_store::Write<'_>| write.schedule_content_post(&args.id, &ready.intent(), now);
    app.store()?.act("Schedule post", step).await.map_err(told)?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn move_to(app: &App, args: MoveContent) -> Result<Nothing, ApiError> {
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| write.move_content_post(&args.id, args.state, now);
    app.store()?.act("Move post", step).await.map_err(told)?;
    Ok(Nothing::default())
}

pub(crate) async fn link(app: &App, args: LinkContent) -> Result<Nothing, ApiError> {
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| write.link_content_post(&args.id, args.message.as_deref(), now);
    app.store()?.act("Link post", step).await.map_err(told)?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: ContentId) -> Result<Nothing, ApiError> {
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| write.remove_content_post(&args.id, now);
    app.store()?.act("Remove post", step).await.map_err(told)?;
    Ok(Nothing::default())
}

pub(crate) async fn save_calendar(app: &App, args: SaveContentCalendar) -> Result<SavedContentCalendar, ApiError> {
    catch_up(app).await?;
    let now = app.now();
    let (posts, name) = app
        .store()?
        .read(move |read| {
            let today = time::day_of(now, read.zone()?);
            let from = (today - chrono::Days::new(BACK)).to_string();
            Ok((read.content_posts(&from, "9999-12-31", false)?, read.settings()?.name))
        })
        .await?;
    let entries: Vec<ics::Entry> = posts.into_iter().filter_map(entry).collect();
    let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    let nothing = SavedContentCalendar { path: None, count };
    if entries.is_empty() {
        return Ok(nothing);
    }
    let Some(path) = exports::place::place(app, args.path.as_deref(), "content", "ics").await? else {
        return Ok(nothing);
    };
    let text = ics::calendar(&name, ics::Form::Event, &entries);
    exports::place::write(&path, text.into_bytes()).await?;
    Ok(SavedContentCalendar { path: Some(path.display().to_string()), count })
}

fn entry(post: ContentPost) -> Option<ics::Entry> {
    let on = post.planned_on?;
    let summary = if post.place.is_empty() { post.title } else { format!("{}: {}", post.place, post.title) };
    Some(ics::Entry {
        uid: format!("{}@content.kith", post.id),
        // Grows with every change, as calendars want it.
        sequence: post.updated_at.max(0) / 1_000,
        changed_at: post.updated_at,
        due: match post.planned_at.filter(|_| !post.planned_time.is_empty()) {
            Some(at) => ics::DueAt::Instant(at),
            None => ics::DueAt::Day(on.parse().ok()?),
        },
        summary,
        description: (!post.body.is_empty()).then_some(post.body),
        private: post.state < ContentState::Published,
    })
}
