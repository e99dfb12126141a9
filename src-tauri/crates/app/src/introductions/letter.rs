//! The message that introduces somebody to others: a text with places for words, filled for each.

use std::collections::BTreeMap;

use kith_domain::fill;
use kith_store::{
    AccountAddress, IntroducedMember, IntroductionGroup, IntroductionReason, IntroductionRound, IntroductionWhy,
};

use super::IntroductionLetter;

/// The message that Kith comes with.
pub(super) const WORDS: &str = "Hi {first_name},

I would like you to meet {others}: {why}.

Say hello to one another, and take half an hour for a call or a coffee when it suits you. I will ask in a while whether it worked out.";
/// Its title.
pub(super) const TITLE: &str = "Meet {others}";
/// Reasons that a message tells.
const TOLD: usize = 2;

/// The places that a message may have.
pub(super) fn places() -> Vec<String> {
    ["first_name", "name", "others", "why", "community"].map(str::to_owned).into()
}

/// The message of a round to one of a group.
pub(super) fn write_letter(
    round: &IntroductionRound,
    group: &IntroductionGroup,
    person: &IntroducedMember,
    community: &str,
    reached: Option<AccountAddress>,
) -> IntroductionLetter {
    let others: Vec<&str> =
        group.people.iter().filter(|other| other.id != person.id).map(|other| other.name.as_str()).collect();
    let told: Vec<String> =
        group.reasons.iter().filter_map(|reason| sentence(reason, group, person)).take(TOLD).collect();
    let why = if told.is_empty() { "I think you would get on".to_owned() } else { told.join(", and ") };
    let words = BTreeMap::from([
        ("first_name", fill::first_name(&person.name).to_owned()),
        ("name", person.name.clone()),
        ("others", others.join(" and ")),
        ("why", why),
        ("community", community.to_owned()),
    ]);
    let (title, text) = (fill::fill(&round.title, &words), fill::fill(&round.words, &words));
    IntroductionLetter {
        member: person.id.clone(),
        name: person.name.clone(),
        titled: reached.as_ref().is_some_and(|address| address.titled),
        account: reached.as_ref().map(|address| address.account.clone()),
        source_name: reached.map(|address| address.source_name),
        title: title.text,
        text: text.text,
        missing: text.missing.union(&title.missing).cloned().collect(),
    }
}

/// A reason as it is said to one of the group; nothing for what is better left unsaid.
fn sentence(reason: &IntroductionReason, group: &IntroductionGroup, person: &IntroducedMember) -> Option<String> {
    let you = if group.people.len() > 2 { "you all" } else { "you both" };
    let what = reason.what.as_deref().unwrap_or_default();
    let name = reason.name.as_deref().unwrap_or_default();
    Some(match reason.why {
        IntroductionWhy::Interest => format!("{you} care about {what}"),
        IntroductionWhy::Help if reason.who.as_deref() == Some(person.id.as_str()) => {
            format!("you are looking for {what}, and may find it here")
        }
        IntroductionWhy::Help => format!("{name} is looking for {what}"),
        IntroductionWhy::Space => format!("{you} write in “{what}”"),
        IntroductionWhy::Clocks if what == "0" => "your clocks show the same".to_owned(),
        IntroductionWhy::Clocks => "your days are nearly the same hours".to_owned(),
        IntroductionWhy::Common => format!("{you} talk with {name}"),
        IntroductionWhy::Strangers => "your paths have not crossed yet".to_owned(),
        IntroductionWhy::Acquainted | IntroductionWhy::Again => return None,
    })
}
