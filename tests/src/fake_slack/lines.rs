//! Socket Mode: lines on which the workspace says what happened.
//!
//! As documented: an address is good once; the first frame is `hello`; an event goes to one of the lines and not to all;
//! what is not acknowledged before a line ends goes to another one, marked as a repetition; what happens while there is no
//! line is lost.
//!
//! **Invariants:** an event is said only after it happened; every acknowledgement is remembered, and how late it came.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use axum::{
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{
    sync::{Notify, mpsc},
    time::timeout,
};

use crate::fake_clock::LONG;

/// After so long an event counts as lost.
const PATIENCE: u128 = 3_000;

/// All lines, and what was said on them.
#[derive(Default)]
pub(super) struct Lines {
    inside: Mutex<Inside>,
    changed: Notify,
}

#[derive(Default)]
struct Inside {
    tickets: BTreeSet<String>,
    open: BTreeMap<u64, mpsc::UnboundedSender<Message>>,
    /// Said and not acknowledged: by envelope, on which line, what and when.
    waiting: BTreeMap<String, (u64, Value, Instant)>,
    seen: LinesSeen,
    last: u64,
}

/// What can be seen of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinesSeen {
    /// Lines that are open.
    pub open: usize,
    /// Lines that were ever opened.
    pub ever: u64,
    /// Events that were said, repetitions included.
    pub said: u64,
    /// Envelopes that were acknowledged in time.
    pub acknowledged: u64,
    /// Those that were acknowledged too late.
    pub late: u64,
    /// What came that was no acknowledgement of anything.
    pub nonsense: Vec<String>,
    /// Pings that were answered.
    pub pongs: u64,
}

impl Lines {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A ticket for one line.
    pub(super) fn ticket(&self) -> String {
        let mut inside = self.inside();
        inside.last += 1;
        let ticket = format!("ticket-{}", inside.last);
        inside.tickets.insert(ticket.clone());
        ticket
    }

    /// Says that something happened.
    pub(super) fn say(&self, events: Vec<Value>) {
        let mut inside = self.inside();
        for event in events {
            inside.say(event, false);
        }
    }

    pub(super) fn seen(&self) -> LinesSeen {
        let inside = self.inside();
        LinesSeen { open: inside.open.len(), ..inside.seen.clone() }
    }

    /// Waits until the lines look as they should; says whether they came to.
    pub(super) async fn until(&self, wanted: impl Fn(&LinesSeen) -> bool) -> bool {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if wanted(&self.seen()) {
                    return;
                }
                changed.await;
            }
        };
        timeout(LONG, waiting).await.is_ok()
    }

    /// Sends something to every line.
    pub(super) fn send(&self, message: &Message) {
        self.inside().open.values().for_each(|line| drop(line.send(message.clone())));
    }

    /// Cuts all lines off.
    pub(super) fn cut(&self) {
        self.inside().open.clear();
    }
}

impl Inside {
    fn say(&mut self, event: Value, again: bool) {
        // One after the other, so that nobody can rely on hearing everything.
        let Some(line) = self.open.keys().nth(self.last as usize % self.open.len().max(1)).copied() else { return };
        self.last += 1;
        let envelope = format!("envelope-{}", self.last);
        let frame = json!({
            "envelope_id": envelope, "type": "events_api", "accepts_response_payload": false,
            "retry_attempt": i32::from(again), "retry_reason": if again { "timeout" } else { "" },
            "payload": { "type": "event_callback", "event_id": envelope, "event": event },
        });
        self.waiting.insert(envelope, (line, event, Instant::now()));
        self.seen.said += 1;
        if let Some(line) = self.open.get(&line) {
            let _ = line.send(Message::Text(frame.to_string().into()));
        }
    }

    fn heard(&mut self, text: &str) {
        let answer: Value = serde_json::from_str(text).unwrap_or_default();
        let envelope = answer.get("envelope_id").and_then(Value::as_str).unwrap_or_default();
        match self.waiting.remove(envelope) {
            Some((_, _, since)) if since.elapsed().as_millis() <= PATIENCE => self.seen.acknowledged += 1,
            Some(_) => self.seen.late += 1,
            None => self.seen.nonsense.push(text.to_owned()),
        }
    }

    fn ended(&mut self, line: u64) {
        self.open.remove(&line);
        let (lost, kept) = std::mem::take(&mut self.waiting).into_iter().partition(|(_, (on, ..))| *on == line);
        self.waiting = kept;
        let lost: BTreeMap<String, (u64, Value, Instant)> = lost;
        for (_, event, _) in lost.into_values() {
            self.say(event, true);
        }
    }
}

/// A line is opened with its ticket.
pub(super) async fn connect(
    State(lines): State<Arc<Lines>>,
    Query(query): Query<BTreeMap<String, String>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let ticket = query.get("ticket").map(String::as_str).unwrap_or_default();
    if !lines.inside().tickets.remove(ticket) {
        return (StatusCode::FORBIDDEN, "no such ticket").into_response();
    }
    upgrade.on_upgrade(move |socket| serve(lines, socket))
}

async fn serve(lines: Arc<Lines>, mut socket: WebSocket) {
    let hello = json!({
        "type": "hello", "num_connections": 1, "connection_info": { "app_id": "A0FAKE" },
        "debug_info": { "host": "applink-1", "approximate_connection_time": 3_600 },
    });
    if socket.send(Message::Text(hello.to_string().into())).await.is_err() {
        return;
    }
    let (sender, mut frames) = mpsc::unbounded_channel();
    let line = {
        let mut inside = lines.inside();
        inside.last += 1;
        inside.seen.ever += 1;
        let line = inside.last;
        inside.open.insert(line, sender);
        line
    };
    lines.changed.notify_waiters();
    loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Some(frame) => if socket.send(frame).await.is_err() { break },
                None => break,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => lines.inside().heard(text.as_str()),
                Some(Ok(Message::Pong(_))) => lines.inside().seen.pongs += 1,
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
        lines.changed.notify_waiters();
    }
    lines.inside().ended(line);
    lines.changed.notify_waiters();
}
