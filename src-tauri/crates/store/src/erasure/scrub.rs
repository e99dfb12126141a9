//! The sources' own JSON without those who were erased: their records, what no row points to any more (older states of
//! their accounts among them), and their names in others' records.

use memchr::memmem::Finder;
use rusqlite::params;
use serde_json::Value;

use crate::{Write, error::Result, raw};

/// What stands where a name was.
const NOBODY: &str = "erased";
/// Where JSON of sources names people: a value under a key with one of these in it is a person's.
const KEYS: [&str; 10] = ["user", "name", "author", "mail", "mention", "poster", "member", "handle", "phone", "by"];

impl Write<'_> {
    /// Goes through all kept JSON once.
    pub(super) fn scrub_raw(&self, names: &[String]) -> Result<()> {
        let mut places: Vec<i64> = Vec::new();
        for sql in [
            "SELECT raw FROM activity WHERE raw IS NOT NULL",
            "SELECT raw FROM identity WHERE raw IS NOT NULL AND id NOT IN (SELECT id FROM erased)",
        ] {
            let mut statement = self.connection.prepare(sql)?;
            for place in statement.query_map([], |row| row.get(0))? {
                places.push(place?);
            }
        }
        places.sort_unstable();
        let finders: Vec<Finder<'_>> = names.iter().map(Finder::new).collect();
        let blocks: Vec<i64> = self
            .connection
            .prepare("SELECT id FROM raw_block ORDER BY id")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut select = self.connection.prepare("SELECT bytes FROM raw_block WHERE id = ?1")?;
        for block in blocks {
            let bytes: Vec<u8> = select.query_row([block], |row| row.get(0))?;
            let used = |slot: usize| {
                let place = block * 64 + i64::try_from(slot).unwrap_or(0);
                places.binary_search(&place).is_ok()
            };
            let changed = raw::rewrite(&bytes, |slot, record| {
                if !used(slot) {
                    return Some(Vec::new());
                }
                let named = finders.iter().any(|finder| finder.find(record).is_some());
                if named { without(record, names) } else { None }
            })?;
            match changed {
                raw::Rewritten::Same => 0,
                raw::Rewritten::Empty => self.connection.execute("DELETE FROM raw_block WHERE id = ?1", [block])?,
                raw::Rewritten::Changed(bytes) => {
                    self.connection.execute("UPDATE raw_block SET bytes = ?2 WHERE id = ?1", params![block, bytes])?
                }
            };
        }
        Ok(())
    }
}

/// A record without names where it names people; nothing when it stays as it is. Words that others wrote stay theirs.
fn without(record: &[u8], names: &[String]) -> Option<Vec<u8>> {
    let mut value: Value = serde_json::from_slice(record).ok()?;
    replace(&mut value, false, names).then(|| serde_json::to_vec(&value).ok())?
}

fn replace(value: &mut Value, of_person: bool, names: &[String]) -> bool {
    match value {
        Value::String(text) if of_person && names.contains(text) => {
            NOBODY.clone_into(text);
            true
        }
        Value::Array(list) => list.iter_mut().fold(false, |changed, value| replace(value, of_person, names) | changed),
        Value::Object(object) => object.iter_mut().fold(false, |changed, (key, value)| {
            let key = key.to_lowercase();
            replace(value, KEYS.iter().any(|part| key.contains(part)), names) | changed
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_words_stay() {
        let names = ["U1", "ada", "Ada Lovelace", "message"].map(str::to_owned);
        let record = br#"{"type":"message","text":"ada said so","reactions":[{"name":"+1","users":["U1","U2"]}],
            "reply_to_user":{"username":"ada","name":"Ada Lovelace"},"n":1}"#;
        let text = String::from_utf8(without(record, &names).unwrap()).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["type"], "message", "what a word means depends on where it stands");
        assert_eq!(value["text"], "ada said so");
        assert_eq!(value["reactions"][0]["users"], serde_json::json!(["erased", "U2"]));
        assert_eq!(value["reply_to_user"], serde_json::json!({ "username": "erased", "name": "erased" }));
        assert_eq!(without(br#"{"text":"Ada Lovelace"}"#, &names), None);
        assert_eq!(without(b"not json", &names), None);
    }
}
