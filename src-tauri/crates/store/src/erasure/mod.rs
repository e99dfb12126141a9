//! One person is taken out of the file, for good.
//!
//! What they wrote becomes a mark that something was there, so that others' answers stay where they are and counts stay
//! true; who they were, and everything written about them here, goes. Their fingerprint stays in the ledger
//! ([`ledger`]), so that no sync, import or older copy of the file brings them back.
//!
//! **Invariants:** one transaction; afterwards no table, no index and no page of the file has a word of theirs
//! ([`Store::purge`] does the pages); it cannot be taken back.

pub(crate) mod ledger;
mod scrub;

use rusqlite::params;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use self::ledger::Kind;
pub use self::ledger::LedgerLines;
use crate::{
    Read, Store, Write,
    error::{Error, Result},
    ingest::Unfinished,
    lock,
    topic::Topic,
};

/// What of a person is in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Traces {
    /// The member's name.
    pub name: String,
    /// Accounts.
    pub accounts: u32,
    /// Posts and replies whose words go.
    pub messages: u32,
    /// What else they did: joins and the like.
    pub happenings: u32,
    /// Reactions they gave: they stay as a number without a name.
    pub reactions: u32,
    /// Spaces, groups and badges they are in.
    pub memberships: u32,
    /// Fields, tags and organisations that were written about them here.
    pub profile: u32,
    /// Notes about them, private ones among them.
    pub notes: u32,
    /// What was written to them from here.
    pub written_to: u32,
    /// Messages of others in which they are mentioned: what others wrote stays.
    pub mentions: u32,
}

/// Statements that take a person out of a table, after what they did was made nobody's: `erased` holds keys and uids of
/// their accounts. A test compares with the schema.
pub(crate) const ERASE: &[(&str, &str)] = &[
    ("membership", "DELETE FROM membership WHERE identity_id IN (SELECT id FROM erased)"),
    ("account_group_member", "DELETE FROM account_group_member WHERE identity_id IN (SELECT id FROM erased)"),
    ("auto_link", "DELETE FROM auto_link WHERE identity_id IN (SELECT id FROM erased) OR anchor_id IN (SELECT id FROM erased)"),
    ("tally", "DELETE FROM tally WHERE identity_id IN (SELECT id FROM erased)"),
    ("daily", "DELETE FROM daily WHERE identity_id IN (SELECT id FROM erased)"),
    ("member_fts", "DELETE FROM member_fts WHERE rowid IN (SELECT id FROM erased)"),
    ("member", "DELETE FROM member WHERE id IN (SELECT id FROM erased)"),
    ("person", "DELETE FROM person WHERE identity_id IN (SELECT id FROM erased)"),
    ("identity_link", "DELETE FROM identity_link WHERE identity IN (SELECT uid FROM erased) OR anchor IN (SELECT uid FROM erased)"),
    ("not_same", "DELETE FROM not_same WHERE a IN (SELECT uid FROM erased) OR b IN (SELECT uid FROM erased)"),
    ("profile", "DELETE FROM profile WHERE identity IN (SELECT uid FROM erased)"),
    ("tagging", "DELETE FROM tagging WHERE identity IN (SELECT uid FROM erased)"),
    ("affiliation", "DELETE FROM affiliation WHERE identity IN (SELECT uid FROM erased)"),
    ("greeting", "DELETE FROM greeting WHERE identity IN (SELECT uid FROM erased)"),
    ("lapse_pause", "DELETE FROM lapse_pause WHERE identity IN (SELECT uid FROM erased)"),
    ("attention", "DELETE FROM attention WHERE activity IN (SELECT id FROM erased_activity)"),
    (
        "message_tone",
        "DELETE FROM message_tone WHERE message IN (
           SELECT s.uid || ' ' || a.remote FROM erased_activity e JOIN activity a ON a.id = e.id JOIN space s ON s.id = a.realm_id)",
    ),
    (
        "review",
        "DELETE FROM review WHERE id IN (SELECT r.id FROM review r JOIN source s ON s.uid = r.source
           JOIN identity i ON i.source_id = s.id AND i.remote = r.account WHERE i.id IN (SELECT id FROM erased))",
    ),
    ("note", "DELETE FROM note WHERE identity IN (SELECT uid FROM erased)"),
    ("note_salt", "DELETE FROM note_salt WHERE identity IN (SELECT uid FROM erased)"),
    ("content_find", "DELETE FROM content_find WHERE identity IN (SELECT uid FROM erased) OR activity IN (SELECT id FROM erased_activity)"),
    ("content_post", "UPDATE content_post SET owner = NULL WHERE owner IN (SELECT uid FROM erased)"),
    ("content_template", "UPDATE content_template SET owner = NULL WHERE owner IN (SELECT uid FROM erased)"),
    (
        // What somebody else said as well stays, on its own again.
        "matter",
        "UPDATE OR IGNORE matter SET merged_into = NULL, deleted_at = NULL WHERE merged_into IN (SELECT id FROM matter WHERE identity IN (SELECT uid FROM erased) OR activity IN (SELECT id FROM erased_activity))",
    ),
    (
        "matter_voter",
        "DELETE FROM matter_voter WHERE identity IN (SELECT uid FROM erased)
           OR matter IN (SELECT id FROM matter WHERE identity IN (SELECT uid FROM erased) OR activity IN (SELECT id FROM erased_activity))",
    ),
    (
        "matter_told",
        "DELETE FROM matter_told WHERE identity IN (SELECT uid FROM erased)
           OR matter IN (SELECT id FROM matter WHERE identity IN (SELECT uid FROM erased) OR activity IN (SELECT id FROM erased_activity))",
    ),
    (
        "matter_step",
        "DELETE FROM matter_step WHERE matter IN (SELECT id FROM matter WHERE identity IN (SELECT uid FROM erased)
           OR activity IN (SELECT id FROM erased_activity)
           OR (sheet = 'invitation' AND label_key IN (SELECT lower(i.email) FROM erased e JOIN identity i ON i.id = e.id)))",
    ),
    (
        "matter",
        "DELETE FROM matter WHERE identity IN (SELECT uid FROM erased) OR activity IN (SELECT id FROM erased_activity)
           OR (sheet = 'invitation' AND label_key IN (SELECT lower(i.email) FROM erased e JOIN identity i ON i.id = e.id))",
    ),
    // Groups stay with whoever is left, without the reasons, which speak of the person.
    (
        "introduction_group",
        "UPDATE introduction_group SET reasons = '[]' WHERE EXISTS (SELECT 1 FROM erased e WHERE instr(introduction_group.reasons, e.uid))
           OR id IN (SELECT pair FROM introduction_member WHERE identity IN (SELECT uid FROM erased))",
    ),
    ("introduction_member", "DELETE FROM introduction_member WHERE identity IN (SELECT uid FROM erased)"),
    ("introduction_choice", "DELETE FROM introduction_choice WHERE identity IN (SELECT uid FROM erased)"),
    ("kudos", "DELETE FROM kudos WHERE identity IN (SELECT uid FROM erased)"),
    ("gift", "DELETE FROM gift WHERE identity IN (SELECT uid FROM erased)"),
    ("birthday", "DELETE FROM birthday WHERE identity IN (SELECT uid FROM erased)"),
    ("celebrated", "DELETE FROM celebrated WHERE identity IN (SELECT uid FROM erased)"),
    (
        "advocate_step",
        "DELETE FROM advocate_step WHERE advocate IN (SELECT id FROM advocate WHERE identity IN (SELECT uid FROM erased))",
    ),
    ("advocate", "DELETE FROM advocate WHERE identity IN (SELECT uid FROM erased)"),
    // How often a pair met is a number that others built on; what was said belongs to both, so one of them takes it away.
    (
        "note_salt",
        "DELETE FROM note_salt WHERE identity IN (SELECT 'mentorship ' || id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_session",
        "UPDATE mentoring_session SET topics = '', agreed = '', shared = '', sealed = NULL, key_id = NULL WHERE mentorship IN (SELECT id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_item",
        "UPDATE mentoring_item SET text = '' WHERE mentorship IN (SELECT id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_progress",
        "UPDATE mentoring_progress SET evidence = '' WHERE goal IN (SELECT g.id FROM mentoring_goal g JOIN mentorship m ON m.id = g.mentorship
           WHERE m.mentor_identity IN (SELECT uid FROM erased) OR m.mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_goal",
        "UPDATE mentoring_goal SET title = '' WHERE mentorship IN (SELECT id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    ("mentoring_between", "DELETE FROM mentoring_between WHERE identity IN (SELECT uid FROM erased)"),
    (
        "mentoring_between",
        "UPDATE mentoring_between SET text = '', identity = NULL WHERE mentorship IN (SELECT id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_feedback",
        "UPDATE mentoring_feedback SET words = '', signal = '', quote = 0 WHERE mentorship IN (SELECT id FROM mentorship
           WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentorship",
        "UPDATE mentorship SET contact = '', zone = NULL, ended_why = '', reasons = '[]', sealed = NULL, key_id = NULL, agreement = '',
           mentor = CASE WHEN mentor_identity IN (SELECT uid FROM erased) THEN '' ELSE mentor END,
           mentee = CASE WHEN mentee_identity IN (SELECT uid FROM erased) THEN '' ELSE mentee END
         WHERE mentor_identity IN (SELECT uid FROM erased) OR mentee_identity IN (SELECT uid FROM erased)",
    ),
    ("mentorship", "UPDATE mentorship SET mentor_identity = NULL WHERE mentor_identity IN (SELECT uid FROM erased)"),
    ("mentorship", "UPDATE mentorship SET mentee_identity = NULL WHERE mentee_identity IN (SELECT uid FROM erased)"),
    (
        "mentoring_wish",
        "UPDATE mentoring_wish SET why = '' WHERE mentor IN (SELECT id FROM mentoring_application WHERE identity IN (SELECT uid FROM erased))
           OR mentee IN (SELECT id FROM mentoring_application WHERE identity IN (SELECT uid FROM erased))",
    ),
    (
        "mentoring_application",
        "UPDATE mentoring_application SET identity = NULL, known_by = NULL, name = '', email = NULL, zone = NULL, answers = '{}', note = ''
         WHERE identity IN (SELECT uid FROM erased) OR lower(email) IN (SELECT lower(i.email) FROM erased e JOIN identity i ON i.id = e.id)",
    ),
    ("event_part", "DELETE FROM event_part WHERE identity IN (SELECT uid FROM erased)"),
    // Somebody was there, and nobody knows who: counts stay.
    (
        "guest",
        "UPDATE guest SET identity = NULL, known_by = NULL, name = '', email = NULL, search = '', ticket = '', code = NULL, answers = '[]',
           needs = '', told = NULL WHERE identity IN (SELECT uid FROM erased)
           OR email IN (SELECT lower(i.email) FROM erased e JOIN identity i ON i.id = e.id)
           OR same_as IN (SELECT g.id FROM guest g WHERE g.identity IN (SELECT uid FROM erased)
             OR g.email IN (SELECT lower(i.email) FROM erased e JOIN identity i ON i.id = e.id))",
    ),
    ("event_session", "UPDATE event_session SET speaker = '', identity = NULL WHERE identity IN (SELECT uid FROM erased)"),
    (
        "import_row",
        "DELETE FROM import_row WHERE EXISTS (SELECT 1 FROM erased e WHERE instr(import_row.key, e.uid)
           OR instr(import_row.after, e.uid) OR instr(coalesce(import_row.before, ''), e.uid)
           OR (e.remote <> '' AND instr(coalesce(import_row.before, ''), json_quote(e.remote))
             AND import_row.import IN (SELECT number FROM import WHERE source_id = e.source_id)))",
    ),
    (
        "intent",
        "DELETE FROM intent WHERE kind = 'direct' AND EXISTS (SELECT 1 FROM erased e JOIN source s ON s.id = e.source_id
           WHERE s.uid = intent.source AND intent.payload ->> 'account' IN (e.remote, e.handle, 'username:' || e.handle))
           OR kind = 'group' AND EXISTS (SELECT 1 FROM erased e JOIN source s ON s.id = e.source_id, json_each(intent.payload, '$.accounts') j
           WHERE s.uid = intent.source AND j.value IN (e.remote, e.handle, 'username:' || e.handle))",
    ),
    ("identity", "DELETE FROM identity WHERE id IN (SELECT id FROM erased)"),
];

/// What people did, and what hangs on it: made nobody's, in this order.
const ANONYMISE: &[&str] = &[
    // A number without a name.
    "INSERT INTO reaction (activity_id, emoji_id, identity_id, count)
       SELECT activity_id, emoji_id, 0, sum(count) FROM reaction WHERE identity_id IN (SELECT id FROM erased) GROUP BY 1, 2
     ON CONFLICT (activity_id, emoji_id, identity_id) DO UPDATE SET count = count + excluded.count",
    "DELETE FROM reaction WHERE identity_id IN (SELECT id FROM erased)",
    "DELETE FROM file WHERE activity_id IN (SELECT id FROM erased_activity)",
    "DELETE FROM message_fts WHERE rowid IN (SELECT id FROM erased_activity)",
    "DELETE FROM topic_fts WHERE rowid IN (SELECT id FROM erased_activity)",
    "UPDATE topic SET title = '' WHERE root_id IN (SELECT id FROM erased_activity)",
    "UPDATE thread SET title = '' WHERE title IS NOT NULL AND id IN (SELECT id FROM erased_activity)",
    "UPDATE space SET
       messages = messages - (SELECT count(*) FROM erased_activity e WHERE e.space_id = space.id AND e.kind <= 2 AND e.gone = 0),
       joins = joins - (SELECT count(*) FROM erased_activity e WHERE e.space_id = space.id AND e.kind = 3 AND e.gone = 0)
     WHERE id IN (SELECT space_id FROM erased_activity)",
];

impl Read<'_> {
    /// What of the member of an account is in the file.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id.
    pub fn traces(&self, member: &str) -> Result<Traces> {
        let key = self.member_key(member)?;
        let count = |sql: &str| -> Result<u32> {
            let sql = sql.replace("{accounts}", "(SELECT identity_id FROM person WHERE member_id = ?1)").replace(
                "{uids}",
                "(SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1)",
            );
            Ok(self.connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0))?)
        };
        Ok(Traces {
            name: self.connection.query_row("SELECT name FROM member WHERE id = ?1", [key], |row| row.get(0))?,
            accounts: count("SELECT count(*) FROM person WHERE member_id = ?1")?,
            messages: count("SELECT count(*) FROM activity WHERE identity_id IN {accounts} AND kind <= 2 AND gone_at IS NULL")?,
            happenings: count("SELECT count(*) FROM activity WHERE identity_id IN {accounts} AND kind > 2 AND kind <> 6")?,
            reactions: count("SELECT count(*) FROM reaction WHERE identity_id IN {accounts}")?,
            memberships: count(
                "SELECT (SELECT count(*) FROM membership WHERE identity_id IN {accounts})
                   + (SELECT count(*) FROM account_group_member WHERE identity_id IN {accounts})",
            )?,
            profile: count(
                "SELECT (SELECT count(*) FROM profile WHERE identity IN {uids}) + (SELECT count(*) FROM tagging WHERE identity IN {uids})
                   + (SELECT count(*) FROM affiliation WHERE identity IN {uids})",
            )?,
            notes: count("SELECT count(*) FROM note WHERE identity IN {uids} AND deleted_at IS NULL")?,
            written_to: count(
                "SELECT count(*) FROM intent n JOIN source s ON s.uid = n.source JOIN identity i ON i.source_id = s.id
                   JOIN person p ON p.identity_id = i.id
                 WHERE p.member_id = ?1 AND (n.kind = 'direct' AND n.payload ->> 'account' IN (i.remote, i.handle, 'username:' || i.handle)
                   OR n.kind = 'group' AND EXISTS (SELECT 1 FROM json_each(n.payload, '$.accounts') j
                     WHERE j.value IN (i.remote, i.handle, 'username:' || i.handle)))",
            )?,
            mentions: self.mentions(key)?,
        })
    }

    /// Messages of others that name an account in the source's own way of mentioning, or quote what it wrote.
    fn mentions(&self, member: i64) -> Result<u32> {
        let mut accounts = self.connection.prepare_cached(
            "SELECT s.id, s.kind, i.remote, i.handle FROM person p JOIN identity i ON i.id = p.identity_id JOIN source s ON s.id = i.source_id
             WHERE p.member_id = ?1",
        )?;
        let mut rows = accounts.query([member])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            let (source, kind, remote): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let handle: Option<String> = row.get(3)?;
            // A forum's quotation begins with whom it is of: by the handle, or by the name and then the handle.
            let needles = match (kind.as_str(), handle) {
                ("slack" | "sample_chat", _) => vec![format!("<@{remote}")],
                (_, Some(handle)) => {
                    ["@", "[quote=\"", "username:"].iter().map(|before| format!("{before}{handle}")).collect()
                }
                _ => continue,
            };
            let needles = serde_json::to_string(&needles).unwrap_or_default();
            let many: u32 = self
                .connection
                .prepare_cached(
                    "SELECT count(*) FROM activity WHERE space_id IN (SELECT id FROM space WHERE source_id = ?1)
                       AND EXISTS (SELECT 1 FROM json_each(?2) n WHERE instr(text, n.value))
                       AND identity_id IS NOT NULL AND identity_id NOT IN (SELECT identity_id FROM person WHERE member_id = ?3)",
                )?
                .query_row(params![source, needles, member], |row| row.get(0))?;
            found += many;
        }
        Ok(found)
    }
}

impl Write<'_> {
    /// Takes the member of an account out of the file; answers what of it there was. `salt` begins the ledger when there
    /// is none yet: any long random text.
    ///
    /// [`Store::purge`] must follow, or the words stay in pages that nothing points to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no account has this id; [`Error::Conflict`] while an import is under way, which still has
    /// the person in mind.
    pub fn erase(&self, member: &str, salt: &str, now: i64) -> Result<Traces> {
        let read = self.read();
        let traces = read.traces(member)?;
        if self.unfinished()? == Some(Unfinished::All) {
            return Err(Error::Conflict);
        }
        let key = read.member_key(member)?;
        self.connection.execute_batch(
            "DROP TABLE IF EXISTS temp.erased; DROP TABLE IF EXISTS temp.erased_activity;
             CREATE TEMP TABLE erased (id INTEGER PRIMARY KEY, uid TEXT NOT NULL, source_id INTEGER NOT NULL, remote TEXT NOT NULL, handle TEXT);
             CREATE TEMP TABLE erased_activity (id INTEGER PRIMARY KEY, space_id INTEGER, realm_id INTEGER, thread_id INTEGER, kind INTEGER,
               gone INTEGER);",
        )?;
        self.connection.execute(
            "INSERT INTO erased (id, uid, source_id, remote, handle) SELECT i.id, i.uid, i.source_id, i.remote, i.handle
             FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1",
            [key],
        )?;
        // One by one: together they would hide the indexes.
        for which in ["a.kind <= 2 AND a.gone_at IS NULL", "a.kind > 2", "a.gone_at IS NOT NULL"] {
            self.connection.execute(
                &format!(
                    "INSERT INTO erased_activity (id, space_id, realm_id, thread_id, kind, gone)
                     SELECT a.id, a.space_id, a.realm_id, a.thread_id, a.kind, a.gone_at IS NOT NULL
                     FROM erased e CROSS JOIN activity a ON a.identity_id = e.id AND {which} WHERE true ON CONFLICT DO NOTHING"
                ),
                [],
            )?;
        }
        self.enter_in_ledger(salt, now)?;
        let names = self.names_of_erased()?;
        for sql in ANONYMISE {
            self.connection.execute(sql, [])?;
        }
        self.connection.execute(
            "UPDATE activity SET identity_id = NULL, text = '', raw = NULL, state = 0, edited_at = NULL, flags = flags | 4,
               gone_at = coalesce(gone_at, ?1)
             WHERE id IN (SELECT id FROM erased_activity)",
            [now],
        )?;
        self.settle_around_erased()?;
        for (_, sql) in ERASE {
            self.connection.execute(sql, [])?;
        }
        for name in &names {
            // What could not be read is shown as it is; it may be theirs.
            self.connection.execute("UPDATE quarantine SET sample = '' WHERE instr(sample, ?1)", [name])?;
        }
        self.scrub_raw(&names)?;
        self.recount_all_weeks()?;
        self.forget_all_windows()?;
        self.unpack_all_days()?;
        self.connection.execute_batch("DROP TABLE temp.erased; DROP TABLE temp.erased_activity;")?;
        for topic in [
            Topic::Members,
            Topic::Activity,
            Topic::Notes,
            Topic::Outbox,
            Topic::Imports,
            Topic::Sources,
            Topic::Figures,
            Topic::Desk,
        ] {
            self.touch(topic);
        }
        Ok(traces)
    }

    /// Counts beside rows, after what was erased counts no more.
    fn settle_around_erased(&self) -> Result<()> {
        let threads: Vec<i64> = self
            .connection
            .prepare("SELECT DISTINCT thread_id FROM erased_activity WHERE thread_id IS NOT NULL")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for thread in threads {
            self.recount_thread(thread)?;
        }
        self.connection.execute("UPDATE thread SET counted = 0 WHERE id IN (SELECT id FROM erased_activity)", [])?;
        self.connection.execute(
            "UPDATE space SET last_at = (SELECT a.occurred_at FROM activity a
               WHERE a.realm_id = (SELECT e.realm_id FROM erased_activity e WHERE e.space_id = space.id LIMIT 1) AND a.space_id = space.id
                 AND a.kind <= 2 AND a.gone_at IS NULL ORDER BY a.remote DESC LIMIT 1)
             WHERE id IN (SELECT space_id FROM erased_activity)",
            [],
        )?;
        Ok(())
    }

    /// What the ledger keeps: fingerprints of accounts, and of addresses by which they would be known again.
    fn enter_in_ledger(&self, salt: &str, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO setting (key, value) VALUES ('erasure_salt', json_quote(?1)) ON CONFLICT DO NOTHING",
            [salt],
        )?;
        let salt = self.read().erasure_salt()?.unwrap_or_default();
        let mut accounts =
            self.connection.prepare("SELECT e.uid, i.email FROM erased e JOIN identity i ON i.id = e.id")?;
        let found: Vec<(String, Option<String>)> =
            accounts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        for (uid, address) in found {
            self.add_to_ledger(&salt, Kind::Account, &uid, now)?;
            if let Some(address) = address {
                self.add_to_ledger(&salt, Kind::Address, &address, now)?;
            }
        }
        Ok(())
    }

    /// Everything by which the erased are named: in the sources' JSON it is looked for.
    fn names_of_erased(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(
            "SELECT i.remote, i.handle, i.name, i.real_name, i.email, i.phone FROM erased e JOIN identity i ON i.id = e.id",
        )?;
        let mut rows = statement.query([])?;
        let mut names: Vec<String> = Vec::new();
        while let Some(row) = rows.next()? {
            for column in 0..6 {
                let name: Option<String> = row.get(column)?;
                // A letter or two stand anywhere, and an account's number is any number.
                let telling = |name: &String| name.chars().count() > 2 && !name.chars().all(|c| c.is_ascii_digit());
                names.extend(name.filter(telling).filter(|name| !names.contains(name)));
            }
        }
        Ok(names)
    }

    /// Erases again those whom the ledger knows and an older copy of the file has: answers how many members that were.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn erase_again(&self, now: i64) -> Result<u32> {
        let Some(ledger) = self.read().ledger()? else { return Ok(0) };
        let mut accounts = self.connection.prepare("SELECT uid, email FROM identity")?;
        let found: Vec<(String, Option<String>)> =
            accounts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        drop(accounts);
        let mut erased = 0;
        for (uid, address) in found {
            let known = ledger.account(&uid) || address.is_some_and(|address| ledger.address(&address));
            // An account before it may have taken it along.
            if known && self.read().member_key(&uid).is_ok() {
                self.erase(&uid, ledger.salt(), now)?;
                erased += 1;
            }
        }
        Ok(erased)
    }

    /// Adds what a ledger outside the file knows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn restore_ledger(&self, ledger: &LedgerLines, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO setting (key, value) VALUES ('erasure_salt', json_quote(?1)) ON CONFLICT DO NOTHING",
            [&ledger.salt],
        )?;
        if self.read().erasure_salt()?.as_ref() != Some(&ledger.salt) {
            // Another file's: its fingerprints say nothing here.
            return Ok(());
        }
        let mut insert = self
            .connection
            .prepare("INSERT INTO erasure (fingerprint, kind, erased_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
        for (kind, fingerprint) in &ledger.erased {
            if let Some(kind) = Kind::parse(kind) {
                insert.execute(params![fingerprint, kind.word(), now])?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Takes what was deleted out of the file's pages and out of its log, and gives up what could be undone: the words are
    /// in there. Answers whether the log could be emptied; a reader may be in the way.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn purge(&self) -> Result<bool> {
        let mut writer = lock(&self.inner.writer);
        let crate::Writer { connection, undo } = &mut *writer;
        undo.forget(connection)?;
        connection.flush_prepared_statement_cache();
        for table in ["message_fts", "topic_fts", "member_fts"] {
            // What was deleted from a full-text index stays in it until its parts are made one.
            connection.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), [])?;
        }
        // Samples of what is in the indexes: they are taken again.
        let samples: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4')",
            [],
            |row| row.get(0),
        )?;
        if samples {
            connection.execute("DELETE FROM sqlite_stat4", [])?;
        }
        connection.execute_batch("PRAGMA incremental_vacuum")?;
        let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(busy == 0)
    }
}
