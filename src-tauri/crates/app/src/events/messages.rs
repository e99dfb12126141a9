//! What is written to guests before and after an event, and announcements of it.
//!
//! **Invariants:** what goes through the outbox and its mark are one step, so that undo takes back both; addresses leave
//! the core only into the mail program, in portions, and their receivers do not see each other.

use std::collections::BTreeSet;

use kith_domain::{
    event_messages::{self, About, MESSAGES, PLACES},
    events, fill, time,
};
use kith_store::{EventAudience, EventRole, EventStep, EventText, GuestFilter, GuestState, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EventId;
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    outbox::{self, QueueDirect, QueuePost},
};

/// A message of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventMessage {
    /// Which.
    pub(crate) step: EventStep,
    /// The day it is due: `2026-11-19`.
    pub(crate) due_on: String,
    /// Whether its day has come, and it is of use still.
    pub(crate) is_due: bool,
    /// The subject, with places for words.
    pub(crate) subject: String,
    /// The words, with places.
    pub(crate) body: String,
    /// Whether it was changed for this event.
    pub(crate) is_own: bool,
    /// The subject, filled.
    pub(crate) filled_subject: String,
    /// The words, filled.
    pub(crate) filled_body: String,
    /// Places for which there is no word: they stand as they were written.
    pub(crate) missing: Vec<String>,
    /// When it went out, UTC milliseconds.
    pub(crate) sent_at: Option<i64>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventPlace {
    /// As it is written between braces.
    pub(crate) name: String,
    /// What it is filled with.
    pub(crate) what: String,
}

/// What is written to the guests of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventMessages {
    /// In their order.
    pub(crate) messages: Vec<EventMessage>,
    /// The places that can be filled.
    pub(crate) places: Vec<EventPlace>,
    /// An announcement for a chat.
    pub(crate) for_chat: String,
    /// An announcement for a forum, with the block that its calendar reads.
    pub(crate) for_forum: String,
    /// What those would get who said that they come and did not: kindly.
    pub(crate) for_missed: String,
}

/// Which message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkEventMessage {
    /// Of which event.
    pub(crate) event: String,
    /// Which.
    pub(crate) step: EventStep,
    /// Whether it went out.
    pub(crate) sent: bool,
}

/// A text for an event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveEventMessage {
    /// Of which event.
    pub(crate) event: String,
    /// Which.
    pub(crate) step: EventStep,
    /// The subject; nothing for both: as it comes with Kith.
    #[serde(default)]
    pub(crate) subject: Option<String>,
    /// The words.
    #[serde(default)]
    pub(crate) body: Option<String>,
}

/// A message that goes through the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendEventMessage {
    /// Of which event.
    pub(crate) event: String,
    /// Which.
    pub(crate) step: EventStep,
    /// Into which channel or category.
    pub(crate) space: String,
}

/// A message to each guest alone, where the guest is a member who can be written to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectEventMessage {
    /// Of which event.
    pub(crate) event: String,
    /// Which.
    pub(crate) step: EventStep,
    /// Whether they go out; else only how many there would be.
    #[serde(default)]
    pub(crate) send: bool,
}

/// Messages to guests, one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventDirect {
    /// Members who get one.
    pub(crate) reached: u32,
    /// Members who can be written to nowhere.
    pub(crate) unreached: u32,
    /// Guests who are no members.
    pub(crate) strangers: u32,
}

/// A message for the mail program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailEvent {
    /// Of which event.
    pub(crate) event: String,
    /// To whom.
    pub(crate) to: EventAudience,
    /// Which message; nothing: the kind words for those who were missed.
    #[serde(default)]
    pub(crate) step: Option<EventStep>,
    /// Which portion, from 0; nothing: only how many there are.
    #[serde(default)]
    pub(crate) portion: Option<u32>,
}

/// What the mail program got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct EventMail {
    /// How many people each portion is for.
    pub(crate) portions: Vec<u32>,
    /// Guests without an address.
    pub(crate) without: u32,
    /// Whether the words go along, or have to be copied.
    pub(crate) has_words: bool,
    /// Whether a portion was given to the mail program.
    pub(crate) is_opened: bool,
}

/// More are not written to one by one: that is what a channel is for.
const MOST_DIRECT: usize = 200;
const MISSED_SUBJECT: &str = "We missed you at {event}";
const MISSED: &str = "Hello,\n\nwe missed you at {event}. Things come in between, that is no trouble at all. If there is anything that made it hard \
                      to come, we would like to hear of it, and next time we would be glad to see you.\n\n{host}";

/// The texts of an event, filled.
struct Texts {
    messages: Vec<EventMessage>,
    for_chat: String,
    for_forum: String,
    missed: (String, String),
}

fn texts(read: &Read<'_>, id: &str, now: i64) -> kith_store::Result<Texts> {
    let event = read.event(id)?;
    let (hosts, speakers) =
        (read.event_names(&event.id, EventRole::Host)?, read.event_names(&event.id, EventRole::Speaker)?);
    let community = read.settings()?.name;
    let about = About {
        title: &event.title,
        starts: events::minute(&event.starts).unwrap_or_default(),
        ends: events::minute(&event.ends).unwrap_or_default(),
        zone: &event.zone,
        place: &event.place,
        link: &event.link,
        text: &event.text,
        hosts: &hosts,
        speakers: &speakers,
        community: &community,
    };
    let words = about.words();
    let first = events::minute(&event.starts).unwrap_or_default().date();
    let days = (time::day_of(now, read.zone()?) - first).num_days();
    let is_due = |step: EventStep| {
        MESSAGES.iter().any(|text| text.step == step.word() && (text.offset..=text.until).contains(&days))
    };
    let message = |text: EventText| {
        let (subject, body) = (fill::fill(&text.subject, &words), fill::fill(&text.body, &words));
        EventMessage {
            step: text.step,
            is_due: text.sent_at.is_none() && is_due(text.step),
            due_on: text.due_on,
            missing: subject.missing.into_iter().chain(body.missing).collect::<BTreeSet<_>>().into_iter().collect(),
            filled_subject: subject.text,
            filled_body: body.text,
            subject: text.subject,
            body: text.body,
            is_own: text.is_own,
            sent_at: text.sent_at,
        }
    };
    Ok(Texts {
        messages: read.event_texts(&event)?.into_iter().map(message).collect(),
        for_chat: about.for_chat(),
        for_forum: about.for_forum(),
        missed: (fill::fill(MISSED_SUBJECT, &words).text, fill::fill(MISSED, &words).text),
    })
}

pub(crate) async fn list(app: &App, args: EventId) -> Result<EventMessages, ApiError> {
    let now = app.now();
    let found = app.store()?.read(move |read| texts(read, &args.id, now)).await?;
    let place = |(name, what): (&str, &str)| EventPlace { name: name.to_owned(), what: what.to_owned() };
    Ok(EventMessages {
        messages: found.messages,
        places: PLACES.into_iter().map(place).collect(),
        for_chat: found.for_chat,
        for_forum: found.for_forum,
        for_missed: found.missed.1,
    })
}

pub(crate) async fn save(app: &App, args: SaveEventMessage) -> Result<Nothing, ApiError> {
    let now = app.now();
    let save = move |write: &kith_store::Write<'_>| {
        let text = match (&args.subject, &args.body) {
            (None, None) => None,
            (subject, body) => Some((subject.as_deref().unwrap_or_default(), body.as_deref().unwrap_or_default())),
        };
        write.keep_event_text(&args.event, args.step, text, now)
    };
    app.store()?.act("Save message to guests", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn mark(app: &App, args: MarkEventMessage) -> Result<Nothing, ApiError> {
    let now = app.now();
    let mark = move |write: &kith_store::Write<'_>| write.mark_event_text(&args.event, args.step, args.sent, now);
    app.store()?.act("Mark message to guests", mark).await?;
    Ok(Nothing::default())
}

/// The text of a step, as it would go out.
async fn filled(app: &App, event: &str, step: EventStep) -> Result<EventMessage, ApiError> {
    let (now, event) = (app.now(), event.to_owned());
    let found = app.store()?.read(move |read| texts(read, &event, now)).await?;
    let message = found.messages.into_iter().find(|message| message.step == step);
    let message = message.ok_or_else(|| ApiError::new(Code::Bug, "a message is missing"))?;
    if !message.missing.is_empty() {
        let names = message.missing.join(", ");
        let text = format!("nothing is known for these places: {names}. Change the text or the event first");
        return Err(ApiError::invalid("body", text));
    }
    Ok(message)
}

pub(crate) async fn send(app: &App, args: SendEventMessage) -> Result<Nothing, ApiError> {
    let message = filled(app, &args.event, args.step).await?;
    let words = QueuePost {
        space: args.space,
        title: Some(message.filled_subject),
        text: message.filled_body,
        tags: Vec::new(),
        at: None,
    };
    let ready = outbox::ready_post(app, words).await?;
    let now = app.now();
    let step = move |write: &kith_store::Write<'_>| {
        write.queue(&ready.intent())?;
        write.mark_event_text(&args.event, args.step, true, now)
    };
    app.store()?.act("Send message to guests", step).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

/// Accounts of the members among the guests, each member once; and who is left out.
fn accounts(read: &Read<'_>, event: &str, step: EventStep, now: i64) -> kith_store::Result<(Vec<String>, EventDirect)> {
    let filter = GuestFilter { state: Some(GuestState::Going), ..GuestFilter::default() };
    let mut direct = EventDirect { reached: 0, unreached: 0, strangers: 0 };
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for guest in read.guests(&read.event(event)?.id, &filter, now, 0, u32::MAX)? {
        // Whoever was not there is not thanked for coming.
        if step == EventStep::After && guest.came_at.is_none() {
            continue;
        }
        let Some(member) = guest.member else {
            direct.strangers += u32::from(!guest.name.is_empty());
            continue;
        };
        if !seen.insert(read.member_key(&member)?) {
            continue;
        }
        let may = |source: &str| {
            let Ok(source) = source.parse() else { return false };
            read.sync(source).is_ok_and(|row| crate::sync::may_write(&row) == (true, true))
        };
        match read.addresses(&member)?.into_iter().find(|one| may(&one.source)) {
            Some(address) => {
                direct.reached += 1;
                found.push(address.account);
            }
            None => direct.unreached += 1,
        }
    }
    Ok((found, direct))
}

pub(crate) async fn direct(app: &App, args: DirectEventMessage) -> Result<EventDirect, ApiError> {
    let (now, event, step) = (app.now(), args.event.clone(), args.step);
    let (accounts, direct) = app.store()?.read(move |read| accounts(read, &event, step, now)).await?;
    if !args.send {
        return Ok(direct);
    }
    if accounts.is_empty() || accounts.len() > MOST_DIRECT {
        return Err(ApiError::invalid(
            "event",
            format!("between 1 and {MOST_DIRECT} members can be written to at once"),
        ));
    }
    let message = filled(app, &args.event, step).await?;
    if message.sent_at.is_some() {
        return Err(ApiError::new(Code::Conflict, "this message went out already"));
    }
    let mut letters = Vec::with_capacity(accounts.len());
    for account in accounts {
        let (title, text) = (Some(message.filled_subject.clone()), message.filled_body.clone());
        letters.push(outbox::ready_direct(app, QueueDirect { account, title, text, at: None }).await?);
    }
    let send = move |write: &kith_store::Write<'_>| {
        for letter in &letters {
            write.queue(&letter.intent())?;
        }
        write.mark_event_text(&args.event, step, true, now)
    };
    app.store()?.act("Send message to guests", send).await?;
    app.syncs().wake();
    Ok(direct)
}

pub(crate) async fn mail(app: &App, args: MailEvent) -> Result<EventMail, ApiError> {
    let (subject, body) = match args.step {
        Some(step) => {
            let message = filled(app, &args.event, step).await?;
            (message.filled_subject, message.filled_body)
        }
        None => {
            let (now, event) = (app.now(), args.event.clone());
            app.store()?.read(move |read| texts(read, &event, now)).await?.missed
        }
    };
    let (event, to) = (args.event, args.to);
    let (addresses, without) = app.store()?.read(move |read| read.event_addresses(&read.event(&event)?.id, to)).await?;
    let mails = event_messages::mails(&addresses, &subject, &body);
    if let Some(portion) = args.portion {
        let (address, _) =
            mails.get(portion as usize).ok_or_else(|| ApiError::invalid("portion", "there is no such portion"))?;
        // The address is made of nothing but letters that stand for themselves and numbers of bytes.
        let unopened = |_| ApiError::new(Code::Invalid, "the mail program could not be opened");
        app.env().desktop.open(address).map_err(unopened)?;
    }
    let portions = mails.iter().map(|(_, many)| u32::try_from(*many).unwrap_or(u32::MAX)).collect();
    Ok(EventMail { portions, without, has_words: event_messages::words_fit(&body), is_opened: args.portion.is_some() })
}
