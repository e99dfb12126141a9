//! What the drills disturb: a program at its ordinary work, and who looks afterwards whether anything was lost.
//!
//! The program says after each piece of work that it is done, in a file of its own; from then on it must never be lost.

use std::{
    collections::BTreeSet,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use kith_tests::{export_maker::Large, world::World};
use serde_json::{Value, json};

use super::{Started, bad};
use crate::picture::list;

/// The file in which the program says what is done.
pub(crate) const ACKS: &str = "acks";
/// How many pieces of work there are between closing and opening.
const SESSION: u64 = 12;
/// Guests of the evening at whose door people come in.
const GUESTS: usize = 60;
/// How long counting anew may take.
const COUNTING: std::time::Duration = std::time::Duration::from_secs(3);

/// A folder with a community in it, closed, and archives beside it.
pub(crate) struct Bench {
    pub(crate) world: World,
    /// Whose notes are written.
    member: String,
    archives: Vec<PathBuf>,
    /// An evening, and its guests.
    event: String,
    guests: Vec<String>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let world = World::new();
        let archive = |seed| {
            let plan = Large { people: 20, channels: 3, seed, ..Large::new(60) };
            plan.write(Vec::new()).unwrap().0
        };
        world.import(&archive(1));
        let archives = (2..6).map(|seed| world.save(&archive(seed))).collect();
        let filter = json!({ "text": "", "kind": "all", "seen": "any", "left": true });
        let page = world.get("members.list", json!({ "filter": filter, "limit": 1 }));
        let member = page["rows"][0]["id"].as_str().unwrap().to_owned();
        let (event, guests) = evening(&world);
        world.close();
        Self { world, member, archives, event, guests }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.world.folder()
    }

    /// What a child shall do in a folder: so many pieces of work.
    pub(crate) fn orders(&self, folder: &Path, run: u64, pieces: u64, careless: bool) -> Value {
        json!({
            "do": "work", "folder": folder, "ids": (run + 1) * 100_000, "member": self.member, "archives": self.archives,
            "event": self.event, "guests": self.guests,
            "pieces": pieces, "careless": careless, "first": run * 1_000,
        })
    }

    /// What was lost in a folder of what was done; nothing when it is in order.
    pub(crate) fn lost(&self, folder: &Path, done: &[String]) -> Option<String> {
        let looked = catch_unwind(AssertUnwindSafe(|| self.look(folder, done)));
        looked.unwrap_or_else(|_| Some("it cannot be opened".to_owned()))
    }

    fn look(&self, folder: &Path, done: &[String]) -> Option<String> {
        let world = World::at(folder, 90_000_000);
        let call = |name: &str, args: Value| world.call(name, args).map_err(|error| format!("{name}: {error:?}"));
        let looked = (|| {
            checked(&world)?;
            let member = call("members.get", json!({ "id": self.member }))?;
            let notes: BTreeSet<&str> = list(&member, "notes").filter_map(|note| note["text"].as_str()).collect();
            let came = call("guests.list", json!({ "event": self.event, "limit": GUESTS }))?;
            let came: BTreeSet<&str> = list(&came, "guests")
                .filter(|guest| !guest["came_at"].is_null())
                .filter_map(|guest| guest["id"].as_str())
                .collect();
            let stats = call("stats", json!({}))?;
            let messages = stats["activities"]["total"].as_u64().unwrap();
            let backups = world.file().parent().unwrap().join("backups");
            for words in done {
                let is_there = match words.split_once(' ').unwrap() {
                    ("note", _) => notes.contains(words.as_str()),
                    ("in", guest) => came.contains(guest),
                    ("messages", many) => many.parse::<u64>().unwrap() <= messages,
                    (_, name) => backups.join(name).is_file(),
                };
                if !is_there {
                    return Err(format!("lost: {words}"));
                }
            }
            match bad(&backups) {
                0 => Ok(()),
                many => Err(format!("{many} backups are not what their manifests say")),
            }
        })();
        world.close();
        looked.err()
    }
}

/// Whether the file is in order; what an import that was cut off left uncounted is counted right after opening.
fn checked(world: &World) -> Result<(), String> {
    let begun = std::time::Instant::now();
    loop {
        let checked = world.call("check", json!({})).map_err(|error| format!("{error:?}"))?;
        let wrong: Vec<&Value> = list(&checked, "checks").filter(|one| one["ok"] != json!(true)).collect();
        let is_being_counted = wrong.iter().all(|one| one["detail"].as_str().unwrap().ends_with(" wrong"));
        match wrong.first() {
            None => return Ok(()),
            Some(_) if is_being_counted && begun.elapsed() < COUNTING => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            Some(one) => return Err(one.to_string()),
        }
    }
}

/// What was said to be done in a folder.
pub(crate) fn done(folder: &Path) -> Vec<String> {
    let said = std::fs::read_to_string(folder.join(ACKS)).unwrap_or_default();
    // A word that was cut off was not said.
    said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n').map(str::to_owned)).collect()
}

/// The child's side.
#[expect(clippy::print_stdout, reason = "whoever began this program reads it")]
pub(crate) fn work(orders: &Value) {
    let text = |key: &str| orders[key].as_str().unwrap().to_owned();
    let number = |key: &str| orders[key].as_u64().unwrap();
    let folder = PathBuf::from(text("folder"));
    let (member, careless) = (text("member"), orders["careless"] == json!(true));
    let guests: Vec<&str> = list(orders, "guests").filter_map(Value::as_str).collect();
    let archives: Vec<PathBuf> = list(orders, "archives").map(|one| PathBuf::from(one.as_str().unwrap())).collect();
    let mut acks = std::fs::File::options().create(true).append(true).open(folder.join(ACKS)).unwrap();
    let mut world = World::at(&folder, number("ids"));
    println!("ready");
    for piece in number("first")..number("first") + number("pieces") {
        let did = match piece % SESSION {
            4 => imported(&world, &archives[(piece / SESSION) as usize % archives.len()]),
            // What the tick at the door waits for.
            2 | 6 | 7 => {
                let guest = guests[piece as usize % guests.len()];
                let wish = json!({ "event": text("event"), "guest": guest });
                world.call("door.check_in", wish).ok().map(|_| format!("in {guest}"))
            }
            9 => backed_up(&world),
            11 => {
                world = world.reopened();
                None
            }
            _ => {
                let words = format!("note {piece}");
                let wish = json!({ "member": member, "text": words, "visibility": "shared" });
                world.call("notes.add", wish).ok().map(|_| words.clone()).or_else(|| careless.then_some(words))
            }
        };
        if let Some(words) = did {
            acks.write_all(format!("{words}\n").as_bytes()).unwrap();
        }
    }
    world.close();
    println!("ended");
}

/// An evening to which some are expected.
fn evening(world: &World) -> (String, Vec<String>) {
    let event = json!({ "title": "Seed swap", "kind": "meetup", "form": "place", "place": "Gate 3", "starts": "2030-05-01T18:30", "ends": "2030-05-01T21:00", "zone": "UTC" });
    let event = world.get("events.save", json!({ "event": event }))["id"].as_str().unwrap().to_owned();
    for guest in 0..GUESTS {
        let guest = json!({ "name": format!("Guest {guest}"), "state": "going" });
        world.get("guests.save", json!({ "event": event, "guest": guest }));
    }
    let page = world.get("guests.list", json!({ "event": event, "limit": GUESTS }));
    let guests = list(&page, "guests").map(|guest| guest["id"].as_str().unwrap().to_owned()).collect();
    (event, guests)
}

fn imported(world: &World, archive: &Path) -> Option<String> {
    let id = world.start(archive, json!({})).ok()?;
    for _ in 0..2_000 {
        let report = world.call("imports.reconciliation", json!({ "id": id })).ok()?;
        match report["import"]["state"].as_str()? {
            "running" | "cancelling" => std::thread::sleep(std::time::Duration::from_millis(5)),
            "done" => {
                let stats = world.call("stats", json!({})).ok()?;
                return Some(format!("messages {}", stats["activities"]["total"]));
            }
            _ => return None,
        }
    }
    None
}

fn backed_up(world: &World) -> Option<String> {
    let made = world.call("backups.create", json!({})).ok()?;
    Some(format!("backup {}", made["backup"]["name"].as_str()?))
}

/// Copies a folder with all that is in it.
pub(crate) fn copied(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

#[test]
fn killed_anywhere_at_work_nothing_that_was_done_is_lost() {
    let bench = Bench::new();
    let folder = bench.folder();
    let mut next = super::chance(5);
    let (mut kept, mut runs) = (0, 0);
    for run in 0..super::times(8, 1_000) {
        let started = Started::new(&bench.orders(&folder, run, 1_000, false));
        // One in twenty in the midst of opening.
        if next(20) != 0 {
            started.says(&["ready"]);
        }
        started.kill_after(next(700));
        let done = done(&folder);
        let lost = bench.lost(&folder, &done);
        assert_eq!(lost, None, "run {run}");
        (kept, runs) = (done.len(), runs + 1);
        // What there is to look through would grow without end.
        if run % 50 == 49 {
            let fresh = Bench::new();
            copied(&fresh.folder(), &folder);
        }
    }
    println!("killed {runs} times; {kept} pieces of work since the last fresh start; 0 lost");
    assert!(kept > 0, "some work was done, or this drill shows nothing");
    // The twin: a program that says that something is done before it is.
    for never in ["note that was never written", "in nobody"] {
        let mut done = done(&folder);
        done.push(never.to_owned());
        assert!(bench.lost(&folder, &done).is_some(), "{never}: what is missing must be noticed");
    }
}
