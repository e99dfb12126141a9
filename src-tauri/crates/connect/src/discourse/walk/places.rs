//! The forum itself, its categories, badges and groups.

use kith_domain::record::{Mark, MarkRecord, SpaceKind};
use serde_json::Value;

use super::{
    super::{Discourse, FORUM, KeyKind, MESSAGES, checkpoint::Step, normalise, wire},
    Turn,
};
use crate::{Error, Result};

/// Marks of groups are these numbers and more: topics count from 1, unseen posts from -1 downwards.
const GROUPS: i64 = 1 << 42;
/// Where numbers of groups start: some are negative.
const OFFSET: i64 = 1 << 20;
/// The most members one request gives.
const MEMBERS: usize = 1_000;

impl Discourse {
    /// What is missing or not shown is nothing.
    pub(super) async fn optional(&self, what: &str, path: &[&str], query: &[(&str, String)]) -> Result<Value> {
        match self.client.get(what, path, query).await {
            Err(Error::NotFound(_) | Error::Forbidden { .. } | Error::Refused(_)) => Ok(Value::Null),
            answer => answer,
        }
    }

    pub(super) async fn spaces(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let site = self.client.get("the forum's categories", &["site.json"], &[]).await?;
        let info = self.optional("the forum's name", &["site", "basic-info.json"], &[]).await?;
        let host = self.client.base.host_str().unwrap_or("Forum").to_owned();
        let name = wire::words(wire::at(&info, &["title"])).unwrap_or(host);
        turn.batch.spaces.push(normalise::forum(&name));
        let mut categories = wire::list(wire::at(&site, &["categories"])).to_vec();
        if categories.is_empty() {
            // Some forums leave them out there and list them here [4.1].
            let query = [("include_subcategories", "true".to_owned())];
            let listed = self.optional("the forum's categories", &["categories.json"], &query).await?;
            let mut open = wire::list(wire::at(&listed, &["category_list", "categories"])).to_vec();
            while let Some(category) = open.pop() {
                open.extend(wire::list(wire::at(&category, &["subcategory_list"])).iter().cloned());
                categories.push(category);
            }
        }
        for (position, value) in categories.iter().enumerate() {
            match normalise::category(value) {
                Some((id, record)) => {
                    if !turn.batch.spaces.iter().any(|known| known.remote == record.remote) {
                        turn.batch.spaces.push(record);
                    }
                    turn.state.categories.insert(id);
                }
                None => turn.batch.unreadable.push(normalise::unreadable(
                    "site.json",
                    position,
                    value,
                    "a category without a number",
                )),
            }
        }
        if self.settings.messages && self.client.kind != KeyKind::Anonymous {
            turn.batch.spaces.push(normalise::space(MESSAGES, None, "Messages", SpaceKind::Group));
        }
        if turn.run.full {
            let about = self.optional("the forum's page about itself", &["about.json"], &[]).await?;
            let stats = wire::at(&about, &["about", "stats"]);
            let of = |new: &str, old: &str| wire::number(&stats[new]).or_else(|| wire::number(&stats[old]));
            let whole = |number: Option<i64>| number.and_then(|number| u64::try_from(number).ok());
            turn.state.counts = (whole(of("posts_count", "post_count")), whole(of("users_count", "user_count")));
        }
        let badges = self.optional("the forum's badges", &["badges.json"], &[]).await?;
        for value in wire::list(wire::at(&badges, &["badges"])) {
            turn.batch.groups.extend(normalise::badge(value));
        }
        turn.what = Some(name);
        turn.go(Step::Groups);
        Ok(())
    }

    /// A page of groups, with the members of those that changed.
    pub(super) async fn groups(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let query = [("page", turn.run.page.to_string())];
        let listed = self.optional("the forum's groups", &["groups.json"], &query).await?;
        let groups = wire::list(wire::at(&listed, &["groups"]));
        for value in groups {
            let Some(mut group) = normalise::group(value) else { continue };
            let (id, count) = (wire::number(&value["id"]).unwrap_or(0), wire::number(&value["user_count"]));
            // The forum's own groups only say what the list of people says.
            let is_own = wire::flag(&value["automatic"]) || (0..=14).contains(&id);
            let number = GROUPS + OFFSET + id;
            let before = turn.known.marks(FORUM, &[number]).await?.into_iter().next().flatten();
            let same = count.is_some() && before.map(|mark| mark.value) == count;
            if !is_own && (turn.run.full || !same) {
                group.members = self.members(value).await?;
                turn.batch.marks.push(MarkRecord {
                    space: FORUM.into(),
                    number,
                    mark: Mark { value: count.unwrap_or(-1), extra: turn.now },
                });
            }
            turn.batch.groups.push(group);
        }
        turn.run.done += groups.len() as u64;
        turn.of = wire::number(wire::at(&listed, &["total_rows_groups"])).and_then(|total| u64::try_from(total).ok());
        match groups.is_empty() || turn.of.is_none_or(|of| turn.run.done >= of) {
            true => turn.go(self.people_step(turn)),
            false => turn.run.page += 1,
        }
        Ok(())
    }

    fn people_step(&self, turn: &Turn<'_>) -> Step {
        match self.client.kind {
            KeyKind::Admin => Step::People,
            _ if turn.run.full => Step::Directory,
            _ => Step::Posts,
        }
    }

    /// Who is in a group; nothing when that is not shown.
    async fn members(&self, group: &Value) -> Result<Option<Vec<String>>> {
        let Some(name) = wire::words(&group["name"]) else { return Ok(None) };
        let mut all = Vec::new();
        loop {
            let query = [("limit", MEMBERS.to_string()), ("offset", all.len().to_string())];
            let page = self.optional("a group's members", &["groups", &name, "members.json"], &query).await?;
            if page.is_null() {
                return Ok(None);
            }
            let members = wire::list(wire::at(&page, &["members"]));
            all.extend(members.iter().filter_map(|member| wire::number(&member["id"])).map(|id| id.to_string()));
            let total = wire::number(wire::at(&page, &["meta", "total"])).unwrap_or(0);
            if members.is_empty() || i64::try_from(all.len()).unwrap_or(i64::MAX) >= total {
                all.sort_unstable();
                all.dedup();
                return Ok(Some(all));
            }
        }
    }

    /// Makes sure that a category was told before something names it; it gives the space's remote id.
    pub(super) async fn category(&mut self, turn: &mut Turn<'_>, id: i64) -> Result<String> {
        let remote = id.to_string();
        if turn.state.categories.insert(id) {
            let shown = self.optional("a category", &["c", &remote, "show.json"], &[]).await?;
            let record = normalise::category(wire::at(&shown, &["category"])).map(|(_, record)| record);
            turn.batch.spaces.push(record.unwrap_or_else(|| {
                normalise::space(&remote, Some(FORUM), &format!("Category {id}"), SpaceKind::Restricted)
            }));
        }
        Ok(remote)
    }
}
