//! Mentoring, in words that other programs understand.
//!
//! **Invariants:** nothing of what was removed; nothing that a mentor keeps for themselves, sealed or not; no signal that one of a
//! pair gave the lead alone.

use super::Table;

/// Programmes to begin others with.
pub(super) const PROGRAMME_TEMPLATES: Table = Table {
    name: "programme_templates",
    what: "What new programmes begin with.",
    lines: true,
    sql: "SELECT id, name, days, plan AS \"plan:json\", created_at, updated_at FROM programme_template WHERE deleted_at IS NULL ORDER BY name, id",
};

/// Programmes.
pub(super) const PROGRAMMES: Table = Table {
    name: "programmes",
    what: "Mentoring programmes.",
    lines: true,
    sql: "SELECT id, name, purpose, state, starts_on, ends_on, cadence_days, minutes, capacity, agreement, questions AS \"questions:json\",
       weights AS \"weights:json\", created_at, updated_at FROM programme WHERE deleted_at IS NULL ORDER BY starts_on, id",
};

/// Matchings.
pub(super) const ROUNDS: Table = Table {
    name: "mentoring_rounds",
    what: "Matchings of programmes.",
    lines: false,
    sql: "SELECT id, programme, name, opens_on, closes_on, published_at, created_at, updated_at FROM mentoring_round
     WHERE deleted_at IS NULL ORDER BY programme, id",
};

/// Who applied.
pub(super) const APPLICATIONS: Table = Table {
    name: "mentoring_applications",
    what: "Who wants to be a mentor or a mentee.",
    lines: true,
    sql: "SELECT id, programme, round, role, identity AS account, name, email, state, capacity, zone, answers AS \"answers:json\", note, applied_at,
       created_at, updated_at FROM mentoring_application WHERE deleted_at IS NULL ORDER BY programme, id",
};

/// What the lead said about two.
pub(super) const WISHES: Table = Table {
    name: "mentoring_wishes",
    what: "Pairs that a programme's lead wants, or does not.",
    lines: false,
    sql: "SELECT id, programme, mentor, mentee, wish, why, created_at, updated_at FROM mentoring_wish WHERE deleted_at IS NULL ORDER BY programme, id",
};

/// Pairs.
pub(super) const MENTORSHIPS: Table = Table {
    name: "mentorships",
    what: "Mentors and their mentees, without what mentors keep for themselves.",
    lines: true,
    sql: "SELECT id, programme, round, mentor_application, mentee_application, mine AS is_mine, mentor, mentor_identity AS mentor_account, mentee,
       mentee_identity AS mentee_account, contact, zone, state, started_on, ends_on, ended_on, ended_why, cadence_days, minutes, agreement,
       mentor_agreed_on, mentee_agreed_on, mentor_told_on, mentee_told_on, reasons AS \"reasons:json\", handed_by, created_at, updated_at
     FROM mentorship WHERE deleted_at IS NULL ORDER BY started_on, id",
};

/// What was shared of sessions.
pub(super) const SESSIONS: Table = Table {
    name: "mentoring_sessions",
    what: "Sessions of mentors and mentees: the shared part.",
    lines: false,
    sql: "SELECT id, mentorship, state, starts, zone, start_at, minutes, medium, topics, agreed, shared, rating_mentor, rating_mentee, created_at, updated_at
     FROM mentoring_session WHERE deleted_at IS NULL ORDER BY start_at, id",
};

/// What is to be done.
pub(super) const ITEMS: Table = Table {
    name: "mentoring_items",
    what: "What a mentor or a mentee wants to do.",
    lines: false,
    sql: "SELECT id, mentorship, session, whose, text, due_on, done_on, created_at, updated_at FROM mentoring_item
     WHERE deleted_at IS NULL ORDER BY mentorship, id",
};

/// What is to be reached.
pub(super) const GOALS: Table = Table {
    name: "mentoring_goals",
    what: "What mentees want to reach.",
    lines: false,
    sql: "SELECT id, mentorship, title, state, target_on, created_at, updated_at FROM mentoring_goal WHERE deleted_at IS NULL ORDER BY mentorship, id",
};

/// How far goals are.
pub(super) const PROGRESS: Table = Table {
    name: "mentoring_progress",
    what: "How far goals were on which day.",
    lines: false,
    sql: "SELECT r.id, r.goal, r.day, r.percent, r.evidence, r.created_at, r.updated_at FROM mentoring_progress r JOIN mentoring_goal g ON g.id = r.goal
     WHERE r.deleted_at IS NULL AND g.deleted_at IS NULL ORDER BY r.goal, r.day, r.id",
};

/// What lies between two sessions.
pub(super) const BETWEEN: Table = Table {
    name: "mentoring_between",
    what: "Notes, links and introductions between sessions.",
    lines: false,
    sql: "SELECT id, mentorship, kind, text, identity AS account, due_on, sent_on, created_at, updated_at FROM mentoring_between
     WHERE deleted_at IS NULL ORDER BY mentorship, id",
};

/// What both sides said.
pub(super) const FEEDBACK: Table = Table {
    name: "mentoring_feedback",
    what: "What both sides of a pair said in the middle and at the end, without what is for the lead alone.",
    lines: false,
    sql: "SELECT id, mentorship, side, moment, rating, words, quote AS is_quotable, day, created_at, updated_at FROM mentoring_feedback
     WHERE deleted_at IS NULL ORDER BY mentorship, id",
};
