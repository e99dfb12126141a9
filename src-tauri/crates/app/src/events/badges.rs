//! Badges and tickets with codes that a scanner at the door reads.
//!
//! **Invariants:** what a code says is what the door knows the guest by: the code of the list they came with, or else their id
//! here; on a badge is nothing that is private.

use kith_domain::{events, time};
use kith_store::{Event, GuestState, ListedGuest, ListedWhich};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App, Code,
    exports::{Exported, place},
    imports::in_background,
    reports::{
        badge_page,
        pdf::badges::{self, Badge, Badges, Sheet},
    },
};

/// More are not printed at once.
const MOST: usize = 5_000;

/// What is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BadgeForm {
    /// To wear, eight to a sheet.
    #[default]
    Badges,
    /// To bring along, four to a sheet.
    Tickets,
}

/// How large a sheet is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SheetSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Badges or tickets to print.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteBadges {
    /// Of which event.
    pub(crate) event: String,
    /// Of one guest only.
    #[serde(default)]
    pub(crate) guest: Option<String>,
    /// What is printed.
    #[serde(default)]
    pub(crate) form: BadgeForm,
    /// How large a sheet is.
    #[serde(default)]
    pub(crate) sheet: SheetSize,
    /// A page to be printed by a browser, which has letters of every script, and no PDF.
    #[serde(default)]
    pub(crate) page: bool,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

pub(crate) async fn write(app: &App, args: WriteBadges) -> Result<Exported, ApiError> {
    let now = app.now();
    let (form, size) = (args.form, args.sheet);
    let read = move |read: &kith_store::Read<'_>| {
        let event = read.event(&args.event)?;
        let mut guests = read.listed_guests(&event.id, ListedWhich::All, false, now)?;
        match &args.guest {
            Some(id) => {
                guests.retain(|one| one.guest.id == *id);
                if guests.is_empty() {
                    return Err(kith_store::Error::NotFound("guest"));
                }
            }
            None => guests.retain(|one| one.guest.state == GuestState::Going || one.guest.came_at.is_some()),
        }
        let made_on = time::day_of(now, read.zone()?).to_string();
        Ok(sheet(&event, &guests, form, size, (read.settings()?.name, made_on)))
    };
    let badges = app.store()?.read(read).await?;
    if badges.all.is_empty() {
        return Err(ApiError::invalid("event", "nobody has said that they come yet"));
    }
    if badges.all.len() > MOST {
        return Err(ApiError::invalid(
            "event",
            "these are more than 5,000: print them for one guest after the other, or for a smaller list",
        ));
    }
    let name = match form {
        BadgeForm::Badges => "badges",
        BadgeForm::Tickets => "tickets",
    };
    let ending = if args.page { "html" } else { "pdf" };
    let (rows, page) = (badges.all.len(), args.page);
    let make = move || {
        if page {
            return Ok(badge_page::render(&badges));
        }
        badges::render(&badges).map_err(|error| ApiError::new(Code::Bug, error))
    };
    place::save(app, args.path.as_deref(), (name, ending), rows, in_background(make)).await
}

fn sheet(
    event: &Event,
    guests: &[ListedGuest],
    form: BadgeForm,
    size: SheetSize,
    (community, made_on): (String, String),
) -> Badges {
    let tickets = form == BadgeForm::Tickets;
    let badge = |one: &ListedGuest| {
        let guest = &one.guest;
        let along = if guest.plus > 0 { format!("with {} more", guest.plus) } else { String::new() };
        let company = one.member.as_ref().and_then(|member| member.company.clone()).unwrap_or_default();
        let parts = if tickets { [guest.ticket.clone(), along] } else { [company, guest.ticket.clone()] };
        let under = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        Badge { name: guest.name.clone(), under, code: guest.code.clone().unwrap_or_else(|| guest.id.clone()) }
    };
    let starts = events::minute(&event.starts).unwrap_or_default();
    let when = format!("{} ({})", starts.format("%A, %-d %B %Y, %H:%M"), event.zone.replace('_', " "));
    Badges {
        community,
        title: event.title.clone(),
        lines: [when, event.place.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        tickets,
        sheet: match size {
            SheetSize::A4 => Sheet::A4,
            SheetSize::Letter => Sheet::Letter,
        },
        all: guests.iter().map(badge).collect(),
        made_on,
        id: format!("{}/{}", if tickets { "tickets" } else { "badges" }, event.id),
    }
}
