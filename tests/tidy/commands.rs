//! The table of commands, the topics, and the screens that use them.

use kith_app::TABLE;

use crate::tree::{none, text, texts};

/// Commands that no screen calls, and why they are there.
const INTERNAL: &[(&str, &str)] = &[
    ("messages.newest", "for scripts: the newest messages of the whole community"),
    ("exports.list", "for scripts: one table of the export of everything"),
    ("follow_ups.calendar", "for scripts: the text of the calendar file that `follow_ups.save` writes"),
    ("tables.forget_profile", "for scripts: forgets how a kind of table is read"),
    ("stats", "counts from the rows themselves, for `kith stats` and for the tests that compare"),
];

fn used_by_screens(name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    texts(&[".ts", ".svelte"])
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && !file.path.starts_with("ui/src/dev/"))
        .filter(|file| !file.path.contains(".test.") && file.path != "ui/src/api/bindings.ts")
        .any(|file| file.text.contains(&quoted))
}

#[test]
fn every_command_is_used_by_a_screen_or_says_why_not() {
    let mut wrong = Vec::new();
    for command in TABLE {
        let internal = INTERNAL.iter().any(|(name, why)| *name == command.name && !why.is_empty());
        match (used_by_screens(command.name), internal) {
            (false, false) => wrong.push(format!("{} is called by no screen and not listed as internal", command.name)),
            (true, true) => wrong.push(format!("{} is listed as internal, but a screen calls it", command.name)),
            _ => {}
        }
    }
    for (name, _) in INTERNAL.iter().filter(|(name, _)| TABLE.iter().all(|command| command.name != *name)) {
        wrong.push(format!("{name} is listed as internal and no command"));
    }
    none(&wrong, "a command that nobody calls is code that nobody needs");
}

#[test]
fn names_of_commands_are_unlike() {
    let mut names: Vec<&str> = TABLE.iter().map(|command| command.name).collect();
    names.sort_unstable();
    let twice: Vec<String> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned()).collect();
    none(&twice, "of two commands with one name the second is never called");
}

/// What may change whom a segment chooses.
const SEGMENTS_ARE_OF: &[&str] = &["Activity", "Members", "Segments", "Settings", "Events", "Mentoring"];

#[test]
fn a_list_of_a_segment_follows_whatever_changes_segments() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for command in TABLE.iter().filter(|command| !command.reads.is_empty()) {
        let mut schemas = kith_app::schema_generator();
        let arguments = (command.arguments)(&mut schemas).to_value().to_string();
        let named = serde_json::to_string(schemas.definitions()).unwrap();
        if !format!("{arguments}{named}").contains("\"segment\":{") {
            continue;
        }
        seen += 1;
        let reads: Vec<&str> = command.reads.iter().map(|topic| topic.word()).collect();
        for topic in SEGMENTS_ARE_OF.iter().filter(|topic| !reads.contains(topic)) {
            wrong.push(format!("{} takes a segment and does not read {topic}", command.name));
        }
    }
    assert!(seen >= 15, "only {seen} questions take a segment");
    none(&wrong, "an open list of a segment must be asked again when the segment is of others");
}

#[test]
fn every_topic_is_read_and_announced() {
    let declared = text("src-tauri/crates/store/src/topic.rs");
    let (_, variants) = declared.split_once("pub enum Topic {").unwrap();
    let (variants, _) = variants.split_once('}').unwrap();
    let topics: Vec<&str> = variants
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect();
    assert!(topics.len() >= 7, "{topics:?}");
    let code: String = texts(&[".rs"])
        .into_iter()
        .filter(|file| {
            file.path.starts_with("src-tauri/crates/store/src/") || file.path.starts_with("src-tauri/crates/app/src/")
        })
        .filter(|file| {
            !file.path.ends_with("/tests.rs") && !file.path.contains("/tests/") && !file.path.ends_with("/topic.rs")
        })
        .map(|file| file.text.split("#[cfg(test)]").next().unwrap_or_default().to_owned())
        .collect();
    let mut wrong = Vec::new();
    for topic in topics {
        let read = TABLE.iter().any(|command| command.reads.iter().any(|read| read.word() == topic));
        if !read {
            wrong.push(format!("{topic} is read by no command"));
        }
        // Announced by a write, or by the core itself.
        if !code.contains(&format!("Topic::{topic}")) {
            wrong.push(format!("{topic} is touched by no write"));
        }
    }
    none(&wrong, "a topic that nobody reads wakes nobody; one that nobody announces leaves a screen stale");
}
