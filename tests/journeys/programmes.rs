//! A round of mentoring as its lead walks it: a list that comes again, pairs with reasons, and how they end.

use std::path::Path;

use kith_app::{ApiError, Code};
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

pub(crate) fn planned(world: &World) -> String {
    let templates = world.get("programmes.templates", json!({}));
    let career = picture::list(&templates, "templates").find(|one| one["id"] == "career").unwrap().clone();
    world.get("programmes.save", json!({ "programme": career["programme"] }))["id"].as_str().unwrap().to_owned()
}

const FORM: &str = "Response ID,Name,Email,Role,Languages,Time zone,Skills,Years of experience,How many mentees\n\
    1,Ada Pear,ada@example.org,mentor,\"English, German\",Europe/Berlin,\"Rust, Speaking\",12,1\n\
    2,Bob Plum,bob@example.org,mentor,English,UTC+1,Design,9,1\n\
    3,Cy Fig,cy@example.org,mentee,Englisch,Europe/Berlin,Rust,2,\n\
    4,Di Quince,di@example.org,mentee,en,Europe/Berlin,Design,3,\n\
    5,Ed Medlar,ed@example.org,mentee,Klingon,Europe/Berlin,Rust,1,\n\
    6,Flo,nonsense,mentee,English,Europe/Berlin,Rust,1,\n";

fn file(world: &World, name: &str, text: &str) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    json!(path)
}

fn refused(world: &World, name: &str, args: Value) -> ApiError {
    world.call(name, args).unwrap_err()
}

fn diff(answer: &Value) -> [u64; 4] {
    let count = |key: &str| answer["diff"][key].as_u64().unwrap();
    [count("new"), count("changed"), count("same"), answer["wrong"].as_u64().unwrap()]
}

fn applicants(world: &World, programme: &str) -> Vec<Value> {
    let page = world.get("applications.list", json!({ "programme": programme, "limit": 100 }));
    picture::list(&page, "rows").cloned().collect()
}

pub(crate) fn id_of(world: &World, programme: &str, name: &str) -> Value {
    applicants(world, programme).into_iter().find(|one| one["name"] == name).unwrap()["id"].clone()
}

pub(crate) fn accepted(world: &World) -> String {
    let id = planned(world);
    world.get("applications.bring", json!({ "programme": id, "path": file(world, "form.csv", FORM) }));
    let all: Vec<Value> = applicants(world, &id).iter().map(|one| one["id"].clone()).collect();
    world.get("applications.move", json!({ "ids": all, "state": "accepted" }));
    id
}

fn proposed(world: &World, programme: &str) -> (Value, Vec<(String, String)>) {
    let proposal = world.get("matching.propose", json!({ "programme": programme }));
    let name = |one: &Value| one["name"].as_str().unwrap().to_owned();
    let mut pairs: Vec<_> =
        picture::list(&proposal, "pairs").map(|pair| (name(&pair["mentee"]), name(&pair["mentor"]))).collect();
    pairs.sort();
    (proposal, pairs)
}

pub(crate) fn published(world: &World, programme: &str) -> Vec<Value> {
    let (proposal, _) = proposed(world, programme);
    let two = |pair: &Value| json!({ "mentor": pair["mentor"]["id"], "mentee": pair["mentee"]["id"] });
    let pairs: Vec<Value> = picture::list(&proposal, "pairs").map(two).collect();
    world.get("matching.publish", json!({ "programme": programme, "pairs": pairs }));
    pairs_of(world, programme)
}

pub(crate) fn pairs_of(world: &World, programme: &str) -> Vec<Value> {
    let list = world.get("pairs.list", json!({ "id": programme }));
    picture::list(&list, "pairs").cloned().collect()
}

#[test]
fn answers_come_in_again_and_nobody_is_doubled() {
    let world = World::new();
    let id = planned(&world);
    let path = file(&world, "form.csv", FORM);
    let tried = world.get("applications.preview", json!({ "programme": id, "path": path }));
    assert_eq!(diff(&tried), [5, 0, 0, 1], "{tried}");
    assert_eq!(tried["errors"][0]["line"], 7);
    assert!(applicants(&world, &id).is_empty(), "a preview changes nothing");
    world.get("applications.bring", json!({ "programme": id, "path": path }));
    let ada = id_of(&world, &id, "Ada Pear");
    world.get("applications.move", json!({ "ids": [ada], "state": "accepted" }));
    assert_eq!(diff(&world.get("applications.bring", json!({ "programme": id, "path": path }))), [0, 0, 5, 1]);
    let later = file(&world, "later.csv", &FORM.replace("Rust, Speaking", "Rust, Speaking, Data"));
    assert_eq!(diff(&world.get("applications.bring", json!({ "programme": id, "path": later }))), [0, 1, 4, 1]);
    let ada = applicants(&world, &id).into_iter().find(|one| one["name"] == "Ada Pear").unwrap();
    assert_eq!((&ada["state"], &ada["answers"]["skills"]), (&json!("accepted"), &json!(["Rust", "Speaking", "Data"])));
    world.get("undo", json!({}));
    assert_eq!(diff(&world.get("applications.preview", json!({ "programme": id, "path": later }))), [0, 1, 4, 1]);

    let plain = file(&world, "plain.csv", "who,Email\nGil,gil@example.org\n");
    let wrong = refused(&world, "applications.bring", json!({ "programme": id, "path": plain }));
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("role")));
    let told = world.get(
        "applications.bring",
        json!({ "programme": id, "path": plain, "role": "mentee", "columns": { "who": "name" } }),
    );
    assert_eq!(diff(&told), [1, 0, 0, 0]);
}

#[test]
fn an_application_that_was_taken_away_stays_away_until_it_says_something_new() {
    let world = World::new();
    let id = planned(&world);
    let path = file(&world, "form.csv", FORM);
    world.get("applications.bring", json!({ "programme": id, "path": path }));
    world.get("applications.remove", json!({ "id": id_of(&world, &id, "Ed Medlar") }));
    assert_eq!(diff(&world.get("applications.preview", json!({ "programme": id, "path": path }))), [0, 0, 5, 1]);
    world.get("applications.bring", json!({ "programme": id, "path": path }));
    assert!(applicants(&world, &id).iter().all(|one| one["name"] != "Ed Medlar"));
    let again = file(&world, "again.csv", &FORM.replace("Klingon", "English"));
    for new in [1, 0] {
        assert_eq!(
            diff(&world.get("applications.bring", json!({ "programme": id, "path": again }))),
            [new, 0, 5 - new, 1]
        );
    }
    let ed = applicants(&world, &id).into_iter().find(|one| one["name"] == "Ed Medlar").unwrap();
    assert_eq!(ed["state"], json!("pending"), "they applied again");
}

#[test]
fn pairs_are_proposed_with_reasons_and_whoever_is_left_is_told_why() {
    let world = World::new();
    let id = accepted(&world);
    let (proposal, pairs) = proposed(&world, &id);
    let two = |mentee: &str, mentor: &str| (mentee.to_owned(), mentor.to_owned());
    assert_eq!(pairs, [two("Cy Fig", "Ada Pear"), two("Di Quince", "Bob Plum")]);
    let reasons: Vec<&Value> = picture::list(&proposal["pairs"][0], "reasons").collect();
    assert!(reasons.iter().any(|reason| reason["kind"] == "skills" && reason["points"] == 800), "{proposal}");
    let left = &proposal["unmatched"][0];
    assert_eq!(
        (&left["person"]["name"], &left["rules"][0]["rule"], &left["rules"][0]["count"]),
        (&json!("Ed Medlar"), &json!("languages"), &json!(2))
    );

    // What if nothing but being new counted: told, and nothing is kept.
    let weights = json!({ "skills": 0, "years": 0, "zone": 0 });
    let other = world.get("matching.propose", json!({ "programme": id, "weights": weights }));
    assert!(picture::list(&other, "weights").any(|one| one["id"] == "skills" && one["weight"] == 0 && one["own"] == 8));
    assert_eq!(proposed(&world, &id).1, pairs);

    // By hand: a pin moves the others, a veto keeps apart, a pin against a must-have is told.
    let (ada, bob) = (id_of(&world, &id, "Ada Pear"), id_of(&world, &id, "Bob Plum"));
    let (di, ed) = (id_of(&world, &id, "Di Quince"), id_of(&world, &id, "Ed Medlar"));
    world.get("matching.say", json!({ "mentor": ada, "mentee": di, "wish": "pin" }));
    assert_eq!(proposed(&world, &id).1, [two("Cy Fig", "Bob Plum"), two("Di Quince", "Ada Pear")]);
    world.get("matching.say", json!({ "mentor": ada, "mentee": di, "wish": "veto", "why": "one team" }));
    assert_eq!(proposed(&world, &id).1, pairs);
    world.get("undo", json!({}));
    assert_eq!(proposed(&world, &id).1[1], two("Di Quince", "Ada Pear"));
    world.get("matching.say", json!({ "mentor": bob, "mentee": ed, "wish": "pin" }));
    let (proposal, _) = proposed(&world, &id);
    assert_eq!(proposal["contradictions"][0]["rule"]["rule"], "languages");
}

#[test]
fn pairs_are_told_in_one_step_and_the_rest_is_matched_again() {
    let world = World::new();
    let id = accepted(&world);
    let pairs = published(&world, &id);
    assert_eq!(pairs.iter().map(|pair| pair["state"].clone()).collect::<Vec<_>>(), ["proposed", "proposed"]);
    world.get("undo", json!({}));
    assert!(pairs_of(&world, &id).is_empty(), "one step");
    let pairs = published(&world, &id);
    let two = json!({ "mentor": pairs[0]["mentor_application"], "mentee": pairs[0]["mentee_application"] });
    let twice = refused(&world, "matching.publish", json!({ "programme": id, "pairs": [two] }));
    assert_eq!(twice.field.as_deref(), Some("pairs"));

    // Both agree, and it begins; whoever leaves without fault waits again, and is not given the same mentor's place for nothing.
    let first = pairs[0]["id"].clone();
    world.get("pairs.agree", json!({ "ids": [first], "side": "mentor", "on": "2026-11-22" }));
    assert_eq!(pairs_of(&world, &id)[0]["state"], "proposed");
    world.get("pairs.agree", json!({ "ids": [first], "side": "mentee", "on": "2026-11-22" }));
    assert_eq!(pairs_of(&world, &id)[0]["state"], "active");
    world.get("pairs.move", json!({ "id": first, "state": "ended", "why": "moved away" }));
    let (proposal, again) = proposed(&world, &id);
    assert!(again.is_empty(), "nobody is given back to whom they left");
    let left = picture::list(&proposal, "unmatched").find(|one| one["person"]["name"] == pairs[0]["mentee"]).unwrap();
    assert!(picture::list(left, "rules").any(|rule| rule["rule"] == "parted"), "{left}");
    // Unless both ask for it; then the lead sees that they were a pair.
    let two =
        json!({ "mentor": pairs[0]["mentor_application"], "mentee": pairs[0]["mentee_application"], "wish": "pin" });
    world.get("matching.say", two);
    let (proposal, again) = proposed(&world, &id);
    assert_eq!(again.len(), 1, "the mentor has room again");
    assert!(picture::list(&proposal["pairs"][0], "reasons").any(|reason| reason["kind"] == "earlier"));

    // A mentor who leaves in the middle ends what runs; the mentee waits again.
    let second = pairs_of(&world, &id)[1].clone();
    world.get("applications.move", json!({ "ids": [second["mentor_application"]], "state": "cancelled" }));
    assert_eq!(pairs_of(&world, &id)[1]["state"], "ended");
    assert_eq!(world.get("programmes.get", json!({ "id": id }))["row"]["counts"]["unmatched"], 3);
}

#[test]
fn what_both_say_is_kept_and_the_end_completes() {
    let world = World::new();
    let id = accepted(&world);
    let pair = published(&world, &id)[0].clone();
    world.get("pairs.agree", json!({ "ids": [pair["id"]], "on": "2026-11-22" }));
    let say = |rating: u32| json!({ "pair": pair["id"], "feedback": { "side": "mentee", "moment": "middle", "rating": rating, "words": "Good", "signal": "zzquiet", "quote": true } });
    world.get("pairs.feedback", say(3));
    world.get("pairs.feedback", say(5));
    assert_eq!(refused(&world, "pairs.feedback", say(6)).field.as_deref(), Some("rating"));
    let now = pairs_of(&world, &id)[0].clone();
    assert_eq!((now["feedback"].as_array().unwrap().len(), &now["mentee_rating"]), (1, &json!(50)));
    assert_eq!(now["feedback"][0]["signal"], "zzquiet");

    world.get("pairs.move", json!({ "id": pair["id"], "state": "completed" }));
    let state = |application: &Value| {
        applicants(&world, &id).into_iter().find(|one| one["id"] == *application).unwrap()["state"].clone()
    };
    assert_eq!(
        (state(&pair["mentee_application"]), state(&pair["mentor_application"])),
        (json!("completed"), json!("completed"))
    );
    world.get("pairs.move", json!({ "id": pair["id"], "state": "active" }));
    assert_eq!(state(&pair["mentee_application"]), "accepted");
}

#[test]
fn a_report_names_nobody_and_a_certificate_is_made() {
    let world = World::new();
    let id = accepted(&world);
    let pair = published(&world, &id)[0].clone();
    world.get("pairs.agree", json!({ "ids": [pair["id"]], "on": "2026-11-22" }));
    for (side, words, quote) in [("mentee", "zzquoted", true), ("mentor", "zzunquoted", false)] {
        let said =
            json!({ "side": side, "moment": "end", "rating": 4, "words": words, "signal": "zzsignal", "quote": quote });
        world.get("pairs.feedback", json!({ "pair": pair["id"], "feedback": said }));
    }
    let path = world.aside("report.html");
    world.get("programmes.report", json!({ "id": id, "format": "html", "path": path }));
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("zzquoted") && page.contains("fewer than 5: not told"), "{page}");
    for hidden in ["zzunquoted", "zzsignal", "Ada Pear", "Cy Fig", "Bob Plum", "Di Quince", "4.0 of 5"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    for (name, args) in [
        ("programmes.report", json!({ "id": id, "format": "pdf", "path": world.aside("report.pdf") })),
        (
            "programmes.certificate",
            json!({ "pair": pair["id"], "side": "mentee", "path": world.aside("certificate.pdf") }),
        ),
    ] {
        let path = args["path"].as_str().unwrap().to_owned();
        world.get(name, args);
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_mentor_gets_a_packet_and_what_they_share_comes_back() {
    let lead = World::new();
    let programme = accepted(&lead);
    let pairs = published(&lead, &programme);
    let mentor = &pairs[0]["mentor"];
    let own: Vec<&Value> = pairs.iter().filter(|pair| pair["mentor"] == *mentor).collect();
    let ids: Vec<&Value> = own.iter().map(|pair| &pair["id"]).collect();
    let packet = lead.aside("packet.kith-handover");
    lead.get("handover.write", json!({ "kind": "programme", "from": "Lea", "mentorships": ids, "path": packet }));

    let folder = tempfile::tempdir().unwrap();
    let theirs = World::at(&folder.path().join("kith"), 5_000_000);
    if theirs.call("mentoring.mentees", json!({})).is_err() {
        theirs.get("communities.create", json!({ "name": "Mine", "zone": "Europe/Berlin", "hours": { "days": [1], "from": "09:00", "to": "17:00" } }));
    }
    for _ in 0..2 {
        let looked = theirs.get("handover.inspect", json!({ "path": packet }));
        assert_eq!((&looked["kind"], &looked["from"]), (&json!("programme"), &json!("Lea")));
        theirs.get("handover.read", json!({ "path": packet, "believe": looked["key"] }));
    }
    let mentees = theirs.get("mentoring.mentees", json!({}));
    assert_eq!(picture::list(&mentees, "mentees").count(), own.len(), "taken in twice, there once");
    assert!(picture::list(&mentees, "mentees").all(|one| one["pair"]["mine"] == json!(true)), "{mentees}");

    let session = json!({ "state": "held", "shared": "SHE SPOKE", "when": { "starts": "2026-01-04T18:30", "zone": "UTC", "minutes": 45, "medium": "video" } });
    theirs.get("mentoring.save_session", json!({ "mentorship": ids[0], "session": session }));
    let back = theirs.aside("back.kith-handover");
    theirs.get("handover.write", json!({ "kind": "sessions", "from": mentor, "path": back }));
    let looked = lead.get("handover.inspect", json!({ "path": back }));
    let taken = lead.get("handover.read", json!({ "path": back, "believe": looked["key"] }));
    assert_eq!((&taken["sessions"], &taken["new_pairs"]), (&json!(1), &json!(0)), "{taken}");
    let seen = pairs_of(&lead, &programme).into_iter().find(|pair| pair["id"] == *ids[0]).unwrap();
    assert_eq!(seen["held"], json!(1));
}

/// A mentor's own Kith, a day after they took a packet in.
fn mentor_with(home: &Path, packet: &Path) -> World {
    let theirs = World::at(home, 5_000_000);
    let hours = json!({ "days": [1], "from": "09:00", "to": "17:00" });
    theirs.get("communities.create", json!({ "name": "Mine", "zone": "Europe/Berlin", "hours": hours }));
    let looked = theirs.get("handover.inspect", json!({ "path": packet }));
    theirs.get("handover.read", json!({ "path": packet, "believe": looked["key"] }));
    theirs.clock.pass(86_400_000);
    theirs
}

#[test]
fn a_pair_that_its_mentor_completes_is_not_paired_again() {
    let lead = World::new();
    let programme = accepted(&lead);
    let pair = published(&lead, &programme).remove(0);
    let packet = lead.aside("packet.kith-handover");
    lead.get(
        "handover.write",
        json!({ "kind": "programme", "from": "Lea", "mentorships": [pair["id"]], "path": packet }),
    );
    let folder = tempfile::tempdir().unwrap();
    let theirs = mentor_with(&folder.path().join("kith"), &packet);
    theirs.get("mentoring.move", json!({ "id": pair["id"], "state": "completed", "why": "" }));
    let back = theirs.aside("back.kith-handover");
    theirs.get("handover.write", json!({ "kind": "sessions", "from": pair["mentor"], "path": back }));
    let looked = lead.get("handover.inspect", json!({ "path": back }));
    lead.get("handover.read", json!({ "path": back, "believe": looked["key"] }));
    let seen = pairs_of(&lead, &programme).into_iter().find(|one| one["id"] == pair["id"]).unwrap();
    assert_eq!(seen["state"], json!("completed"));
    let mentee = applicants(&lead, &programme).into_iter().find(|one| one["name"] == pair["mentee"]).unwrap();
    assert_eq!(
        (&mentee["state"], &mentee["waiting"]),
        (&json!("completed"), &Value::Null),
        "who is done waits for nobody"
    );
    let (_, pairs) = proposed(&lead, &programme);
    assert!(pairs.iter().all(|(mentee, _)| pair["mentee"] != json!(mentee)), "{pairs:?}");
}

#[test]
fn a_mentor_who_was_not_told_takes_nobody_back_who_has_another_by_now() {
    let lead = World::new();
    let programme = accepted(&lead);
    let pairs = published(&lead, &programme);
    let old = pairs.iter().find(|pair| pair["mentee"] == "Cy Fig").unwrap();
    let packet = lead.aside("packet.kith-handover");
    lead.get(
        "handover.write",
        json!({ "kind": "programme", "from": "Lea", "mentorships": [old["id"]], "path": packet }),
    );
    for pair in &pairs {
        lead.get("pairs.move", json!({ "id": pair["id"], "state": "ended", "why": "no time" }));
    }
    let (mentor, mentee) = (id_of(&lead, &programme, "Bob Plum"), id_of(&lead, &programme, "Cy Fig"));
    lead.get("matching.publish", json!({ "programme": programme, "pairs": [{ "mentor": mentor, "mentee": mentee }] }));

    let folder = tempfile::tempdir().unwrap();
    let theirs = mentor_with(&folder.path().join("kith"), &packet);
    theirs.get("mentoring.move", json!({ "id": old["id"], "state": "paused", "why": "" }));
    let session = json!({ "state": "held", "shared": "SHE SPOKE", "when": { "starts": "2026-01-04T18:30", "zone": "UTC", "minutes": 45, "medium": "video" } });
    theirs.get("mentoring.save_session", json!({ "mentorship": old["id"], "session": session }));
    let back = theirs.aside("back.kith-handover");
    theirs.get("handover.write", json!({ "kind": "sessions", "from": "Ada Pear", "path": back }));
    let looked = lead.get("handover.inspect", json!({ "path": back }));
    lead.get("handover.read", json!({ "path": back, "believe": looked["key"] }));
    let seen = pairs_of(&lead, &programme).into_iter().find(|pair| pair["id"] == old["id"]).unwrap();
    assert_eq!((&seen["state"], &seen["held"], &seen["ended_why"]), (&json!("ended"), &json!(1), &json!("no time")));
    let mentee = applicants(&lead, &programme).into_iter().find(|one| one["name"] == "Cy Fig").unwrap();
    assert_eq!(mentee["pairs"], json!(1), "one mentor at a time");
}

#[test]
fn insights_tell_how_mentoring_goes() {
    let world = World::new();
    for number in 0..6 {
        let pair = json!({ "mentor": "Grace", "mentee": format!("Ada {number}"), "started_on": "2025-11-24", "cadence_days": 14, "minutes": 60 });
        let id = world.get("mentoring.save", json!({ "pair": pair }))["id"].clone();
        for day in ["2025-12-01", "2025-12-15"] {
            let when = json!({ "starts": format!("{day}T18:30"), "zone": "UTC", "minutes": 45, "medium": "video" });
            let session = json!({ "state": "held", "when": when, "rating_mentor": 4 });
            world.get("mentoring.save_session", json!({ "mentorship": id, "session": session }));
        }
    }
    let number = |id: &str| {
        let asked = json!({ "metrics": [id], "from": "2025-12-01", "to": "2026-01-01", "every": "month" });
        world.get("metrics.read", asked)["metrics"][0]["series"][0].clone()
    };
    // Two were to be in December: after 14 and after 28 days.
    assert_eq!((&number("mentoring.held")["value"], &number("mentoring.held")["n"]), (&json!(100.0), &json!(12)));
    assert_eq!(number("mentoring.gap")["value"], json!(14.0));
    assert_eq!(number("mentoring.pairs")["value"], json!(6.0));
    assert_eq!(number("mentoring.quiet")["value"], json!(0.0));
    assert_eq!(number("mentoring.rating_mentors")["value"], json!(4.0));
    assert_eq!(number("mentoring.rating_mentees")["value"], Value::Null);
    // What changes is counted again.
    let mentees = world.get("mentoring.mentees", json!({}));
    let first = picture::list(&mentees, "mentees").next().unwrap()["pair"]["id"].clone();
    world.get("mentoring.remove", json!({ "id": first }));
    assert_eq!(number("mentoring.pairs")["value"], json!(5.0));
}
