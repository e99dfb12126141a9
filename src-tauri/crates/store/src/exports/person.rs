//! Everything about one person: for them, when they ask what is known about them.

use rusqlite::OptionalExtension;
use serde_json::Value;

use super::Rows;
use crate::{Read, error::Result, raw};

/// A part of what is known about a person.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its key in JSON.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// `?1` is the member's key; columns are named as in the export of everything.
    sql: &'static str,
}

/// The parts, in the order in which they are read.
pub const PARTS: &[Part] = &[
    Part {
        name: "member",
        title: "Member",
        sql: "SELECT i.uid AS id, m.name, m.is_bot, m.is_team, m.has_left, m.joined_at, m.first_at, m.last_at, m.posts, m.replies, m.reactions
         FROM member m JOIN identity i ON i.id = m.id WHERE m.id = ?1",
    },
    Part {
        name: "accounts",
        title: "Accounts",
        sql: "SELECT i.uid AS id, s.name AS source, s.kind AS source_kind, i.remote, i.handle, i.name, i.real_name, i.title, i.pronouns, i.email,
           i.phone, i.location, i.company, i.links AS \"links:json\", i.zone, i.avatar, i.is_bot, i.is_guest, i.is_admin, i.has_left, i.joined_at,
           i.trust, CASE i.standing WHEN 1 THEN 'silenced' WHEN 2 THEN 'suspended' WHEN 3 THEN 'staged' ELSE 'good' END AS standing,
           i.fields AS \"fields:json\", i.changed_at, t.posts, t.replies, t.reactions, t.first_at, t.last_at
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id LEFT JOIN tally t ON t.identity_id = i.id
         WHERE p.member_id = ?1 ORDER BY i.id",
    },
    Part {
        name: "greetings",
        title: "Greeted",
        sql: "SELECT g.how, g.greeted_at, g.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN greeting g ON g.identity = i.uid WHERE p.member_id = ?1 ORDER BY g.greeted_at",
    },
    Part {
        name: "message_tones",
        title: "How messages sound, as somebody set it",
        sql: "SELECT a.id AS activity, t.tone, t.updated_at FROM person p JOIN activity a ON a.identity_id = p.identity_id
           JOIN space s ON s.id = a.realm_id JOIN message_tone t ON t.message = s.uid || ' ' || a.remote
           WHERE p.member_id = ?1 ORDER BY a.id",
    },
    Part {
        name: "lapse_pauses",
        title: "Silence that is known about",
        sql: "SELECT l.until_at, l.decided_at, l.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN lapse_pause l ON l.identity = i.uid WHERE p.member_id = ?1 ORDER BY l.decided_at",
    },
    Part {
        name: "profile",
        title: "Written here about the person",
        sql: "SELECT coalesce(c.name, f.field) AS field, f.value AS \"value:json\", f.updated_at, f.identity AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN profile f ON f.identity = i.uid
           LEFT JOIN custom_field c ON f.field = 'custom:' || c.id
         WHERE p.member_id = ?1 ORDER BY f.field, f.id",
    },
    Part {
        name: "events",
        title: "Events",
        sql: "SELECT e.title AS event, e.starts, e.zone, g.name, g.email, g.state, g.plus, g.ticket, g.code, g.answers AS \"answers:json\", g.needs,
           g.registered_at, (SELECT min(c.at) FROM check_in c
             WHERE (c.guest = g.id OR c.guest IN (SELECT o.id FROM guest o WHERE o.same_as = g.id)) AND c.undone_at IS NULL) AS came_at, g.identity AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN guest g ON g.identity = i.uid JOIN event e ON e.id = g.event
         WHERE p.member_id = ?1 AND g.deleted_at IS NULL ORDER BY e.start_at, g.id",
    },
    Part {
        name: "event_sessions",
        title: "Talks given or heard at events",
        sql: "SELECT e.title AS event, s.title, 'speaker' AS role, s.room, s.speaker AS name, NULL AS at, s.identity AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN event_session s ON s.identity = i.uid JOIN event e ON e.id = s.event
         WHERE p.member_id = ?1 AND s.deleted_at IS NULL
         UNION ALL SELECT e.title, s.title, 'guest', s.room, g.name, v.at, g.identity FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN guest g ON g.identity = i.uid JOIN event_visit v ON v.guest = g.id AND v.deleted_at IS NULL
           JOIN event_session s ON s.id = v.session JOIN event e ON e.id = s.event
         WHERE p.member_id = ?1 AND g.deleted_at IS NULL AND s.deleted_at IS NULL",
    },
    Part {
        name: "event_parts",
        title: "Parts in events",
        sql: "SELECT e.title AS event, e.starts, e.zone, t.role, t.name, t.state, t.contact_on, t.next_step, t.note, t.identity AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN event_part t ON t.identity = i.uid JOIN event e ON e.id = t.event
         WHERE p.member_id = ?1 AND t.deleted_at IS NULL ORDER BY e.start_at, t.id",
    },
    Part {
        name: "mentoring",
        title: "Mentoring",
        sql: "SELECT g.name AS programme, m.mentor, m.mentee, m.contact, m.zone, m.state, m.started_on, m.ends_on, m.ended_on, m.ended_why,
           m.cadence_days, m.agreement, m.mentor_agreed_on, m.mentee_agreed_on, m.mentor_told_on, m.mentee_told_on, m.reasons AS \"reasons:json\", i.uid AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship m ON i.uid IN (m.mentor_identity, m.mentee_identity)
           LEFT JOIN programme g ON g.id = m.programme
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL ORDER BY m.started_on, m.id",
    },
    Part {
        name: "mentoring_sessions",
        title: "Mentoring: sessions, without what mentors keep for themselves",
        sql: "SELECT m.mentor, m.mentee, s.state, s.starts, s.zone, s.minutes, s.medium, s.topics, s.agreed, s.shared, s.rating_mentor, s.rating_mentee
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship m ON i.uid IN (m.mentor_identity, m.mentee_identity)
           JOIN mentoring_session s ON s.mentorship = m.id
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY s.start_at, s.id",
    },
    Part {
        name: "mentoring_items",
        title: "Mentoring: what was to be done",
        sql: "SELECT m.mentor, m.mentee, t.whose, t.text, t.due_on, t.done_on
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship m ON i.uid IN (m.mentor_identity, m.mentee_identity)
           JOIN mentoring_item t ON t.mentorship = m.id
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY t.created_at, t.id",
    },
    Part {
        name: "mentoring_goals",
        title: "Mentoring: goals",
        sql: "SELECT m.mentor, m.mentee, g.title, g.state, g.target_on, r.day, r.percent, r.evidence
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship m ON i.uid IN (m.mentor_identity, m.mentee_identity)
           JOIN mentoring_goal g ON g.mentorship = m.id LEFT JOIN mentoring_progress r ON r.goal = g.id AND r.deleted_at IS NULL
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL AND g.deleted_at IS NULL ORDER BY g.created_at, g.id, r.day, r.id",
    },
    Part {
        name: "mentoring_between",
        title: "Mentoring: between sessions",
        sql: "SELECT m.mentor, m.mentee, b.kind, b.text, b.identity AS met, b.due_on, b.sent_on
         FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN mentorship m ON i.uid IN (m.mentor_identity, m.mentee_identity) JOIN mentoring_between b ON b.mentorship = m.id
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL AND b.deleted_at IS NULL ORDER BY b.created_at, b.id",
    },
    Part {
        name: "mentoring_feedback",
        title: "Mentoring: feedback given",
        sql: "SELECT m.mentor, m.mentee, f.side, f.moment, f.rating, f.words, f.signal, f.quote = 1 AS is_quotable, f.day
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentorship m
             ON i.uid IN (m.mentor_identity, m.mentee_identity)
           JOIN mentoring_feedback f ON f.mentorship = m.id AND i.uid = CASE f.side WHEN 'mentor' THEN m.mentor_identity ELSE m.mentee_identity END
         WHERE p.member_id = ?1 AND m.deleted_at IS NULL AND f.deleted_at IS NULL ORDER BY f.day, f.id",
    },
    Part {
        name: "mentoring_applications",
        title: "Mentoring: applications",
        sql: "SELECT g.name AS programme, a.role, a.name, a.email, a.state, a.capacity, a.zone, a.answers AS \"answers:json\", a.note, a.applied_at,
           a.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id JOIN mentoring_application a ON a.identity = i.uid
           JOIN programme g ON g.id = a.programme
         WHERE p.member_id = ?1 AND a.deleted_at IS NULL ORDER BY a.applied_at, a.id",
    },
    Part {
        name: "tags",
        title: "Tags",
        sql: "SELECT t.name AS tag, g.created_at, g.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN tagging g ON g.identity = i.uid JOIN tag t ON t.id = g.tag WHERE p.member_id = ?1 ORDER BY t.name_key, g.id",
    },
    Part {
        name: "organisations",
        title: "Organisations",
        sql: "SELECT o.name AS organisation, a.role, a.from_on, a.until_on, a.created_at, a.identity AS account
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN affiliation a ON a.identity = i.uid JOIN organisation o ON o.id = a.organisation
         WHERE p.member_id = ?1 ORDER BY a.from_on, a.id",
    },
    Part {
        name: "notes",
        title: "Notes shared with the team",
        sql: "SELECT n.kind, n.text, n.due_on, n.due_time, n.done_at, n.created_at, n.updated_at FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN {shared_notes} n ON n.identity = i.uid WHERE p.member_id = ?1 ORDER BY n.created_at, n.id",
    },
    Part {
        name: "links",
        title: "Accounts that were made one, by somebody",
        sql: "SELECT l.identity AS account, l.anchor, l.why AS \"why:json\", l.linked_at FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN identity_link l ON l.identity = i.uid WHERE p.member_id = ?1 ORDER BY l.linked_at, l.identity",
    },
    Part {
        name: "links_by_address",
        title: "Accounts that are one because of their address",
        sql: "SELECT i.uid AS account, o.uid AS anchor, a.address FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN auto_link a ON a.identity_id = i.id JOIN identity o ON o.id = a.anchor_id WHERE p.member_id = ?1 ORDER BY i.id",
    },
    Part {
        name: "told_apart",
        title: "Accounts that somebody said are another's",
        sql: "SELECT n.a, n.b, n.decided_at FROM person p JOIN identity i ON i.id = p.identity_id JOIN not_same n ON i.uid IN (n.a, n.b)
         WHERE p.member_id = ?1 ORDER BY n.decided_at, n.pair",
    },
    Part {
        name: "matters",
        title: "Feedback, leads and invitations",
        sql: "SELECT m.sheet, m.label, m.area, m.kind, m.note, m.identity AS account,
           (SELECT json_group_object(s.step, s.moment) FROM matter_step s WHERE s.matter = m.id) AS \"steps:json\", m.created_at, m.updated_at
         FROM matter m WHERE m.deleted_at IS NULL AND (m.identity IN (SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id
             WHERE p.member_id = ?1)
           OR (m.sheet = 'invitation' AND m.label_key IN (SELECT lower(i.email) FROM person p JOIN identity i ON i.id = p.identity_id
             WHERE p.member_id = ?1)))
         ORDER BY m.created_at, m.id",
    },
    Part {
        name: "introductions",
        title: "Introductions",
        sql: "SELECT r.made_on, g.state, g.sent_at, m.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN introduction_member m ON m.identity = i.uid JOIN introduction_group g ON g.id = m.pair
           JOIN introduction_round r ON r.id = g.round WHERE p.member_id = ?1 ORDER BY r.made_on, m.id",
    },
    Part {
        name: "introduction_wishes",
        title: "Wishes about introductions",
        sql: "SELECT c.choice, c.snoozed_until, c.updated_at, c.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN introduction_choice c ON c.identity = i.uid WHERE p.member_id = ?1 ORDER BY c.identity",
    },
    Part {
        name: "kudos",
        title: "Thanks",
        sql: "SELECT k.words, k.by_whom, k.given_on, k.shared = 1 AS is_shared, k.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN kudos k ON k.identity = i.uid WHERE p.member_id = ?1 AND k.deleted_at IS NULL ORDER BY k.given_on, k.id",
    },
    Part {
        name: "gifts",
        title: "Gifts",
        sql: "SELECT g.what, g.why, g.given_on, g.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN gift g ON g.identity = i.uid WHERE p.member_id = ?1 AND g.deleted_at IS NULL ORDER BY g.given_on, g.id",
    },
    Part {
        name: "birthdays",
        title: "Birthday",
        sql: "SELECT b.day, b.how, b.updated_at, b.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN birthday b ON b.identity = i.uid WHERE p.member_id = ?1 ORDER BY b.identity",
    },
    Part {
        name: "celebrated",
        title: "What was celebrated",
        sql: "SELECT c.occasion, c.done_at, c.identity AS account FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN celebrated c ON c.identity = i.uid WHERE p.member_id = ?1 ORDER BY c.done_at, c.id",
    },
    Part {
        name: "advocate",
        title: "Speaking for the community",
        sql: "SELECT a.what, a.rules AS \"rules:json\", a.due_on, a.note, a.identity AS account,
           (SELECT json_group_array(json_object('step', s.step, 'on', s.on_day)) FROM advocate_step s WHERE s.advocate = a.id) AS \"steps:json\"
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN advocate a ON a.identity = i.uid
         WHERE p.member_id = ?1 AND a.deleted_at IS NULL ORDER BY a.created_at, a.id",
    },
    Part {
        name: "votes",
        title: "Feedback the person said as well",
        sql: "SELECT m.label, v.identity AS account, v.created_at FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN matter_voter v ON v.identity = i.uid LEFT JOIN matter m ON m.id = v.matter WHERE p.member_id = ?1 ORDER BY v.created_at, v.id",
    },
    Part {
        name: "told",
        title: "What the person was told became of feedback",
        sql: "SELECT m.label, t.identity AS account, t.told_at FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN matter_told t ON t.identity = i.uid LEFT JOIN matter m ON m.id = t.matter WHERE p.member_id = ?1 ORDER BY t.told_at, t.id",
    },
    Part {
        name: "made",
        title: "Marked as worth using again",
        sql: "SELECT CAST(f.activity AS TEXT) AS message, f.permission, f.decided_on, f.note, f.identity AS account, f.created_at, f.updated_at
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN content_find f ON f.identity = i.uid
         WHERE p.member_id = ?1 AND f.deleted_at IS NULL ORDER BY f.created_at, f.id",
    },
    Part {
        name: "posts_looked_after",
        title: "Planned posts the person looks after",
        sql: "SELECT c.title, c.state, c.planned_on, c.owner AS account, c.created_at, c.updated_at FROM person p
           JOIN identity i ON i.id = p.identity_id JOIN content_post c ON c.owner = i.uid
         WHERE p.member_id = ?1 AND c.deleted_at IS NULL ORDER BY c.created_at, c.id",
    },
    Part {
        name: "templates_looked_after",
        title: "Templates of posts the person looks after",
        sql: "SELECT c.name, c.title, c.owner AS account, c.created_at, c.updated_at FROM person p
           JOIN identity i ON i.id = p.identity_id JOIN content_template c ON c.owner = i.uid
         WHERE p.member_id = ?1 AND c.deleted_at IS NULL ORDER BY c.created_at, c.id",
    },
    Part {
        name: "review",
        title: "Posts of theirs that wait for a moderator",
        sql: "SELECT s.name AS source, r.title, r.words, r.reasons AS \"reasons:json\", r.created_at FROM person p
           JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
           JOIN review r ON r.source = s.uid AND r.account = i.remote WHERE p.member_id = ?1 ORDER BY r.created_at, r.id",
    },
    Part {
        name: "spaces",
        title: "Spaces the person is in",
        sql: "SELECT s.name AS source, c.name AS space, c.kind FROM person p JOIN membership m ON m.identity_id = p.identity_id
           JOIN space c ON c.id = m.space_id JOIN source s ON s.id = c.source_id WHERE p.member_id = ?1 ORDER BY s.name, c.name",
    },
    Part {
        name: "groups",
        title: "Groups and badges",
        sql: "SELECT s.name AS source, g.kind, g.name AS \"group\", g.purpose FROM person p JOIN account_group_member m ON m.identity_id = p.identity_id
           JOIN account_group g ON g.id = m.group_id JOIN source s ON s.id = g.source_id WHERE p.member_id = ?1 ORDER BY s.name, g.name",
    },
    Part {
        name: "days",
        title: "Numbers by day",
        sql: "SELECT date(2440587.5 + d.day) AS day, sum(d.posts) AS posts, sum(d.replies) AS replies, sum(d.joins) AS joins,
           sum(d.reactions) AS reactions
         FROM person p JOIN daily d ON d.identity_id = p.identity_id WHERE p.member_id = ?1 GROUP BY d.day ORDER BY d.day",
    },
    Part {
        name: "written_to",
        title: "Written to the person from here",
        sql: "SELECT n.kind, n.state, n.payload AS \"message:json\", n.created_at, n.sent_at
         FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id JOIN intent n ON n.source = s.uid
         WHERE p.member_id = ?1 AND (n.kind = 'direct' AND n.payload ->> 'account' IN (i.remote, i.handle, 'username:' || i.handle)
           OR n.kind = 'group' AND EXISTS (SELECT 1 FROM json_each(n.payload, '$.accounts') j
             WHERE j.value IN (i.remote, i.handle, 'username:' || i.handle))) ORDER BY n.created_at, n.id",
    },
    Part {
        name: "imported",
        title: "From imported tables",
        sql: "SELECT m.name AS import, r.what, r.place AS row, r.before AS \"before:json\", r.after AS \"after:json\"
         FROM person p JOIN identity i ON i.id = p.identity_id
           JOIN import_row r ON instr(r.key, i.uid) OR instr(r.after, i.uid) OR instr(coalesce(r.before, ''), i.uid)
           JOIN import m ON m.number = r.import
         WHERE p.member_id = ?1 ORDER BY r.import, r.place",
    },
    Part {
        name: "reactions",
        title: "Reactions given",
        sql: "SELECT e.name AS reaction, r.at AS given_at, s.name AS source, c.name AS space, CAST(a.id AS TEXT) AS message, a.occurred_at
         FROM person p CROSS JOIN reaction r ON r.identity_id = p.identity_id JOIN emoji e ON e.id = r.emoji_id
           JOIN activity a ON a.id = r.activity_id JOIN space c ON c.id = a.space_id JOIN source s ON s.id = c.source_id
         WHERE p.member_id = ?1 ORDER BY a.id, e.name",
    },
    Part {
        name: "activity",
        title: "Everything the person wrote and did",
        sql: "SELECT CAST(a.id AS TEXT) AS id, a.occurred_at, s.name AS source, c.name AS space,
           CASE a.kind WHEN 1 THEN 'post' WHEN 2 THEN 'reply' WHEN 3 THEN 'join' WHEN 4 THEN 'leave' ELSE 'system' END AS kind,
           t.title, a.text, CAST(a.thread_id AS TEXT) AS thread, a.edited_at, a.gone_at,
           (SELECT json_group_array(json_object('name', f.name, 'kind', f.kind)) FROM file f WHERE f.activity_id = a.id) AS \"files:json\"
         FROM (SELECT w.id FROM person p CROSS JOIN activity w ON w.identity_id = p.identity_id AND w.kind <= 2 AND w.gone_at IS NULL
                 WHERE p.member_id = ?1
               UNION SELECT w.id FROM person p CROSS JOIN activity w ON w.identity_id = p.identity_id AND w.kind > 2 WHERE p.member_id = ?1
               UNION SELECT w.id FROM person p CROSS JOIN activity w ON w.identity_id = p.identity_id AND w.gone_at IS NOT NULL
                 WHERE p.member_id = ?1) w CROSS JOIN activity a ON a.id = w.id
           JOIN space c ON c.id = a.space_id JOIN source s ON s.id = c.source_id LEFT JOIN thread t ON t.id = a.id
         WHERE a.kind <> 6 ORDER BY a.id",
    },
];

impl Read<'_> {
    /// Reads a part of what is known about the member of an account; answers how many rows it has.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when no account has this id; when `rows` cannot be written.
    pub fn export_person(&self, member: &str, part: &Part, rows: &mut dyn Rows) -> Result<u64> {
        let key = self.member_key(member)?;
        self.each_row(part.sql, [key], rows)
    }

    /// What the sources themselves said about a member's accounts, where that is kept.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when no account has this id.
    pub fn source_records(&self, member: &str) -> Result<Vec<Value>> {
        let key = self.member_key(member)?;
        let mut statement = self.connection.prepare(
            "SELECT i.raw FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1 AND i.raw IS NOT NULL ORDER BY i.id",
        )?;
        let places: Vec<i64> = statement.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut records = Vec::new();
        for place in places {
            let bytes: Option<Vec<u8>> = self
                .connection
                .query_row("SELECT bytes FROM raw_block WHERE id = ?1", [place.div_euclid(64)], |row| row.get(0))
                .optional()?;
            let Some(bytes) = bytes else { continue };
            let slot = usize::try_from(place.rem_euclid(64)).unwrap_or(0);
            let record = raw::Opened::new(&bytes)?.record(slot);
            records.extend(record.and_then(|record| serde_json::from_str(&record).ok()));
        }
        Ok(records)
    }
}

#[cfg(test)]
pub(crate) fn statements() -> impl Iterator<Item = &'static str> {
    PARTS.iter().map(|part| part.sql)
}
