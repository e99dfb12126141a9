//! Puts what was salvaged in order: rows whose parents are lost go, members and conversations are made anew from what is
//! left, everything that is counted is counted, and the full text is indexed again.

use super::SalvagedTable;
use crate::{Write, backups::digest::quoted, error::Result, ingest::Unfinished, words};

/// Rows that hang on others without saying so in the schema.
const ORPHANS: &[(&str, &str)] = &[
    ("activity", "DELETE FROM activity WHERE NOT EXISTS (SELECT 1 FROM space s WHERE s.id = activity.space_id)"),
    (
        "activity",
        "DELETE FROM activity WHERE identity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.id = activity.identity_id)",
    ),
    ("reaction", "DELETE FROM reaction WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = reaction.activity_id)"),
    (
        "reaction",
        "DELETE FROM reaction WHERE identity_id <> 0 AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.id = reaction.identity_id)",
    ),
    ("reaction", "DELETE FROM reaction WHERE NOT EXISTS (SELECT 1 FROM emoji e WHERE e.id = reaction.emoji_id)"),
    ("file", "DELETE FROM file WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = file.activity_id)"),
    ("thread", "DELETE FROM thread WHERE NOT EXISTS (SELECT 1 FROM activity a WHERE a.id = thread.id)"),
];

/// Tables that hold nothing but counts of other rows: they are counted, and not read.
pub(super) const COUNTED: [&str; 9] = [
    "daily",
    "week",
    "tally",
    "day_pack",
    "space_pack",
    "message_pack",
    "question_pack",
    "metric_window",
    "metric_stamp",
];

/// What follows from other rows.
const DERIVED: &str = "
    UPDATE activity SET raw = NULL WHERE raw IS NOT NULL AND NOT EXISTS (SELECT 1 FROM raw_block b WHERE b.id = activity.raw / 64);
    INSERT INTO person (identity_id, member_id)
      SELECT i.id, i.id FROM identity i WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.identity_id = i.id);
    UPDATE person SET member_id = identity_id
      WHERE NOT EXISTS (SELECT 1 FROM person o WHERE o.identity_id = person.member_id AND o.member_id = person.member_id);
    DELETE FROM member WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.identity_id = member.id AND p.member_id = member.id);
    INSERT INTO member (id, name, name_key, is_bot, has_left)
      SELECT i.id, i.name, lower(i.name), i.is_bot, i.has_left FROM person p JOIN identity i ON i.id = p.identity_id
      WHERE p.member_id = i.id AND NOT EXISTS (SELECT 1 FROM member m WHERE m.id = i.id);
    INSERT INTO thread (id, space_id, started_at, last_at, replies)
      SELECT r.id, r.space_id, r.occurred_at, max(a.occurred_at), count(*)
      FROM activity a JOIN activity r ON r.id = a.thread_id WHERE a.kind = 2 AND a.gone_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM thread t WHERE t.id = r.id) GROUP BY r.id;
    UPDATE thread SET counted = 0,
      replies = (SELECT count(*) FROM activity a WHERE a.thread_id = thread.id AND a.kind = 2 AND a.gone_at IS NULL);
    DELETE FROM thread WHERE replies = 0 AND title IS NULL;
    UPDATE space SET
      messages = (SELECT count(*) FROM activity a WHERE a.space_id = space.id AND a.kind <= 2 AND a.gone_at IS NULL),
      joins = (SELECT count(*) FROM activity a WHERE a.space_id = space.id AND a.kind = 3 AND a.gone_at IS NULL),
      threads = (SELECT count(*) FROM thread t WHERE t.space_id = space.id);
    DELETE FROM day_pack; DELETE FROM space_pack; DELETE FROM message_pack; DELETE FROM question_pack;
    DELETE FROM metric_window;
    DELETE FROM sqlite_sequence WHERE name IN ('identity', 'space');
    INSERT INTO sqlite_sequence (name, seq)
      SELECT 'identity', max(max(id), coalesce((SELECT max(identity_id) FROM activity), 0)) FROM identity HAVING count(*) > 0;
    INSERT INTO sqlite_sequence (name, seq)
      SELECT 'space', max(max(id), coalesce((SELECT max(space_id) FROM activity), 0)) FROM space HAVING count(*) > 0;";

/// All of it; rows that go are counted as lost.
pub(super) fn all(write: &Write<'_>, tables: &mut [SalvagedTable]) -> Result<()> {
    let mut lose = |name: &str, many: usize| {
        let many = u64::try_from(many).unwrap_or(0);
        if let Some(table) = tables.iter_mut().find(|table| table.name == name) {
            table.read = table.read.saturating_sub(many);
            table.lost += many;
        }
    };
    // What goes may have had rows of its own hanging on it.
    for _ in 0..4 {
        let mut gone = 0;
        for (table, sql) in references(write)? {
            let many = write.connection.execute(&sql, [])?;
            lose(&table, many);
            gone += many;
        }
        for (table, sql) in ORPHANS {
            let many = write.connection.execute(sql, [])?;
            lose(table, many);
            gone += many;
        }
        if gone == 0 {
            break;
        }
    }
    write.connection.execute_batch(DERIVED)?;
    let members: Vec<i64> = write
        .connection
        .prepare("SELECT id FROM member")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    full_text(write)?;
    for member in members {
        write.settle_member(member)?;
    }
    write.recount_members()?;
    let zone = write.read().zone()?;
    write.recount_days(zone)?;
    write.set_unfinished(Some(Unfinished::All))?;
    write.heal_members()
}

/// A statement for each reference that the schema declares: it removes the rows whose parent is not there.
fn references(write: &Write<'_>) -> Result<Vec<(String, String)>> {
    let mut statement = write.connection.prepare(
        "SELECT t.name, f.\"table\", f.\"from\", coalesce(f.\"to\", (SELECT i.name FROM pragma_table_info(f.\"table\") i WHERE i.pk = 1))
         FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'",
    )?;
    let found = statement.query_map([], |row| {
        let (table, parent, from, to): (String, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let sql = format!(
            "DELETE FROM {0} WHERE {0}.{2} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {1} AS parent WHERE parent.{3} = {0}.{2})",
            quoted(&table),
            quoted(&parent),
            quoted(&from),
            quoted(&to)
        );
        Ok((table, sql))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Indexes all words anew, from what is kept of them.
pub(super) fn full_text(write: &Write<'_>) -> Result<()> {
    let rows = [
        (
            "message_fts",
            "SELECT id, text FROM activity WHERE kind <= 2 AND gone_at IS NULL AND text <> ''",
        ),
        ("topic_fts", "SELECT id, title FROM thread WHERE title IS NOT NULL"),
        (
            "member_fts",
            "SELECT p.member_id, group_concat(i.name || ' ' || coalesce(i.real_name, '') || ' ' || coalesce(i.handle, '') || ' '
               || coalesce(i.email, '') || ' ' || coalesce(i.title, ''), ' ')
             FROM person p JOIN identity i ON i.id = p.identity_id JOIN member m ON m.id = p.member_id GROUP BY 1",
        ),
    ];
    for (index, sql) in rows {
        write.connection.execute(&format!("INSERT INTO {index} ({index}) VALUES ('delete-all')"), [])?;
        let mut insert = write.connection.prepare(&format!("INSERT INTO {index} (rowid, text) VALUES (?1, ?2)"))?;
        let mut statement = write.connection.prepare(sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
            let mut indexed = String::with_capacity(text.len() * 2);
            words::index(&text, &mut indexed);
            insert.execute(rusqlite::params![id, indexed])?;
        }
    }
    Ok(())
}
