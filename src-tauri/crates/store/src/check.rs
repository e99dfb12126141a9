//! Examines the file.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{Read, Store, blocking, error::Result, file, lock};

/// One examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Check {
    /// What was examined.
    pub name: String,
    /// Whether it is in order.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

/// All examinations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CheckReport {
    /// Whether everything is in order.
    pub ok: bool,
    /// One by one.
    pub checks: Vec<Check>,
}

/// What each kept count must equal; each query answers how many rows differ.
const COUNTS: &[(&str, &str)] = &[
    (
        "messages by space",
        "SELECT count(*) FROM space s LEFT JOIN (SELECT space_id, count(*) AS n FROM activity
           WHERE kind <= 2 AND gone_at IS NULL GROUP BY 1) c ON c.space_id = s.id WHERE s.messages <> coalesce(c.n, 0)",
    ),
    (
        "conversations by space",
        "SELECT count(*) FROM space s LEFT JOIN (SELECT space_id, count(*) AS n FROM thread GROUP BY 1) c
           ON c.space_id = s.id WHERE s.threads <> coalesce(c.n, 0)",
    ),
    (
        "answers by conversation",
        "SELECT count(*) FROM thread t LEFT JOIN (SELECT thread_id, count(*) AS n FROM activity
           WHERE thread_id IS NOT NULL AND kind = 2 AND gone_at IS NULL GROUP BY 1) c ON c.thread_id = t.id WHERE t.replies <> coalesce(c.n, 0)",
    ),
    (
        "messages by member",
        "SELECT count(*) FROM member m LEFT JOIN (SELECT p.member_id, count(*) AS n FROM activity a JOIN person p USING (identity_id)
           WHERE a.kind <= 2 AND a.gone_at IS NULL GROUP BY 1) c ON c.member_id = m.id WHERE m.messages <> coalesce(c.n, 0)",
    ),
    (
        "messages by account",
        "SELECT count(*) FROM tally t LEFT JOIN (SELECT identity_id, count(*) AS n FROM activity
           WHERE kind <= 2 AND gone_at IS NULL AND identity_id IS NOT NULL GROUP BY 1) c ON c.identity_id = t.identity_id
         WHERE t.posts + t.replies <> coalesce(c.n, 0)",
    ),
    (
        "members of accounts",
        "SELECT (SELECT count(*) FROM identity i WHERE NOT EXISTS (SELECT 1 FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = i.id))
              + (SELECT count(*) FROM member m WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.identity_id = m.id AND p.member_id = m.id))",
    ),
    (
        "names and marks of members",
        "WITH edit AS (SELECT m.id,
             (SELECT e.value FROM person p JOIN identity i ON i.id = p.identity_id JOIN profile e ON e.identity = i.uid AND e.field = 'name'
              WHERE p.member_id = m.id ORDER BY i.id <> m.id, e.updated_at DESC, e.id LIMIT 1) ->> '$' AS name,
             (SELECT e.value FROM person p JOIN identity i ON i.id = p.identity_id JOIN profile e ON e.identity = i.uid AND e.field = 'mark'
              WHERE p.member_id = m.id ORDER BY i.id <> m.id, e.updated_at DESC, e.id LIMIT 1) ->> '$' AS mark FROM member m)
         SELECT count(*) FROM member m JOIN edit e ON e.id = m.id JOIN identity i ON i.id = m.id
         WHERE m.name <> coalesce(e.name, i.name) OR m.is_team <> (coalesce(e.mark, '') = 'team')
            OR m.is_bot <> coalesce(e.mark = 'bot', (SELECT min(o.is_bot) FROM person p JOIN identity o ON o.id = p.identity_id
                                                     WHERE p.member_id = m.id))",
    ),
    (
        "parents of pulled rows",
        "SELECT (SELECT count(*) FROM reaction r WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = r.activity_id))
              + (SELECT count(*) FROM file f WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = f.activity_id))
              + (SELECT count(*) FROM activity a WHERE NOT EXISTS (SELECT 1 FROM space s WHERE s.id = a.space_id))
              + (SELECT count(*) FROM activity a WHERE a.identity_id IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.id = a.identity_id))
              + (SELECT count(*) FROM thread t WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = t.id))
              + (SELECT count(*) FROM daily d WHERE NOT EXISTS (SELECT 1 FROM identity i WHERE i.id = d.identity_id))",
    ),
    (
        "weeks",
        "SELECT ((SELECT coalesce(sum(messages), 0) FROM week) <> (SELECT coalesce(sum(d.posts + d.replies), 0)
           FROM daily d JOIN person p USING (identity_id) JOIN member m ON m.id = p.member_id WHERE m.is_bot = 0))
              + ((SELECT coalesce(sum(people), 0) FROM week) <> (SELECT count(*) FROM (
                   SELECT DISTINCT p.member_id, d.day - (d.day + 3) % 7 FROM daily d JOIN person p USING (identity_id)
                   JOIN member m ON m.id = p.member_id WHERE m.is_bot = 0 AND d.posts + d.replies > 0)))",
    ),
];

impl Store {
    /// Looks at the structure of the file only, on a connection of its own; answers what is wrong, and nothing when it is
    /// in order. Blocks, for about a second for each 200 MB.
    ///
    /// # Errors
    /// When the file cannot be read at all; [`crate::Error::Damaged`] when that is why.
    pub fn quick_check(&self) -> Result<Vec<String>> {
        let connection = file::open_reader(&self.inner.path)?;
        *lock(&self.inner.looking) = Some(connection.get_interrupt_handle());
        let looked = (|| {
            let mut statement = connection.prepare("PRAGMA quick_check(5)")?;
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        })();
        *lock(&self.inner.looking) = None;
        let lines = looked?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }

    /// Examines the file: its structure, its references, its full text, and the counts kept beside the rows.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub async fn check(&self) -> Result<CheckReport> {
        // On a connection of its own. One that was searched before keeps what the full-text index looked like then, and the
        // examination of the structure (unlike a search) does not look whether another connection has changed it since: it
        // would tell of damage that is not there.
        let path = self.inner.path.clone();
        let mut checks = blocking(move || {
            let connection = file::open_reader(&path)?;
            let transaction = connection.unchecked_transaction()?;
            let read = Read { connection: &transaction };
            let mut checks = Vec::new();
            let mut statement = read.connection.prepare("PRAGMA integrity_check(20)")?;
            let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            checks.push(Check { name: "structure".into(), ok: lines == ["ok"], detail: lines.join("; ") });
            let broken: i64 =
                read.connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
            checks.push(Check { name: "references".into(), ok: broken == 0, detail: format!("{broken} broken") });
            for (name, sql) in COUNTS {
                let wrong: i64 = read.connection.query_row(sql, [], |row| row.get(0))?;
                checks.push(Check { name: (*name).into(), ok: wrong == 0, detail: format!("{wrong} wrong") });
            }
            Ok(checks)
        })
        .await?;
        // FTS5 takes its check as a write.
        let full_text = self
            .write(|write| {
                let mut checks = Vec::new();
                for table in ["message_fts", "topic_fts", "member_fts"] {
                    let result = write
                        .connection
                        .execute(&format!("INSERT INTO {table} ({table}) VALUES ('integrity-check')"), []);
                    let detail = result.as_ref().map_or_else(ToString::to_string, |_| "ok".to_owned());
                    checks.push(Check { name: format!("full text: {table}"), ok: result.is_ok(), detail });
                }
                Ok(checks)
            })
            .await?;
        checks.extend(full_text);
        Ok(CheckReport { ok: checks.iter().all(|check| check.ok), checks })
    }
}
