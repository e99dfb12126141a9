//! What the screens ask, some hundred times each: processor time and wall time of the median and of the slowest.

use std::{path::Path, time::Instant};

use serde_json::{Value, json};

use super::{
    Kith, Result, figures, machine,
    questions::{Questions, at, filter, items},
};

/// How often each question is asked, each time about something else.
const TIMES: usize = 200;
/// When it is set, what took longest is printed below each line.
const SLOWEST: &str = "KITH_BENCH_SLOWEST";
const SORTS: [(&str, bool); 5] =
    [("last", true), ("first", true), ("name", false), ("messages", true), ("reactions", true)];

/// Asks and prints.
///
/// # Errors
/// When a question is refused.
pub fn run(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    let stats = kith.call("stats", &json!({}))?;
    println!("{} activities, {} members", stats["activities"]["total"], stats["members"]);
    // What the program does by itself when nobody waits for anything.
    let before = machine::cpu_seconds();
    if kith.runtime.block_on(kith.app.merge_index_if_due())? {
        println!("search index drawn together: {:.1} CPU s", machine::cpu_seconds() - before);
    }
    let before = machine::cpu_seconds();
    if kith.runtime.block_on(kith.app.pack_spaces_if_due())? {
        println!("large spaces packed: {:.1} CPU s", machine::cpu_seconds() - before);
    }
    let found = Questions::find(&kith, TIMES)?;
    println!("{:36} {:>5}  {:>9} {:>9} {:>9}   {:>9} {:>9}", "ms", "times", "cpu p50", "p99", "max", "wall p50", "p99");
    people(&kith, &found)?;
    segments(&kith, &found)?;
    conversations(&kith, &found)?;
    for order in ["newest", "best"] {
        for (class, texts) in found.searches(TIMES) {
            let questions = texts.iter().map(|text| {
                json!({
                    "text": text, "kinds": ["messages"], "source": null, "space": null, "person": null, "from": null,
                    "until": null, "order": order, "before": null, "limit": 50,
                })
            });
            ask(&kith, &format!("search {order}: {class}"), "search", questions)?;
        }
    }
    let everything = |text: String| {
        json!({
            "text": text, "kinds": [], "source": null, "space": null, "person": null, "from": null, "until": null,
            "order": "newest", "before": null, "limit": 20,
        })
    };
    ask(&kith, "search everything by a name", "search", (0..TIMES).map(|n| everything(at(&found.names, n * 13))))?;
    for letters in [1, 2, 3, 5] {
        let typed =
            (0..TIMES).map(|n| json!({ "text": at(&found.names, n * 13).chars().take(letters).collect::<String>() }));
        ask(&kith, &format!("palette, {letters} letters"), "palette", typed)?;
    }
    for once in ["home", "stats", "spaces.list", "communities.list", "imports.list"] {
        ask(&kith, once, once, (0..20).map(|_| json!({})))?;
    }
    kith.close();
    Ok(())
}

fn people(kith: &Kith, found: &Questions) -> Result<()> {
    let list = |sort: &str, descending: bool, after: &Value, words: &str| json!({ "filter": filter(words), "sort": sort, "descending": descending, "after": after, "limit": 50 });
    for (sort, descending) in SORTS {
        let first = (0..TIMES).map(|_| list(sort, descending, &Value::Null, ""));
        ask(kith, &format!("members by {sort}: first page"), "members.list", first)?;
    }
    for (sort, descending) in SORTS {
        let order = json!({ "filter": filter(""), "sort": sort, "descending": descending, "every": 50 });
        ask(kith, &format!("members by {sort}: anchors"), "members.anchors", (0..10).map(|_| order.clone()))?;
        let anchors = kith.call("members.anchors", &order)?;
        let cursors = items(&anchors, "cursors");
        let pages = (0..TIMES).map(|n| {
            let after = cursors.get(n * 7_919 % cursors.len().max(1)).unwrap_or(&Value::Null);
            list(sort, descending, after, "")
        });
        ask(kith, &format!("members by {sort}: any page"), "members.list", pages)?;
    }
    for letters in [2, 4] {
        let typed = (0..TIMES).map(|n| {
            let words: String = at(&found.names, n * 17).chars().take(letters).collect();
            list("last", true, &Value::Null, &words)
        });
        ask(kith, &format!("members filtered, {letters} letters"), "members.list", typed)?;
    }
    let member = |n: usize| at(&found.members, n * 31);
    ask(kith, "a member", "members.get", (0..TIMES).map(|n| json!({ "id": member(n) })))?;
    let timeline = (0..TIMES).map(|n| json!({ "member": member(n), "before": null, "limit": 50 }));
    ask(kith, "a member's timeline", "members.timeline", timeline)
}

/// Each kind of condition by itself, then put together, counted and listed.
fn segments(kith: &Kith, found: &Questions) -> Result<()> {
    let sources = kith.call("sources.list", &json!({}))?;
    let source = items(&sources, "sources").first().map_or(Value::Null, |source| source["id"].clone());
    let rules = [
        ("seen in 30 days", json!({ "is": "seen", "days": 30 })),
        ("wrote 3 in 30 days", json!({ "is": "wrote", "at_least": 3, "days": 30 })),
        ("wrote 3 in 365 days", json!({ "is": "wrote", "at_least": 3, "days": 365 })),
        ("level", json!({ "is": "level", "levels": ["contributing", "leading"] })),
        ("source", json!({ "is": "source", "source": source })),
        ("space, 90 days", json!({ "is": "space", "space": at(&found.spaces, 0), "days": 90 })),
        ("space, member", json!({ "is": "space", "space": at(&found.spaces, 0), "days": null })),
        ("title contains", json!({ "is": "field", "field": "title", "how": "contains", "value": "lead" })),
        ("zone is", json!({ "is": "field", "field": "zone", "how": "equals", "value": "Europe/Berlin" })),
    ];
    for (name, rule) in &rules {
        let questions = (0..20).map(|_| json!({ "rule": rule }));
        ask(kith, &format!("segment: {name}"), "segments.count", questions)?;
    }
    let many = json!({ "is": "all", "rules": [rules[0].1, rules[1].1, { "is": "not", "rule": rules[7].1 }, { "is": "any", "rules": [rules[4].1, rules[5].1] }] });
    ask(kith, "segment: five conditions", "segments.count", (0..20).map(|_| json!({ "rule": many })))?;
    let saved = kith.call("segments.save", &json!({ "id": null, "name": "bench", "rule": many }))?;
    let mut whom = filter("");
    whom["segment"] = saved["id"].clone();
    let page = json!({ "filter": whom, "sort": "last", "descending": true, "after": null, "limit": 50 });
    ask(kith, "segment: first page of the list", "members.list", (0..20).map(|_| page.clone()))?;
    kith.call("segments.remove", &saved)?;
    Ok(())
}

fn conversations(kith: &Kith, found: &Questions) -> Result<()> {
    let space = |n: usize| at(&found.spaces, n);
    let newest = |n: usize| json!({ "space": space(n), "before": null, "after": null, "around": null, "limit": 50 });
    ask(kith, "a space: newest messages", "messages.list", (0..TIMES).map(newest))?;
    let mut older = Vec::new();
    for number in 0..TIMES.min(found.spaces.len()) {
        let page = kith.call("messages.list", &newest(number))?;
        older.push(
            json!({ "space": space(number), "before": page["older"], "after": null, "around": null, "limit": 50 }),
        );
    }
    let again = (0..TIMES).filter_map(|n| older.get(n % older.len().max(1)).cloned());
    ask(kith, "a space: older messages", "messages.list", again)?;
    ask(kith, "newest messages of all", "messages.newest", (0..TIMES).map(|_| json!({ "limit": 50 })))?;
    for sort in ["last", "started", "replies"] {
        let of = |space: Value| json!({ "space": space, "sort": sort, "after": null, "limit": 50 });
        ask(
            kith,
            &format!("conversations by {sort}: a space"),
            "threads.list",
            (0..TIMES).map(|n| of(json!(space(n)))),
        )?;
        ask(kith, &format!("conversations by {sort}: all"), "threads.list", (0..TIMES).map(|_| of(Value::Null)))?;
    }
    let threads = (0..TIMES).map(|n| json!({ "id": at(&found.threads, n * 37), "after": null, "limit": 100 }));
    ask(kith, "a conversation", "threads.get", threads)
}

/// Asks each question once and prints a line.
fn ask(kith: &Kith, what: &str, command: &str, questions: impl Iterator<Item = Value>) -> Result<()> {
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    let mut slowest = (0.0, Value::Null);
    for question in questions {
        let (start, before) = (Instant::now(), machine::threads_cpu_ms());
        let start_asking = start.elapsed();
        kith.call(command, &question)?;
        wall.push((start.elapsed() - start_asking).as_secs_f64() * 1e3);
        let took = machine::threads_cpu_ms() - before;
        cpu.push(took);
        if took > slowest.0 {
            slowest = (took, question);
        }
    }
    cpu.sort_by(f64::total_cmp);
    wall.sort_by(f64::total_cmp);
    figures::note(what, part(&cpu, 0.99), part(&wall, 0.99));
    println!(
        "{what:36} {:5}  {:9.2} {:9.2} {:9.2}   {:9.2} {:9.2}",
        cpu.len(),
        part(&cpu, 0.5),
        part(&cpu, 0.99),
        part(&cpu, 1.0),
        part(&wall, 0.5),
        part(&wall, 0.99)
    );
    if std::env::var_os(SLOWEST).is_some() {
        println!("    slowest: {}", slowest.1);
    }
    Ok(())
}

fn part(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
