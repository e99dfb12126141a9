//! What is written about the program is true of it: where the guide leads, which journeys prove a job.

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

#[test]
fn every_job_has_journeys_that_are_there() {
    let map = text("ARCHITECTURE.md");
    let table = map.split("## Jobs and their journeys").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let jobs: Vec<&str> = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Job")).collect();
    assert_eq!(jobs.len(), 10, "a row for each of the ten jobs of a community manager");
    for job in jobs {
        let mut journeys = job.split('`').skip(1).step_by(2).peekable();
        assert!(journeys.peek().is_some(), "a job without a journey may break and nobody notices: {job}");
        for journey in journeys {
            let (file, name) = journey.split_once("::").unwrap();
            let there = text(&format!("tests/journeys/{file}.rs")).contains(&format!("fn {name}()"));
            assert!(there, "{journey} is named in ARCHITECTURE.md and is no journey");
        }
    }
}
