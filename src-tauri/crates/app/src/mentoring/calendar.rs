//! Sessions that are planned, for the mentor's own calendar.
//!
//! **Invariants:** whom one meets and when is told, and nothing of what is talked about; a session that moves is known again.

use kith_domain::{
    ics::{Timed, appointments},
    time,
};
use kith_store::{MentoringSession, Mentorship, Read, SessionState};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use crate::{
    ApiError, App,
    exports::{Exported, place},
};

/// A calendar reminds so many minutes before.
const REMINDER: u32 = 30;
/// Sessions of a pair that are looked at, the latest first.
const LOOKED_AT: u32 = 50;

/// Which sessions to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportSessions {
    /// Of which pair; nothing for all that go on.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// Where to, on hosts without dialogs.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// A session as a calendar is told of it: both clocks are in its words.
fn timed(pair: &Mentorship, session: &MentoringSession) -> Timed {
    let zone = time::zone(&session.zone).unwrap_or(chrono_tz::UTC);
    let end = session.start_at.saturating_add(i64::from(session.minutes).saturating_mul(60_000));
    let there = pair.zone.as_deref().and_then(|name| Some((name, time::zone(name)?)));
    let text = match there {
        Some((name, there)) if there != zone => {
            format!("{}: {}", name, time::wall(session.start_at, there).format("%Y-%m-%d %H:%M"))
        }
        _ => String::new(),
    };
    Timed {
        sequence: session.sequence,
        changed_at: session.updated_at,
        text,
        category: "mentoring".to_owned(),
        private: true,
        reminder: Some(REMINDER),
        ..Timed::new(
            &format!("session-{}@kith", session.id),
            &format!("{} / {}", pair.mentor, pair.mentee),
            session.start_at,
            end,
            zone,
        )
    }
}

fn planned(read: &Read<'_>, id: Option<&str>, now: i64) -> kith_store::Result<Vec<Timed>> {
    let pairs = match id {
        Some(id) => vec![read.mentorship(id)?],
        None => read.mentees(false, now)?.into_iter().map(|one| one.pair).filter(|pair| pair.mine).collect(),
    };
    let mut all = Vec::new();
    for pair in pairs {
        let sessions = read.mentoring_sessions(&pair.id, 0, LOOKED_AT)?;
        all.extend(sessions.iter().filter(|it| it.state == SessionState::Planned).map(|it| timed(&pair, it)));
    }
    all.sort_by(|one, other| (one.start_at, &one.uid).cmp(&(other.start_at, &other.uid)));
    Ok(all)
}

pub(crate) async fn write(app: &App, args: ExportSessions) -> Result<Exported, ApiError> {
    let now = app.now();
    let all = app.store()?.read(move |read| planned(read, args.id.as_deref(), now)).await?;
    if all.is_empty() {
        return Err(ApiError::invalid("id", "no session is planned: plan the next one first"));
    }
    let rows = all.len();
    let make = async move { Ok(appointments("", &all).into_bytes()) };
    place::save(app, args.path.as_deref(), ("sessions", "ics"), rows, make).await
}
