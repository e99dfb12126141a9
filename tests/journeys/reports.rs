//! Reports are previewed, written, kept the same, and made by themselves.

use std::ops::Range;

use kith_store::Store;
use kith_tests::{export_maker::ExportMaker, fake_clock::START, world::World};
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;
const FORMATS: [&str; 4] = ["pdf", "html", "csv", "xlsx"];

/// Some days of December 2025, the month before the clock's.
fn archive() -> Vec<u8> {
    let mut archive = ExportMaker::new()
        .channel("C1", "general")
        .person("U1", "Ada Lovelace", "ada@example.org")
        .person("U2", "Ben Nevis", "ben@example.org");
    for day in 1..28 {
        let at = START / 1_000 - 35 * 86_400 + day * 86_400;
        archive = archive.says("general", "U1", &format!("{at}.000100"), "who has seeds").says_in(
            "general",
            "U2",
            &format!("{}.000100", at + 3_600),
            &format!("{at}.000100"),
            "I have",
        );
    }
    archive.bytes()
}

fn words() -> Value {
    json!({
        "introduction": "A month of seeds.\n\nMore are asked for.",
        "stories": [{ "heading": "Beans <b>", "text": "They grew." }],
        "outlook": "Spring.",
    })
}

fn files(world: &World, stem: &str) -> Vec<Vec<u8>> {
    let written = FORMATS.map(|format| {
        let path = world.aside(&format!("{stem}.{format}"));
        let wish = json!({ "template": "monthly", "period": "2025-12", "format": format, "path": path });
        let done = world.get("reports.write", wish);
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!((done["path"].clone(), done["bytes"].clone()), (json!(path), json!(bytes.len())));
        bytes
    });
    written.to_vec()
}

#[test]
fn what_lies_after_the_archive_is_told_apart() {
    let world = World::new();
    world.import(&archive());
    let known = |world: &World| -> Vec<(String, bool)> {
        let listed = world.get("reports.templates", json!({}));
        let periods = listed["templates"][1]["periods"].as_array().cloned().unwrap_or_default();
        let told = |period: &Value| (period["key"].as_str().unwrap().to_owned(), period["known"] == json!(true));
        periods.iter().map(told).collect()
    };
    let told = known(&world);
    assert_eq!(told[0], ("2026-01".to_owned(), false), "the archive ends before: {told:?}");
    assert_eq!(told[1..], [("2025-12".to_owned(), true)]);
}

#[test]
fn a_report_has_the_words_that_were_written_for_its_period() {
    let world = World::new();
    world.import(&archive());
    let own = json!({ "template": "monthly", "period": "2025-12", "words": words() });
    world.get("reports.save_words", own);
    let preview = |period: &str| world.get("reports.preview", json!({ "template": "monthly", "period": period }));
    assert_eq!(preview("2025-12")["words"], words());
    assert_eq!(preview("2025-12")["label"], "December 2025");
    assert_eq!(preview("2025-11")["words"]["stories"], json!([]));
    let listed = world.get("reports.templates", json!({}));
    let written: Vec<&Value> = listed["templates"][1]["periods"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|period| period["written"] == json!(true))
        .collect();
    assert_eq!(written.len(), 1);
    assert_eq!(written[0]["key"], "2025-12");
    let page = String::from_utf8(files(&world, "one")[1].clone()).unwrap();
    assert!(page.contains("A month of seeds.") && page.contains("Beans &lt;b&gt;") && page.contains("Spring."));
    assert_eq!(world.get("undo", json!({}))["undone"], "Write a report's words");
    assert_eq!(preview("2025-12")["words"]["introduction"], "");
}

#[test]
fn the_same_data_gives_the_same_files() {
    let world = World::new();
    world.import(&archive());
    world.get("reports.save_words", json!({ "template": "monthly", "period": "2025-12", "words": words() }));
    let before = files(&world, "before");
    assert_eq!(files(&world, "again"), before);
    world.clock.pass(40 * DAY);
    let later = files(&world, "later");
    assert_eq!(later[2], before[2], "no number knows when it was printed");
    assert!(before[0].starts_with(b"%PDF-1.7"));
    assert!(before[3].starts_with(b"PK"));
}

#[test]
fn a_wish_that_cannot_be_meant_is_refused() {
    let world = World::new();
    for (wish, field) in [
        (json!({ "template": "daily" }), "template"),
        (json!({ "template": "monthly", "period": "2025-13" }), "period"),
        (json!({ "template": "weekly", "period": "2025-12" }), "period"),
        (json!({ "template": "monthly", "period": "2026-02" }), "period"),
    ] {
        let error = world.call("reports.preview", wish.clone()).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{wish}");
    }
    let stories: Vec<Value> = (0..4).map(|number| json!({ "heading": number.to_string() })).collect();
    let wish = json!({ "template": "monthly", "period": "2025-12", "words": { "stories": stories } });
    assert_eq!(world.call("reports.save_words", wish).unwrap_err().field.as_deref(), Some("stories"));
}

/// What became of scheduled weekly files: their periods and what went wrong.
fn made(world: &World) -> Vec<(String, Value)> {
    let listed = world.get("reports.templates", json!({}));
    let made = listed["templates"][0]["schedule"]["made"].as_array().cloned().unwrap_or_default();
    made.iter().map(|file| (file["period"].as_str().unwrap().to_owned(), file["trouble"].clone())).collect()
}

#[test]
fn a_scheduled_report_is_made_when_its_week_is_over_and_made_up_for() {
    let world = World::new();
    world.import(&archive());
    let folder = world.aside("reports");
    let wish = json!({ "template": "weekly", "formats": ["pdf", "csv"], "folder": folder });
    world.get("reports.schedule", wish);
    assert_eq!(world.make_due_reports(), 0, "what ended before is not made");
    world.clock.pass(7 * DAY);
    assert_eq!(world.make_due_reports(), 2);
    assert_eq!(world.make_due_reports(), 0, "once");
    assert!(folder.join("weekly-2026-W02.pdf").is_file());
    // Somebody else's file, and a fortnight away.
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::File::create(folder.join("weekly-2026-W03.pdf")).unwrap();
    world.clock.pass(14 * DAY);
    let world = world.reopened();
    world.clock.pass(21 * DAY);
    assert_eq!(world.make_due_reports(), 3, "two weeks of two files but one");
    assert_eq!(std::fs::read(folder.join("weekly-2026-W03.pdf")).unwrap(), b"", "it is as it was");
    let found = made(&world);
    assert_eq!(found.len(), 6);
    assert_eq!(found.iter().filter(|(_, trouble)| *trouble == json!("exists")).count(), 1);
    assert_eq!(world.make_due_reports(), 0, "what is there is not tried again");
    world.get("reports.schedule", json!({ "template": "weekly", "formats": [] }));
    world.clock.pass(7 * DAY);
    assert_eq!(world.make_due_reports(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_tried_again() {
    let world = World::new();
    let folder = world.aside("taken");
    std::fs::File::create(&folder).unwrap();
    world.get("reports.schedule", json!({ "template": "weekly", "formats": ["csv"], "folder": folder }));
    world.clock.pass(7 * DAY);
    assert_eq!(world.make_due_reports(), 0);
    assert_eq!(made(&world), [("2026-W02".to_owned(), json!("failed"))]);
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(world.make_due_reports(), 0, "not at once");
    world.clock.pass(2 * 3_600_000);
    assert_eq!(world.make_due_reports(), 1);
    assert_eq!(made(&world), [("2026-W02".to_owned(), Value::Null)]);
}

#[test]
fn a_private_note_is_in_no_report() {
    let world = World::new();
    world.import(&archive());
    let wish = json!({ "filter": { "text": "" }, "sort": "name", "limit": 1 });
    let member = world.get("members.list", wish)["rows"][0]["id"].clone();
    world.get("notes.add", json!({ "member": member, "text": "canary of a note", "visibility": "shared" }));
    for file in files(&world, "notes") {
        assert!(!String::from_utf8_lossy(&file).contains("canary"));
    }
}

/// Of some days those whose messages are scored.
fn scored(world: World, days: &Range<i32>) -> (World, Vec<i32>) {
    let mut found = Vec::new();
    let world = world.paused(|world| {
        let store = Store::open(&world.file(), "20260105T080000Z").unwrap();
        let is_scored = |day: &i32| !store.read_now(|read| read.has_loose_messages(&(*day..*day + 1))).unwrap();
        found.extend(days.clone().filter(is_scored));
    });
    (world, found)
}

#[test]
fn a_report_scores_the_messages_of_what_it_shows_and_a_workbook_those_of_all_months() {
    const WEEKS: i32 = 20;
    let today = i32::try_from(START / DAY).unwrap();
    let mut archive = ExportMaker::new().channel("C1", "general").person("U1", "Ada Lovelace", "ada@example.org");
    for week in 1..=WEEKS {
        let at = i64::from(today - week * 7) * DAY / 1_000;
        archive = archive.says("general", "U1", &format!("{at}.000100"), "what a lovely week this was");
    }
    let world = World::new();
    world.import(&archive.bytes());
    let write = |world: &World, format: &str| {
        let path = world.aside(&format!("scored.{format}"));
        let wish = json!({ "template": "monthly", "period": "2025-12", "format": format, "path": path });
        world.get("reports.write", wish);
    };
    let all = today - WEEKS * 7..today - 6;
    // 1 December 2025, and the equally long time before that month.
    let (december, long) = (20_423, 31);
    let (world, before) = scored(world, &all);
    assert_eq!(before, [0; 0]);
    write(&world, "pdf");
    let (world, shown) = scored(world, &all);
    assert_eq!(shown, (december - long..all.end).collect::<Vec<_>>());
    write(&world, "xlsx");
    let (_world, charted) = scored(world, &all);
    assert_eq!(charted, all.collect::<Vec<_>>());
}
