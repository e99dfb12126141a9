//! How long the door and lists of guests take, with ten thousand guests.

use std::{fmt::Write as _, path::Path, time::Instant};

use serde_json::json;

use super::{Kith, Result, figures};

const GUESTS: usize = 10_000;
const FIRST: [&str; 14] = [
    "Ada",
    "Bob",
    "Cyrus",
    "Dinah",
    "Ezra",
    "Fatima",
    "Goran",
    "Hanna",
    "Ines",
    "Jamal",
    "Katarzyna",
    "Lukas",
    "محمد",
    "Ольга",
];
const LAST: [&str; 9] = ["Pear", "Plum", "Fig", "Medlar", "Quince", "Rowan", "Sloe", "Thorn", "Umbel"];

/// A list as Luma writes one; of a `changed` one every tenth guest is changed, and some are new.
fn list(changed: bool) -> String {
    let mut out = String::from(
        "guest_id,name,email,created_at,approval_status,checked_in_at,qr_code_url,ticket_name,Allergies?,What do you grow?\n",
    );
    for number in 0..GUESTS + if changed { 200 } else { 0 } {
        let (first, last) = (FIRST[number % FIRST.len()], LAST[number / 7 % LAST.len()]);
        let state = if changed && number % 10 == 0 { "declined" } else { "approved" };
        let _ = writeln!(
            out,
            "gst-{number},{first} {last}{number},guest{number}@example.org,2026-10-01T10:00:00Z,{state},,https://lu.ma/check-in/evt?pk={number},Standard,none,Pears and quinces"
        );
    }
    out
}

/// Asks and prints.
///
/// # Errors
/// When a question is refused.
pub fn run(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    let event = json!({ "title": "Ten thousand", "kind": "conference", "form": "place", "starts": "2030-05-01T09:00",
        "ends": "2030-05-01T18:00", "zone": "Europe/Berlin", "capacity": 12_000 });
    let id = kith.call("events.save", &json!({ "event": event, "template": "conference" }))?["id"].clone();
    let (path, later) = (folder.join("bench-guests.csv"), folder.join("bench-guests-later.csv"));
    std::io::Write::write_all(&mut std::fs::File::create(&path)?, list(false).as_bytes())?;
    std::io::Write::write_all(&mut std::fs::File::create(&later)?, list(true).as_bytes())?;
    let timed = |what: &str, name: &str, args: serde_json::Value| -> Result<serde_json::Value> {
        let begun = Instant::now();
        let answer = kith.call(name, &args)?;
        let wall = begun.elapsed().as_secs_f64() * 1_000.0;
        figures::note(what, wall, wall);
        println!("{what:48} {wall:8.1} ms");
        Ok(answer)
    };
    timed("10,000 new guests, compared", "guests.preview", json!({ "event": id, "path": path }))?;
    timed("10,000 new guests, brought in", "guests.bring", json!({ "event": id, "path": path }))?;
    timed("the same list, compared", "guests.preview", json!({ "event": id, "path": path }))?;
    timed("1,000 changed and 200 new, compared", "guests.preview", json!({ "event": id, "path": later }))?;
    timed("1,000 changed and 200 new, brought in", "guests.bring", json!({ "event": id, "path": later }))?;
    let mut searches = Vec::new();
    let words = ["ad", "lu", "pe", "ka", "um", "ez", "guest99", "ro", "zz", "fa me", "th", "in", "moha", "olga"];
    for word in words.iter().cycle().take(240) {
        let begun = Instant::now();
        kith.call("door.look", &json!({ "event": id, "text": word }))?;
        searches.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    told("door search", &mut searches);
    let mut checks = Vec::new();
    for number in (1..2_000).step_by(7) {
        let code = format!("https://lu.ma/check-in/evt?pk={number}");
        let begun = Instant::now();
        kith.call("door.check_in", &json!({ "event": id, "code": code }))?;
        checks.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    told("check-in, on the disk", &mut checks);
    let file = folder.join("bench-door.json");
    timed("door file written", "door.write", json!({ "event": id, "path": file }))?;
    timed("door file read", "door.read", json!({ "path": file }))?;
    // An earlier event with the same people tells how many of them come.
    let earlier = json!({ "title": "Ten thousand before", "kind": "conference", "form": "place", "starts": "2020-05-01T09:00",
        "ends": "2020-05-01T18:00", "zone": "Europe/Berlin" });
    let before = kith.call("events.save", &json!({ "event": earlier, "template": null }))?["id"].clone();
    kith.call("guests.bring", &json!({ "event": before, "path": path }))?;
    kith.call("door.check_in", &json!({ "event": before, "code": "https://lu.ma/check-in/evt?pk=1" }))?;
    timed("how many will come, of 10,000 known ones", "guests.expect", json!({ "id": id }))?;
    timed("attendance of 10,000", "events.after", json!({ "id": before }))?;
    for how in ["registered", "came", "missed", "part"] {
        for (which, of) in [("it", json!(before)), ("any event", json!(null))] {
            let rule = json!({ "is": "event", "how": how, "event": of });
            timed(&format!("segment: {how}, {which}"), "segments.count", json!({ "rule": rule }))?;
        }
    }
    timed("guests, first hundred", "guests.list", json!({ "event": id, "limit": 100 }))?;
    timed("events to come", "events.list", json!({ "limit": 50 }))?;
    timed("what is due today", "events.today", json!({}))?;
    kith.close();
    Ok(())
}

fn told(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    figures::note(what, at(99), at(99));
    println!("{what:48} median {:.1} ms, 95 % {:.1} ms, worst {:.1} ms of {}", at(50), at(95), at(100), times.len());
}
