//! What may come late: who liked what and when, and who has which badge.
//!
//! Only the list of what a person did tells when they liked something, thirty at a time. So it is read for those whose
//! number of likes given changed, a little with each walk, and only when everything fresh is here.
//!
//! **Invariant:** it never asks for more than [`MOST`] things in one walk, but for a full one on this machine.

use kith_domain::record::{GroupRecord, LikeRecord, Mark, MarkRecord};

use super::{
    super::{Discourse, FORUM, checkpoint::Step, normalise, wire},
    Turn,
};
use crate::Result;

/// Requests of one walk.
const MOST: u32 = 60;
/// Marks of people are these numbers and more, those of badges these.
const PEOPLE: i64 = 1 << 40;
const BADGES: i64 = 1 << 41;
/// Entries on one page of what somebody did, and of holders of a badge.
const DEEDS: usize = 30;
const HOLDERS: usize = 96;
/// A badge that so many hold says what the list of people says.
const CROWD: i64 = 2_000;
/// The last page of the list of people.
const LAST: u32 = 10;

impl Discourse {
    /// Whether this walk may ask for one more thing.
    fn may_go_on(&self, turn: &mut Turn<'_>) -> bool {
        turn.run.quiet += 1;
        turn.run.quiet <= MOST || (turn.run.full && self.client.is_loopback())
    }

    /// One page of somebody's likes, or of those who liked most.
    pub(super) async fn likes(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        if !self.may_go_on(turn) {
            turn.end();
            return Ok(());
        }
        let Some((user, name, given)) = turn.state.quiet.people.first().cloned() else {
            if turn.state.quiet.page <= LAST {
                return self.who_liked(turn).await;
            }
            turn.state.quiet.page = 0;
            turn.go(Step::Badges);
            return Ok(());
        };
        turn.what = Some(name.clone());
        let quiet = &turn.state.quiet;
        let query = [("filter", "1".to_owned()), ("username", name), ("offset", quiet.offset.to_string())];
        let listed = self.optional("a member's likes", &["user_actions.json"], &query).await?;
        let rows = wire::list(wire::at(&listed, &["user_actions"]));
        let number = PEOPLE + user;
        let known_until = match turn.run.full {
            true => None,
            false => turn.known.marks(FORUM, &[number]).await?.into_iter().next().flatten().map(|mark| mark.extra),
        };
        let mut newest = turn.state.quiet.newest;
        let mut met_known = false;
        for row in rows {
            let (Some(post), Some(at)) = (wire::number(&row["post_id"]), wire::time(&row["created_at"])) else {
                continue;
            };
            if known_until.is_some_and(|until| at < until) {
                met_known = true;
                break;
            }
            newest = newest.max(at);
            let account = wire::number(&row["acting_user_id"]).unwrap_or(user).to_string();
            turn.batch.likes.push(LikeRecord {
                realm: FORUM.into(),
                remote: post,
                account,
                name: "heart".into(),
                at: Some(at),
            });
        }
        let quiet = &mut turn.state.quiet;
        quiet.newest = newest;
        quiet.offset += u32::try_from(rows.len()).unwrap_or(0);
        if met_known || rows.len() < DEEDS {
            turn.batch.marks.push(MarkRecord {
                space: FORUM.into(),
                number,
                mark: Mark { value: given, extra: newest.max(known_until.unwrap_or(0)) },
            });
            quiet.people.remove(0);
            quiet.offset = 0;
            quiet.newest = 0;
        }
        turn.run.done += 1;
        Ok(())
    }

    /// The next page of people, those first who gave most likes: which of them gave more since?
    async fn who_liked(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let page = turn.state.quiet.page;
        let query = [("period", "all".to_owned()), ("order", "likes_given".to_owned()), ("page", page.to_string())];
        let listed = self.optional("the list of people", &["directory_items.json"], &query).await?;
        let rows = wire::list(wire::at(&listed, &["directory_items"]));
        let mut people = Vec::new();
        for row in rows {
            let given = wire::number(&row["likes_given"]).unwrap_or(0);
            let id = wire::number(wire::at(row, &["user", "id"])).or_else(|| wire::number(wire::at(row, &["id"])));
            if let (Some(id), Some(name), true) = (id, wire::words(wire::at(row, &["user", "username"])), given > 0) {
                people.push((id, name, given));
            }
        }
        let numbers: Vec<i64> = people.iter().map(|(id, ..)| PEOPLE + id).collect();
        let marks = turn.known.marks(FORUM, &numbers).await?;
        let has_changed =
            |((.., given), mark): (&(i64, String, i64), Option<Mark>)| mark.is_none_or(|mark| mark.value != *given);
        let changed: Vec<bool> = people.iter().zip(marks).map(has_changed).collect();
        let is_last = people.len() < rows.len() || rows.is_empty() || page >= LAST;
        let full = turn.run.full;
        turn.state.quiet.people =
            people.into_iter().zip(changed).filter(|(_, changed)| *changed || full).map(|(person, _)| person).collect();
        turn.state.quiet.page = page + 1;
        if is_last || wire::list(wire::at(&listed, &["directory_items"])).len() < 50 {
            turn.state.quiet.page = LAST + 1;
        }
        Ok(())
    }

    /// One page of a badge's holders.
    pub(super) async fn holders(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        if !self.may_go_on(turn) {
            turn.end();
            return Ok(());
        }
        if turn.run.page == 0 && turn.state.quiet.badges.is_empty() {
            turn.run.page = 1;
            return self.which_badges(turn).await;
        }
        let Some((badge, count)) = turn.state.quiet.badges.first().copied() else {
            turn.end();
            return Ok(());
        };
        let offset = turn.state.quiet.holders.len();
        let query = [("badge_id", badge.to_string()), ("offset", offset.to_string())];
        let listed = self.optional("a badge's holders", &["user_badges.json"], &query).await?;
        let listed = match wire::at(&listed, &["user_badge_info"]).is_null() {
            true => &listed,
            false => wire::at(&listed, &["user_badge_info"]),
        };
        let rows = wire::list(&listed["user_badges"]);
        let of = wire::list(&listed["badges"]).iter().find(|value| wire::number(&value["id"]) == Some(badge));
        let holders = &mut turn.state.quiet.holders;
        holders.extend(rows.iter().filter_map(|row| wire::number(&row["user_id"])));
        if rows.len() < HOLDERS {
            let mut members: Vec<String> = std::mem::take(holders).iter().map(ToString::to_string).collect();
            members.sort_unstable();
            members.dedup();
            turn.state.quiet.badges.remove(0);
            if let Some(record) = of.and_then(normalise::badge) {
                turn.batch.groups.push(GroupRecord { members: Some(members), ..record });
                let mark = Mark { value: count, extra: turn.now };
                turn.batch.marks.push(MarkRecord { space: FORUM.into(), number: BADGES + badge, mark });
            }
        }
        turn.run.done += 1;
        Ok(())
    }

    /// Badges that were given or taken since their holders were read.
    async fn which_badges(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let listed = self.optional("the forum's badges", &["badges.json"], &[]).await?;
        for value in wire::list(wire::at(&listed, &["badges"])) {
            let Some(id) = wire::number(&value["id"]) else { continue };
            let count = wire::number(&value["grant_count"]).unwrap_or(0);
            let before = turn.known.marks(FORUM, &[BADGES + id]).await?.into_iter().next().flatten();
            let is_new = before.map_or(count > 0, |mark| mark.value != count);
            if count <= CROWD && (is_new || (turn.run.full && count > 0)) {
                turn.state.quiet.badges.push((id, count));
            }
        }
        Ok(())
    }
}
