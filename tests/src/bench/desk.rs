//! How long the lists of a morning take.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use serde_json::{Value, json};

use super::{Kith, Result, figures, machine};

/// How often each is asked.
const ROUNDS: usize = 5;
/// People whom introductions are measured for, and days in which as many as there are were active.
const ENOUGH: u64 = 5_000;
const LONGEST: u16 = 366;
/// A day, milliseconds.
const DAY: i64 = 86_400_000;

/// Asks and prints.
///
/// # Errors
/// When a question is refused.
pub fn run(folder: &Path) -> Result<()> {
    let still = Arc::new(AtomicI64::new(0));
    let kith = Kith::open_at(folder, Arc::clone(&still))?;
    // First answers and packs of days are counted once, and not what is measured here.
    kith.call("metrics.read", &json!({ "every": "month", "metrics": ["posts"] }))?;
    let lists: [(&str, &str, Value); 12] = [
        ("what is new", "desk.news", json!({})),
        ("unanswered, 7 days", "desk.unanswered", json!({ "days": 7, "limit": 60 })),
        ("unanswered, 30 days", "desk.unanswered", json!({ "days": 30, "limit": 60 })),
        ("unanswered, a year", "desk.unanswered", json!({ "days": 365, "limit": 60 })),
        ("newcomers", "desk.newcomers", json!({ "days": 14, "limit": 60 })),
        ("falling silent", "desk.lapsing", json!({ "limit": 60 })),
        ("follow-ups", "follow_ups.list", json!({ "done": false, "limit": 200 })),
        ("own workload", "desk.workload", json!({})),
        ("recognition.list", "recognition.list", json!({})),
        ("recognition.today", "recognition.today", json!({})),
        ("advocates.candidates", "advocates.candidates", json!({})),
        ("advocates.list", "advocates.list", json!({})),
    ];
    for (what, command, wish) in &lists {
        let mut spent = Vec::new();
        let mut length = 0;
        for _ in 0..ROUNDS {
            let (start, before) = (Instant::now(), machine::threads_cpu_ms());
            let answer = kith.call(command, wish)?;
            spent.push((machine::threads_cpu_ms() - before, start.elapsed().as_secs_f64() * 1e3));
            length = answer["rows"].as_array().map_or(0, Vec::len);
        }
        let first = spent.first().copied().unwrap_or_default();
        spent.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let middle = spent.get(ROUNDS / 2).copied().unwrap_or_default();
        figures::note(what, middle.0, middle.1);
        println!(
            "{what:24} first {:8.1} CPU ms, median {:8.1} CPU ms {:8.1} ms, {length} rows",
            first.0, middle.0, middle.1
        );
    }
    introductions(&kith, &still)?;
    kith.close();
    Ok(())
}

/// Introductions of five thousand people, or of the next number that there is, and of all.
///
/// How many were active lately is a matter of days; the clock stands, and is put forward until they are exactly so many.
fn introductions(kith: &Kith, still: &AtomicI64) -> Result<()> {
    let now = kith.clock.now_ms();
    let wish =
        |days: u16| json!({ "options": { "active_days": days, "team": true, "volunteers": false, "segment": null } });
    let many = |days: u16, later: i64| {
        still.store(now + later, Ordering::Relaxed);
        Ok::<_, Box<dyn std::error::Error>>(kith.call("introductions.propose", &wish(days))?["people"].as_u64())
    };
    let mut days = 1;
    while days < LONGEST && many(days, 0)? < Some(ENOUGH) {
        days += 1;
    }
    // There are fewer the later it is: as late as there are enough.
    let (mut later, mut too_late) = (0, DAY);
    while too_late - later > 1 && many(days, later)? > Some(ENOUGH) {
        let between = later.midpoint(too_late);
        if many(days, between)? < Some(ENOUGH) {
            too_late = between;
        } else {
            later = between;
        }
    }
    for (days, later) in [(days, later), (LONGEST, 0)] {
        let people = many(days, later)?.unwrap_or(0);
        let what = format!("introductions: {people} people");
        let (start, before) = (Instant::now(), machine::threads_cpu_ms());
        kith.call("introductions.propose", &wish(days))?;
        let spent = (machine::threads_cpu_ms() - before, start.elapsed().as_secs_f64() * 1e3);
        figures::note(&what, spent.0, spent.1);
        println!("{what:24} {:8.1} CPU ms {:8.1} ms, active in {days} days", spent.0, spent.1);
    }
    Ok(())
}
