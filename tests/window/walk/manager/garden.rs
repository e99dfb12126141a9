//! A forum beside the sample that can be written to: people of this week, one of them with a name that fills a line.

use std::{sync::Arc, time::Duration};

use kith_tests::{
    fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle},
    http::Result,
    screen::wait,
};
use serde_json::json;
use tokio::runtime::Runtime;

use super::Walk;

/// How long a run may take on a busy machine.
const RUN: Duration = Duration::from_secs(60);
const HOUR: i64 = 3_600_000;

/// A name that fills a line.
pub(super) const LONG: &str = "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder of Lübeck";

/// A forum that listens, for as long as this is kept.
pub(super) struct Garden {
    _runtime: Runtime,
    _fake: FakeDiscourse,
    id: String,
}

/// Four people who came this week, what they ask, and one flag.
fn forum(now: i64) -> Forum {
    let mut forum = Forum::new();
    forum.passed = now - 400 * 24 * HOUR - forum.now();
    let admin = forum.user("garden_office");
    forum.users.get_mut(&admin).into_iter().for_each(|one| (one.admin, one.name) = (true, "Garden office".to_owned()));
    let regular = forum.user("ada_pear");
    let beds = forum.category("Beds and borders", None, false);
    let office = forum.category("المكتب", None, false);
    forum.passed += 398 * 24 * HOUR;
    let mut come = |handle: &str, name: &str| {
        let id = forum.user(handle);
        forum.users.get_mut(&id).into_iter().for_each(|one| name.clone_into(&mut one.name));
        id
    };
    let long = come("hubert", LONG);
    let arabic = come("mohammed", "محمد بن راشد آل مكتوم");
    let emoji = come("zoe", "Zoë 🦔 Ng");
    let rude = come("nettle", "Nettle");
    forum.topic(
        Some(beds),
        regular,
        "Which beans climb best?",
        "Ours fell over last year. *Which* ones climb by themselves?",
    );
    forum.passed += 20 * HOUR;
    forum.topic(Some(beds), long, "A question about compost that is long enough to need a second line in every list, and then a little more of it", "How warm should it be inside, and how would I measure it without a thermometer?");
    forum.topic(
        Some(office),
        arabic,
        "متى يفتح الباب الثالث؟",
        "السلام عليكم، متى يفتح الباب الثالث يوم الأحد؟ أحتاج إلى عربة 🛒 لنقل التراب.",
    );
    forum.passed += HOUR;
    let (_, words) = forum.topic(
        Some(beds),
        rude,
        "Your beds are a disgrace",
        "Whoever planted this should be ashamed, and so should you.",
    );
    forum.topic(Some(beds), emoji, "🌻🌻 Sunflower race 🌻🌻", "Who joins? 👩‍🌾👨🏽‍🌾");
    forum.flag(words, regular, 4);
    forum.passed = now - HOUR - (forum.now() - forum.passed);
    forum
}

impl Garden {
    /// Makes it, connects to it, and waits until it was read.
    pub(super) fn open(walk: &Walk) -> Result<Self> {
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        let now = walk.window().session().run("return Date.now()", &json!([]))?;
        let forum = forum(now.as_i64().ok_or("no clock")?);
        let admin = forum.users.iter().find(|(_, user)| user.admin).map_or(-1, |(id, _)| *id);
        let habits = Habits { admin, ..Habits::default() };
        let fake = runtime.block_on(FakeDiscourse::start(forum, habits, Arc::new(Idle::default())));
        let fake = fake.map_err(|error| error.to_string())?;
        let settings =
            json!({ "address": format!("http://{}/", fake.address()), "user": "garden_office", "write": true });
        let wish = json!({ "kind": "discourse", "secret": ADMIN_KEY, "settings": settings });
        let id = walk.window().call("sources.connect", &wish)?;
        let id = id["id"].as_str().ok_or("no source")?.to_owned();
        let garden = Self { _runtime: runtime, _fake: fake, id };
        garden.read(walk)?;
        Ok(garden)
    }

    /// Reads it once more; what waits in the outbox goes out with that.
    pub(super) fn read(&self, walk: &Walk) -> Result<()> {
        let window = walk.window();
        let seen = || -> Result<(String, Option<i64>)> {
            let all = window.call("sources.list", &json!({}))?;
            let found =
                all["sources"].as_array().into_iter().flatten().find(|one| one["id"] == json!(self.id)).cloned();
            let found = found.ok_or_else(|| format!("no garden in {all}"))?;
            let state =
                found.pointer("/connection/state").and_then(|state| state.as_str()).unwrap_or_default().to_owned();
            Ok((state, found.pointer("/connection/last_ok_at").and_then(serde_json::Value::as_i64)))
        };
        let (_, before) = seen()?;
        // One may be under way already: then that is waited for.
        drop(window.call("sources.sync", &json!({ "id": self.id, "full": true })));
        wait("the forum", RUN, || {
            let (state, at) = seen()?;
            Ok((state == "idle" && at.is_some() && at != before).then_some(()))
        })
    }
}
