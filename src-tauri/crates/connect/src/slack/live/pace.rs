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

    pub(super) fn is_capped(&self) -> bool {
        self.capped.load(Ordering::Relaxed)
    }

    fn of(&self, method: &str) -> Pace {
        let capped = self.capped.load(Ordering::Relaxed);
        match method {
            "conversations.history" | "conversations.replies" if capped => Pace::new(1, MINUTE),
            "chat.postMessage" => Pace::new(1, 1_000),
            "users.list" | "conversations.list" | "usergroups.list" => Pace::new(20, MINUTE),
            "users.info" | "users.profile.get" | "conversations.members" => Pace::new(100, MINUTE),
            _ => Pace::new(50, MINUTE),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use super::*;
    use crate::http::{Limits, Meter, Network, Waits};

    /// A clock that moves when somebody waits.
    struct Clock(AtomicI64);

    #[async_trait::async_trait]
    impl Waits for Clock {
        async fn wait(&self, milliseconds: u64) -> Result<()> {
            self.0.fetch_add(i64::try_from(milliseconds).unwrap_or(i64::MAX), Ordering::Relaxed);
            Ok(())
        }
        fn now_ms(&self) -> i64 {
            self.0.load(Ordering::Relaxed)
        }
        fn jitter(&self, _: u64) -> u64 {
            0
        }
    }

    /// How long so many calls take.
    async fn spent(paces: &Paces, method: &'static str, calls: usize) -> i64 {
        let clock = Arc::new(Clock(AtomicI64::new(0)));
        let network = Network { waits: clock.clone(), limits: Limits::default(), meter: Arc::new(Meter::default()) };
        let http = Http::new(&url::Url::parse("http://127.0.0.1:1/").unwrap(), &network).unwrap();
        for _ in 0..calls {
            paces.turn(method, None, &http).await.unwrap();
        }
        clock.now_ms()
    }

    #[tokio::test]
    async fn slack_is_asked_as_often_as_it_allows_and_no_more() {
        for (method, a_minute) in [("users.list", 20), ("conversations.history", 50), ("users.info", 100)] {
            assert_eq!(spent(&Paces::new(true), method, a_minute).await, 0, "{method}: nothing is waited for in vain");
            assert_eq!(spent(&Paces::new(true), method, a_minute + 1).await, MINUTE, "{method}");
        }
        assert_eq!(spent(&Paces::new(true), "chat.postMessage", 3).await, 2_000);
    }

    #[tokio::test]
    async fn elsewhere_a_method_is_paced_once_it_said_so() {
        let paces = Paces::new(false);
        assert_eq!(spent(&paces, "users.list", 500).await, 0);
        paces.was_told("users.list");
        assert_eq!(spent(&paces, "users.list", 21).await, MINUTE);
        assert_eq!(spent(&paces, "users.info", 500).await, 0, "limits hold for each method by itself");
    }

    #[tokio::test]
    async fn a_capped_app_gets_one_page_a_minute() {
        let paces = Paces::new(true);
        paces.cap();
        assert_eq!(spent(&paces, "conversations.replies", 3).await, 2 * MINUTE);
    }
}
