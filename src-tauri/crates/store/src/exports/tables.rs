//! Everything a community's file holds, table by table, in words that other programs understand.

mod decided;
mod gatherings;
mod mentoring;

use super::Rows;
use crate::{Read, error::Result};

/// A file of the export of everything.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The file's name without its ending.
    pub name: &'static str,
    /// What is in it, in a sentence.
    pub what: &'static str,
    /// Rows hold lists: a line of JSON each, and not CSV.
    pub lines: bool,
    /// `name:json` holds JSON, `…_at` milliseconds, `is_…` and `has_…` yes or no.
    sql: &'static str,
}

/// Messages and happenings: written apart, because there are millions.
const ACTIVITY: &str = "SELECT CAST(a.id AS TEXT) AS id, p.uid AS space, s.uid AS source, CAST(a.remote AS TEXT) AS remote,
   CASE a.kind WHEN 1 THEN 'post' WHEN 2 THEN 'reply' WHEN 3 THEN 'join' WHEN 4 THEN 'leave' WHEN 5 THEN 'system' ELSE 'missing' END AS kind,
   i.uid AS account, CAST(a.thread_id AS TEXT) AS thread, a.occurred_at, a.edited_at, a.gone_at, a.text,
   (SELECT json_group_array(json_object('name', e.name, 'account', ri.uid, 'count', r.count, 'at', r.at))
      FROM reaction r JOIN emoji e ON e.id = r.emoji_id LEFT JOIN identity ri ON ri.id = r.identity_id WHERE r.activity_id = a.id)
     AS \"reactions:json\",
   (SELECT json_group_array(json_object('name', f.name, 'kind', f.kind)) FROM file f WHERE f.activity_id = a.id) AS \"files:json\"
 FROM activity a JOIN space p ON p.id = a.space_id JOIN source s ON s.id = p.source_id LEFT JOIN identity i ON i.id = a.identity_id
 ORDER BY a.id";

/// All files but the members' and the messages'.
pub const TABLES: &[Table] = &[
    Table {
        name: "accounts",
        what: "Accounts at the sources, and the member each belongs to.",
        lines: true,
        sql: "SELECT i.uid AS id, (SELECT o.uid FROM identity o WHERE o.id = p.member_id) AS member, s.uid AS source, i.remote, i.handle,
           i.name, i.real_name, i.title, i.pronouns, i.email, i.phone, i.location, i.company, i.links AS \"links:json\", i.zone, i.is_bot,
           i.is_guest, i.is_admin, i.has_left, i.joined_at, i.trust, i.standing, i.fields AS \"fields:json\", i.changed_at
         FROM identity i JOIN source s ON s.id = i.source_id LEFT JOIN person p ON p.identity_id = i.id ORDER BY i.id",
    },
    Table {
        name: "profile_edits",
        what: "What was written over what the sources say, field by field.",
        lines: true,
        sql: "SELECT identity AS account, field, value AS \"value:json\", updated_at FROM profile ORDER BY identity, field",
    },
    Table {
        name: "custom_fields",
        what: "The community's own fields.",
        lines: true,
        sql: "SELECT id, name, kind, choices AS \"choices:json\", place, created_at, updated_at FROM custom_field
         WHERE deleted_at IS NULL ORDER BY place, id",
    },
    Table {
        name: "tags",
        what: "Tags.",
        lines: false,
        sql: "SELECT id, name, colour, created_at, updated_at FROM tag WHERE deleted_at IS NULL ORDER BY name_key",
    },
    Table {
        name: "taggings",
        what: "Which account has which tag.",
        lines: false,
        sql: "SELECT g.identity AS account, t.name AS tag, g.tag AS tag_id, g.created_at FROM tagging g JOIN tag t ON t.id = g.tag
         WHERE t.deleted_at IS NULL ORDER BY t.name_key, g.identity",
    },
    Table {
        name: "events",
        what: "Events.",
        lines: false,
        sql: "SELECT id, title, kind, form, place, link, capacity, approval AS has_approval, starts, ends, zone, start_at, end_at, text, currency,
           sequence, cancelled AS is_cancelled, least_min, calendar_uid, series, series_on, created_at, updated_at FROM event WHERE deleted_at IS NULL ORDER BY start_at, id",
    },
    Table {
        name: "event_tasks",
        what: "What is to be done for events, in days from each event's first.",
        lines: false,
        sql: "SELECT t.id, t.event, t.title, t.offset_days, t.owner, t.done_at, t.created_at, t.updated_at FROM event_task t
           JOIN event e ON e.id = t.event WHERE t.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY t.event, t.offset_days, t.id",
    },
    Table {
        name: "event_parts",
        what: "Hosts, speakers, sponsors, volunteers, suppliers.",
        lines: false,
        sql: "SELECT t.id, t.event, t.role, t.name, t.identity AS account, t.state, t.contact_on, t.next_step, t.note, t.created_at, t.updated_at
         FROM event_part t JOIN event e ON e.id = t.event WHERE t.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY t.event, t.id",
    },
    Table {
        name: "event_costs",
        what: "Budgets of events, in minor units of each event's currency.",
        lines: false,
        sql: "SELECT c.id, c.event, c.label, c.planned, c.committed, c.paid, e.currency, c.created_at, c.updated_at FROM event_cost c
           JOIN event e ON e.id = c.event WHERE c.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY c.event, c.id",
    },
    Table {
        name: "event_templates",
        what: "Plans to begin events with.",
        lines: true,
        sql: "SELECT id, name, kind, plan AS \"plan:json\", created_at, updated_at FROM event_template WHERE deleted_at IS NULL ORDER BY name, id",
    },
    Table {
        name: "event_cues",
        what: "Runs of show, in minutes from each event's beginning.",
        lines: false,
        sql: "SELECT q.id, q.event, q.offset_min, q.minutes, q.title, q.owner, q.cue, q.place, q.backup, q.moved_min, q.begun_at, q.created_at, q.updated_at
         FROM event_cue q JOIN event e ON e.id = q.event WHERE q.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY q.event, q.offset_min, q.id",
    },
    Table {
        name: "event_messages",
        what: "Messages to guests that were changed for an event, and when they went out.",
        lines: true,
        sql: "SELECT m.event, m.step, m.subject, m.body, m.sent_at, m.created_at, m.updated_at FROM event_message m JOIN event e ON e.id = m.event
         WHERE e.deleted_at IS NULL ORDER BY m.event, m.step",
    },
    Table {
        name: "event_stays",
        what: "When guests of events were online.",
        lines: false,
        sql: "SELECT s.event, s.guest, s.from_at, s.until_at FROM event_stay s JOIN event e ON e.id = s.event WHERE e.deleted_at IS NULL
         ORDER BY s.event, s.from_at, s.id",
    },
    Table {
        name: "event_scores",
        what: "What was thought of events, from 0 to 10, without names.",
        lines: false,
        sql: "SELECT s.event, s.score, s.said, s.created_at, s.updated_at FROM event_score s JOIN event e ON e.id = s.event
         WHERE s.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY s.event, s.id",
    },
    Table {
        name: "event_lessons",
        what: "Lessons, decisions and links of events.",
        lines: false,
        sql: "SELECT l.id, l.event, l.kind, l.text, l.link, l.created_at, l.updated_at FROM event_lesson l JOIN event e ON e.id = l.event
         WHERE l.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY l.event, l.id",
    },
    Table {
        name: "event_guests",
        what: "Guests of events, without what they answered and what they need.",
        lines: false,
        sql: "SELECT g.id, g.event, g.origin, g.known_by, g.identity AS account, g.name, g.email, g.state, g.queued_at, g.offered_until AS offered_until_at,
           g.plus, g.ticket, g.code, g.registered_at, g.moves AS \"moves:json\", g.created_at, g.updated_at
         FROM guest g JOIN event e ON e.id = g.event WHERE g.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY g.event, g.id",
    },
    decided::MESSAGE_TONES,
    decided::HEALTH_BANDS,
    gatherings::SESSIONS,
    gatherings::VISITS,
    gatherings::CHECK_INS,
    gatherings::JOINS,
    mentoring::PROGRAMMES,
    mentoring::PROGRAMME_TEMPLATES,
    mentoring::ROUNDS,
    mentoring::APPLICATIONS,
    mentoring::WISHES,
    mentoring::MENTORSHIPS,
    mentoring::SESSIONS,
    mentoring::ITEMS,
    mentoring::GOALS,
    mentoring::PROGRESS,
    mentoring::BETWEEN,
    mentoring::FEEDBACK,
    Table {
        name: "event_series",
        what: "Events that come again, by rule.",
        lines: false,
        sql: "SELECT id, title, rule, starts, left_out AS \"left_out:json\", created_at, updated_at FROM event_series WHERE deleted_at IS NULL ORDER BY title, id",
    },
    Table {
        name: "holidays",
        what: "Days on which people have other plans.",
        lines: false,
        sql: "SELECT id, calendar, on_day, name, created_at, updated_at FROM holiday WHERE deleted_at IS NULL ORDER BY on_day, calendar, id",
    },
    Table {
        name: "organisations",
        what: "Companies, universities, clubs.",
        lines: false,
        sql: "SELECT id, name, domain, created_at, updated_at FROM organisation WHERE deleted_at IS NULL ORDER BY name_key",
    },
    Table {
        name: "affiliations",
        what: "Who belongs to an organisation, as what, from when until when.",
        lines: false,
        sql: "SELECT a.identity AS account, o.name AS organisation, a.organisation AS organisation_id, a.role, a.from_on, a.until_on,
           a.created_at, a.updated_at
         FROM affiliation a JOIN organisation o ON o.id = a.organisation WHERE o.deleted_at IS NULL ORDER BY a.identity, a.from_on",
    },
    Table {
        name: "links",
        what: "Which accounts somebody made one member, or parted, and why.",
        lines: true,
        sql: "SELECT identity AS account, anchor, why AS \"why:json\", linked_at FROM identity_link ORDER BY linked_at, identity",
    },
    Table {
        name: "links_by_address",
        what: "Accounts that are one member because their sources verified the same address.",
        lines: false,
        sql: "SELECT i.uid AS account, o.uid AS anchor, a.address FROM auto_link a JOIN identity i ON i.id = a.identity_id
           JOIN identity o ON o.id = a.anchor_id ORDER BY i.id",
    },
    Table {
        name: "told_apart",
        what: "Pairs of accounts that somebody said are not the same person.",
        lines: false,
        sql: "SELECT a, b, decided_at FROM not_same ORDER BY decided_at, pair",
    },
    Table {
        name: "notes",
        what: "Notes, feedback, thanks and follow-ups that are shared with the team. Private notes are not in any export.",
        lines: false,
        sql: "SELECT n.id, n.identity AS account, n.kind, n.text, n.due_on, n.due_time, n.due_zone, n.due_at, n.done_at, n.created_at,
           n.updated_at
         FROM {shared_notes} n ORDER BY n.created_at, n.id",
    },
    Table {
        name: "segments",
        what: "Saved rules that choose members.",
        lines: true,
        sql: "SELECT id, name, rule AS \"rule:json\", created_at, updated_at FROM segment WHERE deleted_at IS NULL ORDER BY name, id",
    },
    Table {
        name: "space_choices",
        what: "What was decided here about channels and categories: in which ones no answer is expected.",
        lines: true,
        sql: "SELECT space, expects_answer, decided_at FROM space_choice ORDER BY space",
    },
    Table {
        name: "figures",
        what: "Numbers of some days that were kept by hand: tickets, views, revenue.",
        lines: false,
        sql: "SELECT id, kind, from_on, until_on, label, value, currency, note, created_at, updated_at FROM figure
         WHERE deleted_at IS NULL ORDER BY kind, from_on, until_on, label",
    },
    Table {
        name: "documents",
        what: "Purpose, audience, guidelines and code of conduct, with all their versions.",
        lines: false,
        sql: "SELECT document, version, words, note, created_at FROM strategy_version ORDER BY document, version",
    },
    Table {
        name: "strategy",
        what: "Decisions, challenges and goals.",
        lines: false,
        sql: "SELECT id, kind, title, words, who, on_day, due_on, metric, start, target, current, is_done, created_at, updated_at
         FROM strategy_entry WHERE deleted_at IS NULL ORDER BY kind, on_day, id",
    },
    Table {
        name: "playbooks",
        what: "Items of the playbooks that are done.",
        lines: false,
        sql: "SELECT item, done_at FROM strategy_tick ORDER BY item",
    },
    Table {
        name: "matters",
        what: "Feedback, leads, invitations and incidents. Of incidents neither number nor note: those stay in Kith.",
        lines: true,
        sql: "SELECT m.id, m.sheet, m.identity AS account, CAST(m.activity AS TEXT) AS message,
           CASE m.sheet WHEN 'incident' THEN NULL ELSE m.label END AS label, m.area, m.kind, m.voters,
           CASE m.sheet WHEN 'incident' THEN NULL ELSE m.note END AS note,
           (SELECT json_group_object(s.step, s.moment) FROM matter_step s WHERE s.matter = m.id) AS \"steps:json\",
           m.merged_into, m.created_at, m.updated_at
         FROM matter m WHERE m.deleted_at IS NULL OR m.merged_into IS NOT NULL ORDER BY m.sheet, m.created_at, m.id",
    },
    Table {
        name: "factors",
        what: "Numbers that estimates are made with, where somebody set them.",
        lines: false,
        sql: "SELECT id, value, source, updated_at FROM factor ORDER BY id",
    },
    Table {
        name: "sources",
        what: "Workspaces, forums and kinds of tables, and how they are read. No key is in here.",
        lines: true,
        sql: "SELECT s.uid AS id, s.kind, s.remote, s.name, s.address, s.created_at, y.settings AS \"settings:json\", y.every AS every_minutes,
           y.last_ok_at, y.last_full_at
         FROM source s LEFT JOIN sync y ON y.source_id = s.id ORDER BY s.id",
    },
    Table {
        name: "spaces",
        what: "Channels and categories.",
        lines: true,
        sql: "SELECT p.uid AS id, s.uid AS source, p.remote, p.name, p.former_names AS \"former_names:json\", p.kind, p.archived, p.topic,
           p.purpose, p.created_at, p.messages, p.threads, p.last_at
         FROM space p JOIN source s ON s.id = p.source_id ORDER BY p.id",
    },
    Table {
        name: "space_members",
        what: "Which account is in which space.",
        lines: false,
        sql: "SELECT p.uid AS space, i.uid AS account FROM membership m JOIN space p ON p.id = m.space_id JOIN identity i ON i.id = m.identity_id
         ORDER BY m.space_id, m.identity_id",
    },
    Table {
        name: "groups",
        what: "User groups and badges of the sources.",
        lines: false,
        sql: "SELECT g.id, s.uid AS source, g.kind, g.remote, g.name, g.purpose, g.archived FROM account_group g JOIN source s ON s.id = g.source_id
         ORDER BY g.id",
    },
    Table {
        name: "group_members",
        what: "Who is in a group or has a badge.",
        lines: false,
        sql: "SELECT m.group_id, i.uid AS account FROM account_group_member m JOIN identity i ON i.id = m.identity_id
         ORDER BY m.group_id, m.identity_id",
    },
    Table {
        name: "threads",
        what: "Conversations with at least one answer, and topics of forums. The id is that of the message that opened it.",
        lines: true,
        sql: "SELECT CAST(t.id AS TEXT) AS id, p.uid AS space, t.title, t.started_at, t.last_at, t.replies, o.number AS topic_number,
           o.tags AS \"tags:json\", o.closed, o.archived, o.unlisted, o.solved, o.views
         FROM thread t JOIN space p ON p.id = t.space_id LEFT JOIN topic o ON o.root_id = t.id ORDER BY t.id",
    },
    Table {
        name: "outbox",
        what: "What was written here for a community, and what became of it.",
        lines: true,
        sql: "SELECT id, source, kind, payload AS \"payload:json\", state, attempts, created_at, updated_at, sent_at FROM intent
         ORDER BY created_at, id",
    },
    Table {
        name: "introduction_rounds",
        what: "Rounds of introductions: when they were drawn, and the message.",
        lines: true,
        sql: "SELECT id, made_on, options AS \"options:json\", words, title, ask_after, created_at, updated_at FROM introduction_round
         WHERE deleted_at IS NULL ORDER BY created_at, id",
    },
    Table {
        name: "introductions",
        what: "Who was introduced to whom, why, and whether they met.",
        lines: true,
        sql: "SELECT g.id, g.round, g.points, g.reasons AS \"reasons:json\", g.state, g.sent_at, g.ask_on, g.answered_at,
           (SELECT json_group_array(m.identity) FROM introduction_member m WHERE m.pair = g.id) AS \"accounts:json\"
         FROM introduction_group g JOIN introduction_round r ON r.id = g.round AND r.deleted_at IS NULL ORDER BY r.created_at, g.round, g.place",
    },
    Table {
        name: "introduction_wishes",
        what: "Who does not want to be introduced, not before a day, or said yes.",
        lines: false,
        sql: "SELECT identity AS account, choice, snoozed_until, updated_at FROM introduction_choice ORDER BY identity",
    },
    Table {
        name: "kudos",
        what: "Thanks: to whom, for what, by whom.",
        lines: false,
        sql: "SELECT id, identity AS account, words, by_whom, given_on, shared = 1 AS is_shared, created_at, updated_at FROM kudos
         WHERE deleted_at IS NULL ORDER BY given_on, id",
    },
    Table {
        name: "gifts",
        what: "What members were given.",
        lines: false,
        sql: "SELECT id, identity AS account, what, why, given_on, created_at, updated_at FROM gift WHERE deleted_at IS NULL ORDER BY given_on, id",
    },
    Table {
        name: "birthdays",
        what: "Days on which members asked to be congratulated: month and day.",
        lines: false,
        sql: "SELECT identity AS account, day, how, updated_at FROM birthday ORDER BY identity",
    },
    Table {
        name: "celebrated",
        what: "What was celebrated already.",
        lines: false,
        sql: "SELECT identity AS account, occasion, done_at FROM celebrated ORDER BY done_at, id",
    },
    Table {
        name: "advocates",
        what: "Who speaks for the community, or is asked to, step by step.",
        lines: true,
        sql: "SELECT a.id, a.identity AS account, a.what, a.rules AS \"rules:json\", a.due_on, a.note, a.created_at, a.updated_at,
           (SELECT json_group_array(json_object('step', s.step, 'on', s.on_day)) FROM advocate_step s WHERE s.advocate = a.id) AS \"steps:json\"
         FROM advocate a WHERE a.deleted_at IS NULL ORDER BY a.created_at, a.id",
    },
    Table {
        name: "imports",
        what: "Archives and tables that were imported.",
        lines: true,
        sql: "SELECT m.id, m.kind, m.name, s.uid AS source, m.state, m.started_at, m.finished_at, m.notes AS \"notes:json\"
         FROM import m LEFT JOIN source s ON s.id = m.source_id WHERE m.kind <> 'sync' ORDER BY m.number",
    },
    Table {
        name: "imported_rows",
        what: "What the import of a table changed, row by row.",
        lines: true,
        sql: "SELECT m.id AS import, r.what, r.key, r.place, r.before AS \"before:json\", r.after AS \"after:json\"
         FROM import_row r JOIN import m ON m.number = r.import ORDER BY r.import, r.place",
    },
    Table {
        name: "import_profiles",
        what: "How columns of tables are read.",
        lines: true,
        sql: "SELECT id, name, mapping AS \"mapping:json\", created_at, updated_at FROM import_profile WHERE deleted_at IS NULL ORDER BY name",
    },
    Table {
        name: "report_texts",
        what: "The manager's own words in reports.",
        lines: true,
        sql: "SELECT template, period, words AS \"words:json\", updated_at FROM report_text ORDER BY template, period",
    },
    Table {
        name: "report_schedules",
        what: "Reports that are made by themselves.",
        lines: true,
        sql: "SELECT template, formats AS \"formats:json\", folder, since AS since_at, updated_at FROM report_schedule ORDER BY template",
    },
    Table {
        name: "content_posts",
        what: "Planned posts, and what became of them.",
        lines: true,
        sql: "SELECT p.id, p.title, p.body, p.state, p.space, p.place, p.owner AS owner_account, p.planned_on, p.planned_time, p.zone, p.campaign,
           p.notes, p.tags AS \"tags:json\", p.series, p.series_on, p.intent, CAST(coalesce(p.activity, r.activity) AS TEXT) AS message,
           p.published_at, r.answers, r.people, r.reactions, r.views, r.counted_at, p.created_at, p.updated_at
         FROM content_post p LEFT JOIN content_result r ON r.post = p.id WHERE p.deleted_at IS NULL ORDER BY p.planned_on, p.id",
    },
    Table {
        name: "content_templates",
        what: "Templates and series of posts.",
        lines: true,
        sql: "SELECT id, name, title, body, space, place, owner AS owner_account, campaign, tags AS \"tags:json\", time, zone,
           rule AS \"rule:json\", from_on, until_on, created_at, updated_at FROM content_template WHERE deleted_at IS NULL ORDER BY id",
    },
    Table {
        name: "content_campaigns",
        what: "Campaigns.",
        lines: false,
        sql: "SELECT id, name, from_on, until_on, goal, created_at, updated_at FROM content_campaign WHERE deleted_at IS NULL ORDER BY from_on, id",
    },
    Table {
        name: "content_finds",
        what: "What members made that is worth using again, and whether they agreed.",
        lines: false,
        sql: "SELECT id, CAST(activity AS TEXT) AS message, identity AS account, permission, decided_on, post, note, created_at, updated_at
         FROM content_find WHERE deleted_at IS NULL ORDER BY created_at, id",
    },
    Table {
        name: "feedback_voters",
        what: "Who said the same as a piece of feedback.",
        lines: false,
        sql: "SELECT v.matter, v.identity AS account, v.created_at FROM matter_voter v ORDER BY v.created_at, v.id",
    },
    Table {
        name: "feedback_told",
        what: "Who was told what became of a piece of feedback.",
        lines: false,
        sql: "SELECT t.matter, t.identity AS account, t.intent, t.told_at FROM matter_told t ORDER BY t.told_at, t.id",
    },
    Table {
        name: "retention",
        what: "How long texts of a source are kept, where that was decided.",
        lines: false,
        sql: "SELECT source, months, confirmed_at, ran_at, emptied FROM retention ORDER BY source",
    },
    Table {
        name: "goal_values",
        what: "Where goals stood, day by day.",
        lines: false,
        sql: "SELECT entry AS goal, on_day AS day, value FROM goal_value ORDER BY entry, on_day",
    },
    Table {
        name: "settings",
        what: "The community's settings.",
        lines: true,
        sql: "SELECT key, value AS \"value:json\" FROM setting WHERE key NOT IN ('erasure_salt', 'members_unfinished') ORDER BY key",
    },
    Table {
        name: "attention",
        what: "What was decided about conversations that wait for an answer.",
        lines: true,
        sql: "SELECT activity, claimed_by, snoozed_until, closed_at, updated_at FROM attention ORDER BY activity",
    },
    Table {
        name: "greetings",
        what: "Newcomers who were greeted, by account.",
        lines: true,
        sql: "SELECT identity AS account, how, intent, greeted_at FROM greeting ORDER BY identity",
    },
    Table {
        name: "lapse_pauses",
        what: "Members whose silence is known about, by account.",
        lines: true,
        sql: "SELECT identity AS account, until_at, decided_at FROM lapse_pause ORDER BY identity",
    },
    Table {
        name: "watches",
        what: "Bounds of metrics that somebody wants to be told about.",
        lines: true,
        sql: "SELECT id, metric, every, beyond, bound, created_at, updated_at FROM watch ORDER BY id",
    },
    Table {
        name: "saved_texts",
        what: "Texts that are used again.",
        lines: true,
        sql: "SELECT id, kind, name, body, created_at, updated_at, deleted_at FROM saved_text ORDER BY id",
    },
];

impl Read<'_> {
    /// Reads a table of the export of everything; answers how many rows it has.
    ///
    /// # Errors
    /// When the file cannot be read or `rows` cannot be written.
    pub fn export_table(&self, table: &Table, rows: &mut dyn Rows) -> Result<u64> {
        self.each_row(table.sql, [], rows)
    }

    /// Reads messages and happenings in order of time; answers how many.
    ///
    /// # Errors
    /// As [`Read::export_table`].
    pub fn export_activity(&self, rows: &mut dyn Rows) -> Result<u64> {
        self.each_row(ACTIVITY, [], rows)
    }
}

#[cfg(test)]
pub(crate) fn statements() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.sql).chain([ACTIVITY])
}
