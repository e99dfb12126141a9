//! Guests of an event on their way to other programs, onto paper, and into the next event's numbers.

use kith_app::{ApiError, Code};
use kith_tests::world::World;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

fn planned(world: &World, title: &str, day: &str, more: &Value) -> String {
    let mut event = json!({ "title": title, "kind": "meetup", "form": "place", "starts": format!("{day}T18:00"), "ends": format!("{day}T20:00"), "zone": "UTC" });
    for (key, value) in more.as_object().unwrap() {
        event[key] = value.clone();
    }
    world.get("events.save", json!({ "event": event }))["id"].as_str().unwrap().to_owned()
}

fn pass_to(world: &World, event: &str, days: i64) {
    let whole = world.get("events.get", json!({ "id": event }));
    let at = whole["row"]["event"]["start_at"].as_i64().unwrap() + days * DAY;
    let now = world.get("about", json!({}))["now"].as_i64();
    world.clock.pass(at - now.unwrap_or(kith_tests::fake_clock::START));
}

fn guest(world: &World, event: &str, more: &Value) -> String {
    let mut guest = json!({ "state": "going" });
    for (key, value) in more.as_object().unwrap() {
        guest[key] = value.clone();
    }
    world.get("guests.save", json!({ "event": event, "guest": guest }));
    let name = more["name"].as_str().unwrap();
    let page = world.get("guests.list", json!({ "event": event, "text": name, "limit": 5 }));
    page["guests"][0]["id"].as_str().unwrap().to_owned()
}

fn come(world: &World, event: &str, guest: &str) -> Value {
    world.get("door.check_in", json!({ "event": event, "guest": guest }))
}

fn written(world: &World, name: &str, mut args: Value) -> Result<String, ApiError> {
    let path = world.aside(name);
    args["path"] = json!(path);
    world.call("guests.export", args)?;
    Ok(String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn a_list_goes_where_it_is_needed_and_what_is_private_stays() {
    let world = World::new();
    let id = planned(&world, "Pears", "2026-02-05", &json!({}));
    let ada = guest(
        &world,
        &id,
        &json!({ "name": "Ada van der Pear", "email": "ada@example.org", "needs": "no nuts", "ticket": "Speaker" }),
    );
    guest(&world, &id, &json!({ "name": "=HYPERLINK(1)", "email": "bob@example.org", "plus": 2 }));
    guest(&world, &id, &json!({ "name": "Cy Fig", "state": "waiting" }));
    come(&world, &id, &ada);

    let bevy = written(&world, "bevy.csv", json!({ "event": id, "format": "bevy", "which": "going" })).unwrap();
    assert_eq!(
        lines(&bevy),
        [
            "first_name,last_name,email,checked_in,job_title,company,ticket_type",
            "Ada,van der Pear,ada@example.org,yes,,,Speaker",
            ",\"'=HYPERLINK(1)\",bob@example.org,no,,,",
        ]
    );
    let salesforce = json!({ "event": id, "format": "salesforce", "campaign": "701xx0000008abc" });
    let before = written(&world, "sf.csv", salesforce.clone()).unwrap();
    assert_eq!(lines(&before)[0], "CampaignId,ContactId,LeadId,FirstName,LastName,Email,Status");
    assert!(
        before.contains("701xx0000008abc,,,Ada,van der Pear,ada@example.org,Attended") && before.contains("Registered")
    );
    pass_to(&world, &id, 1);
    let after = written(&world, "sf.csv", salesforce).unwrap();
    assert!(after.contains("bob@example.org,No-Show") && after.contains("Cy,Fig,,Waitlisted"), "{after}");
    let wrong = written(&world, "x.csv", json!({ "event": id, "format": "salesforce", "campaign": "=1" })).unwrap_err();
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("campaign")));

    for (format, private, tells) in [("csv", false, false), ("csv", true, true)] {
        let text = written(&world, "plain.csv", json!({ "event": id, "format": format, "private": private })).unwrap();
        assert_eq!(text.contains("no nuts"), tells);
        assert_eq!(lines(&text).len(), 4);
    }
    let refused = written(&world, "x.csv", json!({ "event": id, "format": "bevy", "private": true })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("private"));
    let sheet = written(&world, "list.xlsx", json!({ "event": id, "format": "xlsx", "which": "came" })).unwrap();
    assert!(sheet.starts_with("PK"));
}

#[test]
fn campaign_members_carry_the_ids_that_salesforce_gave_and_are_read_back() {
    let world = World::new();
    // Contacts as Salesforce exports them make members known by their ids; Ben's is typed in a field of his own.
    let contacts = "Id,FirstName,LastName,Email,LeadSource\n\
        0035g00000AbCdEAAV,Ada,van der Pear,ada@example.org,Web\n\
        00Q5g00000LeAdXEAV,Cy,Fig,cy@example.org,Web\n";
    let path = world.aside("contacts.csv");
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), contacts.as_bytes()).unwrap();
    let inspected = world.get("tables.inspect", json!({ "path": path }));
    let started =
        world.get("tables.start", json!({ "path": path, "name": "Salesforce", "mapping": inspected["mapping"] }));
    world.finish(started["id"].as_str().unwrap());
    let id = planned(&world, "Pears", "2026-02-05", &json!({}));
    let list = "guest_id,name,email,created_at,approval_status,checked_in_at\n\
        g1,Ada van der Pear,ada@example.org,2026-01-01T10:00:00Z,approved,2026-02-05T18:02:00Z\n\
        g2,Cy Fig,cy@example.org,2026-01-01T10:00:00Z,approved,\n\
        g3,Di Medlar,di@example.org,2026-01-01T10:00:00Z,declined,\n";
    let path = world.aside("luma.csv");
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), list.as_bytes()).unwrap();
    world.get("guests.bring", json!({ "event": id, "path": path }));
    pass_to(&world, &id, 1);
    let wish = json!({ "event": id, "format": "salesforce", "campaign": "7015g000000AbCdAAK" });
    let text = written(&world, "members.csv", wish).unwrap();
    assert_eq!(
        lines(&text),
        [
            "CampaignId,ContactId,LeadId,FirstName,LastName,Email,Status",
            "7015g000000AbCdAAK,0035g00000AbCdEAAV,,Ada,van der Pear,ada@example.org,Attended",
            "7015g000000AbCdAAK,,00Q5g00000LeAdXEAV,Cy,Fig,cy@example.org,No-Show",
            "7015g000000AbCdAAK,,,Di,Medlar,di@example.org,Declined",
        ]
    );

    // Read back into another event: the same people, the same members, how it stood with them.
    let again = planned(&world, "Plums", "2026-03-05", &json!({}));
    let path = world.aside("members.csv");
    let brought = world.get("guests.bring", json!({ "event": again, "path": path }));
    assert_eq!(
        (&brought["diff"]["new"], &brought["diff"]["members"], &brought["wrong"]),
        (&json!(3), &json!(2), &json!(0)),
        "{brought}"
    );
    let page = world.get("guests.list", json!({ "event": again, "limit": 5 }));
    let shown: Vec<(&str, &str, bool)> = page["guests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["state"].as_str().unwrap(), one["came_at"].is_null()))
        .collect();
    assert_eq!(
        shown,
        [("Ada van der Pear", "going", false), ("Cy Fig", "going", true), ("Di Medlar", "declined", true)]
    );
    let twice = world.get("guests.bring", json!({ "event": again, "path": path }));
    assert_eq!((&twice["diff"]["new"], &twice["diff"]["same"]), (&json!(0), &json!(3)));
}

#[test]
fn what_people_did_before_tells_how_many_will_come() {
    let world = World::new();
    let next = planned(&world, "Next", "2026-03-05", &json!({ "capacity": 10 }));
    let expect = |id: &str| world.get("guests.expect", json!({ "id": id }))["expected"].clone();
    assert_eq!(expect(&next), Value::Null, "before the first event is over nothing is known");
    let first = planned(&world, "First", "2026-02-05", &json!({}));
    for number in 0..10 {
        let name = json!({ "name": format!("Guest Number{number}"), "email": format!("g{number}@example.org") });
        let id = guest(&world, &first, &name);
        if number < 6 {
            come(&world, &first, &id);
        }
        guest(&world, &next, &name);
    }
    // Called off while it was going on: who was expected is told by how it stood when it began.
    pass_to(&world, &first, 0);
    world.clock.pass(60_000);
    let page = world.get("guests.list", json!({ "event": first, "text": "Number9", "limit": 5 }));
    world.get("guests.move", json!({ "ids": [page["guests"][0]["id"]], "state": "cancelled" }));
    world.clock.pass(DAY);
    let seen = world.get("events.after", json!({ "id": first }))["attendance"].clone();
    assert_eq!((&seen["expected"], &seen["shown"]), (&json!(10), &json!(6)));
    assert_eq!(seen["by_state"], json!([{ "state": "going", "people": 10, "came": 6 }]));

    let told = expect(&next);
    assert_eq!(
        (&told["events"], &told["known"], &told["unknown"], &told["heads"]),
        (&json!(1), &json!(10), &json!(0), &json!(10))
    );
    let mean = told["mean"].as_f64().unwrap();
    assert!((5.5..6.5).contains(&mean) && told["more"].as_u64().unwrap() >= 2, "{told}");
    // Whoever waits is asked in the order of waiting; a table of nine does not fit in.
    guest(&world, &next, &json!({ "name": "Table Ofnine", "state": "waiting", "plus": 8 }));
    let told = expect(&next);
    assert_eq!((&told["waiting"], &told["more"]), (&json!(1), &json!(0)));
    // Who was written in afterwards, and came, is taken as they were written in.
    let late = guest(&world, &first, &json!({ "name": "Late Entry" }));
    come(&world, &first, &late);
    let seen = world.get("events.after", json!({ "id": first }))["attendance"].clone();
    assert_eq!((&seen["expected"], &seen["shown"]), (&json!(11), &json!(7)));
    // Online is told by online, once there was an event online.
    let online = planned(&world, "Online", "2026-03-06", &json!({ "form": "online" }));
    guest(&world, &online, &json!({ "name": "New Person" }));
    assert_eq!(expect(&online)["same_form"], json!(false));
}

#[test]
fn a_seat_that_was_offered_and_taken_is_counted() {
    let world = World::new();
    let id = planned(&world, "Pears", "2026-02-05", &json!({ "capacity": 1 }));
    let cy = guest(&world, &id, &json!({ "name": "Cy Fig", "state": "waiting" }));
    let di = guest(&world, &id, &json!({ "name": "Di Medlar", "state": "waiting" }));
    for (who, then) in [(&cy, "declined"), (&di, "going")] {
        world.clock.pass(1_000);
        world.get("guests.offer", json!({ "id": id }));
        world.get("guests.move", json!({ "ids": [who], "state": then }));
    }
    let seen = world.get("events.after", json!({ "id": id }))["attendance"].clone();
    assert_eq!((&seen["offers"], &seen["accepted"]), (&json!(2), &json!(1)));
    world.get("undo", json!({}));
    let seen = world.get("events.after", json!({ "id": id }))["attendance"].clone();
    assert_eq!((&seen["offers"], &seen["accepted"]), (&json!(2), &json!(0)), "what was taken back was not accepted");
}

#[test]
fn one_person_at_two_doors_is_one_guest() {
    let world = World::new();
    let id = planned(&world, "Pears", "2026-02-05", &json!({}));
    let walk = |name: &str, email: &str| {
        let came = world.get("door.walk_in", json!({ "event": id, "name": name, "email": email }));
        world.clock.pass(1_000);
        came["guest"]["id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (walk("Ada Pear", ""), walk("Ada P.", "ada@example.org"));
    let heads = || world.get("door.look", json!({ "event": id }))["count"].clone();
    assert_eq!(heads(), json!({ "guests": 2, "heads": 2 }));
    let joined = world.get("guests.join", json!({ "one": second, "other": first }));
    assert_eq!((&joined["id"], heads()), (&json!(first), json!({ "guests": 1, "heads": 1 })));
    let page = world.get("guests.list", json!({ "event": id, "limit": 5 }));
    let guests = page["guests"].as_array().unwrap();
    assert_eq!(
        (guests.len(), &guests[0]["email"]),
        (1, &json!("ada@example.org")),
        "what only the other row knew is kept"
    );
    // Both tickets are theirs, and taken back is taken back at both doors.
    let look = world.get("door.look", json!({ "event": id, "text": second }));
    assert_eq!(look["by_code"]["id"], json!(first));
    let last = world.get("door.look", json!({ "event": id }))["last"].clone();
    assert_eq!(last.as_array().unwrap().len(), 1);
    assert_eq!(world.get("door.undo", json!({ "id": first }))["count"], json!({ "guests": 0, "heads": 0 }));
    world.get("undo", json!({}));
    let page = world.get("guests.list", json!({ "event": id, "limit": 5 }));
    assert_eq!(page["guests"].as_array().unwrap().len(), 2, "parted again");

    // The list of a file would bring its rows again: two of them are never one.
    let file = |key: &str, name: &str| format!("{key},{name},{key}@example.org,2026-01-01T10:00:00Z,approved,\n");
    let text = format!(
        "guest_id,name,email,created_at,approval_status,checked_in_at\n{}{}",
        file("g1", "Bob Plum"),
        file("g2", "Bob P")
    );
    let path = world.aside("luma.csv");
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    world.get("guests.bring", json!({ "event": id, "path": path }));
    let page = world.get("guests.list", json!({ "event": id, "text": "bob", "limit": 5 }));
    let ids: Vec<&Value> = page["guests"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let refused = world.call("guests.join", json!({ "one": ids[0], "other": ids[1] })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("ids")));
}

#[test]
fn whoever_came_as_a_walk_in_and_was_found_in_the_list_is_no_first_timer_the_next_time() {
    let world = World::new();
    let first = planned(&world, "Pears", "2026-02-05", &json!({}));
    let listed = guest(&world, &first, &json!({ "name": "Ada Pear", "email": "ada@example.org" }));
    world.clock.pass(1_000);
    let walked = world.get("door.walk_in", json!({ "event": first, "name": "Ada P.", "email": "" }));
    let joined = world.get("guests.join", json!({ "one": walked["guest"]["id"], "other": listed }));
    assert_eq!(joined["id"], json!(listed));
    let second = planned(&world, "Plums", "2026-03-05", &json!({}));
    let again = guest(&world, &second, &json!({ "name": "Ada Pear", "email": "ada@example.org" }));
    let new = guest(&world, &second, &json!({ "name": "Bob Plum", "email": "bob@example.org" }));
    assert_eq!(come(&world, &second, &again)["guest"]["first"], json!(false));
    assert_eq!(come(&world, &second, &new)["guest"]["first"], json!(true));
    pass_to(&world, &second, 1);
    let seen = world.get("events.after", json!({ "id": second }))["attendance"].clone();
    assert_eq!((&seen["came"], &seen["first_timers"]), (&json!(2), &json!(1)));
}

#[test]
fn badges_carry_what_the_door_reads() {
    let world = World::new();
    let id = planned(&world, "Pears", "2026-02-05", &json!({ "place": "Town hall" }));
    let refused = world.call("guests.badges", json!({ "event": id, "path": world.aside("x.pdf") })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("event"));
    let ada = guest(&world, &id, &json!({ "name": "Ada Pear", "needs": "no nuts" }));
    guest(&world, &id, &json!({ "name": "محمد بن راشد", "code": "https://lu.ma/x?pk=1" }));
    guest(&world, &id, &json!({ "name": "Cy Fig", "state": "waiting" }));
    for (form, sheet) in [("badges", "a4"), ("badges", "letter"), ("tickets", "a4")] {
        let path = world.aside(&format!("{form}-{sheet}.pdf"));
        let done = world.get("guests.badges", json!({ "event": id, "form": form, "sheet": sheet, "path": path }));
        assert_eq!(done["rows"], 2, "who waits has no badge");
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF"));
    }
    let one = world
        .get("guests.badges", json!({ "event": id, "guest": ada, "form": "tickets", "path": world.aside("one.pdf") }));
    assert_eq!(one["rows"], 1);
    // Who has no code of a list is known by their id.
    for code in [ada.as_str(), "https://lu.ma/x?pk=1"] {
        let came = world.get("door.check_in", json!({ "event": id, "code": code }));
        assert_eq!(came["again"], false);
    }
}

/// As Zoom writes a webinar: several tables in one file, a comma at the end of each row of some.
const WEBINAR: &str = "Attendee Report\nReport generated time,\"11/20/2026 10:00:00 AM\"\n\
    Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,# Cancelled,Unique Viewers,Total Users\n\
    \"Pears, live\",812 3456 7890,\"11/19/2026 06:00:00 PM\",65,4,0,2,4\nHost Details\n\
    Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,\n\
    Yes,Host Person,host@example.org,\"11/19/2026 05:50:00 PM\",\"11/19/2026 07:05:00 PM\",75,No,Germany,\nAttendee Details\n\
    Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,\n\
    Yes,Ada Pear,Ada,Pear,ada@example.org,\"11/01/2026 09:00:00 AM\",approved,\"11/19/2026 06:00:00 PM\",\"11/19/2026 06:20:00 PM\",20,Yes,Germany,\n\
    Yes,Ada Pear,Ada,Pear,ada@example.org,--,--,\"11/19/2026 06:25:00 PM\",\"11/19/2026 07:00:00 PM\",35,Yes,Germany,\n\
    No,Bob Plum,Bob,Plum,bob@example.org,\"11/02/2026 09:00:00 AM\",approved,--,--,--,--,,\n\
    No,Broken,B,R,nonsense,\"11/02/2026 09:00:00 AM\",approved,--,--,--,--,,\n";

#[test]
fn odd_files_tell_their_faults_by_row_and_leave_nothing_half_done() {
    let world = World::new();
    let id = planned(&world, "Pears", "2026-11-19", &json!({ "zone": "Europe/Berlin" }));
    let mut wide = vec![0xff, 0xfe];
    wide.extend(WEBINAR.encode_utf16().flat_map(u16::to_le_bytes));
    let put = |name: &str, bytes: &[u8]| {
        let path = world.aside(name);
        std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), bytes).unwrap();
        json!(path)
    };
    let many = || {
        let page = world.get("guests.list", json!({ "event": id, "limit": 50 }));
        page["guests"].as_array().unwrap().len()
    };
    // The same in three encodings says the same; its row is told by its line in the file.
    let marked = format!("\u{feff}{WEBINAR}");
    for (name, bytes) in [("a.csv", WEBINAR.as_bytes()), ("b.csv", marked.as_bytes()), ("c.csv", wide.as_slice())] {
        let tried = world.get("guests.preview", json!({ "event": id, "path": put(name, bytes) }));
        assert_eq!((&tried["diff"]["new"], &tried["wrong"]), (&json!(2), &json!(1)), "{name}: {tried}");
        assert_eq!((&tried["errors"][0]["line"], &tried["errors"][0]["column"]), (&json!(13), &json!("Email")));
        assert_eq!(
            (&tried["asks_zone"], &tried["asks_date_order"]),
            (&json!(true), &json!(false)),
            "the 19th is no month"
        );
    }
    // Not before somebody said whose clock it is; then Ada was there for 55 minutes.
    let path = put("c.csv", &wide);
    let asked = world.call("guests.bring", json!({ "event": id, "path": path })).unwrap_err();
    assert_eq!((asked.field.as_deref(), many()), (Some("zone"), 0));
    world.get("guests.bring", json!({ "event": id, "path": path, "zone": "Europe/Berlin" }));
    let seen = world.get("events.after", json!({ "id": id }))["attendance"].clone();
    assert_eq!(
        (&seen["people"][0]["name"], &seen["people"][0]["minutes"], many()),
        (&json!("Ada Pear"), &json!(55), 2)
    );

    let heading = "Order #,Order Date,First Name,Last Name,Email,Ticket Type,Attendee #,Attendee Status";
    let odd = format!(
        "{heading}\n1,03/04/26 22:28,Cy,Fig,cy@example.org,General,11,Attending\n\
         2,05/04/26 12:28,Di,Plum,di@example.org,General,12,Weird\n2,05/04/26 12:28,\"Unclosed,Plum,x@example.org,General,13,Attending\n"
    );
    let path = put("eventbrite.csv", odd.as_bytes());
    let asked = world.call("guests.bring", json!({ "event": id, "path": path, "zone": "UTC" })).unwrap_err();
    assert_eq!((asked.field.as_deref(), many()), (Some("day_first"), 2));
    let done = world.get("guests.bring", json!({ "event": id, "path": path, "zone": "UTC", "day_first": false }));
    let lines: Vec<u64> = done["errors"].as_array().unwrap().iter().map(|one| one["line"].as_u64().unwrap()).collect();
    assert_eq!((&done["diff"]["new"], lines, many()), (&json!(1), vec![3, 4], 3));
    for (name, bytes) in
        [("empty.csv", &b""[..]), ("noise.csv", &[0, 159, 146, 150, 0, 1, 2]), ("none.csv", b"a;b\n1;2\n")]
    {
        let refused = world.call("guests.bring", json!({ "event": id, "path": put(name, bytes) })).unwrap_err();
        assert_eq!((refused.code, many()), (Code::Invalid, 3), "{name}: {}", refused.message);
    }
}
