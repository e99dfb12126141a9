//! Segments from the terminal.

use clap::Subcommand;
use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, text},
    run::{Failure, call},
};

/// What to do with segments.
#[derive(Debug, Subcommand)]
pub(crate) enum SegmentWish {
    /// List all, with how many members each chooses now.
    List,
    /// List the members that one chooses.
    Members {
        /// Its name or id.
        name: String,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Save a rule under a name: {"is":"wrote","at_least":5,"days":30}, {"is":"all","rules":[…]}; `kith commands` has its schema.
    Save {
        /// Its name; the segment of this name is changed.
        name: String,
        /// The rule, as JSON.
        rule: String,
    },
    /// Take one away.
    Remove {
        /// Its name or id.
        name: String,
    },
}

pub(crate) async fn act(app: &App, wish: &SegmentWish, json: bool) -> Result<(), Failure> {
    match wish {
        SegmentWish::List => {
            let mut all = call(app, "segments.list", json!({})).await?;
            for segment in all.get_mut("segments").and_then(Value::as_array_mut).into_iter().flatten() {
                let count = call(app, "segments.count", json!({ "rule": segment.get("rule") })).await?;
                if let Some(segment) = segment.as_object_mut() {
                    segment.insert("members".to_owned(), number(&count, "members").into());
                }
            }
            format::answer(json, &all, |all| {
                let lines = list(all, "segments").iter().map(|segment| {
                    format!("{:>8}  {}  ({})", number(segment, "members"), text(segment, "name"), text(segment, "id"))
                });
                lines.collect::<Vec<_>>().join("\n")
            });
        }
        SegmentWish::Members { name, limit } => {
            let (segment, _) = find(app, name).await?.ok_or_else(|| unknown(name))?;
            let filter = json!({ "kind": "all", "left": true, "segment": segment });
            let wish = json!({ "filter": filter, "sort": "last", "descending": true, "limit": limit });
            format::answer(json, &call(app, "members.list", wish).await?, format::members);
        }
        SegmentWish::Save { name, rule } => {
            let rule: Value =
                serde_json::from_str(rule).map_err(|error| Failure::Usage(format!("the rule is no JSON: {error}")))?;
            let known = find(app, name).await?;
            let name = known.as_ref().map_or(name, |(_, name)| name);
            let wish = json!({ "id": known.as_ref().map(|(id, _)| id), "name": name, "rule": rule });
            format::answer(json, &call(app, "segments.save", wish).await?, |saved| text(saved, "id"));
        }
        SegmentWish::Remove { name } => {
            let (segment, name) = find(app, name).await?.ok_or_else(|| unknown(name))?;
            call(app, "segments.remove", json!({ "id": segment })).await?;
            format::answer(json, &json!({ "removed": name }), |gone| {
                format!("{} is gone; no member was touched", text(gone, "removed"))
            });
        }
    }
    Ok(())
}

pub(crate) fn unknown(name: &str) -> Failure {
    Failure::Error(format!("there is no segment {name}; `kith segment list` lists them"))
}

/// The id of the segment of this name or id, where one was given.
pub(crate) async fn chosen(app: &App, wanted: Option<&str>) -> Result<Option<String>, Failure> {
    match wanted {
        Some(name) => Ok(Some(find(app, name).await?.ok_or_else(|| unknown(name))?.0)),
        None => Ok(None),
    }
}

/// Id and name of the segment of this name or id.
pub(crate) async fn find(app: &App, wanted: &str) -> Result<Option<(String, String)>, Failure> {
    let all = call(app, "segments.list", json!({})).await?;
    let found = list(&all, "segments")
        .iter()
        .find(|segment| text(segment, "id") == wanted || text(segment, "name").to_lowercase() == wanted.to_lowercase());
    Ok(found.map(|segment| (text(segment, "id"), text(segment, "name"))))
}
