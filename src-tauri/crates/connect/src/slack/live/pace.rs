//! How often a method may be called, and when to begin to count.
//!
//! Facts: limits hold per method, workspace and app; tier 2 is 20 a minute, tier 3 50, tier 4 100; an app that Slack takes
//! for a distributed one gets one `conversations.history` and one `conversations.replies` a minute.
//!
//! **Invariant:** at Slack's own hosts no method is called faster than its tier; elsewhere a method is paced only after it
//! answered 429 once.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    error::Result,
    http::{Http, Pace},
};

/// A minute.
const MINUTE: i64 = 60_000;

/// The paces of one source.
pub(super) struct Paces {
    always: bool,
    capped: AtomicBool,
    methods: Mutex<HashMap<String, Arc<Pace>>>,
}

impl Paces {
    pub(super) fn new(always: bool) -> Self {
        Self { always, capped: AtomicBool::new(false), methods: Mutex::default() }
    }

    /// Waits until a method may be called; `channel` for limits that hold for each channel.
    pub(super) async fn turn(&self, method: &'static str, channel: Option<&str>, http: &Http) -> Result<()> {
        let pace = {
            let mut methods = self.methods.lock().unwrap_or_else(PoisonError::into_inner);
            match methods.get(method) {
                Some(pace) => Some(pace.clone()),
                None if self.always => {
                    let key = channel.map_or_else(|| method.to_owned(), |channel| format!("{method} {channel}"));
                    Some(methods.entry(key).or_insert_with(|| Arc::new(self.of(method))).clone())
                }
                None => None,
            }
        };
        match pace {
            Some(pace) => pace.turn(http).await,
            None => Ok(()),
        }
    }

    /// A method answered 429: from now on it is paced, wherever that is.
    pub(super) fn was_told(&self, method: &'static str) {
        if !self.always {
            let mut methods = self.methods.lock().unwrap_or_else(PoisonError::into_inner);
            methods.entry(method.to_owned()).or_insert_with(|| Arc::new(self.of(method)));
        }
    }

    /// The app is treated as a distributed one.
    pub(super) fn cap(&self) {
        if !self.capped.swap(true, Ordering::Relaxed) {
            let mut methods = self.methods.lock().unwrap_or_else(PoisonError::into_inner);
            methods.remove("conversations.history");
            methods.remove("conversations.replies");
        }
    }

    fn of(&self, method: &str) -> Pace {
        let capped = self.capped.load(Ordering::Relaxed);
        match method {
            "conversations.history" | "conversations.replies" if capped => Pace::new(1, MINUTE),
            "chat.postMessage" => Pace::new(1, 1_000),
            "users.list" | "conversations.list" | "usergroups.list" | "reactions.add" => Pace::new(20, MINUTE),
            "users.info" | "users.profile.get" | "conversations.members" => Pace::new(100, MINUTE),
            _ => Pace::new(50, MINUTE),
        }
    }
}
