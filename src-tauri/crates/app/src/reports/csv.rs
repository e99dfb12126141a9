//! A report's numbers for programs: a row for each, no words of its own.
//!
//! **Invariants:** the same numbers are the same bytes: no day of making, no locale; no cell is a formula.

use super::{
    numbers::{NONE, plain},
    value::{Figure, Report, Section, Shown},
};
use crate::{
    exports::csv::{harmless, row},
    metrics::views::{Direction, Unit},
};

const HEADINGS: [&str; 12] = [
    "section",
    "metric",
    "version",
    "start",
    "end",
    "current",
    "previous",
    "delta",
    "delta_pct",
    "desirable_direction",
    "unit",
    "n",
];

/// The rows, headings first.
pub(super) fn rows(report: &Report) -> Vec<Vec<String>> {
    let mut rows = vec![HEADINGS.iter().map(|&name| name.to_owned()).collect()];
    rows.extend(report.figures().map(|(section, figure)| figure_row(report, section, figure)));
    for left in &report.left_out {
        let mut row = vec![String::new(); HEADINGS.len()];
        let known = ["excluded", &left.id, "1", &report.days.start, &report.days.end, &left.count.to_string()];
        for (cell, text) in row.iter_mut().zip(known) {
            text.clone_into(cell);
        }
        if let [.., direction, unit, _] = row.as_mut_slice() {
            "neutral".clone_into(direction);
            "count".clone_into(unit);
        }
        rows.push(row);
    }
    rows
}

fn figure_row(report: &Report, section: &Section, figure: &Figure) -> Vec<String> {
    let number = |value: Option<f64>| value.map(plain).unwrap_or_default();
    vec![
        section.id.clone(),
        figure.id.clone(),
        figure.version.to_string(),
        report.days.start.clone(),
        report.days.end.clone(),
        told(&figure.now),
        told(&figure.before),
        number(figure.delta),
        number(figure.delta_pct),
        direction(figure.direction).to_owned(),
        unit(figure.unit).to_owned(),
        figure.now.n.map(|n| n.to_string()).unwrap_or_default(),
    ]
}

/// The number, or what stands for it; nothing where there is none.
fn told(shown: &Shown) -> String {
    match shown.value {
        Some(value) => plain(value),
        None if shown.text == NONE => String::new(),
        None => shown.text.clone(),
    }
}

/// The file.
pub(super) fn render(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    for cells in rows(report) {
        let cells: Vec<String> =
            cells.into_iter().map(|cell| if cell.parse::<f64>().is_ok() { cell } else { harmless(cell) }).collect();
        // Memory does not refuse.
        let _ = row(&mut out, cells.iter().map(String::as_str));
    }
    out
}

/// As other programs call it.
pub(super) const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Neutral => "neutral",
    }
}

/// As other programs call it.
pub(super) const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::People => "people",
        Unit::Count => "count",
        Unit::Percent => "percent",
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::Number => "number",
        Unit::Money => "money",
    }
}
