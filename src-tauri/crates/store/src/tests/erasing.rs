//! One person is taken out: nothing of them is left in any byte, everything else is as it was, and they do not come back.

use kith_domain::record::{
    AccountRecord, ActivityKind, ActivityRecord, Batch, FileRecord, ReactionRecord, SpaceKind, SpaceRecord,
};

use super::{counts::check, import, rows, store};
use crate::{Error, Store, erasure::ERASE, raw};

/// In everything that is theirs, in small and in capital letters alike.
const CANARY: &str = "zzcanary";
const FROM: i64 = 1_767_571_200_000;

fn account(remote: &str, name: &str) -> AccountRecord {
    AccountRecord {
        remote: remote.into(),
        name: name.into(),
        handle: Some(name.to_lowercase()),
        email: Some(format!("{}@example.org", name.to_lowercase())),
        raw: Some(format!("{{\"id\":\"{remote}\",\"name\":\"{name}\"}}")),
        ..AccountRecord::default()
    }
}

fn says(batch: &mut Batch, number: i64, author: &str, text: &str, thread: Option<i64>) {
    let start = batch.raw.len();
    // Others' JSON names them too: who reacted, who is answered.
    let json = format!(
        "{{\"user\":\"{author}\",\"text\":\"{text}\",\"users\":[\"Uzzcanary\"],\"reply_to_user\":{{\"username\":\"zzcanary\"}}}}"
    );
    batch.raw.extend_from_slice(json.as_bytes());
    batch.activities.push(ActivityRecord {
        space: "C1".into(),
        remote: number,
        thread,
        thread_at: None,
        topic: None,
        kind: if thread.is_some() { ActivityKind::Reply } else { ActivityKind::Post },
        author: Some(author.into()),
        by_app: false,
        broadcast: false,
        occurred_at: FROM + number * 1_000,
        edited_at: None,
        gone: false,
        title: None,
        text: text.into(),
        words: None,
        reactions: vec![ReactionRecord {
            name: "tada".into(),
            accounts: vec!["Uzzcanary".into(), "U2".into()],
            count: 2,
        }],
        files: vec![FileRecord { name: format!("{text}.pdf"), kind: "pdf".into() }],
        raw: start..batch.raw.len(),
        state: number + 100,
    });
}

fn told() -> Batch {
    let mut batch = Batch {
        spaces: vec![SpaceRecord {
            remote: "C1".into(),
            realm: None,
            name: "general".into(),
            kind: SpaceKind::Channel,
            archived: false,
            topic: None,
            purpose: None,
            created_at: None,
            members: vec!["Uzzcanary".into(), "U2".into()],
            all_members: true,
        }],
        accounts: vec![account("Uzzcanary", "Zzcanary"), account("U2", "Ben")],
        ..Batch::default()
    };
    says(&mut batch, 1, "Uzzcanary", "words of zzcanary", None);
    says(&mut batch, 2, "U2", "words of ben", Some(1));
    says(&mut batch, 3, "Uzzcanary", "words zzcanary again", Some(1));
    says(&mut batch, 4, "U2", "words of ben alone", None);
    says(&mut batch, 5, "Uzzcanary", "words zzcanary answers", Some(4));
    batch
}

/// A file with two people, and a canary in every table that can hold something of one of them.
pub(super) fn filled() -> (tempfile::TempDir, Store) {
    let (folder, store) = store();
    import(&store, 1, FROM, &[told()], true).unwrap();
    // An older state of the account's JSON is in a block that no row points to any more.
    let mut later = Batch { accounts: vec![account("Uzzcanary", "Zzcanary Smith")], ..Batch::default() };
    later.accounts[0].handle = Some("zzcanary".into());
    later.accounts[0].email = Some("zzcanary@example.org".into());
    import(&store, 2, FROM + 1, &[later], true).unwrap();
    store
        .write_now(|write| {
            let uid: String =
                write.connection.query_row("SELECT uid FROM identity WHERE remote = 'Uzzcanary'", [], |row| row.get(0))?;
            let other: String = write.connection.query_row("SELECT uid FROM identity WHERE remote = 'U2'", [], |row| row.get(0))?;
            write.connection.execute_batch(&format!(
                "UPDATE identity SET phone = 'zzcanary 1', location = 'zzcanary', company = 'zzcanary', links = '[\"https://zzcanary\"]',
                   avatar = 'zzcanary', fields = '[[\"a\",\"zzcanary\"]]' WHERE uid = '{uid}';
                 INSERT INTO account_group (id, source_id, kind, remote, name) SELECT 1, id, 'group', 'G', 'hosts' FROM source;
                 INSERT INTO account_group_member (group_id, identity_id) SELECT 1, id FROM identity WHERE uid = '{uid}';
                 INSERT INTO auto_link (identity_id, anchor_id, address) SELECT id, id, 'zzcanary@example.org' FROM identity WHERE uid = '{uid}';
                 INSERT INTO identity_link (identity, anchor, why, linked_at) VALUES ('{uid}', '{uid}', '[\"zzcanary\"]', 1);
                 INSERT INTO not_same (pair, a, b, decided_at) VALUES ('x', min('{uid}', '{other}'), max('{uid}', '{other}'), 1);
                 INSERT INTO profile (id, identity, field, value, updated_at) VALUES ('p', '{uid}', 'bio', '\"zzcanary\"', 1);
                 INSERT INTO tag (id, name, name_key, created_at, updated_at) VALUES ('t', 'host', 'host', 1, 1);
                 INSERT INTO tagging (id, tag, identity, created_at) VALUES ('g', 't', '{uid}', 1);
                 INSERT INTO organisation (id, name, name_key, created_at, updated_at) VALUES ('o', 'club', 'club', 1, 1);
                 INSERT INTO affiliation (id, identity, organisation, role, created_at, updated_at) VALUES ('a', '{uid}', 'o', 'zzcanary', 1, 1);
                 INSERT INTO note (id, identity, text, created_at, updated_at) VALUES ('n', '{uid}', 'zzcanary note', 1, 1);
                 INSERT INTO matter (id, sheet, identity, label, label_key, created_at, updated_at)
                   VALUES ('m', 'feedback', '{uid}', 'zzcanary', 'zzcanary', 1, 1), ('mi', 'invitation', NULL, 'zzcanary@example.org', 'zzcanary@example.org', 1, 1);
                 INSERT INTO matter_step (id, matter, step, moment) VALUES ('m new', 'm', 'new', '2026-01-05'), ('mi sent', 'mi', 'sent', '2026-01-05');
                 INSERT INTO greeting (identity, how, intent, greeted_at) VALUES ('{uid}', 'by_hand', NULL, 1);
                 INSERT INTO message_tone (message, tone, created_at, updated_at)
                   SELECT s.uid || ' ' || a.remote, 'negative', 1, 1 FROM activity a JOIN space s ON s.id = a.realm_id
                   WHERE a.kind = 1 AND a.identity_id = (SELECT id FROM identity WHERE uid = '{uid}') LIMIT 1;
                 INSERT INTO lapse_pause (identity, until_at, decided_at) VALUES ('{uid}', 2, 1);
                 INSERT INTO introduction_choice (identity, choice, updated_at) VALUES ('{uid}', 'out', 1);
                 INSERT INTO introduction_round (id, made_on, options, words, title, ask_after, created_at, updated_at)
                   VALUES ('r', '2026-01-05', '{{}}', 'hello', '', 14, 1, 1);
                 INSERT INTO introduction_group (id, round, place, points, reasons, updated_at)
                   VALUES ('r 1', 'r', 1, 3, '[{{\"why\":\"interest\",\"what\":\"zzcanary\"}}]', 1),
                          ('r 2', 'r', 2, 3, '[{{\"why\":\"common\",\"who\":\"{uid}\"}}]', 1);
                 INSERT INTO introduction_member (id, pair, identity) VALUES ('r 1 {uid}', 'r 1', '{uid}'), ('r 1 {other}', 'r 1', '{other}');
                 INSERT INTO kudos (id, identity, words, given_on, created_at, updated_at) VALUES ('k', '{uid}', 'zzcanary', '2026-01-05', 1, 1);
                 INSERT INTO gift (id, identity, what, given_on, created_at, updated_at) VALUES ('gi', '{uid}', 'zzcanary', '2026-01-05', 1, 1);
                 INSERT INTO birthday (identity, day, how, updated_at) VALUES ('{uid}', '02-29', 'zzcanary', 1);
                 INSERT INTO celebrated (id, identity, occasion, done_at) VALUES ('{uid} first_post', '{uid}', 'first_post', 1);
                 INSERT INTO advocate (id, identity, what, note, created_at, updated_at) VALUES ('ad', '{uid}', 'zzcanary', 'zzcanary', 1, 1);
                 INSERT INTO advocate_step (id, advocate, step, on_day, at) VALUES ('ads', 'ad', 'identified', '2026-01-05', 1);
                 INSERT INTO content_post (id, title, state, owner, zone, created_at, updated_at) VALUES ('cp', 'post', 'idea', '{uid}', 'UTC', 1, 1);
                 INSERT INTO content_template (id, name, owner, zone, created_at, updated_at) VALUES ('ct', 'template', '{uid}', 'UTC', 1, 1);
                 INSERT INTO content_find (id, activity, identity, note, created_at, updated_at) VALUES ('cf', 1, '{uid}', 'zzcanary', 1, 1);
                 INSERT INTO matter_voter (id, matter, identity, created_at) VALUES ('m2 {uid}', 'm2', '{uid}', 1);
                 INSERT INTO matter_told (id, matter, identity, told_at) VALUES ('m2 {uid}', 'm2', '{uid}', 1);
                 INSERT INTO event (id, title, kind, form, starts, ends, zone, start_at, end_at, currency, created_at, updated_at)
                   VALUES ('e', 'Evening', 'meetup', 'place', '2026-02-05T18:30', '2026-02-05T21:00', 'UTC', 1, 2, 'EUR', 1, 1);
                 INSERT INTO event_part (id, event, role, name, identity, state, next_step, note, created_at, updated_at)
                   VALUES ('ep', 'e', 'speaker', 'zzcanary', '{uid}', 'yes', 'zzcanary', 'zzcanary', 1, 1);
                 INSERT INTO guest (id, event, origin, known_by, identity, name, email, search, state, ticket, code, answers, needs, told, created_at, updated_at)
                   VALUES ('g1', 'e', 'luma', 'luma:zzcanary', '{uid}', 'zzcanary', NULL, ' zzcanary', 'going', 'zzcanary', 'zzcanary',
                     '[[\"a\",\"zzcanary\"]]', 'zzcanary', '{{\"name\":\"zzcanary\"}}', 1, 1),
                   ('g2', 'e', 'csv', 'csv:zzcanary@example.org', NULL, 'zzcanary', 'zzcanary@example.org', ' zzcanary', 'going', '', NULL, '[]', '', NULL, 1, 1);
                 INSERT INTO guest (id, event, origin, name, search, state, same_as, created_at, updated_at, deleted_at)
                   VALUES ('g3', 'e', 'walk_in', 'zzcanary', ' zzcanary', 'going', 'g1', 1, 1, 2);
                 INSERT INTO event_session (id, event, title, speaker, identity, offset_min, minutes, created_at, updated_at)
                   VALUES ('es', 'e', 'Pears', 'zzcanary', '{uid}', 0, 30, 1, 1);
                 INSERT INTO event_visit (id, session, guest, at, updated_at) VALUES ('es g1', 'es', 'g1', 1, 1);
                 INSERT INTO check_in (id, event, guest, at, heads, desk) VALUES ('c1', 'e', 'g1', 1, 2, '');
                 INSERT INTO programme (id, name, state, starts_on, cadence_days, minutes, created_at, updated_at)
                   VALUES ('pg', 'Autumn', 'open', '2026-01-05', 14, 60, 1, 1);
                 INSERT INTO mentoring_application (id, programme, role, identity, name, email, known_by, state, zone, answers, note, applied_at, created_at, updated_at)
                   VALUES ('ma', 'pg', 'mentee', '{uid}', 'zzcanary', 'zzcanary@example.org', 'zzcanary', 'pending', 'Zzcanary', '{{\"a\":\"zzcanary\"}}', 'zzcanary', 1, 1, 1),
                   ('mb', 'pg', 'mentor', NULL, 'zzcanary', 'Zzcanary@example.org', NULL, 'pending', NULL, '{{}}', '', 1, 1, 1);
                 INSERT INTO mentoring_wish (id, programme, mentor, mentee, wish, why, created_at, updated_at) VALUES ('mw', 'pg', 'mb', 'ma', 'veto', 'zzcanary', 1, 1);
                 INSERT INTO mentorship (id, programme, mentor, mentor_identity, mentee, mentee_identity, contact, zone, state, started_on, ended_why,
                     cadence_days, minutes, agreement, reasons, sealed, key_id, created_at, updated_at)
                   VALUES ('ms', 'pg', 'Grace', NULL, 'zzcanary', '{uid}', 'zzcanary', 'Zzcanary', 'active', '2026-01-05', 'zzcanary', 14, 60, 'zzcanary',
                     '[\"zzcanary\"]', CAST('zzcanary' AS BLOB), 'k', 1, 1);
                 INSERT INTO mentoring_session (id, mentorship, state, starts, zone, start_at, minutes, medium, topics, agreed, shared, sealed, key_id, created_at, updated_at)
                   VALUES ('mss', 'ms', 'held', '2026-01-05T10:00', 'UTC', 1, 60, 'video', 'zzcanary', 'zzcanary', 'zzcanary', CAST('zzcanary' AS BLOB), 'k', 1, 1);
                 INSERT INTO mentoring_item (id, mentorship, whose, text, created_at, updated_at) VALUES ('mi1', 'ms', 'mentee', 'zzcanary', 1, 1);
                 INSERT INTO mentoring_goal (id, mentorship, title, state, created_at, updated_at) VALUES ('mg', 'ms', 'zzcanary', 'open', 1, 1);
                 INSERT INTO mentoring_progress (id, goal, day, percent, evidence, created_at, updated_at) VALUES ('mp', 'mg', '2026-01-05', 10, 'zzcanary', 1, 1);
                 INSERT INTO mentoring_between (id, mentorship, kind, text, identity, created_at, updated_at) VALUES ('mbt', 'ms', 'introduction', 'zzcanary', '{uid}', 1, 1),
                   ('mbu', 'ms', 'note', 'zzcanary', NULL, 1, 1);
                 INSERT INTO mentoring_feedback (id, mentorship, side, moment, words, signal, day, created_at, updated_at)
                   VALUES ('mf', 'ms', 'mentee', 'end', 'zzcanary', 'zzcanary', '2026-01-05', 1, 1);
                 INSERT INTO note_salt (identity, salt) VALUES ('mentorship ms', x'00');
                 INSERT INTO review (id, source, number, type, score, version, account, author, reasons, flags, words, created_at)
                   SELECT 'r', uid, 1, 'ReviewableFlaggedPost', 1.0, 0, 'Uzzcanary', 'zzcanary', '[]', 1, 'zzcanary said', 1 FROM source;
                 INSERT INTO note_salt (identity, salt) VALUES ('{uid}', x'00');
                 INSERT INTO import_row (import, what, key, place, after) VALUES (1, 'account', '{uid}', 1, '\"zzcanary\"');
                 INSERT INTO intent (id, source, kind, payload, state, not_before, created_at, updated_at)
                   SELECT 'i', uid, 'direct', '{{\"account\":\"Uzzcanary\",\"text\":\"hello zzcanary\"}}', 'sent', 1, 1, 1 FROM source;
                 INSERT INTO quarantine (import, place, position, reason, sample, seen_at) VALUES (1, 'x', 1, 'no time', '{{\"user\":\"Uzzcanary\"}}', 1);",
            ))?;
            Ok(())
        })
        .unwrap();
    (folder, store)
}

pub(super) fn uid(store: &Store, remote: &str) -> Option<String> {
    store
        .read_now(|read| {
            use rusqlite::OptionalExtension;
            Ok(read
                .connection
                .query_row("SELECT uid FROM identity WHERE remote = ?1", [remote], |row| row.get(0))
                .optional()?)
        })
        .unwrap()
}

/// How often the canary is in the files of a folder.
fn found(folder: &std::path::Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += found(&path);
        } else {
            let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
            count += memchr::memmem::find_iter(&bytes, CANARY).count();
        }
    }
    count
}

/// How often the canary is in kept JSON, which is compressed in the file.
fn in_blocks(store: &Store) -> usize {
    store
        .read_now(|read| {
            let mut statement = read.connection.prepare("SELECT bytes FROM raw_block")?;
            let blocks: Vec<Vec<u8>> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let mut count = 0;
            for block in blocks {
                let opened = raw::Opened::new(&block)?;
                count += (0..raw::SLOTS)
                    .filter_map(|slot| opened.record(slot))
                    .map(|record| record.to_lowercase().matches(CANARY).count())
                    .sum::<usize>();
            }
            Ok(count)
        })
        .unwrap()
}

#[test]
fn every_table_about_accounts_is_in_the_maps() {
    let (_folder, store) = store();
    let about = ["identity", "identity_id", "anchor", "anchor_id", "member_id", "account", "uid"];
    let exported: String = crate::exports::person_statements().collect();
    for (table, _) in rows(&store) {
        let columns: Vec<String> = store
            .read_now(|read| {
                let mut statement = read.connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
                Ok(statement.query_map([&table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            })
            .unwrap();
        if matches!(table.as_str(), "activity" | "reaction" | "source" | "space" | "sync") {
            // Made nobody's; about no account; as whom Kith itself reads a source.
            continue;
        }
        if columns.iter().any(|column| about.contains(&column.as_str())) || table == "not_same" {
            assert!(ERASE.iter().any(|(name, sql)| *name == table && sql.contains(&table)), "{table} is not in ERASE");
            // What seals notes is no data about anybody.
            let is_read = table == "note_salt" || table == "note" || exported.contains(&format!(" {table} "));
            assert!(is_read, "{table} is in no part of a person's export");
        }
    }
}

#[test]
fn the_export_of_a_person_has_everything_that_erasing_takes() {
    let (_folder, store) = filled();
    let id = uid(&store, "Uzzcanary").unwrap();
    struct Names(Vec<String>);
    impl crate::exports::Rows for Names {
        fn columns(&mut self, _: &[String]) -> crate::Result<()> {
            Ok(())
        }
        fn row(&mut self, values: Vec<serde_json::Value>) -> crate::Result<()> {
            self.0.push(serde_json::Value::from(values).to_string());
            Ok(())
        }
    }
    store
        .read_now(|read| {
            for part in crate::exports::PARTS {
                let mut rows = Names(Vec::new());
                let count = read.export_person(&id, part, &mut rows)?;
                // The only note is a private one.
                assert_eq!(count == 0, part.name == "notes", "{}: {:?}", part.name, rows.0);
            }
            assert_eq!(read.source_records(&id)?.len(), 1);
            Ok(())
        })
        .unwrap();
}

#[test]
fn nothing_of_the_person_is_left_in_any_byte() {
    let (folder, store) = filled();
    let id = uid(&store, "Uzzcanary").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let changed = id.clone();
    runtime
        .block_on(store.act("Change note", move |write| {
            Ok(write.connection.execute("UPDATE note SET text = 'zzcanary other' WHERE identity = ?1", [changed])?)
        }))
        .unwrap();
    assert!(found(folder.path()) > 20 && in_blocks(&store) > 5);
    let before = store.read_now(|read| read.traces(&id)).unwrap();
    assert_eq!(
        (before.accounts, before.messages, before.reactions, before.notes, before.written_to),
        (1, 3, 5, 1, 1),
        "{before:?}"
    );
    store.write_now(|write| write.erase(&id, "salt", FROM + 9)).unwrap();
    store.settle();
    assert!(found(folder.path()) > 0, "the red twin: without the last step, words stay in the full-text index");
    assert!(store.purge().unwrap());
    assert_eq!(found(folder.path()), 0);
    assert_eq!(in_blocks(&store), 0);
    assert!(store.history().0.is_empty(), "what would put it back is gone");
    assert_eq!(uid(&store, "Uzzcanary"), None);
    assert_eq!(
        store.write_now(|write| write.erase(&id, "salt", 1)).unwrap_err().to_string(),
        Error::NotFound("member").to_string()
    );
    // What others wrote is as it was, and so are the counts.
    store
        .read_now(|read| {
            let ben: i64 = read.connection.query_row(
                "SELECT count(*) FROM activity WHERE text LIKE 'words of ben%' AND raw IS NOT NULL AND gone_at IS NULL",
                [],
                |row| row.get(0),
            )?;
            assert_eq!(ben, 2);
            let unnamed: i64 =
                read.connection
                    .query_row("SELECT sum(count) FROM reaction WHERE identity_id = 0", [], |row| row.get(0))?;
            assert_eq!(unnamed, 5, "reactions stay as a number");
            let (threads, replies): (i64, i64) =
                read.connection
                    .query_row("SELECT count(*), sum(replies) FROM thread", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
            assert_eq!((threads, replies), (1, 1), "an answer to the erased stays an answer");
            Ok(())
        })
        .unwrap();
    check(&store);
    let report = runtime.block_on(store.check()).unwrap();
    assert!(report.ok, "{report:?}");
}

#[test]
fn no_source_brings_them_back() {
    let (folder, store) = filled();
    let id = uid(&store, "Uzzcanary").unwrap();
    store.write_now(|write| write.erase(&id, "salt", FROM + 9)).unwrap();
    assert!(store.purge().unwrap());
    let kept = rows(&store);
    // The same again, newer; and the same person under another id, by address.
    let mut again = told();
    again
        .accounts
        .push(AccountRecord { email: Some("ZZCANARY@example.org".into()), ..account("U9", "Zzcanary Jones") });
    says(&mut again, 6, "Uzzcanary", "words zzcanary new", None);
    says(&mut again, 7, "U9", "words zzcanary elsewhere", Some(4));
    for activity in &mut again.activities {
        activity.state += 1;
        // Others' words name nobody in this test.
        if activity.author.as_deref() == Some("U2") {
            activity.raw = 0..0;
        }
    }
    import(&store, 3, FROM + 20, &[again], true).unwrap();
    store.purge().unwrap();
    assert_eq!((found(folder.path()), in_blocks(&store)), (0, 0));
    let count = |table: &str, all: &[(String, i64)]| all.iter().find(|(name, _)| name == table).unwrap().1;
    let now = rows(&store);
    assert_eq!(count("identity", &now), 1);
    assert_eq!(count("activity", &now), count("activity", &kept) + 2, "marks that something was there");
    assert_eq!(count("erasure", &now), count("erasure", &kept) + 1, "the other account is known from now on");
    check(&store);
}

#[test]
fn quotations_of_somebody_are_counted_with_the_mentions_that_stay() {
    let (_folder, store) = store();
    let mut batch = told();
    batch.activities.clear();
    batch.raw.clear();
    let texts = [
        "thanks @zzcanary",
        "[quote=\"zzcanary, post:3, topic:9\"]\nwords\n[/quote]\nyes, @zzcanary",
        "[quote=\"Somebody Else, post:3, topic:9, username:zzcanary\"]\nwords\n[/quote]",
        "nobody is meant",
    ];
    for (number, text) in (1..).zip(texts) {
        says(&mut batch, number, "U2", "words", None);
        batch.activities.last_mut().unwrap().text = text.into();
    }
    import(&store, 1, 1, &[batch], true).unwrap();
    store.write_now(|write| Ok(write.connection.execute("UPDATE source SET kind = 'discourse'", [])?)).unwrap();
    let uid: String = store
        .read_now(|read| {
            Ok(read
                .connection
                .query_row("SELECT uid FROM identity WHERE remote = 'Uzzcanary'", [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(store.read_now(|read| read.traces(&uid)).unwrap().mentions, 3, "each message once");
}
