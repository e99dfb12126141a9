//! After an event: door and call in one attendance, how it was, what stays, and a report without names.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

fn file(world: &World, name: &str, text: &str) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    json!(path)
}

fn planned(world: &World, title: &str, day: &str) -> String {
    let event = json!({ "title": title, "kind": "meetup", "form": "hybrid", "starts": format!("{day}T18:00"), "ends": format!("{day}T20:00"), "zone": "UTC", "currency": "EUR" });
    world.get("events.save", json!({ "event": event }))["id"].as_str().unwrap().to_owned()
}

/// Until so many days after the event begins, which was not changed since it was planned.
fn pass_to(world: &World, event: &str, days: i64) {
    let whole = world.get("events.get", json!({ "id": event }));
    let event = &whole["row"]["event"];
    world.clock.pass(event["start_at"].as_i64().unwrap() - event["updated_at"].as_i64().unwrap() + days * DAY);
}

fn guest(world: &World, event: &str, name: &str, email: &str) -> Value {
    world.get(
        "guests.save",
        json!({ "event": event, "guest": { "name": name, "email": email, "state": "going", "needs": "wheelchair" } }),
    );
    world.get("guests.list", json!({ "event": event, "text": name, "limit": 5 }))["guests"][0]["id"].clone()
}

fn after(world: &World, event: &str) -> Value {
    world.get("events.after", json!({ "id": event }))
}

fn told(world: &World, event: &str) -> Vec<String> {
    let people = after(world, event)["attendance"]["people"].as_array().unwrap().clone();
    let one = |one: &Value| {
        let minutes = one["minutes"].as_i64().map(|minutes| format!(" {minutes}")).unwrap_or_default();
        format!("{} {}{minutes}", one["name"].as_str().unwrap(), one["how"].as_str().unwrap())
    };
    people.iter().map(one).collect()
}

const ZOOM: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
    Ada,ada@example.org,05/13/2030 06:01:00 PM,05/13/2030 06:20:00 PM,19,No\n\
    Ada,ada@example.org,05/13/2030 06:10:00 PM,05/13/2030 06:30:00 PM,20,No\n\
    Bob,bob@example.org,05/13/2030 06:00:00 PM,05/13/2030 06:04:00 PM,4,No\n\
    Bob,bob@example.org,05/13/2030 06:30:00 PM,05/13/2030 06:35:00 PM,5,No\n\
    Zoe,zoe@example.org,05/13/2030 06:00:00 PM,05/13/2030 07:00:00 PM,60,Yes\n";

#[test]
fn door_and_call_are_one_attendance() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-05-13");
    let ada = guest(&world, &id, "Ada Pear", "ada@example.org");
    guest(&world, &id, "Bob Plum", "bob@example.org");
    let cy = guest(&world, &id, "Cy Fig", "");
    guest(&world, &id, "Di Medlar", "di@example.org");
    pass_to(&world, &id, 0);
    world.get("door.check_in", json!({ "event": id, "guest": cy }));
    world.get("door.check_in", json!({ "event": id, "guest": ada }));
    world.get("door.walk_in", json!({ "event": id, "name": "Wally Walker" }));
    let path = file(&world, "zoom.csv", ZOOM);
    // Its times are of the host's clock, which it does not tell: nothing is brought in before somebody says which.
    assert_eq!(world.get("guests.preview", json!({ "event": id, "path": path }))["asks_zone"], true);
    let asked = world.call("guests.bring", json!({ "event": id, "path": path })).unwrap_err();
    assert_eq!((asked.code, asked.field.as_deref()), (Code::Invalid, Some("zone")));
    assert_eq!(world.get("events.after", json!({ "id": id }))["attendance"]["online"], 0, "nobody was online yet");
    for _ in 0..2 {
        world.get("guests.bring", json!({ "event": id, "path": path, "zone": "UTC" }));
    }
    // Ada came through the door and was online for 29 minutes, however often she joined; nine are too few.
    let expected =
        ["Ada both 29", "Cy Fig door", "Wally Walker door", "Zoe online 60", "Bob short 9", "Di Medlar missed"];
    assert_eq!(told(&world, &id), expected);
    let seen = after(&world, &id);
    let count = |key: &str| seen["attendance"][key].as_u64().unwrap();
    assert_eq!(["came", "door", "online", "both", "expected", "shown", "walk_ins"].map(count), [4, 2, 1, 1, 4, 2, 2]);
    assert_eq!((&seen["show_rate"], &seen["attendance"]["first_timers"]), (&json!(50.0), &Value::Null));
    world.get("events.least_minutes", json!({ "event": id, "minutes": 9 }));
    assert!(told(&world, &id).contains(&"Bob online 9".to_owned()));
    world.get("undo", json!({}));
    assert!(told(&world, &id).contains(&"Bob short 9".to_owned()));
    let many = world.call("events.least_minutes", json!({ "event": id, "minutes": 100_000 })).unwrap_err();
    assert_eq!(many.field.as_deref(), Some("minutes"));

    // At the next one those who came are no first-timers.
    let next = planned(&world, "More pears", "2030-06-13");
    for (name, email) in [("Ada Pear", "ada@example.org"), ("Eve Quince", "eve@example.org")] {
        let id = guest(&world, &next, name, email);
        world.get("door.check_in", json!({ "event": next, "guest": id }));
    }
    assert_eq!(after(&world, &next)["attendance"]["first_timers"], 1);

    // Insights count the same, over both once they are over.
    pass_to(&world, &next, 3);
    let number = |id: &str| {
        let asked = json!({ "metrics": [id], "from": "2030-01-01", "to": "2030-07-01", "every": "month" });
        let read = world.get("metrics.read", asked);
        let series = read["metrics"][0]["series"].as_array().unwrap().clone();
        let of = |month: &str| {
            let point = series.iter().find(|one| one["start"].as_str().unwrap().starts_with(month)).unwrap().clone();
            (point["value"].as_f64(), point["n"].as_u64().unwrap_or(0))
        };
        (of("2030-05"), of("2030-06"))
    };
    assert_eq!(number("events.attendance"), ((Some(4.0), 4), (Some(2.0), 2)));
    // Four and two are far fewer than twenty: nothing is said.
    assert_eq!(number("events.show_rate"), ((None, 4), (None, 2)));
    assert_eq!(
        number("events.first_timers"),
        ((Some(0.0), 0), (Some(1.0), 1)),
        "at the very first event it is worth no word"
    );
    assert_eq!(number("events.repeat_rate").1, (None, 2));
}

#[test]
fn how_it_was_is_typed_or_read_and_too_few_say_nothing() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-05-13");
    world.get("events.add_scores", json!({ "event": id, "scores": [9, 3] }));
    assert_eq!(after(&world, &id)["verdict"]["score"], Value::Null);
    let mut text = "Time,How likely would you recommend us? (0-10),Age,Why\n".to_owned();
    for (line, score) in [10, 10, 9, 9, 8, 7, 6, 10].iter().enumerate() {
        text.push_str(&format!("2030-05-14 10:0{line},{score},30,\"Because, {line}\"\n"));
    }
    text.push_str("2030-05-14 11:00,,30,\n");
    let path = file(&world, "answers.csv", &text);
    let looked = world.get("events.read_scores", json!({ "event": id, "path": path }));
    assert_eq!(
        (&looked["column"], &looked["answers"], &looked["left_out"], &looked["new"]),
        (&json!("How likely would you recommend us? (0-10)"), &json!(8), &json!(1), &Value::Null)
    );
    assert_eq!(after(&world, &id)["verdict"]["answers"], 2, "looking keeps nothing");
    let keep = json!({ "event": id, "path": path, "said": "Why", "keep": true });
    assert_eq!(world.get("events.read_scores", keep.clone())["new"], 8);
    assert_eq!(world.get("events.read_scores", keep)["new"], 0, "the same file twice is once");
    let verdict = after(&world, &id)["verdict"].clone();
    // 9, 10, 10, 9, 9, 10: six promoters of ten, two detractors.
    assert_eq!((&verdict["answers"], &verdict["score"]), (&json!(10), &json!(40.0)));
    // The second time changed nothing, and is no step.
    world.get("undo", json!({}));
    assert_eq!(after(&world, &id)["verdict"]["answers"], 2);
    let none =
        world.get("events.read_scores", json!({ "event": id, "path": file(&world, "none.csv", "Name,Age\nAda,30\n") }));
    assert_eq!(none["column"], Value::Null);
    let refused = world.call("events.add_scores", json!({ "event": id, "scores": [11] })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("scores")));
}

#[test]
fn of_each_person_the_newest_answer_counts() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-05-13");
    let heading = "Submitted,E-mail,How likely would you recommend us? (0-10)\n";
    let early = format!("{heading}2030-05-14 10:00,ada@example.org,2\n2030-05-14 10:05,bo@example.org,9\n");
    let keep = |name: &str, text: &str| {
        world.get("events.read_scores", json!({ "event": id, "path": file(&world, name, text), "keep": true }))
    };
    assert_eq!((&keep("early.csv", &early)["new"], &keep("early.csv", &early)["repeated"]), (&json!(2), &json!(0)));
    // Ada thinks again; this program writes the newest first, and her address in capitals. Two said nothing of who they are.
    let late = format!(
        "{heading}2030-05-15 09:00,ADA@example.org,10\n2030-05-14 10:05,bo@example.org,9\n2030-05-14 10:00,ada@example.org,2\n2030-05-14 11:00,,8\n2030-05-14 11:00,,8\n"
    );
    let read = keep("late.csv", &late);
    assert_eq!((&read["answers"], &read["repeated"], &read["new"]), (&json!(4), &json!(1), &json!(3)), "{read}");
    let counts = after(&world, &id)["verdict"]["counts"].clone();
    assert_eq!(
        (&counts[2], &counts[8], &counts[9], &counts[10]),
        (&json!(0), &json!(2), &json!(1), &json!(1)),
        "{counts}"
    );
    world.get("undo", json!({}));
    assert_eq!(after(&world, &id)["verdict"]["counts"][2], 1, "the earlier answer is back with one step");
}

#[test]
fn a_report_has_numbers_and_lessons_and_no_guests() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-05-13");
    let ada = guest(&world, &id, "Ada Pear", "ada@example.org");
    world.get("door.check_in", json!({ "event": id, "guest": ada }));
    world.get(
        "events.part",
        json!({ "event": id, "part": { "role": "speaker", "name": "Sam Speaker", "state": "yes" } }),
    );
    world.get(
        "events.part",
        json!({ "event": id, "part": { "role": "supplier", "name": "Caterer Carl", "state": "yes" } }),
    );
    world.get("events.cost", json!({ "event": id, "cost": { "label": "Cake", "planned": "30", "paid": "30" } }));
    world.get("events.add_scores", json!({ "event": id, "scores": [9], "said": "Secret words" }));
    world.get("events.lesson", json!({ "event": id, "lesson": { "kind": "lesson", "text": "More <chairs>" } }));
    let photos = json!({ "kind": "link", "text": "Photos", "link": "https://example.org/p" });
    world.get("events.lesson", json!({ "event": id, "lesson": photos }));
    let bad = json!({ "kind": "link", "text": "Photos", "link": "javascript:alert(1)" });
    let refused = world.call("events.lesson", json!({ "event": id, "lesson": bad })).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("link"));
    let path = world.aside("report.html");
    world.get("events.write_report", json!({ "event": id, "form": "html", "path": path }));
    let page = std::fs::read_to_string(&path).unwrap();
    for words in ["Sam Speaker", "More &lt;chairs&gt;", "https://example.org/p", "100%", "30.00 EUR", "too few"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for secret in ["Ada", "ada@", "wheelchair", "Caterer", "Secret words"] {
        assert!(!page.contains(secret), "{secret}");
    }
    let path = world.aside("report.pdf");
    world.get("events.write_report", json!({ "event": id, "form": "pdf", "path": path }));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
    let lesson = after(&world, &id)["lessons"][0]["id"].clone();
    world.get("events.remove_lesson", json!({ "id": lesson }));
    assert_eq!(after(&world, &id)["lessons"].as_array().unwrap().len(), 1);
    world.get("undo", json!({}));
    assert_eq!(after(&world, &id)["lessons"].as_array().unwrap().len(), 2);
}

#[test]
fn an_effect_waits_for_four_weeks_and_enough_people() {
    let world = World::new();
    let id = planned(&world, "Pears", "2030-05-13");
    let seen = after(&world, &id);
    assert_eq!((&seen["effect_due"], &seen["effect_on"]), (&json!(false), &json!("2030-06-11")));
    pass_to(&world, &id, 30);
    let seen = after(&world, &id);
    assert_eq!((&seen["effect_due"], &seen["effect"]), (&json!(true), &Value::Null), "nobody is too few");
}
