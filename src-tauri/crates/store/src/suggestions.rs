//! Accounts that may be one person: what is joined by itself, and what is suggested with its reasons.
//!
//! The rules are [`kith_domain::resolve`]; here is what they are told and what becomes of their answers.
//!
//! **Invariants:** by itself only what has one verified address is joined, and what somebody decided wins; asking changes
//! nothing.

use std::collections::BTreeSet;

use kith_domain::resolve::{self, Account, Bulk, NotSame, Suggestion};
use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{MemberRow, Read, SuggestionReason, Write, error::Result};

/// Two members that may be one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Key of an account of the first.
    pub a: i64,
    /// Key of an account of the second.
    pub b: i64,
    /// In percent.
    pub confidence: u8,
    /// They would have two accounts at one source.
    pub same_source: bool,
    /// The strongest first, then what speaks against.
    pub reasons: Vec<SuggestionReason>,
}

/// How the accounts and what was decided about them stand: when it is the same, so are the suggestions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionStamp {
    /// Of the accounts.
    pub accounts: (i64, i64, i64),
    /// Of the decisions.
    pub decisions: (i64, i64, i64),
}

/// What is to be joined by address: found out by a reader, so that nobody who writes waits for it.
#[derive(Debug, Clone)]
pub struct JoinsByAddress {
    stamp: SuggestionStamp,
    /// Accounts, and whom each of them is joined to by which address from now on.
    changes: Vec<(i64, Option<(i64, String)>)>,
}

impl Read<'_> {
    /// How accounts and decisions stand.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn suggestion_stamp(&self) -> Result<SuggestionStamp> {
        let three = |sql: &str| self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        Ok(SuggestionStamp {
            accounts: three(
                "SELECT count(*), coalesce(max(id), 0), coalesce(sum(changed_at % 1000003), 0) FROM identity",
            )?,
            decisions: three(
                "SELECT (SELECT count(*) FROM identity_link), (SELECT count(*) FROM not_same), (SELECT coalesce(sum(identity_id * 31 + member_id), 0) FROM person)",
            )?,
        })
    }

    /// All accounts as the rules want them; with `decided` their members are what people said, without what was joined by
    /// itself.
    fn resolvable(&self, decided: bool) -> Result<Vec<Account>> {
        let member = if decided {
            "coalesce((SELECT o.id FROM identity_link l JOIN identity o ON o.uid = l.anchor WHERE l.identity = i.uid), i.id)"
        } else {
            "p.member_id"
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT i.id, i.source_id, {member}, i.name, i.real_name, i.handle, i.email, i.standing, i.zone, i.is_bot, i.fields,
               s.kind, s.address, i.remote, i.company, i.links
             FROM identity i JOIN person p ON p.identity_id = i.id JOIN source s ON s.id = i.source_id
             WHERE NOT (i.missing AND i.name = i.remote)"
        ))?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, address): (String, Option<String>) = (row.get(11)?, row.get(12)?);
            let handle: Option<String> = row.get(5)?;
            let remote: String = row.get(13)?;
            let fields: Option<String> = row.get(10)?;
            let fields: Vec<(String, String)> =
                fields.and_then(|fields| serde_json::from_str(&fields).ok()).unwrap_or_default();
            let page = address.map(|address| match kind.as_str() {
                "discourse" | "sample_forum" => format!("{address}/u/{}", handle.as_deref().unwrap_or(&remote)),
                _ => format!("{address}/team/{remote}"),
            });
            let company: Option<String> = row.get(14)?;
            let company =
                company.or_else(|| fields.iter().find(|(label, _)| is_company(label)).map(|(_, value)| value.clone()));
            let links: Option<String> = row.get(15)?;
            let links: Vec<String> = links.and_then(|links| serde_json::from_str(&links).ok()).unwrap_or_default();
            let said = fields.into_iter().map(|(_, value)| value).filter(|value| value.starts_with("http"));
            let links = links.into_iter().chain(said).collect();
            all.push(Account {
                key: row.get(0)?,
                source: row.get(1)?,
                member: row.get(2)?,
                name: row.get(3)?,
                real_name: row.get(4)?,
                handle,
                email: row.get(6)?,
                // A staged account is made from a mail that anybody could have sent.
                verified: row.get::<_, i64>(7)? != 3,
                avatar: None,
                company,
                zone: row.get(8)?,
                page,
                links,
                bot: row.get(9)?,
            });
        }
        Ok(all)
    }

    fn told_apart(&self) -> Result<NotSame> {
        let mut pairs = self.connection.prepare(
            "SELECT a.id, b.id FROM not_same n JOIN identity a ON a.uid = n.a JOIN identity b ON b.uid = n.b",
        )?;
        let pairs: Vec<(i64, i64)> =
            pairs.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(NotSame::new(pairs))
    }

    /// Pairs of members that may be one person, the surest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn suggestions(&self) -> Result<Vec<Pair>> {
        let accounts = self.resolvable(false)?;
        Ok(resolve::suggest(&accounts, &self.told_apart()?).into_iter().map(Pair::of).collect())
    }

    /// What accepting every suggestion from `threshold` percent on would join: groups of members' keys.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bulk(&self, threshold: u8) -> Result<Bulk> {
        let (accounts, not_same) = (self.resolvable(false)?, self.told_apart()?);
        let suggestions = resolve::suggest(&accounts, &not_same);
        Ok(resolve::bulk(&accounts, &suggestions, &not_same, threshold))
    }
}

/// One side of a suggestion: a member and its accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Side {
    /// The member.
    pub member: MemberRow,
    /// Its accounts, the one it is named after first.
    pub accounts: Vec<crate::Account>,
}

/// Two members that may be one person, as a screen shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Duplicate {
    /// The member that would keep its place: the one seen first.
    pub a: Side,
    /// The member that would become part of it.
    pub b: Side,
    /// The account of the first that the reasons speak of.
    pub account_a: String,
    /// That of the second.
    pub account_b: String,
    /// How likely it is, in percent.
    pub confidence: u8,
    /// They would have two accounts at one source.
    pub same_source: bool,
    /// Why, the strongest first, then what speaks against.
    pub reasons: Vec<SuggestionReason>,
}

impl Read<'_> {
    /// Suggestions as a screen shows them; those that were decided meanwhile are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn duplicates(&self, pairs: &[Pair]) -> Result<Vec<Duplicate>> {
        let mut member = self.connection.prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?;
        let mut found = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let mut of = |account: i64| member.query_row([account], |row| row.get::<_, i64>(0)).optional();
            let (Some(a), Some(b)) = (of(pair.a)?, of(pair.b)?) else { continue };
            if a == b {
                continue;
            }
            let (first, second) = (self.side(a)?, self.side(b)?);
            let (accounts, swapped) = ((self.uid_of(pair.a)?, self.uid_of(pair.b)?), later(&first) > later(&second));
            let mut reasons = pair.reasons.clone();
            if swapped {
                reasons.iter_mut().for_each(SuggestionReason::swap);
            }
            let ((account_a, account_b), (a, b)) =
                if swapped { ((accounts.1, accounts.0), (second, first)) } else { (accounts, (first, second)) };
            let Pair { confidence, same_source, .. } = *pair;
            found.push(Duplicate { a, b, account_a, account_b, confidence, same_source, reasons });
        }
        Ok(found)
    }

    /// Those of which nobody decided yet whether they are one person.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn undecided(&self, pairs: &[Pair]) -> Result<Vec<Pair>> {
        let mut member = self.connection.prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?;
        let mut apart: FxHashSet<(i64, i64)> = FxHashSet::default();
        let mut pairs_apart = self.connection.prepare(
            "SELECT pa.member_id, pb.member_id FROM not_same n JOIN identity a ON a.uid = n.a JOIN identity b ON b.uid = n.b
               JOIN person pa ON pa.identity_id = a.id JOIN person pb ON pb.identity_id = b.id",
        )?;
        for row in pairs_apart.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (a, b) = row?;
            apart.extend([(a, b), (b, a)]);
        }
        let mut seen = FxHashSet::default();
        let mut open = Vec::new();
        for pair in pairs {
            let mut of = |account: i64| member.query_row([account], |row| row.get::<_, i64>(0)).optional();
            let (Some(a), Some(b)) = (of(pair.a)?, of(pair.b)?) else { continue };
            // After a merge, two suggestions may have become one.
            if a != b && !apart.contains(&(a, b)) && seen.insert((a.min(b), a.max(b))) {
                open.push(pair.clone());
            }
        }
        Ok(open)
    }

    /// Which accounts are to be joined by their addresses, or no longer, as against what is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn joins_by_address(&self) -> Result<JoinsByAddress> {
        let mut wanted: FxHashMap<i64, (i64, String)> = FxHashMap::default();
        // Only accounts of two sources are joined by themselves.
        let several: bool = self.connection.query_row(
            "SELECT 1 < (SELECT count(*) FROM source s WHERE EXISTS (
               SELECT 1 FROM identity i WHERE i.source_id = s.id AND i.email IS NOT NULL))",
            [],
            |row| row.get(0),
        )?;
        let accounts = if several { self.resolvable(true)? } else { Vec::new() };
        for joined in resolve::automatic(&accounts, &self.told_apart()?) {
            let Some((anchor, others)) = joined.keys.split_first() else { continue };
            for other in others {
                wanted.insert(*other, (*anchor, joined.address.clone()));
            }
        }
        let mut here: FxHashMap<i64, (i64, String)> = FxHashMap::default();
        let mut rows = self.connection.prepare("SELECT identity_id, anchor_id, address FROM auto_link")?;
        for row in rows.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))? {
            let (account, link) = row?;
            here.insert(account, link);
        }
        let changed: BTreeSet<i64> = wanted.keys().chain(here.keys()).copied().collect();
        let changes = changed
            .into_iter()
            .filter(|account| wanted.get(account) != here.get(account))
            .map(|account| (account, wanted.get(&account).cloned()))
            .collect();
        Ok(JoinsByAddress { stamp: self.suggestion_stamp()?, changes })
    }

    /// Those that touch a member.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such member.
    pub fn pairs_of(&self, pairs: &[Pair], member: &str) -> Result<Vec<Pair>> {
        let accounts = self.accounts_in(self.member_key(member)?)?;
        let touches = |pair: &&Pair| accounts.contains(&pair.a) || accounts.contains(&pair.b);
        Ok(pairs.iter().filter(touches).cloned().collect())
    }

    /// Names of members, group by group.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names_of(&self, groups: &[Vec<i64>]) -> Result<Vec<Vec<String>>> {
        let mut name = self.connection.prepare_cached("SELECT name FROM member WHERE id = ?1")?;
        let mut names = Vec::with_capacity(groups.len());
        for group in groups {
            let group: rusqlite::Result<Vec<String>> =
                group.iter().map(|member| name.query_row([member], |row| row.get(0))).collect();
            names.push(group?);
        }
        Ok(names)
    }

    /// Whether two accounts belong to one member.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such account.
    pub fn is_one_member(&self, a: &str, b: &str) -> Result<bool> {
        Ok(self.member_key(a)? == self.member_key(b)?)
    }

    fn side(&self, member: i64) -> Result<Side> {
        Ok(Side { member: self.member_row(member)?, accounts: self.accounts_of(member)? })
    }
}

/// By what the member that keeps its place is chosen: when it was first seen; the one never seen last.
fn later(side: &Side) -> (i64, String) {
    (side.member.first_at.unwrap_or(i64::MAX), side.member.id.clone())
}

impl Write<'_> {
    /// Makes one member of each group of members' keys, into the one that was seen first; answers how many were joined.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn merge_groups(&self, groups: &[Vec<i64>], now: i64) -> Result<u32> {
        let read = self.read();
        let mut joined = 0;
        for group in groups {
            let mut sides: Vec<Side> = group.iter().map(|member| read.side(*member)).collect::<Result<_>>()?;
            sides.sort_by_key(later);
            let Some((first, others)) = sides.split_first() else { continue };
            for other in others {
                self.merge(&first.member.id, &other.member.id, None, now)?;
                joined += 1;
            }
        }
        Ok(joined)
    }

    /// Joins accounts whose sources verified the same address, and parts those of which that is no longer true.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn join_by_address(&self) -> Result<()> {
        let changes = self.read().joins_by_address()?.changes;
        self.apply_joins(&changes)
    }

    /// The same with what was found out before, when nobody waited for it. Answers whether it could be taken: accounts and
    /// decisions are still what they were.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn join_as_found(&self, joins: &JoinsByAddress) -> Result<bool> {
        let is_so = self.read().suggestion_stamp()? == joins.stamp;
        if is_so {
            self.apply_joins(&joins.changes)?;
        }
        Ok(is_so)
    }

    fn apply_joins(&self, changes: &[(i64, Option<(i64, String)>)]) -> Result<()> {
        let read = self.read();
        let mut around = Vec::new();
        for (account, wanted) in changes {
            self.connection.execute("DELETE FROM auto_link WHERE identity_id = ?1", [account])?;
            if let Some((anchor, address)) = wanted {
                self.connection.execute(
                    "INSERT INTO auto_link (identity_id, anchor_id, address) VALUES (?1, ?2, ?3)",
                    params![account, anchor, address],
                )?;
            }
            around.push(read.uid_of(*account)?);
        }
        around.sort_unstable();
        self.settle_links(&around)
    }
}

fn is_company(label: &str) -> bool {
    let label = label.to_lowercase();
    ["company", "organization", "organisation", "employer", "firma", "affiliation"]
        .iter()
        .any(|word| label.contains(word))
}

impl Pair {
    fn of(suggestion: Suggestion) -> Self {
        let Suggestion { a, b, confidence, reasons, same_source } = suggestion;
        Self { a, b, confidence, same_source, reasons: reasons.iter().map(SuggestionReason::of).collect() }
    }
}
