//! What a mentor keeps for themselves: of a session, and of a mentee. Sealed one by one, like private notes and with their key.
//!
//! **Invariants:** words are here in memory only, and in what a screen is answered while notes are open; nothing of them is in an
//! error; what is empty is not sealed.

use kith_store::{MentoringSession, Read, SealedPart, Write, pair_salt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::{
    ApiError, App, Code,
    commands::Nothing,
    vault::{
        self,
        seal::{NotesKey, Place},
    },
};

/// Most characters of a private part.
pub(super) const LONGEST: usize = 50_000;

/// Whether a private part can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PrivateState {
    /// There is none.
    Empty,
    /// It is shown.
    Shown,
    /// It is sealed.
    Locked,
    /// It is sealed, and not as it was.
    Damaged,
}

/// The private part of a session.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SessionPrivate {
    /// Words.
    pub(crate) words: String,
    /// How it felt: 1 (heavy) to 5 (light).
    pub(crate) mood: Option<u8>,
}

/// What a mentor keeps of a mentee.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MenteeKept {
    /// Personal facts.
    pub(crate) facts: String,
    /// What to ask the next time.
    pub(crate) ask: String,
}

/// What a mentor keeps of a mentee, to be sealed.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepOfMentee {
    /// Of which pair.
    pub(crate) id: String,
    /// What.
    pub(crate) kept: MenteeKept,
}

/// Something that is sealed as a whole.
pub(super) trait Part: Serialize + DeserializeOwned + Default {
    /// Whether there is nothing to seal.
    fn is_empty(&self) -> bool;
    /// Whether it is too long, and where.
    fn too_long(&self) -> Option<&'static str>;
}

impl Part for SessionPrivate {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.mood.is_none()
    }
    fn too_long(&self) -> Option<&'static str> {
        (self.words.chars().count() > LONGEST).then_some("words")
    }
}

impl Part for MenteeKept {
    fn is_empty(&self) -> bool {
        self.facts.trim().is_empty() && self.ask.trim().is_empty()
    }
    fn too_long(&self) -> Option<&'static str> {
        [("facts", &self.facts), ("ask", &self.ask)]
            .into_iter()
            .find_map(|(field, text)| (text.chars().count() > LONGEST).then_some(field))
    }
}

/// A private part, as far as it can be read.
pub(super) fn open<T: Part>(key: Option<&NotesKey>, row: &str, pair: &str, part: &SealedPart) -> (T, PrivateState) {
    let Some(sealed) = &part.sealed else { return (T::default(), PrivateState::Empty) };
    let Some(key) = key.filter(|key| key.id() == sealed.key_id) else { return (T::default(), PrivateState::Locked) };
    let identity = pair_salt(pair);
    let salt = part.salt.as_deref().unwrap_or_default();
    let opened = key.open(&Place { row, identity: &identity, salt, version: part.version }, &sealed.bytes);
    match opened.ok().and_then(|words| serde_json::from_str(&words).ok()) {
        Some(found) => (found, PrivateState::Shown),
        None => (T::default(), PrivateState::Damaged),
    }
}

/// Seals a part in place of a version.
pub(super) fn seal<T: Part>(
    write: &Write<'_>,
    key: &NotesKey,
    row: &str,
    pair: &str,
    version: i64,
    part: &T,
) -> Result<SealedPart, kith_store::Error> {
    if part.is_empty() {
        return Ok(SealedPart::default());
    }
    let identity = pair_salt(pair);
    let salt = write.note_salt(&identity, &*vault::fresh_salt()?)?;
    let words = Zeroizing::new(
        serde_json::to_string(part).map_err(|_| kith_store::Error::Invalid("it could not be sealed".into()))?,
    );
    let sealed = vault::seal(write, key, row, Some(&identity), &salt, version + 1, &words)?;
    Ok(SealedPart { sealed: Some(sealed), version: version + 1, salt: Some(salt) })
}

/// What is too long, as an error of the form.
pub(super) fn fits(part: &impl Part) -> Result<(), ApiError> {
    match part.too_long() {
        Some(field) => Err(ApiError::invalid(field, format!("at most {LONGEST} characters"))),
        None => Ok(()),
    }
}

/// Words that lie there sealed and cannot be read are not written over.
pub(super) fn readable(state: PrivateState) -> Result<(), ApiError> {
    match state {
        PrivateState::Locked => Err(ApiError::new(Code::NotesLocked, "this was sealed with another key")),
        PrivateState::Damaged => {
            Err(ApiError::new(Code::NotesLocked, "what is sealed here is not as it was; it was left as it is"))
        }
        PrivateState::Empty | PrivateState::Shown => Ok(()),
    }
}

pub(crate) async fn keep(app: &App, args: KeepOfMentee) -> Result<Nothing, ApiError> {
    fits(&args.kept)?;
    let (store, key) = (app.store()?, app.open_notes_key().await?);
    let id = args.id.clone();
    let sealed = store.read(move |read| read.sealed_of_mentorship(&id)).await?;
    let (_, state) = open::<MenteeKept>(Some(&key), &args.id, &args.id, &sealed);
    readable(state)?;
    store
        .act("Keep private words", move |write| {
            let part = seal(write, &key, &args.id, &args.id, sealed.version, &args.kept)?;
            write.seal_mentorship(&args.id, sealed.version, &part)
        })
        .await?;
    Ok(Nothing::default())
}

/// The private part of a session, opened where the key is there.
pub(super) fn of_session(key: Option<&NotesKey>, session: &MentoringSession) -> (SessionPrivate, PrivateState) {
    open(key, &session.id, &session.mentorship, &session.kept)
}

/// Where private words were found.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PrivateHit {
    /// The pair.
    pub(crate) mentorship: String,
    /// The mentee.
    pub(crate) mentee: String,
    /// The session.
    pub(crate) session: String,
    /// When that was, UTC milliseconds.
    pub(crate) at: i64,
    /// The words around what was found.
    pub(crate) excerpt: String,
}

/// Private words that were found.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PrivateHits {
    /// The latest first.
    pub(crate) hits: Vec<PrivateHit>,
}

/// What to look for.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindPrivate {
    /// Words that must all be there.
    pub(crate) text: String,
}

/// Most hits that are shown.
const HITS: usize = 50;
/// Characters of an excerpt.
const EXCERPT: usize = 160;

pub(crate) async fn find(app: &App, args: FindPrivate) -> Result<PrivateHits, ApiError> {
    let terms: Vec<String> = args.text.split_whitespace().map(kith_store::words::fold).collect();
    if terms.is_empty() {
        return Ok(PrivateHits { hits: Vec::new() });
    }
    let key = app.open_notes_key().await?;
    let look = move |read: &Read<'_>| {
        let mut hits = Vec::new();
        let mut names = std::collections::BTreeMap::new();
        for session in read.sealed_sessions()? {
            let (private, _) = of_session(Some(&key), &session);
            let words = Zeroizing::new(private.words);
            let folded = Zeroizing::new(kith_store::words::fold(&words));
            if !terms.iter().all(|term| folded.contains(term.as_str())) {
                continue;
            }
            if !names.contains_key(&session.mentorship) {
                names.insert(session.mentorship.clone(), read.mentorship(&session.mentorship)?.mentee);
            }
            hits.push(PrivateHit {
                mentee: names.get(&session.mentorship).cloned().unwrap_or_default(),
                mentorship: session.mentorship,
                session: session.id,
                at: session.start_at,
                excerpt: excerpt(&words, &terms),
            });
            if hits.len() == HITS {
                break;
            }
        }
        Ok(PrivateHits { hits })
    };
    Ok(app.store()?.read(look).await?)
}

/// Words around the first term, as far as folding leaves places where they are.
fn excerpt(words: &str, terms: &[String]) -> String {
    let letters: Vec<char> = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let first = terms.first().map(String::as_str).unwrap_or_default();
    let place = letters
        .iter()
        .enumerate()
        .find(|(place, _)| {
            let ahead: String = letters.iter().skip(*place).take(first.chars().count() + 2).collect();
            kith_store::words::fold(&ahead).starts_with(first)
        })
        .map_or(0, |(place, _)| place);
    let from = place.saturating_sub(EXCERPT / 3);
    let text: String = letters.iter().skip(from).take(EXCERPT).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if from + EXCERPT < letters.len() { "…" } else { "" };
    format!("{before}{}{after}", text.trim())
}
