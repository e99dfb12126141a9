//! axe-core in the real window: what stands in the way of people who use a keyboard, a magnifier or a screen reader.

use std::path::Path;

use serde_json::{Value, json};

use crate::{http::Result, window::Window};

const RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then(
  (result) => done(result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id} at ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`))),
  (error) => done([`axe itself failed: ${error}`]))";

/// What is seriously or critically wrong with the present page; one line for each element.
///
/// # Errors
/// When axe is not installed or cannot run.
pub fn violations(window: &Window) -> Result<Vec<String>> {
    if window.session().run("return typeof axe === 'undefined'", &json!([]))? == Value::Bool(true) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        window.session().run(&source, &json!([]))?;
    }
    let found = window.session().run_async(RUN, &json!([]))?;
    let lines = found.as_array().ok_or_else(|| format!("axe answered {found}"))?;
    Ok(lines.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
}
