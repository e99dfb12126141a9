//! Collects the core's announcements, as every host does before it tells its screens.

use std::{collections::BTreeSet, time::Duration};

use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, timeout_at},
};

/// How long changes are collected before a page hears of them.
const PAUSE: Duration = Duration::from_millis(150);

/// Waits for a change and collects what follows it within [`PAUSE`]; `None` when the core is gone.
pub async fn next(changes: &mut Receiver<Vec<&'static str>>) -> Option<BTreeSet<&'static str>> {
    let mut topics: BTreeSet<_> = loop {
        match changes.recv().await {
            Ok(first) => break first.into_iter().collect(),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    };
    let until = Instant::now() + PAUSE;
    while let Ok(more) = timeout_at(until, changes.recv()).await {
        match more {
            Ok(more) => topics.extend(more),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => break,
        }
    }
    Some(topics)
}
