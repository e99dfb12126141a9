//! A mentor's work: sessions in three minutes, a private part that stays private, files to a lead without a server.

use std::path::Path;

use kith_app::Code;
use kith_store::Store;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::{
    picture::list,
    sealed::{bytes_of, holds, set_up},
};

/// A pair that meets every two weeks since the end of November.
pub(crate) fn pair(world: &World, mentee: &str) -> String {
    let pair = json!({ "mentor": "Grace", "mentee": mentee, "started_on": "2025-11-24", "cadence_days": 14, "minutes": 60,
        "agreement": "Every two weeks." });
    world.get("mentoring.save", json!({ "pair": pair }))["id"].as_str().unwrap().to_owned()
}

pub(crate) fn session(starts: &str, topics: &str) -> Value {
    json!({ "state": "held", "when": { "starts": starts, "zone": "UTC", "minutes": 45, "medium": "video" }, "topics": topics,
        "agreed": "An outline by Friday", "shared": "She found the better question." })
}

fn log(world: &World, pair: &str, starts: &str, topics: &str) -> String {
    let args = json!({ "mentorship": pair, "session": session(starts, topics) });
    world.get("mentoring.save_session", args)["id"].as_str().unwrap().to_owned()
}

pub(crate) fn whole(world: &World, pair: &str) -> Value {
    world.get("mentoring.whole", json!({ "id": pair }))
}

#[test]
fn a_session_is_written_down_in_one_step_and_what_is_open_is_carried_over() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    let items = json!([{ "whose": "mentor", "text": "Send the template", "due_on": "2026-01-04" }, { "whose": "mentee", "text": "A draft" }]);
    let next = json!({ "starts": "2026-01-19T18:30", "zone": "UTC", "minutes": 60, "medium": "call" });
    world.get(
        "mentoring.save_session",
        json!({ "mentorship": pair, "session": session("2026-01-02T18:30", "A first talk"), "items": items, "next": next }),
    );
    let page = whole(&world, &pair);
    assert_eq!(list(&page, "sessions").count(), 2);
    assert_eq!(page["mentee"]["next"]["minutes"], json!(60));
    assert_eq!((&page["mentee"]["held"], &page["mentee"]["planned"]), (&json!(1), &json!(3)));
    assert_eq!(
        (&page["mentee"]["open_mine"], &page["mentee"]["open_theirs"], &page["mentee"]["late"]),
        (&json!(1), &json!(1), &json!(1))
    );
    let due = world.get("mentoring.today", json!({}));
    assert_eq!(due["rows"][0]["text"], json!("Send the template"));

    // The next log ticks what is done; the rest is still there, by itself.
    let first = page["items"][0]["id"].clone();
    world.get(
        "mentoring.save_session",
        json!({ "mentorship": pair, "session": session("2026-01-05T07:00", "Slides"), "done": [first] }),
    );
    assert_eq!(whole(&world, &pair)["mentee"]["open_mine"], json!(0));
    assert_eq!(whole(&world, &pair)["mentee"]["open_theirs"], json!(1));
    // One step: taken back, both the session and the tick are gone.
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Log session"));
    assert_eq!(whole(&world, &pair)["mentee"]["open_mine"], json!(1));
    assert_eq!(list(&whole(&world, &pair), "sessions").count(), 2);
    world.get("redo", json!({}));
    assert_eq!(list(&whole(&world, &pair), "sessions").count(), 3);
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn between_sessions_a_link_and_an_introduction_wait_for_their_day_and_are_sent_once() {
    let (world, _ring, member) = crate::sealed::world();
    let pair = pair(&world, "Ada");
    let keep = |between: Value| world.get("mentoring.save_between", json!({ "mentorship": pair, "between": between }));
    keep(json!({ "kind": "link", "text": "https://example.org/slides", "due_on": "2026-01-05" }));
    keep(json!({ "kind": "introduction", "text": "Both give talks", "member": member, "due_on": "2026-02-01" }));
    let page = whole(&world, &pair);
    assert_eq!(list(&page, "between").count(), 2);
    assert_eq!(page["mentee"]["to_send"], json!(1), "only what is due");
    let name = world.get("members.get", json!({ "id": member }))["name"].clone();
    assert!(list(&page, "between").any(|row| row["kind"] == json!("introduction") && row["member_name"] == name));

    let link = list(&page, "between").find(|row| row["kind"] == json!("link")).unwrap()["id"].clone();
    world.get("mentoring.mark_between", json!({ "id": link, "done": true }));
    let page = whole(&world, &pair);
    assert_eq!(page["mentee"]["to_send"], json!(0));
    assert!(list(&page, "between").any(|row| row["id"] == link && row["sent_on"] == json!("2026-01-05")));
    assert_eq!(world.get("undo", json!({}))["undone"], json!("Mark as sent"));
    assert_eq!(whole(&world, &pair)["mentee"]["to_send"], json!(1));
    let empty = json!({ "mentorship": pair, "between": { "kind": "note", "text": " " } });
    assert_eq!(world.call("mentoring.save_between", empty).unwrap_err().code, Code::Invalid);
}

#[test]
fn a_line_is_a_session() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    log(&world, &pair, "2025-12-22T18:30", "A first talk");
    let line = "1h call yesterday: slides; agreed: less of them; mine: send the font tomorrow; theirs: cut ten";
    let said = world.get("mentoring.understand", json!({ "mentorship": pair, "line": line }));
    // Nobody said when: at the time of day of the last one.
    assert_eq!(said["starts"], json!("2026-01-04T18:30"));
    assert_eq!((&said["minutes"], &said["medium"], &said["topics"]), (&json!(60), &json!("call"), &json!("slides")));
    assert_eq!(said["items"][0], json!({ "whose": "mentor", "text": "send the font", "due_on": "2026-01-06" }));
    assert_eq!(said["items"][1]["due_on"], json!(null));
    let next = world.get("mentoring.next", json!({ "id": pair }));
    assert_eq!(
        next["starts"],
        json!("2026-01-12T18:30"),
        "two weeks after the last one is over: the same weekday from now on"
    );
}

#[test]
fn a_session_to_come_is_planned_and_not_held() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    let early = world
        .call("mentoring.save_session", json!({ "mentorship": pair, "session": session("2026-02-02T18:30", "") }))
        .unwrap_err();
    assert_eq!(early.field.as_deref(), Some("starts"));
    let mut planned = session("2026-02-02T18:30", "");
    planned["state"] = json!("planned");
    let id = world.get("mentoring.save_session", json!({ "mentorship": pair, "session": planned }))["id"].clone();
    planned["when"]["starts"] = json!("2026-02-03T18:30");
    world.get("mentoring.save_session", json!({ "id": id, "mentorship": pair, "session": planned }));
    assert_eq!(whole(&world, &pair)["sessions"][0]["sequence"], json!(1), "calendars hear of it");
    let other = self::pair(&world, "Lin");
    let moved =
        world.call("mentoring.save_session", json!({ "id": id, "mentorship": other, "session": planned })).unwrap_err();
    assert_eq!(moved.code, Code::NotFound, "a session never moves to another pair");
}

#[test]
fn the_private_part_is_sealed_locks_and_survives_what_happens_around_it() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    let private = json!({ "words": "afraid of the manager", "mood": 2 });
    let args =
        json!({ "mentorship": pair, "session": session("2026-01-02T18:30", "A first talk"), "private": private });
    assert_eq!(world.call("mentoring.save_session", args.clone()).unwrap_err().code, Code::NotesLocked);
    assert_eq!(list(&whole(&world, &pair), "sessions").count(), 0, "both parts, or neither");
    // Without anything private no key is wanted.
    let mut empty = args.clone();
    empty["private"] = json!({ "words": " ", "mood": null });
    world.get("mentoring.save_session", empty);
    world.get("undo", json!({}));

    set_up(&world);
    let id = world.get("mentoring.save_session", args)["id"].clone();
    world.get(
        "mentoring.keep_private",
        json!({ "id": pair, "kept": { "facts": "two daughters", "ask": "how was Lisbon?" } }),
    );
    let page = whole(&world, &pair);
    assert_eq!(page["sessions"][0]["private"], private);
    assert_eq!(page["kept"]["facts"], json!("two daughters"));
    let hits = world.get("mentoring.find_private", json!({ "text": "MANAGER afraid" }));
    assert_eq!(hits["hits"][0]["excerpt"], json!("afraid of the manager"));

    world.get("notes.lock", json!({}));
    let page = whole(&world, &pair);
    assert_eq!((&page["sessions"][0]["private_state"], &page["kept_state"]), (&json!("locked"), &json!("locked")));
    assert!(!page.to_string().contains("manager") && !page.to_string().contains("daughters"));
    assert_eq!(world.call("mentoring.find_private", json!({ "text": "manager" })).unwrap_err().code, Code::NotesLocked);
    // What is shared can be changed meanwhile.
    let mut shared = session("2026-01-02T18:30", "A first talk, and slides");
    shared["rating_mentor"] = json!(4);
    world.get("mentoring.save_session", json!({ "id": id, "mentorship": pair, "session": shared }));

    let world = world.reopened();
    world.get("notes.unlock", json!({}));
    let page = whole(&world, &pair);
    assert_eq!(page["sessions"][0]["private"], private);
    assert_eq!(page["sessions"][0]["topics"], json!("A first talk, and slides"));
    // Emptied, it is sealed no longer.
    let none = json!({ "id": id, "mentorship": pair, "session": shared, "private": { "words": "", "mood": null } });
    world.get("mentoring.save_session", none);
    assert_eq!(whole(&world, &pair)["sessions"][0]["private_state"], json!("empty"));
    world.get("undo", json!({}));
    assert_eq!(whole(&world, &pair)["sessions"][0]["private"], private);
}

/// Lets somebody at the file while it is closed.
fn change_file(world: World, change: impl Fn(&Store)) -> World {
    world.paused(|world| {
        let store = Store::open(&world.file(), "20260105T080000Z").unwrap();
        change(&store);
        store.settle();
    })
}

#[test]
fn what_is_expunged_is_gone_in_older_copies_too() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    set_up(&world);
    let args = json!({ "mentorship": pair, "session": session("2026-01-02T18:30", "Talk"), "private": { "words": "secret", "mood": 3 } });
    world.get("mentoring.save_session", args);
    world.get("mentoring.keep_private", json!({ "id": pair, "kept": { "facts": "two daughters", "ask": "" } }));
    assert_eq!(world.get("mentoring.expunge", json!({ "id": pair }))["sessions"], json!(1));
    let page = whole(&world, &pair);
    assert_eq!((&page["sessions"][0]["private_state"], &page["kept_state"]), (&json!("empty"), &json!("empty")));
    assert_eq!(page["sessions"][0]["shared"], json!("She found the better question."));
    // It cannot be undone: the rows are no longer as the steps left them.
    assert_eq!(world.get("undo", json!({}))["conflict"], json!(true));
    // Nothing of the pair's key is left, so nothing that lies in an older copy can be opened.
    let world = change_file(world, |store| {
        assert!(store.read_now(|read| read.sealed_sessions()).unwrap().is_empty());
    });
    assert_eq!(world.get("check", json!({}))["ok"], json!(true));
}

#[test]
fn private_parts_are_in_no_file_and_no_answer() {
    const CANARIES: [&str; 3] = ["Quetzalcoatl", "Zugzwang", "Xanthippe"];
    let world = World::new();
    let pair = pair(&world, "Ada");
    set_up(&world);
    let mut args = json!({ "mentorship": pair, "session": session("2026-01-02T18:30", "Talk"),
        "private": { "words": "Quetzalcoatl was angry", "mood": 1 } });
    let id = world.get("mentoring.save_session", args.clone())["id"].clone();
    world.get(
        "mentoring.keep_private",
        json!({ "id": pair, "kept": { "facts": "Zugzwang at home", "ask": "ask Xanthippe" } }),
    );
    world.get("undo", json!({}));
    world.get("redo", json!({}));
    args["id"] = id.clone();
    args["private"]["words"] = json!("Quetzalcoatl is calm again");
    world.get("mentoring.save_session", args.clone());
    let mut leaving = Vec::new();
    let mut wrong = args.clone();
    wrong["session"]["rating_mentor"] = json!(9);
    let mut typed = args.clone();
    typed["private"]["mood"] = json!("Zugzwang");
    for (name, args) in [
        ("mentoring.save_session", wrong),
        ("mentoring.save_session", typed),
        ("mentoring.keep_private", json!({ "id": "Xanthippe", "kept": { "facts": "Zugzwang" } })),
        ("mentoring.mentees", json!({})),
        ("mentoring.today", json!({})),
        ("history", json!({})),
        ("check", json!({})),
        ("stats", json!({})),
        ("palette", json!({ "text": "Quetz" })),
        ("search", json!({ "text": "Quetzalcoatl", "limit": 50 })),
        ("diagnostics", json!({})),
        ("reports.preview", json!({ "template": "monthly" })),
        ("exports.state", json!({})),
        ("follow_ups.list", json!({ "limit": 50 })),
    ] {
        let said =
            world.call(name, args).map_or_else(|error| format!("{error:?} {error}"), |answer| answer.to_string());
        leaving.push((name, said));
    }
    let handed = world.aside("grace.kith-handover");
    world.get("handover.write", json!({ "kind": "sessions", "from": "Grace", "mentorships": [pair], "path": handed }));
    // Everything that can leave: all of it, a report, a calendar, a copy of the file, while the private parts are open.
    let exported = world.aside("everything");
    assert!(world.get("exports.all", json!({ "path": exported }))["files"].as_u64() > Some(5));
    let report = world.aside("report.html");
    world.get("reports.write", json!({ "template": "monthly", "format": "html", "path": report }));
    let next = json!({ "state": "planned", "topics": "Talk", "when": { "starts": "2026-01-19T18:30", "zone": "UTC", "minutes": 60, "medium": "call" } });
    world.get("mentoring.save_session", json!({ "mentorship": pair, "session": next }));
    world.get("mentoring.calendar", json!({ "path": world.aside("sessions.ics") }));
    world.get("backups.create", json!({}));
    world.get("notes.lock", json!({}));
    leaving.push(("mentoring.whole", whole(&world, &pair).to_string()));
    leaving.push((
        "mentoring.sessions",
        world.get("mentoring.sessions", json!({ "id": pair, "skip": 0, "limit": 9 })).to_string(),
    ));
    for (name, said) in &leaving {
        for canary in CANARIES {
            assert!(!said.contains(canary), "{name} says {canary}: {said}");
        }
    }
    world.get("mentoring.remove", json!({ "id": pair }));
    let scan = |when: &str, folder: &Path| {
        for (name, bytes) in bytes_of(folder) {
            for canary in CANARIES {
                assert!(!holds(&bytes, canary), "{when}: {name} holds {canary}");
            }
        }
    };
    let aside = handed.parent().unwrap();
    let left: Vec<String> = bytes_of(aside).into_iter().map(|(name, _)| name).collect();
    for kind in ["kith-handover", "report.html", "sessions.ics", "everything", "backups", "-wal"] {
        assert!(left.iter().any(|name| name.contains(kind)), "{kind} is among what is looked at: {left:?}");
    }
    scan("while it is open", aside);
    world.close();
    scan("after it was closed", aside);
}

fn write(world: &World, name: &str, args: &Value) -> std::path::PathBuf {
    let path = world.aside(name);
    let mut all = json!({ "kind": "sessions", "from": "Grace", "path": path });
    for (key, value) in args.as_object().unwrap() {
        all[key] = value.clone();
    }
    world.get("handover.write", all);
    path
}

fn take(world: &World, path: &Path) -> Value {
    let looked = world.get("handover.inspect", json!({ "path": path }));
    world.get("handover.read", json!({ "path": path, "believe": looked["key"] }))
}

/// What a lead knows of a pair, without when it was read.
fn known(world: &World, pair: &str) -> Value {
    let page = whole(world, pair);
    json!([
        page["sessions"],
        page["items"],
        page["goals"],
        page["mentee"]["pair"]["state"],
        page["mentee"]["pair"]["ended_why"]
    ])
}

#[test]
fn a_mentor_hands_over_again_and_again_and_nothing_is_doubled() {
    let mentor = World::new();
    let pair = pair(&mentor, "Ada");
    let id = log(&mentor, &pair, "2025-12-22T18:30", "A first talk");
    mentor.get(
        "mentoring.save_goal",
        json!({ "mentorship": pair, "goal": { "title": "A talk in spring", "state": "open" } }),
    );
    let goal = whole(&mentor, &pair)["goals"][0]["id"].clone();
    mentor.get(
        "mentoring.add_progress",
        json!({ "goal": goal, "progress": { "percent": 40, "evidence": "outline", "day": "2026-01-02" } }),
    );
    let early = write(&mentor, "early.kith-handover", &json!({ "mentorships": [pair] }));
    mentor.clock.pass(1_000);
    log(&mentor, &pair, "2026-01-02T18:30", "Slides");
    mentor.get("mentoring.remove_session", json!({ "id": id }));
    mentor.get("mentoring.move", json!({ "id": pair, "state": "ended", "why": "She moves to Lisbon." }));
    let late = write(&mentor, "late.kith-handover", &json!({ "mentorships": [pair] }));
    let text = std::fs::read_to_string(&late).unwrap();
    assert!(text.contains("Slides") && text.contains("She moves to Lisbon."), "anybody can read it");

    let mut seen = Vec::new();
    for (number, order) in
        [[&early, &late, &early], [&late, &early, &late], [&late, &late, &early]].into_iter().enumerate()
    {
        let folder = tempfile::tempdir().unwrap();
        let lead = World::at(&folder.path().join("kith"), 2_000_000 + u64::try_from(number).unwrap() * 1_000_000);
        if lead.call("mentoring.mentees", json!({})).is_err() {
            lead.get("communities.create", json!({ "name": "Lead", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
        }
        for path in order {
            take(&lead, path);
        }
        assert_eq!(
            list(&lead.get("mentoring.mentees", json!({})), "mentees").count(),
            0,
            "they are not the lead's own"
        );
        let theirs = lead.get("mentoring.mentees", json!({ "others": true }));
        assert_eq!(
            (&theirs["mentees"][0]["pair"]["mentor"], &theirs["mentees"][0]["held"]),
            (&json!("Grace"), &json!(1))
        );
        assert_eq!(
            take(&lead, &late),
            json!({ "new_pairs": 0, "changed_pairs": 0, "sessions": 0, "others": 0, "refused_pairs": 0 })
        );
        assert_eq!(list(&whole(&lead, &pair), "sessions").count(), 1);
        assert_eq!(whole(&lead, &pair)["goals"][0]["progress"][0]["evidence"], json!("outline"));
        assert_eq!(lead.get("check", json!({}))["ok"], json!(true));
        seen.push(known(&lead, &pair));
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "any order is the same: {seen:#?}");
    // One's own file says nothing new.
    assert_eq!(take(&mentor, &late)["refused_pairs"], json!(1));
}

#[test]
fn a_goal_that_was_reached_stays_so_when_an_earlier_day_is_noted_later() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    let goal = json!({ "title": "A talk in spring", "state": "open" });
    world.get("mentoring.save_goal", json!({ "mentorship": pair, "goal": goal }));
    let goal = whole(&world, &pair)["goals"][0]["id"].clone();
    let note = |percent: u32, day: &str| {
        let progress = json!({ "percent": percent, "evidence": "x", "day": day });
        world.get("mentoring.add_progress", json!({ "goal": goal, "progress": progress }));
        whole(&world, &pair)["goals"][0]["state"].clone()
    };
    assert_eq!((note(40, "2025-12-10"), note(100, "2026-01-02")), (json!("open"), json!("reached")));
    assert_eq!(note(60, "2025-12-20"), json!("reached"), "it was at 60 before that");
    assert_eq!((note(80, "2026-01-03"), note(100, "2025-12-28")), (json!("open"), json!("open")));
}

#[test]
fn a_first_day_that_was_mistyped_is_put_right_for_the_lead_as_well() {
    let mentor = World::new();
    let pair = pair(&mentor, "Ada");
    let folder = tempfile::tempdir().unwrap();
    let lead = World::at(&folder.path().join("kith"), 2_000_000);
    if lead.call("mentoring.mentees", json!({})).is_err() {
        lead.get("communities.create", json!({ "name": "Lead", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
    }
    take(&lead, &write(&mentor, "first.kith-handover", &json!({ "mentorships": [pair] })));
    mentor.clock.pass(1_000);
    let right = json!({ "mentor": "Grace", "mentee": "Ada", "started_on": "2025-10-24", "cadence_days": 14, "minutes": 60,
        "agreement": "Every two weeks." });
    mentor.get("mentoring.save", json!({ "id": pair, "pair": right }));
    take(&lead, &write(&mentor, "second.kith-handover", &json!({ "mentorships": [pair] })));
    let theirs = lead.get("mentoring.mentees", json!({ "others": true }));
    assert_eq!(theirs["mentees"][0]["pair"]["started_on"], json!("2025-10-24"));
}

#[test]
fn a_file_that_was_tampered_with_or_comes_from_another_is_refused() {
    let mentor = World::new();
    let pair = pair(&mentor, "Ada");
    log(&mentor, &pair, "2026-01-02T18:30", "Slides");
    let good = write(&mentor, "good.kith-handover", &json!({ "mentorships": [pair] }));
    let text = std::fs::read_to_string(&good).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let lead = World::at(&folder.path().join("kith"), 2_000_000);
    if lead.call("mentoring.mentees", json!({})).is_err() {
        lead.get("communities.create", json!({ "name": "Lead", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
    }
    let bad = lead.aside("bad.kith-handover");
    for (changed, why) in [
        (text.replace("Slides", "Sliding"), "changed after it was signed"),
        (text.replace("version 1", "version 9"), "newer Kith"),
        (text.chars().take(text.chars().count() / 2).collect(), "end of this file is missing"),
        ("a,b,c".to_owned(), "no hand-over file"),
    ] {
        std::io::Write::write_all(&mut std::fs::File::create(&bad).unwrap(), changed.as_bytes()).unwrap();
        for (name, args) in
            [("handover.inspect", json!({ "path": bad })), ("handover.read", json!({ "path": bad, "believe": "00" }))]
        {
            let error = lead.call(name, args).unwrap_err();
            assert!(error.message.contains(why), "{error:?}");
        }
    }
    // Looked into one file, taken in another: nothing is believed that was not shown.
    let error = lead.call("handover.read", json!({ "path": good, "believe": "00" })).unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    assert!(lead.call("mentoring.whole", json!({ "id": pair })).is_err(), "nothing of it was taken in");
    let looked = lead.get("handover.inspect", json!({ "path": good }));
    assert_eq!((&looked["known_as"], &looked["name_is_anothers"]), (&json!(null), &json!(false)));
    assert_eq!(looked["fingerprint"], mentor.get("handover.peers", json!({}))["own"], "both see the same");
    take(&lead, &good);
    assert_eq!(lead.get("handover.inspect", json!({ "path": good }))["known_as"], json!("Grace"));

    // Somebody else who knows the pair's id writes under the same name: told, and that pair is left alone.
    let thief_folder = tempfile::tempdir().unwrap();
    let thief = World::at(&thief_folder.path().join("kith"), 3_000_000);
    if thief.call("mentoring.mentees", json!({})).is_err() {
        thief.get("communities.create", json!({ "name": "Thief", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
    }
    take(&thief, &good);
    thief.clock.pass(60_000);
    let stolen = write(&thief, "stolen.kith-handover", &json!({ "mentorships": [pair] }));
    let looked = lead.get("handover.inspect", json!({ "path": stolen }));
    assert_eq!(looked["name_is_anothers"], json!(true));
    let before = known(&lead, &pair);
    assert_eq!(take(&lead, &stolen)["refused_pairs"], json!(1));
    assert_eq!(known(&lead, &pair), before);
}

#[test]
fn a_member_who_is_mentored_shows_under_their_name_and_is_erased_with_it() {
    let (world, _ring, ada) = crate::sealed::world();
    let new = json!({ "mentor": "Grace", "mentee": "somebody", "member": ada, "started_on": "2025-11-24", "cadence_days": 14, "minutes": 60 });
    let id = world.get("mentoring.save", json!({ "pair": new }))["id"].as_str().unwrap().to_owned();
    log(&world, &id, "2026-01-02T18:30", "zzcanary talk");
    let name = world.get("members.get", json!({ "id": ada }))["name"].clone();
    assert_eq!(whole(&world, &id)["mentee"]["pair"]["mentee"], name);
    let of = world.get("mentoring.of_member", json!({ "member": ada }));
    assert_eq!(of["mentees"][0]["held"], json!(1));
    world.get("members.erase", json!({ "id": ada, "name": name }));
    let page = whole(&world, &id);
    assert_eq!(
        (&page["mentee"]["held"], &page["mentee"]["pair"]["mentee"]),
        (&json!(1), &json!("")),
        "how often they met is a number"
    );
    for (file, bytes) in bytes_of(&world.folder()) {
        assert!(!holds(&bytes, "zzcanary"), "{file}");
    }
}

#[test]
fn what_is_planned_goes_to_ones_own_calendar_and_says_nothing_of_what_is_talked_about() {
    let world = World::new();
    let pair = pair(&world, "Ada");
    let path = world.aside("sessions.ics");
    let none = world.call("mentoring.calendar", json!({ "id": pair, "path": path })).unwrap_err();
    assert_eq!((none.code, none.field.as_deref()), (Code::Invalid, Some("id")));
    log(&world, &pair, "2026-01-02T18:30", "SLIDES");
    let next = json!({ "state": "planned", "topics": "SLIDES", "when": { "starts": "2026-01-19T18:30", "zone": "Europe/Berlin", "minutes": 60, "medium": "call" } });
    let id = world.get("mentoring.save_session", json!({ "mentorship": pair, "session": next }))["id"].clone();
    let written = world.get("mentoring.calendar", json!({ "path": path }));
    assert_eq!(written["rows"], json!(1), "what was held is over");
    let text = std::fs::read_to_string(&path).unwrap();
    for line in ["DTSTART;TZID=Europe/Berlin:20260119T183000", "SUMMARY:Grace / Ada", "CLASS:PRIVATE", "TRIGGER:-PT30M"]
    {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("SLIDES"));
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
    let later = json!({ "state": "planned", "when": { "starts": "2026-01-20T18:30", "zone": "Europe/Berlin", "minutes": 60, "medium": "call" } });
    world.get("mentoring.save_session", json!({ "mentorship": pair, "id": id, "session": later }));
    world.get("mentoring.calendar", json!({ "path": world.aside("again.ics") }));
    let again = std::fs::read_to_string(world.aside("again.ics")).unwrap();
    assert_eq!(uid(&again), uid(&text), "it moves, and is the same");
    assert!(again.contains("SEQUENCE:1"), "{again}");
}
