//! One person, many accounts: what may belong together, joining it, taking that back.
//!
//! **Invariant:** joining and parting are steps that can be undone, and change nothing that came from a source.

use std::sync::{Arc, Mutex, PoisonError};

use kith_store::{Duplicate, Pair, SuggestionStamp, backups::BackupReason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, Code, backups, commands::Nothing};

/// No page of suggestions is longer.
const LONGEST_PAGE: u32 = 200;
/// Weighing all pairs of more accounts than this is not done anew after each decision, but when accounts changed.
const MANY: i64 = 20_000;
/// Groups that a preview names.
const NAMED: usize = 50;

/// While accounts come in, weighing takes at most one part in this many of the time.
const REST: i64 = 20;

/// What was weighed last.
#[derive(Debug, Default)]
pub(crate) struct Weighed(Mutex<Option<Weighing>>);

/// Of which community, how it stood then, what came out, when that was and how long it took.
#[derive(Debug)]
struct Weighing {
    community: String,
    stamp: SuggestionStamp,
    pairs: Arc<Vec<Pair>>,
    ended_at: i64,
    took: i64,
}

/// Which part of the suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListDuplicates {
    /// Only those of this member; nothing for all.
    #[serde(default)]
    pub(crate) member: Option<String>,
    /// How many are passed over.
    #[serde(default)]
    pub(crate) skip: u32,
    /// How many, at most 200.
    pub(crate) limit: u32,
}

/// Members that may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Duplicates {
    /// The surest first.
    pub(crate) pairs: Vec<Duplicate>,
    /// How many there are in all.
    pub(crate) total: u32,
}

/// From which confidence on suggestions are accepted together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptDuplicates {
    /// Percent, at least 55.
    pub(crate) threshold: u8,
}

/// What accepting many suggestions would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct BulkPreview {
    /// So many persons would be made of …
    pub(crate) groups: u32,
    /// … so many members.
    pub(crate) members: u32,
    /// Suggestions this sure that are left to decide one by one, because somebody would get two accounts at one source.
    pub(crate) left: u32,
    /// Names of the members of the first groups.
    pub(crate) names: Vec<Vec<String>>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Merged {
    /// The member that has all the accounts now; nothing when many were joined.
    pub(crate) id: Option<String>,
    /// How many members became part of another.
    pub(crate) merged: u32,
}

/// Two members, by themselves or any of their accounts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TwoMembers {
    /// The first: when they are joined, the one that stays.
    pub(crate) a: String,
    /// The second.
    pub(crate) b: String,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneAccount {
    /// Its id.
    pub(crate) account: String,
}

pub(crate) async fn duplicates(app: &App, args: ListDuplicates) -> Result<Duplicates, ApiError> {
    let store = app.store()?;
    let pairs = weigh(app).await?;
    let limit = args.limit.min(LONGEST_PAGE) as usize;
    let (skip, member) = (args.skip as usize, args.member);
    let found = store
        .read(move |read| {
            let open = read.undecided(&pairs)?;
            let open = match member {
                Some(member) => read.pairs_of(&open, &member)?,
                None => open,
            };
            let page: Vec<Pair> = open.iter().skip(skip).take(limit).cloned().collect();
            Ok(Duplicates { pairs: read.duplicates(&page)?, total: u32::try_from(open.len()).unwrap_or(u32::MAX) })
        })
        .await?;
    Ok(found)
}

/// All suggestions, weighed anew when something changed that they depend on.
async fn weigh(app: &App) -> Result<Arc<Vec<Pair>>, ApiError> {
    let store = app.store()?;
    let community = app.community_id().ok_or_else(|| ApiError::new(Code::NotFound, "no community is open"))?;
    let stamp = store.read(|read| read.suggestion_stamp()).await?;
    let begun_at = app.now();
    if let Some(last) = app.weighed().0.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
        && last.community == community
    {
        let (accounts, decisions) = (last.stamp.accounts == stamp.accounts, last.stamp.decisions == stamp.decisions);
        let is_fresh = accounts && (decisions || stamp.accounts.0 > MANY);
        if is_fresh || (decisions && begun_at < last.ended_at + last.took * REST) {
            return Ok(last.pairs.clone());
        }
    }
    let pairs = Arc::new(store.read(|read| read.suggestions()).await?);
    let ended_at = app.now();
    let weighing = Weighing { community, stamp, pairs: pairs.clone(), ended_at, took: ended_at - begun_at };
    *app.weighed().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(weighing);
    Ok(pairs)
}

fn threshold(args: &AcceptDuplicates) -> Result<u8, ApiError> {
    match args.threshold {
        55..=99 => Ok(args.threshold),
        _ => Err(ApiError::invalid("threshold", "choose between 55 and 99 percent")),
    }
}

pub(crate) async fn preview(app: &App, args: AcceptDuplicates) -> Result<BulkPreview, ApiError> {
    let (threshold, store) = (threshold(&args)?, app.store()?);
    let small = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let preview = store.read(move |read| {
        let bulk = read.bulk(threshold)?;
        Ok(BulkPreview {
            groups: small(bulk.groups.len()),
            members: small(bulk.groups.iter().map(Vec::len).sum()),
            left: small(bulk.left.len()),
            names: read.names_of(bulk.groups.get(..NAMED).unwrap_or(&bulk.groups))?,
        })
    });
    Ok(preview.await?)
}

pub(crate) async fn accept(app: &App, args: AcceptDuplicates) -> Result<Merged, ApiError> {
    let (threshold, now, store) = (threshold(&args)?, app.now(), app.store()?);
    let (worker, whole) = (app.clone(), store.clone());
    backups::in_background(move || backups::make::before(&worker, &whole, BackupReason::Merge)).await?;
    let merged = store.act("Merge members", move |write| {
        let bulk = write.read().bulk(threshold)?;
        write.merge_groups(&bulk.groups, now)
    });
    Ok(Merged { id: None, merged: merged.await? })
}

pub(crate) async fn merge(app: &App, args: TwoMembers) -> Result<Merged, ApiError> {
    let (now, store) = (app.now(), app.store()?);
    let merged = store.act("Merge members", move |write| {
        let same = write.read().is_one_member(&args.a, &args.b)?;
        let id = write.merge(&args.a, &args.b, None, now)?;
        Ok(Merged { id: Some(id), merged: u32::from(!same) })
    });
    Ok(merged.await?)
}

pub(crate) async fn split(app: &App, args: OneAccount) -> Result<Nothing, ApiError> {
    let now = app.now();
    match app.store()?.act("Part accounts", move |write| write.split(&args.account, now)).await {
        Ok(()) => Ok(Nothing::default()),
        Err(kith_store::Error::Conflict) => {
            Err(ApiError::new(Code::Conflict, "this member has no other account: there is nothing to part"))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn refuse(app: &App, args: TwoMembers) -> Result<Nothing, ApiError> {
    let now = app.now();
    match app.store()?.act("Tell apart", move |write| write.refuse(&args.a, &args.b, now)).await {
        Ok(()) => Ok(Nothing::default()),
        Err(kith_store::Error::Conflict) => {
            Err(ApiError::new(Code::Conflict, "they are one member here: part their accounts first"))
        }
        Err(error) => Err(error.into()),
    }
}
