//! What people read on the terminal. The one place that prints.
//!
//! **Invariant:** control characters in strangers' words never reach the terminal.

#![expect(clippy::print_stderr, reason = "this module is the command line's output")]

use serde_json::Value;

/// Prints an answer: as JSON, or as `people` read it.
pub(crate) fn answer(json: bool, value: &Value, people: fn(&Value) -> String) {
    use std::io::Write;
    let text = if json { serde_json::to_string_pretty(value).unwrap_or_default() } else { people(value) };
    // A reader that has seen enough (`| head`) is no failure.
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

/// Prints what went wrong.
pub(crate) fn complain(message: &str) {
    eprintln!("kith: {}", clean(message));
}

/// Asks something; the answer is typed on the same terminal.
pub(crate) fn ask(question: &str) {
    eprintln!("{}", clean(question));
}

pub(crate) fn progress(import: &Value) {
    let left = import
        .get("seconds_left")
        .and_then(Value::as_u64)
        .map_or_else(String::new, |seconds| format!(", {seconds} s left"));
    eprint!(
        "\r\u{1b}[K{} of {} files, {} records{left}",
        number(import, "files_done"),
        number(import, "files_total"),
        number(import, "records")
    );
}

pub(crate) fn progress_done() {
    eprint!("\r\u{1b}[K");
}

fn clean(text: &str) -> String {
    text.chars().filter(|character| !character.is_control() || *character == '\n').collect()
}

pub(crate) fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => clean(text).replace('\n', " "),
        Some(Value::Null) | None => "–".to_owned(),
        Some(other) => other.to_string(),
    }
}

pub(crate) fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// UTC, to the minute.
fn time(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_i64).map_or_else(|| "–".to_owned(), kith_app::utc_minute)
}

/// Columns as wide as their widest cell; numbers to the right.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .chain(head.get(column).map(|cell| cell.chars().count()))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells
            .zip(&widths)
            .map(|(cell, width)| {
                let space = " ".repeat(width.saturating_sub(cell.chars().count()));
                let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
                if is_number { format!("{space}{cell}") } else { format!("{cell}{space}") }
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut out = vec![line(&mut head.iter().copied())];
    out.extend(rows.iter().map(|row| line(&mut row.iter().map(String::as_str))));
    out.join("\n")
}

pub(crate) fn raw(value: &Value) -> String {
    value.to_string()
}

pub(crate) fn community(value: &Value) -> String {
    format!(
        "{} is ready ({}).\nNext: `kith import FILE`, or `kith sample` to look around.",
        text(value, "name"),
        text(value, "id")
    )
}

pub(crate) fn communities(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "communities")
        .iter()
        .map(|community| {
            vec![text(community, "name"), text(community, "zone"), time(community, "opened_at"), text(community, "id")]
        })
        .collect();
    if rows.is_empty() {
        return "There is no community yet: `kith new NAME --zone Area/City` makes one.".to_owned();
    }
    table(&["name", "zone", "opened (UTC)", "id"], &rows)
}

pub(crate) fn reconciliation(value: &Value) -> String {
    let columns = ["name", "files", "records", "stored", "known", "quarantined"];
    let mut rows: Vec<Vec<String>> =
        list(value, "spaces").iter().map(|space| columns.iter().map(|column| text(space, column)).collect()).collect();
    if let Some(total) = value.get("total") {
        rows.push(
            columns
                .iter()
                .map(|column| if *column == "name" { "total".to_owned() } else { text(total, column) })
                .collect(),
        );
    }
    let total = value.get("total").cloned().unwrap_or_default();
    let mut out = table(&["channel", "files", "records", "stored", "known", "quarantined"], &rows);
    let sum = number(&total, "stored") + number(&total, "known") + number(&total, "quarantined");
    let verdict = if value.get("balanced") == Some(&Value::Bool(true)) {
        "every record is accounted for"
    } else {
        "THIS DOES NOT ADD UP"
    };
    out.push_str(&format!(
        "\n\n{} records in the archive = {} stored + {} already known + {} quarantined = {sum}: {verdict}.",
        number(&total, "records"),
        number(&total, "stored"),
        number(&total, "known"),
        number(&total, "quarantined")
    ));
    let import = value.get("import").cloned().unwrap_or_default();
    if number(&import, "left_out") > 0 {
        out.push_str(&format!(
            "\n{} file(s) of private conversations were left out (--private, --direct).",
            number(&import, "left_out")
        ));
    }
    for note in list(value, "notes") {
        out.push_str(&format!("\nNote: {}.", clean(note.as_str().unwrap_or_default())));
    }
    out
}

pub(crate) fn members(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "rows")
        .iter()
        .map(|row| {
            let messages = number(row, "posts") + number(row, "replies");
            vec![text(row, "name"), text(row, "handle"), time(row, "last_at"), messages.to_string(), text(row, "id")]
        })
        .collect();
    table(&["name", "handle", "last seen (UTC)", "messages", "id"], &rows)
}

pub(crate) fn member(value: &Value) -> String {
    let mut out = format!(
        "{}\n  handle {}   title {}   zone {}\n  first seen {}   last seen {}\n  {} posts, {} replies, {} reactions given\n",
        text(value, "name"),
        text(value, "handle"),
        text(value, "title"),
        text(value, "zone"),
        time(value, "first_at"),
        time(value, "last_at"),
        number(value, "posts"),
        number(value, "replies"),
        number(value, "reactions_given")
    );
    for account in list(value, "accounts") {
        out.push_str(&format!(
            "  account {} on {} ({})\n",
            text(account, "name"),
            text(account, "source_name"),
            text(account, "remote_id")
        ));
    }
    for space in list(value, "spaces") {
        out.push_str(&format!("  writes in {}: {}\n", text(space, "name"), number(space, "messages")));
    }
    out
}

pub(crate) fn threads(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "rows")
        .iter()
        .map(|row| vec![time(row, "last_at"), text(row, "replies"), text(row, "space_name"), text(row, "title")])
        .collect();
    table(&["last answer (UTC)", "replies", "space", "title"], &rows)
}

pub(crate) fn hits(value: &Value) -> String {
    let mut rows: Vec<Vec<String>> = list(value, "people")
        .iter()
        .map(|row| vec!["person".into(), time(row, "last_at"), text(row, "name"), text(row, "title")])
        .collect();
    rows.extend(list(value, "hits").iter().map(|hit| {
        let who = hit.get("author").map_or_else(|| "–".to_owned(), |author| text(author, "name"));
        let place = if hit.get("space_name").is_some_and(|name| !name.is_null()) {
            text(hit, "space_name")
        } else {
            text(hit, "title")
        };
        vec![place, time(hit, "at"), who, strip(&text(hit, "snippet"))]
    }));
    if rows.is_empty() {
        return "Nothing was found.".to_owned();
    }
    table(&["where", "when (UTC)", "who", "what"], &rows)
}

/// A snippet without its marks. It was escaped for screens.
fn strip(html: &str) -> String {
    let plain = html.replace("<mark>", "").replace("</mark>", "");
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

pub(crate) fn stats(value: &Value) -> String {
    let mut out = format!(
        "{} members ({} people, {} bots), {} accounts, {} spaces, {} conversations\nfirst message {}, newest {}\n",
        number(value, "members"),
        number(value, "people"),
        number(value, "bots"),
        number(value, "identities"),
        number(value, "spaces"),
        number(value, "threads"),
        time(value, "first_at"),
        time(value, "last_at")
    );
    for (title, key) in [("what", "activities"), ("source", "by_source"), ("year", "by_year"), ("space", "by_space")] {
        let groups = value.get(key).and_then(Value::as_object);
        let rows: Vec<Vec<String>> =
            groups.into_iter().flatten().map(|(name, count)| vec![clean(name), count.to_string()]).collect();
        out.push_str(&format!("\n{}\n", table(&[title, "count"], &rows)));
    }
    if number(value, "quarantined") > 0 {
        out.push_str(&format!("\n{} record(s) could not be read.\n", number(value, "quarantined")));
    }
    out
}

pub(crate) fn check(value: &Value) -> String {
    let rows: Vec<Vec<String>> = list(value, "checks")
        .iter()
        .map(|check| {
            let ok = check.get("ok") == Some(&Value::Bool(true));
            vec![if ok { "ok" } else { "WRONG" }.into(), text(check, "name"), text(check, "detail")]
        })
        .collect();
    table(&["", "what", "found"], &rows)
}

pub(crate) fn commands(value: &Value) -> String {
    let names: Vec<String> = list(value, "commands").iter().map(|command| text(command, "name")).collect();
    format!("{}\n\n`kith --json commands` shows arguments and results.", names.join("\n"))
}

pub(crate) fn sync_progress(progress: &Value) {
    let of = progress.get("of").and_then(Value::as_u64).map_or_else(String::new, |of| format!(" of {of}"));
    let left = progress
        .get("seconds_left")
        .and_then(Value::as_u64)
        .map_or_else(String::new, |seconds| format!(", about {} min left", seconds.div_ceil(60)));
    let what =
        progress.get("what").and_then(Value::as_str).map_or_else(String::new, |what| format!(" ({})", clean(what)));
    eprint!("\r\u{1b}[K{} {}{of}{what}{left}", text(progress, "stage"), number(progress, "done"));
}

pub(crate) fn source(value: &Value) -> String {
    let connection = value.get("connection").cloned().unwrap_or_default();
    let mut lines = vec![format!("{}  {}  {}", text(value, "id"), text(value, "kind"), text(value, "name"))];
    lines.push(format!("  {} messages, {} accounts", number(value, "messages"), number(value, "accounts")));
    if connection.is_null() {
        lines.push("  not connected: only from archives".to_owned());
        return lines.join("\n");
    }
    lines.push(format!("  {}, as {}", text(&connection, "state"), text(&connection, "account")));
    if let Some(error) = connection.get("error").filter(|error| !error.is_null()) {
        lines.push(format!("  {}", text(error, "message")));
    }
    if let Some(coverage) = connection.get("coverage").filter(|coverage| !coverage.is_null()) {
        lines.push(format!("  everything from {} to {}", time(coverage, "from"), time(coverage, "through")));
    }
    for missing in list(&connection, "missing") {
        lines.push(format!("  without {}: {}", text(missing, "scope"), text(missing, "what")));
    }
    lines.join("\n")
}

pub(crate) fn sources(value: &Value) -> String {
    let lines: Vec<String> = list(value, "sources").iter().map(source).collect();
    if lines.is_empty() { "no sources yet: `kith source add` connects one".to_owned() } else { lines.join("\n") }
}

pub(crate) fn synced(value: &Value) -> String {
    let mut lines = Vec::new();
    for report in list(value, "sources") {
        lines.push(format!(
            "{}: {} new, {} changed, {} taken away; {} requests, waited {} times, {} ms",
            text(report, "name"),
            number(report, "added"),
            number(report, "changed"),
            number(report, "removed"),
            number(report, "requests"),
            number(report, "waits"),
            number(report, "duration_ms"),
        ));
    }
    lines.join("\n")
}
