//! Discourse, asked against its fake.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a world that cannot be made is a failed test"
)]

mod changes;
mod codes;
mod deciding;
mod faults;
mod limits;
mod pages;
mod signing_in;
mod writing;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use kith_connect::{
    Connector, Coverage, Depth, Result, SecretString,
    discourse::{self, Settings},
    http::{Limits, Meter, Network, base},
};
use kith_tests::fake_discourse::{ADMIN_KEY, FakeDiscourse, Forum, Habits, Idle, Shelf, USER_KEY, Viewer, wanted};
use serde_json::Value;

/// A forum, a store, and what runs between them.
pub(crate) struct World {
    pub(crate) fake: FakeDiscourse,
    pub(crate) idle: Arc<Idle>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) shelf: Shelf,
    pub(crate) checkpoint: Option<Value>,
    pub(crate) viewer: Viewer,
    pub(crate) settings: Settings,
    pub(crate) secret: Option<String>,
    pub(crate) coverage: Option<Coverage>,
    /// Requests until the coverage was told.
    pub(crate) until_covered: u64,
    /// Opened anew for each page.
    pub(crate) restless: bool,
}

impl World {
    /// A forum that an administrator reads.
    pub(crate) async fn new(forum: Forum, habits: Habits) -> Self {
        Self::of(forum, habits, Viewer::Admin(-1)).await
    }

    pub(crate) async fn of(forum: Forum, mut habits: Habits, viewer: Viewer) -> Self {
        let secret = match viewer {
            Viewer::Guest => None,
            Viewer::Admin(id) => {
                habits.admin = id;
                Some(ADMIN_KEY.to_owned())
            }
            Viewer::Member(id, writes) => {
                habits.member = (id, writes);
                Some(USER_KEY.to_owned())
            }
        };
        let folder = habits.folder.clone();
        let idle = Arc::new(Idle::default());
        let fake = FakeDiscourse::start(forum, habits, idle.clone()).await.unwrap();
        let settings = Settings::new(base(&format!("http://{}{folder}", fake.address())).unwrap());
        Self {
            fake,
            idle,
            meter: Arc::default(),
            shelf: Shelf::default(),
            checkpoint: None,
            viewer,
            settings,
            secret,
            coverage: None,
            until_covered: 0,
            restless: false,
        }
    }

    pub(crate) fn network(&self) -> Network {
        let limits = Limits { whole: Duration::from_millis(400), ..Limits::default() };
        Network { waits: self.idle.clone(), limits, meter: self.meter.clone() }
    }

    pub(crate) fn open(&self) -> Box<dyn Connector> {
        discourse::open(self.settings.clone(), self.secret.clone().map(SecretString::from), &self.network()).unwrap()
    }

    /// Whatever stands at another address from now on.
    pub(crate) fn go_through(&mut self, address: SocketAddr) {
        self.settings.url = base(&format!("http://{address}/")).unwrap();
        self.settings.site = Some(address.to_string());
    }

    /// Reads until the walk ends; gives the requests it took.
    pub(crate) async fn sync(&mut self, depth: Depth) -> Result<u64> {
        let before = self.meter.requests();
        let mut connector = self.open();
        for _ in 0..20_000 {
            let pull = kith_connect::Pull {
                checkpoint: self.checkpoint.as_ref(),
                known: &self.shelf,
                depth,
                now: self.idle.now(),
            };
            let page = connector.pull(pull).await?;
            if let Some(coverage) = page.coverage.clone() {
                self.coverage = Some(coverage);
                self.until_covered = self.meter.requests() - before;
            }
            self.checkpoint = Some(page.checkpoint.clone());
            let done = page.done;
            self.shelf.take(page);
            if self.restless {
                connector = self.open();
            }
            if done {
                assert!(self.shelf.wrong.is_empty(), "{:?}", self.shelf.wrong);
                return Ok(self.meter.requests() - before);
            }
        }
        panic!("a walk must end");
    }

    /// The copy equals the forum.
    pub(crate) fn agrees(&self, when: &str) {
        let (here, there) = (self.shelf.living_rows("forum"), self.fake.change(|forum| wanted(forum, self.viewer)));
        for (id, row) in &there {
            assert_eq!(here.get(id), Some(row), "{when}: post {id}");
        }
        for id in here.keys() {
            assert!(there.contains_key(id), "{when}: post {id} is here and not there");
        }
    }
}

/// A forum with some of everything.
pub(crate) fn town(posts: usize) -> Forum {
    let mut forum = Forum::new();
    let (general, staff) = (forum.category("General", None, false), forum.category("Staff", None, true));
    let help = forum.category("Help", Some(general), false);
    let people: Vec<i64> = ["ada", "bo", "cy", "dee", "eve"].iter().map(|name| forum.user(name)).collect();
    let at = |number: usize| people[number % people.len()];
    let topics: Vec<i64> = (0..posts / 12 + 4)
        .map(|number| {
            let category = [general, help, help, staff][number % 4];
            forum.topic(Some(category), at(number), &format!("Topic {number}"), &format!("First of {number}")).0
        })
        .collect();
    for number in 0..posts.saturating_sub(topics.len()) {
        let topic = topics[(number * 7 + number / 5) % topics.len()];
        let id = forum.reply(topic, at(number * 3), &format!("Answer {number} with <b>signs</b> & words"));
        if number % 4 == 0 {
            forum.like(id, at(number * 3 + 1));
        }
        if number % 10 == 0 {
            forum.like(id, at(number * 3 + 2));
        }
    }
    forum.of_topic(topics[0], |topic| topic.tags = vec!["zeta".into(), "alpha".into()]);
    forum.groups.insert(41, ("gardeners".into(), people.iter().copied().take(3).collect()));
    forum.badges.insert(7, ("Welcome".into(), people.iter().copied().take(2).collect()));
    forum
}
