//! Reading a workspace through its API: processor time and memory of it all, what that costs a page, and how long somebody
//! who clicks meanwhile waits. The workspace is another process, made from an export, that answers at once: what Slack's
//! limits would add is time to wait and no work.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use kith_app::{App, Env, MemorySecrets, NoDesktop, system_env};
use serde_json::{Value, json};

use super::{Kith, Result, figures, machine};
use crate::{fake_clock::FakeClock, http::Request};

/// A person's breath between two clicks.
const BREATH: Duration = Duration::from_millis(15);
const PAGE: &str = "999";
/// Up to so many messages the requests without news have a budget: more messages are in more channels.
const SMALL: u64 = 60_000;

/// What is measured.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The export that the workspace is made from.
    pub archive: PathBuf,
    /// A folder with a community that the workspace is read into; a new one otherwise.
    pub home: Option<PathBuf>,
    /// Somebody clicks while the first run goes on.
    pub clicks: bool,
}

/// Reads the export's workspace, and then looks for news.
///
/// # Errors
/// When the fake does not start or a run does not end well.
pub fn run(plan: &Plan) -> Result<()> {
    let fake = Fake::start(&plan.archive)?;
    let bare = bare(&fake)?;
    println!(
        "bare client {:>9} messages {:>7} requests  cpu {:7.2} s  {:>7.0} messages a cpu second",
        bare.messages,
        bare.requests,
        bare.cpu,
        bare.messages as f64 / bare.cpu
    );
    let folder = tempfile::tempdir_in(plan.archive.parent().unwrap_or(Path::new(".")))?;
    let kith = open(plan.home.as_deref().unwrap_or(folder.path()))?;
    if plan.home.is_none() {
        let hours = json!({ "days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00" });
        kith.call("communities.create", &json!({ "name": "Bench", "zone": "Europe/Berlin", "hours": hours }))?;
    }
    let before = total(&kith)?;
    println!("{before} activities before");
    if plan.clicks && before > 0 {
        print_clicks("at rest", click_until(&kith, 300, || false)?);
    }
    let address = format!("http://{}/api/", fake.address);
    let wish = json!({ "kind": "slack", "secret": fake.token, "settings": { "address": address } });
    let source = kith.call("sources.connect", &wish)?["id"].clone();
    let requests = one_run(&kith, &source, "first run", plan.clicks)?;
    figures::note("sync requests", requests / bare.requests as f64, requests / bare.requests as f64);
    let requests = one_run(&kith, &source, "no news", false)?;
    if bare.messages <= SMALL {
        figures::note("sync no news", requests, requests);
    }
    let peak = machine::peak_mib();
    figures::note("sync peak", peak, peak);
    println!("peak {peak:.0} MiB");
    kith.close();
    Ok(())
}

/// Waits cost no time here: the fake has no limits, and what they cost is counted elsewhere.
fn open(folder: &Path) -> Result<Kith> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let env = Env {
        waits: FakeClock::new(),
        ..system_env(folder.to_owned(), Arc::new(NoDesktop), Arc::new(MemorySecrets::default()))
    };
    let clock = Arc::clone(&env.clock);
    let app = runtime.block_on(async { App::open(env) })?;
    Ok(Kith { runtime, app, clock })
}

fn total(kith: &Kith) -> Result<u64> {
    Ok(kith.call("stats", &json!({}))?["activities"]["total"].as_u64().unwrap_or(0))
}

fn one_run(kith: &Kith, source: &Value, name: &str, clicks: bool) -> Result<f64> {
    let (start, cpu) = (Instant::now(), machine::cpu_seconds());
    kith.call("sources.sync", &json!({ "id": source, "full": false }))?;
    let id = source.as_str().unwrap_or_default();
    if clicks {
        print_clicks("meanwhile", click_until(kith, usize::MAX, || !kith.app.is_syncing(id))?);
    }
    while kith.app.is_syncing(id) {
        thread::sleep(Duration::from_millis(50));
    }
    let (wall, cpu) = (start.elapsed().as_secs_f64(), machine::cpu_seconds() - cpu);
    let sources = kith.call("sources.list", &json!({}))?;
    let sources = sources["sources"].as_array().into_iter().flatten();
    let connection =
        sources.into_iter().find(|one| one["id"] == *source).ok_or("the source is gone")?["connection"].clone();
    let report = &connection["report"];
    if report["complete"] != true {
        return Err(format!("the run did not end well: {connection}").into());
    }
    let added = report["added"].as_f64().unwrap_or(0.0);
    println!(
        "{name:11} {added:>9} activities {:>5} requests  cpu {cpu:7.2} s  {:>7.0} activities a cpu second  {:.0} ms a page of 1,000  wall {wall:.1} s",
        report["requests"],
        added / cpu,
        cpu / added.max(1.0) * 1e6,
    );
    // What clicks cost beside it is not the run's.
    if added > 0.0 && !clicks {
        figures::note("sync speed", added / cpu, added / cpu);
        figures::note("sync page", cpu / added * 1e6, cpu / added * 1e6);
    }
    Ok(report["requests"].as_f64().unwrap_or(0.0))
}

/// How long each command took, milliseconds of wall time.
type Waited = Vec<(&'static str, Vec<f64>)>;

fn click_until(kith: &Kith, most: usize, done: impl Fn() -> bool) -> Result<Waited> {
    let filter = json!({ "text": "", "kind": "all", "seen": "any", "left": true });
    let mut waited: Waited =
        ["members.list", "members.get", "messages.list", "home", "sources.list", "settings.change"]
            .map(|name| (name, Vec::new()))
            .into();
    let mut member = Value::Null;
    let mut clicks = 0;
    while clicks < most && !done() {
        for (name, times) in &mut waited {
            let arguments = match *name {
                "members.list" => {
                    json!({ "filter": filter, "sort": "last", "descending": true, "after": null, "limit": 50 })
                }
                "members.get" if member.is_null() => continue,
                "members.get" => json!({ "id": member }),
                "messages.list" => {
                    let spaces = kith.call("spaces.list", &json!({}))?;
                    let Some(space) =
                        spaces["spaces"].as_array().and_then(|spaces| spaces.get(clicks % spaces.len().max(1)))
                    else {
                        continue;
                    };
                    json!({ "space": space["id"], "limit": 50 })
                }
                // Whoever writes waits for the page that is being stored.
                "settings.change" => json!({ "name": format!("Bench {clicks}") }),
                _ => json!({}),
            };
            let start = Instant::now();
            let answer = kith.call(name, &arguments)?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
            if let Some(id) = answer.pointer("/rows/0/id") {
                member = id.clone();
            }
            clicks += 1;
            thread::sleep(BREATH);
        }
    }
    Ok(waited)
}

fn print_clicks(when: &str, waited: Waited) {
    for (name, mut times) in waited {
        times.sort_by(f64::total_cmp);
        let at = |part: usize| {
            times.get((times.len() * part / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
        };
        figures::note(&format!("click {when} {name}"), at(99), at(99));
        println!(
            "click {when:9} {name:13} {:>5} times  p50 {:6.1}  p99 {:6.1}  max {:6.1} ms",
            times.len(),
            at(50),
            at(99),
            at(100)
        );
    }
}

/// What is kept of a channel or a message.
struct Entry {
    /// A channel's id, a message's number.
    id: String,
    has_answers: bool,
}

impl Entry {
    fn of(value: &Value) -> Self {
        let id = value["ts"].as_str().or(value["id"].as_str()).unwrap_or_default().to_owned();
        Self { id, has_answers: value["reply_count"].as_u64().unwrap_or(0) > 0 }
    }
}

/// What only fetching takes.
struct Bare {
    messages: u64,
    requests: u64,
    cpu: f64,
}

/// A client that fetches every page and counts what is in it, and nothing else.
fn bare(fake: &Fake) -> Result<Bare> {
    let cpu = machine::cpu_seconds();
    let mut requests = 0_u64;
    // Of each page only what the next requests need is kept: the memory that is told at the end is Kith's.
    let mut pages = |method: &str, query: &str, key: &str| -> Result<Vec<Entry>> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/{method}?limit={PAGE}{query}{cursor}");
            let request =
                Request::new(fake.address, "GET", &path).header("Authorization", format!("Bearer {}", fake.token));
            let (_, text) = request.text()?;
            requests += 1;
            let answer: Value = serde_json::from_str(&text)?;
            all.extend(answer[key].as_array().into_iter().flatten().map(Entry::of));
            match answer["response_metadata"]["next_cursor"].as_str() {
                Some(next) if !next.is_empty() => cursor = format!("&cursor={next}"),
                _ => return Ok(all),
            }
        }
    };
    let mut messages = 0_u64;
    for channel in pages("conversations.list", "", "channels")? {
        let id = channel.id;
        let roots = pages("conversations.history", &format!("&channel={id}"), "messages")?;
        messages += roots.len() as u64;
        for root in roots.iter().filter(|root| root.has_answers) {
            let ts = &root.id;
            messages += pages("conversations.replies", &format!("&channel={id}&ts={ts}"), "messages")?.len() as u64 - 1;
        }
    }
    Ok(Bare { messages, requests, cpu: machine::cpu_seconds() - cpu })
}

/// The workspace, in a process of its own so that its work is not counted as Kith's.
struct Fake {
    process: Child,
    address: SocketAddr,
    token: String,
}

impl Fake {
    fn start(archive: &Path) -> Result<Self> {
        let program = std::env::current_exe()?.with_file_name("kith-fake");
        let mut process = Command::new(program).arg("slack").arg(archive).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        // "http://127.0.0.1:1234/api/ TOKEN"
        let (address, token) = line.trim().split_once(' ').ok_or("the fake did not start")?;
        let address = address.trim_start_matches("http://").trim_end_matches("/api/").parse()?;
        Ok(Self { process, address, token: token.to_owned() })
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
