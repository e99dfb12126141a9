//! Announcements of what changed, collected: a host tells its screens a few times a second and not after every write.

use std::{collections::BTreeSet, time::Duration};

use kith_store::Topic;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, timeout_at},
};

/// How long changes are collected before a host hears of them.
const PAUSE: Duration = Duration::from_millis(150);

/// The announcements since it was made.
pub struct Changes {
    pub(crate) receiver: Receiver<Vec<&'static str>>,
}

impl Changes {
    /// Waits for a change and answers its topics at once; `None` when Kith is closed.
    pub async fn next(&mut self) -> Option<BTreeSet<&'static str>> {
        match self.receiver.recv().await {
            Ok(topics) => Some(topics.into_iter().collect()),
            // Some were missed: then everything may have changed.
            Err(RecvError::Lagged(_)) => Some(Topic::ALL.map(Topic::word).into()),
            Err(RecvError::Closed) => None,
        }
    }

    /// Waits for a change and collects what follows it within a moment; `None` when Kith is closed.
    pub async fn collected(&mut self) -> Option<BTreeSet<&'static str>> {
        let mut topics = self.next().await?;
        let until = Instant::now() + PAUSE;
        while let Ok(Some(more)) = timeout_at(until, self.next()).await {
            topics.extend(more);
        }
        Some(topics)
    }
}
