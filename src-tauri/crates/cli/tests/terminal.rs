//! `kith` as a person types it: the real program, a process for each line, what it prints and how it ends.
//!
//! **Invariants:** each journey has its own folder and no keyring; nothing of the machine's own Kith is touched.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::{
    fs::File,
    io::Write,
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::{Value, json};

/// Somebody at a terminal.
struct Desk {
    folder: tempfile::TempDir,
    home: &'static str,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap(), home: "lead" };
        desk.says(&["new", "Allotment", "--zone", "Europe/Berlin"]);
        desk
    }

    /// Somebody else, who can be handed files.
    fn other(&self, home: &'static str) -> Self {
        let folder = tempfile::TempDir::new_in(self.folder.path()).unwrap();
        let desk = Self { folder, home };
        desk.says(&["new", "Allotment", "--zone", "Europe/Berlin"]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn kith(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.args(words).env("KITH_HOME", self.path(self.home)).env("KITH_PASSPHRASE", "pears and plums");
        // No keyring of the machine's.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere").env_remove("XDG_RUNTIME_DIR");
        command.output().unwrap()
    }

    #[track_caller]
    fn says(&self, words: &[&str]) -> String {
        let output = self.kith(words);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{words:?} ended with {:?}: {out}{err}", output.status.code());
        out.into_owned()
    }

    #[track_caller]
    fn json(&self, words: &[&str]) -> Value {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        let said = self.says(&words);
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{words:?} is no JSON ({error}): {said}"))
    }

    /// What is said where it goes wrong, on standard error.
    #[track_caller]
    fn refuses(&self, words: &[&str]) -> String {
        let output = self.kith(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn call(&self, name: &str, arguments: &Value) -> Value {
        serde_json::from_str(&self.says(&["call", name, &arguments.to_string()])).unwrap()
    }
}

const FORM: &str = "Response ID,Name,Email,Role,Languages,Time zone,Skills,Years of experience,How many mentees\n\
    1,Ada Pear,ada@example.org,mentor,\"English, German\",Europe/Berlin,\"Rust, Speaking\",12,1\n\
    2,Bob Plum,bob@example.org,mentor,English,Europe/Berlin,Design,9,1\n\
    3,Cy Fig,cy@example.org,mentee,English,Europe/Berlin,Rust,2,\n\
    4,Di Quince,di@example.org,mentee,English,Europe/Berlin,Design,3,\n\
    5,Ed Medlar,ed@example.org,mentee,Klingon,Europe/Berlin,Rust,1,\n";

/// A programme whose applicants are accepted.
fn programme(lead: &Desk) -> String {
    let templates = lead.call("programmes.templates", &json!({}));
    let career = templates["templates"].as_array().unwrap().iter().find(|one| one["id"] == "career").unwrap();
    let saved = lead.call("programmes.save", &json!({ "programme": career["programme"] }));
    let id = saved["id"].as_str().unwrap().to_owned();
    lead.call("applications.bring", &json!({ "programme": id, "path": lead.file("form.csv", FORM) }));
    let all = lead.call("applications.list", &json!({ "programme": id, "limit": 100 }));
    let ids: Vec<&Value> = all["rows"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    lead.call("applications.move", &json!({ "ids": ids, "state": "accepted" }));
    id
}

#[test]
fn a_round_is_matched_in_a_terminal() {
    let lead = Desk::new();
    assert!(lead.says(&["programmes"]).contains("programme"), "an empty list has its heading");
    programme(&lead);
    let counts = |lead: &Desk| lead.json(&["programmes"])["rows"][0].clone();
    assert_eq!((&counts(&lead)["counts"]["unmatched"], &counts(&lead)["pairs"]), (&json!(3), &json!(0)));

    let tried = lead.json(&["match", "career", "--dry-run"]);
    let names = |made: &Value| {
        let pairs = made["pairs"].as_array().unwrap().iter();
        let mut names: Vec<String> =
            pairs.map(|one| format!("{} {}", one["mentee"]["name"], one["mentor"]["name"]).replace('"', "")).collect();
        names.sort();
        names
    };
    assert_eq!(names(&tried), ["Cy Fig Ada Pear", "Di Quince Bob Plum"]);
    assert_eq!(tried["unmatched"][0]["person"]["name"], "Ed Medlar");
    let told = lead.says(&["match", "career", "--dry-run"]);
    assert!(told.contains("Ed Medlar") && told.contains("languages") && told.contains("Nothing was changed"), "{told}");
    assert_eq!(counts(&lead)["pairs"], json!(0), "to try changes nothing");

    assert_eq!(names(&lead.json(&["match", "career"])), names(&tried), "what was tried is what is published");
    assert_eq!((&counts(&lead)["counts"]["unmatched"], &counts(&lead)["pairs"]), (&json!(1), &json!(2)));
    let rest = lead.json(&["match", "career"]);
    assert_eq!(names(&rest), [""; 0], "whoever is left stays in view: {rest}");
    assert!(lead.refuses(&["match", "gardening"]).contains("kith programmes"), "it says where to look");
}

#[test]
fn a_session_is_logged_and_handed_over_in_a_terminal() {
    let mentor = Desk::new();
    let pair = json!({ "mentor": "Grace", "mentee": "Ada Pear", "started_on": "2026-01-05", "cadence_days": 14, "minutes": 45 });
    let pair = mentor.call("mentoring.save", &json!({ "pair": pair }))["id"].clone();
    let line = ["45m", "video", "2026-01-19", "18:30:", "slides;", "agreed:", "fewer;", "mine:", "send", "the", "font"];
    let log = [&["session", "log", "ada"], &line[..]].concat();
    let tried = mentor.says(&[&log[..], &["--dry-run"]].concat());
    assert!(tried.contains("would log 2026-01-19 18:30") && tried.contains("45 min, video: slides"), "{tried}");
    assert!(mentor.says(&["mentees"]).contains("0 of "), "to try writes nothing");
    let logged = mentor.json(&log);
    assert_eq!((&logged["logged"], &logged["agreed"], &logged["minutes"]), (&json!(true), &json!("fewer"), &json!(45)));
    assert_eq!(mentor.json(&["mentees"])["mentees"][0]["held"], json!(1));
    let whole = mentor.call("mentoring.whole", &json!({ "id": pair }));
    assert_eq!((&whole["items"][0]["whose"], &whole["items"][0]["text"]), (&json!("mentor"), &json!("send the font")));
    assert!(mentor.refuses(&["session", "log", "Zoe", "45m", "call"]).contains("kith mentees"));

    let file = mentor.path("grace.kith-handover");
    let file = file.to_str().unwrap();
    let export = ["handover", "export", file, "--from", "Grace", "--mentee", "Ada"];
    assert!(mentor.says(&export).contains("1 rows written"));

    let lead = mentor.other("lead");
    let first = lead.refuses(&["handover", "import", file]);
    let (_, fingerprint) = first.split_once("--fingerprint \"").unwrap();
    let fingerprint = fingerprint.split('"').next().unwrap();
    assert!(lead.refuses(&["handover", "import", file, "--fingerprint", "0000 0000"]).contains("first file"));
    let taken = lead.json(&["handover", "import", file, "--fingerprint", fingerprint]);
    assert_eq!((&taken["new_pairs"], &taken["sessions"]), (&json!(1), &json!(1)), "{taken}");
    let again = lead.json(&["handover", "import", file]);
    assert_eq!((&again["new_pairs"], &again["sessions"]), (&json!(0), &json!(0)), "known by now, and not doubled");

    let text = std::fs::read_to_string(file).unwrap();
    let changed = lead.file("changed.kith-handover", &text.replace("slides", "sliding"));
    assert!(lead.refuses(&["handover", "import", &changed]).contains("changed after it was signed"));
}

/// A list whose times name no zone.
const ATTENDEES: &str = "Order #,Order Date,First Name,Last Name,Email,Ticket Type,Attendee #,Attendee Status\n\
    1,2027-03-04 22:28,Ada,Pear,ada@example.org,General,11,Attending\n\
    2,2027-03-04 23:28,Ada,Pearson,pearson@example.org,General,12,Attending\n\
    3,2027-03-05 10:00,Cy,Fig,cy@example.org,General,13,Strange\n";

#[test]
fn a_door_is_kept_by_two_laptops_in_a_terminal() {
    let lead = Desk::new();
    let second = lead.other("second");
    let event = json!({ "title": "Pears", "kind": "meetup", "form": "place", "place": "Hall", "starts": "2030-03-30T18:30", "ends": "2030-03-30T21:00", "zone": "Europe/Berlin" });
    let id = lead.call("events.save", &json!({ "event": event }))["id"].as_str().unwrap().to_owned();
    assert!(lead.says(&["events"]).contains("Pears"));
    let list = lead.file("attendees.csv", ATTENDEES);
    let tried = lead.says(&["guests", "import", "pears", &list, "--dry-run"]);
    assert!(
        tried.contains("2 new") && tried.contains("line 4, Attendee Status") && tried.contains("--zone"),
        "{tried}"
    );
    assert!(lead.refuses(&["guests", "import", "pears", &list]).contains("zone"));
    lead.says(&["guests", "import", "pears", &list, "--zone", "Europe/Berlin"]);

    // Whoever is called exactly so; else the names are told.
    assert!(lead.says(&["checkin", "pears", "ada pear"]).contains("Ada Pear is in. 1 are in."));
    let several = lead.refuses(&["checkin", "pears", "ada"]);
    assert!(several.contains("Ada Pearson"), "{several}");

    // Each laptop has a walk-in, who are one; the second hears of it.
    let (here, there) = (lead.path("door.json"), lead.path("second.json"));
    let (here, there) = (here.to_str().unwrap(), there.to_str().unwrap());
    lead.says(&["door", "export", "pears", here]);
    assert!(second.says(&["door", "import", here]).contains("1 are in"));
    let walk = |desk: &Desk, name: &str| {
        desk.call("door.walk_in", &json!({ "event": id, "name": name }))["guest"]["id"].clone()
    };
    let (one, other) = (walk(&lead, "Wally Walker"), walk(&second, "W. Walker"));
    second.says(&["door", "export", "pears", there]);
    assert!(lead.says(&["door", "import", there]).contains("3 are in"));
    lead.call("guests.join", &json!({ "one": one, "other": other }));
    lead.says(&["door", "export", "pears", here]);
    let merged = second.json(&["door", "import", here]);
    assert_eq!((&merged["joined"], &merged["count"]["heads"]), (&json!(1), &json!(2)));
    assert_eq!(
        second.json(&["event", "pears"])["attendance"]["came"],
        lead.json(&["event", "pears"])["attendance"]["came"]
    );

    let calendar = lead.path("all.ics");
    lead.says(&["ics", "export", calendar.to_str().unwrap()]);
    assert!(lead.says(&["ics", "import", calendar.to_str().unwrap()]).contains("1 as they are"));
}

#[test]
fn a_segment_is_listed_and_written_into_a_file() {
    let desk = Desk::new();
    let table = desk.file("people.csv", "Name,E-mail,Company\nAda,ada@example.org,Pears\nBen,ben@example.org,Plums\n");
    desk.says(&["import", &table, "--profile", "people"]);
    desk.says(&["segment", "save", "Pears", r#"{"is":"field","field":"company","how":"equals","value":"pears"}"#]);
    let rows = desk.json(&["members", "--segment", "pears"])["rows"].clone();
    assert_eq!(rows.as_array().unwrap().iter().map(|row| &row["name"]).collect::<Vec<_>>(), ["Ada"]);
    let file = desk.path("pears.csv");
    let said = desk.says(&["members", "--segment", "Pears", "--export", file.to_str().unwrap()]);
    assert!(said.starts_with("1 members"), "{said}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("ada@example.org") && !written.contains("ben@example.org"), "{written}");
    for (list, rows) in [("newcomers", "rows"), ("unanswered", "rows"), ("lapsing", "rows"), ("follow-ups", "items")] {
        assert!(desk.refuses(&[list, "--segment", "Nobody"]).contains("no segment"), "{list}");
        assert_eq!(desk.json(&[list, "--segment", "Pears"])[rows], json!([]), "{list}");
    }
    assert!(desk.refuses(&["search", "beans", "--segment", "Nobody"]).contains("no segment"));
    let report = desk.path("pears.html");
    desk.says(&["report", "--segment", "pears", "--out", report.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&report).unwrap().contains("Only members of the segment “Pears”"));
    assert!(desk.refuses(&["members", "--segment", "Nobody"]).contains("no segment"));
    assert!(desk.refuses(&["duplicates", "--member", "nobody"]).contains("no such member"));
    for wrong in [&["duplicates", "--accept", "101"][..], &["merge", "a"], &["segment"], &["member", "a", "--yes"]] {
        assert_eq!(desk.kith(wrong).status.code(), Some(2), "{wrong:?} is wrong usage");
    }
}

#[test]
fn a_column_of_unreadable_dates_is_told_of_and_cells_are_no_formulas() {
    let desk = Desk::new();
    let rows = "=1+1,a@example.org,soon\n@Bo,b@example.org,last spring\n-Cy,c@example.org,2024-01-02\n+Dee,d@example.org,later\n";
    let table = desk.file("people.csv", &format!("Name,E-mail,Joined\n{rows}"));
    for dry in [&["--dry-run"][..], &[]] {
        let done = desk.kith(&[&["import", &table, "--profile", "people"], dry].concat());
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success() && told.contains("Joined: 3 of 4 cells are no date that can be read"), "{told}");
    }
    let file = desk.path("out.csv");
    desk.says(&["members", "--export", file.to_str().unwrap(), "--columns", "name"]);
    let mut written: Vec<String> = std::fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect();
    written.sort_unstable();
    assert_eq!(written, ["\"'+Dee\"", "\"'-Cy\"", "\"'=1+1\"", "\"'@Bo\"", "name"]);
}
