//! Metrics from the terminal.

use clap::Args;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, text},
    run::{Failure, call},
    segments,
};

/// Which metrics of which days.
#[derive(Debug, Args)]
pub(crate) struct MetricsWish {
    /// List what there is, with definitions.
    #[arg(long = "list")]
    listed: bool,
    /// The first day, as 2024-05-01; a year before `--to` if not given.
    #[arg(long)]
    from: Option<String>,
    /// The day after the last; tomorrow if not given.
    #[arg(long)]
    to: Option<String>,
    /// How long each window is: day, week, month, quarter, year or whole.
    #[arg(long, default_value = "month")]
    every: String,
    /// A metric's id; may be given several times. All of them if not given.
    #[arg(long = "metric")]
    metrics: Vec<String>,
    /// Only accounts of this source, by its name or id.
    #[arg(long)]
    source: Option<String>,
    /// Only what happened in this channel or category, by its name or id.
    #[arg(long)]
    space: Option<String>,
    /// Only members of this segment, by its name or id.
    #[arg(long)]
    segment: Option<String>,
    /// Count the team like everybody else.
    #[arg(long)]
    with_team: bool,
    /// Also compare all days with the equally long stretch before.
    #[arg(long)]
    compare: bool,
}

pub(crate) async fn tell(app: &App, wish: &MetricsWish, json: bool) -> Result<(), Failure> {
    if wish.listed {
        format::answer(json, &call(app, "metrics.list", json!({})).await?, |all| {
            let lines = list(all, "metrics").iter().map(|one| {
                format!(
                    "{}  ({}, version {})\n    {}",
                    text(one, "id"),
                    text(one, "title"),
                    number(one, "version"),
                    text(one, "definition")
                )
            });
            lines.collect::<Vec<_>>().join("\n")
        });
        return Ok(());
    }
    let source = match &wish.source {
        Some(name) => Some(named(&call(app, "sources.list", json!({})).await?, "sources", name)?),
        None => None,
    };
    let space = match &wish.space {
        Some(name) => Some(named(&call(app, "spaces.list", json!({})).await?, "spaces", name.trim_start_matches('#'))?),
        None => None,
    };
    let segment = segments::chosen(app, wish.segment.as_deref()).await?;
    // Who names none wants all there are, also those that look at every message.
    let mut metrics = wish.metrics.clone();
    if metrics.is_empty() {
        let all = call(app, "metrics.list", json!({})).await?;
        metrics = list(&all, "metrics").iter().map(|one| text(one, "id")).filter(|id| id != "cohort").collect();
    }
    let asked = json!({
        "metrics": metrics,
        "from": wish.from,
        "to": wish.to,
        "every": wish.every,
        "compare": wish.compare,
        "slice": { "source": source, "space": space, "segment": segment, "with_team": wish.with_team },
    });
    format::answer(json, &call(app, "metrics.read", asked).await?, lines);
    Ok(())
}

/// The id of the one with a name or id.
fn named(answer: &Value, field: &str, name: &str) -> Result<String, Failure> {
    let all = list(answer, field);
    let found =
        all.iter().find(|one| text(one, "id") == name).or_else(|| all.iter().find(|one| text(one, "name") == name));
    found.map(|one| text(one, "id")).ok_or_else(|| Failure::Usage(format!("there is no {name} among the {field}")))
}

fn lines(answer: &Value) -> String {
    let mut out = Vec::new();
    for metric in list(answer, "metrics") {
        out.push(format!("{} ({})", text(metric, "id"), text(metric, "unit")));
        for point in list(metric, "series") {
            let value = match point.get("value").and_then(Value::as_f64) {
                Some(value) => format!("{value:>12.2}"),
                None => format!("{:>12}", "—"),
            };
            let reason = point.get("reason").and_then(Value::as_str).map(|reason| format!("  {reason}"));
            out.push(format!(
                "  {}  {value}  n={}{}",
                text(point, "start"),
                number(point, "n"),
                reason.unwrap_or_default()
            ));
        }
    }
    out.join("\n")
}
