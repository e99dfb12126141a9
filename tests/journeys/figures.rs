//! Numbers that no chat tells: typed, imported once however often, taken back; and what of them never leaves.

use kith_app::Code;
use kith_tests::world::World;
use serde_json::{Value, json};

use crate::picture;

fn file(world: &World, name: &str, text: &str) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), text.as_bytes()).unwrap();
    json!(path)
}

/// Rows: new, changed, as they are, left out.
fn counts(answer: &Value) -> [u64; 4] {
    ["new", "changed", "same", "wrong"].map(|key| answer[key].as_u64().unwrap())
}

fn preview(world: &World, path: &Value, kind: &str) -> Value {
    world.get("figures.preview", json!({ "path": path, "kind": kind }))
}

fn import(world: &World, path: &Value, kind: &str) -> [u64; 4] {
    counts(&world.get("figures.bring", json!({ "path": path, "kind": kind })))
}

fn kept(world: &World, kind: &str) -> Vec<(String, String, String)> {
    let page = world.get("figures.list", json!({ "kind": kind, "limit": 100 }));
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    picture::list(&page, "figures").map(|row| (text(row, "period"), text(row, "label"), text(row, "amount"))).collect()
}

fn labels(world: &World, sheet: &str) -> Vec<(String, String)> {
    let page = world.get("matters.list", json!({ "sheet": sheet, "limit": 100 }));
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    picture::list(&page, "matters").map(|row| (text(row, "label"), text(row, "state"))).collect()
}

const TICKETS: &str = "Month;Tickets;Note;Colour\n\
    2024-05;1.200;launch;red\n\
    2024-06;900;;\n\
    June;17;;\n\
    2024-05-01..2024-05-31;5;;\n\
    2024-07;many;;\n";

#[test]
fn a_file_comes_in_once_and_wrong_rows_are_told_by_their_line() {
    let world = World::new();
    let path = file(&world, "tickets.csv", TICKETS);
    let tried = preview(&world, &path, "tickets");
    assert_eq!(counts(&tried), [2, 0, 0, 3], "{tried}");
    assert_eq!(tried["unused"], json!(["Colour"]));
    let errors: Vec<(u64, Option<&str>)> = picture::list(&tried, "errors")
        .map(|error| (error["line"].as_u64().unwrap(), error["column"].as_str()))
        .collect();
    assert_eq!(errors, [(4, Some("period")), (5, None), (6, Some("value"))], "{tried}");
    assert_eq!(kept(&world, "tickets"), [], "a preview changes nothing");

    assert_eq!(import(&world, &path, "tickets"), [2, 0, 0, 3]);
    let both = [("2024-06".into(), String::new(), "900".into()), ("2024-05".into(), String::new(), "1200".into())];
    assert_eq!(kept(&world, "tickets"), both);
    assert_eq!(import(&world, &path, "tickets"), [0, 0, 2, 3], "the same file again changes nothing");
    assert_eq!(kept(&world, "tickets"), both);
    let newer = file(&world, "newer.csv", "month,tickets\n2024-06,901\n2024-08,1\n");
    assert_eq!(import(&world, &newer, "tickets"), [1, 1, 0, 0]);
    world.get("undo", json!({}));
    assert_eq!(kept(&world, "tickets"), both, "a whole file is one step");
    world.get("redo", json!({}));
    assert_eq!(kept(&world, "tickets").len(), 3);
    world.get("check", json!({}));
}

#[test]
fn a_file_that_cannot_be_meant_is_refused_whole() {
    let world = World::new();
    let no_value = file(&world, "a.csv", "month,colour\n2024-05,red\n");
    let refused = world.call("figures.preview", json!({ "path": no_value, "kind": "tickets" })).unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("path")), "{}", refused.message);
    let kind = world.call("figures.bring", json!({ "path": no_value, "kind": "pears" })).unwrap_err();
    assert_eq!((kind.code, kind.field.as_deref()), (Code::Invalid, Some("kind")));
}

#[test]
fn a_number_is_typed_changed_and_taken_away() {
    let world = World::new();
    let save = |id: Value, period: &str, amount: &str| {
        let figure = json!({ "kind": "revenue_members", "period": period, "amount": amount });
        world.call("figures.save", json!({ "id": id, "figure": figure }))
    };
    assert_eq!(save(Value::Null, "2024-Q2", "12,345.60").unwrap()["put"], json!("new"));
    let page = world.get("figures.list", json!({ "kind": "revenue_members", "limit": 9 }));
    let row = &page["figures"][0];
    assert_eq!(
        (&row["value"], &row["currency"], &row["period"]),
        (&json!(1_234_560), &json!("USD"), &json!("2024-Q2"))
    );
    let wrong = save(row["id"].clone(), "2024-Q2", "12.345.60").unwrap_err();
    assert_eq!((wrong.code, wrong.field.as_deref()), (Code::Invalid, Some("amount")));
    save(row["id"].clone(), "2024-Q2", "10").unwrap();
    save(Value::Null, "2024-Q3", "11").unwrap();
    let taken = save(row["id"].clone(), "2024-Q3", "12").unwrap_err();
    assert_eq!(taken.field.as_deref(), Some("period"), "another number stands there");
    world.get("figures.remove", json!({ "id": row["id"] }));
    let left = kept(&world, "revenue_members");
    assert_eq!(left.len(), 1);
    assert_eq!(world.call("figures.remove", json!({ "id": row["id"] })).unwrap_err().code, Code::NotFound);
    for _ in 0..4 {
        world.get("undo", json!({}));
    }
    assert_eq!(kept(&world, "revenue_members"), []);
}

const FEEDBACK: &str = "Feedback,By,Product area,Kind,Votes,Date,Passed on,Shipped,Told\n\
    Ripe pears only,ada@example.org,shop,Wish,3,2024-05-01,2024-05-02,2024-06-01,2024-06-03\n\
    The door sticks,@ben,hut,bug,,2024-05-03,,,\n\
    Nobody said this,zed@example.org,,wish,,2024-05-04,,,\n\
    Told before it was said,,,wish,,2024-05-04,,,2024-05-01\n\
    THE DOOR STICKS,,,bug,,2024-05-09,,,\n";

#[test]
fn feedback_comes_from_a_file_with_its_steps_and_members() {
    let world = World::new();
    let people = "Name,E-mail,Handle\nAda Example,ada@example.org,ada\nBen Example,ben@example.org,ben\n";
    let people = file(&world, "people.csv", people);
    let seen = world.get("tables.inspect", json!({ "path": people }));
    let start = json!({ "path": people, "mapping": seen["mapping"], "profile": null, "name": "Club" });
    world.finish(world.get("tables.start", start)["id"].as_str().unwrap());

    let path = file(&world, "feedback.csv", FEEDBACK);
    let tried = preview(&world, &path, "feedback");
    assert_eq!(counts(&tried), [2, 0, 0, 3], "{tried}");
    let columns: Vec<Option<&str>> = picture::list(&tried, "errors").map(|error| error["column"].as_str()).collect();
    assert_eq!(columns, [Some("member"), Some("told"), None], "{tried}");
    assert_eq!(import(&world, &path, "feedback"), [2, 0, 0, 3]);
    assert_eq!(import(&world, &path, "feedback"), [0, 0, 2, 3]);
    let states = [("The door sticks".into(), "new".into()), ("Ripe pears only".into(), "told".into())];
    assert_eq!(labels(&world, "feedback"), states);
    let page = world.get("matters.list", json!({ "sheet": "feedback", "limit": 9 }));
    let names: Vec<&str> = picture::list(&page, "matters").map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ben Example", "Ada Example"]);

    // What was merged here stays merged when the file comes again.
    let id = |place: usize| picture::list(&page, "matters").nth(place).unwrap()["id"].clone();
    world.get("feedback.merge", json!({ "into": id(1), "from": id(0) }));
    assert_eq!(counts(&preview(&world, &path, "feedback")), [0, 0, 2, 3]);
    assert_eq!(import(&world, &path, "feedback"), [0, 0, 2, 3]);
    assert_eq!(labels(&world, "feedback").len(), 1);
    let more = file(&world, "more.csv", &FEEDBACK.replace("The door sticks", "The door sticks!"));
    assert_eq!(import(&world, &more, "feedback")[0], 1, "other words are another piece");
}

#[test]
fn a_file_with_fewer_columns_leaves_what_it_does_not_tell() {
    let world = World::new();
    world.import(&crate::count::rich().bytes());
    let message = world.get("threads.list", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let member = world.get("members.list", json!({ "filter": { "kind": "people" }, "limit": 1 }))["rows"][0].clone();
    let said = json!({ "sheet": "feedback", "label": "The door sticks", "member": member["id"], "activity": message, "area": "hut",
        "kind": "bug", "voters": 3, "note": "Ask the joiner", "steps": [{ "step": "new", "moment": "2024-05-03" }, { "step": "planned", "moment": "2024-05-09" }] });
    world.get("matters.save", json!({ "matter": said }));
    let path =
        file(&world, "shipped.csv", "Feedback,Shipped\nthe door sticks,2024-06-01\nNobody said this,2024-06-01\n");
    assert_eq!(counts(&preview(&world, &path, "feedback")), [0, 1, 0, 1], "what is new has to say since when");
    assert_eq!(import(&world, &path, "feedback"), [0, 1, 0, 1]);
    let row = world.get("matters.list", json!({ "sheet": "feedback", "limit": 9 }))["matters"][0].clone();
    assert_eq!(
        [&row["name"], &row["activity"], &row["area"], &row["kind"], &row["voters"], &row["note"], &row["state"]],
        [
            &member["name"],
            &message,
            &json!("hut"),
            &json!("bug"),
            &json!(3),
            &json!("Ask the joiner"),
            &json!("shipped")
        ]
    );
    assert_eq!(row["steps"].as_array().unwrap().len(), 3, "{row}");
    assert_eq!(import(&world, &path, "feedback"), [0, 0, 1, 1]);
}

#[test]
fn an_incident_names_nobody_and_stays_here() {
    let world = World::new();
    let incident = json!({ "sheet": "incident", "label": "zzcanary-7", "kind": "resolved", "note": "zzcanary told us",
        "steps": [{ "step": "received", "moment": "2024-05-01 10:00" }, { "step": "acknowledged", "moment": "2024-05-01 12:30" }] });
    world.get("matters.save", json!({ "matter": incident }));
    let lead =
        json!({ "sheet": "lead", "label": "Pear Club", "steps": [{ "step": "opportunity", "moment": "2024-05-01" }] });
    world.get("matters.save", json!({ "matter": lead }));
    assert_eq!(labels(&world, "incident"), [("zzcanary-7".into(), "acknowledged".into())]);
    for list in ["matters", "figures", "factors"] {
        let path = world.aside(&format!("{list}.json"));
        world.get("exports.list", json!({ "list": list, "path": path, "format": "json" }));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("zzcanary"), "{text}");
        assert_eq!(text.contains("Pear Club"), list == "matters");
    }
}

#[test]
fn factors_have_a_source() {
    let world = World::new();
    let factor = |world: &World| world.get("figures.kept", json!({}))["factors"][0].clone();
    assert_eq!((&factor(&world)["value"], &factor(&world)["own"]), (&json!(35.0), &json!(false)));
    let nowhere =
        world.call("factors.set", json!({ "id": "ticket_cost", "value": "12.50", "source": " " })).unwrap_err();
    assert_eq!(nowhere.field.as_deref(), Some("source"));
    world.get("factors.set", json!({ "id": "ticket_cost", "value": "12.50", "source": "our support, 2025" }));
    assert_eq!((&factor(&world)["value"], &factor(&world)["source"]), (&json!(12.5), &json!("our support, 2025")));
    world.get("factors.reset", json!({ "id": "ticket_cost" }));
    assert_eq!(factor(&world)["own"], json!(false));
    world.get("figures.currency", json!({ "currency": "eur" }));
    assert_eq!(world.get("figures.kept", json!({}))["currency"], json!("EUR"));
    world.get("undo", json!({}));
    assert_eq!(world.get("figures.kept", json!({}))["currency"], json!("USD"));
}

/// A metric of the whole of 2024-05.
fn metric(world: &World, id: &str) -> Value {
    let asked = json!({ "metrics": [id], "from": "2024-05-01", "to": "2024-06-01", "every": "month" });
    world.get("metrics.read", asked)["metrics"][0]["series"][0].clone()
}

fn figure(world: &World, kind: &str, period: &str, amount: &str) {
    world.get("figures.save", json!({ "figure": { "kind": kind, "period": period, "amount": amount } }));
}

#[test]
fn numbers_that_are_kept_are_counted_and_those_that_are_not_have_no_value() {
    let world = World::new();
    let started = world.get("sample.start", json!({}));
    world.finish(started["id"].as_str().unwrap());
    let none = metric(&world, "views");
    assert_eq!((&none["value"], &none["reason"]), (&Value::Null, &json!("not_kept")), "{none}");
    figure(&world, "views", "2024-05", "1,200");
    figure(&world, "views", "2024-04-20..2024-05-03", "9");
    let views = metric(&world, "views");
    assert_eq!((&views["value"], &views["parts"]["left_out"]), (&json!(1200.0), &json!(1.0)), "{views}");
    world.get("undo", json!({}));
    world.get("undo", json!({}));
    assert_eq!(metric(&world, "views")["reason"], json!("not_kept"), "what was taken back is not counted");

    // The example of FeverBee: members spend 50 more, others 20 more.
    for (kind, period, amount) in [
        ("revenue_members", "2024-04", "1000"),
        ("revenue_members", "2024-05", "1500"),
        ("revenue_others", "2024-04", "8000"),
        ("revenue_others", "2024-05", "10000"),
        ("customers_members", "2024-04", "10"),
        ("customers_members", "2024-05", "10"),
        ("customers_others", "2024-04", "100"),
    ] {
        figure(&world, kind, period, amount);
    }
    assert_eq!(metric(&world, "clv_effect")["reason"], json!("not_kept"), "one total is missing");
    figure(&world, "customers_others", "2024-05", "100");
    let effect = metric(&world, "clv_effect");
    assert_eq!((&effect["value"], &effect["n"]), (&json!(3_000.0), &json!(110)), "{effect}");

    figure(&world, "visits", "2024-05", "1000");
    assert_eq!(metric(&world, "deflection.khoros")["value"], json!(280_000.0));
    world.get("factors.set", json!({ "id": "ticket_cost", "value": "10", "source": "our support" }));
    let ours = metric(&world, "deflection.khoros");
    assert_eq!((&ours["value"], &ours["parts"]["ticket_cost"]), (&json!(80_000.0), &json!(1_000.0)), "{ours}");
    let sliced = json!({ "metrics": ["views"], "from": "2024-05-01", "to": "2024-06-01", "slice": { "space": null, "source": null, "segment": null, "with_team": true } });
    assert!(world.get("metrics.read", sliced)["metrics"][0]["series"][0]["reason"] != json!("not_for_slice"));
}

#[test]
fn steps_are_counted_on_their_days() {
    let world = World::new();
    let started = world.get("sample.start", json!({}));
    world.finish(started["id"].as_str().unwrap());
    let mut rows = "number,date,acknowledged,closed,outcome\n".to_owned();
    for number in 0..6 {
        let (ack, closed) = (10 + number, 20 + number);
        rows += &format!(
            "2024-{number},2024-05-0{} 09:00,2024-05-0{} {ack}:00,2024-05-{closed} 09:00,resolved\n",
            number + 1,
            number + 1
        );
    }
    let path = file(&world, "incidents.csv", &rows);
    assert_eq!(import(&world, &path, "incident"), [6, 0, 0, 0]);
    let ids = ["incidents.reported", "incidents.confirmed", "incidents.acknowledge_hours", "incidents.close_hours"];
    let values: Vec<Option<f64>> = ids.iter().map(|id| metric(&world, id)["value"].as_f64()).collect();
    // 1 to 6 hours; 19 days each.
    assert_eq!(values, [Some(6.0), Some(6.0), Some(3.5), Some(456.0)]);
    assert_eq!(metric(&world, "feedback.collected")["reason"], json!("not_kept"));
    let rows = "feedback,date,shipped,told\na,2024-05-01,2024-05-02,2024-05-04\nb,2024-05-31,,\nc,2024-06-01,,\n";
    let path = file(&world, "feedback.csv", rows);
    assert_eq!(import(&world, &path, "feedback"), [3, 0, 0, 0]);
    assert_eq!(metric(&world, "feedback.collected")["value"], json!(2.0));
    let closed = metric(&world, "feedback.closed");
    assert_eq!((&closed["value"], &closed["reason"], &closed["n"]), (&Value::Null, &json!("too_few"), &json!(2)));
}
