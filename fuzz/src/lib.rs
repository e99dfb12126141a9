//! What several targets do with a stranger's bytes.
//!
//! **Invariants:** whatever is not refused is read to its end; an answer may be an error and never a panic.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use kith_connect::{
    slack::export::{Choice, Export},
    table::{DateOrder, FileChoice, GuestList, Reader, Table, guess},
};
use kith_domain::rich::{NoNames, Node, allowed_link, to_html, to_plain};

/// So many portions of an export are read at most: a bomb is another test's business.
const PORTIONS: usize = 2_000;

/// Reads an export to its end.
pub fn read_export(path: &Path) {
    let Ok(export) = Export::open(path) else { return };
    let mut reader = export.reader(Choice { private_channels: true, direct: true }, 0);
    while let Ok(Some(_)) = reader.next_people() {}
    for _ in 0..PORTIONS {
        match reader.next_portion() {
            Ok(Some(_)) => {}
            _ => return,
        }
    }
}

/// Puts bytes into a file of their own and does something with it; text and workbooks are told apart by what is in them.
fn in_file(bytes: &[u8], read: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a place");
    let path = folder.path().join("list.csv");
    std::fs::write(&path, bytes).expect("written");
    read(&path);
}

/// Reads a table by the mapping that is guessed.
pub fn read_table(bytes: &[u8]) {
    in_file(bytes, |path| {
        let Ok(table) = Table::open(path, &FileChoice::default()) else { return };
        let Ok(scan) = table.scan() else { return };
        let mapping = guess(table.headers(), &scan.columns);
        let Ok(mut reader) = Reader::new(&mapping, &table, &scan, chrono_tz::Tz::UTC) else { return };
        let _ = table.rows(&mut |row| {
            let _ = reader.read(&row);
            ControlFlow::Continue(())
        });
    });
}

/// Reads a guest list.
pub fn read_guests(bytes: &[u8]) {
    in_file(bytes, |path| {
        let Ok(list) = GuestList::open(path, &BTreeMap::new()) else { return };
        let _ = list.read(chrono_tz::Tz::Europe__Berlin, DateOrder::Auto);
    });
}

/// Elements that words may become, with everything that may stand in their tags.
const ELEMENTS: &[&str] = &[
    "a", "blockquote", "br", "code", "em", "hr", "li", "mark", "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "time",
    "tr", "ul",
];

/// Checks that what is shown of words has known elements, no handler and no address of its own.
///
/// # Panics
/// When it has.
pub fn is_safe(nodes: &[Node]) {
    let _ = to_plain(nodes, &NoNames);
    let shown = to_html(nodes, &NoNames);
    for link in &shown.links {
        assert!(allowed_link(link).is_ok(), "an address that may not be opened");
    }
    for tag in shown.html.as_str().split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("every element is closed");
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(ELEMENTS.contains(&name.as_str()), "an element of its own");
        for word in ["href", "src", "style", "onclick", "onerror", "onload", "srcdoc"] {
            let quoted = tag.split('"').step_by(2).any(|outside| outside.contains(word));
            assert!(!quoted, "an attribute of its own");
        }
    }
}
