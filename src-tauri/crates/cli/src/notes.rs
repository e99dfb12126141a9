//! Notes and follow-ups, from the terminal.

use std::path::Path;

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, text},
    run::{Failure, call},
    segments,
};

/// Writes a note; with a date in it, something to do.
pub(crate) async fn add(
    app: &App,
    member: Option<&str>,
    line: &str,
    kind: Option<&str>,
    private: bool,
    json: bool,
) -> Result<(), Failure> {
    let meant = call(app, "notes.understand", json!({ "line": line })).await?;
    let kind =
        kind.map_or_else(|| meant.get("kind").and_then(Value::as_str).unwrap_or("note").to_owned(), str::to_owned);
    let is_plan = kind == "follow_up";
    if is_plan && let Some(doubt) = meant.get("doubt").and_then(Value::as_str) {
        return Err(Failure::Error(format!("{}: {doubt}", text(&meant, "words"))));
    }
    if private {
        call(app, "notes.unlock", json!({})).await?;
    }
    let part = |key: &str| meant.get(key).cloned().unwrap_or_default();
    let due = meant.get("due").filter(|due| is_plan && due.is_object());
    let wish = json!({
        "member": member,
        "text": part(if is_plan { "text" } else { "whole" }),
        "kind": kind,
        "visibility": if private { "private" } else { "shared" },
        "due": due.map(|due| json!({ "on": due.get("on"), "time": due.get("time") })),
    });
    let note = call(app, "notes.add", wish).await?;
    format::answer(json, &note, |note| match note.get("due").filter(|due| due.is_object()) {
        Some(due) => format!("follow-up until {}", until(due)),
        None => format!("{} added", text(note, "kind")),
    });
    Ok(())
}

/// Lists what is to be done, or writes it as a calendar file.
pub(crate) async fn follow_ups(
    app: &App,
    done: bool,
    segment: Option<&str>,
    ics: Option<&Path>,
    json: bool,
) -> Result<(), Failure> {
    let segment = segments::chosen(app, segment).await?;
    if let Some(file) = ics {
        let saved = call(app, "follow_ups.save", json!({ "path": file, "segment": segment })).await?;
        format::answer(json, &saved, |saved| {
            format!(
                "{} follow-ups in {}; private ones left out: {}",
                number(saved, "count"),
                text(saved, "path"),
                number(saved, "left_out")
            )
        });
        return Ok(());
    }
    let found = call(app, "follow_ups.list", json!({ "done": done, "segment": segment, "limit": 1000 })).await?;
    format::answer(json, &found, |found| {
        let lines: Vec<String> = list(found, "items").iter().map(line).collect();
        if lines.is_empty() { "nothing to come back to".to_owned() } else { lines.join("\n") }
    });
    Ok(())
}

fn line(item: &Value) -> String {
    let note = item.get("note").unwrap_or(&Value::Null);
    let words = match note.get("state").and_then(Value::as_str) {
        Some("shown") => text(note, "text"),
        _ => "(private)".to_owned(),
    };
    let about = item
        .get("member")
        .filter(|member| member.is_object())
        .map_or_else(String::new, |member| format!("{}: ", text(member, "name")));
    format!("{}  {about}{words}", until(note.get("due").unwrap_or(&Value::Null)))
}

fn until(due: &Value) -> String {
    match due.get("time").and_then(Value::as_str) {
        Some(time) => format!("{} {time}", text(due, "on")),
        None => text(due, "on"),
    }
}
