//! Sends what waits, one after the other.

use kith_connect::{Connector, Error, Intent};
use kith_domain::time;
use kith_store::{Store, SyncRow};
use tokio::sync::watch;

use super::Payload;
use crate::{ApiError, App, sync::stoppable};

/// The longest pause between two tries, milliseconds.
const LONGEST: i64 = 30 * 60_000;

/// What went out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sent {
    /// How many.
    pub(crate) count: u32,
    /// A decision about a flag was among what was tried: what waits there is another now.
    pub(crate) decided: bool,
}

/// Sends what is due to a source; answers what went out. What fails for now ends it: the order is kept.
pub(crate) async fn send_waiting(
    app: &App,
    store: &Store,
    row: &SyncRow,
    connector: &mut dyn Connector,
    stop: &mut watch::Receiver<bool>,
) -> Result<Sent, ApiError> {
    let mut sent = Sent::default();
    loop {
        let (source, now) = (row.uid.to_string(), app.now());
        let Some(next) = store.read(move |read| read.next_intent(&source, now)).await? else { return Ok(sent) };
        let (id, attempts) = (next.id.clone(), next.attempts);
        sent.decided |= next.kind == "review";
        let wish = serde_json::from_str::<Payload>(&next.payload).ok().and_then(|payload| payload.wish(&next.kind));
        let begun = {
            let id = id.clone();
            store.write(move |write| write.sending(&id, now)).await
        };
        match begun {
            // Taken back at the last moment.
            Err(kith_store::Error::Conflict) => continue,
            begun => begun?,
        }
        let result = match wish {
            Some(wish) => {
                let (source, created_at, doubtful) = (row.uid.to_string(), next.created_at, attempts > 0);
                // What went out for another, with the same words perhaps, is not this one; clocks differ.
                let others = match doubtful {
                    true => store.read(move |read| read.sent_numbers(&source, created_at - time::DAY)).await?,
                    false => Vec::new(),
                };
                let intent = Intent { key: id.clone(), wish, created_at, doubtful, others };
                stoppable(stop, connector.push(&intent)).await
            }
            None => Err(Error::Invalid("what was written cannot be read any more".into())),
        };
        let now = app.now();
        match result {
            Ok(receipt) => {
                store.write(move |write| write.sent(&id, receipt.remote, now)).await?;
                sent.count += 1;
            }
            Err(error) => {
                let transient = error.is_transient();
                let wait = match &error {
                    // Whoever asks for more than a day is asked again tomorrow: what is put off for longer was put off by a
                    // clock that was ahead.
                    Error::Waiting { milliseconds } => i64::try_from(*milliseconds).unwrap_or(LONGEST).min(time::DAY),
                    _ => (5_000_i64 << attempts.min(10)).min(LONGEST),
                };
                let stopped = error == Error::Stopped;
                let written = serde_json::to_string(&ApiError::from(error)).unwrap_or_default();
                let not_before = if stopped { now } else { now + wait };
                store.write(move |write| write.not_sent(&id, !transient, &written, not_before, now)).await?;
                if transient {
                    return Ok(sent);
                }
            }
        }
    }
}
