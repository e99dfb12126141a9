//! Archives from people who mean no good, or whose download broke: refused with a reason, and nothing is written.

use kith_app::{ApiError, Code};
use kith_tests::{
    export_maker::{ExportMaker, claims},
    world::World,
    zip_writer::{Entry, Lies, ZipWriter},
};
use serde_json::json;

use crate::picture;

fn honest() -> ExportMaker {
    ExportMaker::new().person("U1", "Ada Example", "ada@example.org").channel("C1", "general").says(
        "general",
        "U1",
        "1767600000.000100",
        "hello",
    )
}

fn day() -> &'static [u8] {
    br#"[{"user":"U1","ts":"1767700000.000100","text":"hello again, and again, and again, and again"}]"#
}

/// Imports what must be refused, at once or while it is read; answers why.
fn refusal(world: &World, archive: &[u8]) -> ApiError {
    match world.start(&world.save(archive), json!({ "private_channels": true, "direct": true })) {
        Err(error) => error,
        Ok(id) => {
            let report = world.finish(&id);
            assert_eq!(report["import"]["state"], json!("failed"), "{report}");
            assert_eq!(report["total"]["records"], json!(0), "what was taken back is not counted: {report}");
            serde_json::from_value(report["import"]["error"].clone()).unwrap()
        }
    }
}

#[track_caller]
fn check(what: &str, archive: &[u8], words: &[&str]) {
    // Once into an empty community, once beside what is there.
    for before in [None, Some(honest().says("general", "U1", "1767500000.000100", "earlier").bytes())] {
        let world = World::new();
        if let Some(before) = &before {
            world.import(before);
        }
        let (seen, home) = (picture::of(&world), world.get("home", json!({})));
        let error = refusal(&world, archive);
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("path")), "{what}: {error:?}");
        for word in words {
            assert!(error.message.contains(word), "{what}: the reason does not say {word:?}: {}", error.message);
        }
        picture::assert_same(&picture::of(&world), &seen, what);
        assert_eq!(world.get("home", json!({}))["sources"], home["sources"], "{what} left a source behind");
        let imports = world.get("imports.list", json!({}));
        for import in picture::list(&imports, "imports") {
            assert!(matches!(import["state"].as_str(), Some("done" | "failed")), "{what}: {import}");
        }
    }
}

#[test]
fn names_that_point_outside() {
    let named = |name: &str| honest().entry(Entry::new(name), day()).bytes();
    check("a slip", &named("general/../../evil.json"), &["points outside", "nothing was imported"]);
    check("a slip with backslashes", &named("general\\..\\..\\evil.json"), &["points outside"]);
    check("an absolute name", &named("/general/2026-01-06.json"), &["absolute"]);
    check("an absolute name with a backslash", &named("\\general\\2026-01-06.json"), &["absolute"]);
    check("a drive", &named("C:/general/2026-01-06.json"), &["absolute"]);
    check("a backslash", &named("general\\2026-01-06.json"), &["a name no export has"]);
    check("a NUL", &named("general/2026-01-06.json\0.txt"), &["a name no export has"]);
}

#[test]
fn symbolic_links() {
    let link =
        honest().entry(Entry::new("general/2026-01-06.json").mode(0o120_777), b"../../secret".as_slice()).bytes();
    check("a link", &link, &["symbolic link"]);
}

#[test]
fn one_name_twice() {
    let twice = honest().entry(Entry::new("general/2026-01-05.json"), day()).bytes();
    check("the same name", &twice, &["twice"]);
    let case = honest().entry(Entry::new("General/2026-01-05.json"), day()).bytes();
    check("a name in other letters", &case, &["twice"]);
}

#[test]
fn bombs_and_lies_about_sizes() {
    let claimed = honest().entry(claims("general/2026-01-06.json", 3 << 30), day()).bytes();
    check("an archive that claims 3 GB", &claimed, &["claims to unpack to 3072 MB"]);
    let real = honest().entry(Entry::new("general/2026-01-06.json"), vec![b' '; 8 << 20]).bytes();
    check("spaces without end", &real, &["claims to unpack to 8 MB"]);
    let size = day().len() as u64;
    let central = |size| Entry::new("general/2026-01-06.json").central(Lies { size: Some(size), ..Lies::default() });
    let both = |size| central(size).local(Lies { size: Some(size), ..Lies::default() });
    check("too small", &honest().entry(both(size - 20), day()).bytes(), &["larger than its directory says"]);
    check("too large", &honest().entry(both(size + 20), day()).bytes(), &["smaller than its directory says"]);
    check("two sizes", &honest().entry(central(size - 20), day()).bytes(), &["two different sizes"]);
    let stored = honest().entry(both(size - 20).stored(), day()).bytes();
    check("a stored file of two sizes", &stored, &["claims to unpack"]);
}

#[test]
fn files_that_overlap() {
    let long = day().repeat(200);
    let mut zip = ZipWriter::new(Vec::new());
    zip.add(&Entry::new("channels.json").stored(), br#"[{"id":"C1","name":"general"}]"#).unwrap();
    zip.add(&Entry::new("general/2026-01-05.json").stored(), &long).unwrap();
    let size = Some(long.len() as u64);
    let lie = Lies { offset: Some(43), size, packed: size, ..Lies::default() };
    zip.add(&Entry::new("general/2026-01-06.json").stored().central(lie), b"[]").unwrap();
    check("two names for one content", &zip.finish().unwrap(), &["overlap"]);
}

#[test]
fn what_cannot_be_unpacked() {
    let odd = |lies: Lies| {
        honest().entry(Entry::new("general/2026-01-06.json").local(lies.clone()).central(lies), day()).bytes()
    };
    check("encrypted", &odd(Lies { flags: Some(0x801), ..Lies::default() }), &["encrypted"]);
    check("another method", &odd(Lies { method: Some(12), ..Lies::default() }), &["method 12"]);
    check("another checksum", &odd(Lies { crc: Some(7), ..Lies::default() }), &["damaged"]);
}

#[test]
fn broken_downloads_and_other_files() {
    let whole = honest().bytes();
    check("cut off", &whole[..whole.len() / 2], &["not a zip archive"]);
    check("without its beginning", &whole[whole.len() / 2..], &[]);
    check("a text", b"hello", &["not a zip archive"]);
    check("nothing at all", b"", &["not a zip archive"]);
    check("an empty archive", &ZipWriter::new(Vec::new()).finish().unwrap(), &["does not look like a Slack export"]);
    let text = |name: &str| {
        let mut zip = ZipWriter::new(Vec::new());
        zip.add(&Entry::new(name), b"[2026-01-05] ada: hello").unwrap();
        zip.finish().unwrap()
    };
    check("the text form", &text("channels/general/2026-01-05.txt"), &["text form", "JSON form"]);
    check("somebody's holiday", &text("beach.jpg"), &["does not look like a Slack export", "channels.json"]);
    check("web pages", &text("index.html"), &["web pages"]);
}

#[test]
fn damage_in_the_midst_of_it_takes_everything_back() {
    let good = honest().says("general", "U1", "1767800000.000100", "later").bytes();
    let at = good.windows(23).position(|window| window == b"general/2026-01-07.json").unwrap();
    let mut broken = good.clone();
    broken[at + 25..at + 60].fill(0xFF);
    check("flipped bits", &broken, &[]);
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_not_followed() {
    let world = World::new();
    let (folder, secret) = (world.aside("unpacked"), world.aside("secret.json"));
    honest().unpack(&folder).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(&secret).unwrap(), day()).unwrap();
    std::os::unix::fs::symlink(&secret, folder.join("general/2026-01-06.json")).unwrap();
    let id = world.start(&folder, json!({})).unwrap();
    assert_eq!(world.finish(&id)["total"]["records"], json!(1), "what a link points to is not read");
}

#[test]
fn a_file_that_is_not_there() {
    let world = World::new();
    let error = world.start(&world.aside("nothing.zip"), json!({})).unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some("path")));
    assert!(error.message.contains("there is no file"), "{}", error.message);
}
