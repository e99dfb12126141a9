//! The words of Kith and the rules about them, without any input or output.
//!
//! **Invariant:** nothing here reads a clock, a file, the network or chance: `now` and ids are arguments.

pub mod asks;
pub mod attendance;
pub mod backups;
pub mod celebrations;
pub mod door;
pub mod event_messages;
pub mod events;
pub mod figures;
pub mod fill;
pub mod handover;
pub mod hours;
pub mod ics;
pub mod id;
pub mod introductions;
pub mod joins;
pub mod levels;
pub mod matching;
pub mod mentoring;
pub mod metrics;
pub mod profile;
pub mod record;
pub mod reminders;
pub mod repeat;
pub mod resolve;
pub mod rich;
pub mod rrule;
pub mod run_of_show;
pub mod session_line;
pub mod sessions;
pub mod show;
pub mod table;
pub mod time;
pub mod tone;
pub mod waitlist;
pub mod when;
