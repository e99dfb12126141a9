//! Journeys through the whole core, from the door of its commands: a module per journey.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is tests, also what helps them: the person who reads the panic wrote it"
)]

mod again;
mod among;
mod backups;
mod calendars;
mod cancel;
mod conduct;
mod content;
mod copies;
mod count;
mod cut_off;
mod desk;
mod drills;
mod encodings;
mod erasing;
mod events;
mod events_after;
mod events_guests;
mod events_messages;
mod events_run;
mod exports;
mod feedback;
mod figures;
mod flags;
mod follow_ups;
mod forum;
mod hostile;
mod kept;
mod killed;
mod leaving;
mod listening;
mod lists;
mod machine;
mod mentoring;
mod metrics;
mod orders;
mod outbox;
mod people;
mod picture;
mod plain;
mod private;
mod programmes;
mod programmes_told;
mod recognition;
mod removals;
mod renewed;
mod reports;
mod rubbish;
mod sealed;
mod searching;
mod secrets;
mod series;
mod signing;
mod story;
mod strategy;
mod tables;
mod undoing;
mod unreadable;
mod upset;
mod windows;
mod workspace;
