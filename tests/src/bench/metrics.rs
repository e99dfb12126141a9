//! How long numbers take: computed anew, out of what is kept, after a change, and for a part of the community.

use std::{path::Path, time::Instant};

use serde_json::{Value, json};

use super::{Kith, Result, figures, machine};

/// The months of a whole history.
const MONTHS: i32 = 60;

/// Asks and prints.
///
/// # Errors
/// When a question is refused.
pub fn run(folder: &Path) -> Result<()> {
    let (kith, _) = once("open the community", || Kith::open(folder))?;
    let stats = kith.call("stats", &json!({}))?;
    println!("{} activities, {} members", stats["activities"]["total"], stats["members"]);
    let (first, _) = once("first answers and the running month", || {
        kith.call("metrics.read", &ask(&json!({ "every": "month" }), 1, ""))
    })?;
    let last = first["last_day"].as_str().unwrap_or("2026-11-01").to_owned();
    let spaces = kith.call("spaces.list", &json!({}))?;
    let space = spaces["spaces"].as_array().into_iter().flatten().max_by_key(|space| space["messages"].as_u64());
    let space = space.map(|space| space["id"].clone()).unwrap_or_default();
    let rule = json!({ "is": "wrote", "at_least": 5, "days": 365 });
    let segment = kith.call("segments.save", &json!({ "name": "bench", "rule": rule }))?["id"].clone();
    let forget = |kith: &Kith| -> Result<()> {
        for expected in [false, true] {
            kith.call("spaces.expect_answers", &json!({ "space": space, "expected": expected }))?;
        }
        Ok(())
    };
    for round in 1..=3 {
        println!("round {round}");
        forget(&kith)?;
        once("all metrics, 60 months, anew", || kith.call("metrics.read", &ask(&json!({}), MONTHS, &last)))?;
        once("all metrics, 60 months, kept", || kith.call("metrics.read", &ask(&json!({}), MONTHS, &last)))?;
        once("all metrics, 12 months, kept", || kith.call("metrics.read", &ask(&json!({}), 12, &last)))?;
        let compare = json!({ "compare": true });
        once("12 months against the 12 before", || kith.call("metrics.read", &ask(&compare, 12, &last)))?;
        once("the same, kept", || kith.call("metrics.read", &ask(&compare, 12, &last)))?;
        forget(&kith)?;
        once("one month, anew", || kith.call("metrics.read", &ask(&json!({}), 1, &last)))?;
        once("cohorts of 36 months", || kith.call("metrics.cohorts", &json!({ "from": back(&last, 36), "to": last })))?;
        for (what, slice) in
            [("the largest space", json!({ "space": space })), ("a segment", json!({ "segment": segment }))]
        {
            for months in [1, 12, MONTHS] {
                let wish = json!({ "slice": slice });
                once(&format!("{what}, {months} months"), || kith.call("metrics.read", &ask(&wish, months, &last)))?;
            }
        }
        for metric in ["posts", "first_response.median", "unanswered", "retention"] {
            let rows = json!({ "metric": metric, "start": back(&last, 1), "end": last, "limit": 50 });
            once(&format!("rows behind {metric}"), || kith.call("metrics.rows", &rows))?;
        }
    }
    kith.call("segments.remove", &json!({ "id": segment }))?;
    kith.close();
    Ok(())
}

fn ask(wish: &Value, months: i32, last: &str) -> Value {
    let mut wish = wish.clone();
    if !last.is_empty() {
        wish["from"] = json!(back(last, months));
        wish["to"] = json!(last);
    }
    wish
}

/// The day so many months before.
fn back(day: &str, months: i32) -> String {
    let number = |range: std::ops::Range<usize>| day.get(range).and_then(|text| text.parse::<i32>().ok()).unwrap_or(1);
    let month = number(0..4) * 12 + number(5..7) - 1 - months;
    format!("{:04}-{:02}-01", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// Does something once and prints what it took.
fn once<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let (start, before) = (Instant::now(), machine::threads_cpu_ms());
    let answer = work()?;
    let cpu = machine::threads_cpu_ms() - before;
    let wall = start.elapsed().as_secs_f64() * 1e3;
    figures::note(what, cpu, wall);
    println!("{what:40} {cpu:10.1} CPU ms {wall:10.1} ms");
    Ok((answer, cpu))
}
