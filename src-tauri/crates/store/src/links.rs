//! Which accounts are one person: merging, taking it back, telling apart.
//!
//! A merge is a link and nothing else. Who belongs together follows from three things: what somebody decided
//! (`identity_link`), what is joined by itself (`auto_link`), and otherwise the account alone. [`Write::settle_links`]
//! brings what is derived (`person`, `member`, the weeks) to what they say, for the accounts that changed and those around
//! them.
//!
//! **Invariants:** nothing pulled is changed, so a merge taken back leaves what was there before, what came in meanwhile
//! included; a member's key is that of its anchor account; a member's counts are the sums of its accounts' tallies.

use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Read, Write,
    error::{Error, Result},
    profile,
    topic::Topic,
    words,
};

/// A chain of links longer than this is a loop.
const HOPS: usize = 16;

impl Write<'_> {
    /// Makes the member of account `b` part of the member of account `a`; answers the uid of that member.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub fn merge(&self, a: &str, b: &str, why: Option<&str>, now: i64) -> Result<String> {
        let read = self.read();
        let (kept, taken) = (read.member_key(a)?, read.member_key(b)?);
        let anchor = read.uid_of(kept)?;
        if kept == taken {
            return Ok(anchor);
        }
        let (here, there) = (read.account_uids(kept)?, read.account_uids(taken)?);
        for one in &here {
            for other in &there {
                self.connection
                    .prepare_cached("DELETE FROM not_same WHERE pair = ?1")?
                    .execute([pair(one, other).0])?;
            }
        }
        for account in there.iter().chain(&here) {
            self.link(account, &anchor, why, now)?;
        }
        self.settle_links(&there)?;
        Ok(anchor)
    }

    /// Takes an account out of the member it was linked to, and remembers that the two are not the same.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account; [`Error::Conflict`] when its member has no other.
    pub fn split(&self, account: &str, now: i64) -> Result<()> {
        let read = self.read();
        let member = read.member_key(account)?;
        let others: Vec<String> = read.account_uids(member)?.into_iter().filter(|uid| uid != account).collect();
        let anchor = read.uid_of(member)?;
        let Some(first) = others.first() else { return Err(Error::Conflict) };
        // Whose name the others go on under.
        let anchor = if anchor == account { first.clone() } else { anchor };
        for other in &others {
            self.link(other, &anchor, None, now)?;
        }
        self.link(account, account, None, now)?;
        self.tell_apart(account, &anchor, now)?;
        self.settle_links(&[account.to_owned(), anchor])
    }

    /// Remembers that two accounts are not the same person. They must not be one member.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account; [`Error::Conflict`] when somebody linked them.
    pub fn refuse(&self, a: &str, b: &str, now: i64) -> Result<()> {
        let read = self.read();
        if read.member_key(a)? == read.member_key(b)? {
            return Err(Error::Conflict);
        }
        self.tell_apart(a, b, now)?;
        self.touch(Topic::Members);
        Ok(())
    }

    fn tell_apart(&self, a: &str, b: &str, now: i64) -> Result<()> {
        let (pair, a, b) = pair(a, b);
        self.connection
            .prepare_cached(
                "INSERT INTO not_same (pair, a, b, decided_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![pair, a, b, now])?;
        Ok(())
    }

    fn link(&self, account: &str, anchor: &str, why: Option<&str>, now: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO identity_link (identity, anchor, why, linked_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (identity) DO UPDATE SET anchor = excluded.anchor, why = excluded.why, linked_at = excluded.linked_at
                   WHERE anchor <> excluded.anchor",
            )?
            .execute(params![account, anchor, why, now])?;
        Ok(())
    }

    /// Brings members to what the links of these accounts say now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle_links(&self, accounts: &[String]) -> Result<()> {
        let read = self.read();
        let mut members = FxHashSet::default();
        for uid in accounts {
            let Some((id, member)) = read.account_key(uid)? else { continue };
            members.insert(member);
            let anchor = read.anchor_of(id)?;
            if let Some((_, member)) = read.account_key(&anchor)? {
                members.insert(member);
            }
            let mut linked = self.connection.prepare_cached(
                "SELECT p.member_id FROM identity_link l JOIN identity i ON i.uid = l.identity JOIN person p ON p.identity_id = i.id
                 WHERE l.anchor = ?1",
            )?;
            for anchor in [uid, &anchor] {
                for member in linked.query_map([anchor], |row| row.get::<_, i64>(0))? {
                    members.insert(member?);
                }
            }
        }
        let mut around = Vec::new();
        for member in &members {
            around.extend(read.accounts_in(*member)?);
        }
        self.regroup(&around, &members)
    }

    /// Puts accounts into the members that their links make, and takes away those of `before` that are empty then.
    pub(crate) fn regroup(&self, accounts: &[i64], before: &FxHashSet<i64>) -> Result<()> {
        let read = self.read();
        let mut groups: FxHashMap<String, Vec<i64>> = FxHashMap::default();
        for account in accounts {
            groups.entry(read.anchor_of(*account)?).or_default().push(*account);
        }
        let mut after: Vec<(i64, Vec<i64>)> = Vec::with_capacity(groups.len());
        for (anchor, group) in groups {
            let first = group.iter().copied().min().unwrap_or_default();
            let anchor = read.account_key(&anchor)?.map(|(id, _)| id).filter(|id| group.contains(id));
            after.push((anchor.unwrap_or(first), group));
        }
        after.sort_unstable_by_key(|(member, _)| *member);
        let mut is_same = after.len() == before.len();
        for (member, group) in &after {
            is_same &= before.contains(member) && {
                let mut now = read.accounts_in(*member)?;
                let mut then = group.clone();
                now.sort_unstable();
                then.sort_unstable();
                now == then
            };
        }
        if is_same {
            return Ok(());
        }
        let bots = read.bots_among(accounts)?;
        let mut together: Vec<Vec<i64>> = after.iter().map(|(_, group)| group.clone()).collect();
        for member in before {
            together.push(read.accounts_in(*member)?);
        }
        self.change_weeks(before.iter().copied(), -1)?;
        for (member, group) in &after {
            for account in group {
                self.connection
                    .prepare_cached("UPDATE person SET member_id = ?2 WHERE identity_id = ?1 AND member_id <> ?2")?
                    .execute([account, member])?;
            }
        }
        for gone in before.iter().filter(|gone| after.iter().all(|(member, _)| member != *gone)) {
            self.connection.prepare_cached("DELETE FROM member WHERE id = ?1")?.execute([gone])?;
            self.connection.prepare_cached("DELETE FROM member_fts WHERE rowid = ?1")?.execute([gone])?;
        }
        for (member, _) in &after {
            self.settle_member(*member)?;
        }
        self.change_weeks(after.iter().map(|(member, _)| *member), 1)?;
        for group in &together {
            self.doubt_answers_among(group)?;
        }
        for (account, _) in read.bots_among(accounts)?.difference(&bots) {
            self.doubt_answers_by(*account)?;
        }
        self.touch(Topic::Members);
        self.touch(Topic::Activity);
        self.touch(Topic::Notes);
        Ok(())
    }

    /// Regroups accounts whose member lost others, its anchor perhaps among them.
    pub(crate) fn regroup_left(&self, accounts: &[i64]) -> Result<()> {
        for account in accounts {
            let member: i64 = self
                .connection
                .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
                .query_row([account], |row| row.get(0))?;
            let group = self.read().accounts_in(member)?;
            if group.contains(&member) {
                self.settle_member(member)?;
            } else if let Some(first) = group.first() {
                self.connection.execute("UPDATE person SET member_id = ?2 WHERE member_id = ?1", [member, *first])?;
                self.connection.execute("DELETE FROM member WHERE id = ?1", [member])?;
                self.connection.execute("DELETE FROM member_fts WHERE rowid = ?1", [member])?;
                self.settle_member(*first)?;
            }
        }
        Ok(())
    }

    /// Adds up what a member's accounts did.
    pub(crate) fn sum_member(&self, member: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE member SET posts = c.posts, replies = c.replies, messages = c.posts + c.replies, reactions = c.reactions,
                   first_at = c.first_at, last_at = c.last_at, joined_at = c.joined_at
                 FROM (SELECT coalesce(sum(t.posts), 0) AS posts, coalesce(sum(t.replies), 0) AS replies,
                         coalesce(sum(t.reactions), 0) AS reactions, min(t.first_at) AS first_at, max(t.last_at) AS last_at,
                         min(min(coalesce(i.joined_at, t.joined_at), coalesce(t.joined_at, i.joined_at))) AS joined_at
                       FROM person p JOIN identity i ON i.id = p.identity_id LEFT JOIN tally t ON t.identity_id = i.id
                       WHERE p.member_id = ?1) AS c
                 WHERE member.id = ?1",
            )?
            .execute([member])?;
        Ok(())
    }

    /// Writes a member's row anew from its accounts and their tallies.
    pub(crate) fn settle_member(&self, member: i64) -> Result<()> {
        let name: Option<String> = self
            .connection
            .prepare_cached("SELECT name FROM identity WHERE id = ?1")?
            .query_row([member], |row| row.get(0))
            .optional()?;
        let Some(name) = name else { return Ok(()) };
        let edits = self.read().edits_of(member)?;
        let name = profile::text_of(&edits, "name").unwrap_or(&name);
        let mark = profile::mark_of(&edits);
        self.connection
            .prepare_cached(
                "INSERT INTO member (id, name, name_key, is_bot, has_left, is_team)
                 SELECT ?1, ?2, ?3, coalesce(?4, min(i.is_bot)), min(i.has_left), ?5
                 FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, is_bot = excluded.is_bot,
                   has_left = excluded.has_left, is_team = excluded.is_team",
            )?
            .execute(params![
                member,
                name,
                words::fold(name),
                mark.map(|mark| mark == "bot"),
                mark == Some("team")
            ])?;
        self.sum_member(member)?;
        self.index_member(member, &edits)
    }

    /// The words by which a member is found: those of all its accounts, and what was written over them.
    fn index_member(&self, member: i64, edits: &profile::Edits) -> Result<()> {
        let mut text = String::new();
        for part in ["name", "email", "title"].into_iter().filter_map(|field| profile::text_of(edits, field)) {
            words::index(part, &mut text);
            text.push(' ');
        }
        let mut accounts = self.connection.prepare_cached(
            "SELECT i.name, i.real_name, i.handle, i.email, i.title FROM person p JOIN identity i ON i.id = p.identity_id
             WHERE p.member_id = ?1 ORDER BY i.id",
        )?;
        let mut rows = accounts.query([member])?;
        while let Some(row) = rows.next()? {
            for column in 0..5 {
                if let Some(part) = row.get::<_, Option<String>>(column)? {
                    words::index(&part, &mut text);
                    text.push(' ');
                }
            }
        }
        self.connection.prepare_cached("DELETE FROM member_fts WHERE rowid = ?1")?.execute([member])?;
        self.connection
            .prepare_cached("INSERT INTO member_fts (rowid, text) VALUES (?1, ?2)")?
            .execute(params![member, text])?;
        Ok(())
    }
}

impl Read<'_> {
    /// Whether anything was linked, by somebody or by itself.
    pub(crate) fn has_links(&self) -> Result<bool> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM identity_link) OR EXISTS (SELECT 1 FROM auto_link)",
            [],
            |row| row.get(0),
        )?)
    }

    /// An account's key and its member's.
    pub(crate) fn account_key(&self, uid: &str) -> Result<Option<(i64, i64)>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT i.id, p.member_id FROM identity i JOIN person p ON p.identity_id = i.id WHERE i.uid = ?1",
            )?
            .query_row([uid], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    pub(crate) fn uid_of(&self, account: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT uid FROM identity WHERE id = ?1")?
            .query_row([account], |row| row.get(0))?)
    }

    pub(crate) fn accounts_in(&self, member: i64) -> Result<Vec<i64>> {
        let mut accounts =
            self.connection.prepare_cached("SELECT identity_id FROM person WHERE member_id = ?1 ORDER BY 1")?;
        Ok(accounts.query_map([member], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn account_uids(&self, member: i64) -> Result<Vec<String>> {
        let mut accounts = self.connection.prepare_cached(
            "SELECT i.uid FROM person p JOIN identity i ON i.id = p.identity_id WHERE p.member_id = ?1 ORDER BY i.id",
        )?;
        Ok(accounts.query_map([member], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Which accounts are of a member that is a bot, and which are not.
    fn bots_among(&self, accounts: &[i64]) -> Result<FxHashSet<(i64, bool)>> {
        let mut is_bot = self.connection.prepare_cached(
            "SELECT m.is_bot FROM person p JOIN member m ON m.id = p.member_id WHERE p.identity_id = ?1",
        )?;
        let mut found = FxHashSet::default();
        for account in accounts {
            found.extend(is_bot.query_row([account], |row| row.get(0)).optional()?.map(|bot| (*account, bot)));
        }
        Ok(found)
    }

    /// The uid of the account whose member this one belongs to.
    fn anchor_of(&self, account: i64) -> Result<String> {
        let mut decided = self.connection.prepare_cached("SELECT anchor FROM identity_link WHERE identity = ?1")?;
        let mut uid = self.uid_of(account)?;
        let mut found: Option<String> = decided.query_row([&uid], |row| row.get(0)).optional()?;
        if found.is_none() {
            let by_itself: Option<String> = self
                .connection
                .prepare_cached(
                    "SELECT i.uid FROM auto_link a JOIN identity i ON i.id = a.anchor_id WHERE a.identity_id = ?1",
                )?
                .query_row([account], |row| row.get(0))
                .optional()?;
            let Some(anchor) = by_itself else { return Ok(uid) };
            found = Some(anchor);
        }
        for _ in 0..HOPS {
            match found {
                Some(anchor) if anchor != uid => {
                    found = decided.query_row([&anchor], |row| row.get(0)).optional()?;
                    uid = anchor;
                }
                _ => break,
            }
        }
        Ok(uid)
    }
}

/// The key of a pair, and both of it in order.
fn pair(a: &str, b: &str) -> (String, String, String) {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    (format!("{low} {high}"), low.to_owned(), high.to_owned())
}
