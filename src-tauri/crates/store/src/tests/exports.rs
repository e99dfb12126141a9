//! What leaves the file, and what never does.

use kith_domain::record::{AccountRecord, Batch};

use super::{import, store};
use crate::{
    MemberFilter, MemberKind, MemberSort, Store,
    exports::{KEPT_BACK, MemberExport, Rows, TABLES},
};

/// Rows as they come.
#[derive(Default)]
struct Kept(Vec<Vec<serde_json::Value>>);

impl Rows for Kept {
    fn columns(&mut self, _: &[String]) -> crate::Result<()> {
        Ok(())
    }

    fn row(&mut self, values: Vec<serde_json::Value>) -> crate::Result<()> {
        self.0.push(values);
        Ok(())
    }
}

fn two_accounts(store: &Store) {
    let account = |remote: &str, name: &str| AccountRecord {
        remote: remote.into(),
        name: name.into(),
        handle: Some(name.to_lowercase()),
        email: Some(format!("{}@example.org", name.to_lowercase())),
        ..AccountRecord::default()
    };
    let batch = Batch { accounts: vec![account("U1", "Ada"), account("U2", "Ben")], ..Batch::default() };
    import(store, 1, 1, &[batch], true).unwrap();
}

fn tables(store: &Store) -> Vec<String> {
    super::rows(store).into_iter().map(|(name, _)| name).collect()
}

/// The tables that a statement reads.
fn read_by(sql: &str) -> Vec<String> {
    let words: Vec<&str> =
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    words.windows(2).filter(|pair| matches!(pair[0], "FROM" | "JOIN")).map(|pair| pair[1].to_owned()).collect()
}

#[test]
fn every_table_is_exported_or_says_why_not() {
    let (_folder, store) = store();
    let exported: Vec<String> = crate::exports::table_statements().flat_map(read_by).collect();
    let exported =
        |table: &str| exported.iter().any(|name| name == table || (name == "shared_notes" && table == "note"));
    for table in tables(&store) {
        let kept_back = KEPT_BACK.iter().any(|(name, why)| *name == table && !why.is_empty());
        assert!(exported(&table) != kept_back, "{table}: exported or kept back, and not both");
    }
}

#[test]
fn statements_know_notes_only_as_shared() {
    for sql in crate::exports::table_statements().chain(crate::exports::person_statements()) {
        let read = read_by(sql);
        for never in ["note", "notes_key", "note_salt"] {
            assert!(!read.iter().any(|table| table == never), "{never} is read by {sql}");
        }
    }
}

#[test]
fn every_statement_runs() {
    let (_folder, store) = store();
    store
        .read_now(|read| {
            for table in TABLES {
                read.export_table(table, &mut Kept::default())
                    .unwrap_or_else(|error| panic!("{}: {error}", table.name));
            }
            read.export_activity(&mut Kept::default())
        })
        .unwrap();
}

#[test]
fn a_private_note_is_in_no_export() {
    let (_folder, store) = store();
    two_accounts(&store);
    store
        .write_now(|write| {
            write.connection.execute_batch(
                "INSERT INTO note (id, identity, visibility, text, created_at, updated_at)
                   SELECT 'n1' || uid, uid, 'private', 'canary private', 1, 1 FROM identity;
                 INSERT INTO note (id, identity, visibility, text, created_at, updated_at)
                   SELECT 'n2', uid, 'shared', 'for the team', 1, 1 FROM identity LIMIT 1;",
            )?;
            Ok(())
        })
        .unwrap();
    let mut all = Kept::default();
    store
        .read_now(|read| {
            for table in TABLES {
                read.export_table(table, &mut all)?;
            }
            let uid: String = read.connection.query_row("SELECT uid FROM identity LIMIT 1", [], |row| row.get(0))?;
            for part in crate::exports::PARTS {
                read.export_person(&uid, part, &mut all)?;
            }
            Ok(())
        })
        .unwrap();
    let text = serde_json::to_string(&all.0).unwrap();
    assert!(text.contains("for the team") && !text.contains("canary"), "{text}");
}

fn exported(store: &Store) -> Vec<MemberExport> {
    let filter = MemberFilter { kind: MemberKind::All, left: true, ..MemberFilter::default() };
    let mut found = Vec::new();
    store
        .read_now(|read| {
            read.export_members(&filter, 0, MemberSort::Name, false, |member| {
                found.push(member);
                Ok(())
            })
        })
        .unwrap();
    found
}

#[test]
fn what_was_written_here_wins() {
    let (_folder, store) = store();
    two_accounts(&store);
    store
        .write_now(|write| {
            write.connection.execute_batch(
                "INSERT INTO custom_field (id, name, kind, place, created_at, updated_at) VALUES ('f1', 'Shirt', 'text', 1, 1, 1);
                 INSERT INTO tag (id, name, name_key, created_at, updated_at) VALUES ('t1', 'Host', 'host', 1, 1);
                 INSERT INTO organisation (id, name, name_key, created_at, updated_at) VALUES ('o1', 'Seed Bank', 'seed bank', 1, 1);
                 INSERT INTO profile (id, identity, field, value, updated_at)
                   SELECT 'p1', uid, 'title', '\"Gardener\"', 1 FROM identity LIMIT 1;
                 INSERT INTO profile (id, identity, field, value, updated_at)
                   SELECT 'p2', uid, 'custom:f1', '\"XL\"', 1 FROM identity LIMIT 1;
                 INSERT INTO profile (id, identity, field, value, updated_at)
                   SELECT 'p3', uid, 'email', 'null', 1 FROM identity LIMIT 1;
                 INSERT INTO tagging (id, tag, identity, created_at) SELECT 'g1', 't1', uid, 1 FROM identity LIMIT 1;
                 INSERT INTO affiliation (id, identity, organisation, role, from_on, created_at, updated_at)
                   SELECT 'a1', uid, 'o1', 'chair', '2024', 1, 1 FROM identity LIMIT 1;",
            )?;
            Ok(())
        })
        .unwrap();
    let members = exported(&store);
    let ada = members.iter().find(|member| !member.tags.is_empty()).unwrap();
    assert_eq!(ada.title.as_deref(), Some("Gardener"));
    assert_eq!(ada.email, None, "known to be empty");
    assert_eq!(ada.custom, [serde_json::json!("XL")]);
    assert_eq!((ada.tags.as_slice(), ada.company.as_deref()), (["Host".to_owned()].as_slice(), Some("Seed Bank")));
    assert_eq!(ada.organisations, ["Seed Bank (chair, 2024–)"]);
    assert_eq!(members.len(), 2, "{members:?}");
}
