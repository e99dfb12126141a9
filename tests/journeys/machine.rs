//! What a computer does by itself: reminders that are wanted, in hours that are not quiet, without anybody's name.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use kith_app::Desktop;
use kith_tests::{fake_clock::START, world::World};
use serde_json::json;

/// A desktop that writes down what it was asked to show.
#[derive(Default)]
struct Noting {
    shown: Mutex<Vec<String>>,
    /// What the tray was asked for; it takes nothing once it is full.
    tray: Mutex<Vec<bool>>,
}

impl Noting {
    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.shown.lock().unwrap())
    }
}

impl Desktop for Noting {
    fn open(&self, _: &str) -> Result<(), String> {
        Ok(())
    }
    fn can_pick(&self) -> bool {
        false
    }
    fn pick_archive(&self, _: bool) -> Option<PathBuf> {
        None
    }
    fn pick_save(&self, _: &str) -> Option<PathBuf> {
        None
    }
    fn pick_folder(&self) -> Option<PathBuf> {
        None
    }
    fn webview(&self) -> Option<String> {
        None
    }
    fn can_notify(&self) -> bool {
        true
    }
    fn notify(&self, title: &str, text: &str) {
        self.shown.lock().unwrap().push(format!("{title}: {text}"));
    }
    fn tray(&self) -> Option<bool> {
        Some(true)
    }
    fn show_tray(&self, on: bool) -> Result<(), String> {
        let mut tray = self.tray.lock().unwrap();
        if tray.len() == 2 {
            return Err("full".to_owned());
        }
        tray.push(on);
        Ok(())
    }
}

const MINUTE: i64 = 60_000;

#[test]
fn reminders_come_when_they_are_wanted_once_and_say_nobodys_name() {
    let desktop = Arc::new(Noting::default());
    let world = World::with_desktop(Arc::clone(&desktop) as Arc<dyn Desktop>);
    // It is Monday, eight o'clock.
    let pair =
        json!({ "mentor": "Grace", "mentee": "Ada", "started_on": "2025-11-24", "cadence_days": 14, "minutes": 60 });
    let pair = world.get("mentoring.save", json!({ "pair": pair }))["id"].clone();
    for (day, clock) in [("05", "08:20"), ("05", "18:30"), ("06", "08:10")] {
        let when =
            json!({ "starts": format!("2026-01-{day}T{clock}"), "zone": "UTC", "minutes": 60, "medium": "call" });
        let session = json!({ "state": "planned", "when": when });
        world.get("mentoring.save_session", json!({ "mentorship": pair, "session": session }));
    }
    let mut before = START;
    let mut pass = |minutes: i64| {
        world.clock.pass(minutes * MINUTE);
        before = world.remind(before);
        desktop.taken()
    };
    assert_eq!(pass(6), Vec::<String>::new(), "nobody asked for it");
    let machine = world.get("machine.change", json!({ "remind": true }));
    assert_eq!((&machine["remind"], &machine["starts"]), (&json!(true), &json!(null)));
    assert_eq!(pass(4), Vec::<String>::new(), "that moment is over");

    world.get(
        "settings.change",
        json!({ "quiet": { "on": true, "days": [1, 2, 3, 4, 5, 6, 7], "from": "18:00", "to": "08:00" } }),
    );
    assert_eq!(pass(605), Vec::<String>::new(), "18:15 is quiet");
    assert_eq!(pass(13 * 60 + 44), Vec::<String>::new(), "so is 07:59");
    assert_eq!(pass(2), ["Mentoring: A session begins at 08:10."], "what is still to come is told when the quiet ends");
    assert_eq!(pass(2), Vec::<String>::new(), "and told once");
}

#[test]
fn a_computer_that_is_started_after_work_began_is_reminded_of_the_day_once() {
    let desktop = Arc::new(Noting::default());
    let world = World::with_desktop(Arc::clone(&desktop) as Arc<dyn Desktop>);
    world.get("machine.change", json!({ "remind": true }));
    let due = json!({ "text": "Ask about pears", "kind": "follow_up", "visibility": "shared", "due": { "on": "2026-01-05" } });
    world.get("notes.add", due);
    let start = || {
        world.remind(world.app().reminds_from());
        desktop.taken()
    };
    assert_eq!(start(), Vec::<String>::new(), "eight o'clock: work has not begun");
    world.clock.pass(90 * MINUTE);
    assert_eq!(start(), ["Kith: One follow-up is due."], "half past nine");
    world.clock.pass(90 * MINUTE);
    assert_eq!(start(), Vec::<String>::new(), "it was told");
    world.clock.pass(23 * 60 * MINUTE);
    assert_eq!(start(), ["Kith: One follow-up is due."], "the next morning");
}

#[test]
fn a_host_without_a_desktop_offers_nothing() {
    let world = World::new();
    let machine = world.get("machine.get", json!({}));
    assert_eq!(
        machine,
        json!({ "can_remind": false, "remind": false, "starts": null, "tray": false, "can_tray": null })
    );
    for wish in ["starts", "tray"] {
        assert!(world.call("machine.change", json!({ wish: true })).is_err());
    }
    assert_eq!(world.get("machine.opened_with", json!({})), json!({ "path": null }));
}

#[test]
fn what_is_copied_for_whoever_helps_names_nobody_and_nothing() {
    let world = World::new();
    world.import(&crate::count::rich().bytes());
    world.get("settings.change", json!({ "name": "Orchard of secrets" }));
    world.get("backups.create", json!({}));
    let told = world.get("diagnostics", json!({}))["text"].as_str().unwrap().to_owned();
    for wanted in ["Kith: ", "SQLite: ", "Members: about ", "Backups: 1, the newest 0 days old"] {
        assert!(told.contains(wanted), "{told}");
    }
    let folder = world.folder().display().to_string();
    let members = world.get("members.list", json!({ "filter": { "kind": "all", "left": true }, "limit": 500 }));
    let spaces = world.get("spaces.list", json!({}));
    let mut names = vec!["Orchard".to_owned(), folder];
    for (list, key) in [(&members["rows"], "name"), (&members["rows"], "id"), (&spaces["spaces"], "name")] {
        names.extend(list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()));
    }
    let words: Vec<&str> = told.split([' ', '\n', ',']).collect();
    let found: Vec<&String> = names.iter().filter(|name| words.contains(&name.as_str())).collect();
    assert!(names.len() > 8 && found.is_empty(), "{found:?} in {told}");
}

#[test]
fn an_icon_in_the_tray_is_there_for_whom_wants_it() {
    let desktop = Arc::new(Noting::default());
    let world = World::with_desktop(Arc::clone(&desktop) as Arc<dyn Desktop>);
    let told = || world.get("machine.get", json!({}));
    assert_eq!((told()["tray"].clone(), told()["can_tray"].clone()), (json!(false), json!(true)));
    assert_eq!(world.get("machine.change", json!({ "tray": true }))["tray"], json!(true));
    assert!(world.app().wants_tray(), "and at the next start");
    assert_eq!((world.app().hides_first_time(), world.app().hides_first_time()), (true, false), "it is said once");
    assert_eq!(world.get("machine.change", json!({ "tray": false }))["tray"], json!(false));
    assert!(world.call("machine.change", json!({ "tray": true })).is_err());
    assert!(!world.app().wants_tray(), "what the desktop did not take is not wished for");
    assert!(!world.app().hides_first_time(), "and what was said stays said");
    assert_eq!(*desktop.tray.lock().unwrap(), [true, false]);
}

#[test]
fn the_menu_leads_to_the_door_of_today() {
    let world = World::new();
    let door = || world.block_on(world.app().doorway()).unwrap().map(|one| one.title);
    let event = |title: &str, starts: &str, ends: &str| {
        world.get("events.save", json!({ "event": { "title": title, "kind": "meetup", "form": "place", "starts": starts, "ends": ends, "zone": "UTC" } }));
    };
    assert_eq!(door(), None);
    // It is Monday, eight o'clock.
    event("Tomorrow", "2026-01-06T18:00", "2026-01-06T20:00");
    assert_eq!(door(), None, "nobody is let in today");
    event("Evening", "2026-01-05T18:00", "2026-01-05T20:00");
    event("Morning", "2026-01-05T07:00", "2026-01-05T09:00");
    assert_eq!(door().as_deref(), Some("Morning"), "the one that is on");
    world.clock.pass(3 * 60 * MINUTE);
    assert_eq!(door().as_deref(), Some("Evening"), "the next one of the day");
    world.clock.pass(10 * 60 * MINUTE + MINUTE);
    assert_eq!(door(), None, "an hour after its end");
}
