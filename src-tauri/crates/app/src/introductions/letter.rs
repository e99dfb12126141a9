//! The message that introduces somebody to others: a text with places for words, filled for each.

use std::collections::BTreeMap;

use kith_domain::fill;
use kith_store::{AccountAddress, IntroducedMember, IntroductionGroup, IntroductionRound};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use super::{IntroductionLetter, TogetherLetter};

/// The message that Kith comes with.
pub(super) const WORDS: &str = "Hi {first_name},

I would like you to meet {others}: {why}.

Say hello to one another, and take half an hour for a call or a coffee when it suits you. I will ask in a while whether it worked out.";
/// Its title.
pub(super) const TITLE: &str = "Meet {others}";

/// The places that a message may have.
pub(super) fn places() -> Vec<String> {
    ["first_name", "name", "others", "why", "community"].map(str::to_owned).into()
}

/// What a screen says of a group to one of it, or to all: sentences are made where the person's language is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntroductionSaid {
    /// To which member; nothing: to all of them together.
    #[serde(default)]
    pub(crate) member: Option<String>,
    /// Whom they meet, in words.
    pub(crate) others: String,
    /// Why, in words.
    pub(crate) why: String,
}

/// A text of a round with its places filled.
struct Filled {
    title: String,
    text: String,
    missing: Vec<String>,
}

fn filled(round: &IntroductionRound, names: &[&str], said: Option<&IntroductionSaid>, community: &str) -> Filled {
    let first: Vec<&str> = names.iter().map(|name| fill::first_name(name)).collect();
    let mut words = BTreeMap::from([
        ("first_name", first.join(", ")),
        ("name", names.join(", ")),
        ("community", community.to_owned()),
    ]);
    if let Some(said) = said {
        words.insert("others", said.others.clone());
        words.insert("why", said.why.clone());
    }
    let (title, text) = (fill::fill(&round.title, &words), fill::fill(&round.words, &words));
    let missing = text.missing.union(&title.missing).cloned().collect();
    Filled { title: title.text, text: text.text, missing }
}

/// The message of a round to one of a group.
pub(super) fn write_letter(
    round: &IntroductionRound,
    person: &IntroducedMember,
    said: &[IntroductionSaid],
    community: &str,
    reached: Option<&AccountAddress>,
) -> IntroductionLetter {
    let said = said.iter().find(|said| said.member.as_deref() == Some(person.id.as_str()));
    let filled = filled(round, &[person.name.as_str()], said, community);
    IntroductionLetter {
        member: person.id.clone(),
        name: person.name.clone(),
        titled: reached.is_some_and(|address| address.titled),
        account: reached.map(|address| address.account.clone()),
        source_name: reached.map(|address| address.source_name.clone()),
        title: filled.title,
        text: filled.text,
        missing: filled.missing,
    }
}

/// One message that all of a group read together; nothing where no source that may be written to has all of them.
pub(super) fn write_together(
    round: &IntroductionRound,
    group: &IntroductionGroup,
    said: &[IntroductionSaid],
    community: &str,
    reached: &[Vec<AccountAddress>],
) -> Option<TogetherLetter> {
    let (first, others) = reached.split_first()?;
    let at =
        first.iter().find(|address| others.iter().all(|all| all.iter().any(|one| one.source == address.source)))?;
    let accounts: Vec<String> = reached
        .iter()
        .filter_map(|all| all.iter().find(|one| one.source == at.source))
        .map(|one| one.account.clone())
        .collect();
    if accounts.len() < 2 {
        return None;
    }
    let names: Vec<&str> = group.people.iter().map(|person| person.name.as_str()).collect();
    let filled = filled(round, &names, said.iter().find(|said| said.member.is_none()), community);
    Some(TogetherLetter {
        accounts,
        source_name: at.source_name.clone(),
        titled: at.titled,
        title: filled.title,
        text: filled.text,
        missing: filled.missing,
    })
}
