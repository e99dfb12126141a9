//! Introductions: who would be drawn, and drawing them.

use clap::Args;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, text},
    run::{Failure, call},
    segments,
};

/// Who can be drawn.
#[derive(Debug, Args)]
pub(crate) struct PairsWish {
    /// Say who would be introduced to whom, and keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// Only who did something in so many days.
    #[arg(long, value_name = "DAYS", default_value_t = 60)]
    active: u16,
    /// The team as well.
    #[arg(long)]
    team: bool,
    /// Only those who said yes.
    #[arg(long)]
    volunteers: bool,
    /// Only members of this segment, by name or id.
    #[arg(long, value_name = "NAME")]
    segment: Option<String>,
    /// Days from sending until "did they meet?".
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    ask_after: u16,
}

pub(crate) async fn pairs(app: &App, wish: &PairsWish, json: bool) -> Result<(), Failure> {
    let segment = match &wish.segment {
        Some(name) => Some(segments::find(app, name).await?.ok_or_else(|| segments::unknown(name))?.0),
        None => None,
    };
    let options = json!({
        "active_days": wish.active, "team": wish.team, "volunteers": wish.volunteers, "segment": segment,
    });
    let mut drawn = call(app, "introductions.propose", json!({ "options": options })).await?;
    if !wish.dry_run {
        let begin = json!({ "options": options, "ask_after": wish.ask_after });
        let begun = call(app, "introductions.begin", begin).await?;
        if let Some(drawn) = drawn.as_object_mut() {
            drawn.insert("round".to_owned(), begun.get("id").cloned().unwrap_or_default());
        }
    }
    format::answer(json, &drawn, said);
    Ok(())
}

fn said(drawn: &Value) -> String {
    let mut lines: Vec<String> = list(drawn, "groups").iter().map(group).collect();
    lines.push(format!("{} people in {} groups", number(drawn, "people"), list(drawn, "groups").len()));
    let none = Value::Null;
    let left = drawn.get("left_out").unwrap_or(&none);
    let words = [
        ("team", "of the team"),
        ("out", "said no"),
        ("snoozed", "later"),
        ("no_contact", "do not want to be written to"),
        ("not_asked", "are no volunteers"),
    ];
    let told: Vec<String> = words
        .iter()
        .filter(|(key, _)| number(left, key) > 0)
        .map(|(key, words)| format!("{} {words}", number(left, key)))
        .collect();
    if !told.is_empty() {
        lines.push(format!("not drawn: {}", told.join(", ")));
    }
    match text(drawn, "round") {
        round if round.is_empty() => lines.push("nothing was kept".to_owned()),
        round => lines.push(format!("kept as round {round}: write to them under Introductions")),
    }
    lines.join("\n")
}

fn group(group: &Value) -> String {
    let names: Vec<String> = list(group, "people").iter().map(|person| text(person, "name")).collect();
    let reasons: Vec<String> = list(group, "reasons").iter().map(reason).collect();
    format!("{:>4}  {}\n      {}", number(group, "points"), names.join(" + "), reasons.join(" · "))
}

fn reason(reason: &Value) -> String {
    let (what, name) = (text(reason, "what"), text(reason, "name"));
    match text(reason, "why").as_str() {
        "interest" => format!("both care about {what}"),
        "help" => format!("{name} looks for {what}"),
        "space" => format!("both write in {what}"),
        "clocks" => format!("clocks {what} h apart at most"),
        "common" => format!("both talk with {name}"),
        "strangers" => "never talked".to_owned(),
        "acquainted" => "talk already".to_owned(),
        _ => "introduced before".to_owned(),
    }
}
