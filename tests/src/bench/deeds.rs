//! What people do that costs more than a look: merging, a long table, a report, numbers after something new.
//!
//! **Invariant:** a community is afterwards as it was, but for a thousand messages.

use std::{fmt::Write as _, path::Path, time::Instant};

use serde_json::{Value, json};

use super::{
    Kith, Result,
    figures::note,
    machine,
    questions::{filter, items},
};
use crate::export_maker::ExportMaker;

const ROWS: usize = 100_000;
/// Messages that came meanwhile, who wrote them and where.
const NEWS: usize = 1_000;
const NEWS_PEOPLE: usize = 50;
const NEWS_CHANNELS: usize = 10;

/// Does each and prints.
///
/// # Errors
/// When one is refused.
pub fn run(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    merges(&kith)?;
    let last = kith.call("metrics.read", &json!({ "every": "month", "metrics": ["posts"] }))?["last_day"].clone();
    let month = last.as_str().and_then(|day| day.get(..7)).unwrap_or("2026-10").to_owned();
    for (number, format) in ["pdf", "pdf", "pdf"].into_iter().enumerate() {
        let path = folder.join(format!("bench-report-{number}.{format}"));
        let wish = json!({ "template": "monthly", "period": month, "format": format, "path": path });
        timed("monthly report", || kith.call("reports.write", &wish))?;
    }
    news(&kith, folder)?;
    kith.close();
    Ok(())
}

/// Brings a long table into a community, which should be one of its own.
///
/// # Errors
/// When it is refused.
pub fn rows(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    table(&kith, folder)?;
    kith.close();
    Ok(())
}

fn merges(kith: &Kith) -> Result<()> {
    // Those who write most cost most; by name they come as they are.
    for (who, sort, descending) in [("members", "messages", true), ("ordinary members", "name", false)] {
        let page = json!({ "filter": filter(""), "sort": sort, "descending": descending, "after": null, "limit": 40 });
        let listed = kith.call("members.list", &page)?;
        let ids: Vec<Value> = items(&listed, "rows").iter().map(|row| row["id"].clone()).collect();
        for pair in ids.chunks_exact(2) {
            timed(&format!("{who} merged"), || kith.call("members.merge", &json!({ "a": pair[0], "b": pair[1] })))?;
            timed(&format!("merge of {who} undone"), || kith.call("undo", &json!({})))?;
        }
    }
    Ok(())
}

/// A thousand more messages, in an export of a day, and the numbers after it.
fn news(kith: &Kith, folder: &Path) -> Result<()> {
    let path = folder.join("bench-news.zip");
    let wish = json!({});
    let known = kith.call("metrics.read", &wish)?["last_day"].as_str().unwrap_or_default().to_owned();
    let stamp = format!("{}T000000Z", known.replace('-', ""));
    let day = kith_domain::backups::moment(&stamp).ok_or("no last day")? / 1_000;
    std::io::Write::write_all(&mut std::fs::File::create(&path)?, &day_of_news(day))?;
    let id = kith.call("imports.start", &json!({ "path": path }))?;
    wait(kith, &id)?;
    timed("numbers after 1,000 more", || kith.call("metrics.read", &wish))?;
    Ok(())
}

/// A thousand messages of the day that begins with a second, in channels and by people of their own.
fn day_of_news(begins: i64) -> Vec<u8> {
    let mut maker = ExportMaker::new();
    for number in 0..NEWS_PEOPLE {
        let (id, name) = (format!("UNEWS{number}"), format!("Reader {number}"));
        maker = maker.person(&id, &name, &format!("reader{number}@example.org"));
    }
    for number in 0..NEWS_CHANNELS {
        maker = maker.channel(&format!("CNEWS{number}"), &format!("news-{number}"));
    }
    for number in 0..NEWS {
        let (channel, person) = (number % NEWS_CHANNELS, number % NEWS_PEOPLE);
        let at = begins + i64::try_from(number * 86_400 / NEWS).unwrap_or(0);
        let text = format!("what came in number {number} of the day");
        maker = maker.says(&format!("news-{channel}"), &format!("UNEWS{person}"), &format!("{at}.000100"), &text);
    }
    maker.bytes()
}

fn table(kith: &Kith, folder: &Path) -> Result<()> {
    let path = folder.join("bench-table.csv");
    let mut text = String::from("Name,Email,Company,Title,City\n");
    for row in 0..ROWS {
        let _ = writeln!(text, "Person {row},person{row}@example.org,Gardens {},Gardener,Ghent", row % 5_000);
    }
    std::io::Write::write_all(&mut std::fs::File::create(&path)?, text.as_bytes())?;
    timed("table of 100,000 rows", || {
        let mapping = kith.call("tables.inspect", &json!({ "path": path }))?["mapping"].clone();
        kith.call("tables.preview", &json!({ "path": path, "mapping": mapping, "profile": null }))?;
        let id = kith.call("tables.start", &json!({ "path": path, "name": "bench", "mapping": mapping }))?;
        wait(kith, &id)
    })
}

fn wait(kith: &Kith, id: &Value) -> Result<()> {
    loop {
        let report = kith.call("imports.reconciliation", &json!({ "id": id["id"] }))?;
        match report["import"]["state"].as_str() {
            Some("running") => std::thread::sleep(std::time::Duration::from_millis(20)),
            Some("done") => return Ok(()),
            _ => return Err(format!("the import ended: {report}").into()),
        }
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let (begun, before) = (Instant::now(), machine::threads_cpu_ms());
    let answer = work()?;
    let (cpu, wall) = (machine::threads_cpu_ms() - before, begun.elapsed().as_secs_f64() * 1e3);
    note(what, cpu, wall);
    println!("{what:40} {cpu:10.1} CPU ms {wall:10.1} ms");
    Ok(answer)
}
