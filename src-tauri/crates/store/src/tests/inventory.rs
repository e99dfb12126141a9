//! The inventory of personal data: `sql/personal.txt` says what each column is for; `docs/personal-data.md` is made of it.
//!
//! **Why:** whoever adds a column decides in the same change whether it tells something of a person, and what for.

use std::collections::{BTreeMap, BTreeSet};

use super::store;

/// A table: what it is for, what of a person each personal column tells, and its other columns.
#[derive(Default)]
struct Table {
    purpose: String,
    personal: Vec<(String, String)>,
    plain: Vec<String>,
}

fn written() -> BTreeMap<String, Table> {
    let mut all = BTreeMap::new();
    let mut name = String::new();
    for line in include_str!("../../sql/personal.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let table: &mut Table = all.entry(name.clone()).or_default();
        if let Some(rest) = line.strip_prefix("  + ") {
            let (column, meaning) = rest.split_once(": ").unwrap_or_else(|| panic!("no meaning: {line}"));
            table.personal.push((column.to_owned(), meaning.to_owned()));
        } else if let Some(rest) = line.strip_prefix("  - ") {
            table.plain.extend(rest.split(' ').map(str::to_owned));
        } else {
            let (found, purpose) = line.split_once(": ").unwrap_or_else(|| panic!("no purpose: {line}"));
            found.clone_into(&mut name);
            let earlier = all.insert(name.clone(), Table { purpose: purpose.to_owned(), ..Table::default() });
            assert!(earlier.is_none(), "{name} stands twice");
        }
    }
    all.remove("");
    all
}

/// Columns of all tables but those that an index of words keeps for itself.
fn columns() -> BTreeMap<String, BTreeSet<String>> {
    let (_folder, store) = store();
    let sql = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%\\_fts%' ESCAPE '\\'";
    let rows = store
        .read_now(|read| {
            let mut statement = read.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .unwrap();
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in rows {
        all.entry(table).or_default().insert(column);
    }
    all
}

#[test]
fn every_column_says_what_of_a_person_it_tells() {
    let mut wrong = Vec::new();
    let (written, columns) = (written(), columns());
    for (table, found) in &columns {
        let Some(entry) = written.get(table) else {
            wrong.push(format!("{table}: the table is missing, with columns {found:?}"));
            continue;
        };
        let mut named: Vec<&String> = entry.personal.iter().map(|(column, _)| column).chain(&entry.plain).collect();
        let many = named.len();
        named.sort();
        named.dedup();
        wrong.extend((many > named.len()).then(|| format!("{table}: a column stands twice")));
        wrong.extend(found.iter().filter(|one| !named.contains(one)).map(|one| format!("{table}.{one}: is missing")));
        wrong.extend(named.iter().filter(|one| !found.contains(**one)).map(|one| format!("{table}.{one}: is no more")));
    }
    wrong.extend(
        written.keys().filter(|table| !columns.contains_key(*table)).map(|table| format!("{table}: is no more")),
    );
    assert!(
        wrong.is_empty(),
        "sql/personal.txt says of each column whether it tells something of a person, so that nothing is kept that nobody \
         decided to keep:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_inventory_for_readers_is_current() {
    let mut text = "# Personal data in a community's file\n\nMade from the file's tables: each column that tells something of a \
                    person, and what for. What Kith does with it is told in the guide (`guide/data.md`). `UPDATE=1 cargo test inventory` writes this page.\n"
        .to_owned();
    let all = written();
    for (name, table) in all.iter().filter(|(_, table)| !table.personal.is_empty()) {
        text.push_str(&format!("\n## {name}\n\n{}\n\n", table.purpose));
        for (column, meaning) in &table.personal {
            text.push_str(&format!("- `{column}`: {meaning}\n"));
        }
    }
    text.push_str("\n## Tables that tell nothing of a person\n\n");
    for (name, table) in all.iter().filter(|(_, table)| table.personal.is_empty()) {
        text.push_str(&format!("- `{name}`: {}\n", table.purpose));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/personal-data.md");
    if std::env::var_os("UPDATE").is_some() {
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), text.as_bytes()).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "docs/personal-data.md is stale: run `UPDATE=1 cargo test inventory` and commit the file");
}
