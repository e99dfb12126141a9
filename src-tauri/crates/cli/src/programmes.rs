//! `kith programmes` and `kith match`: programmes of mentoring, and pairs with reasons.

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
};

/// The programme that somebody means: by id, by name, or by words in its name; one that is not closed where several fit.
async fn find(app: &App, wanted: &str) -> Result<String, Failure> {
    let all = call(app, "programmes.list", json!({})).await?;
    let programmes: Vec<Value> = list(&all, "rows").iter().filter_map(|row| row.get("programme")).cloned().collect();
    let folded = wanted.to_lowercase();
    let by = |fits: &dyn Fn(&Value) -> bool| programmes.iter().find(|one| fits(one)).map(|one| text(one, "id"));
    by(&|one| text(one, "id") == wanted)
        .or_else(|| by(&|one| text(one, "name").to_lowercase() == folded))
        .or_else(|| by(&|one| text(one, "name").to_lowercase().contains(&folded)))
        .ok_or_else(|| Failure::Error("there is no such programme: `kith programmes` lists them".into()))
}

pub(crate) async fn programmes(app: &App, json: bool) -> Result<(), Failure> {
    let all = call(app, "programmes.list", json!({})).await?;
    format::answer(json, &all, |all| {
        let rows: Vec<Vec<String>> = list(all, "rows")
            .iter()
            .map(|row| {
                let programme = row.get("programme").cloned().unwrap_or_default();
                let counts = row.get("counts").cloned().unwrap_or_default();
                vec![
                    text(&programme, "name"),
                    text(&programme, "state"),
                    text(&programme, "starts_on"),
                    text(&counts, "pending"),
                    text(&counts, "mentors"),
                    text(&counts, "mentees"),
                    text(&counts, "unmatched"),
                    text(row, "pairs"),
                    text(&programme, "id"),
                ]
            })
            .collect();
        table(&["programme", "state", "from", "to decide", "mentors", "mentees", "unmatched", "pairs", "id"], &rows)
    });
    Ok(())
}

pub(crate) async fn pairs(app: &App, wanted: &str, dry_run: bool, json: bool) -> Result<(), Failure> {
    let programme = find(app, wanted).await?;
    let made = call(app, "matching.propose", json!({ "programme": programme })).await?;
    let id = |pair: &Value, side: &str| pair.get(side).map(|one| text(one, "id")).unwrap_or_default();
    let two = |pair: &Value| json!({ "mentor": id(pair, "mentor"), "mentee": id(pair, "mentee") });
    let pairs: Vec<Value> = list(&made, "pairs").iter().map(two).collect();
    if !dry_run && !pairs.is_empty() {
        call(app, "matching.publish", json!({ "programme": programme, "pairs": pairs })).await?;
    }
    format::answer(json, &made, if dry_run { proposed } else { published });
    Ok(())
}

fn published(made: &Value) -> String {
    format!("{}Published.\n", told(made))
}

fn proposed(made: &Value) -> String {
    format!("{}Nothing was changed.\n", told(made))
}

fn told(made: &Value) -> String {
    let name = |of: &Value, key: &str| of.get(key).map(|one| text(one, "name")).unwrap_or_default();
    let words = |reason: &Value| {
        let shared: Vec<&str> = list(reason, "shared").iter().filter_map(Value::as_str).collect();
        if shared.is_empty() { text(reason, "text") } else { shared.join(", ") }
    };
    let rows: Vec<Vec<String>> = list(made, "pairs")
        .iter()
        .map(|pair| {
            let why: Vec<String> = list(pair, "reasons").iter().map(words).filter(|why| !why.is_empty()).collect();
            vec![
                name(pair, "mentee"),
                name(pair, "mentor"),
                format!("{}/{}", number(pair, "points"), number(pair, "most")),
                why.join("; "),
            ]
        })
        .collect();
    let mut out = table(&["mentee", "mentor", "points", "why"], &rows);
    let left: Vec<Vec<String>> = list(made, "unmatched")
        .iter()
        .map(|left| {
            let rule = |rule: &Value| format!("{} ({})", text(rule, "rule"), number(rule, "count"));
            let rules: Vec<String> = list(left, "rules").iter().map(rule).collect();
            let why = if number(left, "fitting") > 0 { "all who fit are full".to_owned() } else { rules.join(", ") };
            vec![name(left, "person"), why]
        })
        .collect();
    if !left.is_empty() {
        out.push_str(&table(&["without a mentor", "why"], &left));
    }
    out
}
