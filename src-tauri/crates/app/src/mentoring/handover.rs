//! Files between a mentor and a programme's lead: written, looked into, taken in.
//!
//! **Invariants:** a file is taken in wholly or not at all; only with a signature that fits, from a key that a person said they
//! believe; what is private has no place in it.

use std::sync::Arc;

#[cfg(test)]
use kith_domain::handover::Handover;
use kith_domain::handover::Kind;
use kith_store::{HandedOver, HandoverPeer};
use ring::signature::Ed25519KeyPair;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::{self, LARGEST, Opened, Refused, hexadecimal};
use crate::{
    ApiError, App, Code, ExposeSecret, SecretString,
    commands::Nothing,
    exports,
    imports::{checked_path, in_background},
    vault,
};

/// What such a file ends with.
pub(crate) const ENDING: &str = "kith-handover";

/// Which way a file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HandoverKind {
    /// From a mentor to the lead.
    Sessions,
    /// From the lead to a mentor.
    Programme,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteHandover {
    /// Which way it goes.
    pub(crate) kind: HandoverKind,
    /// Whose name is in it: the mentor's, or the lead's.
    pub(crate) from: String,
    /// Which pairs; none: of a mentor all that belong to a programme.
    #[serde(default)]
    pub(crate) mentorships: Vec<String>,
    /// Where to; only on hosts that have no dialog for it.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// A file to look into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct InspectHandover {
    /// Where it lies.
    pub(crate) path: String,
}

/// A file to take in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadHandover {
    /// Where it lies.
    pub(crate) path: String,
    /// The key that was shown when it was looked into: nothing else is believed.
    pub(crate) believe: String,
}

/// What a file is, before anything of it is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct HandoverLooked {
    /// Which way it goes.
    pub(crate) kind: HandoverKind,
    /// Who says to have written it.
    pub(crate) from: String,
    /// When, UTC milliseconds.
    pub(crate) made_at: i64,
    /// The key it was signed with.
    pub(crate) key: String,
    /// The same, short, to read out on the telephone.
    pub(crate) fingerprint: String,
    /// Under which name that key is believed already; nothing: it is new.
    pub(crate) known_as: Option<String>,
    /// Whether somebody else of that name is believed: another key, or another machine.
    pub(crate) name_is_anothers: bool,
    /// Programmes in it.
    pub(crate) programmes: Vec<String>,
    /// Mentees in it.
    pub(crate) mentees: Vec<String>,
    /// Sessions in it.
    pub(crate) sessions: u32,
}

/// Whose files are believed, and who this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct HandoverPeers {
    /// By name.
    pub(crate) peers: Vec<HandoverPeer>,
    /// What others see of this machine's key; nothing while none was made.
    pub(crate) own: Option<String>,
}

/// Whom to believe no longer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForgetPeer {
    /// The key.
    pub(crate) key: String,
}

impl App {
    fn handover_name(&self) -> String {
        format!("{}/handover", self.community_id().unwrap_or_default())
    }

    /// The key that this community's files are signed with; made where there is none and one is wanted.
    async fn handover_key(&self, make: bool) -> Result<Option<Ed25519KeyPair>, ApiError> {
        let (secrets, name) = (Arc::clone(&self.env().secrets), self.handover_name());
        let work = move || {
            let kept = secrets.get(&name)?;
            let seed = match kept.and_then(|text| file::bytes_of(text.expose_secret())) {
                Some(seed) => seed,
                None if make => {
                    let seed = vault::fresh_seed().map_err(|_| crate::SecretsError::Failed("no chance".into()))?;
                    secrets.set(&name, &SecretString::from(hexadecimal(&*seed)))?;
                    seed.to_vec()
                }
                None => return Ok(None),
            };
            Ok(Ed25519KeyPair::from_seed_unchecked(&seed).ok())
        };
        let found: Result<_, crate::SecretsError> = tokio::task::spawn_blocking(work).await.unwrap_or(Ok(None));
        let found = found?;
        if make && found.is_none() {
            return Err(ApiError::new(Code::Bug, "the key that signs files could not be made"));
        }
        Ok(found)
    }
}

/// A key, short enough to be read out.
fn fingerprint(key: &str) -> String {
    let bytes = file::bytes_of(key).unwrap_or_default();
    let sum = ring::digest::digest(&ring::digest::SHA256, &bytes);
    let text = hexadecimal(sum.as_ref());
    text.as_bytes()
        .chunks(4)
        .take(5)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) async fn write(app: &App, args: WriteHandover) -> Result<exports::Exported, ApiError> {
    let from = args.from.trim().to_owned();
    if from.is_empty() || from.chars().count() > 200 || from.chars().any(char::is_control) {
        return Err(ApiError::invalid("from", "write your name, so that they know whose file it is"));
    }
    let (store, now) = (app.store()?, app.now());
    let kind = match args.kind {
        HandoverKind::Sessions => Kind::Sessions,
        HandoverKind::Programme => Kind::Programme,
    };
    let content = store
        .read(move |read| {
            let pairs = if args.mentorships.is_empty() && kind == Kind::Sessions {
                read.own_mentorships(true)?
            } else {
                args.mentorships
            };
            read.handover(kind, &pairs, &from, now)
        })
        .await?;
    if content.pairs.is_empty() {
        return Err(ApiError::invalid("mentorships", "there is no pair to hand over: choose one"));
    }
    let Some(key) = app.handover_key(true).await? else {
        return Err(ApiError::new(Code::Bug, "the key that signs files could not be made"));
    };
    let name = if kind == Kind::Sessions { "sessions" } else { "programme" };
    let rows = content.sessions.len().max(content.pairs.len());
    let make = async move {
        let text = in_background(move || file::sealed(&content, &key).map_err(said)).await?;
        Ok(text.into_bytes())
    };
    exports::place::save(app, args.path.as_deref(), (name, ENDING), rows, make).await
}

fn said(refused: Refused) -> ApiError {
    ApiError::invalid("path", refused.to_string())
}

/// Opens a file that somebody chose.
fn opened(path: &str) -> Result<Opened, ApiError> {
    let unreadable = || ApiError::invalid("path", "it could not be read");
    let path = checked_path(path)?;
    let length = std::fs::metadata(&path).map_err(|_| unreadable())?.len();
    if length > LARGEST {
        return Err(ApiError::invalid("path", "it is too large for a hand-over file"));
    }
    let bytes = std::fs::read(&path).map_err(|_| unreadable())?;
    file::opened(&bytes).map_err(said)
}

pub(crate) async fn inspect(app: &App, args: InspectHandover) -> Result<HandoverLooked, ApiError> {
    let Opened { content, key } = in_background(move || opened(&args.path)).await?;
    let peers = app.store()?.read(|read| read.handover_peers()).await?;
    let known_as = peers.iter().find(|peer| peer.key == key).map(|peer| peer.name.clone());
    let alike = |peer: &HandoverPeer| peer.key != key && peer.name.to_lowercase() == content.from.to_lowercase();
    Ok(HandoverLooked {
        kind: match content.kind {
            Kind::Sessions => HandoverKind::Sessions,
            Kind::Programme => HandoverKind::Programme,
        },
        name_is_anothers: known_as.is_none() && peers.iter().any(alike),
        known_as,
        fingerprint: fingerprint(&key),
        key,
        made_at: content.made_at,
        programmes: content.programmes.iter().map(|programme| programme.name.clone()).collect(),
        mentees: content.pairs.iter().map(|pair| pair.mentee.clone()).collect(),
        sessions: u32::try_from(content.sessions.iter().filter(|session| !session.deleted).count()).unwrap_or(u32::MAX),
        from: content.from,
    })
}

pub(crate) async fn read(app: &App, args: ReadHandover) -> Result<HandedOver, ApiError> {
    let Opened { content, key } = in_background(move || opened(&args.path)).await?;
    if key != args.believe {
        return Err(ApiError::new(
            Code::Conflict,
            "this is not the file that was looked into: look into it again before it is taken in",
        ));
    }
    let now = app.now();
    let take = move |write: &kith_store::Write<'_>| {
        let known = write.read().handover_peers()?.into_iter().any(|peer| peer.key == key);
        if !known {
            write.believe(&key, &content.from, true, now)?;
        }
        write.take_handover(&content, &key, now)
    };
    Ok(app.store()?.act("Take in hand-over", take).await?)
}

pub(crate) async fn peers(app: &App, _: Nothing) -> Result<HandoverPeers, ApiError> {
    let peers = app.store()?.read(|read| read.handover_peers()).await?;
    // A keyring that is locked is no reason not to show whose files are believed.
    let own = app.handover_key(false).await.ok().flatten();
    let own = own.map(|key| fingerprint(&hexadecimal(ring::signature::KeyPair::public_key(&key).as_ref())));
    Ok(HandoverPeers { peers, own })
}

pub(crate) async fn forget(app: &App, args: ForgetPeer) -> Result<Nothing, ApiError> {
    let now = app.now();
    let forget = move |write: &kith_store::Write<'_>| {
        let peers = write.read().handover_peers()?;
        let peer = peers.iter().find(|peer| peer.key == args.key).ok_or(kith_store::Error::NotFound("key"))?;
        write.believe(&peer.key, &peer.name, false, now)
    };
    app.store()?.act("Forget whose files", forget).await?;
    Ok(Nothing::default())
}

/// What is in a file, for tests.
#[cfg(test)]
pub(super) fn content_of(bytes: &[u8]) -> Result<Handover, Refused> {
    file::opened(bytes).map(|opened| opened.content)
}
