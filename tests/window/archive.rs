//! A workspace full of hostile text, imported and read in the real window: every word of it is only ever a word.

use kith_tests::{
    export_maker::ExportMaker,
    hostile::{Listener, markup},
    http::Result,
    window::Window,
};
use serde_json::json;

use crate::{hostile::outlast, imported, make_community};

/// The export of a workspace in which everything that can be written is hostile.
fn export(origin: &str) -> ExportMaker {
    let image = format!("<img src=x onerror=\"window.__xss('name')\"><img src={origin}/name.svg>");
    let all = markup(origin);
    // Slack escapes these three itself; who makes an archive by hand does not have to.
    let escaped = all.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let links = format!(
        "<javascript:window.__xss('link')|click> <{origin}/link|https://safe.example> <data:text/html,{image}|data> \
         <file:///etc/passwd> <https://a.example/\"onmouseover=\"window.__xss('link')|quote> `{image}` ```{image}``` *{image}* :{image}: <!{image}> <@U1|{image}> <#C1|{image}>"
    );
    let user = |id: &str, name: &str| {
        json!({ "id": id, "name": name, "real_name": name, "tz": image, "is_bot": false, "deleted": false, "profile": {
            "real_name": name, "display_name": name, "title": image, "pronouns": image, "email": image,
            "image_72": format!("{origin}/avatar.png"), "image_512": format!("{origin}/avatar.png"),
        } })
    };
    ExportMaker::new()
        .user(user("U1", &format!("Mallory {image}")))
        .user(user("U2", &all))
        .conversation("channels.json", json!({
            "id": "C1", "name": "garden", "created": 1_700_000_000, "creator": "U1", "is_archived": false, "is_general": true,
            "members": ["U1", "U2"], "topic": { "value": all, "creator": "U1", "last_set": 1 }, "purpose": { "value": image, "creator": "U1", "last_set": 1 },
        }))
        .says("garden", "U1", "1767600000.000100", &all)
        .says("garden", "U1", "1767600100.000100", &escaped)
        .says("garden", "U2", "1767600200.000100", &links)
        .says_in("garden", "U1", "1767600300.000100", "1767600000.000100", &links)
        .message("garden", json!({
            "type": "message", "user": "U2", "ts": "1767600400.000100", "text": image,
            "reactions": [{ "name": image, "count": 1, "users": ["U1"] }, { "name": "heart", "count": 2, "users": ["U1", "U2"] }],
            "files": [{ "id": "F1", "name": image, "title": all, "mimetype": "text/html", "filetype": image, "url_private": format!("{origin}/file?t=xoxe-1"), "thumb_360": format!("{origin}/thumb.png") }],
            "attachments": [{ "title": all, "title_link": "javascript:window.__xss('attachment')", "text": image, "image_url": format!("{origin}/attachment.png"), "fallback": image, "footer_icon": format!("{origin}/footer.png") }],
            "blocks": [
                { "type": "image", "image_url": format!("{origin}/block.png"), "alt_text": image },
                { "type": "rich_text", "elements": [{ "type": "rich_text_section", "elements": [
                    { "type": "text", "text": all }, { "type": "link", "url": "javascript:window.__xss('block')", "text": image }, { "type": "emoji", "name": image, "unicode": image },
                ] }] },
            ],
        }))
}

#[test]
fn a_hostile_workspace_is_only_words() -> Result<()> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let listener = Listener::start()?;
    let archive = home.path().join("export.zip");
    export(&listener.origin()).save(&archive).map_err(|error| error.to_string())?;

    let window = Window::open(home.path())?;
    let none = json!([]);
    window.session().run("window.fired = []; window.__xss = (what) => window.fired.push(what)", &none)?;
    make_community(&window, "Allotment")?;
    window.see("How would you like to begin?")?;
    window.call("imports.start", &json!({ "path": archive, "private_channels": false, "direct": false }))?;
    imported(&window)?;

    let spaces = window.call("spaces.list", &json!({}))?;
    let space = spaces["spaces"][0]["id"].as_str().ok_or("no channel was imported")?.to_owned();
    let filter = json!({ "text": "Mallory", "kind": "all", "seen": "any", "left": true });
    let people = window.call(
        "members.list",
        &json!({ "filter": filter, "sort": "name", "descending": false, "after": null, "limit": 5 }),
    )?;
    let person = people["rows"][0]["id"].as_str().ok_or("no person was imported")?.to_owned();
    let threads = window.call("threads.list", &json!({ "space": null, "sort": "last", "after": null, "limit": 5 }))?;
    let thread = threads["rows"][0]["id"].as_str().ok_or("no thread was imported")?.to_owned();

    // Wherever the words are shown, they are shown as they were written.
    let routes = [
        ("#/home".to_owned(), "Newest members"),
        (format!("#/conversations/{space}"), "<img src=x onerror"),
        (format!("#/conversations/{space}?thread={thread}"), "<img src=x onerror"),
        ("#/conversations".to_owned(), "All threads"),
        ("#/members".to_owned(), "Mallory <img src=x"),
        (format!("#/members/{person}"), "Mallory <img src=x"),
        ("#/search?q=onerror".to_owned(), "Mallory <img src=x"),
        ("#/import".to_owned(), "export.zip"),
    ];
    for (route, words) in routes {
        window.go(&route)?;
        window.see(words).map_err(|error| format!("{route}: {error}"))?;
        // Not clicked: an address that a person follows is opened, in their browser.
        let touch = "for (const one of document.querySelectorAll('main *')) for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error'])
            one.dispatchEvent(new Event(kind, { bubbles: true }))";
        window.session().run(touch, &none)?;
    }
    outlast()?;
    let foreign = "return [...document.querySelectorAll('script[src], img, iframe, object, embed, link[href]')]
        .map((one) => one.src || one.href || one.data).filter((address) => address && !address.startsWith('tauri://localhost'))";
    assert_eq!(window.session().run(foreign, &none)?, none, "no element of a stranger is in the page");
    assert_eq!(window.session().run("return window.fired", &none)?, none, "no script of a stranger runs");
    assert_eq!(listener.seen(), [""; 0], "no byte of a stranger is fetched and none is sent");
    assert!(window.session().address()?.starts_with("tauri://localhost"), "the window stays where it is");
    assert_eq!(window.faults()?, [""; 0], "the page's own scripts never fail");
    Ok(())
}
