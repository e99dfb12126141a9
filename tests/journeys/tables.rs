//! Tables that people bring: what is in them comes in once, wrong rows are told, and all of it can be taken back.

use kith_app::Code;
use kith_tests::{
    world::World,
    zip_writer::{Entry, ZipWriter},
};
use serde_json::{Value, json};

use crate::picture;

/// A table on the disk.
fn file(world: &World, name: &str, bytes: &[u8]) -> Value {
    let path = world.aside(name);
    std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), bytes).unwrap();
    json!(path)
}

fn inspect(world: &World, path: &Value) -> Value {
    world.get("tables.inspect", json!({ "path": path }))
}

/// Tries a table with what its heading suggests.
fn preview(world: &World, path: &Value) -> Value {
    let seen = inspect(world, path);
    world.get("tables.preview", json!({ "path": path, "mapping": seen["mapping"], "profile": seen["profile"]["id"] }))
}

/// Imports a table with what its heading suggests, under a new name where nobody knows it.
fn import(world: &World, path: &Value, name: &str) -> Value {
    let seen = inspect(world, path);
    let name = if seen["profile"].is_null() { json!(name) } else { Value::Null };
    import_with(world, path, &seen["mapping"], &seen["profile"]["id"], &name)
}

fn import_with(world: &World, path: &Value, mapping: &Value, profile: &Value, name: &Value) -> Value {
    let wish = json!({ "path": path, "mapping": mapping, "profile": profile, "name": name });
    let started = world.get("tables.start", wish);
    world.finish(started["id"].as_str().unwrap())
}

/// Rows: all, new, changed, as they are, left out.
fn counts(preview: &Value) -> [u64; 5] {
    ["rows", "new", "changed", "same", "refused"].map(|key| preview[key].as_u64().unwrap())
}

/// Records: all, stored, known, improved, set aside.
fn total(report: &Value) -> [u64; 5] {
    assert_eq!(report["import"]["state"], json!("done"), "{report}");
    assert_eq!(report["balanced"], json!(true), "{report}");
    ["records", "stored", "known", "improved", "quarantined"].map(|key| report["total"][key].as_u64().unwrap())
}

fn names(world: &World) -> Vec<String> {
    let listed = world.get("members.list", json!({ "filter": { "kind": "all", "left": true }, "limit": 500 }));
    let mut names: Vec<String> =
        picture::list(&listed, "rows").map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn member(world: &World, name: &str) -> Value {
    let listed = world.get("members.list", json!({ "filter": { "kind": "all", "left": true }, "limit": 500 }));
    let found = picture::list(&listed, "rows").find(|row| row["name"] == name).cloned();
    let found = found.unwrap_or_else(|| panic!("{name} is not in {listed}"));
    world.get("members.get", json!({ "id": found["id"] }))
}

fn take_back(world: &World, report: &Value) -> Value {
    let id = report["import"]["id"].as_str().unwrap();
    world.get("imports.take_back", json!({ "id": id }));
    world.finish(id)
}

fn whole(world: &World) -> Value {
    let checked = world.get("check", json!({}));
    assert_eq!(checked["ok"], json!(true), "{checked}");
    picture::of(world)
}

const CLUB: &str = "Name,E-mail,Company,Joined,Shoe size\n\
    Ann Example,ann@example.org,Acme,13/02/2024,41\n\
    Bo Example,bo@example.org,,14/02/2024,\n";

#[test]
fn a_preview_says_what_an_import_does_and_changes_nothing() {
    let world = World::new();
    let path = file(&world, "club.csv", CLUB.as_bytes());
    let before = whole(&world);
    let tried = preview(&world, &path);
    assert_eq!(counts(&tried), [2, 2, 0, 0, 0], "{tried}");
    picture::assert_same(&whole(&world), &before, "after a preview");
    assert_eq!(total(&import(&world, &path, "Club")), [2, 2, 0, 0, 0]);
    assert_eq!(names(&world), ["Ann Example", "Bo Example"]);
    assert_eq!(world.get("home", json!({}))["sources"][0]["kind"], json!("table"));
}

#[test]
fn the_same_table_again_changes_nothing_and_a_newer_one_updates() {
    let world = World::new();
    let path = file(&world, "club.csv", CLUB.as_bytes());
    import(&world, &path, "Club");
    let before = whole(&world);
    assert_eq!(counts(&preview(&world, &path)), [2, 0, 0, 2, 0], "the heading is known again");
    assert_eq!(total(&import(&world, &path, "unused")), [2, 0, 2, 0, 0]);
    picture::assert_same(&whole(&world), &before, "after the same table again");
    // Fewer columns, an empty cell, a new title, somebody new: nothing that is known is emptied.
    let newer = "E-mail,Name,Joined,Company,Shoe size,Job title\nANN@example.org,Ann Sample,,Beta,,Lead\ncy@example.org,Cy,15/02/2024,,,\n";
    let path = file(&world, "newer.csv", newer.as_bytes());
    let tried = preview(&world, &path);
    assert_eq!(counts(&tried), [2, 1, 1, 0, 0], "{tried}");
    let changes: Vec<(&str, &str, &str)> = picture::list(&tried["changed_rows"][0], "changes")
        .map(|change| {
            let word = |key: &str| change[key].as_str().unwrap_or_default();
            (word("field"), word("before"), word("after"))
        })
        .collect();
    assert!(changes.contains(&("name", "Ann Example", "Ann Sample")), "{changes:?}");
    assert!(changes.contains(&("company", "Acme", "Beta")), "{changes:?}");
    assert!(changes.iter().all(|(field, ..)| *field != "joined_at" && *field != "Shoe size"), "{changes:?}");
    assert_eq!(total(&import(&world, &path, "unused")), [2, 1, 1, 1, 0]);
    assert_eq!(names(&world), ["Ann Sample", "Bo Example", "Cy"]);
    let sources = world.get("home", json!({}))["sources"].as_array().unwrap().len();
    assert_eq!(sources, 1, "both files belong to one source");
}

#[test]
fn an_empty_cell_empties_only_when_told() {
    let world = World::new();
    let path = file(&world, "a.csv", b"Email,Job title\na@example.org,Cook\n");
    import(&world, &path, "Kitchen");
    let path = file(&world, "b.csv", b"Email,Job title\na@example.org,\n");
    let seen = inspect(&world, &path);
    assert_eq!(counts(&preview(&world, &path))[2], 0);
    let mut mapping = seen["mapping"].clone();
    mapping["empty_erases"] = json!(true);
    let report = import_with(&world, &path, &mapping, &seen["profile"]["id"], &Value::Null);
    assert_eq!(total(&report), [1, 0, 1, 1, 0]);
    assert_eq!(member(&world, "a@example.org")["title"], Value::Null);
}

#[test]
fn every_wrong_row_is_told_with_its_line_and_the_others_come_in() {
    let world = World::new();
    let rows = "Name;E-mail;Joined\r\n\
        Zoë Müller;zoe@example.org;13.02.2024\r\n\
        José;no address;14.02.2024\r\n\
        Li;li@example.org;31.02.2024\r\n\
        \"Open;o@example.org;1.2.2024\r\n\
        Too;many@example.org;1.2.2024;cells;here\r\n\
        ;;1.2.2024\r\n\
        =HYPERLINK(\"http://x\");'=1+1@example.org;1.2.2024\r\n\
        Ed;ed@example.org;2024-02-13\r\n";
    let path = file(&world, "members.csv", &[b"\xEF\xBB\xBF", rows.as_bytes()].concat());
    let tried = preview(&world, &path);
    assert_eq!(counts(&tried), [8, 3, 0, 0, 5], "{tried}");
    let lines: Vec<u64> = picture::list(&tried, "errors").map(|error| error["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7], "{tried}");
    assert_eq!((&tried["errors"][0]["column"], &tried["errors"][1]["column"]), (&json!("E-mail"), &json!("Joined")));
    let report = import(&world, &path, "Members");
    assert_eq!(total(&report), [8, 3, 0, 0, 5]);
    assert_eq!(names(&world), ["=HYPERLINK(\"http://x\")", "Ed", "Zoë Müller"]);
    let aside = world.get("quarantine.list", json!({ "import": report["import"]["id"], "limit": 50 }));
    let mut positions: Vec<u64> = picture::list(&aside, "rows").map(|row| row["position"].as_u64().unwrap()).collect();
    positions.sort_unstable();
    assert_eq!(positions, lines);
}

#[test]
fn utf16_and_windows_tables_keep_their_accents() {
    let world = World::new();
    let text = "Name\tE-mail\r\nŽofie Černá\tzofie@example.org\r\n";
    let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    import(&world, &file(&world, "wide.txt", &bytes), "Wide");
    let latin = "Name;E-mail\nJürgen Groß;juergen@example.org\nRenée Lefèvre;renee@example.org\n";
    let bytes: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    import(&world, &file(&world, "latin.csv", &bytes), "Latin");
    assert_eq!(names(&world), ["Jürgen Groß", "Renée Lefèvre", "Žofie Černá"]);
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_asked_for() {
    let world = World::new();
    let path = file(&world, "dates.csv", b"Email,Joined\na@example.org,03/04/2024\nb@example.org,05/06/2024\n");
    let seen = inspect(&world, &path);
    assert_eq!(seen["columns"][1]["dates"], json!("ambiguous"));
    let wish = json!({ "path": path, "mapping": seen["mapping"] });
    let asked = world.call("tables.preview", wish).unwrap_err();
    assert_eq!((asked.code, asked.field.as_deref()), (Code::Invalid, Some("dates")));
    let mut mapping = seen["mapping"].clone();
    mapping["dates"] = json!("day_first");
    import_with(&world, &path, &mapping, &Value::Null, &json!("Dates"));
    // The third of April.
    assert_eq!(member(&world, "a@example.org")["joined_at"], json!(1_712_102_400_000_i64));
}

#[test]
fn rows_of_one_key_are_one_member() {
    let world = World::new();
    let path = file(
        &world,
        "twice.csv",
        b"Email,Name,Job title\na@example.org,Ann,\nA@example.org,Ann,Cook\nb@example.org,Bo,\n",
    );
    let tried = preview(&world, &path);
    assert_eq!((counts(&tried), &tried["repeated"]), ([3, 2, 0, 0, 0], &json!(1)));
    assert_eq!(total(&import(&world, &path, "Twice")), [3, 2, 1, 1, 0]);
    assert_eq!(member(&world, "Ann")["title"], json!("Cook"));
    // Two people may have one name.
    let path = file(
        &world,
        "names.csv",
        b"Member,First Seen,Last Seen,Role\nSam,2024-01-01,2024-02-01,Cook\nSam,2024-01-02,2024-02-01,Smith\n",
    );
    assert_eq!(counts(&preview(&world, &path)), [2, 1, 0, 0, 1]);
}

#[test]
fn an_address_of_a_table_is_only_suggested_unless_it_is_trusted() {
    let slack = crate::count::rich();
    for trusted in [false, true] {
        let world = World::new();
        world.import(&slack.bytes());
        let before = names(&world).len();
        let listed = world.get("members.list", json!({ "filter": { "kind": "people", "left": true }, "limit": 500 }));
        let address = picture::list(&listed, "rows")
            .map(|row| world.get("members.get", json!({ "id": row["id"] })))
            .find_map(|member| member["accounts"][0]["email"].as_str().map(str::to_owned))
            .unwrap();
        let path = file(&world, "list.csv", format!("Email,Name\n{address},Somebody\n").as_bytes());
        let mut mapping = inspect(&world, &path)["mapping"].clone();
        mapping["trust_addresses"] = json!(trusted);
        import_with(&world, &path, &mapping, &Value::Null, &json!("List"));
        assert_eq!(names(&world).len(), before + usize::from(!trusted), "trusted: {trusted}");
        whole(&world);
    }
}

/// A table for each ready-made profile, with made-up people.
const READY_MADE: &[(&str, &str, &str)] = &[
    (
        "hubspot-contacts",
        "First name,Last name,Email,Phone number,Job title,Company name,Website URL,City,State/Region,Country/Region,Lifecycle stage,Lead status,Contact owner\nAnn,Example,ann@example.org,0049 731 123,Lead,Acme,acme.example.org,Ulm,BW,Germany,customer,,Cy\n",
        "Ann Example",
    ),
    (
        "salesforce-contacts",
        "FirstName,LastName,Email,Phone,MobilePhone,Title,Department,AccountName,MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry,LeadSource,Description\nAnn,Example,ann@example.org,1,2,Lead,Ops,Acme,Road 1,Ulm,BW,89073,Germany,Web,Met once\n",
        "Ann Example",
    ),
    (
        "orbit-members",
        "name,email,github,twitter,linkedin,discord,bio,company,title,location,pronouns,teammate,tags\nAnn Example,,annex,,,,Likes soil,Acme,Lead,Ulm,she/her,false,\"helper,speaker\"\n",
        "Ann Example",
    ),
    (
        "savannah-members",
        "Member,Company,Role,First Seen,Last Seen,Activity Count,Tags\nAnn Example,Acme,Community,2024-01-13,2024-02-13,17,helper\n",
        "Ann Example",
    ),
    (
        "savannah-contributors",
        "Member,Company,First Contrib,Last Contrib,Contrib Count,Tags\nAnn Example,Acme,2024-01-13,2024-02-13,17,helper\n",
        "Ann Example",
    ),
    (
        "slack-member-analytics",
        "\u{feff}Name,What I Do,User ID,Username,Account type,Account created (UTC),Claimed Date (UTC),Deactivated date (UTC),Days active,Days active (Desktop),Messages posted,Reactions added,Last active (UTC)\nAnn Example,Lead,U0ANN,annex,Member,\"Jul 3, 2024\",\"Jul 4, 2024\",,12,11,40,9,\"Nov 2, 2026\"\n",
        "Ann Example",
    ),
    (
        "linkedin-connections",
        "Notes:\n\"When you look at your connections, some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Example,https://www.linkedin.com/in/annex,,Acme,Lead,03 Jul 2024\n",
        "Ann Example",
    ),
    (
        "meetup-members",
        "Name\tUser ID\tTitle\tMember ID\tLocation\tJoined Group on\tLast visited group on\tLast Attended\tTotal RSVPs\tMeetups attended\tIntro\tPhoto\tURL of Member Profile\nAnn Example\tuser 123\tOrganizer\t123\tUlm\t7/13/2024\t8/1/2024\t\t4\t3\tHello\tYes\thttps://www.meetup.com/members/123\n",
        "Ann Example",
    ),
];

#[test]
fn tables_of_known_programs_are_recognised() {
    for (profile, text, name) in READY_MADE {
        let world = World::new();
        let path = file(&world, "table.csv", text.as_bytes());
        let seen = inspect(&world, &path);
        assert_eq!(seen["profile"]["id"], json!(profile), "{seen}");
        assert_eq!(total(&import(&world, &path, "")), [1, 1, 0, 0, 0], "{profile}");
        assert_eq!(names(&world), [*name], "{profile}");
        assert_eq!(total(&import(&world, &path, "")), [1, 0, 1, 0, 0], "{profile} again");
        whole(&world);
    }
}

const DOINGS: &str = "name,email,title,description,link,activity_type,key,occurred_at\n\
    Ann,ann@example.org,Gave a talk,About soil,https://example.org/talk,Talk,k1,2024-02-13T18:00:00Z\n\
    Ann,ann@example.org,Opened an issue,,,GitHub issue,k2,2024-02-14T09:00:00Z\n\
    Bo,bo@example.org,Watered the beds,,,Help,k3,2024-02-14T10:00:00Z\n\
    Cy,cy@example.org,Dug,,,Help,k4,soon\n";

#[test]
fn activities_come_in_once_and_newer_ones_update_them() {
    let world = World::new();
    let before = whole(&world);
    let path = file(&world, "doings.csv", DOINGS.as_bytes());
    assert_eq!(inspect(&world, &path)["profile"]["id"], json!("orbit-activities"));
    assert_eq!(counts(&preview(&world, &path)), [4, 3, 0, 0, 1]);
    let first = import(&world, &path, "");
    assert_eq!(total(&first), [4, 3, 0, 0, 1]);
    let once = whole(&world);
    assert_eq!((member(&world, "Ann")["posts"].as_u64(), names(&world).len()), (Some(2), 2));
    assert_eq!(total(&import(&world, &path, "")), [4, 0, 3, 0, 1]);
    picture::assert_same(&whole(&world), &once, "the same activities again");
    let newer = DOINGS.replace("Watered the beds", "Watered all the beds").replace("soon", "2024-02-15");
    let path = file(&world, "newer.csv", newer.as_bytes());
    assert_eq!(counts(&preview(&world, &path)), [4, 1, 1, 2, 0]);
    let second = import(&world, &path, "");
    assert_eq!(total(&second), [4, 1, 3, 1, 0]);
    take_back(&world, &second);
    picture::assert_same(&whole(&world), &once, "the newer ones taken back");
    take_back(&world, &first);
    picture::assert_same(&whole(&world), &before, "all taken back");
}

#[test]
fn a_whole_import_is_taken_back_weeks_later() {
    let world = World::new();
    let empty = whole(&world);
    let first = import(&world, &file(&world, "club.csv", CLUB.as_bytes()), "Club");
    let before = whole(&world);
    let newer =
        "Name,E-mail,Company,Joined,Shoe size\nAnn Sample,ann@example.org,Beta,16/02/2024,42\nCy,cy@example.org,,,\n";
    let second = import(&world, &file(&world, "newer.csv", newer.as_bytes()), "");
    world.clock.pass(40 * 86_400_000);
    let world = world.reopened();
    let done = take_back(&world, &second);
    assert_eq!((&done["import"]["state"], &done["notes"]), (&json!("cancelled"), &json!([])));
    picture::assert_same(&whole(&world), &before, "the newer table taken back");
    take_back(&world, &first);
    picture::assert_same(&whole(&world), &empty, "both taken back");
    assert_eq!(world.get("home", json!({}))["sources"], json!([]));
    let again = world.call("imports.take_back", json!({ "id": first["import"]["id"] })).unwrap_err();
    assert_eq!(again.code, Code::Conflict);
}

#[test]
fn what_was_changed_since_stays() {
    let world = World::new();
    let first = import(&world, &file(&world, "club.csv", CLUB.as_bytes()), "Club");
    let ann = member(&world, "Ann Example");
    world.get("notes.add", json!({ "member": ann["id"], "text": "Asked about beans", "visibility": "shared" }));
    let newer = "Name,E-mail,Company,Joined,Shoe size\nBo Sample,bo@example.org,,,\n";
    import(&world, &file(&world, "newer.csv", newer.as_bytes()), "");
    let done = take_back(&world, &first);
    assert!(done["notes"][0].as_str().unwrap().starts_with("2 rows"), "{done}");
    assert_eq!(names(&world), ["Ann Example", "Bo Sample"]);
    whole(&world);
}

/// Enough rows for several pieces.
fn many() -> String {
    let rows: Vec<String> =
        (0..3_400).map(|number| format!("Person {number},p{number}@example.org,13/02/2024")).collect();
    format!("Name,E-mail,Joined\n{}\n", rows.join("\n"))
}

#[test]
fn a_cancelled_table_leaves_nothing() {
    for piece in 1..=4 {
        let world = World::new();
        import(&world, &file(&world, "some.csv", b"Name,E-mail,Joined\nOld,p3@example.org,13/01/2024\n"), "Many");
        let before = whole(&world);
        let path = file(&world, "many.csv", many().as_bytes());
        let seen = inspect(&world, &path);
        world.clock.hold_at(piece);
        let wish = json!({ "path": path, "mapping": seen["mapping"], "profile": seen["profile"]["id"] });
        let id = world.get("tables.start", wish)["id"].as_str().unwrap().to_owned();
        assert!(world.clock.is_held(), "the import never came to piece {piece}");
        world.get("imports.cancel", json!({ "id": id }));
        world.clock.release();
        let report = world.finish(&id);
        assert_eq!(report["import"]["state"], json!("cancelled"), "{report}");
        picture::assert_same(&whole(&world), &before, &format!("cancelled before piece {piece}"));
    }
}

#[test]
fn a_table_that_is_cut_off_leaves_nothing() {
    let world = World::new();
    import(&world, &file(&world, "some.csv", b"Name,E-mail,Joined\nOld,p3@example.org,13/01/2024\n"), "Many");
    let before = whole(&world);
    let path = file(&world, "many.csv", many().as_bytes());
    let seen = inspect(&world, &path);
    world.clock.hold_at(3);
    let wish = json!({ "path": path, "mapping": seen["mapping"], "profile": seen["profile"]["id"] });
    let id = world.get("tables.start", wish)["id"].as_str().unwrap().to_owned();
    assert!(world.clock.is_held());
    // Quitting waits for nobody; the thread goes on to its end when it is let go.
    world.quit();
    world.clock.release();
    let world = world.reopened();
    let report = world.finish(&id);
    assert_eq!(report["import"]["state"], json!("cancelled"), "{report}");
    picture::assert_same(&whole(&world), &before, "cut off");
}

#[test]
fn what_is_no_table_is_refused_with_words() {
    let world = World::new();
    for (name, bytes) in [
        ("a.pdf", b"%PDF-1.7".as_slice()),
        ("b.csv", b""),
        ("c.xls", b"\xD0\xCF\x11\xE0rubbish"),
        ("d.xlsx", b"PK\x03\x04rubbish"),
    ] {
        let path = file(&world, name, bytes);
        let error = world.call("tables.inspect", json!({ "path": path })).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("path")), "{name}: {error:?}");
    }
    let path = file(&world, "e.csv", b"a,b\n1,2\n");
    let wish = json!({ "path": path, "mapping": { "columns": [], "key": ["email"] } });
    assert_eq!(world.call("tables.preview", wish).unwrap_err().field.as_deref(), Some("key"));
}

/// A small workbook: two sheets, numbers, a date, a formula and its result, a failed formula.
fn workbook() -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="r1"/><sheet name="Other" sheetId="2" r:id="r2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Our members</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>Name</t></is></c><c r="B3" t="inlineStr"><is><t>Member number</t></is></c><c r="C3" t="inlineStr"><is><t>Phone</t></is></c><c r="D3" t="inlineStr"><is><t>Joined</t></is></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>Zoë</t></is></c><c r="B4"><v>491701234567890</v></c><c r="C4"><v>4.91701234567E11</v></c><c r="D4" s="1"><v>45335</v></c></row><row r="5"><c r="A5" t="str"><f>A4&amp;"!"</f><v>Zoë!</v></c><c r="B5"><v>7</v></c></row><row r="6"><c r="A6" t="e"><v>#REF!</v></c><c r="B6"><v>8</v></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/worksheets/sheet2.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>a@example.org</t></is></c></row></sheetData></worksheet>"#,
        ),
    ];
    let mut zip = ZipWriter::new(Vec::new());
    for (name, content) in parts {
        zip.add(&Entry::new(name), content.as_bytes()).unwrap();
    }
    zip.finish().unwrap()
}

#[test]
fn a_workbook_keeps_its_numbers_and_dates() {
    let world = World::new();
    let path = file(&world, "club.xlsx", &workbook());
    let seen = inspect(&world, &path);
    assert_eq!((&seen["sheets"], &seen["heading"]), (&json!(["People", "Other"]), &json!(3)), "{seen}");
    let tried = preview(&world, &path);
    assert_eq!(counts(&tried), [3, 2, 0, 0, 1], "{tried}");
    assert_eq!((&tried["errors"][0]["line"], &tried["errors"][0]["column"]), (&json!(6), &json!("Name")));
    let says = |row: usize| tried["new_rows"][row]["says"].as_array().unwrap().clone();
    assert_eq!((&tried["new_rows"][0]["key"], says(0)), (&json!("491701234567890"), vec![json!("491701234567")]));
    import(&world, &path, "Club");
    // 13 February 2024, and a formula's result.
    assert_eq!(member(&world, "Zoë")["joined_at"], json!(1_707_782_400_000_i64));
    assert_eq!(names(&world), ["Zoë", "Zoë!"]);
    let other = world.get("tables.inspect", json!({ "path": path, "file": { "sheet": "Other" } }));
    assert_eq!(other["columns"][0]["header"], json!("Email"));
}

/// Tags of a member, by name.
fn tags(world: &World, name: &str) -> Vec<String> {
    let mut tags: Vec<String> =
        picture::list(&member(world, name), "tags").map(|tag| tag["name"].as_str().unwrap().to_owned()).collect();
    tags.sort();
    tags
}

#[test]
fn tags_of_a_table_are_set_and_taken_back() {
    let world = World::new();
    let before = (whole(&world), world.get("tags.list", json!({})));
    let path = file(
        &world,
        "tags.csv",
        "Email,Name,Tags\na@example.org,Ann,\"Helper, Café\"\nb@example.org,Bo,helper\n".as_bytes(),
    );
    let first = import(&world, &path, "Tags");
    assert_eq!(total(&first), [2, 2, 0, 0, 0]);
    assert_eq!(
        (tags(&world, "Ann"), tags(&world, "Bo")),
        (vec!["Café".to_owned(), "Helper".into()], vec!["Helper".to_owned()])
    );
    assert_eq!(counts(&preview(&world, &path)), [2, 0, 0, 2, 0], "the same tags say nothing new");
    let path = file(&world, "more.csv", b"Email,Name,Tags\nb@example.org,Bo,speaker\n");
    assert_eq!(counts(&preview(&world, &path)), [1, 0, 1, 0, 0]);
    let second = import(&world, &path, "");
    assert_eq!(total(&second), [1, 0, 1, 1, 0]);
    take_back(&world, &second);
    assert_eq!(tags(&world, "Bo"), ["Helper"]);
    take_back(&world, &first);
    picture::assert_same(&whole(&world), &before.0, "all taken back");
    assert_eq!(world.get("tags.list", json!({})), before.1);
}

#[test]
fn somebody_who_was_erased_does_not_come_back_with_a_table() {
    let world = World::new();
    let path = file(&world, "club.csv", CLUB.as_bytes());
    import(&world, &path, "Club");
    let ann = member(&world, "Ann Example");
    world.get("members.erase", json!({ "id": ann["id"], "name": "Ann Example" }));
    // The same account of the same table, and an account of another table with the same address.
    assert_eq!(counts(&preview(&world, &path))[1], 0, "nobody is new");
    import(&world, &path, "unused");
    assert_eq!(names(&world), ["Bo Example"]);
    let other = file(
        &world,
        "other.csv",
        b"Handle,Full name,Email address\nannie,Ann E.,ANN@example.org\ncy,Cy,cy@example.org\n",
    );
    assert_eq!(counts(&preview(&world, &other))[1], 1, "only Cy is new");
    import(&world, &other, "Other");
    assert_eq!(names(&world), ["Bo Example", "Cy"]);
    whole(&world);
}

#[test]
fn whoever_was_thanked_or_is_a_guest_stays_when_their_table_is_taken_back() {
    let world = World::new();
    let first = import(&world, &file(&world, "club.csv", CLUB.as_bytes()), "Club");
    let ann = member(&world, "Ann Example");
    let kudos = json!({ "member": ann["id"], "words": "carried chairs", "on": "2024-02-20" });
    world.get("kudos.save", json!({ "kudos": kudos }));
    let done = take_back(&world, &first);
    assert!(done["notes"][0].as_str().unwrap_or_default().starts_with("1 row"), "{done}");
    assert_eq!(names(&world), ["Ann Example"]);
    let thanked = world.get("kudos.list", json!({ "limit": 5 }));
    assert_eq!(thanked["rows"][0]["name"], json!("Ann Example"), "{thanked}");
    whole(&world);
}
