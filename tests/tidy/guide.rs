//! The guide and the core agree on where the guide leads.

use std::collections::BTreeSet;

use crate::tree::{text, texts};

/// Every web address between one sign and another.
fn addresses(text: &str, before: &str, after: char) -> BTreeSet<String> {
    let found = text.split(before).skip(1).filter_map(|rest| rest.split(after).next());
    found.filter(|address| address.starts_with("https://")).map(str::to_owned).collect()
}

#[test]
fn the_core_opens_the_addresses_of_the_guide_and_no_others() {
    let links = text("src-tauri/crates/app/src/links.rs");
    let known = links.split("const GUIDE").nth(1).and_then(|rest| rest.split("];").next()).unwrap_or_default();
    let pages = texts(&[".md"]).into_iter().filter(|file| file.path.starts_with("docs/guide/"));
    let led: BTreeSet<String> = pages.flat_map(|file| addresses(&file.text, "](", ')')).collect();
    assert!(!led.is_empty());
    assert_eq!(
        addresses(known, "\"", '"'),
        led,
        "a link of docs/guide stands in GUIDE of app/src/links.rs, or nothing opens"
    );
}
