//! Guests: asked, approved, waiting, coming.

use kith_store::{ExpectedShow, Guest, GuestCounts, GuestFilter, GuestState, NewGuest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::EventId;
use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE, segments};

/// Guests that are moved at once.
const MOST_AT_ONCE: usize = 10_000;

/// Which guests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListGuests {
    /// Of which event.
    pub(crate) event: String,
    /// Beginnings of words of name or address.
    #[serde(default)]
    pub(crate) text: String,
    /// In which state.
    #[serde(default)]
    pub(crate) state: Option<GuestState>,
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

/// Guests: those who wait in the order of waiting, others by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct GuestPage {
    /// Those asked for.
    pub(crate) guests: Vec<Guest>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// How many there are of each state, of the segment where one was asked for.
    pub(crate) counts: GuestCounts,
}

/// A guest to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveGuest {
    /// Of which event.
    pub(crate) event: String,
    /// Which one is changed; nothing for a new one.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) guest: NewGuest,
}

/// Guests to move.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveGuests {
    /// Which guests.
    pub(crate) ids: Vec<String>,
    /// How it stands with them from now on.
    pub(crate) state: GuestState,
}

/// Two guests who are one person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct JoinGuests {
    /// One of them.
    pub(crate) one: String,
    /// The other.
    pub(crate) other: String,
}

/// The guest that both are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct JoinedGuests {
    /// Its id.
    pub(crate) id: String,
}

/// How many guests will come.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct ShowToExpect {
    /// What earlier events let one expect; nothing where none tells it.
    pub(crate) expected: Option<ExpectedShow>,
}

/// What offering seats did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SeatsOffered {
    /// Those who were offered a seat.
    pub(crate) offered: u32,
    /// Offers that ran out.
    pub(crate) expired: u32,
    /// Seats that are still free.
    pub(crate) free: u32,
}

pub(crate) async fn list(app: &App, args: ListGuests) -> Result<GuestPage, ApiError> {
    segments::settle(app, args.segment.as_deref()).await?;
    let (now, limit) = (app.now(), args.limit.clamp(1, LONGEST_PAGE));
    let read = move |read: &kith_store::Read<'_>| {
        let event = read.event(&args.event)?.id;
        let among = read.among(args.segment.as_deref(), now)?;
        let filter = GuestFilter { text: args.text, state: args.state, among };
        let counts = read.guest_counts(&event, &filter.among, now)?;
        let mut guests = read.guests(&event, &filter, now, args.skip, limit + 1)?;
        let more = guests.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        guests.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(GuestPage { guests, more, counts })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn save(app: &App, args: SaveGuest) -> Result<Nothing, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| {
        let guest = args.guest.checked()?;
        match &args.id {
            Some(id) => {
                let (known, event) = write.read().guest(id, now)?;
                write.keep_guest(&event, id, &guest, &known.origin, now)
            }
            None => write.keep_guest(&args.event, &new_id, &guest, "hand", now),
        }
    };
    app.store()?.act("Save guest", save).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: EventId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove guest", move |write| write.remove_guest(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn move_to(app: &App, args: MoveGuests) -> Result<Nothing, ApiError> {
    let now = app.now();
    if args.ids.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("ids", "these are too many at once"));
    }
    let set = move |write: &kith_store::Write<'_>| {
        args.ids.iter().try_for_each(|id| write.set_guest_state(id, args.state, now))
    };
    app.store()?.act("Move guests", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn offer(app: &App, args: EventId) -> Result<SeatsOffered, ApiError> {
    let now = app.now();
    let moves = app.store()?.act("Offer seats", move |write| write.offer_seats(&args.id, now)).await?;
    let count = |list: &[String]| u32::try_from(list.len()).unwrap_or(u32::MAX);
    Ok(SeatsOffered { offered: count(&moves.offered), expired: count(&moves.expired), free: moves.free })
}

pub(crate) async fn join(app: &App, args: JoinGuests) -> Result<JoinedGuests, ApiError> {
    let now = app.now();
    let join = move |write: &kith_store::Write<'_>| write.join_guests(&args.one, &args.other, now);
    let id = app.store()?.act("Join guests", join).await?;
    Ok(JoinedGuests { id })
}

pub(crate) async fn expect(app: &App, args: EventId) -> Result<ShowToExpect, ApiError> {
    let now = app.now();
    let expected = app.store()?.read(move |read| read.expected_show(&args.id, now)).await?;
    Ok(ShowToExpect { expected })
}
