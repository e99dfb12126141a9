//! The lists of a morning from the terminal.

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, table, text},
    run::{Failure, call},
    segments,
};

/// What changed, who waits, who is new, who falls silent: as one document.
pub(crate) async fn today(app: &App, json: bool) -> Result<(), Failure> {
    let answer = json!({
        "news": call(app, "desk.news", json!({})).await?,
        "unanswered": call(app, "desk.unanswered", json!({ "days": 30, "limit": 5 })).await?,
        "newcomers": call(app, "desk.newcomers", json!({ "days": 14, "limit": 5 })).await?,
        "lapsing": call(app, "desk.lapsing", json!({ "limit": 5 })).await?,
        "follow_ups": call(app, "follow_ups.due", json!({})).await?,
    });
    format::answer(json, &answer, |all| {
        let counts = all.pointer("/news/counts").cloned().unwrap_or_default();
        let (waiting, fresh, silent) = (
            all.get("unanswered").cloned().unwrap_or_default(),
            all.get("newcomers").cloned().unwrap_or_default(),
            all.get("lapsing").cloned().unwrap_or_default(),
        );
        [
            format!(
                "{} new messages, {} conversations with news, {} new members; {} follow-ups due",
                number(&counts, "messages"),
                number(&counts, "threads"),
                number(&counts, "members"),
                all.pointer("/follow_ups/count").and_then(Value::as_u64).unwrap_or(0)
            ),
            format!("\nWaiting for an answer: {}\n{}", number(&waiting, "total"), unanswered_lines(&waiting)),
            format!("\nTo greet: {}\n{}", number(&fresh, "waiting"), newcomer_lines(&fresh)),
            format!("\nFalling silent: {}\n{}", number(&silent, "at_risk"), lapse_lines(&silent)),
        ]
        .join("\n")
    });
    Ok(())
}

/// Conversations that nobody answered.
pub(crate) async fn unanswered(
    app: &App,
    days: u32,
    limit: u32,
    segment: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let segment = segments::chosen(app, segment).await?;
    let answer = call(app, "desk.unanswered", json!({ "days": days, "segment": segment, "limit": limit })).await?;
    format::answer(json, &answer, unanswered_lines);
    Ok(())
}

/// Who is new.
pub(crate) async fn newcomers(
    app: &App,
    days: u32,
    limit: u32,
    segment: Option<&str>,
    json: bool,
) -> Result<(), Failure> {
    let segment = segments::chosen(app, segment).await?;
    let answer = call(app, "desk.newcomers", json!({ "days": days, "segment": segment, "limit": limit })).await?;
    format::answer(json, &answer, newcomer_lines);
    Ok(())
}

/// Who falls silent.
pub(crate) async fn lapsing(app: &App, limit: u32, segment: Option<&str>, json: bool) -> Result<(), Failure> {
    let segment = segments::chosen(app, segment).await?;
    let answer = call(app, "desk.lapsing", json!({ "segment": segment, "limit": limit })).await?;
    format::answer(json, &answer, lapse_lines);
    Ok(())
}

fn unanswered_lines(answer: &Value) -> String {
    let rows: Vec<Vec<String>> = list(answer, "rows")
        .iter()
        .map(|row| {
            let title = row.get("title").and_then(Value::as_str).map_or_else(|| text(row, "text"), str::to_owned);
            let age = format!("{} h", number(row, "business_minutes") / 60);
            let new = if row.get("newcomer").and_then(Value::as_bool) == Some(true) { "new" } else { "" };
            vec![age, new.to_owned(), text(row, "name"), text(row, "space"), title.chars().take(70).collect()]
        })
        .collect();
    table(&["Waits", "", "Who", "Where", "What"], &rows)
}

fn newcomer_lines(answer: &Value) -> String {
    let rows: Vec<Vec<String>> = list(answer, "rows")
        .iter()
        .map(|row| {
            let answered = row.get("answered").and_then(Value::as_bool) == Some(true);
            let state = match (number(row, "messages"), answered) {
                (0, _) => "has not written",
                (_, true) => "was answered",
                (_, false) => "not answered",
            };
            vec![text(row, "name"), state.to_owned(), text(row, "id")]
        })
        .collect();
    table(&["Who", "", "Id"], &rows)
}

fn lapse_lines(answer: &Value) -> String {
    let rows: Vec<Vec<String>> = list(answer, "rows")
        .iter()
        .map(|row| {
            let usual = row.get("usual").and_then(Value::as_f64).unwrap_or(0.0);
            vec![
                text(row, "name"),
                format!("every {usual:.0} d"),
                format!("{} d", number(row, "silent")),
                text(row, "id"),
            ]
        })
        .collect();
    table(&["Who", "Usually", "Silent", "Id"], &rows)
}
