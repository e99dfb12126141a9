//! What is in a post's way, so that it is told and nobody waits for nothing.

use std::collections::BTreeMap;

use kith_domain::time;
use kith_store::{ContentPost, ContentState, ContentTrouble, ContentWay, Read, SyncRow};

/// A post that still waits so long after its time is late, milliseconds.
const PATIENCE: i64 = time::HOUR;

pub(super) fn tell(read: &Read<'_>, posts: &mut [ContentPost], now: i64) -> kith_store::Result<()> {
    let syncs: BTreeMap<String, SyncRow> = read.syncs()?.into_iter().map(|sync| (sync.uid.to_string(), sync)).collect();
    for post in posts {
        post.trouble = of(post, &syncs, now);
    }
    Ok(())
}

fn of(post: &ContentPost, syncs: &BTreeMap<String, SyncRow>, now: i64) -> Option<ContentTrouble> {
    if post.state.is_out() {
        return None;
    }
    if post.space.is_some() && !post.space_known {
        return Some(ContentTrouble::SpaceGone);
    }
    if post.archived {
        return Some(ContentTrouble::SpaceArchived);
    }
    let over = is_over(post, now);
    if post.state != ContentState::Scheduled {
        return over.then_some(ContentTrouble::Late);
    }
    if post.way == ContentWay::Outbox {
        let sync = post.source.as_ref().and_then(|source| syncs.get(source));
        return match (post.intent_state.as_deref(), sync) {
            (None | Some("discarded"), _) => Some(ContentTrouble::NotInOutbox),
            (Some("wedged"), _) => Some(ContentTrouble::Refused),
            (_, None) => Some(ContentTrouble::NotConnected),
            (_, Some(sync)) if sync.state == "paused" => Some(ContentTrouble::Paused),
            (_, Some(sync)) if crate::sync::may_write(sync) != (true, true) => Some(ContentTrouble::ReadOnly),
            (_, Some(sync)) if matches!(sync.state.as_str(), "failed" | "asking") => Some(ContentTrouble::SourceFails),
            _ => over.then_some(ContentTrouble::Late),
        };
    }
    over.then_some(ContentTrouble::Late)
}

/// Whether the planned moment is over: of a day without a time, the whole day.
fn is_over(post: &ContentPost, now: i64) -> bool {
    let Some(at) = post.planned_at else { return false };
    if !post.planned_time.is_empty() {
        return at + PATIENCE < now;
    }
    let zone = time::zone(&post.zone).unwrap_or(chrono_tz::UTC);
    post.planned_on.as_deref().is_some_and(|on| on < time::day_of(now, zone).to_string().as_str())
}
