//! What hangs on events, in words that other programs understand.
//!
//! **Invariant:** as for all files of the export: nothing of what was removed, nothing private.

use super::Table;

/// Talks.
pub(super) const SESSIONS: Table = Table {
    name: "event_sessions",
    what: "Talks of events, with rooms and speakers; times are minutes from the event's beginning.",
    lines: false,
    sql: "SELECT s.id, s.event, s.title, s.speaker, s.identity AS account, s.room, s.track, s.offset_min, s.minutes, s.capacity, s.created_at,
       s.updated_at
     FROM event_session s JOIN event e ON e.id = s.event WHERE s.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY s.event, s.offset_min, s.id",
};

/// Who was in them.
pub(super) const VISITS: Table = Table {
    name: "event_visits",
    what: "Who was in which talk.",
    lines: false,
    sql: "SELECT v.session, v.guest, v.at AS came_at FROM event_visit v JOIN event_session s ON s.id = v.session JOIN event e ON e.id = s.event
     WHERE v.deleted_at IS NULL AND s.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY v.session, v.guest",
};

/// The door.
pub(super) const CHECK_INS: Table = Table {
    name: "check_ins",
    what: "Who came through the door of an event, and what of that was taken back.",
    lines: false,
    sql: "SELECT id, event, guest, at AS came_at, heads, desk, undone_at FROM check_in ORDER BY event, at, id",
};

/// Who is one person.
pub(super) const JOINS: Table = Table {
    name: "guest_joins",
    what: "Guests of an event of whom somebody said that they are one person; turns: odd, they are, even, they were parted again.",
    lines: false,
    sql: "SELECT event, one, other, turns FROM guest_join ORDER BY event, one, other",
};
