//! Both sides of a pair are told who the other is: through the outbox, by mail, or by words that somebody copies.
//!
//! **Invariants:** what goes through the outbox and its mark are one step, so that undo takes back both; nobody is written to
//! twice by one click; an address leaves the core only into the mail program, one at a time.

use std::collections::BTreeMap;

use kith_domain::event_messages;
use kith_store::{ApplicantRole, PairSide, PairTold, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProgrammeId;
use crate::{
    ApiError, App, Code,
    commands::Nothing,
    outbox::{self, QueueDirect},
};

/// More are not written to at once.
const MOST: usize = 400;

/// Somebody to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PairReader {
    /// The pair.
    pub(crate) pair: String,
    /// Which of the two.
    pub(crate) side: ApplicantRole,
    /// The name; empty for somebody who was erased.
    pub(crate) name: String,
    /// The member: the id of an account.
    pub(crate) member: Option<String>,
    /// Where a message can be sent to, as the source is called; nothing where none can.
    pub(crate) at: Option<String>,
    /// Whether an address is known.
    pub(crate) has_mail: bool,
    /// On which day they were told.
    pub(crate) told_on: Option<String>,
}

/// Everybody to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PairReaders {
    /// In the order in which pairs were made, mentors before mentees.
    pub(crate) rows: Vec<PairReader>,
}

/// What one of a pair is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairLetter {
    /// To whom.
    pub(crate) to: PairSide,
    /// A title, which forums and mail need.
    pub(crate) title: String,
    /// The words.
    pub(crate) text: String,
}

/// Messages that go through the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct TellPairs {
    /// Of which programme.
    pub(crate) programme: String,
    /// To each, what.
    pub(crate) letters: Vec<PairLetter>,
}

/// A message that the mail program is opened with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailPair {
    /// Of which programme.
    pub(crate) programme: String,
    /// What, to whom.
    pub(crate) letter: PairLetter,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PairMailed {
    /// Whether the words went along; else they have to be pasted.
    pub(crate) has_words: bool,
}

/// Who was told by other ways, or was not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkTold {
    /// Who.
    pub(crate) who: Vec<PairSide>,
    /// The day; empty: they were not (yet).
    pub(crate) on: String,
}

/// The account by which a member can be written to, and what its source is called.
fn account(read: &Read<'_>, member: &str) -> kith_store::Result<Option<(String, String)>> {
    let may = |source: &str| {
        let Ok(source) = source.parse() else { return false };
        read.sync(source).is_ok_and(|row| crate::sync::may_write(&row) == (true, true))
    };
    let found = read.addresses(member)?.into_iter().find(|one| may(&one.source));
    Ok(found.map(|one| (one.account, one.source_name)))
}

pub(crate) async fn list(app: &App, args: ProgrammeId) -> Result<PairReaders, ApiError> {
    let look = move |read: &Read<'_>| {
        let programme = read.programme(&args.id)?.id;
        let mut rows = Vec::new();
        for one in read.pairs_told(&programme)? {
            let at = match &one.member {
                Some(member) => account(read, member)?.map(|(_, source)| source),
                None => None,
            };
            let PairTold { of, name, member, email, told_on, other: _ } = one;
            rows.push(PairReader {
                pair: of.pair,
                side: of.side,
                name,
                member,
                at,
                has_mail: email.is_some(),
                told_on,
            });
        }
        Ok(PairReaders { rows })
    };
    Ok(app.store()?.read(look).await?)
}

fn nobody() -> ApiError {
    ApiError::new(Code::Conflict, "somebody of these cannot be written to any more: look again")
}

pub(crate) async fn tell(app: &App, args: TellPairs) -> Result<Nothing, ApiError> {
    if args.letters.is_empty() || args.letters.len() > MOST {
        return Err(ApiError::invalid("letters", format!("between 1 and {MOST} people can be written to at once")));
    }
    let programme = args.programme.clone();
    let accounts = move |read: &Read<'_>| {
        let mut found = BTreeMap::new();
        for one in read.pairs_told(&read.programme(&programme)?.id)? {
            // Whoever was told already is not told twice by a click that came late.
            let (Some(member), None) = (&one.member, &one.told_on) else { continue };
            if let Some((account, _)) = account(read, member)? {
                found.insert((one.of.pair, one.of.side), account);
            }
        }
        Ok(found)
    };
    let mut accounts = app.store()?.read(accounts).await?;
    let mut ready = Vec::with_capacity(args.letters.len());
    for PairLetter { to, title, text } in args.letters {
        let account = accounts.remove(&(to.pair.clone(), to.side)).ok_or_else(nobody)?;
        let words = QueueDirect { account, title: Some(title), text, at: None };
        ready.push((to, outbox::ready_direct(app, words).await?));
    }
    let today = super::today(app).await?.to_string();
    let send = move |write: &kith_store::Write<'_>| {
        for (to, letter) in &ready {
            write.queue(&letter.intent())?;
            write.mark_told(to, &today)?;
        }
        Ok(())
    };
    app.store()?.act("Tell pairs", send).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn mail(app: &App, args: MailPair) -> Result<PairMailed, ApiError> {
    let (programme, to) = (args.programme, args.letter.to);
    let find = move |read: &Read<'_>| Ok(read.pairs_told(&programme)?.into_iter().find(|one| one.of == to));
    let email = app.store()?.read(find).await?.and_then(|one| one.email);
    let email = email.ok_or_else(|| ApiError::invalid("letter", "no address is known"))?;
    let (address, has_words) = event_messages::letter(&email, &args.letter.title, &args.letter.text);
    let unopened = |_| ApiError::new(Code::Invalid, "the mail program could not be opened");
    app.env().desktop.open(&address).map_err(unopened)?;
    Ok(PairMailed { has_words })
}

pub(crate) async fn mark(app: &App, args: MarkTold) -> Result<Nothing, ApiError> {
    if args.who.len() > 2 * MOST {
        return Err(ApiError::invalid("who", "these are too many at once"));
    }
    let set = move |write: &kith_store::Write<'_>| args.who.iter().try_for_each(|one| write.mark_told(one, &args.on));
    app.store()?.act("Mark who was told", set).await?;
    Ok(Nothing::default())
}
