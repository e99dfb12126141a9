//! Introductions: rounds are drawn, written to, and asked whether they met. The words of a message are in [`letter`].
//!
//! **Invariants:** a message and the mark that it was sent are one step, so taking it back takes back both; nothing is sent
//! that nobody saw: the words come from the screen.

mod letter;

use kith_store::{DrawOptions, Drawn, IntroductionChoice, IntroductionGroup, IntroductionRound, IntroductionState};
use kith_store::{IntroductionWish, NewRound};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use self::letter::IntroductionSaid;
use self::letter::{TITLE, WORDS, places, write_letter, write_together};
use crate::{
    ApiError, App,
    commands::Nothing,
    members::LONGEST_PAGE,
    outbox::{self, QueueDirect, QueueGroup},
};

/// Groups to ask whether they met, that are shown at once.
const ASKED: u32 = 50;

/// Rounds, and how it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct IntroductionRounds {
    /// The rounds, the newest first.
    pub(crate) rounds: Vec<IntroductionRound>,
    /// Groups of all rounds that were written to.
    pub(crate) written: u32,
    /// Those of them that met.
    pub(crate) met: u32,
    /// Those of them that said so or not.
    pub(crate) answered: u32,
    /// Groups that are to be asked whether they met.
    pub(crate) due: Vec<IntroductionGroup>,
    /// How many there are of these.
    pub(crate) due_count: u32,
    /// The message that a new round begins with: that of the last one.
    pub(crate) words: String,
    /// Its title.
    pub(crate) title: String,
    /// The places that a message may have.
    pub(crate) places: Vec<String>,
}

/// A round's groups.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskRound {
    /// The round.
    pub(crate) id: String,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Groups of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct IntroductionPage {
    /// Those asked for.
    pub(crate) groups: Vec<IntroductionGroup>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// Who would be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposeRound {
    /// Who can be.
    pub(crate) options: DrawOptions,
}

/// A round to draw.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct BeginRound {
    /// Who can be drawn.
    pub(crate) options: DrawOptions,
    /// The message, with places for words; nothing: that of the last round.
    #[serde(default)]
    pub(crate) words: Option<String>,
    /// Its title, where a source wants one.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// Days from sending until "did they meet?".
    pub(crate) ask_after: u16,
}

/// A round that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RoundBegun {
    /// Its id.
    pub(crate) id: String,
    /// How many groups it has.
    pub(crate) groups: u32,
}

/// A round's message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RewordRound {
    /// The round.
    pub(crate) id: String,
    /// The message, with places for words.
    pub(crate) words: String,
    /// Its title, where a source wants one.
    pub(crate) title: String,
}

/// Which round.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundId {
    /// Its id.
    pub(crate) id: String,
}

/// Which group's messages, and what they say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteLetters {
    /// The group's id.
    pub(crate) group: String,
    /// Whom they meet and why, to each and to all.
    #[serde(default)]
    pub(crate) said: Vec<IntroductionSaid>,
}

/// The messages of a group, one for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct IntroductionLetters {
    /// They.
    pub(crate) letters: Vec<IntroductionLetter>,
    /// One that all of them read together, where that can be sent from here.
    pub(crate) together: Option<TogetherLetter>,
}

/// A message that a group reads together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TogetherLetter {
    /// The accounts it goes to.
    pub(crate) accounts: Vec<String>,
    /// Where that is.
    pub(crate) source_name: String,
    /// Whether it needs a title there.
    pub(crate) titled: bool,
    /// The title.
    pub(crate) title: String,
    /// The words.
    pub(crate) text: String,
    /// Places for which there was no word.
    pub(crate) missing: Vec<String>,
}

/// A message to somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct IntroductionLetter {
    /// To which member.
    pub(crate) member: String,
    /// The name.
    pub(crate) name: String,
    /// The account it can be sent to from here; nothing when it can only be copied.
    pub(crate) account: Option<String>,
    /// Where that is.
    pub(crate) source_name: Option<String>,
    /// Whether it needs a title there.
    pub(crate) titled: bool,
    /// The title.
    pub(crate) title: String,
    /// The words.
    pub(crate) text: String,
    /// Places for which there was no word.
    pub(crate) missing: Vec<String>,
}

/// What is sent to a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendIntroduction {
    /// The group.
    pub(crate) group: String,
    /// The messages; none when all read one.
    #[serde(default)]
    pub(crate) letters: Vec<SendLetter>,
    /// One that all of them read together, in the place of others.
    #[serde(default)]
    pub(crate) together: Option<SendTogether>,
}

/// A message to several accounts of one source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendTogether {
    /// The accounts.
    pub(crate) accounts: Vec<String>,
    /// The title, where the source wants one.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The words.
    pub(crate) text: String,
}

/// A message to one account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SendLetter {
    /// The account.
    pub(crate) account: String,
    /// The title, where the source wants one.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The words.
    pub(crate) text: String,
}

/// What became of a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkIntroduction {
    /// The group.
    pub(crate) group: String,
    /// What became of it.
    pub(crate) state: IntroductionState,
}

/// Members who said something about being introduced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct IntroductionChoices {
    /// They, by name.
    pub(crate) rows: Vec<IntroductionChoice>,
}

/// Whether somebody wants to be introduced.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChooseIntroductions {
    /// The member.
    pub(crate) member: String,
    /// Whether they want to.
    pub(crate) wish: IntroductionWish,
    /// Not before this day, `YYYY-MM-DD`.
    #[serde(default)]
    pub(crate) until: Option<String>,
}

pub(crate) async fn rounds(app: &App, _: Nothing) -> Result<IntroductionRounds, ApiError> {
    let now = app.now();
    let (rounds, (due, due_count)) =
        app.store()?.read(move |read| Ok((read.introduction_rounds()?, read.introductions_due(now, ASKED)?))).await?;
    let sum = |part: fn(&IntroductionRound) -> u32| rounds.iter().map(part).sum::<u32>();
    let (met, answered) = (sum(|round| round.met), sum(|round| round.met + round.not_met));
    let written = answered + sum(|round| round.sent);
    let (words, title) = last_words(&rounds);
    Ok(IntroductionRounds { rounds, written, met, answered, due, due_count, words, title, places: places() })
}

/// The message of the newest round, or the one that Kith comes with.
fn last_words(rounds: &[IntroductionRound]) -> (String, String) {
    rounds
        .first()
        .map_or_else(|| (WORDS.to_owned(), TITLE.to_owned()), |round| (round.words.clone(), round.title.clone()))
}

pub(crate) async fn round(app: &App, args: AskRound) -> Result<IntroductionPage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    let mut groups = app.store()?.read(move |read| read.introduction_groups(&args.id, args.skip, limit + 1)).await?;
    let more = groups.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    groups.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(IntroductionPage { groups, more })
}

pub(crate) async fn propose(app: &App, args: ProposeRound) -> Result<Drawn, ApiError> {
    let now = app.now();
    Ok(app.store()?.read(move |read| read.draw(&args.options, now)).await?)
}

pub(crate) async fn begin(app: &App, args: BeginRound) -> Result<RoundBegun, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let round = id.clone();
    let begin = move |write: &kith_store::Write<'_>| {
        let (words, title) = last_words(&write.read().introduction_rounds()?);
        let new = NewRound {
            options: args.options,
            words: args.words.unwrap_or(words),
            title: args.title.unwrap_or(title),
            ask_after: args.ask_after,
        };
        write.begin_round(&round, &new, now)
    };
    let groups = app.store()?.act("Draw introductions", begin).await?;
    Ok(RoundBegun { id, groups })
}

pub(crate) async fn reword(app: &App, args: RewordRound) -> Result<Nothing, ApiError> {
    let now = app.now();
    let reword = move |write: &kith_store::Write<'_>| write.reword_round(&args.id, &args.words, &args.title, now);
    app.store()?.act("Change introductions", reword).await?;
    Ok(Nothing::default())
}

pub(crate) async fn remove(app: &App, args: RoundId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove introductions", move |write| write.remove_round(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn letters(app: &App, args: WriteLetters) -> Result<IntroductionLetters, ApiError> {
    let read = move |read: &kith_store::Read<'_>| {
        let group = read.introduction_group(&args.group)?;
        let round = read.introduction_round_of(&args.group)?;
        let community = read.settings()?.name;
        let mut reached = Vec::with_capacity(group.people.len());
        for person in &group.people {
            let mut addresses = read.addresses(&person.id)?;
            addresses.retain(|address| {
                let row = address.source.parse().ok().and_then(|source| read.sync(source).ok());
                row.is_some_and(|row| crate::sync::may_write(&row) == (true, true))
            });
            reached.push(addresses);
        }
        let each = group.people.iter().zip(&reached);
        let letters = each.map(|(person, all)| write_letter(&round, person, &args.said, &community, all.first()));
        let letters = letters.collect();
        Ok(IntroductionLetters { letters, together: write_together(&round, &group, &args.said, &community, &reached) })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn send(app: &App, args: SendIntroduction) -> Result<Nothing, ApiError> {
    let mut letters = Vec::with_capacity(args.letters.len());
    match args.together {
        Some(SendTogether { accounts, title, text }) if args.letters.is_empty() => {
            letters.push(outbox::ready_group(app, QueueGroup { accounts, title, text }).await?);
        }
        None if matches!(args.letters.len(), 1..=3) => {
            for one in args.letters {
                let wish = QueueDirect { account: one.account, title: one.title, text: one.text, at: None };
                letters.push(outbox::ready_direct(app, wish).await?);
            }
        }
        _ => return Err(ApiError::invalid("letters", "write to one to three people, or to all of them together")),
    }
    let now = app.now();
    let send = move |write: &kith_store::Write<'_>| {
        for letter in &letters {
            write.queue(&letter.intent())?;
        }
        write.mark_introduction(&args.group, IntroductionState::Sent, now)
    };
    app.store()?.act("Send introduction", send).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn mark(app: &App, args: MarkIntroduction) -> Result<Nothing, ApiError> {
    let now = app.now();
    let mark = move |write: &kith_store::Write<'_>| write.mark_introduction(&args.group, args.state, now);
    app.store()?.act("Mark introduction", mark).await?;
    Ok(Nothing::default())
}

pub(crate) async fn choices(app: &App, _: Nothing) -> Result<IntroductionChoices, ApiError> {
    Ok(IntroductionChoices { rows: app.store()?.read(|read| read.introduction_choices()).await? })
}

pub(crate) async fn choose(app: &App, args: ChooseIntroductions) -> Result<Nothing, ApiError> {
    let now = app.now();
    let choose = move |write: &kith_store::Write<'_>| {
        write.choose_introductions(&args.member, args.wish, args.until.as_deref(), now)
    };
    app.store()?.act("Choose introductions", choose).await?;
    Ok(Nothing::default())
}
