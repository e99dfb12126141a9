//! Where new members came from: first touch, set once.
//!
//! **Invariants:** what a form, a table or an invitation says is known; the source on which somebody was first seen is only
//! inferred, and told apart; who is neither is unknown, and is always shown.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Unit, Value,
    figures::{float, len},
};

/// Parts of the number have at most so many names; the rest are others.
const MOST_NAMES: usize = 10;

/// From where somebody came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Referral {
    /// As somebody or something said it.
    Known(String),
    /// The source on which they were first seen.
    Inferred(String),
}

/// Whether a heading of a form or a table asks where somebody came from.
pub fn asks_referral(label: &str) -> bool {
    let small = label.to_lowercase().replace(['_', '-'], " ");
    [
        "referral",
        "referrer",
        "referred by",
        "utm source",
        "custom source",
        "hear about",
        "heard about",
        "find us",
        "found us",
    ]
    .iter()
    .any(|words| small.contains(words))
}

pub(super) const METRICS: &[Definition] = &[Definition {
    id: "referral_share",
    version: 1,
    title: "Known referral",
    text: "Of the members who joined in the window, those of whom it is known where they came from: a form or a table said it \
           (a column or a profile field such as utm_source, referrer, referred by, How did you hear about us?), or an \
           invitation went to them. First touch: what was said first stays. Of the others the source on which they were first \
           seen is shown as inferred, and unknown is always shown.",
    group: Group::Growth,
    unit: Unit::Percent,
    direction: Direction::Up,
    least: FEWEST_OF_PERCENT,
    compute: |frame| {
        let all = joined(frame);
        let known = all.iter().filter(|(_, from)| matches!(from, Some(Referral::Known(_)))).count() as u64;
        let mut counts: BTreeMap<(&str, String), (&str, u64)> = BTreeMap::new();
        for (_, from) in &all {
            let (kind, name) = match from {
                Some(Referral::Known(name)) => ("known", name.as_str()),
                Some(Referral::Inferred(name)) => ("inferred", name.as_str()),
                None => continue,
            };
            // One however it was written; shown as it was written first.
            counts.entry((kind, name.to_lowercase())).or_insert((name, 0)).1 += 1;
        }
        let mut counts: Vec<(&str, &str, u64)> =
            counts.into_iter().map(|((kind, _), (name, count))| (kind, name, count)).collect();
        counts.sort_by(|a, b| b.2.cmp(&a.2).then(a.1.cmp(b.1)));
        let other: u64 = counts.iter().skip(MOST_NAMES).map(|(.., count)| count).sum();
        // Where nobody was ever asked, none is no share of anything.
        let is_asked = frame.facts.referrals.values().any(|from| matches!(from, Referral::Known(_)));
        let mut value = Value::share(known, len(&all));
        if !is_asked && !all.is_empty() {
            (value.value, value.reason) = (None, Some(super::Reason::NotKept));
        }
        for (kind, name, count) in counts.into_iter().take(MOST_NAMES) {
            value = value.with(Cow::Owned(format!("{kind}:{name}")), float(count));
        }
        if other > 0 {
            value = value.with("other", float(other));
        }
        let unknown = all.iter().filter(|(_, from)| from.is_none()).count() as u64;
        if all.is_empty() { value } else { value.with("unknown", float(unknown)) }
    },
    behind: |frame, part| {
        let wanted = |from: Option<&Referral>| match (part, from) {
            (None, from) => matches!(from, Some(Referral::Known(_))),
            (Some("unknown"), from) => from.is_none(),
            (Some(part), Some(Referral::Known(name))) => is(part, "known:", name),
            (Some(part), Some(Referral::Inferred(name))) => is(part, "inferred:", name),
            (Some(_), None) => false,
        };
        let all = joined(frame).into_iter().filter(|(_, from)| wanted(*from));
        Behind::People(all.map(|(person, _)| (person, 1.0)).collect())
    },
}];

fn is(part: &str, kind: &str, name: &str) -> bool {
    part.strip_prefix(kind).is_some_and(|part| part.to_lowercase() == name.to_lowercase())
}

/// Whether a metric needs to know where people came from.
pub fn reads_referrals(definition: &Definition) -> bool {
    METRICS.iter().any(|one| one.id == definition.id)
}

/// Who joined in the window, and from where.
fn joined<'a>(frame: &Frame<'a>) -> Vec<(u32, Option<&'a Referral>)> {
    let people = frame.facts.people.iter().zip(0_u32..);
    let here = people.filter(|(person, _)| person.joined.is_some_and(|day| frame.window.has(day)));
    here.map(|(person, index)| (index, frame.facts.referrals.get(&person.key))).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::tests::facts, *};
    use crate::metrics::{Every, Window, compute, find};

    #[test]
    fn known_inferred_and_unknown_are_told_apart() {
        let mut facts = facts(24);
        for (place, person) in facts.people.iter_mut().enumerate() {
            // Four joined before.
            person.joined = Some(if place < 4 { 99 } else { 100 });
            let from = match place {
                0..=9 => Referral::Known(if place % 2 == 0 { "Podcast".into() } else { "podcast".into() }),
                10..=11 => Referral::Known("A friend".into()),
                12..=20 => Referral::Inferred("Slack".into()),
                _ => continue,
            };
            facts.referrals.insert(person.key, from);
        }
        let frame = Frame::new(&facts, Window { start: 100, end: 107 }, Every::Whole);
        let definition = find("referral_share").unwrap();
        let found = compute(definition, &frame);
        assert_eq!((found.value, found.n), (Some(40.0), 20));
        let parts: Vec<(String, f64)> =
            found.parts.iter().skip(2).map(|(name, value)| (name.to_string(), *value)).collect();
        let wanted = [("inferred:Slack", 9.0), ("known:Podcast", 6.0), ("known:A friend", 2.0), ("unknown", 3.0)];
        assert_eq!(parts, wanted.map(|(name, value)| (name.to_owned(), value)));
        for (part, many) in [(None, 8), (Some("unknown"), 3), (Some("known:PODCAST"), 6), (Some("inferred:Slack"), 9)] {
            let Behind::People(people) = (definition.behind)(&frame, part) else { panic!("people") };
            assert_eq!(people.len(), many, "{part:?}");
        }
    }

    #[test]
    fn where_nobody_was_asked_there_is_no_share() {
        let mut facts = facts(30);
        for person in &mut facts.people {
            person.joined = Some(100);
        }
        facts.referrals.insert(0, Referral::Inferred("Slack".into()));
        let frame = Frame::new(&facts, Window { start: 100, end: 107 }, Every::Whole);
        let found = compute(find("referral_share").unwrap(), &frame);
        assert_eq!((found.value, found.reason, found.n), (None, Some(crate::metrics::Reason::NotKept), 30));
        assert_eq!(found.parts.last().map(|(name, value)| (name.as_ref(), *value)), Some(("unknown", 29.0)));
    }

    #[test]
    fn headings_that_ask_are_known() {
        for label in [
            "utm_source",
            "Referrer",
            "referred_by",
            "Custom source",
            "How did you hear about us?",
            "Where did you find us",
        ] {
            assert!(asks_referral(label), "{label}");
        }
        for label in ["Source of water", "Preferred name", "Reference number", "GitHub"] {
            assert!(!asks_referral(label), "{label}");
        }
    }
}
